//! PROPPATCH (RFC 4918 §9.2): all changes or none.

use std::borrow::Cow;
use std::sync::Arc;

use hyper::StatusCode;

use super::answer::Response;
use super::conditions::Prefer;
use super::error::{Failure, Precondition};
use super::live::{self, Edits, Write};
use super::multistatus::{self, Missing, Properties};
use super::place::{Kinds, Place};
use super::resource::Resource;
use super::xml::{self, CALDAV, DAV, Element, Name};
use super::{Call, members};
use crate::schedule;
use crate::store::{Principal, PrincipalKind, Tx};

/// Properties in one request.
const MAX_PROPERTIES: usize = 200;

pub(super) async fn proppatch(call: &Call<'_>) -> Result<Response, Failure> {
    let root = xml::read(&call.request.body)?;
    if !root.is(DAV, "propertyupdate") {
        return Err(Failure::BadRequest("a DAV:propertyupdate is expected".into()));
    }
    let place = call.place()?;
    let mut patch = Patch::at(place);
    for instruction in root.children() {
        let sets = instruction.is(DAV, "set");
        if !sets && !instruction.is(DAV, "remove") {
            continue;
        }
        for property in properties(instruction, root.language()) {
            patch.add(&property, Some(&*property).filter(|_| sets))?;
        }
    }
    if patch.is_possible() {
        apply(call, place, &mut patch).await?;
    }
    if patch.is_possible() && Prefer::of(&call.request.headers).minimal {
        return Ok(Response::empty(StatusCode::OK));
    }
    Ok(Response::xml(StatusCode::MULTI_STATUS, patch.multistatus(&call.resource.to_string())))
}

const DEFAULT_CALENDAR: Name = Name::fixed(CALDAV, "schedule-default-calendar-URL");

/// Chooses somebody's calendar for new invitations: one of their own that takes events (RFC 6638 §4.3.1.2).
fn choose(tx: &mut Tx<'_>, owner: &Principal, wanted: &Resource) -> Result<(), Failure> {
    let found = match wanted {
        Resource::Calendar(name, calendar) if *name == owner.name => tx.calendar(owner.id, calendar)?,
        _ => None,
    };
    let refused = || Precondition::ValidScheduleDefaultCalendarUrl.because("no own calendar that takes events");
    let calendar = found.filter(|calendar| calendar.takes("VEVENT")).ok_or_else(refused)?;
    Ok(tx.choose_calendar(owner.id, calendar.id)?)
}

/// The properties of an instruction, each in the language that is said around it.
pub(super) fn properties<'a>(
    instruction: &'a Element,
    around: Option<&'a str>,
) -> impl Iterator<Item = Cow<'a, Element>> {
    let around = instruction.language().or(around);
    instruction.children_named(DAV, "prop").flat_map(move |prop| {
        let around = prop.language().or(around);
        prop.children().map(move |property| property.in_language(around))
    })
}

/// Makes the changes, unless the state of things does not allow one.
async fn apply(call: &Call<'_>, place: &Place, patch: &mut Patch) -> Result<(), Failure> {
    let (place, edits, now) = (place.clone(), patch.edits.clone(), call.app.clock.now());
    let config = Arc::clone(&call.app.config);
    let applied = call.write::<_, Failure, _>(move |tx| {
        if let Some(hrefs) = &edits.members {
            members::replace(tx, &place, hrefs, now)?;
        }
        if let (Some(wanted), Some(owner)) = (&edits.default_calendar, place.owner()) {
            choose(tx, owner, wanted)?;
        }
        let Some(keeper) = place.keeper() else { return Ok(()) };
        match tx.whose_property(keeper)? {
            Some(owner) => {
                schedule::within(tx, owner, |own| schedule::quota(&config, own), |tx| edits.apply(tx, keeper))
            }
            None => Err(Failure::NotFound),
        }
    });
    match applied.await {
        Err(Failure::Precondition { precondition: Precondition::QuotaNotExceeded, .. }) => {
            patch.refuse_all((StatusCode::INSUFFICIENT_STORAGE, Some(Precondition::QuotaNotExceeded)));
            Ok(())
        }
        Err(failure @ Failure::BadRequest(_)) if patch.edits.members.is_some() => {
            patch.refuse(&Name::fixed(DAV, "group-member-set"), failure);
            Ok(())
        }
        Err(failure @ Failure::Precondition { precondition: Precondition::ValidScheduleDefaultCalendarUrl, .. }) => {
            patch.refuse(&DEFAULT_CALENDAR, failure);
            Ok(())
        }
        done => done,
    }
}

/// Whether the place is a group whose members can be set.
fn is_group(place: &Place) -> bool {
    matches!(place, Place::Proxy(..)) || matches!(place, Place::Principal(owner) if owner.kind == PrincipalKind::Group)
}

/// The changes of a request, and what is wrong with each.
pub(super) struct Patch {
    kind: Kinds,
    /// Whether properties that the server does not understand can be kept there.
    keeps_dead: bool,
    /// Whether there are members that can be set.
    is_group: bool,
    /// The changes that are possible.
    pub(super) edits: Edits,
    outcomes: Vec<(Name, Option<Refusal>)>,
    additions: usize,
}

type Refusal = (StatusCode, Option<Precondition>);

/// Places where something is being made, with what it becomes.
const NEW: [(Kinds, Kinds); 3] =
    [(Kinds::FREE_CALENDAR, Kinds::CALENDAR), (Kinds::FREE_FILE, Kinds::FOLDER), (Kinds::FREE_BOOK, Kinds::BOOK)];

impl Patch {
    /// No changes yet, to a place of this kind; a free one for what is being made.
    pub(super) fn new(kind: Kinds) -> Patch {
        Patch { kind, keeps_dead: true, is_group: false, edits: Edits::default(), outcomes: Vec::new(), additions: 0 }
    }

    /// No changes yet, to this place.
    fn at(place: &Place) -> Patch {
        Patch { keeps_dead: place.keeper().is_some(), is_group: is_group(place), ..Patch::new(place.kind()) }
    }

    /// Adds a property to set, or with `None` to remove.
    ///
    /// # Errors
    /// More than 200 properties.
    pub(super) fn add(&mut self, property: &Element, value: Option<&Element>) -> Result<(), Failure> {
        if self.additions >= MAX_PROPERTIES {
            return Err(Failure::BadRequest("too many properties".into()));
        }
        let outcome = self.change(&property.name, value).err();
        self.additions += 1;
        // A property that is named twice has one outcome.
        match self.outcomes.iter_mut().find(|(known, _)| *known == property.name) {
            Some((_, known)) => *known = known.or(outcome),
            None => self.outcomes.push((property.name.clone(), outcome)),
        }
        Ok(())
    }

    fn change(&mut self, name: &Name, value: Option<&Element>) -> Result<(), Refusal> {
        let new = NEW.iter().find(|(free, _)| *free == self.kind);
        let (is_new, lives_on) = (new.is_some(), new.map_or(self.kind, |(_, becomes)| *becomes));
        let collections = Kinds::CALENDAR.or(Kinds::INBOX).or(Kinds::BOOK);
        let protected = (StatusCode::FORBIDDEN, Some(Precondition::CannotModifyProtectedProperty));
        match live::find(name) {
            Some(row) if name.is(DAV, "group-member-set") => match row.write {
                Write::Always(write) if self.is_group => write(&mut self.edits, value).map_err(refusal),
                _ => Err(protected),
            },
            None if !self.keeps_dead => Err(protected),
            Some(row) if !self.keeps_dead && !row.lives_on.meets(lives_on) => Err(protected),
            None => self.edits.dead(name, value).map_err(refusal),
            Some(row) if !row.lives_on.meets(lives_on) => match row.write {
                // What clients set elsewhere means nothing to the server here, and is kept all the same.
                Write::Always(_) => self.edits.dead(name, value).map_err(refusal),
                Write::AtCreation(_) | Write::Protected => Err(protected),
            },
            Some(row) => match row.write {
                Write::Always(write) if collections.meets(lives_on) => write(&mut self.edits, value).map_err(refusal),
                Write::AtCreation(write) if is_new => write(&mut self.edits, value).map_err(refusal),
                Write::Always(_) | Write::AtCreation(_) | Write::Protected => Err(protected),
            },
        }
    }

    /// Says that all changes together are refused.
    fn refuse_all(&mut self, refusal: Refusal) {
        self.outcomes.iter_mut().for_each(|(_, outcome)| *outcome = Some(refusal));
    }

    /// Notes that a change turned out to be impossible.
    fn refuse(&mut self, name: &Name, failure: Failure) {
        let refusal = refusal(failure);
        for (_, outcome) in self.outcomes.iter_mut().filter(|(known, _)| known == name) {
            *outcome = Some(refusal);
        }
    }

    /// Whether nothing is wrong with any change.
    pub(super) fn is_possible(&self) -> bool {
        self.outcomes.iter().all(|(_, refusal)| refusal.is_none())
    }

    /// The answer: what was changed, or what stands in the way of all of it.
    pub(super) fn multistatus(&self, href: &str) -> String {
        let mut out = String::new();
        multistatus::open(&mut out);
        let mut properties = Properties::of(&mut out, href);
        self.write(&mut properties);
        properties.finish(Missing::Shown);
        multistatus::close(&mut out);
        out
    }

    /// Writes the outcome of each change.
    pub(super) fn write(&self, properties: &mut Properties<'_>) {
        for (name, refusal) in &self.outcomes {
            match refusal {
                Some((status, condition)) => properties.fail(name, *status, *condition),
                None if self.is_possible() => properties.add_name(name),
                None => properties.fail(name, StatusCode::FAILED_DEPENDENCY, None),
            }
        }
    }
}

fn refusal(failure: Failure) -> Refusal {
    match failure {
        Failure::Precondition { precondition, .. } => (failure.status(), Some(precondition)),
        Failure::BadRequest(_) => (StatusCode::CONFLICT, None),
        other => (other.status(), None),
    }
}
