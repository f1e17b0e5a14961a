//! Managed attachments (RFC 8607): a client adds, changes or removes one, and the server writes the ATTACH lines. The
//! object is then stored as if the client had put it, so that whoever is invited hears of it.

use std::collections::{BTreeMap, BTreeSet};

use crate::config::Config;
use crate::ical::{CalendarObject, Component, Line, When};
use crate::id::{CalendarId, ObjectName, PrincipalId};
use crate::itip;
use crate::random;
use crate::store::{Attachment, Content, Mount, Object, StoreError, Tx};

use super::{Conditions, Match, Put, Refused, Rules, Stored, Telling, copies, put, seen};

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
    /// Where the calendar stands in the home of somebody who shares it.
    pub mount: Option<Mount>,
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
    if !attach.conditions.hold(Some(&seen::tagged(tx, attach.mount.as_ref(), stored.head.clone())?)) {
        return Err(Refused::Condition);
    }
    let before = copies::parsed(&stored).ok_or(Refused::NotFound)?;
    let attachment = match &attach.action {
        Action::Add(_, new) | Action::Update(_, new) => {
            let code = random::code::<10>().map_err(|_| StoreError::Stopped)?;
            tx.add_attachment(calendar.principal, &code, &new.name, &new.content, rules.now)?;
            tx.attachment(&code)?
        }
        Action::Remove(..) => None,
    };
    let line = attachment.as_ref().map(|attachment| line(attachment, &rules.config));
    let object = edited(&before, &attach.action, line.as_ref(), rules)?;
    let conditions =
        Conditions { if_match: Some(Match::Tags(vec![stored.head.etag.clone()])), ..Conditions::default() };
    let (body, telling) = (object.to_bytes(), attach.telling);
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
    check_kept(tx, attach, attachment.as_ref())?;
    Ok(Attached { stored, attachment })
}

/// Whether the object has become what the client wants: scheduling puts back what an attendee may not change.
fn check_kept(tx: &mut Tx<'_>, attach: &Attach, added: Option<&Attachment>) -> Result<(), Refused> {
    let Some(added) = added else { return Ok(()) };
    let kept = tx.object(attach.calendar, attach.name.as_str())?.as_ref().and_then(copies::parsed);
    match kept.is_some_and(|object| managed_ids(&object).contains(&added.code)) {
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
        if let Some(attachment) = tx.attachment(&id)? {
            found.insert(id, attachment);
        }
    }
    Ok(found)
}

/// What an object that a client puts says of managed attachments, as the server would say it: parameters that the client
/// dropped or changed and a value that is not the attachment's are put back. `None` where all is right already.
///
/// A line without MANAGED-ID is one of ours by its URL. An attachment that the owner may not refer to stays a mere URL;
/// a MANAGED-ID of another server stays where it stands in `before`, as it came.
///
/// # Errors
/// A MANAGED-ID that the owner may not refer to (§3.7): one neither of the owner's own attachments nor of those that the
/// owner's objects have already; more attachments than allowed.
pub(super) fn restored(
    tx: &mut Tx<'_>,
    rules: &Rules,
    owner: PrincipalId,
    object: &CalendarObject,
    before: Option<&Object>,
) -> Result<Option<CalendarObject>, Refused> {
    let lines = || object.parts().flat_map(|part| part.lines_named("ATTACH"));
    if lines().next().is_none() {
        return Ok(None);
    }
    let base = format!("{}{ATTACHMENTS}", rules.config.public_url());
    let mut known = BTreeMap::new();
    for id in lines().flat_map(|line| codes(line, &base)).collect::<BTreeSet<String>>() {
        if let Some(attachment) = usable(tx, owner, &id)? {
            known.insert(id, attachment);
        }
    }
    let of = |line: &Line| codes(line, &base).iter().find_map(|code| known.get(code));
    let foreign: BTreeSet<String> = lines().filter(|line| of(line).is_none()).filter_map(managed_id).collect();
    check_foreign(tx, &foreign, before)?;
    let most = rules.config.limits.attachments;
    let number = |part: &Component| part.lines_named("ATTACH").filter(|line| of(line).is_some()).count();
    if object.parts().any(|part| number(part) > most) {
        return Err(Refused::Attachments(most));
    }
    let mut is_changed = false;
    let mut restored = object.clone();
    restored.parts_mut().for_each(|part| {
        part.map_lines(|line| {
            let Some(attachment) = of(&line).filter(|_| line.is("ATTACH")) else { return line };
            let right = set_right(line.clone(), attachment, &rules.config);
            is_changed |= right != line;
            right
        });
    });
    Ok(Some(restored).filter(|_| is_changed))
}

/// The attachments that a line may mean: that of its MANAGED-ID, else that of its URL, if it is one of ours.
fn codes(line: &Line, base: &str) -> Vec<String> {
    let of_url = || {
        let code = line.value().trim().strip_prefix(base)?.split(['/', '?', '#']).next()?;
        Some(code.to_owned()).filter(|code| !code.is_empty())
    };
    managed_id(line).into_iter().chain(of_url()).collect()
}

/// Whether MANAGED-IDs that are none of the owner's stand in the object already, and are no others of this server.
fn check_foreign(tx: &mut Tx<'_>, foreign: &BTreeSet<String>, before: Option<&Object>) -> Result<(), Refused> {
    if foreign.is_empty() {
        return Ok(());
    }
    let had = before.and_then(copies::parsed).map(|before| managed_ids(&before)).unwrap_or_default();
    for id in foreign {
        if !had.contains(id) || tx.attachment(id)?.is_some() {
            return Err(Refused::ManagedId);
        }
    }
    Ok(())
}

/// An attachment that the owner of a calendar may refer to.
fn usable(tx: &mut Tx<'_>, owner: PrincipalId, id: &str) -> Result<Option<Attachment>, StoreError> {
    let Some(attachment) = tx.attachment(id)? else { return Ok(None) };
    let may = attachment.principal == owner || tx.has_attachment(owner, attachment.id)?;
    Ok(Some(attachment).filter(|_| may))
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
