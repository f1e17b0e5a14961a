//! What an organizer decided about the guests of a meeting. It is kept in the object itself, in properties of ours, so
//! that every calendar program carries it along; it never leaves the house.

use crate::ical::{Attendee, CalAddress, CalendarObject, Component, Line};

/// What becomes of somebody who answers without an invitation, to whom a guest passed it on (RFC 5546 §3.2.2.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forwarding {
    /// They become guests, and their answer counts.
    Allow,
    /// The organizer is told, and decides.
    Ask,
    /// Nothing changes and the organizer is not asked.
    Refuse,
}

/// What guests see of each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GuestList {
    /// Names, addresses and answers.
    Everybody,
    /// Names and answers, no addresses.
    Names,
    /// Only the organizer and themselves.
    Nobody,
}

/// The property of [`Forwarding`].
pub const FORWARDING: &str = "X-RSVPD-FORWARDING";
/// The property of [`GuestList`].
pub const GUEST_LIST: &str = "X-RSVPD-GUEST-LIST";

impl Forwarding {
    /// As it is written.
    pub fn as_str(self) -> &'static str {
        match self {
            Forwarding::Allow => "ALLOW",
            Forwarding::Ask => "ASK",
            Forwarding::Refuse => "REFUSE",
        }
    }

    /// What a meeting says; without a word the organizer is asked.
    pub fn of(object: &CalendarObject) -> Forwarding {
        let said = said(object, FORWARDING);
        let known = [Forwarding::Allow, Forwarding::Refuse];
        known.into_iter().find(|known| said.eq_ignore_ascii_case(known.as_str())).unwrap_or(Forwarding::Ask)
    }
}

impl GuestList {
    /// As it is written.
    pub fn as_str(self) -> &'static str {
        match self {
            GuestList::Everybody => "EVERYBODY",
            GuestList::Names => "NAMES",
            GuestList::Nobody => "NOBODY",
        }
    }

    /// What a meeting says; without a word guests see everybody, as calendars always showed it.
    pub fn of(object: &CalendarObject) -> GuestList {
        let said = said(object, GUEST_LIST);
        let known = [GuestList::Names, GuestList::Nobody];
        known.into_iter().find(|known| said.eq_ignore_ascii_case(known.as_str())).unwrap_or(GuestList::Everybody)
    }

    /// Leaves of the ATTENDEE lines what a guest with these addresses may see; the organizer's stays.
    pub(super) fn narrow(self, part: &mut Component, guest: &[CalAddress], organizer: &CalAddress) {
        let is_shown = |line: &Line| {
            Attendee::of(line).is_some_and(|who| guest.contains(&who.address) || who.address == *organizer)
        };
        match self {
            GuestList::Everybody => {}
            GuestList::Nobody => part.retain_lines(|line| !line.is("ATTENDEE") || is_shown(line)),
            GuestList::Names => {
                let mut number = 0;
                part.map_lines(|line| {
                    if !line.is("ATTENDEE") || is_shown(&line) {
                        return line;
                    }
                    number += 1;
                    name_only(&line, number)
                });
            }
        }
    }
}

/// A meeting as one guest may see it.
pub fn shown_to(object: &CalendarObject, guest: &CalAddress) -> CalendarObject {
    let (mut shown, list) = (object.clone(), GuestList::of(object));
    if let Some(organizer) = object.organizer() {
        shown.parts_mut().for_each(|part| list.narrow(part, std::slice::from_ref(guest), &organizer));
    }
    shown
}

/// Puts decisions back that a program left out of a meeting: many drop what they do not know, and nobody's address must
/// become visible by that.
pub(super) fn restore(object: &mut CalendarObject, before: &CalendarObject) {
    for name in [FORWARDING, GUEST_LIST] {
        let word = said(before, name).to_owned();
        if !word.is_empty() && said(object, name).is_empty() {
            object.parts_mut().for_each(|part| part.set(Line::text(name, &word)));
        }
    }
}

/// A meeting with other decisions about its guests; `None` leaves one as it is.
pub fn with_policy(
    object: &CalendarObject,
    forwarding: Option<Forwarding>,
    guest_list: Option<GuestList>,
) -> CalendarObject {
    let mut object = object.clone();
    for part in object.parts_mut() {
        for (name, word) in
            [(FORWARDING, forwarding.map(Forwarding::as_str)), (GUEST_LIST, guest_list.map(GuestList::as_str))]
        {
            word.into_iter().for_each(|word| part.set(Line::text(name, word)));
        }
    }
    object
}

/// The first word an object says under this name; a series speaks for its instances.
fn said<'a>(object: &'a CalendarObject, name: &str) -> &'a str {
    object.master().into_iter().chain(object.parts()).find_map(|part| part.raw(name)).unwrap_or_default()
}

/// An attendee without address. RFC 5545 §3.8.4.1 wants a URI there; this one leads nowhere.
fn name_only(line: &Line, number: usize) -> Line {
    let shown = Line::text("ATTENDEE", "").with_value(&format!("invalid:guest-{number}"));
    let name = Attendee::of(line).and_then(|who| who.cn()).map(|name| without_addresses(&name)).unwrap_or_default();
    let shown = shown.with_param("CN", if name.is_empty() { "Guest" } else { &name });
    ["CUTYPE", "ROLE", "PARTSTAT"].iter().fold(shown, |shown, name| match line.param(name) {
        Some(value) => shown.with_param(name, &value),
        None => shown,
    })
}

/// A name without the addresses in it: many programs write one where they know no name.
// quirk: address-as-name
fn without_addresses(name: &str) -> String {
    let words: Vec<&str> = name.split_whitespace().filter(|word| !word.contains('@')).collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::tests::{LUNCH, cal, unfolded, with};
    use super::*;

    #[test]
    fn without_a_word_guests_see_everybody_and_the_organizer_is_asked() {
        for (line, forwarding, list) in [
            ("", Forwarding::Ask, GuestList::Everybody),
            ("X-RSVPD-FORWARDING:allow\nX-RSVPD-GUEST-LIST:names\n", Forwarding::Allow, GuestList::Names),
            ("X-RSVPD-FORWARDING:REFUSE\nX-RSVPD-GUEST-LIST:NOBODY\n", Forwarding::Refuse, GuestList::Nobody),
            ("X-RSVPD-FORWARDING:?\nX-RSVPD-GUEST-LIST:\n", Forwarding::Ask, GuestList::Everybody),
        ] {
            let object = cal(&with(LUNCH, "SUMMARY", &format!("{line}SUMMARY")));
            assert_eq!((Forwarding::of(&object), GuestList::of(&object)), (forwarding, list), "{line}");
        }
    }

    #[test]
    fn an_address_is_no_name() {
        for (name, shown) in [
            ("Carol", "Carol"),
            ("carol@example.net", "Guest"),
            ("Carol van Net <carol@example.net>", "Carol van Net"),
            ("'carol@example.net' (Carol)", "(Carol)"),
            (" ", "Guest"),
        ] {
            let line = Line::text("ATTENDEE", "").with_value("mailto:carol@example.net").with_param("CN", name);
            assert_eq!(name_only(&line, 1).param("CN").as_deref(), Some(shown), "{name}");
        }
    }

    #[test]
    fn a_guest_sees_of_the_others_what_the_organizer_chose() {
        let (alice, bob) = (CalAddress::mailto("alice@example.org"), [CalAddress::mailto("bob@example.com")]);
        for (list, sees, misses) in [
            (GuestList::Everybody, "carol@example.net", "invalid:"),
            (GuestList::Names, "CN=Carol;PARTSTAT=NEEDS-ACTION:invalid:guest-1", "carol@example.net"),
            (GuestList::Nobody, "bob@example.com", "Carol"),
        ] {
            let mut object = cal(LUNCH);
            object.parts_mut().for_each(|part| list.narrow(part, &bob, &alice));
            let text = unfolded(&object);
            assert!(text.contains(sees) && !text.contains(misses), "{list:?}: {text}");
            assert!(text.contains("ATTENDEE;CN=Alice") && text.contains(":mailto:bob@example.com"), "{text}");
        }
    }
}
