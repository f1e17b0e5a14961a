//! Sorts what was read leniently into objects: one UID, one kind and one METHOD each.

use std::collections::{HashMap, HashSet};

use crate::id::ETag;

use super::invalid::Invalid;
use super::line::Line;
use super::object::CalendarObject;
use super::tree::Component;
use super::validate::parts;
use super::value::When;

/// Time zone lines that sorting may copy: each object gets its own copy of the zones it names, and one file may hold
/// thousands of objects beside a zone of thousands of lines.
const MOST_ZONE_LINES: usize = 200_000;

/// Sorts the parts of all calendars; objects come in the order in which their first part does.
///
/// # Errors
/// No part at all; vCalendar 1.0; a UID that is none; too many copies of large time zones.
pub(super) fn by_uid(calendars: Vec<Component>) -> Result<Vec<CalendarObject>, Invalid> {
    let mut calendars = calendars;
    for calendar in &mut calendars {
        check_version(calendar)?;
        give_uids(calendar);
        give_header(calendar);
    }
    if let [calendar] = &mut calendars[..]
        && is_one_object(calendar)
    {
        let mut calendar = std::mem::replace(calendar, Component::new("VCALENDAR"));
        drop_doubles(&mut calendar);
        return Ok(vec![CalendarObject::of(calendar)?]);
    }
    sorted(&calendars)
}

/// vCalendar 1.0 has other escapes, encodings and rules; reading it as iCalendar would alter it.
fn check_version(calendar: &Component) -> Result<(), Invalid> {
    match calendar.line("VERSION") {
        Some(line) if line.value().trim() == "1.0" => {
            Err(Invalid::data(line.number(), "VERSION", "is 1.0: vCalendar cannot be read, only iCalendar 2.0"))
        }
        _ => Ok(()),
    }
}

/// A part without UID gets one made from its text, so that the same file gives the same objects again.
fn give_uids(calendar: &mut Component) {
    for part in calendar.components_mut().filter(|part| super::Kind::of(part.name()).is_some()) {
        if part.uid().is_none() {
            let uid = format!("{}@uid.invalid", ETag::of(&part.to_bytes()));
            part.set(Line::text("UID", &uid));
        }
    }
}

/// VERSION and PRODID, which every calendar must have (RFC 5545 §3.6), where they are missing.
fn give_header(calendar: &mut Component) {
    for (name, value) in [("VERSION", "2.0"), ("PRODID", super::PRODID)] {
        if calendar.raw(name).is_none() {
            calendar.set(Line::text(name, "").with_value(value));
        }
    }
}

/// Whether all parts share UID and kind, so that the calendar can stay as it is.
fn is_one_object(calendar: &Component) -> bool {
    let mut parts = parts(calendar).map(|part| (part.name(), part.uid()));
    parts.next().is_some_and(|first| parts.all(|other| other == first))
}

type Key<'a> = (Option<String>, &'a str, &'a str);

fn sorted(calendars: &[Component]) -> Result<Vec<CalendarObject>, Invalid> {
    let mut groups: Vec<(usize, Vec<&Component>)> = Vec::new();
    let mut places: HashMap<Key<'_>, usize> = HashMap::new();
    for (number, calendar) in calendars.iter().enumerate() {
        let method = calendar.raw("METHOD").map(str::to_ascii_uppercase);
        for part in parts(calendar) {
            let key = (method.clone(), part.name(), part.uid().unwrap_or_default());
            let place = *places.entry(key).or_insert(groups.len());
            match groups.get_mut(place) {
                Some((_, parts)) => parts.push(part),
                None => groups.push((number, vec![part])),
            }
        }
    }
    if groups.is_empty() {
        let number = calendars.first().map_or(0, Component::number);
        return Err(Invalid::resource(
            number,
            "VCALENDAR",
            "has no VEVENT, VTODO, VJOURNAL, VFREEBUSY or VAVAILABILITY",
        ));
    }
    let zones = Zones::of(calendars);
    let mut copied = 0;
    groups.into_iter().map(|(calendar, parts)| assembled(calendar, &parts, &zones, &mut copied)).collect()
}

/// A calendar of these parts, with the properties of the one they came from and the zones they name.
fn assembled(
    from: usize,
    parts: &[&Component],
    zones: &Zones<'_>,
    copied: &mut usize,
) -> Result<CalendarObject, Invalid> {
    let mut calendar = Component::new("VCALENDAR");
    for line in zones.calendars.get(from).into_iter().flat_map(Component::lines) {
        calendar.add(line.clone());
    }
    for zone in zones.named_by(from, parts) {
        *copied += size(zone);
        if *copied > MOST_ZONE_LINES {
            return Err(Invalid::beyond(
                super::Precondition::MaxResourceSize,
                zone.number(),
                "VTIMEZONE",
                "is too long to be copied into every object that names it".to_owned(),
            ));
        }
        calendar.push(zone.clone());
    }
    for part in parts {
        calendar.push((*part).clone());
    }
    drop_doubles(&mut calendar);
    CalendarObject::of(calendar)
}

/// Lines of a component and of those directly within.
fn size(component: &Component) -> usize {
    component.items().len() + component.components().map(|within| within.items().len()).sum::<usize>()
}

/// The time zones of several calendars. A TZID means something in its own calendar alone (RFC 5545 §3.2.19); where that
/// does not say what, the first that does is taken.
struct Zones<'a> {
    calendars: &'a [Component],
    own: HashMap<(usize, String), &'a Component>,
    somewhere: HashMap<String, &'a Component>,
}

impl<'a> Zones<'a> {
    fn of(calendars: &'a [Component]) -> Zones<'a> {
        let (mut own, mut somewhere) = (HashMap::new(), HashMap::new());
        let within = |(number, calendar): (usize, &'a Component)| calendar.components().map(move |part| (number, part));
        for (number, zone) in calendars.iter().enumerate().flat_map(within).filter(|(_, part)| part.is("VTIMEZONE")) {
            if let Some(tzid) = zone.raw("TZID") {
                // In the VTIMEZONE the TZID is TEXT and may be escaped; as a parameter it is not.
                let tzid = super::value::unescaped(tzid).into_owned();
                somewhere.entry(tzid.clone()).or_insert(zone);
                own.entry((number, tzid)).or_insert(zone);
            }
        }
        Zones { calendars, own, somewhere }
    }

    fn named_by(&self, calendar: usize, parts: &[&Component]) -> Vec<&'a Component> {
        let mut named = Vec::new();
        let mut seen = HashSet::new();
        let within = parts.iter().flat_map(|part| part.components());
        for line in parts.iter().copied().chain(within).flat_map(Component::lines) {
            let Some(tzid) = line.param("TZID") else { continue };
            let tzid = tzid.trim().to_owned();
            if seen.insert(tzid.clone()) {
                named.extend(self.own.get(&(calendar, tzid.clone())).or_else(|| self.somewhere.get(&tzid)));
            }
        }
        named
    }
}

/// What a part stands for: the value of its RECURRENCE-ID, its text if that cannot be read, and whether later ones are
/// meant too.
type Instance<'a> = (Option<When>, Option<&'a str>, bool);

fn instance(part: &Component) -> Instance<'_> {
    let id = part.recurrence_id();
    let unreadable = if id.is_none() { part.raw("RECURRENCE-ID") } else { None };
    (id, unreadable, part.is_this_and_future())
}

/// Of several parts for one instance keeps the newest: highest SEQUENCE, then latest DTSTAMP, then the last in the
/// text.
///
/// Exchange sends some cancellations with every VEVENT twice.
fn drop_doubles(calendar: &mut Component) {
    let mut newest: HashMap<Instance<'_>, usize> = HashMap::new();
    let parts: Vec<&Component> = parts(calendar).collect();
    for (at, part) in parts.iter().enumerate() {
        let best = newest.entry(instance(part)).or_insert(at);
        let age = |at: usize| parts.get(at).map(|part| (part.sequence(), part.dtstamp()));
        if age(at) >= age(*best) {
            *best = at;
        }
    }
    if newest.len() == parts.len() {
        return;
    }
    let keep: HashSet<usize> = newest.into_values().collect();
    let mut at = 0;
    calendar.retain_components(|component| {
        if super::Kind::of(component.name()).is_none() {
            return true;
        }
        at += 1;
        keep.contains(&(at - 1))
    });
}

#[cfg(test)]
mod tests {
    use super::super::{CalendarObject, read_all};

    fn calendar(lines: &str) -> String {
        format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x\r\n{}\r\nEND:VCALENDAR\r\n", lines.replace('|', "\r\n"))
    }

    fn event(lines: &str) -> String {
        format!("BEGIN:VEVENT|{lines}|END:VEVENT")
    }

    fn read(text: &str) -> Vec<CalendarObject> {
        read_all(text.as_bytes()).unwrap()
    }

    fn texts(text: &str) -> Vec<String> {
        read(text).iter().map(CalendarObject::to_text).collect()
    }

    #[test]
    fn an_object_alone_stays_byte_by_byte() {
        let text = calendar(
            "X-WR-CALNAME:x|BEGIN:VTIMEZONE|TZID:unused|END:VTIMEZONE|begin:vevent|UID:1|SUMMARY:a| b|END:VEVENT",
        );
        assert_eq!(texts(&text), [text]);
    }

    #[test]
    fn parts_are_sorted_by_uid_and_kind_with_the_zones_they_name() {
        let zone = |tzid: &str| format!("BEGIN:VTIMEZONE|TZID:{tzid}|X-A:1|END:VTIMEZONE");
        let first = event("UID:1|DTSTART;TZID=Here:20260302T090000");
        let other = event("UID:2|DTSTART;TZID=\"The, re\":20260302T090000|DTEND;TZID=Nowhere:20260302T090000");
        let again = event("UID:1|RECURRENCE-ID;TZID=Here :20260303T090000");
        let todo = "BEGIN:VTODO|UID:1|END:VTODO".to_owned();
        let text = calendar(
            &[&*zone("Here"), &*zone("Unused"), &*first, &*other, &*todo, &*again, &*zone("The\\, re")].join("|"),
        );
        assert_eq!(
            texts(&text),
            [
                calendar(&[&*zone("Here"), &*first, &*again].join("|")),
                calendar(&[&*zone("The\\, re"), &*other].join("|")),
                calendar(&todo),
            ]
        );
    }

    #[test]
    fn calendars_of_one_uid_are_one_object_unless_their_methods_differ() {
        let instance = |day: u32| event(&format!("UID:1|RECURRENCE-ID:2026030{day}T090000Z"));
        let both = calendar(&instance(2)) + &calendar(&instance(3));
        assert_eq!(texts(&both), [calendar(&[instance(2), instance(3)].join("|"))]);
        let request = calendar(&format!("METHOD:REQUEST|{}", instance(2)));
        let cancel = calendar(&format!("METHOD:CANCEL|{}", instance(3)));
        let methods: Vec<_> = read(&(request + &cancel)).iter().map(CalendarObject::method).collect();
        assert_eq!(methods, [Some("REQUEST".to_owned()), Some("CANCEL".to_owned())]);
    }

    #[test]
    fn of_doubled_parts_the_newest_stays() {
        let version = |sequence: u32, stamp: u32, summary: &str| {
            event(&format!(
                "UID:1|RECURRENCE-ID:20260302T090000Z|SEQUENCE:{sequence}|DTSTAMP:2026030{stamp}T000000Z|SUMMARY:{summary}"
            ))
        };
        for parts in [
            [version(1, 1, "a"), version(2, 1, "new"), version(0, 9, "b")],
            [version(1, 1, "a"), version(1, 3, "new"), version(1, 2, "b")],
            [version(1, 1, "a"), version(1, 1, "b"), version(1, 1, "new")],
        ] {
            let objects = read(&calendar(&parts.join("|")));
            let summaries: Vec<_> = objects[0].parts().map(|part| part.summary().unwrap()).collect();
            assert_eq!(summaries, ["new"]);
        }
    }

    #[test]
    fn an_unreadable_recurrence_id_does_not_replace_the_series() {
        let text = calendar(&[event("UID:1|DTSTART:20260302"), event("UID:1|RECURRENCE-ID:x|SEQUENCE:9")].join("|"));
        let objects = read(&text);
        assert_eq!(objects[0].parts().count(), 2);
        assert!(objects[0].master().unwrap().start().is_some());
        assert_eq!(objects[0].overrides().count(), 1);
    }

    #[test]
    fn a_part_without_uid_gets_the_same_one_every_time() {
        let text = calendar(&[event("SUMMARY:a"), event("UID:|SUMMARY:b")].join("|"));
        let objects = read(&text);
        assert_eq!(objects.len(), 2);
        assert_ne!(objects[0].uid(), objects[1].uid());
        assert_eq!(read(&text), objects);
        assert!(objects[1].to_text().contains(&format!("UID:{}\r\nSUMMARY:b", objects[1].uid())));
    }

    #[test]
    fn a_missing_header_is_written() {
        let text = "BEGIN:VCALENDAR\r\nMETHOD:reply\r\nBEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        let object = CalendarObject::read(text.as_bytes()).unwrap();
        assert_eq!(object.method().as_deref(), Some("REPLY"));
        assert!(object.to_text().starts_with("BEGIN:VCALENDAR\r\nMETHOD:reply\r\nVERSION:2.0\r\nPRODID:-//rsvpd"));
    }

    #[test]
    fn what_holds_no_object_is_refused() {
        let zone = "x".to_owned() + &"|X-A:1".repeat(3_000);
        let bomb = format!("BEGIN:VTIMEZONE|TZID:{zone}|END:VTIMEZONE|")
            + &(0..100)
                .map(|uid| event(&format!("UID:{uid}|DTSTART;TZID=x:20260302T090000")))
                .collect::<Vec<_>>()
                .join("|");
        for (text, told) in [
            (calendar("X-A:1"), "has no VEVENT"),
            (calendar(&event("UID:1")).replace("2.0", "1.0"), "vCalendar"),
            (calendar(&event(&format!("UID:{}", "x".repeat(2_000)))), "UID is too long"),
            (calendar(&bomb), "VTIMEZONE is too long to be copied"),
        ] {
            let bad = read_all(text.as_bytes()).unwrap_err();
            assert!(bad.to_string().contains(told), "{bad}");
        }
    }
}
