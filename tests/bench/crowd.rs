//! A meeting of thousands, and a question about the busy time of hundreds: each is done once, and what it costs is
//! measured until the server has nothing to do any more.

use std::fmt::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use rsvpd::guest::Keys;
use rsvpd::id::PrincipalId;
use rsvpd::store::{Store, StoreError, Tx};

use super::Result;
use super::client::{Answer, Client};
use super::seed::{self, CREDENTIALS, GUEST};
use super::server::Server;

const CALENDAR_TEXT: (&str, &str) = ("Content-Type", "text/calendar; charset=utf-8");
const MEETING: &str = "/dav/calendars/alice/calendar/meeting.ics";
const UID: &str = "meeting@example.org";
/// The server counts as idle when it used less CPU time than this in a second.
const IDLE: Duration = Duration::from_millis(20);
/// Waiting for it ends here.
const PATIENCE: Duration = Duration::from_secs(1_800);

/// Every measure in turn, each printed as a line.
pub fn all(server: &Server, folder: &Path, people: Attendees, own: usize, asked: usize) -> Result<()> {
    println!(
        "{:<22} {:>9} {:>9} {:>9} {:>9} {:>9} {:>9}",
        "", "answer s", "done s", "CPU s", "memory MB", "data MB", "log MB"
    );
    let run = Run { server, folder, store: Store::open(folder)? };
    if people.all() > 0 {
        let before = meeting(people, "10");
        run.take("invite", || put(server, MEETING, &before, &[201]))?;
        let after = meeting(people, "14");
        run.take("move", || put(server, MEETING, &after, &[200, 204]))?;
        if own > 0 {
            seed::alarms(folder, UID, own)?;
            let again = meeting(people, "16");
            run.take("move, with alarms", || put(server, MEETING, &again, &[200, 204]))?;
        }
        if people.here > 0 {
            run.take("answer from here", || answer_here(server))?;
        }
        if people.elsewhere > 0 {
            let link = run.link()?;
            run.take("answer by link", || follow(server, &link))?;
        }
    }
    if asked > 0 {
        run.take("free-busy", || busy(server, asked))?;
        run.take("free-busy again", || busy(server, asked))?;
    }
    Ok(())
}

/// Who is invited.
#[derive(Clone, Copy)]
pub struct Attendees {
    /// People with an account.
    pub here: usize,
    /// Guests without one.
    pub elsewhere: usize,
}

impl Attendees {
    fn all(self) -> usize {
        self.here + self.elsewhere
    }
}

struct Run<'a> {
    server: &'a Server,
    folder: &'a Path,
    store: Store,
}

impl Run<'_> {
    fn take(&self, name: &str, ask: impl Fn() -> Result<Answer>) -> Result<()> {
        self.server.meter().forget_most_memory()?;
        let (before, begun) = (self.server.meter().cpu()?, Instant::now());
        ask()?;
        let answered = begun.elapsed();
        let done = self.idle(begun)?;
        let cpu = self.server.meter().cpu()?.saturating_sub(before);
        println!(
            "{name:<22} {:>9.2} {:>9.1} {:>9.2} {:>9.0} {:>9.0} {:>9.0}",
            answered.as_secs_f64(),
            done.as_secs_f64(),
            cpu.as_secs_f64(),
            self.server.meter().most_memory()?,
            self.megabytes("rsvpd.sqlite"),
            self.megabytes("rsvpd.sqlite-wal"),
        );
        Ok(())
    }

    /// Waits until what follows from a request is done too; how long that took since `begun`.
    fn idle(&self, begun: Instant) -> Result<Duration> {
        let mut last = begun.elapsed();
        while begun.elapsed() < PATIENCE {
            let before = self.server.meter().cpu()?;
            std::thread::sleep(Duration::from_secs(1));
            // What became of the mails about a large meeting, and answers to it, are shown after a while.
            let next = |tx: &mut Tx<'_>| Ok(tx.next_roster()?.or(tx.next_mark()?));
            let waits = self.store.read::<_, StoreError, _>(next)?.is_some();
            // The time of threads that ended meanwhile is not counted any more.
            if !waits && self.server.meter().cpu()?.saturating_sub(before) < IDLE {
                return Ok(last);
            }
            last = begun.elapsed();
        }
        Err("the server does not come to rest".into())
    }

    /// The answer page of one guest, whose address is in the mail.
    fn link(&self) -> Result<String> {
        let found = self.store.read::<_, StoreError, _>(|tx| {
            let keys = Keys::of(tx)?;
            let alice = tx.principal_by_name("alice")?.map_or(PrincipalId(0), |alice| alice.id);
            Ok(tx.invitation(alice, UID, "guest0@else.example")?.map(|invitation| keys.link(&invitation)))
        });
        Ok(format!("/r/{}", found?.ok_or("guest0 was not mailed")?))
    }

    fn megabytes(&self, file: &str) -> f64 {
        std::fs::metadata(self.folder.join(file)).map_or(0.0, |file| file.len() as f64 / 1_048_576.0)
    }
}

/// The meeting, as a program writes it.
fn meeting(people: Attendees, hour: &str) -> String {
    let mut text = format!(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//rsvpd//bench//EN\r\nBEGIN:VEVENT\r\nUID:{UID}\r\n\
         DTSTAMP:20260101T000000Z\r\nDTSTART:20991001T{hour}0000Z\r\nDTEND:20991001T{hour}3000Z\r\nSUMMARY:All hands\r\n\
         ORGANIZER;CN=Alice:mailto:alice@example.org\r\nATTENDEE;PARTSTAT=ACCEPTED;CN=Alice:mailto:alice@example.org\r\n"
    );
    let here = (0..people.here).map(|number| format!("person{number}@example.org"));
    let elsewhere = (0..people.elsewhere).map(|number| format!("guest{number}@else.example"));
    for address in here.chain(elsewhere) {
        let name = address.split('@').next().unwrap_or_default();
        let _ = write!(text, "ATTENDEE;CN={name};PARTSTAT=NEEDS-ACTION;\r\n RSVP=TRUE:mailto:{address}\r\n");
    }
    text + "END:VEVENT\r\nEND:VCALENDAR\r\n"
}

fn put(server: &Server, path: &str, text: &str, statuses: &[u16]) -> Result<Answer> {
    let answer = Client::new(server.address).request("PUT", path, &[CALENDAR_TEXT], text.as_bytes())?;
    expected(answer, statuses)
}

fn expected(answer: Answer, statuses: &[u16]) -> Result<Answer> {
    if statuses.contains(&answer.status) {
        return Ok(answer);
    }
    Err(format!("{}: {}", answer.status, String::from_utf8_lossy(&answer.body)).into())
}

/// The first of the people here accepts in the own calendar.
fn answer_here(server: &Server) -> Result<Answer> {
    let mut client = Client::by(server.address, GUEST);
    let path = format!("/dav/calendars/person0/calendar/{UID}.ics");
    let copy = expected(client.request("GET", &path, &[], b"")?, &[200])?;
    let copy = String::from_utf8(copy.body)?.replace("\r\n ", "");
    let own = |line: &str| line.starts_with("ATTENDEE") && line.ends_with("mailto:person0@example.org");
    let answered: Vec<String> = copy
        .lines()
        .map(|line| if own(line) { line.replace("NEEDS-ACTION", "ACCEPTED") } else { line.to_owned() })
        .collect();
    let text = answered.join("\r\n") + "\r\n";
    expected(client.request("PUT", &path, &[CALENDAR_TEXT], text.as_bytes())?, &[200, 204])
}

fn follow(server: &Server, link: &str) -> Result<Answer> {
    let form = ("Content-Type", "application/x-www-form-urlencoded");
    expected(Client::new(server.address).request("POST", link, &[form], b"answer=accept")?, &[200, 303])
}

/// When are these people busy in a week?
fn busy(server: &Server, asked: usize) -> Result<Answer> {
    let mut text = String::from(
        "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//rsvpd//bench//EN\r\nMETHOD:REQUEST\r\nBEGIN:VFREEBUSY\r\nUID:busy\r\n\
         DTSTAMP:20260101T000000Z\r\nDTSTART:20260302T000000Z\r\nDTEND:20260309T000000Z\r\n\
         ORGANIZER:mailto:alice@example.org\r\n",
    );
    for number in 0..asked {
        let _ = write!(text, "ATTENDEE:mailto:person{number}@example.org\r\n");
    }
    text.push_str("END:VFREEBUSY\r\nEND:VCALENDAR\r\n");
    let mut client = Client::by(server.address, CREDENTIALS);
    let answer =
        expected(client.request("POST", "/dav/calendars/alice/outbox/", &[CALENDAR_TEXT], text.as_bytes())?, &[200])?;
    let known = String::from_utf8_lossy(&answer.body).matches("2.0;Success").count();
    if known != asked {
        return Err(format!("{known} of {asked} were answered").into());
    }
    Ok(answer)
}
