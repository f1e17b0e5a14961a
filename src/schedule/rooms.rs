//! Rooms and resources answer invitations by themselves, in the transaction that brought them: accepted if free,
//! declined if taken, over the whole series.

use std::collections::BTreeSet;

use chrono::TimeDelta;

use crate::ical::{
    self, Busy, CalAddress, CalendarObject, Component, Line, Occupation, PartStat, Timestamp, TooMany, Zone,
};
use crate::id::{ObjectName, PrincipalId, Uid};
use crate::itip::{self, Edit, Keep, ReplyWanted, Seen};
use crate::store::{Booking, Calendar, CalendarKind, Object, Policy, Principal, PrincipalKind, StoreError, Tx};

use super::copies::{self, By, Memory};
use super::deliver::{self, Door, Proof, Speaker};
use super::{Refused, Rules, busy, marks, notices};

/// How far ahead conflicts are looked for, from the first date that is not over on, and how far when there is none so near.
const AHEAD: [TimeDelta; 2] = [TimeDelta::days(2 * 366), TimeDelta::days(20 * 366)];
/// Instances of one meeting that are looked at; what recurs more often is declined.
const MOST_INSTANCES: usize = 1_000;
/// Busy times of another meeting that are looked at.
const MOST_PERIODS: usize = 5_000;
/// Busy times of all other meetings that are looked at.
const MOST_TAKEN: usize = 50_000;
/// Instances of a series that are declined one by one; a series with more conflicts is declined as a whole.
const MOST_DECLINED: usize = 30;
/// Objects read at a time.
const PAGE: usize = 200;

/// How a principal answers invitations; `None` for a person of whom nothing is said.
///
/// # Errors
/// The store failed.
pub fn booking(tx: &mut Tx<'_>, principal: &Principal) -> Result<Option<Booking>, StoreError> {
    let is_thing = matches!(principal.kind, PrincipalKind::Room | PrincipalKind::Resource);
    Ok(tx.booking(principal.id)?.or(is_thing.then_some(Booking::USUAL)))
}

/// Who decides for a room or resource, if anybody does.
pub(super) fn manager(tx: &mut Tx<'_>, principal: &Principal) -> Result<Option<Principal>, StoreError> {
    match booking(tx, principal)?.and_then(|booking| booking.manager) {
        Some(manager) => tx.principal(manager),
        None => Ok(None),
    }
}

/// Lets those of the recipients answer that do so by themselves; their meeting is that of the person here who just
/// changed it.
pub(super) fn answer_all(
    tx: &mut Tx<'_>,
    rules: &Rules,
    recipients: &BTreeSet<CalAddress>,
    uid: &Uid,
    organizer: &CalAddress,
) -> Result<(), Refused> {
    for recipient in recipients {
        if let Some(principal) = super::principal_of(tx, recipient)? {
            answer(tx, rules, &principal, uid, (organizer, Proof::Account))?;
        }
    }
    Ok(())
}

/// Lets a room or resource answer the invitation of this organizer that waits in its calendar, if one does. Where nothing
/// proves who invites, its manager decides: strangers must not fill rooms in somebody's name.
pub(super) fn answer(
    tx: &mut Tx<'_>,
    rules: &Rules,
    room: &Principal,
    uid: &Uid,
    (organizer, proof): (&CalAddress, Proof),
) -> Result<(), Refused> {
    let found = copies::meeting(tx, room.id, uid.as_str())?;
    let Some((row, object)) = found.filter(|(_, object)| object.organizer().as_ref() == Some(organizer)) else {
        return Ok(());
    };
    let own = super::addresses(tx, room.id)?;
    let request = Request { room, own: &own, object: &object, rules };
    match considered(tx, &request, proof)? {
        Intent::Nothing | Intent::Ignore => Ok(()),
        Intent::Answer(verdict) => give(tx, rules, &request, &row, &verdict),
        Intent::Ask(manager, why) => ask(tx, rules, &request, manager, why.as_deref()),
    }
}

/// What a room or resource would answer whose copy becomes `object`, in words; `None` for people, and what it need not
/// answer.
///
/// # Errors
/// The store failed.
pub(super) fn foretold(
    tx: &mut Tx<'_>,
    rules: &Rules,
    room: &Principal,
    object: &CalendarObject,
) -> Result<Option<String>, Refused> {
    let own = super::addresses(tx, room.id)?;
    let intent = considered(tx, &Request { room, own: &own, object, rules }, Proof::Account)?;
    let days = |dates: &[Timestamp]| {
        dates.iter().map(|date| date.format("%Y-%m-%d").to_string()).collect::<Vec<_>>().join(", ")
    };
    Ok(match intent {
        Intent::Nothing => None,
        Intent::Ignore => Some("does not answer by itself".to_owned()),
        Intent::Answer(Verdict::Accept) => Some("accepts".to_owned()),
        Intent::Answer(Verdict::Decline(why)) => Some(format!("declines: {why}")),
        Intent::Answer(Verdict::AcceptBut(dates, why)) => Some(format!("accepts, but for {}: {why}", days(&dates))),
        Intent::Ask(manager, why) => {
            let manager = manager.map(|manager| tx.principal(manager)).transpose()?.flatten();
            let asks = manager.map_or("waits for an answer in its calendar".to_owned(), |manager| {
                format!("asks its manager {}", manager.name)
            });
            Some(why.map_or(asks.clone(), |why| format!("{asks}: {why}")))
        }
    })
}

/// What becomes of an invitation.
enum Intent {
    /// It is a person who is invited, or what is asked is answered.
    Nothing,
    /// Nobody answers by itself.
    Ignore,
    Answer(Verdict),
    /// The manager, if there is one, decides; and why the room does not.
    Ask(Option<PrincipalId>, Option<String>),
}

/// Decides about an invitation, and does nothing.
fn considered(tx: &mut Tx<'_>, request: &Request<'_>, proof: Proof) -> Result<Intent, Refused> {
    let Some(booking) = booking(tx, request.room)? else { return Ok(Intent::Nothing) };
    if !request.object.parts().any(|part| request.is_open(part)) {
        return Ok(Intent::Nothing);
    }
    if booking.policy == Policy::Ignore {
        return Ok(Intent::Ignore);
    }
    if proof == Proof::Nothing {
        let unproven = "Not verified: nothing proves who sent this.".to_owned();
        return Ok(Intent::Ask(booking.manager, Some(unproven)));
    }
    let found = match booking.policy {
        Policy::Always => Obstacles::Nothing,
        _ => request.obstacles(tx, &booking)?,
    };
    Ok(match chosen(booking.policy, &found) {
        Choice::Answer(verdict) => Intent::Answer(verdict),
        Choice::Ask => Intent::Ask(booking.manager, found.why()),
    })
}

/// What stands in the way of a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Obstacles {
    Nothing,
    /// All of it is impossible, and why.
    Everything(String),
    /// These instances are, and why the first is.
    Instances(Vec<Timestamp>, String),
}

impl Obstacles {
    fn why(self) -> Option<String> {
        match self {
            Obstacles::Nothing => None,
            Obstacles::Everything(why) | Obstacles::Instances(_, why) => Some(why),
        }
    }
}

/// An answer.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Verdict {
    Accept,
    Decline(String),
    /// The series is accepted, these instances are not.
    AcceptBut(Vec<Timestamp>, String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Choice {
    Answer(Verdict),
    /// The manager decides.
    Ask,
}

/// What a policy makes of what stands in the way.
fn chosen(policy: Policy, obstacles: &Obstacles) -> Choice {
    let declined = || match obstacles {
        Obstacles::Nothing => Verdict::Accept,
        Obstacles::Everything(why) => Verdict::Decline(why.clone()),
        Obstacles::Instances(instances, why) if instances.len() > MOST_DECLINED => Verdict::Decline(why.clone()),
        Obstacles::Instances(instances, why) => Verdict::AcceptBut(instances.clone(), why.clone()),
    };
    match (policy, obstacles) {
        (Policy::Always, _) => Choice::Answer(Verdict::Accept),
        (Policy::Ask | Policy::Ignore, _) => Choice::Ask,
        (Policy::AcceptIfFree, Obstacles::Nothing) => Choice::Answer(Verdict::Accept),
        (Policy::AcceptIfFree, _) | (Policy::DeclineIfBusy, Obstacles::Nothing) => Choice::Ask,
        (Policy::Automatic | Policy::DeclineIfBusy, _) => Choice::Answer(declined()),
    }
}

/// An invitation of a room.
struct Request<'a> {
    room: &'a Principal,
    own: &'a [CalAddress],
    object: &'a CalendarObject,
    rules: &'a Rules,
}

/// When one instance takes place.
#[derive(Clone, Copy)]
struct Slot {
    name: Option<Timestamp>,
    from: Timestamp,
    to: Timestamp,
}

impl Request<'_> {
    /// Whether this part of the invitation waits for an answer. What the manager has answered stays as it is.
    fn is_open(&self, part: &Component) -> bool {
        let waits = |who: &ical::Attendee<'_>| who.partstat() == PartStat::NeedsAction;
        !part.is_cancelled() && part.attendees().any(|who| self.own.contains(&who.address) && waits(&who))
    }

    /// The instances to be answered that are not over.
    fn slots(&self) -> Result<Vec<Slot>, TooMany> {
        let first = ical::span(self.object, &self.rules.floating).first.unwrap_or(self.rules.now);
        let from = first.max(self.rules.now);
        for ahead in AHEAD {
            let to = from.checked_add_signed(ahead).unwrap_or(from);
            let slots = self.slots_between(from, to)?;
            if !slots.is_empty() {
                return Ok(slots);
            }
        }
        Ok(Vec::new())
    }

    fn slots_between(&self, from: Timestamp, to: Timestamp) -> Result<Vec<Slot>, TooMany> {
        let found = ical::instances(self.object, &self.rules.floating, from, to, MOST_INSTANCES)?;
        let held = found.iter().filter(|instance| self.is_open(instance.component));
        let name = |instance: &ical::Instance<'_>| {
            let recurs = self.object.master().is_none_or(Component::is_recurring);
            instance.recurrence.filter(|_| recurs)
        };
        Ok(held.map(|instance| Slot { name: name(instance), from: instance.start, to: instance.end }).collect())
    }

    fn obstacles(&self, tx: &mut Tx<'_>, booking: &Booking) -> Result<Obstacles, Refused> {
        let Ok(slots) = self.slots() else {
            return Ok(Obstacles::Everything("It takes place too often.".to_owned()));
        };
        if let Some(reason) = self.out_of_bounds(booking, &slots) {
            return Ok(Obstacles::Everything(reason));
        }
        let Some((first, last)) = slots.iter().map(|slot| slot.from).min().zip(slots.iter().map(|slot| slot.to).max())
        else {
            return Ok(Obstacles::Nothing);
        };
        let Ok(taken) = self.taken(tx, first, last)? else {
            return Ok(Obstacles::Everything("Its calendar is too full to be looked through.".to_owned()));
        };
        let conflict = |slot: &Slot| taken.iter().find(|other| other.from < slot.to && other.to > slot.from);
        let conflicts: Vec<(&Slot, &Taken)> =
            slots.iter().filter_map(|slot| conflict(slot).map(|taken| (slot, taken))).collect();
        let Some((_, by)) = conflicts.first() else { return Ok(Obstacles::Nothing) };
        let why =
            format!("Taken from {} to {} UTC{}.", by.from.format("%Y-%m-%d %H:%M"), by.to.format("%H:%M"), by.holder);
        let named: Vec<Timestamp> = conflicts.iter().filter_map(|(slot, _)| slot.name).collect();
        let are_dates = self.object.master().is_none_or(Component::is_recurring);
        if !are_dates || conflicts.len() * 2 > slots.len() {
            return Ok(Obstacles::Everything(why));
        }
        Ok(Obstacles::Instances(named, why))
    }

    /// Why the house does not let it be booked like this.
    fn out_of_bounds(&self, booking: &Booking, slots: &[Slot]) -> Option<String> {
        let longest = slots.iter().map(|slot| slot.to - slot.from).max().unwrap_or_default();
        if booking.max_minutes > 0 && longest > TimeDelta::minutes(booking.max_minutes) {
            return Some(format!("It can be booked for {} minutes at most.", booking.max_minutes));
        }
        let latest = self.rules.now.checked_add_signed(TimeDelta::days(booking.window_days))?;
        let is_endless = ical::span(self.object, &self.rules.floating).last.is_none();
        let is_late = is_endless || slots.iter().any(|slot| slot.from > latest);
        let reason = || format!("It can be booked up to {} days ahead.", booking.window_days);
        (booking.window_days > 0 && is_late).then(reason)
    }

    /// When the room is taken by other meetings, unless that is more often than is looked at.
    fn taken(
        &self,
        tx: &mut Tx<'_>,
        from: Timestamp,
        to: Timestamp,
    ) -> Result<Result<Vec<Taken>, TooMany>, StoreError> {
        let mut taken = Vec::new();
        let mut calendars = tx.calendars(self.room.id)?;
        calendars.extend(tx.shared_calendars(self.room.id)?);
        let counting = |calendar: &&Calendar| calendar.kind == CalendarKind::Calendar && !calendar.transparent;
        for calendar in calendars.iter().filter(counting) {
            let owner = super::addresses(tx, calendar.principal)?;
            let floating = busy::floating(self.rules, calendar);
            for ids in tx.objects_between(calendar.id, from.timestamp(), to.timestamp())?.chunks(PAGE) {
                for object in tx.objects(calendar.id, ids)? {
                    if object.head.uid == self.object.uid().as_str() {
                        continue;
                    }
                    match taken_by(&object, &owner, &floating, (from, to)) {
                        Ok(more) if taken.len() + more.len() <= MOST_TAKEN => taken.extend(more),
                        Ok(_) => return Ok(Err(TooMany::Instances(MOST_TAKEN))),
                        Err(too_many) => return Ok(Err(too_many)),
                    }
                }
            }
        }
        Ok(self.closed(&calendars, from, to).map(|closed| taken.into_iter().chain(closed).collect()))
    }

    /// When the room is not open at all, as the availability on its schedule inbox says (RFC 7953 §7.2.5).
    fn closed(&self, calendars: &[Calendar], from: Timestamp, to: Timestamp) -> Result<Vec<Taken>, TooMany> {
        let mut hours = Occupation::new(from, to, MOST_PERIODS);
        let texts = calendars.iter().filter_map(|calendar| calendar.availability.as_deref());
        for object in texts.filter_map(|text| ical::availability_of(text).ok()) {
            hours.add(&object, &[], &self.rules.floating)?;
        }
        let closed = |busy: Busy| Taken { from: busy.from, to: busy.to, holder: ", as it is not open then".to_owned() };
        Ok(hours.periods().into_iter().map(closed).collect())
    }
}

fn taken_by(
    object: &Object,
    owner: &[CalAddress],
    floating: &Zone,
    (from, to): (Timestamp, Timestamp),
) -> Result<Vec<Taken>, TooMany> {
    let Some(other) = copies::parsed(object) else { return Ok(Vec::new()) };
    let busy = ical::busy_periods(std::slice::from_ref(&other), owner, floating, from, to, MOST_PERIODS)?;
    let is_public =
        other.parts().all(|part| part.raw("CLASS").is_none_or(|class| class.eq_ignore_ascii_case("PUBLIC")));
    let holder = other.organizer_line().filter(|_| is_public);
    let holder = holder.and_then(|line| line.param("CN").map(|name| format!(" by {name}"))).unwrap_or_default();
    Ok(busy.iter().map(|busy| Taken { from: busy.from, to: busy.to, holder: holder.clone() }).collect())
}

/// A time at which a room is not free, and by whom it is taken, in words.
struct Taken {
    from: Timestamp,
    to: Timestamp,
    holder: String,
}

/// Writes the answer into the room's copy and sends it.
fn give(tx: &mut Tx<'_>, rules: &Rules, request: &Request<'_>, row: &Object, verdict: &Verdict) -> Result<(), Refused> {
    let after = answered(request, verdict);
    let uid = request.object.uid();
    let memory = Memory::of(tx, request.room.id, uid.as_str())?;
    let edit = Edit {
        before: memory.with(Some(request.object), &rules.floating),
        after: Some(&after),
        seen: Seen::Latest,
        reply: ReplyWanted::AsUsual,
    };
    let outcome = itip::edited(&edit, rules.now)?;
    let kept = match outcome.keep {
        Keep::Put(object) => *object,
        Keep::AsIs | Keep::Remove => after,
    };
    let name = ObjectName::parse(&row.head.name).map_err(|_| Refused::NotFound)?;
    copies::store(tx, (row.head.calendar, &name), &kept, kept.to_edited_bytes(), By::Message, rules)?;
    let room = Speaker::in_person(request.room);
    for (whom, status) in deliver::send(tx, rules, room, &outcome.send, Door::Room, 2)? {
        marks::mark(tx, rules, request.room.id, uid.as_str(), &whom, status)?;
    }
    Ok(())
}

/// The room's copy with the answer in it. What it accepts takes it, though the organizer's own time may stay free.
fn answered(request: &Request<'_>, verdict: &Verdict) -> CalendarObject {
    let (partstat, declined, why) = match verdict {
        Verdict::Accept => (PartStat::Accepted, &[][..], None),
        Verdict::Decline(why) => (PartStat::Declined, &[][..], Some(why)),
        Verdict::AcceptBut(instances, why) => (PartStat::Accepted, &instances[..], Some(why)),
    };
    let mut after = request.object.clone();
    for part in itip::derived_instances(request.object, declined, &request.rules.floating) {
        after.calendar_mut().push(part);
    }
    let declines = |part: &Component| {
        let name = part.recurrence_id().map(|when| itip::instance_of(request.object, &when, &request.rules.floating));
        name.is_some_and(|name| declined.contains(&name))
    };
    let own = request.own;
    for part in after.parts_mut().filter(|part| request.is_open(part)) {
        let answer = if declines(part) { PartStat::Declined } else { partstat };
        if answer == PartStat::Accepted && part.name() == "VEVENT" {
            part.set(Line::text("TRANSP", "OPAQUE").with_param(itip::OWN, "TRUE"));
        }
        part.map_lines(|line| {
            let is_own = line.is("ATTENDEE") && own.contains(&CalAddress::parse(line.value()));
            if is_own { line.with_param("PARTSTAT", answer.as_str()).without_param("RSVP") } else { line }
        });
        if let Some(why) = why.filter(|_| answer == PartStat::Declined) {
            part.add(Line::text("COMMENT", why));
        }
    }
    after
}

/// Tells the manager that a decision waits; without one it waits in the room's calendar.
fn ask(
    tx: &mut Tx<'_>,
    rules: &Rules,
    request: &Request<'_>,
    manager: Option<PrincipalId>,
    why: Option<&str>,
) -> Result<(), Refused> {
    let Some(manager) = manager else { return Ok(()) };
    Ok(notices::tell_manager(tx, rules, manager, request.room, request.object, why)?)
}

/// Says how a room or resource is booked; its manager may then answer in its calendar.
///
/// # Errors
/// The store failed.
pub fn set_booking(tx: &mut Tx<'_>, room: PrincipalId, booking: &Booking) -> Result<(), Refused> {
    tx.set_booking(room, booking)?;
    if let Some(manager) = booking.manager {
        tx.add_delegate(room, crate::access::Delegation::Write, manager)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::testing::{House, lunch};

    #[test]
    fn a_policy_answers_or_leaves_it_to_the_manager() {
        let (why, instance) = ("Taken.".to_owned(), Timestamp::UNIX_EPOCH);
        let nothing = Obstacles::Nothing;
        let all = Obstacles::Everything(why.clone());
        let some = Obstacles::Instances(vec![instance], why.clone());
        let many = Obstacles::Instances(vec![instance; MOST_DECLINED + 1], why.clone());
        let accept = || Choice::Answer(Verdict::Accept);
        let decline = || Choice::Answer(Verdict::Decline(why.clone()));
        let but = || Choice::Answer(Verdict::AcceptBut(vec![instance], why.clone()));
        for (policy, choices) in [
            (Policy::Automatic, [accept(), decline(), but(), decline()]),
            (Policy::AcceptIfFree, [accept(), Choice::Ask, Choice::Ask, Choice::Ask]),
            (Policy::DeclineIfBusy, [Choice::Ask, decline(), but(), decline()]),
            (Policy::Ask, [Choice::Ask, Choice::Ask, Choice::Ask, Choice::Ask]),
            (Policy::Always, [accept(), accept(), accept(), accept()]),
        ] {
            let made = [&nothing, &all, &some, &many].map(|obstacles| chosen(policy, obstacles));
            assert_eq!(made, choices, "{policy:?}");
        }
    }

    async fn with_room(booking: Booking) -> House {
        let house = House::new().await;
        let carol = house.person("carol");
        house.write(move |tx| tx.set_booking(carol, &booking)).await;
        house
    }

    const ROOM: &str = "carol@example.org";

    #[tokio::test(flavor = "multi_thread")]
    async fn a_free_room_accepts_within_the_put_and_a_taken_one_declines_and_says_by_whom() {
        let house = with_room(Booking::USUAL).await;
        let stored = house.put("alice", "a.ics", &lunch("a", &[ROOM])).await.unwrap();
        assert!(!stored.as_given);
        assert!(house.line("alice", "a", ROOM).contains("PARTSTAT=ACCEPTED"), "{:?}", house.copy("alice", "a"));
        let rooms = house.copy("carol", "a").unwrap();
        assert!(rooms.contains("PARTSTAT=ACCEPTED") && !rooms.contains("RSVP="), "{rooms}");
        assert!(rooms.contains("ORGANIZER;SCHEDULE-STATUS=1.2:mailto:alice@example.org"), "{rooms}");
        house.put("bob", "b.ics", &lunch("b", &[ROOM]).replace("alice", "bob")).await.unwrap();
        assert!(house.line("bob", "b", ROOM).contains("PARTSTAT=DECLINED"), "{:?}", house.copy("bob", "b"));
        assert!(
            house.notices("bob").iter().any(|news| news.contains("Taken from 2026-03-10 12:00 to 12:30 UTC")),
            "{:?}",
            house.notices("bob")
        );
        // When the first meeting moves, the second can have the room.
        let moved = house.copy("alice", "a").unwrap().replace("20260310", "20260311");
        house.put("alice", "a.ics", &moved).await.unwrap();
        assert!(house.line("alice", "a", ROOM).contains("PARTSTAT=ACCEPTED"));
        house.put("bob", "c.ics", &lunch("c", &[ROOM]).replace("alice", "bob")).await.unwrap();
        assert!(house.line("bob", "c", ROOM).contains("PARTSTAT=ACCEPTED"));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_room_whose_calendar_is_too_full_to_read_says_so_and_refuses_nobodys_change() {
        for (policy, accepted) in [(Policy::Automatic, false), (Policy::Always, true)] {
            let house = with_room(Booking { policy, ..Booking::USUAL }).await;
            let hourly =
                crate::schedule::testing::event("busy", &["RRULE:FREQ=HOURLY"]).replace("T123000Z", "T120100Z");
            house.put("carol", "busy.ics", &hourly).await.unwrap();
            let weekly = lunch("a", &[ROOM]).replace("SUMMARY", "RRULE:FREQ=WEEKLY;COUNT=90\r\nSUMMARY");
            house.put("alice", "a.ics", &weekly).await.unwrap();
            let line = house.line("alice", "a", ROOM);
            assert_eq!(line.contains("PARTSTAT=ACCEPTED"), accepted, "{line}");
            assert_eq!(line.contains("PARTSTAT=DECLINED"), !accepted, "{line}");
            assert_eq!(house.notices("alice").concat().contains("too full"), !accepted, "{:?}", house.notices("alice"));
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_room_accepts_no_invitation_from_outside_that_nothing_proves() {
        for (proof, accepted) in [(Proof::Nothing, false), (Proof::Dmarc, true)] {
            let house = House::new().await;
            let (bob, carol) = (house.person("bob"), house.person("carol"));
            let booking = Booking { manager: Some(bob), ..Booking::USUAL };
            house.app.store.write(move |tx| set_booking(tx, carol, &booking)).await.unwrap();
            let text = lunch("a", &[ROOM]).replace("alice@example.org", "boss@corp.example");
            let object = CalendarObject::read(text.replace("VERSION", "METHOD:REQUEST\r\nVERSION").as_bytes()).unwrap();
            let (boss, room) = (CalAddress::mailto("boss@corp.example"), CalAddress::mailto(ROOM));
            let message = itip::parse_message(object, None, boss, room, house.app.clock.now()).unwrap();
            let arrival = deliver::Arrival { to: carol, message, door: Door::Mail, proof, doubt: None };
            let rules = house.app.rules();
            house.app.store.write(move |tx| deliver::receive(tx, &rules, &arrival)).await.unwrap();
            let line = house.line("carol", "a", ROOM);
            assert_eq!(line.contains("PARTSTAT=ACCEPTED"), accepted, "{line}");
            assert_eq!(house.queue().iter().any(|mail| mail.starts_with("REPLY")), accepted, "{:?}", house.queue());
            assert_eq!(house.notices("bob").concat().contains("Not verified"), !accepted, "{:?}", house.notices("bob"));
            // A meeting here of the same name says nothing about the one from outside.
            house.put("alice", "a.ics", &lunch("a", &[ROOM])).await.unwrap();
            assert_eq!(house.line("carol", "a", ROOM).contains("PARTSTAT=ACCEPTED"), accepted);
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_a_room_accepts_takes_it_also_when_transparent_far_ahead_or_part_of_an_endless_series() {
        let transparent = |uid: &str| lunch(uid, &[ROOM]).replace("SUMMARY", "TRANSP:TRANSPARENT\r\nSUMMARY");
        let far = |uid: &str| lunch(uid, &[ROOM]).replace("20260310T", "20300405T");
        let weekly = |uid: &str| lunch(uid, &[ROOM]).replace("SUMMARY", "RRULE:FREQ=WEEKLY\r\nSUMMARY");
        let within = |uid: &str| lunch(uid, &[ROOM]).replace("20260310T", "20290410T");
        for (first, second) in [
            (transparent("a"), transparent("b")),
            (far("a"), far("b")),
            (weekly("a"), within("b")),
            (within("a"), far("b")),
        ] {
            let house = with_room(Booking::USUAL).await;
            house.put("alice", "a.ics", &first).await.unwrap();
            house.put("bob", "b.ics", &second.replace("alice", "bob")).await.unwrap();
            assert!(house.line("alice", "a", ROOM).contains("PARTSTAT=ACCEPTED"), "{first}");
            let is_free = first.contains("20290410");
            assert_eq!(house.line("bob", "b", ROOM).contains("PARTSTAT=ACCEPTED"), is_free, "{second}");
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_a_manager_answered_stays_when_another_date_moves() {
        let house = with_room(Booking::USUAL).await;
        let weekly = lunch("w", &[ROOM]).replace("SUMMARY", "RRULE:FREQ=WEEKLY;COUNT=4\r\nSUMMARY");
        house.put("alice", "w.ics", &weekly).await.unwrap();
        let moved = |copy: &str, day: &str, line: &str| {
            let own = format!(
                "BEGIN:VEVENT\r\nUID:w\r\nDTSTAMP:20260302T090000Z\r\nRECURRENCE-ID:{day}T120000Z\r\nDTSTART:{day}T140000Z\r\n\
                 DTEND:{day}T143000Z\r\nSUMMARY:Lunch\r\nORGANIZER:mailto:alice@example.org\r\n\
                 ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org\r\nATTENDEE;{line}:mailto:{ROOM}\r\nEND:VEVENT\r\n"
            );
            copy.replace("END:VCALENDAR", &format!("{own}END:VCALENDAR"))
        };
        let rooms = house.copy("carol", "w").unwrap();
        let declined = moved(&rooms, "20260317", "PARTSTAT=DECLINED").replace("20260317T14", "20260317T12");
        let carol = house.person("carol");
        let name = house.read(|tx| tx.copies(carol, "w")).remove(0).head.name;
        house.put("carol", &name, &declined).await.unwrap();
        let alices = house.copy("alice", "w").unwrap();
        assert!(alices.contains("DECLINED"), "{alices}");
        house.put("alice", "w.ics", &moved(&alices, "20260324", "PARTSTAT=NEEDS-ACTION")).await.unwrap();
        let alices = house.copy("alice", "w").unwrap();
        let lines: Vec<&str> = alices.lines().filter(|line| line.ends_with(ROOM)).collect();
        assert_eq!(lines.iter().filter(|line| line.contains("DECLINED")).count(), 1, "{alices}");
        assert_eq!(lines.iter().filter(|line| line.contains("ACCEPTED")).count(), 2, "{alices}");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_series_is_accepted_but_for_the_dates_that_are_taken() {
        let house = with_room(Booking::USUAL).await;
        house.put("alice", "a.ics", &lunch("a", &[ROOM])).await.unwrap();
        let weekly = lunch("w", &[ROOM]).replace("alice", "bob").replace("20260310T", "20260303T");
        let weekly = weekly.replace("SUMMARY", "RRULE:FREQ=WEEKLY;COUNT=6\r\nSUMMARY");
        house.put("bob", "w.ics", &weekly).await.unwrap();
        let copy = house.copy("bob", "w").unwrap();
        let lines: Vec<&str> = copy.lines().filter(|line| line.ends_with(ROOM)).collect();
        assert_eq!(lines.len(), 2, "{copy}");
        assert!(lines[0].contains("ACCEPTED") && lines[1].contains("DECLINED"), "{copy}");
        assert!(copy.contains("RECURRENCE-ID:20260310T"), "{copy}");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn the_house_can_bound_how_far_and_how_long() {
        for (booking, accepted) in [
            (Booking { max_minutes: 20, ..Booking::USUAL }, false),
            (Booking { max_minutes: 30, ..Booking::USUAL }, true),
            (Booking { window_days: 3, ..Booking::USUAL }, false),
            (Booking { window_days: 30, ..Booking::USUAL }, true),
        ] {
            let house = with_room(booking).await;
            house.put("alice", "a.ics", &lunch("a", &[ROOM])).await.unwrap();
            assert_eq!(house.line("alice", "a", ROOM).contains("ACCEPTED"), accepted, "{booking:?}");
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_manager_is_told_and_the_room_waits() {
        let house = House::new().await;
        let (bob, carol) = (house.person("bob"), house.person("carol"));
        let booking = Booking { policy: Policy::Ask, manager: Some(bob), ..Booking::USUAL };
        house.app.store.write(move |tx| set_booking(tx, carol, &booking)).await.unwrap();
        house.put("alice", "a.ics", &lunch("a", &[ROOM])).await.unwrap();
        assert!(!house.line("alice", "a", ROOM).contains("ACCEPTED"));
        assert!(house.notices("bob").iter().any(|news| news.contains("carol")), "{:?}", house.notices("bob"));
    }
}
