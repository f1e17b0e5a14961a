//! A meeting gets another organizer of this house, for instance because somebody leaves. iTIP has no message for that
//! (RFC 5546 §3.2.2.4); but guests know a meeting by an address that this server made for each of them, and that
//! address stays, so that for their programs it is a change like any other.

use std::collections::BTreeSet;

use crate::config::OrganizerAddress;
use crate::ical::{self, CalAddress, CalendarObject, Component, Kind};
use crate::id::{ObjectName, PrincipalId, Uid};
use crate::itip::{self, Refusal, Transfer};
use crate::store::{Principal, StoreError, Tx};

use super::copies::{self, By, Memory};
use super::deliver::{self, Door, Speaker};
use super::{Refused, Rules, marks, notices};

/// Hands a meeting of `from` to `to`, with everything that is known of its guests; they are told.
///
/// # Errors
/// A meeting that `from` does not organize, a new organizer without a calendar for it, guests who know the meeting by the
/// organizer's own address (`mail.organizer_address`), another entry of the new one with its UID; nothing is changed then.
pub fn transfer(tx: &mut Tx<'_>, rules: &Rules, uid: &Uid, from: PrincipalId, to: PrincipalId) -> Result<(), Refused> {
    let (row, object) = copies::meeting(tx, from, uid.as_str())?.ok_or(Refused::NotFound)?;
    let old = object.organizer().filter(|old| super::addresses(tx, from).is_ok_and(|own| own.contains(old)));
    let old = old.ok_or(Refused::Scheduling(Refusal::NotOrganizer))?;
    if from == to || rules.config.mail.organizer_address != OrganizerAddress::PerAttendee {
        return Err(Refused::Scheduling(Refusal::OrganizerCannotChange));
    }
    let to = tx.principal(to)?.ok_or(Refused::NotFound)?;
    let new = super::addresses(tx, to.id)?.into_iter().next().ok_or(Refused::NotFound)?;
    let transfer = Transfer { old: &old, new: &new, name: &to.display_name };
    let theirs = copies::meeting(tx, to.id, uid.as_str())?.map(|(_, copy)| copy);
    let made = transfer.handed(&object, theirs.as_ref(), &rules.floating);
    tx.transfer_guests(from, to.id, uid.as_str())?;
    store(tx, rules, &to, &made, &old)?;
    let name = ObjectName::parse(&row.head.name).map_err(|_| Refused::NotFound)?;
    let left = transfer.seated(&object, &rules.floating);
    copies::store(tx, (row.head.calendar, &name), &left, left.to_edited_bytes(), By::Message, rules)?;
    let detail = format!("from {} to {}", copies::compared(&old), copies::compared(&new));
    tx.note(uid.as_str(), Some(to.id), "transferred", &detail, rules.now)?;
    tell(tx, rules, &to, &made, transfer)
}

/// Stores the meeting in the new organizer's calendar, in place of the copy there was of the `old` one's.
fn store(
    tx: &mut Tx<'_>,
    rules: &Rules,
    to: &Principal,
    made: &CalendarObject,
    old: &CalAddress,
) -> Result<(), Refused> {
    let (calendar, name) = match copies::row(tx, to.id, made.uid().as_str())? {
        Some(held) => (held.head.calendar, ObjectName::parse(&held.head.name).map_err(|_| Refused::NotFound)?),
        None => {
            let calendar = super::default_calendar(tx, to.id, made.kind().component())?.ok_or(Refused::NotFound)?;
            let name = match tx.object_by_uid(calendar.id, made.uid().as_str())? {
                None => deliver::free_name(tx, calendar.id, made.uid())?,
                // A copy that is kept for information gives way, and nothing else does.
                Some(plain) => tx
                    .object(calendar.id, &plain.name)?
                    .filter(|plain| copies::parsed(plain).and_then(|plain| plain.organizer()).as_ref() == Some(old))
                    .and_then(|plain| ObjectName::parse(&plain.head.name).ok())
                    .ok_or(Refused::Scheduling(Refusal::UidTaken))?,
            };
            (calendar.id, name)
        }
    };
    copies::store(tx, (calendar, &name), made, made.to_edited_bytes(), By::Message, rules)?;
    Ok(())
}

/// Tells everybody who comes: the copies of people here follow the new organizer, the old one's too, and each is sent the
/// meeting as it is now.
fn tell(
    tx: &mut Tx<'_>,
    rules: &Rules,
    to: &Principal,
    made: &CalendarObject,
    transfer: Transfer<'_>,
) -> Result<(), Refused> {
    let uid = made.uid().as_str();
    let memory = Memory::of(tx, to.id, uid)?;
    let held = memory.with(Some(made), &rules.floating);
    let guests: BTreeSet<CalAddress> = made.parts().flat_map(Component::attendees).map(|guest| guest.address).collect();
    let is_over =
        made.kind() == Kind::Event && ical::span(made, &rules.floating).last.is_some_and(|last| last < rules.now);
    for guest in guests.iter().filter(|guest| *guest != transfer.new) {
        let local = super::principal_of(tx, guest)?;
        if local.is_none() && is_over {
            // Nobody is mailed about the past.
            continue;
        }
        if let Some(local) = local.filter(|local| local.id != to.id) {
            rewrite(tx, rules, &local, made, transfer)?;
            notices::tell_of_transfer(tx, rules, &local, made)?;
        }
        let message = itip::state_for(&held, made, guest, rules.now);
        let statuses = deliver::send(tx, rules, Speaker::in_person(to), message.as_slice(), Door::Caldav, 1)?;
        for (whom, status) in statuses {
            marks::mark(tx, rules, to.id, uid, &whom, status)?;
        }
    }
    Ok(())
}

/// Somebody's copy, and what is remembered beside it, with the new organizer.
fn rewrite(
    tx: &mut Tx<'_>,
    rules: &Rules,
    owner: &Principal,
    made: &CalendarObject,
    Transfer { old, new, .. }: Transfer<'_>,
) -> Result<(), Refused> {
    let uid = made.uid().as_str();
    tx.rename_answerer(owner.id, uid, &copies::compared(old), &copies::compared(new))?;
    let (Some((row, mut copy)), Some(line)) = (copies::meeting(tx, owner.id, uid)?, made.organizer_line()) else {
        return Ok(());
    };
    if copy.organizer().as_ref() != Some(old) {
        return Ok(());
    }
    for part in copy.parts_mut() {
        // Who sends the answers is the attendee's choice (RFC 6638 §7.1).
        let agent =
            part.line("ORGANIZER").and_then(|line| line.param("SCHEDULE-AGENT").map(|agent| agent.into_owned()));
        let line = line.clone();
        part.set(agent.iter().fold(line, |line, agent| line.with_param("SCHEDULE-AGENT", agent)));
    }
    let name = ObjectName::parse(&row.head.name).map_err(|_| StoreError::Stopped)?;
    copies::store(tx, (row.head.calendar, &name), &copy, copy.to_edited_bytes(), By::Message, rules)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::testing::{House, lunch};

    const GUEST: &str = "guest@else.example";

    #[tokio::test(flavor = "multi_thread")]
    async fn a_meeting_goes_to_another_organizer_with_all_its_answers() {
        let house = House::new().await;
        house.put("alice", "u.ics", &lunch("u", &["carol@example.org", GUEST])).await.unwrap();
        let carols = house
            .copy("carol", "u")
            .unwrap()
            .replace("PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:carol", "PARTSTAT=ACCEPTED:mailto:carol");
        house.put("carol", "u.ics", &carols).await.unwrap();
        let before = house.queue().len();
        let (alice, bob, rules) = (house.person("alice"), house.person("bob"), house.app.rules());
        let uid = Uid::parse("u").unwrap();
        house.app.store.write(move |tx| transfer(tx, &rules, &uid, alice, bob)).await.unwrap();
        for owner in ["alice", "bob", "carol"] {
            let copy = house.copy(owner, "u").unwrap();
            assert!(copy.contains("ORGANIZER") && copy.contains("mailto:bob@example.org"), "{owner}: {copy}");
            assert!(
                !copy.lines().any(|line| line.starts_with("ORGANIZER") && line.contains("alice@")),
                "{owner}: {copy}"
            );
        }
        assert!(house.line("bob", "u", "carol@example.org").contains("ACCEPTED"));
        let queue = house.queue();
        assert!(queue.len() > before && queue.last().unwrap().contains(GUEST), "{queue:?}");
        // Carol's next answer finds the new organizer.
        let carols = house.copy("carol", "u").unwrap().replace("PARTSTAT=ACCEPTED", "PARTSTAT=DECLINED");
        house.put("carol", "u.ics", &carols).await.unwrap();
        assert!(house.line("bob", "u", "carol@example.org").contains("DECLINED"), "{:?}", house.copy("bob", "u"));
        // And what Bob changes reaches her.
        let moved = house.copy("bob", "u").unwrap().replace("20260310", "20260312");
        let name = house.read(|tx| tx.copies(bob, "u"))[0].head.name.clone();
        house.put("bob", &name, &moved).await.unwrap();
        assert!(house.copy("carol", "u").unwrap().contains("20260312"));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn an_entry_of_the_new_organizers_own_is_not_replaced() {
        let house = House::new().await;
        house.put("alice", "u.ics", &lunch("u", &["carol@example.org"])).await.unwrap();
        let own = crate::schedule::testing::event("u", &[]);
        house.put("bob", "own.ics", &own).await.unwrap();
        let (alice, bob, rules) = (house.person("alice"), house.person("bob"), house.app.rules());
        let uid = Uid::parse("u").unwrap();
        let refused = house.app.store.write(move |tx| transfer(tx, &rules, &uid, alice, bob)).await;
        assert!(matches!(refused, Err(Refused::Scheduling(Refusal::UidTaken))), "{refused:?}");
        assert_eq!(house.copy("bob", "u").unwrap(), own);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn only_its_organizer_hands_a_meeting_on() {
        let house = House::new().await;
        house.put("alice", "u.ics", &lunch("u", &["carol@example.org"])).await.unwrap();
        let (carol, bob, rules) = (house.person("carol"), house.person("bob"), house.app.rules());
        let uid = Uid::parse("u").unwrap();
        let refused = house.app.store.write(move |tx| transfer(tx, &rules, &uid, carol, bob)).await;
        assert!(matches!(refused, Err(Refused::Scheduling(Refusal::NotOrganizer))), "{refused:?}");
    }
}
