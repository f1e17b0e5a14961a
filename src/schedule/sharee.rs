//! Who writes in somebody else's calendar may be invited to a meeting that is there: an answer that such a person gives in
//! the organizer's copy goes the way of one that is given in the own copy (RFC 6638 §3.2.2.1).

use std::collections::{BTreeMap, HashMap};

use crate::ical::{CalAddress, CalendarObject, Component, PartStat, When};
use crate::id::{ObjectName, PrincipalId};
use crate::itip;
use crate::store::{Conditions, Match, Tx};

use super::put::{self, Put, Telling};
use super::{Refused, Rules, copies};

/// Takes what somebody says in an organizer's copy of whether they come as their answer; returns whether they say anything
/// new.
///
/// # Errors
/// No copy of their own that could say so, and everything for which that copy could not be put.
pub(super) fn answer(
    tx: &mut Tx<'_>,
    rules: &Rules,
    (actor, telling): (PrincipalId, Telling),
    (before, given): (&CalendarObject, &CalendarObject),
) -> Result<bool, Refused> {
    let own = super::addresses(tx, actor)?;
    let answers = answers(&own, before, given);
    if answers.is_empty() {
        return Ok(false);
    }
    let cannot = || Refused::Scheduling(itip::Refusal::AttendeeChanged("PARTSTAT".to_owned()));
    let (row, mut object) = copies::meeting(tx, actor, given.uid().as_str())?.ok_or_else(cannot)?;
    for (partstat, instances) in answers {
        let mut answered = |part: &mut Component| set_partstat(part, &own, &partstat);
        let made = itip::with_instances_edited(&object, &instances, &rules.floating, &mut answered);
        object = made.ok_or_else(cannot)?;
    }
    let put = Put {
        actor,
        calendar: row.head.calendar,
        name: ObjectName::parse(&row.head.name).map_err(|_| Refused::NotFound)?,
        conditions: Conditions { if_match: Some(Match::Tags(vec![row.head.etag])), ..Conditions::default() },
        body: object.to_edited_bytes(),
        object,
        telling,
        shared: None,
    };
    put::put(tx, rules, put)?;
    Ok(true)
}

/// What is answered anew, and for which instances (`None`: for the series). Who has not answered yet says nothing by it.
fn answers(own: &[CalAddress], before: &CalendarObject, given: &CalendarObject) -> BTreeMap<String, Vec<Option<When>>> {
    let before: HashMap<Option<When>, &Component> = before.parts().map(|part| (part.recurrence_id(), part)).collect();
    let mut answers: BTreeMap<String, Vec<Option<When>>> = BTreeMap::new();
    for part in given.parts() {
        let Some(said) = partstat(part, own).filter(|said| PartStat::parse(said) != PartStat::NeedsAction) else {
            continue;
        };
        let instance = part.recurrence_id();
        let known = before.get(&instance).or_else(|| before.get(&None));
        // Who is not among the attendees yet is invited by this, if by anything.
        let known = known.and_then(|known| partstat(known, own));
        if known.is_some_and(|known| PartStat::parse(&known) != PartStat::parse(&said)) {
            answers.entry(said).or_default().push(instance);
        }
    }
    answers
}

fn partstat(part: &Component, own: &[CalAddress]) -> Option<String> {
    let attendee = own.iter().find_map(|address| part.attendee(address))?;
    Some(attendee.line.param("PARTSTAT").map_or_else(|| "NEEDS-ACTION".to_owned(), |said| said.into_owned()))
}

fn set_partstat(part: &mut Component, own: &[CalAddress], partstat: &str) {
    part.map_lines(|line| match line.is("ATTENDEE") && own.contains(&CalAddress::parse(line.value())) {
        true => line.without_param("RSVP").with_param("PARTSTAT", partstat),
        false => line,
    });
}
