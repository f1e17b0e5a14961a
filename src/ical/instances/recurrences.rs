//! The instances of one object, asked for by name again and again.

use std::cell::RefCell;
use std::collections::BTreeSet;

use chrono::TimeDelta;

use crate::ical::tree::Component;
use crate::ical::value::{Timestamp, When};
use crate::ical::{CalendarObject, Zone, Zones};

use super::series::Set;
use super::timing::Reader;
use super::{is_same, leader};

/// Questions that are answered one by one, before it pays to list what there is.
const FEW: usize = 16;
/// Instances that are listed at most.
const MOST_LISTED: usize = 300_000;

/// Which instances an object has: read once, for as many questions as there are.
pub struct Recurrences {
    /// What rules and dates make; `None` where there is no series.
    set: Option<Set>,
    /// The instances that overrides stand for.
    replaced: BTreeSet<Timestamp>,
    zones: Zones,
    listed: RefCell<Listed>,
}

/// The instances up to some time.
#[derive(Default)]
struct Listed {
    asked: usize,
    starts: BTreeSet<Timestamp>,
    /// Up to when they are there.
    to: Option<Timestamp>,
    /// Whether there are too many to be listed.
    are_too_many: bool,
}

impl Recurrences {
    /// Those of an object; `floating` is the zone of times that carry none.
    pub fn of(object: &CalendarObject, floating: &Zone) -> Recurrences {
        let reader = Reader::new(object, floating);
        let master = leader(object);
        let set = master.and_then(|master| Set::of(&reader, master, object.kind()));
        let overrides = object.parts().filter(|part| !is_same(part, master)).filter_map(Component::recurrence_id);
        let zones = Zones::of(object.calendar(), floating);
        let mut made = Recurrences { set, replaced: BTreeSet::new(), zones, listed: RefCell::default() };
        // A master that does not say when it takes place has no instances.
        if made.set.is_some() || master.is_none() {
            made.replaced = overrides.map(|id| made.instant(&id)).collect();
        }
        made
    }

    fn instant(&self, recurrence: &When) -> Timestamp {
        match &self.set {
            Some(set) => set.meant(recurrence, |when| self.zones.instant(when)),
            None => self.zones.instant(recurrence),
        }
    }

    /// The instant of the instance that a RECURRENCE-ID names; see [`super::is_instance`]. Of rules that would take too long
    /// to follow so often, only the first questions are answered.
    pub fn find(&self, recurrence: &When) -> Option<Timestamp> {
        let sought = self.instant(recurrence);
        let is_yielded = || self.set.as_ref().is_some_and(|set| self.is_yielded(set, sought));
        (self.replaced.contains(&sought) || is_yielded()).then_some(sought)
    }

    /// Whether the rules and dates of the series yield an instance. Where each question would begin anew with the first
    /// instance, all up to twice as far are listed.
    fn is_yielded(&self, set: &Set, sought: Timestamp) -> bool {
        let mut listed = self.listed.borrow_mut();
        listed.asked += 1;
        if listed.asked <= FEW || !set.is_walked() {
            return set.has_instance(sought);
        }
        if listed.to.is_none_or(|to| sought > to) && !listed.are_too_many {
            let far = (sought - set.start()).max(TimeDelta::zero()) * 2;
            let to = set.start().checked_add_signed(far).unwrap_or(sought).max(sought);
            match set.starts(to, MOST_LISTED) {
                Some(starts) => (listed.starts, listed.to) = (starts, Some(to)),
                None => listed.are_too_many = true,
            }
        }
        match listed.to {
            Some(to) if sought <= to => listed.starts.contains(&sought),
            // The rules are walked to what is sought, which takes long: the first are enough for people.
            _ => listed.asked <= 4 * FEW && set.has_instance(sought),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(lines: &str) -> CalendarObject {
        let text = format!(
            "BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:-//x//x//EN\nBEGIN:VEVENT\nUID:u\nDTSTAMP:20260101T000000Z\n{lines}\n\
             END:VEVENT\nEND:VCALENDAR\n"
        );
        CalendarObject::read(text.replace('\n', "\r\n").as_bytes()).unwrap()
    }

    #[test]
    fn the_hundredth_question_is_answered_like_the_first() {
        const ONE: &str = "DTSTART:20260105T120000Z\nDTEND:20260105T130000Z\n";
        let override_of = "END:VEVENT\nBEGIN:VEVENT\nUID:u\nDTSTAMP:20260101T000000Z\nDTSTART:20260301T150000Z";
        let days = |day: i64| {
            let start = "2026-01-01T12:00:00Z".parse::<Timestamp>().unwrap();
            When::Utc(start + TimeDelta::days(day))
        };
        let dates: Vec<String> = (0..40).map(|day| days(day * 3).value_text()).collect();
        for rules in [
            "RRULE:FREQ=DAILY;COUNT=500".to_owned(),
            "RRULE:FREQ=DAILY;BYDAY=MO,TU,WE;COUNT=150\nEXDATE:20260106T120000Z,20260112T120000Z".to_owned(),
            format!("RDATE:{}", dates.join(",")),
            format!("RRULE:FREQ=WEEKLY\nRDATE:{}\nEXRULE:FREQ=MONTHLY;COUNT=5", dates.join(",")),
            "RRULE:FREQ=WEEKLY;UNTIL=20260601T120000Z".to_owned(),
            format!("RRULE:FREQ=WEEKLY;COUNT=9\n{override_of}\nRECURRENCE-ID:20260301T120000Z"),
            "RECURRENCE-ID:20260105T120000Z".to_owned(),
        ] {
            let object = object(&format!("{ONE}{rules}"));
            let (forth, back) = (Recurrences::of(&object, &Zone::Utc), Recurrences::of(&object, &Zone::Utc));
            let mut found = 0;
            for day in 0..600 {
                let first = |day: i64| Recurrences::of(&object, &Zone::Utc).find(&days(day));
                assert_eq!(forth.find(&days(day)), first(day), "{rules}: {day}");
                assert_eq!(back.find(&days(600 - day)), first(600 - day), "{rules}: {}", 600 - day);
                found += usize::from(first(day).is_some());
            }
            assert!(found > 0, "{rules}");
        }
    }

    #[test]
    fn rules_that_take_long_are_not_followed_for_ever() {
        let endless = object("DTSTART:20260105T120000Z\nRRULE:FREQ=SECONDLY;BYDAY=MO;COUNT=2000000");
        let recurrences = Recurrences::of(&endless, &Zone::Utc);
        let far = "2026-02-02T00:00:00Z".parse::<Timestamp>().unwrap();
        let asked = (0..200).filter(|second| recurrences.find(&When::Utc(far + TimeDelta::seconds(*second))).is_some());
        assert!(asked.count() < 200);
    }
}
