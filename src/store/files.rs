//! Plain files and the folders they are in: a tree for each principal.

use rusqlite::Row;

use super::{Blob, PropertyOf, Result, Tx, Usage, time};
use crate::id::{BlobId, ETag, FileId, ObjectName, PrincipalId};

/// A plain file or a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its number.
    pub id: FileId,
    /// Whose it is.
    pub principal: PrincipalId,
    /// The folder it is in; the root of a principal's space is in none.
    pub folder: Option<FileId>,
    /// Its path segment; empty for the root.
    pub name: String,
    /// What it holds; a folder holds nothing of its own.
    pub content: Option<Content>,
    /// When it was made.
    pub created: chrono::DateTime<chrono::Utc>,
    /// When its content was last changed.
    pub modified: chrono::DateTime<chrono::Utc>,
}

impl File {
    /// Whether it holds others.
    pub fn is_folder(&self) -> bool {
        self.content.is_none()
    }

    /// The entity tag of a file; a folder has none.
    pub fn etag(&self) -> Option<&ETag> {
        self.content.as_ref().map(|content| &content.blob.etag)
    }
}

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Content {
    /// Its bytes.
    pub blob: Blob,
    /// What kind of bytes they are, as the client said it.
    pub media_type: String,
}

/// A file or folder with all that is below it, itself first and every folder before what is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileTree {
    /// Each one's number, and the number of the folder it is in.
    pub nodes: Vec<(FileId, Option<FileId>)>,
    /// Levels of it: 1 for a file.
    pub levels: usize,
}

const COLUMNS: &str = "f.id, f.principal, f.folder, f.name, f.media_type, f.created, f.modified, b.id, b.etag, b.size";
const FROM: &str = "file f LEFT JOIN blob b ON b.id = f.blob";

fn file(row: &Row<'_>) -> rusqlite::Result<File> {
    let content = match row.get::<_, Option<i64>>(7)? {
        None => None,
        Some(id) => Some(Content {
            blob: Blob { id: BlobId(id), etag: ETag(row.get(8)?), size: row.get(9)? },
            media_type: row.get(4)?,
        }),
    };
    Ok(File {
        id: FileId(row.get(0)?),
        principal: PrincipalId(row.get(1)?),
        folder: row.get::<_, Option<i64>>(2)?.map(FileId),
        name: row.get(3)?,
        content,
        created: time(row.get(5)?),
        modified: time(row.get(6)?),
    })
}

impl Tx<'_> {
    /// Makes the root of a principal's files.
    pub(super) fn add_file_root(&mut self, principal: PrincipalId, now: chrono::DateTime<chrono::Utc>) -> Result<()> {
        let sql = "INSERT INTO file (principal, name, created, modified) VALUES (?1, '', ?2, ?2)";
        self.run(sql, (principal.0, now.timestamp()))?;
        Ok(())
    }

    /// The root of a principal's files.
    pub fn file_root(&mut self, principal: PrincipalId) -> Result<Option<File>> {
        let sql = format!("SELECT {COLUMNS} FROM {FROM} WHERE f.principal = ?1 AND f.folder IS NULL");
        self.one(&sql, [principal.0], file)
    }

    /// The member of this name in a folder.
    pub fn file(&mut self, folder: FileId, name: &str) -> Result<Option<File>> {
        let sql = format!("SELECT {COLUMNS} FROM {FROM} WHERE f.folder = ?1 AND f.name = ?2");
        self.one(&sql, (folder.0, name), file)
    }

    /// What is at this path below the root of a principal's files.
    pub fn file_at(&mut self, principal: PrincipalId, path: &[ObjectName]) -> Result<Option<File>> {
        let mut found = self.file_root(principal)?;
        for name in path {
            let Some(folder) = found.filter(File::is_folder) else { return Ok(None) };
            found = self.file(folder.id, name.as_str())?;
        }
        Ok(found)
    }

    /// The path of a file or folder below the root.
    pub fn file_path(&mut self, id: FileId) -> Result<Vec<ObjectName>> {
        let names: Vec<String> = self.all(
            "WITH RECURSIVE above (id, folder, name, level) AS (SELECT id, folder, name, 0 FROM file WHERE id = ?1 \
             UNION ALL SELECT f.id, f.folder, f.name, above.level + 1 FROM file f JOIN above ON f.id = above.folder) \
             SELECT name FROM above WHERE folder IS NOT NULL ORDER BY level DESC",
            [id.0],
            |row| row.get(0),
        )?;
        Ok(names.iter().filter_map(|name| ObjectName::parse(name).ok()).collect())
    }

    /// The folders above a file or folder, the root first.
    pub fn folders_above(&mut self, id: FileId) -> Result<Vec<FileId>> {
        self.all(
            "WITH RECURSIVE above (id, folder, level) AS (SELECT id, folder, 0 FROM file WHERE id = ?1 \
             UNION ALL SELECT f.id, f.folder, above.level + 1 FROM file f JOIN above ON f.id = above.folder) \
             SELECT id FROM above WHERE level > 0 ORDER BY level DESC",
            [id.0],
            |row| Ok(FileId(row.get(0)?)),
        )
    }

    /// The members of a folder by name, those after `after` (all when empty), `limit` at most.
    pub fn files(&mut self, folder: FileId, after: &str, limit: usize) -> Result<Vec<File>> {
        let sql = format!("SELECT {COLUMNS} FROM {FROM} WHERE f.folder = ?1 AND f.name > ?2 ORDER BY f.name LIMIT ?3");
        self.all(&sql, (folder.0, after, limit as i64), file)
    }

    /// How many files and folders a principal has.
    pub fn file_count(&mut self, principal: PrincipalId) -> Result<i64> {
        self.count("SELECT COUNT(*) FROM file WHERE principal = ?1", [principal.0])
    }

    /// Makes a folder.
    ///
    /// # Errors
    /// A name that is taken there.
    pub fn add_folder(
        &mut self,
        folder: &File,
        name: &ObjectName,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Result<FileId> {
        let id = self.one(
            "INSERT INTO file (principal, folder, name, created, modified) VALUES (?1, ?2, ?3, ?4, ?4) RETURNING id",
            (folder.principal.0, folder.id.0, name.as_str(), now.timestamp()),
            |row| row.get(0),
        )?;
        self.count_in(folder.principal, Usage { bytes: 0, objects: 1 })?;
        Ok(FileId(id.unwrap_or_default()))
    }

    /// Makes a file, or gives the file of this name another content.
    pub fn put_file(
        &mut self,
        folder: &File,
        name: &ObjectName,
        content: &Content,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Result<()> {
        let before =
            self.file(folder.id, name.as_str())?.map(|file| file.content.map_or(0, |content| content.blob.size));
        let bytes = content.blob.size - before.unwrap_or_default();
        self.count_in(folder.principal, Usage { bytes, objects: i64::from(before.is_none()) })?;
        self.run(
            "INSERT INTO file (principal, folder, name, blob, media_type, created, modified) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6) ON CONFLICT (folder, name) DO UPDATE SET \
             blob = excluded.blob, media_type = excluded.media_type, modified = excluded.modified",
            (folder.principal.0, folder.id.0, name.as_str(), content.blob.id.0, &content.media_type, now.timestamp()),
        )?;
        Ok(())
    }

    /// Deletes a file, or a folder with all that is in it and the access lists of all folders among it.
    pub fn delete_file(&mut self, id: FileId) -> Result<()> {
        self.count_out_files(id)?;
        self.run(
            "DELETE FROM ace WHERE scope = 'folder' AND number IN (WITH RECURSIVE tree (id) AS (SELECT ?1 \
             UNION ALL SELECT f.id FROM file f JOIN tree ON f.folder = tree.id) SELECT id FROM tree)",
            [id.0],
        )?;
        self.run("DELETE FROM file WHERE id = ?1", [id.0])?;
        Ok(())
    }

    /// Gives a file or folder another name or folder; its content and properties go with it.
    ///
    /// # Errors
    /// A name that is taken there.
    pub fn move_file(&mut self, id: FileId, folder: &File, name: &ObjectName) -> Result<()> {
        self.run("UPDATE file SET folder = ?2, name = ?3 WHERE id = ?1", (id.0, folder.id.0, name.as_str()))?;
        Ok(())
    }

    /// A file or folder with all that is below it.
    pub fn file_tree(&mut self, id: FileId) -> Result<FileTree> {
        let nodes: Vec<(FileId, Option<FileId>, i64)> = self.all(
            "WITH RECURSIVE tree (id, folder, level) AS (SELECT id, folder, 1 FROM file WHERE id = ?1 \
             UNION ALL SELECT f.id, f.folder, tree.level + 1 FROM file f JOIN tree ON f.folder = tree.id) \
             SELECT id, folder, level FROM tree ORDER BY level, id",
            [id.0],
            |row| Ok((FileId(row.get(0)?), row.get::<_, Option<i64>>(1)?.map(FileId), row.get(2)?)),
        )?;
        let levels = nodes.last().map_or(0, |(_, _, level)| usize::try_from(*level).unwrap_or(usize::MAX));
        Ok(FileTree { nodes: nodes.into_iter().map(|(id, folder, _)| (id, folder)).collect(), levels })
    }

    /// Copies one file, or one folder without what is in it, with its properties.
    ///
    /// # Errors
    /// A name that is taken there.
    pub fn copy_file(
        &mut self,
        id: FileId,
        folder: FileId,
        name: Option<&ObjectName>,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Result<FileId> {
        let copy = self.one(
            "INSERT INTO file (principal, folder, name, blob, media_type, created, modified) \
             SELECT p.principal, p.id, COALESCE(?3, f.name), f.blob, f.media_type, ?4, ?4 \
             FROM file f JOIN file p ON p.id = ?2 WHERE f.id = ?1 RETURNING id",
            (id.0, folder.0, name.map(ObjectName::as_str), now.timestamp()),
            |row| row.get(0),
        )?;
        let copy = FileId(copy.unwrap_or_default());
        let copied: Option<(i64, i64)> = self.one(
            "SELECT f.principal, COALESCE(b.size, 0) FROM file f LEFT JOIN blob b ON b.id = f.blob WHERE f.id = ?1",
            [copy.0],
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        if let Some((principal, bytes)) = copied {
            self.count_in(PrincipalId(principal), Usage { bytes, objects: 1 })?;
        }
        self.copy_dead_properties(PropertyOf::File(id), PropertyOf::File(copy))?;
        Ok(copy)
    }
}
