//! Time zones: UTC, the zones of the IANA database, and those an object brings along in its own VTIMEZONE.
//!
//! With `zone/catalog` the only file that names `jiff` (its bundled database) and `windows-timezones`. The database compiled into the
//! program is used, never that of the machine, so that all nodes of an installation agree.

mod catalog;
mod names;
#[cfg(test)]
mod tests;
mod transitions;
mod zones;

use std::sync::{Arc, OnceLock};

use chrono::{Datelike, NaiveDateTime, TimeDelta, Timelike};
use jiff::tz::{AmbiguousOffset, TimeZoneDatabase};

use super::tree::Component;
use super::value::Timestamp;

pub use catalog::{Entry, catalog, is_zone_name, release};
pub use transitions::{Change, Transitions};
pub use zones::Zones;

/// A time zone: how local time and instants belong together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Zone {
    /// Coordinated Universal Time.
    Utc,
    /// A zone of the IANA database.
    Iana(Iana),
    /// A zone described by a VTIMEZONE, or a fixed offset.
    Custom(Arc<Transitions>),
}

/// A zone of the IANA database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Iana(jiff::tz::TimeZone);

fn database() -> &'static TimeZoneDatabase {
    static DATABASE: OnceLock<TimeZoneDatabase> = OnceLock::new();
    DATABASE.get_or_init(TimeZoneDatabase::bundled)
}

impl Zone {
    /// The zone of this IANA name, in any letter case; `None` when the database has no such name.
    pub fn iana(name: &str) -> Option<Zone> {
        let is_utc = ["UTC", "Etc/UTC", "Z", "Zulu"].iter().any(|utc| utc.eq_ignore_ascii_case(name));
        if is_utc {
            return Some(Zone::Utc);
        }
        // Etc/Unknown is a way to say that there is no zone.
        if name.eq_ignore_ascii_case("Etc/Unknown") {
            return None;
        }
        database().get(name).ok().map(|zone| Zone::Iana(Iana(zone)))
    }

    /// The IANA names, sorted, for people to choose from.
    pub fn names() -> Vec<String> {
        let mut names: Vec<String> = database().available().map(|name| name.as_str().to_owned()).collect();
        names.sort_unstable();
        names
    }

    /// The zone that a TZID means by itself: an IANA name, one with a vendor's prefix, a Windows name, or what Outlook
    /// shows to people such as `(UTC+01:00) Amsterdam, Berlin`; `None` when nothing of that fits.
    pub fn named(tzid: &str) -> Option<Zone> {
        names::zone(tzid)
    }

    /// The zone that a TZID means in an object that may bring its own VTIMEZONE for it.
    ///
    /// A known name is preferred, for its rules are newer than those a client once wrote down, unless the VTIMEZONE
    /// clearly describes another zone. Without a known name the VTIMEZONE itself is evaluated. `None` when neither is
    /// of use.
    pub fn resolve(tzid: &str, own: Option<&Component>) -> Option<Zone> {
        let Some(own) = own else {
            return Zone::named(tzid).or_else(|| names::fixed_offset(tzid).map(Zone::fixed));
        };
        names::candidates(tzid, own)
            .find(|(zone, trust)| transitions::agree(own, zone, *trust))
            .map(|(zone, _)| zone)
            .or_else(|| Transitions::of(own).map(|transitions| Zone::Custom(Arc::new(transitions))))
            .or_else(|| Zone::named(tzid))
    }

    /// The zone that a VTIMEZONE describes, or its TZID names; `None` when it does neither.
    pub fn of_timezone(timezone: &Component) -> Option<Zone> {
        Zone::resolve(timezone.line("TZID")?.text_value().trim(), Some(timezone))
    }

    /// A zone that is always this far east of Greenwich, in seconds.
    pub fn fixed(offset: i32) -> Zone {
        Zone::Custom(Arc::new(Transitions::fixed(offset)))
    }

    /// The instant of a local time.
    ///
    /// A time that does not exist because clocks jump ahead counts by the offset before the jump, one that exists twice
    /// is the first (RFC 5545 §3.3.5).
    pub fn instant(&self, local: NaiveDateTime) -> Timestamp {
        let offset = match self {
            Zone::Utc => 0,
            Zone::Iana(zone) => zone.offset_of_local(local),
            Zone::Custom(transitions) => transitions.offset_of_local(local.and_utc().timestamp()),
        };
        local.checked_sub_signed(TimeDelta::seconds(i64::from(offset))).unwrap_or(local).and_utc()
    }

    /// The local time of an instant.
    pub fn local(&self, instant: Timestamp) -> NaiveDateTime {
        let utc = instant.naive_utc();
        utc.checked_add_signed(TimeDelta::seconds(i64::from(self.offset(instant)))).unwrap_or(utc)
    }

    /// Seconds east of Greenwich at an instant.
    pub fn offset(&self, instant: Timestamp) -> i32 {
        match self {
            Zone::Utc => 0,
            Zone::Iana(zone) => zone.0.to_offset(civil_instant(instant)).seconds(),
            Zone::Custom(transitions) => transitions.offset(instant.timestamp()),
        }
    }

    /// The abbreviation people use at an instant, such as `CEST`; an offset such as `+03` where there is none.
    pub fn abbreviation(&self, instant: Timestamp) -> String {
        match self {
            Zone::Utc => "UTC".to_owned(),
            Zone::Iana(zone) => zone.0.to_offset_info(civil_instant(instant)).abbreviation().to_owned(),
            Zone::Custom(transitions) => transitions.abbreviation(instant.timestamp()),
        }
    }

    /// The IANA name; `None` for a zone of an object's own.
    pub fn name(&self) -> Option<&str> {
        match self {
            Zone::Utc => Some("UTC"),
            Zone::Iana(zone) => zone.0.iana_name(),
            Zone::Custom(_) => None,
        }
    }

    /// The changes of offset after one instant and not after another, in order, at most `limit`; changes of name only
    /// are left out.
    pub fn changes(&self, after: Timestamp, until: Timestamp, limit: usize) -> Vec<Change> {
        match self {
            Zone::Utc => Vec::new(),
            Zone::Iana(zone) => zone.changes(after, until, limit),
            Zone::Custom(own) => own.changes(after.timestamp(), until.timestamp()).take(limit).collect(),
        }
    }
}

impl Iana {
    fn offset_of_local(&self, local: NaiveDateTime) -> i32 {
        let Some(civil) = civil(local) else { return 0 };
        match self.0.to_ambiguous_timestamp(civil).offset() {
            AmbiguousOffset::Unambiguous { offset } => offset.seconds(),
            AmbiguousOffset::Gap { before, .. } | AmbiguousOffset::Fold { before, .. } => before.seconds(),
        }
    }

    fn changes(&self, after: Timestamp, until: Timestamp, limit: usize) -> Vec<Change> {
        let mut before = self.0.to_offset_info(civil_instant(after));
        let mut changes = Vec::new();
        for transition in self.0.following(civil_instant(after)) {
            let at = transition.timestamp().as_second();
            if at > until.timestamp() || changes.len() == limit {
                break;
            }
            let info = self.0.to_offset_info(transition.timestamp());
            if info.offset() != before.offset() {
                changes.push(Change {
                    at,
                    before: before.offset().seconds(),
                    after: info.offset().seconds(),
                    is_switch: info.dst() != before.dst(),
                    name: info.abbreviation().to_owned(),
                });
            }
            before = info;
        }
        changes
    }
}

/// The local time in jiff's words; `None` outside the years −9999…9999.
fn civil(local: NaiveDateTime) -> Option<jiff::civil::DateTime> {
    let small = |number: u32| i8::try_from(number).ok();
    jiff::civil::DateTime::new(
        i16::try_from(local.year()).ok()?,
        small(local.month())?,
        small(local.day())?,
        small(local.hour())?,
        small(local.minute())?,
        small(local.second())?,
        0,
    )
    .ok()
}

/// The instant in jiff's words, moved to the nearest year it knows.
fn civil_instant(instant: Timestamp) -> jiff::Timestamp {
    let seconds = instant.timestamp();
    jiff::Timestamp::from_second(seconds).unwrap_or(if seconds < 0 {
        jiff::Timestamp::MIN
    } else {
        jiff::Timestamp::MAX
    })
}

/// The IANA name of a Windows time zone such as `W. Europe Standard Time`.
fn windows(name: &str) -> Option<&'static str> {
    name.parse::<windows_timezones::WindowsTimezone>().ok().map(windows_timezones::WindowsTimezone::tzdb_id)
}
