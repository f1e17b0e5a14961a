//! addressbook-query (RFC 6352 §8.6).

use std::sync::Arc;
use std::time::Instant;

use hyper::StatusCode;

use super::super::answer::{Answer, Pages, Progress, is_enough};
use super::super::card_filter::{self, CardFilter};
use super::super::conditions::{Depth, Timezones};
use super::super::error::{Failure, Precondition};
use super::super::live::View;
use super::super::patience::{OutOfTime, Patience};
use super::super::place::{Owner, Place, books_of, calendar_resource};
use super::super::plan::{DataIs, Plan, Text};
use super::super::xml::{CARDDAV, Element};
use super::super::{Call, multistatus};
use crate::contacts;
use crate::id::{ObjectId, ObjectName};
use crate::schedule::App;
use crate::store::{Calendar, Object, Principal, Tx};
use crate::vcard::Card;

/// Cards read at a time.
const PAGE: usize = 64;

/// Answers for one card, for one address book, or for each book of a home. With `Depth: 0` a collection is asked for itself
/// alone, and it is no card; without the header, which RFC 6352 §8.6 demands, its members are meant.
pub(super) fn report(call: &Call<'_>, root: &Element) -> Result<Answer, Failure> {
    let filter = root.child(CARDDAV, "filter");
    let filter = filter.ok_or_else(|| Failure::BadRequest("a CARDDAV:filter is expected".into()))?;
    let filter = card_filter::read(filter)?;
    let plan = Plan::of_request(root, DataIs::Available, super::missing(call))?;
    let plan = plan.unwrap_or_else(Plan::of_nothing);
    let depth = Depth::of(&call.request.headers, Depth::One)?;
    let searched = match (depth, call.place()?) {
        (Depth::Zero, Place::Calendar(..) | Place::BookHome(_)) => Vec::new(),
        (_, place) => call.app.store.read(|tx| scope(tx, call.who, place))?,
    };
    let query = Query {
        app: call.app.clone(),
        who: call.who.clone(),
        href: call.resource.to_string(),
        filter,
        plan,
        searched,
        left: super::most_results(root, CARDDAV)?,
        patience: Patience::with_a_request(),
    };
    Ok(Answer::multistatus(query))
}

/// The books that a report on this place is about, the first one last.
fn scope(tx: &mut Tx<'_>, who: &Principal, place: &Place) -> Result<Vec<Searched>, Failure> {
    match place {
        Place::Calendar(owner, book) => Ok(vec![Searched::of(tx, Arc::clone(owner), Arc::clone(book))?]),
        Place::Object(owner, book, head) => {
            let left = vec![head.id].into_iter();
            Ok(vec![Searched { owner: Arc::clone(owner), book: Arc::clone(book), left }])
        }
        Place::BookHome(owner) => {
            let mut searched = Vec::new();
            let books = books_of(tx, who, owner)?;
            for (seat, book) in books.into_iter().rev() {
                searched.push(Searched::of(tx, seat, book)?);
            }
            Ok(searched)
        }
        _ => Err(Failure::NotFound),
    }
}

struct Query {
    app: App,
    who: Principal,
    /// Where the request was sent.
    href: String,
    filter: CardFilter,
    plan: Plan,
    /// Books to search, the next one last.
    searched: Vec<Searched>,
    /// How many more results the client takes.
    left: Option<usize>,
    /// How long the search may still take.
    patience: Patience,
}

struct Searched {
    owner: Arc<Owner>,
    book: Arc<Calendar>,
    /// Cards that were not looked at yet.
    left: std::vec::IntoIter<ObjectId>,
}

impl Searched {
    fn of(tx: &mut Tx<'_>, owner: Arc<Owner>, book: Arc<Calendar>) -> Result<Searched, Failure> {
        let left = contacts::numbers(tx, &book)?.into_iter();
        Ok(Searched { owner, book, left })
    }
}

/// Whether the client takes another result, and may have the next card looked at.
#[derive(PartialEq, Eq)]
enum Wanted {
    Yes,
    No,
}

impl Pages for Query {
    fn page(&mut self, tx: &mut Tx<'_>, out: &mut String) -> Result<Progress, Failure> {
        let Some(mut searched) = self.searched.pop() else {
            multistatus::close(out);
            return Ok(Progress::Done);
        };
        self.patience.resume();
        let begun = Instant::now();
        let ids: Vec<ObjectId> = searched.left.as_slice().iter().take(PAGE).copied().collect();
        let mut looked_at = ids.len();
        for card in contacts::cards(tx, &searched.book, &ids)? {
            if self.answer(tx, out, &searched, &card)? == Wanted::No {
                // There is more than the client asked for, or than one request may ask (RFC 6352 §8.6.2).
                let condition = Some((Precondition::NumberOfMatchesWithinLimits, ""));
                multistatus::status(out, &self.href, StatusCode::INSUFFICIENT_STORAGE, condition);
                multistatus::close(out);
                return Ok(Progress::Done);
            }
            if is_enough(out, begun) {
                looked_at = ids.iter().take_while(|other| **other != card.head.id).count() + 1;
                break;
            }
        }
        self.patience.pause();
        searched.left.by_ref().take(looked_at).for_each(drop);
        if !searched.left.as_slice().is_empty() {
            self.searched.push(searched);
        }
        Ok(Progress::More)
    }

    fn is_laborious(&self) -> bool {
        true
    }
}

impl Query {
    fn answer(
        &mut self,
        tx: &mut Tx<'_>,
        out: &mut String,
        searched: &Searched,
        card: &Object,
    ) -> Result<Wanted, Failure> {
        let Searched { owner, book, .. } = searched;
        if !self.filter.is_empty() {
            let Ok(card) = Card::parse(&card.body) else { return Ok(Wanted::Yes) };
            match self.filter.holds(&card, &self.patience) {
                Ok(true) => {}
                Ok(false) => return Ok(Wanted::Yes),
                Err(OutOfTime) => return Ok(Wanted::No),
            }
        }
        let Some(name) = ObjectName::parse(&card.head.name).ok() else { return Ok(Wanted::Yes) };
        let Some(resource) = calendar_resource(owner, book).member(name) else { return Ok(Wanted::Yes) };
        match &mut self.left {
            Some(0) => return Ok(Wanted::No),
            Some(left) => *left -= 1,
            None => {}
        }
        let place = Place::Object(Arc::clone(owner), Arc::clone(book), card.head.clone());
        let view = View { app: &self.app, who: &self.who, place: &place };
        let text =
            Text { body: &card.body, object: None, floating: &self.app.floating, timezones: Timezones::AsStored };
        self.plan.write(&view, tx, out, &resource.to_string(), Some(&text))?;
        Ok(Wanted::Yes)
    }
}
