//! Calendar collections, the schedule inbox among them, and address books.
//!
//! An address book is kept like a calendar, because everything but its members' meaning is the same: names, entity tags,
//! the change log, dead properties. Its path segment is kept behind `contacts/`: a segment has no slash, so a calendar
//! and an address book may have the same name, and neither is ever found as the other.

use rusqlite::Row;

use super::personal::Eyes;
use super::shares::Mount;
use super::{Result, Tx, Watched, time};
use crate::access::Scope;
use crate::id::{CalendarId, PrincipalId};

/// What a collection is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalendarKind {
    /// An ordinary calendar collection (RFC 4791 §4.2).
    Calendar,
    /// The schedule inbox collection (RFC 6638 §2.2).
    Inbox,
    /// An address book (RFC 6352 §5.2).
    Book,
    /// The address book of the people of this house: nobody keeps it, it is made from the principals.
    House,
    /// What the owner of the home is told of shared calendars (caldav-notifications §4).
    Notifications,
}

/// Stands before the name of an address book where names are kept.
const BOOKS: &str = "contacts/";

impl CalendarKind {
    fn as_str(self) -> &'static str {
        match self {
            CalendarKind::Calendar => "calendar",
            CalendarKind::Inbox => "inbox",
            CalendarKind::Book => "book",
            CalendarKind::House => "house",
            CalendarKind::Notifications => "notifications",
        }
    }

    /// Whether it holds cards.
    pub fn is_book(self) -> bool {
        matches!(self, CalendarKind::Book | CalendarKind::House)
    }

    fn parse(text: &str) -> CalendarKind {
        let known = [CalendarKind::Inbox, CalendarKind::Book, CalendarKind::House, CalendarKind::Notifications];
        known.into_iter().find(|kind| kind.as_str() == text).unwrap_or(CalendarKind::Calendar)
    }

    /// The name of such a collection as it is kept.
    fn kept_name(self, name: &str) -> String {
        if self == CalendarKind::Book { format!("{BOOKS}{name}") } else { name.to_owned() }
    }
}

/// A calendar collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    /// Its number.
    pub id: CalendarId,
    /// Whose it is.
    pub principal: PrincipalId,
    /// Its path segment, unique in the home.
    pub name: String,
    /// What it is for.
    pub kind: CalendarKind,
    /// Component names it takes, such as `VEVENT`, in order.
    pub components: Vec<String>,
    /// `DAV:displayname`.
    pub display_name: Option<String>,
    /// `calendar-description`.
    pub description: Option<String>,
    /// Apple's `calendar-color`.
    pub color: Option<String>,
    /// Apple's `calendar-order`.
    pub order: Option<String>,
    /// `calendar-timezone`: an iCalendar text with one VTIMEZONE.
    pub timezone: Option<String>,
    /// `calendar-availability` of the schedule inbox: an iCalendar text with one VAVAILABILITY (RFC 7953 §7.2.4).
    pub availability: Option<String>,
    /// Whether it is left out of free-busy (`schedule-calendar-transp`, RFC 6638 §9.1).
    pub transparent: bool,
    /// The home's revision when a member last changed; the sync-token and ctag come from it.
    pub revision: i64,
    /// Removals up to this revision are forgotten; an older sync-token is invalid.
    pub pruned: i64,
    /// When it was made.
    pub created: chrono::DateTime<chrono::Utc>,
    /// Where its events come from, for one that nobody here writes.
    pub source: Option<String>,
    /// Apple's `refreshrate`: how often to look there, as a client wrote it.
    pub refresh_rate: Option<String>,
    /// Which life of the database it is in: empty in the first, another one after each restore. Part of the sync-token,
    /// because a restored database counts its revisions a second time.
    pub incarnation: String,
    /// Where it stands in the home of somebody else, as that person sees it there; `None` in its owner's home.
    pub mount: Option<Mount>,
    /// Whose alarms and the like its objects show.
    pub eyes: Eyes,
}

impl Calendar {
    /// What its access list is on.
    pub fn scope(&self) -> Scope {
        match self.kind {
            CalendarKind::Calendar => Scope::Calendar(self.id),
            CalendarKind::Book | CalendarKind::House => Scope::Book(self.id),
            CalendarKind::Inbox => Scope::Inbox(self.id),
            CalendarKind::Notifications => Scope::Calendar(self.id),
        }
    }

    /// Its state at a revision, as the URI that RFC 6578 §4 asks for. Its number is in it, so that the token of a deleted
    /// collection is no token of a new one with the same URL; so is the life of the database, so that a token from before
    /// a restore is invalid. In the home of a sharee it is another collection, and yet another one when it comes back there;
    /// and to who begins to see it with other eyes all objects are others.
    pub fn sync_token(&self, revision: i64) -> String {
        let number = match (&self.mount, self.eyes) {
            (Some(mount), _) => format!("{}.{}", self.id, mount.accepted),
            (None, Eyes::Owner) => self.id.to_string(),
            (None, Eyes::Reader) => format!("{}.reader", self.id),
            (None, Eyes::Sharee { share, .. }) => format!("{}.sharee{share}", self.id),
        };
        match self.incarnation.as_str() {
            "" => format!("data:,{number}-{revision}"),
            incarnation => format!("data:,{incarnation}.{number}-{revision}"),
        }
    }

    /// Whether it is a calendar that takes components of this name, such as `VEVENT`, from people.
    pub fn takes(&self, component: &str) -> bool {
        self.kind == CalendarKind::Calendar
            && self.source.is_none()
            && self.components.iter().any(|name| name == component)
    }
}

/// A calendar collection to make.
#[derive(Clone, Debug)]
pub struct NewCalendar {
    /// Its path segment, unique in the home.
    pub name: String,
    /// What it is for.
    pub kind: CalendarKind,
    /// Component names it takes, such as `VEVENT`.
    pub components: Vec<String>,
}

/// New values for a calendar's live properties; `None` leaves one alone, `Some(None)` removes it.
#[derive(Clone, Debug, Default)]
pub struct CalendarChange {
    /// `DAV:displayname`.
    pub display_name: Option<Option<String>>,
    /// `calendar-description`.
    pub description: Option<Option<String>>,
    /// Apple's `calendar-color`.
    pub color: Option<Option<String>>,
    /// Apple's `calendar-order`.
    pub order: Option<Option<String>>,
    /// `calendar-timezone`.
    pub timezone: Option<Option<String>>,
    /// `calendar-availability`.
    pub availability: Option<Option<String>>,
    /// `schedule-calendar-transp`.
    pub transparent: Option<bool>,
    /// Apple's `refreshrate`.
    pub refresh_rate: Option<Option<String>>,
}

impl CalendarChange {
    /// The texts that whoever shares a calendar has in a version of their own, with the columns they stand in.
    pub(super) fn of_each_person(&self) -> [(&'static str, &Option<Option<String>>); 5] {
        [
            ("display_name", &self.display_name),
            ("description", &self.description),
            ("color", &self.color),
            ("sort_order", &self.order),
            ("timezone", &self.timezone),
        ]
    }
}

/// The columns of a calendar, with what follows them in a query: one text, so that no query is put together at each use.
macro_rules! calendar {
    ($rest:literal) => {
        concat!(
            "SELECT id, principal, name, kind, components, display_name, description, color, sort_order, timezone, ",
            "transparent, revision, pruned, created, ",
            "(SELECT value FROM secret WHERE secret.name = 'incarnation'), availability, source, refresh_rate, ",
            "(SELECT MAX(o.revision) FROM object o WHERE o.calendar = calendar.id), ",
            "(SELECT MAX(t.revision) FROM tombstone t WHERE t.calendar = calendar.id) ",
            $rest
        )
    };
}

fn calendar(row: &Row<'_>) -> rusqlite::Result<Calendar> {
    let (name, kind): (String, String) = (row.get(2)?, row.get(3)?);
    let components: String = row.get(4)?;
    Ok(Calendar {
        id: CalendarId(row.get(0)?),
        principal: PrincipalId(row.get(1)?),
        name: name.strip_prefix(BOOKS).map(str::to_owned).unwrap_or(name),
        kind: CalendarKind::parse(&kind),
        components: components.split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect(),
        display_name: row.get(5)?,
        description: row.get(6)?,
        color: row.get(7)?,
        order: row.get(8)?,
        timezone: row.get(9)?,
        transparent: row.get::<_, i64>(10)? != 0,
        revision: newest(row, [11, 18, 19])?,
        pruned: row.get(12)?,
        created: time(row.get(13)?),
        source: row.get(16)?,
        refresh_rate: row.get(17)?,
        incarnation: row.get::<_, Option<Vec<u8>>>(14)?.map(text).unwrap_or_default(),
        availability: row.get(15)?,
        mount: None,
        eyes: Eyes::Owner,
    })
}

/// The latest of some revisions. When a member last changed is not kept a second time in the row of its collection: one page
/// less is written for each change.
pub(super) fn newest<const N: usize>(row: &Row<'_>, columns: [usize; N]) -> rusqlite::Result<i64> {
    columns
        .into_iter()
        .try_fold(0, |newest, column| Ok(newest.max(row.get::<_, Option<i64>>(column)?.unwrap_or_default())))
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8_lossy(&bytes).into_owned()
}

impl Tx<'_> {
    /// Makes a calendar collection, with the access list that one of its kind begins with.
    ///
    /// # Errors
    /// A name that is taken in this home.
    pub fn add_calendar(
        &mut self,
        principal: PrincipalId,
        new: &NewCalendar,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Result<CalendarId> {
        let id: Option<i64> = self.one(
            "INSERT INTO calendar (principal, name, kind, components, created) VALUES (?1, ?2, ?3, ?4, ?5) RETURNING id",
            (principal.0, new.kind.kept_name(&new.name), new.kind.as_str(), new.components.join(","), now.timestamp()),
            |row| row.get(0),
        )?;
        let id = CalendarId(id.unwrap_or_default());
        self.note_collection_placed(id)?;
        if new.kind == CalendarKind::Inbox {
            let scope = Scope::Inbox(id);
            self.set_aces(principal, scope, scope.initial())?;
        }
        Ok(id)
    }

    /// The collections of a calendar home, in the order they were made.
    pub fn calendars(&mut self, principal: PrincipalId) -> Result<Vec<Calendar>> {
        let sql = calendar!("FROM calendar WHERE principal = ?1 AND kind <> 'book' ORDER BY id");
        self.all(sql, [principal.0], calendar)
    }

    /// The address books of a principal, in the order they were made.
    pub fn books(&mut self, principal: PrincipalId) -> Result<Vec<Calendar>> {
        let sql = calendar!("FROM calendar WHERE principal = ?1 AND kind = 'book' ORDER BY id");
        self.all(sql, [principal.0], calendar)
    }

    /// The address book of this name.
    pub fn book(&mut self, principal: PrincipalId, name: &str) -> Result<Option<Calendar>> {
        self.calendar(principal, &CalendarKind::Book.kept_name(name))
    }

    /// The collection of this name in a calendar home.
    pub fn calendar(&mut self, principal: PrincipalId, name: &str) -> Result<Option<Calendar>> {
        if let Some(remembered) = self.remembered_collection(principal, name)? {
            return Ok(Some(remembered));
        }
        let sql = calendar!("FROM calendar WHERE principal = ?1 AND name = ?2");
        let found = self.one(sql, (principal.0, name), calendar)?;
        found.iter().for_each(|found| self.remember_collection(name, found));
        Ok(found)
    }

    /// The collection of this number.
    pub fn calendar_by_id(&mut self, id: CalendarId) -> Result<Option<Calendar>> {
        self.one(calendar!("FROM calendar WHERE id = ?1"), [id.0], calendar)
    }

    /// The calendar that a principal has chosen for new invitations (RFC 6638 §9.2).
    pub fn chosen_calendar(&mut self, principal: PrincipalId) -> Result<Option<Calendar>> {
        let sql = calendar!(
            "FROM calendar WHERE principal = ?1 AND id = (SELECT default_calendar FROM principal WHERE principal.id = ?1)"
        );
        self.one(sql, [principal.0], calendar)
    }

    /// Chooses the calendar for new invitations.
    pub fn choose_calendar(&mut self, principal: PrincipalId, id: CalendarId) -> Result<()> {
        self.run("UPDATE principal SET default_calendar = ?2 WHERE id = ?1", (principal.0, id.0))?;
        Ok(())
    }

    /// Gives a collection another path segment; its members and their change log go with it.
    ///
    /// # Errors
    /// A name that is taken in this home.
    pub fn rename_calendar(&mut self, id: CalendarId, name: &str) -> Result<()> {
        let kept = self.calendar_by_id(id)?.map(|calendar| calendar.kind.kept_name(name));
        self.note_collection_gone(id)?;
        self.run("UPDATE calendar SET name = ?2 WHERE id = ?1", (id.0, kept))?;
        self.note_collection_placed(id)
    }

    /// Makes an empty collection of another name in the same home, with the properties of this one.
    ///
    /// # Errors
    /// A name that is taken in this home.
    pub fn copy_collection(
        &mut self,
        of: &Calendar,
        name: &str,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Result<CalendarId> {
        let new = NewCalendar { name: name.to_owned(), kind: of.kind, components: of.components.clone() };
        let copy = self.add_calendar(of.principal, &new, now)?;
        let change = CalendarChange {
            display_name: Some(of.display_name.clone()),
            description: Some(of.description.clone()),
            color: Some(of.color.clone()),
            order: Some(of.order.clone()),
            timezone: Some(of.timezone.clone()),
            availability: Some(of.availability.clone()),
            transparent: Some(of.transparent),
            refresh_rate: None,
        };
        self.change_calendar(copy, &change)?;
        self.copy_dead_properties(of.id, copy)?;
        Ok(copy)
    }

    /// Deletes a collection with all its members and its access list; it leaves the homes of those who share it.
    pub fn delete_calendar(&mut self, id: CalendarId) -> Result<()> {
        self.note_watched_gone(Watched::Collection(id))?;
        self.forget_shares(id)?;
        self.note_collection_gone(id)?;
        self.run("DELETE FROM ace WHERE scope IN ('calendar', 'inbox', 'book') AND number = ?1", [id.0])?;
        self.count_members(id, -1)?;
        self.count_properties(id, -1)?;
        self.count_texts(id, -1)?;
        let released = self.uses_in(id)?;
        self.forget_personal_at(id)?;
        self.run("DELETE FROM calendar WHERE id = ?1", [id.0])?;
        self.release(&released)?;
        Ok(())
    }

    /// Changes live properties of a collection.
    pub fn change_calendar(&mut self, id: CalendarId, change: &CalendarChange) -> Result<()> {
        self.note_properties(id)?;
        self.count_texts(id, -1)?;
        let of_all = [("availability", &change.availability), ("refresh_rate", &change.refresh_rate)];
        for (column, value) in change.of_each_person().into_iter().chain(of_all) {
            if let Some(value) = value {
                self.run(&format!("UPDATE calendar SET {column} = ?2 WHERE id = ?1"), (id.0, value))?;
            }
        }
        if let Some(transparent) = change.transparent {
            self.run("UPDATE calendar SET transparent = ?2 WHERE id = ?1", (id.0, i64::from(transparent)))?;
        }
        self.count_texts(id, 1)
    }

    /// Counts a change of a collection's properties, for programs that want to hear of it.
    pub(super) fn note_properties(&mut self, id: CalendarId) -> Result<()> {
        self.woken.push = true;
        self.run("UPDATE calendar SET property_revision = property_revision + 1 WHERE id = ?1", [id.0])?;
        Ok(())
    }
}
