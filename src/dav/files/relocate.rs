//! COPY and MOVE of plain files and whole folders (RFC 4918 §9.8, §9.9): all of it or nothing.

use std::collections::HashMap;

use hyper::StatusCode;
use hyper::header::LOCATION;

use super::{Spot, check_room, path, tags};
use crate::dav::Call;
use crate::dav::answer::Response;
use crate::dav::conditions::{self, BadHeader, Depth};
use crate::dav::error::Failure;
use crate::dav::relocate::guarded;
use crate::dav::resource::Resource;
use crate::ical::Timestamp;
use crate::id::{FileId, ObjectName, PrincipalId};
use crate::schedule::{Conditions, Overwrite, Way};
use crate::store::{File, FileTree, Tx};

/// What is to go where.
struct Relocation {
    way: Way,
    owner: PrincipalId,
    from: Vec<ObjectName>,
    to: Vec<ObjectName>,
    /// Whether what is in a folder goes with it.
    depth: Depth,
    overwrite: Overwrite,
    conditions: Conditions,
    /// Files and folders of one person.
    most: i64,
}

/// Moves or copies a file or folder to another place of the same space.
pub(in crate::dav) async fn relocate(
    call: &Call<'_>,
    file: &File,
    way: Way,
    destination: &Resource,
    overwrite: Overwrite,
) -> Result<Response, Failure> {
    let (Resource::File(name, to) | Resource::Folder(name, to)) = destination else {
        return Err(Failure::Forbidden("plain files are kept among the files"));
    };
    if *name != call.owner()?.name {
        return Err(Failure::Forbidden("files stay with whom they belong to; PUT makes a new one elsewhere"));
    }
    let relocation = Relocation {
        way,
        owner: call.owner()?.id,
        from: path(call)?.to_vec(),
        to: to.clone(),
        depth: depth(call, file, way)?,
        overwrite,
        conditions: conditions::conditions(&call.request.headers)?,
        most: call.app.config.limits.files,
    };
    let now = call.app.clock.now();
    let (_, guard) = guarded(call, way, destination)?;
    let is_new = call.keep_guarded(guard, call.owner()?.id, move |tx| relocation.apply(tx, now)).await?;
    if !is_new {
        return Ok(Response::empty(StatusCode::NO_CONTENT));
    }
    let place = destination.clone();
    let place = if file.is_folder() { place.as_collection() } else { place.as_member() };
    Ok(Response::empty(StatusCode::CREATED).text_header(LOCATION, &place.to_string()))
}

/// How much of a folder goes: a copy may leave out what is in it (RFC 4918 §9.8.3), a move may not (§9.9.2).
fn depth(call: &Call<'_>, file: &File, way: Way) -> Result<Depth, Failure> {
    let depth = Depth::of(&call.request.headers, Depth::Infinity)?;
    match (file.is_folder(), way, depth) {
        (false, ..) | (true, _, Depth::Infinity) | (true, Way::Copy, Depth::Zero) => Ok(depth),
        _ => Err(BadHeader("Depth").into()),
    }
}

impl Relocation {
    /// Does it; says whether nothing was at the destination before.
    fn apply(&self, tx: &mut Tx<'_>, now: Timestamp) -> Result<bool, Failure> {
        if self.to.starts_with(&self.from) || self.from.starts_with(&self.to) {
            return Err(Failure::Forbidden("one would lie in the other"));
        }
        let source = tx.file_at(self.owner, &self.from)?.ok_or(Failure::NotFound)?;
        if !self.conditions.hold_for(Some(tags(&source))) {
            return Err(Failure::ConditionFailed);
        }
        let spot = Spot::at(tx, self.owner, &self.to)?;
        if let Some(there) = &spot.there {
            if self.overwrite == Overwrite::Forbidden {
                return Err(Failure::ConditionFailed);
            }
            // As if it were deleted before (RFC 4918 §9.8.4, §9.9.3).
            tx.delete_file(there.id)?;
        }
        let mut tree = tx.file_tree(source.id)?;
        if self.depth == Depth::Zero {
            tree.nodes.truncate(1);
            tree.levels = 1;
        }
        match self.way {
            Way::Move => {
                check_room(tx, i64::MAX, self.owner, &self.to, (0, tree.levels))?;
                tx.move_file(source.id, &spot.folder, &spot.name)?;
            }
            Way::Copy => {
                check_room(tx, self.most, self.owner, &self.to, (tree.nodes.len(), tree.levels))?;
                copy(tx, &tree, &spot, now)?;
            }
        }
        Ok(spot.there.is_none())
    }
}

fn copy(tx: &mut Tx<'_>, tree: &FileTree, spot: &Spot, now: Timestamp) -> Result<(), Failure> {
    let mut copies: HashMap<FileId, FileId> = HashMap::new();
    for (id, folder) in &tree.nodes {
        let copy = match folder.and_then(|folder| copies.get(&folder)) {
            Some(folder) => tx.copy_file(*id, *folder, None, now)?,
            None => tx.copy_file(*id, spot.folder.id, Some(&spot.name), now)?,
        };
        copies.insert(*id, copy);
    }
    Ok(())
}
