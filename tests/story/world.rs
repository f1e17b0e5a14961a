//! A server for one story, and the people and programs around it.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use rsvpd::access::Delegation;
use rsvpd::account::{self, AccountError, NewAccount};
use rsvpd::clock::Clock;
use rsvpd::config::{Config, Route};
use rsvpd::ical::{CalendarObject, Zone};
use rsvpd::id::{PrincipalId, Uid};
use rsvpd::imip::CaughtMail;
use rsvpd::schedule::{
    Decision, Import, Refused, Rules, Same, decide, import, release_held, set_aliases, set_booking, transfer,
};
use rsvpd::server::Server;
use rsvpd::store::{
    BackupError, Booking, NewFeed, Policy, Present, PrincipalKind, Question, Shows, Store, StoreError, Waiting,
};
use tempfile::TempDir;

use super::checked::Checked;
use super::dns::NameServer;
use super::document;
use super::edit;
use super::http::{Answer, Request};
use super::mail::Letter;
use super::pattern::Names;
use super::relay::Relay;
use super::rewrite::Rewrite;
use super::script::{Act, Door, File, Step, is_file_name};
use super::told::Snapshot;
use super::wire::Wire;

/// When stories begin that do not say it.
const BEGINNING: &str = "2026-03-02T09:00:00Z";

/// Everything that a story has to do with.
pub struct World {
    files: BTreeMap<String, File>,
    names: Names,
    clock: Clock,
    config: Config,
    folder: TempDir,
    server: Option<Server>,
    name_server: Option<NameServer>,
    relay: Option<Relay>,
    /// Caught mails that no act has looked at yet.
    waiting: Vec<CaughtMail>,
    /// The mail that was looked at last.
    last: Option<CaughtMail>,
    /// What everybody had when the story looked last who was told of what.
    told: Snapshot,
    rewrite: Rewrite,
}

impl World {
    /// A world in which nothing has happened.
    ///
    /// # Errors
    /// No folder for the server's data.
    pub fn new(files: BTreeMap<String, File>) -> Result<World, String> {
        Ok(World {
            files,
            names: Names::default(),
            clock: Clock::fixed(instant(BEGINNING)?),
            config: at_once(caught(Config::default())),
            folder: tempfile::tempdir().map_err(|error| error.to_string())?,
            server: None,
            name_server: None,
            relay: None,
            waiting: Vec::new(),
            last: None,
            told: Snapshot::default(),
            rewrite: Rewrite::default(),
        })
    }

    /// Does what a step says; returns what was not as told.
    ///
    /// # Errors
    /// Something after which the story cannot go on.
    pub async fn step(&mut self, step: &Step) -> Result<Vec<String>, String> {
        match &step.act {
            Act::Time(text) => self.time(text)?,
            Act::Config(file) => self.configure(file)?,
            Act::Dns(file) => self.dns(file).await?,
            Act::Relay(file) => self.relay(file).await?,
            Act::User { name, address } => self.account(PrincipalKind::Individual, name, address).await?,
            Act::Room { name, address, policy, manager } => {
                self.room(name, address, policy.as_deref(), manager.as_deref()).await?;
            }
            Act::Delegate { name, owner, level } => self.delegate(name, owner, *level).await?,
            Act::Import { name, file } => self.import(name, file).await?,
            Act::Edit { who, path, instance } => return self.edit(step, who, path, instance.as_deref()).await,
            Act::Told(_) => return self.told(step).await,
            Act::Group { name, manager } => {
                let (store, now) = (self.store().await?, self.clock.now());
                let added = account::add_group(&store, name.clone(), String::new(), manager.clone(), now).await;
                added.map_err(|error| error.to_string())?;
            }
            Act::NoGroup { name } => {
                let (name, now) = (name.clone(), self.clock.now());
                let deleted = self.store().await?.write(move |tx| account::delete_group(tx, &name, now)).await;
                deleted.map_err(|error| error.to_string())?;
            }
            Act::Member { group, member } => {
                let (group, member, now) = (group.clone(), member.clone(), self.clock.now());
                let added = self.store().await?.write(move |tx| account::add_member(tx, &group, &member, now)).await;
                added.map_err(|error| error.to_string())?;
            }
            Act::Request { who, method, path, body } => {
                return self.request(step, who.as_deref(), method, path, body.as_deref()).await;
            }
            Act::Mail(address) => return self.mail(step, address).await,
            Act::NoMail(address) => return self.no_mail(step, address.as_deref()).await,
            Act::IgnoreMail(address) => self.ignore_mail(address.as_deref()).await?,
            Act::Set { name, from } => self.set(name, from)?,
            Act::Deliver { door, from, to, file } => return self.deliver(step, *door, from, to, file).await,
            Act::Dialogue(door) => {
                let mut wire = Wire::connect(self.receiver(*door).await?).await?;
                return wire.dialogue(&step.dialogue, &mut self.names).await;
            }
            Act::Timeline(uid) => return self.timeline(step, uid).await,
            Act::Notices(name) => return self.notices(step, name).await,
            Act::Pending(name) => return self.pending(step, name).await,
            Act::Decide { name, number, decision } => self.decide(name, *number, decision.clone()).await?,
            Act::Feed { name, calendar, shows } => self.feed(name, calendar.as_deref(), shows).await?,
            Act::Feeds(name) => return self.feeds(step, name).await,
            Act::ClientSends(name, client_sends) => {
                let (store, name, client_sends) = (self.store().await?, name.clone(), *client_sends);
                let set = store.write::<_, StoreError, _>(move |tx| tx.set_client_sends(&name, client_sends)).await;
                set.map_err(|error| error.to_string())?;
            }
            Act::Subscriptions(name) => return self.subscriptions(step, name).await,
            Act::Revoke(name) => self.revoke(name).await?,
            Act::Alias { name, add, remove } => return self.alias(step, name, add, remove).await,
            Act::Transfer { name, uid, to } => self.transfer(name, uid, to).await?,
            Act::Restart => self.restart().await?,
            Act::Backup => self.backup()?,
            Act::Restore => self.restore().await?,
            Act::Release => self.release().await?,
        }
        match step.back.first() {
            Some(line) => Err(format!("nothing comes back from this, so `< {}` cannot", line.text)),
            None => Ok(Vec::new()),
        }
    }

    fn time(&mut self, text: &str) -> Result<(), String> {
        let by = match text.strip_prefix('+') {
            Some(duration) => span(duration)?,
            None => instant(text)? - self.clock.now(),
        };
        if self.server.is_none() {
            self.clock = Clock::fixed(self.clock.now() + by);
        } else if by < TimeDelta::zero() {
            return Err("time does not go back".to_owned());
        } else {
            self.clock.advance(by);
        }
        Ok(())
    }

    fn configure(&mut self, file: &str) -> Result<(), String> {
        self.not_begun()?;
        let text = self.file(file)?;
        let config = Config::parse(&text).map_err(|error| error.to_string())?;
        let config = if text.contains("route") { config } else { caught(config) };
        self.config = if text.contains("hold_seconds") { config } else { at_once(config) };
        Ok(())
    }

    /// From here on the server asks a name server of ours who may send for whom.
    async fn dns(&mut self, file: &str) -> Result<(), String> {
        self.not_begun()?;
        let name_server = NameServer::start(&self.file(file)?).await?;
        self.config.mail.inbound.authenticate = true;
        self.config.mail.out.name_server = Some(name_server.address);
        self.name_server = Some(name_server);
        Ok(())
    }

    /// From here on mail leaves, through a relay of ours.
    async fn relay(&mut self, file: &str) -> Result<(), String> {
        self.not_begun()?;
        let relay = Relay::start(&self.file(file)?).await?;
        self.config.mail.out.route = Route::Smarthost;
        self.config.mail.out.smarthost = format!("smtp+plain://{}", relay.address);
        self.relay = Some(relay);
        Ok(())
    }

    fn not_begun(&self) -> Result<(), String> {
        match self.server {
            None => Ok(()),
            Some(_) => Err("this comes before anybody does anything".to_owned()),
        }
    }

    async fn server(&mut self) -> Result<&Server, String> {
        let server = match self.server.take() {
            Some(server) => server,
            None => Server::start(settings(&self.config, self.folder.path()), self.clock.clone())
                .await
                .map_err(|error| format!("the server does not start: {error}"))?,
        };
        Ok(self.server.insert(server))
    }

    async fn store(&mut self) -> Result<Store, String> {
        Ok(self.server().await?.store().clone())
    }

    async fn restart(&mut self) -> Result<(), String> {
        self.settle().await?;
        if let Some(server) = self.server.take() {
            server.stop().await;
        }
        self.server().await.map(|_| ())
    }

    fn backup(&self) -> Result<(), String> {
        let (data, file) = self.places();
        rsvpd::store::backup(&data, &file).map(|_| ()).map_err(|error| error.to_string())
    }

    async fn restore(&mut self) -> Result<(), String> {
        if let Some(server) = self.server.take() {
            server.stop().await;
        }
        let ((data, file), now) = (self.places(), self.clock.now());
        // The writer of the database ends a moment after its server.
        for attempt in 0.. {
            let aside = Present::MovesAside(format!(".{}", now.timestamp()));
            match rsvpd::store::restore(&file, &data, aside, "again", now) {
                Err(BackupError::InUse) if attempt < 200 => tokio::time::sleep(Duration::from_millis(20)).await,
                restored => {
                    restored.map_err(|error| error.to_string())?;
                    break;
                }
            }
        }
        self.server().await.map(|_| ())
    }

    /// The data folder, and where the backup lies.
    fn places(&self) -> (PathBuf, PathBuf) {
        (settings(&self.config, self.folder.path()).data, self.folder.path().join("backup"))
    }

    async fn release(&mut self) -> Result<(), String> {
        let store = self.store().await?;
        let held = store.read::<_, StoreError, _>(|tx| tx.held(0, 100)).map_err(|error| error.to_string())?;
        for row in held {
            let rules = self.rules();
            let released = store.write(move |tx| release_held(tx, &rules, row.id)).await;
            released.map_err(|error: StoreError| error.to_string())?;
        }
        Ok(())
    }

    /// Stops the server; returns what the story would have to say.
    pub async fn end(self) -> Rewrite {
        if let Some(server) = self.server {
            server.stop().await;
        }
        self.rewrite
    }

    async fn account(&mut self, kind: PrincipalKind, name: &str, address: &str) -> Result<(), String> {
        let mut display_name = name.to_owned();
        display_name[..1].make_ascii_uppercase();
        let account = NewAccount {
            kind,
            name: name.to_owned(),
            display_name,
            email: address.to_owned(),
            password: Some(name.to_owned()),
        };
        let (store, now) = (self.store().await?, self.clock.now());
        account::add(&store, account, now).await.map(|_| ()).map_err(|error| error.to_string())
    }

    /// A room that answers by itself, as its policy says.
    async fn room(
        &mut self,
        name: &str,
        address: &str,
        policy: Option<&str>,
        manager: Option<&str>,
    ) -> Result<(), String> {
        self.account(PrincipalKind::Room, name, address).await?;
        let Some(word) = policy else { return Ok(()) };
        if !Policy::ALL.iter().any(|(_, known)| *known == word) {
            return Err(format!("{word} is no policy of a room"));
        }
        let manager = match manager {
            Some(manager) => Some(self.person(manager).await?),
            None => None,
        };
        let booking = Booking { policy: Policy::of(word), manager, ..Booking::USUAL };
        let (store, room) = (self.store().await?, self.person(name).await?);
        let set = store.write::<_, Refused, _>(move |tx| set_booking(tx, room, &booking)).await;
        set.map_err(|error| error.to_string())
    }

    async fn delegate(&mut self, name: &str, owner: &str, level: Delegation) -> Result<(), String> {
        let (store, delegate, owner) = (self.store().await?, self.person(name).await?, self.person(owner).await?);
        let added = store.write::<_, StoreError, _>(move |tx| tx.add_delegate(owner, level, delegate)).await;
        added.map_err(|error| error.to_string())
    }

    /// Takes a file into a person's calendar, in place of what is there.
    async fn import(&mut self, name: &str, file: &str) -> Result<(), String> {
        let body = on_the_wire(file, &self.file(file)?);
        let object = CalendarObject::read(&body).map_err(|error| error.to_string())?;
        let (store, person) = (self.store().await?, self.person(name).await?);
        let rules = self.rules();
        let imported = store.write::<_, Refused, _>(move |tx| {
            let calendar = tx.calendar(person, "calendar")?.ok_or(Refused::NotFound)?.id;
            import(tx, &rules, &Import { calendar, name: None, body, object }, Same::IsReplaced)
        });
        imported.await.map(|_| ()).map_err(|error| error.to_string())
    }

    /// What waits for a person to decide, a line each.
    async fn pending(&mut self, step: &Step, name: &str) -> Result<Vec<String>, String> {
        self.settle().await?;
        let (store, person) = (self.store().await?, self.person(name).await?);
        let waiting = store.read::<_, StoreError, _>(|tx| tx.waiting(person)).map_err(|error| error.to_string())?;
        let line = |one: &Waiting| match one.question {
            Question::Proposal(..) => format!("proposal of {}: {}", one.attendee, one.uid),
            Question::Newcomer => format!("newcomer {}: {}", one.attendee, one.uid),
            Question::Answer => format!("answer of {} from {}: {}", one.attendee, one.author, one.uid),
            Question::Invitation => format!("invitation of {} from {}: {}", one.attendee, one.author, one.uid),
        };
        Ok(self.judge_lines(step, &waiting.iter().map(line).collect::<Vec<_>>()))
    }

    /// Decides about the question of this number, from 1, as it is listed.
    async fn decide(&mut self, name: &str, number: usize, decision: Decision) -> Result<(), String> {
        let (store, person) = (self.store().await?, self.person(name).await?);
        let rules = self.rules();
        let decided = store.write::<_, Refused, _>(move |tx| {
            let waiting = tx.waiting(person)?;
            let id = waiting.get(number.saturating_sub(1)).ok_or(Refused::NotFound)?.id;
            decide(tx, &rules, person, id, &decision)
        });
        decided.await.map_err(|error| error.to_string())
    }

    /// The addresses there are then, or why it is refused.
    async fn alias(
        &mut self,
        step: &Step,
        name: &str,
        add: &[String],
        remove: &[String],
    ) -> Result<Vec<String>, String> {
        let (store, rules) = (self.store().await?, self.rules());
        let (name, add, remove) = (name.to_owned(), add.to_vec(), remove.to_vec());
        let set = store.write::<_, AccountError, _>(move |tx| set_aliases(tx, &rules, &name, &add, &remove)).await;
        let came = set.map_or_else(|error| error.to_string(), |addresses| addresses.join(", "));
        Ok(self.judge_lines(step, &[came]))
    }

    async fn transfer(&mut self, name: &str, uid: &str, to: &str) -> Result<(), String> {
        let (from, to) = (self.person(name).await?, self.person(to).await?);
        let (store, rules) = (self.store().await?, self.rules());
        let uid = Uid::parse(uid).map_err(|error| error.to_string())?;
        let moved = store.write::<_, Refused, _>(move |tx| transfer(tx, &rules, &uid, from, to)).await;
        moved.map_err(|error| error.to_string())
    }

    fn rules(&self) -> Rules {
        let config = std::sync::Arc::new(settings(&self.config, self.folder.path()));
        Rules { config, floating: Zone::Utc, now: self.clock.now(), timetables: std::sync::Arc::default() }
    }

    /// Reads an object, changes the lines that the step gives, and stores it with If-Match.
    async fn edit(
        &mut self,
        step: &Step,
        who: &str,
        path: &str,
        instance: Option<&str>,
    ) -> Result<Vec<String>, String> {
        let path = self.names.filled(path)?;
        let read = self.send(Some(who), "GET", &path, Vec::new(), None).await?;
        let etag = read.header("ETag").filter(|_| read.status == 200);
        let etag = etag.ok_or_else(|| format!("{who} cannot read {path}: {}", read.status))?;
        let changes = step.sent.iter().map(|line| self.names.filled(&line.text)).collect::<Result<Vec<_>, _>>()?;
        let body = edit::edited(&read.body, instance, &changes)?.into_bytes();
        let headers =
            vec![("If-Match".to_owned(), etag), ("Content-Type".to_owned(), "text/calendar; charset=utf-8".to_owned())];
        let answer = self.send(Some(who), "PUT", &path, headers, Some(body)).await?;
        Ok(self.judge_answer(step, &answer))
    }

    /// Who was told of what since the story looked last.
    async fn told(&mut self, step: &Step) -> Result<Vec<String>, String> {
        self.settle().await?;
        let store = self.store().await?;
        let now = store.read::<_, StoreError, _>(Snapshot::of).map_err(|error| error.to_string())?;
        let before = std::mem::take(&mut self.told);
        let mut seen = Vec::new();
        for look in now.looks(&before) {
            let found = self.send(Some(&look.delegate), "GET", &look.path, Vec::new(), None).await?;
            let shows = found.header("ETag").map(|etag| etag.trim_matches('"').to_owned());
            let is_so = shows == look.etag && (look.etag.is_some() || found.status == 404);
            let what = if is_so { look.seen() } else { format!("cannot see {} ({})", look.path, found.status) };
            seen.push((look.delegate, what));
        }
        let mails = std::mem::take(&mut self.waiting);
        let lines = now.lines(&before, &seen, &mails);
        self.last = mails.into_iter().next_back().or(self.last.take());
        self.told = now;
        Ok(self.judge_lines(step, &lines))
    }

    async fn request(
        &mut self,
        step: &Step,
        who: Option<&str>,
        method: &str,
        path: &str,
        body: Option<&str>,
    ) -> Result<Vec<String>, String> {
        let address = self.server().await?.http();
        self.names.set("server", &format!("http://{address}"));
        let mut headers = Vec::new();
        for line in &step.sent {
            let (name, value) = line.text.split_once(':').ok_or_else(|| format!("{} is no header", line.text))?;
            headers.push((name.to_owned(), self.names.filled(value.trim())?));
        }
        let has_type = headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("Content-Type"));
        if let (Some(body), false) = (body, has_type) {
            headers.push(("Content-Type".to_owned(), media_type(body).to_owned()));
        }
        let body = body.map(|body| self.body(body)).transpose()?;
        let answer = self.send(who, method, path, headers, body).await?;
        Ok(self.judge_answer(step, &answer))
    }

    async fn send(
        &mut self,
        who: Option<&str>,
        method: &str,
        path: &str,
        mut headers: Vec<(String, String)>,
        body: Option<Vec<u8>>,
    ) -> Result<Answer, String> {
        if let Some(name) = who {
            let (name, password) = name.split_once(':').unwrap_or((name, name));
            let said = format!("{name}:{}", self.names.filled(password)?);
            let credentials = data_encoding::BASE64.encode(said.as_bytes());
            headers.push(("Authorization".to_owned(), format!("Basic {credentials}")));
        }
        let request = Request { method: method.to_owned(), path: self.names.filled(path)?, headers, body };
        request.send(self.server().await?.http()).await
    }

    fn judge_answer(&mut self, step: &Step, answer: &Answer) -> Vec<String> {
        let (files, mut names) = (self.files.clone(), std::mem::take(&mut self.names));
        let problems = self.judge(step, |expected| answer.checked(expected, &files, &mut names));
        self.names = names;
        with_context(problems, || answer.shown())
    }

    fn body(&self, body: &str) -> Result<Vec<u8>, String> {
        match is_file_name(body) {
            true => Ok(on_the_wire(body, &self.file(body)?)),
            false => Ok(self.names.filled(body)?.into_bytes()),
        }
    }

    /// A file with its names filled in and its `@repeat N LINE` lines repeated.
    fn file(&self, name: &str) -> Result<String, String> {
        let file = self.files.get(name).ok_or_else(|| format!("there is no file {name}"))?;
        let mut out = String::new();
        for line in self.names.filled(&file.text)?.lines() {
            let repeated = line.strip_prefix("@repeat ").and_then(|rest| rest.split_once(' '));
            let (times, line) = match repeated {
                Some((times, line)) => (times.parse().map_err(|_| format!("{times} is no number"))?, line),
                None => (1, line),
            };
            out.push_str(&format!("{line}\n").repeat(times));
        }
        Ok(out)
    }

    /// Holds every `<` line of a step against what came.
    fn judge(&mut self, step: &Step, mut check: impl FnMut(&str) -> Checked) -> Vec<String> {
        let mut problems = Vec::new();
        for line in &step.back {
            let at = format!("line {}: < {}", line.line, line.text);
            match check(&line.text) {
                Checked::Fits => {}
                Checked::Line(now) => {
                    problems.push(format!("{at}\n  + {now}"));
                    self.rewrite.line(line.line, &now);
                }
                Checked::File { name, differences, now } => {
                    problems.push(format!("{at}\n{}", differences.join("\n")));
                    if let Some(file) = self.files.get(&name) {
                        self.rewrite.file(file, &now);
                    }
                }
                Checked::No(problem) => problems.push(format!("{at}\n{problem}")),
            }
        }
        problems
    }

    /// Lets the server finish its work and takes what it mailed.
    async fn settle(&mut self) -> Result<(), String> {
        let server = self.server().await?;
        server.idle().await;
        let caught = server.caught().map(rsvpd::imip::Caught::drain);
        let relayed = self.relay.as_ref().map(Relay::taken);
        let nothing = || (self.config.mail.out.route == Route::None).then(Vec::new);
        let caught = caught.or(relayed).or_else(nothing).ok_or("mail is not caught: leave mail.out.route alone")?;
        self.waiting.extend(caught);
        Ok(())
    }

    async fn mail(&mut self, step: &Step, address: &str) -> Result<Vec<String>, String> {
        self.settle().await?;
        let address = self.names.filled(address)?;
        let place = self.waiting.iter().position(|mail| mail.to.eq_ignore_ascii_case(&address));
        let Some(place) = place else {
            let others = self.waiting_in_words();
            return Err(format!("there is no mail to {address}{others}"));
        };
        let caught = self.waiting.remove(place);
        let letter = Letter::read(&caught)?;
        let (files, mut names) = (self.files.clone(), std::mem::take(&mut self.names));
        let problems = self.judge(step, |expected| letter.checked(expected, &files, &mut names));
        self.names = names;
        let problems = with_context(problems, || letter.shown());
        self.last = Some(caught);
        Ok(problems)
    }

    fn waiting_in_words(&self) -> String {
        let shown = self.waiting.iter().filter_map(|mail| Letter::read(mail).ok().map(|letter| letter.shown()));
        shown.map(|mail| format!("\n{mail}")).collect()
    }

    async fn no_mail(&mut self, step: &Step, address: Option<&str>) -> Result<Vec<String>, String> {
        self.settle().await?;
        let is_meant = |mail: &&CaughtMail| address.is_none_or(|address| mail.to.eq_ignore_ascii_case(address));
        match self.waiting.iter().find(is_meant) {
            None => Ok(Vec::new()),
            Some(_) => Ok(vec![format!("line {}: there is mail{}", step.line, self.waiting_in_words())]),
        }
    }

    async fn ignore_mail(&mut self, address: Option<&str>) -> Result<(), String> {
        self.settle().await?;
        self.waiting.retain(|mail| address.is_some_and(|address| !mail.to.eq_ignore_ascii_case(address)));
        Ok(())
    }

    /// What was mailed and no act has looked at, at the end of a story.
    pub async fn unread_mail(&mut self) -> Option<String> {
        self.server.as_ref()?;
        match self.settle().await {
            Err(problem) => Some(problem),
            Ok(()) if self.waiting.is_empty() => None,
            Ok(()) => {
                Some(format!("at the end there is mail that the story does not tell of{}", self.waiting_in_words()))
            }
        }
    }

    fn set(&mut self, name: &str, from: &str) -> Result<(), String> {
        let caught = self.last.as_ref().ok_or("no mail was looked at yet")?;
        let value = Letter::read(caught)?.named(from)?;
        self.names.set(name, &value);
        // Mail programs change the case of addresses; stories about that need both.
        self.names.set(&format!("{name}-upper"), &value.to_ascii_uppercase());
        Ok(())
    }

    async fn receiver(&mut self, door: Door) -> Result<SocketAddr, String> {
        let server = self.server().await?;
        let address = if door == Door::Smtp { server.smtp() } else { server.lmtp() };
        address.ok_or_else(|| "the server has no such receiver".to_owned())
    }

    async fn deliver(
        &mut self,
        step: &Step,
        door: Door,
        from: &str,
        to: &[String],
        file: &str,
    ) -> Result<Vec<String>, String> {
        let from = self.names.filled(from)?;
        let to = to.iter().map(|address| self.names.filled(address)).collect::<Result<Vec<String>, String>>()?;
        let mail = on_the_wire(file, &self.file(file)?);
        let mut wire = Wire::connect(self.receiver(door).await?).await?;
        let replies = wire.deliver(door, &from, &to, &mail).await?;
        // The next act finds the mail read.
        self.settle().await?;
        Ok(self.judge_lines(step, &replies))
    }

    async fn timeline(&mut self, step: &Step, uid: &str) -> Result<Vec<String>, String> {
        let store = self.store().await?;
        self.settle().await?;
        let entries = store.read::<_, StoreError, _>(|tx| tx.timeline(uid)).map_err(|error| error.to_string())?;
        let entries: Vec<String> = entries.iter().map(|entry| format!("{}: {}", entry.what, entry.detail)).collect();
        Ok(self.judge_lines(step, &entries))
    }

    async fn notices(&mut self, step: &Step, name: &str) -> Result<Vec<String>, String> {
        let store = self.store().await?;
        self.settle().await?;
        let notices = store.read::<_, StoreError, _>(|tx| match tx.principal_by_name(name)? {
            Some(principal) => tx.notices(principal.id, 1000),
            None => Ok(Vec::new()),
        });
        let notices = notices.map_err(|error| error.to_string())?;
        let lines = notices.iter().rev().map(|notice| format!("{}: {}", notice.kind, notice.text.replace('\n', " / ")));
        Ok(self.judge_lines(step, &lines.collect::<Vec<_>>()))
    }

    /// Makes a feed and sets `$feed` to its path without the ending.
    async fn feed(&mut self, name: &str, calendar: Option<&str>, shows: &str) -> Result<(), String> {
        let shows = match shows {
            "events" => Shows::Events,
            "busy" => Shows::BusyTime,
            other => return Err(format!("a feed shows events or busy, not {other}")),
        };
        let (store, now) = (self.store().await?, self.clock.now());
        let principal = self.person(name).await?;
        let found = match calendar {
            None => None,
            Some(wanted) => {
                let found = store.read::<_, StoreError, _>(|tx| tx.calendar(principal, wanted));
                let found = found.map_err(|error| error.to_string())?;
                Some(found.ok_or_else(|| format!("there is no calendar {wanted}"))?.id)
            }
        };
        let secret = rsvpd::random::code::<20>().map_err(|error| error.to_string())?;
        let digest = rsvpd::dav::feed::digest(&secret);
        let feed = NewFeed { principal, name: format!("for {}", &secret[..4]), calendar: found, shows, digest };
        let made = store.write::<_, StoreError, _>(move |tx| tx.add_feed(&feed, now)).await;
        made.map_err(|error| error.to_string())?;
        self.names.set("feed", rsvpd::dav::feed::path(&secret).trim_end_matches(".ics"));
        Ok(())
    }

    async fn person(&mut self, name: &str) -> Result<PrincipalId, String> {
        let found = self.store().await?.read::<_, StoreError, _>(|tx| tx.principal_by_name(name));
        let found = found.map_err(|error| error.to_string())?;
        found.map(|person| person.id).ok_or_else(|| format!("there is no {name}"))
    }

    /// The feeds of a person, a line each: what it shows, and the day it was read last.
    async fn feeds(&mut self, step: &Step, name: &str) -> Result<Vec<String>, String> {
        let (store, person) = (self.store().await?, self.person(name).await?);
        // The use of a feed is noted behind the answer; the write that is waited for here comes after it.
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        let noted = store.write::<_, StoreError, _>(move |tx| tx.feeds(person)).await;
        let feeds = noted.map_err(|error| error.to_string())?;
        let used = |feed: &rsvpd::store::Feed| {
            feed.used.map_or("never read".to_owned(), |day| format!("read on {}", day.format("%Y-%m-%d")))
        };
        let lines: Vec<String> = feeds.iter().map(|feed| format!("{:?}: {}", feed.shows, used(feed))).collect();
        Ok(self.judge_lines(step, &lines))
    }

    /// What a person subscribes to, a line each: when it was fetched last, and what is wrong.
    async fn subscriptions(&mut self, step: &Step, name: &str) -> Result<Vec<String>, String> {
        let (store, person) = (self.store().await?, self.person(name).await?);
        self.settle().await?;
        let found = store.read::<_, StoreError, _>(|tx| {
            let mut lines = Vec::new();
            for calendar in tx.calendars(person)? {
                if let Some(state) = tx.subscription(calendar.id)? {
                    let at = state.fetched.map_or("never".to_owned(), |at| at.format("%FT%TZ").to_string());
                    let left_out = match state.unusable {
                        0 => String::new(),
                        count => format!("{count} left out"),
                    };
                    let wrong = format!("{} {left_out}", state.trouble);
                    lines.push(format!("{}: fetched {at}; {}", calendar.name, wrong.trim()).trim_end().to_owned());
                }
            }
            Ok(lines)
        });
        Ok(self.judge_lines(step, &found.map_err(|error| error.to_string())?))
    }

    async fn revoke(&mut self, name: &str) -> Result<(), String> {
        let (store, person) = (self.store().await?, self.person(name).await?);
        let revoked = store.write::<_, StoreError, _>(move |tx| {
            for feed in tx.feeds(person)? {
                tx.remove_feed(person, &feed.name)?;
            }
            Ok(())
        });
        revoked.await.map_err(|error| error.to_string())
    }

    /// Holds all `<` lines of a step against lines that came, in order.
    fn judge_lines(&mut self, step: &Step, came: &[String]) -> Vec<String> {
        let expected: Vec<&str> = step.back.iter().map(|line| line.text.as_str()).collect();
        let judged = document::lines(&expected.join("\n"), &came.join("\n"), &mut self.names);
        if judged.differences.is_empty() {
            return Vec::new();
        }
        match (step.back.first(), step.back.last()) {
            (Some(first), Some(last)) => self.rewrite.lines(first.line, last.line, came),
            _ => self.rewrite.lines(step.line + 1, step.line, came),
        }
        vec![format!("line {}:\n{}", step.line, judged.differences.join("\n"))]
    }
}

/// Mail stays inside, unless the story says otherwise.
fn caught(mut config: Config) -> Config {
    config.mail.out.route = Route::Caught;
    config
}

/// Mail does not wait for the next save, unless the story says so.
fn at_once(mut config: Config) -> Config {
    config.mail.out.hold_seconds = 0;
    config
}

/// The configuration of a story's server: nothing leaves the machine, and every port is a free one.
fn settings(config: &Config, folder: &Path) -> Config {
    let mut config = config.clone();
    let any_port = SocketAddr::from(([127, 0, 0, 1], 0));
    config.data = folder.to_owned();
    config.http.listen = vec![any_port];
    config.http.public_url = "https://cal.example.org".to_owned();
    config.mail.host = "cal.example.org".to_owned();
    config.mail.domains = vec!["example.org".to_owned()];
    config.mail.inbound.smtp = vec![any_port];
    config.mail.inbound.lmtp = vec![any_port.to_string()];
    config
}

fn with_context(mut problems: Vec<String>, shown: impl FnOnce() -> String) -> Vec<String> {
    if !problems.is_empty() {
        problems.push(shown());
    }
    problems
}

/// A file as it is sent: iCalendar, cards and mail have CRLF at the ends of lines.
fn on_the_wire(name: &str, text: &str) -> Vec<u8> {
    match [".ics", ".vcf", ".eml"].iter().any(|end| name.ends_with(end)) {
        true => text.replace('\n', "\r\n").into_bytes(),
        false => text.as_bytes().to_vec(),
    }
}

fn media_type(body: &str) -> &'static str {
    match body.rsplit_once('.') {
        Some((_, "ics")) => "text/calendar; charset=utf-8",
        Some((_, "vcf")) => "text/vcard; charset=utf-8",
        Some((_, "xml")) => "application/xml; charset=utf-8",
        Some((_, "txt")) => "text/plain; charset=utf-8",
        _ => "application/x-www-form-urlencoded",
    }
}

fn instant(text: &str) -> Result<DateTime<Utc>, String> {
    let parsed = DateTime::parse_from_rfc3339(text);
    parsed.map(|time| time.to_utc()).map_err(|_| format!("{text} is no time such as {BEGINNING}"))
}

/// A time span such as `30m`, `2h`, `1d`.
fn span(text: &str) -> Result<TimeDelta, String> {
    let (number, unit) = text.split_at(text.len().saturating_sub(1));
    let number: i64 = number.parse().map_err(|_| format!("{text} is no time span such as 2h"))?;
    match unit {
        "s" => Ok(TimeDelta::seconds(number)),
        "m" => Ok(TimeDelta::minutes(number)),
        "h" => Ok(TimeDelta::hours(number)),
        "d" => Ok(TimeDelta::days(number)),
        _ => Err(format!("{text} ends in none of s, m, h, d")),
    }
}
