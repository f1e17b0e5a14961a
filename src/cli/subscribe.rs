//! `rsvpd subscribe`: calendars from addresses elsewhere.

use clap::Args;

use super::{EX_DATAERR, Failure, calendar_called, harmless, owner, person, print};
use crate::dav::live;
use crate::schedule::{self, App};
use crate::store::{CalendarChange, CalendarKind, NewCalendar, StoreError};

/// What a calendar takes that a subscription makes.
const COMPONENTS: [&str; 3] = ["VEVENT", "VTODO", "VJOURNAL"];

#[derive(Args)]
pub(super) struct SubscribeArguments {
    /// Whose calendar it becomes
    user: String,
    /// Where the calendar is: https:// or webcal:// [default: list what there is, and how the last look ended]
    url: Option<String>,
    /// The new calendar's name in its address [default: made from the host]
    #[arg(long, value_name = "NAME", requires = "url")]
    calendar: Option<String>,
    /// How often to look, such as PT1H or P1D [default: PT6H]
    #[arg(long, value_name = "DURATION", requires = "url")]
    refresh: Option<String>,
    /// Delete a subscribed calendar
    #[arg(long, value_name = "NAME", conflicts_with = "url")]
    remove: Option<String>,
}

pub(super) async fn subscribe(app: &App, wishes: SubscribeArguments) -> Result<(), Failure> {
    match (&wishes.url, &wishes.remove) {
        (Some(url), _) => add(app, &wishes, url).await,
        (None, Some(name)) => remove(app, &wishes.user, name).await,
        (None, None) => list(app, &wishes.user),
    }
}

async fn add(app: &App, wishes: &SubscribeArguments, url: &str) -> Result<(), Failure> {
    let owner = person(app, &wishes.user)?.id;
    let bad = |words: &str| Failure { code: EX_DATAERR, words: words.to_owned() };
    let source = live::source_of(url)
        .ok_or_else(|| bad("an address begins with https:// or webcal://, and has no user and password in it"))?;
    if source.starts_with("http://") && !app.config.fetch.plain_http {
        return Err(bad("an address without TLS is not asked, as long as fetch.plain_http is not set"));
    }
    let rate = wishes.refresh.clone();
    if rate.as_deref().is_some_and(|rate| live::refresh_rate(rate).is_none()) {
        return Err(bad("--refresh is a duration such as PT1H or P1D"));
    }
    let wanted = wishes.calendar.clone().unwrap_or_else(|| host(&source));
    if crate::id::ObjectName::parse(&wanted).is_err() || !crate::dav::place::is_free_for_calendars(&wanted) {
        return Err(bad("this cannot be a calendar's name"));
    }
    let now = app.clock.now();
    let made = app.store.write::<_, StoreError, _>(move |tx| {
        let names: Vec<String> = tx.calendars(owner)?.into_iter().map(|calendar| calendar.name).collect();
        let numbered = (2..).map(|n| format!("{wanted}-{n}"));
        let free = std::iter::once(wanted.clone()).chain(numbered).find(|name| !names.contains(name));
        let name = free.unwrap_or(wanted);
        let components = COMPONENTS.map(str::to_owned).to_vec();
        let new = NewCalendar { name: name.clone(), kind: CalendarKind::Calendar, components };
        let id = tx.add_calendar(owner, &new, now)?;
        tx.change_calendar(id, &CalendarChange { refresh_rate: rate.map(Some), ..CalendarChange::default() })?;
        tx.subscribe(id, &source, now)?;
        Ok(name)
    });
    let name = made.await.map_err(Failure::of)?;
    print(&format!(
        "{name}: the running server fetches it within seconds; `rsvpd subscribe {}` shows it\n",
        wishes.user
    ));
    Ok(())
}

/// The host of an address, as a calendar's name.
fn host(source: &str) -> String {
    let rest = source.split_once("://").map_or(source, |(_, rest)| rest);
    let place = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = place.rsplit('@').next().and_then(|host| host.split(':').next()).unwrap_or_default();
    host.chars().map(|c| if c.is_ascii_alphanumeric() || c == '.' { c } else { '-' }).collect()
}

fn list(app: &App, user: &str) -> Result<(), Failure> {
    let owner = owner(app, user)?;
    let read = app.store.read::<_, StoreError, _>(|tx| {
        let mut found = Vec::new();
        for calendar in tx.calendars(owner.id)? {
            if let Some(state) = tx.subscription(calendar.id)? {
                found.push((calendar, state));
            }
        }
        Ok(found)
    });
    let subscribed = read.map_err(Failure::of)?;
    if subscribed.is_empty() {
        print(&format!(
            "{user} subscribes to nothing. Add something: rsvpd subscribe {user} webcal://holidays.example/de.ics\n"
        ));
    }
    for (calendar, state) in subscribed {
        let seen = state.fetched.map_or("never".to_owned(), |at| at.format("%Y-%m-%d %H:%M UTC").to_string());
        let next = state.next_at.format("%Y-%m-%d %H:%M UTC");
        let address = harmless(calendar.source.as_deref().unwrap_or_default());
        print(&format!("{}  {address}\n  fetched {seen}, next look {next}\n", calendar.name));
        if !state.trouble.is_empty() {
            print(&format!("  {} (failed {} times)\n", harmless(&state.trouble), state.failures));
        }
        if state.unusable > 0 {
            print(&format!("  {} of its objects cannot be used and are left out\n", state.unusable));
        }
    }
    Ok(())
}

async fn remove(app: &App, user: &str, name: &str) -> Result<(), Failure> {
    let owner = owner(app, user)?.id;
    let found = app.store.read::<_, StoreError, _>(|tx| calendar_called(tx, owner, name)).map_err(Failure::of)?;
    let Some(calendar) = found.filter(|calendar| calendar.source.is_some()) else {
        return Err(Failure::of(format!("{user} has no subscribed calendar {name:?}")));
    };
    let rules = app.rules();
    let deleted = app
        .store
        .write(move |tx| {
            schedule::delete_calendar(tx, &rules, calendar.principal, calendar.id, schedule::Telling::USUAL)
        })
        .await;
    deleted.map_err(Failure::of)?;
    print(&format!("{name}: deleted\n"));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::testing::House;

    #[tokio::test(flavor = "multi_thread")]
    async fn a_subscription_is_a_calendar_until_it_is_removed() {
        let house = House::new().await;
        let wish = |url: Option<&str>, remove: Option<&str>| SubscribeArguments {
            user: "alice".to_owned(),
            url: url.map(str::to_owned),
            calendar: None,
            refresh: None,
            remove: remove.map(str::to_owned),
        };
        for _ in 0..2 {
            subscribe(&house.app, wish(Some("webcal://cal.else.example/a?b"), None)).await.unwrap();
        }
        assert_eq!(subscribe(&house.app, wish(Some("ftp://x/"), None)).await.unwrap_err().code, EX_DATAERR);
        let alice = house.person("alice");
        let calendars = house.read(|tx| tx.calendars(alice));
        let sources: Vec<_> = calendars.iter().filter_map(|one| Some((&*one.name, one.source.as_deref()?))).collect();
        let source = "https://cal.else.example/a?b";
        assert_eq!(sources, [("cal.else.example", source), ("cal.else.example-2", source)]);
        subscribe(&house.app, wish(None, None)).await.unwrap();
        subscribe(&house.app, wish(None, Some("cal.else.example"))).await.unwrap();
        assert!(subscribe(&house.app, wish(None, Some("calendar"))).await.is_err());
    }
}
