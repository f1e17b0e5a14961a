//! An attendee stored, changed or deleted the own copy of somebody else's meeting (RFC 6638 §3.2.2).

use std::collections::{BTreeMap, BTreeSet};

use super::instance::{Key, Series, edit_parts};
use super::message::{Letter, MessageKind, Method, reply_part};
use super::organizer::is_ours;
use super::outcome::{Keep, Outcome, Reason, Refusal};
use super::rights::{is_delegate, restored};
use super::{Edit, ReplyWanted};
use crate::ical::{Attendee, CalAddress, CalendarObject, Component, Kind, Line, PartStat, Timestamp, Zone};

/// An attendee stores a copy the server did not have, for example out of a mail. A copy that holds an answer is
/// answered: the client leaves that to the server (RFC 6638 §3.2.2.2).
pub(super) fn created(edit: &Edit<'_>, after: &CalendarObject, now: Timestamp) -> Outcome {
    if !is_served(after) {
        return Outcome::nothing(Reason::ClientSchedules);
    }
    let series = Series::of(after, edit.before.floating);
    let mut answers = Answers::new(edit);
    let parts: BTreeMap<Key, Component> =
        after.parts().filter_map(|part| Some((series.key_of(part)?, part.clone()))).collect();
    for (key, part) in &parts {
        if !part.is_cancelled() && own_line(part, edit).is_some_and(|own| own.partstat() != PartStat::NeedsAction) {
            answers.give(*key, part, Vec::new());
        }
    }
    answers.complete(&parts);
    answers.outcome(&series, after.clone(), after, now)
}

/// An attendee deletes the copy: declines, unless Schedule-Reply says no (RFC 6638 §3.2.2.4, §8.1).
pub(super) fn deleted(edit: &Edit<'_>, before: &CalendarObject, now: Timestamp) -> Outcome {
    if !is_served(before) {
        return Outcome::nothing(Reason::ClientSchedules);
    }
    let series = Series::of(before, edit.before.floating);
    let mut answers = Answers::new(edit);
    for part in before.parts() {
        if let Some(key) = series.key_of(part) {
            answers.decline(key, part);
        }
    }
    Outcome { keep: Keep::AsIs, ..answers.outcome(&series, before.clone(), before, now) }
}

/// An attendee changes the copy: the own answer counts, the own data is kept, and the rest stays the organizer's.
pub(super) fn changed(
    edit: &Edit<'_>,
    before: &CalendarObject,
    after: &CalendarObject,
    now: Timestamp,
) -> Result<Outcome, Refusal> {
    if !is_served(before) || (after.organizer().is_some() && !is_served(after)) {
        return Ok(Outcome::nothing(Reason::ClientSchedules));
    }
    // What is left of a cancelled meeting belongs to the owner, as long as it does not look like one that takes place.
    let is_off = |object: &CalendarObject| object.parts().all(Component::is_cancelled);
    let is_no_meeting = after.organizer().is_none() && after.parts().all(|part| part.attendees().next().is_none());
    if is_off(before) && (is_no_meeting || is_off(after) && after.organizer() == before.organizer()) {
        return Ok(Outcome::nothing(Reason::Personal));
    }
    if after.organizer() != before.organizer() {
        return Err(Refusal::AttendeeChanged("ORGANIZER".to_owned()));
    }
    let floating = edit.before.floating;
    let old = Series::of(before, floating);
    let (sent, after) = (after, &with_lost_name(&old, after, floating));
    let new = Series::of(after, floating);
    let mut review =
        Review { edit, old: &old, new: &new, answers: Answers::new(edit), put_back: Vec::new(), cleared: Vec::new() };
    let parts = review.parts(after)?;
    review.vanished()?;
    review.exdates();
    review.still_excluded();
    let Review { mut answers, put_back, cleared, .. } = review;
    answers.complete(&put_back.iter().filter_map(|part| Some((old.key_of(part)?, part.clone()))).collect());
    let mut made = after.clone();
    edit_parts(&mut made, floating, |key, part| {
        if let Some(restored) = parts.get(&key) {
            *part = restored.clone();
        }
    });
    if let Some(master) = made.master_mut() {
        let lost: Vec<Timestamp> = old.excluded().difference(new.excluded()).copied().collect();
        lost.iter().chain(&cleared).for_each(|instance| master.add(old.recurrence_id(*instance).to_line("EXDATE")));
    }
    put_back.into_iter().for_each(|part| made.calendar_mut().push(part));
    Ok(answers.outcome(&old, made, sent, now))
}

/// The client's copy with the RECURRENCE-ID it lost: who is invited to single instances alone has no series, and some
/// programs write the first of them as an event of its own.
// quirk: recurrence-id-lost
fn with_lost_name(old: &Series<'_>, after: &CalendarObject, floating: &Zone) -> CalendarObject {
    let new = Series::of(after, floating);
    let mut named = after.clone();
    let Some(lone) = new.master().filter(|lone| old.master().is_none() && !lone.is_recurring()) else { return named };
    let is_it = |(instance, part): &(Timestamp, &Component)| {
        new.component(Some(*instance)).is_none() && old.times(part) == new.times(lone)
    };
    let name = old.overrides().find(is_it).and_then(|(_, part)| part.line("RECURRENCE-ID").cloned());
    if let (Some(name), Some(lone)) = (name, named.master_mut()) {
        lone.set(name);
    }
    named
}

/// Whether the ORGANIZER line leaves answering to this server.
fn is_served(object: &CalendarObject) -> bool {
    object.organizer_line().is_some_and(is_ours)
}

/// The attendee line of the owner; of several the one that has answered.
pub(super) fn own_line<'a>(part: &'a Component, edit: &Edit<'_>) -> Option<Attendee<'a>> {
    own_attendee(part, edit.before.owner)
}

/// The attendee line of someone with these addresses; of several the one that has answered.
pub(super) fn own_attendee<'a>(part: &'a Component, owner: &[CalAddress]) -> Option<Attendee<'a>> {
    let own = || part.attendees().filter(|attendee| owner.contains(&attendee.address));
    own().find(|attendee| attendee.partstat() != PartStat::NeedsAction).or_else(|| own().next())
}

fn set_own_answer(part: &mut Component, edit: &Edit<'_>, partstat: PartStat) {
    part.map_lines(|line| {
        let is_own = line.is("ATTENDEE") && edit.before.owner.contains(&CalAddress::parse(line.value()));
        if is_own { line.with_param("PARTSTAT", partstat.as_str()).without_param("RSVP") } else { line }
    });
}

/// The comparison of an attendee's copy with the one before.
struct Review<'a> {
    edit: &'a Edit<'a>,
    old: &'a Series<'a>,
    new: &'a Series<'a>,
    answers: Answers<'a>,
    /// Overrides of the organizer that the client dropped.
    put_back: Vec<Component>,
    /// Instances that do not take place, of which the client dropped the override that says so.
    cleared: Vec<Timestamp>,
}

impl Review<'_> {
    /// Goes through the components: each as it will be stored, and the answers in them.
    fn parts(&mut self, after: &CalendarObject) -> Result<BTreeMap<Key, Component>, Refusal> {
        let mut parts = BTreeMap::new();
        for part in after.parts() {
            let Some(key) = self.new.key_of(part) else { return Err(refused("RECURRENCE-ID")) };
            let Some(base) = self.old.effective(key) else {
                return Err(refused(if key.is_some() { "RECURRENCE-ID" } else { "RRULE" }));
            };
            let own = own_line(part, self.edit).ok_or_else(|| refused("ATTENDEE"))?;
            let known = own_line(&base, self.edit).map(|known| known.partstat());
            let kept = restored((self.old, &base), (self.new, part), self.edit)?;
            let comments = new_comments(&base, part);
            let answered = known.is_some_and(|known| known != own.partstat());
            let says_more = !comments.is_empty() || has_progressed(&base, part, own.partstat());
            let proposes = is_new_proposal(own_line(&base, self.edit).as_ref(), &own);
            if !kept.is_cancelled() && (answered || proposes || says_more || self.is_forced(part)) {
                let said = if proposes { kept.clone() } else { without_proposal(&kept) };
                self.answers.give(key, &said, comments);
            }
            parts.insert(key, kept);
        }
        self.follow_series(&mut parts);
        self.answers.complete(&parts);
        Ok(parts)
    }

    /// An override that is one for nothing but other people's answers, and was open like the series, follows an answer
    /// to the series: many clients answer for the master alone.
    fn follow_series(&mut self, parts: &mut BTreeMap<Key, Component>) {
        let partstat = |part: &Component| own_line(part, self.edit).map(|own| own.partstat());
        let (Some(old), Some(new)) = (self.old.master().and_then(partstat), parts.get(&None).and_then(partstat)) else {
            return;
        };
        if old != PartStat::NeedsAction || new == old {
            return;
        }
        let sequence = parts.get(&None).map_or(0, Component::sequence);
        for (key, part) in parts.iter_mut() {
            let is_open = partstat(part) == Some(old) && !part.is_cancelled();
            if key.is_some() && is_open && super::merge::holds_only_answers(self.new, *key, part) {
                set_own_answer(part, self.edit, new);
                if part.sequence() > sequence {
                    // The answer to the series is about an older version than this.
                    self.answers.give(*key, part, Vec::new());
                }
            }
        }
    }

    /// SCHEDULE-FORCE-SEND=REPLY (RFC 6638 §7.2).
    fn is_forced(&self, part: &Component) -> bool {
        let organizer = part.line("ORGANIZER").and_then(Attendee::of);
        organizer.and_then(|organizer| organizer.force_send()).is_some_and(|method| method == "REPLY")
    }

    /// Overrides that are gone: declined when an EXDATE took their place or when there is no series to fall back to;
    /// dropped when they held nothing but the own answer; put back when they are the organizer's. A cancelled one that is
    /// cleared away leaves an EXDATE: its instance does not take place all the same.
    fn vanished(&mut self) -> Result<(), Refusal> {
        if self.old.master().is_some() && self.new.master().is_none() {
            return Err(refused("RRULE"));
        }
        for (instance, part) in self.old.overrides() {
            let key = Some(instance);
            if self.new.component(key).is_some() || self.new.excluded().contains(&instance) {
                continue;
            }
            if self.old.master().is_none() {
                self.answers.decline(key, part);
            } else if super::merge::holds_only_answers(self.old, key, part) && self.new.generates(instance) {
                self.fell_back(instance, part);
                self.put_back.extend(self.with_others_answers(instance, part));
            } else if !part.is_cancelled() {
                self.put_back.push(part.clone());
            } else if self.new.generates(instance) {
                self.cleared.push(instance);
            }
        }
        Ok(())
    }

    /// An override whose own answer is gone is kept for what the others answered in it, if that is not what they
    /// answered for the series: it is not the owner's to take away (RFC 6638 §3.2.10.1).
    fn with_others_answers(&self, instance: Timestamp, part: &Component) -> Option<Component> {
        let answers = |part: &Component| -> BTreeSet<(CalAddress, PartStat)> {
            let others = part.attendees().filter(|other| !self.edit.before.owner.contains(&other.address));
            others.map(|other| (other.address.clone(), other.partstat())).collect()
        };
        let differ = answers(&self.old.derived(instance)?) != answers(part);
        let own = self.new.master().and_then(|master| own_line(master, self.edit)).map(|own| own.partstat());
        let mut kept = part.clone();
        set_own_answer(&mut kept, self.edit, own.filter(|_| differ)?);
        Some(kept)
    }

    /// An instance whose own answer is gone now has that of the series.
    fn fell_back(&mut self, instance: Timestamp, part: &Component) {
        let partstat = |part: &Component| own_line(part, self.edit).map(|own| own.partstat());
        let of_series = self.new.master().and_then(partstat);
        if let Some(answer) = of_series.filter(|answer| partstat(part) != Some(*answer)) {
            // With the SEQUENCE the server knows: the client's copy may lack it, and the answer would seem late.
            let mut answered = part.clone();
            set_own_answer(&mut answered, self.edit, answer);
            self.answers.give(Some(instance), &answered, Vec::new());
        }
    }

    /// EXDATEs that were added decline their instances (RFC 6638 §3.2.2.3).
    fn exdates(&mut self) {
        let added: Vec<Timestamp> = self.new.excluded().difference(self.old.excluded()).copied().collect();
        for instance in added {
            if let Some(part) = self.old.effective(Some(instance)) {
                self.answers.decline(Some(instance), &part);
            }
        }
    }
}

impl Review<'_> {
    /// Instances that the owner took away are declined, also when the series gets another answer: that must be said
    /// with it.
    fn still_excluded(&mut self) {
        let partstat = |series: &Series<'_>| {
            series.master().and_then(|master| own_line(master, self.edit)).map(|own| own.partstat())
        };
        let answer = partstat(self.new);
        if answer == partstat(self.old) || answer == Some(PartStat::Declined) {
            return;
        }
        let excluded: BTreeSet<Timestamp> = self.new.excluded().union(self.old.excluded()).copied().collect();
        for instance in excluded {
            if let Some(mut part) = self.old.derived(instance).filter(|_| self.is_own_exdate(instance)) {
                answer.iter().for_each(|answer| set_own_answer(&mut part, self.edit, *answer));
                self.answers.decline(Some(instance), &part);
            }
        }
    }

    /// Whether an EXDATE is the owner's. Those of the organizer came by a message, which was remembered; of a copy that
    /// did not come by messages nothing is known.
    fn is_own_exdate(&self, instance: Timestamp) -> bool {
        let Some(organizer) = self.old.object.organizer() else { return false };
        let past = self.edit.before.past;
        let row = past.answer(Some(instance), &organizer);
        past.answers_of(&organizer).next().is_some() && row.is_none_or(|row| row.partstat != PartStat::Declined)
    }
}

/// How far a task is done, for the attendee who does it (RFC 5545 §3.8.1.8).
fn progress(part: &Component) -> impl Iterator<Item = &Line> {
    let is_progress = |line: &&Line| line.is("PERCENT-COMPLETE") || line.is("COMPLETED");
    part.lines().filter(move |line| part.is(Kind::Todo.component()) && is_progress(line))
}

/// Whether an attendee who has taken a task on is further with it: REPLY tells of that as well (RFC 5546 §3.4.3).
fn has_progressed(before: &Component, after: &Component, answer: PartStat) -> bool {
    let values = |part| progress(part).map(Line::value).collect::<BTreeSet<&str>>();
    answer != PartStat::NeedsAction && values(before) != values(after)
}

fn refused(property: &str) -> Refusal {
    Refusal::AttendeeChanged(property.to_owned())
}

/// Where Apple's programs write another time that an attendee proposes.
// quirk: ios-proposed-time
const PROPOSED: &str = "TO-ALL-PROPOSED-NEW-TIME";

/// Whether an own line proposes another time that it did not propose before.
fn is_new_proposal(known: Option<&Attendee<'_>>, own: &Attendee<'_>) -> bool {
    let proposed = |who: &Attendee<'_>| who.line.param(PROPOSED).map(|text| text.into_owned());
    let new = proposed(own).filter(|text| !text.is_empty());
    new.is_some() && new != known.and_then(proposed)
}

/// The part without proposals: what was proposed before is not proposed again with each answer.
fn without_proposal(part: &Component) -> Component {
    let mut part = part.clone();
    part.map_lines(|line| if line.is("ATTENDEE") { line.without_param(PROPOSED) } else { line });
    part
}

/// What the attendee newly wrote to the organizer, as comments.
// quirk: apple-private-comment
fn new_comments(before: &Component, after: &Component) -> Vec<Line> {
    let is_comment = |line: &&Line| line.is("COMMENT") || line.is("X-CALENDARSERVER-PRIVATE-COMMENT");
    let known: BTreeSet<&str> = before.lines().filter(is_comment).map(Line::value).collect();
    let new = after
        .lines()
        .filter(is_comment)
        .filter(|line| !known.contains(line.value()) && !line.value().trim().is_empty());
    let said = |line: &Line| match line.is("COMMENT") {
        true => line.clone(),
        // Nobody but Apple's programs reads the other name.
        false => Line::text("COMMENT", "").with_value(line.value()),
    };
    new.map(said).collect()
}

/// The answers of one edit, by instance.
struct Answers<'a> {
    edit: &'a Edit<'a>,
    parts: BTreeMap<Key, Component>,
    who: Option<CalAddress>,
}

impl<'a> Answers<'a> {
    fn new(edit: &'a Edit<'a>) -> Answers<'a> {
        Answers { edit, parts: BTreeMap::new(), who: None }
    }

    /// Answers for a component as the own line in it says.
    fn give(&mut self, key: Key, part: &Component, comments: Vec<Line>) {
        let Some(own) = own_line(part, self.edit) else { return };
        self.who.get_or_insert(own.address.clone());
        self.parts.entry(key).or_insert_with(|| {
            let line = own.line.clone().with_param("PARTSTAT", own.partstat().as_str());
            let mut reply = reply_part(part, &line, &comments);
            progress(part).for_each(|line| reply.add(line.clone()));
            // RFC 5546 §4.2.5, B.
            let delegates = part.attendees().filter(|other| is_delegate(&own, other));
            delegates.for_each(|delegate| reply.add(delegate.line.clone()));
            reply
        });
    }

    /// Makes an answer to the series complete: instances of which the copy says otherwise are spelled out, open ones
    /// too, so that the organizer's side need not guess which of them it goes for.
    fn complete(&mut self, parts: &BTreeMap<Key, Component>) {
        let partstat = |part: &Component| own_line(part, self.edit).map(|own| own.partstat());
        let Some(series) = self.parts.get(&None).and_then(partstat) else { return };
        let differs = |part: &Component| !part.is_cancelled() && partstat(part).is_some_and(|own| own != series);
        let others: Vec<(Key, &Component)> =
            parts.iter().filter(|(key, part)| key.is_some() && differs(part)).map(|(key, part)| (*key, part)).collect();
        for (key, part) in others {
            self.give(key, part, Vec::new());
        }
    }

    /// Declines a component, unless it is cancelled or declined already.
    fn decline(&mut self, key: Key, part: &Component) {
        let Some(own) = own_line(part, self.edit) else { return };
        if part.is_cancelled() || own.partstat() == PartStat::Declined {
            return;
        }
        let line = own.line.clone().with_param("PARTSTAT", PartStat::Declined.as_str());
        self.who.get_or_insert(own.address);
        self.parts.entry(key).or_insert_with(|| reply_part(part, &line, &[]));
    }

    /// One REPLY with all answers, taken from `series`, where there are any and they may be sent.
    fn outcome(self, series: &Series<'_>, made: CalendarObject, given: &CalendarObject, now: Timestamp) -> Outcome {
        let made = without_force_send(made);
        let keep = Keep::put_if_changed(made, given);
        let reason = match () {
            () if self.parts.is_empty() => Reason::Personal,
            () if self.edit.reply == ReplyWanted::Quiet => Reason::Quiet,
            () if series.is_over(now) => Reason::Past,
            () => Reason::Answered,
        };
        let mut outcome = Outcome { keep, ..Outcome::nothing(reason) };
        if let (Reason::Answered, Some(who), Some(organizer)) = (reason, &self.who, series.object.organizer()) {
            let letter =
                Letter { method: Method::Reply, sender: who, recipient: &organizer, kind: MessageKind::Reply, now };
            outcome.send.extend(letter.with(series, self.parts.into_values().collect()));
        }
        outcome
    }
}

/// RFC 6638 §7.2: never kept.
fn without_force_send(mut object: CalendarObject) -> CalendarObject {
    for part in object.parts_mut() {
        part.map_lines(|line| if line.is("ORGANIZER") { line.without_param("SCHEDULE-FORCE-SEND") } else { line });
    }
    object
}
