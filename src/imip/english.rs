//! The English catalogue.

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike, Weekday};

use super::phrases::{Given, Phrase, Sort};
use super::words::{Clock, Cycle, End, Length, Occasion, On, Unit, WORKDAYS, ZoneWords, is_midnight, same_day};

/// "Tuesday, 12 May 2026".
pub(super) fn date(date: NaiveDate) -> String {
    format!("{}, {}", weekday(date.weekday()), plain_date(date))
}

/// "12 May 2026".
pub(super) fn plain_date(date: NaiveDate) -> String {
    format!("{} {} {}", date.day(), month(date.month()), date.year())
}

/// "Tuesday, 12 May 2026, 10:00–11:00 (CEST, UTC+2, Europe/Berlin)".
pub(super) fn occasion(occasion: &Occasion) -> String {
    match occasion {
        Occasion::Days { first, last } if first == last => format!("{} (all day)", date(*first)),
        Occasion::Days { first, last } => {
            format!("from {} to {} (all day, {})", date(*first), date(*last), days_in(*first, *last))
        }
        Occasion::Times { start, end: None } => {
            format!("{}, {} ({})", date(start.local.date()), time(start.local), zone(start))
        }
        Occasion::Times { start, end: Some(end) } if ends_the_same_day(start, end) => {
            let day = date(start.local.date());
            let until = if same_day(start, end) { time(end.local) } else { "24:00".to_owned() };
            if start.zone == end.zone {
                format!("{day}, {}–{until} ({})", time(start.local), zone(end))
            } else {
                format!("{day}, {} ({}) – {until} ({})", time(start.local), zone(start), zone(end))
            }
        }
        Occasion::Times { start, end: Some(end) } => {
            let of_start = if start.zone == end.zone { String::new() } else { format!(" ({})", zone(start)) };
            format!(
                "from {}, {}{of_start} to {}, {} ({})",
                date(start.local.date()),
                time(start.local),
                date(end.local.date()),
                time(end.local),
                zone(end)
            )
        }
    }
}

/// "Tue 12 May 2026 10:00 - 11:00 (CEST)".
pub(super) fn occasion_in_brief(occasion: &Occasion) -> String {
    match occasion {
        Occasion::Days { first, last } if first == last => date_in_brief(*first),
        Occasion::Days { first, last } => format!("{} - {}", date_in_brief(*first), date_in_brief(*last)),
        Occasion::Times { start, end } => {
            let from = format!("{} {}", date_in_brief(start.local.date()), time(start.local));
            let until = match end {
                None => String::new(),
                Some(end) if same_day(start, end) => format!(" - {}", time(end.local)),
                Some(end) => format!(" - {} {}", date_in_brief(end.local.date()), time(end.local)),
            };
            match &start.zone {
                Some(zone) => format!("{from}{until} ({})", zone_in_brief(zone)),
                None => format!("{from}{until}"),
            }
        }
    }
}

/// "every 2 weeks on Tue and Thu until 30 June 2026".
pub(super) fn cycle(cycle: &Cycle) -> String {
    let every = match (&cycle.on, cycle.unit, cycle.interval) {
        (On::Weekdays(days), Unit::Week | Unit::Day, 1) if days.as_slice() == WORKDAYS.as_slice() => {
            "every weekday (Monday to Friday)".to_owned()
        }
        (On::Weekdays(days), Unit::Week | Unit::Day, 1) if days.len() == 7 => "every day".to_owned(),
        (on, unit, interval) => {
            let of_month =
                matches!(on, On::NthWeekdays(_) | On::NthOf(..) | On::MonthDays(_)) && !cycle.months.is_empty();
            let months = match (cycle.months.is_empty(), of_month) {
                (true, _) => String::new(),
                (false, true) => format!(" of {}", months(&cycle.months)),
                (false, false) => format!(" in {}", months(&cycle.months)),
            };
            format!("{}{}{months}", every_unit(unit, interval), days_of(on))
        }
    };
    match cycle.end {
        End::Never => every,
        End::Until(day) => format!("{every} until {}", plain_date(day)),
        End::Count(1) => format!("{every}, once"),
        End::Count(times) => format!("{every}, {times} times"),
    }
}

/// "1 hour 30 minutes".
pub(super) fn length(length: Length) -> String {
    let parts: Vec<String> = [(length.days, "day"), (length.hours, "hour"), (length.minutes, "minute")]
        .into_iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, unit)| counted(number, unit))
        .collect();
    if parts.is_empty() { "0 minutes".to_owned() } else { parts.join(" ") }
}

/// "a, b and c".
pub(super) fn list(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [only] => only.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// A label or sentence.
pub(super) fn say(phrase: Phrase<'_>) -> String {
    match phrase {
        Phrase::SubjectInvitation => "Invitation".to_owned(),
        Phrase::SubjectUpdate => "Updated invitation".to_owned(),
        Phrase::SubjectCancelled => "Cancelled".to_owned(),
        Phrase::SubjectRemoved => "Removed from guest list".to_owned(),
        Phrase::SubjectProposalDeclined => "Declined proposal".to_owned(),
        Phrase::SubjectAnswer(given) => match given {
            None => "Undecided",
            Some(Given::Accepted) => "Accepted",
            Some(Given::Tentative) => "Tentatively accepted",
            Some(Given::Declined) => "Declined",
            Some(Given::Delegated) => "Delegated",
        }
        .to_owned(),
        Phrase::SubjectProposal => "New time proposed".to_owned(),
        Phrase::SubjectRefresh => "Update requested".to_owned(),
        Phrase::SubjectAt { title, when } => format!("{title} @ {when}"),
        Phrase::SubjectRepeats => "repeating".to_owned(),
        Phrase::Untitled => "(no title)".to_owned(),

        Phrase::OnBehalf { by, of } => format!("{by} on behalf of {of}"),
        Phrase::Invites { organizer, to: Sort::Event } => format!("{organizer} invites you"),
        Phrase::Invites { organizer, to: Sort::Task } => format!("{organizer} asks you to do a task"),
        Phrase::InvitesToDates { organizer, number } => {
            format!("{organizer} invites you to {} of a series", dates(number))
        }
        Phrase::Changed { organizer, of: Sort::Event } => format!("{organizer} changed an event you are invited to"),
        Phrase::Changed { organizer, of: Sort::Task } => format!("{organizer} changed a task you are asked to do"),
        Phrase::ChangedDates { organizer, number } => {
            format!("{organizer} changed {} of a series you are invited to", dates(number))
        }
        Phrase::AsksAgain { organizer } => format!("{organizer} asks you to answer again"),
        Phrase::SendsAsAsked { organizer, of } => {
            format!("{organizer} sends you the current state of {}, as you asked", one(of))
        }
        Phrase::Informs { organizer, of } => format!("{organizer} tells you about {}", one(of)),
        Phrase::AnswerAgain => {
            "The time has changed, so an earlier answer of yours no longer counts. Please answer again.".to_owned()
        }
        Phrase::AnswerStays => "You do not need to answer again.".to_owned(),
        Phrase::Cancelled { organizer, of: Sort::Event } => {
            format!("Cancelled: this event will not take place. {organizer} called it off")
        }
        Phrase::Cancelled { organizer, of: Sort::Task } => {
            format!("Cancelled: this task is not to be done. {organizer} called it off")
        }
        Phrase::CancelledDates { organizer, number, of } => {
            let (it, are) = if number == 1 { ("it", "is") } else { ("them", "are") };
            let off = match of {
                Sort::Event => "will not take place".to_owned(),
                Sort::Task => format!("{are} not to be done"),
            };
            format!("Cancelled: {} of this series {off}. {organizer} called {it} off", dates(number))
        }
        Phrase::SmallChanges => "Only small details changed.".to_owned(),
        Phrase::NothingToDo => "You do not need to do anything.".to_owned(),
        Phrase::OtherDatesStand => "The other dates stay as they are.".to_owned(),
        Phrase::Removed { organizer } => format!("You were removed from the guest list. {organizer} took you off it"),
        Phrase::RemovedFromDates { organizer, number } => {
            format!("You were removed from the guest list of {}. {organizer} took you off it", dates(number))
        }
        Phrase::MayStillTakePlace(Sort::Event) => "The event itself may still take place.".to_owned(),
        Phrase::MayStillTakePlace(Sort::Task) => "The task itself may still be done by others.".to_owned(),
        Phrase::ProposalDeclined { organizer } => format!("{organizer} did not accept the new time you proposed"),
        Phrase::StaysAsItWas(of) => format!("The {} stays as it was:", noun(of)),
        Phrase::Answered { attendee, given } => match given {
            None => format!("{attendee} has not decided yet"),
            Some(Given::Accepted) => format!("{attendee} will come"),
            Some(Given::Tentative) => format!("{attendee} will perhaps come"),
            Some(Given::Declined) => format!("{attendee} will not come"),
            Some(Given::Delegated) => format!("{attendee} sends somebody else"),
        },
        Phrase::AnsweredTask { attendee, given } => match given {
            None => format!("{attendee} has not decided yet"),
            Some(Given::Accepted) => format!("{attendee} will do it"),
            Some(Given::Tentative) => format!("{attendee} will perhaps do it"),
            Some(Given::Declined) => format!("{attendee} will not do it"),
            Some(Given::Delegated) => format!("{attendee} passed it on"),
        },
        Phrase::Proposes { attendee } => format!("{attendee} proposes another time"),
        Phrase::AsksForCurrent { attendee, of } => {
            format!("{attendee} asks you to send the current state of this {} again", noun(of))
        }

        Phrase::LabelWhen => "When".to_owned(),
        Phrase::LabelProposed => "Proposed".to_owned(),
        Phrase::LabelDue => "Due".to_owned(),
        Phrase::Lasts { length } => format!("lasts {length}"),
        Phrase::LabelYourTime => "Your time".to_owned(),
        Phrase::LabelRepeats => "Repeats".to_owned(),
        Phrase::LabelAlso => "Also on".to_owned(),
        Phrase::LabelDifferent => "Different".to_owned(),
        Phrase::LabelWhere => "Where".to_owned(),
        Phrase::LabelOnline => "Online".to_owned(),
        Phrase::LabelStatus => "Status".to_owned(),
        Phrase::NotCertain => "not certain yet".to_owned(),
        Phrase::Certain => "certain".to_owned(),
        Phrase::LabelLink => "Link".to_owned(),
        Phrase::LabelGuests => "Guests".to_owned(),
        Phrase::LabelChanges => "What changed".to_owned(),
        Phrase::LabelDetails => "Details".to_owned(),
        Phrase::LabelComment => "Comment".to_owned(),
        Phrase::LabelTitle => "Title".to_owned(),
        Phrase::LabelWas => "was".to_owned(),
        Phrase::LabelNow => "now".to_owned(),
        Phrase::Nothing => "none".to_owned(),
        Phrase::DoesNotRepeat => "does not repeat".to_owned(),
        Phrase::RepeatsByRule => "by a rule of its own; your calendar program shows the dates".to_owned(),
        Phrase::Except { cycle, dates } => format!("{cycle}, except {dates}"),
        Phrase::MoreDates { number } => counted(number, "more date"),
        Phrase::Instead { of, now } => format!("{now} instead of {of}"),
        Phrase::CancelledDate { of } => format!("{of} is cancelled"),
        Phrase::MoreGuests { number } => format!("and {}", counted(number, "more guest")),
        Phrase::Optional => "optional".to_owned(),
        Phrase::Host => "organizer".to_owned(),
        Phrase::You => "you".to_owned(),
        Phrase::Status(given) => match given {
            None => "no answer yet",
            Some(Given::Accepted) => "will come",
            Some(Given::Tentative) => "maybe",
            Some(Given::Declined) => "will not come",
            Some(Given::Delegated) => "sends somebody else",
        }
        .to_owned(),
        Phrase::TaskStatus(given) => match given {
            None => "no answer yet",
            Some(Given::Accepted) => "will do it",
            Some(Given::Tentative) => "maybe",
            Some(Given::Declined) => "will not do it",
            Some(Given::Delegated) => "passed it on",
        }
        .to_owned(),
        Phrase::Shortened => "… (shortened; your calendar program shows the whole text)".to_owned(),

        Phrase::WillYouCome => "Will you come?".to_owned(),
        Phrase::WillYouDoIt => "Will you do it?".to_owned(),
        Phrase::ChangeYourAnswer => "Change your answer?".to_owned(),
        Phrase::Accept => "Accept".to_owned(),
        Phrase::Maybe => "Maybe".to_owned(),
        Phrase::Decline => "Decline".to_owned(),
        Phrase::ConfirmThere => {
            "You confirm your answer on the page that opens; there you can also add a comment.".to_owned()
        }
        Phrase::AnswerByMailProgram => "You can also answer with the buttons of your mail program.".to_owned(),
        Phrase::AnswerOnlyByMailProgram => "Answer with the buttons of your mail program.".to_owned(),
        Phrase::ForwardWarning => {
            "Please do not forward this mail: whoever receives it can answer in your name.".to_owned()
        }
        Phrase::WhyYou { host, organizer, guest, of } => format!(
            "The calendar server {host} sent this mail for {organizer}, who has {guest} on the guest list of this {}.",
            noun(of)
        ),
        Phrase::SenderName { name, service } => format!("{name} via {service}"),
        Phrase::SentFor { host, attendee } => format!("The calendar server {host} sent this answer for {attendee}."),
        Phrase::AskAdmin { admin } => format!("Questions about this server: {admin}"),
        Phrase::Stop { page } => format!("No more invitations from this server: {page}"),
    }
}

fn noun(of: Sort) -> &'static str {
    match of {
        Sort::Event => "event",
        Sort::Task => "task",
    }
}

fn one(of: Sort) -> &'static str {
    match of {
        Sort::Event => "an event",
        Sort::Task => "a task",
    }
}

fn ends_the_same_day(start: &Clock, end: &Clock) -> bool {
    let midnight_after = is_midnight(end.local.time()) && start.local.date().succ_opt() == Some(end.local.date());
    same_day(start, end) || midnight_after
}

fn days_in(first: NaiveDate, last: NaiveDate) -> String {
    counted((last - first).num_days() + 1, "day")
}

fn counted(number: i64, unit: &str) -> String {
    if number == 1 { format!("1 {unit}") } else { format!("{number} {unit}s") }
}

fn time(local: NaiveDateTime) -> String {
    format!("{:02}:{:02}", local.hour(), local.minute())
}

fn date_in_brief(date: NaiveDate) -> String {
    format!("{} {} {} {}", weekday_in_brief(date.weekday()), date.day(), month_in_brief(date.month()), date.year())
}

fn zone(clock: &Clock) -> String {
    let Some(zone) = &clock.zone else { return "local time, no time zone given".to_owned() };
    if zone.is_utc() {
        return "UTC".to_owned();
    }
    let parts = [zone.abbreviation.clone(), Some(offset(zone.offset)), zone.name.clone()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn zone_in_brief(zone: &ZoneWords) -> String {
    zone.abbreviation.clone().unwrap_or_else(|| offset(zone.offset))
}

/// "UTC+5:30" for an offset in seconds; seconds themselves (before 1972) are dropped.
fn offset(seconds: i32) -> String {
    let minutes = seconds.unsigned_abs() / 60;
    let sign = if seconds < 0 { '-' } else { '+' };
    match minutes % 60 {
        0 => format!("UTC{sign}{}", minutes / 60),
        rest => format!("UTC{sign}{}:{rest:02}", minutes / 60),
    }
}

fn every_unit(unit: Unit, interval: u32) -> String {
    let unit = match unit {
        Unit::Year => "year",
        Unit::Month => "month",
        Unit::Week => "week",
        Unit::Day => "day",
        Unit::Hour => "hour",
        Unit::Minute => "minute",
    };
    if interval <= 1 { format!("every {unit}") } else { format!("every {interval} {unit}s") }
}

fn days_of(on: &On) -> String {
    match on {
        On::Each => String::new(),
        On::Weekdays(days) => match days.as_slice() {
            [only] => format!(" on {}", weekday(*only)),
            several => format!(" on {}", weekdays(several)),
        },
        On::NthWeekdays(days) => {
            let each: Vec<String> =
                days.iter().map(|(nth, day)| format!("the {} {}", ordinal(*nth), weekday(*day))).collect();
            format!(" on {}", list(&each))
        }
        On::NthOf(positions, days) if days.as_slice() == WORKDAYS.as_slice() => {
            format!(" on the {} working day (Monday to Friday)", ordinals(positions))
        }
        On::NthOf(positions, days) if days.len() == 7 => format!(" on the {} day", ordinals(positions)),
        On::NthOf(positions, days) => format!(" on the {} of all days that are {}", ordinals(positions), either(days)),
        On::MonthDays(days) if days.iter().all(|day| *day > 0) => {
            format!(" on the {}", ordinals(days))
        }
        On::MonthDays(days) => format!(" on the {} day", ordinals(days)),
        On::DayOfYear { day, month: of } => format!(" on {day} {}", month(*of)),
    }
}

fn ordinals(numbers: &[i32]) -> String {
    list(&numbers.iter().map(|number| ordinal(*number)).collect::<Vec<_>>())
}

fn ordinal(number: i32) -> String {
    match number {
        -1 => "last".to_owned(),
        ..-1 => format!("{} last", ordinal(number.saturating_neg())),
        _ => {
            let ending = match (number % 10, number % 100) {
                (_, 11..=13) => "th",
                (1, _) => "st",
                (2, _) => "nd",
                (3, _) => "rd",
                _ => "th",
            };
            format!("{number}{ending}")
        }
    }
}

fn weekdays(days: &[Weekday]) -> String {
    list(&days.iter().map(|day| weekday_in_brief(*day).to_owned()).collect::<Vec<_>>())
}

fn either(days: &[Weekday]) -> String {
    days.iter().map(|day| weekday_in_brief(*day)).collect::<Vec<_>>().join(" or ")
}

fn months(numbers: &[u32]) -> String {
    list(&numbers.iter().map(|number| month(*number).to_owned()).collect::<Vec<_>>())
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

fn weekday_in_brief(day: Weekday) -> &'static str {
    match day {
        Weekday::Mon => "Mon",
        Weekday::Tue => "Tue",
        Weekday::Wed => "Wed",
        Weekday::Thu => "Thu",
        Weekday::Fri => "Fri",
        Weekday::Sat => "Sat",
        Weekday::Sun => "Sun",
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

fn month(number: u32) -> &'static str {
    let index = usize::try_from(number).unwrap_or(0).wrapping_sub(1);
    MONTHS.get(index).copied().unwrap_or("?")
}

fn month_in_brief(number: u32) -> &'static str {
    let name = month(number);
    name.get(..3).unwrap_or(name)
}
/// How many dates of a series.
fn dates(number: usize) -> String {
    if number == 1 { "one date".to_owned() } else { format!("{number} dates") }
}
