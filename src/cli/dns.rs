//! `rsvpd dns`: the records by which programs find this server from an e-mail address (RFC 6764 §3, §4), and its time zone
//! service from the name of a domain (RFC 7808 §4.2.1); those by which answers find it, and by which its mails are believed
//! (RFC 5321 §5, RFC 7208, RFC 6376 §3.6.1, RFC 7489 §6.3).

use super::{EX_CONFIG, Failure};
use crate::config::{Config, Route};
use crate::dav::Resource;
use crate::server;
use crate::tzdist;

/// A service that can be found: its name with TLS, the one without, and what it leads to.
const SERVICES: &[(&str, &str, Found)] = &[
    ("_caldavs", "_caldav", Found::Dav),
    ("_carddavs", "_carddav", Found::Dav),
    ("_timezones", "_timezone", Found::Timezones),
];

/// What a service leads to.
#[derive(Clone, Copy)]
enum Found {
    Dav,
    Timezones,
}

impl Found {
    fn path(self) -> String {
        match self {
            Found::Dav => Resource::Root.to_string(),
            Found::Timezones => tzdist::PATH.to_owned(),
        }
    }
}

/// The records as lines of a zone file.
///
/// # Errors
/// A public address whose host is no name, no domain to find it by, a signing key that cannot be read.
pub(super) fn records(config: &Config) -> Result<String, Failure> {
    let wrong = |words: &str| Failure { code: EX_CONFIG, words: words.to_owned() };
    let public = url::Url::parse(config.public_url()).map_err(|error| wrong(&format!("http.public_url: {error}")))?;
    let Some(url::Host::Domain(host)) = public.host() else {
        return Err(wrong("http.public_url must name a host, such as https://cal.example.org"));
    };
    if config.mail.domains.is_empty() {
        return Err(wrong("mail.domains is empty: programs look for the domain of a person's e-mail address"));
    }
    let port = public.port_or_known_default().unwrap_or(443);
    let mut text = String::from("; By these, programs find the server from an e-mail address (RFC 6764).\n");
    for domain in &config.mail.domains {
        for (secure, plain, found) in SERVICES {
            let (offered, other) = if public.scheme() == "https" { (secure, plain) } else { (plain, secure) };
            text.push_str(&format!("{offered}._tcp.{domain}. 3600 IN SRV 0 1 {port} {host}.\n"));
            text.push_str(&format!("{offered}._tcp.{domain}. 3600 IN TXT \"path={}\"\n", found.path()));
            // There is no such service (RFC 2782, Target).
            text.push_str(&format!("{other}._tcp.{domain}. 3600 IN SRV 0 0 0 .\n"));
        }
    }
    text.push_str(&mail_records(config)?);
    Ok(text)
}

/// The records of the mail host; none of one that nobody else can look up.
fn mail_records(config: &Config) -> Result<String, Failure> {
    let (mail, host) = (&config.mail, &config.mail.host);
    if !host.contains('.') {
        return Ok(String::new());
    }
    let mut text = String::from("; By these, answers of guests find the server, and its mails are believed.\n");
    if !mail.inbound.smtp.is_empty() {
        text.push_str(&format!("{host}. 3600 IN MX 10 {host}.\n"));
    }
    match mail.out.route {
        Route::Direct => text.push_str(&format!("{host}. 3600 IN TXT \"v=spf1 a -all\"\n")),
        Route::Smarthost => text.push_str(&format!(
            "; {host}. 3600 IN TXT what the relay's operator names, such as \"v=spf1 include:relay.example.org -all\"\n"
        )),
        Route::Caught | Route::None => {}
    }
    if let Some(key) = server::signer(config)? {
        let (selector, domain) = (key.selector(), key.domain());
        let strings = in_strings(&key.dns_record());
        text.push_str(&format!("{selector}._domainkey.{domain}. 3600 IN TXT {strings}\n"));
        text.push_str(&format!("_dmarc.{domain}. 3600 IN TXT \"v=DMARC1; p=reject\"\n"));
    }
    Ok(text)
}

/// A text as the strings of a TXT record, of which each holds 255 bytes at most (RFC 1035 §3.3).
fn in_strings(text: &str) -> String {
    let strings = text.as_bytes().chunks(255).map(|piece| format!("\"{}\"", String::from_utf8_lossy(piece)));
    strings.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_domain_leads_to_the_server() {
        let config = |text: &str| Config::parse(text).unwrap();
        let text = records(&config(
            "[http]\npublic_url = \"https://cal.example.org:8443\"\n[mail]\ndomains = [\"example.org\", \"example.net\"]",
        ));
        let text = text.unwrap();
        for line in [
            "_caldavs._tcp.example.org. 3600 IN SRV 0 1 8443 cal.example.org.\n",
            "_caldavs._tcp.example.org. 3600 IN TXT \"path=/dav/\"\n",
            "_caldav._tcp.example.net. 3600 IN SRV 0 0 0 .\n",
            "_timezones._tcp.example.org. 3600 IN SRV 0 1 8443 cal.example.org.\n",
            "_timezones._tcp.example.org. 3600 IN TXT \"path=/tz\"\n",
            "_carddavs._tcp.example.net. 3600 IN SRV 0 1 8443 cal.example.org.\n",
        ] {
            assert!(text.contains(line), "{text}");
        }
        assert!(!text.contains("MX") && !text.contains("spf1"), "{text}");
        for text in ["", "[http]\npublic_url = \"https://cal.example.org\"", "[mail]\ndomains = [\"example.org\"]"] {
            assert!(records(&config(text)).is_err(), "{text}");
        }
    }

    #[test]
    fn the_mail_host_has_records_as_it_is_set_up() {
        let key = concat!(env!("CARGO_MANIFEST_DIR"), "/src/mail/testdata/dkim-rsa.pem");
        let text = |more: &str| {
            let common = "[http]\npublic_url = \"https://cal.example.org\"\n[mail]\nhost = \"cal.example.org\"\n\
                          domains = [\"example.org\"]\n[mail.in]\nsmtp = [\"0.0.0.0:25\"]\n";
            records(&Config::parse(&format!("{common}{more}")).unwrap())
        };
        let direct = text("[mail.out]\nroute = \"direct\"\n").unwrap();
        assert!(direct.contains("\ncal.example.org. 3600 IN MX 10 cal.example.org.\n"), "{direct}");
        assert!(direct.contains("\ncal.example.org. 3600 IN TXT \"v=spf1 a -all\"\n"), "{direct}");
        assert!(!direct.contains("_domainkey"), "{direct}");
        let relay = "[mail.out]\nroute = \"smarthost\"\nsmarthost = \"smtp://relay.example.org\"\n";
        let signed = text(&format!("{relay}[mail.dkim]\nselector = \"s1\"\nkey = {key:?}\n")).unwrap();
        assert!(signed.contains("\n; cal.example.org. 3600 IN TXT what the relay's operator"), "{signed}");
        let record = signed.lines().find(|line| line.starts_with("s1._domainkey.cal.example.org. ")).unwrap();
        assert!(record.contains("\"v=DKIM1; k=rsa; p=MII"), "{record}");
        assert!(record.split('"').all(|string| string.len() <= 255), "{record}");
        assert!(signed.contains("\n_dmarc.cal.example.org. "), "{signed}");
        assert!(text("[mail.dkim]\nselector = \"s1\"\nkey = \"/nowhere\"\n").is_err());
    }
}
