//! iCalendar (RFC 5545): text into a lossless tree and back, what its lines mean, time zones, recurrence, free and busy
//! time.
//!
//! Pure: no clock, no files, no sockets. What is not understood is kept, in order and byte by byte; all input is
//! bounded.

mod address;
mod availability;
mod bounds;
mod check;
mod disclosure;
mod freebusy;
mod group;
mod instances;
mod invalid;
mod line;
mod mailbox;
mod object;
mod read;
mod reference;
mod rule;
mod split;
mod together;
mod tree;
mod unfold;
mod validate;
pub mod value;
mod view;
mod vtimezone;
mod write;
mod zone;

#[cfg(test)]
mod samples;

pub use address::CalAddress;
pub use availability::availability_of;
pub use bounds::Bounds;
pub use check::check;
pub use disclosure::{Disclosure, disclosed};
pub use freebusy::{Busy, BusyKind, Occupation, busy_periods, free_busy};
pub use instances::{
    Instance, Recurrences, Span, Timetable, TooMany, has_instance_of, has_time_range_match, instances,
    is_in_time_range, is_instance, overrides_within, span,
};
pub use invalid::{Invalid, Precondition};
pub use line::{BadText, Line};
pub use mailbox::{by_mailbox, renamed, users, with_mailboxes};
pub use object::{CalendarObject, read_all};
pub use read::{MAX_ATTENDEES, MAX_BYTES, MAX_COMPONENTS, MAX_DEPTH, MAX_LINES};
pub use reference::{timezone_of, timezone_text, with_timezones, without_timezones};
pub use rule::{BadRule, ByDay, Frequency, GREGORIAN_SCALES, Rule, Skip, Starts, Until};
pub use split::{Other, Piece, Pieces, pieces, with_own_uid};
pub use together::Together;
pub use tree::{Component, Item};
pub use unfold::{Logical, Manner, Unfolded, has_unwritable};
pub use value::{Duration, Period, PeriodEnd, Timestamp, When};
pub use view::{Attendee, CuType, Kind, PartStat, Role, ScheduleAgent};
pub use vtimezone::{full_timezone, vtimezone};
pub use zone::{Change, Entry, Iana, Transitions, Zone, Zones, catalog, is_zone_name, release};

/// PRODID of the calendars this server writes.
pub const PRODID: &str = "-//rsvpd//rsvpd//EN";
