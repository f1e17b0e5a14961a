//! What of an object belongs to each person who sees it: alarms, TRANSP, and what programs note with them (caldav-sharing
//! §5.5.4). An object that many share falls into what they share and what is one person's, and is put together again for
//! each of them.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::instance::{Key, Series, edit_parts};
use crate::ical::{CalendarObject, Component, Item, Kind, Line, Timestamp, When, Zone};

/// Properties that are one person's; those that end in `*` are all that begin so.
///
/// The draft names TRANSP and lets servers add X- properties: travel time, which alarms and busy time follow (Apple's
/// programs), which alarms were heard (Thunderbird), and what Outlook says beside TRANSP.
const OWN: &[&str] = &[
    "TRANSP",
    "X-APPLE-TRAVEL-*",
    "X-MOZ-LASTACK",
    "X-MOZ-SNOOZE-TIME*",
    "X-MOZ-GENERATION",
    "X-MICROSOFT-CDO-BUSYSTATUS",
    "X-MICROSOFT-CDO-INTENDEDSTATUS",
];

/// Those of them that say when somebody is busy.
const BUSY: &[&str] = &["TRANSP", "X-MICROSOFT-CDO-BUSYSTATUS", "X-MICROSOFT-CDO-INTENDEDSTATUS"];

/// Properties that say when a text was changed, not what it says.
const WRITTEN_AT: &[&str] = &["DTSTAMP", "LAST-MODIFIED", "CREATED"];
/// The same with how often it was; of a meeting an instance must not lose that.
const BOOKKEEPING: &[&str] = &["DTSTAMP", "LAST-MODIFIED", "CREATED", "SEQUENCE"];

/// What one person has of an object: of the series (`None`) and of single instances. An instance without an entry is like
/// the series.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Personal {
    parts: BTreeMap<Key, Vec<Item>>,
}

impl Personal {
    /// Reads what [`Personal::to_bytes`] wrote; what cannot be read is nothing.
    pub fn read(bytes: &[u8]) -> Personal {
        let Ok(object) = CalendarObject::read(bytes) else { return Personal::default() };
        let key = |part: &Component| match part.recurrence_id() {
            None => Some(None),
            Some(When::Utc(instance)) => Some(Some(instance)),
            Some(_) => None,
        };
        let parts = object.parts().filter_map(|part| Some((key(part)?, own_items(part))));
        Personal { parts: parts.collect() }
    }

    /// Its text, for an object of this kind and UID: empty when there is nothing.
    ///
    /// Instances stand in it as keys, whatever zone the object names them in.
    pub fn to_bytes(&self, object: &CalendarObject) -> Vec<u8> {
        if self.parts.is_empty() {
            return Vec::new();
        }
        let mut calendar = Component::new("VCALENDAR");
        for (key, items) in &self.parts {
            let mut part = Component::new(object.kind().component());
            part.add(Line::text("UID", object.uid().as_str()));
            if let Some(instance) = key {
                part.add(When::Utc(*instance).to_line("RECURRENCE-ID"));
            }
            put_into(&mut part, items);
            calendar.push(part);
        }
        calendar.to_bytes()
    }

    /// What of it says when the person is busy: no alarms, and nothing that goes with them.
    pub fn without_alarms(&self, common: &CalendarObject) -> Personal {
        let busy = |items: &Vec<Item>| items.iter().filter(|item| is_busy(item)).cloned().collect();
        let parts = self.parts.iter().map(|(key, items)| (*key, busy(items)));
        Personal { parts: parts.collect() }.shortened(common)
    }

    /// What of it says when the person is busy, with the alarms of `other` and what goes with them.
    pub fn with_alarms_of(&self, other: &Personal, common: &CalendarObject) -> Personal {
        let series = Series::of(common, &Zone::Utc);
        let mut parts = BTreeMap::new();
        for key in self.parts.keys().chain(other.parts.keys()) {
            let derived = key.filter(|instance| series.generates(*instance)).and_then(|at| series.derived(at));
            let Some(part) = series.component(*key).cloned().or(derived) else { continue };
            let (busy, alarms) = (self.of(*key, &part), other.of(*key, &part));
            let busy = busy.iter().filter(|item| is_busy(item));
            let items = busy.chain(alarms.iter().filter(|item| !is_busy(item))).cloned();
            parts.insert(*key, items.collect());
        }
        Personal { parts }.shortened(common)
    }

    /// What holds for a part: its own entry, else that of the series, else what is usual.
    fn of(&self, key: Key, part: &Component) -> Cow<'_, [Item]> {
        match self.parts.get(&key) {
            Some(own) => Cow::Borrowed(own),
            None => self.inherited(part),
        }
    }

    fn inherited(&self, part: &Component) -> Cow<'_, [Item]> {
        match self.parts.get(&None) {
            Some(series) => Cow::Borrowed(series),
            None => Cow::Owned(usual(part)),
        }
    }

    /// Leaves out what would be so without being said.
    fn shortened(mut self, common: &CalendarObject) -> Personal {
        let Some(master) = common.master() else {
            let series = Series::of(common, &Zone::Utc);
            let is_usual = |key: Key, own: &[Item]| series.component(key).is_some_and(|part| own == usual(part));
            self.parts.retain(|key, own| !is_usual(*key, own));
            return self;
        };
        let inherited = self.inherited(master).into_owned();
        self.parts.retain(|key, items| key.is_none() || *items != inherited);
        if self.parts.len() == 1 && self.parts.get(&None).is_some_and(|own| *own == usual(master)) {
            self.parts.clear();
        }
        self
    }
}

/// What a person has who never said anything: no alarms, and a whole day keeps nobody busy but whose calendar it is in
/// (quirk: all-day-shared).
fn usual(part: &Component) -> Vec<Item> {
    let is_whole_day = part.is(Kind::Event.component()) && part.start().is_some_and(|start| start.is_date());
    if is_whole_day { vec![Item::Line(Line::text("TRANSP", "TRANSPARENT"))] } else { Vec::new() }
}

fn is_own(name: &str) -> bool {
    let name = name.to_ascii_uppercase();
    OWN.iter().any(|own| match own.strip_suffix('*') {
        Some(beginning) => name.starts_with(beginning),
        None => name == *own,
    })
}

fn is_own_item(item: &Item) -> bool {
    match item {
        Item::Line(line) => is_own(line.name()),
        Item::Component(within) => within.is("VALARM"),
    }
}

fn is_busy(item: &Item) -> bool {
    matches!(item, Item::Line(line) if BUSY.iter().any(|name| line.is(name)))
}

fn own_items(part: &Component) -> Vec<Item> {
    part.items().iter().filter(|item| is_own_item(item)).cloned().collect()
}

fn strip(part: &mut Component) {
    part.retain_lines(|line| !is_own(line.name()));
    part.retain_components(|within| !within.is("VALARM"));
}

fn put_into(part: &mut Component, items: &[Item]) {
    for item in items {
        match item.clone() {
            Item::Line(line) => part.add(line),
            Item::Component(alarm) => part.push(alarm),
        }
    }
}

/// An object as all share it, and what is the person's whose text it is. Instances that differ from the series in nothing
/// but that are no components of what is shared.
pub fn parted(object: &CalendarObject) -> (CalendarObject, Personal) {
    let mut common = object.clone();
    let mut own = Personal::default();
    edit_parts(&mut common, &Zone::Utc, |key, part| {
        own.parts.entry(key).or_insert_with(|| own_items(part));
    });
    // Also of a part whose RECURRENCE-ID cannot be read nothing is shown to others.
    common.parts_mut().for_each(strip);
    let common = compact(common);
    let own = own.shortened(&common);
    (common, own)
}

/// Drops components of instances that are like the series.
fn compact(common: CalendarObject) -> CalendarObject {
    let needless: BTreeSet<Timestamp> = {
        let series = Series::of(&common, &Zone::Utc);
        // What a component with RANGE stands for is not what the series derives.
        let has_range = common.parts().any(Component::is_this_and_future);
        let is_needless = |instance: Timestamp, part: &Component| {
            series.generates(instance)
                && series.derived(instance).is_some_and(|derived| is_alike(&derived, part, WRITTEN_AT))
        };
        series.overrides().filter(|(at, part)| !has_range && is_needless(*at, part)).map(|(at, _)| at).collect()
    };
    if needless.is_empty() {
        return common;
    }
    let keys: Vec<Option<Key>> = {
        let series = Series::of(&common, &Zone::Utc);
        common.parts().map(|part| series.key_of(part)).collect()
    };
    let (mut common, mut keys) = (common, keys.into_iter());
    let kind = common.kind().component();
    common.calendar_mut().retain_components(|part| {
        let key = if part.is(kind) { keys.next().flatten().flatten() } else { None };
        key.is_none_or(|instance| !needless.contains(&instance))
    });
    common
}

/// What all share and what is one person's, together: the object as that person sees it.
pub fn joined(common: &CalendarObject, own: &Personal) -> CalendarObject {
    let mut made = common.clone();
    {
        let series = Series::of(common, &Zone::Utc);
        for (key, items) in &own.parts {
            let Some(instance) = key.filter(|_| series.component(*key).is_none()) else { continue };
            if !series.generates(instance) {
                continue;
            }
            let Some(part) = series.derived(instance) else { continue };
            if *items != *own.inherited(&part) {
                made.calendar_mut().push(part);
            }
        }
    }
    edit_parts(&mut made, &Zone::Utc, |key, part| {
        let items = own.of(key, part).into_owned();
        put_into(part, &items);
    });
    made
}

/// Whether two objects say the same, apart from when and how often they were written.
pub fn says_the_same(one: &CalendarObject, other: &CalendarObject) -> bool {
    are_alike(one, other, BOOKKEEPING)
}

/// Whether two objects of one person say the same to all others, apart from when they were written.
pub fn shows_the_same(one: &CalendarObject, other: &CalendarObject) -> bool {
    let around = |object: &CalendarObject| {
        let kind = object.kind().component();
        let mut calendar = object.calendar().clone();
        calendar.retain_components(|part| !part.is(kind));
        calendar
    };
    is_alike(&around(one), &around(other), &[]) && are_alike(&parted(one).0, &parted(other).0, WRITTEN_AT)
}

fn are_alike(one: &CalendarObject, other: &CalendarObject, aside: &[&str]) -> bool {
    let (left, right) = (Series::of(one, &Zone::Utc), Series::of(other, &Zone::Utc));
    let keys = |series: &Series<'_>| series.object.parts().map(|part| series.key_of(part)).collect::<BTreeSet<_>>();
    let named = keys(&left);
    one.kind() == other.kind()
        && one.parts().count() == other.parts().count()
        && named.len() == one.parts().count()
        && named == keys(&right)
        && named.into_iter().all(|key| {
            let parts = key.and_then(|key| left.component(key).zip(right.component(key)));
            parts.is_some_and(|(one, other)| is_alike(one, other, aside))
        })
}

/// Whether two components have the same lines and components, in whatever order, those of some names aside.
fn is_alike(one: &Component, other: &Component, aside: &[&str]) -> bool {
    let lines = |part: &Component| {
        let said = part.lines().filter(|line| !aside.iter().any(|name| line.is(name)));
        let mut lines: Vec<String> = said.map(in_order).collect();
        lines.extend(part.components().map(Component::to_text));
        lines.sort_unstable();
        lines
    };
    lines(one) == lines(other)
}

/// A line with its parameters in the order of their names.
fn in_order(line: &Line) -> String {
    let mut params = line.params();
    params.sort_unstable();
    format!("{}{params:?}{}", line.name(), line.value())
}

/// Whether a text may say something that is one person's, or usual; it need not be read otherwise.
pub fn may_be_personal(text: &[u8]) -> bool {
    let mut before = usize::MAX;
    text.split(|byte| *byte == b'\n').any(|line| {
        let is_folded = matches!(line.first(), Some(b' ' | b'\t'));
        // Nobody folds within a name; whoever does is read.
        let may = if is_folded { before < SHORTEST_FOLDED } else { is_telling(line) };
        before = if is_folded { before } else { line.len() };
        may
    })
}

/// A line that goes on behind a fold has its name, and whatever this looks at, in its first part.
const SHORTEST_FOLDED: usize = 50;

fn is_telling(line: &[u8]) -> bool {
    let begins = |word: &str| line.len() >= word.len() && line[..word.len()].eq_ignore_ascii_case(word.as_bytes());
    match line.first().map(u8::to_ascii_uppercase) {
        Some(b'B') => begins("BEGIN:VALARM"),
        Some(b'T' | b'X') => OWN.iter().any(|own| begins(own.trim_end_matches('*'))),
        // A whole day: `DTSTART;VALUE=DATE:20260302`, in whatever order its parameters are.
        Some(b'D') => begins("DTSTART") && line.rsplit(|byte| *byte == b':').next().is_some_and(is_day),
        _ => false,
    }
}

fn is_day(value: &[u8]) -> bool {
    !value.contains(&b'T') && !value.contains(&b't')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn object(parts: &[&str]) -> CalendarObject {
        let mut text = String::from("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:t\r\n");
        for part in parts {
            text.push_str("BEGIN:VEVENT\r\nUID:u\r\nDTSTAMP:20260301T000000Z\r\n");
            part.split(' ').for_each(|line| text.push_str(&format!("{line}\r\n")));
            text.push_str("END:VEVENT\r\n");
        }
        text.push_str("END:VCALENDAR\r\n");
        CalendarObject::parse(text.as_bytes()).unwrap()
    }

    const ALARM: &str = "BEGIN:VALARM ACTION:AUDIO TRIGGER:-PT10M END:VALARM";
    const LATER: &str = "BEGIN:VALARM ACTION:AUDIO TRIGGER:-PT5M END:VALARM";
    const DAILY: &str = "DTSTART:20260302T090000Z DURATION:PT1H RRULE:FREQ=DAILY;COUNT=5 SUMMARY:x";
    const TUESDAY: &str = "DTSTART:20260303T090000Z DURATION:PT1H SUMMARY:x RECURRENCE-ID:20260303T090000Z";
    const MOVED: &str = "RECURRENCE-ID:20260304T090000Z DTSTART:20260304T100000Z DURATION:PT1H SUMMARY:x";

    fn with(part: &str, own: &str) -> String {
        format!("{part} {own}")
    }

    #[test]
    fn a_person_gets_back_what_was_theirs_and_the_others_see_nothing_of_it() {
        for (own, common) in [
            (vec![with(DAILY, ALARM)], vec![DAILY]),
            (vec![with(DAILY, "TRANSP:TRANSPARENT X-MOZ-LASTACK:20260301T000000Z")], vec![DAILY]),
            (vec![with(DAILY, ALARM), with(TUESDAY, LATER)], vec![DAILY]),
            (vec![with(DAILY, ALARM), TUESDAY.to_owned()], vec![DAILY]),
            (vec![with(DAILY, ALARM), with(MOVED, LATER)], vec![DAILY, MOVED]),
            (vec![with(DAILY, ALARM), with(MOVED, ALARM)], vec![DAILY, MOVED]),
            (vec![with(TUESDAY, ALARM), with(MOVED, LATER)], vec![TUESDAY, MOVED]),
            (vec![with("DTSTART;VALUE=DATE:20260302", "SUMMARY:x")], vec!["DTSTART;VALUE=DATE:20260302 SUMMARY:x"]),
        ] {
            let own = object(&own.iter().map(String::as_str).collect::<Vec<_>>());
            let (shared, personal) = parted(&own);
            assert!(says_the_same(&shared, &object(&common)), "{}", shared.to_text());
            assert_eq!(joined(&shared, &personal), own, "{}", own.to_text());
            let read = Personal::read(&personal.to_bytes(&own));
            assert_eq!(read, personal, "as it is kept");
            let (again, none) = parted(&joined(&shared, &Personal::default()));
            assert_eq!((again, none), (shared, Personal::default()), "who said nothing has nothing");
        }
    }

    #[test]
    fn who_said_nothing_is_not_kept_busy_by_whole_days() {
        let day = object(&["DTSTART;VALUE=DATE:20260302 SUMMARY:x TRANSP:OPAQUE"]);
        let (common, owners) = parted(&day);
        let is_transparent = |object: &CalendarObject| object.master().unwrap().is_transparent();
        assert!(is_transparent(&joined(&common, &Personal::default())));
        assert!(!is_transparent(&joined(&common, &owners)));
        let said = parted(&object(&["DTSTART;VALUE=DATE:20260302 SUMMARY:x"])).1;
        assert!(!is_transparent(&joined(&common, &said)), "no TRANSP in a text of one's own is a word, too");
        assert_eq!(
            parted(&object(&["DTSTART;VALUE=DATE:20260302 SUMMARY:x TRANSP:TRANSPARENT"])).1,
            Personal::default()
        );
    }

    #[test]
    fn an_instance_that_another_changes_keeps_the_alarm_of_the_series() {
        let own = parted(&object(&[&with(DAILY, ALARM)])).1;
        let seen = joined(&object(&[DAILY, MOVED]), &own);
        assert_eq!(seen, object(&[&with(DAILY, ALARM), &with(MOVED, ALARM)]));
        let gone = parted(&object(&[&with(DAILY, ALARM), &with(TUESDAY, LATER)])).1;
        let cut = DAILY.replace("COUNT=5", "COUNT=1");
        assert_eq!(joined(&object(&[&cut]), &gone), object(&[&with(&cut, ALARM)]), "there is no Tuesday any more");
    }

    #[test]
    fn who_sees_no_alarms_leaves_them_and_says_when_the_owner_is_busy() {
        const FREE: &str = "TRANSP:TRANSPARENT";
        const DAY: &str = "DTSTART;VALUE=DATE:20260302 SUMMARY:x";
        for (stored, seen, given, then) in [
            (vec![with(DAILY, ALARM)], vec![DAILY], vec![with(DAILY, LATER)], vec![with(DAILY, ALARM)]),
            (
                vec![with(DAILY, &with(FREE, ALARM)), with(TUESDAY, &with(FREE, LATER))],
                vec!["DTSTART:20260302T090000Z DURATION:PT1H RRULE:FREQ=DAILY;COUNT=5 SUMMARY:x TRANSP:TRANSPARENT"],
                vec![DAILY.to_owned()],
                vec![with(DAILY, ALARM), with(TUESDAY, LATER)],
            ),
            // An instance that is moved takes the alarm of the series along.
            (
                vec![with(DAILY, ALARM)],
                vec![DAILY],
                vec![DAILY.to_owned(), with(MOVED, FREE)],
                vec![with(DAILY, ALARM), with(MOVED, &with(FREE, ALARM))],
            ),
            (
                vec![with(DAY, &with(FREE, ALARM))],
                vec!["DTSTART;VALUE=DATE:20260302 SUMMARY:x TRANSP:TRANSPARENT"],
                vec![DAY.to_owned()],
                vec![with(DAY, ALARM)],
            ),
        ] {
            let object = |parts: &[String]| object(&parts.iter().map(String::as_str).collect::<Vec<_>>());
            let (common, owners) = parted(&object(&stored));
            let shown = joined(&common, &owners.without_alarms(&common));
            let seen: Vec<String> = seen.into_iter().map(str::to_owned).collect();
            assert_eq!(shown, object(&seen), "{}", shown.to_text());
            let (common, own) = parted(&object(&given));
            let made = joined(&common, &own.with_alarms_of(&owners, &common));
            assert_eq!(made, object(&then), "{}", made.to_text());
        }
    }

    #[test]
    fn what_was_rewritten_says_the_same() {
        let one = object(&[DAILY, MOVED]);
        let same = DAILY.replace("SUMMARY:x", "SEQUENCE:3 LAST-MODIFIED:20260301T000000Z");
        assert!(says_the_same(&one, &object(&[MOVED, &with(&same, "SUMMARY:x")])));
        for other in [vec![DAILY], vec![DAILY, TUESDAY], vec![DAILY, MOVED, TUESDAY]] {
            assert!(!says_the_same(&one, &object(&other)), "{other:?}");
        }
        assert!(!says_the_same(&one, &object(&[&DAILY.replace(":x", ":y"), MOVED])));
        let guest = |partstat: &str| object(&[&with(DAILY, &format!("ATTENDEE;PARTSTAT={partstat};CN=b:mailto:b@x"))]);
        assert!(!says_the_same(&guest("ACCEPTED"), &guest("DECLINED")));
        let turned = object(&[&with(DAILY, "ATTENDEE;CN=b;PARTSTAT=ACCEPTED:mailto:b@x")]);
        assert!(says_the_same(&guest("ACCEPTED"), &turned));
    }

    #[test]
    fn what_an_owner_does_alone_shows_others_the_same() {
        let one = object(&[&with(DAILY, ALARM), MOVED]);
        let again = DAILY.replace("SUMMARY:x", "LAST-MODIFIED:20260301T000000Z SUMMARY:x TRANSP:TRANSPARENT");
        for (other, same) in [
            (vec![DAILY, MOVED], true),
            (vec![MOVED, &with(&again, LATER), &with(TUESDAY, ALARM)], true),
            (vec![DAILY], false),
            (vec![&with(DAILY, "SEQUENCE:1"), MOVED], false),
            (vec![&with(DAILY, "LOCATION:y"), MOVED], false),
        ] {
            assert_eq!(shows_the_same(&one, &object(&other)), same, "{other:?}");
        }
        let elsewhere = one.to_text().replace("PRODID:t", "PRODID:t\r\nX-WR-TIMEZONE:Europe/Berlin");
        assert!(!shows_the_same(&one, &CalendarObject::parse(elsewhere.as_bytes()).unwrap()));
    }

    #[test]
    fn a_text_is_read_where_it_may_be_personal() {
        for (text, may) in [
            (object(&[DAILY]).to_text(), false),
            (object(&[&with(DAILY, ALARM)]).to_text(), true),
            (object(&[&with(DAILY, "transp:OPAQUE")]).to_text(), true),
            (object(&[&with(DAILY, "X-APPLE-TRAVEL-START:geo:1,2")]).to_text(), true),
            (object(&["DTSTART;VALUE=DATE:20260302"]).to_text(), true),
            (object(&["DTSTART;TZID=Europe/Berlin:20260302T090000"]).to_text(), false),
            ("BEGIN:VEVENT\r\nBEG\r\n IN:VALARM\r\n".to_owned(), true),
            (format!("DESCRIPTION:{}\r\n TRANSP\r\n", "x".repeat(60)), false),
        ] {
            assert_eq!(may_be_personal(text.as_bytes()), may, "{text}");
        }
    }
}
