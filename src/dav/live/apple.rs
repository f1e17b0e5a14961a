//! Properties that Apple's programs brought and nearly every client asks for.

use super::{Found, View, optional_text};
use crate::contacts;
use crate::dav::live::sync_token;
use crate::dav::place::Place;
use crate::dav::xml;
use crate::store::{CalendarKind, StoreError, Tx};

type Answer = Result<Found, StoreError>;

/// Changes with every member, as the sync-token does.
pub(super) fn getctag(view: &View<'_>, tx: &mut Tx<'_>, out: &mut String) -> Answer {
    let Place::Calendar(_, calendar) = view.place else { return Ok(Found::No) };
    if calendar.kind == CalendarKind::House {
        return optional_text(out, Some(&contacts::state(tx)?));
    }
    optional_text(out, Some(&sync_token(calendar, calendar.revision)))
}

pub(super) fn email_address_set(view: &View<'_>, tx: &mut Tx<'_>, out: &mut String) -> Answer {
    let Some(owner) = view.place.owner() else { return Ok(Found::No) };
    for address in tx.addresses(owner.id)? {
        out.push_str("<CS:email-address>");
        xml::escape(out, &address);
        out.push_str("</CS:email-address>");
    }
    Ok(Found::Yes)
}

pub(super) fn calendar_color(view: &View<'_>, _: &mut Tx<'_>, out: &mut String) -> Answer {
    optional_text(out, view.place.collection().and_then(|calendar| calendar.color.as_deref()))
}

pub(super) fn calendar_order(view: &View<'_>, _: &mut Tx<'_>, out: &mut String) -> Answer {
    optional_text(out, view.place.collection().and_then(|calendar| calendar.order.as_deref()))
}
