//! The filter of a calendar-query (RFC 4791 §9.7), read from XML; [`matching`](super::matching) evaluates it.

use chrono::NaiveDateTime;

use super::collation::{Collation, Folds};
use super::error::{Detail, Failure, Precondition};
use super::xml::{CALDAV, Element};
use crate::ical::{Line, Timestamp};

/// A span of time, start included and end excluded, possibly open at one side (RFC 4791 §9.9).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TimeRange {
    /// The first instant inside.
    pub from: Timestamp,
    /// The first instant after it.
    pub to: Timestamp,
}

/// What a filter says about one kind of component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComponentFilter {
    /// The component's name, in upper case.
    pub name: String,
    /// What must hold of it.
    pub test: ComponentTest,
}

/// What must hold of the components of one name in a scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ComponentTest {
    /// There is none.
    IsNotDefined,
    /// One of them satisfies all of these; just being there is enough where there are none.
    All {
        /// It happens in this time.
        range: Option<TimeRange>,
        /// Its properties.
        properties: Vec<PropertyFilter>,
        /// The components inside it.
        components: Vec<ComponentFilter>,
    },
}

/// What a filter says about one kind of property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PropertyFilter {
    /// The property's name, in upper case.
    pub name: String,
    /// What must hold of it.
    pub test: PropertyTest,
}

/// What must hold of the properties of one name in a component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PropertyTest {
    /// There is none.
    IsNotDefined,
    /// One of them has this value and these parameters.
    Has(Value, Vec<ParameterFilter>),
}

/// What must hold of a property's value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Any,
    /// It is a time in this range.
    Within(TimeRange),
    /// It is such a text.
    Text(TextMatch),
}

/// What a filter says about one parameter of a property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParameterFilter {
    /// The parameter's name, in upper case.
    pub name: String,
    /// What must hold of it.
    pub test: ParameterTest,
}

/// What must hold of a parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParameterTest {
    /// It is absent.
    IsNotDefined,
    /// It is there.
    IsDefined,
    /// One of its values is such a text.
    Text(TextMatch),
}

/// A text to be found inside another (RFC 4791 §9.7.5).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextMatch {
    /// What is looked for, in the form that the collation compares.
    pub text: String,
    /// How characters compare.
    pub collation: Collation,
    /// Whether finding it is a match, or not finding it.
    pub sense: Sense,
}

/// Whether a text is to be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sense {
    /// Finding the text is a match.
    Contains,
    /// Not finding it is one (`negate-condition="yes"`).
    Lacks,
}

/// Properties whose value can be compared with a time range (RFC 4791 §9.9).
const TIMES: &[&str] =
    &["COMPLETED", "CREATED", "DTEND", "DTSTAMP", "DTSTART", "DUE", "LAST-MODIFIED", "RECURRENCE-ID"];
/// Components that may stand in a VCALENDAR and are understood.
const PARTS: &[&str] = &["VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VTIMEZONE", "VAVAILABILITY", "VPOLL"];
/// Components for which RFC 4791 §9.9 and RFC 7953 §7.2.2 define what a time range means.
const TIMED: &[&str] = &["VEVENT", "VTODO", "VJOURNAL", "VFREEBUSY", "VALARM", "VAVAILABILITY"];
/// Filters of all kinds in one request; each is evaluated for each candidate.
const MAX_FILTERS: usize = 100;

impl TimeRange {
    /// All of time, from the year 1 to the year 9999.
    pub const ALWAYS: TimeRange = TimeRange {
        from: NaiveDateTime::new(day(1, 1, 1), MIDNIGHT).and_utc(),
        to: NaiveDateTime::new(day(9999, 12, 31), MIDNIGHT).and_utc(),
    };

    /// Reads the attributes `start` and `end` of an element, of which one may be missing.
    ///
    /// # Errors
    /// Both missing, one that is not a date with UTC time, an end that is not after the start: the `condition` fails.
    pub fn read(element: &Element, condition: Precondition) -> Result<TimeRange, Failure> {
        let instant = |name, open: Timestamp| match element.attribute(name) {
            None => Ok(open),
            Some(text) => utc(text).ok_or_else(|| condition.because(format!("{text:?} is no date with UTC time"))),
        };
        let range =
            TimeRange { from: instant("start", TimeRange::ALWAYS.from)?, to: instant("end", TimeRange::ALWAYS.to)? };
        if range == TimeRange::ALWAYS || range.from >= range.to {
            return Err(condition.because("a time range has a start, an end after it, or both"));
        }
        Ok(range)
    }

    /// Reads a time range that must be closed at both sides, such as that of `expand`.
    ///
    /// # Errors
    /// As [`TimeRange::read`], and when `start` or `end` is missing.
    pub fn read_closed(element: &Element, condition: Precondition) -> Result<TimeRange, Failure> {
        if element.attribute("start").is_none() || element.attribute("end").is_none() {
            return Err(condition.because(format!("{} needs a start and an end", element.name.local())));
        }
        TimeRange::read(element, condition)
    }

    /// Whether an instant is inside.
    pub fn contains(&self, instant: Timestamp) -> bool {
        self.from <= instant && instant < self.to
    }
}

const MIDNIGHT: chrono::NaiveTime = chrono::NaiveTime::MIN;

const fn day(year: i32, month: u32, day: u32) -> chrono::NaiveDate {
    match chrono::NaiveDate::from_ymd_opt(year, month, day) {
        Some(date) => date,
        None => chrono::NaiveDate::MIN,
    }
}

/// A date with UTC time: `20060104T000000Z`.
fn utc(text: &str) -> Option<Timestamp> {
    let legal = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'T' || byte == b'Z');
    NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%SZ").ok().filter(|_| legal).map(|time| time.and_utc())
}

/// Reads a `CALDAV:filter` element.
///
/// # Errors
/// `valid-filter` for a filter that contradicts RFC 4791 §9.7, `supported-filter` for components that are not
/// understood, `supported-collation` for other collations than ours.
pub fn read(filter: &Element) -> Result<ComponentFilter, Failure> {
    let mut tops = filter.children_named(CALDAV, "comp-filter");
    let (Some(top), None) = (tops.next(), tops.next()) else {
        return Err(Precondition::ValidFilter.because("a filter holds one comp-filter"));
    };
    let mut left = MAX_FILTERS;
    let filter = component(top, "", &mut left)?;
    if filter.name != "VCALENDAR" {
        return Err(Precondition::ValidFilter.because("the outermost comp-filter is that of VCALENDAR"));
    }
    Ok(filter)
}

// Recursion is bounded: the XML tree has no more than 32 levels.
fn component(element: &Element, parent: &str, left: &mut usize) -> Result<ComponentFilter, Failure> {
    let name = name(element, left)?;
    if !parent.is_empty() {
        check_place(&name, parent)?;
    }
    if is_not_defined(element)? {
        return Ok(ComponentFilter { name, test: ComponentTest::IsNotDefined });
    }
    let range = range(element, TIMED.contains(&name.as_str()))?;
    let mut properties = Vec::new();
    let mut components = Vec::new();
    for child in element.children() {
        if child.is(CALDAV, "prop-filter") {
            properties.push(property(child, left)?);
        } else if child.is(CALDAV, "comp-filter") {
            components.push(component(child, &name, left)?);
        }
    }
    Ok(ComponentFilter { name, test: ComponentTest::All { range, properties, components } })
}

/// What may stand inside a component (RFC 5545 §3.6, RFC 7953 §3.1, RFC 9073 §7, RFC 9074 §8).
const INSIDE: &[(&str, &[&str])] = &[
    ("VCALENDAR", PARTS),
    ("VEVENT", &["VALARM", "PARTICIPANT", "VLOCATION", "VRESOURCE"]),
    ("VTODO", &["VALARM", "PARTICIPANT", "VLOCATION", "VRESOURCE"]),
    ("VJOURNAL", &["PARTICIPANT", "VLOCATION", "VRESOURCE"]),
    ("VFREEBUSY", &["PARTICIPANT", "VLOCATION", "VRESOURCE"]),
    ("VTIMEZONE", &["STANDARD", "DAYLIGHT"]),
    ("VAVAILABILITY", &["AVAILABLE"]),
    ("PARTICIPANT", &["VLOCATION", "VRESOURCE"]),
    ("VALARM", &["VLOCATION"]),
];

/// A component that can never be where the filter looks for it makes the filter invalid; one we do not know,
/// unsupported.
fn check_place(name: &str, parent: &str) -> Result<(), Failure> {
    let may_hold = |(outer, inside): &(&str, &[&str])| *outer == parent && inside.contains(&name);
    if name.starts_with("X-") || INSIDE.iter().any(may_hold) {
        return Ok(());
    }
    let is_known = name == "VCALENDAR" || INSIDE.iter().any(|(_, inside)| inside.contains(&name));
    if is_known {
        return Err(Precondition::ValidFilter.because(format!("{name} in {parent}")));
    }
    let detail = Detail::Component(name.to_owned());
    Err(Failure::Precondition { precondition: Precondition::SupportedFilter, detail })
}

fn property(element: &Element, left: &mut usize) -> Result<PropertyFilter, Failure> {
    let name = name(element, left)?;
    if is_not_defined(element)? {
        return Ok(PropertyFilter { name, test: PropertyTest::IsNotDefined });
    }
    let value = match (range(element, TIMES.contains(&name.as_str()))?, text(element)?) {
        (None, None) => Value::Any,
        (Some(range), None) => Value::Within(range),
        (None, Some(text)) => Value::Text(text),
        (Some(_), Some(_)) => {
            return Err(Precondition::ValidFilter.because("a prop-filter has a time-range or a text-match"));
        }
    };
    let parameters = element.children_named(CALDAV, "param-filter").map(|child| parameter(child, left));
    let parameters = parameters.collect::<Result<_, _>>()?;
    Ok(PropertyFilter { name, test: PropertyTest::Has(value, parameters) })
}

fn parameter(element: &Element, left: &mut usize) -> Result<ParameterFilter, Failure> {
    let name = name(element, left)?;
    let test = match text(element)? {
        _ if is_not_defined(element)? => ParameterTest::IsNotDefined,
        Some(text) => ParameterTest::Text(text),
        None => ParameterTest::IsDefined,
    };
    Ok(ParameterFilter { name, test })
}

fn name(element: &Element, left: &mut usize) -> Result<String, Failure> {
    *left = left.checked_sub(1).ok_or_else(|| Precondition::SupportedFilter.because("too many filters"))?;
    let name = element.attribute("name").map(str::trim).unwrap_or_default();
    if name.is_empty() {
        return Err(Precondition::ValidFilter.because(format!("{} has no name", element.name.local())));
    }
    Ok(name.to_ascii_uppercase())
}

fn is_not_defined(element: &Element) -> Result<bool, Failure> {
    let found = element.child(CALDAV, "is-not-defined").is_some();
    if found && element.children().count() > 1 {
        return Err(Precondition::ValidFilter.because("is-not-defined stands alone"));
    }
    Ok(found)
}

fn range(element: &Element, may_have_one: bool) -> Result<Option<TimeRange>, Failure> {
    let Some(range) = element.child(CALDAV, "time-range") else { return Ok(None) };
    if !may_have_one {
        let name = element.attribute("name").unwrap_or_default();
        return Err(Precondition::ValidFilter.because(format!("{name} has no time")));
    }
    TimeRange::read(range, Precondition::ValidFilter).map(Some)
}

fn text(element: &Element) -> Result<Option<TextMatch>, Failure> {
    element.child(CALDAV, "text-match").map(text_match).transpose()
}

/// Reads a `CALDAV:text-match` element.
///
/// # Errors
/// A collation that is not ours, a `negate-condition` other than `yes` and `no`.
pub fn text_match(element: &Element) -> Result<TextMatch, Failure> {
    let wanted = element.attribute("collation").unwrap_or("i;ascii-casemap");
    let known = if wanted == "default" { "i;ascii-casemap" } else { wanted };
    let collation = Collation::parse(known).ok_or_else(|| Precondition::SupportedCollation.because(wanted))?;
    let sense = match element.attribute("negate-condition") {
        None | Some("no") => Sense::Contains,
        Some("yes") => Sense::Lacks,
        Some(other) => return Err(Precondition::ValidFilter.because(format!("negate-condition is {other:?}"))),
    };
    Ok(TextMatch { text: collation.folded(&element.text()).into_owned(), collation, sense })
}

impl TextMatch {
    /// Whether `value` satisfies it.
    pub fn holds(&self, value: &str) -> bool {
        self.holds_in(&self.collation.folded(value))
    }

    /// Whether the value of a line satisfies it.
    pub fn holds_of<'a>(&self, line: &'a Line, folds: &Folds<'a>) -> bool {
        self.holds_in(&folds.of(line, self.collation))
    }

    fn holds_in(&self, folded: &str) -> bool {
        folded.contains(&self.text) == (self.sense == Sense::Contains)
    }
}

/// Whether components of this name stand beside those that make the kind of an object.
fn is_beside(name: &str) -> bool {
    name == "VTIMEZONE" || name.starts_with("X-")
}

impl ComponentFilter {
    /// The components of a calendar object that can satisfy the filter, by name, or `None` where any kind can. Experimental
    /// components stand beside others, so they say nothing of the kind.
    pub fn part(&self) -> Option<&str> {
        let ComponentTest::All { components, .. } = &self.test else { return None };
        let asks = |filter: &&ComponentFilter| filter.test != ComponentTest::IsNotDefined && !is_beside(&filter.name);
        components.iter().find(asks).map(|filter| filter.name.as_str())
    }

    /// Whether every object of the kind [`ComponentFilter::part`] satisfies the filter, so that none has to be read.
    pub fn asks_for_kind_only(&self) -> bool {
        let nothing_more = |filter: &ComponentFilter| {
            matches!(&filter.test, ComponentTest::All { range: None, properties, components }
                if properties.is_empty() && components.is_empty())
        };
        match &self.test {
            ComponentTest::IsNotDefined => false,
            ComponentTest::All { range, properties, components } => {
                range.is_none()
                    && properties.is_empty()
                    && components.len() <= 1
                    && components.iter().all(|filter| nothing_more(filter) && !is_beside(&filter.name))
            }
        }
    }

    /// The time of a filter that asks for events in this time and for nothing else, as nearly every client's does: an
    /// event's timetable decides it.
    pub fn events_within(&self) -> Option<TimeRange> {
        let ComponentTest::All { range: None, properties, components } = &self.test else { return None };
        match components.as_slice() {
            [ComponentFilter { name, test: ComponentTest::All { range, properties: inner, components: parts } }]
                if name == "VEVENT" && properties.is_empty() && inner.is_empty() && parts.is_empty() =>
            {
                *range
            }
            _ => None,
        }
    }

    /// A time that every object must touch to satisfy the filter; the index finds the candidates by it.
    pub fn span(&self) -> Option<TimeRange> {
        let ComponentTest::All { components, .. } = &self.test else { return None };
        components.iter().find_map(|filter| match &filter.test {
            ComponentTest::All { range: Some(range), .. } => Some(*range),
            _ => None,
        })
    }
}

/// What must hold for any bytes: reading a request's filter and calendar-data ends, with an answer or a refusal.
pub fn check(body: &[u8]) {
    let Ok(root) = super::xml::read(body) else { return };
    let filters = root.children_named(CALDAV, "filter").filter_map(|filter| read(filter).ok());
    for filter in filters {
        assert_eq!(filter.name, "VCALENDAR");
        let _ = (filter.part(), filter.span(), filter.asks_for_kind_only());
        assert!(filter.events_within().is_none_or(|range| filter.span() == Some(range)));
    }
    for data in root.children().flat_map(Element::children).filter(|child| child.is(CALDAV, "calendar-data")) {
        let _ = super::data::DataRequest::read(data);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dav::xml;

    fn filter(inner: &str) -> Result<ComponentFilter, Failure> {
        read(&xml::read(format!("<filter xmlns='{CALDAV}'>{inner}</filter>").as_bytes()).unwrap())
    }

    fn condition(inner: &str) -> Option<Precondition> {
        match filter(inner) {
            Err(Failure::Precondition { precondition, .. }) => Some(precondition),
            _ => None,
        }
    }

    #[test]
    fn the_first_example_of_the_rfc_is_read() {
        let found = filter(
            "<comp-filter name='VCALENDAR'><comp-filter name='vevent'>\
             <time-range start='20060104T000000Z' end='20060105T000000Z'/></comp-filter></comp-filter>",
        )
        .unwrap();
        assert_eq!(found.part(), Some("VEVENT"));
        let span = found.span().unwrap();
        assert_eq!((span.to - span.from).num_hours(), 24);
    }

    #[test]
    fn experimental_components_say_nothing_of_the_kind() {
        let found = filter("<comp-filter name='VCALENDAR'><comp-filter name='X-FOO'/></comp-filter>").unwrap();
        assert_eq!((found.part(), found.asks_for_kind_only()), (None, false));
    }

    #[test]
    fn invalid_filters_name_the_condition_they_break() {
        let event = |inner: &str| {
            format!("<comp-filter name='VCALENDAR'><comp-filter name='VEVENT'>{inner}</comp-filter></comp-filter>")
        };
        for (inner, precondition) in [
            (String::new(), Precondition::ValidFilter),
            ("<comp-filter name='VEVENT'/>".into(), Precondition::ValidFilter),
            ("<comp-filter/>".into(), Precondition::ValidFilter),
            ("<comp-filter name='VCALENDAR'/><comp-filter name='VCALENDAR'/>".into(), Precondition::ValidFilter),
            (
                "<comp-filter name='VCALENDAR'><time-range start='20060104T000000Z'/></comp-filter>".into(),
                Precondition::ValidFilter,
            ),
            (event("<comp-filter name='VTODO'/>"), Precondition::ValidFilter),
            (event("<comp-filter name='NOVEL'/>"), Precondition::SupportedFilter),
            (event("<comp-filter name='VCALENDAR'/>"), Precondition::ValidFilter),
            (
                event("<comp-filter name='VLOCATION'><comp-filter name='PARTICIPANT'/></comp-filter>"),
                Precondition::ValidFilter,
            ),
            (
                event("<comp-filter name='PARTICIPANT'><time-range start='20060104T000000Z'/></comp-filter>"),
                Precondition::ValidFilter,
            ),
            (event("<time-range/>"), Precondition::ValidFilter),
            (event("<time-range start='20060104T000000'/>"), Precondition::ValidFilter),
            (event("<time-range start='20060104'/>"), Precondition::ValidFilter),
            (event("<time-range start='20060104T000000Z' end='20060104T000000Z'/>"), Precondition::ValidFilter),
            (event("<is-not-defined/><time-range start='20060104T000000Z'/>"), Precondition::ValidFilter),
            (
                event("<prop-filter name='SUMMARY'><time-range start='20060104T000000Z'/></prop-filter>"),
                Precondition::ValidFilter,
            ),
            (
                event("<prop-filter name='X'><text-match collation='i;other'>a</text-match></prop-filter>"),
                Precondition::SupportedCollation,
            ),
            (
                event("<prop-filter name='X'><text-match negate-condition='maybe'>a</text-match></prop-filter>"),
                Precondition::ValidFilter,
            ),
            (event(&"<prop-filter name='X'/>".repeat(101)), Precondition::SupportedFilter),
        ] {
            assert_eq!(condition(&inner), Some(precondition), "{inner}");
        }
    }

    #[test]
    fn collations_differ_in_case() {
        let holds = |attributes: &str, text: &str, value: &str| {
            let element = format!("<text-match xmlns='{CALDAV}' {attributes}>{text}</text-match>");
            text_match(&xml::read(element.as_bytes()).unwrap()).unwrap().holds(value)
        };
        assert!(holds("", "LISA", "mailto:lisa@example.com"));
        assert!(!holds("collation='i;octet'", "LISA", "mailto:lisa@example.com"));
        assert!(!holds("negate-condition='yes'", "LISA", "mailto:lisa@example.com"));
        assert!(!holds("", "Ü", "ü"));
        assert!(holds("collation='i;unicode-casemap'", "Ü", "ü"));
        assert!(holds("", "", "anything"));
    }

    #[test]
    fn damaged_requests_neither_panic_nor_hang() {
        let good = format!(
            "<C:calendar-query xmlns='DAV:' xmlns:C='{CALDAV}'><prop><C:calendar-data><C:comp name='VCALENDAR'><C:prop \
             name='VERSION' novalue='yes'/></C:comp><C:expand start='20060104T000000Z' end='20060105T000000Z'/>\
             </C:calendar-data></prop><C:filter><C:comp-filter name='VCALENDAR'><C:comp-filter name='VEVENT'><C:time-range \
             start='20060104T000000Z' end='99991231T235959Z'/><C:prop-filter name='ATTENDEE'><C:text-match \
             negate-condition='yes'>a</C:text-match><C:param-filter name='ROLE'><C:is-not-defined/></C:param-filter>\
             </C:prop-filter></C:comp-filter></C:comp-filter></C:filter></C:calendar-query>"
        );
        check(good.as_bytes());
        let mut state = 11_u64;
        for _ in 0..3_000 {
            let mut bytes = good.clone().into_bytes();
            for _ in 0..2 {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                let at = (state >> 33) as usize % bytes.len();
                match state % 3 {
                    0 => bytes[at] = b"0Z9TV- "[(state >> 24) as usize % 7],
                    1 => drop(bytes.remove(at)),
                    _ => bytes.insert(at, (state >> 40) as u8 % 128),
                }
            }
            check(&bytes);
        }
    }
}
