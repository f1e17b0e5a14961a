//! Finding principals by name or address (RFC 3744 §9.4, §9.5), as Apple's attendee field does.

use hyper::StatusCode;

use super::super::Call;
use super::super::answer::{Answer, Response};
use super::super::error::{Failure, Precondition};
use super::super::live::View;
use super::super::multistatus;
use super::super::place::Place;
use super::super::plan::{DataIs, Plan};
use super::super::resource::Resource;
use super::super::xml::{self, CALDAV, CALENDARSERVER, DAV, Element, Name};
use super::mine;
use crate::store::{Principal, PrincipalKind, Tx};

/// Principals in one answer.
const MAX_RESULTS: usize = 200;

/// What of a principal a property search compares.
type Texts = fn(&Principal, &[String]) -> Vec<String>;

/// One property that can be searched.
struct Searchable {
    name: Name,
    description: &'static str,
    texts: Texts,
}

/// Every property that can be searched; `principal-search-property-set` lists these.
static SEARCHABLE: &[Searchable] = &[
    Searchable {
        name: Name::fixed(DAV, "displayname"),
        description: "Name",
        texts: |principal, _| vec![principal.display_name.clone()],
    },
    Searchable {
        name: Name::fixed(CALDAV, "calendar-user-address-set"),
        description: "Calendar address",
        texts: |_, addresses| addresses.iter().map(|address| format!("mailto:{address}")).collect(),
    },
    Searchable {
        name: Name::fixed(CALENDARSERVER, "email-address-set"),
        description: "E-mail address",
        texts: |_, addresses| addresses.to_vec(),
    },
    Searchable {
        name: Name::fixed(CALDAV, "calendar-user-type"),
        description: "Kind of calendar user",
        texts: |principal, _| vec![principal.kind.as_str().to_owned()],
    },
];

/// How a text has to be found in another.
#[derive(Clone, Copy)]
enum Found {
    Anywhere,
    AtStart,
    AtEnd,
    Whole,
}

/// The words for how, in the attribute `match-type`.
static FOUND: [(&str, Found); 4] = [
    ("contains", Found::Anywhere),
    ("starts-with", Found::AtStart),
    ("ends-with", Found::AtEnd),
    ("equals", Found::Whole),
];

/// The words for what is looked for, in the attribute `type` (those of CUTYPE, RFC 5545 §3.2.3).
static KINDS: [(&str, PrincipalKind); 4] = [
    ("INDIVIDUAL", PrincipalKind::Individual),
    ("GROUP", PrincipalKind::Group),
    ("ROOM", PrincipalKind::Room),
    ("RESOURCE", PrincipalKind::Resource),
];

/// One `property-search`: any of the properties has the text.
struct Search {
    properties: Vec<&'static Searchable>,
    text: String,
    found: Found,
}

pub(super) fn properties(call: &Call<'_>, _: &Element) -> Result<Answer, Failure> {
    mine::only_depth_0(call)?;
    let root = Name::fixed(DAV, "principal-search-property-set");
    let mut out = String::from(xml::DECLARATION);
    xml::open_root(&mut out, &root);
    for searchable in SEARCHABLE {
        out.push_str("<principal-search-property><prop>");
        xml::empty(&mut out, &searchable.name);
        out.push_str("</prop><description xml:lang=\"en\">");
        xml::escape(&mut out, searchable.description);
        out.push_str("</description></principal-search-property>");
    }
    xml::close(&mut out, &root);
    Ok(Response::xml(StatusCode::OK, out).into())
}

pub(super) fn search(call: &Call<'_>, root: &Element) -> Result<Answer, Failure> {
    mine::only_depth_0(call)?;
    let plan = Plan::of_request(root, DataIs::Unknown, super::missing(call))?;
    let plan = plan.unwrap_or_else(Plan::of_nothing);
    let searches: Vec<Search> = root.children_named(DAV, "property-search").map(read).collect::<Result<_, _>>()?;
    if searches.is_empty() {
        return Err(Failure::BadRequest("a DAV:property-search is expected".into()));
    }
    let any = word(root, "test", &[("allof", false), ("anyof", true)])?.unwrap_or_default();
    let kind = word(root, "type", &KINDS)?;
    let most = super::most_results(root, CALENDARSERVER)?.map_or(MAX_RESULTS, |most| most.min(MAX_RESULTS));
    let out = call.app.store.read(|tx| {
        answer(call, tx, &plan, most, |principal, addresses| {
            if kind.is_some_and(|kind| kind != principal.kind) {
                return false;
            }
            let mut results = searches.iter().map(|search| search.holds(principal, addresses));
            if any { results.any(|holds| holds) } else { results.all(|holds| holds) }
        })
    })?;
    Ok(Response::xml(StatusCode::MULTI_STATUS, out).into())
}

fn answer(
    call: &Call<'_>,
    tx: &mut Tx<'_>,
    plan: &Plan,
    most: usize,
    wanted: impl Fn(&Principal, &[String]) -> bool,
) -> Result<String, Failure> {
    let mut out = String::new();
    multistatus::open(&mut out);
    let mut left = most;
    for principal in tx.principals()? {
        let addresses = tx.addresses(principal.id)?;
        if !wanted(&principal, &addresses) {
            continue;
        }
        if left == 0 {
            // What was found is not all (RFC 3744 §9.4, in the manner of RFC 6578 §3.6).
            let condition = Some((Precondition::NumberOfMatchesWithinLimits, ""));
            multistatus::status(&mut out, &call.resource.to_string(), StatusCode::INSUFFICIENT_STORAGE, condition);
            break;
        }
        left -= 1;
        let resource = Resource::Principal(principal.name.clone());
        let place = Place::find(tx, call.who, &resource)?;
        let view = View { app: call.app, who: call.who, place: &place };
        plan.write(&view, tx, &mut out, &resource.to_string(), None)?;
    }
    multistatus::close(&mut out);
    Ok(out)
}

/// What the attribute of this name means, one of Calendar Server's; an unknown word is refused.
fn word<T: Copy>(element: &Element, name: &str, words: &[(&str, T)]) -> Result<Option<T>, Failure> {
    let Some(said) = element.attribute(name) else { return Ok(None) };
    let known = words.iter().find(|(word, _)| *word == said).map(|(_, meaning)| Some(*meaning));
    known.ok_or_else(|| Failure::BadRequest(format!("{name} {said:?} is not known here")))
}

fn read(element: &Element) -> Result<Search, Failure> {
    let prop = element.child(DAV, "prop").ok_or_else(|| Failure::BadRequest("DAV:prop is expected".into()))?;
    let find = |wanted: &Element| SEARCHABLE.iter().find(|searchable| searchable.name == wanted.name);
    let wanted = element.child(DAV, "match");
    let text = wanted.map(Element::text).unwrap_or_default();
    let found = wanted.map(|wanted| word(wanted, "match-type", &FOUND)).transpose()?.flatten();
    let found = found.unwrap_or(Found::Anywhere);
    // A property that cannot be searched matches nobody (RFC 3744 §9.4).
    Ok(Search { properties: prop.children().filter_map(find).collect(), text: text.to_lowercase(), found })
}

impl Search {
    fn holds(&self, principal: &Principal, addresses: &[String]) -> bool {
        let texts = self.properties.iter().flat_map(|property| (property.texts)(principal, addresses));
        texts.map(|text| text.to_lowercase()).any(|text| match self.found {
            Found::Anywhere => text.contains(&self.text),
            Found::AtStart => text.starts_with(&self.text),
            Found::AtEnd => text.ends_with(&self.text),
            Found::Whole => text == self.text,
        })
    }
}
