//! The log of a home: what changed in it and in its collections, by one count of changes for all of them. Address books
//! count along, but stand in another home and are not told of here.

use rusqlite::Row;

use super::calendars::newest;
use super::{Result, Tx, Usage};
use crate::id::{CalendarId, PrincipalId};

/// How far the log of a home has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Home {
    /// Raised by one with every change of a collection or of a member of one.
    pub revision: i64,
    /// Removals of collections up to this revision are forgotten.
    pub pruned: i64,
    /// Which life of the database it is in, as [`super::Calendar::incarnation`].
    pub incarnation: String,
}

impl Home {
    /// Its state at a revision, as the URI that RFC 6578 §4 asks for; made as those of collections are.
    pub fn sync_token(&self, owner: PrincipalId, revision: i64) -> String {
        match self.incarnation.as_str() {
            "" => format!("data:,h{owner}-{revision}"),
            incarnation => format!("data:,{incarnation}.h{owner}-{revision}"),
        }
    }
}

/// A place in the log of a home. Each change has one of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LogPoint {
    /// The home's revision.
    pub revision: i64,
    /// Within what happened at once, as all members of a renamed calendar get their URLs at once: the revision at which
    /// the member changed. 0 for collections, which come before their members.
    pub within: i64,
}

impl LogPoint {
    /// Before everything.
    pub const START: LogPoint = LogPoint { revision: 0, within: 0 };

    /// Behind everything that happened at a revision.
    pub fn after(revision: i64) -> LogPoint {
        LogPoint { revision, within: i64::MAX }
    }
}

/// How far below a home to look (RFC 6578 §6.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyncLevel {
    /// Its collections.
    Collections,
    /// Its collections and their members.
    Members,
}

/// One line of a home's log: what is not gone has changed or is new.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HomeChange {
    /// A collection.
    Collection(CalendarId),
    /// A calendar of somebody else that the owner of the home shares.
    Shared(CalendarId),
    /// A collection of this name is gone.
    CollectionGone(String),
    /// A member of a collection, by its path segment.
    Member(CalendarId, String),
    /// A member of a collection is gone.
    MemberGone(CalendarId, String),
}

impl HomeChange {
    /// Whether something is gone.
    pub fn is_removal(&self) -> bool {
        matches!(self, HomeChange::CollectionGone(_) | HomeChange::MemberGone(..))
    }
}

/// Collections with what says when they or their members last changed.
const COLLECTIONS: &str = "SELECT c.id, c.changed, c.revision, \
                           (SELECT MAX(o.revision) FROM object o WHERE o.calendar = c.id), \
                           (SELECT MAX(t.revision) FROM tombstone t WHERE t.calendar = c.id) \
                           FROM calendar c WHERE c.principal = ?1 AND c.kind <> 'book'";

/// Calendars of others stand in the log where they, or what is known of them here, last changed.
const SHARED: &str = "SELECT changed, calendar FROM share WHERE sharee = ?1 AND changed >= ?2 AND state = 'accepted'";

const COLLECTIONS_GONE: &str = "SELECT revision, name FROM gone_calendar WHERE principal = ?1 AND revision >= ?2 \
                                AND name NOT LIKE 'contacts/%'";

/// Members stand in the log where they changed, or where their collection got its URL after that.
const MEMBERS: &str = "SELECT CASE WHEN o.revision > c.placed THEN o.revision ELSE c.placed END, o.revision, c.id, o.name \
                       FROM calendar c JOIN object o ON o.calendar = c.id WHERE c.principal = ?1 AND o.revision >= ?2 \
                       AND c.kind <> 'book' \
                       UNION SELECT CASE WHEN o.revision > c.placed THEN o.revision ELSE c.placed END, o.revision, c.id, \
                       o.name FROM calendar c JOIN object o ON o.calendar = c.id WHERE c.principal = ?1 AND c.placed >= ?2 \
                       AND c.kind <> 'book'";

/// What went before its collection got its URL was never there.
const MEMBERS_GONE: &str = "SELECT t.revision, t.revision, c.id, t.name \
                            FROM calendar c JOIN tombstone t ON t.calendar = c.id \
                            WHERE c.principal = ?1 AND t.revision >= ?2 AND t.revision > c.placed \
                            AND c.kind <> 'book'";

impl Tx<'_> {
    /// How far the log of a principal's home has come.
    pub fn home(&mut self, principal: PrincipalId) -> Result<Home> {
        let home = self.one(
            "SELECT revision, pruned, (SELECT value FROM secret WHERE secret.name = 'incarnation') FROM principal \
             WHERE id = ?1",
            [principal.0],
            |row| {
                let incarnation = row.get::<_, Option<Vec<u8>>>(2)?.unwrap_or_default();
                let incarnation = String::from_utf8_lossy(&incarnation).into_owned();
                Ok(Home { revision: row.get(0)?, pruned: row.get(1)?, incarnation })
            },
        )?;
        Ok(home.unwrap_or(Home { revision: 0, pruned: 0, incarnation: String::new() }))
    }

    /// What changed in a home after a place in its log, in order.
    pub fn home_changes(
        &mut self,
        principal: PrincipalId,
        since: LogPoint,
        level: SyncLevel,
    ) -> Result<Vec<(LogPoint, HomeChange)>> {
        let values = (principal.0, since.revision);
        let collection =
            |row: &Row<'_>| Ok((alone(newest(row, [1, 2, 3, 4])?), HomeChange::Collection(CalendarId(row.get(0)?))));
        let collection_gone = |row: &Row<'_>| Ok((alone(row.get(0)?), HomeChange::CollectionGone(row.get(1)?)));
        let mut changes = self.all(COLLECTIONS, [principal.0], collection)?;
        let shared = |row: &Row<'_>| Ok((alone(row.get(0)?), HomeChange::Shared(CalendarId(row.get(1)?))));
        changes.extend(self.all(SHARED, values, shared)?);
        changes.extend(self.all(COLLECTIONS_GONE, values, collection_gone)?);
        if level == SyncLevel::Members {
            let member = |row: &Row<'_>| {
                let at = LogPoint { revision: row.get(0)?, within: row.get(1)? };
                Ok((at, CalendarId(row.get(2)?), row.get::<_, String>(3)?))
            };
            let changed = self.all(MEMBERS, values, member)?.into_iter();
            changes.extend(changed.map(|(at, calendar, name)| (at, HomeChange::Member(calendar, name))));
            let gone = self.all(MEMBERS_GONE, values, member)?.into_iter();
            changes.extend(gone.map(|(at, calendar, name)| (at, HomeChange::MemberGone(calendar, name))));
        }
        changes.retain(|(at, _)| *at > since);
        changes.sort_unstable_by_key(|(at, _)| *at);
        Ok(changes)
    }

    /// The revision up to which removals anywhere in a home are forgotten.
    pub fn home_pruned(&mut self, principal: PrincipalId) -> Result<i64> {
        let home = self.home(principal)?.pruned;
        let members = self.count(
            "SELECT COALESCE(MAX(pruned), 0) FROM calendar WHERE principal = ?1 AND kind <> 'book'",
            [principal.0],
        )?;
        Ok(home.max(members))
    }

    /// Forgets a home's removals of collections up to `revision`.
    pub fn prune_home(&mut self, principal: PrincipalId, revision: i64) -> Result<()> {
        self.run("DELETE FROM gone_calendar WHERE principal = ?1 AND revision <= ?2", (principal.0, revision))?;
        self.run("UPDATE principal SET pruned = ?2 WHERE id = ?1 AND pruned < ?2", (principal.0, revision))?;
        Ok(())
    }

    /// Notes that a collection itself changed: its properties, its place, or its being there.
    pub fn note_collection_change(&mut self, calendar: CalendarId) -> Result<i64> {
        let revision = self.next_revision(calendar)?;
        self.run("UPDATE calendar SET changed = ?2 WHERE id = ?1", (calendar.0, revision))?;
        self.note_shared_change(calendar)?;
        Ok(revision)
    }

    /// Counts one more change in the home that a collection is in.
    pub(super) fn next_revision(&mut self, calendar: CalendarId) -> Result<i64> {
        self.next_revision_grown(calendar, Usage::default())
    }

    /// Counts one more change in the home that a collection is in, by which it takes more, or less where a number is
    /// negative.
    pub(super) fn next_revision_grown(&mut self, calendar: CalendarId, grown: Usage) -> Result<i64> {
        self.run(
            "UPDATE principal SET revision = revision + 1, used_bytes = used_bytes + ?2, used_objects = used_objects + ?3 \
             WHERE id = (SELECT principal FROM calendar WHERE id = ?1)",
            (calendar.0, grown.bytes, grown.objects),
        )?;
        self.count(
            "SELECT p.revision FROM principal p JOIN calendar c ON c.principal = p.id WHERE c.id = ?1",
            [calendar.0],
        )
    }

    /// Notes that a collection has its URL from now on. What was there before it under the same URL is gone with all
    /// members, which nobody remembers; who has seen them has to begin anew.
    pub(super) fn note_collection_placed(&mut self, calendar: CalendarId) -> Result<()> {
        let revision = self.note_collection_change(calendar)?;
        self.run("UPDATE calendar SET placed = ?2 WHERE id = ?1", (calendar.0, revision))?;
        self.note_home(calendar, revision)?;
        let place =
            "FROM gone_calendar g JOIN calendar c ON c.principal = g.principal AND c.name = g.name WHERE c.id = ?1";
        let before = self.one(&format!("SELECT g.revision {place}"), [calendar.0], |row| row.get::<_, i64>(0))?;
        if let Some(before) = before {
            self.run("UPDATE calendar SET pruned = ?2 WHERE id = ?1 AND pruned < ?2", (calendar.0, before))?;
            self.run(
                "DELETE FROM gone_calendar WHERE (principal, name) = (SELECT principal, name FROM calendar WHERE id = ?1)",
                [calendar.0],
            )?;
        }
        Ok(())
    }

    /// Notes that a collection leaves its URL.
    pub(super) fn note_collection_gone(&mut self, calendar: CalendarId) -> Result<()> {
        let revision = self.next_revision(calendar)?;
        self.run(
            "INSERT INTO gone_calendar (principal, name, revision) SELECT principal, name, ?2 FROM calendar WHERE id = ?1 \
             ON CONFLICT (principal, name) DO UPDATE SET revision = excluded.revision",
            (calendar.0, revision),
        )?;
        self.note_home(calendar, revision)
    }

    /// Notes for programs that watch a home at which revision its collections were others last.
    fn note_home(&mut self, calendar: CalendarId, revision: i64) -> Result<()> {
        self.woken.push = true;
        let sql = "UPDATE principal SET placed = ?2 WHERE id = (SELECT principal FROM calendar WHERE id = ?1)";
        self.run(sql, (calendar.0, revision))?;
        Ok(())
    }
}

fn alone(revision: i64) -> LogPoint {
    LogPoint { revision, within: 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{ObjectName, Uid};
    use crate::store::{CalendarKind, NewCalendar, NewObject, NewPrincipal, Store, StoreError};

    const NOW: chrono::DateTime<chrono::Utc> = chrono::DateTime::UNIX_EPOCH;

    fn calendar(tx: &mut Tx<'_>, owner: PrincipalId, name: &str) -> CalendarId {
        let components = vec!["VEVENT".to_owned()];
        tx.add_calendar(owner, &NewCalendar { name: name.into(), kind: CalendarKind::Calendar, components }, NOW)
            .unwrap()
    }

    fn put(tx: &mut Tx<'_>, calendar: CalendarId, name: &str) {
        let new = NewObject {
            name: ObjectName::parse(name).unwrap(),
            uid: Uid::parse(name).unwrap(),
            component: "VEVENT",
            schedule_tag: None,
            body: name.into(),
            first_start: 0,
            last_end: 1,
            organizer: None,
            attachments: Vec::new(),
        };
        tx.put_object(calendar, &new, NOW).unwrap();
    }

    async fn in_a_home(work: fn(&mut Tx<'_>, PrincipalId)) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let work = move |tx: &mut Tx<'_>| {
            let (name, email) = ("alice".to_owned(), "alice@example.org".to_owned());
            let alice = tx.add_principal(
                &NewPrincipal {
                    kind: crate::store::PrincipalKind::Individual,
                    name,
                    display_name: String::new(),
                    email,
                    password: None,
                },
                NOW,
            )?;
            work(tx, alice);
            Ok(())
        };
        store.write::<_, StoreError, _>(work).await.unwrap();
    }

    /// What changed after a revision, as text: `+3` a collection, `-a` one that is gone, `+3/x`, `-3/x` members.
    fn log(tx: &mut Tx<'_>, owner: PrincipalId, since: LogPoint, level: SyncLevel) -> Vec<String> {
        let changes = tx.home_changes(owner, since, level).unwrap();
        assert!(changes.windows(2).all(|pair| pair[0].0 < pair[1].0), "each has a place of its own: {changes:?}");
        let text = |(_, change)| match change {
            HomeChange::Collection(id) => format!("+{id}"),
            HomeChange::Shared(id) => format!("*{id}"),
            HomeChange::CollectionGone(name) => format!("-{name}"),
            HomeChange::Member(id, name) => format!("+{id}/{name}"),
            HomeChange::MemberGone(id, name) => format!("-{id}/{name}"),
        };
        changes.into_iter().map(text).collect()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn one_count_orders_what_happens_in_all_collections_of_a_home() {
        in_a_home(|tx, alice| {
            let (a, b) = (calendar(tx, alice, "a"), calendar(tx, alice, "b"));
            put(tx, a, "x");
            put(tx, b, "y");
            put(tx, a, "z");
            tx.delete_object(a, "x").unwrap();
            let after = |revision| LogPoint::after(revision);
            assert_eq!(tx.home(alice).unwrap().revision, 6);
            let all = ["+2".to_owned(), "+2/y".into(), "+1/z".into(), "+1".into(), "-1/x".into()];
            assert_eq!(log(tx, alice, LogPoint::START, SyncLevel::Members), all);
            assert_eq!(log(tx, alice, LogPoint::START, SyncLevel::Collections), ["+2", "+1"]);
            assert_eq!(log(tx, alice, after(4), SyncLevel::Members), ["+1/z", "+1", "-1/x"]);
            assert_eq!(log(tx, alice, LogPoint { revision: 4, within: 0 }, SyncLevel::Members).len(), 4);
            assert!(log(tx, alice, after(6), SyncLevel::Members).is_empty());
            tx.note_collection_change(b).unwrap();
            assert_eq!(log(tx, alice, after(6), SyncLevel::Members), ["+2"], "its members are as they were");
        })
        .await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_renamed_collection_brings_its_members_along_in_their_order() {
        in_a_home(|tx, alice| {
            let a = calendar(tx, alice, "a");
            for name in ["x", "y", "z"] {
                put(tx, a, name);
            }
            tx.delete_object(a, "y").unwrap();
            let before = LogPoint::after(tx.home(alice).unwrap().revision);
            tx.rename_calendar(a, "b").unwrap();
            put(tx, a, "x");
            let all = tx.home_changes(alice, before, SyncLevel::Members).unwrap();
            assert_eq!(log(tx, alice, before, SyncLevel::Members), ["-a", "+1/z", "+1", "+1/x"]);
            // Whoever stops anywhere in between goes on with the rest.
            for (number, (at, _)) in all.iter().enumerate() {
                assert_eq!(tx.home_changes(alice, *at, SyncLevel::Members).unwrap(), all[number + 1..]);
            }
        })
        .await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_collection_made_again_forgets_what_was_under_its_url() {
        in_a_home(|tx, alice| {
            let a = calendar(tx, alice, "a");
            put(tx, a, "x");
            tx.delete_calendar(a).unwrap();
            let gone_at = tx.home(alice).unwrap().revision;
            assert_eq!(log(tx, alice, LogPoint::after(2), SyncLevel::Members), ["-a"]);
            let again = calendar(tx, alice, "a");
            assert_eq!(log(tx, alice, LogPoint::after(2), SyncLevel::Members), [format!("+{again}")]);
            assert_eq!(tx.home(alice).unwrap().pruned, 0, "collections alone are told as before");
            assert_eq!(tx.home_pruned(alice).unwrap(), gone_at, "but nobody knows the members any more");
        })
        .await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn removals_of_collections_are_forgotten_beyond_a_number() {
        in_a_home(|tx, alice| {
            for number in 0..5 {
                let id = calendar(tx, alice, &number.to_string());
                tx.delete_calendar(id).unwrap();
            }
            tx.prune_all_changes(2).unwrap();
            assert_eq!(tx.home(alice).unwrap().pruned, 6);
            assert_eq!(log(tx, alice, LogPoint::START, SyncLevel::Members), ["-3", "-4"]);
        })
        .await;
    }
}
