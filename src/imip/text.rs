//! What a mail says: one content, written as plain text and as HTML.
//!
//! Both forms come from the same [`Body`], so neither can say more than the other.  Order: who, what, when, where, what
//! changed, details, the answer, the guests, why this mail came.

use askama::Template;

use super::facts::{Change, Facts};
use super::phrases::Phrase;
use super::prose::{Piece, Prose};
use super::words::Language;

/// Everything a mail says.
#[derive(Clone, Debug)]
pub struct Body {
    /// The language of all texts.
    pub language: Language,
    /// The subject line.
    pub subject: String,
    /// The first sentence: who does what.
    pub lead: String,
    /// What follows from it for the reader.
    pub notes: Vec<String>,
    /// The event.
    pub facts: Facts,
    /// Whether the event will not take place for the reader: title and times are struck out.
    pub is_off: bool,
    /// What the sender wrote.
    pub comment: Prose,
    /// What is not as it was.
    pub changes: Vec<Change>,
    /// How to answer; absent when no answer is wanted.
    pub ask: Option<Ask>,
    /// Which server sends this, why, and whom to ask.
    pub footer: Prose,
}

/// How to answer.
#[derive(Clone, Debug)]
pub struct Ask {
    /// The question.
    pub question: String,
    /// Links to the answer page.
    pub links: Option<AnswerLinks>,
    /// Sentences below them.
    pub hints: Vec<String>,
}

/// Links that lead to the answer page with an answer chosen there, not yet given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerLinks {
    /// To accept.
    pub accept: String,
    /// To accept tentatively.
    pub maybe: String,
    /// To decline.
    pub decline: String,
}

impl AnswerLinks {
    /// The links of this answer page.
    pub fn of(page: &str) -> AnswerLinks {
        let mark = if page.contains('?') { '&' } else { '?' };
        let link = |answer: &str| format!("{page}{mark}r={answer}");
        AnswerLinks { accept: link("accepted"), maybe: link("tentative"), decline: link("declined") }
    }
}

#[derive(Template)]
#[template(path = "mail.html")]
struct Html<'a> {
    body: &'a Body,
}

impl Body {
    /// The HTML form.
    ///
    /// # Errors
    /// None that is known; askama's writers may fail in principle.
    pub fn html(&self) -> Result<String, askama::Error> {
        Html { body: self }.render()
    }

    /// The plain form: UTF-8, lines end with LF and are as long as their paragraph.
    pub fn plain(&self) -> String {
        let mut text = Plain::default();
        text.paragraph([self.lead.clone()]);
        text.paragraph([self.facts.title.clone()]);
        text.paragraph(self.notes.iter().cloned());
        text.rows(self.facts.rows.iter().map(|row| (row.label.as_str(), row.value.plain())).collect());
        text.section(&self.say(Phrase::LabelComment), self.comment.plain());
        self.plain_changes(&mut text);
        let mut details = self.facts.details.plain();
        if self.facts.details.is_shortened() {
            details.push(self.say(Phrase::Shortened));
        }
        text.section(&self.say(Phrase::LabelDetails), details);
        if let Some(ask) = &self.ask {
            self.plain_ask(ask, &mut text);
        }
        text.section(&self.say(Phrase::LabelGuests), bulleted(self.facts.guest_lines()));
        // The signature separator of RFC 3676 §4.3: mail programs grey out or fold what follows.
        text.paragraph(std::iter::once("-- ".to_owned()).chain(self.footer.plain()));
        text.0
    }

    /// A line for the list of mails, where programs show the beginning of a mail beside its subject.
    pub(super) fn glance(&self) -> String {
        let rows = self.facts.rows.iter().filter_map(|row| row.value.plain().into_iter().next());
        rows.take(2).collect::<Vec<_>>().join(" · ")
    }

    fn say(&self, phrase: Phrase<'_>) -> String {
        self.language.say(phrase)
    }

    fn plain_changes(&self, text: &mut Plain) {
        if self.changes.is_empty() {
            return;
        }
        let (was, now) = (self.say(Phrase::LabelWas), self.say(Phrase::LabelNow));
        let rows = self.changes.iter().map(|change| {
            let old = change.old.as_ref().map(|old| format!("{was}: {old}"));
            (change.label.as_str(), old.into_iter().chain([format!("{now}: {}", change.new)]).collect())
        });
        text.paragraph([format!("{}:", self.say(Phrase::LabelChanges))]);
        text.rows(rows.collect());
    }

    fn plain_ask(&self, ask: &Ask, text: &mut Plain) {
        let mut lines = Vec::new();
        if let Some(links) = &ask.links {
            for (label, link) in
                [(Phrase::Accept, &links.accept), (Phrase::Maybe, &links.maybe), (Phrase::Decline, &links.decline)]
            {
                lines.push(format!("{}: {link}", self.say(label)));
            }
        }
        lines.extend(ask.hints.iter().cloned());
        text.section(&ask.question, lines);
    }
}

fn bulleted(lines: Vec<String>) -> Vec<String> {
    lines.into_iter().map(|line| format!("- {line}")).collect()
}

/// When, how often and where, as lines of a plain text; nothing where that is not known.
pub(super) fn rows_in_lines(facts: &Facts) -> String {
    let mut text = Plain::default();
    text.rows(facts.rows.iter().map(|row| (row.label.as_str(), row.value.plain())).collect());
    text.0
}

/// A plain text as it grows; paragraphs are parted by an empty line.
#[derive(Default)]
struct Plain(String);

impl Plain {
    fn paragraph(&mut self, lines: impl IntoIterator<Item = String>) {
        let lines: Vec<String> = lines.into_iter().collect();
        if lines.is_empty() {
            return;
        }
        if !self.0.is_empty() {
            self.0.push('\n');
        }
        for line in lines {
            self.0.push_str(&line);
            self.0.push('\n');
        }
    }

    /// A heading and its lines, or nothing when there are none.
    fn section(&mut self, heading: &str, lines: Vec<String>) {
        if !lines.is_empty() {
            let mark = if heading.ends_with('?') { "" } else { ":" };
            self.paragraph(std::iter::once(format!("{heading}{mark}")).chain(lines));
        }
    }

    /// Labels in one column, values in another.
    fn rows(&mut self, rows: Vec<(&str, Vec<String>)>) {
        let width = rows.iter().map(|(label, _)| label.chars().count()).max().unwrap_or(0) + 2;
        let lines = rows.iter().flat_map(|(label, values)| {
            values.iter().enumerate().map(move |(i, value)| {
                let label = if i == 0 { format!("{label}:") } else { String::new() };
                format!("{label:width$}{value}").trim_end().to_owned()
            })
        });
        self.paragraph(lines.collect::<Vec<_>>());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imip::samples::{MEETING, event, invitation, message, update};
    use crate::imip::told::tests::body_of;
    use crate::itip::{Field, MessageKind, Method};

    /// What a reader of the HTML form reads, in order; tags and their attributes left out.
    fn words_of(html: &str) -> String {
        let body = html.split("<body").nth(1).unwrap();
        let text: String =
            body.split('<').filter_map(|rest| rest.split_once('>')).map(|(_, text)| format!(" {text} ")).collect();
        let text = [("&#60;", "<"), ("&#62;", ">"), ("&#34;", "\""), ("&#39;", "'"), ("&#38;", "&")]
            .iter()
            .fold(text, |text, (code, letter)| text.replace(code, letter));
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    fn moved() -> Body {
        let mut message = update(&MEETING.replace("20260512", "20260513"), &[Field::Time]);
        message.was = Some(event("REQUEST", MEETING).into());
        body_of(&message)
    }

    #[test]
    fn both_forms_say_the_same() {
        for body in [body_of(&invitation(MEETING)), moved()] {
            let html = words_of(&body.html().unwrap());
            let links = body.ask.as_ref().and_then(|ask| ask.links.clone()).unwrap();
            for line in body.plain().lines().filter(|line| *line != "-- ") {
                // Labels and bullets are columns and lists there, links are the targets of buttons.
                let is_button =
                    [&links.accept, &links.maybe, &links.decline].iter().any(|link| line.contains(link.as_str()));
                let line = line.trim_start_matches("- ").trim();
                let words = line.split("  ").last().unwrap_or(line).trim_end_matches(':').trim();
                let words = words.rsplit(": ").next().unwrap_or(words);
                let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
                let words = words.strip_suffix(": ").unwrap_or(&words);
                let found = html.contains(words) || html.replace(" .", ".").contains(words);
                assert!(is_button || found, "{words:?} is not in\n{html}");
            }
        }
    }

    #[test]
    fn information_comes_in_the_order_people_ask_for_it() {
        let body = moved();
        let order = [
            "Alice Example <alice@home.example> changed",
            "Project start",
            "Please answer again",
            "When",
            "Where",
            "What changed",
            "Details",
            "Bring the plan.",
            "Will you come?",
            "Accept",
            "Maybe",
            "Decline",
            "buttons of your mail program",
            "do not forward",
            "Guests",
            "Bob Guest",
            "The calendar server cal.example.org sent this mail",
        ];
        let html = body.html().unwrap();
        let html = words_of(&html);
        for form in [body.plain(), html.split_once("Europe/Berlin)").map(|(_, rest)| rest.to_owned()).unwrap()] {
            let mut rest = form.as_str();
            for part in order {
                let at = rest.find(part).unwrap_or_else(|| panic!("{part:?} is missing or too early in\n{form}"));
                rest = &rest[at + part.len()..];
            }
        }
    }

    #[test]
    fn the_plain_form_has_its_links_on_lines_of_their_own_and_a_signature() {
        let plain = body_of(&invitation(MEETING)).plain();
        assert!(plain.contains("\nAccept: https://cal.example.org/i/s3cr3tanswer?r=accepted\n"));
        assert!(plain.contains("\n-- \nThe calendar server"));
        assert!(!plain.contains("\n\n\n"));
    }

    #[test]
    fn a_link_with_a_query_gets_the_answer_added() {
        assert_eq!(AnswerLinks::of("https://a.example/r").accept, "https://a.example/r?r=accepted");
        assert_eq!(AnswerLinks::of("https://a.example/r?x=y").maybe, "https://a.example/r?x=y&r=tentative");
    }

    #[test]
    fn the_html_form_is_fit_for_mail_programs() {
        let html = moved().html().unwrap();
        for forbidden in ["<script", "<img", "<form", "<link", "url(", "position:", "http-equiv"] {
            assert!(!html.contains(forbidden), "{forbidden}");
        }
        for needed in
            ["<html lang=\"en\" dir=\"ltr\">", "prefers-color-scheme: dark", "max-width:560px", "role=\"presentation\""]
        {
            assert!(html.contains(needed), "{needed}");
        }
    }

    /// With `RSVPD_GALLERY=folder cargo test gallery` the mails are written there, to be looked at.
    #[test]
    fn a_gallery_of_mails_can_be_written() {
        let cancelled = event("CANCEL", &format!("{MEETING}STATUS:CANCELLED\nCOMMENT:I am ill."));
        let cancelled = message(Method::Cancel, MessageKind::Cancelled, cancelled);
        let bodies =
            [("invitation", body_of(&invitation(MEETING))), ("update", moved()), ("cancelled", body_of(&cancelled))];
        for (name, body) in bodies {
            let (html, plain) = (body.html().unwrap(), body.plain());
            assert!(html.len() < 10_000 && plain.len() < 3_000, "{name}");
            let Ok(folder) = std::env::var("RSVPD_GALLERY") else { continue };
            let folder = std::path::Path::new(&folder);
            std::fs::write(folder.join(format!("mail-{name}.html")), html).unwrap();
            std::fs::write(folder.join(format!("mail-{name}.txt")), plain).unwrap();
        }
    }
}
