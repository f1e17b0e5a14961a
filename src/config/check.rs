//! What is wrong with settings that can be read, and what is doubtful about them.

use std::net::Ipv6Addr;

use super::{BadConfig, Config, Route};

impl Config {
    /// Refuses what contradicts itself, or what nothing could be done with.
    ///
    /// # Errors
    /// Settings that need one another, and values that are no address, name, filter or number.
    pub(super) fn check(&self) -> Result<(), BadConfig> {
        let mail = &self.mail;
        let pairs = [
            ("http", &self.http.tls_certificate, &self.http.tls_key),
            ("mail.in", &mail.inbound.tls_certificate, &mail.inbound.tls_key),
        ];
        for (section, certificate, key) in pairs {
            if certificate.is_some() != key.is_some() {
                return Err(BadConfig(format!("{section}.tls_certificate and {section}.tls_key go together")));
            }
        }
        self.check_elsewhere()?;
        if mail.out.route == Route::Smarthost && mail.out.smarthost.is_empty() {
            return Err(BadConfig("mail.out.route is smarthost, so mail.out.smarthost must name it".to_owned()));
        }
        if !is_host_name(&mail.host) {
            return Err(BadConfig(format!("mail.host {:?} is not a host name", mail.host)));
        }
        if origin(&self.http.public_url).is_none() {
            return Err(BadConfig(format!(
                "http.public_url {:?} is no address such as https://cal.example.org: a scheme, a host and nothing behind it",
                self.http.public_url
            )));
        }
        if let Some(domain) = mail.domains.iter().find(|domain| !is_host_name(domain)) {
            return Err(BadConfig(format!("mail.domains: {domain:?} is no domain such as example.org")));
        }
        if self.data.as_os_str().is_empty() {
            return Err(BadConfig("data is empty; name a folder".to_owned()));
        }
        if !is_log_filter(&self.log) {
            return Err(BadConfig(format!("log {:?} is no filter such as info or rsvpd=debug", self.log)));
        }
        if mail.dkim.key.is_some() && mail.dkim.selector.is_empty() {
            return Err(BadConfig("mail.dkim.key needs mail.dkim.selector".to_owned()));
        }
        self.check_numbers()
    }

    /// What is said of other servers that know people.
    fn check_elsewhere(&self) -> Result<(), BadConfig> {
        let (ldap, oidc) = (&self.ldap, &self.oidc);
        let is_near = ["ldap://localhost", "ldap://127.0.0.1", "ldap://[::1]", "ldapi://"];
        let is_safe =
            ldap.start_tls || ldap.url.starts_with("ldaps://") || is_near.iter().any(|near| ldap.url.starts_with(near));
        let wrong = [
            (!ldap.url.is_empty() && !is_safe, "ldap.url is without TLS: use ldaps://, or set ldap.start_tls"),
            (!ldap.url.is_empty() && ldap.base.is_empty(), "ldap.url needs ldap.base"),
            (!ldap.url.is_empty() && !ldap.filter.contains("{name}"), "ldap.filter has no {name}"),
            (
                !ldap.url.is_empty() && !is_in_brackets(&ldap.filter),
                "ldap.filter is no filter: it has no brackets around it, or not all are closed (RFC 4515 §3)",
            ),
            (!is_issuer(&oidc.issuer, self.fetch.plain_http), "oidc.issuer does not begin with https://"),
            (!oidc.issuer.is_empty() && oidc.client_id.is_empty(), "oidc.issuer needs oidc.client_id"),
            (
                !oidc.issuer.is_empty() && !oidc.scopes.iter().any(|scope| scope == "openid"),
                "oidc.scopes needs openid (OpenID Connect Core 3.1.2.1)",
            ),
        ];
        match wrong.into_iter().find(|(is_wrong, _)| *is_wrong) {
            Some((_, words)) => Err(BadConfig(words.to_owned())),
            None => Ok(()),
        }
    }

    fn check_numbers(&self) -> Result<(), BadConfig> {
        let limits = &self.limits;
        let numbers = [
            ("limits.object_bytes", limits.object_bytes as u64, MOST_OBJECT_BYTES),
            ("limits.request_bytes", limits.request_bytes as u64, LARGEST),
            ("limits.file_bytes", limits.file_bytes as u64, LARGEST),
            ("limits.files", u64::try_from(limits.files).unwrap_or(0), 1_000_000),
            ("limits.attachments", limits.attachments as u64, 10_000),
            ("limits.quota_bytes", u64::try_from(limits.quota_bytes).unwrap_or(0), 1 << 50),
            ("limits.quota_objects", u64::try_from(limits.quota_objects).unwrap_or(0), 1_000_000_000),
            ("limits.mail_bytes", limits.mail_bytes as u64, LARGEST),
            ("limits.attendees", limits.attendees as u64, MOST_ATTENDEES),
            ("limits.instances", limits.instances as u64, 1_000_000),
            ("limits.first_year", u64::try_from(limits.first_year).unwrap_or(0), 9_999),
            ("limits.last_year", u64::try_from(limits.last_year).unwrap_or(0), 9_999),
            ("limits.connections", limits.connections as u64, 1_000_000),
            ("limits.mails_per_hour", u64::try_from(limits.mails_per_hour).unwrap_or(0), LARGEST),
            ("mail.answer_days", u64::from(self.mail.answer_days).max(1), 36_500),
            ("mail.out.hold_seconds", u64::from(self.mail.out.hold_seconds).max(1), 3_600),
        ];
        if limits.first_year > limits.last_year {
            return Err(BadConfig("limits.first_year is after limits.last_year".to_owned()));
        }
        match numbers.into_iter().find(|(_, number, most)| !(1..=*most).contains(number)) {
            Some((name, _, most)) => Err(BadConfig(format!("{name} is not a number from 1 to {most}"))),
            None => Ok(()),
        }
    }

    /// What is allowed and yet seldom meant, in words for the log.
    pub fn doubts(&self) -> Vec<String> {
        let (mail, url) = (&self.mail, self.public_url());
        match mail.out.route {
            Route::None => {
                return vec![
                    "mail.out.route is not set: guests elsewhere cannot be invited; set it to smarthost or direct"
                        .to_owned(),
                ];
            }
            Route::Caught => return vec!["mail.out.route is caught: no mail leaves this server".to_owned()],
            Route::Direct | Route::Smarthost => {}
        }
        let is_near = origin(url).is_some_and(is_this_machine);
        let receives = !mail.inbound.smtp.is_empty() || !mail.inbound.lmtp.is_empty();
        let doubts = [
            (
                is_this_machine(&mail.host),
                format!("mail.host is {}: no answer of a guest finds its way here; name the host of an MX record", mail.host),
            ),
            (is_near, format!("http.public_url is {url}: the links in mails lead to the guests' own machines")),
            (
                !is_near && url.starts_with("http://"),
                format!("http.public_url is {url}, without TLS: passwords and calendars can be read on their way"),
            ),
            (
                !receives,
                "neither mail.in.smtp nor mail.in.lmtp is set: answers by mail come only if a mail server calls `rsvpd mail ingest`".to_owned(),
            ),
        ];
        doubts.into_iter().filter(|(is_doubtful, _)| *is_doubtful).map(|(_, words)| words).collect()
    }
}

/// No longer object is read; the same as `ical::MAX_BYTES`, which this room does not know.
const MOST_OBJECT_BYTES: u64 = 2 * 1024 * 1024;
/// No object with more attendees is read; the same as `ical::MAX_ATTENDEES`, which this room does not know.
const MOST_ATTENDEES: u64 = 5_000;
/// The largest number that makes sense for a limit: 1 GiB.
const LARGEST: u64 = 1024 * 1024 * 1024;

/// Whether mail addresses can be made with it: every mail would fail otherwise.
fn is_host_name(text: &str) -> bool {
    let is_label = |label: &str| {
        let fits = !label.is_empty() && label.len() <= 63 && !label.starts_with('-') && !label.ends_with('-');
        fits && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    // The longest address before the @ is that of a guest's answers.
    text.len() <= 200 && text.split('.').all(is_label)
}

/// The host of an address that is a scheme, a host, perhaps a port, and nothing else: paths here are this server's own.
fn origin(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once("://")?;
    let place = rest.strip_suffix('/').unwrap_or(rest);
    let (host, port) = match place.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (place, None),
    };
    let is_address = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')?.parse::<Ipv6Addr>().ok()).is_some();
    let fits = ["http", "https"].contains(&scheme) && port.is_none_or(|port| port.parse::<u16>().is_ok());
    Some(host).filter(|host| fits && (is_address || is_host_name(host)))
}

/// Whether nobody else reaches a host of this name here.
fn is_this_machine(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host.starts_with("127.") || host == "[::1]"
}

/// Whether every part says a level: a word alone is taken for the name of a part of the program, and nothing is logged.
fn is_log_filter(text: &str) -> bool {
    let levels = ["error", "warn", "info", "debug", "trace", "off"];
    let level = |part: &str| part.rsplit_once('=').map_or(part, |(_, level)| level).trim().to_ascii_lowercase();
    text.split(',').all(|part| levels.contains(&level(part).as_str()))
}

fn is_in_brackets(filter: &str) -> bool {
    let count = |bracket| filter.matches(bracket).count();
    filter.starts_with('(') && filter.ends_with(')') && count('(') == count(')')
}

/// Whether it is an issuer that may be asked, or none.
fn is_issuer(issuer: &str, plain_http: bool) -> bool {
    let rest = issuer.strip_prefix("https://").or_else(|| issuer.strip_prefix("http://").filter(|_| plain_http));
    issuer.is_empty() || rest.is_some_and(|rest| !rest.is_empty())
}

/// What the reader of TOML says, where its words are for programmers, in words that say what to write.
const WORDS: &[(&str, &str)] = &[
    ("expected a sequence", "expected a list, such as [\"…\"]"),
    ("invalid socket address syntax", "no IP address with a port, such as 127.0.0.1:8008, 0.0.0.0:25 or [::]:8008"),
    ("expected usize", "expected a whole number, in digits"),
    ("expected i64", "expected a whole number, in digits"),
    ("expected u32", "expected a whole number, in digits"),
    ("expected i32", "expected a whole number, in digits"),
    ("expected u16", "expected a port, in digits"),
    ("expected a boolean", "expected true or false"),
];

/// What is wrong with a file that cannot be read as settings: where, and what to write.
pub(super) fn in_words(error: &toml::de::Error) -> String {
    let said = error.to_string();
    WORDS.iter().fold(said.trim_end().to_owned(), |said, (theirs, ours)| said.replace(theirs, ours))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contradictions_are_refused_by_name() {
        for (text, word) in [
            ("nonsense = 1", "nonsense"),
            ("[mail.out]\nroute = \"smarthost\"", "mail.out.smarthost"),
            ("[http]\ntls_key = \"k.pem\"", "http.tls_certificate"),
            ("[mail]\nhost = \"a b\"", "mail.host"),
            ("[mail.dkim]\nkey = \"k.pem\"", "mail.dkim.selector"),
            ("[mail]\nhost = \"\"", "mail.host"),
            ("[mail]\nhost = \"a..b\"", "mail.host"),
            ("[mail]\nhost = \"-a.example\"", "mail.host"),
            ("[mail]\nhost = \"me@a.example\"", "mail.host"),
            ("[http]\npublic_url = \"cal.example.org\"", "http.public_url"),
            ("[limits]\nmails_per_hour = 0", "limits.mails_per_hour"),
            ("[limits]\nmails_per_hour = -1", "limits.mails_per_hour"),
            ("[limits]\nconnections = 0", "limits.connections"),
            ("[limits]\nobject_bytes = 2097153", "limits.object_bytes is not a number from 1 to 2097152"),
            ("[limits]\nfirst_year = 0", "limits.first_year"),
            ("[limits]\nfirst_year = 2000\nlast_year = 1999", "limits.first_year"),
            ("[limits]\nconnections = 9000000000000000000", "limits.connections"),
            ("[mail]\nanswer_days = 4000000000", "mail.answer_days"),
            ("[mail.out]\nroute = \"pigeon\"", "pigeon"),
            ("[ldap]\nurl = \"ldap://ldap.example.org\"\nbase = \"dc=a\"", "ldap.url"),
            ("[ldap]\nurl = \"ldaps://ldap.example.org\"", "ldap.base"),
            ("[ldap]\nurl = \"ldaps://a\"\nbase = \"dc=a\"\nfilter = \"(uid=x)\"", "ldap.filter"),
            ("[oidc]\nissuer = \"https://id.example.org\"", "oidc.client_id"),
            ("[oidc]\nissuer = \"https://a\"\nclient_id = \"a\"\nscopes = []", "oidc.scopes"),
            ("[http]\ntrusted_proxies = [\"10.0.0.0/33\"]", "10.0.0.0/33"),
            ("[mail.in]\nsmtp = [\"localhost\"]", "smtp"),
            ("[mail.in]\nsmtp = [\"localhost\"]", "no IP address with a port"),
            ("[http]\nlisten = \"127.0.0.1:8008\"", "expected a list"),
            ("[limits]\nobject_bytes = \"1M\"", "expected a whole number"),
            ("[access]\napp_passwords_only = \"yes\"", "expected true or false"),
            ("data = \"\"", "data is empty"),
            ("log = \"chatty\"", "log \"chatty\""),
            ("log = \"info,rsvpd=loud\"", "rsvpd=loud"),
            ("[mail]\ndomains = [\"@example.org\"]", "mail.domains"),
            ("[ldap]\nurl = \"ldaps://a\"\nbase = \"dc=a\"\nfilter = \"(uid={name}\"", "ldap.filter"),
            ("[oidc]\nissuer = \"id.example.org\"\nclient_id = \"a\"", "oidc.issuer"),
            ("[oidc]\nissuer = \"http://id.example.org\"\nclient_id = \"a\"", "oidc.issuer"),
        ] {
            let error = Config::parse(text).unwrap_err().to_string();
            assert!(error.contains(word), "{text}: {error}");
        }
    }

    #[test]
    fn a_public_address_is_a_scheme_and_a_host() {
        for (url, host) in [
            ("https://cal.example.org", Some("cal.example.org")),
            ("https://cal.example.org/", Some("cal.example.org")),
            ("https://cal.example.org:8443", Some("cal.example.org")),
            ("http://127.0.0.1:8008", Some("127.0.0.1")),
            ("http://[::1]:8008", Some("[::1]")),
            ("http://[::1]", Some("[::1]")),
            ("https://cal.example.org/cal/", None),
            ("https://cal.example.org?x", None),
            ("https://cal.example.org:port", None),
            ("https://me@cal.example.org", None),
            ("https://cal example.org", None),
            ("https://", None),
            ("ftp://cal.example.org", None),
            ("cal.example.org", None),
        ] {
            assert_eq!(origin(url), host, "{url}");
        }
    }

    #[test]
    fn a_log_filter_says_levels() {
        for filter in ["info", "WARN", "rsvpd=debug", "warn,rsvpd::imip=trace", "off"] {
            assert!(is_log_filter(filter), "{filter}");
        }
    }

    #[test]
    fn what_is_seldom_meant_is_told() {
        let real = "[http]\npublic_url = \"https://cal.example.org\"\n[mail]\nhost = \"cal.example.org\"\n\
                    [mail.out]\nroute = \"direct\"\n[mail.in]\nsmtp = [\"0.0.0.0:25\"]\n";
        for (text, words) in [
            (real.to_owned(), vec![]),
            (String::new(), vec!["mail.out.route"]),
            (real.replace("direct", "caught"), vec!["mail.out.route"]),
            (real.replace("host = \"cal.example.org\"", ""), vec!["mail.host"]),
            (real.replace("https://cal.example.org", "http://127.0.0.1:8008"), vec!["guests' own machines"]),
            (real.replace("https", "http"), vec!["without TLS"]),
            (real.replace("[\"0.0.0.0:25\"]", "[]"), vec!["mail ingest"]),
            ("[mail.out]\nroute = \"direct\"\n".to_owned(), vec!["mail.host", "public_url", "mail ingest"]),
        ] {
            let doubts = Config::parse(&text).unwrap().doubts();
            assert_eq!(doubts.len(), words.len(), "{text}: {doubts:?}");
            for (doubt, word) in doubts.iter().zip(words) {
                assert!(doubt.contains(word), "{text}: {doubt}");
            }
        }
    }
}
