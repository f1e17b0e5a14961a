//! MOVE and COPY (RFC 4918 §9.8, §9.9): objects, whole calendars within a home, and plain files.

use hyper::StatusCode;
use hyper::header::{HOST, HeaderMap, LOCATION};

use super::answer::Response;
use super::conditions::{self, BadHeader, Depth};
use super::error::{Failure, Precondition};
use super::make::MAX_CALENDARS;
use super::methods::Needs;
use super::place::{Kinds, Place, Spot};
use super::privileges::Guard;
use super::resource::{BadPath, Resource};
use super::{Call, cards, delete, files, multistatus, privileges, put};
use crate::access::Privileges;
use crate::contacts;
use crate::id::{ObjectName, PrincipalId};
use crate::schedule::{self, CalendarRelocation, Overwrite, Refused, Relocation, Way, WithMembers};
use crate::store::{Calendar, CalendarKind};

pub(super) async fn relocate(call: &Call<'_>, way: Way) -> Result<Response, Failure> {
    let destination = destination(call)?;
    let overwrite = overwrite(&call.request.headers)?;
    if destination == call.resource {
        return Err(Failure::Forbidden("it is there already"));
    }
    if matches!(call.place()?, Place::Calendar(_, calendar) if calendar.mount.is_some()) {
        return Err(Failure::Forbidden("a shared calendar stays where it is; its name can be changed by PROPPATCH"));
    }
    match (call.place()?, &destination) {
        (Place::File(_, file), _) => files::relocate(call, file, way, &destination, overwrite).await,
        (Place::Object(_, book, head), Resource::Card(_, _, new_name)) if book.kind == CalendarKind::Book => {
            let (spot, guard) = guarded(call, way, &destination)?;
            check_home(call, &spot, "cards stay in their home; PUT makes a new one elsewhere")?;
            let relocation = contacts::Relocation {
                from: book.id,
                name: ObjectName::parse(&head.name).map_err(|_| Failure::NotFound)?,
                conditions: conditions::conditions(&call.request.headers)?,
                to: existing(&spot)?.id,
                new_name: new_name.clone(),
                overwrite,
            };
            cards::relocate_card(call, way, guard, relocation, &destination).await
        }
        (Place::Object(_, book, _), _) if book.kind == CalendarKind::Book => {
            Err(Failure::Forbidden("cards are members of address books"))
        }
        (Place::Calendar(_, book), Resource::Book(_, name)) if book.kind == CalendarKind::Book => {
            let members = members(call, way)?;
            let (spot, guard) = guarded(call, way, &destination)?;
            check_home(call, &spot, "an address book stays in its home")?;
            let relocation = cards::BookRelocation { way, name: name.clone(), overwrite, members };
            cards::relocate_book(call, guard, book, relocation, &destination).await
        }
        (Place::Calendar(_, book), _) if book.kind == CalendarKind::Book => {
            Err(Precondition::AddressbookCollectionLocationOk.because("address books are in a home"))
        }
        (Place::Object(_, calendar, head), Resource::Object(_, _, new_name)) => {
            let (spot, guard) = guarded(call, way, &destination)?;
            let relocation = Relocation {
                actor: call.who.id,
                way,
                from: calendar.id,
                name: ObjectName::parse(&head.name).map_err(|_| Failure::NotFound)?,
                conditions: conditions::conditions(&call.request.headers)?,
                to: existing(&spot)?.id,
                new_name: new_name.clone(),
                overwrite,
                telling: delete::telling(call)?,
                from_eyes: calendar.eyes,
                to_eyes: existing(&spot)?.eyes,
            };
            let keeper = spot.owner().ok_or(Failure::NoParent)?.id;
            object(call, guard, relocation, keeper, &destination).await
        }
        (Place::Calendar(_, calendar), Resource::Calendar(_, name)) => {
            let (spot, guard) = guarded(call, way, &destination)?;
            check_home(call, &spot, "a calendar stays in its home; its objects can be copied elsewhere")?;
            if matches!(spot.place(), Some(Place::Calendar(_, there)) if there.mount.is_some()) {
                return Err(Failure::Forbidden("a shared calendar is not replaced by another"));
            }
            let relocation = CalendarRelocation {
                actor: call.who.id,
                way,
                calendar: calendar.id,
                name: name.clone(),
                overwrite,
                telling: delete::telling(call)?,
                members: members(call, way)?,
            };
            whole_calendar(call, guard, relocation, &destination).await
        }
        (Place::Calendar(..), _) => Err(Precondition::CalendarCollectionLocationOk.because("calendars are in a home")),
        _ => Err(Failure::Forbidden("calendar objects are members of calendars")),
    }
}

/// What does not leave the home it is in.
fn check_home(call: &Call<'_>, spot: &Spot, why: &'static str) -> Result<(), Failure> {
    match spot.owner().map(|owner| owner.id) == call.spot.owner().map(|owner| owner.id) {
        true => Ok(()),
        false => Err(Failure::Forbidden(why)),
    }
}

/// The place that the request names (RFC 4918 §10.3).
fn destination(call: &Call<'_>) -> Result<Resource, Failure> {
    let value = call.request.headers.get("destination").ok_or(BadHeader("Destination"))?;
    let href = std::str::from_utf8(value.as_bytes()).map_err(|_| BadHeader("Destination"))?.trim();
    if !is_ours(href, &call.request.headers, call.app.config.public_url()) {
        return Err(Failure::BadGateway);
    }
    let resource = Resource::of_href(href).map_err(|error| match error {
        BadPath::Malformed | BadPath::TooLong => BadHeader("Destination").into(),
        BadPath::NotHere if call.spot.kind() == Kinds::BOOK => {
            Precondition::AddressbookCollectionLocationOk.because("address books are made in a home")
        }
        BadPath::NotHere if matches!(call.spot, Spot::There(Place::Calendar(..))) => {
            Precondition::CalendarCollectionLocationOk.because("calendars are made in a home")
        }
        BadPath::NotHere => Failure::NoParent,
    })?;
    Ok(resource)
}

/// What is at the destination, and what has to hold there and at the source in the transaction that writes.
pub(super) fn guarded(call: &Call<'_>, way: Way, destination: &Resource) -> Result<(Spot, Guard), Failure> {
    let spot = call.app.store.read(|tx| Spot::of(tx, call.who, destination))?;
    let needs = needs(way, &spot);
    needs.iter().try_for_each(|needs| privileges::check(&spot, *needs, destination))?;
    let mut guard = call.guard();
    if way == Way::Move && destination.above() != call.resource.above() {
        // What one may take away one could read where it comes to lie (RFC 3744 §3.1).
        let read = Needs::Here(Privileges::READ);
        privileges::check(&call.spot, read, &call.resource)?;
        if call.owner()?.id != call.who.id {
            guard.rights.push((call.resource.clone(), read));
        }
    }
    if spot.owner().is_some_and(|owner| owner.id != call.who.id) {
        guard.rights.extend(needs.into_iter().map(|needs| (destination.clone(), needs)));
    }
    Ok((spot, guard))
}

/// What has to be allowed at the destination (RFC 3744 appendix B); what is replaced is removed.
fn needs(way: Way, spot: &Spot) -> Vec<Needs> {
    let make = Needs::HereOrAbove(Privileges::WRITE_CONTENT, Privileges::BIND);
    match (spot, way) {
        (Spot::There(Place::Object(..)), Way::Copy) | (Spot::Free(..), _) => vec![make],
        (Spot::There(_), _) => vec![make, Needs::Above(Privileges::UNBIND)],
    }
}

/// Whether a URL has no host, or one by which clients know this server.
///
/// Scheme and port are not compared: behind a proxy that speaks TLS neither is what the client wrote.
fn is_ours(href: &str, headers: &HeaderMap, public_url: &str) -> bool {
    let Some((_, rest)) = href.split_once("://") else { return true };
    let host = host(rest);
    let known = [HOST.as_str(), "x-forwarded-host"].map(|name| headers.get_all(name).into_iter());
    let known = known.into_iter().flatten().filter_map(|value| value.to_str().ok());
    let public = public_url.split_once("://").map(|(_, rest)| rest);
    known.flat_map(|value| value.split(',')).chain(public).any(|name| self::host(name).eq_ignore_ascii_case(host))
}

/// The host at the beginning of what follows `://` in a URL.
fn host(text: &str) -> &str {
    let authority = text.trim().split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let port = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|byte| byte.is_ascii_digit()));
    port.map_or(host, |(host, _)| host)
}

/// The `Overwrite` header (RFC 4918 §10.6).
fn overwrite(headers: &HeaderMap) -> Result<Overwrite, BadHeader> {
    match headers.get("overwrite").map(|value| value.as_bytes().trim_ascii()) {
        None | Some(b"T" | b"t") => Ok(Overwrite::Allowed),
        Some(b"F" | b"f") => Ok(Overwrite::Forbidden),
        Some(_) => Err(BadHeader("Overwrite")),
    }
}

/// The collection that an object is to go to.
fn existing(spot: &Spot) -> Result<&Calendar, Failure> {
    match spot {
        Spot::There(Place::Object(_, calendar, _)) | Spot::Free(_, Place::Calendar(_, calendar)) => Ok(calendar),
        _ => Err(Failure::NoParent),
    }
}

async fn object(
    call: &Call<'_>,
    guard: Guard,
    relocation: Relocation,
    keeper: PrincipalId,
    destination: &Resource,
) -> Result<Response, Failure> {
    let rules = call.app.rules();
    let stored = call.keep_guarded(guard, keeper, move |tx| schedule::relocate(tx, &rules, &relocation)).await;
    let stored = stored.map_err(|refused| match (refused, destination) {
        (Refused::UidConflict(name), Resource::Object(owner, calendar, _)) => match ObjectName::parse(&name) {
            Ok(name) => Precondition::NoUidConflict.at(&Resource::Object(owner.clone(), calendar.clone(), name)),
            Err(_) => Precondition::NoUidConflict.because(name),
        },
        (refused, _) => put::failure(refused, call),
    })?;
    let response = match stored.created {
        true => Response::empty(StatusCode::CREATED).text_header(LOCATION, &destination.to_string()),
        false => Response::empty(StatusCode::NO_CONTENT),
    };
    Ok(response.tags(Some(&stored.etag), stored.schedule_tag.as_ref()))
}

/// What goes with a calendar or an address book: a move takes everything (RFC 4918 §9.9.2).
fn members(call: &Call<'_>, way: Way) -> Result<WithMembers, BadHeader> {
    match (Depth::of(&call.request.headers, Depth::Infinity)?, way) {
        (Depth::Infinity, _) => Ok(WithMembers::Yes),
        (Depth::Zero, Way::Copy) => Ok(WithMembers::No),
        _ => Err(BadHeader("Depth")),
    }
}

/// Moves or copies a calendar; members that were left out are named (RFC 4918 §9.8.5).
async fn whole_calendar(
    call: &Call<'_>,
    guard: Guard,
    relocation: CalendarRelocation,
    destination: &Resource,
) -> Result<Response, Failure> {
    let (rules, owner) = (call.app.rules(), call.owner()?.id);
    let relocated = call.keep_guarded(guard, owner, move |tx| {
        if relocation.way == Way::Copy && tx.calendars(owner)?.len() >= MAX_CALENDARS {
            return Err(Refused::TooManyCalendars);
        }
        schedule::relocate_calendar(tx, &rules, &relocation)
    });
    let relocated = relocated.await.map_err(|refused| put::failure(refused, call))?;
    if !relocated.left_out.is_empty() {
        return Ok(Response::xml(StatusCode::MULTI_STATUS, left_out(destination, &relocated.left_out)));
    }
    match relocated.created {
        true => Ok(Response::empty(StatusCode::CREATED).text_header(LOCATION, &destination.to_string())),
        false => Ok(Response::empty(StatusCode::NO_CONTENT)),
    }
}

/// What was not copied: a person has a meeting once (RFC 6638 §3.2.4.1).
fn left_out(destination: &Resource, names: &[String]) -> String {
    let mut out = String::new();
    multistatus::open(&mut out);
    for member in names.iter().filter_map(|name| destination.member(ObjectName::parse(name).ok()?)) {
        let condition = Some((Precondition::UniqueSchedulingObjectResource, ""));
        multistatus::status(&mut out, &member.to_string(), StatusCode::FORBIDDEN, condition);
    }
    multistatus::close(&mut out);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_destination_is_ours_by_each_name_that_clients_know() {
        let mut headers = HeaderMap::new();
        headers.insert(HOST, "10.0.0.1:8008".parse().unwrap());
        headers.insert("x-forwarded-host", "a.example, Cal.example:443".parse().unwrap());
        for (href, ours) in [
            ("/dav/", true),
            ("http://10.0.0.1/dav/", true),
            ("https://CAL.example/dav/", true),
            ("https://user@a.example:444/x", true),
            ("https://public.example", true),
            ("https://[::1]:8008/dav/", false),
            ("https://else.example/dav/", false),
            ("https://else.example/?@cal.example/", false),
            ("http:///dav/", false),
        ] {
            assert_eq!(is_ours(href, &headers, "https://public.example:8443/x"), ours, "{href}");
        }
        assert!(is_ours("http://[::1]:1/dav/", &headers, "http://[::1]:8008"));
    }
}
