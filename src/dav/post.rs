//! POST: free-busy requests and proposals to the schedule outbox (RFC 6638 §5, RFC 5546 §3.2.7), programs that want to be told of changes (WebDAV Push),
//! new members whose names the server chooses (RFC 5995), attachments of objects (RFC 8607), invitations to share a calendar
//! and the answers to them (caldav-sharing §5).

use hyper::header::{CONTENT_TYPE, HeaderMap, LOCATION};

use super::answer::Request;
use super::answer::Response;
use super::error::Failure;
use super::methods::Needs;
use super::place::{Kinds, Place};
use super::xml::{self, CALENDARSERVER};
use super::{Call, attach, cards, files, live, outbox, push, put, sharing};
use crate::access::Privileges;
use crate::id::{CalendarId, ETag, ObjectName};
use crate::store::{Calendar, CalendarKind};

/// Where members are added (RFC 5995).
const ADDED_TO: Kinds = Kinds::CALENDAR.or(Kinds::BOOK).or(Kinds::FOLDER);

/// What the caller needs: a POST makes a member, or it does what its body says.
pub(super) fn needs(kind: Kinds, request: &Request) -> Needs {
    let read = || xml::read(&request.body).ok();
    match kind {
        // It makes nothing there.
        Kinds::OUTBOX => Needs::Here(outbox::privilege(&request.body)),
        // What is posted to an object changes it (RFC 8607 §3.3).
        Kinds::OBJECT => Needs::Here(Privileges::WRITE_CONTENT),
        kind if push::WATCHED.meets(kind) && request.query != live::ADD_MEMBER => match read() {
            Some(root) if root.is(CALENDARSERVER, "share") => Needs::Here(Privileges::WRITE_ACL),
            Some(root) if root.is(CALENDARSERVER, "invite-reply") => Needs::Here(Privileges::BIND),
            // Whoever may read may be told of changes.
            _ => Needs::Here(Privileges::READ),
        },
        _ => Needs::Here(Privileges::BIND),
    }
}

/// Whether a POST with this query means something at a kind of place where its body may be large.
pub(super) fn takes(kind: Kinds, query: &str) -> bool {
    (kind == Kinds::OBJECT && attach::is_about(query)) || (ADDED_TO.meets(kind) && query == live::ADD_MEMBER)
}

pub(super) async fn post(call: &Call<'_>) -> Result<Response, Failure> {
    match call.place()? {
        Place::Outbox(_) => outbox::post(call).await,
        Place::Object(_, calendar, head) if attach::is_about(&call.request.query) => {
            attach::post(call, calendar, &head.name).await
        }
        place if push::WATCHED.meets(place.kind()) && call.request.query != live::ADD_MEMBER => {
            check_is_xml(&call.request.headers)?;
            let root = xml::read(&call.request.body)?;
            match place {
                Place::Calendar(owner, calendar) if root.is(CALENDARSERVER, "share") => {
                    sharing::share(call, owner, calendar, &root).await
                }
                Place::Home(owner) if root.is(CALENDARSERVER, "invite-reply") => {
                    sharing::reply(call, owner, &root).await
                }
                _ => push::register(call, &root).await,
            }
        }
        place if !ADDED_TO.meets(place.kind()) => Err(Failure::MethodNotAllowed(place.kind())),
        place if call.request.query != live::ADD_MEMBER => Err(Failure::MethodNotAllowed(place.kind())),
        Place::Calendar(_, book) if book.kind == CalendarKind::Book => card(call, book.id).await,
        Place::Calendar(_, calendar) => object(call, calendar).await,
        Place::File(_, folder) => files::post(call, folder).await,
        place => Err(Failure::MethodNotAllowed(place.kind())),
    }
}

/// Refuses a body that does not say that it is XML (RFC 7303 §9): the forms of a page of another site can say anything but
/// that, and would be sent with the password that the browser keeps.
fn check_is_xml(headers: &HeaderMap) -> Result<(), Failure> {
    let said = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default().to_ascii_lowercase();
    let media_type = said.split(';').next().unwrap_or_default().trim();
    match media_type.ends_with("/xml") || media_type.ends_with("+xml") {
        true => Ok(()),
        false => Err(Failure::UnsupportedMediaType),
    }
}

/// Adds an object to a calendar, under a name made of its bytes.
async fn object(call: &Call<'_>, calendar: &Calendar) -> Result<Response, Failure> {
    let name = free_name(&call.request.body, "ics", |name| {
        call.app.store.read(|tx| Ok(tx.object_head(calendar.id, name.as_str())?.is_some()))
    })?;
    let resource = call.resource.member(name.clone()).ok_or(Failure::NotFound)?;
    let response = put::object(call, &resource, calendar, name).await?;
    Ok(response.text_header(LOCATION, &resource.to_string()))
}

/// Adds a card to an address book, under a name made of its bytes.
async fn card(call: &Call<'_>, book: CalendarId) -> Result<Response, Failure> {
    let name = free_name(&call.request.body, "vcf", |name| {
        call.app.store.read(|tx| Ok(tx.object_head(book, name.as_str())?.is_some()))
    })?;
    let resource = call.resource.member(name.clone()).ok_or(Failure::NotFound)?;
    let response = cards::object(call, &resource, book, name).await?;
    Ok(response.text_header(LOCATION, &resource.to_string()))
}

/// Names that are tried for a new member.
const MOST_TRIED: u32 = 100;

/// A name for these bytes that is not taken.
pub(super) fn free_name(
    bytes: &[u8],
    extension: &str,
    mut is_taken: impl FnMut(&ObjectName) -> Result<bool, Failure>,
) -> Result<ObjectName, Failure> {
    for number in 0..MOST_TRIED {
        let stem = ETag::of(&[bytes, &number.to_be_bytes()].concat());
        let Ok(name) = ObjectName::parse(&format!("{stem}.{extension}")) else { break };
        if !is_taken(&name)? {
            return Ok(name);
        }
    }
    Err(Failure::Forbidden("the same is here too often already"))
}
