//! What people are told of shared calendars, in a collection of their own (caldav-notifications §4). Kept are the facts;
//! the words on the wire are made where they are sent.

use serde::{Deserialize, Serialize};

use super::{CalendarKind, NewObject, Result, Tx};
use crate::id::{CalendarId, ObjectName, PrincipalId, Uid};

/// The path segment of the collection in a home.
pub const NOTIFICATIONS: &str = "notification";
/// Notifications that one person keeps; older ones go.
const MOST: i64 = 500;

/// What a notification is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum News {
    /// Somebody is invited to share a calendar, or what they were told of it has changed.
    Invitation,
    /// Somebody who was invited answered.
    Answer,
}

impl News {
    /// The element that says it.
    pub const fn element(self) -> &'static str {
        match self {
            News::Invitation => "invite-notification",
            News::Answer => "invite-reply",
        }
    }

    /// The name of the notification about an invitation; there is one of each.
    fn name(self, code: &str) -> String {
        match self {
            News::Invitation => format!("{code}.xml"),
            News::Answer => format!("reply-{code}.xml"),
        }
    }
}

/// The facts of a notification.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notification {
    /// What it is about.
    pub news: News,
    /// When it came up, in seconds since 1970.
    pub at: i64,
    /// The code of the invitation.
    pub code: String,
    /// The name of the sharee.
    pub sharee: String,
    /// Where the invitation stands: `noresponse`, `accepted`, `declined` or `deleted`.
    pub state: String,
    /// `read` or `read-write`.
    pub access: String,
    /// The name of whose calendar it is.
    pub owner: String,
    /// The calendar's path segment.
    pub calendar: String,
    /// What the one who speaks calls the calendar.
    pub summary: String,
    /// The components it takes.
    pub components: Vec<String>,
}

impl Notification {
    /// The facts in a stored text; `None` when a newer program wrote it.
    pub fn parse(body: &[u8]) -> Option<Notification> {
        serde_json::from_slice(body).ok()
    }
}

impl Tx<'_> {
    /// Tells somebody; what they were told of the same before is replaced. Groups are told nothing.
    pub fn notify(
        &mut self,
        principal: PrincipalId,
        what: &Notification,
        now: chrono::DateTime<chrono::Utc>,
    ) -> Result<()> {
        let Some(collection) = self.notifications(principal)? else { return Ok(()) };
        let (Ok(name), Ok(uid)) = (ObjectName::parse(&what.news.name(&what.code)), Uid::parse(&what.code)) else {
            return Ok(());
        };
        let new = NewObject {
            name,
            uid,
            component: what.news.element(),
            schedule_tag: None,
            body: serde_json::to_vec(what).unwrap_or_default().into(),
            first_start: 0,
            last_end: 0,
            organizer: None,
            attachments: Vec::new(),
        };
        self.put_object(collection, &new, now)?;
        let oldest = "SELECT name FROM object WHERE calendar = ?1 ORDER BY revision DESC LIMIT 1 OFFSET ?2";
        if let Some(oldest) = self.one(oldest, (collection.0, MOST), |row| row.get::<_, String>(0))? {
            self.delete_object(collection, &oldest)?;
        }
        Ok(())
    }

    /// Takes back what somebody was told of an invitation.
    pub fn unnotify(&mut self, principal: PrincipalId, news: News, code: &str) -> Result<()> {
        if let Some(collection) = self.notifications(principal)? {
            self.delete_object(collection, &news.name(code))?;
        }
        Ok(())
    }

    fn notifications(&mut self, principal: PrincipalId) -> Result<Option<CalendarId>> {
        let found = self.calendar(principal, NOTIFICATIONS)?;
        Ok(found.filter(|found| found.kind == CalendarKind::Notifications).map(|found| found.id))
    }
}
