//! Addresses to which nothing about meetings is mailed: their owners want no invitations from this server, or nobody could
//! be reached there.

use chrono::{DateTime, Utc};

use super::{Result, Tx, time};

/// An address to which no invitations are mailed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppressed {
    /// The address, lower case.
    pub address: String,
    /// Why, in words that organizers read.
    pub reason: String,
    /// What an organizer's program shows (SCHEDULE-STATUS, RFC 6638 §3.2.9).
    pub status: String,
    /// Since when.
    pub at: DateTime<Utc>,
    /// When mails go there again; `None` for a wish, which holds until it is taken back.
    pub until: Option<DateTime<Utc>>,
}

const COLUMNS: &str = "address, reason, status, at, until";

/// It has not ended at the time `?2`.
const HOLDS: &str = "(until IS NULL OR until > ?2)";

fn row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Suppressed> {
    Ok(Suppressed {
        address: row.get(0)?,
        reason: row.get(1)?,
        status: row.get(2)?,
        at: time(row.get(3)?),
        until: row.get::<_, Option<i64>>(4)?.map(time),
    })
}

impl Tx<'_> {
    /// Mails no more invitations to an address because somebody wishes so; the first wish stays.
    pub fn suppress(&mut self, address: &str, reason: &str, now: DateTime<Utc>) -> Result<()> {
        self.run(
            "INSERT INTO suppressed (address, reason, status, at) VALUES (?1, ?2, '5.3', ?3) \
             ON CONFLICT (address) DO UPDATE SET reason = excluded.reason, status = excluded.status, at = excluded.at, \
             until = NULL WHERE suppressed.until IS NOT NULL",
            (address.to_lowercase(), reason, now.timestamp()),
        )?;
        Ok(())
    }

    /// Mails no more invitations to an address until a time, as nobody could be reached there. A wish stays a wish.
    pub fn suppress_until(
        &mut self,
        address: &str,
        reason: &str,
        status: &str,
        until: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<()> {
        self.run(
            "INSERT INTO suppressed (address, reason, status, at, until) VALUES (?1, ?2, ?3, ?4, ?5) \
             ON CONFLICT (address) DO UPDATE SET reason = excluded.reason, status = excluded.status, at = excluded.at, \
             until = excluded.until WHERE suppressed.until IS NOT NULL",
            (address.to_lowercase(), reason, status, now.timestamp(), until.timestamp()),
        )?;
        Ok(())
    }

    /// Why no invitations are mailed to an address now; `None` when they are.
    pub fn suppressed(&mut self, address: &str, now: DateTime<Utc>) -> Result<Option<Suppressed>> {
        let sql = format!("SELECT {COLUMNS} FROM suppressed WHERE address = ?1 AND {HOLDS}");
        self.one(&sql, (address.to_lowercase(), now.timestamp()), row)
    }

    /// All such addresses, `limit` at most.
    pub fn all_suppressed(&mut self, limit: usize, now: DateTime<Utc>) -> Result<Vec<Suppressed>> {
        let sql = format!("SELECT {COLUMNS} FROM suppressed WHERE {HOLDS} ORDER BY address LIMIT ?1");
        self.all(&sql, (limit as i64, now.timestamp()), row)
    }

    /// Mails invitations to an address again; false when they were all along.
    pub fn unsuppress(&mut self, address: &str) -> Result<bool> {
        Ok(self.run("DELETE FROM suppressed WHERE address = ?1", [address.to_lowercase()])? > 0)
    }

    /// Mails invitations to an address again at which somebody was heard of; a wish to hear nothing stays.
    pub fn is_reached(&mut self, address: &str) -> Result<()> {
        self.run("DELETE FROM suppressed WHERE address = ?1 AND until IS NOT NULL", [address.to_lowercase()])?;
        Ok(())
    }

    /// Forgets what ended before this time.
    pub fn prune_suppressed(&mut self, before: DateTime<Utc>) -> Result<usize> {
        self.run("DELETE FROM suppressed WHERE until < ?1", [before.timestamp()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::testing::House;

    #[tokio::test(flavor = "multi_thread")]
    async fn a_wish_holds_for_good_and_a_failure_for_a_while() {
        let at = |day: i64| DateTime::from_timestamp(day * 86_400, 0).unwrap();
        let house = House::new().await;
        house.write(move |tx| tx.suppress_until("Bob@else.example", "gone", "3.7", at(90), at(0))).await;
        let found = |day: i64| house.read(|tx| tx.suppressed("bob@ELSE.example", at(day)));
        assert_eq!(found(89).map(|found| (found.status, found.until)), Some(("3.7".to_owned(), Some(at(90)))));
        assert_eq!(found(90), None);
        assert_eq!(house.read(|tx| tx.all_suppressed(9, at(90))), []);
        house.write(move |tx| tx.suppress_until("bob@else.example", "again", "5.2", at(190), at(100))).await;
        assert_eq!(found(100).map(|found| found.reason), Some("again".to_owned()));
        house.write(move |tx| tx.suppress("bob@else.example", "no more", at(101))).await;
        house.write(move |tx| tx.suppress_until("bob@else.example", "gone", "3.7", at(300), at(102))).await;
        house.write(move |tx| tx.is_reached("bob@else.example")).await;
        house.write(move |tx| tx.prune_suppressed(at(1000))).await;
        assert_eq!(found(1000).map(|found| (found.reason, found.status)), Some(("no more".into(), "5.3".into())));
        house.write(move |tx| tx.unsuppress("bob@else.example")).await;
        house.write(move |tx| tx.suppress_until("bob@else.example", "gone", "3.7", at(1090), at(1000))).await;
        house.write(move |tx| tx.is_reached("BOB@else.example")).await;
        assert_eq!(found(1000), None);
    }
}
