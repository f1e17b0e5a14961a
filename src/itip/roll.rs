//! Whose copies of a meeting are alike: a message to a thousand people, or a new guest list, does the same to the copies
//! of most of them, and what it does need be worked out once only.

use std::collections::BTreeMap;

use super::refresh::{Shown, shown};
use crate::ical::{Attendee, CalAddress, CalendarObject, PartStat};

/// Who is named in the parts of an object: made once, for many to be looked up in it.
#[derive(Debug)]
pub struct Roll {
    named: BTreeMap<CalAddress, Vec<Named>>,
    organizer: Option<CalAddress>,
}

/// A line that names somebody.
#[derive(Debug)]
struct Named {
    /// The part it is in, counted from 0.
    part: usize,
    shown: Shown,
    /// Whether it says anything about RSVP.
    asked: bool,
}

/// How a message, or the organizer's copy, and somebody's own copy name the one whose copy it is.
///
/// Whoever has the same copy to the byte, the same memory and the same standing towards the same message has the same
/// outcome of it, to the byte, and the same copy after [`refresh`](super::refresh()).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    partstat: PartStat,
    /// The parts that name the owner, in both.
    theirs: Vec<usize>,
    own: Vec<usize>,
}

impl Roll {
    /// The roll of an object.
    pub fn of(object: &CalendarObject) -> Roll {
        let mut named: BTreeMap<CalAddress, Vec<Named>> = BTreeMap::new();
        for (part, component) in object.parts().enumerate() {
            for attendee in component.attendees() {
                let asked = attendee.line.param("RSVP").is_some();
                let Attendee { line, address } = attendee;
                named.entry(address).or_default().push(Named { part, shown: shown(line), asked });
            }
        }
        Roll { named, organizer: object.organizer() }
    }

    /// How this and a copy name the copy's owner; `None` where what follows may hang on who it is.
    ///
    /// The engine asks who the owner is to keep the own answer where the lines differ in it. So they must not differ:
    /// all lines of the owner, who has one address in them, show the same, each in a part of its own. Nothing is to be
    /// taken off a line then, either: RSVP goes when there is an answer.
    pub fn standing(&self, copy: Option<&Roll>, owner: &[CalAddress]) -> Option<Standing> {
        let rolls = || [Some(self), copy].into_iter().flatten();
        if rolls().any(|roll| roll.organizer.as_ref().is_some_and(|organizer| owner.contains(organizer))) {
            return None;
        }
        let mut named = owner.iter().filter(|address| rolls().any(|roll| roll.named.contains_key(address)));
        let (Some(who), None) = (named.next(), named.next()) else { return None };
        let (theirs, own) = (self.lines(who), copy.map(|copy| copy.lines(who)).unwrap_or_default());
        let first = theirs.first()?;
        let partstat = first.shown.partstat();
        let agree = theirs.iter().chain(own).all(|line| line.shown == first.shown);
        let once = |lines: &[Named]| lines.windows(2).all(|pair| matches!(pair, [a, b] if a.part < b.part));
        let is_settled = partstat == PartStat::NeedsAction || !theirs.iter().any(|line| line.asked);
        let parts = |lines: &[Named]| lines.iter().map(|line| line.part).collect();
        let is_alike = agree && once(theirs) && once(own) && is_settled;
        is_alike.then(|| Standing { partstat, theirs: parts(theirs), own: parts(own) })
    }

    fn lines(&self, who: &CalAddress) -> &[Named] {
        self.named.get(who).map(Vec::as_slice).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{LUNCH, address, cal, with};
    use super::*;

    /// Dora and Erik, who have not answered either.
    const DORA: &str = "ATTENDEE;CN=Dora;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:dora@example.net\n";
    const ERIK: &str = "ATTENDEE;CN=Erik;PARTSTAT=NEEDS-ACTION:mailto:erik@example.net\n";

    #[test]
    fn those_are_alike_whom_both_texts_name_in_the_same_way() {
        let text = with(LUNCH, "END:VEVENT", &format!("{DORA}{ERIK}END:VEVENT"));
        let bob = [address("bob")];
        for (what, message, copy, like_bob) in [
            ("nobody has answered", text.clone(), text.clone(), ["carol", "dora", "erik"].as_slice()),
            (
                "Carol has, as she wrote herself",
                text.clone(),
                with(&text, "Carol;PARTSTAT=NEEDS-ACTION", "Carol;PARTSTAT=DECLINED"),
                &["dora", "erik"],
            ),
            (
                "the message says so too",
                with(&text, "Carol;PARTSTAT=NEEDS-ACTION;RSVP=TRUE", "Carol;PARTSTAT=ACCEPTED"),
                with(&text, "Carol;PARTSTAT=NEEDS-ACTION;RSVP=TRUE", "Carol;PARTSTAT=ACCEPTED"),
                &["dora", "erik"],
            ),
            ("Dora has another name", text.clone(), with(&text, "CN=Dora", "CN=Dorothea"), &["carol", "erik"]),
            ("Erik is named twice", with(&text, ERIK, &format!("{ERIK}{ERIK}")), text.clone(), &["carol", "dora"]),
            ("Erik is not in the copy", text.clone(), with(&text, ERIK, ""), &["carol", "dora"]),
        ] {
            let (message, copy) = (Roll::of(&cal(&message)), Roll::of(&cal(&copy)));
            let standing = |owner: &[CalAddress]| message.standing(Some(&copy), owner);
            assert!(standing(&bob).is_some(), "{what}");
            let alike: Vec<&str> = ["alice", "carol", "dora", "erik", "fred"]
                .into_iter()
                .filter(|name| standing(&[named(name)]) == standing(&bob))
                .collect();
            assert_eq!(alike, like_bob, "{what}");
        }
    }

    fn named(name: &str) -> CalAddress {
        match name {
            "alice" | "bob" | "carol" => address(name),
            other => CalAddress::mailto(&format!("{other}@example.net")),
        }
    }

    #[test]
    fn what_would_be_changed_in_the_own_line_is_shared_with_nobody() {
        let asked = with(LUNCH, "Carol;PARTSTAT=NEEDS-ACTION", "Carol;PARTSTAT=ACCEPTED");
        let roll = Roll::of(&cal(&asked));
        assert_eq!(roll.standing(None, &[address("carol")]), None, "RSVP goes when there is an answer");
        assert!(roll.standing(None, &[address("bob")]).is_some());
        assert_eq!(roll.standing(None, &[address("bob"), address("carol")]), None, "two addresses of one person");
        assert_eq!(roll.standing(None, &[address("alice")]), None, "the organizer");
    }
}
