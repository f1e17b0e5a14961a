//! New values of properties, checked and collected before anything is changed: PROPPATCH is all or nothing (RFC 4918
//! §9.2).

use crate::dav::error::{Failure, Precondition};
use crate::dav::members::MAX_MEMBERS;
use crate::dav::put;
use crate::dav::resource::Resource;
use crate::dav::xml::{CALDAV, CALENDARSERVER, CARDDAV, DAV, Element, Name};
use crate::ical::{self, Kind, Zone};
use crate::store::{CalendarChange, DeadProperty, PropertyOf, Tx};

/// What a PROPPATCH, MKCALENDAR or extended MKCOL sets.
#[derive(Clone, Debug, Default)]
pub struct Edits {
    /// Live properties.
    pub change: CalendarChange,
    /// The components a new calendar is to take.
    pub components: Option<Vec<String>>,
    /// What a new collection is said to be.
    pub made: Option<Made>,
    /// The members of a group, as hrefs.
    pub members: Option<Vec<String>>,
    /// Where the events of a new collection come from, if it is a subscription.
    pub source: Option<String>,
    /// The calendar for new invitations.
    pub default_calendar: Option<Resource>,
    dead: Vec<(Name, Option<String>)>,
}

/// What a collection is made as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Made {
    /// A calendar.
    Calendar,
    /// An address book.
    Book,
    /// Neither.
    Plain,
}

/// The longest text property, in bytes; a calendar-timezone is the longest that clients send.
const MAX_TEXT: usize = 64 * 1024;
/// The longest name, colour and the like, in bytes: they count for no quota.
const MAX_NAME: usize = 1024;

impl Edits {
    /// Notes a new value of a property that the server does not understand, or that it goes.
    ///
    /// # Errors
    /// A value of more than 64 KiB.
    pub fn dead(&mut self, name: &Name, value: Option<&Element>) -> Result<(), Failure> {
        let xml = value.map(Element::to_xml);
        if xml.as_ref().is_some_and(|xml| xml.len() > MAX_TEXT) {
            return Err(too_long());
        }
        self.dead.push((name.clone(), xml));
        Ok(())
    }

    /// Makes the changes.
    ///
    /// # Errors
    /// More than 256 KiB of dead properties at one resource; the store failed.
    pub fn apply(&self, tx: &mut Tx<'_>, of: impl Into<PropertyOf>) -> Result<(), Failure> {
        let of = of.into();
        if let PropertyOf::Calendar(calendar) = of {
            tx.change_calendar(calendar, &self.change)?;
            tx.note_collection_change(calendar)?;
        }
        if let PropertyOf::Share(share) = of {
            if self.change.refresh_rate.is_some() {
                return Err(Precondition::CannotModifyProtectedProperty.because("refreshrate is the owner's"));
            }
            tx.change_shared(share, &self.change)?;
        }
        for (name, xml) in &self.dead {
            match xml {
                None => tx.remove_dead_property(of, name.space(), name.local())?,
                Some(xml) => {
                    let (namespace, name) = (name.space().to_owned(), name.local().to_owned());
                    tx.set_dead_property(of, &DeadProperty { namespace, name, xml: xml.clone() })?;
                }
            }
        }
        if !self.dead.is_empty() && tx.dead_property_bytes(of)? > MAX_DEAD {
            return Err(Precondition::QuotaNotExceeded.because("a resource keeps at most 256 KiB of properties"));
        }
        Ok(())
    }
}

/// Bytes of dead properties at one resource.
const MAX_DEAD: i64 = 256 * 1024;

/// Hrefs of the members of a group; to remove the property is to have none (RFC 3744 §4.3).
pub(super) fn group_member_set(edits: &mut Edits, value: Option<&Element>) -> Result<(), Failure> {
    let hrefs: Vec<String> =
        value.into_iter().flat_map(|value| value.children_named(DAV, "href")).map(Element::text).collect();
    if hrefs.len() > MAX_MEMBERS {
        return Err(Failure::BadRequest(format!("a group has at most {MAX_MEMBERS} members")));
    }
    edits.members = Some(hrefs);
    Ok(())
}

/// The text of a value, `None` where the property goes.
fn text(value: Option<&Element>) -> Result<Option<String>, Failure> {
    let text = value.map(Element::text);
    if text.as_ref().is_some_and(|text| text.len() > MAX_TEXT) {
        return Err(too_long());
    }
    Ok(text)
}

/// The text of a value that is no longer than a name.
fn short(value: Option<&Element>) -> Result<Option<String>, Failure> {
    let text = text(value)?;
    match text.as_ref().is_some_and(|text| text.len() > MAX_NAME) {
        true => Err(Precondition::QuotaNotExceeded.because(format!("this property has at most {MAX_NAME} bytes"))),
        false => Ok(text),
    }
}

/// There is no room for so long a value (RFC 4331 §6).
fn too_long() -> Failure {
    Precondition::QuotaNotExceeded.because("a property has at most 64 KiB")
}

pub(super) fn displayname(edits: &mut Edits, value: Option<&Element>) -> Result<(), Failure> {
    edits.change.display_name = Some(short(value)?);
    Ok(())
}

pub(super) fn description(edits: &mut Edits, value: Option<&Element>) -> Result<(), Failure> {
    edits.change.description = Some(text(value)?);
    Ok(())
}

pub(super) fn calendar_color(edits: &mut Edits, value: Option<&Element>) -> Result<(), Failure> {
    edits.change.color = Some(short(value)?.map(|color| color.trim().to_owned()));
    Ok(())
}

pub(super) fn calendar_order(edits: &mut Edits, value: Option<&Element>) -> Result<(), Failure> {
    edits.change.order = Some(short(value)?.map(|order| order.trim().to_owned()));
    Ok(())
}

/// An iCalendar text with exactly one VTIMEZONE (RFC 4791 §5.2.2).
pub(super) fn calendar_timezone(edits: &mut Edits, value: Option<&Element>) -> Result<(), Failure> {
    let text = text(value)?.map(|text| text.trim_start().to_owned());
    if let Some(text) = &text {
        ical::timezone_of(text).map_err(put::invalid)?;
    }
    edits.change.timezone = Some(text);
    Ok(())
}

/// The same by its identifier: one is always what the other says (RFC 7809 §3.1.5).
pub(super) fn calendar_timezone_id(edits: &mut Edits, value: Option<&Element>) -> Result<(), Failure> {
    let id = text(value)?.map(|id| id.trim().to_owned());
    let known = id.map(|id| {
        let zone = Zone::iana(&id).filter(|_| ical::is_zone_name(&id));
        let zone = zone.ok_or_else(|| Precondition::ValidTimezone.because(format!("{id:?} is unknown here")))?;
        Ok::<_, Failure>(ical::timezone_text(&zone, &id))
    });
    edits.change.timezone = Some(known.transpose()?);
    Ok(())
}

/// An iCalendar text with one VAVAILABILITY (RFC 7953 §7.2.4).
pub(super) fn calendar_availability(edits: &mut Edits, value: Option<&Element>) -> Result<(), Failure> {
    let text = text(value)?.map(|text| text.trim_start().to_owned());
    if let Some(text) = &text {
        ical::availability_of(text).map_err(put::invalid)?;
    }
    edits.change.availability = Some(text);
    Ok(())
}

pub(super) fn schedule_calendar_transp(edits: &mut Edits, value: Option<&Element>) -> Result<(), Failure> {
    let transparent = match value {
        None => false,
        Some(value) if value.child(CALDAV, "transparent").is_some() => true,
        Some(value) if value.child(CALDAV, "opaque").is_some() => false,
        Some(_) => return Err(Failure::BadRequest("schedule-calendar-transp is opaque or transparent".into())),
    };
    edits.change.transparent = Some(transparent);
    Ok(())
}

/// There always is a calendar for new invitations, so it cannot be taken away (RFC 6638 §4.3.1.1). Whether the URL is that
/// of one is found where it is stored.
pub(super) fn schedule_default_calendar_url(edits: &mut Edits, value: Option<&Element>) -> Result<(), Failure> {
    let href = value.and_then(|value| value.child(DAV, "href")).map(Element::text);
    let href = href.ok_or_else(|| Precondition::DefaultCalendarNeeded.because("new invitations need a calendar"))?;
    let resource = Resource::of_href(&href);
    edits.default_calendar = Some(resource.map_err(|_| Precondition::ValidScheduleDefaultCalendarUrl.because(href))?);
    Ok(())
}

/// Components that a calendar can be asked to take.
const STORABLE: [Kind; 5] = [Kind::Event, Kind::Todo, Kind::Journal, Kind::FreeBusy, Kind::Availability];

pub(super) fn component_set(edits: &mut Edits, value: Option<&Element>) -> Result<(), Failure> {
    let mut components = Vec::new();
    for comp in value.into_iter().flat_map(|value| value.children_named(CALDAV, "comp")) {
        let name = comp.attribute("name").unwrap_or_default();
        let kind = Kind::of(name).filter(|kind| STORABLE.contains(kind));
        let kind = kind.ok_or_else(|| Precondition::SupportedCalendarComponent.because(name))?;
        if !components.iter().any(|known| known == kind.component()) {
            components.push(kind.component().to_owned());
        }
    }
    if components.is_empty() {
        return Err(Precondition::SupportedCalendarComponent.because("no component is named"));
    }
    edits.components = Some(components);
    Ok(())
}

/// A new collection is a calendar, an address book or nothing: other collections are not kept here (RFC 5689 §3.3).
pub(super) fn resourcetype(edits: &mut Edits, value: Option<&Element>) -> Result<(), Failure> {
    let refused = || Precondition::ValidResourcetype.because("calendars and address books can be made");
    let types = value.into_iter().flat_map(Element::children).filter(|element| !element.is(DAV, "collection"));
    let mut made = types.map(|element| match element {
        // A subscribed collection of Apple's does not say that it is a calendar, too.
        element if element.is(CALDAV, "calendar") || element.is(CALENDARSERVER, "subscribed") => Ok(Made::Calendar),
        element if element.is(CARDDAV, "addressbook") => Ok(Made::Book),
        _ => Err(refused()),
    });
    let first = made.next().unwrap_or(Ok(Made::Plain))?;
    let rest: Vec<Made> = made.collect::<Result<_, _>>()?;
    edits.made = Some(first);
    match rest.as_slice() {
        [] if value.is_some() => Ok(()),
        [Made::Calendar] if first == Made::Calendar => Ok(()),
        _ => Err(refused()),
    }
}

/// The longest address of a source, in bytes.
const MAX_ADDRESS: usize = 2_000;

/// The address that a subscription asks, from one a person or a program wrote: `webcal://` means `https://`. One that names
/// user and password is none: whoever may look at the calendar sees its source.
pub fn source_of(text: &str) -> Option<String> {
    let text = text.trim();
    let (scheme, rest) = text.split_once("://")?;
    let scheme = match scheme.to_ascii_lowercase().as_str() {
        "https" | "webcal" | "webcals" => "https",
        "http" => "http",
        _ => return None,
    };
    let is_plain = text.len() <= MAX_ADDRESS && text.bytes().all(|byte| byte.is_ascii_graphic());
    let names_somebody = rest.split(['/', '?', '#']).next().is_some_and(|host| host.contains('@'));
    (is_plain && !rest.is_empty() && !names_somebody).then(|| format!("{scheme}://{rest}"))
}

/// `CS:source` holds a `DAV:href`.
pub(super) fn source(edits: &mut Edits, value: Option<&Element>) -> Result<(), Failure> {
    let href = value.and_then(|value| value.child(DAV, "href")).map(Element::text);
    let source = href.as_deref().and_then(source_of);
    edits.source = Some(source.ok_or_else(|| Failure::BadRequest("an address of HTTP is expected".into()))?);
    Ok(())
}

pub(super) fn refreshrate(edits: &mut Edits, value: Option<&Element>) -> Result<(), Failure> {
    let rate = short(value)?.map(|rate| rate.trim().to_owned());
    if rate.as_deref().is_some_and(|rate| super::refresh_rate(rate).is_none()) {
        return Err(Failure::BadRequest("a duration is expected".into()));
    }
    edits.change.refresh_rate = Some(rate);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_source_is_an_address_of_the_web() {
        for (text, source) in [
            ("https://u:p@a.example/b", None),
            ("https://a.example/b@c", Some("https://a.example/b@c")),
            ("webcal://a.example/b?c", Some("https://a.example/b?c")),
            (" HTTPS://a.example/ ", Some("https://a.example/")),
            ("http://a.example/", Some("http://a.example/")),
            ("file:///etc/passwd", None),
            ("a.example", None),
            ("https://", None),
            ("https://a b/", None),
        ] {
            assert_eq!(source_of(text).as_deref(), source, "{text}");
        }
        assert_eq!(source_of(&format!("https://{}", "a".repeat(MAX_ADDRESS))), None);
    }
}
