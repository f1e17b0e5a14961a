//! What must hold for every input whatever: the property that tests and fuzzers replay.

use super::line::is_name_byte;
use super::object::{CalendarObject, read_all};
use super::split::pieces;
use super::tree::Component;
use super::value::{Period, When};
use super::view::Attendee;

/// Reads arbitrary bytes strictly and leniently, looks at everything through the views and writes it back.
///
/// # Panics
/// When the reader, the views or the writer disagree with one another: a bug.
pub fn check(bytes: &[u8]) {
    check_pieces(bytes);
    if let Ok(object) = CalendarObject::parse(bytes) {
        assert!(!object.uid().as_str().is_empty() && object.parts().count() > 0);
        look_at(object.calendar());
        let written = object.to_bytes();
        // Differs from the input only where control characters were left out.
        assert!(written.len() <= bytes.len() || bytes.iter().any(|byte| *byte < 0x20 || *byte == 0x7f));
        let again = CalendarObject::parse(&written);
        assert_eq!(again.as_ref().map(CalendarObject::calendar), Ok(object.calendar()));
        assert_eq!(again.map(|again| again.to_bytes()), Ok(written));
        let folded = CalendarObject::parse(object.to_text().as_bytes());
        assert_eq!(folded.as_ref().map(CalendarObject::calendar), Ok(object.calendar()));
    }
    for object in read_all(bytes).unwrap_or_default() {
        look_at(object.calendar());
        let again = CalendarObject::read(&object.to_bytes());
        assert_eq!(again.as_ref().map(CalendarObject::calendar), Ok(object.calendar()));
    }
}

/// Takes arbitrary bytes apart as an export of a whole calendar.
fn check_pieces(bytes: &[u8]) {
    for (object, body) in pieces(bytes).filter_map(|piece| piece.object().ok()) {
        assert!(object.method().is_none() && object.to_bytes() == body);
        look_at(object.calendar());
    }
}

/// Calls every view on every component and line.
fn look_at(component: &Component) {
    let _ = (
        component.uid(),
        component.sequence(),
        component.dtstamp(),
        component.duration(),
        component.is_this_and_future(),
    );
    let _ = (component.summary(), component.status(), component.is_transparent(), component.organizer());
    let _ = component.exdates().count() + component.rdates().count();
    for attendee in component.attendees() {
        look_at_attendee(&attendee);
    }
    for line in component.lines() {
        let _ = (line.text_value(), line.text_values(), Period::list(line).count());
        // Odd names of parameters are kept, but not written anew.
        let is_plain = |name: &str| !name.is_empty() && name.bytes().all(is_name_byte);
        for (name, values) in line.params().into_iter().filter(|(name, _)| is_plain(name)) {
            let values: Vec<&str> = values.iter().map(AsRef::as_ref).collect();
            let same = line.clone().with_param_values(name, &values);
            assert_eq!(same.param(name).as_deref(), values.first().copied(), "{line:?}");
        }
        if let Some(when) = When::of(line) {
            assert_eq!(When::of(&when.to_line(line.name())), Some(when), "{line:?}");
        }
    }
    component.components().for_each(look_at);
}

fn look_at_attendee(attendee: &Attendee<'_>) {
    let _ = (
        attendee.partstat(),
        attendee.role(),
        attendee.cutype(),
        attendee.rsvp(),
        attendee.cn(),
        attendee.email_param(),
    );
    let _ = (attendee.sent_by(), attendee.delegated_to(), attendee.delegated_from());
    let _ = (attendee.schedule_agent(), attendee.schedule_status(), attendee.force_send());
    let again = super::CalAddress::parse(attendee.address.key());
    assert_eq!(again.key(), attendee.address.key());
}
