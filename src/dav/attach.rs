//! Managed attachments (RFC 8607): POST to an object adds, changes or removes one; GET reads it.

use hyper::StatusCode;
use hyper::header::{CONTENT_DISPOSITION, CONTENT_LOCATION, HeaderMap, HeaderName, HeaderValue, LOCATION};

use super::answer::{Answer, Response};
use super::conditions::{self, Timezones};
use super::error::{Failure, Precondition};
use super::files::{self, Bytes};
use super::resource::{Resource, unescaped};
use super::{Call, get, put};
use crate::ical::{Line, When};
use crate::id::ObjectName;
use crate::schedule::{self, Action, App, Attach, Attached, Instances, NewAttachment, Refused, Tags, Telling};
use crate::store::{Attachment, Calendar, Content};

const CAL_MANAGED_ID: HeaderName = HeaderName::from_static("cal-managed-id");
/// Instances in one request.
const MOST_INSTANCES: usize = 100;

/// What the query of a request says (RFC 8607 §3.3).
struct Query {
    action: String,
    rid: Option<String>,
    managed_id: Option<String>,
}

impl Query {
    fn of(query: &str) -> Query {
        let value = |name: &str| {
            let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            pairs.filter(|(key, _)| *key == name).find_map(|(_, value)| unescaped(value).ok())
        };
        Query { action: value("action").unwrap_or_default(), rid: value("rid"), managed_id: value("managed-id") }
    }

    /// The instances named; all of them without `rid`.
    fn instances(&self) -> Result<Instances, Failure> {
        let bad = || Precondition::ValidRid.because("M and RECURRENCE-IDs, with commas between them");
        let Some(rid) = &self.rid else { return Ok(Instances::All) };
        let named: Option<Vec<Option<When>>> = rid
            .split(',')
            .map(|one| match one.trim() {
                "M" | "m" => Some(None),
                text => Line::new("RECURRENCE-ID", text).ok().and_then(|line| When::of(&line)).map(Some),
            })
            .collect();
        let named = named.filter(|named| named.len() <= MOST_INSTANCES).ok_or_else(bad)?;
        Ok(Instances::Named(named))
    }

    fn check_no_rid(&self) -> Result<(), Failure> {
        match self.rid {
            Some(_) => Err(Precondition::ValidRid.because("an update is one of all instances")),
            None => Ok(()),
        }
    }

    fn managed_id(&self) -> Result<String, Failure> {
        self.managed_id.clone().ok_or_else(|| Precondition::ValidManagedId.because("managed-id is missing"))
    }
}

/// Whether the query of a POST is about attachments.
pub(super) fn is_about(query: &str) -> bool {
    query.split('&').any(|pair| pair.starts_with("action="))
}

/// Whether the query of a POST asks for one more attachment.
pub(super) fn adds(query: &str) -> bool {
    Query::of(query).action == "attachment-add"
}

/// POST to an object.
pub(super) async fn post(call: &Call<'_>, calendar: &Calendar, name: &str) -> Result<Response, Failure> {
    let query = Query::of(&call.request.query);
    let name = ObjectName::parse(name).map_err(|_| Failure::NotFound)?;
    let conditions = conditions::conditions(&call.request.headers)?;
    let telling = Telling { notify: conditions::notify(&call.request.headers)?, ..Telling::USUAL };
    let wanted = Wanted::of(&query)?;
    let status = wanted.status(call);
    let bytes = match wanted {
        Wanted::Remove(..) => None,
        _ => Some(Bytes::of(call).map_err(|_| too_large(call))?),
    };
    let (media_type, file_name) = (files::media_type(&call.request.headers), file_name(&call.request.headers));
    let actor = call.who.id;
    let (rules, object, now) = (call.app.rules(), name.clone(), call.app.clock.now());
    let (id, eyes) = (calendar.id, calendar.eyes);
    let attached = call
        .keep::<_, Refused, _>(call.owner()?.id, move |tx| {
            let new = match bytes {
                None => None,
                Some(bytes) => {
                    let content = Content { blob: bytes.stored(tx, now)?, media_type };
                    Some(NewAttachment { name: file_name, content })
                }
            };
            let action = wanted.action(new).ok_or(Refused::NotFound)?;
            let attach = Attach { actor, calendar: id, name: object, conditions, eyes, action, telling };
            schedule::attach(tx, &rules, &attach)
        })
        .await;
    let attached = attached.map_err(|refused| put::failure(refused, call))?;
    answer(call, status, calendar, &name, &attached)
}

/// What is to be done, as far as the query says it.
enum Wanted {
    Add(Instances),
    Update(String),
    Remove(Instances, String),
}

impl Wanted {
    fn of(query: &Query) -> Result<Wanted, Failure> {
        match query.action.as_str() {
            "attachment-add" if query.managed_id.is_some() => {
                Err(Precondition::ValidManagedId.because("a new attachment has no managed-id yet"))
            }
            "attachment-add" => Ok(Wanted::Add(query.instances()?)),
            "attachment-update" => {
                query.check_no_rid()?;
                Ok(Wanted::Update(query.managed_id()?))
            }
            "attachment-remove" => Ok(Wanted::Remove(query.instances()?, query.managed_id()?)),
            _ => Err(Precondition::ValidAction.because("attachment-add, attachment-update or attachment-remove")),
        }
    }

    /// How it is answered, once done (RFC 8607 §3.4 to §3.6).
    fn status(&self, call: &Call<'_>) -> StatusCode {
        match (self, call.prefers_text()) {
            (Wanted::Add(_), _) => StatusCode::CREATED,
            (Wanted::Update(_) | Wanted::Remove(..), true) => StatusCode::OK,
            (Wanted::Update(_) | Wanted::Remove(..), false) => StatusCode::NO_CONTENT,
        }
    }

    fn action(self, new: Option<NewAttachment>) -> Option<Action> {
        match self {
            Wanted::Add(instances) => Some(Action::Add(instances, new?)),
            Wanted::Update(id) => Some(Action::Update(id, new?)),
            Wanted::Remove(instances, id) => Some(Action::Remove(instances, id)),
        }
    }
}

fn too_large(call: &Call<'_>) -> Failure {
    Precondition::MaxAttachmentSize.because(format!("at most {} bytes", call.app.config.limits.file_bytes))
}

/// The name that `Content-Disposition` gives (RFC 6266 §4.3), without anything that could be a path.
fn file_name(headers: &HeaderMap) -> String {
    let said = headers.get(CONTENT_DISPOSITION).and_then(|value| std::str::from_utf8(value.as_bytes()).ok());
    let said = parameters(said.unwrap_or_default());
    let named = |wanted: &str| said.iter().find(|(name, _)| name == wanted).map(|(_, value)| value.clone());
    let name = named("filename*").and_then(|value| extended(&value)).or_else(|| named("filename")).unwrap_or_default();
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default().trim();
    ObjectName::parse(last).map_or_else(|_| "attachment".to_owned(), |name| name.as_str().to_owned())
}

/// The parameters behind a header's first word, names in lower case; a `;` inside quotes divides nothing (RFC 9110 §5.6.6).
fn parameters(header: &str) -> Vec<(String, String)> {
    let mut pieces = vec![String::new()];
    let mut letters = header.chars();
    let mut is_quoted = false;
    while let Some(letter) = letters.next() {
        let letter = match letter {
            '"' => {
                is_quoted = !is_quoted;
                continue;
            }
            ';' if !is_quoted => {
                pieces.push(String::new());
                continue;
            }
            '\\' if is_quoted => letters.next().unwrap_or('\\'),
            other => other,
        };
        pieces.iter_mut().next_back().into_iter().for_each(|piece| piece.push(letter));
    }
    let pairs = pieces.iter().skip(1).filter_map(|piece| piece.split_once('='));
    pairs.map(|(name, value)| (name.trim().to_ascii_lowercase(), value.trim().to_owned())).collect()
}

/// The text of a parameter that says its character set (RFC 8187 §3.2); of those only UTF-8 must be understood.
fn extended(value: &str) -> Option<String> {
    let (charset, rest) = value.split_once('\'')?;
    let (_language, text) = rest.split_once('\'')?;
    if charset.eq_ignore_ascii_case("UTF-8") { unescaped(text).ok() } else { None }
}

/// The answer, with the object if the client prefers that to another request (RFC 8607 §3.4 to §3.6).
fn answer(
    call: &Call<'_>,
    status: StatusCode,
    calendar: &Calendar,
    name: &ObjectName,
    attached: &Attached,
) -> Result<Response, Failure> {
    let object = call.app.store.read(|tx| put::seen_now(tx, calendar, name.as_str()))?;
    let object = object.ok_or(Failure::NotFound)?;
    let response = match call.prefers_text() {
        true => get::represented(status, object, Timezones::of(&call.request.headers))
            .text_header(CONTENT_LOCATION, &call.resource.to_string()),
        false => Response::empty(status).tags(Some(&object.head.etag), object.head.schedule_tag.as_ref()),
    };
    let Some(attachment) = &attached.attachment else { return Ok(response) };
    Ok(response
        .text_header(LOCATION, &format!("{}{}", call.app.config.public_url(), resource(attachment)))
        .text_header(CAL_MANAGED_ID, &attachment.code))
}

fn resource(attachment: &Attachment) -> Resource {
    Resource::Attachment(attachment.code.clone(), ObjectName::parse(&attachment.name).ok())
}

/// GET and HEAD, for whoever may read an object that has it.
pub(super) fn get(call: &Call<'_>, attachment: &Attachment) -> Result<Answer, Failure> {
    let there = Tags { etag: Some(&attachment.content.blob.etag), ..Tags::default() };
    match conditions::is_known(&call.request.headers, there)? {
        true => Ok(Response::empty(StatusCode::NOT_MODIFIED).tags(there.etag, None).into()),
        false => files::content(call, &attachment.content, saved_as(attachment)),
    }
}

/// The attachment of a guest's link, which says itself who may read it: the server has held it against its keys.
pub async fn for_guest(app: &App, attachment: &Attachment) -> Response {
    let head = saved_as(attachment).text_header(hyper::header::CONTENT_TYPE, &attachment.content.media_type);
    let blob = attachment.content.blob.clone();
    let answer = Answer::Stored { head, bytes: 0..blob.size, blob };
    answer.sent(app).await.unwrap_or_else(|failure| Response::failed(&failure))
}

/// An answer that a browser saves to a file and never shows or runs.
fn saved_as(attachment: &Attachment) -> Response {
    let name = schedule::url_segment(&attachment.name);
    let disposition = format!("attachment; filename*=UTF-8''{name}");
    files::harmless(Response::empty(StatusCode::OK))
        .text_header(CONTENT_DISPOSITION, &disposition)
        .header(hyper::header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attachments_are_where_schedule_says() {
        let there = Resource::Attachment("code".into(), None);
        assert_eq!(there.to_string(), format!("{}code", schedule::ATTACHMENTS));
    }

    #[test]
    fn a_file_name_is_a_name_and_no_path() {
        for (said, name) in [
            ("attachment; filename=a.txt", "a.txt"),
            ("attachment;filename=\"a b.txt\"", "a b.txt"),
            ("attachment; filename=x; filename*=UTF-8''%C3%BC.txt", "ü.txt"),
            ("attachment; filename=\"../../etc/passwd\"", "passwd"),
            ("attachment; filename=\"C:\\\\a.txt\"", "a.txt"),
            ("attachment; filename=\"a; b.txt\"; size=3", "a; b.txt"),
            ("attachment; filename=\"a\\\"b=c.txt\"", "a\"b=c.txt"),
            ("attachment; filename*=utf-8'en'a%3Bb%27c.txt; filename=x", "a;b'c.txt"),
            ("attachment; filename*=utf-8''it's.txt", "it's.txt"),
            ("attachment; filename*=iso-8859-1''%FC.txt; filename=u.txt", "u.txt"),
            ("attachment; FileName = a.txt ", "a.txt"),
            ("attachment; filename=\"open", "open"),
            ("attachment; filename=..", "attachment"),
            ("attachment; filename*=UTF-8''%00", "attachment"),
            ("attachment", "attachment"),
            ("", "attachment"),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(CONTENT_DISPOSITION, HeaderValue::from_bytes(said.as_bytes()).unwrap());
            assert_eq!(file_name(&headers), name, "{said}");
        }
    }
}
