//! Registering to be told of changes (draft-bitfire-webdav-push): POST of a `push-register` to what is watched, DELETE of the
//! registration's address, and the `Push-Dont-Notify` header.

use chrono::{DateTime, TimeDelta, Utc};
use hyper::header::{EXPIRES, HeaderMap, LOCATION};
use hyper::{Method, StatusCode};

use super::Call;
use super::answer::{Request, Response};
use super::error::{Failure, Precondition};
use super::live::http_date;
use super::place::{Kinds, Place};
use super::xml::{DAV, Element, PUSH};
use crate::push::{Keys, Vapid};
use crate::schedule::App;
use crate::store::{NewRegistration, Principal, StoreError, Subscriber, SyncLevel, Triggers, Tx, Watched};

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

/// What programs can be told of a kind of place.
pub(super) struct Told {
    /// How far below it changes of members count at most, as a depth (RFC 4918 §10.2), if they do.
    pub(super) content: Option<&'static str>,
    /// Whether changes of its own properties count.
    pub(super) properties: bool,
}

const fn told(content: Option<&'static str>, properties: bool) -> Told {
    Told { content, properties }
}

const COLLECTIONS: Kinds = Kinds::CALENDAR.or(Kinds::INBOX).or(Kinds::NOTIFICATIONS).or(Kinds::BOOK);

/// Where programs can be told of what (draft §6).
static TOLD: &[(Kinds, Told)] = &[
    (COLLECTIONS, told(Some("1"), true)),
    (Kinds::HOME, told(Some("infinity"), false)),
    (Kinds::BOOK_HOME, told(Some("1"), false)),
    (Kinds::PRINCIPAL, told(None, true)),
];

/// Where there is something to be told of.
pub const WATCHED: Kinds = COLLECTIONS.or(Kinds::HOME).or(Kinds::BOOK_HOME).or(Kinds::PRINCIPAL);

/// What programs can be told of a place, and under which name; nothing of the book of the house, which is made as it is
/// read, and of the outbox, in which nothing is.
pub(super) fn watched(place: &Place) -> Option<(Watched, &'static Told)> {
    let (_, told) = TOLD.iter().find(|(kinds, _)| kinds.meets(place.kind()))?;
    let watched = match place {
        Place::Calendar(_, calendar) => Watched::Collection(calendar.id),
        Place::Home(owner) => Watched::Home(owner.id),
        Place::BookHome(owner) => Watched::Books(owner.id),
        Place::Principal(owner) => Watched::Principal(owner.id),
        _ => return None,
    };
    Some((watched, told))
}

/// POST of a `push-register`.
pub(super) async fn register(call: &Call<'_>, root: &Element) -> Result<Response, Failure> {
    if !root.is(PUSH, "push-register") {
        return Err(Failure::BadRequest("a push-register is expected".into()));
    }
    let Some((watched, told)) = watched(call.place()?) else {
        return Err(Precondition::PushNotAvailable.because("there is nothing to be told of"));
    };
    if call.app.store.read(Vapid::public)?.is_none() {
        return Err(Precondition::PushNotAvailable.because("this server does not push"));
    }
    let now = call.app.clock.now();
    let new = NewRegistration {
        code: crate::random::code::<20>().map_err(|_| Failure::Store(StoreError::Stopped))?,
        principal: call.who.id,
        watched,
        subscriber: subscriber(root, call.app.config.fetch.plain_http)?,
        triggers: triggers(root, told)?,
        expires: expiry(root, now)?,
    };
    let expires = new.expires;
    let code = call.write::<_, Failure, _>(move |tx| {
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

/// Who is to be told; `http://` is an address only where the settings say so.
fn subscriber(root: &Element, plain_http: bool) -> Result<Subscriber, Failure> {
    let bad = |reason: &str| Precondition::InvalidSubscription.because(reason);
    let web = root.child(PUSH, "subscription").and_then(|within| within.child(PUSH, "web-push-subscription"));
    let web = web.ok_or_else(|| bad("a web-push-subscription is expected"))?;
    let text = |name: &str| web.child(PUSH, name).map(|element| element.text().trim().to_owned());
    // quirk: davx5-push-without-trigger: it names no encoding either, and there is only one.
    if text("content-encoding").is_some_and(|encoding| !encoding.eq_ignore_ascii_case("aes128gcm")) {
        return Err(bad("the content-encoding is aes128gcm"));
    }
    let key = web.child(PUSH, "subscription-public-key");
    if key.and_then(|key| key.attribute("type")) != Some("p256dh") {
        return Err(bad("the subscription-public-key is of type p256dh"));
    }
    let text = |name: &str| text(name).unwrap_or_default();
    let (public_key, auth_secret) = (text("subscription-public-key"), text("auth-secret"));
    Keys::parse(&public_key, &auth_secret).and_then(Keys::tried).map_err(|error| bad(&error.to_string()))?;
    let endpoint = text("push-resource");
    let is_one = endpoint.starts_with("https://") || (plain_http && endpoint.starts_with("http://"));
    if !is_one || endpoint.len() > LONGEST_ENDPOINT || !endpoint.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err(bad("the push-resource is an address that begins with https://"));
    }
    Ok(Subscriber { endpoint, public_key, auth_secret })
}

/// What of the wanted can be told there; what cannot is left out, and a depth that cannot be is the nearest one (draft §4.1).
fn triggers(root: &Element, told: &Told) -> Result<Triggers, Failure> {
    let named = root.child(PUSH, "trigger");
    // quirk: davx5-push-without-trigger: who names nothing wants to hear of everything.
    let wants = |name: &str| named.is_none_or(|trigger| trigger.child(PUSH, name).is_some());
    let depth =
        named.and_then(|trigger| trigger.child(PUSH, "content-update")).and_then(|update| update.child(DAV, "depth"));
    let is_deep = depth.is_some_and(|depth| depth.text().trim().eq_ignore_ascii_case("infinity"));
    let level = if is_deep { SyncLevel::Members } else { SyncLevel::Collections };
    let content = told.content.filter(|_| wants("content-update")).map(|_| level);
    let properties = told.properties && wants("property-update");
    match content.is_none() && !properties {
        true => Err(Precondition::NoSupportedTrigger.because("nothing that is asked for can be told of here")),
        false => Ok(Triggers { content, properties }),
    }
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
