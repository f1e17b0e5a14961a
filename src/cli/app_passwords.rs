//! `rsvpd app-password`: passwords for one program each.

use clap::Subcommand;

use super::{Failure, harmless, owner, person, print};
use crate::account::app_password::{self, Wish};
use crate::schedule::App;
use crate::store::{Scope, StoreError};

#[derive(Subcommand)]
pub(super) enum AppPasswordCommand {
    /// Make an app password; it is printed once and kept nowhere
    #[command(
        after_help = "Examples:\n  rsvpd app-password add alice Phone\n  rsvpd app-password add alice \"Wall display\" --opens read-only --days 365\n\nExit code 67: no such account."
    )]
    Add {
        /// The account
        account: String,
        /// Which program or device it is for
        name: String,
        /// What it opens: everything, calendars, contacts, read-only
        #[arg(long, default_value = "everything", value_parser = scope)]
        opens: Scope,
        /// How many days it works [default: until it is removed]
        #[arg(long)]
        days: Option<u32>,
    },
    /// List the app passwords of an account
    List {
        /// The account
        account: String,
    },
    /// Remove an app password; the program that has it is locked out at once
    #[command(after_help = "Example:\n  rsvpd app-password remove alice 3\n\nThe number is in the list.")]
    Remove {
        /// The account
        account: String,
        /// Its number in the list
        number: i64,
    },
}

fn scope(word: &str) -> Result<Scope, String> {
    Scope::of_word(word).ok_or_else(|| "write everything, calendars, contacts or read-only".to_owned())
}

pub(super) async fn obey(app: &App, command: AppPasswordCommand) -> Result<(), Failure> {
    match command {
        AppPasswordCommand::Add { account, name, opens, days } => {
            let owner = person(app, &account)?.id;
            let wish = Wish { name: name.clone(), scope: opens, days };
            let secret = app_password::make(&app.store, owner, wish, app.clock.now()).await.map_err(Failure::of)?;
            print(&format!("{account}: the app password for {name} is {secret}\n"));
            Ok(())
        }
        AppPasswordCommand::List { account } => list(app, &account),
        AppPasswordCommand::Remove { account, number } => {
            let owner = owner(app, &account)?.id;
            let removed = app.store.write::<_, StoreError, _>(move |tx| tx.remove_app_password(owner, number)).await;
            match removed.map_err(Failure::of)? {
                true => {
                    print(&format!("{account}: removed\n"));
                    Ok(())
                }
                false => Err(Failure::of(format!(
                    "{account} has no app password {number}; `rsvpd app-password list {account}` shows all"
                ))),
            }
        }
    }
}

fn list(app: &App, account: &str) -> Result<(), Failure> {
    let owner = owner(app, account)?.id;
    let passwords = app.store.read::<_, StoreError, _>(|tx| tx.app_passwords(owner)).map_err(Failure::of)?;
    if passwords.is_empty() {
        print(&format!("{account} has no app passwords. Make one: rsvpd app-password add {account} Phone\n"));
    }
    for password in passwords {
        let used = password.used.map_or_else(|| "never".to_owned(), |used| used.format("%Y-%m-%d %H:%M").to_string());
        let ends = password.expires.map_or_else(String::new, |ends| format!(", until {}", ends.format("%Y-%m-%d")));
        let (id, scope, name) = (password.id, password.scope.word(), harmless(&password.name));
        print(&format!("{id:>6}  {scope:<10}  used {used:<16}  {name}{ends}\n"));
    }
    Ok(())
}
