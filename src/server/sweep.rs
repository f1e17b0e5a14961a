//! Once an hour: forgets what nobody needs any more, so that the database does not grow by what is over.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::watch;

use crate::account::session;
use crate::id::{BlobId, TextId};
use crate::schedule::App;
use crate::store::{SpoolState, Store, StoreError};

/// How long mails that left or were read are kept, for questions, and messages in a schedule inbox, for programs that
/// do not take them out.
const MAILS_KEPT: TimeDelta = TimeDelta::days(30);
/// How long a mail waits in quarantine for a person to look at it.
const QUARANTINE: TimeDelta = TimeDelta::days(180);
/// How long notices and timelines are kept.
const RECORDS_KEPT: TimeDelta = TimeDelta::days(400);
/// How long it is known from where somebody came in, and that an app password has ended.
const SIGN_INS_KEPT: TimeDelta = TimeDelta::days(90);
/// How long it is known how often somebody wrote about a meeting: budgets are for a day.
const HEARD_KEPT: TimeDelta = TimeDelta::days(2);
/// Changes of each collection that a sync-token may lie back.
const CHANGES_KEPT: i64 = 10_000;
/// Inbox messages deleted in one transaction.
const AT_A_TIME: usize = 500;
/// How long bytes wait for something that refers to them: an upload may still be going on.
const UPLOADS_KEPT: TimeDelta = TimeDelta::hours(1);
/// How long attachments wait for an object that refers to them: what was deleted by mistake is put back within days.
const ATTACHMENTS_KEPT: TimeDelta = TimeDelta::days(7);
/// How long alarms of sharees wait for an object that was deleted to be put back.
const PERSONAL_KEPT: TimeDelta = TimeDelta::days(7);
/// Blobs deleted in one transaction.
const BLOBS_AT_A_TIME: usize = 8;
/// How long after the start the worker looks for the first time: until then the writer is there for those who waited
/// for the server.
const FIRST: Duration = Duration::from_secs(60);
/// How often the worker looks.
const PAUSE: Duration = Duration::from_secs(3600);

/// Works until `stop` says so.
pub(super) async fn run(app: App, mut stop: watch::Receiver<bool>) {
    let mut pause = FIRST;
    loop {
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            _ = stop.wait_for(|stop| *stop) => return,
        }
        match swept(&app.store, app.clock.now()).await {
            Ok(0) => {}
            Ok(rows) => tracing::info!(rows, "what is over was forgotten"),
            Err(error) => tracing::error!(%error, "what is over could not be forgotten"),
        }
        pause = PAUSE;
    }
}

/// Forgets what is over; returns how many rows that were.
async fn swept(store: &Store, now: DateTime<Utc>) -> Result<usize, StoreError> {
    let mut rows = store
        .write::<_, StoreError, _>(move |tx| {
            let mails = tx.prune_outbox(now - MAILS_KEPT)?;
            let read = tx.prune_spool(SpoolState::Done, now - MAILS_KEPT)?;
            let quarantined = tx.prune_spool(SpoolState::Quarantined, now - QUARANTINE)?;
            let access = tx.prune_access(now - session::LONGEST, now - session::IDLE, now - SIGN_INS_KEPT)?;
            tx.forget_expired_pushes(now)?;
            Ok(mails
                + read
                + quarantined
                + access
                + tx.prune_records(now - RECORDS_KEPT)?
                + tx.prune_waiting(now - RECORDS_KEPT)?
                + tx.prune_suppressed(now)?
                + tx.prune_heard(now - HEARD_KEPT)?
                + tx.prune_untold(now - RECORDS_KEPT)?
                + tx.prune_left_personal(now - PERSONAL_KEPT, now)?)
        })
        .await?;
    loop {
        let deleted = store.write(move |tx| tx.prune_inboxes(now - MAILS_KEPT, AT_A_TIME)).await?;
        rows += deleted;
        if deleted < AT_A_TIME {
            break;
        }
    }
    store.write(move |tx| tx.prune_all_changes(CHANGES_KEPT)).await?;
    loop {
        let unused = store.write(move |tx| tx.sweep_attachments(now - ATTACHMENTS_KEPT, now, AT_A_TIME)).await?;
        rows += unused;
        if unused < AT_A_TIME {
            break;
        }
    }
    Ok(rows + swept_blobs(store, now).await? + swept_texts(store).await?)
}

/// Deletes texts to which nothing refers, in the same way.
async fn swept_texts(store: &Store) -> Result<usize, StoreError> {
    let (mut after, mut swept) = (TextId(0), 0);
    loop {
        let found = store.read(|tx| tx.unused_texts(after, BLOBS_AT_A_TIME))?;
        let Some(last) = found.last() else { return Ok(swept) };
        after = *last;
        swept += store.write(move |tx| tx.sweep_texts(&found)).await?;
    }
}

/// Deletes bytes to which nothing refers: searched with the reader's time, a few in each transaction.
async fn swept_blobs(store: &Store, now: DateTime<Utc>) -> Result<usize, StoreError> {
    let (mut after, mut swept) = (BlobId(0), 0);
    loop {
        let found = store.read(|tx| tx.unused_blobs(now - UPLOADS_KEPT, after, BLOBS_AT_A_TIME))?;
        let Some(last) = found.last() else { return Ok(swept) };
        after = *last;
        swept += store.write(move |tx| tx.sweep_blobs(&found)).await?;
    }
}
