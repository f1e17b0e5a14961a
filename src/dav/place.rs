//! From a URL to what is stored there, and who may see it.
//!
//! In this version everybody sees and changes the own home; of others, the principal resource only.

use std::sync::Arc;

use super::error::Failure;
use super::resource::{FREE_BUSY, INBOX, OUTBOX, Resource};
use crate::id::{ETag, ObjectName};
use crate::store::{Calendar, CalendarKind, File, ObjectHead, Principal, PropertyOf, Tx};

/// What is stored at a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// `/`
    Site,
    /// `/dav/`
    Root,
    /// `/dav/principals/`
    Principals,
    /// A principal.
    Principal(Arc<Principal>),
    /// `/dav/calendars/`
    Homes,
    /// A principal's calendar home.
    Home(Arc<Principal>),
    /// A calendar or the schedule inbox, with its owner.
    Calendar(Arc<Principal>, Arc<Calendar>),
    /// A principal's schedule outbox, which never holds anything.
    Outbox(Arc<Principal>),
    /// When the owner of a home is busy.
    FreeBusy(Arc<Principal>),
    /// A member of a calendar or of the schedule inbox, with both above it.
    Object(Arc<Principal>, Arc<Calendar>, ObjectHead),
    /// `/dav/files/`
    Spaces,
    /// A plain file or a folder, with its owner.
    File(Arc<Principal>, Arc<File>),
}

/// A set of kinds of places: where a property lives, where a method or a report applies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kinds(u32);

impl Kinds {
    /// `/`, `/dav/`, `/dav/principals/`, `/dav/calendars/`: the same for everybody.
    pub const SIGNPOST: Kinds = Kinds(1);
    /// A principal.
    pub const PRINCIPAL: Kinds = Kinds(2);
    /// A calendar home.
    pub const HOME: Kinds = Kinds(4);
    /// A calendar.
    pub const CALENDAR: Kinds = Kinds(8);
    /// The schedule inbox.
    pub const INBOX: Kinds = Kinds(16);
    /// The schedule outbox.
    pub const OUTBOX: Kinds = Kinds(32);
    /// A calendar object.
    pub const OBJECT: Kinds = Kinds(64);
    /// A message in the schedule inbox.
    pub const MESSAGE: Kinds = Kinds(128);
    /// A name in a home under which there is nothing yet.
    pub const FREE_CALENDAR: Kinds = Kinds(256);
    /// A name in a calendar under which there is nothing yet.
    pub const FREE_OBJECT: Kinds = Kinds(512);
    /// The notifications collection of a home.
    pub const NOTIFICATIONS: Kinds = Kinds(1 << 10);
    /// A notification.
    pub const NOTIFICATION: Kinds = Kinds(1 << 11);
    /// One of the two groups of a principal's delegates.
    pub const PROXY: Kinds = Kinds(1 << 12);
    /// A plain WebDAV collection.
    pub const FOLDER: Kinds = Kinds(1 << 13);
    /// A plain file.
    pub const FILE: Kinds = Kinds(1 << 14);
    /// A name in a plain collection under which there is nothing yet.
    pub const FREE_FILE: Kinds = Kinds(1 << 15);
    /// An address book home.
    pub const BOOK_HOME: Kinds = Kinds(1 << 16);
    /// An address book.
    pub const BOOK: Kinds = Kinds(1 << 17);
    /// A card.
    pub const CARD: Kinds = Kinds(1 << 18);
    /// A name in an address book under which there is nothing yet.
    pub const FREE_CARD: Kinds = Kinds(1 << 19);
    /// The free-busy resource of a home.
    pub const FREE_BUSY: Kinds = Kinds(1 << 20);
    /// Every place where there is something.
    pub const ALL: Kinds =
        Kinds(u32::MAX).but(Kinds::FREE_CALENDAR).but(Kinds::FREE_OBJECT).but(Kinds::FREE_FILE).but(Kinds::FREE_CARD);

    /// Either of both.
    pub const fn or(self, other: Kinds) -> Kinds {
        Kinds(self.0 | other.0)
    }

    /// The first without the second.
    pub const fn but(self, other: Kinds) -> Kinds {
        Kinds(self.0 & !other.0)
    }

    /// Whether they have a kind in common.
    pub const fn meets(self, other: Kinds) -> bool {
        self.0 & other.0 != 0
    }
}

impl Place {
    /// Finds what is stored at `resource`, for `who` to see.
    ///
    /// # Errors
    /// Nothing there, or a home of somebody else.
    pub fn find(tx: &mut Tx<'_>, who: &Principal, resource: &Resource) -> Result<Place, Failure> {
        let place = match resource {
            Resource::Site => Place::Site,
            Resource::WellKnown | Resource::Root => Place::Root,
            Resource::Principals => Place::Principals,
            Resource::Homes => Place::Homes,
            Resource::Principal(name) => {
                Place::Principal(Arc::new(tx.principal_by_name(name)?.ok_or(Failure::NotFound)?))
            }
            Resource::Home(_) => Place::Home(own(who, resource)?),
            Resource::Outbox(_) => Place::Outbox(own(who, resource)?),
            Resource::FreeBusy(_) => Place::FreeBusy(own(who, resource)?),
            Resource::Inbox(_) => Place::calendar(tx, own(who, resource)?, INBOX)?,
            Resource::Calendar(_, calendar) => Place::calendar(tx, own(who, resource)?, calendar)?,
            Resource::InboxObject(_, object) => Place::object(tx, own(who, resource)?, INBOX, object)?,
            Resource::Object(_, calendar, object) => Place::object(tx, own(who, resource)?, calendar, object)?,
            Resource::Spaces => Place::Spaces,
            Resource::Folder(_, path) | Resource::File(_, path) => {
                let owner = own(who, resource)?;
                let file = tx.file_at(owner.id, path)?.ok_or(Failure::NotFound)?;
                Place::File(owner, Arc::new(file))
            }
        };
        Ok(place)
    }

    fn calendar(tx: &mut Tx<'_>, owner: Arc<Principal>, name: &str) -> Result<Place, Failure> {
        let calendar = tx.calendar(owner.id, name)?.ok_or(Failure::NotFound)?;
        Ok(Place::Calendar(owner, Arc::new(calendar)))
    }

    fn object(tx: &mut Tx<'_>, owner: Arc<Principal>, calendar: &str, name: &ObjectName) -> Result<Place, Failure> {
        let calendar = tx.calendar(owner.id, calendar)?.ok_or(Failure::NotFound)?;
        let head = tx.object_head(calendar.id, name.as_str())?.ok_or(Failure::NotFound)?;
        Ok(Place::Object(owner, Arc::new(calendar), head))
    }

    /// What kind of place it is.
    pub fn kind(&self) -> Kinds {
        match self {
            Place::Site | Place::Root | Place::Principals | Place::Homes | Place::Spaces => Kinds::SIGNPOST,
            Place::File(_, file) if file.is_folder() => Kinds::FOLDER,
            Place::File(..) => Kinds::FILE,
            Place::Principal(_) => Kinds::PRINCIPAL,
            Place::Home(_) => Kinds::HOME,
            Place::Outbox(_) => Kinds::OUTBOX,
            Place::FreeBusy(_) => Kinds::FREE_BUSY,
            Place::Calendar(_, calendar) if calendar.kind == CalendarKind::Inbox => Kinds::INBOX,
            Place::Calendar(..) => Kinds::CALENDAR,
            Place::Object(_, calendar, _) if calendar.kind == CalendarKind::Inbox => Kinds::MESSAGE,
            Place::Object(..) => Kinds::OBJECT,
        }
    }

    /// Whose it is.
    pub fn owner(&self) -> Option<&Principal> {
        match self {
            Place::Site | Place::Root | Place::Principals | Place::Homes | Place::Spaces => None,
            Place::Principal(owner) | Place::Home(owner) | Place::Outbox(owner) | Place::FreeBusy(owner) => Some(owner),
            Place::File(owner, _) => Some(owner),
            Place::Calendar(owner, _) | Place::Object(owner, _, _) => Some(owner),
        }
    }

    /// The collection, or the collection it is a member of.
    pub fn collection(&self) -> Option<&Calendar> {
        match self {
            Place::Calendar(_, calendar) | Place::Object(_, calendar, _) => Some(calendar),
            _ => None,
        }
    }

    /// What its dead properties are kept at; `None` where nobody can keep any.
    pub fn keeper(&self) -> Option<PropertyOf> {
        match self {
            Place::Site | Place::Root | Place::Principals | Place::Homes | Place::Spaces => None,
            Place::Principal(owner) => Some(PropertyOf::Home(owner.id, "principal")),
            Place::Home(owner) => Some(PropertyOf::Home(owner.id, "home")),
            Place::Outbox(owner) => Some(PropertyOf::Home(owner.id, "outbox")),
            Place::FreeBusy(_) => None,
            Place::Calendar(_, calendar) => Some(PropertyOf::Calendar(calendar.id)),
            Place::Object(_, _, head) => Some(PropertyOf::Object(head.id)),
            Place::File(_, file) => Some(PropertyOf::File(file.id)),
        }
    }

    /// What is known of the plain file or folder.
    pub fn file(&self) -> Option<&File> {
        match self {
            Place::File(_, file) => Some(file),
            _ => None,
        }
    }

    /// The entity tag of what a GET would return.
    pub fn etag(&self) -> Option<&ETag> {
        match self {
            Place::Object(_, _, head) => Some(&head.etag),
            Place::File(_, file) => file.etag(),
            _ => None,
        }
    }

    /// What is known of the object.
    pub fn head(&self) -> Option<&ObjectHead> {
        match self {
            Place::Object(_, _, head) => Some(head),
            _ => None,
        }
    }
}

/// The owner of a home, who is the only one to look into it.
fn own(who: &Principal, resource: &Resource) -> Result<Arc<Principal>, Failure> {
    if resource.owner() == Some(who.name.as_str()) {
        return Ok(Arc::new(who.clone()));
    }
    Err(Failure::lacks("read", resource))
}

/// The URL of a collection in somebody's home.
pub fn calendar_resource(owner: &Principal, calendar: &Calendar) -> Resource {
    match calendar.kind {
        CalendarKind::Inbox => Resource::Inbox(owner.name.clone()),
        CalendarKind::Calendar => Resource::Calendar(owner.name.clone(), calendar.name.clone()),
    }
}

/// Whether a calendar can have this name: the schedule inbox and outbox and the free-busy resource have theirs already.
pub fn is_free_for_calendars(name: &str) -> bool {
    ![INBOX, OUTBOX, FREE_BUSY].contains(&name)
}
