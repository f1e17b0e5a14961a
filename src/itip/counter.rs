//! Proposals of another time (RFC 5546 §3.2.7, §3.2.8) and the question for the current state (§3.2.6).
//!
//! Proposals come in three dialects: COUNTER with the whole event (Google, which labels the mail REPLY, and Exchange,
//! which names the old time in X-MS-OLK-ORIGINALSTART), and Apple's REPLY with the new time in a parameter. None
//! changes the meeting.

use chrono::{NaiveDateTime, TimeDelta};

use super::instance::{Key, Series};
use super::message::{Letter, MessageKind, sequence_of};
use super::notice::Version as About;
use super::outcome::{Outcome, Reason, Refusal};
use super::received::{from_its_organizer, held};
use super::roster::{Version, keys};
use super::view::Views;
use super::{Held, Message, Method, Notice};
use crate::ical::{Attendee, CalAddress, CalendarObject, Component, Line, PartStat, Timestamp, When, Zone};

/// An attendee proposes another time: the organizer is told, the meeting stays. Who declines beside it has answered, too.
///
/// What is no other time, is over, or ends before it starts is nothing to accept, and is passed over.
pub(super) fn counter(
    mine: &Held<'_>,
    object: &CalendarObject,
    message: &Message,
    now: Timestamp,
) -> Result<Outcome, Refusal> {
    let (series, theirs) = (Series::of(object, mine.floating), Series::of(&message.object, mine.floating));
    let mut outcome = match declining(&series, &theirs, message) {
        Some(answer) => super::reply::reply(mine, object, &answer, now)?,
        None => Outcome::nothing(Reason::NoSuchInstance),
    };
    for part in message.object.parts() {
        let key = countered(part, &series, &theirs);
        let (Some(known), times) = (series.effective(key), theirs.times(part)) else { continue };
        let (Some(start), Some(from), Some(to)) = (part.start(), times.start, times.end) else { continue };
        let to = if has_end(part) { to } else { from + length(&series, &known) };
        let present = series.times(&known);
        if to < from || to <= now || (present.start, present.end) == (Some(from), Some(to)) {
            continue;
        }
        let given = part.attendee(&message.sender);
        let comment = given.as_ref().map_or_else(|| written(part), |given| comment(part, given));
        let partstat = given.map_or(PartStat::NeedsAction, |given| given.partstat());
        let attendee = message.sender.clone();
        if known.attendee(&attendee).is_none() {
            outcome.because = Reason::Uninvited;
            outcome.tell.push(Notice::UninvitedAnswer { attendee, partstat, instance: key, comment });
            continue;
        }
        let is_outdated = numbered(part) && sequence_of(part) < known.sequence();
        let about = if is_outdated { About::Outdated } else { About::Current };
        outcome.because = Reason::Proposal;
        outcome.tell.push(Notice::Proposal { attendee, start, from, to, instance: key, comment, about });
    }
    Ok(outcome)
}

/// The answer in a proposal of somebody invited who declines the present time with it (Outlook): as a REPLY would say it.
fn declining(series: &Series<'_>, theirs: &Series<'_>, message: &Message) -> Option<Message> {
    let kind = message.object.kind().component();
    let declines = |part: &Component| {
        let is_invited = series
            .effective(countered(part, series, theirs))
            .is_some_and(|known| known.attendee(&message.sender).is_some());
        is_invited && part.attendee(&message.sender).is_some_and(|given| given.partstat() == PartStat::Declined)
    };
    if !message.object.parts().any(declines) {
        return None;
    }
    let mut answer = message.clone();
    let object = std::sync::Arc::make_mut(&mut answer.object);
    object.calendar_mut().retain_components(|part| !part.is(kind) || declines(part));
    for part in object.parts_mut().filter(|part| part.line("RECURRENCE-ID").is_none()) {
        if let Some(instance) = countered(part, series, theirs) {
            part.set(series.recurrence_id(instance).to_line("RECURRENCE-ID"));
        }
    }
    Some(answer)
}

/// Whether a proposal says how long the meeting would last; else it stays as long as it is.
fn has_end(part: &Component) -> bool {
    ["DTEND", "DUE", "DURATION"].iter().any(|name| part.line(name).is_some())
}

fn length(series: &Series<'_>, part: &Component) -> TimeDelta {
    let times = series.times(part);
    times.start.zip(times.end).map_or(TimeDelta::zero(), |(start, end)| end - start)
}

/// Whether a part says which version it is about.
// quirk: kde-no-sequence
fn numbered(part: &Component) -> bool {
    part.line("SEQUENCE").is_some() || sequence_of(part) > 0
}

/// When an event takes place: the instance of this name, or the first of all.
pub fn times_of(object: &CalendarObject, instance: Key, floating: &Zone) -> Option<(Timestamp, Timestamp)> {
    let series = Series::of(object, floating);
    let part = series.effective(instance).or_else(|| series.component(None).map(std::borrow::Cow::Borrowed))?;
    let times = series.times(&part);
    times.start.zip(times.end)
}

/// Another time that an attendee proposes, as if his calendar had made it: for answer pages.
///
/// `copy` is the invitation or stored copy, `instance` the one instance it is about, `from` and `to` are on the wall of the
/// zone in which the series starts, or an event without series; of all-day events the days count, the last one not included. `None` when the attendee is not
/// invited there, no such instance exists, there is no organizer, or it is no event with a time.
pub fn proposal(
    copy: &CalendarObject,
    attendee: &CalAddress,
    instance: Key,
    (from, to): (NaiveDateTime, NaiveDateTime),
    comment: Option<&str>,
    floating: &Zone,
    now: Timestamp,
) -> Option<Message> {
    let series = Series::of(copy, floating);
    let organizer = copy.organizer()?;
    let part = series.effective(instance).filter(|part| part.is("VEVENT"))?;
    let start = part.start()?;
    let line = part.attendee(attendee)?.line.clone().with_param("PARTSTAT", PartStat::Tentative.as_str());
    let comments: Vec<Line> = comment.into_iter().map(|text| Line::text("COMMENT", text)).collect();
    let zone = series.zones().zone(&series.master().and_then(Component::start).unwrap_or_else(|| start.clone()));
    let at = |form: &When, local: NaiveDateTime| match form {
        When::Date(_) | When::Floating(_) => form.at(local),
        When::Utc(_) | When::Zoned { .. } => series.at(form, zone.instant(local)),
    };
    let mut proposed = super::message::reply_part(&part, &line, &comments);
    ["DURATION", "REQUEST-STATUS"].iter().for_each(|name| proposed.remove(name));
    proposed.set(at(&start, from).to_line("DTSTART"));
    proposed.set(at(&part.end().filter(|end| end.is_date() == start.is_date()).unwrap_or(start), to).to_line("DTEND"));
    let (sender, kind) = (attendee, MessageKind::Reply);
    Letter { method: Method::Counter, sender, recipient: &organizer, kind, now }.with(&series, vec![proposed])
}

/// The instance a proposal is about; Exchange leaves RECURRENCE-ID out and names the old start.
fn countered(part: &Component, series: &Series<'_>, theirs: &Series<'_>) -> Key {
    let when = part.recurrence_id().or_else(|| {
        let recurs = series.master().is_some_and(Component::is_recurring);
        if recurs { part.when("X-MS-OLK-ORIGINALSTART") } else { None }
    });
    when.map(|when| series.key(&when, theirs.zones()))
}

/// Apple's dialect: `TO-ALL-PROPOSED-NEW-TIME="DTSTART:…;STATUS:;"` on the attendee, in a REPLY: the start, and as a
/// rule no end, for the meeting keeps its `length`. As start, its instant, and that of the end.
pub(super) fn proposed_by_ios(
    given: &Attendee<'_>,
    length: TimeDelta,
    floating: &Zone,
) -> Option<(When, Timestamp, Timestamp)> {
    let proposed = given.line.param("TO-ALL-PROPOSED-NEW-TIME")?;
    let value = |name: &str| {
        let of_name =
            |part: &&str| part.split_once(':').is_some_and(|(found, _)| found.trim().eq_ignore_ascii_case(name));
        let (_, value) = proposed.split(';').find(of_name)?.split_once(':')?;
        When::of(&Line::new(name, value).ok()?)
    };
    let start = value("DTSTART")?;
    let instant = |when: &When| match when {
        When::Utc(instant) => *instant,
        other => floating.instant(other.local()),
    };
    let from = instant(&start);
    let to = value("DTEND").map_or(from + length, |end| instant(&end));
    Some((start, from, to))
}

/// What an attendee wrote with an answer: COMMENT, Google's parameter, Apple's private note to the organizer. An empty
/// one (Exchange) is none.
pub(super) fn comment(part: &Component, given: &Attendee<'_>) -> Option<String> {
    let response = given.line.param("X-RESPONSE-COMMENT").map(|text| text.trim().to_owned());
    written(part).or(response.filter(|text| !text.is_empty()))
}

/// What an attendee wrote with a message of theirs.
pub fn words_of(object: &CalendarObject, attendee: &CalAddress) -> Option<String> {
    object.parts().find_map(|part| match part.attendee(attendee) {
        Some(given) => comment(part, &given),
        None => written(part),
    })
}

/// The first COMMENT, or Apple's private note, that says anything.
pub(super) fn written(part: &Component) -> Option<String> {
    let texts = part.lines_named("COMMENT").chain(part.lines_named("X-CALENDARSERVER-PRIVATE-COMMENT"));
    let mut texts = texts.map(|line| line.text_value().trim().to_owned());
    texts.find(|text| !text.is_empty())
}

/// An attendee asks for the current state: it goes to the asker alone, SEQUENCE as it is.
pub(super) fn refresh(
    mine: &Held<'_>,
    object: &CalendarObject,
    message: &Message,
    now: Timestamp,
) -> Result<Outcome, Refusal> {
    let (series, theirs) = (Series::of(object, mine.floating), Series::of(&message.object, mine.floating));
    if object.organizer_line().is_none() {
        return Err(Refusal::NotOrganizer);
    }
    let asked = message.object.parts().find_map(Component::recurrence_id).map(|when| series.key(&when, theirs.zones()));
    let state = present_state(mine, object, &message.sender, asked, MessageKind::Resent, now);
    let mut outcome = Outcome::nothing(if state.is_some() { Reason::Refresh } else { Reason::Uninvited });
    outcome.send.extend(state);
    Ok(outcome)
}

/// The meeting as it is, for a guest who is told that something about it changed.
pub fn state_for(mine: &Held<'_>, object: &CalendarObject, guest: &CalAddress, now: Timestamp) -> Option<Message> {
    let kind = MessageKind::Update { changed: vec![super::Field::Details] };
    present_state(mine, object, guest, None, kind, now)
}

/// The meeting as it is, for a guest who comes after all and has no copy any more.
pub fn invited_again(mine: &Held<'_>, object: &CalendarObject, guest: &CalAddress, now: Timestamp) -> Option<Message> {
    present_state(mine, object, guest, None, MessageKind::Invitation, now)
}

/// The meeting as it is, for one guest: an instance, or all he is invited to where there is no such instance. `None`
/// for somebody who is not invited.
pub(super) fn present_state(
    mine: &Held<'_>,
    object: &CalendarObject,
    guest: &CalAddress,
    key: Key,
    kind: MessageKind,
    now: Timestamp,
) -> Option<Message> {
    let series = Series::of(object, mine.floating);
    let organizer = object.organizer_line()?;
    let sender = CalAddress::parse(organizer.value());
    let version = Version::of(Some(&series), &keys(Some(&series), None), std::slice::from_ref(&sender));
    let mut views = Views::of(&version, organizer);
    let parts = views.seen_by(guest, key);
    let mut parts = if parts.is_empty() { views.seen_by(guest, None) } else { parts };
    for (_, part) in parts.iter_mut().filter(|(_, part)| part.sequence() < mine.floor()) {
        part.set(Line::text("SEQUENCE", &mine.floor().to_string()));
    }
    let named: Vec<Key> = parts.iter().map(|(key, _)| *key).collect();
    let letter = Letter { method: Method::Request, sender: &sender, recipient: guest, kind, now };
    let mut message = letter.with(&series, parts.into_iter().map(|(_, part)| part).collect())?;
    message.rescheduled = super::sequence::rescheduled_now(mine, guest, &named);
    Some(message)
}

/// The organizer refuses a proposal: the attendee is told, the copy stays.
pub(super) fn declined(mine: &Held<'_>, message: &Message) -> Result<Outcome, Refusal> {
    let object = held(mine, message).ok_or(Refusal::UnknownMeeting)?;
    let organizer = message.object.organizer().or_else(|| object.organizer()).ok_or(Refusal::WrongOrganizer)?;
    from_its_organizer(mine, message, &organizer)?;
    let (series, theirs) = (Series::of(object, mine.floating), Series::of(&message.object, mine.floating));
    let mut outcome = Outcome::nothing(Reason::Proposal);
    if let Some(part) = message.object.parts().next() {
        let instance = part.recurrence_id().map(|when| series.key(&when, theirs.zones()));
        outcome.tell.push(Notice::ProposalDeclined { organizer, instance, comment: written(part) });
    }
    Ok(outcome)
}

/// An organizer's meeting at another time: one instance, or all of it, with the dates that are excepted from a series.
///
/// A guest may propose a time for what takes whole days, and the other way round: `proposed`, the guest's own words, says it.
///
/// `None` where there is no such instance, it has no time, or a series would go to days that its rule does not name and
/// `proposed` has no other rule for it, or from days to times.
pub fn moved(
    object: &CalendarObject,
    instance: Key,
    (from, to): (Timestamp, Timestamp),
    proposed: Option<&CalendarObject>,
    floating: &Zone,
) -> Option<CalendarObject> {
    let series = Series::of(object, floating);
    let mut part = series.effective(instance)?.into_owned();
    let start = part.start()?;
    let of_days = proposed.and_then(|theirs| proposes_days(theirs, from, floating)).unwrap_or(start.is_date());
    let (first, last) = match (start.is_date(), of_days) {
        (false, true) => days(from, to, floating),
        (true, false) => (When::Utc(from), When::Utc(to)),
        _ => (series.at(&start, from), series.at(&part.end().unwrap_or_else(|| start.clone()), to)),
    };
    if of_days != start.is_date() && instance.is_none() && part.is_recurring() {
        return None;
    }
    ["DURATION", "X-MICROSOFT-CDO-ALLDAYEVENT"].iter().for_each(|name| part.remove(name));
    part.set(first.to_line("DTSTART"));
    part.set(last.to_line("DTEND"));
    let mut moved = object.clone();
    if let Some(instance) = instance {
        super::own::place(&mut moved, &series, instance, part);
        return Some(moved);
    }
    let by = first.local() - start.local();
    if part.is_recurring() {
        let theirs = proposed.and_then(CalendarObject::master).and_then(|theirs| theirs.line("RRULE"));
        let is_other_day = first.local().date() != start.local().date();
        part = with_dates_moved(part, by, if is_other_day { theirs } else { None }, is_other_day)?;
    }
    *moved.master_mut()? = part;
    for part in moved.parts_mut().filter(|part| part.line("RECURRENCE-ID").is_some()) {
        let was = series.recurrence_id(series.key(&part.recurrence_id()?, series.zones()));
        let is = was.at(was.local() + by);
        if part.start().is_some_and(|start| start.local() == was.local()) {
            *part = super::range::shifted(part, &was, &is);
        }
        part.set(is.to_line("RECURRENCE-ID"));
    }
    Some(moved)
}

/// Whether what a guest proposes to begin then takes whole days; `None` where the words name no such beginning.
fn proposes_days(theirs: &CalendarObject, from: Timestamp, floating: &Zone) -> Option<bool> {
    let series = Series::of(theirs, floating);
    theirs.parts().find_map(|part| {
        let apples = part.attendees().find_map(|given| proposed_by_ios(&given, TimeDelta::zero(), floating));
        let (start, begins) = match apples {
            Some((start, begins, _)) => (start, Some(begins)),
            None => (part.start()?, series.times(part).start),
        };
        (begins == Some(from)).then(|| start.is_date())
    })
}

/// The whole days between two moments, one at least.
fn days(from: Timestamp, to: Timestamp, floating: &Zone) -> (When, When) {
    let (first, last) = (floating.local(from).date(), floating.local(to).date());
    (When::Date(first), When::Date(last.max(first.succ_opt().unwrap_or(first))))
}

/// A series whose dates, excepted and additional ones and the end of its rule are all later by this much on the wall.
fn with_dates_moved(part: Component, by: TimeDelta, rule: Option<&Line>, is_other_day: bool) -> Option<Component> {
    let mut moved = part.clone();
    ["RRULE", "RDATE", "EXDATE"].iter().for_each(|name| moved.remove(name));
    for line in part.lines().filter(|line| line.is("RDATE") || line.is("EXDATE")) {
        if line.param("VALUE").is_some_and(|value| value.eq_ignore_ascii_case("PERIOD")) {
            return None;
        }
        When::list(line).flatten().for_each(|when| moved.add(when.at(when.local() + by).to_line(line.name())));
    }
    for line in part.rrules() {
        match rule {
            Some(theirs) => moved.add(theirs.clone()),
            None => moved.add(rule_moved(line, by, is_other_day)?),
        }
    }
    Some(moved)
}

/// A rule that ends later by this much; `None` for one that names days, which would have to be others.
pub(super) fn rule_moved(line: &Line, by: TimeDelta, is_other_day: bool) -> Option<Line> {
    let mut parts = Vec::new();
    for part in line.value().split(';') {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        let name = name.trim();
        if name.to_ascii_uppercase().starts_with("BY") && is_other_day {
            return None;
        }
        let until = name.eq_ignore_ascii_case("UNTIL").then(|| Line::new("UNTIL", value).ok()).flatten();
        parts.push(match until.and_then(|line| When::of(&line)) {
            Some(until) => format!("UNTIL={}", until.at(until.local() + by).value_text()),
            None => part.to_owned(),
        });
    }
    Some(line.clone().with_value(&parts.join(";")))
}

/// The organizer's word to a guest that the meeting stays when it is (RFC 5546 §3.2.8).
pub fn declined_counter(
    object: &CalendarObject,
    guest: &CalAddress,
    instance: Key,
    words: Option<&str>,
    floating: &Zone,
    now: Timestamp,
) -> Option<Message> {
    let series = Series::of(object, floating);
    let part = series.effective(instance)?;
    let organizer = object.organizer_line()?;
    let sender = CalAddress::parse(organizer.value());
    let mut part = super::message::cancellation_part(&part, organizer, guest, part.sequence(), &MessageKind::Removed);
    part.remove("COMMENT");
    words.into_iter().for_each(|words| part.add(Line::text("COMMENT", words)));
    let letter =
        Letter { method: Method::DeclineCounter, sender: &sender, recipient: guest, kind: MessageKind::Foreign, now };
    letter.with(&series, vec![part])
}
