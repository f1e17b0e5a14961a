//! What a person is told about an event: read from the calendar object once, then shown by mail and by page alike.

use super::cycle;
use super::instance::{at_first_instance, begin, finish, is_instance, on};
use super::phrases::{Given, Phrase, Sort};
use super::prose::{Prose, one_line};
use super::words::{Language, Length, Occasion};
use crate::ical::{Attendee, CalAddress, CalendarObject, Component, Kind, Role, When, Zone, Zones};

/// For whom facts are put into words.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    /// Who reads; "you" in the list of guests.
    pub address: &'a CalAddress,
    /// The language.
    pub language: Language,
    /// The zone that floating times are read in.
    pub floating: &'a Zone,
    /// The reader's own zone, if known.
    pub zone: Option<&'a Zone>,
}

/// A person or thing with an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// The name to show; never one that poses as an address.
    pub name: Option<String>,
    /// The mail address, or the calendar address as written when it is no `mailto:`.
    pub address: String,
}

impl Party {
    /// A person with a name that may be anything: one line is made of it, and one with an `@` in it is not believed.
    pub fn new(name: Option<&str>, address: &str) -> Party {
        let address = one_line(address, LONGEST_NAME);
        let name =
            name.map(|name| one_line(name, LONGEST_NAME)).filter(|name| !name.is_empty() && !name.contains(AT_SIGNS));
        Party { name, address }
    }

    /// The one that an ORGANIZER or ATTENDEE line names.
    pub fn of(line: &Attendee<'_>) -> Party {
        let email = line.email_param();
        let address = email.as_ref().and_then(CalAddress::email).or(line.address.email());
        Party::new(line.cn().as_deref(), address.unwrap_or(line.address.as_written()))
    }

    /// The name, or the address of one without.
    pub fn shown(&self) -> &str {
        self.name.as_deref().unwrap_or(&self.address)
    }
}

impl std::fmt::Display for Party {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.name {
            Some(name) => write!(f, "{name} <{}>", self.address),
            None => f.write_str(&self.address),
        }
    }
}

/// A label and what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Such as "When".
    pub label: String,
    /// One or more lines.
    pub value: Prose,
}

/// Somebody on the guest list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Guest {
    /// Who.
    pub who: Party,
    /// Whether it is the organizer.
    pub is_host: bool,
    /// Whether it is the reader.
    pub is_reader: bool,
    /// Whether the event can do without (OPT-PARTICIPANT).
    pub is_optional: bool,
    /// The answer so far.
    pub given: Option<Given>,
}

/// A difference between two states of an event, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Such as "When".
    pub label: String,
    /// What it was; `None` where nothing was said.
    pub old: Option<String>,
    /// What it is now, also where nothing is said any more.
    pub new: String,
}

/// What is told about an event.
#[derive(Clone, Debug)]
pub struct Facts {
    /// The language of all that follows.
    pub language: Language,
    /// The title, never empty, at most 200 characters.
    pub title: String,
    /// Who invites; absent in objects that name nobody.
    pub organizer: Option<Party>,
    /// When, how often, where.
    pub rows: Vec<Row>,
    /// The description, at most 4,000 characters.
    pub details: Prose,
    /// The guest list, the first 50.
    pub guests: Vec<Guest>,
    /// How many guests are left out of `guests`.
    pub more_guests: usize,
    /// When, for a subject line; empty when it has no time.
    pub when_in_brief: String,
    /// When the first occasion told of begins.
    pub start: Option<When>,
    /// Whether it recurs.
    pub repeats: bool,
    /// Whether it is about single instances of a series.
    pub is_one_date: bool,
    /// Whether it is something to do, and nothing to come to.
    pub is_task: bool,
    /// The reader's own answer so far.
    pub given: Option<Given>,
}

impl Facts {
    /// The facts as told in the name of this organizer, who is on the guest list by name too, whatever the calendar program
    /// wrote there.
    #[must_use]
    pub fn organized_by(mut self, organizer: Party) -> Facts {
        let nameless = self.guests.iter_mut().filter(|guest| guest.is_host && guest.who.name.is_none());
        nameless.for_each(|guest| guest.who.name.clone_from(&organizer.name));
        Facts { organizer: Some(organizer), ..self }
    }

    /// The facts of an object: of its master, else of the instances it holds.
    pub fn of(object: &CalendarObject, reader: &Reader<'_>) -> Facts {
        let zones = Zones::of(object.calendar(), reader.floating);
        let mut parts: Vec<&Component> = object.parts().collect();
        let main = object.master().or(parts.first().copied());
        let Some(main) = main else { return Facts::nothing(reader.language) };
        let told = Told { kind: object.kind(), zones: &zones, reader };
        let mut facts = told.of(main);
        if object.master().is_some() {
            parts.retain(|part| part.recurrence_id().is_some());
            facts.rows.extend(told.differing(main, &parts));
        } else {
            parts.sort_by_key(|part| part.start().map(|start| zones.instant(&start)));
            facts.is_one_date = true;
            facts.rows.splice(..1.min(facts.rows.len()), told.when_each(&parts));
        }
        facts.order_rows();
        facts
    }

    /// The facts of one instance of a series, which may have no override of its own yet.
    pub fn of_instance(object: &CalendarObject, recurrence: &When, reader: &Reader<'_>) -> Facts {
        let zones = Zones::of(object.calendar(), reader.floating);
        let is_it = |part: &&Component| is_instance(part, recurrence, &zones);
        let told = Told { kind: object.kind(), zones: &zones, reader };
        let mut facts = match (object.overrides().find(is_it), object.master()) {
            (Some(part), _) => told.of(part),
            (None, Some(master)) => told.of(&on(master, recurrence, &zones)),
            (None, None) => return Facts::of(object, reader),
        };
        facts.is_one_date = true;
        facts.repeats = false;
        facts.order_rows();
        facts
    }

    fn nothing(language: Language) -> Facts {
        Facts {
            language,
            title: language.say(Phrase::Untitled),
            organizer: None,
            rows: Vec::new(),
            details: Prose::default(),
            guests: Vec::new(),
            more_guests: 0,
            when_in_brief: String::new(),
            start: None,
            repeats: false,
            is_one_date: false,
            is_task: false,
            given: None,
        }
    }

    /// The same without the guest list, for messages that name nobody but the one they are from or for.
    #[must_use]
    pub fn without_guests(mut self) -> Facts {
        self.guests.clear();
        self.more_guests = 0;
        self
    }

    /// What is asked of the reader.
    pub fn question(&self) -> String {
        self.language.say(if self.is_task { Phrase::WillYouDoIt } else { Phrase::WillYouCome })
    }

    /// What is scheduled, as texts name it.
    pub(crate) fn sort(&self) -> Sort {
        if self.is_task { Sort::Task } else { Sort::Event }
    }

    /// The guest list in words, one line each.
    pub fn guest_lines(&self) -> Vec<String> {
        let mut lines: Vec<String> = self.guests.iter().map(|guest| guest.in_words(self)).collect();
        if self.more_guests > 0 {
            let number = i64::try_from(self.more_guests).unwrap_or(i64::MAX);
            lines.push(self.language.say(Phrase::MoreGuests { number }));
        }
        lines
    }

    /// What reads differently now than it did in `before`, in the order of the rows.
    ///
    /// The reader's own time is left out: it follows from the other.
    pub fn changes_since(&self, before: &Facts) -> Vec<Change> {
        let say = |phrase: Phrase<'static>| self.language.say(phrase);
        let mut changes = Vec::new();
        let mut note = |label: String, old: String, new: String, without: Phrase<'static>| {
            if old != new {
                let new = if new.is_empty() { say(without) } else { new };
                changes.push(Change { label, old: (!old.is_empty()).then_some(old), new });
            }
        };
        note(say(Phrase::LabelTitle), before.title.clone(), self.title.clone(), Phrase::Nothing);
        let rows = [
            (Phrase::LabelWhen, Phrase::Nothing),
            (Phrase::LabelDue, Phrase::Nothing),
            (Phrase::LabelRepeats, Phrase::DoesNotRepeat),
            (Phrase::LabelAlso, Phrase::Nothing),
            (Phrase::LabelDifferent, Phrase::Nothing),
            (Phrase::LabelStatus, Phrase::Certain),
            (Phrase::LabelWhere, Phrase::Nothing),
            (Phrase::LabelOnline, Phrase::Nothing),
            (Phrase::LabelLink, Phrase::Nothing),
        ];
        for (label, without) in rows {
            let label = say(label);
            let (old, new) = (before.row(&label), self.row(&label));
            note(label, old, new, without);
        }
        if before.details != self.details {
            // The whole description follows below the list; here a glance has to do.
            let glance = |details: &Prose| one_line(&details.plain().join(" "), LONGEST_GLANCE);
            note(say(Phrase::LabelDetails), glance(&before.details), glance(&self.details), Phrase::Nothing);
        }
        changes
    }

    fn row(&self, label: &str) -> String {
        let row = self.rows.iter().find(|row| row.label == label);
        row.map(|row| row.value.plain().join("; ")).unwrap_or_default()
    }

    /// When comes first, then how often, then where; within that as they were found.
    fn order_rows(&mut self) {
        let say = |phrase: Phrase<'static>| self.language.say(phrase);
        let where_from = [Phrase::LabelWhere, Phrase::LabelOnline, Phrase::LabelLink].map(say);
        self.rows.sort_by_key(|row| where_from.contains(&row.label));
    }
}

impl Guest {
    fn in_words(&self, facts: &Facts) -> String {
        let language = facts.language;
        let mut remarks = Vec::new();
        if self.is_host {
            remarks.push(language.say(Phrase::Host));
        } else {
            let given = self.given;
            remarks.push(language.say(if facts.is_task { Phrase::TaskStatus(given) } else { Phrase::Status(given) }));
        }
        if self.is_reader {
            remarks.insert(0, language.say(Phrase::You));
        }
        if self.is_optional {
            remarks.push(language.say(Phrase::Optional));
        }
        format!("{} ({})", self.who.shown(), remarks.join(", "))
    }
}

/// What is needed to tell of a component.
struct Told<'a> {
    kind: Kind,
    zones: &'a Zones,
    reader: &'a Reader<'a>,
}

impl Told<'_> {
    fn of(&self, part: &Component) -> Facts {
        let language = self.reader.language;
        let organizer_line = part.line("ORGANIZER").and_then(Attendee::of);
        let title = part.summary().map(|title| one_line(&title, LONGEST_TITLE)).filter(|title| !title.is_empty());
        let mut facts = Facts {
            title: title.unwrap_or_else(|| language.say(Phrase::Untitled)),
            organizer: organizer_line.as_ref().map(Party::of),
            details: part.description().map(|text| Prose::of(&text, LONGEST_DETAILS)).unwrap_or_default(),
            start: begin(part),
            repeats: part.is_recurring(),
            is_task: self.kind == Kind::Todo,
            given: part.attendee(self.reader.address).and_then(|attendee| Given::of(attendee.partstat())),
            ..Facts::nothing(language)
        };
        let first = at_first_instance(part, self.zones);
        let first = first.as_ref().unwrap_or(part);
        facts.rows = self.when(first);
        facts.rows.extend(self.repeats(part));
        if part.status().is_some_and(|status| status == "TENTATIVE") {
            facts.rows.push(self.row(Phrase::LabelStatus, vec![self.say(Phrase::NotCertain)]));
        }
        facts.rows.extend(self.places(part));
        let host = organizer_line.map(|line| line.address);
        let named = part.attendees().take(MOST_GUESTS);
        facts.guests = named.map(|attendee| self.guest(&attendee, host.as_ref())).collect();
        facts.more_guests = part.attendees().skip(MOST_GUESTS).count();
        if let Some(occasion) = self.occasion(first) {
            facts.when_in_brief = language.occasion_in_brief(&occasion);
            if facts.repeats {
                facts.when_in_brief = format!("{}, {}", facts.when_in_brief, language.say(Phrase::SubjectRepeats));
            }
        }
        facts
    }

    fn say(&self, phrase: Phrase<'_>) -> String {
        self.reader.language.say(phrase)
    }

    fn row(&self, label: Phrase<'_>, lines: Vec<String>) -> Row {
        Row { label: self.say(label), value: Prose::lines_of(lines) }
    }

    fn occasion(&self, part: &Component) -> Option<Occasion> {
        Some(Occasion::between(&begin(part)?, finish(part, self.zones).as_ref(), self.zones))
    }

    fn when(&self, part: &Component) -> Vec<Row> {
        let Some(start) = begin(part) else { return Vec::new() };
        let end = finish(part, self.zones);
        let occasion = Occasion::between(&start, end.as_ref(), self.zones);
        let is_due_only = self.kind == Kind::Todo && part.start().is_none();
        let label = if is_due_only { Phrase::LabelDue } else { Phrase::LabelWhen };
        let mut lines = vec![self.reader.language.occasion(&occasion)];
        lines.extend(end.as_ref().and_then(|end| self.length(&occasion, &start, end)));
        let mut rows = vec![self.row(label, lines)];
        let there = self.reader.zone.and_then(|zone| Occasion::seen_from(&start, end.as_ref(), self.zones, zone));
        rows.extend(there.map(|there| self.row(Phrase::LabelYourTime, vec![self.reader.language.occasion(&there)])));
        rows
    }

    /// How long it takes, where the two clocks do not tell: across zones and over a clock change.
    fn length(&self, occasion: &Occasion, start: &When, end: &When) -> Option<String> {
        let Occasion::Times { start: from, end: Some(to) } = occasion else { return None };
        let length = Length::of(self.zones.instant(end) - self.zones.instant(start));
        (from.zone != to.zone).then(|| self.say(Phrase::Lasts { length: &self.reader.language.length(length) }))
    }

    /// One row for several instances of a series whose master the reader does not have.
    fn when_each(&self, parts: &[&Component]) -> Vec<Row> {
        if let [only] = parts {
            return self.when(only).into_iter().take(1).collect();
        }
        let occasions = parts.iter().filter_map(|part| self.occasion(part));
        let mut lines: Vec<String> =
            occasions.take(MOST_DATES).map(|occasion| self.reader.language.occasion(&occasion)).collect();
        lines.extend(self.more(parts.len().saturating_sub(MOST_DATES)));
        vec![self.row(Phrase::LabelWhen, lines)]
    }

    fn repeats(&self, part: &Component) -> Vec<Row> {
        let language = self.reader.language;
        let mut rows = Vec::new();
        let rules: Vec<_> = part.rrules().collect();
        if !rules.is_empty() {
            let said = match rules.as_slice() {
                [only] => {
                    cycle::of(only.value(), part.start().as_ref(), self.zones).map(|cycle| language.cycle(&cycle))
                }
                _ => None,
            };
            let except = self.dates(part.exdates());
            let line = match (said, except.as_str()) {
                (None, _) => self.say(Phrase::RepeatsByRule),
                (Some(cycle), "") => cycle,
                (Some(cycle), dates) => self.say(Phrase::Except { cycle: &cycle, dates }),
            };
            rows.push(self.row(Phrase::LabelRepeats, vec![line]));
        }
        let also = self.dates(part.rdates());
        if !also.is_empty() {
            rows.push(self.row(Phrase::LabelAlso, vec![also]));
        }
        rows
    }

    /// "12 May 2026, 19 May 2026 and 3 more dates".
    fn dates(&self, dates: impl Iterator<Item = When>) -> String {
        let mut dates: Vec<_> = dates.map(|when| when.date()).collect();
        dates.sort_unstable();
        dates.dedup();
        let mut said: Vec<String> =
            dates.iter().take(MOST_DATES).map(|date| self.reader.language.plain_date(*date)).collect();
        said.extend(self.more(dates.len().saturating_sub(MOST_DATES)));
        self.reader.language.list(&said)
    }

    fn more(&self, left_out: usize) -> Option<String> {
        let number = i64::try_from(left_out).unwrap_or(i64::MAX);
        (number > 0).then(|| self.say(Phrase::MoreDates { number }))
    }

    /// Instances of a series that are not as its master says.
    fn differing(&self, master: &Component, overrides: &[&Component]) -> Option<Row> {
        let lines: Vec<String> = overrides.iter().filter_map(|part| self.difference(master, part)).collect();
        let left_out = lines.len().saturating_sub(MOST_DATES);
        let mut shown: Vec<String> = lines.into_iter().take(MOST_DATES).collect();
        shown.extend(self.more(left_out));
        (!shown.is_empty()).then(|| self.row(Phrase::LabelDifferent, shown))
    }

    fn difference(&self, master: &Component, part: &Component) -> Option<String> {
        let language = self.reader.language;
        let id = part.recurrence_id()?;
        let usual = self.occasion(&on(master, &id, self.zones))?;
        if part.is_cancelled() {
            return Some(self.say(Phrase::CancelledDate { of: &language.date(usual.first_day()) }));
        }
        let occasion = self.occasion(part)?;
        let of = match occasion.first_day() == usual.first_day() {
            true => language.occasion(&usual),
            false => language.date(usual.first_day()),
        };
        let place = part.location().map(|place| one_line(&place, LONGEST_GLANCE));
        let moved = occasion != usual;
        let elsewhere = place.is_some() && part.location() != master.location();
        let title = part.summary().map(|title| one_line(&title, LONGEST_GLANCE)).filter(|title| !title.is_empty());
        let is_renamed = title.is_some() && part.summary() != master.summary();
        let mut now = vec![language.occasion(&occasion)];
        now.extend(title.filter(|_| is_renamed).map(|title| format!("“{title}”")));
        now.extend(place.filter(|_| elsewhere));
        match (moved, elsewhere || is_renamed) {
            (false, false) => None,
            (true, _) => Some(self.say(Phrase::Instead { of: &of, now: &now.join(", ") })),
            (false, true) => Some(now.join(", ")),
        }
    }

    fn places(&self, part: &Component) -> Vec<Row> {
        let mut rows = Vec::new();
        let mut add = |label: Phrase<'static>, text: Option<String>| {
            let value = text.map(|text| Prose::of(&text, LONGEST_PLACE)).filter(|value| !value.is_empty());
            rows.extend(value.map(|value| Row { label: self.say(label), value }));
        };
        let location = part.location();
        let mut told = location.clone().unwrap_or_default();
        add(Phrase::LabelWhere, location);
        let online = ["CONFERENCE", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL"];
        for (label, names) in [(Phrase::LabelOnline, online.as_slice()), (Phrase::LabelLink, &["URL"])] {
            let link = names.iter().find_map(|name| part.raw(name)).filter(|link| is_web(link));
            let link = link.filter(|link| !told.contains(*link)).map(str::to_owned);
            told.push_str(link.as_deref().unwrap_or_default());
            add(label, link);
        }
        rows
    }

    fn guest(&self, attendee: &Attendee<'_>, host: Option<&CalAddress>) -> Guest {
        Guest {
            who: Party::of(attendee),
            is_host: host == Some(&attendee.address),
            is_reader: attendee.address == *self.reader.address,
            is_optional: attendee.role() == Role::Optional,
            given: Given::of(attendee.partstat()),
        }
    }
}

/// Longest display name or address shown, in characters.
const LONGEST_NAME: usize = 100;
const LONGEST_TITLE: usize = 200;
const LONGEST_PLACE: usize = 500;
const LONGEST_DETAILS: usize = 4_000;
const LONGEST_GLANCE: usize = 120;
const MOST_GUESTS: usize = 50;
const MOST_DATES: usize = 8;

/// The `@` and those that look like it.
const AT_SIGNS: [char; 3] = ['@', '\u{FF20}', '\u{FE6B}'];

fn is_web(link: &str) -> bool {
    ["https://", "http://"]
        .iter()
        .any(|scheme| link.get(..scheme.len()).is_some_and(|s| s.eq_ignore_ascii_case(scheme)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::imip::samples::{MEETING, PEOPLE, berlin, calendar, event};

    fn told(object: &CalendarObject) -> Facts {
        let (bob, floating) = (CalAddress::mailto("Bob@Guest.Example"), berlin());
        Facts::of(object, &Reader { address: &bob, language: Language::English, floating: &floating, zone: None })
    }

    fn told_of(object: &CalendarObject, recurrence: &When) -> Facts {
        let (bob, floating) = (CalAddress::mailto("bob@guest.example"), berlin());
        let reader = Reader { address: &bob, language: Language::English, floating: &floating, zone: None };
        Facts::of_instance(object, recurrence, &reader)
    }

    fn rows(facts: &Facts) -> Vec<String> {
        facts.rows.iter().map(|row| format!("{}: {}", row.label, row.value.plain().join(" | "))).collect()
    }

    #[test]
    fn rows_say_when_how_often_and_where_in_this_order() {
        let facts = told(&event(
            "REQUEST",
            "LOCATION:Room 4
             URL:https://cal.example.org/e/1
             CONFERENCE;VALUE=URI:https://meet.example/x
             STATUS:TENTATIVE
             RDATE;TZID=Europe/Berlin:20260703T100000
             EXDATE;TZID=Europe/Berlin:20260526T100000,20260609T100000
             RRULE:FREQ=WEEKLY;BYDAY=TU
             DURATION:PT1H30M
             DTSTART;TZID=Europe/Berlin:20260512T100000",
        ));
        assert_eq!(
            rows(&facts),
            [
                "When: Tuesday, 12 May 2026, 10:00–11:30 (CEST, UTC+2, Europe/Berlin)",
                "Repeats: every week on Tuesday, except 26 May 2026 and 9 June 2026",
                "Also on: 3 July 2026",
                "Status: not certain yet",
                "Where: Room 4",
                "Online: https://meet.example/x",
                "Link: https://cal.example.org/e/1",
            ]
        );
        assert!(facts.repeats && !facts.is_one_date);
        assert_eq!(facts.title, "(no title)");
        assert_eq!(facts.when_in_brief, "Tue 12 May 2026 10:00 - 11:30 (CEST), repeating");
    }

    #[test]
    fn a_series_begins_with_the_first_instance_that_was_not_taken_out() {
        let facts = told(&event(
            "REQUEST",
            "DTSTART;TZID=Europe/Berlin:20260512T100000\nDTEND;TZID=Europe/Berlin:20260512T110000\nRRULE:FREQ=WEEKLY\n\
             EXDATE:20260512T080000Z\nEXDATE;VALUE=DATE:20260519",
        ));
        assert_eq!(rows(&facts)[0], "When: Tuesday, 26 May 2026, 10:00–11:00 (CEST, UTC+2, Europe/Berlin)");
    }

    #[test]
    fn a_rule_that_cannot_be_said_is_not_guessed_at() {
        let facts = told(&event("REQUEST", "DTSTART:20260512T100000Z\nRRULE:FREQ=YEARLY;BYWEEKNO=20\nSUMMARY:x"));
        assert_eq!(rows(&facts)[1], "Repeats: by a rule of its own; your calendar program shows the dates");
    }

    #[test]
    fn instances_that_differ_are_told_by_their_usual_date() {
        let object = calendar(&format!(
            "BEGIN:VEVENT\nUID:u\nDTSTAMP:20260101T000000Z\n{MEETING}RRULE:FREQ=WEEKLY\n{PEOPLE}END:VEVENT\n\
             BEGIN:VEVENT\nUID:u\nRECURRENCE-ID:20260519T080000Z\nDTSTART;TZID=Europe/Berlin:20260520T140000\nDTEND;TZID=Europe/Berlin:20260520T150000\n{PEOPLE}END:VEVENT\n\
             BEGIN:VEVENT\nUID:u\nRECURRENCE-ID;TZID=Europe/Berlin:20260526T100000\nDTSTART;TZID=Europe/Berlin:20260526T100000\nSTATUS:CANCELLED\nEND:VEVENT\n\
             BEGIN:VEVENT\nUID:u\nRECURRENCE-ID;TZID=Europe/Berlin:20260602T100000\nDTSTART;TZID=Europe/Berlin:20260602T100000\nDTEND;TZID=Europe/Berlin:20260602T110000\nLOCATION:Room 9\nEND:VEVENT\n\
             BEGIN:VEVENT\nUID:u\nRECURRENCE-ID;TZID=Europe/Berlin:20260609T100000\nDTSTART;TZID=Europe/Berlin:20260609T100000\nDTEND;TZID=Europe/Berlin:20260609T110000\nLOCATION:Room 4\nSUMMARY:only the title\nEND:VEVENT\n"
        ));
        assert_eq!(
            rows(&told(&object))[2],
            "Different: Wednesday, 20 May 2026, 14:00–15:00 (CEST, UTC+2, Europe/Berlin) instead of Tuesday, 19 May 2026 | \
             Tuesday, 26 May 2026 is cancelled | Tuesday, 2 June 2026, 10:00–11:00 (CEST, UTC+2, Europe/Berlin), Room 9 | \
             Tuesday, 9 June 2026, 10:00–11:00 (CEST, UTC+2, Europe/Berlin), “only the title”"
        );
    }

    #[test]
    fn an_instance_moved_within_its_day_is_told_with_both_times() {
        let object = calendar(&format!(
            "BEGIN:VEVENT\nUID:u\nDTSTAMP:20260101T000000Z\n{MEETING}RRULE:FREQ=WEEKLY\nEND:VEVENT\n\
             BEGIN:VEVENT\nUID:u\nRECURRENCE-ID:20260519T080000Z\nDTSTART:20260519T120000Z\nDTEND:20260519T130000Z\n\
             LOCATION:Room 4\nEND:VEVENT\n"
        ));
        assert_eq!(
            rows(&told(&object))[2],
            "Different: Tuesday, 19 May 2026, 12:00–13:00 (UTC) instead of \
             Tuesday, 19 May 2026, 10:00–11:00 (CEST, UTC+2, Europe/Berlin)"
        );
    }

    #[test]
    fn instances_without_their_series_are_told_one_by_one() {
        let one = |day: u32| {
            format!(
                "BEGIN:VEVENT\nUID:u\nRECURRENCE-ID;TZID=Europe/Berlin:202605{day}T100000\nSUMMARY:x\n\
                 DTSTART;TZID=Europe/Berlin:202605{day}T100000\nDTEND;TZID=Europe/Berlin:202605{day}T110000\n{PEOPLE}END:VEVENT\n"
            )
        };
        let facts = told(&calendar(&(one(19) + &one(12))));
        assert!(facts.is_one_date);
        assert_eq!(
            rows(&facts),
            ["When: Tuesday, 12 May 2026, 10:00–11:00 (CEST, UTC+2, Europe/Berlin) | \
              Tuesday, 19 May 2026, 10:00–11:00 (CEST, UTC+2, Europe/Berlin)"]
        );
    }

    #[test]
    fn one_instance_of_a_series_is_told_as_it_stands() {
        let series = event("REQUEST", &format!("{MEETING}RRULE:FREQ=WEEKLY"));
        let day = chrono::NaiveDate::from_ymd_opt(2026, 5, 19).unwrap();
        let wanted = [
            When::Utc(day.and_hms_opt(8, 0, 0).unwrap().and_utc()),
            When::Zoned { local: day.and_hms_opt(10, 0, 0).unwrap(), tzid: "Europe/Berlin".into() },
            When::Date(day),
        ];
        for recurrence in wanted {
            let facts = told_of(&series, &recurrence);
            assert_eq!(rows(&facts)[0], "When: Tuesday, 19 May 2026, 10:00–11:00 (CEST, UTC+2, Europe/Berlin)");
            assert!(facts.is_one_date && !facts.repeats);
            assert_eq!(rows(&facts).len(), 2, "no word of the rule");
        }
    }

    #[test]
    fn an_instance_across_a_clock_change_keeps_its_time_on_the_wall() {
        let series = event("REQUEST", &format!("{MEETING}RRULE:FREQ=WEEKLY"));
        let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 3).unwrap();
        let facts = told_of(&series, &When::Utc(day.and_hms_opt(9, 0, 0).unwrap().and_utc()));
        assert_eq!(rows(&facts)[0], "When: Tuesday, 3 November 2026, 10:00–11:00 (CET, UTC+1, Europe/Berlin)");
    }

    #[test]
    fn a_flight_is_told_with_its_length() {
        let facts = told(&event(
            "REQUEST",
            "DTSTART;TZID=Europe/Berlin:20260512T100000\nDTEND;TZID=America/New_York:20260512T130000",
        ));
        assert_eq!(
            rows(&facts),
            [
                "When: Tuesday, 12 May 2026, 10:00 (CEST, UTC+2, Europe/Berlin) – 13:00 (EDT, UTC-4, America/New_York) | \
              lasts 9 hours"
            ]
        );
    }

    #[test]
    fn a_task_is_told_by_its_due_date() {
        let text = format!(
            "BEGIN:VTODO\nUID:u\nDTSTAMP:20260101T000000Z\nDUE;VALUE=DATE:20260512\nSUMMARY:Report\n{PEOPLE}END:VTODO"
        );
        assert_eq!(rows(&told(&calendar(&text))), ["Due: Tuesday, 12 May 2026 (all day)"]);
    }

    #[test]
    fn guests_are_told_with_their_answers_and_no_more_than_fifty() {
        let facts = told(&event(
            "REQUEST",
            "DTSTART:20260512T100000Z\nATTENDEE;ROLE=OPT-PARTICIPANT;PARTSTAT=DECLINED:mailto:c@x.example",
        ));
        assert_eq!(
            facts.guest_lines(),
            ["c@x.example (will not come, optional)", "Alice Example (organizer)", "Bob Guest (you, no answer yet)"]
        );
        let many: String = (0..60).map(|n| format!("ATTENDEE:mailto:g{n}@x.example\n")).collect();
        let lines = told(&event("REQUEST", &format!("DTSTART:20260512T100000Z\n{many}"))).guest_lines();
        assert_eq!(lines.len(), 51);
        assert_eq!(lines.last().unwrap(), "and 12 more guests");
    }

    #[test]
    fn a_name_that_poses_as_an_address_is_not_believed() {
        for name in ["security@bank.example", "a＠b", "  \u{202E} ", ""] {
            assert_eq!(Party::new(Some(name), "x@guest.example").to_string(), "x@guest.example", "{name:?}");
        }
        assert_eq!(Party::new(Some("Bob\r\nBcc: x"), "x@guest.example").to_string(), "Bob Bcc: x <x@guest.example>");
        assert_eq!(Party::new(Some(&"x".repeat(500)), "x@guest.example").shown().chars().count(), LONGEST_NAME);
    }

    #[test]
    fn changes_are_what_reads_differently() {
        let before = told(&event("REQUEST", MEETING));
        let after = told(&event(
            "REQUEST",
            "DTSTART;TZID=Europe/Berlin:20260513T100000\nDTEND;TZID=Europe/Berlin:20260513T110000\nRRULE:FREQ=DAILY;COUNT=3\n\
             SUMMARY:Project\\, at last\nDESCRIPTION:Bring the plan.\\n\\nSee https://wiki.home.example/plan.",
        ));
        let changes: Vec<_> =
            after.changes_since(&before).into_iter().map(|c| (c.label, c.old.unwrap_or_default(), c.new)).collect();
        let expected = [
            ("Title", "Project start", "Project, at last"),
            (
                "When",
                "Tuesday, 12 May 2026, 10:00–11:00 (CEST, UTC+2, Europe/Berlin)",
                "Wednesday, 13 May 2026, 10:00–11:00 (CEST, UTC+2, Europe/Berlin)",
            ),
            ("Repeats", "", "every day, 3 times"),
            ("Where", "Room 4", "none"),
        ];
        assert_eq!(changes, expected.map(|(label, old, new)| (label.to_owned(), old.to_owned(), new.to_owned())));
        assert_eq!(before.changes_since(&after)[2].new, "does not repeat");
        assert!(before.changes_since(&before).is_empty());
    }

    #[test]
    fn the_same_meeting_in_other_words_has_not_changed() {
        let one = told(&event("REQUEST", MEETING));
        let other = MEETING.replace("DTEND;TZID=Europe/Berlin:20260512T110000", "DURATION:PT1H");
        assert!(told(&event("REQUEST", &other)).changes_since(&one).is_empty());
    }
}
