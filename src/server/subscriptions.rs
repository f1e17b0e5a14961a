//! Looks after subscriptions: asks each address when its time has come, and keeps what it gave in the calendar.
//!
//! The next look stands in the row before the first byte leaves, so a crash neither loses a subscription nor hammers
//! anybody's server. An address that fails is asked less and less often.

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use hyper::StatusCode;
use hyper::header::{ACCEPT, ETAG, HeaderName, HeaderValue, IF_MODIFIED_SINCE, IF_NONE_MATCH, LAST_MODIFIED};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::clock;
use crate::dav::live::refresh_time;
use crate::fetch::{Answer, Ask, Bounds, FetchError, Fetcher};
use crate::schedule::{self, App, NoSource, Refused, Strip};
use crate::store::{Calendar, CalendarChange, StoreError, Subscription, Tx};

/// Addresses asked at a time.
const AT_A_TIME: usize = 4;
/// How long a subscription is claimed; longer than any look takes.
const CLAIM: TimeDelta = TimeDelta::minutes(15);
/// The longest pause after failures.
const LONGEST_PAUSE: TimeDelta = TimeDelta::days(1);
/// The pause when the store fails; each further failure doubles it, up to the longest one.
const TROUBLE: (TimeDelta, TimeDelta) = (TimeDelta::seconds(5), TimeDelta::minutes(10));
/// The pause after the first failure; each further one doubles it.
const FIRST_PAUSE: TimeDelta = TimeDelta::minutes(15);
/// How long the worker sleeps at most, to see what another process added.
const LONGEST_SLEEP: Duration = Duration::from_secs(10);
/// Objects stored in one transaction.
const BATCH: usize = 200;
/// What an answer may cost.
const BOUNDS: Bounds = Bounds { bytes: 16 * 1024 * 1024, time: Duration::from_secs(60), redirects: 5 };
/// The longest text of another server that is kept, in bytes.
const MOST_TEXT: usize = 1_000;

/// Works until `stop` says so. When the store cannot be written nobody is asked: the next look could not be put off.
pub(super) async fn run(app: App, fetcher: Fetcher, mut stop: watch::Receiver<bool>) {
    let fetcher = Arc::new(fetcher);
    let mut failures = 0;
    while !*stop.borrow() {
        let now = app.clock.now();
        let claimed =
            app.store.write::<_, StoreError, _>(move |tx| tx.claim_subscriptions(now, now + CLAIM, AT_A_TIME));
        let due = match claimed.await {
            Ok(due) => due,
            Err(error) => {
                failures += 1;
                tracing::error!(%error, failures, "subscriptions cannot be claimed");
                clock::keep_still(clock::pause(TROUBLE.0, failures, TROUBLE.1), &mut stop).await;
                continue;
            }
        };
        failures = 0;
        let none = due.is_empty();
        let mut looks = JoinSet::new();
        for subscription in due {
            looks.spawn(look(app.clone(), Arc::clone(&fetcher), subscription));
        }
        while looks.join_next().await.is_some() {}
        if none {
            let next = app.store.read::<_, StoreError, _>(|tx| tx.next_subscription()).ok().flatten();
            tokio::select! {
                () = app.store.wakes().subscriptions.notified() => {}
                () = app.clock.sleep_until(next, LONGEST_SLEEP) => {}
                _ = stop.changed() => {}
            }
        }
    }
}

/// Why a look failed.
enum Trouble {
    Fetch(FetchError),
    Status(StatusCode),
    Source(NoSource),
    Refused(Refused),
}

impl std::fmt::Display for Trouble {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Trouble::Fetch(error) => error.fmt(f),
            Trouble::Status(status) => write!(f, "the server answered with {status}"),
            Trouble::Source(error) => error.fmt(f),
            Trouble::Refused(refused) => refused.fmt(f),
        }
    }
}

impl From<Refused> for Trouble {
    fn from(refused: Refused) -> Trouble {
        Trouble::Refused(refused)
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Trouble {
        Trouble::Refused(error.into())
    }
}

async fn look(app: App, fetcher: Arc<Fetcher>, subscription: Subscription) {
    let id = subscription.calendar;
    let found = app.store.read::<_, StoreError, _>(|tx| tx.calendar_by_id(id));
    let Ok(Some(calendar)) = found else { return };
    let looked = match calendar.source.clone() {
        Some(source) => refreshed(&app, &fetcher, &calendar, &source, &subscription).await,
        None => return,
    };
    let now = app.clock.now();
    let next = match looked {
        Ok(seen) => succeeded(seen, now, refresh_time(&calendar)),
        Err(trouble) => {
            let trouble = trouble.to_string();
            tracing::info!(calendar = %id, %trouble, "a subscription could not be refreshed");
            failed(subscription, trouble, now)
        }
    };
    if let Err(error) = app.store.write::<_, StoreError, _>(move |tx| tx.set_subscription(&next)).await {
        tracing::error!(%error, "the state of a subscription could not be kept");
    }
}

/// The state after a look that found something, or that nothing is new: no trouble is left.
fn succeeded(seen: Subscription, now: DateTime<Utc>, pause: TimeDelta) -> Subscription {
    Subscription { next_at: now + pause, fetched: Some(now), failures: 0, trouble: String::new(), ..seen }
}

/// The state after a failure: what was fetched stays, and the pause grows.
fn failed(before: Subscription, trouble: String, now: DateTime<Utc>) -> Subscription {
    let failures = before.failures.saturating_add(1);
    let next_at = now + clock::pause(FIRST_PAUSE, failures, LONGEST_PAUSE);
    Subscription { next_at, failures, trouble, ..before }
}

/// Asks, and keeps what came. The answer says what is new in the subscription's state.
async fn refreshed(
    app: &App,
    fetcher: &Fetcher,
    calendar: &Calendar,
    source: &str,
    known: &Subscription,
) -> Result<Subscription, Trouble> {
    let answer = fetcher.fetch(question(source, known)).await.map_err(Trouble::Fetch)?;
    if answer.status == StatusCode::NOT_MODIFIED && known.fetched.is_some() {
        return Ok(known.clone());
    }
    if answer.status != StatusCode::OK {
        return Err(Trouble::Status(answer.status));
    }
    let strip = strip(app, calendar)?;
    let longest = app.config.limits.object_bytes;
    // A long text is read beside the requests of others, not instead of them.
    let body = answer.body.clone();
    let read = tokio::task::spawn_blocking(move || schedule::source(&body, strip, longest)).await;
    let read = read.map_err(|_| Trouble::Source(NoSource::NoCalendar))?.map_err(Trouble::Source)?;
    let about = (read.name, read.color);
    let unusable = i64::try_from(read.unusable).unwrap_or(i64::MAX);
    keep(app, calendar, source, read.objects).await?;
    describe(app, calendar, about).await?;
    if answer.moved_for_good {
        let (id, moved) = (calendar.id, answer.url.clone());
        app.store.write::<_, StoreError, _>(move |tx| tx.move_source(id, &moved)).await?;
    }
    let text = |name: HeaderName| text(&answer, name);
    Ok(Subscription { etag: text(ETAG), modified: text(LAST_MODIFIED), unusable, ..known.clone() })
}

fn question(source: &str, known: &Subscription) -> Ask {
    let mut ask = Ask { bounds: BOUNDS, ..Ask::get(source) };
    ask.headers.insert(ACCEPT, HeaderValue::from_static("text/calendar, */*;q=0.5"));
    let conditions = [(IF_NONE_MATCH, &known.etag), (IF_MODIFIED_SINCE, &known.modified)];
    for (name, value) in conditions {
        if let Some(value) = value.as_deref().and_then(|value| HeaderValue::from_str(value).ok()) {
            ask.headers.insert(name, value);
        }
    }
    ask
}

fn text(answer: &Answer, name: HeaderName) -> Option<String> {
    let value = answer.headers.get(name)?.to_str().ok()?;
    (value.len() <= MOST_TEXT).then(|| value.to_owned())
}

fn strip(app: &App, calendar: &Calendar) -> Result<Strip, StoreError> {
    let kept = app.store.read(|tx| tx.dead_properties(calendar.id))?;
    let has = |name: &str| kept.iter().any(|property| property.name == name);
    Ok(Strip {
        alarms: has("subscribed-strip-alarms"),
        attachments: has("subscribed-strip-attachments"),
        todos: has("subscribed-strip-todos"),
    })
}

async fn keep(
    app: &App,
    calendar: &Calendar,
    source: &str,
    objects: Vec<(crate::ical::CalendarObject, Vec<u8>)>,
) -> Result<(), Refused> {
    let id = calendar.id;
    let takes: HashSet<&str> = calendar.components.iter().map(String::as_str).collect();
    let mut objects = objects;
    objects.retain(|(object, _)| takes.contains(object.kind().component()));
    let held: Arc<HashSet<String>> =
        Arc::new(objects.iter().map(|(object, _)| object.uid().as_str().to_owned()).collect());
    // What is gone goes first, and makes room.
    loop {
        let (held, from) = (Arc::clone(&held), source.to_owned());
        let gone = app.store.write(move |tx| schedule::prune_source(tx, id, &from, &held, BATCH)).await?;
        if gone < BATCH {
            break;
        }
    }
    let owner = calendar.principal;
    let mut left = objects.into_iter().peekable();
    while left.peek().is_some() {
        let batch: Vec<_> = left.by_ref().take(BATCH).collect();
        let (rules, from) = (app.rules(), source.to_owned());
        let put = move |tx: &mut Tx<'_>| {
            let config = Arc::clone(&rules.config);
            let most = |own| schedule::quota_of_fetched(&config, own);
            schedule::within(tx, owner, most, |tx| schedule::put_source(tx, &rules, id, &from, &batch))
        };
        app.store.write(put).await?;
    }
    Ok(())
}

/// A calendar whose owner gave it no name or colour gets those of its source.
async fn describe(app: &App, calendar: &Calendar, about: (Option<String>, Option<String>)) -> Result<(), StoreError> {
    let short = |text: &String| text.len() <= MOST_TEXT;
    let change = CalendarChange {
        display_name: about.0.filter(short).filter(|_| calendar.display_name.is_none()).map(Some),
        color: about.1.filter(short).filter(|_| calendar.color.is_none()).map(Some),
        ..CalendarChange::default()
    };
    let id = calendar.id;
    match change.display_name.is_some() || change.color.is_some() {
        true => app.store.write(move |tx| tx.change_calendar(id, &change)).await,
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::CalendarId;

    #[test]
    fn an_address_that_fails_is_asked_less_and_less_often() {
        let now = DateTime::UNIX_EPOCH;
        let mut state = Subscription {
            calendar: CalendarId(1),
            etag: Some("\"a\"".to_owned()),
            modified: None,
            next_at: now,
            fetched: Some(now),
            failures: 0,
            trouble: String::new(),
            unusable: 3,
        };
        let mut pauses = Vec::new();
        for _ in 0..9 {
            state = failed(state, "x".to_owned(), now);
            pauses.push((state.next_at - now).num_minutes());
        }
        assert_eq!(pauses, [15, 30, 60, 120, 240, 480, 960, 1440, 1440]);
        assert_eq!((state.etag.as_deref(), state.fetched), (Some("\"a\""), Some(now)));
        // The address answers that nothing is new: the trouble is over, what could not be used still is not.
        let again = succeeded(state.clone(), now, TimeDelta::hours(1));
        assert_eq!((again.trouble.as_str(), again.failures, again.unusable), ("", 0, 3));
        state.failures = i64::MAX - 1;
        assert_eq!(failed(state, String::new(), now).next_at - now, LONGEST_PAUSE);
    }
}
