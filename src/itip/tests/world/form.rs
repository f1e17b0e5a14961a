//! What kind of meeting a life is about: how its times are written, and what its organizer wants of the guest list and of
//! people to whom an invitation was passed on.

use super::super::super::policy::{FORWARDING, GUEST_LIST};
use super::*;

/// DTSTART and DTEND in [`WEEKLY`], and other ways to write them. Most lives are in one zone.
const TIMES: [(&str, &str); 8] = [
    (";TZID=Europe/Berlin:20260310T120000", ";TZID=Europe/Berlin:20260310T130000"),
    (";VALUE=DATE:20260310", ";VALUE=DATE:20260311"),
    (":20260310T120000", ":20260310T130000"),
    (":20260310T230000Z", ":20260311T000000Z"),
    // Across a change of the clocks that Berlin makes three weeks later.
    (";TZID=America/New_York:20260310T120000", ";TZID=America/New_York:20260310T130000"),
    (";TZID=Europe/Berlin:20260310T120000", ";TZID=Europe/Berlin:20260310T130000"),
    (";TZID=Europe/Berlin:20260310T120000", ";TZID=Europe/Berlin:20260310T130000"),
    (";TZID=Europe/Berlin:20260310T120000", ";TZID=Europe/Berlin:20260310T130000"),
];
const LISTS: [GuestList; 5] =
    [GuestList::Everybody, GuestList::Nobody, GuestList::Names, GuestList::Everybody, GuestList::Everybody];
const FORWARDINGS: [Forwarding; 4] = [Forwarding::Ask, Forwarding::Refuse, Forwarding::Allow, Forwarding::Ask];

/// The series of a life, by a number: 0 is the plain one.
pub(super) fn series(number: usize) -> CalendarObject {
    let (start, end) = TIMES[number % TIMES.len()];
    let list = LISTS[number / TIMES.len() % LISTS.len()];
    let forwarding = FORWARDINGS[number / (TIMES.len() * LISTS.len()) % FORWARDINGS.len()];
    let (usual_start, usual_end) = TIMES[0];
    let text = with(WEEKLY, "COUNT=10", "COUNT=6");
    let text = with(&text, &format!("DTSTART{usual_start}"), &format!("DTSTART{start}"));
    let text = with(&text, &format!("DTEND{usual_end}"), &format!("DTEND{end}"));
    let policy = format!("{FORWARDING}:{}\n{GUEST_LIST}:{}\n", forwarding.as_str(), list.as_str());
    cal(&with(&text, "SUMMARY", &format!("{policy}SUMMARY")))
}

/// The people in a part of Alice's copy as a guest may see them: of those without an address only the answer.
pub(super) fn people(part: &Component, list: GuestList, guest: &CalAddress) -> Vec<(Option<CalAddress>, &'static str)> {
    let is_open = |who: &CalAddress| list == GuestList::Everybody || *who == *guest || *who == address("alice");
    let mut people: Vec<_> = part
        .attendees()
        .filter(|who| list != GuestList::Nobody || is_open(&who.address))
        .map(|who| (Some(who.address.clone()).filter(is_open), who.partstat().as_str()))
        .collect();
    people.sort();
    people
}

/// A message of Alice shows a guest nobody whom the organizer hides. Whom the guest sends, or by whom the guest was sent, is
/// no secret.
pub(super) fn hides(message: &Message, list: GuestList) {
    let knows = |who: &CalAddress| who.email().is_none() || *who == message.recipient || *who == message.sender;
    for part in message.object.parts().filter(|_| list != GuestList::Everybody) {
        let seen = part.attendees().find(|who| !knows(&who.address));
        assert!(seen.is_none(), "{} shows {:?}", line_of(message), seen.map(|who| who.address));
    }
}
