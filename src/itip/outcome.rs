//! What comes out of the engine: what to keep, whom to tell, and why; or why not.

use std::fmt;

use super::{Answer, Message, Method, Notice, Rescheduled};
use crate::ical::CalendarObject;

/// What follows from an edit or a message.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// What to do with the copy.
    pub keep: Keep,
    /// Messages to others, one per recipient and instance, in the order in which they should leave.
    pub send: Vec<Message>,
    /// What to tell the owner of the copy.
    pub tell: Vec<Notice>,
    /// Why it is so, in one word for the timeline.
    pub because: Reason,
    /// To be remembered: each replaces the one of the same sender and instance.
    pub answers: Vec<Answer>,
    /// To be remembered: each replaces the one of the same instance.
    pub rescheduled: Vec<Rescheduled>,
}

impl Outcome {
    /// Nothing changes and nobody is told.
    pub(super) fn nothing(because: Reason) -> Outcome {
        Outcome {
            keep: Keep::AsIs,
            send: Vec::new(),
            tell: Vec::new(),
            because,
            answers: Vec::new(),
            rescheduled: Vec::new(),
        }
    }
}

/// What to do with the copy.
#[derive(Clone, Debug, PartialEq)]
pub enum Keep {
    /// After an edit: do what the client asked, to the byte. After a message: leave the copy as it is.
    AsIs,
    /// Store this one.
    Put(Box<CalendarObject>),
    /// Delete it.
    Remove,
}

impl Keep {
    /// The object to store, if the engine made one.
    pub fn object(&self) -> Option<&CalendarObject> {
        match self {
            Keep::Put(object) => Some(object),
            Keep::AsIs | Keep::Remove => None,
        }
    }

    /// `made`, unless it reads exactly like `given`.
    pub(super) fn put_if_changed(made: CalendarObject, given: &CalendarObject) -> Keep {
        if made == *given { Keep::AsIs } else { Keep::Put(Box::new(made)) }
    }
}

/// Why the outcome is what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Not a meeting, or the owner has no part in it.
    NotScheduled,
    /// The client or nobody sends messages (SCHEDULE-AGENT, RFC 6638 §7.1).
    ClientSchedules,
    /// It is over; nobody is told about the past.
    Past,
    /// Nothing changed that concerns anybody else.
    Unchanged,
    /// The organizer made, changed or cancelled the meeting.
    Organized,
    /// An attendee answered.
    Answered,
    /// An attendee did what only concerns the own copy.
    Personal,
    /// Schedule-Reply forbade the answer.
    Quiet,
    /// A message brought a new meeting.
    Invited,
    /// A message changed the copy.
    Updated,
    /// A message cancelled all or some of it.
    Cancelled,
    /// The message was applied before.
    Duplicate,
    /// A newer message was applied before (RFC 5546 §2.1.5).
    Stale,
    /// The answer is about a time that no longer holds.
    Late,
    /// Somebody answered who is not invited.
    Uninvited,
    /// A new time was proposed, or the proposal refused.
    Proposal,
    /// The current state was asked for.
    Refresh,
    /// It concerns instances that do not exist.
    NoSuchInstance,
    /// The owner declined and deleted it before; it stays deleted.
    DeclinedBefore,
}

impl Reason {
    /// The word for logs and the timeline.
    pub fn as_str(self) -> &'static str {
        match self {
            Reason::NotScheduled => "not-scheduled",
            Reason::ClientSchedules => "client-schedules",
            Reason::Past => "past",
            Reason::Unchanged => "unchanged",
            Reason::Organized => "organized",
            Reason::Answered => "answered",
            Reason::Personal => "personal",
            Reason::Quiet => "quiet",
            Reason::Invited => "invited",
            Reason::Updated => "updated",
            Reason::Cancelled => "cancelled",
            Reason::Duplicate => "duplicate",
            Reason::Stale => "stale",
            Reason::Late => "late",
            Reason::Uninvited => "uninvited",
            Reason::Proposal => "proposal",
            Reason::Refresh => "refresh",
            Reason::NoSuchInstance => "no-such-instance",
            Reason::DeclinedBefore => "declined-before",
        }
    }
}

/// Why an edit or a message is refused. Nothing may be stored or sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The edit changes the UID (RFC 4791 §5.3.2.1, `no-uid-conflict`).
    UidChanged,
    /// The components name several organizers (RFC 6638 §3.2.4.2, `same-organizer-in-all-components`).
    OrganizersDiffer,
    /// The organizer of a meeting was exchanged or taken away (RFC 6638 §3.2.4.3,
    /// `allowed-organizer-scheduling-object-change`).
    OrganizerCannotChange,
    /// An attendee changed this property, which belongs to the organizer (RFC 6638 §3.2.4.4,
    /// `allowed-attendee-scheduling-object-change`).
    AttendeeChanged(String),
    /// The message is about a meeting the recipient does not have (RFC 6638 §4.2).
    UnknownMeeting,
    /// The recipient is not among the attendees the message names.
    NotInvited,
    /// The message would change a meeting that the recipient organises.
    OwnMeeting,
    /// The message names another organizer than the stored copy, or none.
    WrongOrganizer,
    /// The recipient has another entry of this UID, which is not this organizer's.
    UidTaken,
    /// An answer or question reached someone who does not organise the meeting.
    NotOrganizer,
    /// The message holds no answer of its sender.
    NoAnswer,
    /// The proposal would bring a series to days that its rule does not name, or give its days a time (RFC 5546 §3.2.7).
    SeriesOnOtherDays,
    /// It proposes no other time for an event to which its sender is invited, or refuses a proposal that nobody made.
    NoProposal,
    /// The message has no METHOD, or one that is none of RFC 5546's.
    NoMethod,
    /// The message is understood, but this server does not act on it.
    NotSupported(Method),
}

impl Refusal {
    /// The clause it follows from.
    pub fn clause(&self) -> &'static str {
        match self {
            Refusal::UidChanged => "RFC 4791 §5.3.2.1",
            Refusal::OrganizersDiffer => "RFC 6638 §3.2.4.2",
            Refusal::OrganizerCannotChange => "RFC 6638 §3.2.4.3",
            Refusal::AttendeeChanged(_) => "RFC 6638 §3.2.4.4",
            Refusal::UnknownMeeting => "RFC 6638 §4.2",
            Refusal::NotInvited => "RFC 5546 §3.2.2",
            Refusal::OwnMeeting | Refusal::WrongOrganizer => "RFC 6047 §2.2.1",
            Refusal::UidTaken => "RFC 5546 §2.1.5",
            Refusal::NotOrganizer | Refusal::NoAnswer => "RFC 5546 §3.2.3",
            Refusal::SeriesOnOtherDays | Refusal::NoProposal => "RFC 5546 §3.2.7",
            Refusal::NoMethod | Refusal::NotSupported(_) => "RFC 5546 §1.4",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::UidChanged => f.write_str("the UID of a stored object cannot change"),
            Refusal::OrganizersDiffer => f.write_str("all components must name the same ORGANIZER"),
            Refusal::OrganizerCannotChange => f.write_str("the ORGANIZER of a meeting cannot change"),
            Refusal::AttendeeChanged(property) => write!(f, "an attendee cannot change {property}"),
            Refusal::UnknownMeeting => f.write_str("the recipient does not have this meeting"),
            Refusal::NotInvited => f.write_str("the recipient is not among the attendees"),
            Refusal::OwnMeeting => f.write_str("the recipient organises this meeting"),
            Refusal::WrongOrganizer => {
                f.write_str("the message does not come from the organizer of the stored meeting")
            }
            Refusal::UidTaken => f.write_str("the recipient has another entry with this UID"),
            Refusal::NotOrganizer => f.write_str("the recipient does not organise this meeting"),
            Refusal::NoAnswer => f.write_str("the message holds no answer of its sender"),
            Refusal::SeriesOnOtherDays => f.write_str(
                "the proposal would bring the series to days that its rule does not name, or to times where it has whole \
                 days; change the series in your calendar, or refuse the proposal",
            ),
            Refusal::NoProposal => {
                f.write_str("one VEVENT is expected, with another time to come of an event or one of its instances")
            }
            Refusal::NoMethod => f.write_str("the message has no METHOD this server knows"),
            Refusal::NotSupported(method) => write!(f, "{} messages are not acted on", method.as_str()),
        }
    }
}

impl std::error::Error for Refusal {}
