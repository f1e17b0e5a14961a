//! The database as one file: a backup made beside a running server, and the way back.
//!
//! Pages are copied within one read transaction, so the copy is one state of the database however long it takes, and
//! writers go on. It is checked, flushed and only then given its name: a file of that name is a whole backup.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, Utc};
use rusqlite::backup::{Backup, StepResult};
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::{DATABASE, StoreError, guests, made, migrations};

/// What is in a database, counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contents {
    /// Accounts.
    pub principals: i64,
    /// Calendars and schedule inboxes.
    pub calendars: i64,
    /// Objects in them.
    pub objects: i64,
    /// Mails that wait to be sent.
    pub waiting: i64,
}

/// What a restore did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// What is in the database now; the mails that waited are held back.
    pub contents: Contents,
    /// Where the database lies that was there before.
    pub aside: Option<PathBuf>,
    /// The SEQUENCE that guests of meetings are taken to have seen.
    pub seen: i64,
}

/// What becomes of a database that is there already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Present {
    /// It stays, and nothing is restored.
    Stays,
    /// It gets a name that ends in this.
    MovesAside(String),
}

/// Why a backup or restore was not done; what was there before is there still.
#[derive(Debug)]
pub enum BackupError {
    /// There is no database in this folder.
    NoDatabase(PathBuf),
    /// There is a database in this folder already.
    Occupied(PathBuf),
    /// Something else than a backup has this name already.
    Taken(PathBuf),
    /// Another process has the database open.
    InUse,
    /// The file is no database of rsvpd.
    Foreign(PathBuf),
    /// The database in this file is damaged: what SQLite says.
    Damaged(PathBuf, String),
    /// The copy has other contents than the original.
    Incomplete,
    /// A file cannot be read or written.
    File(PathBuf, io::Error),
    /// The database failed.
    Store(StoreError),
}

impl fmt::Display for BackupError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BackupError::NoDatabase(path) => write!(f, "there is no database {}", path.display()),
            BackupError::Occupied(path) => write!(f, "there is a database already: {}", path.display()),
            BackupError::Taken(path) => {
                write!(f, "{} is there already, and is no backup, or a program has it open", path.display())
            }
            BackupError::InUse => f.write_str("another process has the database open"),
            BackupError::Foreign(path) => write!(f, "{} is no backup of rsvpd", path.display()),
            BackupError::Damaged(path, what) => write!(f, "{} is damaged: {what}", path.display()),
            BackupError::Incomplete => f.write_str("the copy is not complete"),
            BackupError::File(path, error) => write!(f, "{}: {error}", path.display()),
            BackupError::Store(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for BackupError {}

impl From<StoreError> for BackupError {
    fn from(error: StoreError) -> BackupError {
        BackupError::Store(error)
    }
}

impl From<rusqlite::Error> for BackupError {
    fn from(error: rusqlite::Error) -> BackupError {
        BackupError::Store(StoreError::Database(error))
    }
}

/// The files of a database. SQLite finds its log by the name, so one left behind by another database would be taken for
/// its own.
const PARTS: [&str; 3] = ["-wal", "-shm", ""];

/// How every file of SQLite begins.
const DATABASE_BEGINS: &[u8; 16] = b"SQLite format 3\0";

type Result<T> = std::result::Result<T, BackupError>;

/// Copies the database of a data folder to `file`, which a running server need not notice.
///
/// A backup of that name is replaced, once the new one is whole. The database is not brought up to date by this.
///
/// # Errors
/// No database, a damaged one, a place that cannot be written or at which something else is, such as the database itself;
/// `file` is as it was then.
pub fn backup(folder: &Path, file: &Path) -> Result<Contents> {
    let source = folder.join(DATABASE);
    if !source.is_file() {
        return Err(BackupError::NoDatabase(source));
    }
    if !may_take_place(folder, file) {
        return Err(BackupError::Taken(file.to_owned()));
    }
    // The write-ahead log wants to be shared, so even a reader opens it for writing.
    let from = opened(&source, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let partial = beside(file, ".partial");
    let copied = copy(&from, &partial).and_then(|contents| {
        put_in_place(&partial, file)?;
        Ok(contents)
    });
    if copied.is_err() {
        let _ = fs::remove_file(&partial);
    }
    copied
}

/// Makes a backup the database of a data folder. Sync-tokens from before are invalid afterwards, because revisions are
/// counted again (RFC 6578 §3.2): `incarnation` is a text no restore had before. Mails that waited when the backup was
/// made are held back: they may have left since. And guests may know newer states of meetings than the backup does: `now`
/// becomes a SEQUENCE that is above all that they were sent (RFC 5546 §2.1.5).
///
/// # Errors
/// A file that is no backup, is damaged or was written by a newer program; a database that is there or in use.
pub fn restore(
    file: &Path,
    folder: &Path,
    present: Present,
    incarnation: &str,
    now: DateTime<Utc>,
) -> Result<Restored> {
    let target = folder.join(DATABASE);
    let occupied = PARTS.iter().map(|part| beside(&target, part)).find(|part| part.exists());
    if let Some(part) = occupied.as_ref().filter(|_| present == Present::Stays) {
        return Err(BackupError::Occupied(part.clone()));
    }
    if !file.is_file() {
        return Err(BackupError::NoDatabase(file.to_owned()));
    }
    let from = opened(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    check(&from, file)?;
    made(folder).map_err(|error| BackupError::File(folder.to_owned(), error))?;
    let partial = beside(&target, ".restoring");
    let restored = copy(&from, &partial).and_then(|contents| {
        let seen = begin_new_life(&partial, incarnation, now)?;
        let aside = match &present {
            Present::MovesAside(ending) if occupied.is_some() => Some(move_aside(&target, ending)?),
            _ => None,
        };
        put_in_place(&partial, &target)?;
        Ok(Restored { contents, aside, seen })
    });
    if restored.is_err() {
        let _ = fs::remove_file(&partial);
    }
    restored
}

fn opened(path: &Path, flags: OpenFlags) -> Result<Connection> {
    let connection = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(Duration::from_secs(10))?;
    Ok(connection)
}

/// Whether a backup may have this name: nothing has it, or another backup, or an empty file. Who names a database by
/// mistake, this one or another that is in use, would lose all that a running server writes from then on.
fn may_take_place(folder: &Path, file: &Path) -> bool {
    let Ok(there) = fs::metadata(file) else { return true };
    let (Ok(place), Ok(folder)) = (file.canonicalize(), folder.canonicalize()) else { return false };
    let is_part = PARTS.iter().any(|part| place == beside(&folder.join(DATABASE), part));
    let is_in_use = beside(&place, "-wal").exists();
    if !there.is_file() || is_part || is_in_use {
        return false;
    }
    let mut start = [0; DATABASE_BEGINS.len()];
    let begun = File::open(file).and_then(|mut file| file.read_exact(&mut start));
    let is_empty = there.len() == 0 && place.parent() != Some(&folder);
    is_empty || (begun.is_ok() && start == *DATABASE_BEGINS)
}

/// The path with something behind its last segment.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// Copies a database to a file that is new, checks the copy and flushes it.
fn copy(from: &Connection, to: &Path) -> Result<Contents> {
    make_private(to).map_err(|error| BackupError::File(to.to_owned(), error))?;
    let mut copy = opened(to, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    // The counts and the pages are of one state: that of this read transaction.
    from.execute_batch("BEGIN")?;
    let original = contents(from);
    let copied = original.and_then(|original| {
        copy_pages(from, &mut copy)?;
        Ok(original)
    });
    from.execute_batch("COMMIT")?;
    let original = copied?;
    // One file without a write-ahead log beside it, which could get lost.
    copy.pragma_update(None, "journal_mode", "DELETE")?;
    check(&copy, to)?;
    if contents(&copy)? != original {
        return Err(BackupError::Incomplete);
    }
    copy.close().map_err(|(_, error)| error)?;
    flush(to).map_err(|error| BackupError::File(to.to_owned(), error))?;
    Ok(original)
}

fn copy_pages(from: &Connection, to: &mut Connection) -> Result<()> {
    const ALL: std::ffi::c_int = -1;
    match Backup::new(from, to)?.step(ALL)? {
        StepResult::Done => Ok(()),
        _ => Err(BackupError::InUse),
    }
}

/// An empty file only its owner can read: password hashes and the key of all tokens come into it.
fn make_private(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    Ok(())
}

fn flush(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// Gives a file its name, for good: the folder is flushed too.
fn put_in_place(partial: &Path, file: &Path) -> Result<()> {
    let renamed = fs::rename(partial, file).and_then(|()| {
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty());
        flush(folder.unwrap_or(Path::new(".")))
    });
    renamed.map_err(|error| BackupError::File(file.to_owned(), error))
}

/// Whether a database is ours, whole and not too new.
fn check(connection: &Connection, path: &Path) -> Result<()> {
    let version = match migrations::version(connection) {
        Ok(Some(version)) => version,
        Ok(None) => return Err(BackupError::Foreign(path.to_owned())),
        Err(error) => return Err(explained(error, path)),
    };
    if version > migrations::NEWEST {
        return Err(BackupError::Store(StoreError::TooNew(version, migrations::NEWEST)));
    }
    let said = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, String>(0));
    let integrity = said("PRAGMA integrity_check(1)").map_err(|error| explained(error, path))?;
    if integrity != "ok" {
        return Err(BackupError::Damaged(path.to_owned(), integrity));
    }
    match said("PRAGMA foreign_key_check") {
        Err(rusqlite::Error::QueryReturnedNoRows) => Ok(()),
        Err(error) => Err(explained(error, path)),
        Ok(table) => Err(BackupError::Damaged(path.to_owned(), format!("rows of {table} belong to nothing"))),
    }
}

fn explained(error: rusqlite::Error, path: &Path) -> BackupError {
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => BackupError::Foreign(path.to_owned()),
        Some(ErrorCode::DatabaseCorrupt) => BackupError::Damaged(path.to_owned(), error.to_string()),
        _ => error.into(),
    }
}

fn contents(connection: &Connection) -> Result<Contents> {
    let count = |sql: &str| connection.query_row(sql, [], |row| row.get(0));
    Ok(Contents {
        principals: count("SELECT COUNT(*) FROM principal")?,
        calendars: count("SELECT COUNT(*) FROM calendar")?,
        objects: count("SELECT COUNT(*) FROM object")?,
        waiting: count("SELECT COUNT(*) FROM outbox WHERE state = 'waiting'")?,
    })
}

/// Makes old sync-tokens invalid, holds waiting mails back, and notes which SEQUENCE guests may have seen.
fn begin_new_life(path: &Path, incarnation: &str, now: DateTime<Utc>) -> Result<i64> {
    let seen = highest_sequence(now);
    let connection = opened(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.execute_batch("BEGIN")?;
    connection.execute(
        "INSERT INTO secret (name, value) VALUES ('incarnation', ?1) \
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        [incarnation.as_bytes()],
    )?;
    connection.execute(
        "UPDATE outbox SET state = 'held', claimed_to = 0, last_code = '', last_text = ?1 WHERE state = 'waiting'",
        ["held back by a restore: it may have left after the backup was made"],
    )?;
    // The SEQUENCE of meetings that are over does not matter, but that of deleted ones, which may be stored again, does.
    connection.execute(
        "INSERT INTO rescheduled (principal, uid, instance, sequence) \
         SELECT c.principal, o.uid, ?1, ?2 FROM object o JOIN calendar c ON c.id = o.calendar \
         WHERE o.organizer IS NOT NULL AND o.last_end >= ?3 UNION SELECT principal, uid, ?1, ?2 FROM rescheduled WHERE true \
         ON CONFLICT (principal, uid, instance) DO UPDATE SET sequence = excluded.sequence",
        (guests::SEEN, seen, now.timestamp()),
    )?;
    connection.execute_batch("COMMIT")?;
    connection.close().map_err(|(_, error)| error)?;
    flush(path).map_err(|error| BackupError::File(path.to_owned(), error))?;
    Ok(seen)
}

/// A SEQUENCE above those of meetings that are changed less than once a minute, also after another restore of the same
/// backup: the minutes since 2026, when there was no rsvpd.
fn highest_sequence(now: DateTime<Utc>) -> i64 {
    const BEGINNING: i64 = 1_767_225_600;
    ((now.timestamp() - BEGINNING) / 60).max(1000)
}

/// Databases of one name that are kept aside.
const MOST_ASIDE: u32 = 1_000;

/// Renames a database that nobody has open, with its write-ahead log.
fn move_aside(database: &Path, ending: &str) -> Result<PathBuf> {
    close_log(database)?;
    // Several restores within one second are told apart by a number.
    let numbered = (2..=MOST_ASIDE).map(|number| beside(database, &format!("{ending}-{number}")));
    let mut names = std::iter::once(beside(database, ending)).chain(numbered);
    let is_free = |aside: &PathBuf| PARTS.iter().all(|part| !beside(aside, part).exists());
    let aside = names.find(is_free).ok_or_else(|| BackupError::Occupied(beside(database, ending)))?;
    for part in PARTS {
        match fs::rename(beside(database, part), beside(&aside, part)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                return Err(BackupError::File(beside(database, part), error));
            }
            _ => {}
        }
    }
    Ok(aside)
}

/// Writes the log into the database, which only works when no other process has it open. A damaged database is let
/// pass: it may be why there is a restore.
fn close_log(database: &Path) -> Result<()> {
    let connection = match opened(database, OpenFlags::SQLITE_OPEN_READ_WRITE) {
        Ok(connection) => connection,
        Err(_) => return Ok(()),
    };
    connection.busy_timeout(Duration::ZERO)?;
    match connection.pragma_update(None, "journal_mode", "DELETE") {
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => Err(BackupError::InUse),
        Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseLocked) => Err(BackupError::InUse),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
