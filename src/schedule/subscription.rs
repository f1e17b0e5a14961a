//! Events that come from an address elsewhere into a calendar that nobody else writes. They are somebody else's: they take
//! no part in scheduling, whatever organizer and attendees they name.

use std::collections::HashSet;

use crate::ical::{self, CalendarObject, Component, pieces};
use crate::id::{CalendarId, ETag, ObjectName};
use crate::store::{NewObject, StoreError, Tx};

use super::{Refused, Rules};

/// Objects of one source; more is refused, as it is no calendar that a person reads.
pub const MOST_OBJECTS: usize = 50_000;

/// What an owner does not want of a source (Apple's `subscribed-strip-…` properties).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Strip {
    /// Alarms.
    pub alarms: bool,
    /// Attachments.
    pub attachments: bool,
    /// Tasks.
    pub todos: bool,
}

/// What a source holds.
#[derive(Debug, Default)]
pub struct Source {
    /// Its objects with their texts.
    pub objects: Vec<(CalendarObject, Vec<u8>)>,
    /// Objects that could not be used.
    pub unusable: usize,
    /// What it calls itself.
    pub name: Option<String>,
    /// Its colour.
    pub color: Option<String>,
}

/// Why a text is no source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoSource {
    /// It is no iCalendar, or breaks off: nothing is known of what it does not hold.
    NoCalendar,
    /// It has more objects than `MOST_OBJECTS`.
    TooMany,
}

impl std::fmt::Display for NoSource {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            NoSource::NoCalendar => f.write_str("what is there is no whole calendar"),
            NoSource::TooMany => write!(f, "the calendar has more than {MOST_OBJECTS} objects"),
        }
    }
}

impl std::error::Error for NoSource {}

/// Reads what an address gave; an object has at most `longest` bytes.
///
/// # Errors
/// A text that is no whole calendar, or one with too many objects.
pub fn source(text: &[u8], strip: Strip, longest: usize) -> Result<Source, NoSource> {
    let pieces = pieces(text);
    let end = text.trim_ascii_end().last_chunk::<13>();
    if !pieces.is_complete() || !end.is_some_and(|end| end.eq_ignore_ascii_case(b"END:VCALENDAR")) {
        return Err(NoSource::NoCalendar);
    }
    let mut source = Source {
        name: pieces.name().map(str::to_owned),
        color: pieces.color().map(str::to_owned),
        ..Source::default()
    };
    let is_empty = pieces.is_empty();
    for piece in pieces.filter(|_| !is_empty) {
        match piece.object() {
            Ok((object, _)) if strip.todos && object.kind() == ical::Kind::Todo => {}
            Ok((object, text)) => match stripped(object, text, strip) {
                Some((object, text)) if text.len() <= longest => source.objects.push((object, text)),
                _ => source.unusable += 1,
            },
            Err(_) => source.unusable += 1,
        }
        if source.objects.len() > MOST_OBJECTS {
            return Err(NoSource::TooMany);
        }
    }
    Ok(source)
}

fn stripped(mut object: CalendarObject, text: Vec<u8>, strip: Strip) -> Option<(CalendarObject, Vec<u8>)> {
    if !strip.alarms && !strip.attachments {
        return Some((object, text));
    }
    for part in object.parts_mut() {
        if strip.alarms {
            part.retain_components(|within| !within.is("VALARM"));
        }
        if strip.attachments {
            part.retain_lines(|line| !line.is("ATTACH"));
        }
    }
    let bytes = object.to_bytes();
    CalendarObject::parse(&bytes).ok().map(|object| (object, bytes))
}

/// Stores some of a source's objects; what is here already stays as it is, so that programs read only what is new.
///
/// # Errors
/// A calendar that is gone or gets its events from elsewhere by now; a store that fails.
pub fn put_source(
    tx: &mut Tx<'_>,
    rules: &Rules,
    calendar: CalendarId,
    from: &str,
    objects: &[(CalendarObject, Vec<u8>)],
) -> Result<(), Refused> {
    is_from(tx, calendar, from)?;
    for (object, body) in objects {
        let uid = object.uid().as_str();
        let stored = tx.object_by_uid(calendar, uid)?;
        if stored.as_ref().is_some_and(|stored| stored.etag == ETag::of(body)) {
            continue;
        }
        let name = match &stored {
            Some(head) => head.name.clone(),
            None => format!("{}.ics", ETag::of(uid.as_bytes())),
        };
        if stored.is_some() && differs_in_stamps_only(tx, calendar, &name, object)? {
            continue;
        }
        let name = ObjectName::parse(&name).map_err(|_| Refused::NotFound)?;
        let span = ical::span(object, &rules.floating);
        let new = NewObject {
            name,
            uid: object.uid().clone(),
            component: object.kind().component(),
            schedule_tag: None,
            body: body.clone().into(),
            first_start: span.first.map_or(i64::MIN, |at| at.timestamp()),
            last_end: span.last.map_or(i64::MAX, |at| at.timestamp()),
            organizer: None,
            attachments: Vec::new(),
        };
        tx.put_object(calendar, &new, rules.now)?;
    }
    Ok(())
}

/// Servers that make a calendar anew for each request write the time of the request into every DTSTAMP.
fn differs_in_stamps_only(
    tx: &mut Tx<'_>,
    calendar: CalendarId,
    name: &str,
    object: &CalendarObject,
) -> Result<bool, StoreError> {
    let Some(stored) = tx.object(calendar, name)?.as_ref().and_then(super::copies::parsed) else { return Ok(false) };
    Ok(without_stamps(&stored) == without_stamps(object))
}

fn without_stamps(object: &CalendarObject) -> Vec<u8> {
    let mut object = object.clone();
    for part in object.parts_mut() {
        part.remove("DTSTAMP");
    }
    Component::to_bytes(object.calendar())
}

/// Deletes what a source does not hold any more, up to `limit` objects; returns how many went.
///
/// # Errors
/// As [`put_source`].
pub fn prune_source(
    tx: &mut Tx<'_>,
    calendar: CalendarId,
    from: &str,
    held: &HashSet<String>,
    limit: usize,
) -> Result<usize, Refused> {
    is_from(tx, calendar, from)?;
    let (mut gone, mut after) = (Vec::new(), String::new());
    while gone.len() < limit {
        let heads = tx.object_heads(calendar, &after, PAGE)?;
        let Some(last) = heads.last() else { break };
        after.clone_from(&last.name);
        gone.extend(heads.into_iter().filter(|head| !held.contains(&head.uid)).map(|head| head.name));
    }
    gone.truncate(limit);
    for name in &gone {
        tx.delete_object(calendar, name)?;
    }
    Ok(gone.len())
}

/// Objects looked at together.
const PAGE: usize = 1_000;

fn is_from(tx: &mut Tx<'_>, calendar: CalendarId, from: &str) -> Result<(), Refused> {
    let calendar = tx.calendar_by_id(calendar)?;
    match calendar.is_some_and(|calendar| calendar.source.as_deref() == Some(from)) {
        true => Ok(()),
        false => Err(Refused::NotFound),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calendar(inside: &str) -> String {
        format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-CALNAME:Holidays\r\n{inside}END:VCALENDAR\r\n")
    }

    const EVENT: &str = "BEGIN:VEVENT\r\nUID:a\r\nDTSTAMP:20260101T000000Z\r\nDTSTART:20260302T090000Z\r\nATTACH:https://a/\r\n\
                         BEGIN:VALARM\r\nACTION:DISPLAY\r\nDESCRIPTION:x\r\nTRIGGER:PT0S\r\nEND:VALARM\r\nEND:VEVENT\r\n";
    const TASK: &str = "BEGIN:VTODO\r\nUID:b\r\nDTSTAMP:20260101T000000Z\r\nSUMMARY:t\r\nEND:VTODO\r\n";

    #[test]
    fn a_source_is_whole_or_nothing() {
        let whole = calendar(&format!("{EVENT}{TASK}"));
        let read = source(whole.as_bytes(), Strip::default(), 10_000).unwrap();
        assert_eq!((read.objects.len(), read.unusable, read.name.as_deref()), (2, 0, Some("Holidays")));
        assert_eq!(source(whole.to_lowercase().as_bytes(), Strip::default(), 10_000).unwrap().objects.len(), 2);
        assert_eq!(source(calendar("").as_bytes(), Strip::default(), 10_000).unwrap().objects.len(), 0);
        for text in ["", "<html>Sign in</html>", &whole[..whole.len() - 40], &whole[..whole.len() - 20]] {
            assert_eq!(source(text.as_bytes(), Strip::default(), 10_000).unwrap_err(), NoSource::NoCalendar, "{text}");
        }
        let small = source(whole.as_bytes(), Strip::default(), 200).unwrap();
        assert_eq!((small.objects.len(), small.unusable), (1, 1));
    }

    #[test]
    fn what_the_owner_does_not_want_is_left_out() {
        let strip = Strip { alarms: true, attachments: true, todos: true };
        let read = source(calendar(&format!("{EVENT}{TASK}")).as_bytes(), strip, 10_000).unwrap();
        let text = String::from_utf8(read.objects[0].1.clone()).unwrap();
        assert!(read.objects.len() == 1 && !text.contains("VALARM") && !text.contains("ATTACH"), "{text}");
    }
}
