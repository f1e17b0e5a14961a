//! Properties of WebDAV Push: how programs can be told, of what, and what the collection is called then.

use super::{Found, View};
use crate::dav::push::watched;
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
    let (Some(key), Some((watched, _))) = (Vapid::public(tx)?, watched(view.place)) else { return Ok(Found::No) };
    out.push_str(&push::topic(&key, watched));
    Ok(Found::Yes)
}

pub(super) fn supported_triggers(view: &View<'_>, tx: &mut Tx<'_>, out: &mut String) -> Answer {
    let (Some(_), Some((_, told))) = (Vapid::public(tx)?, watched(view.place)) else { return Ok(Found::No) };
    if let Some(depth) = told.content {
        out.push_str(&format!("<P:content-update><depth>{depth}</depth></P:content-update>"));
    }
    if told.properties {
        out.push_str("<P:property-update><depth>0</depth></P:property-update>");
    }
    Ok(Found::Yes)
}
