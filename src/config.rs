//! Every setting: typed, explained, checked at start. The table [`KEYS`] is the documentation that `rsvpd config` prints;
//! a test holds it against the types.

use std::fmt;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::Deserialize;

pub use keys::{KEYS, Key};
pub use network::Network;

mod check;
mod keys;
mod network;

/// The whole configuration; the file is TOML and every key may be left out.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Config {
    /// The data folder.
    pub data: PathBuf,
    /// The log filter.
    pub log: String,
    /// Web and CalDAV.
    pub http: Http,
    /// Signing in.
    pub access: Access,
    /// Main passwords that a directory knows.
    pub ldap: Ldap,
    /// Signing in elsewhere.
    pub oidc: Oidc,
    /// E-mail.
    pub mail: Mail,
    /// Asking other web servers.
    pub fetch: Fetch,
    /// Address books.
    pub contacts: Contacts,
    /// Bounds on what one person may store or ask.
    pub limits: Limits,
}

/// Web and CalDAV.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Http {
    /// Addresses to listen on.
    pub listen: Vec<SocketAddr>,
    /// The address people see, used in links.
    pub public_url: String,
    /// PEM file with the certificate chain.
    pub tls_certificate: Option<PathBuf>,
    /// PEM file with the private key.
    pub tls_key: Option<PathBuf>,
    /// Reverse proxies whose word about a client's address is taken.
    pub trusted_proxies: Vec<Network>,
}

/// Signing in.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Access {
    /// Whether calendar programs need an app password.
    pub app_passwords_only: bool,
}

/// Main passwords that an LDAP directory knows.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Ldap {
    /// The directory's address.
    pub url: String,
    /// Whether TLS begins after the connection.
    pub start_tls: bool,
    /// As whom to search.
    pub bind_dn: String,
    /// A file with the password for that.
    pub password_file: Option<PathBuf>,
    /// Where to search.
    pub base: String,
    /// What to search.
    pub filter: String,
    /// The attribute with the account's name.
    pub name: String,
    /// The attribute with the e-mail address.
    pub mail: String,
    /// The attribute with the name for people.
    pub display_name: String,
    /// Whether accounts are made at the first sign-in.
    pub create: bool,
}

/// Signing in to the pages at an identity provider.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Oidc {
    /// The provider.
    pub issuer: String,
    /// What it calls this server.
    pub client_id: String,
    /// A file with the secret between both.
    pub client_secret_file: Option<PathBuf>,
    /// What is asked for.
    pub scopes: Vec<String>,
    /// What the button says.
    pub label: String,
    /// By what a person is known at the first sign-in.
    pub link_by: LinkBy,
    /// Whether accounts are made at the first sign-in.
    pub create: bool,
}

/// By what an account is found for somebody who comes from an identity provider for the first time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LinkBy {
    /// By the e-mail address, if the provider has verified it.
    Email,
    /// By the preferred name.
    Name,
    /// By nothing: only accounts made here for them.
    Nothing,
}

/// E-mail.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Mail {
    /// The one mail name of this server.
    pub host: String,
    /// The domains of this server's own people.
    pub domains: Vec<String>,
    /// Which organizer address guests see.
    pub organizer_address: OrganizerAddress,
    /// The name that stands behind the organizer's in From.
    pub service_name: String,
    /// The zone of times that carry none, and of texts.
    pub time_zone: String,
    /// Whether people are told of answers by mail.
    pub notices: bool,
    /// Days after the end of a meeting in which answers are still taken.
    pub answer_days: u32,
    /// Sending.
    pub out: MailOut,
    /// Receiving.
    #[serde(rename = "in")]
    pub inbound: MailIn,
    /// Signing.
    pub dkim: Dkim,
}

/// Which organizer address guests see; it decides where their answers go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OrganizerAddress {
    /// An address of our mail host with a token for each guest and meeting.
    PerAttendee,
    /// One stable address of our mail host for each organizer.
    PerOrganizer,
    /// The organizer's own address.
    Native,
}

/// Sending.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MailOut {
    /// Which way mail leaves.
    pub route: Route,
    /// The relay, as a URL.
    pub smarthost: String,
    /// A file that holds the relay's password.
    pub password_file: Option<PathBuf>,
    /// The port of other people's mail servers.
    pub port: u16,
    /// A name server to ask instead of the system's.
    pub name_server: Option<SocketAddr>,
    /// Seconds that a scheduling message waits before it leaves.
    pub hold_seconds: u32,
}

/// Which way mail leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Route {
    /// To the recipient's own mail server.
    Direct,
    /// Through a relay.
    Smarthost,
    /// Nowhere: it is kept inside.
    Caught,
    /// Nowhere yet: every mail fails at once, and its sender is told.
    None,
}

/// Receiving.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MailIn {
    /// Addresses of the SMTP receiver.
    pub smtp: Vec<SocketAddr>,
    /// Addresses or socket paths of the LMTP receiver.
    pub lmtp: Vec<String>,
    /// Whether SPF, DKIM and DMARC are looked up for mail that comes by SMTP.
    pub authenticate: bool,
    /// What becomes of an answer that nothing proves.
    pub unverified: Unverified,
    /// What becomes of invitations of strangers.
    pub strangers: Strangers,
    /// PEM file with the certificate chain for STARTTLS.
    pub tls_certificate: Option<PathBuf>,
    /// PEM file with the private key for STARTTLS.
    pub tls_key: Option<PathBuf>,
}

/// What becomes of an answer that neither a token nor the sender's domain proves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Unverified {
    /// The organizer is told; nothing changes.
    #[default]
    Hold,
    /// It counts, and the organizer is told that it is not verified.
    Flag,
}

/// What becomes of invitations of people with whom the invited person has had nothing to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Strangers {
    /// They wait until the person lets them in.
    #[default]
    Offer,
    /// They are in the calendar, unanswered.
    Take,
}

/// Signing.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Dkim {
    /// The selector.
    pub selector: String,
    /// PEM file with the private key.
    pub key: Option<PathBuf>,
}

/// Asking other web servers.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Fetch {
    /// Whether addresses that people type may lie in private networks.
    pub private_addresses: bool,
    /// Whether servers may be asked without TLS.
    pub plain_http: bool,
    /// PEM file with certificates that are trusted besides this machine's.
    pub roots: Option<PathBuf>,
    /// Whether the calendars that people subscribe to are fetched.
    pub subscriptions: bool,
    /// Whether programs are told of changes by Web Push.
    pub push: bool,
}

impl Default for Fetch {
    fn default() -> Fetch {
        Fetch { private_addresses: false, plain_http: false, roots: None, subscriptions: true, push: true }
    }
}

/// Address books.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Contacts {
    /// Whether guests get a card in the guest book of whoever invites them.
    pub guest_book: bool,
}

/// Bounds on what one person may store or ask.
#[derive(Clone, Debug, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Limits {
    /// Bytes of one calendar object or card.
    pub object_bytes: usize,
    /// Bytes of one request body.
    pub request_bytes: usize,
    /// Bytes of one plain file.
    pub file_bytes: usize,
    /// Plain files and folders of one person.
    pub files: i64,
    /// Attachments of one component of an object.
    pub attachments: usize,
    /// Bytes that one person may store.
    pub quota_bytes: i64,
    /// Objects, files and folders that one person may store.
    pub quota_objects: i64,
    /// Bytes of one received mail.
    pub mail_bytes: usize,
    /// Attendees of one event.
    pub attendees: usize,
    /// Instances of one event within a year of its first.
    pub instances: usize,
    /// The first year that a stored time may be in.
    pub first_year: i32,
    /// The last year that a stored time may be in.
    pub last_year: i32,
    /// Connections at a time, for each listener.
    pub connections: usize,
    /// Mails to outside guests that one person causes in an hour.
    pub mails_per_hour: i64,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            data: PathBuf::from("data"),
            log: "info".to_owned(),
            http: Http::default(),
            access: Access::default(),
            ldap: Ldap::default(),
            oidc: Oidc::default(),
            mail: Mail::default(),
            fetch: Fetch::default(),
            contacts: Contacts::default(),
            limits: Limits::default(),
        }
    }
}

impl Default for Http {
    fn default() -> Http {
        Http {
            listen: vec![SocketAddr::from(([127, 0, 0, 1], 8008))],
            public_url: "http://127.0.0.1:8008".to_owned(),
            tls_certificate: None,
            tls_key: None,
            trusted_proxies: Vec::new(),
        }
    }
}

impl Default for Ldap {
    fn default() -> Ldap {
        Ldap {
            url: String::new(),
            start_tls: false,
            bind_dn: String::new(),
            password_file: None,
            base: String::new(),
            filter: "(&(objectClass=person)(|(uid={name})(mail={name})))".to_owned(),
            name: "uid".to_owned(),
            mail: "mail".to_owned(),
            display_name: "cn".to_owned(),
            create: false,
        }
    }
}

impl Default for Oidc {
    fn default() -> Oidc {
        Oidc {
            issuer: String::new(),
            client_id: String::new(),
            client_secret_file: None,
            scopes: ["openid", "email", "profile"].map(str::to_owned).to_vec(),
            label: "Sign in with your organization".to_owned(),
            link_by: LinkBy::Email,
            create: false,
        }
    }
}

impl Default for Mail {
    fn default() -> Mail {
        Mail {
            host: "localhost".to_owned(),
            domains: Vec::new(),
            organizer_address: OrganizerAddress::PerAttendee,
            service_name: "Calendar".to_owned(),
            time_zone: "UTC".to_owned(),
            notices: true,
            answer_days: 90,
            out: MailOut::default(),
            inbound: MailIn::default(),
            dkim: Dkim::default(),
        }
    }
}

impl Default for MailOut {
    fn default() -> MailOut {
        MailOut {
            route: Route::None,
            smarthost: String::new(),
            password_file: None,
            port: 25,
            name_server: None,
            hold_seconds: 10,
        }
    }
}

impl Default for Contacts {
    fn default() -> Contacts {
        Contacts { guest_book: true }
    }
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            object_bytes: 1024 * 1024,
            request_bytes: 2 * 1024 * 1024,
            file_bytes: 32 * 1024 * 1024,
            files: 10_000,
            attachments: 100,
            quota_bytes: 1024 * 1024 * 1024,
            quota_objects: 200_000,
            mail_bytes: 10 * 1024 * 1024,
            attendees: 1000,
            instances: 10_000,
            first_year: 1000,
            last_year: 2999,
            connections: 1024,
            mails_per_hour: 200,
        }
    }
}

/// Why a configuration cannot be used.
#[derive(Debug)]
pub struct BadConfig(pub String);

impl fmt::Display for BadConfig {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for BadConfig {}

impl Config {
    /// Reads a configuration file; without one, `rsvpd.toml` in the working folder if it exists, else the defaults.
    ///
    /// # Errors
    /// A named file that cannot be read, an unknown key, a value of the wrong type, or settings that contradict.
    pub fn load(file: Option<&Path>) -> Result<Config, BadConfig> {
        let usual = Path::new("rsvpd.toml");
        let path = file.unwrap_or(usual);
        match std::fs::read_to_string(path) {
            Ok(text) => Config::parse(&text).map_err(|error| BadConfig(format!("{}: {error}", path.display()))),
            Err(error) if file.is_none() && error.kind() == std::io::ErrorKind::NotFound => Ok(Config::default()),
            Err(error) => Err(BadConfig(format!("{} cannot be read: {error}", path.display()))),
        }
    }

    /// Reads the text of a configuration file.
    ///
    /// # Errors
    /// An unknown key, a value of the wrong type, or settings that contradict.
    pub fn parse(text: &str) -> Result<Config, BadConfig> {
        let config: Config = toml::from_str(text).map_err(|error| BadConfig(check::in_words(&error)))?;
        config.check()?;
        Ok(config)
    }

    /// The public address without a slash at its end.
    pub fn public_url(&self) -> &str {
        self.http.public_url.trim_end_matches('/')
    }
}

/// The whole file with every key, its default and its explanation.
pub fn explained() -> String {
    let mut text = String::from("# rsvpd.toml: every key may be left out; what stands here is the default.\n");
    let mut section = "";
    for key in KEYS {
        let (inside, name) = key.name.rsplit_once('.').unwrap_or(("", key.name));
        if inside != section {
            text.push_str(&format!("\n[{inside}]\n"));
            section = inside;
        }
        text.push_str(&format!("\n# {}\n", key.explanation));
        match key.default {
            "" => text.push_str(&format!("# {name} = \"…\"\n")),
            default => text.push_str(&format!("{name} = {default}\n")),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_printed_file_is_the_default_configuration() {
        let printed = Config::parse(&explained()).unwrap();
        assert_eq!(format!("{printed:?}"), format!("{:?}", Config::default()));
    }

    #[test]
    fn the_printed_file_names_every_key_there_is() {
        let every = format!("{:?}", Config::default());
        let fields = every.matches(": ").count();
        // Sections (http, access, ldap, oidc, mail, out, in, dkim, fetch, contacts, limits) are fields of the types but not keys; socket addresses hold no blank.
        assert_eq!(fields - 11, KEYS.len(), "{every}");
    }

    #[test]
    fn what_a_real_server_says_is_understood() {
        let text = "[http]\npublic_url = \"https://cal.example.org/\"\n[mail]\nhost = \"cal.example.org\"\nanswer_days = 0\n\
                    [mail.in]\nlmtp = [\"/run/rsvpd.sock\"]\nunverified = \"flag\"\n[mail.out]\nroute = \"direct\"\n";
        let config = Config::parse(text).unwrap();
        assert_eq!(config.public_url(), "https://cal.example.org");
        assert_eq!((config.mail.answer_days, config.mail.out.route), (0, Route::Direct));
        assert_eq!(config.mail.inbound.unverified, Unverified::Flag);
        assert_eq!(config.limits.mails_per_hour, 200, "what is left out keeps its default");
    }

    #[test]
    fn only_the_usual_file_may_be_missing() {
        let missing = Path::new("/nowhere/rsvpd.toml");
        assert!(Config::load(Some(missing)).unwrap_err().to_string().contains("/nowhere/rsvpd.toml"));
    }
}
