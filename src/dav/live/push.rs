//! Properties of WebDAV Push: how programs can be told, of what, and what the collection is called then.

use super::{Found, View};
use crate::push::{self, Vapid};
use crate::store::{StoreError, Tx};

type Answer = Result<Found, StoreError>;

pub(super) fn transports(_: &View<'_>, tx: &mut Tx<'_>, out: &mut String) -> Answer {
    let Some(key) = Vapid::public(tx)? else { return Ok(Found::No) };
    out.push_str(&format!(
        "<P:web-push><P:vapid-public-key type=\"p256ecdsa\">{key}</P:vapid-public-key></P:web-push>"
    ));
    Ok(Found::Yes)
}

pub(super) fn topic(view: &View<'_>, tx: &mut Tx<'_>, out: &mut String) -> Answer {
    let (Some(key), Some(calendar)) = (Vapid::public(tx)?, view.place.collection()) else { return Ok(Found::No) };
    out.push_str(&push::topic(&key, calendar.id));
    Ok(Found::Yes)
}

pub(super) fn supported_triggers(_: &View<'_>, tx: &mut Tx<'_>, out: &mut String) -> Answer {
    if Vapid::public(tx)?.is_none() {
        return Ok(Found::No);
    }
    out.push_str("<P:content-update><depth>1</depth></P:content-update>");
    out.push_str("<P:property-update><depth>0</depth></P:property-update>");
    Ok(Found::Yes)
}
