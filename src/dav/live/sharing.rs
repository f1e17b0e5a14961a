//! Properties of calendars that are shared by invitation, and of what people are told of them (caldav-sharing §4.1, §4.2,
//! §5.2).

use super::{Found, View, write_href_text};
use crate::access::{Privileges, Sharing};
use crate::account::sharing;
use crate::dav::place::Place;
use crate::dav::resource::{NOTIFICATIONS, Resource};
use crate::dav::sharing::{SHARED_TYPE, address, bare, organizer, text};
use crate::store::{Calendar, PrincipalKind, Share, StoreError, Tx};

type Answer = Result<Found, StoreError>;

pub(super) fn notification_url(view: &View<'_>, _: &mut Tx<'_>, out: &mut String) -> Answer {
    let Some(owner) = view.place.owner().filter(|owner| owner.kind != PrincipalKind::Group) else {
        return Ok(Found::No);
    };
    write_href_text(out, &Resource::Calendar(owner.name.clone(), NOTIFICATIONS.to_owned()).to_string());
    Ok(Found::Yes)
}

pub(super) fn notificationtype(view: &View<'_>, _: &mut Tx<'_>, out: &mut String) -> Answer {
    let Some(head) = view.place.head() else { return Ok(Found::No) };
    out.push_str(&format!("<CS:{} {SHARED_TYPE}/>", head.component));
    Ok(Found::Yes)
}

/// What the owner may do with it, and whoever else may change its access list.
pub(super) fn allowed_sharing_modes(view: &View<'_>, _: &mut Tx<'_>, out: &mut String) -> Answer {
    let fits = view.place.collection().is_some_and(sharing::can_be_shared);
    if !fits || !view.place.here().contain(Privileges::WRITE_ACL) {
        return Ok(Found::No);
    }
    out.push_str("<CS:can-be-shared/>");
    Ok(Found::Yes)
}

pub(super) fn shared_url(view: &View<'_>, _: &mut Tx<'_>, out: &mut String) -> Answer {
    let (Some(owner), Some(shared)) = (view.place.owner(), view.place.collection()) else { return Ok(Found::No) };
    if shared.mount.is_none() {
        return Ok(Found::No);
    }
    write_href_text(out, &bare(&Resource::Calendar(owner.name.clone(), shared.name.clone())));
    Ok(Found::Yes)
}

/// To whoever may see the access list, everybody; to a sharee, whose it is and the sharee alone.
pub(super) fn invite(view: &View<'_>, tx: &mut Tx<'_>, out: &mut String) -> Answer {
    let Place::Calendar(owner, calendar) = view.place else { return Ok(Found::No) };
    let all = tx.shares(calendar.id)?;
    if view.place.here().contain(Privileges::READ_ACL) && calendar.mount.is_none() {
        all.iter().try_for_each(|share| user(tx, out, calendar, share))?;
        return Ok(if all.is_empty() { Found::No } else { Found::Yes });
    }
    let is_own = |share: &&Share| match &calendar.mount {
        Some(mount) => share.id == mount.share,
        None => share.sharee == view.who.id,
    };
    let Some(own) = all.iter().find(is_own) else { return Ok(Found::No) };
    organizer(out, &owner.name, Some(&owner.display_name));
    user(tx, out, calendar, own)?;
    Ok(Found::Yes)
}

fn user(tx: &mut Tx<'_>, out: &mut String, calendar: &Calendar, share: &Share) -> Result<(), StoreError> {
    let Some(sharee) = tx.principal(share.sharee)? else { return Ok(()) };
    let access = sharing::sharing(tx, calendar, share)?.unwrap_or(Sharing::Read);
    out.push_str("<CS:user>");
    text(out, "CS:uid", &share.code);
    text(out, "href", &address(Some(&sharee), &sharee.name));
    text(out, "CS:common-name", &sharee.display_name);
    out.push_str(&format!("<CS:access><CS:{}/></CS:access>", access.as_str()));
    out.push_str(&format!("<CS:invite-{}/></CS:user>", share.state.as_str()));
    Ok(())
}
