//! Managed attachments (RFC 8607) beside exported calendars: `.attachments/MANAGED-ID/NAME`, with the media type in
//! `.attachments/MANAGED-ID.type`. Other programs look past hidden folders; an import takes them in again.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::export::{Broken, make_folder};
use super::{Failure, harmless};
use crate::ical::Timestamp;
use crate::id::{CalendarId, ETag, ObjectName, PrincipalId};
use crate::random;
use crate::schedule::{App, may_read_attachment};
use crate::store::{Content, StoreError, Tx};

/// The folder they are in.
const FOLDER: &str = ".attachments";
/// The ending of the file that says the media type.
const TYPE: &str = "type";
/// The media type where nothing says any.
const UNKNOWN: &str = "application/octet-stream";
/// Letters of a MANAGED-ID; ours have fewer.
const LONGEST_CODE: usize = 64;

/// Writes the attachments of a calendar into a folder; returns how many there are.
pub(super) fn write(tx: &mut Tx<'_>, calendar: CalendarId, out: &Path) -> Result<usize, Broken> {
    let attachments = tx.attachments_in(calendar)?;
    for attachment in &attachments {
        let folder = out.join(FOLDER).join(&attachment.code);
        let file = folder.join(&attachment.name);
        let failed = |error| Broken::File(file.clone(), error);
        make_folder(&folder).map_err(failed)?;
        fs::write(folder.with_extension(TYPE), &attachment.content.media_type).map_err(failed)?;
        let mut written = File::create(&file).map_err(failed)?;
        for number in 0.. {
            let Some(piece) = tx.blob_piece(attachment.content.blob.id, number)? else { break };
            written.write_all(&piece).map_err(failed)?;
        }
    }
    Ok(attachments.len())
}

/// Takes in the attachments that an export has put beside the calendars: they become the person's, and the objects that are
/// imported refer to them. Those that are here are left as they are; of those that stay somebody else's the person gets others
/// with the same bytes.
pub(super) async fn take(app: &App, owner: PrincipalId, from: &Path) -> Result<(), Failure> {
    let Ok(listed) = fs::read_dir(from.join(FOLDER)) else { return Ok(()) };
    for entry in listed.filter_map(Result::ok).filter(|entry| entry.path().is_dir()) {
        let folder = entry.path();
        let most = app.config.limits.file_bytes as u64;
        match read(&folder, most) {
            Ok(found) => keep(app, owner, found).await?,
            Err(error) => eprintln!("refused: {}: {error}", harmless(&folder.display().to_string())),
        }
    }
    Ok(())
}

/// An attachment in a folder.
struct Found {
    code: String,
    name: String,
    media_type: String,
    bytes: Vec<u8>,
}

fn read(folder: &Path, most: u64) -> io::Result<Found> {
    let bad = |words: &str| io::Error::new(io::ErrorKind::InvalidData, words.to_owned());
    let code = folder.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    if code.len() > LONGEST_CODE || !code.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(bad("its name is no MANAGED-ID"));
    }
    let files: Vec<PathBuf> = fs::read_dir(folder)?.filter_map(Result::ok).map(|entry| entry.path()).collect();
    let [file] = files.as_slice() else { return Err(bad("there is not one file in it")) };
    let name = file.file_name().and_then(|name| name.to_str()).and_then(|name| ObjectName::parse(name).ok());
    let name = name.ok_or_else(|| bad("the file has no name for an attachment"))?;
    let about = fs::symlink_metadata(file)?;
    if !about.is_file() {
        return Err(bad("there is not one file in it"));
    }
    if about.len() > most {
        return Err(bad("the file has more bytes than limits.file_bytes"));
    }
    let media_type = fs::read_to_string(folder.with_extension(TYPE)).unwrap_or_else(|_| UNKNOWN.to_owned());
    let is_header = media_type.len() <= 200 && media_type.bytes().all(|byte| (b' '..=b'~').contains(&byte));
    let media_type = if is_header { media_type } else { UNKNOWN.to_owned() };
    Ok(Found { code: code.to_owned(), name: name.as_str().to_owned(), media_type, bytes: fs::read(file)? })
}

/// Gives a person an attachment of their own like one that stays somebody else's, who has it still, unless the person may
/// read that one anyhow.
fn own(tx: &mut Tx<'_>, owner: PrincipalId, code: &str, spare: &str, now: Timestamp) -> Result<(), StoreError> {
    let Some(kept) = tx.kept_attachment(code)?.filter(|kept| kept.principal != owner) else { return Ok(()) };
    if may_read_attachment(tx, owner, &kept)? || tx.attachment_like(&kept, owner)?.is_some() {
        return Ok(());
    }
    tx.add_attachment(owner, spare, &kept.name, &kept.content, now).map(|_| ())
}

async fn keep(app: &App, owner: PrincipalId, found: Found) -> Result<(), Failure> {
    let (now, spare) = (app.clock.now(), random::code::<10>().map_err(Failure::of)?);
    let work = move |tx: &mut Tx<'_>| {
        match tx.kept_attachment(&found.code)? {
            // It came with the calendar of somebody who was invited.
            Some(kept) if kept.principal != owner && kept.content.blob.etag == ETag::of(&found.bytes) => {
                tx.adopt_attachment(kept.id, owner)?;
                own(tx, owner, &found.code, &spare, now)
            }
            Some(_) => Ok(()),
            None => {
                let content = Content { blob: tx.add_blob(&found.bytes, now)?, media_type: found.media_type };
                tx.add_attachment(owner, &found.code, &found.name, &content, now).map(|_| ())
            }
        }
    };
    app.store.write::<_, StoreError, _>(work).await.map_err(Failure::passing)
}
