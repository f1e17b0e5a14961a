//! A configuration profile for Apple's devices (`.mobileconfig`): one tap instead of an address, a name and a password.
//!
//! It holds a password, so it is made for one device, by a form of the signed-in pages, and is nowhere to be fetched.
//! Not done: a signature (RFC 5652); devices show "not signed" and take it.

use askama::Template;
use sha2::{Digest, Sha256};

/// What a profile says.
#[derive(Clone, Debug)]
pub struct Profile<'a> {
    /// The host of the calendar server, without port.
    pub host: &'a str,
    /// The port.
    pub port: u16,
    /// Whether it speaks TLS.
    pub is_tls: bool,
    /// The account's name.
    pub name: &'a str,
    /// The app password made for this device.
    pub password: &'a str,
    /// The path of the principal.
    pub principal: &'a str,
}

impl Profile<'_> {
    /// A name for a part of the profile that is the same whenever it is made, so that a second one takes the place of
    /// the first (RFC 9562 §5.8).
    fn uuid(&self, part: &str) -> String {
        let digest = Sha256::digest(format!("rsvpd {} {} {part}", self.host, self.name).as_bytes());
        let mut bytes = [0; 16];
        bytes.iter_mut().zip(digest.iter()).for_each(|(byte, source)| *byte = *source);
        bytes[6] = bytes[6] & 0x0f | 0x80;
        bytes[8] = bytes[8] & 0x3f | 0x80;
        let hex = data_encoding::HEXUPPER.encode(&bytes);
        let (a, b, c, d, e) = (&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]);
        format!("{a}-{b}-{c}-{d}-{e}")
    }

    /// The host's name backwards, as Apple names things.
    fn identifier(&self) -> String {
        let labels: Vec<&str> = self.host.rsplit('.').collect();
        format!("{}.rsvpd.{}", labels.join("."), self.name)
    }
}

#[derive(Template)]
#[template(path = "apple.mobileconfig", escape = "html")]
struct ProfileFile<'a> {
    profile: &'a Profile<'a>,
}

/// The profile as a file.
///
/// # Errors
/// None that is known; askama's writers may fail in principle.
pub fn profile(profile: &Profile<'_>) -> Result<String, askama::Error> {
    ProfileFile { profile }.render()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_profile_names_server_account_and_password_and_is_whole_xml() {
        let said = Profile {
            host: "cal.example.org",
            port: 443,
            is_tls: true,
            name: "alice",
            password: "<&secret>",
            principal: "/dav/principals/alice/",
        };
        let text = profile(&said).unwrap();
        for part in [
            "<string>com.apple.caldav.account</string>",
            "<string>com.apple.carddav.account</string>",
            "<key>CalDAVHostName</key>\n<string>cal.example.org</string>",
            "<key>CalDAVPort</key>\n<integer>443</integer>",
            "<key>CalDAVUseSSL</key>\n<true/>",
            "<key>CalDAVPrincipalURL</key>\n<string>/dav/principals/alice/</string>",
            "<string>org.example.cal.rsvpd.alice</string>",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert!(!text.contains("<&secret>"));
        let mut reader = quick_xml::Reader::from_str(&text);
        let mut depth = 0;
        loop {
            match reader.read_event().unwrap() {
                quick_xml::events::Event::Start(_) => depth += 1,
                quick_xml::events::Event::End(_) => depth -= 1,
                quick_xml::events::Event::Eof => break,
                _ => {}
            }
        }
        assert_eq!(depth, 0);
        assert_eq!(profile(&said).unwrap(), text);
        assert_ne!(said.uuid("a"), said.uuid("b"));
    }
}
