//! Subscriptions: calendars whose events come from an address elsewhere, and how the last look there ended.

use rusqlite::Row;

use super::{Result, Tx, time};
use crate::id::CalendarId;

type Time = chrono::DateTime<chrono::Utc>;

/// How a subscription stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscription {
    /// The calendar that holds the events.
    pub calendar: CalendarId,
    /// The entity tag of what was fetched last, as the other server wrote it.
    pub etag: Option<String>,
    /// When that was changed, as the other server wrote it.
    pub modified: Option<String>,
    /// When the next look is due.
    pub next_at: Time,
    /// When the last look succeeded, if one ever did.
    pub fetched: Option<Time>,
    /// Looks that failed since.
    pub failures: i64,
    /// Why the last look failed, in words; empty when it did not.
    pub trouble: String,
    /// How many objects of what was fetched cannot be used and are left out.
    pub unusable: i64,
}

const COLUMNS: &str = "calendar, etag, modified, next_at, fetched, failures, trouble, unusable";

fn subscription(row: &Row<'_>) -> rusqlite::Result<Subscription> {
    let fetched: i64 = row.get(4)?;
    Ok(Subscription {
        calendar: CalendarId(row.get(0)?),
        etag: row.get(1)?,
        modified: row.get(2)?,
        next_at: time(row.get(3)?),
        fetched: (fetched != 0).then(|| time(fetched)),
        failures: row.get(5)?,
        trouble: row.get(6)?,
        unusable: row.get(7)?,
    })
}

impl Tx<'_> {
    /// Lets a calendar that is being made get its events from this address; it holds none of its own from then on.
    pub fn subscribe(&mut self, calendar: CalendarId, source: &str, now: Time) -> Result<()> {
        // What others do all day does not make a person busy.
        self.run("UPDATE calendar SET source = ?2, transparent = 1 WHERE id = ?1", (calendar.0, source))?;
        self.run("INSERT INTO subscription (calendar, next_at) VALUES (?1, ?2)", (calendar.0, now.timestamp()))?;
        self.woken.subscriptions = true;
        Ok(())
    }

    /// Follows an address that moved for good.
    pub fn move_source(&mut self, calendar: CalendarId, source: &str) -> Result<()> {
        self.run("UPDATE calendar SET source = ?2 WHERE id = ?1", (calendar.0, source))?;
        Ok(())
    }

    /// How a calendar's subscription stands, if it has one.
    pub fn subscription(&mut self, calendar: CalendarId) -> Result<Option<Subscription>> {
        self.one(&format!("SELECT {COLUMNS} FROM subscription WHERE calendar = ?1"), [calendar.0], subscription)
    }

    /// Gives out subscriptions that are due, `limit` at most; nobody else gets them before `until`.
    pub fn claim_subscriptions(&mut self, now: Time, until: Time, limit: usize) -> Result<Vec<Subscription>> {
        let sql = format!("SELECT {COLUMNS} FROM subscription WHERE next_at <= ?1 ORDER BY next_at LIMIT ?2");
        let due = self.all(&sql, (now.timestamp(), limit as i64), subscription)?;
        for one in &due {
            let sql = "UPDATE subscription SET next_at = ?2, claimed = 1 WHERE calendar = ?1";
            self.run(sql, (one.calendar.0, until.timestamp()))?;
        }
        Ok(due)
    }

    /// How many subscriptions are due, or claimed for a look that has not ended.
    pub fn unseen_subscriptions(&mut self, now: Time) -> Result<i64> {
        self.count("SELECT COUNT(*) FROM subscription WHERE next_at <= ?1 OR claimed = 1", [now.timestamp()])
    }

    /// When the next subscription is due.
    pub fn next_subscription(&mut self) -> Result<Option<Time>> {
        let next = self.one("SELECT MIN(next_at) FROM subscription", (), |row| row.get::<_, Option<i64>>(0))?;
        Ok(next.flatten().map(time))
    }

    /// Writes down how a look ended; one of a calendar that is gone is forgotten.
    pub fn set_subscription(&mut self, now_is: &Subscription) -> Result<()> {
        self.run(
            "UPDATE subscription SET etag = ?2, modified = ?3, next_at = ?4, fetched = ?5, failures = ?6, trouble = ?7, \
             unusable = ?8, claimed = 0 WHERE calendar = ?1",
            (
                now_is.calendar.0,
                &now_is.etag,
                &now_is.modified,
                now_is.next_at.timestamp(),
                now_is.fetched.map_or(0, |at| at.timestamp()),
                now_is.failures,
                &now_is.trouble,
                now_is.unusable,
            ),
        )?;
        Ok(())
    }
}
