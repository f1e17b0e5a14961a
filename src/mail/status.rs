//! What becomes of a mail sent, in the codes that calendar clients show (SCHEDULE-STATUS, RFC 6638 §3.2.9), derived from SMTP
//! replies and from the reports of other servers (RFC 3463, RFC 3464).

use std::fmt;

/// A SCHEDULE-STATUS code for one attendee.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ScheduleStatus {
    /// 1.0: not handed over yet; the queue goes on.
    Pending,
    /// 1.1: the next server has it.
    Sent,
    /// 1.2: it arrived.
    Delivered,
    /// 2.0: it was understood.
    Success,
    /// 3.7: there is no such calendar user.
    InvalidUser,
    /// 3.8: the sender may not invite this user.
    NotAllowed,
    /// 5.1: it could not be delivered, for whatever reason.
    Undeliverable,
    /// 5.2: the user's domain receives no mail.
    NoService,
    /// 5.3: the other server refused it.
    Refused,
}

impl ScheduleStatus {
    /// All of them.
    const ALL: [ScheduleStatus; 9] = [
        ScheduleStatus::Pending,
        ScheduleStatus::Sent,
        ScheduleStatus::Delivered,
        ScheduleStatus::Success,
        ScheduleStatus::InvalidUser,
        ScheduleStatus::NotAllowed,
        ScheduleStatus::Undeliverable,
        ScheduleStatus::NoService,
        ScheduleStatus::Refused,
    ];

    /// What a code such as `5.1` means.
    pub fn parse(code: &str) -> Option<ScheduleStatus> {
        ScheduleStatus::ALL.into_iter().find(|status| status.as_str() == code)
    }

    /// The code, such as `5.1`.
    pub fn as_str(self) -> &'static str {
        match self {
            ScheduleStatus::Pending => "1.0",
            ScheduleStatus::Sent => "1.1",
            ScheduleStatus::Delivered => "1.2",
            ScheduleStatus::Success => "2.0",
            ScheduleStatus::InvalidUser => "3.7",
            ScheduleStatus::NotAllowed => "3.8",
            ScheduleStatus::Undeliverable => "5.1",
            ScheduleStatus::NoService => "5.2",
            ScheduleStatus::Refused => "5.3",
        }
    }
}

impl fmt::Display for ScheduleStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// An enhanced status code (RFC 3463), such as 5.1.1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct StatusCode {
    /// 2 success, 4 temporary, 5 permanent.
    pub class: u16,
    /// 1 address, 2 mailbox, 3 system, 4 network, 5 protocol, 6 content, 7 policy.
    pub subject: u16,
    /// What of it.
    pub detail: u16,
}

impl StatusCode {
    /// Reads a code at the start of a text; what follows, such as a comment in brackets, is left alone.
    pub fn parse(text: &str) -> Option<StatusCode> {
        let text = text.trim_start();
        let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
        let mut numbers =
            text.get(..end)?.trim_end_matches('.').split('.').map(|n| (n.len() <= 3).then(|| n.parse::<u16>().ok())?);
        let (class, subject, detail) = (numbers.next()??, numbers.next()??, numbers.next()??);
        (numbers.next().is_none() && matches!(class, 2 | 4 | 5)).then_some(StatusCode { class, subject, detail })
    }

    /// All codes in a text, in order; at most 16.
    pub fn all_in(text: &str) -> Vec<StatusCode> {
        let is_part = |c: char| c.is_ascii_alphanumeric() || c == '.';
        text.split(|c: char| !is_part(c))
            .filter(|word| word.len() <= 12)
            .filter_map(StatusCode::parse_word)
            .take(16)
            .collect()
    }

    fn parse_word(word: &str) -> Option<StatusCode> {
        let word = word.trim_end_matches('.');
        StatusCode::parse(word).filter(|_| word.bytes().all(|b| b.is_ascii_digit() || b == b'.'))
    }
}

impl fmt::Display for StatusCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}.{}", self.class, self.subject, self.detail)
    }
}

use ScheduleStatus::{InvalidUser, NoService, Refused, Undeliverable};

/// Codes that mean one thing whatever the text beside them says: subject, details, meaning.
const CERTAIN: [(u16, &[u16], ScheduleStatus); 8] = [
    // The sender's address is bad: it is about us, not about the guest.
    (1, &[7, 8], Refused),
    (1, &[1, 3, 6, 10], InvalidUser),
    (1, &[2], NoService),
    (2, &[2], Undeliverable),
    (2, &[3], Refused),
    (3, &[4], Refused),
    (4, &[4], NoService),
    (7, &[], Refused),
];

/// What codes mean when the text says nothing more; the first row that fits counts. No details stand for all.
const LIKELY: [(u16, &[u16], ScheduleStatus); 3] = [(1, &[], InvalidUser), (4, &[1], NoService), (6, &[], Refused)];

/// Phrases of permanent failures, in lower case; the first that occurs counts.
///
/// Domains come before users, as "domain … does not exist" is about the domain; policies come last, as many servers add
/// "access denied" to an unknown user.
const PHRASES: [(&str, ScheduleStatus); 63] = [
    ("nxdomain", NoService),
    ("domain not found", NoService),
    ("domain name not found", NoService),
    ("host not found", NoService),
    ("host unknown", NoService),
    ("unknown host", NoService),
    ("no such domain", NoService),
    ("domain does not exist", NoService),
    ("domain is not reachable", NoService),
    ("unrouteable address", NoService),
    ("unrouteable mail domain", NoService),
    ("no route to host", Undeliverable),
    ("null mx", NoService),
    ("does not accept mail", NoService),
    ("mailbox full", Undeliverable),
    ("mailbox is full", Undeliverable),
    ("over quota", Undeliverable),
    ("quota exceeded", Undeliverable),
    ("exceeded storage", Undeliverable),
    ("insufficient disk space", Undeliverable),
    ("user unknown", InvalidUser),
    ("unknown user", InvalidUser),
    ("user not found", InvalidUser),
    ("no such user", InvalidUser),
    ("nosuchuser", InvalidUser),
    ("no such recipient", InvalidUser),
    ("no such mailbox", InvalidUser),
    ("no mailbox here", InvalidUser),
    ("unknown recipient", InvalidUser),
    ("recipient unknown", InvalidUser),
    ("recipient not found", InvalidUser),
    ("recipientnotfound", InvalidUser),
    ("recipnotfound", InvalidUser),
    ("recipient name is not recognized", InvalidUser),
    ("unknown e-mail address", InvalidUser),
    ("unknown email address", InvalidUser),
    ("unknown or illegal", InvalidUser),
    ("invalid recipient", InvalidUser),
    ("invalid address", InvalidUser),
    ("recipient rejected", InvalidUser),
    ("address rejected", InvalidUser),
    ("address not found", InvalidUser),
    ("address couldn't be found", InvalidUser),
    ("wasn't found", InvalidUser),
    ("account that you tried to reach does not exist", InvalidUser),
    ("mailbox does not exist", InvalidUser),
    ("mailbox not found", InvalidUser),
    ("mailbox unavailable", InvalidUser),
    ("not listed in", InvalidUser),
    ("no longer on server", InvalidUser),
    ("policy", Refused),
    ("spam", Refused),
    ("blocked", Refused),
    ("blacklist", Refused),
    ("blocklist", Refused),
    ("access denied", Refused),
    ("not allowed", Refused),
    ("not permitted", Refused),
    ("permission to post", Refused),
    // Google, when the guest forwards through a server that refuses it.
    ("customfromdenied", Refused),
    ("mail rejected", Refused),
    ("message rejected", Refused),
    ("bad dns ptr", Refused),
];

fn by_code(table: &[(u16, &[u16], ScheduleStatus)], code: StatusCode) -> Option<ScheduleStatus> {
    let fits = |(subject, details, _): &&(u16, &[u16], ScheduleStatus)| {
        code.subject == *subject && (details.is_empty() || details.contains(&code.detail))
    };
    table.iter().find(fits).map(|row| row.2)
}

/// What a permanent failure means, if its codes and words say so.
fn said_by(codes: &[StatusCode], text: &str) -> Option<ScheduleStatus> {
    let text = text.to_lowercase();
    let permanent = || codes.iter().filter(|code| code.class == 5).copied();
    permanent()
        .find_map(|code| by_code(&CERTAIN, code))
        .or_else(|| PHRASES.iter().find(|(phrase, _)| text.contains(phrase)).map(|row| row.1))
        .or_else(|| permanent().find_map(|code| by_code(&LIKELY, code)))
}

/// The meaning of a final failure.
///
/// `status` is the machine-readable code, `diagnostic` the words beside it; `prose` is asked only when these say nothing.
/// A 4.x.x code means that the other side kept putting us off until somebody gave up.
pub fn of_failure(status: Option<StatusCode>, diagnostic: &str, prose: &str) -> ScheduleStatus {
    if status.is_some_and(|code| code.class == 4) {
        return Undeliverable;
    }
    let mut codes: Vec<StatusCode> = status.into_iter().collect();
    codes.extend(StatusCode::all_in(diagnostic));
    said_by(&codes, diagnostic).or_else(|| said_by(&StatusCode::all_in(prose), prose)).unwrap_or(Undeliverable)
}

/// The meaning of an SMTP reply to our own attempt to deliver: `code` of three digits, `enhanced` such as `5.1.1`.
pub fn of_reply(code: u16, enhanced: Option<&str>, text: &str) -> ScheduleStatus {
    let enhanced = enhanced.and_then(StatusCode::parse);
    match code {
        200..=299 => ScheduleStatus::Sent,
        400..=499 => ScheduleStatus::Pending,
        // "user not local", "mailbox name not allowed": RFC 5321 §4.2.3 has no other use for them.
        551 | 553 if enhanced.is_none() => of_failure(None, text, "unknown user"),
        _ => of_failure(enhanced, text, ""),
    }
}

/// Whether a permanent failure says that nobody is at the address: no such user, no such domain, or a mailbox that is closed
/// (5.2.1). The next mail there would fail as this one did.
pub fn is_dead_end(meaning: ScheduleStatus, status: Option<StatusCode>, text: &str) -> bool {
    let closed = StatusCode { class: 5, subject: 2, detail: 1 };
    (matches!(meaning, InvalidUser | NoService) || status == Some(closed)) && !blames_us(status, text)
}

/// Whether a refusal blames our server or domain, so that the admin must know: authentication or reputation.
pub fn blames_us(status: Option<StatusCode>, text: &str) -> bool {
    let text = text.to_lowercase();
    let mut codes: Vec<StatusCode> = status.into_iter().collect();
    codes.extend(StatusCode::all_in(&text));
    let unauthenticated = |code: &StatusCode| code.class == 5 && code.subject == 7 && (20..=27).contains(&code.detail);
    let refused = codes.iter().any(|code| code.subject == 7) || text.contains("554");
    codes.iter().any(unauthenticated)
        || (refused
            && ["blocked", "blacklist", "blocklist", "spf", "dkim", "dmarc", "ptr"]
                .iter()
                .any(|word| text.contains(word)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_found_and_numbers_that_look_like_them_are_not() {
        let found = |text: &str| StatusCode::all_in(text).iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(found("550-5.1.1 The account … 550 5.1.1 x"), ["5.1.1", "5.1.1"]);
        assert_eq!(found("(#5.5.0) ERROR_CODE :5.1.1 <a@b>"), ["5.5.0", "5.1.1"]);
        assert_eq!(found("550-'5.7.1 <x>'"), ["5.7.1"]);
        assert_eq!(found("host 5.9.1.2, 192.0.2.20, 5.1, 5.1.1234, 3.1.1, v5.1.1b, [5.1.1.1]"), Vec::<String>::new());
        assert_eq!(StatusCode::parse(" 5.1.1 (bad)").map(|c| c.to_string()).as_deref(), Some("5.1.1"));
        assert_eq!(StatusCode::parse("5.1.351").map(|c| c.detail), Some(351));
        for bad in ["", "x", "5", "5.1", "1.1.1", "5..1", "5.1.1.1", "5.99999.1"] {
            assert_eq!(StatusCode::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn failures_map_to_the_codes_of_the_design() {
        for (status, diagnostic, code) in [
            ("5.1.1", "", "3.7"),
            ("5.1.3", "", "3.7"),
            ("5.1.6", "", "3.7"),
            ("5.1.10", "", "3.7"),
            ("5.0.0", "550 User unknown", "3.7"),
            ("5.2.1", "550 User Unknown", "3.7"),
            ("5.1.2", "", "5.2"),
            ("5.4.4", "", "5.2"),
            ("5.4.1", "", "5.2"),
            ("5.4.1", "Recipient address rejected: Access denied", "3.7"),
            ("5.2.1", "disabled", "5.1"),
            ("5.2.2", "", "5.1"),
            ("4.4.7", "450 4.7.1 Client host rejected", "5.1"),
            ("5.0.0", "", "5.1"),
            ("", "TLS handshake failed", "5.1"),
            ("5.7.1", "", "5.3"),
            ("5.7.26", "", "5.3"),
            ("5.2.3", "", "5.3"),
            ("5.3.4", "", "5.3"),
            ("5.1.8", "Domain of sender address does not exist", "5.3"),
            ("5.0.0", "5.1.0 - Unknown address error 550-'5.7.1 … Access denied'", "5.3"),
        ] {
            assert_eq!(of_failure(StatusCode::parse(status), diagnostic, "").as_str(), code, "{status} {diagnostic}");
        }
    }

    #[test]
    fn replies_map_like_reports() {
        for (code, enhanced, text, status) in [
            (250, Some("2.0.0"), "queued", "1.1"),
            (451, Some("4.3.0"), "later", "1.0"),
            (550, Some("5.1.1"), "no", "3.7"),
            (553, None, "sorry", "3.7"),
            (550, None, "no such user here", "3.7"),
            (554, None, "no", "5.1"),
            (552, Some("5.3.4"), "too big", "5.3"),
        ] {
            assert_eq!(of_reply(code, enhanced, text).as_str(), status, "{code} {text}");
        }
    }

    #[test]
    fn an_address_is_dead_when_its_server_says_so_and_does_not_blame_us() {
        for (status, text, dead) in [
            ("5.1.1", "no such user", true),
            ("5.1.2", "", true),
            ("5.4.4", "", true),
            ("5.2.1", "disabled", true),
            ("", "550 user unknown", true),
            ("5.2.2", "mailbox full", false),
            ("4.4.7", "user unknown", false),
            ("5.7.1", "Client host blocked using list.example", false),
            ("5.7.1", "not allowed", false),
            ("5.1.1", "user unknown; 5.7.1 your address is blocked", false),
            ("5.0.0", "", false),
        ] {
            let code = StatusCode::parse(status);
            assert_eq!(is_dead_end(of_failure(code, text, ""), code, text), dead, "{status} {text}");
        }
    }

    #[test]
    fn the_admin_hears_of_refusals_that_are_about_this_server() {
        let blames = |status: &str, text: &str| blames_us(StatusCode::parse(status), text);
        assert!(blames("5.7.26", "unauthenticated"));
        assert!(blames("5.7.1", "Client host blocked using list.example"));
        assert!(blames("4.0.0", "554-Bad DNS PTR resource record."));
        assert!(!blames("5.7.1", "you may not write to this list"));
        assert!(!blames("5.1.1", "user unknown"));
    }
}
