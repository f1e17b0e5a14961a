//! Free and busy time: from objects to periods, from periods to a VFREEBUSY (RFC 4791 §7.10, RFC 5545 §3.6.4).
//!
//! Not done: VAVAILABILITY (RFC 7953) is stored but does not make anybody unavailable.

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
    fn parse(fbtype: &str) -> Option<BusyKind> {
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
/// `owner` are the addresses of the person whose calendar it is. Transparent and cancelled events take no time, nor do those the
/// owner declined or handed on; those that are tentative, or that the owner has not answered, take it perhaps.
///
/// # Errors
/// An object with more than `limit` instances in the range, or with rules that would take too long to follow.
pub fn busy_periods<'a>(
    objects: impl IntoIterator<Item = &'a CalendarObject>,
    owner: &[CalAddress],
    floating: &Zone,
    from: Timestamp,
    to: Timestamp,
    limit: usize,
) -> Result<Vec<Busy>, TooMany> {
    let mut busy = Vec::new();
    for object in objects {
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
    }
    Ok(merged(busy, from, to))
}

/// How busy an event makes its owner; `None` for not at all.
fn kind_of(event: &Component, owner: &[CalAddress]) -> Option<BusyKind> {
    if event.is_transparent() || event.is_cancelled() {
        return None;
    }
    let tentative = event.raw("STATUS").is_some_and(|status| status.eq_ignore_ascii_case("TENTATIVE"));
    let by_status = if tentative { BusyKind::Tentative } else { BusyKind::Busy };
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

/// Clips to the range, lets the strongest kind count where periods overlap, joins neighbours of one kind.
fn merged(busy: Vec<Busy>, from: Timestamp, to: Timestamp) -> Vec<Busy> {
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

/// A VFREEBUSY that tells these periods, in UTC (RFC 5545 §3.6.4); without ORGANIZER and ATTENDEE the answer to a free-busy
/// query (RFC 4791 §7.10), with both a scheduling reply (RFC 5546 §3.3).
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
