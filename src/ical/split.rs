//! Splits a file of any length into objects, without reading it as one: an export of a whole calendar holds thousands,
//! and one that cannot be read must not stop the others.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::id::ETag;

use super::invalid::Invalid;
use super::line::Line;
use super::object::CalendarObject;
use super::tree::Component;
use super::unfold::{Manner, Unfolded};
use super::validate::parts;
use super::view::Kind;

/// Properties of the whole that each object needs; the others (X-WR-CALNAME, METHOD and so on) describe the export.
const HEADER: [&str; 3] = ["VERSION", "PRODID", "CALSCALE"];

/// The objects of a file, in the order in which their first component stands.
pub struct Pieces<'a> {
    input: Cow<'a, [u8]>,
    found: Found,
    at: usize,
}

/// An object with its bytes, if it can be one, and the line of the file on which it begins.
pub type Other = (usize, Option<(CalendarObject, Vec<u8>)>);

/// The text of one object, cut out of a file.
#[derive(Clone, Debug)]
pub struct Piece {
    text: Vec<u8>,
    /// Where runs of lines begin: in the text and in the file, both counted from 1.
    runs: Vec<(usize, usize)>,
    /// Lines of the text.
    lines: usize,
    /// The line of the file on which it begins, counted from 1.
    pub line: usize,
    /// Its UID; empty where it has none.
    pub uid: String,
    /// The last byte of the file that belongs to it, for those who show how far they are.
    pub end: usize,
    /// Whether the file ends within it.
    is_cut_off: bool,
    /// Components that were cut out.
    parts: usize,
}

/// A component directly within a VCALENDAR, or a line of the VCALENDAR itself.
#[derive(Clone, Debug)]
struct Cut {
    bytes: Range<usize>,
    line: usize,
}

#[derive(Default)]
struct Group {
    /// Which of the headers it has.
    calendar: usize,
    parts: Vec<Cut>,
    tzids: HashSet<String>,
    uid: String,
    is_cut_off: bool,
}

#[derive(Default)]
struct Found {
    headers: Vec<Vec<Cut>>,
    /// Time zones by VCALENDAR and TZID, which means something in its own calendar alone (RFC 5545 §3.2.19).
    zones: HashMap<(usize, String), Cut>,
    /// The first VCALENDAR that has a zone, for parts whose own does not say what they name.
    somewhere: HashMap<String, usize>,
    groups: Vec<Group>,
    places: HashMap<(String, String), usize>,
    name: Option<String>,
    color: Option<String>,
}

/// A component that is being looked through.
struct Open {
    name: String,
    start: usize,
    line: usize,
    /// Components begun within.
    depth: usize,
    uid: String,
    tzid: String,
    tzids: HashSet<String>,
}

/// Looks a file through for objects: components of the same kind and UID.
pub fn pieces(input: &[u8]) -> Pieces<'_> {
    // Beside the line ends that are put between its parts, CR alone would no longer be read as one.
    let input = match input.contains(&b'\n') {
        true => Cow::Borrowed(input),
        false => Cow::Owned(input.iter().map(|byte| if *byte == b'\r' { b'\n' } else { *byte }).collect()),
    };
    let mut search = Search { found: Found::default(), open: None };
    let mut lines = Unfolded::new(&input, Manner::Lenient);
    loop {
        let start = lines.taken();
        let Some(logical) = lines.next() else { break };
        if let Ok(line) = logical.line(Manner::Lenient) {
            search.take(&line, start..lines.taken(), logical.number);
        }
    }
    search.close(input.len(), true);
    Pieces { input, found: search.found, at: 0 }
}

struct Search {
    found: Found,
    open: Option<Open>,
}

impl Search {
    fn take(&mut self, line: &Line, bytes: Range<usize>, number: usize) {
        let value = line.value().trim().to_ascii_uppercase();
        match line.name() {
            "BEGIN" if value == "VCALENDAR" => {
                self.close(bytes.start, false);
                self.found.headers.push(Vec::new());
            }
            "END" if value == "VCALENDAR" => self.close(bytes.start, false),
            "BEGIN" => self.begin(value, bytes.start, number),
            "END" => self.end(bytes.end),
            _ => self.property(line, bytes, number),
        }
    }

    fn begin(&mut self, name: String, start: usize, line: usize) {
        // quirk: office365-missing-end
        let cannot_be_within = Kind::of(&name).is_some() || name == "VTIMEZONE";
        if cannot_be_within {
            self.close(start, false);
        }
        match &mut self.open {
            Some(open) => open.depth += 1,
            None => {
                let (uid, tzid, tzids) = (String::new(), String::new(), HashSet::new());
                self.open = Some(Open { name, start, line, depth: 0, uid, tzid, tzids });
            }
        }
    }

    fn end(&mut self, end: usize) {
        match &mut self.open {
            Some(open) if open.depth > 0 => open.depth -= 1,
            _ => self.close(end, false),
        }
    }

    fn property(&mut self, line: &Line, bytes: Range<usize>, number: usize) {
        let Some(open) = &mut self.open else {
            self.found.header(line, Cut { bytes, line: number });
            return;
        };
        if let Some(tzid) = line.param("TZID") {
            open.tzids.insert(tzid.trim().to_owned());
        }
        match line.name() {
            "UID" if open.depth == 0 && open.uid.is_empty() => open.uid = line.value().trim().to_owned(),
            "TZID" if open.depth == 0 => open.tzid = line.text_value().trim().to_owned(),
            _ => {}
        }
    }

    /// Ends the component that is open, if any.
    fn close(&mut self, end: usize, is_cut_off: bool) {
        if let Some(open) = self.open.take() {
            self.found.add(open, end, is_cut_off);
        }
    }
}

impl Found {
    fn header(&mut self, line: &Line, cut: Cut) {
        let text = || Some(line.text_value().trim().to_owned()).filter(|text| !text.is_empty());
        match line.name() {
            "X-WR-CALNAME" | "NAME" => self.name = self.name.take().or_else(text),
            "X-APPLE-CALENDAR-COLOR" | "COLOR" => self.color = self.color.take().or_else(text),
            name if HEADER.contains(&name) => {
                if let Some(header) = self.headers.last_mut() {
                    header.push(cut);
                }
            }
            _ => {}
        }
    }

    /// The VCALENDAR that is open.
    fn calendar(&self) -> usize {
        self.headers.len().saturating_sub(1)
    }

    /// The time zone that a part of a VCALENDAR means by a TZID.
    fn zone(&self, calendar: usize, tzid: &str) -> Option<&Cut> {
        let own = self.zones.get(&(calendar, tzid.to_owned()));
        own.or_else(|| self.zones.get(&(*self.somewhere.get(tzid)?, tzid.to_owned())))
    }

    fn add(&mut self, open: Open, end: usize, is_cut_off: bool) {
        let cut = Cut { bytes: open.start..end, line: open.line };
        if open.name == "VTIMEZONE" && !is_cut_off {
            let calendar = self.calendar();
            self.somewhere.entry(open.tzid.clone()).or_insert(calendar);
            self.zones.entry((calendar, open.tzid)).or_insert(cut);
            return;
        }
        let next = self.groups.len();
        // Without a UID each is an object of its own.
        let uid = open.uid.clone();
        let place = match open.uid.is_empty() {
            true => next,
            false => *self.places.entry((open.name, open.uid)).or_insert(next),
        };
        if place == next {
            let calendar = self.calendar();
            self.groups.push(Group { calendar, uid, ..Group::default() });
        }
        if let Some(group) = self.groups.get_mut(place) {
            group.parts.push(cut);
            group.tzids.extend(open.tzids);
            group.is_cut_off |= is_cut_off;
        }
    }
}

impl Pieces<'_> {
    /// What the file calls the calendar.
    pub fn name(&self) -> Option<&str> {
        self.found.name.as_deref()
    }

    /// The calendar's colour.
    pub fn color(&self) -> Option<&str> {
        self.found.color.as_deref()
    }

    /// Whether the file holds a calendar at all, be it an empty one, and none of it is cut off.
    pub fn is_complete(&self) -> bool {
        !self.found.headers.is_empty() && self.found.groups.iter().all(|group| !group.is_cut_off)
    }

    /// Whether it holds no object.
    pub fn is_empty(&self) -> bool {
        self.found.groups.is_empty()
    }

    /// Whether the whole file is one object, or none.
    pub fn is_one(&self) -> bool {
        self.found.groups.len() <= 1 && self.found.headers.len() <= 1
    }

    fn assembled(&self, group: &Group) -> Piece {
        let line = group.parts.first().map_or(1, |part| part.line);
        let end = group.parts.last().map_or(0, |part| part.bytes.end);
        let (uid, is_cut_off) = (group.uid.clone(), group.is_cut_off);
        let parts = group.parts.len();
        let mut piece = Piece { text: Vec::new(), runs: Vec::new(), lines: 0, line, uid, end, is_cut_off, parts };
        piece.append(b"BEGIN:VCALENDAR\r\n", line);
        let mut zones: Vec<&Cut> =
            group.tzids.iter().filter_map(|tzid| self.found.zone(group.calendar, tzid)).collect();
        zones.sort_by_key(|zone| zone.line);
        let header = self.found.headers.get(group.calendar).into_iter().flatten();
        for cut in header.chain(zones).chain(&group.parts) {
            piece.append(self.input.get(cut.bytes.clone()).unwrap_or_default(), cut.line);
        }
        piece.append(b"END:VCALENDAR\r\n", line);
        piece
    }
}

impl Iterator for Pieces<'_> {
    type Item = Piece;

    fn next(&mut self) -> Option<Piece> {
        // A file that is one object stays byte by byte what it is; so does one that holds none, which is then refused.
        let is_whole = self.is_one();
        let piece = match self.found.groups.get(self.at) {
            _ if is_whole && self.at > 0 => return None,
            group if is_whole => {
                let is_cut_off = group.is_some_and(|group| group.is_cut_off);
                let (uid, end) = (group.map(|group| group.uid.clone()).unwrap_or_default(), self.input.len());
                let (text, parts) = (self.input.to_vec(), group.map_or(0, |group| group.parts.len()));
                Piece { text, runs: Vec::new(), lines: 0, line: 1, uid, end, is_cut_off, parts }
            }
            Some(group) => self.assembled(group),
            None => return None,
        };
        self.at += 1;
        Some(piece)
    }
}

impl Piece {
    /// The text as it was cut out of the file, for those who know it already.
    pub fn text(&self) -> &[u8] {
        &self.text
    }

    /// The object, and its bytes: those of the file where they can be stored as they are.
    ///
    /// What is clear is repaired, and METHOD goes, which is for messages (RFC 4791 §4.1).
    ///
    /// # Errors
    /// As [`CalendarObject::parse`] after the repair; the line is that of the file.
    pub fn object(&self) -> Result<(CalendarObject, Vec<u8>), Invalid> {
        self.read().map_err(|invalid| Invalid { line: self.line_in_file(invalid.line), ..invalid })
    }

    fn read(&self) -> Result<(CalendarObject, Vec<u8>), Invalid> {
        if self.is_cut_off {
            return Err(Invalid::data(0, "", "the text is cut off within this component"));
        }
        if let Ok(object) = CalendarObject::parse(&self.text)
            && object.to_bytes() == self.text
        {
            return Ok((object, self.text.clone()));
        }
        let mut object = CalendarObject::read(&self.text)?;
        object.calendar_mut().remove("METHOD");
        super::validate::resource(object.calendar())?;
        let bytes = object.to_bytes();
        Ok((CalendarObject::parse(&bytes)?, bytes))
    }

    /// The entries of the file that `object`, read from this piece, does not hold, because it has another one for the same
    /// date; each with its line. One that is no instance of a series is there as an object with a UID of its own, made of
    /// its text; of an instance there is only one. An older version of what is held is none of them.
    pub fn others(&self, object: &CalendarObject) -> Vec<Other> {
        if object.parts().count() >= self.parts {
            return Vec::new();
        }
        let calendars = super::read::leniently(&self.text).unwrap_or_default();
        let is_held = |part: &Component| {
            object.parts().any(|held| held.recurrence_id() == part.recurrence_id() && held.start() == part.start())
        };
        let parts = calendars.iter().flat_map(|calendar| parts(calendar).map(move |part| (calendar, part)));
        let others = parts.filter(|(_, part)| !is_held(part));
        others.map(|(calendar, part)| (self.line_in_file(part.number()), alone(calendar, part))).collect()
    }

    fn append(&mut self, bytes: &[u8], line: usize) {
        // Blank lines before a component are cut out with it.
        let begins = bytes.iter().position(|byte| !byte.is_ascii_whitespace()).unwrap_or(0);
        let bytes = bytes.get(begins..).unwrap_or_default();
        self.runs.push((self.lines + 1, line));
        self.text.extend_from_slice(bytes);
        if !bytes.ends_with(b"\n") {
            self.text.extend_from_slice(b"\r\n");
        }
        self.lines += bytes.iter().filter(|byte| **byte == b'\n').count() + usize::from(!bytes.ends_with(b"\n"));
    }

    fn line_in_file(&self, line: usize) -> usize {
        if line == 0 {
            return self.line;
        }
        let run = self.runs.iter().rev().find(|(in_text, _)| *in_text <= line);
        run.map_or(line, |(in_text, in_file)| line - in_text + in_file)
    }
}

/// An object with a UID made of its text, so that the same text gives the same object again; `None` where it cannot be one.
pub fn with_own_uid(object: &CalendarObject) -> Option<CalendarObject> {
    let uid = format!("{}@uid.invalid", ETag::of(&object.to_bytes()));
    let mut own = object.clone();
    own.parts_mut().for_each(|part| part.set(Line::text("UID", &uid)));
    CalendarObject::parse(&own.to_bytes()).ok()
}

/// A part as an object of its own, with a UID made of its text, so that the same file gives the same object again.
fn alone(calendar: &Component, part: &Component) -> Option<(CalendarObject, Vec<u8>)> {
    if part.raw("RECURRENCE-ID").is_some() {
        return None;
    }
    let mut alone = calendar.clone();
    alone.retain_components(|inner| inner.is("VTIMEZONE"));
    alone.remove("METHOD");
    let mut own = part.clone();
    own.set(Line::text("UID", &format!("{}@uid.invalid", ETag::of(&part.to_bytes()))));
    alone.push(own);
    let object = CalendarObject::read(&alone.to_bytes()).ok()?;
    super::validate::resource(object.calendar()).ok()?;
    let bytes = object.to_bytes();
    Some((CalendarObject::parse(&bytes).ok()?, bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_that_share_a_uid_and_are_no_instances_are_told_apart() {
        let (series, single) = (
            event("1", "DTSTART:20260302T090000Z\r\nRRULE:FREQ=DAILY\r\n"),
            event("1", "DTSTART:20260402T090000Z\r\n"),
        );
        let instance = |start: &str| event("1", &format!("RECURRENCE-ID:20260303T090000Z\r\nDTSTART:{start}\r\n"));
        let newer = event("1", "DTSTART:20260302T090000Z\r\nSEQUENCE:2\r\n");
        for (parts, own, lost) in [
            (vec![series.clone(), single.clone()], 1, 0),
            (vec![single.clone(), series.clone()], 1, 0),
            (vec![series.clone(), newer], 0, 0),
            (vec![series.clone(), instance("20260303T100000Z")], 0, 0),
            (vec![series.clone(), instance("20260303T100000Z"), instance("20260303T110000Z"), single], 1, 1),
        ] {
            for text in
                [calendar(&parts.concat()), calendar(&(parts.concat() + &event("2", "DTSTART:20260302T090000Z\r\n")))]
            {
                let piece = pieces(text.as_bytes()).next().unwrap();
                let (object, _) = piece.object().unwrap();
                let others = piece.others(&object);
                let uids: Vec<&str> =
                    others.iter().filter_map(|(_, other)| Some(other.as_ref()?.0.uid().as_str())).collect();
                assert_eq!((uids.len(), others.len() - uids.len()), (own, lost), "{text}");
                assert!(uids.iter().all(|uid| uid.ends_with("@uid.invalid")), "{uids:?}");
            }
        }
    }

    const ZONE: &str = "BEGIN:VTIMEZONE\r\nTZID:Here\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n\
        TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0100\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n";

    fn event(uid: &str, lines: &str) -> String {
        format!("BEGIN:VEVENT\r\nUID:{uid}\r\n{lines}\r\nEND:VEVENT\r\n")
    }

    fn calendar(inner: &str) -> String {
        format!("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x\r\n{inner}END:VCALENDAR\r\n")
    }

    fn uids(text: &str) -> Vec<Result<String, String>> {
        let read = |piece: Piece| match piece.object() {
            Ok((object, _)) => Ok(object.uid().as_str().to_owned()),
            Err(invalid) => Err(invalid.to_string()),
        };
        pieces(text.as_bytes()).map(read).collect()
    }

    #[test]
    fn an_object_alone_stays_byte_by_byte() {
        let text = calendar(&format!("X-WR-CALNAME:x\n{}{}\n\n", ZONE, event("1", "DTSTART:20260302T090000Z")));
        let (_, bytes) = pieces(text.as_bytes()).next().unwrap().object().unwrap();
        assert_eq!(String::from_utf8(bytes).unwrap(), text);
        assert_eq!(pieces(text.as_bytes()).count(), 1);
    }

    #[test]
    fn an_export_falls_into_objects_with_the_zones_they_name() {
        let (one, two) = (event("1", "DTSTART;TZID=Here:20260302T090000"), event("2", "DTSTART:20260302T090000Z"));
        let again = event("1", "RECURRENCE-ID;TZID=Here:20260303T090000\r\nDTSTART;TZID=Here:20260303T100000");
        let text = calendar(&format!("METHOD:PUBLISH\r\nX-WR-CALNAME:My\\, own\r\n{one}{two}{ZONE}{again}"));
        let pieces = pieces(text.as_bytes());
        assert_eq!(pieces.name(), Some("My, own"));
        let texts: Vec<String> = pieces.map(|piece| String::from_utf8(piece.object().unwrap().1).unwrap()).collect();
        assert_eq!(texts, [calendar(&format!("{ZONE}{one}{again}")), calendar(&two)]);
    }

    #[test]
    fn a_zone_is_the_one_of_the_own_calendar_and_else_the_first() {
        let there = ZONE.replace("+0100", "-0500");
        let part = |uid: &str| event(uid, "DTSTART;TZID=Here:20260302T090000");
        let file = [
            calendar(&format!("{ZONE}{}", part("1"))),
            calendar(&format!("{}{there}", part("2"))),
            calendar(&part("3")),
        ];
        let wanted =
            [(ZONE, "1"), (&there[..], "2"), (ZONE, "3")].map(|(zone, uid)| calendar(&format!("{zone}{}", part(uid))));
        let text = file.concat();
        let texts = pieces(text.as_bytes()).map(|piece| String::from_utf8(piece.object().unwrap().1).unwrap());
        assert_eq!(texts.collect::<Vec<_>>(), wanted);
        let read = super::super::read_all(text.as_bytes()).unwrap();
        assert_eq!(read.iter().map(CalendarObject::to_text).collect::<Vec<_>>(), wanted);
    }

    #[test]
    fn one_that_cannot_be_read_is_named_with_its_line_and_the_others_stay() {
        let good = event("1", "DTSTART:20260302T090000Z");
        let bad = event("2", "SUMMARY:a\r\n b\r\nDTSTART:tomorrow");
        let text = calendar(&format!("{good}{bad}{}", event("3", "DTSTART:20260302T090000Z")));
        let found = uids(&text);
        assert_eq!((&found[0], &found[2]), (&Ok("1".to_owned()), &Ok("3".to_owned())));
        let told = found[1].as_ref().unwrap_err();
        assert!(told.starts_with("line 12: DTSTART"), "{told}");
    }

    #[test]
    fn what_is_clear_is_repaired_and_what_is_cut_off_refused() {
        let good = event("1", "DTSTART:20260302T090000Z");
        let two = event("2", "DTSTART:20260303T090000Z");
        let both = vec![Ok("1".to_owned()), Ok("2".to_owned())];
        for text in [
            calendar(&good) + &calendar(&two),
            calendar(&format!("METHOD:PUBLISH\r\n{good}{two}")),
            calendar(&format!("{}{two}", good.replace("END:VEVENT\r\n", ""))),
            calendar(&format!("{good}{two}")).replace("END:VCALENDAR\r\n", ""),
            calendar(&format!("{good}{two}")).replace("\r\n", "\r"),
            calendar(&format!("{good}{two}")).replace("\r\n", "\n"),
            format!("{good}{two}"),
        ] {
            assert_eq!(uids(&text), both, "{text:?}");
        }
        let text = calendar(&format!("{good}{two}"));
        let cut = &text[..text.len() - 35];
        assert_eq!(uids(cut)[0], both[0]);
        assert!(uids(cut)[1].as_ref().unwrap_err().contains("cut off"));
        assert!(uids("").pop().unwrap().is_err() && uids("Hello").pop().unwrap().is_err());
        let old = calendar(&format!("{good}{two}")).replace("VERSION:2.0", "VERSION:1.0");
        assert!(uids(&old).iter().all(Result::is_err));
    }

    #[test]
    fn an_export_may_be_longer_than_any_object() {
        let many: String = (0..30_000).map(|n| event(&n.to_string(), "DTSTART:20260302T090000Z")).collect();
        let text = calendar(&many);
        assert!(text.len() > super::super::MAX_BYTES / 2);
        assert_eq!(pieces(text.as_bytes()).filter(|piece| piece.object().is_ok()).count(), 30_000);
    }

    #[test]
    fn an_object_of_many_parts_is_put_together_in_no_time() {
        let part = |n: usize| event("1", &format!("RECURRENCE-ID:20260302T{:06}Z\r\nDTSTART:20260302T090000Z", n % 60));
        let many: String = (0..40_000).map(part).collect();
        let text = calendar(&(event("2", "DTSTART:20260302T090000Z") + &many));
        let begun = std::time::Instant::now();
        let found = uids(&text);
        assert!(found[0].is_ok() && found[1].as_ref().unwrap_err().contains("bytes"), "{:?}", found[1]);
        assert!(begun.elapsed() < std::time::Duration::from_secs(20), "{:?}", begun.elapsed());
    }

    #[test]
    fn no_cut_of_a_file_makes_it_panic() {
        let text = calendar(&format!("{ZONE}{}{}", event("1", "DTSTART;TZID=Here:20260302T090000"), event("2", "X:1")));
        for end in 0..text.len() {
            for piece in pieces(&text.as_bytes()[..end]) {
                let _ = piece.object();
            }
        }
    }
}
