//! `/stop/TOKEN`: a guest wants no more invitations. GET asks, POST does it; `/stop/TOKEN/again` takes it back.

use hyper::{Method, Response, StatusCode};

use super::site::{Body, page, rendered};
use crate::guest::Keys;
use crate::imip::Language;
use crate::schedule::App;
use crate::store::{StoreError, Tx};
use crate::web::headers::PAGE;
use crate::web::stop::{self, StopView, Wish};

/// The path before the token.
pub(super) const PATH: &str = "/stop/";

/// The answer to a request of this path.
pub(super) async fn respond(app: &App, keys: &Keys, method: &Method, path: &str) -> Response<Body> {
    let rest = path.strip_prefix(PATH).unwrap_or_default();
    let (token, again) = rest.split_once('/').map_or((rest, None), |(token, rest)| (token, Some(rest)));
    if again.is_some_and(|word| word != "again") {
        return shown(app, Wish::Unknown);
    }
    let found = app.store.read::<_, StoreError, _>(|tx| keys.by_link(tx, token));
    let guest = match found {
        Ok(Some(invitation)) => invitation.attendee,
        Ok(None) => return shown(app, Wish::Unknown),
        Err(error) => return failed(&error),
    };
    if *method == Method::POST {
        let (address, now, takes_back) = (guest.clone(), app.clock.now(), again.is_some());
        let write = move |tx: &mut Tx<'_>| match takes_back {
            true => tx.unsuppress(&address).map(|_| ()),
            false => tx.suppress(&address, "the guest wants no invitations from this server", now),
        };
        if let Err(error) = app.store.write::<_, StoreError, _>(write).await {
            return failed(&error);
        }
    }
    let wish = app.store.read::<_, StoreError, _>(|tx| tx.suppressed(&guest, app.clock.now()));
    // That nobody was reached there is not what the guest wishes.
    match wish.map(|found| found.filter(|found| found.until.is_none())) {
        Ok(Some(_)) => shown(app, Wish::Stopped { address: guest, action: format!("{PATH}{token}/again") }),
        Ok(None) => shown(app, Wish::Mailed { address: guest, action: format!("{PATH}{token}") }),
        Err(error) => failed(&error),
    }
}

fn shown(app: &App, wish: Wish) -> Response<Body> {
    let status = if wish == Wish::Unknown { StatusCode::NOT_FOUND } else { StatusCode::OK };
    match stop::page(&StopView { language: Language::default(), host: &app.config.mail.host, wish }) {
        Ok(body) => page(status, PAGE, body),
        Err(error) => rendered(Err(error), PAGE),
    }
}

fn failed(error: &StoreError) -> Response<Body> {
    tracing::error!(%error, "the wish of a guest could not be looked up or stored");
    page(StatusCode::INTERNAL_SERVER_ERROR, PAGE, "That did not work. Please try again later.".to_owned())
}
