//! The demo's pages: the mails that were caught, as their recipients would see them.

use bytes::Bytes;
use hyper::{Response, StatusCode};

use super::site::{Body, page, rendered, text};
use crate::demo::Guests;
use crate::imip::{Caught, CaughtMail, Language};
use crate::web::demo::{MailLine, MailView, Mailbox, MailboxView, ShownMail};
use crate::web::form;
use crate::web::headers::{MAIL_FRAME, MAIL_PAGE, PAGE, TEXT};
use crate::web::rsvp::RsvpForm;
use crate::web::start::Login;

/// What the demo's pages need.
pub(super) struct Demo {
    pub(super) host: String,
    pub(super) caught: Caught,
    pub(super) guests: Guests,
    pub(super) logins: Vec<Login>,
}

impl Demo {
    /// The path of the list of mails.
    pub(super) const MAILBOX: &str = "/demo/mail";

    /// Who can sign in.
    pub(super) fn logins(&self) -> &[Login] {
        &self.logins
    }

    /// A page.
    pub(super) fn show(&self, path: &str, query: &str) -> Response<Body> {
        let rest = path.strip_prefix(Demo::MAILBOX).unwrap_or("/nothing").trim_matches('/');
        let (number, part) = rest.split_once('/').unwrap_or((rest, ""));
        if number.is_empty() {
            return self.list(query);
        }
        let mail = number.parse().ok().and_then(|number| self.caught.mail(number));
        let Some(mail) = mail else {
            return text(StatusCode::NOT_FOUND, "There is no such mail.\n");
        };
        let shown = ShownMail::read(&mail.raw);
        match part {
            "" => self.mail(number, &mail, &shown),
            "html" => page(StatusCode::OK, MAIL_FRAME, shown.framed_html().unwrap_or_default()),
            "raw" => page(StatusCode::OK, TEXT, shown.raw),
            _ => text(StatusCode::NOT_FOUND, "There is no such part of the mail.\n"),
        }
    }

    /// The buttons of the guest's mail program: the answer leaves as a mail.
    pub(super) async fn answer(&self, path: &str, body: &Bytes) -> Response<Body> {
        let number = path.strip_prefix(Demo::MAILBOX).unwrap_or_default().trim_matches('/');
        let mail = number.parse().ok().and_then(|number| self.caught.mail(number));
        let (Some(mail), Ok(form)) = (mail, RsvpForm::parse(body)) else {
            return text(StatusCode::BAD_REQUEST, "Choose one of the answers of a mail.\n");
        };
        match self.guests.answer(&mail, form.answer.partstat(), form.comment.as_deref()).await {
            Ok(()) => redirect(Demo::MAILBOX),
            Err(reason) => text(StatusCode::BAD_GATEWAY, &format!("The answer could not be mailed: {reason}\n")),
        }
    }

    fn list(&self, query: &str) -> Response<Body> {
        let fields = form::fields(query.as_bytes()).unwrap_or_default();
        let selected = form::value(&fields, "to");
        let mails = self.caught.since(0);
        let lines: Vec<MailLine> = mails
            .iter()
            .rev()
            .filter(|(_, mail)| selected.is_none_or(|wanted| wanted == mail.to))
            .map(|(number, mail)| MailLine::of(&ShownMail::read(&mail.raw), format!("{}/{number}", Demo::MAILBOX)))
            .collect();
        let view = MailboxView {
            language: Language::default(),
            host: &self.host,
            start: "/",
            all: Demo::MAILBOX,
            guests: &mailboxes(&mails),
            selected,
            mails: &lines,
        };
        rendered(crate::web::demo::mailbox(&view), PAGE)
    }

    fn mail(&self, number: &str, mail: &CaughtMail, shown: &ShownMail) -> Response<Body> {
        let base = format!("{}/{number}", Demo::MAILBOX);
        let html = shown.html.is_some().then(|| format!("{base}/html"));
        let is_invitation = shown.method.as_deref() == Some("REQUEST");
        let view = MailView {
            language: Language::default(),
            host: &self.host,
            mail: shown,
            mailbox: &format!("{}?to={}", Demo::MAILBOX, mail.to),
            html: html.as_deref(),
            raw: Some(&format!("{base}/raw")),
            answer_action: is_invitation.then_some(base.as_str()),
        };
        rendered(crate::web::demo::mail(&view), MAIL_PAGE)
    }
}

fn mailboxes(mails: &[(usize, CaughtMail)]) -> Vec<Mailbox> {
    let mut boxes: Vec<Mailbox> = Vec::new();
    for (_, mail) in mails {
        match boxes.iter_mut().find(|known| known.address == mail.to) {
            Some(known) => known.mails += 1,
            None => boxes.push(Mailbox {
                address: mail.to.clone(),
                mails: 1,
                href: format!("{}?to={}", Demo::MAILBOX, mail.to),
            }),
        }
    }
    boxes.sort_by(|one, other| one.address.cmp(&other.address));
    boxes
}

fn redirect(to: &'static str) -> Response<Body> {
    let mut response = text(StatusCode::SEE_OTHER, "");
    response.headers_mut().insert("location", hyper::header::HeaderValue::from_static(to));
    response
}
