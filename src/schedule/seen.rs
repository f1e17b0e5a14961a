//! The objects of a calendar as they are seen: by its owner, and who acts for the owner, as they are stored; by a sharee
//! without the owner's alarms and TRANSP, and with the sharee's own (caldav-sharing §5.5.4); by whoever else may read them
//! without the owner's alarms, but with the word on when the owner is busy.

use crate::access::Privileges;
use crate::ical::CalendarObject;
use crate::id::{ETag, ShareId};
use crate::itip::{self, Personal};
use crate::store::{Calendar, Eyes, Object, ObjectHead, StoreError, Tx};

use super::put::Put;
use super::{Refused, Rules, Stored, copies};

/// An object of somebody else's calendar that one stores who does not act for the owner.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// With which eyes the calendar is seen.
    pub eyes: Eyes,
    /// What of the object may be changed.
    pub extent: Extent,
}

/// What of an object in a shared calendar somebody may change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Everything,
    /// What belongs to the sharee alone.
    Personal,
}

/// What is known of the object of this name, with the entity tag of what is seen.
///
/// # Errors
/// The store failed.
pub fn head(tx: &mut Tx<'_>, calendar: &Calendar, name: &str) -> Result<Option<ObjectHead>, StoreError> {
    let head = tx.object_head(calendar.id, name)?;
    head.map(|head| tx.head_seen(calendar.eyes, head)).transpose()
}

/// The object of this name.
///
/// # Errors
/// The store failed.
pub fn object(tx: &mut Tx<'_>, calendar: &Calendar, name: &str) -> Result<Option<Object>, StoreError> {
    let object = tx.object(calendar.id, name)?;
    object.map(|object| whole(tx, calendar, object)).transpose()
}

/// A stored object as it is seen.
///
/// # Errors
/// The store failed.
pub fn whole(tx: &mut Tx<'_>, calendar: &Calendar, object: Object) -> Result<Object, StoreError> {
    let body = text(tx, calendar, &object.head, object.body)?;
    Ok(Object { head: tx.head_seen(calendar.eyes, object.head)?, body })
}

/// The stored text of an object as it is seen; the head may be one that [`Tx::head_seen`] gave.
///
/// # Errors
/// The store failed.
pub fn text(tx: &mut Tx<'_>, calendar: &Calendar, head: &ObjectHead, mut body: Vec<u8>) -> Result<Vec<u8>, StoreError> {
    let own = match calendar.eyes {
        Eyes::Owner => return Ok(body),
        Eyes::Reader | Eyes::Sharee { revision: 0, .. } => Vec::new(),
        Eyes::Sharee { share, .. } => tx.personal(share, head.id)?,
    };
    if head.shown.is_some() && calendar.eyes != Eyes::Reader {
        body = tx.shown(head.id)?.unwrap_or(body);
    }
    if own.is_empty() && !itip::may_be_personal(&body) {
        return Ok(body);
    }
    // What cannot be read is shown to nobody but its owner.
    let Some(object) = copies::readable(head.id, &body) else { return Ok(Vec::new()) };
    let (common, owners) = itip::parted(&object);
    let own = match calendar.eyes {
        Eyes::Reader => owners.without_alarms(&common),
        Eyes::Owner | Eyes::Sharee { .. } => Personal::read(&own),
    };
    Ok(if own == owners { body } else { itip::joined(&common, &own).to_edited_bytes() })
}

/// What those who share a calendar are shown of an object, as long as nothing changes in it but what is its owner's.
pub(super) struct Shown {
    etag: ETag,
    text: Vec<u8>,
}

impl Shown {
    /// What they were shown before an object is stored in place of another, if that says nothing new to them but when it was
    /// written: who sets an alarm, or hears one, gives nobody else another text.
    pub(super) fn still(
        tx: &mut Tx<'_>,
        stored: Option<&Object>,
        (before, after): (Option<&CalendarObject>, &CalendarObject),
    ) -> Result<Option<Shown>, StoreError> {
        let Some((stored, before)) = stored.zip(before) else { return Ok(None) };
        if !tx.is_shared(stored.head.calendar)? || !itip::shows_the_same(before, after) {
            return Ok(None);
        }
        let text = match &stored.head.shown {
            Some(_) => tx.shown(stored.head.id)?.unwrap_or_else(|| stored.body.clone()),
            None => stored.body.clone(),
        };
        let etag = stored.head.shown.as_ref().unwrap_or(&stored.head.etag).clone();
        Ok(Some(Shown { etag, text }))
    }

    /// Lets them see it after the object was stored.
    pub(super) fn keep(&self, tx: &mut Tx<'_>, stored: Option<&Object>) -> Result<(), StoreError> {
        match stored {
            Some(stored) => tx.show_still(stored.head.id, &self.etag, &self.text),
            None => Ok(()),
        }
    }
}

/// Stores an object that somebody else than its owner gives: what is a sharee's is kept for the sharee, the rest is stored
/// with what is the owner's. Where nothing else changed, nobody else hears of it. Who does not share the calendar says when
/// its owner is busy, and has no alarms in it.
pub(super) fn put(
    tx: &mut Tx<'_>,
    rules: &Rules,
    calendar: &Calendar,
    (put, shared, stored): (Put, Shared, Option<Object>),
    put_all: impl FnOnce(&mut Tx<'_>, Put, Option<Object>) -> Result<Stored, Refused>,
) -> Result<Stored, Refused> {
    let (common, own) = itip::parted(&put.object);
    let before = stored.as_ref().and_then(copies::parsed).map(|stored| itip::parted(&stored));
    let (given, name) = (put.body.clone(), put.name.clone());
    let is_same = before.as_ref().is_some_and(|(before, owners)| {
        let says_when = |own: &Personal| own.without_alarms(before);
        itip::says_the_same(before, &common) && (shared.eyes != Eyes::Reader || says_when(&own) == says_when(owners))
    });
    let made = match (stored, shared.extent) {
        (Some(stored), _) if is_same => {
            Stored { created: false, etag: stored.head.etag, schedule_tag: stored.head.schedule_tag, as_given: true }
        }
        (_, Extent::Personal) => return Err(Refused::Privilege(Privileges::WRITE_CONTENT)),
        (stored, Extent::Everything) => {
            let owners = before.map(|(_, owners)| owners).unwrap_or_default();
            let owners = match shared.eyes {
                Eyes::Owner | Eyes::Sharee { .. } => owners,
                Eyes::Reader => own.with_alarms_of(&owners, &common),
            };
            let object = itip::joined(&common, &owners);
            put_all(tx, Put { body: object.to_edited_bytes(), object, ..put }, stored)?
        }
    };
    let head = tx.object_head(calendar.id, name.as_str())?.ok_or(Refused::NotFound)?;
    if let Eyes::Sharee { share, .. } = shared.eyes {
        keep(tx, rules, share, &head, &own.to_bytes(&common))?;
    }
    let object = kept(tx, calendar, shared.eyes, name.as_str())?;
    Ok(Stored { etag: object.head.etag, as_given: object.body == given, ..made })
}

/// An object as it is seen after something of it was kept.
pub(super) fn kept(tx: &mut Tx<'_>, calendar: &Calendar, eyes: Eyes, name: &str) -> Result<Object, Refused> {
    let eyes = tx.opened_again(eyes)?;
    object(tx, &Calendar { eyes, ..calendar.clone() }, name)?.ok_or(Refused::NotFound)
}

/// Keeps what is a sharee's, unless the sharee has no space for it.
pub(super) fn keep(
    tx: &mut Tx<'_>,
    rules: &Rules,
    share: ShareId,
    head: &ObjectHead,
    own: &[u8],
) -> Result<(), Refused> {
    let Some(sharee) = tx.share(share)?.map(|share| share.sharee) else { return Err(Refused::NotFound) };
    super::within(tx, sharee, |own| super::quota(&rules.config, own), |tx| Ok(tx.set_personal(share, head, own)?))
}
