//! A client moves or copies an object to another name or calendar, or a whole calendar to another name in its home. A
//! meeting stays what it is, so nobody hears of it (RFC 6638 §3.2.3.3, §3.2.3.4); for the same reason it stays its owner's:
//! in the home of somebody else it would have another organizer, or be the copy of one who was not invited.

use crate::ical::CalendarObject;
use crate::id::{CalendarId, ObjectName, PrincipalId, ScheduleTag};
use crate::itip::{self, Personal, Refusal};
use crate::random;
use crate::store::{Calendar, CalendarKind, Eyes, Object, ObjectHead, StoreError, Tx};

use super::copies::By;
use super::{Conditions, Overwrite, Refused, Rules, Stored, Telling, copies, put, seen};

/// Whether an object leaves its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// It does (RFC 4918 §9.9).
    Move,
    /// It stays, and a second one is made (RFC 4918 §9.8).
    Copy,
}

/// An object to move or to copy.
#[derive(Clone, Debug)]
pub struct Relocation {
    /// Who does it.
    pub actor: PrincipalId,
    /// Whether it leaves its place.
    pub way: Way,
    /// The collection it is in.
    pub from: CalendarId,
    /// Its path segment there.
    pub name: ObjectName,
    /// What the client demands of its stored state.
    pub conditions: Conditions,
    /// The collection it goes to.
    pub to: CalendarId,
    /// Its path segment there.
    pub new_name: ObjectName,
    /// What may become of an object that stands there.
    pub overwrite: Overwrite,
    /// Who hears of it when that was a meeting.
    pub telling: Telling,
    /// With which eyes the collection it is in is seen.
    pub from_eyes: Eyes,
    /// The same of the collection it goes to.
    pub to_eyes: Eyes,
}

/// Moves or copies an object: text and entity tag stay, and of a moved one the date of its creation. What comes to somebody
/// else is what the person sees who brings it; alarms and TRANSP stay with their people
/// (caldav-sharing §5.5.4).
///
/// # Errors
/// No such object or collection, conditions that do not hold, a destination that is taken or does not take the object, a
/// meeting on its way to somebody else; nothing is changed then.
pub fn relocate(tx: &mut Tx<'_>, rules: &Rules, relocation: &Relocation) -> Result<Stored, Refused> {
    let from = tx.calendar_by_id(relocation.from)?.ok_or(Refused::NotFound)?;
    let to = tx.calendar_by_id(relocation.to)?.ok_or(Refused::NotFound)?;
    put::is_written_here(&to)?;
    if relocation.way == Way::Move {
        put::is_written_here(&from)?;
    }
    let mut object = tx.object_head(from.id, relocation.name.as_str())?.ok_or(Refused::NotFound)?;
    let replaced = tx.object(to.id, relocation.new_name.as_str())?;
    let is_taken = replaced.is_some() && relocation.overwrite == Overwrite::Forbidden;
    let shown = tx.head_seen(relocation.from_eyes, object.clone())?;
    if is_taken || !relocation.conditions.hold(Some(&shown)) {
        return Err(Refused::Condition);
    }
    if from.principal != to.principal {
        may_change_hands(tx, &from, &to, &object)?;
    }
    admit(tx, relocation, &object, &from, &to, replaced.as_ref())?;
    if let Some(replaced) = &replaced {
        clear(tx, rules, relocation, &to, &object, replaced)?;
    }
    let carried = carried(tx, relocation, &from, &to, &object)?;
    match relocation.way {
        Way::Move => {
            object.schedule_tag = object.schedule_tag.as_ref().map(renewed).transpose()?;
            tx.move_object(&object, to.id, &relocation.new_name)?;
        }
        Way::Copy => tx.copy_object(&object, to.id, &relocation.new_name, rules.now)?,
    }
    let created = replaced.is_none();
    let Some(carried) = carried else {
        let shown = tx.head_seen(relocation.from_eyes, object)?;
        return Ok(Stored { created, etag: shown.etag, schedule_tag: shown.schedule_tag, as_given: true });
    };
    let there = carried.kept(tx, rules, relocation, &to)?;
    Ok(Stored { created, etag: there.etag, schedule_tag: there.schedule_tag, as_given: true })
}

/// What becomes of an object that somebody brings into, or out of, a calendar that is seen with other eyes than its owner's.
struct Carried {
    /// Its text, if it becomes somebody else's.
    object: Option<CalendarObject>,
    /// What the person who brings it has of it.
    own: Vec<u8>,
}

fn carried(
    tx: &mut Tx<'_>,
    relocation: &Relocation,
    from: &Calendar,
    to: &Calendar,
    head: &ObjectHead,
) -> Result<Option<Carried>, Refused> {
    let is_owners = relocation.from_eyes == Eyes::Owner && relocation.to_eyes == Eyes::Owner;
    if is_owners || from.id == to.id {
        return Ok(None);
    }
    if from.principal == to.principal {
        let own = match relocation.from_eyes {
            Eyes::Sharee { share, .. } => tx.personal(share, head.id)?,
            Eyes::Owner | Eyes::Reader => Vec::new(),
        };
        return Ok(Some(Carried { object: None, own }));
    }
    let body = tx.body(head.id)?;
    let from = Calendar { eyes: relocation.from_eyes, ..from.clone() };
    let text = seen::text(tx, &from, head, body)?;
    let object = copies::readable(head.id, &text).ok_or(Refused::NotFound)?;
    let (common, own) = itip::parted(&object);
    Ok(Some(match relocation.to_eyes {
        Eyes::Owner => Carried { object: Some(object), own: Vec::new() },
        Eyes::Reader => Carried { object: Some(itip::joined(&common, &own.without_alarms(&common))), own: Vec::new() },
        Eyes::Sharee { .. } => {
            Carried { object: Some(itip::joined(&common, &Personal::default())), own: own.to_bytes(&common) }
        }
    }))
}

impl Carried {
    /// Keeps it where it has arrived; returns its head as it is seen there.
    fn kept(
        self,
        tx: &mut Tx<'_>,
        rules: &Rules,
        relocation: &Relocation,
        to: &Calendar,
    ) -> Result<ObjectHead, Refused> {
        let name = &relocation.new_name;
        if let Some(object) = &self.object {
            copies::store(tx, (to.id, name), object, object.to_bytes(), By::Client, rules)?;
        }
        let head = tx.object_head(to.id, name.as_str())?.ok_or(Refused::NotFound)?;
        if let Eyes::Sharee { share, .. } = relocation.to_eyes {
            seen::keep(tx, rules, share, &head, &self.own)?;
        }
        let eyes = tx.opened_again(relocation.to_eyes)?;
        Ok(tx.head_seen(eyes, head)?)
    }
}

/// The Schedule-Tag of a meeting that was moved: another one, as after every request for it (RFC 6638 §3.2.10). What is
/// copied has none.
fn renewed(tag: &ScheduleTag) -> Result<ScheduleTag, Refused> {
    let code = random::code::<5>().map_err(|_| StoreError::Stopped)?;
    Ok(tag.renewed(&code))
}

/// Whether the collection takes the object at this name (RFC 4791 §5.3.2.1, RFC 6638 §3.2.4.1).
fn admit(
    tx: &mut Tx<'_>,
    relocation: &Relocation,
    object: &ObjectHead,
    from: &Calendar,
    to: &Calendar,
    replaced: Option<&Object>,
) -> Result<(), Refused> {
    if !to.takes(&object.component) {
        return Err(Refused::Component(object.component.clone()));
    }
    if let Some(replaced) = replaced.filter(|replaced| replaced.head.uid != object.uid) {
        return Err(Refused::UidConflict(replaced.head.name.clone()));
    }
    let leaves = |other: &ObjectHead| relocation.way == Way::Move && other.id == object.id;
    let other = tx.object_by_uid(to.id, &object.uid)?.filter(|other| !leaves(other));
    if let Some(other) = other.filter(|other| other.name != relocation.new_name.as_str()) {
        return Err(Refused::UidConflict(other.name));
    }
    if relocation.way == Way::Copy && object.schedule_tag.is_some() {
        return Err(Refused::SchedulingConflict(from.name.clone(), object.name.clone()));
    }
    Ok(())
}

/// Whether an object may become somebody else's: a meeting stays with its organizer, and a copy of it with whom it was sent
/// to (RFC 6638 §3.2.4.3, §3.2.4.4).
fn may_change_hands(tx: &mut Tx<'_>, from: &Calendar, to: &Calendar, object: &ObjectHead) -> Result<(), Refused> {
    let stored = tx.object(from.id, &object.name)?.ok_or(Refused::NotFound)?;
    let Some(organizer) = copies::parsed(&stored).and_then(|stored| stored.organizer()) else { return Ok(()) };
    let is_meeting = object.schedule_tag.is_some();
    if is_meeting && !super::addresses(tx, from.principal)?.contains(&organizer) {
        return Err(Refused::Scheduling(Refusal::NotInvited));
    }
    match is_meeting || !super::addresses(tx, to.principal)?.contains(&organizer) {
        true => Err(Refused::ForeignOrganizer),
        false => Ok(()),
    }
}

/// Clears the destination as if it were deleted (RFC 4918 §9.9.3). The others of a meeting hear of that, unless it is
/// the meeting itself that arrives.
fn clear(
    tx: &mut Tx<'_>,
    rules: &Rules,
    relocation: &Relocation,
    to: &Calendar,
    object: &ObjectHead,
    replaced: &Object,
) -> Result<(), Refused> {
    if object.schedule_tag.is_none() {
        put::scheduled_away(tx, rules, relocation.actor, to, replaced, relocation.telling)?;
    }
    tx.delete_object(to.id, &replaced.head.name)?;
    Ok(())
}

/// A calendar to move or to copy to another name in its home.
#[derive(Clone, Debug)]
pub struct CalendarRelocation {
    /// Who does it.
    pub actor: PrincipalId,
    /// Whether it leaves its place.
    pub way: Way,
    /// The calendar.
    pub calendar: CalendarId,
    /// Its new path segment.
    pub name: String,
    /// What may become of a calendar that has this name.
    pub overwrite: Overwrite,
    /// Who hears of it when there were meetings in that.
    pub telling: Telling,
    /// What goes with a copy.
    pub members: WithMembers,
}

/// Whether the members of a calendar are copied with it (RFC 4918 §9.8.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WithMembers {
    /// `Depth: infinity`.
    Yes,
    /// `Depth: 0`: only the calendar with its properties.
    No,
}

/// What became of a calendar that was moved or copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relocated {
    /// Whether there was none of this name before.
    pub created: bool,
    /// Names of members that were not copied: scheduling objects, which a person has once (RFC 6638 §3.2.4.1).
    pub left_out: Vec<String>,
}

/// Moves or copies a calendar within a home. A calendar that has the name goes first, as if it were deleted (RFC 4918
/// §9.8.4, §9.9.3): its meetings are called off.
///
/// # Errors
/// No such calendar, the schedule inbox, a name that is taken or that of the calendar itself, no calendar left for new
/// invitations; nothing is changed then.
pub fn relocate_calendar(
    tx: &mut Tx<'_>,
    rules: &Rules,
    relocation: &CalendarRelocation,
) -> Result<Relocated, Refused> {
    let calendar = tx.calendar_by_id(relocation.calendar)?.filter(|calendar| calendar.kind == CalendarKind::Calendar);
    let calendar = calendar.ok_or(Refused::NotFound)?;
    let replaced = tx.calendar(calendar.principal, &relocation.name)?;
    let chosen = tx.chosen_calendar(calendar.principal)?;
    if let Some(replaced) = &replaced {
        if relocation.overwrite == Overwrite::Forbidden || replaced.id == calendar.id {
            return Err(Refused::Condition);
        }
        put::delete_calendar(tx, rules, relocation.actor, replaced.id, relocation.telling)?;
    }
    let left_out = match relocation.way {
        Way::Move => {
            tx.rename_calendar(calendar.id, &relocation.name)?;
            Vec::new()
        }
        Way::Copy => copy_calendar(tx, rules, &calendar, relocation)?,
    };
    // The calendar for new invitations was chosen by its URL, where another one is now.
    if replaced.is_some()
        && replaced == chosen
        && let Some(there) = tx.calendar(calendar.principal, &relocation.name)?
        && there.takes("VEVENT")
    {
        tx.choose_calendar(calendar.principal, there.id)?;
    }
    if replaced.is_some() && put::default_calendar(tx, calendar.principal, "VEVENT")?.is_none() {
        return Err(Refused::DefaultNeeded);
    }
    Ok(Relocated { created: replaced.is_none(), left_out })
}

fn copy_calendar(
    tx: &mut Tx<'_>,
    rules: &Rules,
    calendar: &Calendar,
    relocation: &CalendarRelocation,
) -> Result<Vec<String>, Refused> {
    let copy = tx.copy_collection(calendar, &relocation.name, rules.now)?;
    if relocation.members == WithMembers::No {
        return Ok(Vec::new());
    }
    tx.copy_members(calendar.id, copy, rules.now)?;
    Ok(tx.scheduling_names(calendar.id)?)
}
