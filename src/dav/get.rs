//! GET and HEAD of calendar objects and schedule inbox messages.

use hyper::StatusCode;
use hyper::header::{CONTENT_TYPE, LAST_MODIFIED};

use super::answer::Response;
use super::error::Failure;
use super::place::Place;
use super::{Call, conditions, live};
use crate::schedule::Conditions;
use crate::store::Object;

pub(super) fn get(call: &Call<'_>) -> Result<Response, Failure> {
    let Place::Object(_, calendar, head) = call.place()? else { return Err(Failure::NotFound) };
    let object = call.app.store.read(|tx| tx.object(calendar.id, &head.name).map_err(Failure::from))?;
    let object = object.ok_or(Failure::NotFound)?;
    let conditions = conditions::conditions(&call.request.headers)?;
    let unchanged = Conditions { if_match: None, if_schedule_tag_match: None, ..conditions.clone() };
    if !unchanged.hold(Some(&object.head)) {
        let response = Response::empty(StatusCode::NOT_MODIFIED);
        return Ok(response.tags(Some(&object.head.etag), object.head.schedule_tag.as_ref()));
    }
    if !conditions.hold(Some(&object.head)) {
        return Err(Failure::ConditionFailed);
    }
    Ok(represented(StatusCode::OK, object))
}

/// An object as the body of an answer.
pub(super) fn represented(status: StatusCode, object: Object) -> Response {
    Response::empty(status)
        .tags(Some(&object.head.etag), object.head.schedule_tag.as_ref())
        .text_header(CONTENT_TYPE, &live::content_type(&object.head.component))
        .text_header(LAST_MODIFIED, &live::http_date(object.head.modified))
        .full(object.body)
}
