//! What a person is told about a meeting.

use super::Field;
use crate::ical::{CalAddress, PartStat, Timestamp, When};

/// News for the owner of a copy. Instances are named as the head of [`super`] says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A new invitation.
    Invited {
        /// Who invites.
        organizer: CalAddress,
        /// The one instance it is for; `None` for all of it.
        instance: Option<Timestamp>,
    },
    /// The organizer changed the meeting.
    Changed {
        /// Who changed it.
        organizer: CalAddress,
        /// The one instance it is about; `None` for all of it.
        instance: Option<Timestamp>,
        /// What changed.
        changed: Vec<Field>,
        /// Whether the time changed, so that the old answer no longer counts.
        answer_again: AnswerAgain,
    },
    /// The organizer cancelled the meeting.
    Cancelled {
        /// Who cancelled it.
        organizer: CalAddress,
        /// The one instance it is about; `None` for all of it.
        instance: Option<Timestamp>,
        /// What the organizer wrote.
        comment: Option<String>,
    },
    /// The meeting takes place, but without the owner.
    Removed {
        /// Who took the owner off the list.
        organizer: CalAddress,
        /// The one instance it is about; `None` for all of it.
        instance: Option<Timestamp>,
        /// What the organizer wrote.
        comment: Option<String>,
    },
    /// An attendee answered, and the answer counts.
    Answered {
        /// Who answered.
        attendee: CalAddress,
        /// The answer.
        partstat: PartStat,
        /// The one instance it is about; `None` for all of it.
        instance: Option<Timestamp>,
        /// What the attendee wrote.
        comment: Option<String>,
        /// How many more people the attendee brings (X-NUM-GUESTS).
        more_guests: u32,
        /// How much of a task the attendee has done, in hundredths.
        done: Option<i64>,
    },
    /// An attendee answered for a time that no longer holds, or for what is called off; the answer does not count.
    LateAnswer {
        /// Who answered.
        attendee: CalAddress,
        /// The answer.
        partstat: PartStat,
        /// The one instance it is about; `None` for all of it.
        instance: Option<Timestamp>,
        /// What the attendee wrote.
        comment: Option<String>,
        /// Why it does not count.
        because: Void,
    },
    /// Somebody answered who is not invited; nothing was changed.
    UninvitedAnswer {
        /// Who answered.
        attendee: CalAddress,
        /// The answer.
        partstat: PartStat,
        /// The one instance it is about; `None` for all of it.
        instance: Option<Timestamp>,
        /// What was written with it.
        comment: Option<String>,
    },
    /// A guest wants to send somebody else, and nobody else comes; nothing was changed.
    DelegationRefused {
        /// The guest.
        attendee: CalAddress,
        /// Why nobody comes.
        because: NoDelegate,
        /// Who was to come.
        delegates: Vec<CalAddress>,
        /// The one instance it is about; `None` for all of it.
        instance: Option<Timestamp>,
        /// What was written with it.
        comment: Option<String>,
    },
    /// Somebody is a guest now because a guest sends them instead, or passed the invitation on.
    Joined {
        /// Who joined.
        attendee: CalAddress,
        /// The guest who sends them; `None` for somebody who answered by themselves.
        by: Option<CalAddress>,
        /// The one instance it is about; `None` for all of it.
        instance: Option<Timestamp>,
    },
    /// An attendee proposes another time; the meeting stays as it is.
    Proposal {
        /// Who proposes.
        attendee: CalAddress,
        /// The proposed start.
        start: When,
        /// The proposed start as an instant.
        from: Timestamp,
        /// The proposed end as an instant.
        to: Timestamp,
        /// The one instance it is about; `None` for all of it.
        instance: Option<Timestamp>,
        /// What the attendee wrote.
        comment: Option<String>,
        /// Whether it is about the meeting as it is now.
        about: Version,
    },
    /// The organizer refused the owner's proposal.
    ProposalDeclined {
        /// Who refused.
        organizer: CalAddress,
        /// The one instance it is about; `None` for all of it.
        instance: Option<Timestamp>,
        /// What the organizer wrote.
        comment: Option<String>,
    },
}

/// Why nobody comes in a guest's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoDelegate {
    /// The meeting is not to be passed on.
    NotPassedOn,
    /// Only the guest and the organizer were named.
    Nobody,
}

/// Whether a change asks for a new answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerAgain {
    /// The old answer was void and has been reset to NEEDS-ACTION.
    Wanted,
    /// The old answer still counts.
    NotNeeded,
}

/// Why an answer does not count that came late.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Void {
    /// The time has changed since.
    Moved,
    /// What it is about is called off.
    CalledOff,
}

/// Which version of a meeting somebody speaks about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// The present one.
    Current,
    /// One that was changed since.
    Outdated,
}
