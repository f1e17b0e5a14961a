//! Large meetings: writes what became of their mails into the organizers' copies, and shows their guest lists in
//! everybody's copies, a few at a time.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::watch;

use crate::schedule::{self, App, Refused};
use crate::store::{StoreError, Tx};

/// How long the worker sleeps at most, to see what another process added.
const LONGEST_SLEEP: Duration = Duration::from_secs(60);
/// How long it waits after trouble.
const TROUBLE: TimeDelta = TimeDelta::minutes(10);

/// Works until `stop` says so.
pub(super) async fn run(app: App, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        let (now, rules) = (app.clock.now(), app.rules());
        let next = app.store.read::<_, StoreError, _>(next).ok().flatten();
        if next.is_some_and(|next| next <= now) {
            let work = move |tx: &mut Tx<'_>| {
                Ok(schedule::write_due_marks(tx, &rules)? || schedule::show_due_roster(tx, &rules)?)
            };
            if let Err(error) = app.store.write::<bool, Refused, _>(work).await {
                tracing::error!(%error, "a guest list cannot be shown");
                let later = move |tx: &mut Tx<'_>| {
                    tx.postpone_marks(now, now + TROUBLE)?;
                    tx.postpone_rosters(now, now + TROUBLE)
                };
                let put_off = app.store.write::<_, StoreError, _>(later).await;
                if put_off.is_err() {
                    tokio::time::sleep(LONGEST_SLEEP).await;
                }
            }
            continue;
        }
        tokio::select! {
            () = app.store.wakes().rosters.notified() => {}
            () = app.clock.sleep_until(next, LONGEST_SLEEP) => {}
            _ = stop.changed() => {}
        }
    }
}

/// When there is something to do next.
fn next(tx: &mut Tx<'_>) -> Result<Option<DateTime<Utc>>, StoreError> {
    Ok([tx.next_mark()?, tx.next_roster()?].into_iter().flatten().min())
}
