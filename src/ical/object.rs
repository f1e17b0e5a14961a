//! A calendar object: all components of one UID, in one VCALENDAR (RFC 4791 §4.1).

use crate::id::Uid;

use super::address::CalAddress;
use super::invalid::Invalid;
use super::line::Line;
use super::tree::Component;
use super::view::Kind;
use super::zone::{Zone, Zones};
use super::{read, validate};

/// A VCALENDAR whose parts share one UID and one kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CalendarObject {
    calendar: Component,
    kind: Kind,
    uid: Uid,
}

impl CalendarObject {
    /// Reads what a client wants to store, strictly (RFC 4791 §4.1, RFC 5545): the answer to a PUT.
    ///
    /// Quirks of real clients whose meaning is clear are accepted; `validate.rs` lists them. Control characters are
    /// left out of the lines that have any, because XML could not carry them back; all else is kept byte by byte.
    ///
    /// # Errors
    /// Text that is no iCalendar; several UIDs, kinds or VCALENDARs; METHOD; missing or unreadable properties; limits.
    pub fn parse(bytes: &[u8]) -> Result<CalendarObject, Invalid> {
        let calendar = read::strictly(bytes)?;
        let (kind, uid) = validate::resource(&calendar)?;
        Ok(CalendarObject { calendar, kind, uid })
    }

    /// Reads what came by mail or from a file, leniently: what is clear is repaired, METHOD may be there.
    ///
    /// # Errors
    /// As [`read_all`], and text that holds several UIDs.
    pub fn read(bytes: &[u8]) -> Result<CalendarObject, Invalid> {
        let mut objects = read_all(bytes)?;
        if let Some(second) = objects.get(1) {
            let line = second.parts().next().map_or(0, Component::number);
            return Err(Invalid::resource(line, "UID", "differs from that of the component before"));
        }
        objects.pop().ok_or_else(|| Invalid::data(0, "", "the text has no component with a UID"))
    }

    /// An object of a tree made or changed by the program.
    ///
    /// # Errors
    /// Anything but a VCALENDAR with at least one part; parts of several UIDs or kinds.
    pub fn of(calendar: Component) -> Result<CalendarObject, Invalid> {
        let (kind, uid) = validate::identity(&calendar)?;
        Ok(CalendarObject { calendar, kind, uid })
    }

    /// METHOD in upper case, of a message.
    pub fn method(&self) -> Option<String> {
        self.calendar.raw("METHOD").map(str::to_ascii_uppercase)
    }

    /// The kind its parts share.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// The UID its parts share.
    pub fn uid(&self) -> &Uid {
        &self.uid
    }

    /// The VCALENDAR.
    pub fn calendar(&self) -> &Component {
        &self.calendar
    }

    /// The VCALENDAR, to be edited; UID and kind must stay what they are.
    pub fn calendar_mut(&mut self) -> &mut Component {
        &mut self.calendar
    }

    /// The VCALENDAR, taken out.
    pub fn into_calendar(self) -> Component {
        self.calendar
    }

    /// Master and overrides in their order; neither time zones nor components of other names.
    pub fn parts(&self) -> impl Iterator<Item = &Component> {
        let kind = self.kind;
        self.calendar.components().filter(move |component| component.is(kind.component()))
    }

    /// Master and overrides, to be edited.
    pub fn parts_mut(&mut self) -> impl Iterator<Item = &mut Component> {
        let kind = self.kind;
        self.calendar.components_mut().filter(move |component| component.is(kind.component()))
    }

    /// The part without RECURRENCE-ID; absent when only some instances are here.
    pub fn master(&self) -> Option<&Component> {
        self.parts().find(|part| is_master(part))
    }

    /// The part without RECURRENCE-ID, to be edited.
    pub fn master_mut(&mut self) -> Option<&mut Component> {
        self.parts_mut().find(|part| is_master(part))
    }

    /// The parts with RECURRENCE-ID.
    pub fn overrides(&self) -> impl Iterator<Item = &Component> {
        self.parts().filter(|part| !is_master(part))
    }

    /// The parts with RECURRENCE-ID, to be edited.
    pub fn overrides_mut(&mut self) -> impl Iterator<Item = &mut Component> {
        self.parts_mut().filter(|part| !is_master(part))
    }

    /// The organizer: the master's, else that of the first part that names one.
    pub fn organizer(&self) -> Option<CalAddress> {
        self.organizer_line().map(|line| CalAddress::parse(line.value()))
    }

    /// The line that names the organizer, as [`CalendarObject::organizer`] finds it.
    pub fn organizer_line(&self) -> Option<&Line> {
        let named = |part: &&Component| part.organizer().is_some();
        self.master().filter(named).or_else(|| self.parts().find(named))?.line("ORGANIZER")
    }

    /// What its TZIDs mean; times without a zone are in `floating`.
    pub fn zones(&self, floating: &Zone) -> Zones {
        Zones::of(&self.calendar, floating)
    }

    /// Its bytes: those it was read from, as far as it was not edited.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.calendar.to_bytes()
    }

    /// The bytes after an edit: lines that came with LF alone get our line end beside ours (RFC 5545 §3.1).
    pub fn to_edited_bytes(&self) -> Vec<u8> {
        super::write::with_one_line_end(self.to_bytes())
    }

    /// Its text; see [`Component::to_text`].
    pub fn to_text(&self) -> String {
        self.calendar.to_text()
    }
}

/// A part without RECURRENCE-ID. An unreadable one still makes an override, lest it be taken for the series.
fn is_master(part: &Component) -> bool {
    part.raw("RECURRENCE-ID").is_none()
}

/// Reads what came by mail or from a file, leniently, and sorts it by UID, in the order in which the UIDs appear.
///
/// # Errors
/// Text without any component that has a UID; text that ends within a component; limits.
pub fn read_all(bytes: &[u8]) -> Result<Vec<CalendarObject>, Invalid> {
    let calendars = read::leniently(bytes)?;
    super::group::by_uid(calendars)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SERIES: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VTIMEZONE\r\nTZID:x\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:1\r\n\
        RECURRENCE-ID:20260303T090000Z\r\nDTSTART:20260303T100000Z\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260302T090000Z\r\n\
        RRULE:FREQ=DAILY\r\nORGANIZER:mailto:alice@example.org\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";

    #[test]
    fn master_and_overrides_are_found_in_any_order() {
        let mut object = CalendarObject::parse(SERIES.as_bytes()).unwrap();
        assert_eq!((object.kind(), object.uid().as_str(), object.method()), (Kind::Event, "1", None));
        assert_eq!(object.parts().count(), 2);
        assert!(object.master().unwrap().is_recurring());
        assert_eq!(object.overrides().count(), 1);
        assert_eq!(object.organizer(), Some(CalAddress::mailto("alice@example.org")));
        assert_eq!(object.organizer_line().unwrap().value(), "mailto:alice@example.org");
        object.master_mut().unwrap().set(Line::text("SUMMARY", "x"));
        object.overrides_mut().for_each(|part| part.remove("DTSTART"));
        let text = object.to_text();
        assert_eq!(text, SERIES.replace("DTSTART:20260303T100000Z\r\n", "").replace("org\r\n", "org\r\nSUMMARY:x\r\n"));
    }

    #[test]
    fn an_object_may_be_overrides_alone() {
        let text = SERIES.replace("DTSTART:20260302", "RECURRENCE-ID:20260302T090000Z\r\nDTSTART:20260302");
        let object = CalendarObject::parse(text.as_bytes()).unwrap();
        assert_eq!((object.master(), object.overrides().count()), (None, 2));
        assert!(object.organizer().is_some());
    }

    #[test]
    fn the_lenient_reader_of_one_object_refuses_two() {
        let two = SERIES.replacen("UID:1", "UID:2", 1);
        assert_eq!(read_all(two.as_bytes()).unwrap().len(), 2);
        let bad = CalendarObject::read(two.as_bytes()).unwrap_err();
        assert_eq!(bad.to_string(), "line 11: UID differs from that of the component before");
    }

    #[test]
    fn an_object_of_a_tree_must_have_one_identity() {
        let object = CalendarObject::parse(SERIES.as_bytes()).unwrap();
        assert_eq!(CalendarObject::of(object.calendar().clone()).unwrap(), object);
        assert!(CalendarObject::of(Component::new("VCALENDAR")).is_err());
        assert!(CalendarObject::of(object.master().unwrap().clone()).is_err());
    }
}
