//! A house with people in it, for the tests of scheduling and of the mail workers.

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};

use super::{App, Conditions, Delete, Put, Refused, Stored, Telling};
use crate::clock::Clock;
use crate::config::Config;
use crate::ical::{CalendarObject, Zone};
use crate::id::{CalendarId, ObjectName, PrincipalId};
use crate::itip::ReplyWanted;
use crate::store::{CalendarKind, NewCalendar, NewPrincipal, OutboxRow, Store, StoreError, Tx};

/// A server without listeners and workers, on 2 March 2026 at 9:00.
pub(crate) struct House {
    pub(crate) app: App,
    folder: tempfile::TempDir,
}

impl House {
    /// A house with Alice, Bob and Carol of example.org, each with a calendar and a schedule inbox.
    pub(crate) async fn new() -> House {
        House::with(|_| ()).await
    }

    /// The same with other settings.
    pub(crate) async fn with(change: impl FnOnce(&mut Config)) -> House {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let mut config = Config::default();
        config.mail.host = "cal.example.org".to_owned();
        config.mail.out.hold_seconds = 0;
        change(&mut config);
        let clock = Clock::fixed("2026-03-02T09:00:00Z".parse::<DateTime<Utc>>().unwrap());
        let config = Arc::new(config);
        let app = App { store, clock, config, floating: Zone::Utc, timetables: Arc::default() };
        let house = House { app, folder };
        for name in ["alice", "bob", "carol"] {
            house.write(move |tx| move_in(tx, name)).await;
        }
        house
    }

    /// Moves the clock on.
    pub(crate) fn wait(&self, minutes: i64) {
        self.app.clock.advance(TimeDelta::minutes(minutes));
    }

    pub(crate) async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Tx<'_>) -> Result<T, StoreError> + Send + 'static,
    ) -> T {
        self.app.store.write(work).await.unwrap()
    }

    pub(crate) fn read<T>(&self, work: impl FnOnce(&mut Tx<'_>) -> Result<T, StoreError>) -> T {
        self.app.store.read(work).unwrap()
    }

    /// Does something to the database that no program should.
    pub(crate) fn damage(&self, sql: &str) {
        let connection = rusqlite::Connection::open(self.folder.path().join("rsvpd.sqlite")).unwrap();
        connection.execute_batch(sql).unwrap();
    }

    pub(crate) fn person(&self, name: &str) -> PrincipalId {
        self.read(|tx| tx.principal_by_name(name)).unwrap().id
    }

    pub(crate) fn calendar(&self, owner: &str, name: &str) -> CalendarId {
        let owner = self.person(owner);
        self.read(|tx| tx.calendar(owner, name)).unwrap().id
    }

    /// Stores an object as a client of `owner` would.
    pub(crate) async fn put(&self, owner: &str, name: &str, text: &str) -> Result<Stored, Refused> {
        self.put_if(owner, name, text, Conditions::default()).await
    }

    pub(crate) async fn put_if(
        &self,
        owner: &str,
        name: &str,
        text: &str,
        conditions: Conditions,
    ) -> Result<Stored, Refused> {
        self.put_telling(owner, name, text, (conditions, Telling::USUAL)).await
    }

    /// Stores an object and says whom to tell.
    pub(crate) async fn put_telling(
        &self,
        owner: &str,
        name: &str,
        text: &str,
        (conditions, telling): (Conditions, Telling),
    ) -> Result<Stored, Refused> {
        let put = Put {
            actor: self.person(owner),
            calendar: self.calendar(owner, "calendar"),
            name: ObjectName::parse(name).unwrap(),
            conditions,
            body: text.as_bytes().to_vec(),
            object: CalendarObject::parse(text.as_bytes()).unwrap(),
            telling,
            shared: None,
        };
        let rules = self.app.rules();
        self.app.store.write(move |tx| super::put(tx, &rules, put)).await
    }

    pub(crate) async fn delete(&self, owner: &str, name: &str, reply: ReplyWanted) -> Result<(), Refused> {
        let delete = Delete {
            actor: self.person(owner),
            calendar: self.calendar(owner, "calendar"),
            name: ObjectName::parse(name).unwrap(),
            conditions: Conditions::default(),
            telling: Telling { reply, ..Telling::USUAL },
            eyes: crate::store::Eyes::Owner,
        };
        let rules = self.app.rules();
        self.app.store.write(move |tx| super::delete(tx, &rules, &delete)).await
    }

    /// The text of somebody's copy of a meeting, unfolded.
    pub(crate) fn copy(&self, owner: &str, uid: &str) -> Option<String> {
        let owner = self.person(owner);
        let copy = self.read(|tx| tx.copies(owner, uid)).into_iter().next()?;
        Some(String::from_utf8(copy.body).unwrap().replace("\r\n ", ""))
    }

    /// The ATTENDEE or ORGANIZER line of somebody in a copy.
    pub(crate) fn line(&self, owner: &str, uid: &str, whom: &str) -> String {
        let copy = self.copy(owner, uid).unwrap_or_default();
        let found = copy.lines().find(|line| line.ends_with(&format!("mailto:{whom}")) && line.starts_with("ATTENDEE"));
        found.unwrap_or_default().to_owned()
    }

    /// Methods in somebody's schedule inbox.
    pub(crate) fn inbox(&self, owner: &str) -> Vec<String> {
        let inbox = self.calendar(owner, "inbox");
        let heads = self.read(|tx| tx.object_heads(inbox, "", 100));
        let texts = heads.iter().map(|head| self.read(|tx| tx.object(inbox, &head.name)).unwrap().body);
        let method = |text: Vec<u8>| CalendarObject::read(&text).unwrap().method().unwrap_or_default();
        texts.map(method).collect()
    }

    /// The outbox, oldest first.
    pub(crate) fn outbox(&self) -> Vec<OutboxRow> {
        let mut rows = self.read(|tx| tx.outbox(1000));
        rows.sort_by_key(|row| row.id);
        rows
    }

    /// The outbox in words: method, recipient and state, oldest first.
    pub(crate) fn queue(&self) -> Vec<String> {
        let words = |row: OutboxRow| format!("{} {} {}", row.mail.method, row.mail.recipient, row.state.as_str());
        self.outbox().into_iter().map(words).collect()
    }

    /// What somebody was told, oldest first.
    pub(crate) fn notices(&self, owner: &str) -> Vec<String> {
        let owner = self.person(owner);
        let notices = self.read(|tx| tx.notices(owner, 1000));
        let words = notices.into_iter().rev().map(|notice| format!("{}: {}", notice.kind, notice.text));
        words.collect()
    }

    /// What happened to a meeting, in one word each.
    pub(crate) fn timeline(&self, uid: &str) -> Vec<String> {
        self.read(|tx| tx.timeline(uid)).into_iter().map(|entry| entry.what).collect()
    }
}

fn move_in(tx: &mut Tx<'_>, name: &str) -> Result<(), StoreError> {
    let new = NewPrincipal {
        kind: crate::store::PrincipalKind::Individual,
        name: name.to_owned(),
        display_name: name.to_owned(),
        email: format!("{name}@example.org"),
        password: None,
    };
    let id = tx.add_principal(&new, DateTime::UNIX_EPOCH)?;
    for (name, kind) in [("calendar", CalendarKind::Calendar), ("inbox", CalendarKind::Inbox)] {
        let components = vec!["VEVENT".to_owned()];
        tx.add_calendar(id, &NewCalendar { name: name.to_owned(), kind, components }, DateTime::UNIX_EPOCH)?;
    }
    Ok(())
}

/// An event on 10 March 2026 at noon with these lines besides.
pub(crate) fn event(uid: &str, lines: &[&str]) -> String {
    event_at(uid, "20260310T12", lines)
}

/// An event that lasts from :00 to :30 of this hour.
pub(crate) fn event_at(uid: &str, hour: &str, lines: &[&str]) -> String {
    let lines: String = lines.iter().map(|line| format!("{line}\r\n")).collect();
    format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Example//Tests//EN\r\nBEGIN:VEVENT\r\nUID:{uid}\r\n\
         DTSTAMP:20260302T090000Z\r\nDTSTART:{hour}0000Z\r\nDTEND:{hour}3000Z\r\nSUMMARY:Lunch\r\n\
         {lines}END:VEVENT\r\nEND:VCALENDAR\r\n"
    )
}

/// Alice as organizer, and these guests who have not answered.
pub(crate) fn by_alice(guests: &[&str]) -> Vec<String> {
    let mut lines = vec![
        "ORGANIZER:mailto:alice@example.org".to_owned(),
        "ATTENDEE;PARTSTAT=ACCEPTED:mailto:alice@example.org".to_owned(),
    ];
    lines.extend(guests.iter().map(|guest| format!("ATTENDEE;PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:{guest}")));
    lines
}

/// An event to which Alice invites these guests.
pub(crate) fn lunch(uid: &str, guests: &[&str]) -> String {
    let lines = by_alice(guests);
    event(uid, &lines.iter().map(String::as_str).collect::<Vec<_>>())
}
