//! MOVE and COPY (RFC 4918 §9.8, §9.9): objects within the own home, and a calendar to another name.

use hyper::StatusCode;
use hyper::header::{HOST, HeaderMap, LOCATION};

use super::answer::Response;
use super::conditions::{self, BadHeader, Depth};
use super::error::{Failure, Precondition};
use super::place::Place;
use super::resource::{BadPath, Resource};
use super::{Call, put};
use crate::id::{CalendarId, ObjectName};
use crate::schedule::{self, Overwrite, Refused, Relocation, Way};
use crate::store::Calendar;

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
        (Place::Calendar(_, calendar), Resource::Calendar(_, name)) if way == Way::Move => {
            if Depth::of(&call.request.headers, Depth::Infinity)? != Depth::Infinity {
                return Err(BadHeader("Depth").into());
            }
            whole_calendar(call, calendar, name, overwrite).await?;
            Ok(Response::empty(StatusCode::CREATED).text_header(LOCATION, &destination.to_string()))
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

/// Gives a calendar another name. It never takes the place of another one: whoever wants that deletes the other first,
/// and knows what is lost.
async fn whole_calendar(call: &Call<'_>, calendar: &Calendar, name: &str, overwrite: Overwrite) -> Result<(), Failure> {
    let (owner, id, name) = (call.who.id, calendar.id, name.to_owned());
    call.write(move |tx| {
        if tx.calendar(owner, &name)?.is_none() {
            return Ok(tx.rename_calendar(id, &name)?);
        }
        match overwrite {
            Overwrite::Forbidden => Err(Failure::ConditionFailed),
            Overwrite::Allowed => {
                Err(Precondition::CalendarCollectionLocationOk.because("there is a calendar of this name"))
            }
        }
    })
    .await
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
