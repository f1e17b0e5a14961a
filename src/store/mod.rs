//! Durable truth: every fact is a row, every change is one transaction, and what was acknowledged survives `kill -9`
//! and power loss.
//!
//! [`Store::write`] hands a synchronous closure to the one writer thread, which commits many of them together
//! ([`Store::write_briefly`] commits a short one in place while there are no others); [`Store::read`] runs one on a reader connection in place. Both see the world through a [`Tx`], whose methods are
//! named after facts. Nothing else in the program knows SQL.
//!
//! SQL is the common subset of SQLite and PostgreSQL. Parameters are written `?1`: SQLite numbers `$1` by first
//! appearance, not by its digit, so the engine that wants `$1` gets it by replacing the sign.

mod access;
mod attachments;
mod backup;
mod blobs;
mod booking;
mod calendars;
mod feeds;
mod files;
mod folder;
mod cards;
mod conditions;
mod guests;
mod heard;
mod homes;
mod inviters;
mod marks;
mod memory;
mod migrations;
mod notifications;
mod numbers;
mod objects;
mod outbox;
mod personal;
mod principals;
mod properties;
mod push;
mod quota;
mod rights;
mod records;
mod rosters;
mod shares;
mod spool;
mod untold;
mod waiting;
mod subscriptions;
mod suppressed;
mod texts;
mod writer;

use std::fmt;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags, Params, Row};
use tokio::sync::{Notify, Semaphore, mpsc, oneshot};

pub use access::{AppPassword, NewAppPassword, Scope, Session, SignIn};
pub use attachments::Attachment;
pub use backup::{BackupError, Contents, Present, Restored, backup, restore};
pub use blobs::{Blob, PIECE};
pub use booking::{Booking, Policy};
pub use calendars::{Calendar, CalendarChange, CalendarKind, NewCalendar};
pub use cards::NewCard;
pub use conditions::{Conditions, Imported, Match, Overwrite, Same, Tags};
pub use feeds::{Feed, NewFeed, Shows};
pub use files::{Content, File, FileTree};
pub use folder::{Seat, exists};
pub use guests::{AnswerRow, Invitation, SentMessage};
pub use homes::{Home, HomeChange, LogPoint, SyncLevel};
pub use inviters::Inviter;
pub use notifications::{NOTIFICATIONS, News, Notification};
pub use objects::{Change, NewObject, Object, ObjectHead};
pub use outbox::{NewOutboxRow, OutboxRow, OutboxState};
pub use personal::Eyes;
pub use principals::{NewPrincipal, Opens, Principal, PrincipalKind};
pub use properties::{DeadProperty, PropertyOf};
pub use push::{Due, NewRegistration, PushOutcome, Subscriber, Triggers, Watched};
pub use quota::{OwnQuota, Usage};
pub use records::{Notice, TimelineEntry};
pub use rosters::DueRoster;
pub use shares::{IsShared, Mount, NewShare, Share, ShareState};
pub use spool::{ACCEPTED_DOOR, NewSpoolRow, SpoolRow, SpoolState};
pub use subscriptions::Subscription;
pub use suppressed::Suppressed;
pub use texts::Text;
pub use untold::Untold;
pub use waiting::{Desk, Question, Waiting};

use folder::{close_to_others, made};
use memory::Memory;
use numbers::Numbers;
use writer::{Job, Writer};

/// Why the store could not do what it was asked.
#[derive(Debug)]
pub enum StoreError {
    /// The database refused or failed.
    Database(rusqlite::Error),
    /// The data folder cannot be used.
    Folder(std::io::Error),
    /// The database was written by a newer program: its version, and the newest this program knows.
    TooNew(i64, i64),
    /// Another server runs on the data folder.
    Taken,
    /// The writer has stopped, or the work itself broke; nothing was changed.
    Stopped,
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            StoreError::Database(error) => write!(f, "the database failed: {error}{}", advice(error)),
            StoreError::Folder(error) => write!(f, "the data folder cannot be used: {error}"),
            StoreError::TooNew(found, known) => write!(
                f,
                "the database has version {found}, this program knows up to {known}; start the newer rsvpd that wrote it"
            ),
            StoreError::Taken => {
                f.write_str("another server runs on this data folder: stop it first, or name another one")
            }
            StoreError::Stopped => f.write_str("the store has stopped; nothing was changed"),
        }
    }
}

/// What to do about a failure that is not the database's own.
fn advice(error: &rusqlite::Error) -> &'static str {
    match error.sqlite_error_code() {
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
            "; the data folder and its files belong to the user that the server runs as: call commands as that user"
        }
        Some(ErrorCode::DiskFull) => "; make room where the data folder is",
        Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => "; restore a backup: rsvpd restore FILE --force",
        _ => "",
    }
}

impl std::error::Error for StoreError {}

impl StoreError {
    /// Whether there is no room for it, so that the same may succeed later.
    pub fn is_full(&self) -> bool {
        matches!(self, StoreError::Database(error) if error.sqlite_error_code() == Some(ErrorCode::DiskFull))
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> StoreError {
        StoreError::Database(error)
    }
}

/// What the store returns.
pub type Result<T> = std::result::Result<T, StoreError>;

/// The database; clones share it.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    path: std::path::PathBuf,
    writer: Arc<Writer>,
    jobs: mpsc::Sender<Job>,
    readers: Mutex<Vec<Reader>>,
    /// Places for long reads.
    apart: Arc<Semaphore>,
}

/// A connection that reads, and what it remembers.
struct Reader {
    connection: Connection,
    memory: Memory,
}

/// Wakes the workers after a commit that gave them something to do.
#[derive(Debug, Default)]
pub struct Wakes {
    /// A mail waits to be sent.
    pub outbox: Notify,
    /// A mail waits to be read.
    pub spool: Notify,
    /// A calendar elsewhere is to be looked at.
    pub subscriptions: Notify,
    /// A collection changed.
    pub push: Notify,
    /// The guest list of a large meeting changed.
    pub rosters: Notify,
}

/// What a transaction asked to wake once it is committed.
#[derive(Clone, Copy, Default)]
struct Woken {
    outbox: bool,
    spool: bool,
    subscriptions: bool,
    push: bool,
    rosters: bool,
}

/// The database's file in the data folder.
const DATABASE: &str = "rsvpd.sqlite";
/// Readers kept open; more are opened under load and closed afterwards.
const IDLE_READERS: usize = 8;
/// Pages in the write-ahead log (16 MB) before they are copied into the database: an index page that many changes touch is
/// then copied once for all of them. The log's own index holds so many in one table, so finding a page takes no longer.
const CHECKPOINT: i64 = 4_000;
/// Write closures that may wait before a further caller has to wait for a place.
const WAITING_WRITES: usize = 1024;

impl Store {
    /// Opens or creates the database `rsvpd.sqlite` in `folder` and brings it up to date.
    ///
    /// # Errors
    /// A folder that cannot be created or written, a damaged database, one written by a newer program.
    pub fn open(folder: &Path) -> Result<Store> {
        made(folder).map_err(StoreError::Folder)?;
        let path = folder.join(DATABASE);
        close_to_others(&path).map_err(StoreError::Folder)?;
        let mut connection = connect(&path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.pragma_update(None, "wal_autocheckpoint", CHECKPOINT)?;
        // What a savepoint would put back lies in memory, in pieces of 1 KB that each statement walks through: a write that
        // touches thousands of pages takes minutes. From 64 KB on it goes to a file here, which nobody else can open.
        connection.pragma_update(None, "temp_store_directory", folder.to_string_lossy())?;
        connection.pragma_update(None, "temp_store", "FILE")?;
        migrations::apply(&mut connection)?;
        let (jobs, waiting) = mpsc::channel(WAITING_WRITES);
        let writer = Arc::new(Writer::new(connection));
        let of_thread = Arc::clone(&writer);
        std::thread::Builder::new()
            .name("store-writer".to_owned())
            .spawn(move || of_thread.run(waiting))
            .map_err(StoreError::Folder)?;
        let processors = std::thread::available_parallelism().map_or(2, |number| number.get().max(2));
        let apart = Arc::new(Semaphore::new(processors));
        Ok(Store { inner: Arc::new(Inner { path, writer, jobs, readers: Mutex::default(), apart }) })
    }

    /// Runs `work` in one write transaction; `Ok` means committed and on disk, `Err` means nothing changed.
    ///
    /// # Errors
    /// Whatever `work` returns, or a [`StoreError`] when the commit failed.
    pub async fn write<T, E, F>(&self, work: F) -> std::result::Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> std::result::Result<T, E> + Send + 'static,
    {
        let _under_way = self.inner.writer.enter();
        let (reply, answer) = oneshot::channel();
        self.queue(writer::job(work, reply)).await?;
        answer.await.unwrap_or_else(|_| Err(StoreError::Stopped.into()))
    }

    /// Runs `work` as [`Store::write`] does, for work that is short whatever a client asks. While nobody else writes it is
    /// committed in place, on the calling thread: to hand it to the writer and the answer back takes about as long as half
    /// a disk flush.
    ///
    /// # Errors
    /// As [`Store::write`].
    pub async fn write_briefly<T, E, F>(&self, work: F) -> std::result::Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> std::result::Result<T, E> + Send + 'static,
    {
        let under_way = self.inner.writer.enter();
        let (reply, answer) = oneshot::channel();
        let job = writer::job(work, reply);
        let left = if under_way.is_alone() { self.inner.writer.commit_at_once(job) } else { Some(job) };
        if let Some(job) = left {
            self.queue(job).await?;
        }
        answer.await.unwrap_or_else(|_| Err(StoreError::Stopped.into()))
    }

    async fn queue(&self, job: Job) -> Result<()> {
        self.inner.jobs.send(job).await.map_err(|_| StoreError::Stopped)
    }

    /// Runs `work` on one consistent snapshot, in place on the calling thread: for short reads.
    ///
    /// # Errors
    /// Whatever `work` returns, or a [`StoreError`] when the database cannot be read.
    pub fn read<T, E, F>(&self, work: F) -> std::result::Result<T, E>
    where
        E: From<StoreError>,
        F: FnOnce(&mut Tx<'_>) -> std::result::Result<T, E>,
    {
        match self.inner.writer.lend() {
            Some(writing) => writer::looked(&writing, work),
            None => self.read_with_reader(work),
        }
    }

    fn read_with_reader<T, E, F>(&self, work: F) -> std::result::Result<T, E>
    where
        E: From<StoreError>,
        F: FnOnce(&mut Tx<'_>) -> std::result::Result<T, E>,
    {
        let mut reader = self.reader()?;
        command(&reader.connection, "BEGIN").map_err(StoreError::from)?;
        let result = work(&mut Tx { memory: Some(&mut reader.memory), ..Tx::new(&reader.connection) });
        command(&reader.connection, "COMMIT").map_err(StoreError::from)?;
        self.give_back(reader);
        result
    }

    /// Runs `work` as [`Store::read`] does, for work that may take long: on another thread, so that short requests are
    /// answered meanwhile, and not more of it at a time than the machine has processors. Who waits is served in turn.
    ///
    /// # Errors
    /// As [`Store::read`], and when the work itself broke.
    pub async fn read_apart<T, E, F>(&self, work: F) -> std::result::Result<T, E>
    where
        T: Send + 'static,
        E: From<StoreError> + Send + 'static,
        F: FnOnce(&mut Tx<'_>) -> std::result::Result<T, E> + Send + 'static,
    {
        let place = Arc::clone(&self.inner.apart).acquire_owned().await.map_err(|_| StoreError::Stopped)?;
        let store = self.clone();
        let read = tokio::task::spawn_blocking(move || {
            let read = store.read_with_reader(work);
            drop(place);
            read
        });
        read.await.unwrap_or_else(|_| Err(StoreError::Stopped.into()))
    }

    /// The bells that ring after a commit.
    pub fn wakes(&self) -> &Wakes {
        self.inner.writer.wakes()
    }

    fn reader(&self) -> Result<Reader> {
        let idle = self.inner.readers.lock().unwrap_or_else(PoisonError::into_inner).pop();
        match idle {
            Some(reader) => Ok(reader),
            None => {
                let connection = connect(&self.inner.path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
                connection.pragma_update(None, "query_only", true)?;
                Ok(Reader { connection, memory: Memory::default() })
            }
        }
    }

    fn give_back(&self, reader: Reader) {
        let mut readers = self.inner.readers.lock().unwrap_or_else(PoisonError::into_inner);
        if readers.len() < IDLE_READERS {
            readers.push(reader);
        }
    }
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection> {
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(Duration::from_secs(10))?;
    connection.pragma_update(None, "foreign_keys", true)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    // Else a plan may depend on the values in it, and SQLite reads a statement anew whenever they change: that takes
    // longer than most statements do.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(256);
    Ok(connection)
}

/// Runs a statement without parameters. It stays prepared: reading `BEGIN` anew takes longer than a short look-up.
fn command(connection: &Connection, sql: &str) -> rusqlite::Result<()> {
    connection.prepare_cached(sql)?.execute(()).map(drop)
}

/// One transaction: what it reads is one consistent state, what it writes is kept whole or not at all.
pub struct Tx<'c> {
    connection: &'c Connection,
    woken: Woken,
    /// What the reader remembers; a transaction that writes has none.
    memory: Option<&'c mut Memory>,
    is_memory_checked: bool,
    /// The numbers set aside for new objects; only who writes has any.
    numbers: Option<&'c Numbers>,
}

impl<'c> Tx<'c> {
    fn new(connection: &'c Connection) -> Tx<'c> {
        Tx { connection, woken: Woken::default(), memory: None, is_memory_checked: false, numbers: None }
    }

    fn run(&mut self, sql: &str, values: impl Params) -> Result<usize> {
        Ok(self.connection.prepare_cached(sql)?.execute(values)?)
    }

    fn one<T>(
        &mut self,
        sql: &str,
        values: impl Params,
        row: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let mut rows = statement.query_map(values, row)?;
        Ok(rows.next().transpose()?)
    }

    fn count(&mut self, sql: &str, values: impl Params) -> Result<i64> {
        Ok(self.one(sql, values, |row| row.get(0))?.unwrap_or_default())
    }

    fn all<T>(
        &mut self,
        sql: &str,
        values: impl Params,
        row: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let rows = statement.query_map(values, row)?;
        Ok(rows.collect::<rusqlite::Result<Vec<T>>>()?)
    }
}

/// A stored time, in seconds since 1970, as a time.
fn time(seconds: i64) -> chrono::DateTime<chrono::Utc> {
    chrono::DateTime::from_timestamp(seconds, 0).unwrap_or(chrono::DateTime::UNIX_EPOCH)
}

#[cfg(test)]
mod tests;
