//! `rsvpd backup` and `rsvpd restore`: the whole database as one file.

use std::path::PathBuf;

use clap::Args;

use super::{EX_CANTCREAT, EX_DATAERR, EX_NOINPUT, EX_TEMPFAIL, Failure, print};
use crate::config::Config;
use crate::random;
use crate::store::{self, BackupError, Contents, Present, StoreError};

#[derive(Args)]
pub(super) struct BackupArguments {
    /// The file to write; a backup of this name is replaced once the new one is whole
    file: PathBuf,
}

#[derive(Args)]
pub(super) struct RestoreArguments {
    /// A file that `rsvpd backup` wrote
    file: PathBuf,
    /// Also if there is a database: it is moved aside, not deleted
    #[arg(long)]
    force: bool,
}

pub(super) fn backup(config: &Config, wishes: &BackupArguments) -> Result<(), Failure> {
    if wishes.file.is_dir() {
        let example = wishes.file.join("rsvpd.backup");
        let words = format!("{} is a folder; name a file, such as {}", wishes.file.display(), example.display());
        return Err(Failure { code: EX_CANTCREAT, words });
    }
    let contents = store::backup(&config.data, &wishes.file)?;
    print(&format!("{}: {}; checked\n", wishes.file.display(), said(&contents)));
    Ok(())
}

pub(super) fn restore(config: &Config, wishes: &RestoreArguments) -> Result<(), Failure> {
    let present = match wishes.force {
        true => Present::MovesAside(format!(".before-restore-{}", chrono::Utc::now().format("%Y%m%dT%H%M%SZ"))),
        false => Present::Stays,
    };
    let incarnation = random::code::<10>().map_err(Failure::of)?;
    let restored = store::restore(&wishes.file, &config.data, present, &incarnation, chrono::Utc::now())?;
    print(&format!("{}: {}\n", config.data.display(), said(&restored.contents)));
    if let Some(aside) = restored.aside {
        print(&format!("The database that was there is now {}\n", aside.display()));
    }
    if restored.contents.waiting > 0 {
        let waiting = restored.contents.waiting;
        print(&format!(
            "{waiting} mails waited when the backup was made. They are held back, because they may have left since, and who\n\
             caused them is told when the server starts. `rsvpd mail queue` shows them; `rsvpd mail release NUMBER…` (or --all)\n\
             sends them.\n"
        ));
    }
    print(&format!(
        "Guests may know newer states of meetings than this backup. What they are sent from now on has a SEQUENCE above {},\n\
         so that their programs take it for new; until then they see what they were sent last.\n",
        restored.seen
    ));
    print("Calendar programs will read everything anew at their next sync. Start the server: rsvpd serve\n");
    Ok(())
}

fn said(contents: &Contents) -> String {
    let Contents { principals, calendars, objects, .. } = contents;
    format!("{principals} accounts, {calendars} collections, {objects} objects")
}

impl From<BackupError> for Failure {
    fn from(error: BackupError) -> Failure {
        let (code, next) = match &error {
            BackupError::NoDatabase(_) => {
                (EX_NOINPUT, "Check the path, `data` in the configuration (--config), and in which folder you are.")
            }
            BackupError::Occupied(_) => (EX_CANTCREAT, "With --force it is moved aside first."),
            BackupError::Taken(_) => {
                (EX_CANTCREAT, "Nothing was changed. Name a file that is not there yet, or an older backup.")
            }
            BackupError::InUse => (EX_TEMPFAIL, "Stop the server, then try again."),
            BackupError::Foreign(_) => (EX_DATAERR, "Give a file that `rsvpd backup` wrote."),
            BackupError::Damaged(..) => (EX_DATAERR, "Nothing was changed. Use an older backup."),
            BackupError::Incomplete => (EX_TEMPFAIL, "Nothing was changed. Try again."),
            BackupError::File(..) => (EX_CANTCREAT, "Check that the folder is there, can be written and has space."),
            BackupError::Store(StoreError::TooNew(..)) => (EX_DATAERR, "Nothing was changed."),
            BackupError::Store(_) => (EX_TEMPFAIL, "Nothing was changed."),
        };
        Failure { code, words: format!("{error}\n{next}") }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::Store;

    #[test]
    fn a_backup_comes_back_and_what_is_there_is_not_lost() {
        let folder = tempfile::tempdir().unwrap();
        let config = |name: &str| Config { data: folder.path().join(name), ..Config::default() };
        let file = folder.path().join("b");
        let wish = BackupArguments { file: file.clone() };
        assert_eq!(backup(&config("old"), &wish).unwrap_err().code, EX_NOINPUT);
        drop(Store::open(&config("old").data).unwrap());
        backup(&config("old"), &wish).unwrap();
        let into_folder = BackupArguments { file: folder.path().to_owned() };
        assert_eq!(backup(&config("old"), &into_folder).unwrap_err().code, EX_CANTCREAT);
        let (database, settings) = (config("old").data.join("rsvpd.sqlite"), folder.path().join("rsvpd.toml"));
        std::fs::write(&settings, "log = \"info\"").unwrap();
        // Another server has its database open.
        let _another = Store::open(&config("another").data).unwrap();
        let theirs = config("another").data.join("rsvpd.sqlite");
        for taken in [
            &database,
            &config("old").data.join("../old/rsvpd.sqlite"),
            &theirs,
            &settings,
            &PathBuf::from("/dev/null"),
        ] {
            let before = std::fs::read(taken).unwrap();
            assert_eq!(
                backup(&config("old"), &BackupArguments { file: taken.clone() }).unwrap_err().code,
                EX_CANTCREAT
            );
            assert_eq!(std::fs::read(taken).unwrap(), before, "{}", taken.display());
        }
        backup(&config("old"), &wish).unwrap();
        let wish = |force| RestoreArguments { file: file.clone(), force };
        restore(&config("new"), &wish(false)).unwrap();
        let refused = restore(&config("new"), &wish(false)).unwrap_err();
        assert!(refused.code == EX_CANTCREAT && refused.words.contains("--force"), "{}", refused.words);
        restore(&config("new"), &wish(true)).unwrap();
        restore(&config("new"), &wish(true)).unwrap();
        restore(&config("new"), &wish(true)).unwrap();
        assert_eq!(std::fs::read_dir(config("new").data).unwrap().count(), 4, "each is kept, also within one second");
    }
}
