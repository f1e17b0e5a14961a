//! Another time that a guest proposes on the answer page: the form, and the page after it.

use std::fmt;

use askama::Template;
use chrono::{NaiveDate, NaiveDateTime, NaiveTime, TimeDelta};

use super::form::{self, BadForm};
use super::rsvp;
use crate::ical::Timestamp;
use crate::imip::{Facts, Language, Party, Piece};

/// How far ahead another time may lie.
const FARTHEST: TimeDelta = TimeDelta::days(2 * 366);
/// How long the event may take then.
const LONGEST: TimeDelta = TimeDelta::days(31);

/// Whether an event has times or lasts whole days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    /// From a minute to a minute.
    Minutes,
    /// From a day to a day, both included.
    Days,
}

impl Precision {
    /// The type of the form's fields.
    pub fn field(self) -> &'static str {
        match self {
            Precision::Minutes => "datetime-local",
            Precision::Days => "date",
        }
    }

    /// A start or end in the form.
    pub fn value(self, local: NaiveDateTime) -> String {
        match self {
            Precision::Minutes => local.format("%Y-%m-%dT%H:%M").to_string(),
            Precision::Days => local.format("%Y-%m-%d").to_string(),
        }
    }

    /// A value of the form: as browsers send it, or as people type it where there is no such field.
    fn read(self, text: &str) -> Option<NaiveDateTime> {
        let text = text.trim();
        if text.len() > "2026-03-10T12:00:00".len() {
            return None;
        }
        let time = |format| NaiveDateTime::parse_from_str(text, format).ok();
        match self {
            Precision::Minutes => ["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"].into_iter().find_map(time),
            Precision::Days => NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(|day| day.and_time(NaiveTime::MIN)),
        }
    }
}

/// A proposal as the form sends it: a time on the wall of the event's zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposalForm {
    /// When it would begin.
    pub from: NaiveDateTime,
    /// When it would be over; of whole days the day after the last.
    pub to: NaiveDateTime,
    /// A comment of at most 1,000 characters; `None` when there is none.
    pub comment: Option<String>,
    /// The one instance it is for; `None` for an event that does not recur.
    pub instance: Option<Timestamp>,
}

/// Why a form holds no proposal; `Display` is a sentence for the guest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BadProposal {
    /// Start or end is no date and time.
    NoTime,
    /// It would end before it begins.
    Backwards,
    /// It would have begun already.
    Past,
    /// It would be more than two years ahead.
    Far,
    /// It would take more than 31 days.
    Long,
    /// It is the time it has.
    Same,
    /// The comment has more than 1,000 characters.
    LongComment,
    /// The instance is not one that this page offers.
    Instance,
    /// It is no form at all.
    Form(BadForm),
}

impl fmt::Display for BadProposal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sentence = match self {
            BadProposal::NoTime => "Please enter when it should begin and end, such as 2026-03-10 12:00.",
            BadProposal::Backwards => "It would end before it begins.",
            BadProposal::Past => "Please propose a time that is still to come.",
            BadProposal::Far => "Please propose a time within the next two years.",
            BadProposal::Long => "It would take longer than 31 days.",
            BadProposal::Same => "That is the time it has already.",
            BadProposal::LongComment => {
                return write!(f, "Please shorten your comment to {} characters.", rsvp::LONGEST_COMMENT);
            }
            BadProposal::Instance => "Please choose one of the dates offered.",
            BadProposal::Form(bad) => return bad.fmt(f),
        };
        f.write_str(sentence)
    }
}

impl std::error::Error for BadProposal {}

impl ProposalForm {
    /// Reads the body of a POST.
    ///
    /// # Errors
    /// A start or end that is none, an end before the start, more than 31 days, a comment over 1,000 characters, an
    /// instance that is no time, a body that is no form.
    pub fn parse(body: &[u8], precision: Precision) -> Result<ProposalForm, BadProposal> {
        let fields = form::fields(body).map_err(BadProposal::Form)?;
        let time = |name| form::value(&fields, name).and_then(|text| precision.read(text)).ok_or(BadProposal::NoTime);
        let (from, last) = (time("start")?, time("end")?);
        let to = match precision {
            Precision::Minutes => last,
            Precision::Days => last.checked_add_signed(TimeDelta::days(1)).ok_or(BadProposal::NoTime)?,
        };
        if to <= from {
            return Err(BadProposal::Backwards);
        }
        if to - from > LONGEST {
            return Err(BadProposal::Long);
        }
        let instance = rsvp::instance_of(&fields).map_err(|_| BadProposal::Instance)?;
        let comment = rsvp::comment_in(&fields).map_err(|_| BadProposal::LongComment)?;
        Ok(ProposalForm { from, to, comment, instance })
    }

    /// Whether it lies within what can be proposed; `from` is its start as an instant.
    ///
    /// # Errors
    /// A time that has begun, or is more than two years ahead.
    pub fn is_near(from: Timestamp, now: Timestamp) -> Result<(), BadProposal> {
        match from {
            _ if from <= now => Err(BadProposal::Past),
            _ if now.checked_add_signed(FARTHEST).is_some_and(|last| from > last) => Err(BadProposal::Far),
            _ => Ok(()),
        }
    }

    /// What was typed into a field of a form that was refused, to be shown again.
    pub fn typed(body: &[u8], name: &str) -> String {
        let fields = form::fields(body).unwrap_or_default();
        let text = form::value(&fields, name).unwrap_or_default();
        text.chars().filter(|c| !c.is_control()).take(30).collect()
    }
}

/// What the answer page shows of proposing.
#[derive(Clone, Debug)]
pub struct Proposing {
    /// Where the form is sent to: a path of this server.
    pub action: String,
    /// What the fields take.
    pub precision: Precision,
    /// The zone of the times, in words; empty where it does not matter.
    pub zone: String,
    /// The start in the form.
    pub start: String,
    /// The end in the form.
    pub end: String,
    /// The comment of a form that was refused.
    pub comment: String,
    /// Why the form was refused.
    pub problem: Option<BadProposal>,
}

/// What the page after a proposal shows.
#[derive(Clone, Debug)]
pub struct ProposedView<'a> {
    /// The language of the page.
    pub language: Language,
    /// The name of this server.
    pub host: &'a str,
    /// The event as it is.
    pub facts: &'a Facts,
    /// In whose name it was proposed.
    pub guest: &'a Party,
    /// The proposed time in words.
    pub when: &'a str,
    /// The comment.
    pub comment: &'a str,
    /// Back to the answer page.
    pub back: &'a str,
}

impl ProposedView<'_> {
    fn organizer_name(&self) -> &str {
        self.facts.organizer.as_ref().map_or("the organizer", Party::shown)
    }
}

#[derive(Template)]
#[template(path = "proposed.html")]
struct ProposedPage<'a> {
    page: &'a ProposedView<'a>,
}

/// The page after a proposal.
///
/// # Errors
/// None that is known; askama's writers may fail in principle.
pub fn proposed(view: &ProposedView<'_>) -> Result<String, askama::Error> {
    ProposedPage { page: view }.render()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn local(text: &str) -> NaiveDateTime {
        NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap()
    }

    #[test]
    fn a_proposal_is_read_as_the_page_sends_it_and_as_people_type_it() {
        let noon = ("2026-03-11 12:00", "2026-03-11 13:30");
        let days = ("2026-03-11 00:00", "2026-03-13 00:00");
        for (body, precision, (from, to)) in [
            ("start=2026-03-11T12%3A00&end=2026-03-11T13%3A30", Precision::Minutes, noon),
            ("start=2026-03-11T12:00:00&end=+2026-03-11+13:30+&instance=&comment=", Precision::Minutes, noon),
            ("start=2026-03-11&end=2026-03-12", Precision::Days, days),
        ] {
            let expected = ProposalForm { from: local(from), to: local(to), comment: None, instance: None };
            assert_eq!(ProposalForm::parse(body.as_bytes(), precision), Ok(expected), "{body}");
        }
    }

    #[test]
    fn what_is_no_proposal_is_refused_with_a_reason() {
        let long = format!("start=2026-03-11&end=2026-03-12&comment={}", "x".repeat(1_001));
        for (body, precision, problem) in [
            ("", Precision::Minutes, BadProposal::NoTime),
            ("start=2026-03-11T12:00&end=tomorrow", Precision::Minutes, BadProposal::NoTime),
            ("start=2026-03-11&end=2026-03-11", Precision::Minutes, BadProposal::NoTime),
            ("start=2026-02-30&end=2026-03-11", Precision::Days, BadProposal::NoTime),
            ("start=2026-03-11T12:00&end=2026-03-11T12:00", Precision::Minutes, BadProposal::Backwards),
            ("start=2026-03-11&end=2026-03-10", Precision::Days, BadProposal::Backwards),
            ("start=2026-03-11&end=2026-04-11", Precision::Days, BadProposal::Long),
            ("start=2026-03-11&end=2026-03-11&instance=x", Precision::Days, BadProposal::Instance),
            (long.as_str(), Precision::Days, BadProposal::LongComment),
        ] {
            assert_eq!(ProposalForm::parse(body.as_bytes(), precision), Err(problem), "{body:.60}");
        }
        let now = local("2026-03-02 09:00").and_utc();
        for (from, expected) in [
            ("2026-03-02 09:00", Err(BadProposal::Past)),
            ("2026-03-02 09:01", Ok(())),
            ("2028-03-01 09:00", Ok(())),
            ("2028-04-01 09:00", Err(BadProposal::Far)),
        ] {
            assert_eq!(ProposalForm::is_near(local(from).and_utc(), now), expected, "{from}");
        }
    }
}
