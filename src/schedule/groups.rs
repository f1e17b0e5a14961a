//! Groups as attendees: who is in a group is invited when the group is (`CUTYPE=GROUP`, RFC 5545 §3.2.3, §3.2.11).

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::ical::{Attendee, CalAddress, CalendarObject, Component, Line};
use crate::id::PrincipalId;
use crate::itip::{self, Seen};
use crate::store::{Principal, PrincipalKind, StoreError, Tx};

use super::{Refused, Rules};

/// Members of one group, with those of the groups in it, that are invited at most.
const MOST: usize = 1_000;
/// Bytes of the line of a member, at least.
const SHORTEST_LINE: usize = 100;

/// The object with the members of every group that is invited to something for the first time; `None` when there is none.
///
/// Who joins a group later is not invited to what the group was invited to before, and whom the organizer takes off the
/// list stays off it: the group is opened once. A program that lost all its members never saw them: it stores its own text
/// again, which knows the group alone (RFC 6638 §3.2.10 lets it trust the Schedule-Tag), and they are put back.
///
/// # Errors
/// More members than fit into an object, as a series has that invites groups to each of many dates; a store that fails.
pub(super) fn expanded(
    tx: &mut Tx<'_>,
    (before, seen): (Option<&CalendarObject>, Seen),
    given: &CalendarObject,
    rules: &Rules,
) -> Result<Option<CalendarObject>, Refused> {
    let floating = &rules.floating;
    let mut object = given.clone();
    let mut new: BTreeSet<CalAddress> = BTreeSet::new();
    itip::edit_beside(before, &mut object, floating, &mut |held, part| {
        if let Some(held) = held.filter(|_| seen == Seen::MaybeOlder) {
            put_back(held, part);
        }
        let known = held.map(invited).unwrap_or_default();
        new.extend(invited(part).into_iter().filter(|address| !known.contains(address)));
    });
    let mut groups = Vec::new();
    for address in new {
        if let Some(group) = super::principal_of(tx, &address)?.filter(|found| found.kind == PrincipalKind::Group) {
            let people = tx.people_in(group.id, MOST)?;
            groups.push((address, people.into_iter().filter(|person| !person.email.is_empty()).collect::<Vec<_>>()));
        }
    }
    let most = rules.config.limits.object_bytes;
    let members: usize = groups.iter().map(|(_, members)| members.len()).sum();
    if object.parts().count().saturating_mul(members).saturating_mul(SHORTEST_LINE) > most {
        return Err(Refused::Size(most));
    }
    itip::edit_beside(before, &mut object, floating, &mut |held, part| {
        let is_new = |group: &CalAddress| held.is_none_or(|held| held.attendee(group).is_none());
        groups.iter().filter(|(group, _)| is_new(group)).for_each(|(group, members)| open(part, group, members));
    });
    Ok((object != *given).then_some(object))
}

/// Puts the members of groups back of whom a program lost every one.
fn put_back(held: &Component, part: &mut Component) {
    let left = members(part);
    let lost: Vec<Line> = members(held)
        .into_iter()
        .filter(|(group, _)| !left.contains_key(group) && part.attendee(group).is_some())
        .flat_map(|(_, lines)| lines.into_iter().cloned())
        .collect();
    for line in lost {
        // Of several groups that invited somebody, those count that still do.
        let mut groups: Vec<String> = line.param_values("MEMBER").into_iter().map(Cow::into_owned).collect();
        groups.retain(|group| part.attendee(&CalAddress::parse(group)).is_some());
        let line = line.with_param_values("MEMBER", &groups.iter().map(String::as_str).collect::<Vec<_>>());
        let is_there = Attendee::of(&line).is_some_and(|member| part.attendee(&member.address).is_some());
        if !is_there {
            part.add(line);
        }
    }
}

/// The lines of those who are invited as members of a group, by group (RFC 5545 §3.2.11).
fn members(part: &Component) -> BTreeMap<CalAddress, Vec<&Line>> {
    let mut members: BTreeMap<CalAddress, Vec<&Line>> = BTreeMap::new();
    for line in part.lines_named("ATTENDEE") {
        for group in line.param_values("MEMBER") {
            members.entry(CalAddress::parse(&group)).or_default().push(line);
        }
    }
    members
}

/// Everybody who is invited to something.
fn invited(part: &Component) -> BTreeSet<CalAddress> {
    part.attendees().map(|attendee| attendee.address).collect()
}

fn open(part: &mut Component, group: &CalAddress, members: &[Principal]) {
    let Some(line) = part.attendee(group).map(|attendee| attendee.line.clone()) else { return };
    let role = Attendee::of(&line).map(|attendee| attendee.role().as_str()).unwrap_or_default();
    let organizer = part.organizer();
    part.map_lines(|line| {
        let is_group = line.is("ATTENDEE") && CalAddress::parse(line.value()) == *group;
        if is_group { line.with_param("CUTYPE", "GROUP").without_param("RSVP") } else { line }
    });
    for member in members {
        let address = CalAddress::mailto(&member.email);
        if organizer.as_ref() == Some(&address) {
            continue;
        }
        match part.attendee(&address).is_some() {
            true => invited_by_two(part, &address, group),
            false => part.add(invited_with(group, role, member)),
        }
    }
}

/// Says of somebody whom another group invites that this one does, too: they stay invited as long as one of both is. Who is
/// invited in person stays so.
fn invited_by_two(part: &mut Component, member: &CalAddress, group: &CalAddress) {
    part.map_lines(|line| {
        if !line.is("ATTENDEE") || CalAddress::parse(line.value()) != *member {
            return line;
        }
        let mut groups: Vec<String> = line.param_values("MEMBER").into_iter().map(Cow::into_owned).collect();
        if groups.is_empty() || groups.iter().any(|known| CalAddress::parse(known) == *group) {
            return line;
        }
        groups.push(group.as_written().to_owned());
        line.with_param_values("MEMBER", &groups.iter().map(String::as_str).collect::<Vec<_>>())
    });
}

/// The line of somebody who is invited as a member of a group.
fn invited_with(group: &CalAddress, role: &str, member: &Principal) -> Line {
    let line = Line::text("ATTENDEE", "").with_value(CalAddress::mailto(&member.email).as_written());
    let line = line.with_param("CN", &member.display_name).with_param("ROLE", role);
    let line = line.with_param("PARTSTAT", "NEEDS-ACTION").with_param("RSVP", "TRUE");
    line.with_param_values("MEMBER", &[group.as_written()])
}

/// The people in a group and in the groups in it.
///
/// # Errors
/// The store failed.
pub fn people(tx: &mut Tx<'_>, group: PrincipalId) -> Result<Vec<PrincipalId>, StoreError> {
    Ok(tx.people_in(group, MOST)?.into_iter().map(|person| person.id).collect())
}

/// Invites a person to what a message from outside invites a group to that the person is in: each member answers alone
/// (RFC 5546 §3.2.2).
///
/// # Errors
/// The store failed.
pub fn open_for(tx: &mut Tx<'_>, person: PrincipalId, message: &mut CalendarObject) -> Result<(), StoreError> {
    let mut groups = BTreeSet::new();
    for group in tx.groups_of(person)? {
        groups.extend(super::addresses(tx, group)?);
    }
    let Some(person) = tx.principal(person)?.filter(|person| !groups.is_empty() && !person.email.is_empty()) else {
        return Ok(());
    };
    let own = super::addresses(tx, person.id)?;
    for part in message.parts_mut() {
        let is_invited = part.attendees().any(|attendee| own.contains(&attendee.address));
        let group = part.attendees().find(|attendee| groups.contains(&attendee.address));
        let line = group.map(|group| invited_with(&group.address, group.role().as_str(), &person));
        line.into_iter().filter(|_| !is_invited).for_each(|line| part.add(line));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::schedule::Refused;
    use crate::schedule::testing::{House, lunch};
    use crate::store::{NewPrincipal, PrincipalKind};

    #[tokio::test(flavor = "multi_thread")]
    async fn the_members_of_a_group_are_invited_once() {
        let house = staffed().await;
        house.put("alice", "u.ics", &lunch("u", &["staff@example.org"])).await.unwrap();
        let copy = house.copy("alice", "u").unwrap();
        for (whom, says) in
            [("bob@example.org", "MEMBER=\"mailto:staff@example.org\""), ("carol@example.org", "MEMBER")]
        {
            assert!(house.line("alice", "u", whom).contains(says), "{copy}");
        }
        assert!(house.copy("bob", "u").is_some() && house.copy("carol", "u").is_some());
        assert!(house.queue().is_empty(), "a group has no mailbox: {:?}", house.queue());
        let without = copy.lines().filter(|line| !line.ends_with("bob@example.org")).collect::<Vec<_>>().join("\r\n");
        house.put("alice", "u.ics", &format!("{without}\r\n")).await.unwrap();
        assert_eq!(house.line("alice", "u", "bob@example.org"), "", "whom the organizer takes off stays off");
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn an_attendee_who_stores_an_invitation_opens_no_group_in_it() {
        let house = staffed().await;
        let theirs =
            lunch("u", &["bob@example.org", "staff@example.org"]).replace("alice@example.org", "eve@else.example");
        house.put("bob", "u.ics", &theirs).await.unwrap();
        assert!(!house.copy("bob", "u").unwrap().contains("carol"), "{:?}", house.copy("bob", "u"));
        assert!(house.copy("carol", "u").is_none());
    }

    /// A house with the group staff: Bob and, in a group within it, Carol.
    async fn staffed() -> House {
        let house = House::new().await;
        let (bob, carol) = (house.person("bob"), house.person("carol"));
        let group = |name: &str, email: &str| NewPrincipal {
            kind: PrincipalKind::Group,
            name: name.to_owned(),
            display_name: name.to_owned(),
            email: email.to_owned(),
            password: None,
        };
        let (staff, inner) = (group("staff", "staff@example.org"), group("inner", ""));
        let now = house.app.clock.now();
        house
            .write(move |tx| {
                let (staff, inner) = (tx.add_principal(&staff, now)?, tx.add_principal(&inner, now)?);
                tx.add_member(staff, bob)?;
                tx.add_member(staff, inner)?;
                tx.add_member(inner, carol)?;
                tx.add_member(inner, staff)
            })
            .await;
        house
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_group_may_not_bring_more_people_than_an_event_may_have() {
        let house = House::with(|config| config.limits.attendees = 3).await;
        let (bob, carol) = (house.person("bob"), house.person("carol"));
        let staff = NewPrincipal {
            kind: PrincipalKind::Group,
            name: "staff".to_owned(),
            display_name: "staff".to_owned(),
            email: "staff@example.org".to_owned(),
            password: None,
        };
        let now = house.app.clock.now();
        house
            .write(move |tx| {
                let staff = tx.add_principal(&staff, now)?;
                tx.add_member(staff, bob)?;
                tx.add_member(staff, carol)
            })
            .await;
        let refused = house.put("alice", "u.ics", &lunch("u", &["staff@example.org"])).await;
        assert!(matches!(refused, Err(Refused::Attendees(3))), "{refused:?}");
        assert_eq!((house.copy("alice", "u"), house.copy("bob", "u"), house.inbox("bob").len()), (None, None, 0));
        house.put("alice", "u.ics", &lunch("u", &["bob@example.org"])).await.unwrap();
        let refused = house.put("alice", "u.ics", &lunch("u", &["bob@example.org", "staff@example.org"])).await;
        assert!(matches!(refused, Err(Refused::Attendees(3))), "{refused:?}");
        assert!(!house.copy("alice", "u").unwrap().contains("staff"));
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_group_in_many_dates_makes_no_object_beyond_all_bounds() {
        let house = House::with(|config| config.limits.object_bytes = 2_000).await;
        let person = |name: String, kind: PrincipalKind| NewPrincipal {
            kind,
            email: format!("{name}@example.org"),
            display_name: name.clone(),
            name,
            password: None,
        };
        let now = house.app.clock.now();
        house
            .write(move |tx| {
                let staff = tx.add_principal(&person("staff".to_owned(), PrincipalKind::Group), now)?;
                (0..6).try_for_each(|number| {
                    let one = person(format!("p{number}"), PrincipalKind::Individual);
                    let one = tx.add_principal(&one, now)?;
                    tx.add_member(staff, one)
                })
            })
            .await;
        let one = lunch("u", &["staff@example.org"]);
        let part = &one[one.find("BEGIN:VEVENT").unwrap()..one.find("END:VCALENDAR").unwrap()];
        let dates = ["10", "11", "12"].map(|day| {
            part.replace("UID:", &format!("RECURRENCE-ID:202603{day}T120000Z\r\nUID:"))
                .replace("DTSTART:20260310", &format!("DTSTART:202603{day}"))
                .replace("DTEND:20260310", &format!("DTEND:202603{day}"))
        });
        let series = one.replace("SUMMARY", "RRULE:FREQ=DAILY;COUNT=3\r\nSUMMARY");
        let series = series.replace("END:VCALENDAR", &format!("{}END:VCALENDAR", dates.concat()));
        assert!(series.len() < 2_000);
        let refused = house.put("alice", "u.ics", &series).await;
        assert!(matches!(refused, Err(Refused::Size(2_000))), "{refused:?}");
        house.put("alice", "u.ics", &one).await.unwrap();
    }
}
