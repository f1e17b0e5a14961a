//! Load, let [`itip`] decide, save: in one transaction, together with everything that follows from it.
//!
//! A change by a client ([`put()`], [`delete`]) and a message that arrives ([`receive`]) end in the same place: copies of
//! our own people are updated at once, messages to everybody else become outbox rows, people are told, and the
//! meeting's timeline says what happened. Nothing here sends: what is committed is sent by `imip` afterwards.

mod alike;
mod aliases;
mod attach;
mod busy;
mod copies;
mod deliver;
mod explain;
mod groups;
mod held;
mod import;
mod mailing;
mod marks;
mod notices;
mod offers;
mod pending;
mod propose;
mod put;
mod quota;
mod relocate;
mod rooms;
mod roster;
pub mod seen;
mod sharee;
mod split;
mod subscription;
mod transfer;
#[cfg(test)]
pub(crate) mod testing;
#[cfg(test)]
mod tests;
mod timetables;
mod untold;
mod users;
mod waiting;

use std::fmt;
use std::sync::Arc;

use crate::access::Privileges;
use crate::clock::Clock;
use crate::config::Config;
use crate::ical::{CalAddress, Timestamp, Zone};
use crate::id::{ETag, PrincipalId, ScheduleTag};
use crate::itip;
use crate::store::{Store, StoreError, Tx};
use users::principal_of;

pub use crate::store::{Conditions, Imported, Match, Overwrite, Same, Tags};
pub use aliases::set_aliases;
pub use attach::{
    ATTACHMENTS, Action, Attach, Attached, Instances, NewAttachment, attach, attachments_of, may_read_attachment,
    url_segment,
};
pub use busy::{BusyAnswer, busy_answer, busy_periods_of};
pub use deliver::{
    Arrival, Door, Doubt, Proof, Received, Unwanted, copy, copy_text, is_invited, is_organized_here, organizes,
    receive, takes_answers, unwanted,
};
pub use explain::{Channel, Explained, GuestAnswer, GuestPage, Planned, explain, ledger};
pub use groups::{open_for, people};
pub use held::{release_held, tell_of_held};
pub use import::{Import, import};
pub use mailing::kind_of_word;
pub use marks::{mark, write_due_marks};
pub use notices::{
    Stranger, Uncounted, tell_of_delay, tell_of_stranger, tell_of_trouble, tell_of_uid, tell_of_uncounted,
};
pub use offers::{Offer, Offered, is_known, offer};
pub use pending::{Pending, decide_as_seen, decides_for, pending, tag_of};
pub use propose::{Posted, propose};
pub use put::{Author, Delete, Put, Telling, default_calendar, delete, delete_calendar, put};
pub use quota::{OverQuota, SMALL_OBJECT, object_bytes, quota, quota_of_fetched, within};
pub use relocate::{CalendarRelocation, Relocated, Relocation, Way, WithMembers, relocate, relocate_calendar};
pub use rooms::{booking, set_booking};
pub use roster::show_due_roster;
pub use subscription::{NoSource, Source, Strip, prune_source, put_source, source};
pub use timetables::Timetables;
pub use transfer::transfer;
pub use untold::{Notify, tell};
pub use waiting::{Decision, decide, forwarding, keep_doubtful, keep_newcomer, set_policy};

/// What every request needs; clones share it.
#[derive(Clone)]
pub struct App {
    /// The database.
    pub store: Store,
    /// The time.
    pub clock: Clock,
    /// The configuration.
    pub config: Arc<Config>,
    /// The zone of times that carry none.
    pub floating: Zone,
    /// Timetables of events that were asked about lately.
    pub timetables: Arc<Timetables>,
}

impl App {
    /// The rules that hold for one transaction.
    pub fn rules(&self) -> Rules {
        Rules {
            config: Arc::clone(&self.config),
            floating: self.floating.clone(),
            now: self.clock.now(),
            timetables: Arc::clone(&self.timetables),
        }
    }
}

/// The rules that hold for one transaction: settings and the time of its beginning.
#[derive(Clone)]
pub struct Rules {
    /// The configuration.
    pub config: Arc<Config>,
    /// The zone of times that carry none.
    pub floating: Zone,
    /// The time of the change.
    pub now: Timestamp,
    /// Timetables of events that were asked about lately.
    pub timetables: Arc<Timetables>,
}

/// What became of an object that was put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Whether there was none before.
    pub created: bool,
    /// Its entity tag.
    pub etag: ETag,
    /// Its Schedule-Tag, if it is a scheduling object.
    pub schedule_tag: Option<ScheduleTag>,
    /// Whether the stored bytes are those that were given; if not, the client must fetch it again (RFC 4791 §5.3.4).
    pub as_given: bool,
}

/// Why a change is refused; nothing was changed.
#[derive(Debug)]
pub enum Refused {
    /// A condition of the request does not hold.
    Condition,
    /// There is no such object or collection.
    NotFound,
    /// The meeting would be in the calendar of somebody who does not organize it
    /// (`CALDAV:allowed-organizer-scheduling-object-change`).
    ForeignOrganizer,
    /// The collection gets its objects from elsewhere; nobody writes it here.
    ReadOnly,
    /// The collection does not take components of this name (`CALDAV:supported-calendar-component`).
    Component(String),
    /// A rule counts in a calendar system that nobody knows, of this name (`CALDAV:supported-rscale`, RFC 7529 §10).
    Scale(String),
    /// Another object of the collection, of this name, has the UID (`CALDAV:no-uid-conflict`).
    UidConflict(String),
    /// Another calendar of the owner has the scheduling object already: calendar and object name
    /// (`CALDAV:unique-scheduling-object-resource`, RFC 6638 §3.2.4.1).
    SchedulingConflict(String, String),
    /// More attendees than allowed, and how many are (`CALDAV:max-attendees-per-instance`).
    Attendees(usize),
    /// More bytes than allowed, and how many are (`CALDAV:max-resource-size`).
    Size(usize),
    /// A MANAGED-ID that is none, or not one to refer to (`CALDAV:valid-managed-id`, RFC 8607 §3.11).
    ManagedId,
    /// An instance that does not exist (`CALDAV:valid-rid`, RFC 8607 §3.11).
    Instance,
    /// More attachments than allowed, and how many are (`CALDAV:max-attachments-per-resource`, RFC 8607 §3.11).
    Attachments(usize),
    /// More than the person may store (`DAV:quota-not-exceeded`, RFC 4331 §6).
    Quota(OverQuota),
    /// The time asked about holds more instances than are counted, and how many are.
    TooBusy(usize),
    /// The home has as many calendars as it may have.
    TooManyCalendars,
    /// No calendar would be left that takes new invitations (`CALDAV:default-calendar-needed`, RFC 6638 §4.3.1.1).
    DefaultNeeded,
    /// The actor has not this privilege, without which messages are not sent in the owner's name, or without which the
    /// object is not to be touched.
    Privilege(Privileges),
    /// Scheduling does not allow it.
    Scheduling(itip::Refusal),
    /// The store failed.
    Store(StoreError),
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refused::Condition => f.write_str("a condition of the request does not hold"),
            Refused::NotFound => f.write_str("there is no such object"),
            Refused::ForeignOrganizer => f.write_str("the organizer of a meeting here is the owner of the calendar"),
            Refused::ReadOnly => f.write_str("this calendar comes from elsewhere and can only be read"),
            Refused::Component(name) => write!(f, "this collection takes no {name}"),
            Refused::Scale(name) => write!(f, "a rule counts in the calendar {name}, which nobody knows"),
            Refused::UidConflict(name) => write!(f, "{name} has this UID already"),
            Refused::SchedulingConflict(calendar, name) => write!(f, "{name} in {calendar} is this meeting already"),
            Refused::Attendees(most) => write!(f, "more than {most} attendees"),
            Refused::Size(most) => write!(f, "more than {most} bytes"),
            Refused::ManagedId => f.write_str("there is no such attachment here"),
            Refused::Instance => f.write_str("there is no such instance"),
            Refused::Attachments(most) => write!(f, "more than {most} attachments"),
            Refused::Quota(over) => over.fmt(f),
            Refused::TooBusy(most) => write!(f, "more than {most} busy times: ask for a shorter time"),
            Refused::TooManyCalendars => f.write_str("there are too many calendars"),
            Refused::DefaultNeeded => f.write_str("new invitations need a calendar to go to"),
            Refused::Privilege(_) => f.write_str("this may be done by the owner only"),
            Refused::Scheduling(refusal) => refusal.fmt(f),
            Refused::Store(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for Refused {}

impl From<StoreError> for Refused {
    fn from(error: StoreError) -> Refused {
        Refused::Store(error)
    }
}

impl From<OverQuota> for Refused {
    fn from(over: OverQuota) -> Refused {
        Refused::Quota(over)
    }
}

impl From<itip::Refusal> for Refused {
    fn from(refusal: itip::Refusal) -> Refused {
        Refused::Scheduling(refusal)
    }
}

/// Every calendar user address of a principal, its own e-mail first.
pub fn addresses(tx: &mut Tx<'_>, principal: PrincipalId) -> Result<Vec<CalAddress>, StoreError> {
    Ok(tx.addresses(principal)?.iter().map(|address| CalAddress::mailto(address)).collect())
}
