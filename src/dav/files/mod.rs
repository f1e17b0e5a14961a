//! Plain files and folders (RFC 4918 class 1): what clients keep beside their calendars.
//!
//! Nothing in them is understood. Each person has one tree, bounded in depth ([`MOST_LEVELS`]), in number
//! (`limits.files`) and in the size of a file (`limits.file_bytes`). A body of any size is stored and sent in pieces.

mod relocate;

use hyper::StatusCode;
use hyper::header::{
    ACCEPT_RANGES, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HeaderMap, HeaderName,
    HeaderValue, LAST_MODIFIED, LOCATION, X_CONTENT_TYPE_OPTIONS,
};

use super::answer::{Answer, Large, Response};
use super::conditions;
use super::error::Failure;
use super::get::dated;
use super::place::Kinds;
use super::proppatch::Patch;
use super::ranges::Wanted;
use super::resource::{self, Resource};
use super::{Call, live, post};
use crate::ical::Timestamp;
use crate::id::{ETag, ObjectName, PrincipalId};
use crate::schedule::{App, Conditions, Tags};
use crate::store::{Blob, Content, File, PropertyOf, StoreError, Tx};

pub(super) use relocate::relocate;

/// Folders that may lie in one another, the file in the last one included.
const MOST_LEVELS: usize = 32;
/// The longest media type that is kept, in bytes.
const LONGEST_TYPE: usize = 255;
/// What bytes are of which the client says nothing (RFC 9110 §8.3).
const UNKNOWN_TYPE: &str = "application/octet-stream";

/// Where a new file or folder goes.
struct Spot {
    folder: File,
    name: ObjectName,
    /// What is there already.
    there: Option<File>,
}

impl Spot {
    /// The place at this path.
    ///
    /// # Errors
    /// The root, a folder above that is not there or is no folder.
    fn at(tx: &mut Tx<'_>, owner: PrincipalId, path: &[ObjectName]) -> Result<Spot, Failure> {
        let Some((name, above)) = path.split_last() else {
            return Err(Failure::Forbidden("the root of the files stays where it is"));
        };
        let folder = tx.file_at(owner, above)?.filter(File::is_folder).ok_or(Failure::NoParent)?;
        let there = tx.file(folder.id, name.as_str())?;
        Ok(Spot { folder, name: name.clone(), there })
    }
}

/// Whether one more tree of so many nodes and levels may be kept below this path.
fn check_room(
    tx: &mut Tx<'_>,
    most: i64,
    owner: PrincipalId,
    path: &[ObjectName],
    (nodes, levels): (usize, usize),
) -> Result<(), Failure> {
    if path.len().saturating_add(levels).saturating_sub(1) > MOST_LEVELS {
        return Err(Failure::Forbidden("folders lie in one another at most 32 deep"));
    }
    let after = tx.file_count(owner)?.saturating_add(i64::try_from(nodes).unwrap_or(i64::MAX));
    if after > most {
        return Err(super::error::Precondition::QuotaNotExceeded.because(format!("at most {most} files and folders")));
    }
    Ok(())
}

pub(super) fn tags(file: &File) -> Tags<'_> {
    let modified = if file.is_folder() { None } else { Some(file.modified) };
    Tags { etag: file.etag(), schedule_tag: None, modified }
}

/// The path of the request, below the root of the files.
fn path<'a>(call: &'a Call<'_>) -> Result<&'a [ObjectName], Failure> {
    match &call.resource {
        Resource::Folder(_, path) | Resource::File(_, path) => Ok(path),
        _ => Err(Failure::NotFound),
    }
}

/// GET and HEAD of a file. It comes back as what it was said to be, but no browser takes it for a page of ours.
pub(super) fn get(call: &Call<'_>, file: &File) -> Result<Answer, Failure> {
    let content = file.content.as_ref().ok_or(Failure::NotFound)?;
    if conditions::is_known(&call.request.headers, tags(file))? {
        return Ok(Response::empty(StatusCode::NOT_MODIFIED).tags(file.etag(), None).into());
    }
    let head = Response::empty(StatusCode::OK).text_header(LAST_MODIFIED, &live::http_date(file.modified));
    self::content(call, content, harmless(dated(call, file.modified, head)))
}

/// Stored bytes, or the part of them that is asked for, as an answer that begins with `head`.
pub(super) fn content(call: &Call<'_>, content: &Content, head: Response) -> Result<Answer, Failure> {
    let etag = Some(&content.blob.etag);
    let head = head.tags(etag, None).text_header(CONTENT_TYPE, &content.media_type).private();
    let (head, size) = (head.header(ACCEPT_RANGES, HeaderValue::from_static("bytes")), content.blob.size);
    if call.request.method == hyper::Method::HEAD {
        return Ok(head.header(CONTENT_LENGTH, HeaderValue::from(size)).into());
    }
    let part = |head: Response, words: &str| head.text_header(CONTENT_RANGE, &format!("bytes {words}/{size}"));
    let (head, bytes) = match Wanted::of(&call.request.headers, &content.blob.etag, size) {
        Wanted::Whole => (head, 0..size),
        Wanted::Part(bytes) => {
            let head = Response { status: StatusCode::PARTIAL_CONTENT, ..head };
            (part(head, &format!("{}-{}", bytes.start, bytes.end - 1)), bytes)
        }
        Wanted::Nothing => return Ok(part(Response::empty(StatusCode::RANGE_NOT_SATISFIABLE), "*").into()),
    };
    Ok(Answer::Stored { head, blob: content.blob.clone(), bytes })
}

/// An answer with bytes of a stranger in it, so that no browser runs them.
pub(super) fn harmless(response: Response) -> Response {
    const POLICY: HeaderValue = HeaderValue::from_static("default-src 'none'; sandbox; frame-ancestors 'none'");
    response.header(CONTENT_SECURITY_POLICY, POLICY).header(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"))
}

/// The bytes of a request, stored already or still to be stored.
pub(super) enum Bytes {
    Held(hyper::body::Bytes),
    Kept(Blob),
}

impl Bytes {
    pub(super) fn of(call: &Call<'_>) -> Result<Bytes, Failure> {
        let most = call.app.config.limits.file_bytes;
        match &call.request.large {
            Some(Large::Refused) => Err(Failure::TooLarge(most)),
            Some(Large::NoRoom) => Err(super::no_room()),
            Some(Large::Kept(blob)) if blob.size > most as i64 => Err(Failure::TooLarge(most)),
            Some(Large::Kept(blob)) => Ok(Bytes::Kept(blob.clone())),
            None if call.request.body.len() > most => Err(Failure::TooLarge(most)),
            None => Ok(Bytes::Held(call.request.body.clone())),
        }
    }

    pub(super) fn stored(self, tx: &mut Tx<'_>, now: Timestamp) -> Result<Blob, StoreError> {
        match self {
            Bytes::Held(bytes) => tx.add_blob(&bytes, now),
            Bytes::Kept(blob) => Ok(blob),
        }
    }
}

/// What the client says its bytes are, as far as that can be said back.
pub(super) fn media_type(headers: &HeaderMap) -> String {
    let said = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).map(str::trim);
    said.filter(|said| said.len() <= LONGEST_TYPE && is_media_type(said)).unwrap_or(UNKNOWN_TYPE).to_owned()
}

/// Whether a text is a media type (RFC 9110 §8.3.1), whatever its parameters are.
fn is_media_type(text: &str) -> bool {
    let is_token = |text: &str| {
        !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
    };
    let named = text.split(';').next().unwrap_or_default().trim_end();
    named.split_once('/').is_some_and(|(kind, subtype)| is_token(kind) && is_token(subtype))
}

/// PUT of a file (RFC 4918 §9.7.1).
pub(super) async fn put(call: &Call<'_>) -> Result<Response, Failure> {
    if call.request.path.ends_with('/') {
        return Err(Failure::MethodNotAllowed(Kinds::FOLDER));
    }
    let conditions = conditions::conditions(&call.request.headers)?;
    let (etag, is_new) = store(call, path(call)?.to_vec(), conditions).await?;
    let status = if is_new { StatusCode::CREATED } else { StatusCode::NO_CONTENT };
    Ok(Response::empty(status).tags(Some(&etag), None))
}

/// Stores the body of the request as the file at a path; says its entity tag, and whether there was none before.
async fn store(call: &Call<'_>, path: Vec<ObjectName>, conditions: Conditions) -> Result<(ETag, bool), Failure> {
    let (owner, now, most) = (call.owner()?.id, call.app.clock.now(), call.app.config.limits.files);
    let (bytes, media_type) = (Bytes::of(call)?, media_type(&call.request.headers));
    call.keep(owner, move |tx| {
        let spot = Spot::at(tx, owner, &path)?;
        if spot.there.as_ref().is_some_and(File::is_folder) {
            return Err(Failure::MethodNotAllowed(Kinds::FOLDER));
        }
        if !conditions.hold_for(spot.there.as_ref().map(tags)) {
            return Err(Failure::ConditionFailed);
        }
        if spot.there.is_none() {
            check_room(tx, most, owner, &path, (1, 1))?;
        }
        let content = Content { blob: bytes.stored(tx, now)?, media_type };
        tx.put_file(&spot.folder, &spot.name, &content, now)?;
        Ok((content.blob.etag, spot.there.is_none()))
    })
    .await
}

const SLUG: HeaderName = HeaderName::from_static("slug");

/// POST of a new file, under the name that the client would like (`Slug`, RFC 5023 §9.7) if that is free.
pub(super) async fn post(call: &Call<'_>, folder: &File) -> Result<Response, Failure> {
    let is_taken = |app: &App, name: &ObjectName| {
        app.store.read::<_, Failure, _>(|tx| Ok(tx.file(folder.id, name.as_str())?.is_some()))
    };
    let slug = call.request.headers.get(SLUG).and_then(slug);
    let name = match slug {
        Some(slug) if !is_taken(call.app, &slug)? => slug,
        _ => {
            let seed = format!("{:?} {:?}", call.app.clock.now(), call.request.large);
            post::free_name(&[seed.as_bytes(), &call.request.body].concat(), "bin", |name| is_taken(call.app, name))?
        }
    };
    let resource = call.resource.member(name.clone()).ok_or(Failure::NotFound)?;
    let path = path(call)?.iter().cloned().chain([name]).collect();
    let fresh = Conditions { if_none_match: Some(crate::schedule::Match::Any), ..Conditions::default() };
    let (etag, _) = store(call, path, fresh).await?;
    Ok(Response::empty(StatusCode::CREATED).tags(Some(&etag), None).text_header(LOCATION, &resource.to_string()))
}

/// The name that a client would like: UTF-8, percent-encoded (RFC 5023 §9.7.1). What is not, is taken as it stands.
fn slug(value: &HeaderValue) -> Option<ObjectName> {
    let value = value.to_str().ok()?;
    ObjectName::parse(&resource::unescaped(value).unwrap_or_else(|_| value.to_owned())).ok()
}

/// DELETE of a file, or of a folder with all that is in it (RFC 4918 §9.6).
pub(super) async fn delete(call: &Call<'_>) -> Result<(), Failure> {
    let conditions = conditions::conditions(&call.request.headers)?;
    let (owner, path) = (call.owner()?.id, path(call)?.to_vec());
    call.write(move |tx| {
        let there = Spot::at(tx, owner, &path)?.there.ok_or(Failure::NotFound)?;
        if !conditions.hold_for(Some(tags(&there))) {
            return Err(Failure::ConditionFailed);
        }
        Ok(tx.delete_file(there.id)?)
    })
    .await
}

/// Makes a folder (RFC 4918 §9.3); `patch` has the properties it begins with.
pub(super) async fn make(call: &Call<'_>, patch: Patch) -> Result<(), Failure> {
    let (owner, path) = (call.owner()?.id, path(call)?.to_vec());
    let (now, most) = (call.app.clock.now(), call.app.config.limits.files);
    call.keep(owner, move |tx| {
        let spot = Spot::at(tx, owner, &path)?;
        if let Some(there) = spot.there {
            let kind = if there.is_folder() { Kinds::FOLDER } else { Kinds::FILE };
            return Err(Failure::MethodNotAllowed(kind));
        }
        check_room(tx, most, owner, &path, (1, 1))?;
        let folder = tx.add_folder(&spot.folder, &spot.name, now)?;
        patch.edits.apply(tx, PropertyOf::File(folder))
    })
    .await
}
