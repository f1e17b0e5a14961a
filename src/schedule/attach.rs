//! Managed attachments (RFC 8607): a client adds, changes or removes one, and the server writes the ATTACH lines. The
//! object is then stored as if the client had put it, so that whoever is invited hears of it.

use std::collections::{BTreeMap, BTreeSet};

use crate::access::Privileges;
use crate::config::Config;
use crate::ical::{CalendarObject, Component, Line, When};
use crate::id::{CalendarId, ObjectName, PrincipalId};
use crate::itip;
use crate::random;
use crate::store::{Attachment, Content, Eyes, StoreError, Tx};

use super::{Conditions, Match, Put, Refused, Rules, Stored, Telling, copies, put};

/// What a client wants of the attachments of an object.
#[derive(Clone, Debug)]
pub struct Attach {
    /// Who does it; the collection's owner is whose object it is.
    pub actor: PrincipalId,
    /// The collection.
    pub calendar: CalendarId,
    /// The path segment of the object.
    pub name: ObjectName,
    /// What the client demands of the stored state.
    pub conditions: Conditions,
    /// With which eyes the calendar is seen.
    pub eyes: Eyes,
    /// What is to be done.
    pub action: Action,
    /// Whom it is made known to.
    pub telling: Telling,
}

/// What is to be done.
#[derive(Clone, Debug)]
pub enum Action {
    /// Attach this (§3.4).
    Add(Instances, NewAttachment),
    /// Put this in place of the attachment of this MANAGED-ID, wherever it is (§3.5).
    Update(String, NewAttachment),
    /// Detach the attachment of this MANAGED-ID (§3.6).
    Remove(Instances, String),
}

/// Which instances an action is about (§3.3.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Instances {
    /// All: the master and every override.
    All,
    /// Those named; `None` is the master.
    Named(Vec<Option<When>>),
}

/// An attachment to keep.
#[derive(Clone, Debug)]
pub struct NewAttachment {
    /// Its file name.
    pub name: String,
    /// Its bytes, stored already, and their media type.
    pub content: Content,
}

/// What became of an object whose attachments were changed.
#[derive(Clone, Debug)]
pub struct Attached {
    /// What became of the object.
    pub stored: Stored,
    /// The new attachment.
    pub attachment: Option<Attachment>,
}

/// The path below which attachments are read, each under its MANAGED-ID.
pub const ATTACHMENTS: &str = "/dav/attachments/";

/// The MANAGED-ID parameters in an object, each once.
pub fn managed_ids(object: &CalendarObject) -> Vec<String> {
    let lines = object.parts().flat_map(|part| part.lines_named("ATTACH"));
    let ids: BTreeSet<String> = lines.filter_map(managed_id).collect();
    ids.into_iter().collect()
}

fn managed_id(line: &Line) -> Option<String> {
    line.param("MANAGED-ID").map(|id| id.into_owned())
}

/// Changes the attachments of an object in the name of its owner.
///
/// # Errors
/// No such object, conditions that do not hold, no such attachment or instance, more attachments than allowed, and
/// everything for which the changed object could not be put; nothing is changed then.
pub fn attach(tx: &mut Tx<'_>, rules: &Rules, attach: &Attach) -> Result<Attached, Refused> {
    let calendar = tx.calendar_by_id(attach.calendar)?.ok_or(Refused::NotFound)?;
    let stored = tx.object(calendar.id, attach.name.as_str())?.ok_or(Refused::NotFound)?;
    if !attach.conditions.hold(Some(&tx.head_seen(attach.eyes, stored.head.clone())?)) {
        return Err(Refused::Condition);
    }
    let before = copies::parsed(&stored).ok_or(Refused::NotFound)?;
    let attachment = match &attach.action {
        Action::Add(_, new) | Action::Update(_, new) => {
            let code = random::code::<10>().map_err(|_| StoreError::Stopped)?;
            tx.add_attachment(calendar.principal, &code, &new.name, &new.content, rules.now)?;
            tx.kept_attachment(&code)?
        }
        Action::Remove(..) => None,
    };
    let line = attachment.as_ref().map(|attachment| line(attachment, &rules.config));
    let object = edited(&before, &attach.action, line.as_ref(), rules)?;
    let conditions =
        Conditions { if_match: Some(Match::Tags(vec![stored.head.etag.clone()])), ..Conditions::default() };
    let (body, telling, wanted) = (object.to_edited_bytes(), attach.telling, managed(&object));
    // The meeting's other copies are stored before this one, and refer to what this one has.
    tx.set_attachments(stored.head.id, &[managed_ids(&before), managed_ids(&object)].concat())?;
    let put = Put {
        actor: attach.actor,
        calendar: calendar.id,
        name: attach.name.clone(),
        conditions,
        body,
        object,
        telling,
        // What is changed is the object as it is stored, with what is the owner's in it.
        shared: None,
    };
    let stored = put::put(tx, rules, put)?;
    check_kept(tx, attach, attachment.as_ref(), &wanted)?;
    Ok(Attached { stored, attachment })
}

/// The MANAGED-IDs in an object, each as often as it is there.
fn managed(object: &CalendarObject) -> Vec<String> {
    object.parts().flat_map(|part| part.lines_named("ATTACH")).filter_map(managed_id).collect()
}

/// Whether the object has become what the client wants: scheduling puts back what an attendee may not change, and an attendee
/// may change none of the attachments (§3.12.2).
fn check_kept(tx: &mut Tx<'_>, attach: &Attach, added: Option<&Attachment>, wanted: &[String]) -> Result<(), Refused> {
    let kept = tx.object(attach.calendar, attach.name.as_str())?.as_ref().and_then(copies::parsed);
    let kept = kept.as_ref().map(managed).unwrap_or_default();
    let number = |ids: &[String], wanted: &str| ids.iter().filter(|id| *id == wanted).count();
    let is_kept = match (&attach.action, added) {
        (Action::Remove(_, id), _) => number(&kept, id) <= number(wanted, id),
        (_, Some(added)) => kept.contains(&added.code),
        (_, None) => true,
    };
    match is_kept {
        true => Ok(()),
        false => Err(Refused::Scheduling(itip::Refusal::AttendeeChanged("ATTACH".into()))),
    }
}

/// The line that refers to an attachment (§4).
fn line(attachment: &Attachment, config: &Config) -> Line {
    let line = Line::text("ATTACH", "").with_value(&url(attachment, config));
    parameters(attachment).into_iter().fold(line, |line, (name, value)| line.with_param(name, &value))
}

/// What the server says of an attachment, whatever a client writes.
fn parameters(attachment: &Attachment) -> [(&'static str, String); 4] {
    let media_type = attachment.content.media_type.split(';').next().unwrap_or_default().trim();
    [
        ("MANAGED-ID", attachment.code.clone()),
        ("FMTTYPE", media_type.to_owned()),
        ("SIZE", attachment.content.blob.size.to_string()),
        ("FILENAME", attachment.name.clone()),
    ]
}

fn url(attachment: &Attachment, config: &Config) -> String {
    format!("{}{ATTACHMENTS}{}/{}", config.public_url(), attachment.code, url_segment(&attachment.name))
}

/// A file name as it stands in a URL.
pub fn url_segment(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            true => out.push(char::from(byte)),
            false => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

fn edited(
    before: &CalendarObject,
    action: &Action,
    line: Option<&Line>,
    rules: &Rules,
) -> Result<CalendarObject, Refused> {
    let has =
        |part: &Component, id: &str| part.lines_named("ATTACH").any(|line| managed_id(line).as_deref() == Some(id));
    let known = |id: &str| before.parts().any(|part| has(part, id));
    match action {
        Action::Update(id, _) | Action::Remove(_, id) if !known(id) => Err(Refused::ManagedId),
        Action::Add(instances, _) => {
            edit(before, instances, rules, |part| line.cloned().into_iter().for_each(|line| part.add(line)))
        }
        Action::Update(id, _) => edit(before, &Instances::All, rules, |part| {
            part.map_lines(|old| match (managed_id(&old).as_deref() == Some(id) && old.is("ATTACH"), line) {
                (true, Some(line)) => line.clone(),
                _ => old,
            });
        }),
        Action::Remove(instances, id) => edit(before, instances, rules, |part| {
            part.retain_lines(|line| !line.is("ATTACH") || managed_id(line).as_deref() != Some(id));
        }),
    }
}

fn edit(
    before: &CalendarObject,
    instances: &Instances,
    rules: &Rules,
    mut change: impl FnMut(&mut Component),
) -> Result<CalendarObject, Refused> {
    match instances {
        Instances::All => {
            let mut object = before.clone();
            object.parts_mut().for_each(change);
            Ok(object)
        }
        Instances::Named(named) => {
            itip::with_instances_edited(before, named, &rules.floating, &mut change).ok_or(Refused::Instance)
        }
    }
}

/// The attachments of this server to which an object refers by MANAGED-ID.
///
/// # Errors
/// The store failed.
pub fn attachments_of(tx: &mut Tx<'_>, object: &CalendarObject) -> Result<BTreeMap<String, Attachment>, StoreError> {
    let mut found = BTreeMap::new();
    for id in managed_ids(object) {
        if let Some(attachment) = tx.kept_attachment(&id)? {
            found.insert(id, attachment);
        }
    }
    Ok(found)
}

/// What an object that a client puts says of managed attachments, as the server would say it: parameters that the client
/// dropped or changed and a value that is not the attachment's are put back. `None` where all is right already.
///
/// A line without MANAGED-ID is one of ours by its URL. Somebody else's attachment that the actor may read becomes one of
/// the owner's own, which stays when the other one goes (§3.12.2); one that the actor may not read stays a mere URL. What
/// stands in `before` already, which the owner has or was invited to, stays as it came, also a MANAGED-ID of another server.
///
/// # Errors
/// A MANAGED-ID that the actor may not refer to (§3.7): that of an attachment which the actor may not read, or one that this
/// server never gave; more attachments than allowed.
pub(super) fn restored(
    tx: &mut Tx<'_>,
    rules: &Rules,
    (actor, owner): (PrincipalId, PrincipalId),
    object: &CalendarObject,
    before: Option<&CalendarObject>,
) -> Result<Option<CalendarObject>, Refused> {
    let lines = || object.parts().flat_map(|part| part.lines_named("ATTACH"));
    if lines().next().is_none() {
        return Ok(None);
    }
    let base = format!("{}{ATTACHMENTS}", rules.config.public_url());
    let had: BTreeSet<String> = before.map(managed_ids).unwrap_or_default().into_iter().collect();
    let mut known = BTreeMap::new();
    let mut gone = BTreeSet::new();
    for id in lines().flat_map(|line| codes(line, &base)).collect::<BTreeSet<String>>() {
        match standing(tx, rules, (actor, owner), &id, &had)? {
            Standing::Usable(attachment) => {
                known.insert(id, *attachment);
            }
            Standing::Gone => {
                gone.insert(id);
            }
            Standing::Others => {}
        }
    }
    let of = |line: &Line| codes(line, &base).iter().find_map(|code| known.get(code));
    // The server gave it once, or nobody can tell: the client puts back what it had when the attachment was there.
    let is_over = |line: &Line| {
        managed_id(line).is_some_and(|id| gone.contains(&id) && code_of_url(line, &base).is_some_and(|code| code == id))
    };
    let is_refused =
        |line: &Line| of(line).is_none() && !is_over(line) && managed_id(line).is_some_and(|id| !had.contains(&id));
    if lines().any(is_refused) {
        return Err(Refused::ManagedId);
    }
    let most = rules.config.limits.attachments;
    let number = |part: &Component| part.lines_named("ATTACH").filter(|line| of(line).is_some()).count();
    if object.parts().any(|part| number(part) > most) {
        return Err(Refused::Attachments(most));
    }
    let mut is_changed = false;
    let mut restored = object.clone();
    restored.parts_mut().for_each(|part| {
        part.map_lines(|line| {
            let right = match of(&line).filter(|_| line.is("ATTACH")) {
                Some(attachment) => set_right(line.clone(), attachment, &rules.config),
                None if line.is("ATTACH") && is_over(&line) => line.clone().without_param("MANAGED-ID"),
                None => return line,
            };
            is_changed |= right != line;
            right
        });
    });
    Ok(Some(restored).filter(|_| is_changed))
}

/// The attachments that a line may mean: that of its MANAGED-ID, else that of its URL, if it is one of ours.
fn codes(line: &Line, base: &str) -> Vec<String> {
    managed_id(line).into_iter().chain(code_of_url(line, base)).collect()
}

fn code_of_url(line: &Line, base: &str) -> Option<String> {
    let code = line.value().trim().strip_prefix(base)?.split(['/', '?', '#']).next()?.to_owned();
    Some(code).filter(|code| !code.is_empty())
}

/// What a MANAGED-ID is to somebody who puts an object that has it.
enum Standing {
    /// An attachment to which the object may refer.
    Usable(Box<Attachment>),
    /// An attachment, of others perhaps, that is not there any more.
    Gone,
    /// An attachment that is not theirs.
    Others,
}

fn standing(
    tx: &mut Tx<'_>,
    rules: &Rules,
    (actor, owner): (PrincipalId, PrincipalId),
    id: &str,
    had: &BTreeSet<String>,
) -> Result<Standing, StoreError> {
    let usable = |attachment| Ok(Standing::Usable(Box::new(attachment)));
    match tx.kept_attachment(id)? {
        None if had.contains(id) => Ok(Standing::Others),
        None => Ok(Standing::Gone),
        Some(kept) if kept.principal == owner => usable(kept),
        Some(kept) if had.contains(id) => match tx.has_attachment(owner, kept.id)? {
            true => usable(kept),
            // An import gives a person one of their own for what stays somebody else's.
            false => tx.attachment_like(&kept, owner)?.map_or(Ok(Standing::Others), usable),
        },
        Some(kept) if kept.principal == actor || may_read_attachment(tx, actor, &kept)? => {
            usable(own(tx, rules, owner, kept)?)
        }
        Some(_) if tx.attachment(id)?.is_none() => Ok(Standing::Gone),
        Some(_) => Ok(Standing::Others),
    }
}

/// Whether somebody may read an attachment: who has an object that refers to it, or may read one (§3.10).
///
/// # Errors
/// The store failed.
pub fn may_read_attachment(tx: &mut Tx<'_>, who: PrincipalId, attachment: &Attachment) -> Result<bool, StoreError> {
    if tx.has_attachment(who, attachment.id)? {
        return Ok(true);
    }
    for id in tx.attachment_calendars(attachment.id)?.into_iter().take(MOST_CALENDARS) {
        let Some(calendar) = tx.calendar_by_id(id)? else { continue };
        if tx.reach(calendar.principal, who)?.on(calendar.scope()).contain(Privileges::READ) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Calendars of other people that are looked through for an attachment.
const MOST_CALENDARS: usize = 100;

/// An attachment of a person's own with what another one holds: the bytes are shared.
fn own(tx: &mut Tx<'_>, rules: &Rules, owner: PrincipalId, of: Attachment) -> Result<Attachment, StoreError> {
    if let Some(like) = tx.attachment_like(&of, owner)? {
        return Ok(like);
    }
    let code = random::code::<10>().map_err(|_| StoreError::Stopped)?;
    let id = tx.add_attachment(owner, &code, &of.name, &of.content, rules.now)?;
    Ok(Attachment { id, code, principal: owner, ..of })
}

/// The line with what the server says of the attachment; what else the client wrote of it stays.
fn set_right(line: Line, attachment: &Attachment, config: &Config) -> Line {
    let line =
        parameters(attachment).into_iter().fold(line, |line, (name, value)| match line.param_values(name).as_slice() {
            [found] if *found == value => line,
            _ => line.with_param(name, &value),
        });
    match url(attachment, config) {
        url if line.value() == url => line,
        url => line.without_param("ENCODING").without_param("VALUE").with_value(&url),
    }
}
