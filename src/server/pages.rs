//! The pages of those who sign in: sign-in, sign-out, settings, what waits for their decision.
//!
//! A browser is known by one cookie with a random secret, whether somebody has signed in with it or not; a form is taken
//! only with the token that belongs to that secret, and only from a page of this server (Fetch Metadata, RFC 6454 §7).
//! Signing in changes the secret. CalDAV never looks at the cookie.

mod cookie;
mod elsewhere;
mod settings;
mod waiting;

use std::net::IpAddr;

use hyper::body::Incoming;
use hyper::header::{HOST, HeaderMap, HeaderValue, LOCATION, ORIGIN, RETRY_AFTER, SET_COOKIE};
use hyper::{Method, Request, Response, StatusCode};

use super::seats::Turn;
use super::site::{Body, FORM_TIME, collected, is_read, page, rendered, text};
use crate::account::oidc::Provider;
use crate::account::{Credentials, Door, Doorkeeper, Refusal, session};
use crate::imip::Language;
use crate::schedule::App;
use crate::store::{Principal, StoreError};
use crate::web::form::{self, Field};
use crate::web::headers::PAGE;
use crate::web::sign_in::{self, NotSignedIn, SignInView};
use waiting::WAITING;

/// Where people go who do not say where.
const SETTINGS: &str = "/settings/";
/// Bytes of a place to go to.
const LONGEST_PLACE: usize = 200;

/// The pages of those who sign in.
pub(super) struct Pages {
    app: App,
    doorkeeper: Doorkeeper,
    provider: Option<Provider>,
}

/// One request of a browser.
struct Visit {
    method: Method,
    path: String,
    headers: HeaderMap,
    from: IpAddr,
    query: Vec<Field>,
    form: Vec<Field>,
    /// What its cookie holds.
    secret: Option<String>,
}

impl Visit {
    fn value(&self, name: &str) -> &str {
        form::value(&self.form, name).unwrap_or_default()
    }

    /// Whether a form comes from a page that this browser was shown.
    fn is_from_our_page(&self, public_url: &str) -> bool {
        let secret = self.secret.as_deref().unwrap_or_default();
        let has_token = !secret.is_empty() && session::is_form_token(secret, self.value("form"));
        let header = |name: &str| self.headers.get(name).and_then(|value| value.to_str().ok());
        let is_ours = match (header("sec-fetch-site"), header(ORIGIN.as_str())) {
            (Some(site), _) => matches!(site, "same-origin" | "none"),
            (None, Some(origin)) => is_own(origin, header(HOST.as_str()), public_url),
            (None, None) => true,
        };
        has_token && is_ours
    }
}

/// Whether an origin is this server, under its public name or the one it was asked by.
fn is_own(origin: &str, host: Option<&str>, public_url: &str) -> bool {
    let named = origin.split_once("://").map(|(_, named)| named);
    origin == public_url || (named.is_some() && named == host)
}

impl Pages {
    pub(super) fn new(app: App, doorkeeper: Doorkeeper, provider: Option<Provider>) -> Pages {
        Pages { app, doorkeeper, provider }
    }

    /// Whether a path is one of these pages.
    pub(super) fn has(path: &str) -> bool {
        matches!(path, "/sign-in" | "/sign-out" | "/settings" | "/waiting")
            || ["/sign-in/", SETTINGS, WAITING].iter().any(|root| path.starts_with(root))
    }

    /// Answers a request.
    pub(super) async fn respond(&self, request: Request<Incoming>, from: IpAddr, turn: &Turn) -> Response<Body> {
        let visit = match self.visit(request, from, turn).await {
            Ok(visit) => visit,
            Err(refusal) => return refusal,
        };
        if visit.method != Method::POST && !is_read(&visit.method) {
            return text(StatusCode::METHOD_NOT_ALLOWED, "This page is read with GET; its forms are sent with POST.\n");
        }
        let answer = match (visit.path.as_str(), is_read(&visit.method)) {
            ("/sign-in" | "/sign-in/", true) => self.sign_in_page(&visit),
            ("/sign-in" | "/sign-in/", false) => self.sign_in(&visit).await,
            ("/sign-in/elsewhere", true) => self.leave(&visit).await,
            (Provider::BACK, true) => self.back(&visit).await,
            (path, _) if path.starts_with("/sign-in/") => Ok(see_other("/sign-in")),
            ("/sign-out", false) => self.sign_out(&visit).await,
            ("/sign-out", true) => Ok(see_other(SETTINGS)),
            (path, _) if path == "/waiting" || path.starts_with(WAITING) => self.waiting(&visit).await,
            _ => self.settings(&visit).await,
        };
        answer.unwrap_or_else(|error| {
            tracing::error!(%error, "a page cannot be made");
            text(StatusCode::SERVICE_UNAVAILABLE, "The server cannot look you up right now; try again.\n")
        })
    }

    async fn visit(&self, request: Request<Incoming>, from: IpAddr, turn: &Turn) -> Result<Visit, Response<Body>> {
        let (head, body) = request.into_parts();
        let bad = |error: form::BadForm| text(StatusCode::BAD_REQUEST, &format!("{error}\n"));
        let query = form::fields(head.uri.query().unwrap_or_default().as_bytes()).map_err(bad)?;
        let body = collected(body, form::LONGEST, FORM_TIME, turn).await?;
        let form = if head.method == Method::POST { form::fields(&body).map_err(bad)? } else { Vec::new() };
        let secret = cookie::secret(&head.headers, self.is_secure());
        Ok(Visit {
            method: head.method,
            path: head.uri.path().to_owned(),
            headers: head.headers,
            from,
            query,
            form,
            secret,
        })
    }

    fn is_secure(&self) -> bool {
        self.app.config.public_url().starts_with("https://")
    }

    /// Who is signed in with this browser. The sessions of somebody end who was taken out of the directory.
    async fn who(&self, visit: &Visit) -> Result<Option<(Principal, String)>, StoreError> {
        let Some(secret) = &visit.secret else { return Ok(None) };
        let owner = session::owner(&self.app.store, secret, self.app.clock.now()).await?;
        let Some(owner) = owner else { return Ok(None) };
        match self.doorkeeper.is_gone(&self.app.store, &owner).await {
            Ok(true) => {
                let id = owner.id;
                self.app.store.write::<_, StoreError, _>(move |tx| tx.end_sessions(id)).await?;
                return Ok(None);
            }
            Err(Refusal::Store(error)) => return Err(error),
            // What is made now would open the calendar for good; what is only shown, or taken away, would not.
            Err(_) if !is_read(&visit.method) && !visit.path.ends_with("/remove") => return Err(StoreError::Stopped),
            Ok(false) | Err(_) => {}
        }
        Ok(Some((owner, secret.clone())))
    }

    fn sign_in_page(&self, visit: &Visit) -> Result<Response<Body>, StoreError> {
        let to = form::value(&visit.query, "to").unwrap_or_default();
        Ok(self.sign_in_form(visit, to, "", None))
    }

    /// The form, in a browser that has a secret from now on.
    fn sign_in_form(&self, visit: &Visit, to: &str, name: &str, problem: Option<NotSignedIn>) -> Response<Body> {
        let Some(secret) = visit.secret.clone().or_else(|| session::new_secret().ok()) else {
            return text(StatusCode::INTERNAL_SERVER_ERROR, "This page could not be made. It has been noted.\n");
        };
        let view = SignInView {
            language: Language::default(),
            host: &self.app.config.mail.host,
            token: &session::form_token(&secret),
            to: inside(to),
            name,
            problem,
            elsewhere: self.provider.as_ref().map(|provider| provider.settings().label.as_str()),
        };
        let mut response = rendered(sign_in::page(&view), PAGE);
        if visit.secret.is_none() {
            self.set_cookie(&mut response, &secret);
        }
        if let Some(problem) = problem {
            *response.status_mut() = status(problem);
        }
        if let Some(NotSignedIn::TooOften(seconds)) = problem {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }

    async fn sign_in(&self, visit: &Visit) -> Result<Response<Body>, StoreError> {
        let (to, name) = (visit.value("to"), visit.value("name"));
        if !visit.is_from_our_page(self.app.config.public_url()) {
            return Ok(self.sign_in_form(visit, to, name, Some(NotSignedIn::StaleForm)));
        }
        let credentials = Credentials { name, password: visit.value("password"), from: visit.from };
        match self.doorkeeper.admit(&self.app.store, Door::Pages, credentials, self.app.clock.now()).await {
            Ok(admitted) => self.begin(visit, &admitted.principal, to).await,
            Err(Refusal::Store(error)) => Err(error),
            Err(refusal) => Ok(self.sign_in_form(visit, to, name, Some(not_signed_in(&refusal)))),
        }
    }

    /// Begins a session with a secret of its own, so that one known to somebody from before is worth nothing.
    async fn begin(&self, visit: &Visit, who: &Principal, to: &str) -> Result<Response<Body>, StoreError> {
        let Ok(secret) = session::new_secret() else { return Err(StoreError::Stopped) };
        if let Some(former) = &visit.secret {
            session::end(&self.app.store, former).await?;
        }
        session::begin(&self.app.store, who.id, &secret, self.app.clock.now()).await?;
        let mut response = see_other(inside(to));
        self.set_cookie(&mut response, &secret);
        Ok(response)
    }

    async fn sign_out(&self, visit: &Visit) -> Result<Response<Body>, StoreError> {
        if !visit.is_from_our_page(self.app.config.public_url()) {
            return Ok(self.sign_in_form(visit, SETTINGS, "", Some(NotSignedIn::StaleForm)));
        }
        if let Some(secret) = &visit.secret {
            session::end(&self.app.store, secret).await?;
        }
        let mut response = see_other("/sign-in");
        let gone = cookie::gone(self.is_secure());
        response.headers_mut().insert(SET_COOKIE, HeaderValue::from_str(&gone).unwrap_or(HeaderValue::from_static("")));
        Ok(response)
    }

    fn set_cookie(&self, response: &mut Response<Body>, secret: &str) {
        if let Ok(value) = HeaderValue::from_str(&cookie::set(secret, self.is_secure())) {
            response.headers_mut().insert(SET_COOKIE, value);
        }
    }
}

fn not_signed_in(refusal: &Refusal) -> NotSignedIn {
    match refusal {
        Refusal::Wrong => NotSignedIn::Wrong,
        Refusal::TooOften(seconds) => NotSignedIn::TooOften(*seconds),
        Refusal::Store(_) | Refusal::Directory(_) => NotSignedIn::NotNow,
    }
}

fn status(problem: NotSignedIn) -> StatusCode {
    match problem {
        NotSignedIn::Wrong | NotSignedIn::StaleForm => StatusCode::FORBIDDEN,
        NotSignedIn::NotProven | NotSignedIn::NotKnownHere => StatusCode::FORBIDDEN,
        NotSignedIn::TooOften(_) => StatusCode::TOO_MANY_REQUESTS,
        NotSignedIn::NotNow => StatusCode::SERVICE_UNAVAILABLE,
    }
}

/// A place of these pages to go to; whatever leads elsewhere leads to the settings.
fn inside(to: &str) -> &str {
    let is_plain = to.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/-._~?=&".contains(&byte));
    let is_ours = [SETTINGS, WAITING].iter().any(|root| to.starts_with(root));
    if is_ours && is_plain && to.len() <= LONGEST_PLACE { to } else { SETTINGS }
}

/// Leads on by GET (RFC 9110 §15.4.4).
fn see_other(to: &str) -> Response<Body> {
    let mut response = page(StatusCode::SEE_OTHER, PAGE, String::new());
    response.headers_mut().insert(LOCATION, HeaderValue::from_str(to).unwrap_or(HeaderValue::from_static("/")));
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signing_in_leads_nowhere_else() {
        for (to, leads) in [
            ("/settings/", "/settings/"),
            ("/settings/?a=b", "/settings/?a=b"),
            ("/waiting/", "/waiting/"),
            ("/waiting@evil.example", "/settings/"),
            ("", "/settings/"),
            ("//evil.example/", "/settings/"),
            ("https://evil.example/", "/settings/"),
            ("/\\evil.example", "/settings/"),
            ("/settings/\r\nX: y", "/settings/"),
            (&format!("/settings/{}", "x".repeat(LONGEST_PLACE)), "/settings/"),
        ] {
            assert_eq!(inside(to), leads, "{to}");
        }
    }

    #[test]
    fn a_form_of_another_site_is_known() {
        let secret = session::new_secret().unwrap();
        let token = session::form_token(&secret);
        for (sent, headers, taken) in [
            (token.as_str(), &[][..], true),
            ("", &[], false),
            ("x", &[("sec-fetch-site", "same-origin")], false),
            (&token, &[("sec-fetch-site", "same-origin")], true),
            (&token, &[("sec-fetch-site", "cross-site")], false),
            (&token, &[("sec-fetch-site", "same-site")], false),
            (&token, &[("origin", "https://cal.example.org")], true),
            (&token, &[("origin", "http://10.0.0.1:8008"), ("host", "10.0.0.1:8008")], true),
            (&token, &[("origin", "https://evil.example"), ("host", "cal.example.org")], false),
            (&token, &[("origin", "null")], false),
        ] {
            let mut map = HeaderMap::new();
            headers.iter().for_each(|(name, value): &(&'static str, &str)| {
                map.insert(*name, value.parse().unwrap());
            });
            let visit = Visit {
                method: Method::POST,
                path: "/sign-in".to_owned(),
                headers: map,
                from: std::net::Ipv4Addr::LOCALHOST.into(),
                query: Vec::new(),
                form: vec![("form".to_owned(), sent.to_owned())],
                secret: Some(secret.clone()),
            };
            assert_eq!(visit.is_from_our_page("https://cal.example.org"), taken, "{sent} {headers:?}");
        }
    }
}
