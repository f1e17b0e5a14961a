//! Bytes of any number, kept in pieces so that nobody needs to hold all of them: neither who stores nor who reads.
//!
//! A blob never changes. What nothing refers to any more is swept ([`Tx::sweep_blobs`]) and not deleted at once: a
//! reader in the middle of it can finish, and a deletion never takes long.

use super::{Result, Tx};
use crate::id::{BlobId, ETag};

/// Bytes of one piece.
pub const PIECE: usize = 128 * 1024;

/// Stored bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blob {
    /// Its number.
    pub id: BlobId,
    /// The entity tag of the bytes.
    pub etag: ETag,
    /// How many bytes there are.
    pub size: i64,
}

impl Tx<'_> {
    /// Keeps bytes that are there at once.
    pub fn add_blob(&mut self, bytes: &[u8], now: chrono::DateTime<chrono::Utc>) -> Result<Blob> {
        let id = self.begin_blob(now)?;
        self.extend_blob(id, 0, bytes)?;
        self.finish_blob(id, ETag::of(bytes), bytes.len() as i64)
    }

    /// Begins a blob whose bytes are still to come.
    pub fn begin_blob(&mut self, now: chrono::DateTime<chrono::Utc>) -> Result<BlobId> {
        let sql = "INSERT INTO blob (etag, size, created) VALUES ('', 0, ?1) RETURNING id";
        let id = self.one(sql, [now.timestamp()], |row| row.get(0))?;
        Ok(BlobId(id.unwrap_or_default()))
    }

    /// Adds bytes to a blob that is not finished, as the pieces from the number `from` on.
    pub fn extend_blob(&mut self, id: BlobId, from: i64, bytes: &[u8]) -> Result<()> {
        for (number, piece) in (from..).zip(bytes.chunks(PIECE)) {
            self.run("INSERT INTO blob_piece (blob, number, bytes) VALUES (?1, ?2, ?3)", (id.0, number, piece))?;
        }
        Ok(())
    }

    /// Says that all bytes of a blob are there.
    pub fn finish_blob(&mut self, id: BlobId, etag: ETag, size: i64) -> Result<Blob> {
        self.run("UPDATE blob SET etag = ?2, size = ?3 WHERE id = ?1", (id.0, &etag.0, size))?;
        Ok(Blob { id, etag, size })
    }

    /// A piece of a blob, counted from 0.
    pub fn blob_piece(&mut self, id: BlobId, number: i64) -> Result<Option<Vec<u8>>> {
        self.one("SELECT bytes FROM blob_piece WHERE blob = ?1 AND number = ?2", (id.0, number), |row| row.get(0))
    }

    /// Blobs from before this time to which nothing refers, with their numbers above `after`, `limit` at most.
    pub fn unused_blobs(
        &mut self,
        before: chrono::DateTime<chrono::Utc>,
        after: BlobId,
        limit: usize,
    ) -> Result<Vec<BlobId>> {
        let sql =
            format!("SELECT b.id FROM blob b WHERE b.id > ?2 AND b.created < ?1 AND {UNUSED} ORDER BY b.id LIMIT ?3");
        self.all(&sql, (before.timestamp(), after.0, limit as i64), |row| Ok(BlobId(row.get(0)?)))
    }

    /// Deletes these blobs, as far as nothing refers to them; returns how many went.
    pub fn sweep_blobs(&mut self, ids: &[BlobId]) -> Result<usize> {
        let mut swept = 0;
        for id in ids {
            swept += self.run(&format!("DELETE FROM blob AS b WHERE b.id = ?1 AND {UNUSED}"), [id.0])?;
        }
        Ok(swept)
    }
}

/// That nothing refers to the blob `b`.
const UNUSED: &str = "NOT EXISTS (SELECT 1 FROM file f WHERE f.blob = b.id) \
                      AND NOT EXISTS (SELECT 1 FROM attachment a WHERE a.blob = b.id)";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::{Store, StoreError};

    #[tokio::test(flavor = "multi_thread")]
    async fn bytes_come_back_in_pieces_and_go_when_nothing_refers_to_them() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let now = chrono::DateTime::UNIX_EPOCH;
        let bytes: Vec<u8> = (0..PIECE * 2 + 5).map(|at| (at % 251) as u8).collect();
        let work = move |tx: &mut Tx<'_>| {
            let blob = tx.add_blob(&bytes, now)?;
            let empty = tx.add_blob(b"", now)?;
            assert_eq!((blob.size, &blob.etag), (bytes.len() as i64, &ETag::of(&bytes)));
            let mut read = Vec::new();
            for number in 0..3 {
                read.extend(tx.blob_piece(blob.id, number)?.unwrap());
            }
            assert_eq!(read, bytes);
            assert_eq!((tx.blob_piece(blob.id, 3)?, tx.blob_piece(empty.id, 0)?), (None, None));
            let later = now + chrono::TimeDelta::days(1);
            assert_eq!(tx.unused_blobs(now, BlobId(0), 9)?, []);
            assert_eq!(tx.unused_blobs(later, BlobId(0), 9)?, [blob.id, empty.id]);
            assert_eq!(tx.sweep_blobs(&[blob.id])?, 1);
            assert_eq!(tx.count("SELECT COUNT(*) FROM blob_piece", ())?, 0);
            Ok(())
        };
        store.write::<_, StoreError, _>(work).await.unwrap();
    }
}
