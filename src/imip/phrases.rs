//! Everything a mail says apart from dates: the keys of the catalogue.
//!
//! One variant is one sentence or label.  Sentences are whole, never glued from halves, so that a language may order its
//! words as it likes.

use crate::ical::PartStat;

/// An answer, as far as people tell them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    /// ACCEPTED, COMPLETED or IN-PROCESS.
    Accepted,
    /// TENTATIVE.
    Tentative,
    /// DECLINED.
    Declined,
    /// DELEGATED.
    Delegated,
}

impl Given {
    /// The answer that a PARTSTAT (RFC 5545 §3.2.12) is; `None` while there is none.
    pub fn of(partstat: PartStat) -> Option<Given> {
        match partstat {
            PartStat::NeedsAction => None,
            PartStat::Accepted | PartStat::Completed | PartStat::InProcess => Some(Given::Accepted),
            PartStat::Tentative => Some(Given::Tentative),
            PartStat::Declined => Some(Given::Declined),
            PartStat::Delegated => Some(Given::Delegated),
        }
    }
}

/// What is scheduled, as texts name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    Event,
    Task,
}

/// A sentence or label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Phrase<'a> {
    SubjectInvitation,
    SubjectUpdate,
    SubjectCancelled,
    SubjectRemoved,
    SubjectProposalDeclined,
    SubjectAnswer(Option<Given>),
    SubjectProposal,
    SubjectRefresh,
    SubjectAt { title: &'a str, when: &'a str },
    SubjectRepeats,
    Untitled,

    OnBehalf { by: &'a str, of: &'a str },
    Invites { organizer: &'a str, to: Sort },
    InvitesToDates { organizer: &'a str, number: usize },
    Changed { organizer: &'a str, of: Sort },
    ChangedDates { organizer: &'a str, number: usize },
    AsksAgain { organizer: &'a str },
    SendsAsAsked { organizer: &'a str, of: Sort },
    Informs { organizer: &'a str, of: Sort },
    AnswerAgain,
    AnswerStays,
    Cancelled { organizer: &'a str, of: Sort },
    CancelledDates { organizer: &'a str, number: usize, of: Sort },
    SmallChanges,
    NothingToDo,
    OtherDatesStand,
    Removed { organizer: &'a str },
    RemovedFromDates { organizer: &'a str, number: usize },
    MayStillTakePlace(Sort),
    ProposalDeclined { organizer: &'a str },
    StaysAsItWas(Sort),
    Answered { attendee: &'a str, given: Option<Given> },
    AnsweredTask { attendee: &'a str, given: Option<Given> },
    Proposes { attendee: &'a str },
    AsksForCurrent { attendee: &'a str, of: Sort },

    LabelWhen,
    LabelProposed,
    LabelDue,
    Lasts { length: &'a str },
    LabelYourTime,
    LabelRepeats,
    LabelAlso,
    LabelDifferent,
    LabelWhere,
    LabelOnline,
    LabelLink,
    LabelStatus,
    NotCertain,
    Certain,
    LabelGuests,
    LabelChanges,
    LabelDetails,
    LabelComment,
    LabelTitle,
    LabelWas,
    LabelNow,
    Nothing,
    DoesNotRepeat,
    RepeatsByRule,
    Except { cycle: &'a str, dates: &'a str },
    MoreDates { number: i64 },
    Instead { of: &'a str, now: &'a str },
    CancelledDate { of: &'a str },
    MoreGuests { number: i64 },
    Optional,
    Host,
    You,
    Status(Option<Given>),
    TaskStatus(Option<Given>),
    Shortened,

    WillYouCome,
    WillYouDoIt,
    ChangeYourAnswer,
    Accept,
    Maybe,
    Decline,
    ConfirmThere,
    AnswerByMailProgram,
    AnswerOnlyByMailProgram,
    ForwardWarning,
    WhyYou { host: &'a str, organizer: &'a str, guest: &'a str, of: Sort },
    SenderName { name: &'a str, service: &'a str },
    SentFor { host: &'a str, attendee: &'a str },
    AskAdmin { admin: &'a str },
    Stop { page: &'a str },
}
