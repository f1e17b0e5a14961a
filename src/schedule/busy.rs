//! When people are busy: the answer to a free-busy request of another person (RFC 6638 §5) and the report on one's own
//! calendars (RFC 4791 §7.10).

use crate::access::Privileges;
use crate::ical::{
    self, Busy, CalAddress, CalendarObject, Component, Line, Occupation, Timestamp, Timetable, TooMany, Zone,
};
use crate::id::PrincipalId;
use crate::store::{Calendar, CalendarKind, ObjectHead, Tx};

use super::{Refused, Rules, copies, seen};

/// Periods counted for one answer; more means the client asked for too long a time.
const MOST_PERIODS: usize = 20_000;
/// Objects read at a time.
const PAGE: usize = 500;

/// Whether a person is known here and when busy.
#[derive(Clone, Debug, PartialEq)]
pub enum BusyAnswer {
    /// A VCALENDAR with METHOD:REPLY and one VFREEBUSY.
    Known(Box<CalendarObject>),
    /// Nobody here has this address.
    Unknown,
    /// The person does not tell the one who asks.
    Refused,
}

/// When the owner of the address is busy, as the answer to a request by `who`: whoever may query the schedule inbox
/// (RFC 6638 §6.1.4) learns of every calendar that counts, others of those in which they may see busy times.
///
/// # Errors
/// A time that holds too many instances, or a store that fails.
pub fn busy_answer(
    tx: &mut Tx<'_>,
    rules: &Rules,
    who: PrincipalId,
    request: &CalendarObject,
    attendee: &CalAddress,
) -> Result<BusyAnswer, Refused> {
    let part = request.parts().next();
    let bounds = part.and_then(|part| Some((part.timestamp("DTSTART")?, part.timestamp("DTEND")?)));
    let person = super::principal_of(tx, attendee)?;
    let (Some(person), Some((from, to))) = (person, bounds) else {
        return Ok(BusyAnswer::Unknown);
    };
    let mask = Mask::of(request, person.id == who);
    let reach = tx.reach(person.id, who)?;
    let calendars = tx.calendars(person.id)?;
    let mut inboxes = calendars.iter().filter(|calendar| calendar.kind == CalendarKind::Inbox);
    let busy = if inboxes.any(|inbox| reach.on(inbox.scope()).contain(Privileges::QUERY_FREE_BUSY)) {
        busy_time(tx, rules, person.id, mask.as_ref(), (from, to))?
    } else {
        let may_see = |calendar: &&Calendar| reach.on(calendar.scope()).contain(Privileges::READ_FREE_BUSY);
        let seen = calendars.iter().filter(|calendar| calendar.kind == CalendarKind::Calendar).filter(may_see);
        if seen.clone().next().is_none() {
            return Ok(BusyAnswer::Refused);
        }
        let counting = seen.filter(|calendar| !calendar.transparent);
        occupation(tx, rules, counting, mask.as_ref(), (from, to))?.periods()
    };
    let uid = request.uid().as_str();
    let organizer = request.organizer();
    let mut answer = ical::free_busy(organizer.as_ref(), Some(attendee), from, to, &busy, rules.now, uid);
    answer.map_lines(|line| as_asked(line, part));
    let mut calendar = Component::new("VCALENDAR");
    for (name, value) in [("VERSION", "2.0"), ("METHOD", "REPLY")] {
        calendar.add(Line::text(name, value));
    }
    calendar.add(Line::text("PRODID", "-//rsvpd//rsvpd//EN"));
    calendar.push(answer);
    Ok(CalendarObject::of(calendar).map_or(BusyAnswer::Unknown, |object| BusyAnswer::Known(Box::new(object))))
}

/// An ORGANIZER or ATTENDEE line as the question has it, names included (RFC 6638 appendix B.5).
fn as_asked(line: Line, question: Option<&Component>) -> Line {
    let is_same = |asked: &&Line| CalAddress::parse(asked.value()) == CalAddress::parse(line.value());
    let asked = question.and_then(|part| part.lines_named(line.name()).find(is_same)).cloned();
    asked.filter(|_| line.is("ORGANIZER") || line.is("ATTENDEE")).unwrap_or(line)
}

/// When a person is busy: what all calendars in the home say that count there, those of others among them, and the
/// availability on the schedule inbox (RFC 6638 §5, RFC 7953 §7.2.5).
///
/// # Errors
/// A time that holds too many instances, or a store that fails.
fn busy_time(
    tx: &mut Tx<'_>,
    rules: &Rules,
    person: PrincipalId,
    mask: Option<&Mask>,
    (from, to): (Timestamp, Timestamp),
) -> Result<Vec<Busy>, Refused> {
    let mut calendars = tx.calendars(person)?;
    calendars.extend(tx.shared_calendars(person)?);
    let counting = calendars.iter().filter(|calendar| calendar.kind == CalendarKind::Calendar && !calendar.transparent);
    let mut occupation = occupation(tx, rules, counting, mask, (from, to))?;
    for text in calendars.iter().filter_map(|calendar| calendar.availability.as_deref()) {
        // It was accepted once; should it not be readable any more, the person is as busy as the calendars say.
        if let Ok(object) = ical::availability_of(text) {
            occupation.add(&object, &[], &rules.floating).map_err(too_busy)?;
        }
    }
    Ok(occupation.periods())
}

/// When what is in these calendars keeps their owner busy (RFC 4791 §7.10).
///
/// # Errors
/// A time that holds too many instances, or a store that fails.
pub fn busy_periods_of<'a>(
    tx: &mut Tx<'_>,
    rules: &Rules,
    calendars: impl IntoIterator<Item = &'a Calendar>,
    from: Timestamp,
    to: Timestamp,
) -> Result<Vec<Busy>, Refused> {
    Ok(occupation(tx, rules, calendars, None, (from, to))?.periods())
}

/// The meeting that does not count in an answer, because its organizer asks when else it could be
/// (icalendar-maskuids §4.3, Apple's programs).
struct Mask {
    uid: String,
    organizer: Option<CalAddress>,
    /// Whether the person asks about the own time.
    is_own: bool,
}

impl Mask {
    fn of(request: &CalendarObject, is_own: bool) -> Option<Mask> {
        let uid = request.parts().find_map(|part| part.text("X-CALENDARSERVER-MASK-UID"))?;
        Some(Mask { uid, organizer: request.organizer(), is_own })
    }

    /// Whether this object is the meeting, and the asker's: nobody is to learn whose calendar has which meetings of others.
    fn covers(&self, tx: &mut Tx<'_>, head: &ObjectHead) -> Result<bool, Refused> {
        let object = copies::readable(head.id, &tx.body(head.id)?);
        Ok(object.is_some_and(|object| match object.organizer() {
            Some(organizer) => Some(organizer) == self.organizer,
            None => self.is_own,
        }))
    }
}

fn occupation<'a>(
    tx: &mut Tx<'_>,
    rules: &Rules,
    calendars: impl IntoIterator<Item = &'a Calendar>,
    mask: Option<&Mask>,
    (from, to): (Timestamp, Timestamp),
) -> Result<Occupation, Refused> {
    let mut occupation = Occupation::new(from, to, MOST_PERIODS);
    for calendar in calendars {
        let addresses = super::addresses(tx, calendar.principal)?;
        let floating = floating(rules, calendar);
        for ids in tx.objects_between(calendar.id, from.timestamp(), to.timestamp())?.chunks(PAGE) {
            for head in tx.heads(calendar.id, ids)? {
                if let Some(mask) = mask.filter(|mask| mask.uid == head.uid)
                    && mask.covers(tx, &head)?
                {
                    continue;
                }
                let head = tx.head_seen(calendar.eyes, head)?;
                add(tx, rules, &mut occupation, (calendar, &head), (&addresses, &floating), (from, to))?;
            }
        }
    }
    Ok(occupation)
}

/// Adds what one object says: by its timetable, if that says it.
fn add(
    tx: &mut Tx<'_>,
    rules: &Rules,
    occupation: &mut Occupation,
    (calendar, head): (&Calendar, &ObjectHead),
    (owner, floating): (&[CalAddress], &Zone),
    (from, to): (Timestamp, Timestamp),
) -> Result<(), Refused> {
    if !matches!(head.component.as_str(), "VEVENT" | "VFREEBUSY" | "VAVAILABILITY") {
        return Ok(());
    }
    let mut read = || {
        let body = tx.body(head.id)?;
        Ok::<_, Refused>(copies::readable(head.id, &seen::text(tx, calendar, head, body)?))
    };
    if head.component != "VAVAILABILITY" {
        let ask = |table: &Timetable| table.busy(floating, from, to);
        if let Some(known) = rules.timetables.ask(&head.etag, (from, to), &mut read, ask)? {
            return occupation.take(known).map_err(too_busy);
        }
    }
    let Some(object) = read()? else { return Ok(()) };
    occupation.add(&object, owner, floating).map_err(too_busy)
}

fn too_busy(_: TooMany) -> Refused {
    Refused::TooBusy(MOST_PERIODS)
}

/// What times without zone mean in a calendar: its calendar-timezone, else what they mean everywhere here (RFC 4791
/// §5.2.2, §7.3).
pub(super) fn floating(rules: &Rules, calendar: &Calendar) -> Zone {
    let own = calendar.timezone.as_deref().and_then(|text| ical::timezone_of(text).ok());
    own.and_then(|own| Zone::of_timezone(&own)).unwrap_or_else(|| rules.floating.clone())
}
