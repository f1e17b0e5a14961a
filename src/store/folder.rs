//! The data folder: who may look into it, and which server has it.

use std::fs;
use std::io;
use std::path::Path;

use super::{DATABASE, Result, StoreError};

/// Makes a folder that only its owner can look into: password hashes and the key of all tokens are in it.
pub(super) fn made(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt;
    if folder.exists() && !folder.is_dir() {
        return Err(io::Error::new(io::ErrorKind::NotADirectory, "it is no folder"));
    }
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

/// Makes the database's file, or takes from everybody else the right to read it: a folder that somebody else made, such as
/// systemd, may be open to all. SQLite gives the files beside it the rights of this one.
pub(super) fn close_to_others(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
    let options = || fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    match options() {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        // What is wrong with the folder SQLite says, too, and in more words.
        _ => return Ok(()),
    }
    for part in ["", "-wal", "-shm"] {
        let mut part_path = path.as_os_str().to_owned();
        part_path.push(part);
        let Ok(about) = fs::metadata(&part_path) else { continue };
        let mode = about.permissions().mode();
        if mode & 0o007 != 0 {
            // Only the owner can; whoever else opens it leaves it as it is.
            let _ = fs::set_permissions(&part_path, fs::Permissions::from_mode(mode & 0o770));
        }
    }
    Ok(())
}

/// Whether there is a database in a data folder.
pub fn exists(folder: &Path) -> bool {
    folder.join(DATABASE).exists()
}

/// Held by the one server of a data folder, until it is dropped or its process ends.
#[derive(Debug)]
pub struct Seat {
    _file: fs::File,
}

impl Seat {
    /// Takes the seat: two servers would send the same mails.
    ///
    /// # Errors
    /// A folder in which another server runs, or that cannot be written.
    pub fn take(folder: &Path) -> Result<Seat> {
        use std::os::unix::fs::OpenOptionsExt;
        let mut options = fs::OpenOptions::new();
        options.write(true).create(true).truncate(false).mode(0o600);
        let file = options.open(folder.join("rsvpd.lock")).map_err(StoreError::Folder)?;
        match file.try_lock() {
            Ok(()) => Ok(Seat { _file: file }),
            Err(fs::TryLockError::WouldBlock) => Err(StoreError::Taken),
            Err(fs::TryLockError::Error(error)) => Err(StoreError::Folder(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::store::Store;

    #[test]
    fn nobody_else_reads_the_database_wherever_it_lies() {
        let folder = tempfile::tempdir().unwrap();
        fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
        let mode = |name: &str| fs::metadata(folder.path().join(name)).unwrap().permissions().mode() & 0o777;
        let store = Store::open(folder.path()).unwrap();
        assert_eq!([mode("rsvpd.sqlite"), mode("rsvpd.sqlite-wal"), mode("rsvpd.sqlite-shm")], [0o600; 3]);
        drop(store);
        // One from before, which a group may read and everybody.
        fs::set_permissions(folder.path().join("rsvpd.sqlite"), fs::Permissions::from_mode(0o644)).unwrap();
        let _store = Store::open(folder.path()).unwrap();
        assert_eq!(mode("rsvpd.sqlite"), 0o640);
    }

    #[test]
    fn a_file_is_no_data_folder() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        assert!(Store::open(&file).err().unwrap().to_string().contains("no folder"));
    }

    #[test]
    fn a_folder_has_one_server_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let seat = Seat::take(folder.path()).unwrap();
        assert!(matches!(Seat::take(folder.path()), Err(StoreError::Taken)));
        drop(seat);
        Seat::take(folder.path()).unwrap();
    }
}
