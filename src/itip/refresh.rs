//! Other attendees' copies after an answer: who comes, brought up to date without a message or a word (RFC 6638 §4.2).

use std::collections::{BTreeMap, BTreeSet};

use super::edited::is_invited;
use super::instance::{Key, Series, edit_parts};
use super::message::public;
use super::outcome::Keep;
use super::own::set_exdates;
use super::policy::GuestList;
use crate::ical::{Attendee, CalAddress, CalendarObject, Component, CuType, Line, PartStat, Role, Timestamp, Zone};

/// An attendee's copy with the guest list of the organizer's: answers of the others, who joined and who left.
///
/// `owner` are the addresses of the copy's owner, whose own answer is never touched. An instance for which only
/// somebody else's answer differs becomes an override. Time and text stay as they are: they come by message.
pub fn refresh(organizers: &CalendarObject, copy: &CalendarObject, owner: &[CalAddress], floating: &Zone) -> Keep {
    let theirs = Series::of(organizers, floating);
    let own = Series::of(copy, floating);
    if organizers.uid() != copy.uid() || organizers.organizer() != copy.organizer() {
        return Keep::AsIs;
    }
    let shown = ShownTo { owner, list: GuestList::of(organizers), organizer: organizers.organizer() };
    let mut rosters: BTreeMap<Key, Vec<Line>> = BTreeMap::new();
    for key in own.overrides().map(|(instance, _)| Some(instance)).chain([None]) {
        if let Some(part) = theirs.effective(key).filter(|part| is_invited(part, owner)) {
            rosters.insert(key, shown.roster(&part));
        }
    }
    let mut made = copy.clone();
    edit_parts(&mut made, floating, |key, part| {
        if let Some(roster) = rosters.get(&key).filter(|_| !part.is_cancelled()) {
            set_roster(part, roster, owner);
        }
    });
    for part in new_overrides(&theirs, &own, &made, &shown, floating) {
        made.calendar_mut().push(part);
    }
    Keep::put_if_changed(made, copy)
}

/// An attendee's copy with an answer of `who` that reached the organizer by another way than this copy: by mail, or from the
/// answer page. `answered` are the instances it is about; the organizer's copy says what counts.
pub fn answered_elsewhere(
    organizers: &CalendarObject,
    copy: &CalendarObject,
    who: &CalAddress,
    answered: &[Key],
    floating: &Zone,
) -> Keep {
    let (theirs, own) = (Series::of(organizers, floating), Series::of(copy, floating));
    if organizers.uid() != copy.uid() || organizers.organizer() != copy.organizer() {
        return Keep::AsIs;
    }
    let answered: BTreeSet<Key> = answered.iter().copied().collect();
    let given = |key: Key| theirs.effective(key)?.attendee(who).map(|given| given.line.clone());
    let partstat = |line: Option<Line>| line.as_ref().and_then(Attendee::of).map(|who| who.partstat());
    let of_copy = |key: Key| partstat(own.effective(key)?.attendee(who).map(|held| held.line.clone()));
    let (before, says) = (of_copy(None), |key: Key| partstat(given(key)));
    // An instance needs a component where the answer is not that of the series, and where the owner had taken it away.
    let is_missing = |instance: &Timestamp| {
        let key = Some(*instance);
        let comes = says(key).is_some_and(|says| says != PartStat::Declined);
        let differs = of_copy(key).is_some() && says(key) != says(None);
        own.component(key).is_none() && (differs || comes && own.excluded().contains(instance))
    };
    let mut made = copy.clone();
    let missing = answered.iter().flatten().filter(|instance| is_missing(instance));
    missing.filter_map(|instance| own.derived(*instance)).for_each(|part| made.calendar_mut().push(part));
    let brought: BTreeSet<_> = made.overrides().filter_map(|part| own.key_of(part).flatten()).collect();
    if let Some(master) = made.master_mut() {
        set_exdates(master, &own, &brought, &BTreeSet::new());
    }
    edit_parts(&mut made, floating, |key, part| {
        let of_part = partstat(part.attendee(who).map(|held| held.line.clone()));
        let follows = || answered.contains(&None) && (theirs.component(key).is_some() || of_part == before);
        if part.is_cancelled() || !(answered.contains(&key) || follows()) {
            return;
        }
        let Some(given) = given(key) else { return };
        part.map_lines(|line| match line.is("ATTENDEE") && CalAddress::parse(line.value()) == *who {
            true => with_answer_of(line, &given),
            false => line,
        });
    });
    Keep::put_if_changed(made, copy)
}

/// A request with what its organizer's copy says by now that the others answered, and no more of them than the organizer lets
/// the recipient see by now; `None` where that is the same. A part that was changed since keeps its answers: the next message
/// tells of it.
pub fn with_present_answers(
    request: &CalendarObject,
    organizers: &CalendarObject,
    recipient: &CalAddress,
    floating: &Zone,
) -> Option<CalendarObject> {
    let theirs = Series::of(organizers, floating);
    let (list, organizer, reader) = (GuestList::of(organizers), organizers.organizer()?, [recipient.clone()]);
    let mut made = request.clone();
    edit_parts(&mut made, floating, |key, part| {
        list.narrow(part, &reader, &organizer);
        let Some(now) = theirs.effective(key).filter(|now| now.sequence() == part.sequence()) else { return };
        let mut now = now.into_owned();
        list.narrow(&mut now, &reader, &organizer);
        let known = now.attendees_by_address();
        // Who is known by a number is the same while nobody came.
        let are_same = known.len() == part.attendees().count();
        part.map_lines(|line| {
            let guest = Attendee::of(&line).filter(|guest| line.is("ATTENDEE") && guest.address != *recipient);
            let guest = guest.filter(|guest| are_same || guest.address.email().is_some());
            let now =
                guest.and_then(|guest| known.get(&guest.address).filter(|now| now.partstat() != guest.partstat()));
            now.map_or_else(|| line.clone(), |now| with_answer_of(line.clone(), now.line))
        });
    });
    (made != *request).then_some(made)
}

/// An attendee's line with the answer of another line.
fn with_answer_of(line: Line, given: &Line) -> Line {
    let answered = Attendee::of(given).is_some_and(|given| given.partstat() != PartStat::NeedsAction);
    let line = if answered { line.without_param("RSVP") } else { line };
    ["PARTSTAT", "DELEGATED-TO"].iter().fold(line, |line, name| {
        let values = given.params().into_iter().find(|(param, _)| param == name).map(|(_, values)| values);
        let values: Vec<&str> = values.iter().flatten().map(|value| &**value).collect();
        line.with_param_values(name, &values)
    })
}

/// What the owner of a copy may see of the others.
struct ShownTo<'a> {
    owner: &'a [CalAddress],
    list: GuestList,
    organizer: Option<CalAddress>,
}

impl ShownTo<'_> {
    /// The ATTENDEE lines of a part of the organizer's copy.
    fn roster(&self, part: &Component) -> Vec<Line> {
        let mut public = public(part);
        if let Some(organizer) = &self.organizer {
            self.list.narrow(&mut public, self.owner, organizer);
        }
        public.lines().filter(|line| line.is("ATTENDEE")).cloned().collect()
    }
}

/// Puts the answers of the others in, adds who is new and drops who is gone.
fn set_roster(part: &mut Component, roster: &[Line], owner: &[CalAddress]) {
    let wanted: BTreeMap<CalAddress, &Line> =
        roster.iter().rev().map(|line| (CalAddress::parse(line.value()), line)).collect();
    let mut had = BTreeSet::new();
    part.retain_lines(|line| {
        let Some(known) = Attendee::of(line).filter(|_| line.is("ATTENDEE")) else { return true };
        let stays = owner.contains(&known.address) || wanted.contains_key(&known.address);
        had.insert(known.address);
        stays
    });
    part.map_lines(|line| {
        let Some(known) = Attendee::of(&line).filter(|_| line.is("ATTENDEE")) else { return line };
        match wanted.get(&known.address).filter(|_| !owner.contains(&known.address)) {
            // A name without address is known by its number only.
            Some(new) if known.address.email().is_none() || shown(new) != shown(&line) => (*new).clone(),
            _ => line,
        }
    });
    for line in roster {
        if had.insert(CalAddress::parse(line.value())) {
            part.add(line.clone());
        }
    }
}

/// What others see of an attendee. Everything else in the line is the work of the program that wrote it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Shown(PartStat, Role, CuType, Option<String>, Option<CalAddress>);

impl Shown {
    pub fn partstat(&self) -> PartStat {
        self.0
    }
}

pub(super) fn shown(line: &Line) -> Shown {
    match Attendee::of(line) {
        Some(who) => Shown(who.partstat(), who.role(), who.cutype(), who.cn().map(String::from), who.sent_by()),
        None => Shown(PartStat::NeedsAction, Role::Required, CuType::Individual, None, None),
    }
}

/// Whether two versions of a meeting show the same people, with the same answers, to the others, and as much of them.
pub fn shows_the_same_people(before: &CalendarObject, after: &CalendarObject) -> bool {
    let all = |object: &CalendarObject| -> BTreeMap<Option<String>, BTreeMap<CalAddress, _>> {
        let people = |part: &Component| {
            part.lines_named("ATTENDEE").map(|line| (CalAddress::parse(line.value()), shown(line))).collect()
        };
        object.parts().map(|part| (part.raw("RECURRENCE-ID").map(str::to_owned), people(part))).collect()
    };
    GuestList::of(before) == GuestList::of(after) && all(before) == all(after)
}

/// Overrides that the organizer has and the copy lacks because only answers differ in them.
fn new_overrides(
    theirs: &Series<'_>,
    own: &Series<'_>,
    made: &CalendarObject,
    shown: &ShownTo<'_>,
    floating: &Zone,
) -> Vec<Component> {
    let made = Series::of(made, floating);
    let missing = theirs.overrides().filter(|(instance, part)| {
        own.component(Some(*instance)).is_none() && made.generates(*instance) && is_invited(part, shown.owner)
    });
    missing
        .filter_map(|(instance, part)| {
            let derived = made.derived(instance)?;
            let mut with_roster = derived.clone();
            set_roster(&mut with_roster, &shown.roster(part), shown.owner);
            (with_roster != derived).then_some(with_roster)
        })
        .collect()
}
