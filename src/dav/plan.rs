//! Which properties a request asks for, looked up once and then answered for resource after resource.

use std::borrow::Cow;
use std::convert::Infallible;

use hyper::StatusCode;

use super::address::AddressRequest;
use super::conditions::Timezones;
use super::data::{DataRequest, TooMany};
use super::error::{Failure, Precondition};
use super::live::{self, Found, InAllprop, LIVE, Live, View, Write};
use super::multistatus::{Missing, Properties};
use super::place::{Kinds, Place};
use super::xml::{self, CALDAV, CARDDAV, DAV, Element, Name};
use crate::ical::{CalendarObject, Zone};
use crate::store::{DeadProperty, StoreError, Tx};

/// The properties to write for each resource.
pub struct Plan {
    steps: Vec<Step>,
    dead: Dead,
    show: Show,
    missing: Missing,
}

enum Step {
    /// A live property that was asked for by name.
    Live(&'static Live),
    /// A live property of `allprop` or `propname`: where it does not live, it is not missing.
    LiveIfThere(&'static Live),
    Dead(Name),
    Data(DataRequest),
    Address(AddressRequest),
}

/// Dead properties beyond those that are named.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Dead {
    Named,
    All,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Show {
    Values,
    Names,
}

/// The property that a report returns objects in.
const CALENDAR_DATA: Name = Name::fixed(CALDAV, "calendar-data");
/// The property that a report returns cards in.
const ADDRESS_DATA: Name = Name::fixed(CARDDAV, "address-data");
/// Properties in one request.
const MAX_PROPERTIES: usize = 500;

/// Whether `calendar-data` and `address-data` are properties: they are in reports and are not in PROPFIND (RFC 4791
/// §9.6, RFC 6352 §10.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DataIs {
    /// In a report on objects.
    Available,
    /// Elsewhere.
    Unknown,
}

impl Plan {
    /// Reads the body of a PROPFIND; no body asks for all properties (RFC 4918 §9.1).
    ///
    /// # Errors
    /// No `DAV:propfind` with one of `prop`, `allprop` and `propname` in it.
    pub fn of_propfind(body: &[u8], missing: Missing) -> Result<Plan, Failure> {
        if body.iter().all(u8::is_ascii_whitespace) {
            return Ok(Plan::everything(Show::Values, missing));
        }
        let root = xml::read(body)?;
        if !root.is(DAV, "propfind") {
            return Err(Failure::BadRequest("a DAV:propfind is expected".into()));
        }
        Plan::of_request(&root, DataIs::Unknown, missing)?
            .ok_or_else(|| Failure::BadRequest("one of DAV:prop, DAV:allprop and DAV:propname is expected".into()))
    }

    /// Reads `prop`, `allprop` or `propname` in a request element; `None` where there is none of them.
    ///
    /// # Errors
    /// Two of them, more than 500 properties, or a `calendar-data` that asks for something unknown.
    pub fn of_request(root: &Element, data: DataIs, missing: Missing) -> Result<Option<Plan>, Failure> {
        let kinds = ["prop", "allprop", "propname"].map(|local| root.child(DAV, local));
        let plan = match kinds {
            [None, None, None] => return Ok(None),
            [Some(prop), None, None] => Plan::of_prop(prop, data, missing)?,
            [None, Some(_), None] => {
                let mut plan = Plan::everything(Show::Values, missing);
                if let Some(include) = root.child(DAV, "include") {
                    plan.steps.extend(Plan::of_prop(include, data, missing)?.steps);
                }
                plan
            }
            [None, None, Some(_)] => Plan::everything(Show::Names, missing),
            _ => return Err(Failure::BadRequest("DAV:prop, DAV:allprop and DAV:propname exclude each other".into())),
        };
        Ok(Some(plan))
    }

    /// Reads a `DAV:prop` element.
    ///
    /// # Errors
    /// More than 500 properties, or a `calendar-data` that asks for something unknown.
    fn of_prop(prop: &Element, data: DataIs, missing: Missing) -> Result<Plan, Failure> {
        let mut steps = Vec::new();
        for child in prop.children() {
            steps.push(match live::find(&child.name) {
                Some(row) => Step::Live(row),
                None if data == DataIs::Available && child.name == CALENDAR_DATA => {
                    Step::Data(DataRequest::read(child)?)
                }
                None if data == DataIs::Available && child.name == ADDRESS_DATA => {
                    Step::Address(AddressRequest::read(child)?)
                }
                None => Step::Dead(child.name.clone()),
            });
            if steps.len() > MAX_PROPERTIES {
                return Err(Failure::BadRequest("too many properties".into()));
            }
        }
        Ok(Plan { steps, dead: Dead::Named, show: Show::Values, missing })
    }

    /// A plan for a report that asks for no property, only for which resources there are.
    pub fn of_nothing() -> Plan {
        Plan { steps: Vec::new(), dead: Dead::Named, show: Show::Values, missing: Missing::Shown }
    }

    fn everything(show: Show, missing: Missing) -> Plan {
        let wanted = |row: &&Live| show == Show::Names || row.in_allprop == InAllprop::Yes;
        let steps = LIVE.iter().filter(wanted).map(Step::LiveIfThere).collect();
        Plan { steps, dead: Dead::All, show, missing }
    }

    /// Whether the objects' texts are needed.
    pub fn needs_data(&self) -> bool {
        self.steps.iter().any(|step| matches!(step, Step::Data(_) | Step::Address(_)))
    }

    /// Whether texts are wanted in another form than they are stored in.
    pub fn rewrites(&self) -> bool {
        self.steps.iter().any(|step| match step {
            Step::Data(request) => !request.is_verbatim(),
            Step::Address(request) => *request != AddressRequest::default(),
            Step::Live(_) | Step::LiveIfThere(_) | Step::Dead(_) => false,
        })
    }

    /// Writes the response of one resource; `object` is its text where [`Plan::needs_data`].
    ///
    /// # Errors
    /// The store failed.
    pub fn write(
        &self,
        view: &View<'_>,
        tx: &mut Tx<'_>,
        out: &mut String,
        href: &str,
        object: Option<&Text<'_>>,
    ) -> Result<(), StoreError> {
        let dead = self.dead_properties(view, tx)?;
        let mut properties = Properties::of(out, href);
        for step in &self.steps {
            match step {
                Step::Live(row) if row.lives_on.meets(view.place.kind()) => {
                    properties.add(&row.name, |out| Ok::<_, StoreError>((row.read)(view, tx, out)?.missing()))?;
                }
                Step::Live(row) => write_named(&row.name, &dead, &mut properties),
                Step::LiveIfThere(row) => self.write_if_there(row, view, tx, &mut properties)?,
                Step::Dead(name) => write_named(name, &dead, &mut properties),
                Step::Data(request) => {
                    let text = object.filter(|_| !is_card(view.place)).map(|text| rendered(request, text));
                    write_data(&CALENDAR_DATA, text, &mut properties);
                }
                Step::Address(request) => {
                    let text = object.filter(|_| is_card(view.place)).map(|text| request.rendered(text.body));
                    write_data(&ADDRESS_DATA, text, &mut properties);
                }
            }
        }
        if self.dead == Dead::All {
            self.write_dead(&dead, &mut properties);
        }
        properties.finish(self.missing);
        Ok(())
    }

    fn write_if_there(
        &self,
        row: &Live,
        view: &View<'_>,
        tx: &mut Tx<'_>,
        properties: &mut Properties<'_>,
    ) -> Result<(), StoreError> {
        if !row.lives_on.meets(view.place.kind()) {
            return Ok(());
        }
        let mut content = String::new();
        if (row.read)(view, tx, &mut content)? == Found::Yes {
            match self.show {
                Show::Names => properties.add_name(&row.name),
                Show::Values => properties.add_content(&row.name, &content),
            }
        }
        Ok(())
    }

    fn write_dead(&self, dead: &[DeadProperty], properties: &mut Properties<'_>) {
        for property in dead {
            match (self.show, Name::parse(&property.namespace, &property.name)) {
                (Show::Names, Some(name)) => properties.add_name(&name),
                _ => properties.add_xml(&property.xml),
            }
        }
    }

    fn dead_properties(&self, view: &View<'_>, tx: &mut Tx<'_>) -> Result<Vec<DeadProperty>, StoreError> {
        let kind = view.place.kind();
        let may_be_dead = |step: &Step| match step {
            Step::Dead(_) => true,
            // Where it does not live, clients may keep one of this name.
            Step::Live(row) => !row.lives_on.meets(kind) && matches!(row.write, Write::Always(_)),
            Step::LiveIfThere(_) | Step::Data(_) | Step::Address(_) => false,
        };
        let wanted = self.dead == Dead::All || self.steps.iter().any(may_be_dead);
        match view.place.shown_keeper() {
            Some(keeper) if wanted => tx.dead_properties(keeper),
            _ => Ok(Vec::new()),
        }
    }
}

fn write_named(name: &Name, dead: &[DeadProperty], properties: &mut Properties<'_>) {
    match dead.iter().find(|dead| name.is(&dead.namespace, &dead.name)) {
        Some(dead) => properties.add_xml(&dead.xml),
        None => properties.fail(name, StatusCode::NOT_FOUND, None),
    }
}

/// The text of an object, parsed when somebody needs that.
pub struct Text<'a> {
    /// The stored bytes.
    pub body: &'a [u8],
    /// The object, if it is read already.
    pub object: Option<&'a CalendarObject>,
    /// The zone of times that carry none.
    pub floating: &'a Zone,
    /// Which VTIMEZONEs are wanted.
    pub timezones: Timezones,
}

fn is_card(place: &Place) -> bool {
    Kinds::CARD.or(Kinds::COLLEAGUE).meets(place.kind())
}

/// Writes the text of an object, or why there is none; `None` where the place has no such text.
fn write_data(name: &Name, text: Option<Result<Cow<'_, str>, Precondition>>, properties: &mut Properties<'_>) {
    match text {
        Some(Ok(data)) => {
            let Ok(()) = properties.add::<Infallible>(name, |out| {
                out.reserve(data.len() + data.len() / 8);
                xml::escape(out, &data);
                Ok(None)
            });
        }
        Some(Err(condition)) => {
            let status = condition.row().map_or(StatusCode::FORBIDDEN, |row| row.status);
            properties.fail(name, status, Some(condition));
        }
        None => properties.fail(name, StatusCode::NOT_FOUND, None),
    }
}

fn rendered<'a>(request: &DataRequest, text: &Text<'a>) -> Result<Cow<'a, str>, Precondition> {
    let too_many = |TooMany| Precondition::NumberOfMatchesWithinLimits;
    let stored = String::from_utf8_lossy(text.body);
    if request.is_verbatim() && text.timezones.keep(text.body) {
        return Ok(stored);
    }
    if let Some(object) = text.object {
        return request.rendered(object, text.floating, text.timezones).map(Cow::Owned).map_err(too_many);
    }
    match parsed(text.body) {
        Some(object) => request.rendered(&object, text.floating, text.timezones).map(Cow::Owned).map_err(too_many),
        None => Ok(stored),
    }
}

/// A stored object. It was accepted once; should it not be readable any more, its bytes are still the truth.
pub fn parsed(body: &[u8]) -> Option<CalendarObject> {
    CalendarObject::parse(body).or_else(|_| CalendarObject::read(body)).ok()
}
