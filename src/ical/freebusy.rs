//! Free and busy time: from objects to periods, from periods to a VFREEBUSY (RFC 4791 §7.10, RFC 5545 §3.6.4, RFC 7953
//! §5).

use super::availability::{Offer, offers, unavailable};
use super::instances::{Reader, TooMany, free_busy_periods, instances};
use super::line::Line;
use super::tree::Component;
use super::value::{Timestamp, When};
use super::{CalAddress, CalendarObject, Kind, PartStat, Zone};

/// How busy, from the weakest to the strongest; of periods that overlap the strongest counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BusyKind {
    /// Perhaps: BUSY-TENTATIVE.
    Tentative,
    /// Not to be had: BUSY-UNAVAILABLE.
    Unavailable,
    /// BUSY.
    Busy,
}

impl BusyKind {
    const ALL: [BusyKind; 3] = [BusyKind::Tentative, BusyKind::Unavailable, BusyKind::Busy];

    /// The FBTYPE.
    pub fn as_str(self) -> &'static str {
        match self {
            BusyKind::Tentative => "BUSY-TENTATIVE",
            BusyKind::Unavailable => "BUSY-UNAVAILABLE",
            BusyKind::Busy => "BUSY",
        }
    }

    /// Reads an FBTYPE; unknown ones count as BUSY (RFC 5545 §3.2.9), FREE is `None`.
    pub(super) fn parse(fbtype: &str) -> Option<BusyKind> {
        match fbtype {
            "FREE" => None,
            "BUSY-TENTATIVE" => Some(BusyKind::Tentative),
            "BUSY-UNAVAILABLE" => Some(BusyKind::Unavailable),
            _ => Some(BusyKind::Busy),
        }
    }
}

/// A time in which somebody is not free.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Busy {
    /// Its start.
    pub from: Timestamp,
    /// Its end, later than its start.
    pub to: Timestamp,
    /// How busy.
    pub kind: BusyKind,
}

/// The time within `[from, to)` that these objects take, in order, without overlaps, neighbours of one kind joined.
///
/// `owner` are the addresses of the person whose calendar it is. Transparent and cancelled events take no time, nor do
/// those the owner declined or handed on; those that are tentative, or that the owner has not answered, take it
/// perhaps. What VAVAILABILITY objects do not make available is BUSY-UNAVAILABLE, or what they say (RFC 7953 §5).
///
/// # Errors
/// More than `limit` instances in the range, or rules that would take too long to follow.
pub fn busy_periods<'a>(
    objects: impl IntoIterator<Item = &'a CalendarObject>,
    owner: &[CalAddress],
    floating: &Zone,
    from: Timestamp,
    to: Timestamp,
    limit: usize,
) -> Result<Vec<Busy>, TooMany> {
    let mut occupation = Occupation::new(from, to, limit);
    for object in objects {
        occupation.add(object, owner, floating)?;
    }
    Ok(occupation.periods())
}

/// What keeps a person busy in a range of time, gathered object by object: availability can only be judged when all of
/// them are known.
#[derive(Clone, Debug)]
pub struct Occupation {
    from: Timestamp,
    to: Timestamp,
    limit: usize,
    busy: Vec<Busy>,
    offers: Vec<Offer>,
}

impl Occupation {
    /// Nothing yet, in `[from, to)`, of at most `limit` instances an object.
    pub fn new(from: Timestamp, to: Timestamp, limit: usize) -> Occupation {
        Occupation { from, to, limit, busy: Vec::new(), offers: Vec::new() }
    }

    /// Adds an object of the person who has these addresses; see [`busy_periods`].
    ///
    /// # Errors
    /// More than the limit of instances or periods, or rules that would take too long to follow.
    pub fn add(&mut self, object: &CalendarObject, owner: &[CalAddress], floating: &Zone) -> Result<(), TooMany> {
        let Occupation { from, to, limit, .. } = *self;
        if object.kind() != Kind::Availability {
            return self.take(busy_times(object, owner, floating, from, to, limit)?);
        }
        self.offers.extend(offers(object, floating, from, to, limit)?);
        if self.offers.len() > limit { Err(TooMany::Instances(limit)) } else { Ok(()) }
    }

    /// Adds times that an object is known to take.
    ///
    /// # Errors
    /// More than the limit of periods.
    pub fn take(&mut self, busy: Vec<Busy>) -> Result<(), TooMany> {
        self.busy.extend(busy);
        if self.busy.len() > self.limit {
            self.busy = merged(std::mem::take(&mut self.busy), self.from, self.to);
        }
        if self.busy.len() > self.limit { Err(TooMany::Instances(self.limit)) } else { Ok(()) }
    }

    /// The periods, in order, without overlaps, neighbours of one kind joined: availability first, the rest over it.
    pub fn periods(self) -> Vec<Busy> {
        let mut busy = unavailable(self.offers, self.from, self.to);
        busy.extend(self.busy);
        merged(busy, self.from, self.to)
    }
}

/// The times that one object takes, in no order, as they are: some may overlap, and reach out of the range.
///
/// # Errors
/// As [`busy_periods`].
pub(super) fn busy_times(
    object: &CalendarObject,
    owner: &[CalAddress],
    floating: &Zone,
    from: Timestamp,
    to: Timestamp,
    limit: usize,
) -> Result<Vec<Busy>, TooMany> {
    let mut busy = Vec::new();
    match object.kind() {
        Kind::Event => {
            for instance in instances(object, floating, from, to, limit)? {
                if let Some(kind) = kind_of(instance.component, owner) {
                    busy.push(Busy { from: instance.start, to: instance.end, kind });
                }
            }
        }
        Kind::FreeBusy => {
            let reader = Reader::new(object, floating);
            let periods = object.parts().flat_map(|part| free_busy_periods(part, &reader));
            busy.extend(periods.filter_map(|(kind, from, to)| Some(Busy { from, to, kind: BusyKind::parse(&kind)? })));
        }
        Kind::Todo | Kind::Journal | Kind::Availability => {}
    }
    Ok(busy)
}

/// What an event does to its owner's time, as far as the event alone says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Effect {
    /// Nothing.
    Free,
    /// It takes it.
    Takes(BusyKind),
    /// It has attendees, of whom the owner may be one: what counts is the answer.
    Depends,
}

impl Effect {
    pub(super) fn of(event: &Component) -> Effect {
        if event.is_transparent() || event.is_cancelled() {
            Effect::Free
        } else if event.attendees().next().is_some() {
            Effect::Depends
        } else {
            Effect::Takes(by_status(event))
        }
    }
}

fn by_status(event: &Component) -> BusyKind {
    let tentative = event.raw("STATUS").is_some_and(|status| status.eq_ignore_ascii_case("TENTATIVE"));
    if tentative { BusyKind::Tentative } else { BusyKind::Busy }
}

/// How busy an event makes its owner; `None` for not at all.
pub(super) fn kind_of(event: &Component, owner: &[CalAddress]) -> Option<BusyKind> {
    match Effect::of(event) {
        Effect::Free => return None,
        Effect::Takes(kind) => return Some(kind),
        Effect::Depends => {}
    }
    let by_status = by_status(event);
    let is_organizer = event.organizer().is_some_and(|organizer| owner.contains(&organizer));
    let Some(attendee) = event.attendees().find(|attendee| owner.contains(&attendee.address)) else {
        return Some(by_status);
    };
    match attendee.partstat() {
        PartStat::Declined | PartStat::Delegated => None,
        PartStat::Tentative => Some(BusyKind::Tentative),
        PartStat::NeedsAction if !is_organizer => Some(BusyKind::Tentative),
        _ => Some(by_status),
    }
}

/// Periods in order and without overlaps: clipped to the range, the strongest kind counts where they overlap, neighbours
/// of one kind are one.
pub(super) fn merged(busy: Vec<Busy>, from: Timestamp, to: Timestamp) -> Vec<Busy> {
    let mut edges: Vec<(Timestamp, BusyKind, i32)> = Vec::with_capacity(busy.len() * 2);
    for period in busy {
        let (start, end) = (period.from.max(from), period.to.min(to));
        if start < end {
            edges.push((start, period.kind, 1));
            edges.push((end, period.kind, -1));
        }
    }
    edges.sort_unstable();
    let mut open = [0_i32; BusyKind::ALL.len()];
    let mut merged: Vec<Busy> = Vec::new();
    let mut since = from;
    for (at, kind, step) in edges {
        let strongest = BusyKind::ALL.into_iter().zip(open).rev().find(|(_, open)| *open > 0);
        if let Some((kind, _)) = strongest.filter(|_| since < at) {
            match merged.last_mut() {
                Some(last) if last.to == since && last.kind == kind => last.to = at,
                _ => merged.push(Busy { from: since, to: at, kind }),
            }
        }
        if let Some((_, open)) = BusyKind::ALL.into_iter().zip(&mut open).find(|(each, _)| *each == kind) {
            *open += step;
        }
        since = at;
    }
    merged
}

/// A VFREEBUSY that tells these periods, in UTC (RFC 5545 §3.6.4); without ORGANIZER and ATTENDEE the answer to a
/// free-busy query (RFC 4791 §7.10), with both a scheduling reply (RFC 5546 §3.3).
///
/// `busy` is in order, as [`busy_periods`] gives it.
pub fn free_busy(
    organizer: Option<&CalAddress>,
    attendee: Option<&CalAddress>,
    from: Timestamp,
    to: Timestamp,
    busy: &[Busy],
    now: Timestamp,
    uid: &str,
) -> Component {
    let mut part = Component::new("VFREEBUSY");
    part.add(Line::text("UID", uid));
    for (name, instant) in [("DTSTAMP", now), ("DTSTART", from), ("DTEND", to)] {
        part.add(When::Utc(instant).to_line(name));
    }
    for (name, address) in [("ORGANIZER", organizer), ("ATTENDEE", attendee)] {
        if let Some(address) = address {
            part.add(Line::text(name, "").with_value(address.as_written()));
        }
    }
    for kind in BusyKind::ALL.into_iter().rev() {
        let periods: Vec<String> = busy.iter().filter(|period| period.kind == kind).map(written).collect();
        if !periods.is_empty() {
            part.add(Line::text("FREEBUSY", "").with_value(&periods.join(",")).with_param("FBTYPE", kind.as_str()));
        }
    }
    part
}

fn written(period: &Busy) -> String {
    format!("{}/{}", When::Utc(period.from).value_text(), When::Utc(period.to).value_text())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utc(text: &str) -> Timestamp {
        chrono::NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%S").unwrap().and_utc()
    }

    fn object(kind: &str, lines: &str) -> CalendarObject {
        let text = format!(
            "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:{kind}\nUID:1\n{}\nEND:{kind}\nEND:VCALENDAR\n",
            lines.replace(' ', "\n")
        );
        CalendarObject::read(text.as_bytes()).unwrap()
    }

    fn event(lines: &str) -> CalendarObject {
        object("VEVENT", lines)
    }

    /// Busy time of 2 March 2026, for Alice, as `HHMM-HHMM KIND`.
    fn busy(objects: &[CalendarObject]) -> Vec<String> {
        let alice = [CalAddress::mailto("alice@example.org"), CalAddress::mailto("al@example.org")];
        let found =
            busy_periods(objects, &alice, &Zone::Utc, utc("20260302T000000"), utc("20260303T000000"), 100).unwrap();
        found.iter().map(|b| format!("{}-{} {}", b.from.format("%H%M"), b.to.format("%H%M"), b.kind.as_str())).collect()
    }

    const MORNING: &str = "DTSTART:20260302T090000Z DTEND:20260302T100000Z";

    #[test]
    fn an_event_takes_time_as_its_status_and_the_owners_answer_say() {
        for (lines, expected) in [
            ("", Some("BUSY")),
            ("TRANSP:TRANSPARENT", None),
            ("STATUS:CANCELLED", None),
            ("STATUS:TENTATIVE", Some("BUSY-TENTATIVE")),
            ("ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org", Some("BUSY")),
            ("ATTENDEE;PARTSTAT=ACCEPTED:MAILTO:AL@example.org STATUS:TENTATIVE", Some("BUSY-TENTATIVE")),
            ("ATTENDEE;PARTSTAT=DECLINED:mailto:al@example.org", None),
            ("ATTENDEE;PARTSTAT=DELEGATED:mailto:alice@example.org", None),
            ("ATTENDEE;PARTSTAT=TENTATIVE:mailto:alice@example.org", Some("BUSY-TENTATIVE")),
            ("ATTENDEE:mailto:alice@example.org", Some("BUSY-TENTATIVE")),
            ("ATTENDEE:mailto:alice@example.org ORGANIZER:mailto:alice@example.org", Some("BUSY")),
            ("ATTENDEE;PARTSTAT=DECLINED:mailto:bob@example.org", Some("BUSY")),
        ] {
            let expected: Vec<String> = expected.map(|kind| format!("0900-1000 {kind}")).into_iter().collect();
            assert_eq!(busy(&[event(&format!("{MORNING} {lines}"))]), expected, "{lines}");
        }
    }

    #[test]
    fn periods_are_clipped_joined_and_the_strongest_counts() {
        let long = event("DTSTART:20260301T230000Z DTEND:20260302T020000Z");
        let adjacent = event("DTSTART:20260302T020000Z DTEND:20260302T030000Z");
        let perhaps = event("DTSTART:20260302T013000Z DTEND:20260302T040000Z STATUS:TENTATIVE");
        let instant = event("DTSTART:20260302T120000Z");
        let task = object("VTODO", "DTSTART:20260302T150000Z DUE:20260302T160000Z");
        assert_eq!(busy(&[perhaps, adjacent, long, instant, task]), ["0000-0300 BUSY", "0300-0400 BUSY-TENTATIVE"]);
    }

    #[test]
    fn every_instance_takes_time() {
        let series =
            event("DTSTART:20260302T090000Z DTEND:20260302T091000Z RRULE:FREQ=HOURLY;COUNT=3 EXDATE:20260302T100000Z");
        assert_eq!(busy(&[series]), ["0900-0910 BUSY", "1100-1110 BUSY"]);
    }

    #[test]
    fn stored_free_busy_time_counts() {
        let told = object(
            "VFREEBUSY",
            "FREEBUSY:20260302T090000Z/PT1H FREEBUSY;FBTYPE=FREE:20260302T100000Z/PT1H FREEBUSY;FBTYPE=busy-unavailable:\
             20260302T110000Z/20260302T120000Z FREEBUSY;FBTYPE=X-OUT:20260302T130000Z/PT1H",
        );
        assert_eq!(busy(&[told]), ["0900-1000 BUSY", "1100-1200 BUSY-UNAVAILABLE", "1300-1400 BUSY"]);
    }

    #[test]
    fn a_vfreebusy_tells_the_periods_by_kind() {
        let period = |from, to, kind| Busy { from: utc(from), to: utc(to), kind };
        let told = [
            period("20260302T090000", "20260302T100000", BusyKind::Busy),
            period("20260302T100000", "20260302T110000", BusyKind::Tentative),
            period("20260302T120000", "20260302T130000", BusyKind::Busy),
        ];
        let organizer = CalAddress::parse("mailto:alice@example.org");
        let attendee = CalAddress::parse("mailto:bob@example.org");
        let (from, to) = (utc("20260302T000000"), utc("20260303T000000"));
        let part = free_busy(Some(&organizer), Some(&attendee), from, to, &told, utc("20260301T120000"), "u1");
        let lines: Vec<String> = part.to_text().replace("\r\n ", "").lines().map(str::to_owned).collect();
        let expected = [
            "BEGIN:VFREEBUSY",
            "UID:u1",
            "DTSTAMP:20260301T120000Z",
            "DTSTART:20260302T000000Z",
            "DTEND:20260303T000000Z",
            "ORGANIZER:mailto:alice@example.org",
            "ATTENDEE:mailto:bob@example.org",
            "FREEBUSY;FBTYPE=BUSY:20260302T090000Z/20260302T100000Z,20260302T120000Z/20260302T130000Z",
            "FREEBUSY;FBTYPE=BUSY-TENTATIVE:20260302T100000Z/20260302T110000Z",
            "END:VFREEBUSY",
        ];
        assert_eq!(lines, expected);
        assert!(free_busy(None, None, from, to, &[], from, "u1").line("ORGANIZER").is_none());
    }
}
