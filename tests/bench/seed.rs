//! Fills a data folder through the library, many events in one transaction: a million take minutes instead of hours.

use std::path::Path;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use rsvpd::account::{self, NewAccount};
use rsvpd::config::Config;
use rsvpd::ical::{CalendarObject, Zone};
use rsvpd::id::{CalendarId, ObjectName, PrincipalId};
use rsvpd::schedule::{Conditions, Import, Put, Refused, Rules, Same, Telling, import, put};
use rsvpd::store::{CalendarKind, NewCalendar, NewPrincipal, PrincipalKind, Store, StoreError, Tx};

use super::Result;
use super::corpus;

/// Somebody else who asks: `person0:secret`.
pub const GUEST: &str = "Basic cGVyc29uMDpzZWNyZXQ=";
/// Who asks, and `alice:secret` as Basic credentials.
pub const CREDENTIALS: &str = "Basic YWxpY2U6c2VjcmV0";
/// The calendar that is asked.
pub const CALENDAR: &str = "/dav/calendars/alice/bench/";
/// What is in the calendar has this in its UIDs.
pub const RUN: &str = "seeded";
/// Calendars of one person of the crowd.
const CALENDARS_OF_ONE: usize = 10;
/// Events in one transaction.
const TOGETHER: usize = 2_000;
/// People in one transaction who change a large meeting.
const PEOPLE_TOGETHER: usize = 50;

/// Other people's calendars in the same database.
#[derive(Clone, Copy)]
pub struct Crowd {
    pub calendars: usize,
    pub each: usize,
}

/// Makes alice with a calendar of `events`, and a crowd.
pub fn fill(folder: &Path, events: usize, crowd: Crowd) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    runtime.block_on(async {
        let store = Store::open(folder)?;
        let now = Utc::now();
        let alice = NewAccount {
            kind: PrincipalKind::Individual,
            name: "alice".into(),
            display_name: String::new(),
            email: "alice@example.org".into(),
            password: Some("secret".into()),
        };
        let alice = account::add(&store, alice, now).await?;
        let seeder = Seeder { store, now };
        let calendar = seeder.calendar(alice, "bench").await?;
        seeder.events(calendar, 0, events).await?;
        for number in 0..crowd.calendars.div_ceil(CALENDARS_OF_ONE) {
            let person = seeder.person(number).await?;
            for own in 0..CALENDARS_OF_ONE.min(crowd.calendars - number * CALENDARS_OF_ONE) {
                let calendar = seeder.calendar(person, &format!("c{own}")).await?;
                let first = events + (number * CALENDARS_OF_ONE + own) * crowd.each;
                seeder.events(calendar, first, first + crowd.each).await?;
            }
            if number % 100 == 99 {
                eprintln!("{} calendars", (number + 1) * CALENDARS_OF_ONE);
            }
        }
        Ok(())
    })
}

/// Makes alice, and people with a calendar of `each` events and a schedule inbox.
pub fn people(folder: &Path, people: usize, each: usize) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    runtime.block_on(async {
        let store = Store::open(folder)?;
        let now = Utc::now();
        for name in ["alice", "person0"] {
            let account = NewAccount {
                kind: PrincipalKind::Individual,
                name: name.into(),
                display_name: String::new(),
                email: format!("{name}@example.org"),
                password: Some("secret".into()),
            };
            account::add(&store, account, now).await?;
        }
        let seeder = Seeder { store, now };
        for number in 0..people {
            let calendar = match number {
                0 => seeder.first_calendar().await?,
                _ => {
                    let person = seeder.person(number).await?;
                    seeder.inbox(person).await?;
                    seeder.calendar(person, "calendar").await?
                }
            };
            seeder.events(calendar, number * each, (number + 1) * each).await?;
        }
        Ok(())
    })
}

/// Lets the first people set an alarm in their copies of a meeting, each another one: then no two are alike.
pub fn alarms(folder: &Path, uid: &'static str, people: usize) -> Result<()> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build()?;
    runtime.block_on(async {
        let store = Store::open(folder)?;
        for first in (0..people).step_by(PEOPLE_TOGETHER) {
            let last = people.min(first + PEOPLE_TOGETHER);
            let config = Arc::new(Config::default());
            let rules = Rules { config, floating: Zone::Utc, now: Utc::now(), timetables: Arc::default() };
            let work = move |tx: &mut Tx<'_>| (first..last).try_for_each(|number| alarm(tx, &rules, uid, number));
            store.write::<_, Refused, _>(work).await?;
        }
        Ok(())
    })
}

fn alarm(tx: &mut Tx<'_>, rules: &Rules, uid: &str, number: usize) -> std::result::Result<(), Refused> {
    let person = tx.principal_by_name(&format!("person{number}"))?.ok_or(Refused::NotFound)?;
    let copy = tx.copies(person.id, uid)?.into_iter().next().ok_or(Refused::NotFound)?;
    let minutes = number + 1;
    let alarm = format!("BEGIN:VALARM\r\nACTION:AUDIO\r\nTRIGGER:-PT{minutes}M\r\nEND:VALARM\r\nEND:VEVENT");
    let text = String::from_utf8_lossy(&copy.body).replacen("END:VEVENT", &alarm, 1);
    let changed = Put {
        actor: person.id,
        calendar: copy.head.calendar,
        name: ObjectName::parse(&copy.head.name).map_err(|_| Refused::NotFound)?,
        conditions: Conditions::default(),
        object: CalendarObject::parse(text.as_bytes()).map_err(|_| Refused::NotFound)?,
        body: text.into_bytes(),
        telling: Telling::USUAL,
        shared: None,
    };
    put(tx, rules, changed).map(drop)
}

struct Seeder {
    store: Store,
    now: DateTime<Utc>,
}

impl Seeder {
    async fn person(&self, number: usize) -> Result<PrincipalId> {
        let now = self.now;
        let name = format!("person{number}");
        let email = format!("{name}@example.org");
        let new =
            NewPrincipal { kind: PrincipalKind::Individual, name, display_name: String::new(), email, password: None };
        Ok(self.store.write::<_, StoreError, _>(move |tx| tx.add_principal(&new, now)).await?)
    }

    async fn calendar(&self, owner: PrincipalId, name: &str) -> Result<CalendarId> {
        let now = self.now;
        let components = vec!["VEVENT".to_owned()];
        let new = NewCalendar { name: name.to_owned(), kind: CalendarKind::Calendar, components };
        Ok(self.store.write::<_, StoreError, _>(move |tx| tx.add_calendar(owner, &new, now)).await?)
    }

    async fn inbox(&self, owner: PrincipalId) -> Result<CalendarId> {
        let now = self.now;
        let new = NewCalendar { name: "inbox".to_owned(), kind: CalendarKind::Inbox, components: Vec::new() };
        Ok(self.store.write::<_, StoreError, _>(move |tx| tx.add_calendar(owner, &new, now)).await?)
    }

    /// The calendar that came with the account of `person0`.
    async fn first_calendar(&self) -> Result<CalendarId> {
        let found = self.store.read::<_, StoreError, _>(|tx| match tx.principal_by_name("person0")? {
            Some(person) => tx.calendar(person.id, "calendar"),
            None => Ok(None),
        });
        Ok(found?.ok_or("person0 has no calendar")?.id)
    }

    async fn events(&self, calendar: CalendarId, from: usize, to: usize) -> Result<()> {
        for first in (from..to).step_by(TOGETHER) {
            let last = to.min(first + TOGETHER);
            let config = Arc::new(Config::default());
            let rules = Rules { config, floating: Zone::Utc, now: self.now, timetables: Arc::default() };
            let objects: Vec<Import> = (first..last).map(|number| event(calendar, number)).collect::<Result<_>>()?;
            let work = move |tx: &mut Tx<'_>| {
                objects.iter().try_for_each(|object| import(tx, &rules, object, Same::Stays).map(drop))
            };
            self.store.write::<_, Refused, _>(work).await?;
        }
        Ok(())
    }
}

fn event(calendar: CalendarId, number: usize) -> Result<Import> {
    let (uid, text) = corpus::event(number, RUN);
    let object = CalendarObject::parse(text.as_bytes()).map_err(|error| format!("{uid}: {error}"))?;
    Ok(Import { calendar, name: None, body: text.into_bytes(), object })
}
