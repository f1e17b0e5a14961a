//! DELETE of calendar objects, schedule inbox messages, calendars and plain files (RFC 4918 §9.6, RFC 6638 §8.1); cards
//! and address books go by `cards`.

use hyper::StatusCode;

use super::answer::Response;
use super::conditions::{BadHeader, Depth};
use super::error::Failure;
use super::place::Place;
use super::{Call, cards, conditions, files, put, sharing};
use crate::id::{CalendarId, ObjectName};
use crate::schedule::{self, Refused, Telling};
use crate::store::{Calendar, CalendarKind};

pub(super) async fn delete(call: &Call<'_>) -> Result<Response, Failure> {
    check_depth(call)?;
    match call.place()? {
        Place::Object(_, book, head) if book.kind == CalendarKind::Book => {
            cards::delete_card(call, book.id, &head.name).await?;
        }
        Place::Calendar(_, book) if book.kind == CalendarKind::Book => cards::delete_book(call, book).await?,
        Place::Object(_, calendar, head) => object(call, calendar, &head.name).await?,
        Place::Calendar(_, calendar) => match &calendar.mount {
            Some(mount) => sharing::leave(call, mount.share).await?,
            None => whole_calendar(call, calendar.id).await?,
        },
        Place::File(..) => files::delete(call).await?,
        _ => return Err(Failure::NotFound),
    }
    Ok(Response::empty(StatusCode::NO_CONTENT))
}

/// A collection goes with all that is in it, whatever the client meant: who asks for less is not given more (RFC 4918 §9.6.1).
fn check_depth(call: &Call<'_>) -> Result<(), Failure> {
    match call.resource.is_collection() && Depth::of(&call.request.headers, Depth::Infinity)? != Depth::Infinity {
        true => Err(BadHeader("Depth").into()),
        false => Ok(()),
    }
}

async fn object(call: &Call<'_>, calendar: &Calendar, name: &str) -> Result<(), Failure> {
    let delete = schedule::Delete {
        actor: call.who.id,
        calendar: calendar.id,
        name: ObjectName::parse(name).map_err(|_| Failure::NotFound)?,
        conditions: conditions::conditions(&call.request.headers)?,
        telling: telling(call)?,
        eyes: calendar.eyes,
    };
    let rules = call.app.rules();
    let deleted = call.write(move |tx| schedule::delete(tx, &rules, &delete)).await;
    deleted.map_err(|refused| put::failure(refused, call))
}

/// Whom the client wants a deletion made known to, be it that something takes the place of what is deleted.
pub(super) fn telling(call: &Call<'_>) -> Result<Telling, Failure> {
    let headers = &call.request.headers;
    Ok(Telling { reply: conditions::reply(headers), notify: conditions::notify(headers)?, ..Telling::USUAL })
}

/// Deletes a calendar, unless new invitations go there: somebody who has no such calendar could not be invited any more
/// (RFC 6638 §4.3).
async fn whole_calendar(call: &Call<'_>, id: CalendarId) -> Result<(), Failure> {
    let rules = call.app.rules();
    let (owner, actor, telling) = (call.owner()?.id, call.who.id, telling(call)?);
    let deleted = call.write(move |tx| {
        if schedule::default_calendar(tx, owner, "VEVENT")?.is_some_and(|default| default.id == id) {
            return Err(Refused::DefaultNeeded);
        }
        schedule::delete_calendar(tx, &rules, actor, id, telling)
    });
    deleted.await.map_err(|refused| put::failure(refused, call))
}
