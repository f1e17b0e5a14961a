//! `rsvpd share`: who is invited to share a calendar.

use clap::Subcommand;

use super::{Failure, calendar_called, harmless, no_calendar, owner, print};
use crate::access::Sharing;
use crate::account::sharing::{self, NotShared, Reply};
use crate::schedule::App;
use crate::store::{Calendar, News, PrincipalKind, ShareState, StoreError};

#[derive(Subcommand)]
pub(super) enum ShareCommand {
    /// Invite an account, or everybody in a group, to share a calendar
    #[command(
        after_help = "Example:\n  rsvpd share add alice calendar bob --write     bob is asked, and may change events in it"
    )]
    Add {
        /// Whose calendar
        account: String,
        /// The calendar
        calendar: String,
        /// Whom to invite
        sharee: String,
        /// Let them change what is in it, too
        #[arg(long)]
        write: bool,
        /// Accept in their name: it stands among their calendars at once
        #[arg(long)]
        accept: bool,
    },
    /// List with whom an account shares its calendars
    List {
        /// Whose calendars
        account: String,
    },
    /// Share a calendar with somebody no longer
    Remove {
        /// Whose calendar
        account: String,
        /// The calendar
        calendar: String,
        /// Who was invited
        sharee: String,
    },
}

pub(super) async fn obey(app: &App, command: ShareCommand) -> Result<(), Failure> {
    match command {
        ShareCommand::Add { account, calendar, sharee, write, accept } => {
            let shared = found(app, &account, &calendar)?;
            let (whom, now) = (owner(app, &sharee)?, app.clock.now());
            let level = if write { Sharing::ReadWrite } else { Sharing::Read };
            let invited = app.store.write::<_, NotShared, _>(move |tx| {
                let summary = shared.display_name.as_deref().unwrap_or(&shared.name);
                sharing::invite(tx, &shared, &whom, level, summary, now)?;
                let mut asked = tx.shares(shared.id)?;
                asked.retain(|share| share.sharee == whom.id || share.team == Some(whom.id));
                let is_open = |state: ShareState| accept && state != ShareState::Accepted;
                for share in asked.iter().filter(|share| is_open(share.state)) {
                    tx.unnotify(share.sharee, News::Invitation, &share.code)?;
                    sharing::answer(tx, &shared, share, Reply::Accept, None, now)?;
                }
                Ok(())
            });
            invited.await.map_err(Failure::of)?;
            print(&format!(
                "{sharee} {} {calendar} of {account}\n",
                if accept { "shares" } else { "is asked to share" }
            ));
        }
        ShareCommand::List { account } => list(app, &account)?,
        ShareCommand::Remove { account, calendar, sharee } => {
            let shared = found(app, &account, &calendar)?;
            let (whom, now) = (owner(app, &sharee)?.id, app.clock.now());
            let removed = app.store.write::<_, StoreError, _>(move |tx| sharing::uninvite(tx, &shared, whom, now));
            print(&match removed.await.map_err(Failure::of)? {
                true => format!("{sharee} does not share {calendar} of {account} any more\n"),
                false => format!("{sharee} was not invited to share {calendar} of {account}\n"),
            });
        }
    }
    Ok(())
}

fn found(app: &App, account: &str, name: &str) -> Result<Calendar, Failure> {
    let of = owner(app, account)?;
    let calendar = app.store.read::<_, StoreError, _>(|tx| calendar_called(tx, of.id, name)).map_err(Failure::of)?;
    calendar.ok_or_else(|| no_calendar(app, &of, name))
}

fn list(app: &App, account: &str) -> Result<(), Failure> {
    let of = owner(app, account)?;
    let lines = app.store.read::<_, StoreError, _>(|tx| {
        let mut lines = Vec::new();
        for calendar in tx.calendars(of.id)? {
            for share in tx.shares(calendar.id)? {
                let Some(sharee) = tx.principal(share.sharee)? else { continue };
                let level = sharing::sharing(tx, &calendar, &share)?.map_or("nothing", Sharing::as_str);
                let state = match (sharee.kind, share.state) {
                    (PrincipalKind::Group, _) => "a group",
                    (_, ShareState::NoResponse) => "has not answered",
                    (_, ShareState::Accepted) => "accepted",
                    (_, ShareState::Declined) => "declined",
                };
                lines.push(format!("{:<20} {:<20} {level:<12} {state}\n", harmless(&calendar.name), sharee.name));
            }
        }
        Ok(lines)
    });
    let lines = lines.map_err(Failure::of)?;
    if lines.is_empty() {
        print(&format!("{account} shares no calendar.\n"));
    }
    lines.iter().for_each(|line| print(line));
    Ok(())
}
