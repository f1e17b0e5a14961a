//! Making calendars, address books and folders: MKCALENDAR (RFC 4791 §5.3.1), MKCOL (RFC 4918 §9.3) and its extended form
//! (RFC 5689 §3, RFC 6352 §6.3.1).

use hyper::StatusCode;
use hyper::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderMap, HeaderValue};

use super::answer::Response;
use super::error::{Failure, Precondition};
use super::live::Made;
use super::multistatus::{Missing, Properties};
use super::place::{Kinds, is_free_for_calendars};
use super::proppatch::{Patch, properties};
use super::resource::Resource;
use super::xml::{self, CALDAV, DAV, Element, Name};
use super::{Call, cards, files};
use crate::ical::Timestamp;
use crate::id::PrincipalId;
use crate::store::{CalendarKind, NewCalendar, Tx};

/// Calendars, or address books, in one home.
pub(super) const MAX_CALENDARS: usize = 1_000;
/// What a calendar takes when nobody says so: everything (RFC 4791 §5.2.3).
const COMPONENTS: [&str; 5] = ["VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VAVAILABILITY"];

pub(super) async fn mkcalendar(call: &Call<'_>) -> Result<Response, Failure> {
    let patch = match body(call)? {
        None => Patch::new(Kinds::FREE_CALENDAR),
        Some(root) if root.is(CALDAV, "mkcalendar") => patch(&root, Kinds::FREE_CALENDAR)?,
        Some(_) => return Err(Failure::BadRequest("a CALDAV:mkcalendar is expected".into())),
    };
    if !patch.is_possible() {
        // RFC 4791 §5.3.1.1 answers like a PROPPATCH, RFC 5689 §3.5 with an element of its own.
        return Ok(Response::xml(StatusCode::MULTI_STATUS, patch.multistatus(&call.resource.to_string())));
    }
    calendar(call, patch).await
}

/// A home holds calendars or address books, so a MKCOL there has to say that it makes one; among the files it makes a
/// folder.
pub(super) async fn mkcol(call: &Call<'_>) -> Result<Response, Failure> {
    if says_it_is_no_xml(&call.request.headers) {
        return Err(Failure::UnsupportedMediaType);
    }
    let kind = match call.resource {
        Resource::Folder(..) | Resource::File(..) => Kinds::FREE_FILE,
        Resource::Book(..) => Kinds::FREE_BOOK,
        _ => Kinds::FREE_CALENDAR,
    };
    let patch = match body(call)? {
        None => Patch::new(kind),
        Some(root) if root.is(DAV, "mkcol") => patch(&root, kind)?,
        Some(_) => return Err(Failure::UnsupportedMediaType),
    };
    if !patch.is_possible() {
        return Ok(Response::xml(StatusCode::FORBIDDEN, mkcol_response(&patch)));
    }
    match (kind, patch.edits.made) {
        (Kinds::FREE_CALENDAR, Some(Made::Calendar)) => calendar(call, patch).await,
        (Kinds::FREE_BOOK, Some(Made::Book)) => book(call, patch).await,
        (Kinds::FREE_FILE, None | Some(Made::Plain)) => {
            files::make(call, patch).await?;
            Ok(Response::empty(StatusCode::CREATED).header(CACHE_CONTROL, HeaderValue::from_static("no-cache")))
        }
        _ => Err(Precondition::ValidResourcetype.because("calendars and address books are made in their homes")),
    }
}

/// Whether the body is of a type that cannot be understood (RFC 4918 §9.3); one that says nothing is looked at.
fn says_it_is_no_xml(headers: &HeaderMap) -> bool {
    let said = headers.get(CONTENT_TYPE).map(|value| value.to_str().unwrap_or_default().to_ascii_lowercase());
    let media_type = said.as_deref().map(|said| said.split(';').next().unwrap_or_default().trim());
    media_type.is_some_and(|said| !said.is_empty() && !said.ends_with("/xml") && !said.ends_with("+xml"))
}

fn body(call: &Call<'_>) -> Result<Option<Element>, Failure> {
    if call.request.body.iter().all(u8::is_ascii_whitespace) {
        return Ok(None);
    }
    Ok(Some(xml::read(&call.request.body)?))
}

fn patch(root: &Element, kind: Kinds) -> Result<Patch, Failure> {
    let mut patch = Patch::new(kind);
    for property in root.children_named(DAV, "set").flat_map(|set| properties(set, root.language())) {
        patch.add(&property, Some(&property))?;
    }
    Ok(patch)
}

async fn calendar(call: &Call<'_>, patch: Patch) -> Result<Response, Failure> {
    let Resource::Calendar(_, name) = &call.resource else {
        return Err(Precondition::CalendarCollectionLocationOk.because("calendars are made in a home"));
    };
    if !is_free_for_calendars(name) {
        return Err(Precondition::CalendarCollectionLocationOk.because("this name is taken by scheduling"));
    }
    let components = patch.edits.components.clone();
    let components = components.unwrap_or_else(|| COMPONENTS.map(str::to_owned).to_vec());
    let new = NewCalendar { name: name.clone(), kind: CalendarKind::Calendar, components };
    make(call, new, patch).await
}

async fn book(call: &Call<'_>, patch: Patch) -> Result<Response, Failure> {
    let refused = |words: &str| Precondition::ValidResourcetype.because(words);
    let Resource::Book(_, name) = &call.resource else { return Err(refused("address books are made in a home")) };
    if !cards::is_free_for_books(name) {
        return Err(refused("this name is taken by the people of the house"));
    }
    let new = NewCalendar { name: name.clone(), kind: CalendarKind::Book, components: vec!["VCARD".to_owned()] };
    make(call, new, patch).await
}

async fn make(call: &Call<'_>, new: NewCalendar, patch: Patch) -> Result<Response, Failure> {
    let (owner, now) = (call.owner()?.id, call.app.clock.now());
    call.keep(owner, move |tx| made(tx, owner, &new, &patch, now)).await?;
    Ok(Response::empty(StatusCode::CREATED).header(CACHE_CONTROL, HeaderValue::from_static("no-cache")))
}

fn made(tx: &mut Tx<'_>, owner: PrincipalId, new: &NewCalendar, patch: &Patch, now: Timestamp) -> Result<(), Failure> {
    let (known, others) = match new.kind {
        CalendarKind::Book => (tx.book(owner, &new.name)?, tx.books(owner)?.len()),
        _ => (tx.calendar(owner, &new.name)?, tx.calendars(owner)?.len()),
    };
    if known.is_some() {
        return Err(Precondition::ResourceMustBeNull.because("there is a collection of this name"));
    }
    if new.kind == CalendarKind::Calendar && tx.is_kept_for_sharing(owner, &new.name)? {
        return Err(Precondition::CalendarCollectionLocationOk.because("this name is kept for a shared calendar"));
    }
    if others >= MAX_CALENDARS {
        return Err(Precondition::CalendarCollectionLocationOk.because("there are too many collections"));
    }
    let id = tx.add_calendar(owner, new, now)?;
    if let Some(source) = &patch.edits.source {
        tx.subscribe(id, source, now)?;
    }
    patch.edits.apply(tx, id)
}

/// What stands in the way (RFC 5689 §3.5): nothing was made.
fn mkcol_response(patch: &Patch) -> String {
    let root = Name::fixed(DAV, "mkcol-response");
    let mut out = String::from(xml::DECLARATION);
    xml::open_root(&mut out, &root);
    let mut properties = Properties::groups(&mut out);
    patch.write(&mut properties);
    properties.finish_groups(Missing::Shown);
    xml::close(&mut out, &root);
    out
}
