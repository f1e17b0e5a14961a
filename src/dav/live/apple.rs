//! Properties that Apple's programs brought and nearly every client asks for.

use chrono::TimeDelta;

use super::{Found, View, optional_text, write_href_text};
use crate::contacts;
use crate::dav::live::sync_token;
use crate::dav::place::Place;
use crate::dav::xml;
use crate::ical::Duration;
use crate::store::{Calendar, CalendarKind, StoreError, Tx};

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

/// Where the events come from.
pub(super) fn source(view: &View<'_>, _: &mut Tx<'_>, out: &mut String) -> Answer {
    let Some(source) = view.place.collection().and_then(|calendar| calendar.source.as_deref()) else {
        return Ok(Found::No);
    };
    write_href_text(out, source);
    Ok(Found::Yes)
}

pub(super) fn refreshrate(view: &View<'_>, _: &mut Tx<'_>, out: &mut String) -> Answer {
    optional_text(out, view.place.collection().and_then(|calendar| calendar.refresh_rate.as_deref()))
}

/// How often a source is looked at when nobody says so.
const USUAL: TimeDelta = TimeDelta::hours(6);
/// The shortest and the longest time between two looks.
const BOUNDS: (TimeDelta, TimeDelta) = (TimeDelta::minutes(15), TimeDelta::days(30));

/// The time that a `refreshrate` means; `None` for what is no duration longer than nothing.
pub fn refresh_rate(text: &str) -> Option<TimeDelta> {
    Duration::parse(text).map(Duration::to_delta).filter(|time| *time > TimeDelta::zero())
}

/// The time between two looks at a subscribed calendar's source: what its owner wishes, within reason.
pub fn refresh_time(calendar: &Calendar) -> TimeDelta {
    let wished = calendar.refresh_rate.as_deref().and_then(refresh_rate);
    wished.unwrap_or(USUAL).clamp(BOUNDS.0, BOUNDS.1)
}
