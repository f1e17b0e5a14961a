//! The commands: what was typed becomes a call of a room, and what comes back becomes words and an exit code.

mod app_passwords;
mod attachments;
mod backup;
mod cards;
mod delegates;
mod demo;
mod dns;
mod export;
mod feed;
mod folder;
mod groups;
mod import;
mod mail;
mod meeting;
mod people;
mod progress;
mod rooms;
mod shares;
mod subscribe;

use std::fmt;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::clock::Clock;
use crate::config::{self, Config};
use crate::id::PrincipalId;
use crate::observe;
use crate::schedule::App;
use crate::server::{self, CannotStart, Server};
use crate::store::{self, BackupError, Calendar, CalendarKind, Principal, PrincipalKind, StoreError, Tx};

/// Exit code for input that cannot be used (sysexits `EX_DATAERR`).
const EX_DATAERR: u8 = 65;
/// Exit code for input that is not there (sysexits `EX_NOINPUT`).
const EX_NOINPUT: u8 = 66;
/// Exit code for an account or address nobody has (sysexits `EX_NOUSER`).
const EX_NOUSER: u8 = 67;
/// Exit code for a file that cannot be written (sysexits `EX_CANTCREAT`).
const EX_CANTCREAT: u8 = 73;
/// Exit code for a mistake in the configuration or the command (sysexits `EX_CONFIG`).
const EX_CONFIG: u8 = 78;
/// Exit code for trouble that may pass (sysexits `EX_TEMPFAIL`): a mail server tries again.
const EX_TEMPFAIL: u8 = 75;

#[derive(Parser)]
#[command(
    name = "rsvpd",
    version,
    about = "A self-hosted calendar server: CalDAV for your people, e-mail invitations for everybody else.",
    after_help = "Examples:\n  rsvpd demo                                    try it, with guests who answer by themselves\n  rsvpd config > rsvpd.toml                     a configuration file with every key explained\n  rsvpd user add alice --email alice@example.org\n  rsvpd serve"
)]
struct Arguments {
    /// The configuration file [default: rsvpd.toml, if there is one]
    #[arg(long, global = true, value_name = "FILE", display_order = 1_000)]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the server
    #[command(
        after_help = "Example:\n  rsvpd serve --config /etc/rsvpd.toml\n\nStops on SIGINT and SIGTERM, after open requests and deliveries have ended. Exit\ncode 75: an address or the data folder is in use, or the database fails; try again. 78: a setting cannot be used."
    )]
    Serve,
    /// Try everything at once: three people, a calendar, and guests who answer by themselves
    #[command(
        after_help = "Example:\n  rsvpd demo --data demo --listen 127.0.0.1:8080\n\nNo mail leaves: all of it is caught and shown on a page."
    )]
    Demo(demo::DemoArguments),
    /// Add, list and change accounts
    #[command(subcommand)]
    User(people::UserCommand),
    /// Secret addresses under which a calendar can be read without signing in
    #[command(subcommand)]
    Feed(feed::FeedCommand),
    /// Make, list and remove passwords for one program each
    #[command(subcommand)]
    AppPassword(app_passwords::AppPasswordCommand),
    /// Let an account act for another: look at everything, or change it too
    #[command(subcommand)]
    Delegate(delegates::DelegateCommand),
    /// Invite accounts to share a calendar of another
    #[command(subcommand)]
    Share(shares::ShareCommand),
    /// Add, list and change groups of accounts
    #[command(subcommand)]
    Group(groups::GroupCommand),
    /// Say how rooms and resources answer invitations
    #[command(subcommand)]
    Room(rooms::RoomCommand),
    /// Look at the mail queues, or hand over a mail
    #[command(subcommand)]
    Mail(mail::MailCommand),
    /// Take over calendars and address books from files; nobody is told of anything
    #[command(
        after_help = "Examples:\n  rsvpd import alice export.ics\n  rsvpd import alice export.ics --calendar work\n  rsvpd import alice friends.vcf --book friends\n  rsvpd import alice https://cloud.example.org/export.ics\n  rsvpd import alice https://alice:app-password@cloud.example.org/remote.php/dav/calendars/alice/personal/?export\n  rsvpd import alice /var/lib/radicale/collections/collection-root/alice\n\nObjects that are stored already are left alone, so the command can be given again; --replace takes the file's\ntext where it differs. Exit code 0: all is stored. 65: some were refused, the others are stored. 66: there is nothing to\nread. 67: no such account."
    )]
    Import(import::ImportArguments),
    /// Let a calendar of somebody else's appear in a person's home, kept up to date and only to be read
    #[command(
        after_help = "Examples:\n  rsvpd subscribe alice webcal://holidays.example/de.ics --refresh P1D\n  rsvpd subscribe alice                            what there is, and how the last look ended\n  rsvpd subscribe alice --remove holidays.example"
    )]
    Subscribe(subscribe::SubscribeArguments),
    /// Write calendars and address books to files
    #[command(
        after_help = "Examples:\n  rsvpd export alice --out alice                    a folder for each calendar and book, a file for each object (vdir)\n  rsvpd export alice --calendar work --out work.ics\n  rsvpd export alice --calendar work > work.ics\n  rsvpd export alice --book guests --out guests.vcf\n  rsvpd export --all --out everybody                a folder for each person\n\nExit code 67: no such account. 73: a file cannot be written."
    )]
    Export(export::ExportArguments),
    /// Write the whole database to a file, while the server runs
    #[command(
        after_help = "Example:\n  rsvpd backup /backup/rsvpd-$(date +%F)\n\nThe file is checked before it gets its name, and holds password hashes and keys: keep it private. Keep the\nconfiguration and its key files too. Exit code 65: the database is damaged. 66: there is none. 73: the file cannot be\nwritten. 75: try again later."
    )]
    Backup(backup::BackupArguments),
    /// Make a backup the database; the server must not run
    #[command(
        after_help = "Example:\n  rsvpd restore /backup/rsvpd-2026-03-02\n\nMails that waited when the backup was made are held back, since they may have left. Exit code 65: the file is no whole\nbackup. 66: there is no file. 73: there is a database already, or it cannot be written. 75: the server runs."
    )]
    Restore(backup::RestoreArguments),
    /// Decide about proposed times and uninvited answers, and about what guests see
    #[command(subcommand)]
    Meeting(meeting::MeetingCommand),
    /// Show what happened to a meeting
    #[command(after_help = "Example:\n  rsvpd timeline 5f0c8f2e-6a1b-4a8e-9a53-1f5d0c7e2b11")]
    Timeline {
        /// The meeting's UID
        uid: String,
    },
    /// Print the DNS records by which programs and answers find this server, and its mails are believed
    #[command(after_help = "Example:\n  rsvpd dns >> example.org.zone")]
    Dns,
    /// Print a configuration file with every key, its default and its explanation
    #[command(after_help = "Example:\n  rsvpd config > rsvpd.toml")]
    Config,
}

/// Why a command failed: in words, and as an exit code.
#[derive(Debug)]
struct Failure {
    code: u8,
    words: String,
}

impl Failure {
    fn of(error: impl fmt::Display) -> Failure {
        Failure { code: 1, words: error.to_string() }
    }

    fn passing(error: impl fmt::Display) -> Failure {
        Failure { code: EX_TEMPFAIL, words: error.to_string() }
    }
}

impl From<config::BadConfig> for Failure {
    fn from(error: config::BadConfig) -> Failure {
        let words = format!("{error}\n`rsvpd config` prints every key with its explanation.");
        Failure { code: EX_CONFIG, words }
    }
}

impl From<CannotStart> for Failure {
    fn from(error: CannotStart) -> Failure {
        match error {
            CannotStart::Setting(words) => Failure { code: EX_CONFIG, words },
            CannotStart::Trouble(words) => Failure { code: EX_TEMPFAIL, words },
        }
    }
}

/// Runs the command that was typed.
pub fn run() -> ExitCode {
    let arguments = Arguments::parse();
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(workers()).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&Failure::of(format!("no threads could be started: {error}"))),
    };
    match runtime.block_on(obey(arguments)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failed(&failure),
    }
}

/// One thread for each processor, and never one alone: while it waits for the disk another answers.
fn workers() -> usize {
    std::thread::available_parallelism().map_or(2, |processors| processors.get().max(2))
}

fn failed(failure: &Failure) -> ExitCode {
    eprintln!("rsvpd: {}", failure.words);
    ExitCode::from(failure.code)
}

async fn obey(arguments: Arguments) -> Result<(), Failure> {
    if let Command::Config = arguments.command {
        print(&config::explained());
        return Ok(());
    }
    if let Command::Demo(wishes) = arguments.command {
        return demo::demo(wishes).await;
    }
    let config = configured(&arguments)?;
    match arguments.command {
        Command::Serve => serve(config).await,
        Command::User(command @ people::UserCommand::Add { .. }) => people::obey(&founded(config)?, command).await,
        Command::User(command) => people::obey(&opened(config)?, command).await,
        Command::Feed(command) => feed::obey(&opened(config)?, command).await,
        Command::AppPassword(command) => app_passwords::obey(&opened(config)?, command).await,
        Command::Dns => {
            print(&dns::records(&config)?);
            Ok(())
        }
        Command::Delegate(command) => delegates::obey(&opened(config)?, command).await,
        Command::Share(command) => shares::obey(&opened(config)?, command).await,
        Command::Group(command) => groups::obey(&opened(config)?, command).await,
        Command::Room(command) => rooms::obey(&opened(config)?, command).await,
        Command::Mail(command) => mail::obey(config, command).await,
        Command::Import(wishes) => import::import(&opened(config)?, wishes).await,
        Command::Subscribe(wishes) => subscribe::subscribe(&opened(config)?, wishes).await,
        Command::Export(wishes) => export::export(&opened(config)?, &wishes),
        Command::Backup(wishes) => backup::backup(&config, &wishes),
        Command::Restore(wishes) => backup::restore(&config, &wishes),
        Command::Meeting(command) => meeting::obey(&opened(config)?, command).await,
        Command::Timeline { uid } => timeline(&opened(config)?, &uid),
        Command::Config | Command::Demo(_) => Ok(()),
    }
}

/// The configuration. A mail server that hands over a mail keeps it and tries again, whatever is wrong here.
fn configured(arguments: &Arguments) -> Result<Config, Failure> {
    let loaded = Config::load(arguments.config.as_deref()).map_err(Failure::from);
    match arguments.command {
        Command::Mail(mail::MailCommand::Ingest { .. }) => {
            loaded.map_err(|failure| Failure { code: EX_TEMPFAIL, ..failure })
        }
        _ => loaded,
    }
}

/// The store and settings, for commands that work beside a running server or without one. A command that was given in the
/// wrong folder must not make a database there.
fn opened(config: Config) -> Result<App, Failure> {
    match store::exists(&config.data) {
        true => founded(config),
        false => {
            let folder = std::path::absolute(&config.data).unwrap_or(config.data);
            Err(Failure::from(BackupError::NoDatabase(folder)))
        }
    }
}

/// As [`opened`], for commands that a new server begins with.
fn founded(config: Config) -> Result<App, Failure> {
    if !store::exists(&config.data) {
        eprintln!("{}: a new data folder", config.data.display());
    }
    Ok(server::app(config, Clock::System)?)
}

async fn serve(config: Config) -> Result<(), Failure> {
    observe::start(&config.log);
    let doubts = config.doubts();
    let server = Server::start(config, Clock::System).await?;
    doubts.iter().for_each(|doubt| tracing::warn!("{doubt}"));
    let inbound = &server.config().mail.inbound;
    let smtp = shown(server.smtp(), &inbound.smtp);
    let lmtp = shown(server.lmtp(), &inbound.lmtp);
    tracing::info!(http = %server.http(), %smtp, %lmtp, "rsvpd is ready");
    stop_signal().await;
    tracing::info!("stopping");
    server.stop().await;
    Ok(())
}

/// Where a receiver of mail listens: its first address, else the first place that was named.
fn shown(address: Option<std::net::SocketAddr>, named: &[impl fmt::Display]) -> String {
    let named = || named.first().map(ToString::to_string);
    address.map(|address| address.to_string()).or_else(named).unwrap_or_else(|| "off".to_owned())
}

/// Waits for SIGINT or SIGTERM.
async fn stop_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut terminate) => {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminate.recv() => {}
            }
        }
        Err(_) => {
            let _ = tokio::signal::ctrl_c().await;
        }
    }
}

fn timeline(app: &App, uid: &str) -> Result<(), Failure> {
    let entries = app.store.read::<_, crate::store::StoreError, _>(|tx| tx.timeline(uid)).map_err(Failure::of)?;
    if entries.is_empty() {
        return Err(Failure::of(format!("nothing is known of a meeting with the UID {uid:?}")));
    }
    for entry in entries {
        let (at, detail) = (entry.at.format("%Y-%m-%d %H:%M:%S"), harmless(&entry.detail));
        print(&format!("{at}  {:<12} {:<12} {detail}\n", entry.whose, entry.what));
    }
    Ok(())
}

/// Text of strangers without what a terminal takes as a command.
fn harmless(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\n' && c != '\t' { ' ' } else { c }).collect()
}

/// The account of this name.
fn owner(app: &App, name: &str) -> Result<Principal, Failure> {
    let found = app.store.read::<_, StoreError, _>(|tx| tx.principal_by_name(name)).map_err(Failure::of)?;
    let words = || format!("there is no account {name:?}; `rsvpd user list` shows all");
    found.ok_or_else(|| Failure { code: EX_NOUSER, words: words() })
}

/// The account of this name, if it is one with calendars of its own.
fn person(app: &App, name: &str) -> Result<Principal, Failure> {
    let found = owner(app, name)?;
    match found.kind {
        PrincipalKind::Group => Err(Failure::of(format!(
            "{name} is a group: it has no calendars and does not sign in; name one of its members"
        ))),
        _ => Ok(found),
    }
}

/// Why there is no calendar of this name, and which there are.
fn no_calendar(app: &App, owner: &Principal, name: &str) -> Failure {
    let calendars = app.store.read::<_, StoreError, _>(|tx| tx.calendars(owner.id)).unwrap_or_default();
    let is_one = |calendar: &&Calendar| calendar.kind == CalendarKind::Calendar;
    let names: Vec<&str> = calendars.iter().filter(is_one).map(|calendar| calendar.name.as_str()).collect();
    let there = if names.is_empty() { "no calendar at all".to_owned() } else { names.join(", ") };
    Failure::of(harmless(&format!("{} has no calendar {name:?}, but {there}", owner.name)))
}

/// The calendar a person means: by the name in its address, else by the one that programs show.
fn calendar_called(tx: &mut Tx<'_>, owner: PrincipalId, name: &str) -> Result<Option<Calendar>, StoreError> {
    let mut calendars = tx.calendars(owner)?;
    calendars.retain(|calendar| calendar.kind == CalendarKind::Calendar);
    let by_name = calendars.iter().position(|calendar| calendar.name == name);
    let shown = || calendars.iter().position(|calendar| calendar.display_name.as_deref() == Some(name));
    Ok(by_name.or_else(shown).map(|at| calendars.swap_remove(at)))
}

/// Prints to standard output; a reader that has gone away is no error.
fn print(text: &str) {
    use std::io::Write;
    let _ = std::io::stdout().write_all(text.as_bytes());
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    fn parsed(line: &str) -> Result<Arguments, clap::Error> {
        Arguments::try_parse_from(line.split_whitespace())
    }

    #[test]
    fn the_commands_hold_together() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn what_the_manual_shows_is_understood() {
        for line in [
            "rsvpd serve --config /etc/rsvpd.toml",
            "rsvpd --config /etc/rsvpd.toml serve",
            "rsvpd demo --data demo --listen 127.0.0.1:8080",
            "rsvpd user add alice --email alice@example.org --name Alice --password-stdin",
            "rsvpd user set alice --client-sends-invitations",
            "rsvpd user set alice --client-sends-invitations false",
            "rsvpd user list",
            "rsvpd user passwd alice",
            "rsvpd user delete alice --yes",
            "rsvpd feed add alice family --calendar calendar --busy-only",
            "rsvpd feed list alice",
            "rsvpd feed remove alice family",
            "rsvpd app-password add alice Phone",
            "rsvpd app-password add alice Wall --opens read-only --days 365",
            "rsvpd app-password list alice",
            "rsvpd app-password remove alice 3",
            "rsvpd dns",
            "rsvpd user add attic --email attic@example.org --kind room",
            "rsvpd group add staff --name Staff --manager alice",
            "rsvpd group list",
            "rsvpd delegate add alice bob --write",
            "rsvpd delegate list alice",
            "rsvpd delegate remove alice bob",
            "rsvpd group delete staff --yes",
            "rsvpd group member add staff bob",
            "rsvpd group member remove staff bob",
            "rsvpd mail queue",
            "rsvpd mail ingest --rcpt a@b --from c@d",
            "rsvpd mail quarantine list",
            "rsvpd mail quarantine show 1",
            "rsvpd mail quarantine retry 1",
            "rsvpd mail quarantine drop 1 --config x.toml",
            "rsvpd import alice export.ics --calendar work --replace",
            "rsvpd subscribe alice webcal://holidays.example/de.ics --refresh P1D",
            "rsvpd subscribe alice",
            "rsvpd subscribe alice --remove holidays.example",
            "rsvpd export alice --calendar work --out work.ics",
            "rsvpd import alice friends.vcf --book friends",
            "rsvpd export alice --book guests --out guests.vcf",
            "rsvpd import alice https://cloud.example.org/export.ics",
            "rsvpd import alice https://alice:app-password@cloud.example.org/remote.php/dav/calendars/alice/personal/?export",
            "rsvpd export --all --out everybody",
            "rsvpd backup /backup/rsvpd",
            "rsvpd restore /backup/rsvpd --force",
            "rsvpd timeline 5f0c8f2e",
            "rsvpd meeting pending alice",
            "rsvpd room set blue --policy ask --manager alice",
            "rsvpd room list",
            "rsvpd meeting transfer 5f0c8f2e --from alice --to bob",
            "rsvpd meeting explain alice 5f0c8f2e --delete",
            "rsvpd meeting guests alice 5f0c8f2e",
            "rsvpd meeting accept 7-1f0a63c2d95be4487720",
            "rsvpd meeting refuse 7-1f0a63c2d95be4487720 --comment no",
            "rsvpd meeting tell alice 5f0c8f2e",
            "rsvpd meeting set alice 5f0c8f2e --guest-list nobody --forwarding refuse",
            "rsvpd config",
        ] {
            assert!(parsed(line).is_ok(), "{line}");
        }
        for line in [
            "rsvpd",
            "rsvpd serve now",
            "rsvpd user add alice",
            "rsvpd mail ingest",
            "rsvpd mail quarantine show x",
            "rsvpd app-password add alice Phone --opens doors",
        ] {
            assert!(parsed(line).is_err(), "{line}");
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_wrong_setting_has_one_exit_code_wherever_it_is_found() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("rsvpd.toml");
        let nowhere = folder.path().join("nowhere");
        let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        for (settings, code) in [
            ("[http]\nlissten = 1".to_owned(), EX_CONFIG),
            ("[mail]\ntime_zone = \"Middle-earth/Shire\"".to_owned(), EX_CONFIG),
            (format!("[mail.dkim]\nkey = {nowhere:?}"), EX_CONFIG),
            (format!("[http]\ntls_certificate = {nowhere:?}\ntls_key = {nowhere:?}"), EX_CONFIG),
            (format!("[http]\nlisten = [\"{}\"]", taken.local_addr().unwrap()), EX_TEMPFAIL),
        ] {
            let data = folder.path().join("data");
            std::fs::write(&file, format!("data = {data:?}\n{settings}\n")).unwrap();
            let line = format!("rsvpd serve --config {}", file.display());
            let failure = obey(parsed(&line).unwrap()).await.unwrap_err();
            assert_eq!(failure.code, code, "{settings}: {}", failure.words);
        }
    }

    #[test]
    fn a_broken_configuration_bounces_no_mail() {
        for (line, code) in [
            ("rsvpd mail ingest --rcpt a@b --config /nowhere/rsvpd.toml", EX_TEMPFAIL),
            ("rsvpd mail queue --config /nowhere/rsvpd.toml", EX_CONFIG),
        ] {
            assert_eq!(configured(&parsed(line).unwrap()).unwrap_err().code, code, "{line}");
        }
    }
}
