//! Programs that registered to be told of changes (WebDAV Push), and who is to be told now.

use std::fmt;

use rusqlite::Row;

use super::{Result, SyncLevel, Tx, time};
use crate::access::{Privileges, Scope};
use crate::id::{CalendarId, PrincipalId};

type Time = chrono::DateTime<chrono::Utc>;

/// What a program watches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watched {
    /// A calendar, a schedule inbox or an address book.
    Collection(CalendarId),
    /// Somebody's calendar home.
    Home(PrincipalId),
    /// Somebody's address book home.
    Books(PrincipalId),
    /// A principal.
    Principal(PrincipalId),
}

impl Watched {
    /// Its word and its number in the table.
    fn stored(self) -> (&'static str, i64) {
        match self {
            Watched::Collection(id) => ("collection", id.0),
            Watched::Home(id) => ("home", id.0),
            Watched::Books(id) => ("books", id.0),
            Watched::Principal(id) => ("principal", id.0),
        }
    }

    fn of_stored(word: &str, number: i64) -> Watched {
        match word {
            "home" => Watched::Home(PrincipalId(number)),
            "books" => Watched::Books(PrincipalId(number)),
            "principal" => Watched::Principal(PrincipalId(number)),
            _ => Watched::Collection(CalendarId(number)),
        }
    }
}

impl fmt::Display for Watched {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self, self.stored()) {
            (Watched::Collection(id), _) => id.fmt(f),
            (_, (word, number)) => write!(f, "{word} {number}"),
        }
    }
}

/// Where a program takes messages, and how they are encrypted for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subscriber {
    /// Where messages go.
    pub endpoint: String,
    /// The program's public key in base64url.
    pub public_key: String,
    /// The program's secret in base64url.
    pub auth_secret: String,
}

/// What a program wants to hear of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Triggers {
    /// Changes of members, and how far below a home they count.
    pub content: Option<SyncLevel>,
    /// Whether changes of properties count.
    pub properties: bool,
}

/// A program that wants to be told.
#[derive(Clone, Debug)]
pub struct NewRegistration {
    /// The secret part of its address here.
    pub code: String,
    /// Whose program it is.
    pub principal: PrincipalId,
    /// What it watches.
    pub watched: Watched,
    /// Where it takes messages.
    pub subscriber: Subscriber,
    /// What it wants to hear of.
    pub triggers: Triggers,
    /// When it is forgotten.
    pub expires: Time,
}

/// A program that is to be told now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The registration's number.
    pub id: i64,
    /// The secret part of its address here.
    pub code: String,
    /// Whose program it is.
    pub principal: PrincipalId,
    /// What it watches.
    pub watched: Watched,
    /// Where the message goes.
    pub subscriber: Subscriber,
    /// Whether members changed, or what is watched is gone.
    pub content: bool,
    /// Whether properties changed.
    pub properties: bool,
    /// The revision that it is told of.
    pub revision: i64,
    /// The revision of the properties that it is told of.
    pub property_revision: i64,
    /// Failures in a row.
    pub failures: i64,
    /// Whether what is watched is gone.
    pub is_gone: bool,
    /// The state of what is watched, where it has one that programs know.
    pub sync_token: Option<String>,
}

/// How a push ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PushOutcome {
    /// The push service took it; the next one not before then.
    Told {
        /// When the next one may leave.
        next_at: Time,
    },
    /// It is to be tried again then.
    Later {
        /// When.
        next_at: Time,
    },
    /// Nobody is there any more: the registration goes.
    Gone,
}

/// Registrations with what they are about, if it is still there. Homes have the places of their collections, and those that
/// are watched whole also what happens in these: a home's own revision counts what is a sharee's alone, too. Of a shared
/// calendar each sharee has changes of their own.
const REGISTERED: &str = "(SELECT r.*, \
    COALESCE(CASE WHEN r.scope = 'principal' THEN 0 \
             WHEN r.scope = 'collection' THEN (SELECT MAX(seen.at) FROM (SELECT c.revision AS at UNION ALL SELECT s.revision \
                 UNION ALL SELECT MAX(o.revision) FROM object o WHERE o.calendar = c.id \
                 UNION ALL SELECT MAX(t.revision) FROM tombstone t WHERE t.calendar = c.id) seen) \
             WHEN r.deep = 1 THEN (SELECT MAX(seen.at) FROM (SELECT p.placed AS at \
                 UNION ALL SELECT MAX(i.revision) FROM calendar i WHERE i.principal = p.id AND i.kind <> 'book' \
                 UNION ALL SELECT MAX((SELECT MAX(o.revision) FROM object o WHERE o.calendar = i.id)) \
                 FROM calendar i WHERE i.principal = p.id AND i.kind <> 'book' \
                 UNION ALL SELECT MAX((SELECT MAX(t.revision) FROM tombstone t WHERE t.calendar = i.id)) \
                 FROM calendar i WHERE i.principal = p.id AND i.kind <> 'book' \
                 UNION ALL SELECT MAX(i.changed) FROM calendar i WHERE i.principal = p.id AND i.kind <> 'book' \
                 UNION ALL SELECT MAX(i.changed) FROM share i WHERE i.sharee = p.id AND i.state = 'accepted') seen) \
             ELSE p.placed END, 0) AS now_at, \
    COALESCE(CASE r.scope WHEN 'collection' THEN c.property_revision WHEN 'principal' THEN p.property_revision END, 0) \
             AS properties_at \
    FROM registration r LEFT JOIN calendar c ON r.scope = 'collection' AND c.id = r.number \
    LEFT JOIN share s ON s.calendar = c.id AND s.sharee = r.principal \
    LEFT JOIN principal p ON r.scope <> 'collection' AND p.id = r.number) w";

/// Something that the program wants to hear of happened since it heard last.
const CHANGED: &str = "(w.gone = 1 OR (w.content = 1 AND w.now_at > w.revision) OR \
                       (w.properties = 1 AND w.properties_at > w.property_revision))";

fn due(row: &Row<'_>) -> rusqlite::Result<Due> {
    let subscriber = Subscriber { endpoint: row.get(5)?, public_key: row.get(6)?, auth_secret: row.get(7)? };
    Ok(Due {
        id: row.get(0)?,
        code: row.get(1)?,
        principal: PrincipalId(row.get(2)?),
        watched: Watched::of_stored(&row.get::<_, String>(3)?, row.get(4)?),
        subscriber,
        content: row.get(8)?,
        properties: row.get(9)?,
        revision: row.get(10)?,
        property_revision: row.get(11)?,
        failures: row.get(12)?,
        is_gone: row.get(13)?,
        sync_token: None,
    })
}

impl Tx<'_> {
    /// Registers a program, or renews its registration for the same thing (its code then stays the same).
    ///
    /// Returns the code.
    pub fn register_push(&mut self, new: &NewRegistration) -> Result<String> {
        let (scope, number) = new.watched.stored();
        let code: Option<String> = self.one(
            "INSERT INTO registration (code, principal, scope, number, endpoint, public_key, auth_secret, content, deep, \
             properties, expires, revision, property_revision) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, -1, -1) \
             ON CONFLICT (principal, scope, number, endpoint) DO UPDATE SET public_key = excluded.public_key, \
             auth_secret = excluded.auth_secret, content = excluded.content, deep = excluded.deep, \
             properties = excluded.properties, expires = excluded.expires, failures = 0, next_at = 0 RETURNING code",
            rusqlite::params![
                new.code,
                new.principal.0,
                scope,
                number,
                new.subscriber.endpoint,
                new.subscriber.public_key,
                new.subscriber.auth_secret,
                i64::from(new.triggers.content.is_some()),
                i64::from(new.triggers.content == Some(SyncLevel::Members)),
                i64::from(new.triggers.properties),
                new.expires.timestamp(),
            ],
            |row| row.get(0),
        )?;
        // A new one knows what is there now.
        let code: String = code.unwrap_or_default();
        let fresh = "SELECT id FROM registration WHERE code = ?1 AND revision = -1";
        let fresh = self.all(fresh, [&code], |row| row.get(0))?;
        self.pushes_know(&fresh)?;
        Ok(code)
    }

    /// How many registrations a person has.
    pub fn pushes_of(&mut self, principal: PrincipalId) -> Result<i64> {
        self.count("SELECT COUNT(*) FROM registration WHERE principal = ?1", [principal.0])
    }

    /// Forgets a registration of this person; false when there is none.
    pub fn unregister_push(&mut self, principal: PrincipalId, code: &str) -> Result<bool> {
        Ok(self.run("DELETE FROM registration WHERE principal = ?1 AND code = ?2", (principal.0, code))? > 0)
    }

    /// Forgets registrations that were not renewed.
    pub fn forget_expired_pushes(&mut self, now: Time) -> Result<usize> {
        self.run("DELETE FROM registration WHERE expires <= ?1", [now.timestamp()])
    }

    /// Gives out programs that are to be told now, `limit` at most; nobody else gets them before `until`. Who may not read
    /// any more what they watch is not told of it, and forgotten.
    pub fn claim_pushes(&mut self, now: Time, until: Time, limit: usize) -> Result<Vec<Due>> {
        let sql = format!(
            "SELECT w.id, w.code, w.principal, w.scope, w.number, w.endpoint, w.public_key, w.auth_secret, \
             w.gone = 1 OR (w.content = 1 AND w.now_at > w.revision), \
             w.properties = 1 AND w.properties_at > w.property_revision, w.now_at, w.properties_at, w.failures, w.gone \
             FROM {REGISTERED} WHERE w.next_at <= ?1 AND w.expires > ?1 AND {CHANGED} ORDER BY w.next_at LIMIT ?2"
        );
        let mut told = Vec::new();
        for one in self.all(&sql, (now.timestamp(), limit as i64), due)? {
            if !one.is_gone && !self.may_watch(one.principal, one.watched)? {
                self.run("DELETE FROM registration WHERE id = ?1", [one.id])?;
                continue;
            }
            self.run("UPDATE registration SET next_at = ?2 WHERE id = ?1", (one.id, until.timestamp()))?;
            let sync_token = if one.is_gone { None } else { self.token_of(&one)? };
            told.push(Due { sync_token, ..one });
        }
        Ok(told)
    }

    fn token_of(&mut self, due: &Due) -> Result<Option<String>> {
        Ok(match due.watched {
            Watched::Collection(id) => {
                let seen = match self.shared_calendar_of(due.principal, id)? {
                    Some(shared) => Some(shared),
                    None => match self.calendar_by_id(id)? {
                        Some(calendar) => {
                            let reach = self.reach(calendar.principal, due.principal)?;
                            Some(self.reached(calendar, &reach)?)
                        }
                        None => None,
                    },
                };
                seen.map(|calendar| calendar.sync_token(due.revision))
            }
            Watched::Home(id) => {
                let home = self.home(id)?;
                Some(home.sync_token(id, home.revision))
            }
            // They cannot be synchronized.
            Watched::Books(_) | Watched::Principal(_) => None,
        })
    }

    /// Whether a person may read what they watch; everybody may read principals.
    fn may_watch(&mut self, who: PrincipalId, watched: Watched) -> Result<bool> {
        let (owner, scope) = match watched {
            Watched::Principal(_) => return Ok(true),
            Watched::Books(owner) => (owner, Scope::BookHome),
            Watched::Home(owner) => (owner, Scope::Home),
            Watched::Collection(id) => match self.calendar_by_id(id)? {
                Some(calendar) => (calendar.principal, calendar.scope()),
                None => return Ok(false),
            },
        };
        Ok(self.reach(owner, who)?.on(scope).contain(Privileges::READ))
    }

    /// When the next program is to be told, if one waits.
    pub fn next_push(&mut self, now: Time) -> Result<Option<Time>> {
        let sql = format!("SELECT MIN(w.next_at) FROM {REGISTERED} WHERE w.expires > ?1 AND {CHANGED}");
        Ok(self.one(&sql, [now.timestamp()], |row| row.get::<_, Option<i64>>(0))?.flatten().map(time))
    }

    /// Writes down how a push ended.
    pub fn push_ended(&mut self, due: &Due, outcome: &PushOutcome) -> Result<()> {
        match outcome {
            // Of what is gone there is nothing more to tell.
            PushOutcome::Told { .. } if due.is_gone => self.run("DELETE FROM registration WHERE id = ?1", [due.id])?,
            PushOutcome::Told { next_at } => self.run(
                "UPDATE registration SET revision = CASE WHEN revision > ?2 THEN revision ELSE ?2 END, \
                 property_revision = CASE WHEN property_revision > ?3 THEN property_revision ELSE ?3 END, \
                 next_at = ?4, failures = 0 WHERE id = ?1",
                (due.id, due.revision, due.property_revision, next_at.timestamp()),
            )?,
            PushOutcome::Later { next_at } => self.run(
                "UPDATE registration SET next_at = ?2, failures = failures + 1 WHERE id = ?1",
                (due.id, next_at.timestamp()),
            )?,
            PushOutcome::Gone => self.run("DELETE FROM registration WHERE id = ?1", [due.id])?,
        };
        Ok(())
    }

    /// A person's registrations that have heard of everything; with `codes`, only those of them.
    pub fn pushes_up_to_date(&mut self, principal: PrincipalId, codes: Option<&[String]>) -> Result<Vec<i64>> {
        let sql = format!("SELECT w.id, w.code FROM {REGISTERED} WHERE w.principal = ?1 AND NOT {CHANGED}");
        let all: Vec<(i64, String)> = self.all(&sql, [principal.0], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let wanted = |code: &String| codes.is_none_or(|codes| codes.contains(code));
        Ok(all.into_iter().filter(|(_, code)| wanted(code)).map(|(id, _)| id).collect())
    }

    /// Takes it that these registrations' programs know what has changed, or is gone, by now.
    pub fn pushes_know(&mut self, ids: &[i64]) -> Result<()> {
        for id in ids {
            self.run("DELETE FROM registration WHERE id = ?1 AND gone = 1", [id])?;
            let sql = format!("SELECT w.now_at, w.properties_at FROM {REGISTERED} WHERE w.id = ?1");
            let now: Option<(i64, i64)> = self.one(&sql, [id], |row| Ok((row.get(0)?, row.get(1)?)))?;
            if let Some((revision, properties)) = now {
                let sql = "UPDATE registration SET revision = ?2, property_revision = ?3 WHERE id = ?1";
                self.run(sql, (id, revision, properties))?;
            }
        }
        Ok(())
    }

    /// Notes that what is watched is about to go: its removal is a change of its content. Who does not want to hear of
    /// those, or may not read it, is forgotten.
    pub(super) fn note_watched_gone(&mut self, watched: Watched) -> Result<()> {
        let (scope, number) = watched.stored();
        let all: Vec<(i64, i64, i64)> = self.all(
            "SELECT id, principal, content FROM registration WHERE scope = ?1 AND number = ?2",
            (scope, number),
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )?;
        for (id, principal, content) in all {
            let is_told = content == 1 && self.may_watch(PrincipalId(principal), watched)?;
            let sql = match is_told {
                true => "UPDATE registration SET gone = 1, failures = 0, next_at = 0 WHERE id = ?1",
                false => "DELETE FROM registration WHERE id = ?1",
            };
            self.run(sql, [id])?;
            self.woken.push |= is_told;
        }
        Ok(())
    }

    /// Counts a change of a principal's properties, for programs that want to hear of it.
    pub(super) fn note_principal(&mut self, id: PrincipalId) -> Result<()> {
        self.woken.push = true;
        self.run("UPDATE principal SET property_revision = property_revision + 1 WHERE id = ?1", [id.0])?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::access::{Ace, Whom};
    use crate::id::{ObjectName, Uid};
    use crate::store::{
        CalendarKind, NewCalendar, NewObject, NewPrincipal, NewShare, PrincipalKind, ShareState, Store, StoreError,
    };

    const NOW: Time = Time::UNIX_EPOCH;

    fn person(tx: &mut Tx<'_>, name: &str) -> PrincipalId {
        let (name, email) = (name.to_owned(), format!("{name}@example.org"));
        let kind = PrincipalKind::Individual;
        tx.add_principal(&NewPrincipal { kind, name, display_name: String::new(), email, password: None }, NOW).unwrap()
    }

    fn calendar(tx: &mut Tx<'_>, owner: PrincipalId, name: &str) -> CalendarId {
        let components = vec!["VEVENT".to_owned()];
        let new = NewCalendar { name: name.into(), kind: CalendarKind::Calendar, components };
        tx.add_calendar(owner, &new, NOW).unwrap()
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

    fn watch(tx: &mut Tx<'_>, who: PrincipalId, watched: Watched, code: &str, triggers: Triggers) {
        let subscriber = Subscriber {
            endpoint: format!("https://push.example/{code}"),
            public_key: String::new(),
            auth_secret: String::new(),
        };
        let expires = NOW + chrono::TimeDelta::days(1);
        let new = NewRegistration { code: code.to_owned(), principal: who, watched, subscriber, triggers, expires };
        assert_eq!(tx.register_push(&new).unwrap(), code);
    }

    /// Who is told now, and of what: `c` content, `p` properties, `x` its end; all of them take it.
    fn told(tx: &mut Tx<'_>) -> Vec<String> {
        let due = tx.claim_pushes(NOW, NOW + chrono::TimeDelta::minutes(1), 100).unwrap();
        assert!(tx.claim_pushes(NOW, NOW, 100).unwrap().is_empty(), "nobody is given out twice");
        for one in &due {
            tx.push_ended(one, &PushOutcome::Told { next_at: NOW }).unwrap();
        }
        let sign = |is: bool, sign: &'static str| if is { sign } else { "" };
        let text = |one: &Due| {
            let signs = [sign(one.content, "c"), sign(one.properties, "p"), sign(one.is_gone, "x")].concat();
            format!("{} {signs}", one.code)
        };
        let mut all: Vec<String> = due.iter().map(text).collect();
        all.sort();
        all
    }

    const BOTH: Triggers = Triggers { content: Some(SyncLevel::Collections), properties: true };
    const DEEP: Triggers = Triggers { content: Some(SyncLevel::Members), properties: false };
    const PROPERTIES: Triggers = Triggers { content: None, properties: true };

    async fn in_a_house(work: fn(&mut Tx<'_>, PrincipalId, PrincipalId)) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let work = move |tx: &mut Tx<'_>| {
            let (alice, bob) = (person(tx, "alice"), person(tx, "bob"));
            work(tx, alice, bob);
            Ok(())
        };
        store.write::<_, StoreError, _>(work).await.unwrap();
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn each_hears_of_what_it_watches_as_deep_as_it_wants() {
        in_a_house(|tx, alice, _| {
            let work = calendar(tx, alice, "work");
            watch(tx, alice, Watched::Collection(work), "work", BOTH);
            watch(tx, alice, Watched::Home(alice), "home", BOTH);
            watch(tx, alice, Watched::Home(alice), "deep", DEEP);
            watch(tx, alice, Watched::Principal(alice), "me", PROPERTIES);
            assert!(told(tx).is_empty(), "nothing has happened yet");
            put(tx, work, "a");
            assert_eq!(tx.next_push(NOW).unwrap(), Some(NOW));
            assert_eq!(told(tx), ["deep c", "work c"]);
            assert_eq!(tx.next_push(NOW).unwrap(), None);
            tx.note_properties(work).unwrap();
            assert_eq!(told(tx), ["work p"]);
            calendar(tx, alice, "new");
            assert_eq!(told(tx), ["deep c", "home c"]);
            tx.note_principal(alice).unwrap();
            assert_eq!(told(tx), ["me p"]);
            put(tx, work, "b");
            assert_eq!(tx.next_push(NOW + chrono::TimeDelta::days(1)).unwrap(), None, "what is over is never due");
        })
        .await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn what_is_a_sharees_alone_is_told_to_the_sharee_alone() {
        in_a_house(|tx, alice, bob| {
            let work = calendar(tx, alice, "work");
            put(tx, work, "a");
            let (code, summary, state) = ("s1".to_owned(), String::new(), ShareState::NoResponse);
            let new = NewShare { code, calendar: work, sharee: bob, team: None, state, summary };
            tx.add_share(&new, NOW).unwrap();
            let share = tx.share_with(work, bob).unwrap().unwrap();
            tx.accept_share(&share, None).unwrap();
            watch(tx, alice, Watched::Home(alice), "alice", DEEP);
            watch(tx, bob, Watched::Home(bob), "bob", DEEP);
            let head = tx.object_head(work, "a").unwrap().unwrap();
            tx.set_personal(share.id, &head, b"TRANSP:TRANSPARENT").unwrap();
            assert_eq!(told(tx), ["bob c"]);
            put(tx, work, "b");
            assert_eq!(told(tx), ["alice c", "bob c"]);
            tx.delete_object(work, "a").unwrap();
            assert_eq!(told(tx), ["alice c", "bob c"]);
        })
        .await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn the_end_of_a_calendar_is_told_once() {
        in_a_house(|tx, alice, bob| {
            let work = calendar(tx, alice, "work");
            let reads = Ace { whom: Whom::Principal(bob), granted: Privileges::READ };
            tx.set_aces(alice, Scope::Calendar(work), &[reads]).unwrap();
            watch(tx, alice, Watched::Collection(work), "alice", BOTH);
            watch(tx, bob, Watched::Collection(work), "bob", BOTH);
            watch(tx, bob, Watched::Collection(work), "names", PROPERTIES);
            watch(tx, alice, Watched::Home(alice), "home", BOTH);
            // A program that deletes it itself, and says so, knows.
            watch(tx, alice, Watched::Collection(work), "own", BOTH);
            let own = tx.pushes_up_to_date(alice, Some(&["own".to_owned()])).unwrap();
            tx.delete_calendar(work).unwrap();
            tx.pushes_know(&own).unwrap();
            assert_eq!(told(tx), ["alice cx", "bob cx", "home c"]);
            assert!(told(tx).is_empty());
            assert_eq!((tx.pushes_of(alice).unwrap(), tx.pushes_of(bob).unwrap()), (1, 0));
            let other = calendar(tx, alice, "other");
            tx.set_aces(alice, Scope::Calendar(other), &[reads]).unwrap();
            watch(tx, bob, Watched::Collection(other), "other", BOTH);
            tx.delete_principal("alice").unwrap();
            assert_eq!(told(tx), ["other cx"]);
        })
        .await;
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn who_may_not_read_any_more_hears_nothing_more() {
        in_a_house(|tx, alice, bob| {
            let reads = Ace { whom: Whom::Principal(bob), granted: Privileges::READ };
            let [a, b] = ["a", "b"].map(|name| {
                let id = calendar(tx, alice, name);
                tx.set_aces(alice, Scope::Calendar(id), &[reads]).unwrap();
                watch(tx, bob, Watched::Collection(id), name, BOTH);
                tx.set_aces(alice, Scope::Calendar(id), &[]).unwrap();
                id
            });
            put(tx, a, "x");
            tx.delete_calendar(b).unwrap();
            assert!(told(tx).is_empty());
            assert_eq!(tx.pushes_of(bob).unwrap(), 0);
        })
        .await;
    }
}
