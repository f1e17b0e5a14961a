//! Shows the guest lists of large meetings in everybody's copies, a few at a time.

use std::time::Duration;

use chrono::TimeDelta;
use tokio::sync::watch;

use crate::schedule::{self, App, Refused};
use crate::store::StoreError;

/// How long the worker sleeps at most, to see what another process added.
const LONGEST_SLEEP: Duration = Duration::from_secs(60);
/// How long it waits after trouble.
const TROUBLE: TimeDelta = TimeDelta::minutes(10);

/// Works until `stop` says so.
pub(super) async fn run(app: App, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        let (now, rules) = (app.clock.now(), app.rules());
        let next = app.store.read::<_, StoreError, _>(|tx| tx.next_roster()).ok().flatten();
        if next.is_some_and(|next| next <= now) {
            let work = app.store.write::<_, Refused, _>(move |tx| schedule::show_due_roster(tx, &rules));
            if let Err(error) = work.await {
                tracing::error!(%error, "a guest list cannot be shown");
                let later = move |tx: &mut crate::store::Tx<'_>| tx.postpone_rosters(now, now + TROUBLE);
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
