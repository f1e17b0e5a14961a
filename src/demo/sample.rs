//! The people of the demo and what stands in their calendars.

use chrono::{DateTime, Datelike, Days, NaiveDateTime, NaiveTime, Utc};
use icalendar::{Calendar, Component as _, Event, EventLike as _};

use crate::account::{self, AccountError, NewAccount};
use crate::ical::CalendarObject;
use crate::id::{ObjectName, PrincipalId};
use crate::itip::ReplyWanted;
use crate::schedule::{self, App, Conditions, Put, Refused, Telling};
use crate::store::PrincipalKind;

/// One of the demo's people.
pub struct Person {
    /// The user name.
    pub name: &'static str,
    /// The name for people.
    pub display_name: &'static str,
    /// The e-mail address.
    pub email: &'static str,
}

/// The demo's people.
pub const PEOPLE: &[Person] = &[
    Person { name: "alice", display_name: "Alice Example", email: "alice@example.org" },
    Person { name: "bob", display_name: "Bob Example", email: "bob@example.org" },
    Person { name: "carol", display_name: "Carol Example", email: "carol@example.org" },
];

/// What stands in everybody's calendar: title, place, days from Monday, hour, minutes long.
const EVENTS: &[(&str, &str, u64, u32, i64)] = &[
    ("Team meeting", "Room 4", 0, 10, 60),
    ("Dentist", "", 1, 15, 45),
    ("Lunch with the neighbours", "Canteen", 2, 12, 60),
    ("Quarterly figures", "Room 2", 3, 9, 90),
];

/// Adds the people, with these passwords, and fills their calendars.
///
/// # Errors
/// An account that exists already, or a store that fails; in words.
pub async fn furnish(app: &App, passwords: &[String]) -> Result<(), String> {
    for (person, password) in PEOPLE.iter().zip(passwords) {
        let account = NewAccount {
            kind: PrincipalKind::Individual,
            name: person.name.to_owned(),
            display_name: person.display_name.to_owned(),
            email: person.email.to_owned(),
            password: Some(password.clone()),
        };
        let id = account::add(&app.store, account, app.clock.now()).await;
        let id = id.map_err(|error: AccountError| error.to_string())?;
        fill(app, id, person.name).await.map_err(|refused| refused.to_string())?;
    }
    Ok(())
}

async fn fill(app: &App, person: PrincipalId, name: &str) -> Result<(), Refused> {
    for (number, (title, place, day, hour, minutes)) in EVENTS.iter().enumerate() {
        let start = this_week(app.clock.now(), *day, *hour);
        let uid = format!("demo-{name}-{number}@example.org");
        let body = written(&uid, title, place, start, *minutes, app.clock.now());
        let (Ok(object), Ok(path)) = (CalendarObject::parse(body.as_bytes()), ObjectName::parse(&format!("{uid}.ics")))
        else {
            continue;
        };
        let rules = app.rules();
        app.store
            .write::<_, Refused, _>(move |tx| {
                let calendar = schedule::default_calendar(tx, person, "VEVENT")?.ok_or(Refused::NotFound)?;
                let put = Put {
                    actor: person,
                    calendar: calendar.id,
                    name: path,
                    conditions: Conditions::default(),
                    body: body.into_bytes(),
                    object,
                    telling: Telling { reply: ReplyWanted::Quiet, ..Telling::USUAL },
                    shared: None,
                };
                schedule::put(tx, &rules, put)
            })
            .await?;
    }
    Ok(())
}

fn this_week(now: DateTime<Utc>, day: u64, hour: u32) -> NaiveDateTime {
    let today = now.date_naive();
    let monday = today - Days::new(u64::from(today.weekday().num_days_from_monday()));
    let time = NaiveTime::from_hms_opt(hour, 0, 0).unwrap_or_default();
    (monday + Days::new(day)).and_time(time)
}

/// An object of our own making. The values are constants of this file; nothing foreign may reach this writer, which
/// lets line breaks through.
fn written(uid: &str, title: &str, place: &str, start: NaiveDateTime, minutes: i64, now: DateTime<Utc>) -> String {
    let mut event = Event::new();
    event.uid(uid).summary(title).timestamp(now).starts(start).ends(start + chrono::TimeDelta::minutes(minutes));
    if !place.is_empty() {
        event.location(place);
    }
    let mut calendar = Calendar::new();
    calendar.push(event.done());
    calendar.to_string()
}
