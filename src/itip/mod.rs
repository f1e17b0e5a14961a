//! The iTIP engine: a change to somebody's copy of a meeting in, the new copy and the messages to the others out (RFC
//! 5546, RFC 6638).
//!
//! Two doors, both pure functions: [`edited()`], when someone changed, created or deleted a copy of their own, and
//! [`received()`], when a message reached someone's copy. Which properties matter to whom stands in one table,
//! `significance.rs`. The engine does not know who is local: it makes one [`Message`] per attendee, and the caller
//! delivers it here or queues it for mail and notes the success with [`with_schedule_status`].
//!
//! Instances are named by the instant of their RECURRENCE-ID, whatever zone it is written in. Those of all-day and
//! floating series are named by their local time read as UTC, so that the name does not depend on where the reader
//! lives.
//!
//! Not done: the delegator's own REQUEST to a delegate (RFC 5546 §3.2.2.3; the organizer invites them), sending ADD
//! (§3.2.4) and COUNTER (§3.2.7). A guest who answers for the series while an instance of it is moved, taken back and
//! changed again, all unseen, may read ACCEPTED there where the organizer still reads NEEDS-ACTION.

mod add;
mod attendee;
mod cancel;
mod check;
mod counter;
mod edited;
mod errand;
mod instance;
mod join;
mod merge;
mod message;
mod notice;
mod organizer;
mod outcome;
mod own;
mod past;
mod personal;
mod policy;
mod range;
mod received;
mod refresh;
mod reply;
mod request;
mod rights;
mod roll;
mod roster;
mod sequence;
mod sets;
mod significance;
mod split;
mod status;
mod tag;
mod transfer;
mod view;
mod zones;

#[cfg(test)]
mod tests;

pub use check::check;
pub use counter::{declined_counter, invited_again, moved, proposal, state_for, times_of, words_of};
pub use edited::edited;
pub use instance::{derived_instances, edit_beside, instance_of, taking_place, with_instances_edited};
pub use message::{Message, MessageKind, Method, answer, parse_message};
pub use notice::{AnswerAgain, NoDelegate, Notice, Version, Void};
pub use outcome::{Keep, Outcome, Reason, Refusal};
pub use past::Past;
pub use personal::{Personal, joined, may_be_personal, parted, says_the_same, shows_the_same};
pub use policy::{FORWARDING, Forwarding, GUEST_LIST, GuestList, shown_to, with_policy};
pub use received::received;
pub use refresh::{answered_elsewhere, refresh, shows_the_same_people, with_present_answers};
pub use reply::{admitted, brings_somebody};
pub use rights::OWN;
pub use roll::{Roll, Standing};
pub use significance::Field;
pub use split::split;
pub use status::{with_schedule_status, with_schedule_statuses};
pub use tag::schedule_tag_basis;
pub use transfer::Transfer;

use crate::ical::{CalAddress, CalendarObject, PartStat, Timestamp, Zone};

/// Someone's side of a meeting: the stored copy, if there is one, and what the server remembers about it.
#[derive(Clone, Copy, Debug)]
pub struct Held<'a> {
    /// The copy.
    pub object: Option<&'a CalendarObject>,
    /// Every calendar user address of the copy's owner.
    pub owner: &'a [CalAddress],
    /// The zone of the owner's floating times.
    pub floating: &'a Zone,
    /// The last message that was accepted, per sender and instance, and at which SEQUENCE the time last changed, per
    /// instance. Best kept by owner and UID, beyond the life of the copy: then an invitation that a cancellation overtook
    /// stays cancelled, and a meeting that is deleted and stored again does not fall back to a SEQUENCE the guests know as
    /// cancelled.
    pub past: &'a Past,
    /// The highest SEQUENCE that guests may have seen although no copy here says so, or 0: an older state was restored or
    /// imported. What is sent from then on must be above it (RFC 5546 §2.1.5).
    pub seen: i64,
}

/// The last message accepted from one sender about the series or one instance: later ones must not be older
/// (RFC 5546 §2.1.5).
///
/// At an organizer's copy the senders are attendees, at an attendee's copy it is the organizer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// Who sent it.
    pub attendee: CalAddress,
    /// The instance; `None` for the master.
    pub instance: Option<Timestamp>,
    /// Its SEQUENCE.
    pub sequence: i64,
    /// Its DTSTAMP.
    pub dtstamp: Timestamp,
    /// What was answered. Of an organizer's message: NEEDS-ACTION for a REQUEST, DECLINED for a CANCEL.
    pub partstat: PartStat,
    /// What an attendee wrote with it, or nothing.
    pub comment: String,
}

impl Held<'_> {
    /// The lowest SEQUENCE that guests take for new.
    fn floor(&self) -> i64 {
        if self.seen > 0 { self.seen.saturating_add(1) } else { 0 }
    }
}

/// At which SEQUENCE the time of the series or one instance last changed: answers to lower ones are about another time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rescheduled {
    /// The instance; `None` for the master.
    pub instance: Option<Timestamp>,
    /// The SEQUENCE.
    pub sequence: i64,
    /// When it changed; the epoch where that is not known. It decides for answers that say no SEQUENCE.
    pub at: Timestamp,
}

/// What someone did to a copy of their own.
#[derive(Clone, Copy, Debug)]
pub struct Edit<'a> {
    /// The copy before; its `object` is `None` when it is created.
    pub before: Held<'a>,
    /// The copy as the client wants it; `None` when it is deleted.
    pub after: Option<&'a CalendarObject>,
    /// What the client had seen.
    pub seen: Seen,
    /// Whether the organizer may be answered.
    pub reply: ReplyWanted,
}

/// Which copy a client based its change on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// The newest; it proved so with If-Match.
    Latest,
    /// Perhaps an older one (no condition, or If-Schedule-Tag-Match): answers that came since are merged in
    /// (RFC 6638 §3.2.10.1).
    MaybeOlder,
}

/// What the client asks about answering the organizer (Schedule-Reply, RFC 6638 §8.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplyWanted {
    /// Answer where the rules say so.
    AsUsual,
    /// `Schedule-Reply: F`, or an import: answer nothing.
    Quiet,
}
