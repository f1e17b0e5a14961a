//! Feeds: calendars that anybody reads who knows a secret address.

use rusqlite::Row;

use super::{Result, Tx, time};
use crate::id::{CalendarId, PrincipalId};

/// What a feed shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    /// Public objects whole, of others only when they take time.
    Events,
    /// When the owner is busy, and nothing else.
    BusyTime,
}

/// A calendar, or all of a person's, behind a secret address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feed {
    /// Its number.
    pub id: i64,
    /// Whose it is.
    pub principal: PrincipalId,
    /// What the owner calls it, unique among the owner's.
    pub name: String,
    /// The calendar it shows; nothing for all of them.
    pub calendar: Option<CalendarId>,
    /// What it shows.
    pub shows: Shows,
    /// When it was made.
    pub created: chrono::DateTime<chrono::Utc>,
    /// The day it was read last, if it ever was.
    pub used: Option<chrono::DateTime<chrono::Utc>>,
}

/// A feed to make.
#[derive(Clone, Debug)]
pub struct NewFeed {
    /// Whose it is.
    pub principal: PrincipalId,
    /// What the owner calls it, unique among the owner's.
    pub name: String,
    /// The calendar it shows; nothing for all of them.
    pub calendar: Option<CalendarId>,
    /// What it shows.
    pub shows: Shows,
    /// The digest of the secret in its address.
    pub digest: String,
}

const COLUMNS: &str = "id, principal, name, calendar, busy_only, created, used";

fn feed(row: &Row<'_>) -> rusqlite::Result<Feed> {
    let used: i64 = row.get(6)?;
    Ok(Feed {
        id: row.get(0)?,
        principal: PrincipalId(row.get(1)?),
        name: row.get(2)?,
        calendar: row.get::<_, Option<i64>>(3)?.map(CalendarId),
        shows: if row.get::<_, i64>(4)? == 0 { Shows::Events } else { Shows::BusyTime },
        created: time(row.get(5)?),
        used: (used != 0).then(|| time(used)),
    })
}

impl Tx<'_> {
    /// Makes a feed.
    ///
    /// # Errors
    /// A name that another feed of the owner has.
    pub fn add_feed(&mut self, new: &NewFeed, now: chrono::DateTime<chrono::Utc>) -> Result<()> {
        self.run(
            "INSERT INTO feed (principal, name, calendar, busy_only, digest, created) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            (
                new.principal.0,
                &new.name,
                new.calendar.map(|id| id.0),
                i64::from(new.shows == Shows::BusyTime),
                &new.digest,
                now.timestamp(),
            ),
        )?;
        Ok(())
    }

    /// A person's feeds, by name.
    pub fn feeds(&mut self, principal: PrincipalId) -> Result<Vec<Feed>> {
        self.all(&format!("SELECT {COLUMNS} FROM feed WHERE principal = ?1 ORDER BY name"), [principal.0], feed)
    }

    /// The feed of a secret, by its digest.
    pub fn feed_by_digest(&mut self, digest: &str) -> Result<Option<Feed>> {
        self.one(&format!("SELECT {COLUMNS} FROM feed WHERE digest = ?1"), [digest], feed)
    }

    /// Notes the day on which a feed was read.
    pub fn feed_was_used(&mut self, id: i64, day: chrono::DateTime<chrono::Utc>) -> Result<()> {
        self.run("UPDATE feed SET used = ?2 WHERE id = ?1", (id, day.timestamp()))?;
        Ok(())
    }

    /// Forgets a feed, whose address then leads nowhere; false when there is none of this name.
    pub fn remove_feed(&mut self, principal: PrincipalId, name: &str) -> Result<bool> {
        Ok(self.run("DELETE FROM feed WHERE principal = ?1 AND name = ?2", (principal.0, name))? > 0)
    }
}
