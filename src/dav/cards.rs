//! PUT, DELETE, MOVE and COPY of cards and address books (RFC 6352 §6.3).

use hyper::StatusCode;
use hyper::header::{CONTENT_LOCATION, CONTENT_TYPE, HeaderMap, LOCATION};

use super::answer::Response;
use super::conditions::{self, Timezones};
use super::error::{Failure, Precondition};
use super::make::MAX_CALENDARS;
use super::place::{Place, Spot};
use super::privileges::{Guard, Unmet};
use super::resource::Resource;
use super::{Call, get};
use crate::contacts::{self, Refused, Relocation};
use crate::id::{CalendarId, ObjectName};
use crate::schedule::{OverQuota, Overwrite, Way, WithMembers};
use crate::store::{Calendar, StoreError};
use crate::vcard::{self, Card, Invalid};

pub(super) async fn put(call: &Call<'_>) -> Result<Response, Failure> {
    let (book, name) = target(call)?;
    object(call, &call.resource, book, name).await
}

/// Stores a card under a name, new or in place of another; `resource` is where that is.
pub(super) async fn object(
    call: &Call<'_>,
    resource: &Resource,
    book: CalendarId,
    name: ObjectName,
) -> Result<Response, Failure> {
    check_media_type(&call.request.headers)?;
    let most = call.object_bytes()?;
    if call.request.body.len() > most {
        return Err(too_long(most));
    }
    let card = Card::parse(&call.request.body).map_err(invalid)?;
    // Where control characters were left out, the client must fetch what is stored (RFC 6352 §6.3.2.3).
    let body = card.to_bytes();
    let as_given = body == call.request.body;
    let put = contacts::Put {
        book,
        name: name.clone(),
        conditions: conditions::conditions(&call.request.headers)?,
        body,
        card,
    };
    let (owner, now) = (call.owner()?.id, call.app.clock.now());
    let stored = call.keep(owner, move |tx| contacts::put(tx, put, now).map_err(Broken::Refused)).await;
    let (status, answer) = match stored {
        Ok(stored) => {
            let status = if stored.created { StatusCode::CREATED } else { StatusCode::NO_CONTENT };
            let with_text = if stored.created { StatusCode::CREATED } else { StatusCode::OK };
            (with_text, Ok(Response::empty(status).tags(Some(&stored.etag).filter(|_| as_given), None)))
        }
        Err(Broken::Refused(Refused::Condition) | Broken::Unmet(Unmet::State)) => {
            (StatusCode::PRECONDITION_FAILED, Err(Failure::ConditionFailed))
        }
        Err(broken) => return Err(broken.failure(resource)),
    };
    if !call.prefers_text() {
        return answer;
    }
    match call.app.store.read(|tx| tx.object(book, name.as_str()).map_err(Failure::from))? {
        Some(card) => {
            Ok(get::represented(status, card, Timezones::AsStored).text_header(CONTENT_LOCATION, &resource.to_string()))
        }
        None => answer,
    }
}

/// A card is larger than this, in bytes.
pub(super) fn too_long(most: usize) -> Failure {
    Precondition::CardMaxResourceSize.because(format!("a card has at most {most} bytes"))
}

/// The book that holds the card, and its name in it.
fn target(call: &Call<'_>) -> Result<(CalendarId, ObjectName), Failure> {
    let Resource::Card(_, _, name) = &call.resource else { return Err(Failure::NotFound) };
    match &call.spot {
        Spot::There(Place::Object(_, book, _)) | Spot::Free(_, Place::Calendar(_, book)) => Ok((book.id, name.clone())),
        _ => Err(Failure::NoParent),
    }
}

/// Refuses a body that says it is something else than a vCard; one that says nothing is looked at.
fn check_media_type(headers: &HeaderMap) -> Result<(), Failure> {
    let Some(value) = headers.get(CONTENT_TYPE) else { return Ok(()) };
    let text = value.to_str().unwrap_or_default();
    let media_type = text.split(';').next().unwrap_or_default().trim();
    let known = ["text/vcard", "text/x-vcard", "text/directory", ""];
    if known.iter().any(|known| media_type.eq_ignore_ascii_case(known)) {
        return Ok(());
    }
    Err(Precondition::SupportedAddressData.because(format!("{media_type} is not text/vcard")))
}

/// The condition that an unreadable card breaks.
fn invalid(invalid: Invalid) -> Failure {
    let precondition = match invalid.precondition {
        vcard::Precondition::ValidAddressData => Precondition::ValidAddressData,
        vcard::Precondition::SupportedAddressData => Precondition::SupportedAddressData,
        vcard::Precondition::MaxResourceSize => Precondition::CardMaxResourceSize,
    };
    precondition.because(invalid)
}

/// Why a change to an address book is not made.
enum Broken {
    /// The card or the book does not allow it.
    Refused(Refused),
    /// The caller may not, or an `If` header does not hold.
    Unmet(Unmet),
    /// The owner would store more than may be.
    Quota(OverQuota),
}

impl From<StoreError> for Broken {
    fn from(error: StoreError) -> Broken {
        Broken::Refused(Refused::Store(error))
    }
}

impl From<OverQuota> for Broken {
    fn from(over: OverQuota) -> Broken {
        Broken::Quota(over)
    }
}

impl From<Unmet> for Broken {
    fn from(unmet: Unmet) -> Broken {
        Broken::Unmet(unmet)
    }
}

impl Broken {
    /// What a client is told that wanted to change `resource`.
    fn failure(self, resource: &Resource) -> Failure {
        match self {
            Broken::Refused(refused) => failure(refused, resource),
            Broken::Unmet(unmet) => unmet.into(),
            Broken::Quota(over) => over.into(),
        }
    }
}

/// What a client is told of a change to `resource` that `contacts` refuses.
fn failure(refused: Refused, resource: &Resource) -> Failure {
    match refused {
        Refused::Condition => Failure::ConditionFailed,
        Refused::NotFound => Failure::NotFound,
        Refused::UidConflict(name) => match (resource, ObjectName::parse(&name)) {
            (Resource::Card(owner, book, _) | Resource::Book(owner, book), Ok(name)) => {
                Precondition::CardNoUidConflict.at(&Resource::Card(owner.clone(), book.clone(), name))
            }
            _ => Precondition::CardNoUidConflict.because(name),
        },
        Refused::Store(error) => Failure::Store(error),
    }
}

pub(super) async fn delete_card(call: &Call<'_>, book: CalendarId, name: &str) -> Result<(), Failure> {
    let name = ObjectName::parse(name).map_err(|_| Failure::NotFound)?;
    let conditions = conditions::conditions(&call.request.headers)?;
    let deleted = call.write(move |tx| contacts::delete(tx, book, &name, &conditions).map_err(Broken::Refused)).await;
    deleted.map_err(|broken| broken.failure(&call.resource))
}

/// Deletes an address book, but not the guest book: the next guest would bring it back.
pub(super) async fn delete_book(call: &Call<'_>, book: &Calendar) -> Result<(), Failure> {
    check_is_no_guest_book(book)?;
    let id = book.id;
    call.write(move |tx| Ok::<_, Failure>(tx.delete_calendar(id)?)).await
}

fn check_is_no_guest_book(book: &Calendar) -> Result<(), Failure> {
    match book.name.as_str() {
        contacts::GUESTS => Err(Failure::Forbidden("invited guests are put into this address book")),
        _ => Ok(()),
    }
}

/// Whether an address book can have this name: the book of the house has one already.
pub(super) fn is_free_for_books(name: &str) -> bool {
    name != contacts::HOUSE
}

pub(super) async fn relocate_card(
    call: &Call<'_>,
    way: Way,
    guard: Guard,
    relocation: Relocation,
    destination: &Resource,
) -> Result<Response, Failure> {
    let (owner, now) = (call.owner()?.id, call.app.clock.now());
    let stored = call.keep_guarded(guard, owner, move |tx| {
        let relocated = match way {
            Way::Move => contacts::move_card(tx, &relocation),
            Way::Copy => contacts::copy_card(tx, &relocation, now),
        };
        relocated.map_err(Broken::Refused)
    });
    let stored = stored.await.map_err(|broken| broken.failure(destination))?;
    let response = match stored.created {
        true => Response::empty(StatusCode::CREATED).text_header(LOCATION, &destination.to_string()),
        false => Response::empty(StatusCode::NO_CONTENT),
    };
    Ok(response.tags(Some(&stored.etag), None))
}

/// Gives an address book another name, or makes a copy of that name; it never takes the place of another one.
pub(super) async fn relocate_book(
    call: &Call<'_>,
    guard: Guard,
    book: &Calendar,
    relocation: BookRelocation,
    destination: &Resource,
) -> Result<Response, Failure> {
    let refused = |words: &str| Precondition::AddressbookCollectionLocationOk.because(words);
    if relocation.way == Way::Move {
        check_is_no_guest_book(book)?;
    }
    if !is_free_for_books(&relocation.name) {
        return Err(refused("this name is taken by the people of the house"));
    }
    let (book, now) = (book.clone(), call.app.clock.now());
    call.keep_guarded(guard, book.principal, move |tx| {
        let BookRelocation { way, name, overwrite, members } = relocation;
        match (tx.book(book.principal, &name)?, overwrite) {
            (None, _) => {}
            (Some(_), Overwrite::Forbidden) => return Err(Failure::ConditionFailed),
            (Some(_), Overwrite::Allowed) => return Err(refused("there is an address book of this name")),
        }
        if way == Way::Move {
            return Ok(tx.rename_calendar(book.id, &name)?);
        }
        if tx.books(book.principal)?.len() >= MAX_CALENDARS {
            return Err(refused("there are too many address books"));
        }
        let copy = tx.copy_collection(&book, &name, now)?;
        match members {
            WithMembers::Yes => Ok(tx.copy_cards(book.id, copy, now)?),
            WithMembers::No => Ok(()),
        }
    })
    .await?;
    Ok(Response::empty(StatusCode::CREATED).text_header(LOCATION, &destination.to_string()))
}

/// An address book to move or to copy within its home.
pub(super) struct BookRelocation {
    pub(super) way: Way,
    pub(super) name: String,
    pub(super) overwrite: Overwrite,
    pub(super) members: WithMembers,
}
