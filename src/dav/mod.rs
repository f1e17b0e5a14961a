//! What calendar and address book clients talk to: WebDAV (RFC 4918), CalDAV (RFC 4791), scheduling (RFC 6638), CardDAV
//! (RFC 6352), synchronization (RFC 6578).
//!
//! A request becomes a [`Resource`] and conditions, the store and [`schedule`] do the work, and an
//! answer is written. What there is of methods, properties, reports and preconditions stands in tables
//! ([`methods::METHODS`], [`live::LIVE`], [`report::REPORTS`], [`error::PRECONDITIONS`]); the `Allow` and `DAV`
//! headers and `supported-report-set` follow from them.
//!
//! Not done: locks (RFC 4918 §6).

mod acl;
pub mod address;
mod answer;
mod attach;
pub mod card_filter;
mod cards;
pub mod collation;
pub mod conditions;
pub mod data;
mod delete;
pub mod error;
pub mod feed;
mod files;
pub mod filter;
mod freebusy;
mod get;
pub mod live;
mod make;
pub mod matching;
mod members;
pub mod methods;
pub mod multistatus;
mod outbox;
pub mod patience;
pub mod place;
pub mod plan;
mod post;
mod privileges;
mod propfind;
mod proppatch;
pub mod push;
mod put;
mod ranges;
mod relocate;
pub mod report;
pub mod resource;
pub mod scope;
mod sharing;
pub mod states;
mod users;
pub mod xml;

use std::sync::Arc;

use hyper::header::{ALLOW, CONTENT_ENCODING, HeaderName, HeaderValue, LOCATION};
use hyper::{HeaderMap, Method, StatusCode};

pub use answer::{Answer, Body, Broken, Large, Request, Response};
pub use attach::for_guest;
pub use resource::Resource;

use conditions::Prefer;
use error::{Failure, Precondition};
use methods::{MethodRow, Needs, Verb};
use place::{Kinds, Place, Spot};
use privileges::{Guard, Unmet};
use resource::BadPath;
use states::States;

use crate::access::Privileges;
use crate::id::PrincipalId;
use crate::schedule::{self, App, Conditions, OverQuota, Way};
use crate::store::{Principal, StoreError, Tx};

/// Answers a request of `who`, who has been let in.
pub async fn respond(app: &App, who: &Principal, request: Request) -> Response {
    let answer = answered(app, who, &request).await;
    sent(app, &request.method, answer).await
}

/// Whether [`look`] answers a request of this kind.
pub fn is_look(method: &Method, path: &str) -> bool {
    matches!(*method, Method::GET | Method::HEAD) && !path.starts_with(push::PATH)
}

/// What GET or HEAD of `who` finds: where it is and what it is are read in one snapshot.
///
/// # Errors
/// Nothing there, nothing that `who` may see, a condition that does not hold.
pub fn look(tx: &mut Tx<'_>, app: &App, who: &Principal, request: &Request) -> Result<Answer, Failure> {
    let (row, resource) = located(request)?;
    if resource.is_signpost() {
        return Ok(well_known().into());
    }
    let call = called(tx, app, who, request, row, resource)?;
    get::get(tx, &call)
}

/// An answer as it is sent.
pub async fn sent(app: &App, method: &Method, answer: Result<Answer, Failure>) -> Response {
    let answer = match answer {
        Ok(answer) => answer.sent(app).await,
        Err(failure) => Err(failure),
    };
    let response = answer.unwrap_or_else(|failure| Response::failed(&failure));
    if *method == Method::HEAD { response.without_body() } else { response }
}

/// The signpost at `/.well-known/caldav` and `/.well-known/carddav` (RFC 6764 §5); it stands before the door, for everybody to read.
pub fn well_known() -> Response {
    Response::empty(StatusCode::MOVED_PERMANENTLY)
        .text_header(LOCATION, &Resource::Root.to_string())
        .header(hyper::header::CACHE_CONTROL, HeaderValue::from_static("max-age=86400"))
}

/// What the server can do, told to whoever asks at `/` (RFC 9110 §9.3.7): programs look for a calendar server this way
/// before they know a password.
pub fn greeting() -> Response {
    options(Kinds::SIGNPOST)
}

/// A request that has found its resource.
struct Call<'a> {
    app: &'a App,
    who: &'a Principal,
    request: &'a Request,
    resource: Resource,
    spot: Spot,
    needs: Needs,
    states: Option<States>,
    /// What is held against the stored state before the method begins, where it does not do that itself.
    conditions: Option<Conditions>,
}

impl Call<'_> {
    /// What is stored at the resource.
    fn place(&self) -> Result<&Place, Failure> {
        self.spot.place().ok_or(Failure::NotFound)
    }

    /// Whose the resource is.
    fn owner(&self) -> Result<&Principal, Failure> {
        self.spot.owner().ok_or(Failure::NotFound)
    }

    /// Whether a write is answered with the text: the client would like that (RFC 8144 §3), and may read it. Who may only
    /// write learns nothing of what is there (RFC 3744 §3.1).
    fn prefers_text(&self) -> bool {
        Prefer::of(&self.request.headers).representation && self.spot.is_readable()
    }

    /// What has to hold in the transaction that writes: what the caller may do in somebody else's home, and what `If`,
    /// `If-Match` and their kin say.
    fn guard(&self) -> Guard {
        let is_own = self.spot.owner().is_none_or(|owner| owner.id == self.who.id);
        let right = Some((self.resource.clone(), self.needs)).filter(|_| !is_own);
        let states = self.states.clone().map(|states| (self.resource.clone(), states));
        let conditions = self.conditions.clone().map(|conditions| (self.resource.clone(), conditions));
        Guard { who: self.who.clone(), rights: right.into_iter().collect(), states, conditions }
    }

    /// Runs `work` in one write transaction, if everything holds in it that has to.
    async fn write<T, E, F>(&self, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + From<Unmet> + Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        self.write_guarded(self.guard(), work).await
    }

    /// Runs `work` in one write transaction, if what is guarded holds in it.
    async fn write_guarded<T, E, F>(&self, guard: Guard, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + From<Unmet> + Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        self.app.store.write(self.checked(guard, work)).await
    }

    /// `work`, if what is guarded holds.
    fn checked<T, E, F>(&self, guard: Guard, work: F) -> impl FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + use<T, E, F>
    where
        E: From<StoreError> + From<Unmet>,
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        let (quiet, who) = (push::Quiet::of(&self.request.headers), self.who.clone());
        move |tx| {
            guard.check::<E>(tx)?;
            quiet.during(tx, &who, work)
        }
    }

    /// Runs `work` as [`Call::write`] does, unless it makes `owner` store more than may be (RFC 4331).
    async fn keep<T, E, F>(&self, owner: PrincipalId, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + From<Unmet> + From<OverQuota> + Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        self.keep_guarded(self.guard(), owner, work).await
    }

    /// Runs `work` as [`Call::keep`] does, if it is short whatever the client asks.
    async fn keep_briefly<T, E, F>(&self, owner: PrincipalId, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + From<Unmet> + From<OverQuota> + Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        let config = Arc::clone(&self.app.config);
        let work = move |tx: &mut Tx<'_>| schedule::within(tx, owner, |own| schedule::quota(&config, own), work);
        self.app.store.write_briefly(self.checked(self.guard(), work)).await
    }

    /// Runs `work` as [`Call::write_guarded`] does, unless it makes `owner` store more than may be.
    async fn keep_guarded<T, E, F>(&self, guard: Guard, owner: PrincipalId, work: F) -> Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + From<Unmet> + From<OverQuota> + Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> Result<T, E> + Send + 'static,
    {
        let config = Arc::clone(&self.app.config);
        self.write_guarded(guard, move |tx| schedule::within(tx, owner, |own| schedule::quota(&config, own), work))
            .await
    }

    /// Bytes that an object or card at the request's place may have.
    fn object_bytes(&self) -> Result<usize, Failure> {
        let config = &self.app.config;
        if (self.request.body.len() as i64) <= schedule::SMALL_OBJECT {
            return Ok(config.limits.object_bytes);
        }
        let owner = self.owner()?.id;
        let (_, own) = self.app.store.read(|tx| tx.usage(owner))?;
        Ok(schedule::object_bytes(config, own))
    }

    /// Holds the `If` header of a request that changes nothing against what is stored.
    fn check_states(&self, tx: &mut Tx<'_>) -> Result<(), Failure> {
        let Some(states) = &self.states else { return Ok(()) };
        match states.hold(tx, self.who, &self.resource)? {
            true => Ok(()),
            false => Err(Unmet::State.into()),
        }
    }
}

async fn answered(app: &App, who: &Principal, request: &Request) -> Result<Answer, Failure> {
    let known = methods::find(request.method.as_str());
    check_site(known, &request.headers)?;
    check_encoding(&request.headers)?;
    if request.path.starts_with(push::PATH) {
        return push::registration(app, who, request).await.map(Answer::Whole);
    }
    let (known, resource) = located(request)?;
    if resource.is_signpost() {
        return Ok(well_known().into());
    }
    let call = app.store.read(|tx| called(tx, app, who, request, known, resource))?;
    check_size(&call)?;
    let response = match known.verb {
        Verb::Get | Verb::Head => return app.store.read(|tx| look(tx, app, who, request)),
        Verb::Propfind => return propfind::propfind(&call),
        Verb::Report => return report::report(&call),
        Verb::Options => options(call.spot.kind()),
        Verb::Proppatch => proppatch::proppatch(&call).await?,
        Verb::Put => put::put(&call).await?,
        Verb::Delete => delete::delete(&call).await?,
        Verb::Post => post::post(&call).await?,
        Verb::Mkcalendar => make::mkcalendar(&call).await?,
        Verb::Mkcol => make::mkcol(&call).await?,
        Verb::Copy => relocate::relocate(&call, Way::Copy).await?,
        Verb::Move => relocate::relocate(&call, Way::Move).await?,
        Verb::Acl => acl::acl(&call).await?,
    };
    Ok(response.into())
}

/// The method of a request, and where its path leads.
fn located(request: &Request) -> Result<(&'static MethodRow, Resource), Failure> {
    let known = methods::find(request.method.as_str());
    let resource = Resource::parse(&request.path).map_err(|error| misplaced(error, known))?;
    known.map(|known| (known, resource)).ok_or(Failure::NotImplemented)
}

/// The request at what is stored where its path leads, if `who` may ask that there.
fn called<'a>(
    tx: &mut Tx<'_>,
    app: &'a App,
    who: &'a Principal,
    request: &'a Request,
    known: &MethodRow,
    resource: Resource,
) -> Result<Call<'a>, Failure> {
    let (spot, needs) = reached(tx, who, request, known, &resource)?;
    let kind = spot.kind();
    let resource = if Kinds::FILE.meets(kind) { resource.as_member() } else { resource };
    let resource = if Kinds::FOLDER.meets(kind) { resource.as_collection() } else { resource };
    let states = States::of(&request.headers)?;
    let conditions =
        known.verb.leaves_conditions(kind).then(|| conditions::conditions(&request.headers)).transpose()?;
    let conditions = conditions.filter(|conditions| *conditions != Conditions::default());
    let call = Call { app, who, request, resource, spot, needs, states, conditions };
    if !known.verb.writes() {
        call.check_states(tx)?;
    }
    Ok(call)
}

/// What is at the resource, and what the caller needs for the method, and has.
fn reached(
    tx: &mut Tx<'_>,
    who: &Principal,
    request: &Request,
    known: &MethodRow,
    resource: &Resource,
) -> Result<(Spot, Needs), Failure> {
    let unseen = |failure| report::unseen(known.verb, request, failure);
    let spot = Spot::of(tx, who, resource).map_err(unseen)?;
    let kind = spot.kind();
    let applies = known.applies_to.meets(kind);
    // Whoever may not see a place does not learn either what can be done with it.
    let needs = match (applies, known.verb) {
        (false, _) => Needs::Here(Privileges::READ),
        (true, Verb::Post) => post::needs(kind, request),
        (true, Verb::Put) => put::needs(&spot, known.needs),
        (true, _) => known.needs,
    };
    privileges::check(&spot, needs, resource).map_err(unseen)?;
    match applies {
        true => Ok((spot, needs)),
        false => Err(inapplicable(known.verb, spot.place().is_some(), kind)),
    }
}

/// Looks at the head of a request that may have a large body, before that is read: how many bytes there is room for, where
/// that is known beforehand. `announced` is how many the client says it sends.
///
/// # Errors
/// Why a request fails whatever its body is: the caller may not do that, the stored state is another, there
/// is no room for so many bytes.
pub fn before_body(
    app: &App,
    who: &Principal,
    request: &Request,
    announced: Option<usize>,
) -> Result<Option<usize>, Failure> {
    let room: Option<usize> = app.store.read(|tx| {
        let known = methods::find(request.method.as_str()).ok_or(Failure::NotImplemented)?;
        check_site(Some(known), &request.headers)?;
        check_encoding(&request.headers)?;
        let resource = Resource::parse(&request.path)?;
        let (spot, _) = reached(tx, who, request, known, &resource)?;
        if known.verb == Verb::Post && !post::takes(spot.kind(), &request.query) {
            return Err(Failure::MethodNotAllowed(spot.kind()));
        }
        // A new member has no state yet.
        let is_there = known.verb == Verb::Put || spot.kind() == Kinds::OBJECT;
        if is_there && !conditions::conditions(&request.headers)?.hold_for(spot.place().map(Place::tags)) {
            return Err(Failure::ConditionFailed);
        }
        room(tx, app, &spot, request)
    })?;
    match room {
        Some(room) if announced.is_some_and(|announced| announced > room) => Err(no_room()),
        room => Ok(room),
    }
}

/// The bytes that the owner of a place may still store there; nothing where the bytes take the place of others of which it
/// is not known yet how many they are.
fn room(tx: &mut Tx<'_>, app: &App, spot: &Spot, request: &Request) -> Result<Option<usize>, Failure> {
    let owner = spot.owner().ok_or(Failure::NotFound)?;
    if spot.kind() == Kinds::OBJECT && !attach::adds(&request.query) {
        return Ok(None);
    }
    let (used, own) = tx.usage(owner.id)?;
    let left = schedule::quota(&app.config, own).bytes.saturating_sub(used.bytes).max(0);
    let replaced = spot.place().and_then(Place::file).and_then(|file| file.content.as_ref());
    let room = left.saturating_add(replaced.map_or(0, |content| content.blob.size));
    Ok(Some(usize::try_from(room).unwrap_or(usize::MAX)))
}

fn no_room() -> Failure {
    Precondition::QuotaNotExceeded.because("there is no room for so many bytes")
}

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Refuses changes that a page of another site asks for: a browser in which somebody signed in once would send the
/// password with them. Reading is let through, for such a page does not see the answer.
fn check_site(row: Option<&MethodRow>, headers: &HeaderMap) -> Result<(), Failure> {
    let changes = row.is_none_or(|row| row.verb.writes() || row.verb == Verb::Post);
    let is_foreign = headers.get_all(SEC_FETCH_SITE).iter().any(|site| site.as_bytes() == b"cross-site");
    match changes && is_foreign {
        true => Err(Failure::Forbidden("a page of another site asks for this")),
        false => Ok(()),
    }
}

/// Refuses a body that is encoded (RFC 9110 §8.4): it would be stored as something else than it is.
fn check_encoding(headers: &HeaderMap) -> Result<(), Failure> {
    let mut codings =
        headers.get_all(CONTENT_ENCODING).iter().flat_map(|value| value.as_bytes().split(|byte| *byte == b','));
    match codings
        .all(|coding| [&b""[..], b"identity"].iter().any(|none| coding.trim_ascii().eq_ignore_ascii_case(none)))
    {
        true => Ok(()),
        false => Err(Failure::EncodedBody),
    }
}

/// Refuses a body that was too large to be held where no large one may be sent: an object, a card or a message has the condition
/// of its RFC for that, all else only has the status.
fn check_size(call: &Call<'_>) -> Result<(), Failure> {
    let (request, limits) = (call.request, &call.app.config.limits);
    if request.large.is_none() || may_be_large(&request.method, &request.path) {
        return Ok(());
    }
    // RFC 4791 §5.3.2.1, RFC 6352 §6.3.2.1, RFC 6638 §5.2.
    let is_member = request.method == Method::PUT || request.query == live::ADD_MEMBER;
    let most = limits.object_bytes.min(limits.request_bytes);
    Err(match call.resource {
        Resource::Object(..) | Resource::Calendar(..) if is_member => put::too_long(most),
        Resource::Card(..) | Resource::Book(..) if is_member => cards::too_long(most),
        Resource::Outbox(_) if request.method == Method::POST => put::too_long(most),
        _ => Failure::TooLarge(limits.request_bytes),
    })
}

/// A path where nothing is or can be: to a method that makes things, a wrong place.
fn misplaced(error: BadPath, row: Option<&MethodRow>) -> Failure {
    match (error, row.map(|row| row.verb)) {
        (BadPath::NotHere, Some(Verb::Mkcalendar | Verb::Mkcol)) => {
            Precondition::CalendarCollectionLocationOk.because("calendars are made in a home")
        }
        // RFC 4918 §9.7.1: no collection could hold it there.
        (BadPath::NotHere, Some(Verb::Put)) => Failure::NoParent,
        _ => error.into(),
    }
}

/// A method that does not apply: because nothing is there, because something is, or because it never does.
fn inapplicable(verb: Verb, exists: bool, kind: Kinds) -> Failure {
    match verb {
        Verb::Mkcalendar if exists => Precondition::ResourceMustBeNull.because("there is something already"),
        Verb::Mkcalendar | Verb::Mkcol if !exists => {
            Precondition::CalendarCollectionLocationOk.because("calendars are made in a home")
        }
        Verb::Put => Failure::MethodNotAllowed(kind),
        _ if exists => Failure::MethodNotAllowed(kind),
        _ => Failure::NotFound,
    }
}

/// Whether a request may have a body that is too large to be held: the server then stores it as it comes.
pub fn may_be_large(method: &Method, path: &str) -> bool {
    match Resource::parse(path) {
        Ok(Resource::File(..) | Resource::Folder(..)) => matches!(*method, Method::PUT | Method::POST),
        Ok(Resource::Object(..)) => *method == Method::POST,
        _ => false,
    }
}

const DAV: HeaderName = HeaderName::from_static("dav");

fn options(kind: Kinds) -> Response {
    Response::empty(StatusCode::OK).text_header(DAV, &methods::features()).text_header(ALLOW, &methods::allow(kind))
}

#[cfg(test)]
mod tests;
