//! `rsvpd meeting`: what waits for an organizer to decide, and what an organizer decides about the guests of a meeting.

use clap::{Subcommand, ValueEnum};

use super::{EX_NOUSER, Failure, harmless, owner, print};
use crate::itip::{Forwarding, GuestList};
use crate::schedule::{self, App, Decision, Refused};
use crate::store::{Question, StoreError, Waiting};

#[derive(Subcommand)]
pub(super) enum MeetingCommand {
    /// List what waits for a person to decide: proposed times, and answers of people who are not invited
    #[command(after_help = "Example:\n  rsvpd meeting pending alice")]
    Pending {
        /// The organizer's account
        name: String,
    },
    /// Move the meeting to the proposed time, or make the one who answered a guest
    #[command(
        after_help = "Example:\n  rsvpd meeting accept 7\n\nEverybody concerned is told, as if the organizer had done it in a calendar program."
    )]
    Accept {
        /// The number that `rsvpd meeting pending` shows
        id: i64,
    },
    /// Leave the meeting as it is; who proposed a time is told so
    #[command(after_help = "Example:\n  rsvpd meeting refuse 7 --comment \"The room is taken then\"")]
    Refuse {
        /// The number that `rsvpd meeting pending` shows
        id: i64,
        /// A word to the guest who proposed
        #[arg(long, value_name = "TEXT")]
        comment: Option<String>,
    },
    /// Say who may be passed on an invitation, and what guests see of each other
    #[command(
        after_help = "Example:\n  rsvpd meeting set alice 5f0c8f2e --guest-list nobody --forwarding refuse\n\nIt holds for what is sent from now on. Calendar programs can set the same in the properties X-RSVPD-FORWARDING\nand X-RSVPD-GUEST-LIST of the event."
    )]
    Set {
        /// The organizer's account
        name: String,
        /// The meeting's UID
        uid: String,
        /// People who answer without an invitation of their own
        #[arg(long)]
        forwarding: Option<Passed>,
        /// What guests see of each other
        #[arg(long)]
        guest_list: Option<Shown>,
    },
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Passed {
    /// They become guests
    Allow,
    /// The organizer decides
    Ask,
    /// They are passed over
    Refuse,
}

#[derive(Clone, Copy, ValueEnum)]
pub(super) enum Shown {
    /// Names, addresses and answers
    Everybody,
    /// Names and answers
    Names,
    /// Only the organizer and themselves
    Nobody,
}

pub(super) async fn obey(app: &App, command: MeetingCommand) -> Result<(), Failure> {
    match command {
        MeetingCommand::Pending { name } => pending(app, &name),
        MeetingCommand::Accept { id } => decide(app, id, Decision::Accept).await,
        MeetingCommand::Refuse { id, comment } => decide(app, id, Decision::Refuse(comment)).await,
        MeetingCommand::Set { name, uid, forwarding, guest_list } => {
            let forwarding = forwarding.map(|passed| match passed {
                Passed::Allow => Forwarding::Allow,
                Passed::Ask => Forwarding::Ask,
                Passed::Refuse => Forwarding::Refuse,
            });
            let guest_list = guest_list.map(|shown| match shown {
                Shown::Everybody => GuestList::Everybody,
                Shown::Names => GuestList::Names,
                Shown::Nobody => GuestList::Nobody,
            });
            let (organizer, rules) = (owner(app, &name)?.id, app.rules());
            let set =
                app.store.write(move |tx| schedule::set_policy(tx, &rules, organizer, &uid, forwarding, guest_list));
            set.await.map_err(failure)
        }
    }
}

fn pending(app: &App, name: &str) -> Result<(), Failure> {
    let owner = owner(app, name)?.id;
    let waiting = app.store.read::<_, StoreError, _>(|tx| tx.waiting(owner)).map_err(Failure::of)?;
    for one in &waiting {
        print(&format!("{:>5}  {}  {}\n", one.id, one.created.format("%Y-%m-%d %H:%M"), harmless(&question(one))));
    }
    if waiting.is_empty() {
        print("Nothing waits.\n");
    }
    Ok(())
}

fn question(waiting: &Waiting) -> String {
    let time = |seconds: i64| {
        chrono::DateTime::from_timestamp(seconds, 0).map(|at| at.format("%Y-%m-%d %H:%M UTC").to_string())
    };
    let instance = waiting.instance.and_then(time).map(|at| format!(" on {at}")).unwrap_or_default();
    let meeting = format!("{}{instance}", waiting.uid);
    match waiting.question {
        Question::Proposal(starts, ends) => {
            let [from, to] = [starts, ends].map(|at| time(at).unwrap_or_default());
            format!("{} proposes {from} to {to} for {meeting}", waiting.attendee)
        }
        Question::Newcomer => format!("{} answered without an invitation to {meeting}", waiting.attendee),
    }
}

async fn decide(app: &App, id: i64, decision: Decision) -> Result<(), Failure> {
    let rules = app.rules();
    let decided = app.store.write(move |tx| {
        let owner = tx.waiting_by_id(id)?.ok_or(Refused::NotFound)?.principal;
        schedule::decide(tx, &rules, owner, id, &decision)
    });
    decided.await.map_err(failure)
}

fn failure(refused: Refused) -> Failure {
    match refused {
        Refused::NotFound => Failure {
            code: EX_NOUSER,
            words: "there is nothing of this number or UID; `rsvpd meeting pending NAME` shows what waits".to_owned(),
        },
        other => Failure::of(other),
    }
}
