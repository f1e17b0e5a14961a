//! A client stores or deletes an object: what the conditions, the collection and scheduling say to it.

use std::collections::BTreeSet;

use crate::access::{Privileges, Scope};
use crate::account::sharing;
use crate::ical::{Attendee, CalAddress, CalendarObject, Component, PartStat, Rule};
use crate::id::{CalendarId, ObjectName, PrincipalId, Uid};
use crate::itip::{self, Edit, Forwarding, Keep, Method, Outcome, Reason, ReplyWanted, Seen};
use crate::store::{Calendar, CalendarKind, Eyes, Object, StoreError, Tx};

use super::copies::{self, By, Memory};
use super::deliver::{self, Statuses};
use super::seen::{self, Shared, Shown};
use super::untold::Notify;
use super::{Conditions, Refused, Rules, Stored, attach, groups, rooms, roster, sharee, split, users};

/// An object to store.
#[derive(Clone, Debug)]
pub struct Put {
    /// Who stores it; the collection's owner is whose meeting it is, whoever that is.
    pub actor: PrincipalId,
    /// The collection.
    pub calendar: CalendarId,
    /// The path segment.
    pub name: ObjectName,
    /// What the client demands of the stored state.
    pub conditions: Conditions,
    /// The text as the client sent it.
    pub body: Vec<u8>,
    /// The text as an object.
    pub object: CalendarObject,
    /// Whom the change is made known to.
    pub telling: Telling,
    /// How the object is seen, if not as its owner sees it.
    pub shared: Option<Shared>,
}

/// Whom a change is made known to, and by whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Telling {
    /// Who made the change.
    pub author: Author,
    /// Whether an attendee's answer is to be sent (`Schedule-Reply`, RFC 6638 §8.1).
    pub reply: ReplyWanted,
    /// Which guests elsewhere are mailed about a change by their organizer.
    pub notify: Notify,
}

impl Telling {
    /// As the rules say, of what a calendar program did.
    pub const USUAL: Telling = Telling { author: Author::Client, reply: ReplyWanted::AsUsual, notify: Notify::Usual };
}

/// Who made a change, and so who mails guests elsewhere where the person's calendar program does that itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    /// A calendar program, which knows of it.
    Client,
    /// The server, at a word of the person: no program knows of it.
    Server,
}

/// An object to delete.
#[derive(Clone, Debug)]
pub struct Delete {
    /// Who deletes it.
    pub actor: PrincipalId,
    /// The collection.
    pub calendar: CalendarId,
    /// The path segment.
    pub name: ObjectName,
    /// What the client demands of the stored state.
    pub conditions: Conditions,
    /// Whom it is made known to.
    pub telling: Telling,
    /// With which eyes the calendar is seen.
    pub eyes: Eyes,
}

/// Stores an object in the name of the collection's owner, with all that follows from it.
///
/// # Errors
/// Conditions that do not hold, an object the collection or scheduling does not allow, messages that the actor may not
/// send in the owner's name; nothing is changed then.
pub fn put(tx: &mut Tx<'_>, rules: &Rules, mut put: Put) -> Result<Stored, Refused> {
    let calendar = tx.calendar_by_id(put.calendar)?.ok_or(Refused::NotFound)?;
    let stored = tx.object(calendar.id, put.name.as_str())?;
    let shared = put.shared.take();
    let head = stored.as_ref().map(|object| object.head.clone());
    let eyes = shared.as_ref().map_or(Eyes::Owner, |shared| shared.eyes);
    let head = head.map(|head| tx.head_seen(eyes, head)).transpose()?;
    if !put.conditions.hold(head.as_ref()) {
        return Err(Refused::Condition);
    }
    is_written_here(&calendar)?;
    let put_both = |tx: &mut Tx<'_>, put: Put, stored: Option<Object>| split::put(tx, rules, &calendar, put, stored);
    match shared {
        None => put_both(tx, put, stored),
        Some(shared) => seen::put(tx, rules, &calendar, (put, shared, stored), put_both),
    }
}

/// Stores one object, whatever it says.
pub(super) fn put_all(
    tx: &mut Tx<'_>,
    rules: &Rules,
    calendar: &Calendar,
    mut put: Put,
    mut stored: Option<Object>,
) -> Result<Stored, Refused> {
    let mut as_sent = put.stays_unless(users::named(tx, &put.object)?);
    admit(tx, rules, calendar, &put, stored.as_ref())?;
    if put.actor != calendar.principal && stored.is_none() {
        is_owners_meeting(tx, calendar, &put)?;
    }
    let mut known = known(tx, rules, calendar, &put.object, stored.as_ref())?;
    if put.actor != calendar.principal
        && let Some(Known { before: Some(before), organizes: true, .. }) = &known
        && sharee::answer(tx, rules, (put.actor, put.telling), (before, &put.object))?
    {
        stored = tx.object(calendar.id, put.name.as_str())?;
        known = self::known(tx, rules, calendar, &put.object, stored.as_ref())?;
    }
    let before = known.as_ref().and_then(|known| known.before.as_ref());
    as_sent &= put.stays_unless(attach::restored(tx, rules, (put.actor, calendar.principal), &put.object, before)?);
    let Some(known) = known else {
        let (etag, schedule_tag) =
            copies::store(tx, (calendar.id, &put.name), &put.object, put.body, By::Client, rules)?;
        return Ok(Stored { created: true, etag, schedule_tag, as_given: as_sent });
    };
    let made = put_meeting(tx, rules, calendar, put, (stored, known))?;
    Ok(Stored { as_given: made.as_given && as_sent, ..made })
}

/// Stores an object of which somebody may have to hear.
fn put_meeting(
    tx: &mut Tx<'_>,
    rules: &Rules,
    calendar: &Calendar,
    mut put: Put,
    (stored, known): (Option<Object>, Known),
) -> Result<Stored, Refused> {
    let Known { memory, before, organizes } = known;
    let seen = if put.conditions.name_the_newest() { Seen::Latest } else { Seen::MaybeOlder };
    let as_sent = put.stays_unless(opened(tx, rules, &memory.owner, (before.as_ref(), seen), &put.object)?);
    let edit = Edit {
        before: memory.with(before.as_ref(), &rules.floating),
        after: Some(&put.object),
        seen,
        reply: put.telling.reply,
    };
    let outcome = itip::edited(&edit, rules.now)?;
    is_passed_on_freely(tx, &outcome)?;
    let acts = Acts { actor: put.actor, calendar, uid: put.object.uid() };
    let after = outcome.keep.object().unwrap_or(&put.object);
    let is_shown_anew = organizes && before.as_ref().is_some_and(|before| !itip::shows_the_same_people(before, after));
    // What the guests here are shown of one another goes out in the owner's name, too.
    let needed = needed(&outcome).chain(is_shown_anew.then_some(Privileges::SEND_INVITE));
    let delegate = acts.delegate(tx, rules, needed)?;
    let speaker = (calendar.principal, delegate.as_ref());
    let statuses = deliver::follow(tx, rules, speaker, (put.object.uid(), Some(after)), &outcome, put.telling)?;
    let (asked, sent) = (invited(&outcome), sent_everything(&outcome));
    let is_told = matches!(outcome.because, Reason::Organized | Reason::Unchanged);
    let (object, as_given) = kept(outcome, put.object, &statuses);
    let body = if as_given { put.body } else { object.to_edited_bytes() };
    let shown = Shown::still(tx, stored.as_ref(), (before.as_ref(), &object))?;
    let (etag, schedule_tag) = copies::store(tx, (calendar.id, &put.name), &object, body, By::Client, rules)?;
    if let Some(shown) = shown {
        shown.keep(tx, stored.as_ref())?;
    }
    let made = Stored { created: stored.is_none(), etag, schedule_tag, as_given: as_given && as_sent };
    if is_told && is_shown_anew {
        roster::show(tx, rules, calendar.principal, &object, &sent)?;
    }
    if asked.is_empty() {
        return Ok(made);
    }
    if let Some(organizer) = object.organizer() {
        rooms::answer_all(tx, rules, &asked, object.uid(), &organizer)?;
    }
    // Rooms may have answered, and their answers are in the copy now.
    let now = tx.object_head(calendar.id, put.name.as_str())?.ok_or(Refused::NotFound)?;
    let as_given = made.as_given && now.etag == made.etag;
    Ok(Stored { etag: now.etag, schedule_tag: now.schedule_tag, as_given, ..made })
}

impl Put {
    /// Puts another object in place of what was sent, if there is one; says whether it is still what was sent.
    fn stays_unless(&mut self, other: Option<CalendarObject>) -> bool {
        let Some(other) = other else { return true };
        self.body = other.to_edited_bytes();
        self.object = other;
        false
    }
}

/// What is known of the owner's side of a meeting before it is put.
struct Known {
    memory: Memory,
    /// What is stored, or else what the owner was invited to.
    before: Option<CalendarObject>,
    /// Whether it is the owner's meeting.
    organizes: bool,
}

/// What is known before an object is put; `None` for most of what people store, which is no meeting and never was: there is
/// nothing to remember, and nobody to tell.
fn known(
    tx: &mut Tx<'_>,
    rules: &Rules,
    calendar: &Calendar,
    given: &CalendarObject,
    stored: Option<&Object>,
) -> Result<Option<Known>, Refused> {
    if stored.is_none() && given.organizer().is_none() {
        return Ok(None);
    }
    let memory = Memory::of(tx, calendar.principal, given.uid().as_str())?;
    let organizes = given.organizer().is_some_and(|organizer| memory.owner.contains(&organizer));
    let before = match stored {
        Some(stored) => copies::parsed(stored),
        None if organizes => None,
        None => as_invited(tx, rules, &memory.owner, given)?,
    };
    Ok(Some(Known { memory, before, organizes }))
}

/// An object as its owner stores it with the groups opened that it invites; `None` where it invites none that is new. Only
/// its organizer invites people to a meeting.
pub(super) fn opened(
    tx: &mut Tx<'_>,
    rules: &Rules,
    owner: &[CalAddress],
    held: (Option<&CalendarObject>, Seen),
    object: &CalendarObject,
) -> Result<Option<CalendarObject>, Refused> {
    if !object.organizer().is_some_and(|organizer| owner.contains(&organizer)) {
        return Ok(None);
    }
    let opened = groups::expanded(tx, held, object, rules)?;
    opened.iter().try_for_each(|opened| are_few(opened, rules.config.limits.attendees))?;
    Ok(opened)
}

/// What an attendee who has no copy was invited to, where the organizer is here: another copy may not say otherwise than
/// one that was never deleted (RFC 6638 §3.2.2.1).
fn as_invited(
    tx: &mut Tx<'_>,
    rules: &Rules,
    owner: &[CalAddress],
    given: &CalendarObject,
) -> Result<Option<CalendarObject>, Refused> {
    for (organizer, _) in tx.organizers(given.uid().as_str())? {
        let Some((_, theirs)) = copies::meeting(tx, organizer, given.uid().as_str())? else { continue };
        if theirs.organizer() != given.organizer() {
            continue;
        }
        let memory = Memory::of(tx, organizer, given.uid().as_str())?;
        let held = memory.with(Some(&theirs), &rules.floating);
        let shown = owner.iter().find_map(|guest| itip::state_for(&held, &theirs, guest, rules.now));
        if let Some(shown) = shown {
            let mut object = CalendarObject::clone(&shown.object);
            object.calendar_mut().remove("METHOD");
            return Ok(Some(object));
        }
    }
    Ok(None)
}

/// Whether an attendee who sends somebody else may: of some meetings the organizer said that they are not to be passed on
/// (RFC 5546 §3.2.2.3). Nobody sends themselves or the organizer.
fn is_passed_on_freely(tx: &mut Tx<'_>, outcome: &Outcome) -> Result<(), Refused> {
    for message in outcome.send.iter().filter(|message| message.method == Method::Reply) {
        let own = message.object.parts().filter_map(|part| part.attendee(&message.sender));
        let delegated: Vec<Attendee<'_>> = own.filter(|own| own.partstat() == PartStat::Delegated).collect();
        if delegated.is_empty() {
            continue;
        }
        for (organizer, _) in tx.organizers(message.uid.as_str())? {
            let Some((_, theirs)) = copies::meeting(tx, organizer, message.uid.as_str())? else { continue };
            let host = super::addresses(tx, organizer)?;
            let brings = |own: &Attendee<'_>| itip::brings_somebody(own, &host);
            if Forwarding::of(&theirs) == Forwarding::Refuse || !delegated.iter().all(brings) {
                return Err(Refused::Scheduling(itip::Refusal::AttendeeChanged("ATTENDEE".to_owned())));
            }
        }
    }
    Ok(())
}

/// Whom a change invites or tells of something new: rooms among them answer.
fn invited(outcome: &Outcome) -> BTreeSet<CalAddress> {
    let requests = outcome.send.iter().filter(|message| message.method == Method::Request);
    requests.map(|message| message.recipient.clone()).collect()
}

/// Who was just sent all of it, with its guest list.
fn sent_everything(outcome: &Outcome) -> BTreeSet<CalAddress> {
    let requests = outcome.send.iter().filter(|message| message.method == Method::Request);
    requests.filter(|message| message.object.master().is_some()).map(|message| message.recipient.clone()).collect()
}

/// The object to store, and whether it is the client's own text.
fn kept(outcome: Outcome, given: CalendarObject, statuses: &Statuses) -> (CalendarObject, bool) {
    let (object, as_given) = match outcome.keep {
        Keep::Put(object) => (*object, false),
        Keep::AsIs | Keep::Remove => (given, true),
    };
    match statuses.is_empty() {
        true => (object, as_given),
        false => (itip::with_schedule_statuses(&object, statuses), false),
    }
}

/// Whether an object invites at most as many as may be (RFC 4791 §5.2.9).
fn are_few(object: &CalendarObject, most: usize) -> Result<(), Refused> {
    match object.parts().any(|part| part.attendees().count() > most) {
        true => Err(Refused::Attendees(most)),
        false => Ok(()),
    }
}

/// Bytes of an object times its guests: each of them is sent a copy, and all copies are made in one transaction.
const MOST_COPIED: usize = 512 * 1024 * 1024;

/// Whether the collection takes the object at all (RFC 4791 §5.3.2.1, RFC 6638 §3.2.4.1).
fn admit(
    tx: &mut Tx<'_>,
    rules: &Rules,
    calendar: &Calendar,
    put: &Put,
    stored: Option<&Object>,
) -> Result<(), Refused> {
    let limits = &rules.config.limits;
    let guests: BTreeSet<CalAddress> =
        put.object.parts().flat_map(|part| part.attendees().map(|attendee| attendee.address)).collect();
    let most = limits.object_bytes.min(MOST_COPIED / guests.len().max(1));
    if put.body.len() > most {
        return Err(Refused::Size(most));
    }
    are_few(&put.object, limits.attendees)?;
    let component = put.object.kind().component();
    if !calendar.takes(component) {
        return Err(Refused::Component(component.to_owned()));
    }
    if let Some(scale) = unknown_scale(&put.object) {
        // What is there already, by an import or an invitation, can be answered and edited.
        let held = stored.and_then(copies::parsed).and_then(|stored| unknown_scale(&stored));
        if held.as_ref() != Some(&scale) {
            return Err(Refused::Scale(scale));
        }
    }
    let uid = put.object.uid().as_str();
    match stored {
        Some(stored) if stored.head.uid != uid => Err(Refused::UidConflict(put.name.as_str().to_owned())),
        Some(stored) if stored.head.schedule_tag.is_some() => Ok(()),
        // What was no meeting before may become one.
        Some(_) => is_only_meeting(tx, calendar, &put.object),
        None => match tx.object_by_uid(calendar.id, uid)? {
            Some(other) => Err(Refused::UidConflict(other.name)),
            None => is_only_meeting(tx, calendar, &put.object),
        },
    }
}

/// A calendar system in which a rule of the object counts, and that nobody knows.
fn unknown_scale(object: &CalendarObject) -> Option<String> {
    let rules = object.parts().flat_map(Component::rrules).filter_map(|line| Rule::parse(line.value()).ok());
    rules.filter_map(|rule| rule.unknown_scale().map(str::to_owned)).next()
}

/// Who shares a calendar by invitation makes no meetings of others in it (caldav-sharing §5.5.5), and nobody else makes the
/// own there: its guests would never hear of it, for whoever owns the calendar invites (RFC 6638 §3.2.4.3).
fn is_owners_meeting(tx: &mut Tx<'_>, calendar: &Calendar, put: &Put) -> Result<(), Refused> {
    let Some(organizer) = put.object.organizer() else { return Ok(()) };
    if super::addresses(tx, calendar.principal)?.contains(&organizer) {
        return Ok(());
    }
    let is_sharee = tx.share_with(calendar.id, put.actor)?.is_some();
    match is_sharee || super::addresses(tx, put.actor)?.contains(&organizer) {
        true => Err(Refused::ForeignOrganizer),
        false => Ok(()),
    }
}

/// What comes from elsewhere is not written here: the next look there would undo it.
pub(super) fn is_written_here(calendar: &Calendar) -> Result<(), Refused> {
    match calendar.source {
        None => Ok(()),
        Some(_) => Err(Refused::ReadOnly),
    }
}

/// A person has a meeting once, in whatever calendar (RFC 6638 §3.2.4.1).
pub(super) fn is_only_meeting(tx: &mut Tx<'_>, calendar: &Calendar, object: &CalendarObject) -> Result<(), Refused> {
    if !copies::is_scheduling(tx, calendar.principal, object)? {
        return Ok(());
    }
    let Some(other) = copies::row(tx, calendar.principal, object.uid().as_str())? else {
        return Ok(());
    };
    let home = tx.calendar_by_id(other.head.calendar)?.map(|calendar| calendar.name).unwrap_or_default();
    Err(Refused::SchedulingConflict(home, other.head.name))
}

/// Deletes an object in the name of the collection's owner, with all that follows from it.
///
/// # Errors
/// No such object, conditions that do not hold, or a store that fails.
pub fn delete(tx: &mut Tx<'_>, rules: &Rules, delete: &Delete) -> Result<(), Refused> {
    let calendar = tx.calendar_by_id(delete.calendar)?.ok_or(Refused::NotFound)?;
    let stored = tx.object(calendar.id, delete.name.as_str())?.ok_or(Refused::NotFound)?;
    if !delete.conditions.hold(Some(&tx.head_seen(delete.eyes, stored.head.clone())?)) {
        return Err(Refused::Condition);
    }
    is_written_here(&calendar)?;
    if calendar.kind == CalendarKind::Calendar {
        scheduled_away(tx, rules, delete.actor, &calendar, &stored, delete.telling)?;
    }
    tx.delete_object(calendar.id, delete.name.as_str())?;
    Ok(())
}

/// Tells the others that a copy goes: a cancellation by its organizer, a refusal by an attendee (RFC 6638 §3.2.1.3,
/// §3.2.2.3).
pub(super) fn scheduled_away(
    tx: &mut Tx<'_>,
    rules: &Rules,
    actor: PrincipalId,
    calendar: &Calendar,
    stored: &Object,
    telling: Telling,
) -> Result<(), Refused> {
    let Some(before) = copies::parsed(stored).filter(copies::is_meeting) else {
        return Ok(());
    };
    let owner = calendar.principal;
    let memory = Memory::of(tx, owner, before.uid().as_str())?;
    let edit = Edit {
        before: memory.with(Some(&before), &rules.floating),
        after: None,
        seen: Seen::Latest,
        reply: telling.reply,
    };
    let outcome = itip::edited(&edit, rules.now)?;
    let delegate = Acts { actor, calendar, uid: before.uid() }.delegate(tx, rules, needed(&outcome))?;
    deliver::follow(tx, rules, (owner, delegate.as_ref()), (before.uid(), None), &outcome, telling)?;
    Ok(())
}

/// Somebody changes a meeting in a calendar.
struct Acts<'a> {
    actor: PrincipalId,
    calendar: &'a Calendar,
    uid: &'a Uid,
}

impl Acts<'_> {
    /// Who acts for the owner, if somebody does and what follows may be sent in the owner's name (RFC 6638 §6.2.2,
    /// §6.2.3); the timeline remembers it.
    fn delegate(
        &self,
        tx: &mut Tx<'_>,
        rules: &Rules,
        mut needed: impl Iterator<Item = Privileges>,
    ) -> Result<Option<CalAddress>, Refused> {
        let owner = self.calendar.principal;
        if self.actor == owner {
            return Ok(None);
        }
        let reach = tx.reach(owner, self.actor)?;
        let held = reach.on(Scope::Outbox).or(reach.on(self.calendar.scope()));
        if let Some(missing) = needed.find(|privilege| !held.contain(*privilege)) {
            return Err(Refused::Privilege(missing));
        }
        deliver::acting(tx, rules, (owner, self.actor), self.uid.as_str())
    }
}

/// The privilege that each message to be sent needs.
fn needed(outcome: &Outcome) -> impl Iterator<Item = Privileges> {
    outcome.send.iter().map(|message| match message.method {
        Method::Reply | Method::Counter | Method::Refresh => Privileges::SEND_REPLY,
        _ => Privileges::SEND_INVITE,
    })
}

/// Deletes a calendar collection; each meeting in it goes as if it were deleted alone, and told of so.
///
/// # Errors
/// No such calendar, the schedule inbox, or a store that fails.
pub fn delete_calendar(
    tx: &mut Tx<'_>,
    rules: &Rules,
    actor: PrincipalId,
    id: CalendarId,
    telling: Telling,
) -> Result<(), Refused> {
    let calendar = tx.calendar_by_id(id)?.filter(|calendar| calendar.kind == CalendarKind::Calendar);
    let calendar = calendar.ok_or(Refused::NotFound)?;
    for ids in tx.objects_between(id, i64::MIN, i64::MAX)?.chunks(PAGE) {
        let page = tx.objects(id, ids)?;
        for object in page.iter().filter(|object| object.head.schedule_tag.is_some()) {
            scheduled_away(tx, rules, actor, &calendar, object, telling)?;
        }
    }
    sharing::end_all(tx, &calendar, rules.now)?;
    tx.delete_calendar(id)?;
    Ok(())
}

/// Objects read at a time.
const PAGE: usize = 200;

/// The calendar that takes new invitations (RFC 6638 §9.2): the chosen one, else the first that holds this component, such
/// as `VEVENT`.
///
/// # Errors
/// The store failed.
pub fn default_calendar(
    tx: &mut Tx<'_>,
    principal: PrincipalId,
    component: &str,
) -> Result<Option<Calendar>, StoreError> {
    if let Some(chosen) = tx.chosen_calendar(principal)?.filter(|calendar| calendar.takes(component)) {
        return Ok(Some(chosen));
    }
    Ok(tx.calendars(principal)?.into_iter().find(|calendar| calendar.takes(component)))
}
