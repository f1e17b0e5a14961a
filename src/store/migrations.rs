//! The append-only list of schema changes: never edit an entry, add the next one.

use rusqlite::Connection;

use super::{Result, StoreError, writer};

/// The changes in order; the version of a database is how many it has seen.
const MIGRATIONS: &[&str] = &[
    include_str!("sql/0001_start.sql"),
    include_str!("sql/0002_counting.sql"),
    include_str!("sql/0003_feeds.sql"),
    include_str!("sql/0004_waiting.sql"),
    include_str!("sql/0005_bodies.sql"),
    include_str!("sql/0006_home_log.sql"),
    include_str!("sql/0007_availability.sql"),
    include_str!("sql/0008_access.sql"),
    include_str!("sql/0009_files.sql"),
    include_str!("sql/0010_rights.sql"),
    include_str!("sql/0011_cards.sql"),
    include_str!("sql/0012_ledger.sql"),
    include_str!("sql/0013_booking.sql"),
    include_str!("sql/0014_quota.sql"),
    include_str!("sql/0015_attachments.sql"),
    include_str!("sql/0016_subscriptions.sql"),
    include_str!("sql/0017_push.sql"),
    include_str!("sql/0018_client_sends.sql"),
    include_str!("sql/0019_default_calendar.sql"),
    include_str!("sql/0020_proof_of_questions.sql"),
    include_str!("sql/0021_inviter.sql"),
    include_str!("sql/0022_rescheduled_at.sql"),
    include_str!("sql/0023_left_out.sql"),
    include_str!("sql/0024_watching.sql"),
    include_str!("sql/0025_rosters.sql"),
    include_str!("sql/0026_strangers.sql"),
    include_str!("sql/0027_suppressed.sql"),
    include_str!("sql/0028_sent_by.sql"),
    include_str!("sql/0029_untold.sql"),
    include_str!("sql/0030_sharing.sql"),
    include_str!("sql/0031_suppressed_until.sql"),
    include_str!("sql/0032_texts.sql"),
    include_str!("sql/0033_marks.sql"),
    include_str!("sql/0034_personal.sql"),
    include_str!("sql/0035_heard.sql"),
    include_str!("sql/0036_properties_counted.sql"),
    include_str!("sql/0037_texts_counted.sql"),
    include_str!("sql/0038_unused_attachments.sql"),
    include_str!("sql/0039_left_personal.sql"),
    include_str!("sql/0040_shown.sql"),
    include_str!("sql/0041_object_bytes.sql"),
];

/// The newest version this program knows.
pub(super) const NEWEST: i64 = MIGRATIONS.len() as i64;

/// The version of a database; `None` when it is none of ours.
pub(super) fn version(connection: &Connection) -> rusqlite::Result<Option<i64>> {
    if !connection.table_exists(None, "schema_version")? {
        return Ok(None);
    }
    connection.query_row("SELECT MAX(version) FROM schema_version", [], |row| row.get(0))
}

/// Words that differ between the engines, and what SQLite calls them.
///
/// `AUTOINCREMENT` keeps a deleted calendar's number from being given to a new one, whose sync-tokens would then be
/// wrong instead of invalid.
///
/// A `ROW_KEY` is the number of a row of another table; only an `INTEGER` can be the key that rows are kept by.
const SQLITE: &[(&str, &str)] =
    &[("SERIAL_KEY", "INTEGER PRIMARY KEY AUTOINCREMENT"), ("ROW_KEY", "INTEGER PRIMARY KEY"), ("BYTES", "BLOB")];

/// Brings the database to the newest version, in one transaction.
///
/// # Errors
/// A database newer than this program, or one that refuses a change.
pub(super) fn apply(connection: &mut Connection) -> Result<()> {
    writer::alone(connection, |connection| {
        connection.execute_batch("CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL)")?;
        let version: Option<i64> =
            connection.query_row("SELECT MAX(version) FROM schema_version", [], |row| row.get(0))?;
        let (found, known) = (version.unwrap_or(0), MIGRATIONS.len() as i64);
        if found > known {
            return Err(StoreError::TooNew(found, known));
        }
        if found == known {
            // Nothing is written, so a start waits for no disk.
            return Ok(());
        }
        for text in MIGRATIONS.iter().skip(found.unsigned_abs() as usize) {
            connection.execute_batch(&for_sqlite(text))?;
        }
        connection.execute("DELETE FROM schema_version", [])?;
        connection.execute("INSERT INTO schema_version (version) VALUES (?1)", [known])?;
        Ok(())
    })
}

fn for_sqlite(text: &str) -> String {
    SQLITE.iter().fold(text.to_owned(), |text, (common, own)| text.replace(common, own))
}
