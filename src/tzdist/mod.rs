//! The time zone service (RFC 7808): the zones that this server knows, for everybody to read.
//!
//! Pure: a [`Question`] in, an [`Answer`] out. The data is the IANA database that is compiled into the program, so it
//! changes with the program only.
//!
//! Not done: xCal and jCal (RFC 7808 §4.1.2), localized names (§4.1.3), what changed since an older release (every zone
//! is listed then, as §5.2 allows).

mod actions;
mod parameters;

use serde_json::json;

use crate::ical::Timestamp;
use crate::id::ETag;

use actions::Action;

/// Where the service is: the context path of RFC 7808 §4.2.1.3.
pub const PATH: &str = "/tz";
/// Where clients look for it.
pub const WELL_KNOWN: &str = "/.well-known/timezone";
/// How long answers may be kept, in seconds: clients ask once a day (RFC 7808 §4.1.4).
pub const FRESH: u32 = 86_400;

/// A GET of something under [`PATH`].
#[derive(Clone, Copy, Debug, Default)]
pub struct Question<'a> {
    /// What stands behind [`PATH`], as it is written.
    pub path: &'a str,
    /// The query, without its question mark, as it is written.
    pub query: &'a str,
    /// `Accept`.
    pub accept: Option<&'a str>,
    /// `If-None-Match`.
    pub if_none_match: Option<&'a str>,
}

/// What comes back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The HTTP status.
    pub status: u16,
    /// `Content-Type`.
    pub content_type: &'static str,
    /// `ETag`, without quotes.
    pub etag: Option<ETag>,
    /// The body.
    pub body: String,
}

/// Why there is no answer; RFC 7808 §5 names each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Problem {
    /// Nothing that the service does.
    Action,
    /// `changedsince` twice.
    ChangedSince,
    /// A zone that is not known here.
    NotFound,
    /// A format that zones are not given in.
    Format,
    /// `start` is no time, or there twice, or missing.
    Start,
    /// `end` is no time after the start, or there twice, or missing.
    End,
    /// `pattern` is none.
    Pattern,
}

impl Problem {
    fn row(self) -> (u16, &'static str, &'static str) {
        match self {
            Problem::Action => (400, "invalid-action", "The time zone service does nothing of this kind"),
            Problem::ChangedSince => (400, "invalid-changedsince", "changedsince stands there more than once"),
            Problem::NotFound => (404, "tzid-not-found", "This time zone is not known here"),
            Problem::Format => (406, "invalid-format", "Time zones are given as text/calendar only"),
            Problem::Start => (400, "invalid-start", "start is one UTC time such as 2026-01-01T00:00:00Z"),
            Problem::End => (400, "invalid-end", "end is one UTC time after start, a thousand years later at most"),
            Problem::Pattern => (400, "invalid-pattern", "pattern is one text with * at its ends only"),
        }
    }

    /// A JSON "problem details" object (RFC 7808 §4.1.7).
    fn answer(self) -> Answer {
        let (status, code, title) = self.row();
        let said = json!({
            "type": format!("urn:ietf:params:tzdist:error:{code}"),
            "title": title,
            "status": status,
        });
        let content_type = "application/problem+json; charset=utf-8";
        Answer { status, content_type, etag: None, body: said.to_string() }
    }
}

/// Answers a question.
pub fn answer(question: &Question<'_>) -> Answer {
    let found = Action::of(question).and_then(|action| action.answer(question));
    let answer = found.unwrap_or_else(Problem::answer);
    match (&answer.etag, question.if_none_match) {
        (Some(etag), Some(known)) if is_known(etag, known) => {
            Answer { status: 304, body: String::new(), content_type: answer.content_type, etag: answer.etag }
        }
        _ => answer,
    }
}

/// Whether `If-None-Match` names the tag; proxies that compress make weak tags of strong ones (RFC 9110 §13.1.2).
fn is_known(etag: &ETag, known: &str) -> bool {
    known.split(',').any(|tag| {
        let tag = tag.trim();
        tag == "*" || tag.trim_start_matches("W/").trim_matches('"') == etag.0
    })
}

/// A time as RFC 3339 writes it.
fn written(at: Timestamp) -> String {
    at.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

#[cfg(test)]
mod tests;
