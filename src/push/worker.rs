//! The worker: sees which registered collections changed, and tells their programs.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use hyper::StatusCode;
use hyper::header::{AUTHORIZATION, CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue, RETRY_AFTER};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::{Keys, Vapid, encrypted};
use crate::clock;
use crate::fetch::{Ask, Bounds, Fetcher};
use crate::schedule::App;
use crate::store::{Due, PushOutcome, StoreError, Tx};

/// Changes that come within this time leave as one message.
const GATHERED: TimeDelta = TimeDelta::milliseconds(1_500);
/// The shortest time between two messages to one program about one collection.
const APART: TimeDelta = TimeDelta::seconds(5);
/// The pause after the first failure; each further one doubles it.
const FIRST_PAUSE: TimeDelta = TimeDelta::minutes(1);
/// The longest pause after failures.
const LONGEST_PAUSE: TimeDelta = TimeDelta::hours(6);
/// The pause when the store fails, doubled with each further failure up to the longest one.
const TROUBLE: (TimeDelta, TimeDelta) = (TimeDelta::seconds(5), TimeDelta::minutes(10));
/// How long a registration is claimed; longer than any push service may take.
const CLAIM: TimeDelta = TimeDelta::minutes(1);
/// Failures in a row after which a registration is given up; with the pauses above some two days.
const PATIENCE: i64 = 16;
/// Messages on their way at a time.
const AT_A_TIME: usize = 16;
/// How long the worker sleeps at most.
const LONGEST_SLEEP: Duration = Duration::from_secs(60);
/// What an answer may cost.
const BOUNDS: Bounds = Bounds { bytes: 64 * 1024, time: Duration::from_secs(20), redirects: 0 };
/// How long a push service keeps a message for a program that is asleep, in seconds (RFC 8030 §5.2).
const KEPT: &str = "259200";

/// Everything that is needed to tell programs.
#[derive(Clone)]
pub struct Pusher {
    /// The store, the time, the settings.
    pub app: App,
    /// The way to push services.
    pub fetcher: Fetcher,
    /// Who sends.
    pub vapid: Vapid,
}

impl Pusher {
    /// Works until `stop` says so. When the store cannot be written nobody is told: it could not be kept that they were.
    pub async fn run(self, mut stop: watch::Receiver<bool>) {
        let pusher = Arc::new(self);
        let mut failures = 0;
        while !*stop.borrow() {
            match pusher.round().await {
                Ok(told) => {
                    failures = 0;
                    if told == 0 {
                        pusher.rest(&mut stop).await;
                    }
                }
                Err(error) => {
                    failures += 1;
                    tracing::error!(%error, failures, "registrations for pushes cannot be claimed");
                    clock::keep_still(clock::pause(TROUBLE.0, failures, TROUBLE.1), &mut stop).await;
                }
            }
        }
    }

    /// Sleeps until somebody may be to be told, and a moment longer for what comes at once.
    async fn rest(&self, stop: &mut watch::Receiver<bool>) {
        let now = self.app.clock.now();
        let next = self.app.store.read::<_, StoreError, _>(|tx| tx.next_push(now)).ok().flatten();
        tokio::select! {
            () = self.app.store.wakes().push.notified() => {}
            () = self.app.clock.sleep_until(next, LONGEST_SLEEP) => {}
            _ = stop.changed() => return,
        }
        clock::keep_still(GATHERED, stop).await;
    }

    /// Tells everybody who is to be told now; returns how many that were.
    async fn round(self: &Arc<Pusher>) -> Result<usize, StoreError> {
        let now = self.app.clock.now();
        let next = self.app.store.read::<_, StoreError, _>(|tx| tx.next_push(now))?;
        if next.is_none_or(|next| next > now) {
            return Ok(0);
        }
        let claim = move |tx: &mut Tx<'_>| tx.claim_pushes(now, now + CLAIM, AT_A_TIME);
        let due = self.app.store.write::<_, StoreError, _>(claim).await?;
        let count = due.len();
        let mut messages = JoinSet::new();
        for one in due {
            let pusher = Arc::clone(self);
            messages.spawn(async move { pusher.tell(one).await });
        }
        while messages.join_next().await.is_some() {}
        Ok(count)
    }

    async fn tell(&self, due: Due) {
        let now = self.app.clock.now();
        let outcome = match self.sent(&due, now).await {
            Some((status, headers)) => outcome(&due, status, retry_after(&headers), now),
            None => failed(&due, None, now),
        };
        let kept = self.app.store.write::<_, StoreError, _>(move |tx| tx.push_ended(&due, &outcome)).await;
        if let Err(error) = kept {
            tracing::error!(%error, "the outcome of a push could not be kept");
        }
    }

    /// What the push service said; nothing when it could not be asked.
    async fn sent(&self, due: &Due, now: DateTime<Utc>) -> Option<(StatusCode, HeaderMap)> {
        let Ok(keys) = Keys::parse(&due.subscriber.public_key, &due.subscriber.auth_secret) else {
            // They were checked at registration; whoever changed them since gets nothing.
            return Some((StatusCode::GONE, HeaderMap::new()));
        };
        let body = encrypted(&keys, message(due, &self.vapid.topic(due.watched)).as_bytes()).ok()?;
        let contact = format!("mailto:postmaster@{}", self.app.config.mail.host);
        let authorization = self.vapid.authorization(&origin(&due.subscriber.endpoint)?, &contact, now.timestamp())?;
        let mut ask = Ask { bounds: BOUNDS, ..Ask::post(due.subscriber.endpoint.as_str(), body) };
        ask.headers.insert(AUTHORIZATION, HeaderValue::from_str(&authorization).ok()?);
        ask.headers.insert(CONTENT_ENCODING, HeaderValue::from_static("aes128gcm"));
        ask.headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/xml; charset=\"UTF-8\""));
        ask.headers.insert(HeaderName::from_static("ttl"), HeaderValue::from_static(KEPT));
        ask.headers.insert(HeaderName::from_static("urgency"), HeaderValue::from_static("normal"));
        // A message about the content can replace one that the program has not fetched yet; one about properties says more.
        if !due.properties {
            let topic = crate::id::ETag::of(format!("topic {}", due.code).as_bytes()).to_string();
            ask.headers.insert(HeaderName::from_static("topic"), HeaderValue::from_str(&topic).ok()?);
        }
        match self.fetcher.fetch(ask).await {
            Ok(answer) => Some((answer.status, answer.headers)),
            Err(error) => {
                tracing::debug!(%error, "a push service could not be asked");
                None
            }
        }
    }
}

/// What the program is told: what changed, and its state now, so that it need not ask if it knows already.
fn message(due: &Due, topic: &str) -> String {
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>");
    out.push_str("<push-message xmlns=\"https://bitfire.at/webdav-push\" xmlns:D=\"DAV:\">");
    // Neither topic nor token holds anything that XML would have escaped.
    out.push_str(&format!("<topic>{topic}</topic>"));
    match &due.sync_token {
        Some(token) if due.content => {
            out.push_str(&format!("<content-update><D:sync-token>{token}</D:sync-token></content-update>"));
        }
        _ if due.content => out.push_str("<content-update/>"),
        _ => {}
    }
    if due.properties {
        out.push_str("<property-update/>");
    }
    out.push_str("</push-message>");
    out
}

/// Scheme, host and port of an address (RFC 6454 §6.2).
fn origin(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    let host = rest.split(['/', '?', '#']).next()?;
    Some(format!("{scheme}://{host}"))
}

fn outcome(due: &Due, status: StatusCode, retry_after: Option<TimeDelta>, now: DateTime<Utc>) -> PushOutcome {
    match status.as_u16() {
        200..=299 => PushOutcome::Told { next_at: now + APART },
        404 | 410 => PushOutcome::Gone,
        _ => failed(due, retry_after, now),
    }
}

fn failed(due: &Due, retry_after: Option<TimeDelta>, now: DateTime<Utc>) -> PushOutcome {
    if due.failures >= PATIENCE {
        return PushOutcome::Gone;
    }
    let doubled = clock::pause(FIRST_PAUSE, due.failures.saturating_add(1), LONGEST_PAUSE);
    PushOutcome::Later { next_at: now + retry_after.unwrap_or(doubled).clamp(FIRST_PAUSE, LONGEST_PAUSE) }
}

/// `Retry-After` in seconds (RFC 9110 §10.2.3); dates are not read.
fn retry_after(headers: &HeaderMap) -> Option<TimeDelta> {
    let seconds: u32 = headers.get(RETRY_AFTER)?.to_str().ok()?.trim().parse().ok()?;
    Some(TimeDelta::seconds(i64::from(seconds)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{CalendarId, PrincipalId};
    use crate::store::{Subscriber, Watched};

    fn due(failures: i64) -> Due {
        Due {
            id: 1,
            code: "c".to_owned(),
            principal: PrincipalId(1),
            watched: Watched::Collection(CalendarId(1)),
            subscriber: Subscriber {
                endpoint: "https://push.example:8443/a?b".to_owned(),
                public_key: String::new(),
                auth_secret: String::new(),
            },
            content: true,
            properties: false,
            revision: 1,
            property_revision: 0,
            failures,
            is_gone: false,
            sync_token: Some("data:,1-1".to_owned()),
        }
    }

    #[test]
    fn what_the_push_service_says_decides() {
        let now = DateTime::UNIX_EPOCH;
        let later = |minutes| PushOutcome::Later { next_at: now + TimeDelta::minutes(minutes) };
        let told = PushOutcome::Told { next_at: now + APART };
        for (status, failures, retry, expected) in [
            (201, 3, None, told),
            (404, 0, None, PushOutcome::Gone),
            (410, 0, None, PushOutcome::Gone),
            (500, 0, None, later(1)),
            (503, 2, None, later(4)),
            (429, 0, Some(600), later(10)),
            (429, 0, Some(1), later(1)),
            (500, 12, None, later(360)),
            (403, PATIENCE, None, PushOutcome::Gone),
        ] {
            let status = StatusCode::from_u16(status).unwrap();
            let retry = retry.map(TimeDelta::seconds);
            assert_eq!(outcome(&due(failures), status, retry, now), expected, "{status} {failures}");
        }
        assert_eq!(origin(&due(0).subscriber.endpoint).as_deref(), Some("https://push.example:8443"));
    }

    #[test]
    fn a_message_says_what_changed() {
        let both = Due { properties: true, ..due(0) };
        let message = message(&both, "t");
        assert!(message.contains("<topic>t</topic>") && message.contains("<property-update/>"), "{message}");
        let gone = super::message(&Due { is_gone: true, sync_token: None, ..due(0) }, "t");
        assert!(gone.contains("<topic>t</topic><content-update/></push-message>"), "{gone}");
        assert!(
            message.contains("<content-update><D:sync-token>data:,1-1</D:sync-token></content-update>"),
            "{message}"
        );
    }
}
