//! What people and the mail may do, and how often.

use proptest::prelude::*;

/// What somebody does. Guests, instances, messages and answers are numbers, taken modulo how many there are; hours are
/// hours.
#[derive(Clone, Debug)]
pub(super) enum Act {
    MoveSeries(i64),
    Lengthen(u32),
    Shorten(u32),
    Rename,
    Relocate,
    MoveInstance(usize, i64),
    RenameInstance(usize),
    /// This instance and all that follow: each gets an override, and guests get one message with RANGE besides.
    MoveFuture(usize, i64),
    /// The series ends before this instance, and another one with a UID of its own goes on, as Apple's programs do it.
    Split(usize),
    /// A date beside the rule: guests get ADD.
    AddDate(i64),
    Exclude(usize),
    CancelInstance(usize),
    Reinstate,
    Revert(usize),
    Invite(usize),
    Uninvite(usize),
    InviteToInstance(usize, usize),
    UninviteFromInstance(usize, usize),
    AskAgain(usize),
    SaveOlderCopy,
    /// The same once more, as programs write it that touch everything.
    SaveUnchanged,
    CancelAll,
    Revive,
    Delete,
    /// What was deleted, with the UID it had.
    StoreAgain,
    AcceptProposal(usize),
    DeclineProposal(usize),
    Answer(usize, usize),
    AnswerInstance(usize, usize, usize),
    Delegate(usize, usize),
    DelegateInstance(usize, usize, usize),
    /// COUNTER.
    Propose(usize, usize, i64),
    Skip(usize, usize),
    Forget(usize),
    SetAlarm(usize),
    /// An answer of somebody who is not invited.
    AnswerUninvited(usize, usize),
    /// The guest list of the organizer's copy, as a server brings it to its own people.
    Refresh(usize),
    Deliver(usize),
    Repeat(usize),
    Lose(usize),
    Retry,
    /// REFRESH.
    Ask(usize),
}

impl Act {
    /// The same with the numbers of people below `people`.
    pub fn of_people(&self, people: usize) -> Act {
        let mut act = self.clone();
        match &mut act {
            Act::Invite(who)
            | Act::Uninvite(who)
            | Act::AskAgain(who)
            | Act::InviteToInstance(_, who)
            | Act::UninviteFromInstance(_, who)
            | Act::Answer(who, _)
            | Act::AnswerInstance(who, _, _)
            | Act::Propose(who, _, _)
            | Act::Skip(who, _)
            | Act::Forget(who)
            | Act::SetAlarm(who)
            | Act::AnswerUninvited(who, _)
            | Act::Refresh(who)
            | Act::Ask(who) => *who %= people,
            Act::Delegate(who, to) | Act::DelegateInstance(who, to, _) => {
                *who %= people;
                *to %= people;
            }
            _ => {}
        }
        act
    }
}

/// What the organizer does.
fn organizing() -> impl Strategy<Value = Act> {
    let hours = -3..4_i64;
    prop_oneof![
        2 => hours.clone().prop_map(Act::MoveSeries),
        1 => (1..3_u32).prop_map(Act::Lengthen),
        1 => (1..3_u32).prop_map(Act::Shorten),
        2 => Just(Act::Rename),
        1 => Just(Act::Relocate),
        3 => (any::<usize>(), hours.clone()).prop_map(|(which, by)| Act::MoveInstance(which, by)),
        2 => any::<usize>().prop_map(Act::RenameInstance),
        1 => (any::<usize>(), hours).prop_map(|(which, by)| Act::MoveFuture(which, by)),
        1 => any::<usize>().prop_map(Act::Split),
        1 => (1..6_i64).prop_map(Act::AddDate),
        2 => any::<usize>().prop_map(Act::Exclude),
        1 => any::<usize>().prop_map(Act::CancelInstance),
        1 => Just(Act::Reinstate),
        1 => any::<usize>().prop_map(Act::Revert),
        2 => any::<usize>().prop_map(Act::Invite),
        1 => any::<usize>().prop_map(Act::Uninvite),
        2 => (any::<usize>(), any::<usize>()).prop_map(|(which, who)| Act::InviteToInstance(which, who)),
        1 => (any::<usize>(), any::<usize>()).prop_map(|(which, who)| Act::UninviteFromInstance(which, who)),
        1 => any::<usize>().prop_map(Act::AskAgain),
        1 => Just(Act::SaveOlderCopy),
        1 => Just(Act::SaveUnchanged),
        1 => Just(Act::CancelAll),
        1 => Just(Act::Revive),
        1 => Just(Act::Delete),
        2 => Just(Act::StoreAgain),
        1 => any::<usize>().prop_map(Act::AcceptProposal),
        1 => any::<usize>().prop_map(Act::DeclineProposal),
    ]
}

/// What guests do, and people who are none.
fn attending() -> impl Strategy<Value = Act> {
    let hours = 1..4_i64;
    prop_oneof![
        5 => (any::<usize>(), any::<usize>()).prop_map(|(who, what)| Act::Answer(who, what)),
        4 => (any::<usize>(), any::<usize>(), any::<usize>()).prop_map(|(who, which, what)| Act::AnswerInstance(who, which, what)),
        1 => (any::<usize>(), any::<usize>()).prop_map(|(who, to)| Act::Delegate(who, to)),
        1 => (any::<usize>(), any::<usize>(), any::<usize>()).prop_map(|(who, to, which)| Act::DelegateInstance(who, to, which)),
        1 => (any::<usize>(), any::<usize>(), hours).prop_map(|(who, which, by)| Act::Propose(who, which, by)),
        2 => (any::<usize>(), any::<usize>()).prop_map(|(who, which)| Act::Skip(who, which)),
        1 => any::<usize>().prop_map(Act::Forget),
        1 => any::<usize>().prop_map(Act::SetAlarm),
        1 => (any::<usize>(), any::<usize>()).prop_map(|(who, what)| Act::AnswerUninvited(who, what)),
        1 => any::<usize>().prop_map(Act::Ask),
    ]
}

/// What becomes of messages, and what the server does by itself.
fn carrying() -> impl Strategy<Value = Act> {
    prop_oneof![
        12 => any::<usize>().prop_map(Act::Deliver),
        3 => any::<usize>().prop_map(Act::Repeat),
        2 => any::<usize>().prop_map(Act::Lose),
        1 => Just(Act::Retry),
        2 => any::<usize>().prop_map(Act::Refresh),
    ]
}

/// How many people are invited at first, what is done to which meeting, and in what order the last mail comes.
pub(super) fn lives(people: usize) -> impl Strategy<Value = (usize, Vec<(usize, Act)>, usize)> {
    let act = prop_oneof![38 => organizing(), 18 => attending(), 20 => carrying()];
    (1..=people, prop::collection::vec((0..3_usize, act), 1..40), any::<usize>())
}
