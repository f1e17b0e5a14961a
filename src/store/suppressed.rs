//! Addresses whose owners want no invitations from this server.

use super::{Result, Tx, time};

/// An address to which no invitations are mailed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppressed {
    /// The address, lower case.
    pub address: String,
    /// Why, in words that organizers read.
    pub reason: String,
    /// Since when.
    pub at: chrono::DateTime<chrono::Utc>,
}

fn row(row: &rusqlite::Row<'_>) -> rusqlite::Result<Suppressed> {
    Ok(Suppressed { address: row.get(0)?, reason: row.get(1)?, at: time(row.get(2)?) })
}

impl Tx<'_> {
    /// Mails no more invitations to an address; the first reason stays.
    pub fn suppress(&mut self, address: &str, reason: &str, now: chrono::DateTime<chrono::Utc>) -> Result<()> {
        self.run(
            "INSERT INTO suppressed (address, reason, at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING",
            (address.to_lowercase(), reason, now.timestamp()),
        )?;
        Ok(())
    }

    /// Why no invitations are mailed to an address; `None` when they are.
    pub fn suppressed(&mut self, address: &str) -> Result<Option<Suppressed>> {
        let sql = "SELECT address, reason, at FROM suppressed WHERE address = ?1";
        self.one(sql, [address.to_lowercase()], row)
    }

    /// All such addresses, `limit` at most.
    pub fn all_suppressed(&mut self, limit: usize) -> Result<Vec<Suppressed>> {
        self.all("SELECT address, reason, at FROM suppressed ORDER BY address LIMIT ?1", [limit as i64], row)
    }

    /// Mails invitations to an address again; false when they were all along.
    pub fn unsuppress(&mut self, address: &str) -> Result<bool> {
        Ok(self.run("DELETE FROM suppressed WHERE address = ?1", [address.to_lowercase()])? > 0)
    }
}
