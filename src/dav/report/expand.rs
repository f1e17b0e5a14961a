//! expand-property (RFC 3253 §3.8): properties, and properties of the resources that they name.

use hyper::StatusCode;

use super::super::Call;
use super::super::answer::{Answer, Response};
use super::super::conditions::Depth;
use super::super::error::Failure;
use super::super::live::{self, Found, Live, View};
use super::super::multistatus::{self, Missing, Properties};
use super::super::place::Place;
use super::super::resource::Resource;
use super::super::scope;
use super::super::xml::{self, DAV, Element, Name};
use crate::store::Tx;

/// Levels of properties inside properties.
const MAX_LEVELS: usize = 4;
/// Resources in one answer.
const MAX_RESOURCES: usize = 500;

pub(super) fn report(call: &Call<'_>, root: &Element) -> Result<Answer, Failure> {
    if Depth::of(&call.request.headers, Depth::Zero)? != Depth::Zero {
        return Err(Failure::BadRequest("Depth can be 0".into()));
    }
    let mut out = String::new();
    multistatus::open(&mut out);
    let place = call.place()?;
    call.app.store.read(|tx| {
        let mut answer = Expansion { call, tx, missing: super::missing(call), left: MAX_RESOURCES };
        answer.resource(&mut out, root, &call.resource, place, MAX_LEVELS)
    })?;
    multistatus::close(&mut out);
    Ok(Response::xml(StatusCode::MULTI_STATUS, out).into())
}

struct Expansion<'a, 'c> {
    call: &'a Call<'a>,
    tx: &'a mut Tx<'c>,
    missing: Missing,
    left: usize,
}

impl Expansion<'_, '_> {
    /// Writes the response of one resource: the properties that `wanted` names.
    fn resource(
        &mut self,
        out: &mut String,
        wanted: &Element,
        resource: &Resource,
        place: &Place,
        levels: usize,
    ) -> Result<(), Failure> {
        let view = View { app: self.call.app, who: self.call.who, place };
        let dead = match place.shown_keeper() {
            Some(keeper) => self.tx.dead_properties(keeper)?,
            None => Vec::new(),
        };
        let mut properties = Properties::of(out, &resource.to_string());
        for property in wanted.children_named(DAV, "property") {
            let name = name(property)?;
            if let Some(row) = live::find(&name).filter(|row| row.lives_on.meets(place.kind())) {
                let (found, content) = self.content(row, property, &view, levels)?;
                properties.add(&name, |out| {
                    out.push_str(&content);
                    Ok::<_, Failure>(found.missing())
                })?;
                continue;
            }
            match dead.iter().find(|dead| name.is(&dead.namespace, &dead.name)) {
                Some(dead) => match self.responses(hrefs(&dead.xml), property, levels)? {
                    Some(responses) => properties.add(&name, |out| {
                        out.push_str(&responses);
                        Ok::<_, Failure>(None)
                    })?,
                    None => properties.add_xml(&dead.xml),
                },
                None => properties.fail(&name, StatusCode::NOT_FOUND, None),
            }
        }
        properties.finish(self.missing);
        Ok(())
    }

    /// The content of a property; where more is asked of the resources it names, their responses in place of their
    /// hrefs.
    fn content(
        &mut self,
        row: &Live,
        property: &Element,
        view: &View<'_>,
        levels: usize,
    ) -> Result<(Found, String), Failure> {
        let mut content = String::new();
        let found = (row.read)(view, self.tx, &mut content)?;
        if found != Found::Yes {
            return Ok((found, content));
        }
        let root = Name::fixed(DAV, "prop");
        let mut document = String::new();
        xml::open_root(&mut document, &root);
        document.push_str(&content);
        xml::close(&mut document, &root);
        let responses = self.responses(hrefs(&document), property, levels)?;
        Ok((found, responses.unwrap_or(content)))
    }

    /// The responses of the resources at `hrefs`; `None` where nothing is asked of them.
    fn responses(&mut self, hrefs: Vec<String>, property: &Element, levels: usize) -> Result<Option<String>, Failure> {
        if levels == 0 || hrefs.is_empty() || property.children_named(DAV, "property").next().is_none() {
            return Ok(None);
        }
        let mut out = String::new();
        for href in hrefs {
            self.left = self.left.checked_sub(1).ok_or_else(|| Failure::BadRequest("too many resources".into()))?;
            let found = Resource::of_href(&href).map_err(Failure::from).and_then(|resource| {
                scope::check(self.call.request.scope, &resource)?;
                Ok((Place::find(self.tx, self.call.who, &resource)?, resource))
            });
            match found {
                Ok((place, resource)) => self.resource(&mut out, property, &resource, &place, levels - 1)?,
                Err(Failure::Store(error)) => return Err(Failure::Store(error)),
                Err(failure) => multistatus::status(&mut out, &href, failure.status(), None),
            }
        }
        Ok(Some(out))
    }
}

/// `name` in `namespace`, which is `DAV:` unless said (RFC 3253 §3.8).
fn name(property: &Element) -> Result<Name, Failure> {
    let local = property.attribute("name").unwrap_or_default();
    let name = Name::parse(property.attribute("namespace").unwrap_or(DAV), local);
    name.ok_or_else(|| Failure::BadRequest(format!("{local:?} is no name of a property")))
}

/// The hrefs directly in the element that this document is.
fn hrefs(document: &str) -> Vec<String> {
    let element = xml::read(document.as_bytes());
    element.map_or_else(|_| Vec::new(), |root| root.children_named(DAV, "href").map(Element::text).collect())
}
