//! From a URL to what is stored there, and what the caller may do with it.
//!
//! Own things need no look at access lists. Of another person's home, a caller who may not read it does not learn what
//! is in it: what is not there is answered like what may not be seen, with 403 (RFC 3744 §7.1.1).

use std::ops::Deref;
use std::sync::Arc;

use super::error::Failure;
use super::resource::{FREE_BUSY, INBOX, NOTIFICATIONS, OUTBOX, Resource};
use crate::access::{Delegation, Privileges, Reach, Scope};
use crate::contacts;
use crate::id::{CalendarId, ETag, FileId, ObjectName, PrincipalId};
use crate::schedule::{self, seen};
use crate::store::{
    Attachment, Calendar, CalendarKind, File, ObjectHead, Principal, PrincipalKind, PropertyOf, StoreError, Tags, Tx,
};

/// What everybody may do with a place that is nobody's: its list says the same of everybody, and may be read
/// (RFC 3744 §3.6).
pub const COMMON: Privileges = Privileges::READ.or(Privileges::READ_ACL);

/// Whose a place is, and what the caller may do there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    principal: Principal,
    /// What the caller may do with the place.
    pub here: Privileges,
    /// What the caller may do with the collection that holds the place.
    pub above: Privileges,
    /// Whether the place is shown only because something in it may be read: nothing that is kept at itself is.
    pub is_way: bool,
}

impl Owner {
    /// The caller is the owner, and may do everything.
    pub fn own(who: &Principal) -> Owner {
        Owner { principal: who.clone(), here: Privileges::ALL, above: Privileges::ALL, is_way: false }
    }

    /// What everybody sees the same of in the own home, and nobody changes.
    pub fn reading(who: &Principal) -> Owner {
        Owner { principal: who.clone(), here: COMMON, above: Privileges::READ, is_way: false }
    }

    /// The caller reaches so far into what is this principal's.
    pub fn reached(principal: Principal, reach: &Reach, scope: Scope) -> Owner {
        let above = scope.above().map_or(Privileges::NONE, |above| reach.on(above));
        Owner { principal, here: reach.on(scope), above, is_way: false }
    }

    /// The same owner, one level deeper among the files: what is granted on a folder holds for all below it.
    pub fn below(self: &Arc<Owner>, reach: &Reach, file: &File) -> Arc<Owner> {
        let Reach::Other(..) = reach else { return Arc::clone(self) };
        let granted = if file.is_folder() { reach.on(Scope::Folder(file.id)) } else { Privileges::NONE };
        Arc::new(Owner {
            principal: self.principal.clone(),
            here: self.here.or(granted),
            above: self.here,
            is_way: false,
        })
    }

    /// The same owner, in another place of the home.
    pub fn within(self: &Arc<Owner>, reach: &Reach, scope: Scope) -> Arc<Owner> {
        match reach {
            Reach::Owner => Arc::clone(self),
            Reach::Other(..) => Arc::new(Owner::reached(self.principal.clone(), reach, scope)),
        }
    }
}

impl Deref for Owner {
    type Target = Principal;

    fn deref(&self) -> &Principal {
        &self.principal
    }
}

/// What a URL leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Spot {
    /// Something.
    There(Place),
    /// Nothing yet; of what kind it would be, and the nearest collection above that there is.
    Free(Kinds, Place),
}

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
    Principal(Arc<Owner>),
    /// The group of a principal's delegates.
    Proxy(Arc<Owner>, Delegation),
    /// `/dav/calendars/`
    Homes,
    /// A principal's calendar home.
    Home(Arc<Owner>),
    /// A calendar, the schedule inbox or an address book, with its owner.
    Calendar(Arc<Owner>, Arc<Calendar>),
    /// A principal's schedule outbox, which never holds anything.
    Outbox(Arc<Owner>),
    /// When the owner of a home is busy.
    FreeBusy(Arc<Owner>),
    /// `/dav/contacts/`
    BookHomes,
    /// A principal's address book home.
    BookHome(Arc<Owner>),
    /// A member of a calendar, of the schedule inbox or of an address book, with both above it.
    Object(Arc<Owner>, Arc<Calendar>, ObjectHead),
    /// `/dav/files/`
    Spaces,
    /// A plain file or a folder, with its owner.
    File(Arc<Owner>, Arc<File>),
    /// A managed attachment.
    Attachment(Arc<Attachment>),
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
    /// The address book of the people of this house.
    pub const HOUSE: Kinds = Kinds(1 << 21);
    /// A card in it.
    pub const COLLEAGUE: Kinds = Kinds(1 << 22);
    /// A name in an address book home under which there is nothing yet.
    pub const FREE_BOOK: Kinds = Kinds(1 << 23);
    /// A managed attachment.
    pub const ATTACHMENT: Kinds = Kinds(1 << 24);
    /// The collection of what a principal is told of shared calendars.
    pub const NOTIFICATIONS: Kinds = Kinds(1 << 25);
    /// Something that is told there, or a name under which nothing is.
    pub const NOTIFICATION: Kinds = Kinds(1 << 26);
    /// Every place where there is something.
    pub const ALL: Kinds = Kinds(u32::MAX)
        .but(Kinds::FREE_CALENDAR)
        .but(Kinds::FREE_OBJECT)
        .but(Kinds::FREE_FILE)
        .but(Kinds::FREE_CARD)
        .but(Kinds::FREE_BOOK);

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
    /// Finds what is stored at `resource`, for `who` to read.
    ///
    /// # Errors
    /// Nothing there, or nothing that `who` may read.
    pub fn find(tx: &mut Tx<'_>, who: &Principal, resource: &Resource) -> Result<Place, Failure> {
        match Spot::of(tx, who, resource)? {
            spot if !spot.is_readable() => Err(Failure::lacks(Privileges::READ, resource)),
            Spot::There(place) => Ok(place),
            Spot::Free(..) => Err(Failure::NotFound),
        }
    }

    /// What the caller may do with it.
    pub fn here(&self) -> Privileges {
        match (self.seat(), self) {
            (Some(owner), _) => owner.here,
            // An invitation lets one read it, and says nothing of others.
            (None, Place::Attachment(_)) => Privileges::READ,
            (None, _) => COMMON,
        }
    }

    /// What the caller may do with the collection that holds it.
    pub fn above(&self) -> Privileges {
        self.seat().map_or(Privileges::READ, |owner| owner.above)
    }

    /// What its access list is on, if it has one; that of an object, a card or a file is that of its collection.
    pub fn scope(&self) -> Option<Scope> {
        match self {
            Place::Site | Place::Root | Place::Principals | Place::Homes | Place::Spaces => None,
            Place::BookHomes => None,
            Place::Attachment(_) => None,
            // The book of the house is the same for everybody.
            Place::Calendar(_, book) | Place::Object(_, book, _) if book.kind == CalendarKind::House => None,
            Place::BookHome(_) => Some(Scope::BookHome),
            Place::File(_, file) => Some(Scope::Folder(file.folder.filter(|_| !file.is_folder()).unwrap_or(file.id))),
            Place::Principal(_) | Place::Proxy(..) => Some(Scope::Principal),
            // It says of all calendars together when they keep somebody busy.
            Place::Home(_) | Place::FreeBusy(_) => Some(Scope::Home),
            Place::Outbox(_) => Some(Scope::Outbox),
            Place::Calendar(_, calendar) | Place::Object(_, calendar, _) => Some(calendar.scope()),
        }
    }

    /// What kind of place it is.
    pub fn kind(&self) -> Kinds {
        match self {
            Place::Site | Place::Root | Place::Principals | Place::Homes => Kinds::SIGNPOST,
            Place::Spaces | Place::BookHomes => Kinds::SIGNPOST,
            Place::File(_, file) if file.is_folder() => Kinds::FOLDER,
            Place::File(..) => Kinds::FILE,
            Place::Attachment(_) => Kinds::ATTACHMENT,
            Place::Principal(_) => Kinds::PRINCIPAL,
            Place::Proxy(..) => Kinds::PROXY,
            Place::Home(_) => Kinds::HOME,
            Place::Outbox(_) => Kinds::OUTBOX,
            Place::FreeBusy(_) => Kinds::FREE_BUSY,
            Place::BookHome(_) => Kinds::BOOK_HOME,
            Place::Calendar(_, calendar) => match calendar.kind {
                CalendarKind::Calendar => Kinds::CALENDAR,
                CalendarKind::Inbox => Kinds::INBOX,
                CalendarKind::Book => Kinds::BOOK,
                CalendarKind::House => Kinds::HOUSE,
                CalendarKind::Notifications => Kinds::NOTIFICATIONS,
            },
            Place::Object(_, calendar, _) => match calendar.kind {
                CalendarKind::Calendar => Kinds::OBJECT,
                CalendarKind::Inbox => Kinds::MESSAGE,
                CalendarKind::Book => Kinds::CARD,
                CalendarKind::House => Kinds::COLLEAGUE,
                CalendarKind::Notifications => Kinds::NOTIFICATION,
            },
        }
    }

    /// Whose it is.
    pub fn owner(&self) -> Option<&Principal> {
        self.seat().map(|owner| &owner.principal)
    }

    /// Whose it is, and what the caller may do there.
    pub fn seat(&self) -> Option<&Arc<Owner>> {
        match self {
            Place::Site | Place::Root | Place::Principals | Place::Homes => None,
            Place::Spaces | Place::BookHomes | Place::Attachment(_) => None,
            Place::Principal(owner) | Place::Proxy(owner, _) | Place::Home(owner) | Place::BookHome(owner) => {
                Some(owner)
            }
            Place::Outbox(owner) | Place::FreeBusy(owner) | Place::File(owner, _) => Some(owner),
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
            Place::Site | Place::Root | Place::Principals | Place::Homes => None,
            Place::Spaces | Place::BookHomes | Place::Attachment(_) => None,
            // The book of the house is the same for everybody.
            Place::Calendar(_, book) | Place::Object(_, book, _) if book.kind == CalendarKind::House => None,
            Place::BookHome(owner) => Some(PropertyOf::Home(owner.id, "book-home")),
            Place::Principal(owner) => Some(PropertyOf::Home(owner.id, "principal")),
            Place::Home(owner) => Some(PropertyOf::Home(owner.id, "home")),
            Place::Outbox(owner) => Some(PropertyOf::Home(owner.id, "outbox")),
            Place::FreeBusy(_) | Place::Proxy(..) => None,
            Place::Calendar(_, calendar) => Some(match &calendar.mount {
                Some(mount) => PropertyOf::Share(mount.share),
                None => PropertyOf::Calendar(calendar.id),
            }),
            Place::Object(_, _, head) => Some(PropertyOf::Object(head.id)),
            Place::File(_, file) => Some(PropertyOf::File(file.id)),
        }
    }

    /// The same, if the caller may see what is kept there.
    pub fn shown_keeper(&self) -> Option<PropertyOf> {
        self.keeper().filter(|_| !self.seat().is_some_and(|owner| owner.is_way))
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
            Place::Attachment(attachment) => Some(&attachment.content.blob.etag),
            _ => None,
        }
    }

    /// What conditions are held against. A collection has no entity tag, so none that a client names is its own.
    pub fn tags(&self) -> Tags<'_> {
        match self {
            Place::Object(_, _, head) => Tags::of(head),
            Place::File(_, file) => super::files::tags(file),
            other => Tags { etag: other.etag(), ..Tags::default() },
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

impl Spot {
    /// Finds where a URL leads to, whatever `who` may do there.
    ///
    /// # Errors
    /// Nobody of whom it could be.
    pub fn of(tx: &mut Tx<'_>, who: &Principal, resource: &Resource) -> Result<Spot, Failure> {
        let place = match resource {
            Resource::Site => Place::Site,
            Resource::WellKnown | Resource::WellKnownContacts | Resource::Root => Place::Root,
            Resource::Principals => Place::Principals,
            Resource::Homes => Place::Homes,
            Resource::Principal(name) => Place::Principal(Arc::new(principal(tx, who, name)?)),
            Resource::Spaces => Place::Spaces,
            Resource::Attachment(code, _) => Place::Attachment(Arc::new(readable(tx, who, code)?)),
            Resource::Folder(name, path) | Resource::File(name, path) => {
                return Home::of(tx, who, name, resource)?.file(tx, path, resource);
            }
            Resource::Proxy(name, level) => Place::Proxy(Arc::new(proxied(tx, who, name)?), *level),
            Resource::Home(name) => Place::Home(Home::of(tx, who, name, resource)?.at(Scope::Home)),
            Resource::Outbox(name) => Place::Outbox(Home::of(tx, who, name, resource)?.at(Scope::Outbox)),
            Resource::FreeBusy(name) => {
                let home = Home::of(tx, who, name, resource)?;
                // To read it is to read busy times, of all calendars or of some.
                let reads = home.tells_when_busy(tx)?;
                let seat = home.at(Scope::Home);
                let here = if reads { seat.here.or(Privileges::READ) } else { seat.here };
                Place::FreeBusy(Arc::new(Owner { here, ..Owner::clone(&seat) }))
            }
            Resource::Inbox(name) => return Home::of(tx, who, name, resource)?.calendar(tx, INBOX),
            Resource::Calendar(name, calendar) => {
                return Home::of(tx, who, name, resource)?.calendar(tx, calendar);
            }
            Resource::InboxObject(name, object) => {
                return Home::of(tx, who, name, resource)?.object(tx, INBOX, object);
            }
            Resource::Object(name, calendar, object) => {
                return Home::of(tx, who, name, resource)?.object(tx, calendar, object);
            }
            Resource::BookHomes => Place::BookHomes,
            Resource::BookHome(name) => Place::BookHome(Home::of(tx, who, name, resource)?.book_home(tx)?),
            Resource::Book(name, book) => return Home::of(tx, who, name, resource)?.book(tx, book),
            Resource::Card(name, book, card) => return Home::of(tx, who, name, resource)?.card(tx, book, card),
        };
        Ok(Spot::There(place))
    }

    /// What is there.
    pub fn place(&self) -> Option<&Place> {
        match self {
            Spot::There(place) => Some(place),
            Spot::Free(..) => None,
        }
    }

    /// Whether the caller may read it, or see that there is nothing.
    pub fn is_readable(&self) -> bool {
        match self {
            Spot::There(place) | Spot::Free(_, place) => place.here().contain(Privileges::READ),
        }
    }

    /// What kind of place it is or could become.
    pub fn kind(&self) -> Kinds {
        match self {
            Spot::There(place) => place.kind(),
            Spot::Free(kind, _) => *kind,
        }
    }

    /// Whose it is, or would be.
    pub fn owner(&self) -> Option<&Principal> {
        match self {
            Spot::There(place) | Spot::Free(_, place) => place.owner(),
        }
    }
}

/// A principal, which everybody may read. Only groups are changed by others than themselves.
fn principal(tx: &mut Tx<'_>, who: &Principal, name: &str) -> Result<Owner, Failure> {
    if name == who.name {
        return Ok(Owner::own(who));
    }
    let principal = tx.principal_by_name(name)?.ok_or(Failure::NotFound)?;
    match principal.kind {
        PrincipalKind::Group => {
            let reach = tx.reach(principal.id, who.id)?;
            Ok(Owner::reached(principal, &reach, Scope::Principal))
        }
        _ => Ok(Owner { principal, here: Privileges::READ, above: Privileges::READ, is_way: false }),
    }
}

/// Somebody who has delegates; groups have none.
fn proxied(tx: &mut Tx<'_>, who: &Principal, name: &str) -> Result<Owner, Failure> {
    let owner = principal(tx, who, name)?;
    if owner.kind == PrincipalKind::Group { Err(Failure::NotFound) } else { Ok(owner) }
}

/// A home, and how far the caller reaches into it.
struct Home {
    owner: Principal,
    reach: Reach,
}

impl Home {
    fn of(tx: &mut Tx<'_>, who: &Principal, name: &str, resource: &Resource) -> Result<Home, Failure> {
        if name == who.name {
            return Ok(Home { owner: who.clone(), reach: Reach::Owner });
        }
        let owner = tx.principal_by_name(name)?.filter(|owner| owner.kind != PrincipalKind::Group);
        let owner = owner.ok_or_else(|| Failure::lacks(Privileges::READ, resource))?;
        let reach = tx.reach(owner.id, who.id)?;
        Ok(Home { owner, reach })
    }

    /// Whether the caller may read the busy times of anything in it.
    fn tells_when_busy(&self, tx: &mut Tx<'_>) -> Result<bool, StoreError> {
        let may = |scope| self.reach.on(scope).contain(Privileges::READ_FREE_BUSY);
        Ok(may(Scope::Home) || tx.calendars(self.owner.id)?.iter().any(|calendar| may(calendar.scope())))
    }

    fn at(self, scope: Scope) -> Arc<Owner> {
        Arc::new(Owner::reached(self.owner, &self.reach, scope))
    }

    fn calendar(self, tx: &mut Tx<'_>, name: &str) -> Result<Spot, Failure> {
        match tx.calendar(self.owner.id, name)? {
            None => match tx.shared_calendar(self.owner.id, name)? {
                Some(shared) => {
                    let seat = seat_at_shared(tx, self.owner.id, &self.reach, &shared)?;
                    Ok(Spot::There(Place::Calendar(Arc::new(seat), Arc::new(shared))))
                }
                None => Ok(Spot::Free(Kinds::FREE_CALENDAR, Place::Home(self.at(Scope::Home)))),
            },
            Some(calendar) => {
                let calendar = tx.reached(calendar, &self.reach)?;
                let scope = calendar.scope();
                Ok(Spot::There(Place::Calendar(self.at(scope), Arc::new(calendar))))
            }
        }
    }

    fn object(self, tx: &mut Tx<'_>, calendar: &str, name: &ObjectName) -> Result<Spot, Failure> {
        let kind = match calendar {
            INBOX => Kinds::MESSAGE,
            NOTIFICATIONS => Kinds::NOTIFICATION,
            _ => Kinds::FREE_OBJECT,
        };
        // An object has no list of its own: what holds for its collection holds for it.
        let (seat, calendar) = match tx.calendar(self.owner.id, calendar)? {
            Some(calendar) => {
                let calendar = tx.reached(calendar, &self.reach)?;
                let here = self.reach.on(calendar.scope());
                (Owner { principal: self.owner, here, above: here, is_way: false }, calendar)
            }
            None => match tx.shared_calendar(self.owner.id, calendar)? {
                Some(shared) => (seat_in_shared(tx, self.owner.id, &self.reach, &shared)?, shared),
                None => return Ok(Spot::Free(kind, Place::Home(self.at(Scope::Home)))),
            },
        };
        let (seat, calendar) = (Arc::new(seat), Arc::new(calendar));
        match seen::head(tx, &calendar, name.as_str())? {
            Some(head) => Ok(Spot::There(Place::Object(seat, calendar, head))),
            None => Ok(Spot::Free(kind, Place::Calendar(seat, calendar))),
        }
    }
}

impl Home {
    /// The address book home. Whoever may read a book in it may see the home, too, to find the book.
    fn book_home(self, tx: &mut Tx<'_>) -> Result<Arc<Owner>, Failure> {
        let sees = has_readable_book(tx, &self.owner, &self.reach)?;
        let seat = self.at(Scope::BookHome);
        let is_way = sees && !seat.here.contain(Privileges::READ);
        let here = if sees { seat.here.or(Privileges::READ) } else { seat.here };
        Ok(Arc::new(Owner { here, is_way, ..Owner::clone(&seat) }))
    }

    /// An address book, or that of the people of this house, which everybody finds in the own home and only reads.
    fn book(self, tx: &mut Tx<'_>, name: &str) -> Result<Spot, Failure> {
        if name == contacts::HOUSE && self.reach == Reach::Owner {
            let house = Arc::new(contacts::house(&self.owner));
            return Ok(Spot::There(Place::Calendar(Arc::new(Owner::reading(&self.owner)), house)));
        }
        Ok(match tx.book(self.owner.id, name)? {
            Some(book) => {
                let scope = book.scope();
                Spot::There(Place::Calendar(self.at(scope), Arc::new(book)))
            }
            None => Spot::Free(Kinds::FREE_BOOK, Place::BookHome(self.at(Scope::BookHome))),
        })
    }

    fn card(self, tx: &mut Tx<'_>, book: &str, name: &ObjectName) -> Result<Spot, Failure> {
        let (owner, book) = match self.book(tx, book)? {
            Spot::There(Place::Calendar(owner, book)) => (owner, book),
            Spot::There(above) | Spot::Free(_, above) => return Ok(Spot::Free(Kinds::FREE_CARD, above)),
        };
        // A card has no list of its own: what holds for its book holds for it.
        let seat = Arc::new(Owner { above: owner.here, ..Owner::clone(&owner) });
        let kind = if book.kind == CalendarKind::House { Kinds::COLLEAGUE } else { Kinds::FREE_CARD };
        Ok(match contacts::head(tx, &book, name.as_str())? {
            Some(head) => Spot::There(Place::Object(seat, book, head)),
            None => Spot::Free(kind, Place::Calendar(owner, book)),
        })
    }

    /// A plain file or folder. What is not there would be in the last folder on the way that is.
    fn file(self, tx: &mut Tx<'_>, path: &[ObjectName], resource: &Resource) -> Result<Spot, Failure> {
        let lacks = || Failure::lacks(Privileges::READ, resource);
        let mut at = tx.file_root(self.owner.id)?.ok_or_else(lacks)?;
        let nobody =
            Owner { principal: self.owner.clone(), here: Privileges::NONE, above: Privileges::NONE, is_way: false };
        let mut seat = match self.reach {
            Reach::Owner => Arc::new(Owner::own(&self.owner)),
            Reach::Other(..) => Arc::new(nobody).below(&self.reach, &at),
        };
        for name in path {
            let next = if at.is_folder() { tx.file(at.id, name.as_str())? } else { None };
            let Some(next) = next else { return Ok(Spot::Free(Kinds::FREE_FILE, Place::File(seat, Arc::new(at)))) };
            seat = seat.below(&self.reach, &next);
            at = next;
        }
        Ok(Spot::There(Place::File(seat, Arc::new(at))))
    }
}

fn has_readable_book(tx: &mut Tx<'_>, owner: &Principal, reach: &Reach) -> Result<bool, StoreError> {
    let reads = |book: &Calendar| reach.on(book.scope()).contain(Privileges::READ);
    Ok(reach == &Reach::Owner || tx.books(owner.id)?.iter().any(reads))
}

/// A collection, with whose it is and what the caller may do there.
pub type Seated = (Arc<Owner>, Arc<Calendar>);

/// The address books of a home that the caller may read, in their order; in the own home that of the house is the last.
///
/// # Errors
/// The store failed.
pub fn books_of(tx: &mut Tx<'_>, who: &Principal, owner: &Arc<Owner>) -> Result<Vec<Seated>, StoreError> {
    let reach = tx.reach(owner.id, who.id)?;
    let books = tx.books(owner.id)?.into_iter();
    let seated = books.map(|book| (owner.within(&reach, book.scope()), Arc::new(book)));
    let mut found: Vec<_> = seated.filter(|(seat, _)| seat.here.contain(Privileges::READ)).collect();
    if reach == Reach::Owner {
        found.push((Arc::new(Owner::reading(owner)), Arc::new(contacts::house(owner))));
    }
    Ok(found)
}

/// People whose shared things are looked for.
const MOST_GRANTORS: usize = 100;

/// Those who share an address book with somebody by name or by group, by name.
///
/// # Errors
/// The store failed.
pub fn book_sharers(tx: &mut Tx<'_>, who: &Principal) -> Result<Vec<Principal>, StoreError> {
    let words = [Scope::BookHome, Scope::Book(CalendarId(0))].map(|scope| scope.stored().0);
    let mut found = Vec::new();
    for owner in tx.grantors(who.id, words, MOST_GRANTORS)? {
        let reach = tx.reach(owner.id, who.id)?;
        if has_readable_book(tx, &owner, &reach)? {
            found.push(owner);
        }
    }
    Ok(found)
}

/// Those who let somebody, by name or by group, read all of their files, by name.
///
/// # Errors
/// The store failed.
pub fn file_sharers(tx: &mut Tx<'_>, who: &Principal) -> Result<Vec<Principal>, StoreError> {
    let word = Scope::Folder(FileId(0)).stored().0;
    let mut found = Vec::new();
    for owner in tx.grantors(who.id, [word; 2], MOST_GRANTORS)? {
        let reach = tx.reach(owner.id, who.id)?;
        let root = tx.file_root(owner.id)?;
        if root.is_some_and(|root| reach.on(Scope::Folder(root.id)).contain(Privileges::READ)) {
            found.push(owner);
        }
    }
    Ok(found)
}

/// What a caller who reaches so far into a sharee's home may do with the objects of a calendar that stands there: no more
/// than the sharee. Above them is the calendar as it is in the home, see [`seat_at_shared`].
///
/// # Errors
/// Nobody whose calendar it is.
pub fn seat_in_shared(
    tx: &mut Tx<'_>,
    sharee: PrincipalId,
    home: &Reach,
    calendar: &Calendar,
) -> Result<Owner, Failure> {
    let principal = tx.principal(calendar.principal)?.ok_or(Failure::NotFound)?;
    let here = tx.reach(principal.id, sharee)?.on(calendar.scope()).and(home.on_shared());
    let above = here.or(home.on_shared().and(Privileges::WRITE_PROPERTIES));
    Ok(Owner { principal, here, above, is_way: false })
}

/// The same of the calendar itself: what it is like in the home is the sharee's to say, and so is whether it stands there
/// (caldav-sharing §5.4.2, §5.5.3).
///
/// # Errors
/// Nobody whose calendar it is.
pub fn seat_at_shared(
    tx: &mut Tx<'_>,
    sharee: PrincipalId,
    home: &Reach,
    calendar: &Calendar,
) -> Result<Owner, Failure> {
    let seat = seat_in_shared(tx, sharee, home, calendar)?;
    Ok(Owner { here: seat.above, above: home.on_shared(), ..seat })
}

/// An attachment of an object that the caller may read (RFC 8607 §3.10); to everybody else there is none.
fn readable(tx: &mut Tx<'_>, who: &Principal, code: &str) -> Result<Attachment, Failure> {
    let attachment = tx.attachment(code)?.ok_or(Failure::NotFound)?;
    match schedule::may_read_attachment(tx, who.id, &attachment)? {
        true => Ok(attachment),
        false => Err(Failure::NotFound),
    }
}

/// The URL of a collection in the home where it is seen: its owner's, or that of somebody who shares it.
pub fn calendar_resource(owner: &Principal, calendar: &Calendar) -> Resource {
    if let Some(mount) = &calendar.mount {
        return Resource::Calendar(mount.home.clone(), mount.name.clone());
    }
    match calendar.kind {
        CalendarKind::Inbox => Resource::Inbox(owner.name.clone()),
        CalendarKind::Calendar | CalendarKind::Notifications => {
            Resource::Calendar(owner.name.clone(), calendar.name.clone())
        }
        CalendarKind::Book | CalendarKind::House => Resource::Book(owner.name.clone(), calendar.name.clone()),
    }
}

/// Whether a calendar can have this name: the schedule inbox and outbox, the free-busy resource and the notifications have
/// theirs already.
pub fn is_free_for_calendars(name: &str) -> bool {
    ![INBOX, OUTBOX, FREE_BUSY, NOTIFICATIONS].contains(&name)
}
