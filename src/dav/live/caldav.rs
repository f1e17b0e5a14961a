//! Properties in the CalDAV namespace (RFC 4791, RFC 6638).

use super::{Found, View, optional_text, write_href, write_href_text};
use crate::access::Delegation;
use crate::dav::collation::Collation;
use crate::dav::place::{Place, calendar_resource};
use crate::dav::resource::Resource;
use crate::dav::xml;
use crate::ical::{self, GREGORIAN_SCALES};
use crate::id::PrincipalId;
use crate::schedule;
use crate::store::{CalendarKind, Principal, PrincipalKind, StoreError, Tx};
use crate::tzdist;

type Answer = Result<Found, StoreError>;

/// Writes the URL of something of the principal's.
fn of_owner(view: &View<'_>, out: &mut String, resource: fn(String) -> Resource) -> Answer {
    // A group has no calendars of its own.
    let Some(owner) = view.place.owner().filter(|owner| owner.kind != PrincipalKind::Group) else {
        return Ok(Found::No);
    };
    write_href(out, &resource(owner.name.clone()));
    Ok(Found::Yes)
}

/// One's own home first, as some clients take only that; then those of whom one is a delegate, for the clients that look
/// here only (quirk: homes-of-others).
pub(super) fn calendar_home_set(view: &View<'_>, tx: &mut Tx<'_>, out: &mut String) -> Answer {
    let found = of_owner(view, out, Resource::Home)?;
    if view.place.owner().is_some_and(|owner| owner.id == view.who.id) {
        for owner in delegators(tx, view.who.id)? {
            write_href(out, &Resource::Home(owner.name));
        }
    }
    Ok(found)
}

/// Those who made somebody their delegate for reading or writing, by name.
///
/// # Errors
/// The store failed.
pub fn delegators(tx: &mut Tx<'_>, id: PrincipalId) -> Result<Vec<Principal>, StoreError> {
    let mut owners = tx.delegated_by(id, Delegation::Read)?;
    owners.extend(tx.delegated_by(id, Delegation::Write)?);
    owners.sort_by(|a, b| a.name.cmp(&b.name));
    owners.dedup_by(|a, b| a.id == b.id);
    Ok(owners)
}

pub(super) fn schedule_inbox_url(view: &View<'_>, _: &mut Tx<'_>, out: &mut String) -> Answer {
    of_owner(view, out, Resource::Inbox)
}

pub(super) fn schedule_outbox_url(view: &View<'_>, _: &mut Tx<'_>, out: &mut String) -> Answer {
    of_owner(view, out, Resource::Outbox)
}

/// Every address is published, the principal's URL last: clients decide by this set whether they are invited and
/// whether they may invite. The preferred one is marked as Calendar Server does.
pub(super) fn calendar_user_address_set(view: &View<'_>, tx: &mut Tx<'_>, out: &mut String) -> Answer {
    let Some(owner) = view.place.owner() else { return Ok(Found::No) };
    for (number, address) in schedule::addresses(tx, owner.id)?.iter().enumerate() {
        if number == 0 {
            out.push_str("<href preferred=\"1\">");
            xml::escape(out, address.as_written());
            out.push_str("</href>");
        } else {
            write_href_text(out, address.as_written());
        }
    }
    write_href(out, &Resource::Principal(owner.name.clone()));
    Ok(Found::Yes)
}

pub(super) fn calendar_user_type(view: &View<'_>, _: &mut Tx<'_>, out: &mut String) -> Answer {
    optional_text(out, view.place.owner().map(|owner| owner.kind.as_str().to_ascii_uppercase()).as_deref())
}

pub(super) fn calendar_description(view: &View<'_>, _: &mut Tx<'_>, out: &mut String) -> Answer {
    optional_text(out, view.place.collection().and_then(|calendar| calendar.description.as_deref()))
}

pub(super) fn calendar_timezone(view: &View<'_>, _: &mut Tx<'_>, out: &mut String) -> Answer {
    optional_text(out, view.place.collection().and_then(|calendar| calendar.timezone.as_deref()))
}

/// Always what the TZID of calendar-timezone says (RFC 7809 §3.1.5).
pub(super) fn calendar_timezone_id(view: &View<'_>, _: &mut Tx<'_>, out: &mut String) -> Answer {
    let text = view.place.collection().and_then(|calendar| calendar.timezone.as_deref());
    let timezone = text.and_then(|text| ical::timezone_of(text).ok());
    optional_text(out, timezone.and_then(|zone| zone.text("TZID")).as_deref())
}

pub(super) fn timezone_service_set(_: &View<'_>, _: &mut Tx<'_>, out: &mut String) -> Answer {
    write_href_text(out, tzdist::PATH);
    Ok(Found::Yes)
}

pub(super) fn calendar_availability(view: &View<'_>, _: &mut Tx<'_>, out: &mut String) -> Answer {
    optional_text(out, view.place.collection().and_then(|calendar| calendar.availability.as_deref()))
}

pub(super) fn component_set(view: &View<'_>, _: &mut Tx<'_>, out: &mut String) -> Answer {
    let Some(calendar) = view.place.collection() else { return Ok(Found::No) };
    for name in &calendar.components {
        out.push_str("<C:comp name=\"");
        xml::escape(out, name);
        out.push_str("\"/>");
    }
    Ok(Found::Yes)
}

pub(super) fn supported_calendar_data(_: &View<'_>, _: &mut Tx<'_>, out: &mut String) -> Answer {
    out.push_str("<C:calendar-data content-type=\"text/calendar\" version=\"2.0\"/>");
    Ok(Found::Yes)
}

/// What holds for the owner's objects.
pub(super) fn max_resource_size(view: &View<'_>, tx: &mut Tx<'_>, out: &mut String) -> Answer {
    let own = view.place.owner().map(|owner| tx.usage(owner.id)).transpose()?.unwrap_or_default().1;
    optional_text(out, Some(&schedule::object_bytes(&view.app.config, own).to_string()))
}

pub(super) fn max_attachment_size(view: &View<'_>, _: &mut Tx<'_>, out: &mut String) -> Answer {
    optional_text(out, Some(&view.app.config.limits.file_bytes.to_string()))
}

pub(super) fn max_attachments_per_resource(view: &View<'_>, _: &mut Tx<'_>, out: &mut String) -> Answer {
    optional_text(out, Some(&view.app.config.limits.attachments.to_string()))
}

pub(super) fn max_attendees_per_instance(view: &View<'_>, _: &mut Tx<'_>, out: &mut String) -> Answer {
    optional_text(out, Some(&view.app.config.limits.attendees.to_string()))
}

pub(super) fn max_instances(view: &View<'_>, _: &mut Tx<'_>, out: &mut String) -> Answer {
    optional_text(out, Some(&view.app.config.limits.instances.to_string()))
}

pub(super) fn min_date_time(view: &View<'_>, _: &mut Tx<'_>, out: &mut String) -> Answer {
    optional_text(out, Some(&format!("{:04}0101T000000Z", view.app.config.limits.first_year)))
}

pub(super) fn max_date_time(view: &View<'_>, _: &mut Tx<'_>, out: &mut String) -> Answer {
    optional_text(out, Some(&format!("{:04}1231T235959Z", view.app.config.limits.last_year)))
}

/// The calendars that rules are computed in; those of others are kept (RFC 7529 §10.1).
pub(super) fn supported_rscale_set(_: &View<'_>, _: &mut Tx<'_>, out: &mut String) -> Answer {
    for scale in GREGORIAN_SCALES {
        out.push_str("<C:supported-rscale>");
        out.push_str(scale);
        out.push_str("</C:supported-rscale>");
    }
    Ok(Found::Yes)
}

pub(super) fn supported_collation_set(_: &View<'_>, _: &mut Tx<'_>, out: &mut String) -> Answer {
    for (_, name) in Collation::ALL {
        out.push_str("<C:supported-collation>");
        out.push_str(name);
        out.push_str("</C:supported-collation>");
    }
    Ok(Found::Yes)
}

pub(super) fn schedule_calendar_transp(view: &View<'_>, _: &mut Tx<'_>, out: &mut String) -> Answer {
    let Some(calendar) = view.place.collection() else { return Ok(Found::No) };
    out.push_str(if calendar.transparent { "<C:transparent/>" } else { "<C:opaque/>" });
    Ok(Found::Yes)
}

pub(super) fn schedule_default_calendar_url(view: &View<'_>, tx: &mut Tx<'_>, out: &mut String) -> Answer {
    let Some(owner) = view.place.owner() else { return Ok(Found::No) };
    let Some(calendar) = schedule::default_calendar(tx, owner.id, "VEVENT")? else { return Ok(Found::No) };
    write_href(out, &calendar_resource(owner, &calendar));
    Ok(Found::Yes)
}

pub(super) fn schedule_tag(view: &View<'_>, _: &mut Tx<'_>, out: &mut String) -> Answer {
    let Some(tag) = view.place.head().and_then(|head| head.schedule_tag.as_ref()) else { return Ok(Found::No) };
    out.push('"');
    xml::escape(out, &tag.0);
    out.push('"');
    Ok(Found::Yes)
}

/// The calendars that count for free-busy; older clients ask here what schedule-calendar-transp says on each.
pub(super) fn calendar_free_busy_set(view: &View<'_>, tx: &mut Tx<'_>, out: &mut String) -> Answer {
    let Place::Calendar(owner, _) = view.place else { return Ok(Found::No) };
    let shared = tx.shared_calendars(owner.id)?;
    for calendar in tx.calendars(owner.id)?.into_iter().chain(shared) {
        let has_events = calendar.components.iter().any(|name| name == "VEVENT");
        if calendar.kind == CalendarKind::Calendar && has_events && !calendar.transparent {
            write_href(out, &calendar_resource(owner, &calendar));
        }
    }
    Ok(Found::Yes)
}
