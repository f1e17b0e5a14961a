//! Making a feed, for whoever asks: the command line or the settings page.

use std::fmt;

use super::{digest, path};
use crate::id::{CalendarId, PrincipalId};
use crate::random::{self, NoRandomness};
use crate::schedule::App;
use crate::store::{CalendarKind, NewFeed, Shows, StoreError, Tx};

/// Feeds of one person.
const MOST: usize = 100;
/// Bytes of a name.
const LONGEST_NAME: usize = 100;

/// What a feed is to be.
#[derive(Clone, Debug)]
pub struct Wish {
    /// What its owner calls it, such as who gets it: 1 to 100 bytes.
    pub name: String,
    /// The calendar it shows, by its path segment or what people call it; all of them if `None`.
    pub calendar: Option<String>,
    /// What it shows.
    pub shows: Shows,
}

/// Why a feed cannot be made.
#[derive(Debug)]
pub enum NotMade {
    /// The name is empty, too long or holds control characters.
    BadName,
    /// Another feed of the owner has this name.
    Taken(String),
    /// The owner has no such calendar.
    NoCalendar,
    /// There are too many already.
    TooMany,
    /// The store failed.
    Store(StoreError),
    /// No randomness.
    Random(NoRandomness),
}

impl fmt::Display for NotMade {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotMade::BadName => write!(f, "a feed's name has 1 to {LONGEST_NAME} bytes and no control characters"),
            NotMade::Taken(name) => {
                write!(f, "there is a feed called “{name}” already; remove it, or choose another name")
            }
            NotMade::NoCalendar => f.write_str("there is no such calendar"),
            NotMade::TooMany => write!(f, "there are {MOST} feeds already; remove one that is not needed"),
            NotMade::Store(error) => error.fmt(f),
            NotMade::Random(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for NotMade {}

impl From<StoreError> for NotMade {
    fn from(error: StoreError) -> NotMade {
        NotMade::Store(error)
    }
}

/// Makes a feed and returns its address, which is kept nowhere.
///
/// # Errors
/// A name that is none or taken, a calendar that is not there, too many already.
pub async fn make(app: &App, owner: PrincipalId, wish: Wish) -> Result<String, NotMade> {
    let name = wish.name.trim().to_owned();
    if name.is_empty() || name.len() > LONGEST_NAME || name.chars().any(char::is_control) {
        return Err(NotMade::BadName);
    }
    let secret = random::code::<20>().map_err(NotMade::Random)?;
    let (digest, now) = (digest(&secret), app.clock.now());
    app.store
        .write::<_, NotMade, _>(move |tx| {
            let feeds = tx.feeds(owner)?;
            if feeds.iter().any(|feed| feed.name == name) {
                return Err(NotMade::Taken(name));
            }
            if feeds.len() >= MOST {
                return Err(NotMade::TooMany);
            }
            let calendar = match wish.calendar {
                Some(wanted) => Some(called(tx, owner, &wanted)?.ok_or(NotMade::NoCalendar)?),
                None => None,
            };
            Ok(tx.add_feed(&NewFeed { principal: owner, name, calendar, shows: wish.shows, digest }, now)?)
        })
        .await?;
    Ok(format!("{}{}", app.config.public_url(), path(&secret)))
}

fn called(tx: &mut Tx<'_>, owner: PrincipalId, name: &str) -> Result<Option<CalendarId>, StoreError> {
    let mut calendars = tx.calendars(owner)?;
    calendars.retain(|calendar| calendar.kind == CalendarKind::Calendar);
    let by_name = calendars.iter().find(|calendar| calendar.name == name);
    let shown = || calendars.iter().find(|calendar| calendar.display_name.as_deref() == Some(name));
    Ok(by_name.or_else(shown).map(|calendar| calendar.id))
}
