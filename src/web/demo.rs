//! The demo's mailbox: what this server would have sent, shown to its recipients the way a mail program would.

use askama::Template;
use mail_parser::{Address, Message, MessageParser, MessagePart, MimeHeaders};

use super::rsvp::RsvpAnswer;
use crate::imip::Language;

/// A mail taken apart to be shown; everything in it is text, whatever it claims to be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ShownMail {
    /// From, as "Name `<address>`".
    pub from: String,
    /// To.
    pub to: String,
    /// Reply-To; empty when there is none.
    pub reply_to: String,
    /// The subject, or a placeholder.
    pub subject: String,
    /// The Date header, "2026-05-04 08:15 UTC".
    pub date: String,
    /// The first HTML part.
    pub html: Option<String>,
    /// The first plain text part.
    pub plain: Option<String>,
    /// The first text/calendar part.
    pub calendar: Option<String>,
    /// Its `method` parameter, in upper case.
    pub method: Option<String>,
    /// The whole mail; what is not UTF-8 in it is replaced.
    pub raw: String,
}

impl ShownMail {
    /// Takes a mail apart; what cannot be read is left empty, the raw form always remains.
    pub fn read(raw: &[u8]) -> ShownMail {
        let mut shown = ShownMail { raw: String::from_utf8_lossy(raw).into_owned(), ..ShownMail::default() };
        if let Some(mail) = MessageParser::default().parse(raw) {
            shown.take(&mail);
        }
        if shown.subject.is_empty() {
            "(no subject)".clone_into(&mut shown.subject);
        }
        shown
    }

    fn take(&mut self, mail: &Message<'_>) {
        self.from = mailboxes(mail.from());
        self.to = mailboxes(mail.to());
        self.reply_to = mailboxes(mail.reply_to());
        mail.subject().unwrap_or_default().clone_into(&mut self.subject);
        self.date = mail.date().map(date).unwrap_or_default();
        for part in &mail.parts {
            let Some(kind) = part.content_type() else { continue };
            let text = || part.text_contents().map(str::to_owned);
            match (kind.ctype(), kind.subtype().unwrap_or_default()) {
                _ if is_attachment(part) => {}
                ("text", "plain") => self.plain = self.plain.take().or_else(text),
                ("text", "html") => self.html = self.html.take().or_else(text),
                ("text", "calendar") if self.calendar.is_none() => {
                    self.calendar = text();
                    self.method = kind.attribute("method").map(str::to_ascii_uppercase);
                }
                _ => {}
            }
        }
    }

    /// The HTML part as it goes into its frame, to be served with [`headers::MAIL_FRAME`](super::headers::MAIL_FRAME):
    /// links open in a new window, for inside the frame no page would let itself be shown.
    pub fn framed_html(&self) -> Option<String> {
        const BASE: &str = "<base target=\"_blank\">";
        let html = self.html.as_ref()?;
        Some(match html.split_once("<head>") {
            Some((before, after)) => format!("{before}<head>{BASE}{after}"),
            None => format!("<!doctype html>{BASE}{html}"),
        })
    }
}

fn is_attachment(part: &MessagePart<'_>) -> bool {
    part.content_disposition().is_some_and(mail_parser::ContentType::is_attachment)
}

fn mailboxes(addresses: Option<&Address<'_>>) -> String {
    let one = |mailbox: &mail_parser::Addr<'_>| match (mailbox.name(), mailbox.address()) {
        (Some(name), Some(address)) => format!("{name} <{address}>"),
        (name, address) => name.or(address).unwrap_or_default().to_owned(),
    };
    addresses.map(|list| list.iter().map(one).collect::<Vec<_>>().join(", ")).unwrap_or_default()
}

fn date(date: &mail_parser::DateTime) -> String {
    let utc = chrono::DateTime::from_timestamp(date.to_timestamp(), 0);
    utc.map(|utc| utc.format("%Y-%m-%d %H:%M UTC").to_string()).unwrap_or_default()
}

/// A guest with mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mailbox {
    /// The mail address.
    pub address: String,
    /// How many mails.
    pub mails: usize,
    /// The path of the list of them.
    pub href: String,
}

/// A line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailLine {
    /// The path of the mail.
    pub href: String,
    /// From.
    pub from: String,
    /// To.
    pub to: String,
    /// The subject.
    pub subject: String,
    /// The date.
    pub date: String,
}

impl MailLine {
    /// The line for a mail that is found at `href`.
    pub fn of(mail: &ShownMail, href: String) -> MailLine {
        MailLine {
            href,
            from: mail.from.clone(),
            to: mail.to.clone(),
            subject: mail.subject.clone(),
            date: mail.date.clone(),
        }
    }
}

/// What the list of mails shows.
#[derive(Clone, Debug)]
pub struct MailboxView<'a> {
    /// The language of the page.
    pub language: Language,
    /// The name of this server.
    pub host: &'a str,
    /// The path of the start page.
    pub start: &'a str,
    /// The path of the list of all mails.
    pub all: &'a str,
    /// The guests to choose from.
    pub guests: &'a [Mailbox],
    /// The guest whose mails are shown; `None` for everybody's.
    pub selected: Option<&'a str>,
    /// The mails, in the order of the page: newest first.
    pub mails: &'a [MailLine],
}

impl MailboxView<'_> {
    fn is_selected(&self, guest: &Mailbox) -> bool {
        self.selected == Some(guest.address.as_str())
    }
}

#[derive(Template)]
#[template(path = "mailbox.html")]
struct MailboxPage<'a> {
    page: &'a MailboxView<'a>,
}

/// The list of mails; serve with [`headers::PAGE`](super::headers::PAGE).
///
/// # Errors
/// None that is known; askama's writers may fail in principle.
pub fn mailbox(view: &MailboxView<'_>) -> Result<String, askama::Error> {
    MailboxPage { page: view }.render()
}

/// What the page of one mail shows.
#[derive(Clone, Debug)]
pub struct MailView<'a> {
    /// The language of the page.
    pub language: Language,
    /// The name of this server.
    pub host: &'a str,
    /// The mail.
    pub mail: &'a ShownMail,
    /// The path of the list.
    pub mailbox: &'a str,
    /// The path that serves [`ShownMail::framed_html`]; `None` for a mail without HTML.
    pub html: Option<&'a str>,
    /// The path that serves the raw mail with [`headers::TEXT`](super::headers::TEXT).
    pub raw: Option<&'a str>,
    /// Where the buttons of a mail program are sent to: a form with `answer`, as
    /// [`RsvpForm::parse`](super::rsvp::RsvpForm::parse) reads it; `None` for a mail that is no invitation.
    pub answer_action: Option<&'a str>,
}

#[derive(Template)]
#[template(path = "mail_view.html")]
struct MailPage<'a> {
    page: &'a MailView<'a>,
}

/// The page of one mail; serve with [`headers::MAIL_PAGE`](super::headers::MAIL_PAGE).
///
/// # Errors
/// None that is known; askama's writers may fail in principle.
pub fn mail(view: &MailView<'_>) -> Result<String, askama::Error> {
    MailPage { page: view }.render()
}

#[cfg(test)]
mod tests {
    use super::*;

    const MAIL: &str = "From: \"Alice\" <invitations@cal.example.org>\r\nTo: bob@guest.example, Carol <carol@guest.example>\r\n\
        Reply-To: i-x@cal.example.org\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\nDate: Mon, 4 May 2026 10:15:02 +0200\r\n\
        MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n\
        --a\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n\
        --b\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nGr=C3=BC=C3=9Fe\r\n\
        --b\r\nContent-Type: text/html\r\n\r\n<!doctype html><html><head><title>x</title></head><body>y</body></html>\r\n\
        --b\r\nContent-Type: text/calendar; method=request; charset=utf-8\r\n\r\nBEGIN:VCALENDAR\r\n\
        --b--\r\n\
        --a\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=x.txt\r\n\r\nattached\r\n\
        --a--\r\n";

    #[test]
    fn a_mail_is_shown_by_its_parts() {
        let shown = ShownMail::read(MAIL.as_bytes());
        assert_eq!(shown.from, "Alice <invitations@cal.example.org>");
        assert_eq!(shown.to, "bob@guest.example, Carol <carol@guest.example>");
        assert_eq!(shown.reply_to, "i-x@cal.example.org");
        assert_eq!(shown.subject, "Grüße");
        assert_eq!(shown.date, "2026-05-04 08:15 UTC");
        assert_eq!(shown.plain.as_deref().map(str::trim), Some("Grüße"));
        assert_eq!(shown.calendar.as_deref().map(str::trim), Some("BEGIN:VCALENDAR"));
        assert_eq!(shown.method.as_deref(), Some("REQUEST"));
        assert_eq!(shown.raw, MAIL);
    }

    #[test]
    fn links_of_a_framed_mail_open_outside_the_frame() {
        let framed = ShownMail::read(MAIL.as_bytes()).framed_html().unwrap();
        assert!(framed.starts_with("<!doctype html><html><head><base target=\"_blank\"><title>"));
        let bare = ShownMail { html: Some("<p>x</p>".into()), ..ShownMail::default() };
        assert_eq!(bare.framed_html().unwrap(), "<!doctype html><base target=\"_blank\"><p>x</p>");
        assert_eq!(ShownMail::default().framed_html(), None);
    }

    #[test]
    fn what_is_no_mail_is_shown_raw() {
        let shown = ShownMail::read(b"\xFF\x00nonsense");
        assert_eq!(shown.subject, "(no subject)");
        assert!(shown.raw.contains("nonsense") && shown.html.is_none());
    }
}
