//! Registering to be told of changes (draft-bitfire-webdav-push): POST of a `push-register` to a collection, DELETE of the
//! registration's address, and the `Push-Dont-Notify` header.

use chrono::{DateTime, TimeDelta, Utc};
use hyper::header::{EXPIRES, HeaderMap, LOCATION};
use hyper::{Method, StatusCode};

use super::Call;
use super::answer::{Request, Response};
use super::error::{Failure, Precondition};
use super::live::http_date;
use super::place::Place;
use super::xml::{self, Element, PUSH};
use crate::push::{Keys, Vapid};
use crate::schedule::App;
use crate::store::{NewRegistration, Principal, StoreError, Tx};

/// Where registrations have their addresses.
pub const PATH: &str = "/dav/push/";
/// How long a registration lasts at most; programs renew theirs.
const LONGEST: TimeDelta = TimeDelta::days(30);
/// How long it lasts when nobody says so.
const USUAL: TimeDelta = TimeDelta::days(7);
/// Registrations of one person.
const MOST: i64 = 300;
/// The longest endpoint, in bytes.
const LONGEST_ENDPOINT: usize = 2_000;
/// Addresses that one `Push-Dont-Notify` names.
const MOST_NAMED: usize = 20;

/// POST of a `push-register` to a calendar or the schedule inbox.
pub(super) async fn register(call: &Call<'_>) -> Result<Response, Failure> {
    let root = xml::read(&call.request.body)?;
    if !root.is(PUSH, "push-register") {
        return Err(Failure::BadRequest("a push-register is expected".into()));
    }
    let Place::Calendar(_, calendar) = call.place()? else {
        return Err(Precondition::PushNotAvailable.because("calendars only"));
    };
    if call.app.store.read(Vapid::public)?.is_none() {
        return Err(Precondition::PushNotAvailable.because("this server does not push"));
    }
    let now = call.app.clock.now();
    let new = NewRegistration {
        code: crate::random::code::<20>().map_err(|_| Failure::Store(StoreError::Stopped))?,
        principal: call.who.id,
        calendar: calendar.id,
        expires: expiry(&root, now)?,
        ..subscription(call, &root)?
    };
    let expires = new.expires;
    let code = call.app.store.write::<_, Failure, _>(move |tx| {
        tx.forget_expired_pushes(now)?;
        // Renewing needs no further place.
        let code = tx.register_push(&new)?;
        match tx.pushes_of(new.principal)? > MOST {
            true => Err(Precondition::PushNotAvailable.because(format!("more than {MOST} registrations"))),
            false => Ok(code),
        }
    });
    let address = format!("{}{PATH}{}", call.app.config.public_url(), code.await?);
    let response = Response::empty(StatusCode::NO_CONTENT);
    Ok(response.text_header(LOCATION, &address).text_header(EXPIRES, &http_date(expires)))
}

/// Who is to be told of what.
fn subscription(call: &Call<'_>, root: &Element) -> Result<NewRegistration, Failure> {
    let bad = |reason: &str| Precondition::InvalidSubscription.because(reason);
    let web = root.child(PUSH, "subscription").and_then(|within| within.child(PUSH, "web-push-subscription"));
    let web = web.ok_or_else(|| bad("a web-push-subscription is expected"))?;
    let text = |name: &str| web.child(PUSH, name).map(|element| element.text().trim().to_owned()).unwrap_or_default();
    if !text("content-encoding").eq_ignore_ascii_case("aes128gcm") {
        return Err(bad("the content-encoding is aes128gcm"));
    }
    let key = web.child(PUSH, "subscription-public-key");
    if key.and_then(|key| key.attribute("type")) != Some("p256dh") {
        return Err(bad("the subscription-public-key is of type p256dh"));
    }
    let (public_key, auth_secret) = (text("subscription-public-key"), text("auth-secret"));
    Keys::parse(&public_key, &auth_secret).map_err(|error| bad(&error.to_string()))?;
    let endpoint = text("push-resource");
    let takes_plain = call.app.config.fetch.plain_http;
    let is_one = endpoint.starts_with("https://") || (takes_plain && endpoint.starts_with("http://"));
    if !is_one || endpoint.len() > LONGEST_ENDPOINT || !endpoint.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(bad("the push-resource is an address that begins with https://"));
    }
    let trigger = root.child(PUSH, "trigger");
    let wants = |name: &str| trigger.is_some_and(|trigger| trigger.child(PUSH, name).is_some());
    let (content, properties) = (wants("content-update"), wants("property-update"));
    if !content && !properties {
        return Err(Precondition::NoSupportedTrigger.because("content-update or property-update is expected"));
    }
    Ok(NewRegistration {
        code: String::new(),
        principal: call.who.id,
        calendar: crate::id::CalendarId(0),
        endpoint,
        public_key,
        auth_secret,
        content,
        properties,
        expires: DateTime::UNIX_EPOCH,
    })
}

/// When the registration ends: when the program says, within bounds.
fn expiry(root: &Element, now: DateTime<Utc>) -> Result<DateTime<Utc>, Failure> {
    let Some(text) = root.child(PUSH, "expires").map(Element::text) else { return Ok(now + USUAL) };
    let wanted = DateTime::parse_from_rfc2822(text.trim());
    let wanted = wanted.map_err(|_| Failure::BadRequest("expires is a date as HTTP writes it".into()))?.to_utc();
    match wanted > now {
        true => Ok(wanted.min(now + LONGEST)),
        false => Err(Failure::BadRequest("expires is over".into())),
    }
}

/// A request to the address of a registration, which only its owner can delete.
pub(super) async fn registration(app: &App, who: &Principal, request: &Request) -> Result<Response, Failure> {
    let code = request.path.strip_prefix(PATH).unwrap_or_default().to_owned();
    if request.method != Method::DELETE {
        let refused = Response::empty(StatusCode::METHOD_NOT_ALLOWED);
        return Ok(refused.text_header(hyper::header::ALLOW, "DELETE"));
    }
    let who = who.id;
    match app.store.write::<_, StoreError, _>(move |tx| tx.unregister_push(who, &code)).await? {
        true => Ok(Response::empty(StatusCode::NO_CONTENT)),
        false => Err(Failure::NotFound),
    }
}

/// Which of the own programs need not be told of what a request changes, as they cause it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Quiet {
    /// None of them: all are told.
    Nobody,
    /// All of them.
    Everybody,
    /// Those whose registrations have these codes.
    Named(Vec<String>),
}

impl Quiet {
    /// The `Push-Dont-Notify` headers; what is not understood is ignored.
    pub(super) fn of(headers: &HeaderMap) -> Quiet {
        let mut codes = Vec::new();
        let lines = headers.get_all("push-dont-notify").iter().filter_map(|line| line.to_str().ok());
        for word in lines.flat_map(|line| line.split(',')).map(str::trim) {
            if word == "*" {
                return Quiet::Everybody;
            }
            let code = word.trim_matches('"').rsplit_once(PATH).map(|(_, code)| code.to_owned());
            codes.extend(code.filter(|_| codes.len() < MOST_NAMED));
        }
        if codes.is_empty() { Quiet::Nobody } else { Quiet::Named(codes) }
    }

    /// Runs `work` and takes it that those programs know of what it changed, unless they have something else to hear.
    pub(super) fn during<T, E: From<StoreError>>(
        &self,
        tx: &mut Tx<'_>,
        who: &Principal,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
    ) -> Result<T, E> {
        let up_to_date = match self {
            Quiet::Nobody => return work(tx),
            Quiet::Everybody => tx.pushes_up_to_date(who.id, None)?,
            Quiet::Named(codes) => tx.pushes_up_to_date(who.id, Some(codes))?,
        };
        let done = work(tx)?;
        tx.pushes_know(&up_to_date)?;
        Ok(done)
    }
}

#[cfg(test)]
mod tests {
    use hyper::header::HeaderValue;

    use super::*;

    #[test]
    fn the_own_programs_that_know_are_named() {
        for (line, quiet) in [
            ("*", Quiet::Everybody),
            ("", Quiet::Nobody),
            ("nonsense, \"https://a.example/x\"", Quiet::Nobody),
            (
                "\"https://a.example/dav/push/abc\", \"https://a.example/dav/push/def\"",
                Quiet::Named(vec!["abc".to_owned(), "def".to_owned()]),
            ),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert("push-dont-notify", HeaderValue::from_static(line));
            assert_eq!(Quiet::of(&headers), quiet, "{line}");
        }
        assert_eq!(Quiet::of(&HeaderMap::new()), Quiet::Nobody);
    }
}
