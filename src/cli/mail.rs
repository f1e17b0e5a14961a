//! `rsvpd mail`: the queues, and mail handed over by pipe.

use std::io::Read;

use clap::Subcommand;

use super::{EX_NOUSER, EX_TEMPFAIL, Failure, harmless, opened, print};
use crate::config::Config;
use crate::guest::Keys;
use crate::imip::mailbox;
use crate::mail::Address;
use crate::schedule::{self, App};
use crate::server;
use crate::store::{SpoolState, StoreError, Tx};

/// Rows shown at most.
const SHOWN: usize = 200;

#[derive(Subcommand)]
pub(super) enum MailCommand {
    /// Show the mails that wait, failed or left lately
    Queue,
    /// Send mails that a restore held back
    #[command(
        after_help = "A mail that waited when a backup was made may have left before it was restored. Look with `rsvpd mail queue` and release what guests have missed: a mail that is sent twice has the same Message-ID, and says what the meeting was when it was caused."
    )]
    Release {
        /// Their numbers, as `rsvpd mail queue` shows them
        #[arg(required_unless_present = "all", value_name = "NUMBER")]
        ids: Vec<i64>,
        /// All that are held
        #[arg(long, conflicts_with = "ids")]
        all: bool,
    },
    /// Take a mail from standard input, for an address of this server
    #[command(
        after_help = "Example, as a pipe transport of a mail server:\n  rsvpd mail ingest --rcpt \"$RECIPIENT\" --from \"$SENDER\"\n\nExit code 0: the mail is stored. 67: nobody here has the address. 75: try again later."
    )]
    Ingest {
        /// The envelope recipient
        #[arg(long)]
        rcpt: String,
        /// The envelope sender
        #[arg(long, default_value = "", hide_default_value = true)]
        from: String,
    },
    /// Look at mails that could not be used
    #[command(subcommand)]
    Quarantine(QuarantineCommand),
    /// Say to whom no invitations are mailed: those who asked for it or called them spam, and for 90 days addresses at
    /// which nobody is
    #[command(subcommand)]
    Suppressed(SuppressedCommand),
}

#[derive(Subcommand)]
pub(super) enum SuppressedCommand {
    /// List the addresses
    List,
    /// Mail no invitations to an address
    Add {
        /// The address
        address: String,
    },
    /// Mail them again
    Remove {
        /// The address
        address: String,
    },
}

#[derive(Subcommand)]
pub(super) enum QuarantineCommand {
    /// List them, newest first
    List,
    /// Print one
    Show {
        /// Its number
        id: i64,
    },
    /// Read one again
    Retry {
        /// Its number
        id: i64,
    },
    /// Let a held answer count, because you know who sent it
    Accept {
        /// Its number
        id: i64,
    },
    /// Delete one
    Drop {
        /// Its number
        id: i64,
    },
}

pub(super) async fn obey(config: Config, command: MailCommand) -> Result<(), Failure> {
    match command {
        MailCommand::Queue => queue(&opened(config)?),
        MailCommand::Release { ids, .. } => release(&opened(config)?, &ids).await,
        MailCommand::Ingest { rcpt, from } => ingest(config, rcpt, from).await,
        MailCommand::Quarantine(command) => quarantine(&opened(config)?, command).await,
        MailCommand::Suppressed(command) => suppressed(&opened(config)?, command).await,
    }
}

async fn suppressed(app: &App, command: SuppressedCommand) -> Result<(), Failure> {
    let parsed = |address: &str| {
        Address::parse(address).map_err(|_| Failure { code: EX_NOUSER, words: format!("{address:?} is no address") })
    };
    match command {
        SuppressedCommand::List => {
            let now = app.clock.now();
            let all = app.store.read::<_, StoreError, _>(|tx| tx.all_suppressed(SHOWN, now)).map_err(Failure::of)?;
            for one in &all {
                let until = one.until.map_or_else(String::new, |until| format!(", until {}", until.format("%Y-%m-%d")));
                let line = format!("{}  {:<32} {}{until}", one.at.format("%Y-%m-%d %H:%M"), one.address, one.reason);
                print(&format!("{}\n", harmless(&line)));
            }
            if all.is_empty() {
                print("Invitations are mailed to everybody.\n");
            }
            Ok(())
        }
        SuppressedCommand::Add { address } => {
            let (address, now) = (parsed(&address)?, app.clock.now());
            let add = move |tx: &mut Tx<'_>| tx.suppress(address.key(), "the admin of this server has said so", now);
            app.store.write::<_, StoreError, _>(add).await.map_err(Failure::of)
        }
        SuppressedCommand::Remove { address } => {
            let address = parsed(&address)?;
            let removed = app.store.write::<_, StoreError, _>(move |tx| tx.unsuppress(address.key())).await;
            match removed.map_err(Failure::of)? {
                true => Ok(()),
                false => Err(Failure::of("invitations were mailed to this address all along")),
            }
        }
    }
}

fn queue(app: &App) -> Result<(), Failure> {
    let rows = app.store.read::<_, StoreError, _>(|tx| tx.outbox(SHOWN)).map_err(Failure::of)?;
    if rows.is_empty() {
        print("The outbox is empty.\n");
    }
    if rows.len() == SHOWN {
        print(&format!("Only the first {SHOWN} are shown, those that wait first.\n"));
    }
    for row in rows {
        let mail = &row.mail;
        let said =
            if row.last_text.is_empty() { String::new() } else { format!("  {} {}", row.last_code, row.last_text) };
        print(&format!(
            "{:>6}  {:<10} {:<14} {:<32} attempt {}  next {}  {}{said}\n",
            row.id,
            row.state.as_str(),
            mail.method,
            mail.recipient,
            row.attempt,
            row.next_at.format("%Y-%m-%d %H:%M"),
            mail.uid,
        ));
    }
    Ok(())
}

/// Lets mails leave that a restore held back: these, or with none named all.
async fn release(app: &App, ids: &[i64]) -> Result<(), Failure> {
    let ids = if ids.is_empty() { all_held(app)? } else { ids.to_vec() };
    let mut released = 0;
    for id in ids {
        let rules = app.rules();
        let done = app.store.write::<_, StoreError, _>(move |tx| schedule::release_held(tx, &rules, id)).await;
        if !done.map_err(Failure::of)? {
            return Err(Failure::of(format!("no mail {id} is held; `rsvpd mail queue` shows those that are")));
        }
        released += 1;
    }
    print(&match released {
        0 => "No mail is held.\n".to_owned(),
        1 => "1 mail will be sent by the running server\n".to_owned(),
        many => format!("{many} mails will be sent by the running server\n"),
    });
    Ok(())
}

fn all_held(app: &App) -> Result<Vec<i64>, Failure> {
    let mut ids: Vec<i64> = Vec::new();
    loop {
        let after = ids.last().copied().unwrap_or(0);
        let rows = app.store.read::<_, StoreError, _>(|tx| tx.held(after, SHOWN)).map_err(Failure::of)?;
        if rows.is_empty() {
            return Ok(ids);
        }
        ids.extend(rows.iter().map(|row| row.id));
    }
}

async fn ingest(config: Config, rcpt: String, from: String) -> Result<(), Failure> {
    let most = config.limits.mail_bytes;
    let mut raw = Vec::new();
    let read = std::io::stdin().take(most as u64 + 1).read_to_end(&mut raw);
    read.map_err(|error| Failure::passing(format!("the mail cannot be read: {error}")))?;
    if raw.is_empty() || raw.len() > most {
        return Err(Failure::of(format!("a mail has 1 to {most} bytes; this one has {}", raw.len())));
    }
    // Whatever is wrong here, such as a folder without a database, the mail server keeps the mail.
    let app = opened(config).map_err(|failure| Failure { code: EX_TEMPFAIL, ..failure })?;
    let keys = app.store.write::<_, StoreError, _>(Keys::of).await.map_err(Failure::passing)?;
    let Ok(address) = Address::parse(&rcpt) else {
        // A mail server bounces.
        return Err(Failure { code: EX_NOUSER, words: format!("{rcpt:?} is no address") });
    };
    let found = app.store.read::<_, StoreError, _>(|tx| mailbox(tx, &keys, &app.config, &address));
    if found.map_err(Failure::passing)?.is_none() {
        return Err(Failure { code: EX_NOUSER, words: format!("nobody here has the address {rcpt}") });
    }
    server::spool(&app, "pipe", "", "", &from, vec![rcpt], with_crlf(raw)).await.map_err(Failure::passing)
}

/// Line ends as mail has them: pipes deliver bare LF.
fn with_crlf(raw: Vec<u8>) -> Vec<u8> {
    let mut out = Vec::with_capacity(raw.len() + raw.len() / 40);
    let mut before = 0;
    for byte in raw {
        if byte == b'\n' && before != b'\r' {
            out.push(b'\r');
        }
        out.push(byte);
        before = byte;
    }
    out
}

async fn quarantine(app: &App, command: QuarantineCommand) -> Result<(), Failure> {
    let now = app.clock.now();
    match command {
        QuarantineCommand::List => list(app),
        QuarantineCommand::Show { id } => show(app, id),
        QuarantineCommand::Retry { id } => {
            let done = app.store.write::<_, StoreError, _>(move |tx| tx.retry_quarantined(id, now)).await;
            found(id, done.map_err(Failure::of)?, "will be read again by the running server")
        }
        QuarantineCommand::Accept { id } => {
            let done = app.store.write::<_, StoreError, _>(move |tx| tx.accept_quarantined(id, now)).await;
            found(id, done.map_err(Failure::of)?, "will be read again and counted by the running server")
        }
        QuarantineCommand::Drop { id } => {
            let done = app.store.write::<_, StoreError, _>(move |tx| tx.drop_quarantined(id)).await;
            found(id, done.map_err(Failure::of)?, "dropped")
        }
    }
}

fn found(id: i64, done: bool, words: &str) -> Result<(), Failure> {
    if !done {
        return Err(Failure::of(format!("there is no quarantined mail {id}; `rsvpd mail quarantine list` shows all")));
    }
    print(&format!("{id}: {words}\n"));
    Ok(())
}

fn list(app: &App) -> Result<(), Failure> {
    let rows =
        app.store.read::<_, StoreError, _>(|tx| tx.spool(SpoolState::Quarantined, SHOWN)).map_err(Failure::of)?;
    if rows.is_empty() {
        print("Nothing is in quarantine.\n");
    }
    for row in rows {
        let when = row.received.format("%Y-%m-%d %H:%M");
        print(&format!(
            "{:>6}  {when}  from {:<30} to {}\n        {}\n",
            row.id, row.mail_from, row.recipient, row.outcome
        ));
    }
    Ok(())
}

fn show(app: &App, id: i64) -> Result<(), Failure> {
    let row = app.store.read::<_, StoreError, _>(|tx| tx.spooled(id)).map_err(Failure::of)?;
    let Some(row) = row else {
        return found(id, false, "");
    };
    print(&harmless(&String::from_utf8_lossy(&row.raw)));
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_piped_mail_gets_the_line_ends_of_mail() {
        assert_eq!(with_crlf(b"a\nb\r\nc\n".to_vec()), b"a\r\nb\r\nc\r\n");
    }
}
