//! What must hold for every message and copy whatever: the property that tests and fuzzers replay.

use super::{
    Edit, Held, Keep, Message, Method, Outcome, Past, ReplyWanted, Roll, Seen, edited, parse_message, received,
    refresh, schedule_tag_basis,
};
use crate::ical::{CalAddress, CalendarObject, Component, Timestamp, Zone, read_all};

/// Delivers every object of `message` to the copies of `stored`, to its organizer as well as to its attendees, and
/// edits the copies into one another.
///
/// # Panics
/// When a copy that would be stored is no calendar object or still has a METHOD, or somebody would be messaged by
/// himself: a bug.
pub fn check(stored: &[u8], message: &[u8], now: Timestamp) {
    let stored = read_all(stored).unwrap_or_default();
    for object in read_all(message).unwrap_or_default() {
        let mine = stored.iter().find(|copy| copy.uid() == object.uid()).cloned().map(without_method);
        for owner in people(&object) {
            deliver(mine.as_ref(), &object, &owner, now);
            edit(mine.as_ref(), without_method(object.clone()), &owner, now);
        }
    }
}

/// The organizer and the first attendees, and a stranger.
fn people(object: &CalendarObject) -> Vec<CalAddress> {
    let attendees = object.parts().flat_map(Component::attendees).map(|attendee| attendee.address).take(3);
    object.organizer().into_iter().chain(attendees).chain([CalAddress::mailto("stranger@example.org")]).collect()
}

fn without_method(mut object: CalendarObject) -> CalendarObject {
    object.calendar_mut().remove("METHOD");
    object
}

fn held<'a>(object: Option<&'a CalendarObject>, owner: &'a CalAddress) -> Held<'a> {
    let owner = std::slice::from_ref(owner);
    static NOTHING: Past = Past::NOTHING;
    Held { object, owner, floating: &Zone::Utc, past: &NOTHING, seen: 0 }
}

fn deliver(mine: Option<&CalendarObject>, object: &CalendarObject, owner: &CalAddress, now: Timestamp) {
    for sender in people(object) {
        let Ok(message) = parse_message(object.clone(), None, sender, owner.clone(), now) else { continue };
        if let Ok(outcome) = received(&held(mine, owner), &message, now) {
            look_at(&outcome);
            if message.method == Method::Request {
                are_alike(&held(mine, owner), &message, now);
            }
        }
    }
}

/// Whoever stands towards a message and a copy like the copy's owner has the same outcome, to the byte, and the same copy
/// with a new guest list.
///
/// # Panics
/// When they have not: a bug.
pub(super) fn are_alike(mine: &Held<'_>, message: &Message, now: Timestamp) {
    let (theirs, own) = (Roll::of(&message.object), mine.object.map(Roll::of));
    let Some(standing) = theirs.standing(own.as_ref(), mine.owner) else { return };
    let said = |owner: &[CalAddress]| {
        let outcome = received(&Held { owner, ..*mine }, message, now).map(|outcome| {
            let text = outcome.keep.object().map(CalendarObject::to_text);
            format!("{text:?} {:?} {:?} {:?} {:?}", outcome.keep, outcome.send, outcome.tell, outcome.answers)
        });
        let fresh = mine.object.map(|copy| refresh(&message.object, copy, owner, mine.floating));
        format!("{outcome:?} {:?}", fresh.as_ref().and_then(Keep::object).map(CalendarObject::to_text))
    };
    let expected = said(mine.owner);
    // Names without address are nobody's copies.
    let named = message.object.parts().flat_map(Component::attendees).filter(|other| other.address.email().is_some());
    for other in named
        .map(|other| [other.address])
        .filter(|other| theirs.standing(own.as_ref(), other).as_ref() == Some(&standing))
        .take(8)
    {
        assert_eq!(said(&other), expected, "{:?} and {other:?} are not alike", mine.owner);
    }
}

fn edit(before: Option<&CalendarObject>, after: CalendarObject, owner: &CalAddress, now: Timestamp) {
    for (before, after) in [(None, Some(&after)), (before, Some(&after)), (Some(&after), before), (Some(&after), None)]
    {
        let edit = Edit { before: held(before, owner), after, seen: Seen::MaybeOlder, reply: ReplyWanted::AsUsual };
        if let Ok(outcome) = edited(&edit, now) {
            look_at(&outcome);
        }
        if let (Some(before), Some(after)) = (before, after) {
            let _ = refresh(before, after, std::slice::from_ref(owner), &Zone::Utc);
        }
    }
    let _ = schedule_tag_basis(&after);
}

fn look_at(outcome: &Outcome) {
    if let Keep::Put(object) = &outcome.keep {
        assert!(object.method().is_none());
        assert!(CalendarObject::read(&object.to_bytes()).is_ok());
    }
    for message in &outcome.send {
        assert_ne!(message.sender, message.recipient);
        assert_eq!(message.object.method().as_deref(), Some(message.method.as_str()));
        assert!(CalendarObject::read(&message.object.to_bytes()).is_ok());
    }
}
