//! What a change of a meeting would send to whom, and why; and what came of what was sent. Nothing is changed here.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};

use crate::ical::{CalAddress, CalendarObject, PartStat, Timestamp};
use crate::id::PrincipalId;
use crate::itip::{self, Edit, Message, MessageKind, Reason, ReplyWanted, Seen};
use crate::store::{AnswerRow, Principal, PrincipalKind, SentMessage, StoreError, TimelineEntry, Tx};

use super::copies::{self, Memory};
use super::deliver::{self, Unwanted, Way};
use super::{Refused, Rules, notices, put, rooms, split, users};

/// What a change would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// Why it is so.
    pub because: Reason,
    /// The messages it would cause, in the order in which they would leave.
    pub messages: Vec<Planned>,
}

/// A message that a change would cause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Planned {
    /// The iTIP method.
    pub method: &'static str,
    /// To whom.
    pub recipient: String,
    /// How it would reach them.
    pub channel: Channel,
    /// What a room or resource would answer to it, in words.
    pub answer: Option<String>,
    /// The instances it is about; empty for all of it.
    pub instances: Vec<Timestamp>,
    /// What has happened, seen from the recipient, in words.
    pub why: String,
}

/// How a message reaches somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Channel {
    /// Their calendar is here.
    Here,
    /// Their calendar is here and does not take it, for this reason.
    Refused(String),
    /// By mail.
    Mail,
    /// Not from here: the person's calendar program mails it.
    LeftToClient,
    /// Not at all: the address is none for mail.
    Nowhere,
    /// Not at all: nothing is mailed to the address, for this reason.
    Unwanted(String),
}

/// What would follow if `owner` stored `after` in place of the copy of this meeting, or with `None` deleted it.
///
/// # Errors
/// A deletion of what is not there, a change that scheduling does not allow, a store that fails.
pub fn explain(
    tx: &mut Tx<'_>,
    rules: &Rules,
    owner: PrincipalId,
    uid: &str,
    after: Option<&CalendarObject>,
) -> Result<Explained, Refused> {
    let before = copies::meeting(tx, owner, uid)?.map(|(_, object)| object);
    if before.is_none() && after.is_none() {
        return Err(Refused::NotFound);
    }
    let memory = Memory::of(tx, owner, uid)?;
    let seen = Seen::MaybeOlder;
    let named = match after {
        Some(after) => users::named(tx, after)?,
        None => None,
    };
    let after = named.as_ref().or(after);
    if let Some(after) = after
        && let Some((ending, beginning)) = split::two(tx, rules, owner, (before.as_ref(), after))?
    {
        let mut both = explain(tx, rules, owner, uid, Some(&ending))?;
        both.messages.extend(explain(tx, rules, owner, beginning.uid().as_str(), Some(&beginning))?.messages);
        return Ok(both);
    }
    let opened = match after {
        Some(after) => put::opened(tx, rules, &memory.owner, (before.as_ref(), seen), after)?,
        None => None,
    };
    let after = opened.as_ref().or(after);
    let held = memory.with(before.as_ref(), &rules.floating);
    let edit = Edit { before: held, after, seen, reply: ReplyWanted::AsUsual };
    let outcome = itip::edited(&edit, rules.now)?;
    let leaves = Leaves { rules, to_client: tx.client_sends(owner)? };
    let mut messages = Vec::new();
    for message in deliver::put_together(tx, &outcome.send)? {
        messages.extend(leaves.planned(tx, &message)?);
    }
    if !outcome.send.is_empty() && !leaves.to_client {
        messages.extend(owed(tx, rules, (owner, uid, after), &messages)?);
    }
    Ok(Explained { because: outcome.because, messages })
}

/// What others would hear besides, because they were not told of something earlier.
fn owed(
    tx: &mut Tx<'_>,
    rules: &Rules,
    (owner, uid, after): (PrincipalId, &str, Option<&CalendarObject>),
    planned: &[Planned],
) -> Result<Vec<Planned>, StoreError> {
    let untold = tx.untold(owner, uid)?;
    let guests: BTreeSet<String> = untold.into_iter().map(|untold| untold.recipient).collect();
    let others = guests.into_iter().filter(|guest| planned.iter().all(|planned| planned.recipient != *guest));
    let method = |guest: &CalAddress| {
        let is_invited = after.is_some_and(|after| after.parts().any(|part| part.attendee(guest).is_some()));
        if is_invited { itip::Method::Request } else { itip::Method::Cancel }
    };
    let mut plans = Vec::new();
    for guest in others {
        plans.push(Planned {
            method: method(&CalAddress::mailto(&guest)).as_str(),
            channel: by_mail(deliver::unwanted(tx, &guest, rules.now)?),
            recipient: guest,
            answer: None,
            instances: Vec::new(),
            why: "hears what was not told before".to_owned(),
        });
    }
    Ok(plans)
}

/// How messages would leave.
struct Leaves<'a> {
    rules: &'a Rules,
    /// Whether the person's calendar program mails guests elsewhere.
    to_client: bool,
}

impl Leaves<'_> {
    /// What would become of a message; `None` for one to a group, whose members are invited one by one.
    fn planned(&self, tx: &mut Tx<'_>, message: &Message) -> Result<Option<Planned>, Refused> {
        let (channel, answer) = match deliver::way(tx, self.rules, message)? {
            Way::Here(group) if group.kind == PrincipalKind::Group => return Ok(None),
            Way::Here(recipient) => self.here(tx, &recipient, message)?,
            _ if self.to_client => (Channel::LeftToClient, None),
            Way::Mail(_) => (Channel::Mail, None),
            Way::Unwanted(_, unwanted) => (Channel::Unwanted(unwanted.reason), None),
            Way::Nowhere => (Channel::Nowhere, None),
        };
        Ok(Some(Planned {
            method: message.method.as_str(),
            recipient: copies::compared(&message.recipient),
            channel,
            answer,
            instances: dates(message, self.rules),
            why: why(&message.kind),
        }))
    }

    /// What it does to somebody's copy here, and what a room would answer.
    fn here(
        &self,
        tx: &mut Tx<'_>,
        recipient: &Principal,
        message: &Message,
    ) -> Result<(Channel, Option<String>), Refused> {
        let copy = match deliver::copy_after(tx, self.rules, recipient, message) {
            Err(Refused::Scheduling(refusal)) => return Ok((Channel::Refused(refusal.to_string()), None)),
            Err(Refused::NotFound) => return Ok((Channel::Refused("no calendar there takes it".to_owned()), None)),
            copy => copy?,
        };
        let answer = match copy.filter(|_| message.method == itip::Method::Request) {
            Some(copy) => rooms::foretold(tx, self.rules, recipient, &copy)?,
            None => None,
        };
        Ok((Channel::Here, answer))
    }
}

/// The dates that a message is about alone; none where it is about all of the meeting.
fn dates(message: &Message, rules: &Rules) -> Vec<Timestamp> {
    let named = message.instances(&rules.floating);
    let dates: Option<Vec<Timestamp>> = named.into_iter().collect();
    dates.unwrap_or_default()
}

fn by_mail(unwanted: Option<Unwanted>) -> Channel {
    unwanted.map_or(Channel::Mail, |unwanted| Channel::Unwanted(unwanted.reason))
}

fn why(kind: &MessageKind) -> String {
    match kind {
        MessageKind::Invitation => "is invited".to_owned(),
        MessageKind::Update { changed } if changed.is_empty() => "gets the present state".to_owned(),
        MessageKind::Update { changed } => {
            let fields: Vec<&str> = changed.iter().map(|field| notices::named(*field)).collect();
            format!("is told of a change: {}", fields.join(", "))
        }
        MessageKind::AskedAgain => "is asked to answer again".to_owned(),
        MessageKind::Resent => "asked for the present state".to_owned(),
        MessageKind::Cancelled => "is told that it does not take place".to_owned(),
        MessageKind::Removed => "is told that it takes place without them".to_owned(),
        MessageKind::Reply => "hears the answer".to_owned(),
        MessageKind::Foreign => "gets the message".to_owned(),
    }
}

/// What is known of one guest of a meeting: the ledger's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuestPage {
    /// The address in its compared form.
    pub attendee: String,
    /// The instances for which the guest's line stands; `None` is the series.
    pub answers: Vec<GuestAnswer>,
    /// When the guest was first invited, by mail or in the calendar here.
    pub invited: Option<DateTime<Utc>>,
    /// The messages that came into the guest's calendar here, oldest first; those of guests elsewhere are in `sent`.
    pub delivered: Vec<TimelineEntry>,
    /// The messages that went out to the guest by mail, oldest first.
    pub sent: Vec<SentMessage>,
    /// When something changed of which the guest was not told, as the organizer wanted it.
    pub untold: Option<DateTime<Utc>>,
    /// Why nothing is mailed to the guest now.
    pub unwanted: Option<String>,
}

/// What a guest answered to one part of a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GuestAnswer {
    /// The instance; `None` for the series.
    pub instance: Option<Timestamp>,
    /// What the meeting shows.
    pub partstat: PartStat,
    /// The last answer itself: door, proof, comment; `None` before one came.
    pub last: Option<AnswerRow>,
}

/// Messages of one meeting that are looked at.
const MOST_MESSAGES: usize = 20_000;

/// The ledger of a meeting that `organizer` holds: each guest with what was sent, and what was answered how.
///
/// # Errors
/// No such meeting, a store that fails.
pub fn ledger(tx: &mut Tx<'_>, rules: &Rules, organizer: PrincipalId, uid: &str) -> Result<Vec<GuestPage>, Refused> {
    let (_, object) = copies::meeting(tx, organizer, uid)?.ok_or(Refused::NotFound)?;
    let answers = tx.answers(organizer, uid)?;
    let sent = tx.sent_messages(organizer, uid, MOST_MESSAGES)?;
    let untold = tx.untold(organizer, uid)?;
    let own = super::addresses(tx, organizer)?;
    let mut pages: Vec<GuestPage> = Vec::new();
    for part in object.parts() {
        let instance = part.recurrence_id().map(|when| itip::instance_of(&object, &when, &rules.floating));
        for attendee in part.attendees().filter(|attendee| !own.contains(&attendee.address)) {
            let name = copies::compared(&attendee.address);
            let last = answers.iter().find(|row| {
                row.attendee == name && row.instance == instance.map(|at| at.timestamp()) && row.dtstamp.timestamp() > 0
            });
            let answer = GuestAnswer { instance, partstat: attendee.partstat(), last: last.cloned() };
            match pages.iter_mut().find(|page| page.attendee == name) {
                Some(page) => page.answers.push(answer),
                None => {
                    let delivered = match users::principal_of(tx, &attendee.address)? {
                        Some(here) => tx.received_messages(here.id, uid)?,
                        None => Vec::new(),
                    };
                    let mailed = sent.iter().find(|message| message.recipient == name).map(|message| message.created);
                    pages.push(GuestPage {
                        unwanted: deliver::unwanted(tx, &name, rules.now)?.map(|unwanted| unwanted.reason),
                        sent: sent.iter().filter(|message| message.recipient == name).cloned().collect(),
                        invited: mailed.or(delivered.first().map(|entry| entry.at)),
                        delivered,
                        untold: untold.iter().filter(|untold| untold.recipient == name).map(|untold| untold.at).max(),
                        attendee: name,
                        answers: vec![answer],
                    });
                }
            }
        }
    }
    Ok(pages)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::testing::{House, lunch};

    const GUEST: &str = "guest@else.example";

    fn explained(house: &House, after: Option<&str>) -> Explained {
        let (alice, rules) = (house.person("alice"), house.app.rules());
        let after = after.map(|text| CalendarObject::parse(text.as_bytes()).unwrap());
        house.app.store.read(|tx| explain(tx, &rules, alice, "u", after.as_ref())).unwrap()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_dry_run_says_who_would_get_what_and_changes_nothing() {
        let house = House::new().await;
        let text = lunch("u", &["bob@example.org", GUEST]);
        let first = explained(&house, Some(&text));
        let line = |planned: &Planned| {
            format!("{} {} {:?}: {}", planned.method, planned.recipient, planned.channel, planned.why)
        };
        let lines: Vec<String> = first.messages.iter().map(line).collect();
        assert_eq!(lines, ["REQUEST bob@example.org Here: is invited", "REQUEST guest@else.example Mail: is invited"]);
        assert!(house.copy("alice", "u").is_none() && house.queue().is_empty());
        house.put("alice", "u.ics", &text).await.unwrap();
        let moved = explained(&house, Some(&house.copy("alice", "u").unwrap().replace("20260310", "20260311")));
        assert!(moved.messages.iter().all(|planned| planned.why == "is told of a change: time"), "{moved:?}");
        let deleted = explained(&house, None);
        assert!(deleted.messages.iter().all(|planned| planned.method == "CANCEL"), "{deleted:?}");
        let weekly = text.replace("SUMMARY", "RRULE:FREQ=WEEKLY;COUNT=4\r\nSUMMARY");
        let date =
            crate::schedule::testing::event("u", &[]).replace("UID:u", "UID:u\r\nRECURRENCE-ID:20260317T120000Z");
        let date = &date[date.find("BEGIN:VEVENT").unwrap()..date.find("END:VCALENDAR").unwrap()];
        let but_one = explained(&house, Some(&weekly.replace("END:VCALENDAR", &format!("{date}END:VCALENDAR"))));
        let dates: Vec<(&str, usize)> =
            but_one.messages.iter().map(|planned| (planned.method, planned.instances.len())).collect();
        assert_eq!(dates, [("REQUEST", 0), ("REQUEST", 0)], "of all of it, whatever dates it names: {but_one:?}");
        let same = explained(&house, Some(&house.copy("alice", "u").unwrap()));
        assert_eq!((same.because, same.messages.len()), (Reason::Unchanged, 0));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn groups_are_opened_and_mail_is_left_to_whose_program_sends_it() {
        let house = House::new().await;
        let (bob, now) = (house.person("bob"), house.app.clock.now());
        let staff = crate::store::NewPrincipal {
            kind: PrincipalKind::Group,
            name: "staff".to_owned(),
            display_name: "staff".to_owned(),
            email: "staff@example.org".to_owned(),
            password: None,
        };
        let added = move |tx: &mut Tx<'_>| {
            let staff = tx.add_principal(&staff, now)?;
            tx.add_member(staff, bob)?;
            tx.set_client_sends("alice", true)
        };
        house.write(added).await;
        let text = lunch("u", &["staff@example.org", GUEST]);
        let planned = explained(&house, Some(&text)).messages;
        let told: BTreeSet<(&str, bool)> =
            planned.iter().map(|one| (one.recipient.as_str(), one.channel == Channel::LeftToClient)).collect();
        assert_eq!(told, BTreeSet::from([("bob@example.org", false), (GUEST, true)]));
        house.put("alice", "u.ics", &text).await.unwrap();
        assert_eq!(explained(&house, Some(&text)).messages, [], "what is stored again tells nobody");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_rooms_would_answer_is_what_they_answer() {
        use crate::store::{Booking, Policy};
        const ROOM: &str = "carol@example.org";
        let weekly = lunch("u", &[ROOM]).replace("SUMMARY", "RRULE:FREQ=WEEKLY;COUNT=4\r\nSUMMARY");
        let taken = "Taken from 2026-03-10 12:00 to 12:30 UTC.";
        for (policy, text, said, then) in [
            (Policy::Automatic, lunch("u", &[ROOM]).replace("T12", "T14"), "accepts".to_owned(), "ACCEPTED"),
            (Policy::Automatic, lunch("u", &[ROOM]), format!("declines: {taken}"), "DECLINED"),
            (Policy::Automatic, weekly.clone(), format!("accepts, but for 2026-03-10: {taken}"), "ACCEPTED"),
            (Policy::AcceptIfFree, weekly, format!("asks its manager bob: {taken}"), "NEEDS-ACTION"),
            (Policy::Ask, lunch("u", &[ROOM]).replace("T12", "T14"), "asks its manager bob".to_owned(), "NEEDS-ACTION"),
            (Policy::Ignore, lunch("u", &[ROOM]), "does not answer by itself".to_owned(), "NEEDS-ACTION"),
        ] {
            let house = House::new().await;
            let (bob, carol) = (house.person("bob"), house.person("carol"));
            let booking = Booking { policy: Policy::Always, ..Booking::USUAL };
            house.write(move |tx| tx.set_booking(carol, &booking)).await;
            house.put("bob", "b.ics", &lunch("b", &[ROOM]).replace("alice", "bob")).await.unwrap();
            let booking = Booking { policy, manager: Some(bob), ..Booking::USUAL };
            house.write(move |tx| tx.set_booking(carol, &booking)).await;
            let copy = house.copy("carol", "u");
            let planned = explained(&house, Some(&text)).messages.remove(0);
            assert_eq!(
                (planned.channel, planned.answer.as_deref()),
                (Channel::Here, Some(said.as_str())),
                "{policy:?}"
            );
            assert_eq!(house.copy("carol", "u"), copy);
            house.put("alice", "u.ics", &text).await.unwrap();
            assert!(house.line("alice", "u", ROOM).contains(then), "{said}: {:?}", house.copy("alice", "u"));
            assert_eq!(explained(&house, Some(&house.copy("alice", "u").unwrap())).messages, []);
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn whose_calendar_does_not_take_it_is_said_with_the_reason() {
        let house = House::new().await;
        house.put("bob", "u.ics", &crate::schedule::testing::event("u", &[])).await.unwrap();
        let planned = explained(&house, Some(&lunch("u", &["bob@example.org"]))).messages.remove(0);
        assert_eq!(planned.channel, Channel::Refused(itip::Refusal::UidTaken.to_string()));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn who_is_not_mailed_is_said_with_the_reason() {
        let house = House::new().await;
        house.put("alice", "u.ics", &lunch("u", &["bob@example.org", GUEST])).await.unwrap();
        let now = house.app.clock.now();
        house.write(move |tx| tx.suppress(GUEST, "the guest wants none", now)).await;
        let deleted = explained(&house, None);
        let channels: Vec<&Channel> = deleted.messages.iter().map(|planned| &planned.channel).collect();
        assert_eq!(channels, [&Channel::Here, &Channel::Unwanted("the guest wants none".to_owned())]);
        let (alice, rules) = (house.person("alice"), house.app.rules());
        let pages = house.app.store.read(|tx| ledger(tx, &rules, alice, "u")).unwrap();
        let unwanted: Vec<Option<&str>> = pages.iter().map(|page| page.unwanted.as_deref()).collect();
        assert_eq!(unwanted, [None, Some("the guest wants none")]);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn the_ledger_knows_of_each_guest_what_was_sent() {
        let house = House::new().await;
        house.put("alice", "u.ics", &lunch("u", &["bob@example.org", GUEST])).await.unwrap();
        let (alice, rules) = (house.person("alice"), house.app.rules());
        let pages = house.app.store.read(|tx| ledger(tx, &rules, alice, "u")).unwrap();
        let [bob, guest] = &pages[..] else { panic!("{pages:?}") };
        assert_eq!((bob.attendee.as_str(), bob.sent.len()), ("bob@example.org", 0), "his calendar is here");
        let came: Vec<&str> = bob.delivered.iter().map(|entry| entry.detail.as_str()).collect();
        assert_eq!((came, bob.invited), (vec!["REQUEST from alice@example.org: invited"], Some(house.app.clock.now())));
        assert_eq!((guest.attendee.as_str(), guest.sent.len()), (GUEST, 1));
        assert_eq!((guest.sent[0].method.as_str(), guest.sent[0].state.as_str()), ("REQUEST", "waiting"));
        assert_eq!(guest.answers[0].partstat, PartStat::NeedsAction);
    }
}
