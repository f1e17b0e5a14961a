//! sync-collection (RFC 6578) of the book of the people of this house.
//!
//! Behind it is no log of changes: a token names the state of all cards, so it says whether anything changed since, and
//! not what. Whoever has the token of another state begins anew, which RFC 6578 §3.2 has clients ready for; people come
//! and go seldom enough.

use std::sync::Arc;

use super::super::Call;
use super::super::answer::{Answer, Pages, Progress};
use super::super::conditions::Timezones;
use super::super::error::Failure;
use super::super::live::{self, View};
use super::super::multistatus;
use super::super::place::{Owner, Place, calendar_resource};
use super::super::plan::{Plan, Text};
use super::sync;
use crate::contacts;
use crate::id::{ObjectId, ObjectName};
use crate::schedule::App;
use crate::store::{Calendar, Object, Principal, StoreError, Tx};

/// Cards made at a time.
const PAGE: usize = 64;

pub(super) fn report(
    call: &Call<'_>,
    plan: Plan,
    (owner, house): (&Arc<Owner>, &Arc<Calendar>),
    token: &str,
    most: Option<usize>,
) -> Result<Answer, Failure> {
    let (state, numbers) =
        call.app.store.read::<_, StoreError, _>(|tx| Ok((contacts::state(tx)?, contacts::numbers(tx, house)?)))?;
    let complete = live::house_token(&state, None);
    let left = match token {
        "" => numbers,
        _ if token == complete => Vec::new(),
        _ => after(&state, token, numbers).ok_or_else(|| sync::unknown(token))?,
    };
    let (app, who) = (call.app.clone(), call.who.clone());
    let (owner, house) = (Arc::clone(owner), Arc::clone(house));
    Ok(Answer::multistatus(Colleagues { app, who, plan, owner, house, state, left: left.into_iter(), most }))
}

/// The cards behind the one at which an answer broke off, as long as nothing changed since.
fn after(state: &str, token: &str, numbers: Vec<ObjectId>) -> Option<Vec<ObjectId>> {
    let reached = numbers.iter().position(|number| live::house_token(state, Some(*number)) == token)?;
    Some(numbers.into_iter().skip(reached + 1).collect())
}

struct Colleagues {
    app: App,
    who: Principal,
    plan: Plan,
    owner: Arc<Owner>,
    house: Arc<Calendar>,
    /// The state of the book when the answer began: what changes while it is sent is told next time.
    state: String,
    /// Cards that are not answered yet.
    left: std::vec::IntoIter<ObjectId>,
    /// How many results the client takes.
    most: Option<usize>,
}

impl Pages for Colleagues {
    fn page(&mut self, tx: &mut Tx<'_>, out: &mut String) -> Result<Progress, Failure> {
        let ids: Vec<ObjectId> = self.left.by_ref().take(self.most.unwrap_or(PAGE).min(PAGE)).collect();
        for card in contacts::cards(tx, &self.house, &ids)? {
            self.write(tx, out, &card)?;
        }
        self.most = self.most.map(|most| most - ids.len());
        if self.left.as_slice().is_empty() {
            multistatus::close_with_token(out, &live::house_token(&self.state, None));
            return Ok(Progress::Done);
        }
        if self.most != Some(0) {
            return Ok(Progress::More);
        }
        sync::write_truncated(out, &calendar_resource(&self.owner, &self.house));
        multistatus::close_with_token(out, &live::house_token(&self.state, ids.last().copied()));
        Ok(Progress::Done)
    }
}

impl Colleagues {
    fn write(&self, tx: &mut Tx<'_>, out: &mut String, card: &Object) -> Result<(), Failure> {
        let name = ObjectName::parse(&card.head.name).ok();
        let Some(resource) = name.and_then(|name| calendar_resource(&self.owner, &self.house).member(name)) else {
            return Ok(());
        };
        let place = Place::Object(Arc::clone(&self.owner), Arc::clone(&self.house), card.head.clone());
        let view = View { app: &self.app, who: &self.who, place: &place };
        let text =
            Text { body: &card.body, object: None, floating: &self.app.floating, timezones: Timezones::AsStored };
        Ok(self.plan.write(&view, tx, out, &resource.to_string(), Some(&text))?)
    }
}
