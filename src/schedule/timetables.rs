//! Timetables of events that were asked about lately, so that a search and a free-busy look-up need not read every event
//! that might happen in their time: reading one takes thirty times as long as looking at its timetable.
//!
//! They are kept by entity tag. The same tag means the same text, so nothing that is kept ever becomes wrong.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use chrono::TimeDelta;

use crate::ical::{CalendarObject, Timestamp, Timetable};
use crate::id::ETag;

/// Bytes of timetables kept at most, about: those of 60,000 events.
const MOST_KEPT: usize = 16 * 1024 * 1024;
/// What an entry takes beside its timetable.
const ENTRY: usize = 128;
/// A timetable is made for this much before and after what is asked: the next question is about the next week.
const BEFORE: TimeDelta = TimeDelta::days(400);
const AFTER: TimeDelta = TimeDelta::days(800);

/// The timetables that are kept.
#[derive(Default)]
pub struct Timetables {
    kept: Mutex<Kept>,
}

/// Two generations: when the young one has half of the place, it becomes the old one, and what was not asked for since
/// then goes.
#[derive(Default)]
struct Kept {
    /// `None` for an event that has no timetable.
    young: HashMap<ETag, Option<Timetable>>,
    old: HashMap<ETag, Option<Timetable>>,
    young_size: usize,
}

impl Timetables {
    /// What `ask` makes of the timetable of the event with this tag, for the range `[from, to)`; `None` when it has
    /// none, or none of use. `read` is called when the event must be read for it.
    ///
    /// # Errors
    /// Those of `read`.
    pub fn ask<T, E>(
        &self,
        etag: &ETag,
        (from, to): (Timestamp, Timestamp),
        read: impl FnOnce() -> Result<Option<CalendarObject>, E>,
        ask: impl Fn(&Timetable) -> Option<T>,
    ) -> Result<Option<T>, E> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        match kept.find(etag) {
            Some(None) => return Ok(None),
            Some(Some(table)) if table.reaches(from, to) => return Ok(ask(table)),
            Some(Some(_)) | None => {}
        }
        drop(kept);
        let earlier = from.checked_sub_signed(BEFORE).unwrap_or(from);
        let later = to.checked_add_signed(AFTER).unwrap_or(to);
        let table = read()?.and_then(|object| Timetable::of(&object, earlier, later));
        let answer = table.as_ref().and_then(ask);
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).keep(etag.clone(), table);
        Ok(answer)
    }
}

impl Kept {
    fn find(&mut self, etag: &ETag) -> Option<&Option<Timetable>> {
        if !self.young.contains_key(etag)
            && let Some((etag, table)) = self.old.remove_entry(etag)
        {
            self.keep(etag, table);
        }
        self.young.get(etag)
    }

    fn keep(&mut self, etag: ETag, table: Option<Timetable>) {
        if self.young_size >= MOST_KEPT / 2 {
            self.old = std::mem::take(&mut self.young);
            self.young_size = 0;
        }
        let size = |table: &Option<Timetable>| table.as_ref().map_or(0, Timetable::size);
        self.young_size += ENTRY + etag.0.len() + size(&table);
        if let Some(replaced) = self.young.insert(etag, table) {
            self.young_size = self.young_size.saturating_sub(size(&replaced));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ical::Zone;

    fn event(day: u32) -> CalendarObject {
        let text = format!(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:t\r\nBEGIN:VEVENT\r\nUID:{day}\r\nDTSTAMP:20260101T000000Z\r\n\
             DTSTART:202603{day:02}T090000Z\r\nDTEND:202603{day:02}T100000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        );
        CalendarObject::parse(text.as_bytes()).unwrap()
    }

    fn day(day: i64) -> (Timestamp, Timestamp) {
        let first = Timestamp::from_timestamp(1_772_323_200, 0).unwrap();
        (first + TimeDelta::days(day - 1), first + TimeDelta::days(day))
    }

    fn happens(
        tables: &Timetables,
        tag: &str,
        range: (Timestamp, Timestamp),
        object: Option<&CalendarObject>,
    ) -> Option<bool> {
        let ask = |table: &Timetable| table.happens(&Zone::Utc, range.0, range.1);
        let read = || Ok::<_, std::convert::Infallible>(object.cloned());
        tables.ask(&ETag(tag.to_owned()), range, read, ask).unwrap()
    }

    #[test]
    fn an_event_is_read_once_and_again_where_its_timetable_ends() {
        let tables = Timetables::default();
        assert_eq!(happens(&tables, "a", day(2), Some(&event(2))), Some(true));
        assert_eq!(happens(&tables, "a", day(3), None), Some(false), "it is known");
        assert_eq!(happens(&tables, "b", day(2), None), None, "another event is not");
        assert_eq!(happens(&tables, "b", day(2), Some(&event(2))), None, "what could not be read has no timetable");
        assert_eq!(happens(&tables, "a", day(2_000), Some(&event(2))), Some(false), "so far it did not reach");
        assert_eq!(happens(&tables, "a", day(2_001), None), Some(false));
        let floating = event(2).to_text().replace('Z', "");
        let floating = CalendarObject::read(floating.as_bytes()).unwrap();
        assert_eq!(happens(&tables, "c", day(2), Some(&floating)), None, "its time is the reader's");
    }

    #[test]
    fn what_is_kept_is_bounded_and_what_is_asked_for_stays() {
        let tables = Timetables::default();
        let object = event(2);
        let many = MOST_KEPT / 100;
        for number in 0..many {
            happens(&tables, &number.to_string(), day(2), Some(&object));
            assert_eq!(happens(&tables, "0", day(2), None), Some(true));
        }
        let kept = tables.kept.lock().unwrap();
        assert!(kept.young_size <= MOST_KEPT / 2 + 1_000 && kept.young.len() + kept.old.len() < many);
    }
}
