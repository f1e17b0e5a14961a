//! `rsvpd delegate`: who acts for whom.

use clap::Subcommand;

use super::{Failure, owner, print};
use crate::access::Delegation;
use crate::schedule::App;
use crate::store::StoreError;

#[derive(Subcommand)]
pub(super) enum DelegateCommand {
    /// Let an account or group look at all calendars of another account
    #[command(after_help = "Example:\n  rsvpd delegate add alice bob --write        bob acts for alice")]
    Add {
        /// Whose calendars
        account: String,
        /// Who is to act for them
        delegate: String,
        /// Let them change everything too, and invite in the other's name
        #[arg(long)]
        write: bool,
    },
    /// List who acts for an account
    List {
        /// Whose calendars
        account: String,
    },
    /// Let somebody act no longer
    Remove {
        /// Whose calendars
        account: String,
        /// Who acted for them
        delegate: String,
    },
}

pub(super) async fn obey(app: &App, command: DelegateCommand) -> Result<(), Failure> {
    match command {
        DelegateCommand::Add { account, delegate, write } => {
            let (of, who) = (owner(app, &account)?, owner(app, &delegate)?);
            if of.id == who.id {
                return Err(Failure::of(format!("{account} needs no delegation for {account}")));
            }
            let level = if write { Delegation::Write } else { Delegation::Read };
            let added = app.store.write::<_, StoreError, _>(move |tx| {
                tx.remove_delegate(of.id, who.id)?;
                tx.add_delegate(of.id, level, who.id)
            });
            added.await.map_err(Failure::of)?;
            print(&format!("{delegate} acts for {account}\n"));
        }
        DelegateCommand::List { account } => list(app, &account)?,
        DelegateCommand::Remove { account, delegate } => {
            let (of, who) = (owner(app, &account)?.id, owner(app, &delegate)?.id);
            let removed = app.store.write::<_, StoreError, _>(move |tx| tx.remove_delegate(of, who));
            print(&match removed.await.map_err(Failure::of)? {
                true => format!("{delegate} does not act for {account} any more\n"),
                false => format!("{delegate} did not act for {account}\n"),
            });
        }
    }
    Ok(())
}

fn list(app: &App, account: &str) -> Result<(), Failure> {
    let of = owner(app, account)?;
    let mut lines = Vec::new();
    for (level, words) in [(Delegation::Read, "reads"), (Delegation::Write, "writes")] {
        let delegates = app.store.read::<_, StoreError, _>(|tx| tx.delegates(of.id, level)).map_err(Failure::of)?;
        lines.extend(delegates.iter().map(|delegate| format!("{:<20} {words}\n", delegate.name)));
    }
    if lines.is_empty() {
        print(&format!("Nobody acts for {account}.\n"));
    }
    lines.iter().for_each(|line| print(line));
    Ok(())
}
