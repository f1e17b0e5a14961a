//! Once an hour: forgets what nobody needs any more, so that the database does not grow by what is over.

use std::time::Duration;

use chrono::TimeDelta;
use tokio::sync::watch;

use crate::schedule::App;
use crate::store::StoreError;

/// How long mails that left or were read are kept, for questions.
const MAILS_KEPT: TimeDelta = TimeDelta::days(30);
/// How often the worker looks.
const PAUSE: Duration = Duration::from_secs(3600);

/// Works until `stop` says so.
pub(super) async fn run(app: App, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        let before = app.clock.now() - MAILS_KEPT;
        let swept = app
            .store
            .write::<_, StoreError, _>(move |tx| Ok((tx.prune_outbox(before)?, tx.prune_spool(before)?)))
            .await;
        match swept {
            Ok((0, 0)) => {}
            Ok((sent, read)) => tracing::info!(sent, read, "old mails were forgotten"),
            Err(error) => tracing::error!(%error, "old mails could not be forgotten"),
        }
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            _ = stop.changed() => {}
        }
    }
}
