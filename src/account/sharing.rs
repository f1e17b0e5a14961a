//! Inviting people of this house to share a calendar, and their answers (caldav-sharing §5). The entry of the calendar's
//! access list is the one truth of what a sharee may do; an invitation only says that the calendar is to stand in the
//! sharee's home, too.

use std::collections::BTreeSet;
use std::fmt;

use chrono::{DateTime, Utc};
use sha2::{Digest, Sha256};

use crate::access::{Ace, Privileges, Sharing, Whom};
use crate::id::{PrincipalId, base32};
use crate::store::{Calendar, CalendarKind, NewShare, News, Notification, Principal, PrincipalKind, Share, ShareState};
use crate::store::{StoreError, Tx};

/// Invitations to one calendar; as many as one access list has entries.
const MOST_SHAREES: usize = 200;
/// Invitations that one person has.
const MOST_INVITATIONS: i64 = 500;

/// Why a calendar is not shared; the transaction is to be given up.
#[derive(Debug)]
pub enum NotShared {
    /// It is no calendar of the kind that is shared.
    Unfit,
    /// The owner needs no invitation.
    Owner,
    /// There are as many invitations as there may be, to the calendar or for the person.
    TooMany,
    /// The calendar is not to be read by the sharee any more.
    Unreadable,
    /// The store failed.
    Store(StoreError),
}

impl fmt::Display for NotShared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotShared::Unfit => f.write_str("calendars that people write can be shared"),
            NotShared::Owner => f.write_str("the owner needs no invitation"),
            NotShared::TooMany => f.write_str("there are too many invitations"),
            NotShared::Unreadable => f.write_str("the calendar is not open to this person any more"),
            NotShared::Store(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for NotShared {}

impl From<StoreError> for NotShared {
    fn from(error: StoreError) -> NotShared {
        NotShared::Store(error)
    }
}

/// An answer to an invitation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reply {
    /// The calendar is to stand in the sharee's home.
    Accept,
    /// It is not.
    Decline,
}

/// Whether a calendar can be shared: not those that other collections of a home are.
pub fn can_be_shared(calendar: &Calendar) -> bool {
    calendar.kind == CalendarKind::Calendar && calendar.mount.is_none()
}

/// Invites somebody, or everybody in a group, or says to whom was invited before how much they may do now.
///
/// # Errors
/// A collection that cannot be shared, the owner, more invitations than there may be.
pub fn invite(
    tx: &mut Tx<'_>,
    calendar: &Calendar,
    invitee: &Principal,
    sharing: Sharing,
    summary: &str,
    now: DateTime<Utc>,
) -> Result<(), NotShared> {
    if !can_be_shared(calendar) {
        return Err(NotShared::Unfit);
    }
    if invitee.id == calendar.principal {
        return Err(NotShared::Owner);
    }
    let before: Vec<(Share, Option<Sharing>)> = granted(tx, calendar)?;
    grant(tx, calendar, invitee.id, Some(sharing))?;
    let team = Some(invitee.id).filter(|_| invitee.kind == PrincipalKind::Group);
    if let Some(team) = team {
        ask(tx, calendar, &before, (team, None), summary, now)?;
        for member in tx.people_in(team, MOST_SHAREES + 1)?.iter().filter(|member| member.id != calendar.principal) {
            ask(tx, calendar, &before, (member.id, Some(team)), summary, now)?;
        }
    } else {
        ask(tx, calendar, &before, (invitee.id, None), summary, now)?;
    }
    if tx.shares(calendar.id)?.len() > MOST_SHAREES
        || tx.aces(calendar.principal, calendar.scope())?.len() > MOST_SHAREES
    {
        return Err(NotShared::TooMany);
    }
    Ok(tx.note_collection_change(calendar.id).map(drop)?)
}

/// Every invitation to a calendar, with what the access list grants.
fn granted(tx: &mut Tx<'_>, calendar: &Calendar) -> Result<Vec<(Share, Option<Sharing>)>, StoreError> {
    let shares = tx.shares(calendar.id)?;
    shares.into_iter().map(|share| sharing(tx, calendar, &share).map(|sharing| (share, sharing))).collect()
}

/// How much of a calendar an invitation stands for: what the calendar's access list grants to the sharee and to the groups
/// they are in.
///
/// # Errors
/// The store failed.
pub fn sharing(tx: &mut Tx<'_>, calendar: &Calendar, share: &Share) -> Result<Option<Sharing>, StoreError> {
    let mut meant = if is_team(tx, share.sharee)? { Vec::new() } else { tx.groups_of(share.sharee)? };
    meant.push(share.sharee);
    let is_meant = |ace: &&Ace| matches!(ace.whom, Whom::Principal(id) if meant.contains(&id));
    let aces = tx.aces(calendar.principal, calendar.scope())?;
    let held = aces.iter().filter(is_meant).fold(Privileges::NONE, |all, ace| all.or(ace.granted));
    Ok(Sharing::of(held))
}

fn is_team(tx: &mut Tx<'_>, who: PrincipalId) -> Result<bool, StoreError> {
    Ok(tx.principal(who)?.is_some_and(|who| who.kind == PrincipalKind::Group))
}

/// Sets how much of a calendar somebody may have; other privileges in their entry stay, unless nothing is left to them.
fn grant(tx: &mut Tx<'_>, calendar: &Calendar, whom: PrincipalId, sharing: Option<Sharing>) -> Result<(), StoreError> {
    let mut aces = tx.aces(calendar.principal, calendar.scope())?;
    let is_theirs = |ace: &Ace| ace.whom == Whom::Principal(whom);
    match (aces.iter_mut().find(|ace| is_theirs(ace)), sharing) {
        (Some(ace), Some(sharing)) => {
            ace.granted = ace.granted.but(Sharing::ReadWrite.privileges()).or(sharing.privileges());
        }
        (None, Some(sharing)) => aces.push(Ace { whom: Whom::Principal(whom), granted: sharing.privileges() }),
        (_, None) => aces.retain(|ace| !is_theirs(ace)),
    }
    tx.set_aces(calendar.principal, calendar.scope(), &aces)
}

/// What the invitation of somebody to a calendar is called, each time: so there is one notification of it, and the calendar
/// comes back under its old URL.
fn code(calendar: &Calendar, sharee: PrincipalId) -> String {
    let digest = Sha256::digest(format!("share {} {sharee}", calendar.id));
    base32(&digest).chars().take(CODE).collect()
}

/// Letters of a code; each stands for five bits.
const CODE: usize = 20;

/// Invites one person, or a group beside its members. Whoever accepted is told only of what is new.
fn ask(
    tx: &mut Tx<'_>,
    calendar: &Calendar,
    before: &[(Share, Option<Sharing>)],
    (sharee, team): (PrincipalId, Option<PrincipalId>),
    summary: &str,
    now: DateTime<Utc>,
) -> Result<(), NotShared> {
    let is_team = is_team(tx, sharee)?;
    let known = before.iter().find(|(share, _)| share.sharee == sharee);
    match known {
        None if tx.invitations_to_share(sharee)? >= MOST_INVITATIONS => return Err(NotShared::TooMany),
        None => {
            let code = code(calendar, sharee);
            let state = if is_team { ShareState::Accepted } else { ShareState::NoResponse };
            let summary = summary.to_owned();
            tx.add_share(&NewShare { code, calendar: calendar.id, sharee, team, state, summary }, now)?;
        }
        Some((share, _)) => {
            tx.set_share_summary(share.id, summary)?;
            // Who is invited by name stays so whatever becomes of the group.
            if team.is_none() {
                tx.set_share_team(share.id, None)?;
            }
            if share.state == ShareState::Declined {
                tx.close_share(share, ShareState::NoResponse)?;
            }
        }
    }
    let Some(share) = tx.share_with(calendar.id, sharee)?.filter(|_| !is_team) else { return Ok(()) };
    let sharing = sharing(tx, calendar, &share)?;
    let is_news = known.is_none_or(|(old, held)| *held != sharing || old.summary != share.summary);
    if is_news || share.state == ShareState::NoResponse {
        let told = notification(tx, calendar, &share, (News::Invitation, share.state.as_str()), now)?;
        tx.notify(sharee, &told, now)?;
    }
    Ok(())
}

/// Takes an invitation back with all that it grants; those invited with a group go with it, but for who is invited in
/// another one, too. False when there was none.
///
/// # Errors
/// The store failed.
pub fn uninvite(
    tx: &mut Tx<'_>,
    calendar: &Calendar,
    invitee: PrincipalId,
    now: DateTime<Utc>,
) -> Result<bool, StoreError> {
    let before = granted(tx, calendar)?;
    let is_meant = |share: &Share| share.sharee == invitee || share.team == Some(invitee);
    if !before.iter().any(|(share, _)| is_meant(share)) {
        return Ok(false);
    }
    let mut left = Vec::new();
    for (share, held) in before {
        if !is_meant(&share) || stays(tx, &share, invitee)? {
            left.push((share, held));
        } else {
            end(tx, calendar, &share, now)?;
        }
    }
    grant(tx, calendar, invitee, None)?;
    for (share, held) in &left {
        tell_change(tx, calendar, (share, *held), now)?;
    }
    tx.note_collection_change(calendar.id)?;
    Ok(true)
}

/// Whether somebody who is not invited by name, or in this group, any more is in another group that is invited to the
/// calendar; the invitation stands for that then.
fn stays(tx: &mut Tx<'_>, share: &Share, gone: PrincipalId) -> Result<bool, StoreError> {
    if is_team(tx, share.sharee)? {
        return Ok(false);
    }
    let teams = tx.groups_of(share.sharee)?;
    let invited = tx.shares(share.calendar)?;
    let other = invited.iter().map(|share| share.sharee).find(|id| *id != gone && teams.contains(id));
    if let Some(team) = other {
        tx.set_share_team(share.id, Some(team))?;
    }
    Ok(other.is_some())
}

/// Tells a sharee who is invited still that the invitation grants something else than before.
fn tell_change(
    tx: &mut Tx<'_>,
    calendar: &Calendar,
    (share, held): (&Share, Option<Sharing>),
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let holds = sharing(tx, calendar, share)?;
    if holds.is_none() || holds == held || share.state == ShareState::Declined || is_team(tx, share.sharee)? {
        return Ok(());
    }
    let told = notification(tx, calendar, share, (News::Invitation, share.state.as_str()), now)?;
    tx.notify(share.sharee, &told, now)
}

/// Ends an invitation: who had accepted is told, and of who had not answered nothing is wanted any more.
fn end(tx: &mut Tx<'_>, calendar: &Calendar, share: &Share, now: DateTime<Utc>) -> Result<(), StoreError> {
    match share.state {
        ShareState::Accepted => {
            let told = notification(tx, calendar, share, (News::Invitation, "deleted"), now)?;
            // The sharee knows it by a name of their own, as far as it is still to be seen.
            let own = tx.shared_calendar_of(share.sharee, calendar.id)?.and_then(|shared| shared.display_name);
            tx.notify(share.sharee, &Notification { summary: own.unwrap_or(told.summary.clone()), ..told }, now)?;
        }
        ShareState::NoResponse | ShareState::Declined => tx.unnotify(share.sharee, News::Invitation, &share.code)?,
    }
    tx.end_share(share)
}

/// Ends all invitations to a calendar, which is about to go.
///
/// # Errors
/// The store failed.
pub fn end_all(tx: &mut Tx<'_>, calendar: &Calendar, now: DateTime<Utc>) -> Result<(), StoreError> {
    tx.shares(calendar.id)?.iter().try_for_each(|share| end(tx, calendar, share, now))
}

/// Lets the invitations to a calendar follow its access list, which has changed: to whom it does not grant anything any
/// more is not invited any more.
///
/// # Errors
/// The store failed.
pub fn follow_list(tx: &mut Tx<'_>, calendar: &Calendar, now: DateTime<Utc>) -> Result<(), StoreError> {
    for (share, held) in granted(tx, calendar)? {
        if held.is_none() {
            end(tx, calendar, &share, now)?;
        }
    }
    tx.note_shared_change(calendar.id)?;
    Ok(())
}

/// Lets the invitations of a group, and of the groups around it, follow its members, who have changed: newcomers are asked,
/// unless they have as many invitations as there may be, and who left is not invited any more.
///
/// # Errors
/// The store failed.
pub fn follow_group(tx: &mut Tx<'_>, team: PrincipalId, now: DateTime<Utc>) -> Result<(), StoreError> {
    let mut teams = tx.groups_of(team)?;
    teams.push(team);
    for team in teams {
        let people = tx.people_in(team, MOST_SHAREES + 1)?;
        let people: BTreeSet<PrincipalId> = people.iter().map(|person| person.id).collect();
        for invited in tx.shares_to(team)? {
            let Some(calendar) = tx.calendar_by_id(invited.calendar)? else { continue };
            let before = granted(tx, &calendar)?;
            let is_known = |who: PrincipalId| before.iter().any(|(share, _)| share.sharee == who);
            for newcomer in people.iter().filter(|who| **who != calendar.principal && !is_known(**who)) {
                // Whoever cannot be asked is not: the group was joined all the same.
                let asked = ask(tx, &calendar, &before, (*newcomer, Some(team)), &invited.summary, now);
                if let Err(NotShared::Store(error)) = asked {
                    return Err(error);
                }
            }
            for (share, held) in &before {
                if share.team == Some(team) && !people.contains(&share.sharee) {
                    match stays(tx, share, team)? {
                        true => tell_change(tx, &calendar, (share, *held), now)?,
                        false => end(tx, &calendar, share, now)?,
                    }
                }
            }
        }
    }
    Ok(())
}

/// Takes all invitations of a group back, which is about to go, and of those invited in it.
///
/// # Errors
/// The store failed.
pub fn forget_group(tx: &mut Tx<'_>, team: PrincipalId, now: DateTime<Utc>) -> Result<(), StoreError> {
    for invited in tx.shares_to(team)? {
        if let Some(calendar) = tx.calendar_by_id(invited.calendar)? {
            uninvite(tx, &calendar, team, now)?;
        }
    }
    Ok(())
}

/// Answers an invitation; the owner is told. Who accepts calls the calendar so, or as the owner does. The program that
/// showed the invitation takes it out of the notifications (caldav-sharing §4).
///
/// # Errors
/// A calendar that is not to be read any more.
pub fn answer(
    tx: &mut Tx<'_>,
    calendar: &Calendar,
    share: &Share,
    reply: Reply,
    called: Option<&str>,
    now: DateTime<Utc>,
) -> Result<(), NotShared> {
    let called = called.filter(|called| !called.trim().is_empty());
    match reply {
        Reply::Accept => {
            let reach = tx.reach(calendar.principal, share.sharee)?;
            if !reach.on(calendar.scope()).contain(Privileges::READ) {
                return Err(NotShared::Unreadable);
            }
            let own = Some(share.summary.as_str()).filter(|summary| !summary.is_empty());
            if share.state != ShareState::Accepted {
                tx.accept_share(share, called.or(own))?;
            }
        }
        Reply::Decline => tx.close_share(share, ShareState::Declined)?,
    }
    let state = match reply {
        Reply::Accept => ShareState::Accepted,
        Reply::Decline => ShareState::Declined,
    };
    let told = notification(tx, calendar, share, (News::Answer, state.as_str()), now)?;
    let summary = called.filter(|_| reply == Reply::Accept).unwrap_or_default().to_owned();
    tx.notify(calendar.principal, &Notification { summary, ..told }, now)?;
    Ok(tx.note_collection_change(calendar.id).map(drop)?)
}

fn notification(
    tx: &mut Tx<'_>,
    calendar: &Calendar,
    share: &Share,
    (news, state): (News, &str),
    now: DateTime<Utc>,
) -> Result<Notification, StoreError> {
    let names = [share.sharee, calendar.principal].map(|id| tx.principal(id).map(|found| found.map(|who| who.name)));
    let [sharee, owner] = names;
    let access = sharing(tx, calendar, share)?.unwrap_or(Sharing::Read);
    Ok(Notification {
        news,
        at: now.timestamp(),
        code: share.code.clone(),
        sharee: sharee?.unwrap_or_default(),
        state: state.to_owned(),
        access: access.as_str().to_owned(),
        owner: owner?.unwrap_or_default(),
        calendar: calendar.name.clone(),
        summary: share.summary.clone(),
        components: calendar.components.clone(),
    })
}
