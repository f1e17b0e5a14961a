//! The one writer: its thread takes every waiting closure, runs each in a savepoint of its own, commits once, and only
//! then answers them all. One disk flush serves the whole group. A closure that comes alone may be committed where it is.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rusqlite::Connection;
use tokio::sync::{mpsc, oneshot};

use super::numbers::Numbers;
use super::{Result, StoreError, Tx, Wakes, Woken, command};

/// Work that waits for the writer.
pub(super) type Job = Box<dyn FnOnce(&Writing, Within) -> Ran + Send>;

/// The connection that writes, and the numbers set aside for what it writes.
pub(super) struct Writing {
    connection: Connection,
    numbers: Numbers,
}

impl Writing {
    fn tx(&self) -> Tx<'_> {
        Tx { numbers: Some(&self.numbers), ..Tx::new(&self.connection) }
    }
}

/// What is undone when work fails.
#[derive(Clone, Copy)]
pub(super) enum Within {
    /// A savepoint: there is other work in the transaction.
    Savepoint,
    /// The transaction, which has no other work in it; whoever runs it rolls it back.
    Transaction,
}

/// Work that ran and waits for the commit.
pub(super) struct Ran {
    woken: Woken,
    /// Whether there is something to commit.
    is_done: bool,
    answer: Box<dyn FnOnce(Option<StoreError>) + Send>,
}

/// Closures committed together at most: bounds how long the first one waits.
const GROUP: usize = 64;

/// Commits of a single closure after which the next may be in place.
const CALM: usize = 16;

/// Reads for which the connection is lent after a commit in place: the sign-in and the look-up of the next request.
const LENT: usize = 2;

/// Wraps `work` so that its caller hears of it only after the commit.
pub(super) fn job<T, E, F>(work: F, reply: oneshot::Sender<std::result::Result<T, E>>) -> Job
where
    T: Send + 'static,
    E: From<StoreError> + Send + 'static,
    F: FnOnce(&mut Tx<'_>) -> std::result::Result<T, E> + Send + 'static,
{
    Box::new(move |writing, within| {
        let mut tx = writing.tx();
        let result = match within {
            Within::Savepoint => in_savepoint(&mut tx, work),
            Within::Transaction => caught(&mut tx, work),
        };
        let is_done = result.is_ok();
        if !is_done {
            writing.numbers.forget();
        }
        let woken = if is_done { tx.woken } else { Woken::default() };
        let answer = move |failed: Option<StoreError>| {
            let result = match failed {
                None => result,
                Some(error) => result.and(Err(E::from(error))),
            };
            // The caller may have gone away; the commit stands all the same.
            let _ = reply.send(result);
        };
        Ran { woken, is_done, answer: Box::new(answer) }
    })
}

fn in_savepoint<T, E, F>(tx: &mut Tx<'_>, work: F) -> std::result::Result<T, E>
where
    E: From<StoreError>,
    F: FnOnce(&mut Tx<'_>) -> std::result::Result<T, E>,
{
    let connection = tx.connection;
    command(connection, "SAVEPOINT work").map_err(StoreError::from)?;
    let result = caught(tx, work);
    if result.is_err() {
        command(connection, "ROLLBACK TO work").map_err(StoreError::from)?;
    }
    command(connection, "RELEASE work").map_err(StoreError::from)?;
    result
}

/// Runs work; a panic in it is a failure.
fn caught<T, E, F>(tx: &mut Tx<'_>, work: F) -> std::result::Result<T, E>
where
    E: From<StoreError>,
    F: FnOnce(&mut Tx<'_>) -> std::result::Result<T, E>,
{
    catch_unwind(AssertUnwindSafe(|| work(tx))).unwrap_or_else(|_| Err(StoreError::Stopped.into()))
}

/// The one connection that writes, and who waits for it.
pub(super) struct Writer {
    writing: Mutex<Writing>,
    /// Writes that were asked for and are not answered.
    under_way: AtomicUsize,
    /// Commits of a single piece of work since the last one of several.
    single: AtomicUsize,
    /// Reads for which the connection may still be lent.
    lent: AtomicUsize,
    wakes: Wakes,
}

/// A write that is under way until this is dropped.
pub(super) struct UnderWay<'a> {
    writer: &'a Writer,
    others: usize,
}

impl Writer {
    pub(super) fn new(connection: Connection) -> Writer {
        let zero = AtomicUsize::default;
        let writing = Mutex::new(Writing { connection, numbers: Numbers::default() });
        Writer { writing, under_way: zero(), single: zero(), lent: zero(), wakes: Wakes::default() }
    }

    pub(super) fn wakes(&self) -> &Wakes {
        &self.wakes
    }

    /// Counts one more write.
    pub(super) fn enter(&self) -> UnderWay<'_> {
        UnderWay { writer: self, others: self.under_way.fetch_add(1, Ordering::SeqCst) }
    }

    /// Runs and commits one piece of work on the calling thread; gives it back if the connection is taken, or if there
    /// were several writers lately: whoever waits for the disk here prepares no others that could share the flush.
    pub(super) fn commit_at_once(&self, job: Job) -> Option<Job> {
        if self.single.load(Ordering::SeqCst) < CALM {
            return Some(job);
        }
        let Ok(writing) = self.writing.try_lock() else { return Some(job) };
        commit(&writing, vec![job], &self.wakes);
        self.lent.store(LENT, Ordering::Relaxed);
        None
    }

    /// The connection, for a short read just after a commit in place: it has the pages that were changed in memory, which
    /// any other connection has to read anew. `None` when somebody writes, or it was lent often enough: whoever only reads
    /// is to have a connection of their own, whose pages stay in memory.
    pub(super) fn lend(&self) -> Option<MutexGuard<'_, Writing>> {
        let fewer = |lent: usize| lent.checked_sub(1);
        self.lent.fetch_update(Ordering::Relaxed, Ordering::Relaxed, fewer).ok()?;
        self.writing.try_lock().ok()
    }

    /// Runs until every sender is gone.
    pub(super) fn run(&self, mut waiting: mpsc::Receiver<Job>) {
        while let Some(first) = waiting.blocking_recv() {
            let writing = self.writing.lock().unwrap_or_else(PoisonError::into_inner);
            let mut group = vec![first];
            while group.len() < GROUP
                && let Ok(next) = waiting.try_recv()
            {
                group.push(next);
            }
            match group.len() {
                1 => self.single.fetch_add(1, Ordering::SeqCst),
                _ => self.single.swap(0, Ordering::SeqCst),
            };
            commit(&writing, group, &self.wakes);
        }
    }
}

impl UnderWay<'_> {
    /// Whether there was no other write when this one was asked for.
    pub(super) fn is_alone(&self) -> bool {
        self.others == 0
    }
}

impl Drop for UnderWay<'_> {
    fn drop(&mut self) {
        self.writer.under_way.fetch_sub(1, Ordering::SeqCst);
    }
}

/// Runs `work` on one consistent snapshot of the connection that writes; what it writes all the same is not kept.
pub(super) fn looked<T, E, F>(writing: &Writing, work: F) -> std::result::Result<T, E>
where
    E: From<StoreError>,
    F: FnOnce(&mut Tx<'_>) -> std::result::Result<T, E>,
{
    let connection = &writing.connection;
    command(connection, "BEGIN").map_err(StoreError::from)?;
    let result = caught(&mut Tx::new(connection), work);
    command(connection, "ROLLBACK").map_err(StoreError::from)?;
    result
}

fn commit(writing: &Writing, group: Vec<Job>, wakes: &Wakes) {
    let connection = &writing.connection;
    if let Err(error) = command(connection, "BEGIN IMMEDIATE") {
        // Dropping the jobs answers their callers: the store has stopped, nothing was changed.
        tracing::error!(%error, "the database does not take a write");
        return;
    }
    let within = if group.len() == 1 { Within::Transaction } else { Within::Savepoint };
    let mut ran = Vec::with_capacity(group.len());
    for job in group {
        // A full disk ends the whole transaction. What follows would commit by itself while the rest is lost: dropping
        // it answers its callers, and the COMMIT below fails for those before.
        if !connection.is_autocommit() {
            ran.push(job(writing, within));
        }
    }
    let is_done = ran.iter().any(|work| work.is_done);
    let failed = if is_done { command(connection, "COMMIT").err() } else { None };
    if failed.is_some() || !is_done {
        writing.numbers.forget();
        let _ = connection.execute_batch("ROLLBACK");
    }
    for work in ran {
        if failed.is_none() {
            wake(wakes, work.woken);
        }
        (work.answer)(failed.as_ref().map(copied));
    }
}

fn wake(wakes: &Wakes, woken: Woken) {
    if woken.outbox {
        wakes.outbox.notify_one();
    }
    if woken.push {
        wakes.push.notify_one();
    }
    if woken.rosters {
        wakes.rosters.notify_one();
    }
    if woken.subscriptions {
        wakes.subscriptions.notify_one();
    }
    if woken.spool {
        wakes.spool.notify_one();
    }
}

/// One commit error for each of many callers; `rusqlite::Error` cannot be cloned.
fn copied(error: &rusqlite::Error) -> StoreError {
    match error {
        rusqlite::Error::SqliteFailure(code, text) => {
            StoreError::Database(rusqlite::Error::SqliteFailure(*code, text.clone()))
        }
        _ => StoreError::Stopped,
    }
}

/// Runs `work` in a transaction of its own on `connection`: for migrations.
pub(super) fn alone(connection: &mut Connection, work: impl FnOnce(&Connection) -> Result<()>) -> Result<()> {
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Exclusive)?;
    work(&transaction)?;
    transaction.commit()?;
    Ok(())
}
