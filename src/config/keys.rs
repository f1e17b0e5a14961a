//! Every key of the configuration file, with its default and what it is for.

/// One key of the file: its name, what stands there when it is left out, and what it is for.
pub struct Key {
    /// Its dotted name.
    pub name: &'static str,
    /// Its default as TOML; empty when there is none.
    pub default: &'static str,
    /// What it is for.
    pub explanation: &'static str,
}

const fn key(name: &'static str, default: &'static str, explanation: &'static str) -> Key {
    Key { name, default, explanation }
}

/// Every key of the file, in the order in which it is printed.
pub const KEYS: &[Key] = &[
    key("data", "\"data\"", "The folder that holds everything: the database with calendars, people and mail queues."),
    key(
        "log",
        "\"info\"",
        "How much to log on standard error: error, warn, info, debug, or a filter such as rsvpd=debug.",
    ),
    key("http.listen", "[\"127.0.0.1:8008\"]", "Addresses for CalDAV clients and for the guests' answer pages."),
    key(
        "http.public_url",
        "\"http://127.0.0.1:8008\"",
        "The address people see, used in links. Behind a reverse proxy: https://cal.example.org",
    ),
    key(
        "http.tls_certificate",
        "",
        "PEM file with the certificate chain. With http.tls_key the listeners speak HTTPS. What is renewed in the files counts within a minute.",
    ),
    key("http.tls_key", "", "PEM file with the private key."),
    key(
        "http.trusted_proxies",
        "[]",
        "Addresses or networks of your reverse proxies, such as 127.0.0.1 or 10.0.0.0/8: only their X-Forwarded-For says from where a client comes.",
    ),
    key(
        "access.app_passwords_only",
        "false",
        "Calendar programs need an app password; the main password opens the pages only.",
    ),
    key(
        "ldap.url",
        "\"\"",
        "The directory that knows main passwords: ldaps://ldap.example.org, or ldap:// with start_tls. People with a password here need no directory.",
    ),
    key(
        "ldap.start_tls",
        "false",
        "Begin TLS after the connection. Without TLS only a directory on this machine is asked.",
    ),
    key("ldap.bind_dn", "\"\"", "As whom to search; anonymously when empty."),
    key("ldap.password_file", "", "A file that holds the password of ldap.bind_dn, and nothing else."),
    key("ldap.base", "\"\"", "Below which entry to search, such as ou=people,dc=example,dc=org."),
    key(
        "ldap.filter",
        "\"(&(objectClass=person)(|(uid={name})(mail={name})))\"",
        "Which entry a person is; {name} is what was typed. Add (memberOf=…) to let in a group only.",
    ),
    key("ldap.name", "\"uid\"", "The attribute with the account's name; with Active Directory sAMAccountName."),
    key("ldap.mail", "\"mail\"", "The attribute with the e-mail address."),
    key("ldap.display_name", "\"cn\"", "The attribute with the name for people."),
    key("ldap.create", "false", "Make an account at the first sign-in; else `rsvpd user add` comes first."),
    key(
        "oidc.issuer",
        "\"\"",
        "An OpenID Connect provider for signing in to the pages, exactly as it names itself: https://id.example.org. Register http.public_url + /sign-in/elsewhere/back there.",
    ),
    key("oidc.client_id", "\"\"", "What the provider calls this server."),
    key(
        "oidc.client_secret_file",
        "",
        "A file that holds the secret shared with the provider; none for a public client.",
    ),
    key("oidc.scopes", "[\"openid\", \"email\", \"profile\"]", "What is asked of the provider."),
    key("oidc.label", "\"Sign in with your organization\"", "What the link on the sign-in page says."),
    key(
        "oidc.link_by",
        "\"email\"",
        "How an account is found for somebody who comes for the first time: email (if the provider says that it is verified), name (preferred_username; only if people cannot choose it), nothing.",
    ),
    key("oidc.create", "false", "Make an account at the first sign-in, if none is found."),
    key(
        "mail.host",
        "\"localhost\"",
        "The one mail name of this server, such as cal.example.org: its MX, its greeting, the domain of organizer and bounce addresses.",
    ),
    key(
        "mail.domains",
        "[]",
        "The domains of your own people's e-mail addresses, such as example.org: new accounts need an address there.",
    ),
    key(
        "mail.organizer_address",
        "\"per-attendee\"",
        "Which organizer address guests see: per-attendee (a token of ours, proves who answers), per-organizer (alice@ our mail host), native (the person's own; only if that mailbox is fed into rsvpd).",
    ),
    key("mail.service_name", "\"Calendar\"", "Stands behind the organizer's name in From, as in “Alice via Calendar”."),
    key("mail.time_zone", "\"UTC\"", "The IANA zone for times without one, and for texts to people."),
    key("mail.notices", "true", "Tell organizers of answers, bounces and proposals by mail to their own address."),
    key("mail.answer_days", "90", "Days after the end of a meeting in which answers are still taken."),
    key(
        "mail.out.route",
        "\"none\"",
        "Which way mail leaves: direct (to each guest's mail server), smarthost (through your relay), caught (nowhere: kept inside for trying out), none (not set up yet: organizers are told that guests elsewhere are not invited).",
    ),
    key(
        "mail.out.smarthost",
        "\"\"",
        "The relay: smtps://user@relay.example.org (TLS from the start, port 465), smtp://user@relay.example.org:587 (STARTTLS, required when there is a user), smtp+plain://127.0.0.1:25 (never TLS).",
    ),
    key("mail.out.password_file", "", "A file that holds the relay's password, and nothing else."),
    key("mail.out.port", "25", "The port of other people's mail servers; only tests change it."),
    key(
        "mail.out.name_server",
        "",
        "A name server to ask for MX records instead of the system's, such as 127.0.0.1:53.",
    ),
    key(
        "mail.out.hold_seconds",
        "10",
        "Seconds an invitation, change or answer waits before it leaves, so that several saves of one edit become one mail and a mistake can be taken back; 0 sends at once.",
    ),
    key(
        "mail.in.smtp",
        "[]",
        "Addresses of the mail receiver, such as 0.0.0.0:25. It takes only mail for this server and never relays.",
    ),
    key("mail.in.lmtp", "[]", "Addresses or socket paths on which your own mail server hands mail over by LMTP."),
    key("mail.in.authenticate", "false", "Look up SPF, DKIM and DMARC of mail that comes by SMTP."),
    key(
        "mail.in.unverified",
        "\"hold\"",
        "Answers that neither a token nor the sender's domain proves: hold (tell the organizer, change nothing) or flag (count them, tell that they are not verified).",
    ),
    key(
        "mail.in.strangers",
        "\"offer\"",
        "Invitations of people who are in no address book of the invited person, were never invited by them, and have no address of mail.domains: offer (handed on as mail, and `rsvpd meeting accept` lets them in) or take (into the calendar, unanswered).",
    ),
    key(
        "mail.in.tls_certificate",
        "",
        "PEM file with the certificate chain; with mail.in.tls_key the receiver offers STARTTLS. What is renewed in the files counts within a minute.",
    ),
    key("mail.in.tls_key", "", "PEM file with the private key."),
    key("mail.dkim.selector", "\"\"", "The DKIM selector; with mail.dkim.key every mail is signed for mail.host."),
    key("mail.dkim.key", "", "PEM file with the DKIM private key (RSA or Ed25519)."),
    key(
        "fetch.private_addresses",
        "false",
        "Let addresses that people type (subscriptions and the like) lead to private networks and to this machine.",
    ),
    key("fetch.plain_http", "false", "Ask other web servers without TLS, too."),
    key("fetch.roots", "", "PEM file with certificates of your own authority, trusted besides this machine's."),
    key(
        "fetch.subscriptions",
        "true",
        "Fetch the calendars that people subscribe to, so that all their programs see them; else each program does.",
    ),
    key(
        "fetch.push",
        "true",
        "Tell programs that ask for it of changes, by Web Push, so that they need not ask so often.",
    ),
    key(
        "contacts.guest_book",
        "true",
        "Whether a guest from outside gets a card in the address book \"guests\" of whoever invites them.",
    ),
    key("limits.object_bytes", "1048576", "Bytes of one calendar object or card, 2097152 at most."),
    key("limits.request_bytes", "2097152", "Bytes of one request body; only a plain file may have more."),
    key("limits.file_bytes", "33554432", "Bytes of one plain file or attachment."),
    key("limits.files", "10000", "Plain files and folders of one person."),
    key("limits.attachments", "100", "Attachments of one event or of one date of a series."),
    key(
        "limits.quota_bytes",
        "1073741824",
        "Bytes of objects, files and properties that one person may store; `rsvpd user quota` gives somebody more or less.",
    ),
    key("limits.quota_objects", "200000", "Objects, files and folders that one person may store."),
    key("limits.mail_bytes", "10485760", "Bytes of one received mail."),
    key("limits.attendees", "1000", "Attendees of one event, 5000 at most."),
    key(
        "limits.instances",
        "10000",
        "Dates of one recurring event within a year of its first; a series may go on for ever.",
    ),
    key("limits.first_year", "1000", "The first year that the times of an event or task may be in."),
    key("limits.last_year", "2999", "The last year that the times of an event or task may be in."),
    key("limits.connections", "1024", "Connections at a time, for each listener."),
    key(
        "limits.mails_per_hour",
        "200",
        "Mails to outside guests that one person causes in an hour; more wait for the next hour.",
    ),
];
