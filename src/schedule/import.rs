//! Objects that come from elsewhere as files. They were scheduled there, so nobody hears of them: neither guests nor
//! the others of this house. What their owner changes afterwards is scheduled like everything else.

use std::collections::HashSet;

use crate::ical::{self, CalendarObject, Component, Line, When};
use crate::id::{CalendarId, ETag, ObjectName};
use crate::store::{Calendar, Imported, ObjectHead, Same, StoreError, Tx};

use super::copies::{self, By};
use super::{Refused, Rules, attach, put};

/// An object to import.
#[derive(Clone, Debug)]
pub struct Import {
    /// The collection.
    pub calendar: CalendarId,
    /// The path segment it had, if it had one; it gets another when that is taken.
    pub name: Option<ObjectName>,
    /// Its text.
    pub body: Vec<u8>,
    /// Its text as an object.
    pub object: CalendarObject,
}

/// Stores an object without scheduling: no message, no mail, no notice. Limits of size and attendees for clients do not
/// hold, for the object exists and would be lost.
///
/// # Errors
/// A collection that does not take it, a UID that names another kind of object there; nothing is changed then. A meeting that
/// the owner has in another calendar is that one: a person has a meeting once (RFC 6638 §3.2.4.1).
pub fn import(tx: &mut Tx<'_>, rules: &Rules, import: &Import, same: Same) -> Result<Imported, Refused> {
    let named = ical::with_mailboxes(&import.object);
    let named = named.map(|object| Import { body: object.to_bytes(), object, ..import.clone() });
    let import = named.as_ref().unwrap_or(import);
    let calendar = tx.calendar_by_id(import.calendar)?.ok_or(Refused::NotFound)?;
    put::is_written_here(&calendar)?;
    let attached = with_attachments(tx, rules, &calendar, import)?;
    let import = attached.as_ref().unwrap_or(import);
    let component = import.object.kind().component();
    if !calendar.takes(component) {
        return Err(Refused::Component(component.to_owned()));
    }
    let Some(stored) = tx.object_by_uid(calendar.id, import.object.uid().as_str())? else {
        if let Some(other) = elsewhere(tx, &calendar, &import.object)? {
            return self::import(tx, rules, &Import { calendar: other, ..import.clone() }, same);
        }
        let name = free_name(tx, import)?;
        store(tx, rules, import, &name)?;
        return Ok(Imported::Added);
    };
    if stored.component != component {
        return Err(Refused::UidConflict(stored.name));
    }
    if stored.etag == ETag::of(&import.body) {
        return Ok(Imported::Known);
    }
    let held = tx.body(stored.id)?;
    if is_within(&import.object, &held) {
        return Ok(Imported::Known);
    }
    if let Some(joined) = joined(&held, import, same) {
        stay_above(tx, rules, &held, &joined)?;
        store(tx, rules, &joined, &name_of(&stored)?)?;
        return Ok(Imported::Joined);
    }
    if same == Same::Stays {
        return Ok(Imported::Kept);
    }
    if stored.schedule_tag.is_none() {
        put::is_only_meeting(tx, &calendar, &import.object)?;
    }
    stay_above(tx, rules, &held, import)?;
    store(tx, rules, import, &name_of(&stored)?)?;
    Ok(Imported::Replaced)
}

/// What comes with the attachments that are here already, as the server says them; `None` where it says them so.
fn with_attachments(
    tx: &mut Tx<'_>,
    rules: &Rules,
    calendar: &Calendar,
    import: &Import,
) -> Result<Option<Import>, Refused> {
    let owner = calendar.principal;
    let object = match attach::restored(tx, rules, (owner, owner), &import.object, Some(&import.object)) {
        Err(Refused::Attachments(_)) => None,
        object => object?,
    };
    Ok(object.map(|object| Import { body: object.to_bytes(), object, ..import.clone() }))
}

/// In which other calendar the owner has this meeting.
fn elsewhere(tx: &mut Tx<'_>, calendar: &Calendar, object: &CalendarObject) -> Result<Option<CalendarId>, StoreError> {
    if !copies::is_scheduling(tx, calendar.principal, object)? {
        return Ok(None);
    }
    let other = copies::head(tx, calendar.principal, object.uid().as_str())?;
    Ok(other.map(|head| head.calendar).filter(|other| *other != calendar.id))
}

/// Remembers what guests may have seen of a meeting that an older text takes the place of: what they are sent next must be
/// above it (RFC 5546 §2.1.5), and where the time is another one, what they answered to the newer state does not count.
fn stay_above(tx: &mut Tx<'_>, rules: &Rules, held: &[u8], import: &Import) -> Result<(), StoreError> {
    let Ok(held) = CalendarObject::parse(held) else { return Ok(()) };
    let Some(calendar) = tx.calendar_by_id(import.calendar)? else { return Ok(()) };
    let own = super::addresses(tx, calendar.principal)?;
    if !held.organizer().is_some_and(|organizer| own.contains(&organizer)) {
        return Ok(());
    }
    let given = |part: &Component| import.object.parts().find(|new| new.recurrence_id() == part.recurrence_id());
    let falls =
        |part: &Component| given(part).or(import.object.master()).is_none_or(|new| new.sequence() < part.sequence());
    if !held.parts().any(falls) {
        return Ok(());
    }
    let uid = held.uid().as_str();
    let highest = held.parts().map(Component::sequence).max().unwrap_or(0);
    tx.note_seen_sequence(calendar.principal, uid, highest)?;
    let is_elsewhen = |part: &Component| given(part).is_none_or(|new| times(new) != times(part));
    if held.parts().any(is_elsewhen) {
        tx.set_rescheduled(calendar.principal, uid, None, highest.saturating_add(1), rules.now)?;
    }
    Ok(())
}

/// When something takes place, as it is written.
fn times(part: &Component) -> Vec<Line> {
    const TIMES: [&str; 6] = ["DTSTART", "DTEND", "DURATION", "RRULE", "RDATE", "EXDATE"];
    part.lines().filter(|line| TIMES.iter().any(|name| line.is(name))).cloned().collect()
}

/// Whether all of an object is stored as it is, beside other dates perhaps.
fn is_within(given: &CalendarObject, stored: &[u8]) -> bool {
    let Ok(held) = CalendarObject::parse(stored) else { return false };
    let held: HashSet<Vec<u8>> = held.parts().map(Component::to_bytes).collect();
    given.parts().all(|part| held.contains(&part.to_bytes()))
}

/// What is stored and what comes as one object, where they are parts of one: programs keep dates of a series that were
/// changed in files of their own. `None` where nothing of it is new.
fn joined(stored: &[u8], import: &Import, same: Same) -> Option<Import> {
    let mut held = CalendarObject::parse(stored).ok()?;
    let mut given = import.object.clone();
    if held.master().is_some() && given.master().is_some() {
        return None;
    }
    match same {
        Same::Stays => leave_out(&mut given, &held),
        Same::IsReplaced => leave_out(&mut held, &given),
    }
    given.parts().next()?;
    let object = CalendarObject::read(&[held.to_bytes(), given.to_bytes()].concat()).ok()?;
    Some(Import { body: object.to_bytes(), object, ..import.clone() })
}

/// Takes out what another object has, too: the series itself, or an instance.
fn leave_out(object: &mut CalendarObject, other: &CalendarObject) {
    let names: HashSet<Option<When>> = other.parts().map(Component::recurrence_id).collect();
    let component = other.kind().component();
    object.calendar_mut().retain_components(|part| !part.is(component) || !names.contains(&part.recurrence_id()));
}

fn store(tx: &mut Tx<'_>, rules: &Rules, import: &Import, name: &ObjectName) -> Result<(), StoreError> {
    let (_, schedule_tag) =
        copies::store(tx, (import.calendar, name), &import.object, import.body.clone(), By::Client, rules)?;
    if schedule_tag.is_some() {
        let owner = tx.calendar_by_id(import.calendar)?.map(|calendar| calendar.principal);
        let uid = import.object.uid().as_str();
        tx.note(uid, owner, "imported", "from a file; nobody was told", rules.now)?;
    }
    Ok(())
}

/// The name it had, one made of its UID, or one made of the UID's digest, whichever is free first.
fn free_name(tx: &mut Tx<'_>, import: &Import) -> Result<ObjectName, Refused> {
    let uid = import.object.uid().as_str();
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_.@".contains(c);
    let by_uid = Some(uid).filter(|uid| uid.chars().all(is_plain) && !uid.starts_with('.'));
    let by_uid = by_uid.and_then(|uid| ObjectName::parse(&format!("{uid}.ics")).ok());
    let digest = ObjectName::parse(&format!("{}.ics", ETag::of(uid.as_bytes()))).ok();
    for name in [import.name.clone(), by_uid, digest].into_iter().flatten() {
        if tx.object_head(import.calendar, name.as_str())?.is_none() {
            return Ok(name);
        }
    }
    Err(Refused::UidConflict(uid.to_owned()))
}

fn name_of(stored: &ObjectHead) -> Result<ObjectName, Refused> {
    ObjectName::parse(&stored.name).map_err(|_| Refused::NotFound)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::testing::{House, event, lunch};

    async fn import(house: &House, name: Option<&str>, text: &str, same: Same) -> Result<Imported, Refused> {
        import_to(house, "calendar", name, text, same).await
    }

    async fn import_to(
        house: &House,
        calendar: &str,
        name: Option<&str>,
        text: &str,
        same: Same,
    ) -> Result<Imported, Refused> {
        let import = Import {
            calendar: house.calendar("alice", calendar),
            name: name.map(|name| ObjectName::parse(name).unwrap()),
            body: text.as_bytes().to_vec(),
            object: CalendarObject::parse(text.as_bytes()).unwrap(),
        };
        let rules = house.app.rules();
        house.app.store.write(move |tx| super::import(tx, &rules, &import, same)).await
    }

    fn names(house: &House) -> Vec<String> {
        let calendar = house.calendar("alice", "calendar");
        house.read(|tx| tx.object_heads(calendar, "", 100)).into_iter().map(|head| head.name).collect()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn nobody_hears_of_an_imported_meeting() {
        let house = House::new().await;
        let text = lunch("u", &["bob@example.org", "guest@else.example"]);
        assert_eq!(import(&house, None, &text, Same::Stays).await.unwrap(), Imported::Added);
        let moved = text.replace("20260310T12", "20260311T12");
        assert_eq!(import(&house, None, &moved, Same::IsReplaced).await.unwrap(), Imported::Replaced);
        assert_eq!(house.copy("alice", "u").unwrap(), moved);
        assert_eq!((house.queue().len(), house.copy("bob", "u"), house.inbox("bob").len()), (0, None, 0));
        assert_eq!((house.notices("alice").len(), house.notices("bob").len()), (0, 0));
        assert_eq!(house.timeline("u"), ["imported", "imported"]);
        // What happens to it here is told.
        house.put("alice", "u.ics", &moved.replace("Lunch", "Dinner")).await.unwrap();
        assert!(house.queue().iter().any(|mail| mail.contains("guest@else.example")), "{:?}", house.queue());
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_is_here_already_is_left_alone_unless_it_is_to_be_replaced() {
        let house = House::new().await;
        let (one, two) = (event("u", &[]), event("u", &["LOCATION:here"]));
        for (text, same, becomes, stored) in [
            (&one, Same::Stays, Imported::Added, &one),
            (&one, Same::IsReplaced, Imported::Known, &one),
            (&two, Same::Stays, Imported::Kept, &one),
            (&two, Same::IsReplaced, Imported::Replaced, &two),
        ] {
            assert_eq!(import(&house, Some("a.ics"), text, same).await.unwrap(), becomes);
            assert_eq!(house.copy("alice", "u").unwrap(), *stored);
        }
        assert_eq!(names(&house), ["a.ics"]);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn dates_in_files_of_their_own_join_their_series() {
        let series = event("u", &["RRULE:FREQ=DAILY;COUNT=5"]);
        let begins = series.lines().find(|line| line.starts_with("DTSTART")).unwrap().to_owned();
        let date = |day: &str, place: &str| {
            let name = begins.replace("DTSTART", "RECURRENCE-ID");
            let named = series.replace("RRULE:FREQ=DAILY;COUNT=5", &format!("{name}\r\nLOCATION:{place}"));
            named.replace("20260310T", &format!("{day}T"))
        };
        let (one, other, again) = (date("20260311", "A"), date("20260312", "B"), date("20260311", "C"));
        for files in [[&series, &one, &other], [&one, &series, &other], [&other, &one, &series]] {
            let house = House::new().await;
            for (text, becomes) in files.iter().zip([Imported::Added, Imported::Joined, Imported::Joined]) {
                assert_eq!(import(&house, None, text, Same::Stays).await.unwrap(), becomes);
            }
            let places = |house: &House| {
                let text = house.copy("alice", "u").unwrap();
                assert_eq!((text.matches("RRULE").count(), text.matches("BEGIN:VEVENT").count()), (1, 3), "{text}");
                ["A", "B", "C"].map(|place| text.contains(&format!("LOCATION:{place}")))
            };
            assert_eq!(places(&house), [true, true, false]);
            for text in files {
                assert_eq!(import(&house, None, text, Same::Stays).await.unwrap(), Imported::Known);
            }
            assert_eq!(import(&house, None, &again, Same::Stays).await.unwrap(), Imported::Kept);
            assert_eq!(import(&house, None, &again, Same::IsReplaced).await.unwrap(), Imported::Joined);
            assert_eq!(places(&house), [false, true, true]);
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_name_that_is_taken_gives_way_to_another() {
        let house = House::new().await;
        for (name, uid) in [(Some("a.ics"), "1"), (Some("a.ics"), "2"), (Some("2.ics"), "3"), (None, "x/y")] {
            import(&house, name, &event(uid, &[]), Same::Stays).await.unwrap();
        }
        let digest = format!("{}.ics", ETag::of(b"x/y"));
        let mut expected = ["2.ics", "3.ics", "a.ics", &digest].map(str::to_owned).to_vec();
        expected.sort();
        assert_eq!(names(&house), expected);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_the_collection_cannot_hold_is_refused() {
        let house = House::new().await;
        let todo = event("u", &[]).replace("VEVENT", "VTODO").replace("DTEND", "DUE");
        let refused = import(&house, None, &todo, Same::Stays).await;
        assert!(matches!(refused, Err(Refused::Component(_))), "{refused:?}");
        let refused = import_to(&house, "inbox", None, &event("u", &[]), Same::Stays).await;
        assert!(matches!(refused, Err(Refused::Component(_))), "{refused:?}");
    }
}
