//! `rsvpd dns`: the records by which programs find this server from an e-mail address (RFC 6764 §3, §4), and its time zone
//! service from the name of a domain (RFC 7808 §4.2.1).

use super::Failure;
use crate::config::Config;
use crate::dav::Resource;
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
/// A public address whose host is no name, or no domain to find it by.
pub(super) fn records(config: &Config) -> Result<String, Failure> {
    let public = url::Url::parse(config.public_url()).map_err(Failure::of)?;
    let Some(url::Host::Domain(host)) = public.host() else {
        return Err(Failure::of("http.public_url must name a host, such as https://cal.example.org"));
    };
    if config.mail.domains.is_empty() {
        return Err(Failure::of("mail.domains is empty: programs look for the domain of a person's e-mail address"));
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
    Ok(text)
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
        for text in ["", "[http]\npublic_url = \"https://cal.example.org\"", "[mail]\ndomains = [\"example.org\"]"] {
            assert!(records(&config(text)).is_err(), "{text}");
        }
    }
}
