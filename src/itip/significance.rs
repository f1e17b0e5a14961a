//! Which property matters to whom: one table, and the comparison of two versions of a component by it.
//!
//! RFC 5546 §2.1.4 says when SEQUENCE must rise, RFC 6638 §3.2.8 which changes void the answers already given, §3.2.2.1
//! what an attendee may change. Versions are compared by meaning: a client that writes the same meeting in other words
//! changed nothing.

use std::collections::BTreeSet;

use super::instance::{Series, Times};
use super::sets;
use crate::ical::{Component, Kind, Line, Rule};

/// What changed, as people would say it; in the order of weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// Start, end or length.
    Time,
    /// Which instances there are.
    Recurrence,
    /// Whether it is certain.
    Status,
    /// Where.
    Place,
    /// SUMMARY.
    Title,
    /// DESCRIPTION.
    Description,
    /// URL or CONFERENCE.
    Link,
    /// ATTACH.
    Attachments,
    /// Anything else worth telling.
    Details,
    /// Nothing but the organizer's wish for a new answer.
    AnswerWanted,
}

/// What follows when the organizer changes a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Effect {
    /// Nobody is told.
    Nothing,
    /// Guests are told; answers and SEQUENCE stay.
    Tell,
    /// Guests are told, SEQUENCE rises; answers stay.
    Raise,
    /// Guests are told, SEQUENCE rises, answers are void.
    Reschedule,
}

/// What an attendee may do to a property of the own copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Right {
    /// It is the attendee's own and survives updates from the organizer.
    Own,
    /// The attendee may change it, but updates replace it.
    Free,
    /// It is the organizer's; another value in a PUT is put back without a word, because clients write it anew.
    Kept,
    /// It is the organizer's; another value in a PUT is refused.
    Refused,
}

/// Whether a property goes into messages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Sent {
    Yes,
    No,
}

/// One line of the table.
pub(super) struct Row {
    /// The property; a `*` at the end stands for all that begin so.
    name: &'static str,
    pub field: Field,
    pub organizer: Effect,
    pub attendee: Right,
    pub sent: Sent,
}

const fn rule(name: &'static str, field: Field, organizer: Effect, attendee: Right, sent: Sent) -> Row {
    Row { name, field, organizer, attendee, sent }
}

/// The table. LOCATION raises SEQUENCE because RFC 5546 §2.1.4 recommends it; STATUS is told because TENTATIVE and
/// CONFIRMED are promises. CANCELLED and the guest list are more than a property: see `organizer.rs`.
const TABLE: [Row; 49] = {
    use Effect::{Nothing, Raise, Reschedule, Tell};
    use Field::{Attachments, Description, Details, Link, Place, Recurrence, Status, Time, Title};
    use Right::{Free, Kept, Own, Refused};
    use Sent::{No, Yes};
    [
        rule("DTSTART", Time, Reschedule, Refused, Yes),
        rule("DTEND", Time, Reschedule, Refused, Yes),
        rule("DURATION", Time, Reschedule, Refused, Yes),
        rule("DUE", Time, Reschedule, Refused, Yes),
        rule("RRULE", Recurrence, Reschedule, Refused, Yes),
        rule("RDATE", Recurrence, Reschedule, Refused, Yes),
        rule("EXRULE", Recurrence, Reschedule, Refused, Yes),
        rule("EXDATE", Recurrence, Reschedule, Refused, Yes),
        rule("STATUS", Status, Raise, Refused, Yes),
        rule("LOCATION", Place, Raise, Refused, Yes),
        rule("SUMMARY", Title, Tell, Refused, Yes),
        rule("DESCRIPTION", Description, Tell, Kept, Yes),
        rule("URL", Link, Tell, Kept, Yes),
        rule("CONFERENCE", Link, Tell, Kept, Yes),
        rule("ATTACH", Attachments, Tell, Kept, Yes),
        rule("CONTACT", Details, Tell, Kept, Yes),
        rule("GEO", Details, Tell, Kept, Yes),
        rule("RESOURCES", Details, Tell, Kept, Yes),
        rule("RELATED-TO", Details, Nothing, Kept, Yes),
        rule("PRIORITY", Details, Nothing, Kept, Yes),
        rule("COMMENT", Details, Nothing, Free, Yes),
        rule("CLASS", Details, Nothing, Own, Yes),
        rule("TRANSP", Details, Nothing, Own, Yes),
        rule("PERCENT-COMPLETE", Details, Nothing, Own, No),
        rule("COMPLETED", Details, Nothing, Own, No),
        rule("CATEGORIES", Details, Nothing, Own, No),
        rule("COLOR", Details, Nothing, Own, No),
        rule("CREATED", Details, Nothing, Free, Yes),
        rule("LAST-MODIFIED", Details, Nothing, Free, Yes),
        rule("DTSTAMP", Details, Nothing, Free, Yes),
        rule("SEQUENCE", Details, Nothing, Kept, Yes),
        rule("REQUEST-STATUS", Details, Nothing, Free, No),
        rule("ORGANIZER", Details, Nothing, Kept, Yes),
        rule("ATTENDEE", Details, Nothing, Kept, Yes),
        rule("UID", Details, Nothing, Kept, Yes),
        rule("RECURRENCE-ID", Details, Nothing, Kept, Yes),
        rule("IMAGE", Details, Nothing, Kept, Yes),
        rule("STYLED-DESCRIPTION", Details, Nothing, Kept, Yes),
        rule("X-ALT-DESC", Details, Nothing, Kept, Yes),
        rule("X-RSVPD-*", Details, Nothing, Kept, No),
        rule("X-APPLE-STRUCTURED-LOCATION", Place, Nothing, Kept, Yes),
        rule("X-APPLE-*", Details, Nothing, Own, No),
        rule("X-MOZ-*", Details, Nothing, Own, No),
        rule("X-EVOLUTION-*", Details, Nothing, Own, No),
        rule("X-KDE-*", Details, Nothing, Own, No),
        rule("X-LIC-*", Details, Nothing, Free, No),
        rule("X-CALENDARSERVER-*", Details, Nothing, Own, No),
        rule("X-WR-*", Details, Nothing, Free, No),
        rule("X-*", Details, Nothing, Free, Yes),
    ]
};

/// Properties that are not in the table.
const OTHERS: Row = rule("*", Field::Details, Effect::Nothing, Right::Kept, Sent::Yes);

/// The table as a page for people.
#[cfg(test)]
pub(super) fn page() -> String {
    use std::fmt::Write;
    let mut page = String::from(include_str!("significance.md"));
    for row in &TABLE {
        let organizer = match row.organizer {
            Effect::Nothing => "nobody is told",
            Effect::Tell => "guests are told",
            Effect::Raise => "guests are told, SEQUENCE rises",
            Effect::Reschedule => "guests are told, SEQUENCE rises, everybody is asked again",
        };
        let attendee = match row.attendee {
            Right::Own if row.sent == Sent::Yes => "own once changed; until then the organizer's changes reach it",
            Right::Own => "own; survives changes by the organizer",
            Right::Free => "may change; the organizer's next change replaces it",
            Right::Kept => "put back without a word",
            Right::Refused => "refused",
        };
        let sent = if row.sent == Sent::Yes { "yes" } else { "no" };
        let _ = writeln!(page, "| {} | {organizer} | {attendee} | {sent} |", row.name);
    }
    page
}

/// What the table says about a property.
pub(super) fn row(name: &str) -> &'static Row {
    let fits = |row: &&Row| match row.name.strip_suffix('*') {
        Some(start) => name.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start)),
        None => row.name.eq_ignore_ascii_case(name),
    };
    TABLE.iter().find(fits).unwrap_or(&OTHERS)
}

/// The difference between two versions of a component, seen from the guests.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Change {
    /// What changed that guests are told.
    pub fields: BTreeSet<Field>,
    effect: Option<Effect>,
    /// Whether the component was cancelled and is not any more.
    pub revived: bool,
    /// Whether the organizer took somebody's answer back.
    pub asks: bool,
}

impl Change {
    fn add(&mut self, field: Field, effect: Effect) {
        if effect > Effect::Nothing {
            self.fields.insert(field);
            self.effect = self.effect.max(Some(effect));
        }
    }

    /// Whether answers are void.
    pub fn resets(&self) -> bool {
        self.effect == Some(Effect::Reschedule) || self.revived
    }

    /// Whether SEQUENCE must rise.
    pub fn raises(&self) -> bool {
        self.effect >= Some(Effect::Raise) || self.revived || self.asks
    }

    /// Whether guests are told.
    pub fn tells(&self) -> bool {
        !self.fields.is_empty() || self.revived
    }
}

/// A component and the object it belongs to.
#[derive(Clone, Copy)]
pub(super) struct Side<'a> {
    pub series: &'a Series<'a>,
    pub part: &'a Component,
}

impl Side<'_> {
    /// When it takes place.
    pub fn times(&self) -> Times {
        self.series.times(self.part)
    }
}

/// What changed between two versions of a master, or two of an instance.
pub(super) fn change(before: Side<'_>, after: Side<'_>) -> Change {
    let mut change = Change { revived: before.part.is_cancelled() && !after.part.is_cancelled(), ..Change::default() };
    if !before.part.is(after.part.name()) {
        // An event became a task.
        change.add(Field::Details, Effect::Raise);
    }
    if !same_time(before, after) {
        change.add(Field::Time, Effect::Reschedule);
    }
    match recurrence(before, after) {
        Recurrence::Same => {}
        Recurrence::Fewer => change.add(Field::Recurrence, Effect::Raise),
        Recurrence::More => change.add(Field::Recurrence, Effect::Reschedule),
    }
    for name in differing(before.part, after.part) {
        let row = row(&name);
        change.add(row.field, row.organizer);
    }
    change
}

/// The properties whose meaning differs, those about time and recurrence left out.
pub(super) fn differing(before: &Component, after: &Component) -> BTreeSet<String> {
    let is_compared = |line: &&Line| !matches!(row(line.name()).field, Field::Time | Field::Recurrence);
    let names = before.lines().chain(after.lines()).filter(is_compared).map(|line| line.name().to_owned());
    let names: BTreeSet<String> = names.collect();
    names.into_iter().filter(|name| meaning(before, name) != meaning(after, name)).collect()
}

/// The values of a property in a form that is equal when they mean the same: blanks, order, defaults and empty values
/// do not count, nor do parameters.
pub(super) fn meaning(part: &Component, name: &str) -> Vec<String> {
    let mut values: Vec<String> = part
        .lines_named(name)
        .map(|line| line.text_value().split_whitespace().collect::<Vec<_>>().join(" "))
        .filter(|value| !value.is_empty())
        .map(|value| if row(name).field == Field::Status { value.to_ascii_uppercase() } else { value })
        .filter(|value| !is_default(part, name, value))
        .collect();
    values.sort();
    values
}

/// Whether a value means the same as no value at all.
fn is_default(part: &Component, name: &str, value: &str) -> bool {
    value.eq_ignore_ascii_case(default_value(part, name))
}

/// What no value of a property means; an empty text where that is nothing.
pub(super) fn default_value(part: &Component, name: &str) -> &'static str {
    match name {
        "STATUS" if part.is(Kind::Todo.component()) => "NEEDS-ACTION",
        "STATUS" => "CONFIRMED",
        "CLASS" => "PUBLIC",
        "TRANSP" => "OPAQUE",
        "PRIORITY" | "SEQUENCE" => "0",
        _ => "",
    }
}

/// Whether both take place at the same time: as instants, and for a series also in later seasons.
pub(super) fn same_time(before: Side<'_>, after: Side<'_>) -> bool {
    before.times() == after.times()
        && (!(before.part.is_recurring() && after.part.is_recurring())
            || before.series.offsets(before.part) == after.series.offsets(after.part))
}

/// How the set of instances changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Recurrence {
    Same,
    /// Some are gone, the others stay as they were. EXDATEs that were added do not count: guests are told of each.
    Fewer,
    /// There are new ones or others.
    More,
}

/// Compares the rules and dates by which instances come about (RFC 6638 §3.2.8).
fn recurrence(before: Side<'_>, after: Side<'_>) -> Recurrence {
    let reinstated = before.series.exdates(before.part).difference(&after.series.exdates(after.part)).any(|instance| {
        // An EXDATE that is dropped together with the instances around it reinstates nothing.
        after.series.generates(*instance)
    });
    if reinstated { Recurrence::More } else { rules_and_dates(before, after) }
}

/// The same without looking at EXDATE. What is said in the same words is the same; of other words the instances decide.
pub(super) fn rules_and_dates(before: Side<'_>, after: Side<'_>) -> Recurrence {
    if before.series.lengths(before.part) != after.series.lengths(after.part) {
        return Recurrence::More;
    }
    let (old, new) = (before.series.rdates(before.part), after.series.rdates(after.part));
    let rdates = match (new.is_subset(&old), old.is_subset(&new)) {
        (true, true) => Recurrence::Same,
        (true, false) => Recurrence::Fewer,
        (false, _) => Recurrence::More,
    };
    match rules(before, after).max(rdates) {
        Recurrence::Same => Recurrence::Same,
        said => sets::compared(before, after).unwrap_or(said),
    }
}

fn rules(before: Side<'_>, after: Side<'_>) -> Recurrence {
    let (old, new) = (RuleSet::of(before), RuleSet::of(after));
    if old == new {
        return Recurrence::Same;
    }
    if old.exceptions != new.exceptions {
        return Recurrence::More;
    }
    match (old.rules.as_slice(), new.rules.as_slice()) {
        // A series that became a single event keeps its first instance.
        (_, []) => Recurrence::Fewer,
        ([one], [other]) if one.pattern == other.pattern && ends_sooner(&one.end, before, &other.end, after) => {
            Recurrence::Fewer
        }
        _ => Recurrence::More,
    }
}

/// RRULEs and EXRULEs in comparable form.
#[derive(Debug, PartialEq, Eq)]
struct RuleSet {
    rules: Vec<Pattern>,
    exceptions: Vec<Pattern>,
}

impl RuleSet {
    fn of(side: Side<'_>) -> RuleSet {
        let named = |name: &str| {
            let mut patterns: Vec<Pattern> =
                side.part.lines_named(name).filter_map(|line| Pattern::of(line, side)).collect();
            patterns.sort_by(|a, b| a.pattern.cmp(&b.pattern));
            patterns
        };
        RuleSet { rules: named("RRULE"), exceptions: named("EXRULE") }
    }
}

/// One rule: what repeats, and until when.
#[derive(Debug, PartialEq, Eq)]
struct Pattern {
    pattern: BTreeSet<String>,
    end: End,
}

impl Pattern {
    /// `None` for an empty rule.
    fn of(line: &Line, side: Side<'_>) -> Option<Pattern> {
        let mut pattern = BTreeSet::new();
        let mut end = End::Never;
        for part in line.value().split(';').map(|part| part.trim().to_ascii_uppercase()) {
            match part.split_once('=') {
                Some(("COUNT", count)) => end = count.trim().parse().map_or(End::Never, End::After),
                Some(("UNTIL", until)) => end = side.series.until(side.part, until).map_or(End::Never, End::At),
                Some(("INTERVAL", "1") | ("WKST", "MO")) | None => {}
                Some((name, values)) => {
                    let mut values: Vec<&str> = values.split(',').map(str::trim).collect();
                    values.sort_unstable();
                    pattern.insert(format!("{name}={}", values.join(",")));
                }
            }
        }
        (!pattern.is_empty()).then_some(Pattern { pattern, end })
    }
}

/// The end of a series.
#[derive(Debug, PartialEq, Eq)]
enum End {
    Never,
    /// This many instances.
    After(u64),
    /// The last moment an instance may start.
    At(chrono::NaiveDateTime),
}

/// Whether a series that ends like `new` has no instance that one that ends like `old` lacks; `false` in doubt.
fn ends_sooner(old: &End, before: Side<'_>, new: &End, after: Side<'_>) -> bool {
    match (old, new) {
        (End::Never, _) => true,
        (_, End::Never) => false,
        (End::After(old), End::After(new)) => new <= old,
        (End::At(old), End::At(new)) => new <= old,
        // A client that ends a counted series here and begins another there ("this and all following").
        (End::After(_), End::At(new)) => last_start(before).is_some_and(|old| *new <= old),
        (End::At(old), End::After(_)) => last_start(after).is_some_and(|new| new <= *old),
    }
}

/// Where the last instance of a counted series starts; `None` when it would take long to find out.
fn last_start(side: Side<'_>) -> Option<chrono::NaiveDateTime> {
    const MOST: u64 = 1_000;
    let rule = Rule::parse(side.part.line("RRULE")?.value()).ok()?;
    if rule.count()? > MOST {
        return None;
    }
    rule.instances(side.part.start()?.local()).last()
}
