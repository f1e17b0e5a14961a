//! Dead properties: what clients keep at a resource and the server does not understand (RFC 4918 §4.2). Their bytes count
//! in the space of whoever has the resource (`quota`).

use super::{Result, Tx, Usage};
use crate::id::{CalendarId, FileId, ObjectId, PrincipalId, ShareId};

/// A property that clients keep here and the server does not understand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeadProperty {
    /// Its XML namespace.
    pub namespace: String,
    /// Its local name.
    pub name: String,
    /// The whole element as XML.
    pub xml: String,
}

/// What a dead property is kept at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PropertyOf {
    /// A calendar or the schedule inbox.
    Calendar(CalendarId),
    /// A calendar of somebody else, as one of those who share it sees it.
    Share(ShareId),
    /// A calendar object.
    Object(ObjectId),
    /// A plain file or a folder.
    File(FileId),
    /// Something that a principal has once, by its name in the table, such as `home`.
    Home(PrincipalId, &'static str),
}

/// How many bytes a dead property takes, in the row `p`.
pub(super) const BYTES: &str = "OCTET_LENGTH(p.namespace) + OCTET_LENGTH(p.name) + OCTET_LENGTH(p.xml)";

/// The place at which the properties of a principal itself are kept.
const PRINCIPAL: &str = "principal";

impl From<CalendarId> for PropertyOf {
    fn from(id: CalendarId) -> PropertyOf {
        PropertyOf::Calendar(id)
    }
}

impl PropertyOf {
    /// The query for whose space its properties take; `?1` is its number.
    fn owner(self) -> &'static str {
        match self {
            PropertyOf::Calendar(_) => "SELECT principal FROM calendar WHERE id = ?1",
            PropertyOf::Share(_) => "SELECT sharee FROM share WHERE id = ?1",
            PropertyOf::Object(_) => {
                "SELECT c.principal FROM object o JOIN calendar c ON c.id = o.calendar WHERE o.id = ?1"
            }
            PropertyOf::File(_) => "SELECT principal FROM file WHERE id = ?1",
            PropertyOf::Home(..) => "SELECT id FROM principal WHERE id = ?1",
        }
    }

    /// Its table, the columns that name it, and their values.
    fn row(self) -> (&'static str, &'static str, i64, &'static str) {
        match self {
            PropertyOf::Calendar(id) => ("dead_property", "calendar", id.0, ""),
            PropertyOf::Share(id) => ("share_property", "share", id.0, ""),
            PropertyOf::Object(id) => ("object_property", "object", id.0, ""),
            PropertyOf::File(id) => ("file_property", "file", id.0, ""),
            PropertyOf::Home(id, place) => ("home_property", "principal", id.0, place),
        }
    }

    /// The condition under which a row of its table is its own; `?1` is its number, `?2` its place.
    fn is_own(self) -> &'static str {
        match self {
            PropertyOf::Home(..) => "principal = ?1 AND place = ?2",
            PropertyOf::Calendar(_) => "calendar = ?1 AND ?2 = ''",
            PropertyOf::Share(_) => "share = ?1 AND ?2 = ''",
            PropertyOf::Object(_) => "object = ?1 AND ?2 = ''",
            PropertyOf::File(_) => "file = ?1 AND ?2 = ''",
        }
    }
}

impl Tx<'_> {
    /// The dead properties of something, by name.
    pub fn dead_properties(&mut self, of: impl Into<PropertyOf>) -> Result<Vec<DeadProperty>> {
        let of = of.into();
        let (table, _, number, place) = of.row();
        let sql = format!("SELECT namespace, name, xml FROM {table} WHERE {} ORDER BY namespace, name", of.is_own());
        self.all(&sql, (number, place), |row| {
            Ok(DeadProperty { namespace: row.get(0)?, name: row.get(1)?, xml: row.get(2)? })
        })
    }

    /// Bytes of the dead properties of something.
    pub fn dead_property_bytes(&mut self, of: impl Into<PropertyOf>) -> Result<i64> {
        let of = of.into();
        let (table, _, number, place) = of.row();
        let sql = format!("SELECT COALESCE(SUM({BYTES}), 0) FROM {table} p WHERE {}", of.is_own());
        self.count(&sql, (number, place))
    }

    /// In whose space the dead properties of something are.
    pub fn whose_property(&mut self, of: impl Into<PropertyOf>) -> Result<Option<PrincipalId>> {
        let of = of.into();
        self.one(of.owner(), [of.row().2], |row| Ok(PrincipalId(row.get(0)?)))
    }

    /// Counts the dead properties of something in (`times` is 1) or, as they go with it, out (-1).
    pub(super) fn count_properties(&mut self, of: impl Into<PropertyOf>, times: i64) -> Result<()> {
        let of = of.into();
        let bytes = self.dead_property_bytes(of)?;
        match self.whose_property(of)?.filter(|_| bytes > 0) {
            Some(owner) => self.count_in(owner, Usage { bytes: times * bytes, objects: 0 }),
            None => Ok(()),
        }
    }

    /// Keeps a dead property.
    pub fn set_dead_property(&mut self, of: impl Into<PropertyOf>, property: &DeadProperty) -> Result<()> {
        let of = of.into();
        let (table, key, number, place) = of.row();
        self.remove_dead_property(of, &property.namespace, &property.name)?;
        let DeadProperty { namespace, name, xml } = property;
        self.count_property(of, (namespace.len() + name.len() + xml.len()) as i64)?;
        match of {
            PropertyOf::Home(..) => self.run(
                "INSERT INTO home_property (principal, place, namespace, name, xml) VALUES (?1, ?2, ?3, ?4, ?5)",
                (number, place, namespace, name, xml),
            )?,
            _ => self.run(
                &format!("INSERT INTO {table} ({key}, namespace, name, xml) VALUES (?1, ?2, ?3, ?4)"),
                (number, namespace, name, xml),
            )?,
        };
        Ok(())
    }

    /// Forgets a dead property.
    pub fn remove_dead_property(&mut self, of: impl Into<PropertyOf>, namespace: &str, name: &str) -> Result<()> {
        let of = of.into();
        let (table, _, number, place) = of.row();
        let which = format!("{table} AS p WHERE {} AND namespace = ?3 AND name = ?4", of.is_own());
        let bytes: Option<i64> =
            self.one(&format!("SELECT {BYTES} FROM {which}"), (number, place, namespace, name), |row| row.get(0))?;
        if let Some(bytes) = bytes {
            self.run(&format!("DELETE FROM {which}"), (number, place, namespace, name))?;
            self.count_property(of, -bytes)?;
        }
        match of {
            PropertyOf::Home(id, PRINCIPAL) => self.note_principal(id),
            _ => Ok(()),
        }
    }

    fn count_property(&mut self, of: PropertyOf, bytes: i64) -> Result<()> {
        match self.whose_property(of)? {
            Some(owner) => self.count_in(owner, Usage { bytes, objects: 0 }),
            None => Ok(()),
        }
    }

    /// Gives something the dead properties of another thing, beside its own.
    pub fn copy_dead_properties(&mut self, from: impl Into<PropertyOf>, to: impl Into<PropertyOf>) -> Result<()> {
        let to = to.into();
        for property in self.dead_properties(from)? {
            self.set_dead_property(to, &property)?;
        }
        Ok(())
    }
}
