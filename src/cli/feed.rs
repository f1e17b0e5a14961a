//! `rsvpd feed`: secret addresses under which a calendar can be read.

use clap::Subcommand;

use super::{Failure, harmless, no_calendar, owner, person, print};
use crate::dav::feed::{self, NotMade, Wish};
use crate::schedule::App;
use crate::store::{Shows, StoreError};

#[derive(Subcommand)]
pub(super) enum FeedCommand {
    /// Make a secret address and print it; it cannot be shown again
    #[command(
        after_help = "Examples:\n  rsvpd feed add alice family --calendar calendar\n  rsvpd feed add alice colleagues --busy-only\n\nWhoever has the address reads the calendar, without signing in. Private and confidential events are shown as busy\ntime. With .ifb in place of .ics at its end the address gives busy time as a VFREEBUSY."
    )]
    Add {
        /// Whose calendar is shown
        user: String,
        /// What the feed is called, such as who gets it
        name: String,
        /// The calendar it shows [default: all of them]
        #[arg(long, value_name = "NAME")]
        calendar: Option<String>,
        /// Show when the person is busy, and nothing else
        #[arg(long)]
        busy_only: bool,
    },
    /// List a person's feeds and when they were read last
    List {
        /// Whose feeds
        user: String,
    },
    /// Revoke a feed: its address leads nowhere any more
    Remove {
        /// Whose feed
        user: String,
        /// What the feed is called
        name: String,
    },
}

pub(super) async fn obey(app: &App, command: FeedCommand) -> Result<(), Failure> {
    match command {
        FeedCommand::Add { user, name, calendar, busy_only } => {
            let shows = if busy_only { Shows::BusyTime } else { Shows::Events };
            add(app, &user, name, calendar, shows).await
        }
        FeedCommand::List { user } => list(app, &user),
        FeedCommand::Remove { user, name } => remove(app, &user, name).await,
    }
}

async fn add(app: &App, user: &str, name: String, calendar: Option<String>, shows: Shows) -> Result<(), Failure> {
    let owner = person(app, user)?;
    let wanted = calendar.clone().unwrap_or_default();
    let wish = Wish { name, calendar, shows };
    let address = feed::make(app, owner.id, wish).await.map_err(|error| match error {
        NotMade::NoCalendar => no_calendar(app, &owner, &wanted),
        error => Failure::of(error),
    })?;
    print(&format!("{address}\n"));
    Ok(())
}

fn list(app: &App, user: &str) -> Result<(), Failure> {
    let owner = owner(app, user)?;
    let read = app.store.read::<_, StoreError, _>(|tx| Ok((tx.feeds(owner.id)?, tx.calendars(owner.id)?)));
    let (feeds, calendars) = read.map_err(Failure::of)?;
    if feeds.is_empty() {
        print(&format!("{user} has no feeds.\n"));
    }
    for feed in feeds {
        let named = |id| calendars.iter().find(|calendar| calendar.id == id).map(|calendar| calendar.name.as_str());
        let of = feed.calendar.map_or("all calendars", |id| named(id).unwrap_or_default());
        let shows = if feed.shows == Shows::BusyTime { "busy time" } else { "events" };
        let used = feed.used.map_or("never read".to_owned(), |day| format!("read last on {}", day.format("%Y-%m-%d")));
        let (name, made) = (harmless(&feed.name), feed.created.format("%Y-%m-%d"));
        print(&format!("{name:<24} {shows} of {of}, made on {made}, {used}\n"));
    }
    Ok(())
}

async fn remove(app: &App, user: &str, name: String) -> Result<(), Failure> {
    let (id, wanted) = (owner(app, user)?.id, name.clone());
    let removed =
        app.store.write::<_, StoreError, _>(move |tx| tx.remove_feed(id, &name)).await.map_err(Failure::of)?;
    if !removed {
        return Err(Failure::of(format!("{user} has no feed {wanted:?}; `rsvpd feed list {user}` shows all")));
    }
    print(&format!("{wanted}: revoked\n"));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::schedule::testing::House;

    #[tokio::test(flavor = "multi_thread")]
    async fn a_feed_is_made_listed_and_revoked() {
        let house = House::new().await;
        let wish = |name: &str, calendar: Option<&str>| FeedCommand::Add {
            user: "alice".to_owned(),
            name: name.to_owned(),
            calendar: calendar.map(str::to_owned),
            busy_only: true,
        };
        obey(&house.app, wish("family", Some("calendar"))).await.unwrap();
        for (name, calendar) in [("family", None), ("other", Some("nowhere")), ("", None), ("a\nb", None)] {
            assert!(obey(&house.app, wish(name, calendar)).await.is_err(), "{name:?}");
        }
        let alice = house.person("alice");
        let feeds = house.read(|tx| tx.feeds(alice));
        assert_eq!((feeds.len(), feeds[0].shows, feeds[0].used), (1, Shows::BusyTime, None));
        assert_eq!(feeds[0].calendar, Some(house.calendar("alice", "calendar")));
        obey(&house.app, FeedCommand::List { user: "alice".to_owned() }).await.unwrap();
        let removal = || FeedCommand::Remove { user: "alice".to_owned(), name: "family".to_owned() };
        obey(&house.app, removal()).await.unwrap();
        assert!(obey(&house.app, removal()).await.is_err());
    }
}
