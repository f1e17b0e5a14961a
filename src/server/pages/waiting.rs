//! `/waiting/`: what waits for a signed-in person to decide. GET shows it, POST decides one.

use std::borrow::Cow;

use hyper::{Response, StatusCode};

use super::settings::{minute, sentence};
use super::{Pages, Visit, is_read, see_other};
use crate::account::session;
use crate::ical::{Attendee, CalAddress, CalendarObject, Timestamp, When, Zones};
use crate::imip::{Facts, Given, Language, Party, Phrase, Prose, Reader, Row};
use crate::itip;
use crate::schedule::{self, Decision, Pending, Proof, Refused};
use crate::server::site::{Body, rendered, text};
use crate::store::{Desk, Principal, Question, StoreError};
use crate::web::form;
use crate::web::headers::PAGE;
use crate::web::rsvp;
use crate::web::sign_in::NotSignedIn;
use crate::web::waiting::{self, Asked, Other, WaitingView};

/// Where the page is.
pub(super) const WAITING: &str = "/waiting/";
/// Questions that are shown at once.
const SHOWN: usize = 20;
/// People for whom somebody acts that are named.
pub(super) const MOST_OTHERS: usize = 100;
/// Dates of a series that are named for one answer.
const DATES: usize = 10;
/// Characters of a comment that are shown.
const LONGEST_SHOWN: usize = 1_000;

/// What is said on the page about what was asked for.
#[derive(Default)]
struct News {
    status: StatusCode,
    done: Option<&'static str>,
    problem: Option<String>,
}

impl News {
    fn problem(status: StatusCode, words: &str) -> News {
        News { status, problem: Some(words.to_owned()), ..News::default() }
    }
}

impl Pages {
    /// What waits, for those who are signed in.
    pub(super) async fn waiting(&self, visit: &Visit) -> Result<Response<Body>, StoreError> {
        let Some((who, secret)) = self.who(visit).await? else {
            return Ok(match is_read(&visit.method) {
                true => see_other("/sign-in?to=/waiting/"),
                false => self.sign_in_form(visit, WAITING, "", Some(NotSignedIn::StaleForm)),
            });
        };
        if is_read(&visit.method) {
            let after = form::value(&visit.query, "after").and_then(|after| after.parse().ok()).unwrap_or_default();
            return match visit.path.as_str() {
                WAITING => self.waiting_page((&who, &secret), named(&visit.query), after, News::default()),
                _ => Ok(see_other(WAITING)),
            };
        }
        let news = match (visit.is_from_our_page(self.app.config.public_url()), visit.path.as_str()) {
            (false, _) => News::problem(StatusCode::FORBIDDEN, &NotSignedIn::StaleForm.to_string()),
            (true, "/waiting/accept") => self.decide(visit, &who, Decision::Accept).await?,
            (true, "/waiting/refuse") => match rsvp::comment_in(&visit.form) {
                Ok(comment) => self.decide(visit, &who, Decision::Refuse(comment)).await?,
                Err(problem) => News::problem(StatusCode::BAD_REQUEST, &problem.to_string()),
            },
            (true, _) => return Ok(text(StatusCode::NOT_FOUND, "There is no such page.\n")),
        };
        self.waiting_page((&who, &secret), named(&visit.form), 0, news)
    }

    async fn decide(&self, visit: &Visit, who: &Principal, decision: Decision) -> Result<News, StoreError> {
        let (person, rules) = (who.id, self.app.rules());
        let (id, seen) = (visit.value("id").parse().unwrap_or_default(), visit.value("seen").to_owned());
        let is_accepted = decision == Decision::Accept;
        let write =
            move |tx: &mut crate::store::Tx<'_>| schedule::decide_as_seen(tx, &rules, person, (id, &seen), &decision);
        Ok(match self.app.store.write(write).await {
            Ok(Some(decided)) => {
                News { done: Some(waiting::decided(decided.question, is_accepted)), ..News::default() }
            }
            Ok(None) => News::problem(
                StatusCode::NOT_FOUND,
                "That question is not there any more, or there is another version of it: it was answered meanwhile, or \
                 something new came. Nothing was done now. What waits is below.",
            ),
            Err(Refused::Store(error)) => return Err(error),
            Err(Refused::NotFound) => News::problem(
                StatusCode::CONFLICT,
                "The meeting or its date is not in the calendar any more, so nothing was done.",
            ),
            Err(refused) => News::problem(StatusCode::CONFLICT, &format!("Nothing was done. {}", sentence(&refused))),
        })
    }

    /// The own questions, or those of who is named, if it is somebody for whom the reader acts.
    fn waiting_page(
        &self,
        (who, secret): (&Principal, &str),
        named: Option<&str>,
        after: i64,
        news: News,
    ) -> Result<Response<Body>, StoreError> {
        let (owner, mut pending, all, others) = self.app.store.read::<_, StoreError, _>(|tx| {
            let owner = named.map(|name| tx.principal_by_name(name)).transpose()?.flatten();
            let owner = match owner {
                Some(owner) if owner.id != who.id && schedule::decides_for(tx, who.id, owner.id)? => Some(owner),
                _ => None,
            };
            let desk = owner.as_ref().map_or(Desk::Own(who.id), |owner| Desk::Of(owner.id));
            let pending = schedule::pending(tx, desk, after, SHOWN + 1)?;
            let mut others = Vec::new();
            for (other, count) in tx.waiting_for_others(who.id, MOST_OTHERS)? {
                let Some(other) = tx.principal(other)? else { continue };
                others.push(Other { name: other.name, display_name: other.display_name, count });
            }
            Ok((owner, pending, tx.waiting_on_count(desk)?, others))
        })?;
        // Whether there is such an account is nobody else's business.
        let news = match (named, &owner) {
            (Some(name), None) if name != who.name => {
                News::problem(StatusCode::NOT_FOUND, "You act for nobody of that name. What waits for you is below.")
            }
            _ => news,
        };
        let is_more = pending.len() > SHOWN;
        pending.truncate(SHOWN);
        let more_after = pending.last().filter(|_| is_more).map(|last| last.waiting.id);
        let asked: Vec<Asked> = pending.iter().map(|pending| self.asked(who, pending)).collect();
        let view = WaitingView {
            language: Language::default(),
            host: &self.app.config.mail.host,
            token: &session::form_token(secret),
            acting: owner.as_ref().map(|owner| (owner.name.as_str(), owner.display_name.as_str())),
            others: &others,
            all,
            asked: &asked,
            is_later_part: after > 0,
            more_after,
            done: news.done,
            problem: news.problem.as_deref(),
        };
        let mut response = rendered(waiting::page(&view), PAGE);
        if response.status().is_success() {
            *response.status_mut() = news.status;
        }
        Ok(response)
    }

    fn asked(&self, who: &Principal, pending: &Pending) -> Asked {
        let waiting = &pending.waiting;
        let address = CalAddress::mailto(&pending.owner.email);
        let telling = Telling {
            reader: Reader {
                address: &address,
                language: Language::default(),
                floating: &self.app.floating,
                zone: None,
            },
            instance: waiting.instance.and_then(|seconds| Timestamp::from_timestamp(seconds, 0)),
        };
        let told = pending.meeting.as_ref().or(pending.message.as_ref()).map(|object| telling.facts(object));
        let mut rows = told.as_ref().map(|facts| facts.rows.clone()).unwrap_or_default();
        rows.extend(telling.said(pending));
        let is_other = !waiting.author.is_empty() && waiting.author != waiting.attendee;
        rows.extend(is_other.then(|| row("Sent from", [waiting.author.clone()])));
        let comment = pending.message.as_ref().and_then(|message| itip::words_of(message, &pending.who));
        Asked {
            id: waiting.id,
            seen: pending.seen(),
            question: waiting.question,
            title: told.map_or_else(|| waiting.uid.clone(), |facts| facts.title),
            who: party(pending).to_string(),
            asked: (pending.owner.id != who.id).then(|| pending.owner.display_name.clone()),
            rows,
            comment: comment.map(|comment| Prose::of(&comment, LONGEST_SHOWN).plain().join("\n")).unwrap_or_default(),
            since: minute(waiting.created),
            is_proven: Proof::of_words(&waiting.proof) != Proof::Nothing,
        }
    }
}

/// Whose questions are asked for, if it is said.
fn named(fields: &[form::Field]) -> Option<&str> {
    form::value(fields, "for").filter(|name| !name.is_empty())
}

/// How the meeting of a question is told.
struct Telling<'a> {
    reader: Reader<'a>,
    /// The one instance that it is about.
    instance: Option<Timestamp>,
}

impl Telling<'_> {
    fn facts(&self, object: &CalendarObject) -> Facts {
        let instance = self.instance.and_then(|at| {
            let start = object.master().or_else(|| object.parts().next())?.start()?;
            let zone = Zones::of(object.calendar(), self.reader.floating).zone(&start);
            Some(start.at(zone.local(at)))
        });
        match &instance {
            Some(instance) => Facts::of_instance(object, instance, &self.reader),
            None => Facts::of(object, &self.reader),
        }
    }

    /// What is proposed, or answered.
    fn said(&self, pending: &Pending) -> Vec<Row> {
        let Some(message) = &pending.message else { return Vec::new() };
        match pending.waiting.question {
            Question::Proposal(starts, ends) => self.proposed(pending, message, (starts, ends)),
            Question::Newcomer | Question::Answer => match message.method().as_deref() {
                Some("COUNTER") => labelled(self.facts(message).rows.into_iter().take(1)),
                Some("REFRESH") => vec![row("Asks for", ["the event as it is now".to_owned()])],
                _ => vec![row("Answer", answers(message, &pending.who))],
            },
            Question::Invitation => Vec::new(),
        }
    }

    /// What would change in the meeting. Where it cannot be moved so, the time that was proposed is told all the same.
    fn proposed(&self, pending: &Pending, message: &CalendarObject, (starts, ends): (i64, i64)) -> Vec<Row> {
        let times = Timestamp::from_timestamp(starts, 0).zip(Timestamp::from_timestamp(ends, 0));
        let moved = pending.meeting.as_ref().zip(times).and_then(|(meeting, times)| {
            let moved = itip::moved(meeting, self.instance, times, Some(message), self.reader.floating)?;
            let changes = self.facts(&moved).changes_since(&self.facts(meeting));
            Some(changes.into_iter().map(|change| row(&change.label, [change.new])).collect::<Vec<Row>>())
        });
        labelled(moved.unwrap_or_else(|| self.facts(message).rows.into_iter().take(1).collect()).into_iter())
    }
}

/// Rows of what is not so yet.
fn labelled(rows: impl Iterator<Item = Row>) -> Vec<Row> {
    rows.map(|row| Row { label: format!("{} (proposed)", row.label), ..row }).collect()
}

fn row(label: &str, lines: impl IntoIterator<Item = String>) -> Row {
    Row { label: label.to_owned(), value: Prose::lines_of(lines) }
}

/// What somebody answered, a line for each date.
fn answers(message: &CalendarObject, who: &CalAddress) -> Vec<String> {
    let said = |phrase: Phrase<'_>| Language::default().say(phrase);
    let given = message.parts().filter_map(|part| part.attendee(who).map(|given| (part, given)));
    let line = |given: Option<Given>, on: Option<When>| {
        let answer = said(Phrase::Status(given));
        on.map_or(answer.clone(), |on| format!("{answer}, on {}", on.date().format("%A, %-d %B %Y")))
    };
    let mut lines: Vec<String> =
        given.map(|(part, given)| line(Given::of(given.partstat()), part.recurrence_id())).collect();
    if lines.len() > DATES {
        let more = format!("and {} more dates", lines.len() - DATES);
        lines.truncate(DATES);
        lines.push(more);
    }
    lines
}

/// Who asks: the name that they give themselves, and always the address.
fn party(pending: &Pending) -> Party {
    let address = pending.who.email().unwrap_or(pending.who.as_written());
    let Some(message) = &pending.message else { return Party::new(None, address) };
    let line = match pending.waiting.question {
        Question::Invitation => message.organizer_line().and_then(Attendee::of),
        _ => message.parts().find_map(|part| part.attendee(&pending.who)),
    };
    Party::new(line.and_then(|line| line.cn().map(Cow::into_owned)).as_deref(), address)
}
