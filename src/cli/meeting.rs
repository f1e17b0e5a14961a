//! `rsvpd meeting`: what waits for an organizer to decide, and what an organizer decides about the guests of a meeting.

use std::collections::BTreeSet;

use clap::{Subcommand, ValueEnum};

use super::{EX_DATAERR, EX_NOINPUT, EX_NOUSER, Failure, harmless, owner, print};
use crate::ical::CalendarObject;
use crate::id::Uid;
use crate::itip::{Forwarding, GuestList};
use crate::schedule::{self, App, Channel, Decision, GuestAnswer, Refused};
use crate::store::{Question, StoreError, Waiting};

#[derive(Subcommand)]
pub(super) enum MeetingCommand {
    /// List what waits for a person to decide: proposed times, answers of people who are not invited or that nothing
    /// proves, and invitations of strangers
    #[command(after_help = "Example:\n  rsvpd meeting pending alice")]
    Pending {
        /// The person's account
        name: String,
    },
    /// Move the meeting to the proposed time, make the one who answered a guest, let the answer count, or put the
    /// invitation into the calendar
    #[command(
        after_help = "Example:\n  rsvpd meeting accept 7-1f0a63c2d95be4487720\n\nEverybody concerned is told, as if the organizer had done it in a calendar program.\nWhose invitation was let in is no stranger any more; neither is the other address of a guest whose answer was."
    )]
    Accept {
        /// The question as `rsvpd meeting pending` names it; a newer one under the same number is not taken for it
        question: String,
    },
    /// Leave the meeting as it is; who proposed a time is told so
    #[command(
        after_help = "Example:\n  rsvpd meeting refuse 7-1f0a63c2d95be4487720 --comment \"The room is taken then\""
    )]
    Refuse {
        /// The question as `rsvpd meeting pending` names it; a newer one under the same number is not taken for it
        question: String,
        /// A word to the guest who proposed
        #[arg(long, value_name = "TEXT")]
        comment: Option<String>,
    },
    /// Tell who would get what, and why, if a meeting were changed or deleted; nothing is sent
    #[command(
        after_help = "Examples:\n  rsvpd meeting explain alice 5f0c8f2e                   as it is now\n  rsvpd meeting explain alice 5f0c8f2e --with new.ics    if it were stored so\n  rsvpd meeting explain alice 5f0c8f2e --delete          if it were deleted"
    )]
    Explain {
        /// The account whose calendar would change
        name: String,
        /// The meeting's UID
        uid: String,
        /// A file with the meeting as it would be stored
        #[arg(long, value_name = "FILE", conflicts_with = "delete")]
        with: Option<std::path::PathBuf>,
        /// As if it were deleted
        #[arg(long)]
        delete: bool,
    },
    /// List the guests of a meeting: what was sent to each, what became of it, what they answered, and how
    #[command(after_help = "Example:\n  rsvpd meeting guests alice 5f0c8f2e")]
    Guests {
        /// The organizer's account
        name: String,
        /// The meeting's UID
        uid: String,
    },
    /// Mail the guests of a meeting what they were not told, because it was changed or deleted without telling them
    #[command(after_help = "Example:\n  rsvpd meeting tell alice 5f0c8f2e")]
    Tell {
        /// The organizer's account
        name: String,
        /// The meeting's UID
        uid: String,
    },
    /// Hand a meeting to another organizer of this house; its guests are told
    #[command(after_help = "Example:\n  rsvpd meeting transfer 5f0c8f2e --from alice --to bob")]
    Transfer {
        /// The meeting's UID
        uid: String,
        /// The account that organizes it
        #[arg(long)]
        from: String,
        /// The account that is to organize it
        #[arg(long)]
        to: String,
    },
    /// Say who may be passed on an invitation, and what guests see of each other
    #[command(
        after_help = "Example:\n  rsvpd meeting set alice 5f0c8f2e --guest-list nobody --forwarding refuse\n\nIt holds for what is mailed from now on, and at once in the calendars of people here. Calendar programs can set\nthe same in the properties X-RSVPD-FORWARDING and X-RSVPD-GUEST-LIST of the event."
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
        MeetingCommand::Accept { question } => decide(app, &question, Decision::Accept).await,
        MeetingCommand::Refuse { question, comment } => decide(app, &question, Decision::Refuse(comment)).await,
        MeetingCommand::Explain { name, uid, with, delete } => explain(app, &name, &uid, with.as_deref(), delete),
        MeetingCommand::Guests { name, uid } => guests(app, &name, &uid),
        MeetingCommand::Tell { name, uid } => {
            let (owner, rules, uid) = (owner(app, &name)?.id, app.rules(), parsed(&uid)?);
            let told = app.store.write(move |tx| {
                let told = schedule::tell(tx, &rules, owner, &uid)?;
                match told == 0 && tx.copies(owner, uid.as_str()).map_err(Refused::from)?.is_empty() {
                    true => Err(Refused::NotFound),
                    false => Ok(told),
                }
            });
            let told = told.await.map_err(failure)?;
            print(&format!("{told} mails wait to be sent.\n"));
            Ok(())
        }
        MeetingCommand::Transfer { uid, from, to } => {
            let (from, to, rules) = (owner(app, &from)?.id, owner(app, &to)?.id, app.rules());
            let uid = parsed(&uid)?;
            app.store.write(move |tx| schedule::transfer(tx, &rules, &uid, from, to)).await.map_err(failure)
        }
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

fn parsed(uid: &str) -> Result<Uid, Failure> {
    Uid::parse(uid).map_err(|bad| Failure { code: EX_DATAERR, words: bad.to_string() })
}

fn pending(app: &App, name: &str) -> Result<(), Failure> {
    let owner = owner(app, name)?.id;
    let waiting = app.store.read::<_, StoreError, _>(|tx| tx.waiting(owner)).map_err(Failure::of)?;
    for one in &waiting {
        let (name, since) = (format!("{}-{}", one.id, schedule::tag_of(one)), one.created.format("%Y-%m-%d %H:%M"));
        print(&format!("{name:<24}  {since}  {}\n", harmless(&question(one))));
    }
    if waiting.is_empty() {
        print("Nothing waits.\n");
    }
    Ok(())
}

fn explain(app: &App, name: &str, uid: &str, with: Option<&std::path::Path>, deleted: bool) -> Result<(), Failure> {
    let (owner, rules) = (owner(app, name)?.id, app.rules());
    let given = with.map(given).transpose()?;
    let explained = app.store.read(|tx| {
        let after = match given {
            Some(given) => Some(given),
            None if deleted => None,
            None => {
                let copies = tx.copies(owner, uid).map_err(Refused::from)?;
                let copy = copies.first().and_then(|copy| CalendarObject::read(&copy.body).ok());
                Some(copy.ok_or(Refused::NotFound)?)
            }
        };
        schedule::explain(tx, &rules, owner, uid, after.as_ref())
    });
    let explained = explained.map_err(failure)?;
    for planned in &explained.messages {
        let way = match &planned.channel {
            Channel::Here => "in the calendar here".to_owned(),
            Channel::Refused(reason) => format!("not taken by the calendar here: {reason}"),
            Channel::Mail => "by mail".to_owned(),
            Channel::LeftToClient => "not from here: the person's calendar program mails it".to_owned(),
            Channel::Nowhere => "cannot be reached".to_owned(),
            Channel::Unwanted(reason) => format!("not mailed: {reason}"),
        };
        let days: Vec<String> =
            planned.instances.iter().map(|instance| instance.format("%Y-%m-%d").to_string()).collect();
        let about = if days.is_empty() { String::new() } else { format!(" ({})", days.join(", ")) };
        let answer = planned.answer.as_ref().map(|answer| format!("; it {answer}")).unwrap_or_default();
        let line = format!("{:<8} {}{about}: {}, {way}{answer}", planned.method, planned.recipient, planned.why);
        print(&format!("{}\n", harmless(&line)));
    }
    let people: BTreeSet<&str> = explained.messages.iter().map(|planned| planned.recipient.as_str()).collect();
    print(&format!("{} would be told: {}.\n", people.len(), explained.because.as_str()));
    Ok(())
}

/// The calendar object in a file.
fn given(path: &std::path::Path) -> Result<CalendarObject, Failure> {
    let said = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let bytes = std::fs::read(path).map_err(|error| Failure { code: EX_NOINPUT, words: said(&error) })?;
    CalendarObject::parse(&bytes).map_err(|error| Failure { code: EX_DATAERR, words: said(&error) })
}

fn guests(app: &App, name: &str, uid: &str) -> Result<(), Failure> {
    let (owner, rules) = (owner(app, name)?.id, app.rules());
    let pages = app.store.read(|tx| schedule::ledger(tx, &rules, owner, uid)).map_err(failure)?;
    for page in &pages {
        let mut lines = vec![page.attendee.clone()];
        for sent in &page.sent {
            let (method, about) = (&sent.method, dates(&sent.instances));
            lines.push(format!("  {}  {method}{about} {} {}", time(sent.created), sent.state, sent.answer));
        }
        for came in &page.delivered {
            lines.push(format!("  {}  {}, in the calendar here", time(came.at), came.detail));
        }
        lines.extend(page.untold.map(|at| format!("  {}  not told of a change, as the organizer wanted it", time(at))));
        lines.extend(page.unwanted.iter().map(|reason| format!("  nothing is mailed there: {reason}")));
        lines.extend(page.answers.iter().map(answered));
        print(&format!("{}\n", harmless(&lines.join("\n"))));
    }
    Ok(())
}

/// The dates of a series that a message was about; nothing for all of it.
fn dates(instances: &str) -> String {
    let instants = instances.split(',').filter_map(|seconds| seconds.parse().ok());
    let instants = instants.filter_map(|seconds| chrono::DateTime::from_timestamp(seconds, 0));
    let dates: Vec<String> = instants.map(|at| at.format("%Y-%m-%d").to_string()).collect();
    match dates.len() {
        0 => String::new(),
        1..=5 => format!(" on {}", dates.join(", ")),
        many => format!(" on {many} dates"),
    }
}

fn time(at: chrono::DateTime<chrono::Utc>) -> String {
    at.format("%Y-%m-%d %H:%M").to_string()
}

fn answered(answer: &GuestAnswer) -> String {
    let instance = answer.instance.map(|at| format!(" on {}", at.format("%Y-%m-%d"))).unwrap_or_default();
    let partstat = answer.partstat.as_str();
    let Some(last) = &answer.last else { return format!("  {:<16}  {partstat}{instance}", "") };
    let more = if last.more_guests > 0 { format!(", brings {}", last.more_guests) } else { String::new() };
    let comment = if last.comment.is_empty() { String::new() } else { format!(": {}", last.comment) };
    let sender = if last.sent_by.is_empty() { String::new() } else { format!(", sent by {}", last.sent_by) };
    let came = came(&last.door, &last.proof);
    format!("  {}  {partstat}{instance} {came}{sender}{more}{comment}", time(last.at))
}

/// How something came, and what proves whose it is.
fn came(door: &str, proof: &str) -> String {
    format!("by {door} (proof: {proof})")
}

fn question(waiting: &Waiting) -> String {
    let time = |seconds: i64| {
        chrono::DateTime::from_timestamp(seconds, 0).map(|at| at.format("%Y-%m-%d %H:%M UTC").to_string())
    };
    let instance = waiting.instance.and_then(time).map(|at| format!(" on {at}")).unwrap_or_default();
    let meeting = format!("{}{instance}", waiting.uid);
    let asked = match waiting.question {
        Question::Proposal(starts, ends) => {
            let [from, to] = [starts, ends].map(|at| time(at).unwrap_or_default());
            format!("{} proposes {from} to {to} for {meeting}", waiting.attendee)
        }
        Question::Newcomer => format!("{} answered without an invitation to {meeting}", waiting.attendee),
        Question::Answer if waiting.author.is_empty() => {
            format!("an answer of {} to {meeting} was held", waiting.attendee)
        }
        Question::Answer => format!("{} answered for {} to {meeting}", waiting.author, waiting.attendee),
        Question::Invitation if waiting.author == waiting.attendee => {
            format!("{} wants to invite to {meeting}", waiting.attendee)
        }
        Question::Invitation => format!("{} wants to invite for {} to {meeting}", waiting.author, waiting.attendee),
    };
    format!("{asked}, {}", came(&waiting.door, &waiting.proof))
}

/// The number of a question, and what stands for it as it was listed.
fn named(question: &str) -> Option<(i64, String)> {
    let (id, seen) = question.split_once('-')?;
    Some((id.parse().ok()?, seen.to_owned()))
}

async fn decide(app: &App, question: &str, decision: Decision) -> Result<(), Failure> {
    let (rules, name) = (app.rules(), harmless(question));
    let (id, seen) = named(question).ok_or_else(|| Failure {
        code: EX_DATAERR,
        words: format!(
            "{name} names no question; `rsvpd meeting pending NAME` names them, such as 7-1f0a63c2d95be4487720"
        ),
    })?;
    let decided = app.store.write(move |tx| {
        let owner = tx.waiting_by_id(id)?.ok_or(Refused::NotFound)?.principal;
        schedule::decide_as_seen(tx, &rules, owner, (id, &seen), &decision)
    });
    decided.await.map_err(failure)?.map(|_| ()).ok_or_else(|| Failure {
        code: EX_DATAERR,
        words: format!(
            "{name} is another question by now: something new came under its number; nothing was done. \
             `rsvpd meeting pending NAME` shows what waits"
        ),
    })
}

fn failure(refused: Refused) -> Failure {
    match refused {
        Refused::NotFound => Failure {
            code: EX_NOUSER,
            words: "there is no meeting of this UID, or nothing of this number waits; `rsvpd meeting pending NAME` shows what \
                    waits, `rsvpd mail queue` the UIDs of what was sent"
                .to_owned(),
        },
        other => Failure::of(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ical::CalAddress;
    use crate::itip;
    use crate::schedule::testing::{House, lunch};
    use crate::schedule::{Arrival, Door, Proof};

    const GUEST: &str = "guest@else.example";

    async fn proposes(house: &House, day: u8) {
        let text = format!(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//E//E//EN\r\nMETHOD:COUNTER\r\nBEGIN:VEVENT\r\nUID:u\r\n\
             DTSTAMP:20260302T0900{day:02}Z\r\nDTSTART:202603{day}T120000Z\r\nDTEND:202603{day}T130000Z\r\nSEQUENCE:0\r\n\
             ORGANIZER:mailto:alice@example.org\r\nATTENDEE;PARTSTAT=TENTATIVE:mailto:{GUEST}\r\nEND:VEVENT\r\n\
             END:VCALENDAR\r\n"
        );
        let object = CalendarObject::read(text.as_bytes()).unwrap();
        let (sender, recipient) = (CalAddress::mailto(GUEST), CalAddress::mailto("alice@example.org"));
        let message = itip::parse_message(object, None, sender, recipient, house.app.clock.now()).unwrap();
        let arrival =
            Arrival { to: house.person("alice"), message, door: Door::Mail, proof: Proof::Token, doubt: None };
        let rules = house.app.rules();
        house.app.store.write(move |tx| schedule::receive(tx, &rules, &arrival)).await.unwrap();
    }

    fn listed(house: &House) -> String {
        let alice = house.person("alice");
        let waiting = house.read(|tx| tx.waiting(alice));
        let [one] = &waiting[..] else { panic!("{waiting:?}") };
        format!("{}-{}", one.id, schedule::tag_of(one))
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_question_is_decided_only_as_it_was_listed() {
        let house = House::new().await;
        house.put("alice", "u.ics", &lunch("u", &["bob@example.org", GUEST])).await.unwrap();
        proposes(&house, 12).await;
        let first = listed(&house);
        proposes(&house, 13).await;
        let second = listed(&house);
        let (id, _) = named(&first).unwrap();
        assert_eq!(named(&second).unwrap().0, id, "a later message takes the number of the earlier one");
        for (question, code) in [
            (first.as_str(), EX_DATAERR),
            ("7", EX_DATAERR),
            ("x-y", EX_DATAERR),
            ("1000-1f0a63c2d95be4487720", EX_NOUSER),
        ] {
            let failure = decide(&house.app, question, Decision::Accept).await.unwrap_err();
            assert_eq!(failure.code, code, "{question}: {}", failure.words);
        }
        assert!(house.copy("alice", "u").unwrap().contains("DTSTART:20260310T"), "nothing was done");
        decide(&house.app, &second, Decision::Accept).await.unwrap();
        assert!(house.copy("alice", "u").unwrap().contains("DTSTART:20260313T"));
    }

    #[test]
    fn dates_are_named_while_they_are_few() {
        let of = |many: i64| dates(&(1..=many).map(|day| (day * 86_400).to_string()).collect::<Vec<_>>().join(","));
        assert_eq!((of(0), of(1)), (String::new(), " on 1970-01-02".to_owned()));
        assert_eq!((of(2), of(6)), (" on 1970-01-02, 1970-01-03".to_owned(), " on 6 dates".to_owned()));
    }
}
