//! PROPFIND (RFC 4918 §9.1).

use std::sync::Arc;

use super::answer::{Answer, Pages, Progress};
use super::conditions::{Depth, Prefer};
use super::error::{Failure, Precondition};
use super::live::{self, View};
use super::multistatus::{self, Missing};
use super::place::{Owner, Place, book_sharers, books_of, calendar_resource, file_sharers, seat_at_shared};
use super::plan::Plan;
use super::{Call, Resource};
use crate::access::{Delegation, Scope};
use crate::contacts;
use crate::id::{FileId, ObjectName};
use crate::schedule::App;
use crate::store::{Calendar, Principal, PrincipalKind, Tx};

/// Members read at a time.
const PAGE: usize = 250;

pub(super) fn propfind(call: &Call<'_>) -> Result<Answer, Failure> {
    let prefer = Prefer::of(&call.request.headers);
    let missing = if prefer.minimal { Missing::Hidden } else { Missing::Shown };
    let plan = Plan::of_propfind(&call.request.body, missing)?;
    let place = call.place()?.clone();
    // An absent Depth means infinity (RFC 4918 §9.1), which some clients do not know they ask for; it is refused where
    // it would make a difference only.
    let depth = Depth::of(&call.request.headers, Depth::Infinity)?;
    if depth == Depth::Infinity && call.resource.is_collection() && !matches!(place, Place::Outbox(_)) {
        return Err(Precondition::PropfindFiniteDepth.because("Depth can be 0 or 1"));
    }
    let members = if depth == Depth::Zero { Members::None } else { Members::of(&call.resource, &place) };
    // Without members there is nothing but the root to answer with (RFC 8144 §4).
    let no_root = prefer.no_root && depth != Depth::Zero;
    let pages = Listing {
        app: call.app.clone(),
        who: Arc::new(call.who.clone()),
        plan,
        root: Some((call.resource.clone(), place)).filter(|_| !no_root),
        members,
    };
    Ok(Answer::multistatus(pages))
}

/// A resource and its members.
struct Listing {
    app: App,
    who: Arc<Principal>,
    plan: Plan,
    root: Option<(Resource, Place)>,
    members: Members,
}

/// What is still to be listed below a resource.
enum Members {
    None,
    /// Of `/`.
    Site,
    /// Of `/dav/`.
    Root,
    /// Of `/dav/principals/`.
    Principals,
    /// Of a principal: the groups of its delegates.
    Proxies(Arc<Owner>),
    /// Of `/dav/calendars/`: one's own home, and those of whom one is a delegate.
    Homes,
    /// Of a home.
    Home(Arc<Owner>),
    /// Of `/dav/files/`: one's own, and those of which one may read all.
    Spaces,
    /// Of a folder, those after a name.
    Folder(Arc<Owner>, Resource, FileId, String),
    /// Of `/dav/contacts/`: one's own home, and those with a book that is shared with one.
    BookHomes,
    /// Of an address book home.
    BookHome(Arc<Owner>),
    /// Of a collection, those after a name.
    Collection(Arc<Owner>, Arc<Calendar>, String),
}

impl Members {
    fn of(resource: &Resource, place: &Place) -> Members {
        match place {
            Place::Spaces => Members::Spaces,
            Place::File(owner, file) if file.is_folder() => {
                Members::Folder(Arc::clone(owner), resource.clone(), file.id, String::new())
            }
            Place::Site => Members::Site,
            Place::Root => Members::Root,
            Place::Principals => Members::Principals,
            Place::Homes => Members::Homes,
            Place::Home(owner) => Members::Home(Arc::clone(owner)),
            Place::BookHomes => Members::BookHomes,
            Place::BookHome(owner) => Members::BookHome(Arc::clone(owner)),
            Place::Calendar(owner, calendar) => {
                Members::Collection(Arc::clone(owner), Arc::clone(calendar), String::new())
            }
            Place::Principal(owner) if owner.kind != PrincipalKind::Group => Members::Proxies(Arc::clone(owner)),
            Place::Principal(_) | Place::Proxy(..) | Place::Outbox(_) | Place::FreeBusy(_) => Members::None,
            Place::Object(..) | Place::File(..) | Place::Attachment(_) => Members::None,
        }
    }
}

impl Pages for Listing {
    fn page(&mut self, tx: &mut Tx<'_>, out: &mut String) -> Result<Progress, Failure> {
        if let Some((resource, place)) = self.root.take() {
            self.write(tx, out, &resource, &place)?;
        }
        match std::mem::replace(&mut self.members, Members::None) {
            Members::None => {}
            Members::Site => self.write(tx, out, &Resource::Root, &Place::Root)?,
            Members::Root => {
                self.write(tx, out, &Resource::Principals, &Place::Principals)?;
                self.write(tx, out, &Resource::Homes, &Place::Homes)?;
                self.write(tx, out, &Resource::Spaces, &Place::Spaces)?;
                self.write(tx, out, &Resource::BookHomes, &Place::BookHomes)?;
            }
            Members::Principals => {
                for principal in tx.principals()? {
                    self.find(tx, out, &Resource::Principal(principal.name))?;
                }
            }
            Members::Proxies(owner) => {
                for level in Delegation::BOTH {
                    let resource = Resource::Proxy(owner.name.clone(), level);
                    self.write(tx, out, &resource, &Place::Proxy(Arc::clone(&owner), level))?;
                }
            }
            Members::Homes => {
                let home = Place::Home(Arc::new(Owner::own(&self.who)));
                self.write(tx, out, &Resource::Home(self.who.name.clone()), &home)?;
                for owner in live::delegators(tx, self.who.id)? {
                    self.find(tx, out, &Resource::Home(owner.name))?;
                }
            }
            Members::Home(owner) => self.write_home(tx, out, &owner)?,
            Members::Spaces => {
                let owner = Arc::new(Owner::own(&self.who));
                if let Some(root) = tx.file_root(owner.id)? {
                    let resource = Resource::Folder(owner.name.clone(), Vec::new());
                    self.write(tx, out, &resource, &Place::File(owner, Arc::new(root)))?;
                }
                for owner in file_sharers(tx, &self.who)? {
                    self.find(tx, out, &Resource::Folder(owner.name, Vec::new()))?;
                }
            }
            Members::Folder(owner, folder, id, after) => self.write_folder(tx, out, owner, folder, id, &after)?,
            Members::BookHomes => {
                let home = Place::BookHome(Arc::new(Owner::own(&self.who)));
                self.write(tx, out, &Resource::BookHome(self.who.name.clone()), &home)?;
                for owner in book_sharers(tx, &self.who)? {
                    self.find(tx, out, &Resource::BookHome(owner.name))?;
                }
            }
            Members::BookHome(owner) => self.write_book_home(tx, out, &owner)?,
            Members::Collection(owner, calendar, after) => self.write_members(tx, out, owner, calendar, &after)?,
        }
        if matches!(self.members, Members::None) {
            multistatus::close(out);
            return Ok(Progress::Done);
        }
        Ok(Progress::More)
    }
}

impl Listing {
    fn write(&self, tx: &mut Tx<'_>, out: &mut String, resource: &Resource, place: &Place) -> Result<(), Failure> {
        let view = View { app: &self.app, who: &self.who, place };
        Ok(self.plan.write(&view, tx, out, &resource.to_string(), None)?)
    }

    /// Writes what the caller may read at a resource.
    fn find(&self, tx: &mut Tx<'_>, out: &mut String, resource: &Resource) -> Result<(), Failure> {
        let place = Place::find(tx, &self.who, resource)?;
        self.write(tx, out, resource, &place)
    }

    fn write_home(&self, tx: &mut Tx<'_>, out: &mut String, owner: &Arc<Owner>) -> Result<(), Failure> {
        let reach = tx.reach(owner.id, self.who.id)?;
        for calendar in tx.calendars(owner.id)? {
            let calendar = tx.reached(calendar, &reach)?;
            let resource = calendar_resource(owner, &calendar);
            let seat = owner.within(&reach, calendar.scope());
            self.write(tx, out, &resource, &Place::Calendar(seat, Arc::new(calendar)))?;
        }
        if !reach.on_shared().is_empty() {
            for shared in tx.shared_calendars(owner.id)? {
                let seat = seat_at_shared(tx, owner.id, &reach, &shared)?;
                let resource = calendar_resource(owner, &shared);
                self.write(tx, out, &resource, &Place::Calendar(Arc::new(seat), Arc::new(shared)))?;
            }
        }
        let seat = owner.within(&reach, Scope::Outbox);
        self.write(tx, out, &Resource::Outbox(owner.name.clone()), &Place::Outbox(seat))
    }

    fn write_folder(
        &mut self,
        tx: &mut Tx<'_>,
        out: &mut String,
        owner: Arc<Owner>,
        folder: Resource,
        id: FileId,
        after: &str,
    ) -> Result<(), Failure> {
        let reach = tx.reach(owner.id, self.who.id)?;
        let files = tx.files(id, after, PAGE)?;
        let last = files.last().map(|file| file.name.clone()).filter(|_| files.len() == PAGE);
        for file in files {
            let Some(member) = ObjectName::parse(&file.name).ok().and_then(|name| folder.member(name)) else {
                continue;
            };
            let resource = if file.is_folder() { member.as_collection() } else { member };
            let seat = owner.below(&reach, &file);
            self.write(tx, out, &resource, &Place::File(seat, Arc::new(file)))?;
        }
        if let Some(last) = last {
            self.members = Members::Folder(owner, folder, id, last);
        }
        Ok(())
    }

    fn write_book_home(&self, tx: &mut Tx<'_>, out: &mut String, owner: &Arc<Owner>) -> Result<(), Failure> {
        for (seat, book) in books_of(tx, &self.who, owner)? {
            let resource = calendar_resource(owner, &book);
            self.write(tx, out, &resource, &Place::Calendar(seat, book))?;
        }
        Ok(())
    }

    fn write_members(
        &mut self,
        tx: &mut Tx<'_>,
        out: &mut String,
        owner: Arc<Owner>,
        calendar: Arc<Calendar>,
        after: &str,
    ) -> Result<(), Failure> {
        let heads = contacts::heads(tx, &calendar, after, PAGE)?;
        let last = heads.last().map(|head| head.name.clone()).filter(|_| heads.len() == PAGE);
        let collection = calendar_resource(&owner, &calendar);
        for head in heads {
            let head = tx.head_seen(calendar.eyes, head)?;
            let Some(resource) = ObjectName::parse(&head.name).ok().and_then(|name| collection.member(name)) else {
                continue;
            };
            self.write(tx, out, &resource, &Place::Object(Arc::clone(&owner), Arc::clone(&calendar), head))?;
        }
        if let Some(last) = last {
            self.members = Members::Collection(owner, calendar, last);
        }
        Ok(())
    }
}
