//! The page on which a guest answers an invitation, and what it turns into: thanks, or a word why not.
//!
//! GET shows, POST answers: programs that follow every link of a mail must not answer for anybody.  A link of the mail
//! chooses an answer in the form and no more.
//!
//! Not done: languages other than English in the templates.

use std::fmt;

use askama::Template;
use chrono::NaiveDateTime;

use super::form::{self, BadForm};
use super::proposal::Proposing;
use crate::ical::{PartStat, Timestamp};
use crate::imip::{Change, Facts, Language, Party, Phrase, Piece};

/// What a guest can answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RsvpAnswer {
    /// Comes.
    Accept,
    /// May come.
    Tentative,
    /// Does not come.
    Decline,
}

impl RsvpAnswer {
    /// All answers, in the order of the page.
    pub const ALL: [RsvpAnswer; 3] = [RsvpAnswer::Accept, RsvpAnswer::Tentative, RsvpAnswer::Decline];

    /// The value in the form.
    pub fn value(self) -> &'static str {
        match self {
            RsvpAnswer::Accept => "accept",
            RsvpAnswer::Tentative => "tentative",
            RsvpAnswer::Decline => "decline",
        }
    }

    /// The words beside it.
    pub fn label(self, facts: &Facts) -> &'static str {
        match (self, facts.is_task) {
            (RsvpAnswer::Accept, false) => "Yes, I will come",
            (RsvpAnswer::Accept, true) => "Yes, I will do it",
            (RsvpAnswer::Tentative, _) => "Maybe",
            (RsvpAnswer::Decline, false) => "No, I will not come",
            (RsvpAnswer::Decline, true) => "No, I will not do it",
        }
    }

    /// The word on a button.
    pub fn button(self) -> &'static str {
        match self {
            RsvpAnswer::Accept => "Accept",
            RsvpAnswer::Tentative => "Maybe",
            RsvpAnswer::Decline => "Decline",
        }
    }

    /// The PARTSTAT it becomes.
    pub fn partstat(self) -> PartStat {
        match self {
            RsvpAnswer::Accept => PartStat::Accepted,
            RsvpAnswer::Tentative => PartStat::Tentative,
            RsvpAnswer::Decline => PartStat::Declined,
        }
    }

    /// The answer that a PARTSTAT on the guest list is, if it is one that this page gives.
    pub fn of(partstat: PartStat) -> Option<RsvpAnswer> {
        RsvpAnswer::ALL.into_iter().find(|answer| answer.partstat() == partstat)
    }

    /// The answer that a link of the mail chooses: `r=accepted`, `r=tentative` or `r=declined` in its query string.
    pub fn chosen_by(query: &str) -> Option<RsvpAnswer> {
        let fields = form::fields(query.as_bytes()).ok()?;
        match form::value(&fields, "r")? {
            "accepted" => Some(RsvpAnswer::Accept),
            "tentative" => Some(RsvpAnswer::Tentative),
            "declined" => Some(RsvpAnswer::Decline),
            _ => None,
        }
    }

    fn in_words(self, facts: &Facts) -> &'static str {
        match (self, facts.is_task) {
            (RsvpAnswer::Accept, false) => "you will come",
            (RsvpAnswer::Accept, true) => "you will do it",
            (RsvpAnswer::Tentative, false) => "you may come",
            (RsvpAnswer::Tentative, true) => "you may do it",
            (RsvpAnswer::Decline, false) => "you will not come",
            (RsvpAnswer::Decline, true) => "you will not do it",
        }
    }
}

/// An answer as the form sends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RsvpForm {
    /// The answer.
    pub answer: RsvpAnswer,
    /// A comment of at most 1,000 characters, lines parted by LF; `None` when there is none.
    pub comment: Option<String>,
    /// The one instance it is for, as [`Instance::of`] named it; `None` for all.
    pub instance: Option<Timestamp>,
}

/// Why a form holds no answer; `Display` is a sentence for the guest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadAnswer {
    /// None of the answers was chosen.
    NoAnswer,
    /// The comment has more than 1,000 characters.
    LongComment,
    /// The instance is not one that this page offers.
    Instance,
    /// It is no form at all.
    Form(BadForm),
}

impl fmt::Display for BadAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BadAnswer::NoAnswer => f.write_str("Please choose one of the three answers."),
            BadAnswer::LongComment => write!(f, "Please shorten your comment to {LONGEST_COMMENT} characters."),
            BadAnswer::Instance => f.write_str("Please choose one of the dates offered."),
            BadAnswer::Form(bad) => bad.fmt(f),
        }
    }
}

impl std::error::Error for BadAnswer {}

/// Characters in a comment; also the `maxlength` in the template.
pub const LONGEST_COMMENT: usize = 1_000;

impl RsvpForm {
    /// Reads the body of a POST.
    ///
    /// # Errors
    /// No answer or an unknown one, a comment over 1,000 characters, an instance that is no time, a body that is no form.
    pub fn parse(body: &[u8]) -> Result<RsvpForm, BadAnswer> {
        let fields = form::fields(body).map_err(BadAnswer::Form)?;
        let chosen = form::value(&fields, "answer");
        let answer =
            RsvpAnswer::ALL.into_iter().find(|answer| Some(answer.value()) == chosen).ok_or(BadAnswer::NoAnswer)?;
        let instance = instance_of(&fields)?;
        Ok(RsvpForm { answer, comment: comment_in(&fields)?, instance })
    }

    /// The comment of a form that was refused, to be shown again; shortened to what the field takes.
    pub fn comment_of(body: &[u8]) -> String {
        let fields = form::fields(body).unwrap_or_default();
        let comment = cleaned_comment(form::value(&fields, "comment").unwrap_or_default());
        comment.chars().take(LONGEST_COMMENT).collect()
    }
}

/// The instance that a form names.
pub(super) fn instance_of(fields: &[form::Field]) -> Result<Option<Timestamp>, BadAnswer> {
    match form::value(fields, "instance").map(str::trim).filter(|text| !text.is_empty()) {
        Some(text) => parse_instant(text).map(Some).ok_or(BadAnswer::Instance),
        None => Ok(None),
    }
}

/// The instance that a link of a mail names, or a form that was refused: it is chosen on the page.
pub fn instance_in(body: &[u8]) -> Option<Timestamp> {
    instance_of(&form::fields(body).ok()?).ok().flatten()
}

/// The comment in a form, if there is one.
///
/// # Errors
/// More than 1,000 characters.
pub fn comment_in(fields: &[form::Field]) -> Result<Option<String>, BadAnswer> {
    let comment = cleaned_comment(form::value(fields, "comment").unwrap_or_default());
    match comment.chars().count() {
        0 => Ok(None),
        count if count > LONGEST_COMMENT => Err(BadAnswer::LongComment),
        _ => Ok(Some(comment)),
    }
}

/// Line ends as LF, no other controls, nothing around it.
fn cleaned_comment(text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let kept: String = text.chars().filter(|c| *c == '\n' || *c == '\t' || !c.is_control()).collect();
    kept.trim().to_owned()
}

const INSTANT: &str = "%Y%m%dT%H%M%SZ";

fn parse_instant(text: &str) -> Option<Timestamp> {
    (text.len() == "20260512T080000Z".len())
        .then(|| NaiveDateTime::parse_from_str(text, INSTANT).ok())?
        .map(|t| t.and_utc())
}

/// An instance of a series to answer for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instance {
    /// The instant of its RECURRENCE-ID.
    pub recurrence: Timestamp,
    /// Its date in words.
    pub label: String,
}

impl Instance {
    /// The instance that `recurrence` names.
    pub fn of(recurrence: Timestamp, label: String) -> Instance {
        Instance { recurrence, label }
    }

    /// The value in the form.
    pub fn value(&self) -> String {
        self.recurrence.format(INSTANT).to_string()
    }
}

/// What the answer page shows.
#[derive(Clone, Debug)]
pub struct RsvpView<'a> {
    /// The language of the page.
    pub language: Language,
    /// The name of this server.
    pub host: &'a str,
    /// The event, in the words of the guest.
    pub facts: &'a Facts,
    /// In whose name this page answers.
    pub guest: &'a Party,
    /// Where the form is sent to: a path of this server.
    pub action: &'a str,
    /// The answer stored so far.
    pub answered: Option<RsvpAnswer>,
    /// The answer chosen by a link of the mail, or by a form that was refused.
    pub chosen: Option<RsvpAnswer>,
    /// The comment stored, or that of a form that was refused.
    pub comment: &'a str,
    /// The instances to choose from; empty when the answer is for all of it.
    pub instances: &'a [Instance],
    /// The one of them that is chosen.
    pub instance: Option<Timestamp>,
    /// What changed since the guest last answered.
    pub changes: &'a [Change],
    /// Why the form was refused.
    pub problem: Option<BadAnswer>,
    /// Where a guest asks for no more invitations.
    pub stop: Option<&'a str>,
    /// The form for another time; `None` where none can be proposed.
    pub proposing: Option<&'a Proposing>,
}

impl RsvpView<'_> {
    fn lead(&self) -> String {
        let Some(organizer) = &self.facts.organizer else { return "You are invited".to_owned() };
        self.language.say(Phrase::Invites { organizer: &organizer.to_string(), to: self.facts.sort() })
    }

    fn organizer_name(&self) -> &str {
        self.facts.organizer.as_ref().map_or("the organizer", Party::shown)
    }

    /// The link in the mail counts more than the answer of last time.
    fn is_preselected(&self, answer: &RsvpAnswer) -> bool {
        self.chosen.or(self.answered) == Some(*answer)
    }

    fn is_chosen(&self, instance: &Instance) -> bool {
        self.instance == Some(instance.recurrence)
    }
}

#[derive(Template)]
#[template(path = "rsvp.html")]
struct RsvpPage<'a> {
    page: &'a RsvpView<'a>,
}

/// The page with the event and the form.
///
/// # Errors
/// None that is known; askama's writers may fail in principle.
pub fn page(view: &RsvpView<'_>) -> Result<String, askama::Error> {
    RsvpPage { page: view }.render()
}

/// What the page after the answer shows.
#[derive(Clone, Debug)]
pub struct ThanksView<'a> {
    /// The language of the page.
    pub language: Language,
    /// The name of this server.
    pub host: &'a str,
    /// The event.
    pub facts: &'a Facts,
    /// In whose name the answer was given.
    pub guest: &'a Party,
    /// The answer as stored.
    pub answer: RsvpAnswer,
    /// The comment as stored.
    pub comment: &'a str,
    /// The date in words if the answer is for one instance.
    pub instance: Option<&'a str>,
    /// Back to the form.
    pub change: &'a str,
    /// A path that gives the event as a calendar file.
    pub calendar: Option<&'a str>,
}

impl ThanksView<'_> {
    fn organizer_name(&self) -> &str {
        self.facts.organizer.as_ref().map_or("the organizer", Party::shown)
    }
}

#[derive(Template)]
#[template(path = "thanks.html")]
struct ThanksPage<'a> {
    page: &'a ThanksView<'a>,
}

/// The page after the answer: what was stored, and the way back.
///
/// # Errors
/// None that is known; askama's writers may fail in principle.
pub fn thanks(view: &ThanksView<'_>) -> Result<String, askama::Error> {
    ThanksPage { page: view }.render()
}

/// Why there is nothing to answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Closed {
    /// No such link was ever made, or it was revoked; says nothing about any event.
    Unknown,
    /// The link is too old; says nothing about any event.
    Expired,
    /// The event was cancelled.
    Cancelled,
    /// The event is over.
    Over,
    /// The guest was removed from the guest list.
    Removed,
    /// Too many answers in a short time.
    TooOften,
    /// The answer does not count any more: a later one, or another time, came first.
    Overtaken,
    /// Something here failed; the answer was not stored.
    Failed,
}

impl Closed {
    /// The HTTP status.
    pub fn status(self) -> u16 {
        match self {
            Closed::Unknown => 404,
            Closed::Expired | Closed::Cancelled | Closed::Over | Closed::Removed => 410,
            Closed::TooOften => 429,
            Closed::Overtaken => 409,
            Closed::Failed => 500,
        }
    }

    /// The heading. It is a page for whoever has the link, so that it says nothing of what was scheduled.
    fn title(self) -> &'static str {
        match self {
            Closed::Unknown => "This link does not work",
            Closed::Expired => "This link is too old",
            Closed::Cancelled => "This was cancelled",
            Closed::Over => "This is over",
            Closed::Removed => "You are no longer on the guest list",
            Closed::TooOften => "Please wait a little",
            Closed::Overtaken => "It has changed meanwhile",
            Closed::Failed => "That did not work",
        }
    }

    fn advice(self) -> &'static str {
        match self {
            Closed::Unknown => {
                "Perhaps it was cut off on its way. Please open it from the invitation again, or answer with the buttons of \
                 your mail program."
            }
            Closed::Expired => {
                "It can no longer be used to answer. If you still want to say something, please write to the organizer."
            }
            Closed::Cancelled => "The organizer called it off. You do not need to do anything.",
            Closed::Over => "It cannot be answered any more.",
            Closed::Removed => "The organizer took you off it. For the others it may still stand.",
            Closed::TooOften => {
                "There were too many answers from this link in a short time. Nothing was changed by the last one."
            }
            Closed::Overtaken => {
                "Your answer was not stored, because something newer came first. Please open the link again and look at \
                 what is known now."
            }
            Closed::Failed => {
                "The fault is on our side and has been noted. Your answer was not stored; please try again in a while."
            }
        }
    }
}

/// What a page without a form shows.
#[derive(Clone, Debug)]
pub struct ClosedView<'a> {
    /// The language of the page.
    pub language: Language,
    /// The name of this server.
    pub host: &'a str,
    /// Why there is no form.
    pub closed: Closed,
    /// The event; only shown where the guest may know it: cancelled, over or removed.
    pub facts: Option<&'a Facts>,
}

impl ClosedView<'_> {
    fn shown_facts(&self) -> Option<&Facts> {
        self.facts.filter(|_| matches!(self.closed, Closed::Cancelled | Closed::Over | Closed::Removed))
    }
}

#[derive(Template)]
#[template(path = "closed.html")]
struct ClosedPage<'a> {
    page: &'a ClosedView<'a>,
}

/// The page that says why there is no form.
///
/// # Errors
/// None that is known; askama's writers may fail in principle.
pub fn closed(view: &ClosedView<'_>) -> Result<String, askama::Error> {
    ClosedPage { page: view }.render()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn instant(text: &str) -> Timestamp {
        chrono::DateTime::parse_from_rfc3339(text).unwrap().to_utc()
    }

    #[test]
    fn an_answer_is_read_as_the_page_sends_it() {
        for (body, answer, comment, instance) in [
            ("answer=accept", RsvpAnswer::Accept, None, None),
            ("instance=&answer=tentative&comment=", RsvpAnswer::Tentative, None, None),
            (
                "answer=decline&comment=+Sorry%21%0D%0ANext+time.%0D%0A",
                RsvpAnswer::Decline,
                Some("Sorry!\nNext time."),
                None,
            ),
            (
                "answer=accept&instance=20260512T080000Z",
                RsvpAnswer::Accept,
                None,
                Some(instant("2026-05-12T08:00:00Z")),
            ),
            ("answer=accept&comment=a%00b%1bc%09d", RsvpAnswer::Accept, Some("abc\td"), None),
            ("answer=accept&answer=decline&unknown=x", RsvpAnswer::Accept, None, None),
        ] {
            let expected = RsvpForm { answer, comment: comment.map(str::to_owned), instance };
            assert_eq!(RsvpForm::parse(body.as_bytes()), Ok(expected), "{body}");
        }
    }

    #[test]
    fn what_is_no_answer_is_refused_with_a_reason() {
        let long = format!("answer=accept&comment={}", "%C3%BC".repeat(1_001));
        let huge = format!("answer=accept&comment={}", "x".repeat(20_000));
        for (body, reason) in [
            ("", BadAnswer::NoAnswer),
            ("answer=", BadAnswer::NoAnswer),
            ("answer=ACCEPTED", BadAnswer::NoAnswer),
            ("r=accepted", BadAnswer::NoAnswer),
            ("answer=accept&instance=tomorrow", BadAnswer::Instance),
            ("answer=accept&instance=20261312T080000Z", BadAnswer::Instance),
            ("answer=accept&instance=20260512", BadAnswer::Instance),
            (&long, BadAnswer::LongComment),
            (&huge, BadAnswer::Form(BadForm::TooLarge)),
            ("answer=accept&comment=%FF", BadAnswer::Form(BadForm::NotText)),
        ] {
            assert_eq!(RsvpForm::parse(body.as_bytes()), Err(reason), "{body:.60}");
        }
    }

    #[test]
    fn a_thousand_characters_fit_however_they_are_encoded() {
        let body = format!("answer=accept&comment={}", "%F0%9F%8E%89".repeat(1_000));
        assert_eq!(RsvpForm::parse(body.as_bytes()).unwrap().comment.unwrap().chars().count(), 1_000);
    }

    #[test]
    fn a_refused_comment_is_shown_again_as_far_as_it_fits() {
        let body = format!("comment={}", "x".repeat(1_500));
        assert_eq!(RsvpForm::comment_of(body.as_bytes()).len(), LONGEST_COMMENT);
        assert_eq!(RsvpForm::comment_of(b"comment=%FF"), "");
    }

    #[test]
    fn a_link_of_the_mail_chooses_an_answer() {
        for (query, chosen) in [
            ("r=accepted", Some(RsvpAnswer::Accept)),
            ("x=y&r=tentative", Some(RsvpAnswer::Tentative)),
            ("r=declined#x", None),
            ("r=declined", Some(RsvpAnswer::Decline)),
            ("r=accept", None),
            ("", None),
        ] {
            assert_eq!(RsvpAnswer::chosen_by(query), chosen, "{query}");
        }
        let links = crate::imip::AnswerLinks::of("https://cal.example.org/r/token");
        for (link, answer) in [links.accept, links.maybe, links.decline].into_iter().zip(RsvpAnswer::ALL) {
            assert_eq!(RsvpAnswer::chosen_by(link.split_once('?').unwrap().1), Some(answer), "{link}");
        }
    }

    #[test]
    fn an_instance_comes_back_as_it_was_offered() {
        let offered = Instance::of(instant("2026-05-12T08:00:00Z"), "Tuesday".to_owned());
        let form = RsvpForm::parse(format!("answer=accept&instance={}", offered.value()).as_bytes()).unwrap();
        assert_eq!(form.instance, Some(offered.recurrence));
    }

    #[test]
    fn a_closed_page_has_a_status_that_programs_understand() {
        for (closed, status) in [
            (Closed::Unknown, 404),
            (Closed::Expired, 410),
            (Closed::TooOften, 429),
            (Closed::Overtaken, 409),
            (Closed::Failed, 500),
        ] {
            assert_eq!(closed.status(), status);
        }
    }
}
