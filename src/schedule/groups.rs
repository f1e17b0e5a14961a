//! Groups as attendees: who is in a group is invited when the group is (`CUTYPE=GROUP`, RFC 5545 §3.2.3, §3.2.11).

use std::collections::BTreeSet;

use crate::ical::{Attendee, CalAddress, CalendarObject, Component, Line};
use crate::store::{Principal, PrincipalKind, StoreError, Tx};

/// Members of one group, with those of the groups in it, that are invited at most.
const MOST: usize = 1_000;

/// The object with the members of every group among its attendees that was not in `before`; `None` when there is none.
///
/// Who joins a group later is not invited to what the group was invited to before, and whom the organizer takes off the
/// list stays off it: the group is opened once.
pub(super) fn expanded(
    tx: &mut Tx<'_>,
    before: Option<&CalendarObject>,
    given: &CalendarObject,
) -> Result<Option<CalendarObject>, StoreError> {
    let known =
        |address: &CalAddress| before.is_some_and(|before| before.parts().any(|part| part.attendee(address).is_some()));
    let marked: BTreeSet<CalAddress> = given
        .parts()
        .flat_map(Component::attendees)
        .filter(|attendee| !known(&attendee.address))
        .map(|attendee| attendee.address)
        .collect();
    let mut groups = Vec::new();
    for address in marked {
        if let Some(group) = super::principal_of(tx, &address)?.filter(|found| found.kind == PrincipalKind::Group) {
            let people = tx.people_in(group.id, MOST)?;
            groups.push((address, people.into_iter().filter(|person| !person.email.is_empty()).collect::<Vec<_>>()));
        }
    }
    if groups.is_empty() {
        return Ok(None);
    }
    let mut object = given.clone();
    for part in object.parts_mut() {
        for (group, members) in &groups {
            open(part, group, members);
        }
    }
    Ok(Some(object))
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
        if part.attendee(&address).is_some() || organizer.as_ref() == Some(&address) {
            continue;
        }
        let line = Line::text("ATTENDEE", "").with_value(address.as_written());
        let line = line.with_param("CN", &member.display_name).with_param("ROLE", role);
        let line = line.with_param("PARTSTAT", "NEEDS-ACTION").with_param("RSVP", "TRUE");
        part.add(line.with_param_values("MEMBER", &[group.as_written()]));
    }
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
}
