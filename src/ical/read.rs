//! Content lines into a tree of components, strictly for clients and leniently for mail and files.

use super::invalid::{Invalid, Precondition};
use super::line::{Line, is_name_byte};
use super::tree::Component;
use super::unfold::{Logical, Manner, Unfolded};
use super::view::Kind;

/// Bytes of an input. Callers allow less (a PUT, a mail part); this one only bounds the work of all of them.
pub const MAX_BYTES: usize = 2 * 1024 * 1024;
/// Lines of an input, folded ones counted as they stand: at 75 octets each, three times what [`MAX_BYTES`] can hold.
pub const MAX_LINES: usize = 100_000;
/// Components within components. The standards need 3 (VCALENDAR, VTIMEZONE, STANDARD; VALARM); the tree may be walked
/// recursively.
pub const MAX_DEPTH: usize = 8;
/// Components of an input: a daily series of ten years with every instance changed, twice.
pub const MAX_COMPONENTS: usize = 10_000;
/// ATTENDEE lines of one component: every change of such a meeting is told per attendee, with all of them in it.
pub const MAX_ATTENDEES: usize = 5_000;

/// Reads the one VCALENDAR of a calendar object resource.
pub(super) fn strictly(bytes: &[u8]) -> Result<Component, Invalid> {
    let mut calendars = read(bytes, Manner::Strict)?;
    calendars.pop().ok_or_else(|| Invalid::data(0, "VCALENDAR", "is missing"))
}

/// Reads every VCALENDAR there is.
pub(super) fn leniently(bytes: &[u8]) -> Result<Vec<Component>, Invalid> {
    read(bytes, Manner::Lenient)
}

fn read(bytes: &[u8], manner: Manner) -> Result<Vec<Component>, Invalid> {
    if bytes.len() > MAX_BYTES {
        let reason = format!("the text has {} bytes; {MAX_BYTES} are allowed", bytes.len());
        return Err(Invalid::beyond(Precondition::MaxResourceSize, 0, "", reason));
    }
    let mut reader = Reader { manner, open: Vec::new(), closed: Vec::new(), begun: 0 };
    let mut lines = Unfolded::new(bytes, manner);
    for logical in lines.by_ref() {
        if logical.number > MAX_LINES {
            let reason = format!("the text has more than {MAX_LINES} lines");
            return Err(Invalid::beyond(Precondition::MaxResourceSize, logical.number, "", reason));
        }
        reader.take(&logical)?;
    }
    reader.finish(lines.remainder())
}

struct Reader {
    manner: Manner,
    /// Components that are begun, the outermost first.
    open: Vec<Component>,
    /// Complete VCALENDARs.
    closed: Vec<Component>,
    begun: usize,
}

impl Reader {
    fn is_lenient(&self) -> bool {
        self.manner == Manner::Lenient
    }

    fn take(&mut self, logical: &Logical<'_>) -> Result<(), Invalid> {
        let line = match logical.line(self.manner) {
            Ok(line) => line,
            Err(_) if self.is_lenient() => return Ok(()),
            Err(reason) => {
                return Err(Invalid::data(logical.number, "", format!("the line {} {reason}", excerpt(logical))));
            }
        };
        match line.name() {
            "BEGIN" => self.begin(&line, logical.raw),
            "END" => self.end(&line, logical.raw),
            _ => self.property(line),
        }
    }

    fn property(&mut self, line: Line) -> Result<(), Invalid> {
        let lenient = self.is_lenient();
        match self.open.last_mut() {
            Some(component) if lenient && is_misplaced(&line, component) => Ok(()),
            Some(component) => {
                component.append(if lenient { repaired(line) } else { line });
                Ok(())
            }
            None if lenient => Ok(()),
            None => {
                Err(Invalid::data(line.number(), line.name(), "stands outside of BEGIN:VCALENDAR and END:VCALENDAR"))
            }
        }
    }

    fn begin(&mut self, line: &Line, raw: Option<&[u8]>) -> Result<(), Invalid> {
        let name = line.value().trim();
        if name.is_empty() || !name.bytes().all(is_name_byte) {
            return match self.manner {
                Manner::Lenient => Ok(()),
                Manner::Strict => Err(Invalid::data(line.number(), "BEGIN", "does not name a component")),
            };
        }
        match self.manner {
            Manner::Strict => self.check_place(name, line.number())?,
            Manner::Lenient => self.make_place(name)?,
        }
        self.push(Component::found(name, line.number(), differing(raw, "BEGIN", name)))
    }

    /// Whether a component may begin here.
    fn check_place(&self, name: &str, number: usize) -> Result<(), Invalid> {
        let is_calendar = name.eq_ignore_ascii_case("VCALENDAR");
        match (self.open.is_empty(), is_calendar) {
            (true, false) => Err(Invalid::data(number, name, "begins outside of a VCALENDAR")),
            (false, true) => Err(Invalid::data(number, "VCALENDAR", "begins within another component")),
            (true, true) if !self.closed.is_empty() => Err(Invalid::resource(
                number,
                "VCALENDAR",
                "begins a second time; an object is one VCALENDAR (RFC 4791 §4.1)",
            )),
            _ => Ok(()),
        }
    }

    /// Closes what was left open before a component that cannot stand within it, and opens a VCALENDAR where it is
    /// missing.
    fn make_place(&mut self, name: &str) -> Result<(), Invalid> {
        if name.eq_ignore_ascii_case("VCALENDAR") {
            self.close_to(0)?;
        } else if self.open.is_empty() {
            self.push(Component::new("VCALENDAR"))?;
        } else if Kind::of(name).is_some() || name.eq_ignore_ascii_case("VTIMEZONE") {
            // quirk: office365-missing-end
            let unfinished = self.open.iter().position(|open| Kind::of(open.name()).is_some());
            self.close_to(unfinished.unwrap_or(self.open.len()))?;
        }
        Ok(())
    }

    fn push(&mut self, component: Component) -> Result<(), Invalid> {
        let number = component.number();
        self.begun += 1;
        if self.open.len() >= MAX_DEPTH {
            let reason = format!("begins within {MAX_DEPTH} others; no calendar is nested so deep");
            return Err(Invalid::data(number, component.name(), reason));
        }
        if self.begun > MAX_COMPONENTS {
            let reason = format!("is one too many; {MAX_COMPONENTS} components are allowed");
            return Err(Invalid::beyond(Precondition::MaxResourceSize, number, component.name(), reason));
        }
        self.open.push(component);
        Ok(())
    }

    fn end(&mut self, line: &Line, raw: Option<&[u8]>) -> Result<(), Invalid> {
        let name = line.value().trim();
        match self.open.iter().rposition(|open| open.is(name)) {
            Some(at) if at + 1 == self.open.len() || self.is_lenient() => {
                self.close_to(at + 1)?;
                if let Some(component) = self.open.last_mut() {
                    component.ended(differing(raw, "END", name));
                }
                self.close_to(at)
            }
            _ if self.is_lenient() => Ok(()),
            _ => Err(Invalid::data(line.number(), "END", self.mismatch(name))),
        }
    }

    fn mismatch(&self, name: &str) -> String {
        match self.open.last() {
            Some(open) => format!("ends {name:?}, but {} of line {} is open", open.name(), open.number()),
            None => format!("ends {name:?}, but nothing is open"),
        }
    }

    /// Closes components until only `depth` are open.
    fn close_to(&mut self, depth: usize) -> Result<(), Invalid> {
        while self.open.len() > depth {
            let Some(component) = self.open.pop() else { break };
            check_attendees(&component)?;
            match self.open.last_mut() {
                Some(parent) => parent.push(component),
                None => self.closed.push(component),
            }
        }
        Ok(())
    }

    /// The VCALENDARs; `remainder` are the blank lines behind the last.
    fn finish(mut self, remainder: &[u8]) -> Result<Vec<Component>, Invalid> {
        // A file that only lacks END:VCALENDAR is whole; one that ends earlier may lack attendees or exceptions.
        if let Some(open) = self.open.last().filter(|_| self.open.len() > 1 || !self.is_lenient()) {
            let reason = format!("has no END:{}; the text is cut off", open.name());
            return Err(Invalid::data(open.number(), open.name(), reason));
        }
        self.close_to(0)?;
        if let Some(last) = self.closed.last_mut().filter(|_| !remainder.is_empty()) {
            last.followed_by(remainder);
        }
        if self.closed.is_empty() {
            return Err(Invalid::data(0, "", "the text has no BEGIN:VCALENDAR; it is no iCalendar"));
        }
        Ok(self.closed)
    }
}

fn check_attendees(component: &Component) -> Result<(), Invalid> {
    match component.lines_named("ATTENDEE").nth(MAX_ATTENDEES) {
        None => Ok(()),
        Some(line) => {
            let reason = format!("is one too many; {MAX_ATTENDEES} attendees are allowed");
            Err(Invalid::beyond(Precondition::MaxAttendeesPerInstance, line.number(), "ATTENDEE", reason))
        }
    }
}

/// The bytes of a BEGIN or END line where they differ from ours.
fn differing(raw: Option<&[u8]>, what: &str, name: &str) -> Option<Box<[u8]>> {
    let is_ours = |raw: &[u8]| {
        let rest = raw.strip_prefix(what.as_bytes()).and_then(|rest| rest.strip_prefix(b":"));
        let written = rest.and_then(|rest| rest.strip_suffix(b"\r\n")).unwrap_or_default();
        written.iter().copied().eq(name.bytes().map(|byte| byte.to_ascii_uppercase()))
    };
    raw.filter(|raw| !is_ours(raw)).map(Into::into)
}

/// Properties of a VCALENDAR that strayed into a part (BlueMind writes VERSION into VEVENT), and error notes of
/// libical.
fn is_misplaced(line: &Line, component: &Component) -> bool {
    let of_calendar = matches!(line.name(), "VERSION" | "PRODID" | "METHOD" | "CALSCALE");
    (of_calendar && Kind::of(component.name()).is_some()) || line.is("X-LIC-ERROR")
}

/// A line whose meaning depends on blanks that mail gateways add.
fn repaired(line: Line) -> Line {
    let trimmed = line.value().trim();
    if line.is("UID") && trimmed.len() != line.value().len() {
        let trimmed = trimmed.to_owned();
        return line.with_value(&trimmed);
    }
    line
}

/// The beginning of a line, to name it in an error.
fn excerpt(logical: &Logical<'_>) -> String {
    const LENGTH: usize = 40;
    let text = String::from_utf8_lossy(&logical.bytes);
    let mut short: String = text.chars().take(LENGTH).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    format!("{short:?}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const ODD: &[u8] = b"\xef\xbb\xbf\r\nbegin:vcalendar \nversion:2.0\r\n\r\nBEGIN:VEVENT\nUID:1\nSUMMARY:caf\xc3\r\n \xa9\r\n\
        attendee;cn=\"x\"\n\t:mailto:a@example.org\r\r\nBEGIN:X-Own\r\nX-A:1\r\nEND:X-Own\r\nEND:VEVENT  \r\nend:VCalendar\r\n\r\n\n";

    fn refusal(input: &str) -> (usize, String) {
        let bad = strictly(input.as_bytes()).unwrap_err();
        (bad.line, bad.to_string())
    }

    #[test]
    fn an_unedited_tree_writes_back_byte_by_byte() {
        let calendar = strictly(ODD).unwrap();
        assert_eq!(calendar.to_bytes(), ODD);
        assert_eq!(strictly(b"BEGIN:VCALENDAR\nEND:VCALENDAR").unwrap().to_bytes(), b"BEGIN:VCALENDAR\nEND:VCALENDAR");
        let lenient = leniently(ODD).unwrap();
        assert_eq!(lenient[0].to_bytes(), ODD);
    }

    #[test]
    fn text_of_a_tree_with_a_cut_character_is_folded_anew() {
        let text = strictly(ODD).unwrap().to_text();
        assert!(
            text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nSUMMARY:café\r\n"),
            "{text}"
        );
        assert_eq!(strictly(text.as_bytes()).unwrap(), strictly(ODD).unwrap());
    }

    #[test]
    fn one_edit_leaves_the_other_lines_alone() {
        let mut calendar = strictly(ODD).unwrap();
        let event = calendar.components_mut().next().unwrap();
        event.set(Line::new("UID", "2").unwrap());
        let edited = String::from_utf8_lossy(ODD).replace("UID:1\n", "UID:2\r\n");
        assert_eq!(String::from_utf8_lossy(&calendar.to_bytes()), edited);
    }

    #[test]
    fn what_follows_a_last_line_without_end_gets_a_line_of_its_own() {
        let mut outer = Component::new("VCALENDAR");
        outer.push(strictly(b"BEGIN:VCALENDAR\nEND:VCALENDAR").unwrap());
        assert_eq!(outer.to_text(), "BEGIN:VCALENDAR\r\nBEGIN:VCALENDAR\nEND:VCALENDAR\r\nEND:VCALENDAR\r\n");
    }

    #[test]
    fn components_must_pair() {
        for (input, line, reason) in [
            ("", 0, "no BEGIN:VCALENDAR"),
            ("BEGIN:VEVENT\nEND:VEVENT", 1, "VEVENT begins outside"),
            ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n", 3, "VEVENT of line 2 is open"),
            ("BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VEVENT\n", 1, "VCALENDAR has no END:VCALENDAR"),
            ("BEGIN:VCALENDAR\nEND:VCALENDAR\nEND:VCALENDAR\n", 3, "nothing is open"),
            ("BEGIN:VCALENDAR\nEND:VCALENDAR\nX-A:1\n", 3, "X-A stands outside"),
            ("X-A:1\nBEGIN:VCALENDAR\nEND:VCALENDAR\n", 1, "X-A stands outside"),
            ("BEGIN:VCALENDAR\nEND:VCALENDAR\n\nBEGIN:VCALENDAR\nEND:VCALENDAR\n", 4, "second time"),
            ("BEGIN:VCALENDAR\nBEGIN:VCALENDAR\n", 2, "within another"),
            ("BEGIN:VCALENDAR\nBEGIN:\n", 2, "does not name"),
            ("BEGIN:VCALENDAR\nBEGIN:V EVENT\n", 2, "does not name"),
            ("BEGIN:VCALENDAR\nnonsense\n", 2, "\"nonsense\" has no colon"),
        ] {
            let (found, told) = refusal(input);
            assert!(found == line && told.contains(reason), "{input:?} {found} {told}");
        }
    }

    #[test]
    fn deep_nesting_is_refused_at_the_line_that_goes_too_deep() {
        let input = format!("BEGIN:VCALENDAR\n{}", "BEGIN:X-DEEP\n".repeat(10_000));
        assert!(matches!(refusal(&input), (9, told) if told.contains("X-DEEP begins within 8 others")));
        assert_eq!(leniently(input.as_bytes()).unwrap_err().line, 9);
        let input = format!("BEGIN:VCALENDAR\n{}{}END:VCALENDAR", "BEGIN:X-D\n".repeat(7), "END:X-D\n".repeat(7));
        assert!(strictly(input.as_bytes()).is_ok());
    }

    #[test]
    fn limits_are_told_with_their_number() {
        let calendar = |inner: &str| format!("BEGIN:VCALENDAR\r\n{inner}END:VCALENDAR\r\n");
        for (input, limit, told) in [
            (calendar(&"X-A:1\r\n".repeat(MAX_BYTES / 7)), Precondition::MaxResourceSize, "2097152"),
            (calendar(&"\n".repeat(MAX_LINES)), Precondition::MaxResourceSize, "100000 lines"),
            (
                calendar(&"BEGIN:X-A\nEND:X-A\n".repeat(MAX_COMPONENTS)),
                Precondition::MaxResourceSize,
                "10000 components",
            ),
            (
                calendar(&"ATTENDEE:a\n".repeat(MAX_ATTENDEES + 1)),
                Precondition::MaxAttendeesPerInstance,
                "5000 attendees",
            ),
        ] {
            for bad in [strictly(input.as_bytes()).unwrap_err(), leniently(input.as_bytes()).unwrap_err()] {
                assert!(bad.precondition == limit && bad.to_string().contains(told), "{bad}");
            }
        }
        assert!(strictly(calendar(&"ATTENDEE:a\n".repeat(MAX_ATTENDEES)).as_bytes()).is_ok());
    }

    fn lenient_text(input: &str) -> String {
        leniently(input.as_bytes()).unwrap().iter().map(Component::to_text).collect::<String>().replace("\r\n", " ")
    }

    #[test]
    fn the_lenient_reader_repairs_what_is_clear() {
        let event = "BEGIN:VEVENT\r\nUID:1\r\nEND:VEVENT\r\n";
        let whole = format!("BEGIN:VCALENDAR\r\n{event}END:VCALENDAR\r\n").replace("\r\n", " ");
        for input in [
            format!("BEGIN:VCALENDAR\r\n{event}"),
            event.to_owned(),
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nEND:VCALENDAR\r\n".to_owned(),
            format!("Hello\r\n-- part\r\nBEGIN:VCALENDAR\r\nX-LIC-ERROR:no\r\nnonsense\r\n{event}END:VCALENDAR\r\nbye: bye\r\n"),
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nVERSION:2.0\r\nMETHOD:REPLY\r\nUID:  1 \r\nEND:VEVENT\r\nEND:VALARM\r\nEND:VCALENDAR\r\n".to_owned(),
        ] {
            assert_eq!(lenient_text(&input), whole, "{input:?}");
        }
    }

    #[test]
    fn a_part_that_was_left_open_ends_where_the_next_begins() {
        let input = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nBEGIN:VALARM\nACTION:DISPLAY\nBEGIN:VEVENT\nUID:2\nEND:VEVENT\nEND:VCALENDAR\n";
        let calendars = leniently(input.as_bytes()).unwrap();
        let uids: Vec<_> = calendars[0].components().map(|part| part.uid().unwrap()).collect();
        assert_eq!(uids, ["1", "2"]);
    }

    #[test]
    fn several_calendars_are_read_leniently() {
        let one = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nEND:VEVENT\nEND:VCALENDAR\n";
        assert_eq!(leniently(one.repeat(3).as_bytes()).unwrap().len(), 3);
        assert_eq!(leniently(one.replace("END:VCALENDAR\n", "").repeat(2).as_bytes()).unwrap().len(), 2);
    }

    #[test]
    fn a_text_cut_off_within_a_part_is_refused_even_leniently() {
        for input in ["BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\n", "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nBEGIN:VALARM\n"]
        {
            assert!(leniently(input.as_bytes()).unwrap_err().to_string().contains("cut off"));
        }
    }
}
