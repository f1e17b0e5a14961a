//! MOVE and COPY (RFC 4918 §9.8, §9.9): objects and whole calendars within a home, and plain files.

use hyper::StatusCode;
use hyper::header::{HOST, HeaderMap, LOCATION};

use super::answer::Response;
use super::conditions::{self, BadHeader, Depth};
use super::error::{Failure, Precondition};
use super::make::MAX_CALENDARS;
use super::place::Place;
use super::resource::{BadPath, Resource};
use super::{Call, files, multistatus, put};
use crate::id::{CalendarId, ObjectName};
use crate::schedule::{self, CalendarRelocation, Overwrite, Refused, Relocation, Way, WithMembers};

pub(super) async fn relocate(call: &Call<'_>, way: Way) -> Result<Response, Failure> {
    let destination = destination(call)?;
    let overwrite = overwrite(&call.request.headers)?;
    if destination == call.resource {
        return Err(Failure::Forbidden("it is there already"));
    }
    match (call.place()?, &destination) {
        (Place::Object(_, calendar, head), Resource::Object(_, to, new_name)) => {
            let relocation = Relocation {
                way,
                from: calendar.id,
                name: ObjectName::parse(&head.name).map_err(|_| Failure::NotFound)?,
                conditions: conditions::conditions(&call.request.headers)?,
                to: existing(call, to)?,
                new_name: new_name.clone(),
                overwrite,
            };
            object(call, relocation, &destination).await
        }
        (Place::File(_, file), _) => files::relocate(call, file, way, &destination, overwrite).await,
        (Place::Calendar(_, calendar), Resource::Calendar(_, name)) => {
            let relocation = CalendarRelocation {
                way,
                calendar: calendar.id,
                name: name.clone(),
                overwrite,
                members: members(call, way)?,
            };
            whole_calendar(call, relocation, &destination).await
        }
        (Place::Calendar(..), _) => Err(Precondition::CalendarCollectionLocationOk.because("calendars are in a home")),
        _ => Err(Failure::Forbidden("calendar objects are members of calendars")),
    }
}

/// The place that the request names, in the own home (RFC 4918 §10.3).
fn destination(call: &Call<'_>) -> Result<Resource, Failure> {
    let value = call.request.headers.get("destination").ok_or(BadHeader("Destination"))?;
    let href = std::str::from_utf8(value.as_bytes()).map_err(|_| BadHeader("Destination"))?.trim();
    if !is_ours(href, &call.request.headers, call.app.config.public_url()) {
        return Err(Failure::BadGateway);
    }
    let resource = Resource::of_href(href).map_err(|error| match error {
        BadPath::Malformed => BadHeader("Destination").into(),
        BadPath::NotHere if matches!(call.place, Some(Place::Calendar(..))) => {
            Precondition::CalendarCollectionLocationOk.because("calendars are made in a home")
        }
        BadPath::NotHere => Failure::NoParent,
    })?;
    match resource.owner() {
        Some(owner) if owner != call.who.name => Err(Failure::lacks("bind", &resource)),
        _ => Ok(resource),
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
fn existing(call: &Call<'_>, name: &str) -> Result<CalendarId, Failure> {
    let found = call.app.store.read(|tx| tx.calendar(call.who.id, name).map_err(Failure::from))?;
    Ok(found.ok_or(Failure::NoParent)?.id)
}

async fn object(call: &Call<'_>, relocation: Relocation, destination: &Resource) -> Result<Response, Failure> {
    let rules = call.app.rules();
    let stored = call.write(move |tx| schedule::relocate(tx, &rules, &relocation)).await;
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

/// What goes with a calendar: a move takes everything (RFC 4918 §9.9.2).
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
    relocation: CalendarRelocation,
    destination: &Resource,
) -> Result<Response, Failure> {
    let (rules, owner) = (call.app.rules(), call.who.id);
    let relocated = call.write(move |tx| {
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
