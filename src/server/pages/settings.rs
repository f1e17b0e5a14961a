//! The settings: what a signed-in person sees and changes.

use chrono::{DateTime, Utc};
use hyper::{Response, StatusCode};

use super::waiting::MOST_OTHERS;
use super::{Pages, SETTINGS, Visit, not_signed_in, see_other, status};
use crate::account::app_password::{self, NotMade, Wish};
use crate::account::{self, AccountError, Credentials, Door, Refusal, session};
use crate::dav::{Resource, feed};
use crate::imip::Language;
use crate::server::site::{Body, page, rendered, text};
use crate::store::{AppPassword, Calendar, CalendarKind, Desk, Feed, Opens, Principal, Scope, Shows, StoreError};
use crate::web::apple::{self, Profile};
use crate::web::headers::{PAGE, PROFILE};
use crate::web::settings::{self, Choice, FeedLine, MainPassword, PasswordLine, SettingsView, SignInLine};
use crate::web::sign_in::NotSignedIn;

/// Sign-ins that are shown.
const SIGN_INS: usize = 20;
/// Characters that a new main password has at least.
const SHORTEST_PASSWORD: usize = 10;

/// How long an app password works, as it is offered.
const TIMES: &[Choice<'static>] = &[
    Choice { value: "", label: "until it is removed" },
    Choice { value: "30", label: "30 days" },
    Choice { value: "365", label: "a year" },
];

/// What is said on the page about what was asked for.
#[derive(Default)]
struct News {
    status: StatusCode,
    made: Option<(String, String)>,
    made_feed: Option<(String, String)>,
    done: Option<&'static str>,
    problem: Option<String>,
}

impl News {
    fn done(words: &'static str) -> News {
        News { done: Some(words), ..News::default() }
    }

    fn problem(status: StatusCode, words: String) -> News {
        News { status, problem: Some(words), ..News::default() }
    }
}

impl Pages {
    /// The settings, for those who are signed in.
    pub(super) async fn settings(&self, visit: &Visit) -> Result<Response<Body>, StoreError> {
        let Some((who, secret)) = self.who(visit).await? else {
            return Ok(if visit.form.is_empty() {
                see_other("/sign-in?to=/settings/")
            } else {
                self.sign_in_form(visit, SETTINGS, "", Some(NotSignedIn::StaleForm))
            });
        };
        if super::is_read(&visit.method) {
            return match visit.path.as_str() {
                SETTINGS => self.settings_page(&who, &secret, News::default()),
                _ => Ok(see_other(SETTINGS)),
            };
        }
        let news = match visit.is_from_our_page(self.app.config.public_url()) {
            false => News::problem(StatusCode::FORBIDDEN, NotSignedIn::StaleForm.to_string()),
            true => match visit.path.as_str() {
                "/settings/app-passwords" => self.make(visit, &who).await?,
                "/settings/app-passwords/remove" => self.remove(visit, &who).await?,
                "/settings/feeds" => self.make_feed(visit, &who).await?,
                "/settings/feeds/remove" => self.remove_feed(visit, &who).await?,
                "/settings/main-password" => self.main_password_opens(visit, &who).await?,
                "/settings/password" => return self.change_password(visit, &who, &secret).await,
                "/settings/apple" => return self.apple(&who, &secret).await,
                _ => return Ok(text(StatusCode::NOT_FOUND, "There is no such page.\n")),
            },
        };
        let who = self.app.store.read::<_, StoreError, _>(|tx| tx.principal(who.id))?.unwrap_or(who);
        self.settings_page(&who, &secret, news)
    }

    fn settings_page(&self, who: &Principal, secret: &str, news: News) -> Result<Response<Body>, StoreError> {
        let (passwords, sign_ins, feeds, calendars, waiting) = self.app.store.read::<_, StoreError, _>(|tx| {
            let mut calendars = tx.calendars(who.id)?;
            calendars.retain(|calendar| calendar.kind == CalendarKind::Calendar);
            let others = tx.waiting_for_others(who.id, MOST_OTHERS)?.into_iter().map(|(_, count)| count).sum();
            let waiting: (i64, i64) = (tx.waiting_on_count(Desk::Own(who.id))?, others);
            Ok((tx.app_passwords(who.id)?, tx.sign_ins(who.id, SIGN_INS)?, tx.feeds(who.id)?, calendars, waiting))
        })?;
        let feeds: Vec<FeedLine> = feeds.into_iter().map(|feed| feed_line(feed, &calendars)).collect();
        let calendars: Vec<Choice<'_>> =
            calendars.iter().map(|calendar| Choice { value: &calendar.name, label: called(calendar) }).collect();
        let passwords: Vec<PasswordLine> = passwords.into_iter().map(password_line).collect();
        let sign_ins: Vec<SignInLine> = sign_ins
            .into_iter()
            .map(|line| SignInLine { last: minute(line.last), peer: line.peer, means: line.means })
            .collect();
        let config = &self.app.config;
        let scopes = Scope::ALL.map(|scope| Choice { value: scope.word(), label: in_words(scope) });
        let view = SettingsView {
            language: Language::default(),
            host: &config.mail.host,
            token: &session::form_token(secret),
            name: &who.name,
            display_name: &who.display_name,
            waiting,
            caldav_url: &format!("{}/", config.public_url()),
            made: news.made.as_ref().map(|(name, secret)| (name.as_str(), secret.as_str())),
            made_feed: news.made_feed.as_ref().map(|(name, address)| (name.as_str(), address.as_str())),
            done: news.done,
            problem: news.problem.as_deref(),
            passwords: &passwords,
            scopes: &scopes,
            times: TIMES,
            feeds: &feeds,
            calendars: &calendars,
            main: self.main_password(who),
            sign_ins: &sign_ins,
        };
        let mut response = rendered(settings::page(&view), PAGE);
        if response.status().is_success() {
            *response.status_mut() = news.status;
        }
        Ok(response)
    }

    fn main_password(&self, who: &Principal) -> MainPassword {
        match (&who.password, self.app.config.access.app_passwords_only, who.password_opens) {
            (None, _, _) => MainPassword::Elsewhere,
            (Some(_), true, _) => MainPassword::OpensPagesAlways,
            (Some(_), false, Opens::Everything) => MainPassword::OpensEverything,
            (Some(_), false, Opens::Pages) => MainPassword::OpensPages,
        }
    }

    async fn make(&self, visit: &Visit, who: &Principal) -> Result<News, StoreError> {
        let scope = Scope::of_word(visit.value("scope"));
        let days = match visit.value("days") {
            "" => Some(None),
            days => days.parse().ok().map(Some),
        };
        let (Some(scope), Some(days)) = (scope, days) else {
            return Ok(News::problem(
                StatusCode::BAD_REQUEST,
                "Choose what it opens and how long it works.".to_owned(),
            ));
        };
        let wish = Wish { name: visit.value("name").to_owned(), scope, days };
        let name = wish.name.trim().to_owned();
        match app_password::make(&self.app.store, who.id, wish, self.app.clock.now()).await {
            Ok(secret) => Ok(News { made: Some((name, secret)), ..News::default() }),
            Err(NotMade::Store(error)) => Err(error),
            Err(problem) => Ok(News::problem(StatusCode::BAD_REQUEST, sentence(&problem))),
        }
    }

    async fn remove(&self, visit: &Visit, who: &Principal) -> Result<News, StoreError> {
        let (owner, id) = (who.id, visit.value("id").parse().unwrap_or_default());
        let removed = self.app.store.write::<_, StoreError, _>(move |tx| tx.remove_app_password(owner, id)).await?;
        Ok(match removed {
            true => News::done("The app password is removed. The program that has it can do nothing more."),
            false => News::problem(StatusCode::NOT_FOUND, "There is no such app password any more.".to_owned()),
        })
    }

    async fn make_feed(&self, visit: &Visit, who: &Principal) -> Result<News, StoreError> {
        let shows = match visit.value("shows") {
            "busy" => Shows::BusyTime,
            "events" => Shows::Events,
            _ => return Ok(News::problem(StatusCode::BAD_REQUEST, "Choose what the feed shows.".to_owned())),
        };
        let name = visit.value("name").trim().to_owned();
        let calendar = Some(visit.value("calendar")).filter(|calendar| !calendar.is_empty()).map(str::to_owned);
        match feed::make(&self.app, who.id, feed::Wish { name: name.clone(), calendar, shows }).await {
            Ok(address) => Ok(News { made_feed: Some((name, address)), ..News::default() }),
            Err(feed::NotMade::Store(error)) => Err(error),
            Err(problem) => Ok(News::problem(StatusCode::BAD_REQUEST, sentence(&problem))),
        }
    }

    async fn remove_feed(&self, visit: &Visit, who: &Principal) -> Result<News, StoreError> {
        let (owner, name) = (who.id, visit.value("name").to_owned());
        let removed = self.app.store.write::<_, StoreError, _>(move |tx| tx.remove_feed(owner, &name)).await?;
        Ok(match removed {
            true => News::done("The feed is removed. Its address leads nowhere any more."),
            false => News::problem(StatusCode::NOT_FOUND, "There is no such feed any more.".to_owned()),
        })
    }

    async fn main_password_opens(&self, visit: &Visit, who: &Principal) -> Result<News, StoreError> {
        let (owner, opens) = (who.id, Opens::of_word(visit.value("opens")));
        self.app.store.write::<_, StoreError, _>(move |tx| tx.set_password_opens(owner, opens)).await?;
        Ok(News::done(match opens {
            Opens::Everything => "The main password opens these pages and calendar programs.",
            Opens::Pages => "The main password opens these pages only.",
        }))
    }

    /// A new main password, for whoever knows the present one. Every session ends, and this browser gets a new one.
    async fn change_password(
        &self,
        visit: &Visit,
        who: &Principal,
        secret: &str,
    ) -> Result<Response<Body>, StoreError> {
        let new = visit.value("new").to_owned();
        if new.chars().count() < SHORTEST_PASSWORD {
            let words = format!("A new password has {SHORTEST_PASSWORD} characters or more.");
            return self.settings_page(who, secret, News::problem(StatusCode::BAD_REQUEST, words));
        }
        let now = self.app.clock.now();
        let credentials = Credentials { name: &who.name, password: visit.value("current"), from: visit.from };
        match self.doorkeeper.admit(&self.app.store, Door::Pages, credentials, now).await {
            Ok(admitted) if admitted.principal.id == who.id && who.password.is_some() => {}
            Err(Refusal::Store(error)) => return Err(error),
            Err(refusal @ Refusal::TooOften(_)) => {
                let problem = not_signed_in(&refusal);
                return self.settings_page(who, secret, News::problem(status(problem), problem.to_string()));
            }
            _ => {
                let words =
                    "The present password is another one, so nothing was changed. Type the one you sign in with.";
                return self.settings_page(who, secret, News::problem(StatusCode::FORBIDDEN, words.to_owned()));
            }
        }
        match account::set_password(&self.app.store, who.name.clone(), new).await {
            Ok(()) => self.begin(visit, who, SETTINGS).await,
            Err(AccountError::Store(error)) => Err(error),
            Err(problem) => self.settings_page(who, secret, News::problem(StatusCode::BAD_REQUEST, sentence(&problem))),
        }
    }

    /// A profile with an app password made for it: by a form only, so that no address leads to one.
    async fn apple(&self, who: &Principal, secret: &str) -> Result<Response<Body>, StoreError> {
        let wish = Wish { name: "iPhone, iPad or Mac".to_owned(), scope: Scope::Everything, days: None };
        let password = match app_password::make(&self.app.store, who.id, wish, self.app.clock.now()).await {
            Ok(password) => password,
            Err(NotMade::Store(error)) => return Err(error),
            Err(problem) => {
                return self.settings_page(who, secret, News::problem(StatusCode::BAD_REQUEST, sentence(&problem)));
            }
        };
        let (is_tls, host, port) = address(self.app.config.public_url());
        let principal = Resource::Principal(who.name.clone()).to_string();
        let said = Profile { host, port, is_tls, name: &who.name, password: &password, principal: &principal };
        Ok(match apple::profile(&said) {
            Ok(body) => page(StatusCode::OK, PROFILE, body),
            Err(error) => {
                tracing::error!(%error, "a profile cannot be made");
                text(StatusCode::INTERNAL_SERVER_ERROR, "The profile could not be made. It has been noted.\n")
            }
        })
    }
}

/// Whether an address speaks TLS, its host and its port.
fn address(url: &str) -> (bool, &str, u16) {
    let is_tls = url.starts_with("https://");
    let authority = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = authority.split('/').next().unwrap_or_default();
    let usual = if is_tls { 443 } else { 80 };
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (is_tls, host, port.parse().unwrap_or(usual)),
        _ => (is_tls, authority, usual),
    }
}

fn password_line(password: AppPassword) -> PasswordLine {
    let day = |time: DateTime<Utc>| time.format("%Y-%m-%d").to_string();
    PasswordLine {
        id: password.id,
        name: password.name,
        opens: in_words(password.scope),
        created: day(password.created),
        used: password.used.map_or_else(|| "never".to_owned(), |time| format!("last {}", day(time))),
        expires: password.expires.map_or_else(|| "it is removed".to_owned(), day),
    }
}

fn feed_line(feed: Feed, calendars: &[Calendar]) -> FeedLine {
    let day = |time: DateTime<Utc>| time.format("%Y-%m-%d").to_string();
    let shown = match feed.calendar {
        None => "all calendars",
        Some(id) => calendars.iter().find(|calendar| calendar.id == id).map_or("a calendar that is gone", called),
    };
    let shows = match feed.shows {
        Shows::Events => format!("the events of {shown}"),
        Shows::BusyTime => format!("busy time of {shown}"),
    };
    let used = feed.used.map_or_else(|| "never".to_owned(), |time| format!("last {}", day(time)));
    FeedLine { name: feed.name, shows, created: day(feed.created), used }
}

/// What people call a calendar.
fn called(calendar: &Calendar) -> &str {
    calendar.display_name.as_deref().filter(|name| !name.trim().is_empty()).unwrap_or(&calendar.name)
}

fn in_words(scope: Scope) -> &'static str {
    match scope {
        Scope::Everything => "everything",
        Scope::Calendars => "calendars",
        Scope::Contacts => "contacts",
        Scope::ReadOnly => "reading only",
    }
}

pub(super) fn minute(time: DateTime<Utc>) -> String {
    time.format("%Y-%m-%d %H:%M UTC").to_string()
}

/// An error as a sentence of a page.
pub(super) fn sentence(problem: &dyn std::fmt::Display) -> String {
    let text = problem.to_string();
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| format!("{}{}.", first.to_uppercase(), letters.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_address_is_host_and_port() {
        for (url, expected) in [
            ("https://cal.example.org", (true, "cal.example.org", 443)),
            ("https://cal.example.org:8443/x", (true, "cal.example.org", 8443)),
            ("http://127.0.0.1:8008", (false, "127.0.0.1", 8008)),
            ("http://[::1]", (false, "[::1]", 80)),
        ] {
            assert_eq!(address(url), expected, "{url}");
        }
    }
}
