//! `rsvpd user`: accounts.

use std::io::Read;

use clap::Subcommand;

use super::{Failure, owner, person, print};
use crate::account::{self, NewAccount};
use crate::mail::Address;
use crate::schedule::{self, App};
use crate::store::{OwnQuota, PrincipalKind, StoreError};

#[derive(Subcommand)]
pub(super) enum UserCommand {
    /// Add an account; a person's password is printed unless it comes by standard input
    #[command(
        after_help = "Examples:\n  rsvpd user add alice --email alice@example.org --name \"Alice Example\"\n  pass show alice | rsvpd user add alice --email alice@example.org --password-stdin"
    )]
    Add {
        /// The name at sign-in: a-z, 0-9, dot, dash, underscore
        account: String,
        /// The e-mail address
        #[arg(long)]
        email: String,
        /// The name for people [default: the account's name]
        #[arg(long, default_value = "", hide_default_value = true)]
        name: String,
        /// What it is: a person, or a room or resource that people invite
        #[arg(long, value_parser = ["individual", "room", "resource"], default_value = "individual")]
        kind: String,
        /// Read the password from standard input
        #[arg(long)]
        password_stdin: bool,
    },
    /// List all accounts
    List,
    /// Give an account a new password; it is printed unless it comes by standard input
    Passwd {
        /// The account
        account: String,
        /// Read the password from standard input
        #[arg(long)]
        password_stdin: bool,
    },
    /// Show how much an account stores and may store, or give it a quota of its own
    #[command(
        after_help = "Examples:\n  rsvpd user quota alice\n  rsvpd user quota alice --bytes 5368709120\n  rsvpd user quota alice --object-bytes 262144\n  rsvpd user quota alice --usual"
    )]
    Quota {
        /// The account
        account: String,
        /// Bytes of its objects and files
        #[arg(long, value_parser = clap::value_parser!(i64).range(0..))]
        bytes: Option<i64>,
        /// Objects, files and folders
        #[arg(long, value_parser = clap::value_parser!(i64).range(0..))]
        objects: Option<i64>,
        /// Bytes of one event, task or card; no more than limits.object_bytes
        #[arg(long, value_parser = clap::value_parser!(i64).range(schedule::SMALL_OBJECT..))]
        object_bytes: Option<i64>,
        /// Let limits.quota_bytes, limits.quota_objects and limits.object_bytes hold again
        #[arg(long, conflicts_with_all = ["bytes", "objects", "object_bytes"])]
        usual: bool,
    },
    /// Change how the server works for a person
    #[command(
        after_help = "Examples:\n  rsvpd user set alice --alias alice.example@example.org\n  rsvpd user set alice --client-sends-invitations true\n\nAn alias is an address of the person like the first: who invites it invites her. It is not taken away while\nmeetings that are not over are held under it.\n\n--client-sends-invitations is for people whose calendar program mails invitations itself, as Thunderbird does where\nclient-side email scheduling is preferred: the server then mails nothing to guests elsewhere in the person's name,\nfrom whatever program. People of this server are still invited at once."
    )]
    Set {
        /// The account
        account: String,
        /// Whether the person's calendar program mails invitations and answers itself
        #[arg(long, value_name = "true|false", num_args = 0..=1, default_missing_value = "true", action = clap::ArgAction::Set)]
        client_sends_invitations: Option<bool>,
        /// One more address of this person
        #[arg(long, value_name = "ADDRESS")]
        alias: Vec<String>,
        /// An address that is this person's no longer
        #[arg(long, value_name = "ADDRESS")]
        remove_alias: Vec<String>,
    },
    /// Delete an account with its calendars; nobody is told
    #[command(after_help = "Example:\n  rsvpd user delete alice --yes")]
    Delete {
        /// The account
        account: String,
        /// Really delete
        #[arg(long)]
        yes: bool,
    },
}

pub(super) async fn obey(app: &App, command: UserCommand) -> Result<(), Failure> {
    match command {
        UserCommand::Add { account, email, name, kind, password_stdin } => {
            at_home(app, &email)?;
            let kind = PrincipalKind::of(&kind);
            // Rooms and resources do not sign in: whoever looks after one manages it.
            let needs_none = kind != PrincipalKind::Individual && !password_stdin;
            let made = if needs_none { None } else { Some(password(password_stdin)?) };
            let (name_at_sign_in, password) = (account.clone(), made.as_ref().map(|(password, _)| password.clone()));
            let new = NewAccount { kind, name: name_at_sign_in, display_name: name, email, password };
            account::add(&app.store, new, app.clock.now()).await.map_err(Failure::of)?;
            match made {
                Some((password, is_new)) => {
                    said(&account, &password, is_new);
                    print(&format!("CalDAV address: {}/\n", app.config.public_url()));
                }
                None => print(&format!(
                    "{account}: done; it does not sign in. Its answers: rsvpd room set {account} --policy automatic\n"
                )),
            }
            Ok(())
        }
        UserCommand::List => list(app),
        UserCommand::Passwd { account, password_stdin } => {
            person(app, &account)?;
            let (password, is_new) = password(password_stdin)?;
            account::set_password(&app.store, account.clone(), password.clone()).await.map_err(Failure::of)?;
            said(&account, &password, is_new);
            Ok(())
        }
        UserCommand::Quota { account, bytes, objects, object_bytes, usual } => {
            owner(app, &account)?;
            quota(app, account, OwnQuota { bytes, objects, object_bytes }, usual).await
        }
        UserCommand::Set { account, client_sends_invitations, alias, remove_alias } => {
            owner(app, &account)?;
            for address in &alias {
                at_home(app, address)?;
            }
            aliases(app, account.clone(), alias, remove_alias).await?;
            match client_sends_invitations {
                Some(client_sends) => set(app, account, client_sends).await,
                None => Ok(()),
            }
        }
        UserCommand::Delete { account, yes } => delete(app, account, yes).await,
    }
}

/// Refuses an address outside the configured domains: guests would answer to somebody else.
fn at_home(app: &App, email: &str) -> Result<(), Failure> {
    if Address::parse(email).is_err() {
        return Err(Failure::of(account::AccountError::BadAddress(email.to_owned())));
    }
    let domains = &app.config.mail.domains;
    let domain = email.rsplit_once('@').map_or("", |(_, domain)| domain);
    let is_known = domains.iter().chain([&app.config.mail.host]).any(|known| known.eq_ignore_ascii_case(domain));
    if domains.is_empty() || is_known {
        return Ok(());
    }
    let known = domains.join(", ");
    Err(Failure::of(format!("{email} is not at {known}; correct the address, or add {domain:?} to mail.domains")))
}

/// The password, and whether it was made here and has to be shown.
fn password(from_stdin: bool) -> Result<(String, bool), Failure> {
    if !from_stdin {
        return Ok((account::new_password().map_err(Failure::of)?, true));
    }
    let mut text = String::new();
    let read = std::io::stdin().take(4096).read_to_string(&mut text);
    read.map_err(|error| Failure::of(format!("the password cannot be read: {error}")))?;
    Ok((text.trim_end_matches(['\r', '\n']).to_owned(), false))
}

fn said(account: &str, password: &str, is_new: bool) {
    match is_new {
        true => print(&format!("{account}: the password is {password}\n")),
        false => print(&format!("{account}: done\n")),
    }
}

fn list(app: &App) -> Result<(), Failure> {
    let people = app.store.read::<_, StoreError, _>(|tx| tx.principals()).map_err(Failure::of)?;
    if people.is_empty() {
        print("There are no accounts yet. Add one: rsvpd user add alice --email alice@example.org\n");
    }
    for one in people {
        print(&format!("{:<20} {:<10} {:<30} {}\n", one.name, one.kind.as_str(), one.email, one.display_name));
    }
    Ok(())
}

/// Gives an account the bounds that are named and leaves the others as they are, or takes all back; then shows them.
async fn quota(app: &App, account: String, wanted: OwnQuota, usual: bool) -> Result<(), Failure> {
    let name = account.clone();
    let found = app.store.write::<_, StoreError, _>(move |tx| {
        let Some(principal) = tx.principal_by_name(&name)? else { return Ok(None) };
        let (used, own) = tx.usage(principal.id)?;
        let own = match usual {
            true => OwnQuota::default(),
            false => OwnQuota {
                bytes: wanted.bytes.or(own.bytes),
                objects: wanted.objects.or(own.objects),
                object_bytes: wanted.object_bytes.or(own.object_bytes),
            },
        };
        tx.set_quota(&name, own)?;
        Ok(Some((used, own)))
    });
    let found = found.await.map_err(Failure::of)?;
    let (used, own) = found.ok_or_else(|| Failure::of(account::AccountError::Unknown(account.clone())))?;
    let most = schedule::quota(&app.config, own);
    print(&format!(
        "{account}: {} of {} bytes, {} of {} objects, {} bytes at most in one of them\n",
        used.bytes,
        most.bytes,
        used.objects,
        most.objects,
        schedule::object_bytes(&app.config, own)
    ));
    Ok(())
}

/// Gives and takes addresses, and shows those there are then.
async fn aliases(app: &App, account: String, add: Vec<String>, remove: Vec<String>) -> Result<(), Failure> {
    let (name, rules) = (account.clone(), app.rules());
    let set = app.store.write(move |tx| schedule::set_aliases(tx, &rules, &name, &add, &remove));
    let addresses = set.await.map_err(Failure::of)?;
    print(&format!("{account}: {}\n", addresses.join(", ")));
    Ok(())
}

async fn set(app: &App, account: String, client_sends: bool) -> Result<(), Failure> {
    let name = account.clone();
    let set = app.store.write::<_, StoreError, _>(move |tx| tx.set_client_sends(&name, client_sends));
    if !set.await.map_err(Failure::of)? {
        return Err(Failure::of(account::AccountError::Unknown(account)));
    }
    let who = if client_sends { "the calendar program" } else { "the server" };
    print(&format!("{account}: {who} mails guests elsewhere\n"));
    Ok(())
}

async fn delete(app: &App, account: String, yes: bool) -> Result<(), Failure> {
    if !yes {
        return Err(Failure::of(format!("this deletes {account} and all calendars of {account}; say it with --yes")));
    }
    owner(app, &account)?;
    let name = account.clone();
    let deleted =
        app.store.write::<_, StoreError, _>(move |tx| tx.delete_principal(&name)).await.map_err(Failure::of)?;
    match deleted {
        true => {
            print(&format!("{account}: deleted\n"));
            Ok(())
        }
        false => Err(Failure::of(account::AccountError::Unknown(account))),
    }
}
