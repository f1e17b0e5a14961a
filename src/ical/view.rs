//! What lines mean: typed views of a component and its attendees. Whatever cannot be read counts as absent.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::address::CalAddress;
use super::line::Line;
use super::tree::Component;
use super::value::{Duration, Timestamp, When};

/// What a calendar object is about: the component its parts share.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// VEVENT.
    Event,
    /// VTODO.
    Todo,
    /// VJOURNAL.
    Journal,
    /// VFREEBUSY.
    FreeBusy,
    /// VAVAILABILITY (RFC 7953).
    Availability,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 5] = [Kind::Event, Kind::Todo, Kind::Journal, Kind::FreeBusy, Kind::Availability];

    /// The kind of a component of this name, in any letter case.
    pub fn of(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.component().eq_ignore_ascii_case(name))
    }

    /// The name of its component.
    pub fn component(self) -> &'static str {
        match self {
            Kind::Event => "VEVENT",
            Kind::Todo => "VTODO",
            Kind::Journal => "VJOURNAL",
            Kind::FreeBusy => "VFREEBUSY",
            Kind::Availability => "VAVAILABILITY",
        }
    }
}

impl Component {
    /// The UID, without blanks around it; an empty one counts as absent.
    pub fn uid(&self) -> Option<&str> {
        self.raw("UID")
    }

    /// The SEQUENCE; absent or unreadable counts as 0 (RFC 5545 §3.8.7.4).
    pub fn sequence(&self) -> i64 {
        self.integer("SEQUENCE").unwrap_or(0)
    }

    /// A property that is a whole number.
    pub fn integer(&self, name: &str) -> Option<i64> {
        self.raw(name)?.parse().ok()
    }

    /// DTSTAMP.
    pub fn dtstamp(&self) -> Option<Timestamp> {
        self.timestamp("DTSTAMP")
    }

    /// A property in UTC such as DTSTAMP, CREATED, LAST-MODIFIED or COMPLETED; without its `Z` it counts as UTC all the
    /// same.
    pub fn timestamp(&self, name: &str) -> Option<Timestamp> {
        match self.when(name)? {
            When::Date(_) => None,
            when => Some(when.local().and_utc()),
        }
    }

    /// The first property of this name that is a date or time.
    pub fn when(&self, name: &str) -> Option<When> {
        self.lines_named(name).find_map(When::of)
    }

    /// RECURRENCE-ID.
    pub fn recurrence_id(&self) -> Option<When> {
        self.when("RECURRENCE-ID")
    }

    /// Whether an override also stands for all later instances (`RANGE=THISANDFUTURE`).
    pub fn is_this_and_future(&self) -> bool {
        self.line("RECURRENCE-ID")
            .and_then(|line| line.param("RANGE"))
            .is_some_and(|range| range.trim().eq_ignore_ascii_case("THISANDFUTURE"))
    }

    /// DTSTART.
    pub fn start(&self) -> Option<When> {
        self.when("DTSTART")
    }

    /// DTEND.
    pub fn end(&self) -> Option<When> {
        self.when("DTEND")
    }

    /// DUE.
    pub fn due(&self) -> Option<When> {
        self.when("DUE")
    }

    /// DURATION.
    pub fn duration(&self) -> Option<Duration> {
        Duration::parse(self.raw("DURATION")?)
    }

    /// The RRULE lines that are not empty.
    pub fn rrules(&self) -> impl Iterator<Item = &Line> {
        self.lines_named("RRULE").filter(|line| !line.value().trim().is_empty())
    }

    /// Whether it recurs: RRULE or RDATE.
    pub fn is_recurring(&self) -> bool {
        self.lines().any(|line| (line.is("RRULE") || line.is("RDATE")) && !line.value().trim().is_empty())
    }

    /// The EXDATE values that can be read.
    pub fn exdates(&self) -> impl Iterator<Item = When> {
        self.lines_named("EXDATE").flat_map(When::list).flatten()
    }

    /// The RDATE values that can be read; periods by their start.
    pub fn rdates(&self) -> impl Iterator<Item = When> {
        self.lines_named("RDATE").flat_map(When::list).flatten()
    }

    /// The ORGANIZER's address.
    pub fn organizer(&self) -> Option<CalAddress> {
        self.raw("ORGANIZER").map(CalAddress::parse)
    }

    /// The attendees with an address, in order; repeated addresses come repeatedly.
    pub fn attendees(&self) -> impl Iterator<Item = Attendee<'_>> {
        self.lines_named("ATTENDEE").filter_map(Attendee::of)
    }

    /// The first attendee of this address.
    pub fn attendee(&self, address: &CalAddress) -> Option<Attendee<'_>> {
        self.lines_named("ATTENDEE").filter(|line| address.is_named_by(line.value())).find_map(Attendee::of)
    }

    /// Its attendees by address, for looking up many of them; of several of one address the first.
    pub fn attendees_by_address(&self) -> BTreeMap<CalAddress, Attendee<'_>> {
        let mut found = BTreeMap::new();
        for attendee in self.attendees() {
            found.entry(attendee.address.clone()).or_insert(attendee);
        }
        found
    }

    /// SUMMARY.
    pub fn summary(&self) -> Option<String> {
        self.text("SUMMARY")
    }

    /// LOCATION.
    pub fn location(&self) -> Option<String> {
        self.text("LOCATION")
    }

    /// DESCRIPTION.
    pub fn description(&self) -> Option<String> {
        self.text("DESCRIPTION")
    }

    /// The first TEXT property of this name; an empty one counts as absent.
    pub fn text(&self, name: &str) -> Option<String> {
        self.line(name).map(|line| line.text_value().into_owned()).filter(|text| !text.trim().is_empty())
    }

    /// STATUS in upper case; of several the first (Yahoo writes two).
    pub fn status(&self) -> Option<String> {
        self.raw("STATUS").map(str::to_ascii_uppercase)
    }

    /// Whether it is cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.raw("STATUS").is_some_and(|status| status.eq_ignore_ascii_case("CANCELLED"))
    }

    /// Whether it leaves the time free (TRANSP, RFC 5545 §3.8.2.7).
    pub fn is_transparent(&self) -> bool {
        self.raw("TRANSP").is_some_and(|transp| transp.eq_ignore_ascii_case("TRANSPARENT"))
    }

    /// The raw value of the first property of this name, without blanks around it; an empty one counts as absent.
    pub fn raw(&self, name: &str) -> Option<&str> {
        self.line(name).map(|line| line.value().trim()).filter(|value| !value.is_empty())
    }
}

/// An ATTENDEE and its line.
#[derive(Clone, Debug)]
pub struct Attendee<'a> {
    /// The line, with all its parameters.
    pub line: &'a Line,
    /// The calendar user address.
    pub address: CalAddress,
}

impl<'a> Attendee<'a> {
    /// The attendee (or organizer) a line names; `None` when its value is empty.
    pub fn of(line: &'a Line) -> Option<Attendee<'a>> {
        let value = line.value().trim();
        (!value.is_empty()).then(|| Attendee { line, address: CalAddress::parse(value) })
    }

    /// PARTSTAT; absent means NEEDS-ACTION (RFC 5545 §3.2.12).
    pub fn partstat(&self) -> PartStat {
        self.line.param("PARTSTAT").map_or(PartStat::NeedsAction, |value| PartStat::parse(&value))
    }

    /// ROLE; absent and unknown mean REQ-PARTICIPANT (RFC 5545 §3.2.16).
    pub fn role(&self) -> Role {
        self.line.param("ROLE").map_or(Role::Required, |value| Role::parse(&value))
    }

    /// CUTYPE; absent means INDIVIDUAL (RFC 5545 §3.2.3).
    pub fn cutype(&self) -> CuType {
        self.line.param("CUTYPE").map_or(CuType::Individual, |value| CuType::parse(&value))
    }

    /// RSVP, if it says TRUE or FALSE.
    pub fn rsvp(&self) -> Option<bool> {
        let value = self.line.param("RSVP")?;
        match value.trim() {
            value if value.eq_ignore_ascii_case("TRUE") => Some(true),
            value if value.eq_ignore_ascii_case("FALSE") => Some(false),
            _ => None,
        }
    }

    /// CN, if it is not empty.
    pub fn cn(&self) -> Option<Cow<'a, str>> {
        self.line.param("CN").filter(|name| !name.trim().is_empty())
    }

    /// The mailbox that EMAIL names beside a calendar user address of another kind (RFC 7986 §6.2).
    pub fn email_param(&self) -> Option<CalAddress> {
        let email = self.line.param("EMAIL")?;
        let address = CalAddress::parse(email.trim());
        address.email().is_some().then_some(address)
    }

    /// SENT-BY: who acts for this one.
    pub fn sent_by(&self) -> Option<CalAddress> {
        self.line.param("SENT-BY").filter(|value| !value.trim().is_empty()).map(|value| CalAddress::parse(&value))
    }

    /// DELEGATED-TO.
    pub fn delegated_to(&self) -> Vec<CalAddress> {
        self.addresses("DELEGATED-TO")
    }

    /// DELEGATED-FROM.
    pub fn delegated_from(&self) -> Vec<CalAddress> {
        self.addresses("DELEGATED-FROM")
    }

    fn addresses(&self, param: &str) -> Vec<CalAddress> {
        let values = self.line.param_values(param);
        values.iter().filter(|value| !value.trim().is_empty()).map(|value| CalAddress::parse(value)).collect()
    }

    /// SCHEDULE-AGENT: who sends messages for this one; absent means the server, unknown means nobody (RFC 6638 §7.1).
    pub fn schedule_agent(&self) -> ScheduleAgent {
        match self.line.param("SCHEDULE-AGENT") {
            None => ScheduleAgent::Server,
            Some(value) => ScheduleAgent::parse(&value),
        }
    }

    /// SCHEDULE-STATUS as written: one code or several with commas (RFC 6638 §7.3).
    pub fn schedule_status(&self) -> Option<Cow<'a, str>> {
        self.line.param("SCHEDULE-STATUS")
    }

    /// SCHEDULE-FORCE-SEND in upper case: REQUEST or REPLY (RFC 6638 §7.2).
    pub fn force_send(&self) -> Option<String> {
        self.line.param("SCHEDULE-FORCE-SEND").map(|value| value.trim().to_ascii_uppercase())
    }
}

/// Enums of parameter values: how each is written and read.
macro_rules! param_value {
    ($(#[$doc:meta])* $name:ident, unknown = $unknown:ident, $($(#[$each:meta])* $variant:ident = $text:literal,)*) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$each])* $variant,)*
        }

        impl $name {
            /// As it is written.
            pub fn as_str(self) -> &'static str {
                match self {
                    $($name::$variant => $text,)*
                }
            }

            /// Reads it in any letter case.
            pub fn parse(text: &str) -> $name {
                let text = text.trim();
                $(if text.eq_ignore_ascii_case($text) {
                    return $name::$variant;
                })*
                $name::$unknown
            }
        }
    };
}

param_value! {
    /// The answer of an attendee (RFC 5545 §3.2.12); unknown ones count as NEEDS-ACTION.
    PartStat, unknown = NeedsAction,
    /// No answer yet.
    NeedsAction = "NEEDS-ACTION",
    /// Comes.
    Accepted = "ACCEPTED",
    /// Does not come.
    Declined = "DECLINED",
    /// May come.
    Tentative = "TENTATIVE",
    /// Sends somebody else.
    Delegated = "DELEGATED",
    /// Did the task.
    Completed = "COMPLETED",
    /// Is at the task.
    InProcess = "IN-PROCESS",
}

param_value! {
    /// What an attendee is there for (RFC 5545 §3.2.16); unknown ones count as REQ-PARTICIPANT.
    Role, unknown = Required,
    /// Leads.
    Chair = "CHAIR",
    /// Is needed.
    Required = "REQ-PARTICIPANT",
    /// May come.
    Optional = "OPT-PARTICIPANT",
    /// Is told only.
    NonParticipant = "NON-PARTICIPANT",
}

param_value! {
    /// What an attendee is (RFC 5545 §3.2.3); ones we do not know count as UNKNOWN.
    CuType, unknown = Unknown,
    /// A person.
    Individual = "INDIVIDUAL",
    /// Several persons.
    Group = "GROUP",
    /// A thing.
    Resource = "RESOURCE",
    /// A place.
    Room = "ROOM",
    /// Not known.
    Unknown = "UNKNOWN",
}

param_value! {
    /// Who sends scheduling messages for an attendee or to an organizer (RFC 6638 §7.1); unknown ones count as NONE.
    ScheduleAgent, unknown = None,
    /// We.
    Server = "SERVER",
    /// The client.
    Client = "CLIENT",
    /// Nobody.
    None = "NONE",
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(lines: &[(&str, &str)]) -> Component {
        let mut event = Component::new("VEVENT");
        lines.iter().for_each(|(name, value)| event.add(Line::new(name, value).unwrap()));
        event
    }

    #[test]
    fn garbage_counts_as_absent() {
        let event = event(&[
            ("UID", " "),
            ("SEQUENCE", "many"),
            ("DTSTAMP", "now"),
            ("DTSTART", "x"),
            ("DURATION", "x"),
            ("ORGANIZER", ""),
            ("ATTENDEE", " "),
            ("SUMMARY", ""),
            ("STATUS", ""),
            ("RRULE", ""),
            ("EXDATE", "x,20260302"),
        ]);
        assert_eq!((event.uid(), event.sequence(), event.dtstamp(), event.start()), (None, 0, None, None));
        assert_eq!((event.duration(), event.organizer(), event.summary(), event.status()), (None, None, None, None));
        assert_eq!((event.attendees().count(), event.rrules().count(), event.is_recurring()), (0, 0, false));
        assert_eq!(event.exdates().count(), 1);
    }

    #[test]
    fn values_are_read_as_clients_write_them() {
        let event = event(&[
            ("UID", " 1 "),
            ("SEQUENCE", "1407317367304"),
            ("DTSTAMP", "20260302T090000"),
            ("STATUS", "cancelled"),
            ("STATUS", "CONFIRMED"),
            ("TRANSP", "transparent"),
            ("SUMMARY", r"a\, b"),
        ]);
        assert_eq!((event.uid(), event.sequence()), (Some("1"), 1_407_317_367_304));
        assert_eq!(event.dtstamp().unwrap().to_rfc3339(), "2026-03-02T09:00:00+00:00");
        assert_eq!(
            (event.status().as_deref(), event.is_cancelled(), event.is_transparent()),
            (Some("CANCELLED"), true, true)
        );
        assert_eq!(event.summary().as_deref(), Some("a, b"));
    }

    #[test]
    fn an_attendee_has_the_defaults_of_the_standards() {
        let line = Line::new("ATTENDEE", "mailto:Bob@example.org").unwrap();
        let bob = Attendee::of(&line).unwrap();
        assert_eq!(
            (bob.partstat(), bob.role(), bob.cutype()),
            (PartStat::NeedsAction, Role::Required, CuType::Individual)
        );
        assert_eq!(
            (bob.rsvp(), bob.schedule_agent(), bob.cn(), bob.force_send()),
            (None, ScheduleAgent::Server, None, None)
        );
        let line = line
            .with_param("PARTSTAT", "x-maybe")
            .with_param("ROLE", "REQ_PARTICIPANT")
            .with_param("CUTYPE", "X-ROBOT")
            .with_param("RSVP", "1")
            .with_param("SCHEDULE-AGENT", "X-OTHER");
        let bob = Attendee::of(&line).unwrap();
        assert_eq!(
            (bob.partstat(), bob.role(), bob.cutype()),
            (PartStat::NeedsAction, Role::Required, CuType::Unknown)
        );
        assert_eq!((bob.rsvp(), bob.schedule_agent()), (None, ScheduleAgent::None));
    }

    #[test]
    fn an_attendee_says_what_its_parameters_say() {
        let line = Line::new("ATTENDEE", "urn:uuid:7")
            .unwrap()
            .with_param("partstat", "tentative")
            .with_param("RSVP", "true")
            .with_param("EMAIL", "Bob@Example.org")
            .with_param("SENT-BY", "mailto:sec@example.org")
            .with_param_values("DELEGATED-TO", &["mailto:a@example.org", "mailto:b@example.org"])
            .with_param("SCHEDULE-FORCE-SEND", "reply")
            .with_param("SCHEDULE-STATUS", "2.0,1.2");
        let bob = Attendee::of(&line).unwrap();
        assert_eq!((bob.partstat(), bob.rsvp()), (PartStat::Tentative, Some(true)));
        assert_eq!(bob.email_param(), Some(CalAddress::mailto("bob@example.org")));
        assert_eq!(bob.sent_by(), Some(CalAddress::mailto("sec@example.org")));
        assert_eq!(bob.delegated_to().len(), 2);
        assert_eq!((bob.force_send().as_deref(), bob.schedule_status().as_deref()), (Some("REPLY"), Some("2.0,1.2")));
        let mut event = Component::new("VEVENT");
        event.add(line.clone());
        assert!(event.attendee(&CalAddress::parse("URN:UUID:7")).is_some());
    }

    #[test]
    fn every_kind_and_value_is_read_from_what_it_is_written_as() {
        for kind in Kind::ALL {
            assert_eq!(Kind::of(&kind.component().to_lowercase()), Some(kind));
        }
        for text in ["NEEDS-ACTION", "ACCEPTED", "DECLINED", "TENTATIVE", "DELEGATED", "COMPLETED", "IN-PROCESS"] {
            assert_eq!(PartStat::parse(&text.to_lowercase()).as_str(), text);
        }
    }
}
