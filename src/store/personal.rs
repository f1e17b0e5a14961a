//! What is one person's of the objects in a calendar that others share: alarms, TRANSP and the like (caldav-sharing §5.5.4),
//! kept by invitation. The owner's stand in the objects themselves, so that a calendar that nobody shares costs nothing.

use rusqlite::Params;

use super::objects::Change;
use super::{Calendar, CalendarKind, ObjectHead, Result, Tx, Usage};
use crate::access::Reach;
use crate::id::{CalendarId, ETag, ObjectId, PrincipalId, ShareId};

/// Whose alarms and the like the objects of a calendar show (caldav-sharing §5.5.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Eyes {
    /// The owner's: they stand in the objects as they are stored.
    Owner,
    /// Those of somebody who shares it.
    Sharee {
        /// The invitation that was accepted.
        share: ShareId,
        /// When the sharee last changed something of their own, in revisions of the owner's home; 0 for never.
        revision: i64,
    },
    /// Nobody's: those of who may read it, and does not share it.
    Reader,
}

/// Where what sharees have of objects is kept.
const PERSONAL: &str = "personal";
/// Where what they had of objects that are gone is kept.
const LEFT: &str = "left_personal";
/// The tag of nothing.
const NOTHING: &str = "0";
/// The tag of what who does not share a calendar sees beside what all share: when the owner is busy.
const OF_READERS: &str = "r";

impl Tx<'_> {
    /// What a sharee has of an object; empty where that is nothing.
    pub fn personal(&mut self, share: ShareId, object: ObjectId) -> Result<Vec<u8>> {
        let sql = "SELECT text FROM personal WHERE share = ?1 AND object = ?2";
        Ok(self.one(sql, (share.0, object.0), |row| row.get(0))?.unwrap_or_default())
    }

    /// A calendar in its owner's home as somebody sees it who reaches so far into that: who acts for the owner sees what the
    /// owner sees. Nobody else is called by the owner's alarms; who shares the calendar has their own here, too.
    pub fn reached(&mut self, calendar: Calendar, reach: &Reach) -> Result<Calendar> {
        let who = match reach {
            Reach::Other(party, _) if party.delegation.is_none() && calendar.kind == CalendarKind::Calendar => party.id,
            _ => return Ok(calendar),
        };
        let sql = "SELECT id, revision FROM share WHERE calendar = ?1 AND sharee = ?2 AND state = 'accepted'";
        let found = self.one(sql, (calendar.id.0, who.0), |row| Ok((ShareId(row.get(0)?), row.get::<_, i64>(1)?)))?;
        Ok(match found {
            None => Calendar { eyes: Eyes::Reader, ..calendar },
            Some((share, revision)) => Calendar {
                eyes: Eyes::Sharee { share, revision },
                revision: calendar.revision.max(revision),
                ..calendar
            },
        })
    }

    /// The head of an object as it is seen with these eyes: another text, so another entity tag.
    pub fn head_seen(&mut self, eyes: Eyes, head: ObjectHead) -> Result<ObjectHead> {
        let tag: Option<String> = match eyes {
            Eyes::Owner => return Ok(head),
            Eyes::Reader => Some(OF_READERS.to_owned()),
            Eyes::Sharee { revision: 0, .. } => None,
            Eyes::Sharee { share, .. } => {
                let sql = "SELECT tag FROM personal WHERE share = ?1 AND object = ?2";
                self.one(sql, (share.0, head.id.0), |row| row.get(0))?
            }
        };
        let shown = head.shown.as_ref().filter(|_| eyes != Eyes::Reader).unwrap_or(&head.etag);
        let etag = ETag(format!("{shown}-{}", tag.as_deref().unwrap_or(NOTHING)));
        Ok(ObjectHead { etag, ..head })
    }

    /// The text behind [`ObjectHead::shown`].
    pub fn shown(&mut self, object: ObjectId) -> Result<Option<Vec<u8>>> {
        Ok(self.one("SELECT shown FROM body WHERE object = ?1", [object.0], |row| row.get(0))?.flatten())
    }

    /// Goes on showing those who share the calendar what they were shown of an object that was just put.
    pub fn show_still(&mut self, object: ObjectId, etag: &ETag, text: &[u8]) -> Result<()> {
        self.run("UPDATE object SET shown_etag = ?2 WHERE id = ?1", (object.0, &etag.0))?;
        self.run("UPDATE body SET shown = ?2 WHERE object = ?1", (object.0, text))?;
        Ok(())
    }

    /// These eyes after something may have been kept that they see.
    pub fn opened_again(&mut self, eyes: Eyes) -> Result<Eyes> {
        Ok(match eyes {
            Eyes::Owner | Eyes::Reader => eyes,
            Eyes::Sharee { share, .. } => {
                let revision = self.count("SELECT revision FROM share WHERE id = ?1", [share.0])?;
                Eyes::Sharee { share, revision }
            }
        })
    }

    /// Keeps what a sharee has of an object from now on. It is a change of the object in the sharee's home alone.
    pub fn set_personal(&mut self, share: ShareId, object: &ObjectHead, text: &[u8]) -> Result<()> {
        let before = self.personal(share, object.id)?;
        if before == text {
            return Ok(());
        }
        let Some(sharee) = self.share(share)?.map(|share| share.sharee) else { return Ok(()) };
        self.count_in(sharee, Usage { bytes: text.len() as i64 - before.len() as i64, objects: 0 })?;
        let revision = self.next_revision(object.calendar)?;
        let tag = if text.is_empty() { NOTHING.to_owned() } else { ETag::of(text).0 };
        self.run(
            "INSERT INTO personal (share, object, text, tag, revision) VALUES (?1, ?2, ?3, ?4, ?5) \
             ON CONFLICT (share, object) DO UPDATE SET text = excluded.text, tag = excluded.tag, \
             revision = excluded.revision",
            (share.0, object.id.0, text, tag, revision),
        )?;
        self.run("UPDATE share SET revision = ?2 WHERE id = ?1", (share.0, revision))?;
        self.note_share(share)
    }

    /// What sharees have of an object goes with it to another calendar of its owner where they share that one, too, and
    /// else is kept for when the object comes back. To somebody else it does not go, and waits as if the object were deleted.
    pub(super) fn carry_personal(&mut self, from: &ObjectHead, to: CalendarId) -> Result<()> {
        let owners = self.count(
            "SELECT COUNT(DISTINCT principal) FROM calendar WHERE id = ?1 OR id = ?2",
            (from.calendar.0, to.0),
        )?;
        if owners != 1 {
            return self.leave_personal(from);
        }
        let carried = self.all(
            "SELECT p.share, t.id, p.text FROM personal p JOIN share s ON s.id = p.share \
             JOIN share t ON t.sharee = s.sharee AND t.state = 'accepted' \
             WHERE p.object = ?1 AND s.calendar = ?2 AND t.calendar = ?3",
            (from.id.0, from.calendar.0, to.0),
            |row| Ok((ShareId(row.get(0)?), ShareId(row.get(1)?), row.get::<_, Vec<u8>>(2)?)),
        )?;
        let there = ObjectHead { calendar: to, ..from.clone() };
        for (left, share, text) in carried {
            self.set_personal(share, &there, &text)?;
            self.forget(PERSONAL, "p.object = ?1 AND p.share = ?2", (from.id.0, left.0))?;
        }
        Ok(())
    }

    /// Keeps what sharees have of an object that goes: it may be put back, and is another row then.
    pub(super) fn leave_personal(&mut self, object: &ObjectHead) -> Result<()> {
        let left = self.all("SELECT share, text FROM personal WHERE object = ?1", [object.id.0], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, Vec<u8>>(1)?))
        })?;
        for (share, text) in left.iter().filter(|(_, text)| !text.is_empty()) {
            self.forget(LEFT, "p.share = ?1 AND p.uid = ?2", (share, &object.uid))?;
            let sql = "INSERT INTO left_personal (share, uid, text, since) VALUES (?1, ?2, ?3, 0)";
            self.run(sql, (share, &object.uid, text))?;
        }
        if !left.is_empty() {
            self.run("DELETE FROM personal WHERE object = ?1", [object.id.0])?;
        }
        Ok(())
    }

    /// Gives sharees what they had of an object that has come back: into the same calendar, or into another one of its owner
    /// that they share, too.
    pub(super) fn take_up_personal(&mut self, calendar: CalendarId, name: &str, uid: &str) -> Result<()> {
        let left = self.all(
            "SELECT l.share, t.id, l.text FROM left_personal l JOIN share s ON s.id = l.share \
             JOIN share t ON t.sharee = s.sharee AND t.state = 'accepted' JOIN calendar here ON here.id = t.calendar \
             JOIN calendar there ON there.id = s.calendar AND there.principal = here.principal \
             WHERE l.uid = ?1 AND t.calendar = ?2 ORDER BY CASE WHEN l.share = t.id THEN 0 ELSE 1 END, l.share",
            (uid, calendar.0),
            |row| Ok((row.get::<_, i64>(0)?, ShareId(row.get(1)?), row.get::<_, Vec<u8>>(2)?)),
        )?;
        for (from, share, text) in left {
            let Some(object) = self.object_head(calendar, name)? else { return Ok(()) };
            if self.personal(share, object.id)?.is_empty() {
                self.forget(LEFT, "p.share = ?1 AND p.uid = ?2", (from, uid))?;
                self.set_personal(share, &object, &text)?;
            }
        }
        Ok(())
    }

    /// Forgets what sharees had of objects that are gone since before this time. What is seen for the first time counts from
    /// `now` on.
    pub fn prune_left_personal(
        &mut self,
        before: chrono::DateTime<chrono::Utc>,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Result<usize> {
        self.run("UPDATE left_personal SET since = ?1 WHERE since = 0", [now.timestamp().max(1)])?;
        self.forget(LEFT, "p.since < ?1", [before.timestamp()])
    }

    /// Forgets what a sharee has of the objects of a calendar.
    pub(super) fn forget_personal_in(&mut self, share: ShareId) -> Result<()> {
        self.forget(PERSONAL, "p.share = ?1", [share.0])?;
        self.forget(LEFT, "p.share = ?1", [share.0])?;
        Ok(())
    }

    /// Forgets what sharees have of the objects of a calendar that goes, wherever they share them.
    pub(super) fn forget_personal_at(&mut self, calendar: CalendarId) -> Result<()> {
        self.forget(PERSONAL, "p.object IN (SELECT id FROM object WHERE calendar = ?1)", [calendar.0])?;
        Ok(())
    }

    /// Forgets rows of a table, and counts them out; returns how many.
    fn forget(&mut self, table: &str, which: &str, values: impl Params + Copy) -> Result<usize> {
        let kept = format!(
            "SELECT s.sharee, SUM(LENGTH(p.text)) FROM {table} p JOIN share s ON s.id = p.share \
             WHERE {which} GROUP BY s.sharee"
        );
        let kept: Vec<(i64, i64)> = self.all(&kept, values, |row| Ok((row.get(0)?, row.get(1)?)))?;
        for (sharee, bytes) in &kept {
            self.count_in(PrincipalId(*sharee), Usage { bytes: -bytes, objects: 0 })?;
        }
        match kept.is_empty() {
            true => Ok(0),
            false => self.run(&format!("DELETE FROM {table} AS p WHERE {which}"), values),
        }
    }

    /// The changes of a calendar's members as one who shares it sees them, as [`Tx::changes_since`] tells them: what the
    /// sharee changed of their own is one, too.
    pub fn changes_seen(
        &mut self,
        calendar: CalendarId,
        share: ShareId,
        revision: i64,
        limit: usize,
    ) -> Result<Vec<Change>> {
        self.all(
            "SELECT o.name, o.revision, o.etag FROM object o WHERE o.calendar = ?1 AND o.revision > ?2 AND NOT EXISTS \
             (SELECT 1 FROM personal p WHERE p.share = ?4 AND p.object = o.id AND p.revision > o.revision) \
             UNION ALL SELECT o.name, p.revision, o.etag FROM personal p JOIN object o ON o.id = p.object \
             WHERE p.share = ?4 AND o.calendar = ?1 AND p.revision > ?2 AND p.revision > o.revision \
             UNION ALL SELECT name, revision, NULL FROM tombstone WHERE calendar = ?1 AND revision > ?2 \
             ORDER BY 2 LIMIT ?3",
            (calendar.0, revision, limit as i64, share.0),
            |row| {
                Ok(Change {
                    name: row.get(0)?,
                    revision: row.get(1)?,
                    etag: row.get::<_, Option<String>>(2)?.map(ETag),
                })
            },
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{ObjectName, Uid};
    use crate::store::{
        CalendarKind, NewCalendar, NewObject, NewPrincipal, NewShare, PrincipalKind, ShareState, Store, StoreError,
    };

    const NOW: chrono::DateTime<chrono::Utc> = chrono::DateTime::UNIX_EPOCH;
    const DAY: chrono::TimeDelta = chrono::TimeDelta::days(1);

    fn person(tx: &mut Tx<'_>, name: &str) -> PrincipalId {
        let (kind, email) = (PrincipalKind::Individual, format!("{name}@example.org"));
        let new = NewPrincipal { kind, name: name.into(), display_name: String::new(), email, password: None };
        tx.add_principal(&new, NOW).unwrap()
    }

    fn put(tx: &mut Tx<'_>, calendar: CalendarId) -> ObjectHead {
        let new = NewObject {
            name: ObjectName::parse("u.ics").unwrap(),
            uid: Uid::parse("u").unwrap(),
            component: "VEVENT",
            schedule_tag: None,
            body: vec![b'x'; 10].into(),
            first_start: 0,
            last_end: 1,
            organizer: None,
            attachments: Vec::new(),
        };
        tx.put_object(calendar, &new, NOW).unwrap();
        tx.object_head(calendar, "u.ics").unwrap().unwrap()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_waits_for_an_object_takes_space_until_it_is_forgotten() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let work = |tx: &mut Tx<'_>| {
            let (alice, bob) = (person(tx, "alice"), person(tx, "bob"));
            let new = NewCalendar { name: "c".into(), kind: CalendarKind::Calendar, components: vec!["VEVENT".into()] };
            let calendar = tx.add_calendar(alice, &new, NOW)?;
            let (code, summary, state) = ("s1".to_owned(), String::new(), ShareState::NoResponse);
            tx.add_share(&NewShare { code, calendar, sharee: bob, team: None, state, summary }, NOW)?;
            let share = tx.share_with(calendar, bob)?.unwrap();
            tx.accept_share(&share, None)?;
            let used = |tx: &mut Tx<'_>| tx.usage(bob).unwrap().0.bytes;
            let head = put(tx, calendar);
            tx.set_personal(share.id, &head, b"alarm")?;
            for _ in 0..2 {
                tx.delete_object(calendar, "u.ics")?;
                assert_eq!(used(tx), 5);
                assert_eq!(tx.prune_left_personal(NOW - DAY, NOW)?, 0, "it has only just been seen");
                let head = put(tx, calendar);
                assert_eq!((tx.personal(share.id, head.id)?, used(tx)), (b"alarm".to_vec(), 5));
            }
            tx.delete_object(calendar, "u.ics")?;
            assert_eq!(tx.prune_left_personal(NOW, NOW + DAY)?, 0);
            assert_eq!((tx.prune_left_personal(NOW + DAY * 2, NOW + DAY * 2)?, used(tx)), (1, 0));
            let head = put(tx, calendar);
            assert_eq!(tx.personal(share.id, head.id)?, b"");
            tx.set_personal(share.id, &head, b"alarm")?;
            tx.delete_object(calendar, "u.ics")?;
            tx.delete_calendar(calendar)?;
            assert_eq!(used(tx), 0);
            Ok(())
        };
        store.write::<_, StoreError, _>(work).await.unwrap();
    }
}
