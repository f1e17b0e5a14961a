//! `rsvpd group`: several accounts under one name.

use clap::Subcommand;

use super::{Failure, print};
use crate::account::{self, AccountError};
use crate::schedule::App;
use crate::store::{PrincipalKind, StoreError};

#[derive(Subcommand)]
pub(super) enum GroupCommand {
    /// Add a group; what is granted to it is granted to each member
    #[command(
        after_help = "Examples:\n  rsvpd group add staff --name \"All staff\" --manager alice\n  rsvpd user set staff --alias staff@example.org\n\nPeople invite a group by its name at the mail host, or by an alias: its members are invited one by one."
    )]
    Add {
        /// The name in addresses: a-z, 0-9, dot, dash, underscore
        group: String,
        /// The name for people
        #[arg(long, default_value = "", hide_default_value = true)]
        name: String,
        /// The account that may change the members from its calendar program
        #[arg(long)]
        manager: Option<String>,
    },
    /// List all groups with their members
    List,
    /// Delete a group; its members stay
    Delete {
        /// The group
        group: String,
        /// Really delete
        #[arg(long)]
        yes: bool,
    },
    /// Change who is in a group
    #[command(subcommand)]
    Member(MemberCommand),
}

#[derive(Subcommand)]
pub(super) enum MemberCommand {
    /// Put an account, or another group, into a group
    Add {
        /// The group
        group: String,
        /// The account or group
        member: String,
    },
    /// Take an account or group out of a group
    Remove {
        /// The group
        group: String,
        /// The account or group
        member: String,
    },
}

pub(super) async fn obey(app: &App, command: GroupCommand) -> Result<(), Failure> {
    match command {
        GroupCommand::Add { group, name, manager } => {
            let added = account::add_group(&app.store, group.clone(), name, manager, app.clock.now()).await;
            added.map_err(Failure::of)?;
            let host = &app.config.mail.host;
            print(&format!("{group}: done; who invites {group}@{host} invites everybody in it\n"));
            Ok(())
        }
        GroupCommand::List => list(app),
        GroupCommand::Delete { group, yes } => delete(app, group, yes).await,
        GroupCommand::Member(MemberCommand::Add { group, member }) => {
            let words = format!("{member} is in {group}\n");
            let now = app.clock.now();
            app.store.write(move |tx| account::add_member(tx, &group, &member, now)).await.map_err(Failure::of)?;
            print(&words);
            Ok(())
        }
        GroupCommand::Member(MemberCommand::Remove { group, member }) => {
            let (team, who, now) = (group.clone(), member.clone(), app.clock.now());
            let was =
                app.store.write(move |tx| account::remove_member(tx, &team, &who, now)).await.map_err(Failure::of)?;
            print(&match was {
                true => format!("{member} is not in {group} any more\n"),
                false => format!("{member} was not in {group}\n"),
            });
            Ok(())
        }
    }
}

fn list(app: &App) -> Result<(), Failure> {
    let lines = app.store.read::<_, StoreError, _>(|tx| {
        let mut lines = Vec::new();
        for group in tx.principals()?.into_iter().filter(|principal| principal.kind == PrincipalKind::Group) {
            let members: Vec<String> = tx.members(group.id)?.into_iter().map(|member| member.name).collect();
            lines.push(format!("{:<20} {:<30} {}\n", group.name, group.display_name, members.join(", ")));
        }
        Ok(lines)
    });
    let lines = lines.map_err(Failure::of)?;
    if lines.is_empty() {
        print("There are no groups yet. Add one: rsvpd group add staff\n");
    }
    lines.iter().for_each(|line| print(line));
    Ok(())
}

async fn delete(app: &App, group: String, yes: bool) -> Result<(), Failure> {
    if !yes {
        return Err(Failure::of(format!("this deletes the group {group}; say it with --yes")));
    }
    let (name, now) = (group.clone(), app.clock.now());
    let deleted = app.store.write::<_, AccountError, _>(move |tx| account::delete_group(tx, &name, now));
    deleted.await.map_err(Failure::of)?;
    print(&format!("{group}: deleted\n"));
    Ok(())
}
