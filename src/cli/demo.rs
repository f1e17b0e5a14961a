//! `rsvpd demo`: everything at once, for somebody who has never seen it.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::Args;

use super::{Failure, print, stop_signal};
use crate::account;
use crate::clock::Clock;
use crate::config::{Config, Route};
use crate::demo::{DOMAIN, PEOPLE, furnish};
use crate::observe;
use crate::schedule::App;
use crate::server::{self, Server};
use crate::store::StoreError;
use crate::web::start::Login;

#[derive(Args)]
pub(super) struct DemoArguments {
    /// The data folder [default: a fresh one, which is deleted at the end]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Where to listen [default: 127.0.0.1:8008, or any free port if that is taken]
    #[arg(long, value_name = "ADDRESS")]
    listen: Option<SocketAddr>,
}

pub(super) async fn demo(wishes: DemoArguments) -> Result<(), Failure> {
    observe::start("warn");
    let fresh = wishes.data.is_none();
    let folder = match wishes.data {
        Some(folder) => folder,
        None => fresh_folder()?,
    };
    let result = run(&folder, wishes.listen).await;
    if fresh {
        let _ = std::fs::remove_dir_all(&folder);
    }
    result
}

async fn run(folder: &std::path::Path, listen: Option<SocketAddr>) -> Result<(), Failure> {
    let listen = match listen {
        Some(address) => address,
        None => free_address().await,
    };
    let app = server::app(config(folder, listen), Clock::System)?;
    let passwords = furnished(&app).await?;
    let logins: Vec<Login> = PEOPLE
        .iter()
        .zip(&passwords)
        .map(|(person, password)| Login {
            name: person.name.to_owned(),
            password: password.clone(),
            who: format!("{}, {}", person.display_name, person.email),
        })
        .collect();
    let server = Server::start_demo(app, logins.clone()).await?;
    print(&welcome(&server, &logins));
    stop_signal().await;
    server.stop().await;
    Ok(())
}

fn fresh_folder() -> Result<PathBuf, Failure> {
    let code = crate::random::code::<5>().map_err(Failure::of)?;
    Ok(std::env::temp_dir().join(format!("rsvpd-demo-{code}")))
}

async fn free_address() -> SocketAddr {
    let usual = SocketAddr::from(([127, 0, 0, 1], 8008));
    match tokio::net::TcpListener::bind(usual).await {
        Ok(_) => usual,
        Err(_) => {
            let any = tokio::net::TcpListener::bind("127.0.0.1:0").await.ok();
            any.and_then(|listener| listener.local_addr().ok()).unwrap_or(usual)
        }
    }
}

fn config(folder: &std::path::Path, listen: SocketAddr) -> Config {
    let mut config = Config { data: folder.to_path_buf(), ..Config::default() };
    config.http.listen = vec![listen];
    config.http.public_url = format!("http://{listen}");
    config.mail.host = "cal.example.org".to_owned();
    config.mail.domains = vec!["example.org".to_owned()];
    config.mail.service_name = "Example Calendar".to_owned();
    config.mail.out.route = Route::Caught;
    config.mail.out.hold_seconds = 0;
    config.mail.inbound.smtp = vec![SocketAddr::from(([127, 0, 0, 1], 0))];
    config
}

/// Adds the people to a fresh folder, or gives those of an old one new passwords.
async fn furnished(app: &App) -> Result<Vec<String>, Failure> {
    let mut passwords = Vec::new();
    for _ in PEOPLE {
        passwords.push(account::new_password().map_err(Failure::of)?);
    }
    let people = app.store.read::<_, StoreError, _>(|tx| tx.principals()).map_err(Failure::of)?;
    if people.is_empty() {
        furnish(app, &passwords).await.map_err(Failure::of)?;
        return Ok(passwords);
    }
    let is_demo =
        PEOPLE.iter().all(|known| people.iter().any(|one| one.name == known.name && one.email == known.email));
    if !is_demo {
        return Err(Failure::of("this data folder is not one of the demo: choose another one with --data"));
    }
    for (person, password) in PEOPLE.iter().zip(&passwords) {
        let set = account::set_password(&app.store, person.name.to_owned(), password.clone()).await;
        set.map_err(Failure::of)?;
    }
    Ok(passwords)
}

fn welcome(server: &Server, logins: &[Login]) -> String {
    let base = format!("http://{}", server.http());
    let mut text =
        String::from("\nrsvpd demo: a calendar server with everything inside. No mail leaves this machine.\n\n");
    text.push_str("  People\n");
    for login in logins {
        text.push_str(&format!("    {:<8} password {}\n", login.name, login.password));
    }
    let (name, password) = logins.first().map_or(("alice", ""), |login| (&login.name, &login.password));
    text.push_str(&format!(
        "\n  Give this address to a calendar program (Thunderbird, Apple Calendar, DAVx5, Evolution)\n    {base}/\n\
         \n  See the mails that guests get, and answer them by hand\n    {base}/demo/mail\n\
         \n  Guests who answer by themselves, at @{DOMAIN}\n    \
         accept@  decline@  tentative@  counter@ (proposes a new time)  bounce@ (no such mailbox)  silent@\n\
         \n  Try it from a terminal: invite two of them, and look at the answers a moment later\n\n{}\n",
        example(&base, name, password)
    ));
    text.push_str("  Stop with Ctrl-C.\n");
    text
}

fn example(base: &str, name: &str, password: &str) -> String {
    let day = (chrono::Utc::now() + chrono::TimeDelta::days(7)).format("%Y%m%d");
    let url = format!("{base}/dav/calendars/{name}/calendar/lunch.ics");
    let event = format!(
        "BEGIN:VCALENDAR\\r\\nVERSION:2.0\\r\\nPRODID:-//curl//EN\\r\\nBEGIN:VEVENT\\r\\nUID:lunch\\r\\n\
         DTSTAMP:{day}T080000Z\\r\\nDTSTART:{day}T120000Z\\r\\nDTEND:{day}T130000Z\\r\\nSUMMARY:Lunch\\r\\n\
         ORGANIZER:mailto:{name}@example.org\\r\\nATTENDEE:mailto:{name}@example.org\\r\\n\
         ATTENDEE:mailto:accept@{DOMAIN}\\r\\nATTENDEE:mailto:decline@{DOMAIN}\\r\\n\
         END:VEVENT\\r\\nEND:VCALENDAR\\r\\n"
    );
    format!(
        "    printf '{event}' |\n      curl -sS -u {name}:{password} -T - -H 'Content-Type: text/calendar' {url}\n    \
         curl -sS -u {name}:{password} {url}\n"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(folder: &std::path::Path) -> App {
        server::app(config(folder, SocketAddr::from(([127, 0, 0, 1], 0))), Clock::System).unwrap()
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_folder_of_the_demo_is_opened_again_with_new_passwords() {
        let folder = tempfile::tempdir().unwrap();
        let first = furnished(&opened(folder.path())).await.unwrap();
        let second = furnished(&opened(folder.path())).await.unwrap();
        assert_eq!((first.len(), second.len()), (PEOPLE.len(), PEOPLE.len()));
        assert_ne!(first, second);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn the_accounts_of_a_real_server_are_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let app = opened(folder.path());
        let alice = account::NewAccount {
            kind: crate::store::PrincipalKind::Individual,
            name: "alice".to_owned(),
            display_name: String::new(),
            email: "alice@real.example".to_owned(),
            password: Some("right".to_owned()),
        };
        account::add(&app.store, alice, app.clock.now()).await.unwrap();
        assert!(furnished(&app).await.is_err());
        let keeper = account::Doorkeeper::new(&app.config).unwrap();
        let from = std::net::Ipv4Addr::LOCALHOST.into();
        let credentials = account::Credentials { name: "alice", password: "right", from };
        assert!(keeper.admit(&app.store, account::Door::Pages, credentials, app.clock.now()).await.is_ok());
    }
}
