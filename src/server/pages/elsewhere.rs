//! Signing in at an identity provider: there and back.

use std::collections::HashMap;

use hyper::Response;

use super::{Pages, Visit, inside, see_other};
use crate::account::oidc::{Claims, NotProven};
use crate::account::{self, AccountError, Profile, session};
use crate::config::LinkBy;
use crate::server::site::Body;
use crate::store::{Principal, PrincipalKind, StoreError};
use crate::web::form;
use crate::web::sign_in::NotSignedIn;

impl Pages {
    /// To the provider. What is on the way is bound to the browser's secret, so that nobody is signed in as somebody else by
    /// a link.
    pub(super) async fn leave(&self, visit: &Visit) -> Result<Response<Body>, StoreError> {
        let Some(provider) = &self.provider else { return Ok(see_other("/sign-in")) };
        let Some(secret) = visit.secret.clone().or_else(|| session::new_secret().ok()) else {
            return Err(StoreError::Stopped);
        };
        let to = inside(form::value(&visit.query, "to").unwrap_or_default());
        match provider.begin(&secret, to, self.app.clock.now()).await {
            Ok(url) => {
                let mut response = see_other(&url);
                if visit.secret.is_none() {
                    self.set_cookie(&mut response, &secret);
                }
                Ok(response)
            }
            Err(error) => {
                tracing::error!(%error, "signing in elsewhere cannot begin");
                Ok(self.sign_in_form(visit, to, "", Some(NotSignedIn::NotNow)))
            }
        }
    }

    /// Back from the provider, with its answer in the query.
    pub(super) async fn back(&self, visit: &Visit) -> Result<Response<Body>, StoreError> {
        let (Some(provider), Some(secret)) = (&self.provider, &visit.secret) else {
            return Ok(self.sign_in_form(visit, "", "", Some(NotSignedIn::StaleForm)));
        };
        let answer: HashMap<&str, &str> =
            visit.query.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let (claims, to) = match provider.finish(secret, &answer, self.app.clock.now()).await {
            Ok(proven) => proven,
            Err(error) => {
                tracing::warn!(peer = %visit.from, %error, "signing in elsewhere failed");
                return Ok(self.sign_in_form(visit, "", "", Some(not_signed_in(&error))));
            }
        };
        match self.account_of(&claims).await? {
            Some(who) => {
                let means = "your organization";
                account::note(&self.app.store, &who, visit.from, means, self.app.clock.now()).await?;
                self.begin(visit, &who, &to).await
            }
            None => Ok(self.sign_in_form(visit, &to, "", Some(NotSignedIn::NotKnownHere))),
        }
    }

    /// The account of somebody whom the provider has proven: the one that came so before, else the one that the settings let
    /// be found, else a new one.
    async fn account_of(&self, claims: &Claims) -> Result<Option<Principal>, StoreError> {
        let Some(provider) = &self.provider else { return Ok(None) };
        let settings = provider.settings();
        let (issuer, subject) = (settings.issuer.clone(), claims.sub.clone());
        let store = &self.app.store;
        let now = self.app.clock.now();
        let found = store.read::<_, StoreError, _>(|tx| {
            if let Some(known) = tx.principal_by_subject(&issuer, &subject)? {
                return Ok((Some(known), true));
            }
            let found = match (settings.link_by, claims.verified_email(), &claims.preferred_username) {
                (LinkBy::Email, Some(email), _) => tx.principal_by_address(email)?,
                (LinkBy::Name, _, Some(name)) => tx.principal_by_name(&name.to_lowercase())?,
                _ => None,
            };
            Ok((found, false))
        })?;
        let who = match found {
            (Some(known), true) => return Ok(Some(known)),
            (Some(found), false) => Some(found).filter(|found| found.kind == PrincipalKind::Individual),
            (None, _) if settings.create => self.made(claims).await?,
            (None, _) => None,
        };
        if let Some(who) = &who {
            let owner = who.id;
            store.write::<_, StoreError, _>(move |tx| tx.add_subject(owner, &issuer, &subject, now)).await?;
        }
        Ok(who)
    }

    async fn made(&self, claims: &Claims) -> Result<Option<Principal>, StoreError> {
        let Some(profile) = profile(claims) else {
            tracing::warn!("the provider tells no verified address, so no account can be made");
            return Ok(None);
        };
        let (store, domains) = (&self.app.store, &self.app.config.mail.domains);
        match account::add_from_elsewhere(store, profile, domains, self.app.clock.now()).await {
            Ok(id) => store.read::<_, StoreError, _>(|tx| tx.principal(id)),
            Err(AccountError::Store(error)) => Err(error),
            Err(error) => {
                tracing::warn!(%error, "no account can be made for somebody of the provider");
                Ok(None)
            }
        }
    }
}

/// The account to make: mails will go to its address, so the provider must have verified it.
fn profile(claims: &Claims) -> Option<Profile> {
    let email = claims.verified_email()?.to_owned();
    let wished = claims.preferred_username.as_deref().unwrap_or(&email).to_lowercase();
    let name = wished.split('@').next().unwrap_or_default().to_owned();
    Some(Profile { name, email, display_name: claims.name.clone().unwrap_or_default() })
}

fn not_signed_in(error: &NotProven) -> NotSignedIn {
    match error {
        NotProven::Provider(_) => NotSignedIn::NotNow,
        NotProven::Refused(_) | NotProven::Token(_) => NotSignedIn::NotProven,
        NotProven::Unasked => NotSignedIn::StaleForm,
    }
}
