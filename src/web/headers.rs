//! Security headers, one table per kind of answer.

/// A header's name, in lower case, and its value.
pub type Header = (&'static str, &'static str);

/// For pages: the guest's, the start page and all errors.
///
/// `no-store` because the address holds a token and the page an answer; `no-referrer` so that links lead away without it.
pub const PAGE: &[Header] = &[
    ("content-type", "text/html; charset=utf-8"),
    (
        "content-security-policy",
        "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; img-src 'self'",
    ),
    ("referrer-policy", "no-referrer"),
    ("x-robots-tag", "noindex, nofollow"),
    ("cache-control", "no-store"),
    ("x-content-type-options", "nosniff"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
];

/// For the demo page that shows a mail: like [`PAGE`], and it may frame what this server serves.
pub const MAIL_PAGE: &[Header] = &[
    ("content-type", "text/html; charset=utf-8"),
    (
        "content-security-policy",
        "default-src 'none'; style-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; \
         img-src 'self'",
    ),
    ("referrer-policy", "no-referrer"),
    ("x-robots-tag", "noindex, nofollow"),
    ("cache-control", "no-store"),
    ("x-content-type-options", "nosniff"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=()"),
];

/// For the HTML part of a mail, shown in a frame of [`MAIL_PAGE`].
///
/// The sandbox leaves it no scripts, no forms, no origin; it loads nothing; its links open outside the frame, as in a
/// mail program. Mail needs inline styles: nothing else reaches mail programs.
pub const MAIL_FRAME: &[Header] = &[
    ("content-type", "text/html; charset=utf-8"),
    (
        "content-security-policy",
        "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; \
         form-action 'none'; base-uri 'none'; frame-ancestors 'self'",
    ),
    ("referrer-policy", "no-referrer"),
    ("x-robots-tag", "noindex, nofollow"),
    ("cache-control", "no-store"),
    ("x-content-type-options", "nosniff"),
];

/// For the raw mail and other plain text.
pub const TEXT: &[Header] = &[
    ("content-type", "text/plain; charset=utf-8"),
    ("content-security-policy", "sandbox; default-src 'none'; frame-ancestors 'none'"),
    ("referrer-policy", "no-referrer"),
    ("x-robots-tag", "noindex, nofollow"),
    ("cache-control", "no-store"),
    ("x-content-type-options", "nosniff"),
];

/// For a calendar file to be saved.
pub const CALENDAR: &[Header] = &[
    ("content-type", "text/calendar; charset=utf-8"),
    ("content-disposition", "attachment; filename=\"event.ics\""),
    ("content-security-policy", "sandbox; default-src 'none'; frame-ancestors 'none'"),
    ("referrer-policy", "no-referrer"),
    ("x-robots-tag", "noindex, nofollow"),
    ("cache-control", "no-store"),
    ("x-content-type-options", "nosniff"),
];

/// For a configuration profile of Apple's devices, which holds a password.
pub const PROFILE: &[Header] = &[
    ("content-type", "application/x-apple-aspen-config; charset=utf-8"),
    ("content-disposition", "attachment; filename=\"calendar.mobileconfig\""),
    ("content-security-policy", "sandbox; default-src 'none'; frame-ancestors 'none'"),
    ("referrer-policy", "no-referrer"),
    ("x-robots-tag", "noindex, nofollow"),
    ("cache-control", "no-store"),
    ("x-content-type-options", "nosniff"),
];

/// For the stylesheet: the same for everybody, so it may be kept for an hour.
pub const STYLESHEET: &[Header] = &[
    ("content-type", "text/css; charset=utf-8"),
    ("cache-control", "public, max-age=3600"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-content-type-options", "nosniff"),
];

/// For the icon, which browsers ask for by themselves.
pub const ICON: &[Header] = &[
    ("content-type", "image/svg+xml"),
    ("content-security-policy", "default-src 'none'; frame-ancestors 'none'"),
    ("cache-control", "public, max-age=86400"),
    ("cross-origin-resource-policy", "same-origin"),
    ("x-content-type-options", "nosniff"),
];

#[cfg(test)]
mod tests {
    use super::*;

    fn value(table: &[Header], name: &str) -> &'static str {
        let found: Vec<&str> = table.iter().filter(|(n, _)| *n == name).map(|(_, value)| *value).collect();
        assert!(found.len() <= 1, "{name} twice");
        found.first().copied().unwrap_or_default()
    }

    #[test]
    fn every_page_refuses_scripts_frames_and_caches() {
        for table in [PAGE, MAIL_PAGE] {
            let policy = value(table, "content-security-policy");
            for part in ["default-src 'none'", "style-src 'self'", "form-action 'self'", "frame-ancestors 'none'"] {
                assert!(policy.contains(part), "{part}");
            }
            assert!(!policy.contains("unsafe") && !policy.contains("script-src") && !policy.contains('*'));
        }
        for table in [PAGE, MAIL_PAGE, MAIL_FRAME, TEXT, CALENDAR, PROFILE] {
            assert_eq!(value(table, "cache-control"), "no-store");
            assert_eq!(value(table, "referrer-policy"), "no-referrer");
            assert_eq!(value(table, "x-content-type-options"), "nosniff");
            assert!(value(table, "x-robots-tag").contains("noindex"));
        }
    }

    #[test]
    fn a_mail_in_its_frame_has_no_rights() {
        let policy = value(MAIL_FRAME, "content-security-policy");
        assert!(policy.starts_with("sandbox "));
        for right in ["allow-scripts", "allow-same-origin", "allow-forms", "allow-top-navigation"] {
            assert!(!policy.contains(right), "{right}");
        }
    }

    #[test]
    fn header_values_are_one_ascii_line() {
        for table in [PAGE, MAIL_PAGE, MAIL_FRAME, TEXT, CALENDAR, PROFILE, STYLESHEET, ICON] {
            for (name, text) in table {
                assert!(text.bytes().all(|b| (b' '..=b'~').contains(&b)), "{name}");
            }
        }
    }
}
