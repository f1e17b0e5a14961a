//! Calendars that people share by invitation: who was invited, what they answered, and what each made of the calendar in
//! their own home (caldav-sharing §5). What somebody may do there is in the access list alone (`rights`): without the right
//! to read, an accepted calendar is in nobody's home.

use rusqlite::{Params, Row};

use super::{Calendar, CalendarChange, Eyes, News, PropertyOf, Result, Tx};
use crate::access::Privileges;
use crate::id::{CalendarId, PrincipalId, ShareId};

/// How far the answer to an invitation has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShareState {
    /// There is none yet.
    NoResponse,
    /// The calendar is in the sharee's home.
    Accepted,
    /// It is not to be there, or not any more.
    Declined,
}

impl ShareState {
    /// Its name, on the wire as in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            ShareState::NoResponse => "noresponse",
            ShareState::Accepted => "accepted",
            ShareState::Declined => "declined",
        }
    }

    fn of(word: &str) -> ShareState {
        let known = [ShareState::Accepted, ShareState::Declined];
        known.into_iter().find(|state| state.as_str() == word).unwrap_or(ShareState::NoResponse)
    }
}

/// An invitation to share a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Share {
    /// Its number.
    pub id: ShareId,
    /// What it is called on the wire.
    pub code: String,
    /// The calendar.
    pub calendar: CalendarId,
    /// Who is invited: a person, or a group beside the people in it.
    pub sharee: PrincipalId,
    /// The group in which the sharee is invited, if not by name.
    pub team: Option<PrincipalId>,
    /// How far the answer has come.
    pub state: ShareState,
    /// What the owner calls the calendar.
    pub summary: String,
    /// Its path segment in the sharee's home.
    pub name: String,
}

/// Whether anybody shares a calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IsShared {
    /// In somebody's home, at least.
    Yes,
    /// In its owner's home alone.
    No,
}

/// An invitation to make.
#[derive(Clone, Debug)]
pub struct NewShare {
    /// What it is called on the wire.
    pub code: String,
    /// The calendar.
    pub calendar: CalendarId,
    /// Who is invited.
    pub sharee: PrincipalId,
    /// The group in which the sharee is invited, if not by name.
    pub team: Option<PrincipalId>,
    /// How far the answer has come.
    pub state: ShareState,
    /// What the owner calls the calendar.
    pub summary: String,
}

/// Where a calendar stands in the home of somebody who shares it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mount {
    /// The invitation that was accepted.
    pub share: ShareId,
    /// In whose home, by name.
    pub home: String,
    /// Its path segment there.
    pub name: String,
    /// The revision of that home when the calendar came to stand there.
    pub accepted: i64,
}

const COLUMNS: &str = "s.id, s.code, s.calendar, s.sharee, s.team, s.state, s.summary, s.name";

fn share(row: &Row<'_>) -> rusqlite::Result<Share> {
    Ok(Share {
        id: ShareId(row.get(0)?),
        code: row.get(1)?,
        calendar: CalendarId(row.get(2)?),
        sharee: PrincipalId(row.get(3)?),
        team: row.get::<_, Option<i64>>(4)?.map(PrincipalId),
        state: ShareState::of(&row.get::<_, String>(5)?),
        summary: row.get(6)?,
        name: row.get(7)?,
    })
}

/// What a sharee made of a calendar.
struct Personal {
    calendar: CalendarId,
    mount: Mount,
    revision: i64,
    display_name: Option<String>,
    description: Option<String>,
    color: Option<String>,
    order: Option<String>,
    timezone: Option<String>,
    transparent: bool,
}

const PERSONAL: &str = "SELECT s.calendar, s.id, p.name, s.name, s.display_name, s.description, s.color, s.sort_order, \
                        s.timezone, s.transparent, s.revision, s.accepted FROM share s JOIN principal p ON p.id = s.sharee \
                        WHERE s.state = 'accepted'";

fn personal(row: &Row<'_>) -> rusqlite::Result<Personal> {
    Ok(Personal {
        calendar: CalendarId(row.get(0)?),
        mount: Mount { share: ShareId(row.get(1)?), home: row.get(2)?, name: row.get(3)?, accepted: row.get(11)? },
        revision: row.get(10)?,
        display_name: row.get(4)?,
        description: row.get(5)?,
        color: row.get(6)?,
        order: row.get(7)?,
        timezone: row.get(8)?,
        transparent: row.get::<_, i64>(9)? != 0,
    })
}

impl Tx<'_> {
    /// Keeps an invitation.
    ///
    /// # Errors
    /// Somebody who is invited to this calendar already.
    pub fn add_share(&mut self, new: &NewShare, now: chrono::DateTime<chrono::Utc>) -> Result<()> {
        self.run(
            "INSERT INTO share (code, calendar, sharee, team, state, summary, name, created) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            (
                &new.code,
                new.calendar.0,
                new.sharee.0,
                new.team.map(|team| team.0),
                new.state.as_str(),
                &new.summary,
                format!("shared-{}", new.code),
                now.timestamp(),
            ),
        )?;
        Ok(())
    }

    /// Who is invited to share a calendar, in the order of the invitations.
    pub fn shares(&mut self, calendar: CalendarId) -> Result<Vec<Share>> {
        let sql = format!("SELECT {COLUMNS} FROM share s WHERE s.calendar = ?1 ORDER BY s.id");
        self.all(&sql, [calendar.0], share)
    }

    /// The invitation of somebody to a calendar.
    pub fn share_with(&mut self, calendar: CalendarId, sharee: PrincipalId) -> Result<Option<Share>> {
        let sql = format!("SELECT {COLUMNS} FROM share s WHERE s.calendar = ?1 AND s.sharee = ?2");
        self.one(&sql, (calendar.0, sharee.0), share)
    }

    /// The invitations of somebody, the oldest first.
    pub fn shares_to(&mut self, sharee: PrincipalId) -> Result<Vec<Share>> {
        let sql = format!("SELECT {COLUMNS} FROM share s WHERE s.sharee = ?1 ORDER BY s.id");
        self.all(&sql, [sharee.0], share)
    }

    /// The invitation of somebody that is called this.
    pub fn share_called(&mut self, sharee: PrincipalId, code: &str) -> Result<Option<Share>> {
        let sql = format!("SELECT {COLUMNS} FROM share s WHERE s.sharee = ?1 AND s.code = ?2");
        self.one(&sql, (sharee.0, code), share)
    }

    /// The invitation of this number.
    pub fn share(&mut self, id: ShareId) -> Result<Option<Share>> {
        self.one(&format!("SELECT {COLUMNS} FROM share s WHERE s.id = ?1"), [id.0], share)
    }

    /// Whether anybody is invited to share a calendar.
    pub fn is_shared(&mut self, calendar: CalendarId) -> Result<bool> {
        Ok(self.count("SELECT EXISTS (SELECT 1 FROM share WHERE calendar = ?1)", [calendar.0])? != 0)
    }

    /// How many invitations somebody has.
    pub fn invitations_to_share(&mut self, sharee: PrincipalId) -> Result<i64> {
        self.count("SELECT COUNT(*) FROM share WHERE sharee = ?1", [sharee.0])
    }

    /// Whether a path segment in a home is kept for a calendar of somebody else.
    pub fn is_kept_for_sharing(&mut self, sharee: PrincipalId, name: &str) -> Result<bool> {
        Ok(self.count("SELECT COUNT(*) FROM share WHERE sharee = ?1 AND name = ?2", (sharee.0, name))? != 0)
    }

    /// Says anew what the owner calls a shared calendar.
    pub fn set_share_summary(&mut self, id: ShareId, summary: &str) -> Result<()> {
        self.run("UPDATE share SET summary = ?2 WHERE id = ?1", (id.0, summary))?;
        Ok(())
    }

    /// Says in which group a sharee is invited; `None` for who is invited by name.
    pub fn set_share_team(&mut self, id: ShareId, team: Option<PrincipalId>) -> Result<()> {
        self.run("UPDATE share SET team = ?2 WHERE id = ?1", (id.0, team.map(|team| team.0)))?;
        Ok(())
    }

    /// Puts a calendar into the home of a sharee, who calls it so; it does not make them busy until they say so
    /// (caldav-sharing §5.5.5).
    pub fn accept_share(&mut self, share: &Share, display_name: Option<&str>) -> Result<()> {
        self.run(
            "UPDATE share SET state = 'accepted', display_name = ?2, transparent = 1 WHERE id = ?1",
            (share.id.0, display_name),
        )?;
        self.run("DELETE FROM gone_calendar WHERE principal = ?1 AND name = ?2", (share.sharee.0, &share.name))?;
        self.note_share(share.id)?;
        self.run("UPDATE share SET accepted = changed WHERE id = ?1", [share.id.0])?;
        self.note_placed(share.sharee)
    }

    /// Notes that an invitation is to be answered again, or was declined; the calendar leaves the sharee's home.
    pub fn close_share(&mut self, share: &Share, state: ShareState) -> Result<()> {
        self.leave_home(share)?;
        self.run("UPDATE share SET state = ?2 WHERE id = ?1", (share.id.0, state.as_str()))?;
        Ok(())
    }

    /// Forgets an invitation, and what the sharee made of the calendar.
    pub fn end_share(&mut self, share: &Share) -> Result<()> {
        self.leave_home(share)?;
        self.count_properties(PropertyOf::Share(share.id), -1)?;
        self.count_shared_texts(share.id, -1)?;
        self.run("DELETE FROM share WHERE id = ?1", [share.id.0])?;
        Ok(())
    }

    /// Forgets all invitations to a calendar that goes; nobody is told but what they were asked is taken back.
    pub(super) fn forget_shares(&mut self, calendar: CalendarId) -> Result<()> {
        for share in self.shares(calendar)? {
            if share.state == ShareState::NoResponse {
                self.unnotify(share.sharee, News::Invitation, &share.code)?;
            }
            self.end_share(&share)?;
        }
        Ok(())
    }

    /// Notes in the sharee's home that a calendar is not there any more; their programs are not told of it any more, and what
    /// they had of their own in it is forgotten.
    fn leave_home(&mut self, share: &Share) -> Result<()> {
        if share.state != ShareState::Accepted {
            return Ok(());
        }
        self.forget_personal_in(share.id)?;
        let watching = "DELETE FROM registration WHERE principal = ?1 AND scope = 'collection' AND number = ?2";
        self.run(watching, (share.sharee.0, share.calendar.0))?;
        let revision = self.next_home_revision(share.sharee)?;
        self.run(
            "INSERT INTO gone_calendar (principal, name, revision) VALUES (?1, ?2, ?3) \
             ON CONFLICT (principal, name) DO UPDATE SET revision = excluded.revision",
            (share.sharee.0, &share.name, revision),
        )?;
        self.note_placed(share.sharee)
    }

    /// Notes that a calendar has come to stand in a home, or has left it.
    fn note_placed(&mut self, home: PrincipalId) -> Result<()> {
        self.run("UPDATE principal SET placed = revision WHERE id = ?1", [home.0])?;
        Ok(())
    }

    /// The calendars of others in somebody's home, as far as they may be read, in the order of the invitations.
    pub fn shared_calendars(&mut self, sharee: PrincipalId) -> Result<Vec<Calendar>> {
        self.mounted(&format!("{PERSONAL} AND s.sharee = ?1 ORDER BY s.id"), [sharee.0], sharee)
    }

    /// The calendar of somebody else that has this name in somebody's home, if it may be read.
    pub fn shared_calendar(&mut self, sharee: PrincipalId, name: &str) -> Result<Option<Calendar>> {
        let sql = format!("{PERSONAL} AND s.sharee = ?1 AND s.name = ?2");
        Ok(self.mounted(&sql, (sharee.0, name), sharee)?.pop())
    }

    /// A calendar as it is in the home of somebody who shares it, if it is there and may be read.
    pub fn shared_calendar_of(&mut self, sharee: PrincipalId, calendar: CalendarId) -> Result<Option<Calendar>> {
        let sql = format!("{PERSONAL} AND s.sharee = ?1 AND s.calendar = ?2");
        Ok(self.mounted(&sql, (sharee.0, calendar.0), sharee)?.pop())
    }

    fn mounted(&mut self, sql: &str, values: impl Params, sharee: PrincipalId) -> Result<Vec<Calendar>> {
        let mut found = Vec::new();
        for personal in self.all(sql, values, personal)? {
            let Some(calendar) = self.calendar_by_id(personal.calendar)? else { continue };
            let reach = self.reach(calendar.principal, sharee)?;
            if reach.on(calendar.scope()).contain(Privileges::READ) {
                found.push(seen(calendar, personal));
            }
        }
        Ok(found)
    }

    /// Changes what a calendar of somebody else is like in the home of a sharee.
    pub fn change_shared(&mut self, id: ShareId, change: &CalendarChange) -> Result<()> {
        self.count_shared_texts(id, -1)?;
        for (column, value) in change.of_each_person() {
            if let Some(value) = value {
                self.run(&format!("UPDATE share SET {column} = ?2 WHERE id = ?1"), (id.0, value))?;
            }
        }
        if let Some(transparent) = change.transparent {
            self.run("UPDATE share SET transparent = ?2 WHERE id = ?1", (id.0, i64::from(transparent)))?;
        }
        self.count_shared_texts(id, 1)?;
        self.note_share(id)
    }

    /// Notes a change of a calendar in the home of one who shares it.
    pub(super) fn note_share(&mut self, id: ShareId) -> Result<()> {
        let Some(share) = self.share(id)? else { return Ok(()) };
        let revision = self.next_home_revision(share.sharee)?;
        self.run("UPDATE share SET changed = ?2 WHERE id = ?1", (id.0, revision))?;
        Ok(())
    }

    /// Notes a change of a calendar, or of a member of it, in the homes of all who share it.
    pub fn note_shared_change(&mut self, calendar: CalendarId) -> Result<IsShared> {
        let is_shared = "SELECT EXISTS (SELECT 1 FROM share WHERE calendar = ?1 AND state = 'accepted')";
        if self.count(is_shared, [calendar.0])? == 0 {
            return Ok(IsShared::No);
        }
        self.run(
            "UPDATE principal SET revision = revision + 1 \
             WHERE id IN (SELECT sharee FROM share WHERE calendar = ?1 AND state = 'accepted')",
            [calendar.0],
        )?;
        self.run(
            "UPDATE share SET changed = (SELECT p.revision FROM principal p WHERE p.id = share.sharee) \
             WHERE calendar = ?1 AND state = 'accepted'",
            [calendar.0],
        )?;
        Ok(IsShared::Yes)
    }

    fn next_home_revision(&mut self, principal: PrincipalId) -> Result<i64> {
        self.woken.push = true;
        let sql = "UPDATE principal SET revision = revision + 1 WHERE id = ?1 RETURNING revision";
        Ok(self.one(sql, [principal.0], |row| row.get(0))?.unwrap_or_default())
    }
}

/// A calendar as a sharee sees it: what they said of it counts, and else what the owner did (caldav-sharing §5.5.3); a
/// colour and a place among their own calendars is theirs to choose.
fn seen(calendar: Calendar, personal: Personal) -> Calendar {
    Calendar {
        display_name: personal.display_name.or(calendar.display_name),
        description: personal.description.or(calendar.description),
        color: personal.color,
        order: personal.order,
        timezone: personal.timezone.or(calendar.timezone),
        transparent: personal.transparent,
        revision: calendar.revision.max(personal.revision),
        eyes: Eyes::Sharee { share: personal.mount.share, revision: personal.revision },
        mount: Some(personal.mount),
        ..calendar
    }
}
