//! What people are told, in words: a notice here, and for answers, proposals and trouble also a mail to their own
//! address.

use chrono::{NaiveDateTime, TimeDelta};

use crate::ical::{CalAddress, CalendarObject, Kind, PartStat, Timestamp, When, Zones};
use crate::id::PrincipalId;
use crate::itip::{AnswerAgain, Field, NoDelegate, Notice, Outcome, Version, Void};
use crate::random;
use crate::store::{NewOutboxRow, Principal, StoreError, Tx};

use super::deliver::{Arrival, Door, Doubt, Proof};
use super::{Refused, Rules};

/// A notice in words.
struct News {
    /// What sort of news it is, in one word.
    kind: &'static str,
    /// One line.
    headline: String,
    /// More lines, perhaps none.
    details: Vec<String>,
    /// Whether it is worth a mail.
    mailed: Mailed,
}

/// What news are about: its title, and what it is.
#[derive(Clone, Copy)]
struct Subject<'a> {
    title: &'a str,
    /// `event` or `task`.
    noun: &'static str,
    /// The zones of its times.
    zones: &'a Zones,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mailed {
    Yes,
    No,
}

/// Tells `to` what a message brought, and keeps the meeting's timeline.
pub(super) fn tell(
    tx: &mut Tx<'_>,
    rules: &Rules,
    to: &Principal,
    before: Option<&CalendarObject>,
    outcome: &Outcome,
    arrival: &Arrival,
) -> Result<(), Refused> {
    let message = &arrival.message;
    let detail = format!("{} from {}: {}", message.method.as_str(), shown(&message.sender), outcome.because.as_str());
    let by = message.sent_by();
    let sent = by.as_ref().map(|by| format!("{} on behalf of {}", shown(by), shown(&message.sender)));
    let detail = sent.iter().fold(detail, |detail, sent| format!("{detail}; sent by {sent}"));
    tx.note(message.uid.as_str(), Some(to.id), "received", &detail, rules.now)?;
    let object = outcome.keep.object().or(before).unwrap_or(&message.object);
    let zones = Zones::of(message.object.calendar(), &rules.floating);
    let about = Subject { title: &title(object), noun: noun(object), zones: &zones };
    for (notice, dates) in gathered(&outcome.tell) {
        let mut news = worded(&notice, about);
        only(&dates, about.noun).into_iter().for_each(|only| news.details.insert(0, only));
        if matches!(notice, Notice::Proposal { .. } | Notice::UninvitedAnswer { .. }) {
            news.details.push(format!("Accept or refuse it: {}", waiting_at(rules, to)));
        }
        // A room that answers at once needs no mail: the answer is in the event already.
        if arrival.door == Door::Room {
            news.mailed = Mailed::No;
        }
        news.details.extend(sent.iter().map(|sent| format!("Sent by {sent}.")));
        if arrival.proof == Proof::Nothing {
            news.details.push(NOT_VERIFIED.to_owned());
        }
        match &arrival.doubt {
            Some(Doubt::SentFrom(other)) => news.details.push(format!(
                "It was sent from {other}, another address than the one you invited. Ask, if you do not know it."
            )),
            Some(Doubt::NotVouched) => news.details.push(
                "The guest's own invitation was answered, but the sender's domain does not vouch for the mail."
                    .to_owned(),
            ),
            None => {}
        }
        say(tx, rules, to, message.uid.as_str(), &news)?;
    }
    Ok(())
}

/// Where somebody decides about what waits for a principal.
fn waiting_at(rules: &Rules, owner: &Principal) -> String {
    format!("{}/waiting/ (on the server: rsvpd meeting pending {})", rules.config.public_url(), owner.name)
}

/// What there is to tell, with the same of several dates told once, and of which: one act is one piece of news.
fn gathered(told: &[Notice]) -> Vec<(Notice, Vec<Timestamp>)> {
    let mut gathered: Vec<(Notice, Vec<Timestamp>)> = Vec::new();
    for notice in told {
        let mut same = notice.clone();
        let date = date_of(&mut same).and_then(Option::take);
        // Whoever says the same of many dates says it of one after the other.
        let lately = gathered.iter_mut().rev().take(LOOKED_BACK_AT);
        match lately.filter(|(_, had)| date.is_some() && !had.is_empty()).find(|(known, _)| *known == same) {
            Some((_, had)) => had.extend(date),
            None => gathered.push((same, date.into_iter().collect())),
        }
    }
    gathered
}

/// Different pieces of news among which one that is the same is looked for.
const LOOKED_BACK_AT: usize = 20;

/// The date in news that may be the same of several dates.
fn date_of(notice: &mut Notice) -> Option<&mut Option<Timestamp>> {
    match notice {
        Notice::Answered { instance, .. }
        | Notice::LateAnswer { instance, .. }
        | Notice::UninvitedAnswer { instance, .. }
        | Notice::DelegationRefused { instance, .. }
        | Notice::Joined { instance, .. }
        | Notice::Cancelled { instance, .. }
        | Notice::Removed { instance, .. } => Some(instance),
        Notice::Invited { .. } | Notice::Changed { .. } | Notice::Proposal { .. } | Notice::ProposalDeclined { .. } => {
            None
        }
    }
}

/// Dates that a notice names; how many more there are, it says.
const MOST_DATES: usize = 12;

/// What a meeting is.
fn noun(object: &CalendarObject) -> &'static str {
    match object.kind() {
        Kind::Todo => "task",
        _ => "event",
    }
}

/// Dates of which a notice speaks.
fn only(dates: &[Timestamp], noun: &str) -> Option<String> {
    let mut named: Vec<String> =
        dates.iter().take(MOST_DATES).map(|date| date.format("%a %-d %B %Y").to_string()).collect();
    match dates.len().saturating_sub(MOST_DATES) {
        0 => {}
        more => named.push(format!("{more} more dates")),
    }
    match &named[..] {
        [] => None,
        [one] => Some(format!("Only the {noun} of {one}.")),
        several => Some(format!("Only the {noun}s of {}.", several.join(", "))),
    }
}

/// Tells the manager of a room or resource that an invitation of it waits for an answer.
pub(super) fn tell_manager(
    tx: &mut Tx<'_>,
    rules: &Rules,
    manager: PrincipalId,
    room: &Principal,
    object: &CalendarObject,
    why: Option<&str>,
) -> Result<(), StoreError> {
    let Some(manager) = tx.principal(manager)? else { return Ok(()) };
    let by = object.organizer().map_or_else(String::new, |organizer| shown(&organizer));
    let mut details = vec![format!("Answer in the calendar of {}, which you may change.", room.display_name)];
    details.extend(why.map(str::to_owned));
    let headline = format!("{by} asks for {} ({}): {}", room.display_name, room.name, title(object));
    let news = News { kind: "room-asked", headline, details, mailed: Mailed::Yes };
    say(tx, rules, &manager, object.uid().as_str(), &news)
}

/// Tells a person of trouble with a guest, in some lines: the address does not work, or nothing could be sent.
///
/// # Errors
/// The store failed.
pub fn tell_of_trouble(
    tx: &mut Tx<'_>,
    rules: &Rules,
    to: PrincipalId,
    uid: &str,
    guest: &str,
    reason: Vec<String>,
) -> Result<(), StoreError> {
    let title = title_of(tx, to, uid)?;
    let mut details = vec![format!("{guest} did not get your message about “{title}”.")];
    details.extend(reason);
    let headline = format!("Not delivered to {guest}: {title}");
    say_to(tx, rules, to, uid, &News { kind: BOUNCED, headline, details, mailed: Mailed::Yes })
}

/// As [`say`], if there still is such a person.
fn say_to(tx: &mut Tx<'_>, rules: &Rules, to: PrincipalId, uid: &str, news: &News) -> Result<(), StoreError> {
    match tx.principal(to)? {
        Some(to) => say(tx, rules, &to, uid, news),
        None => Ok(()),
    }
}

/// Tells a person that more mails were caused than leave in an hour, the last of which leaves in some hours.
pub(super) fn tell_of_hold(
    tx: &mut Tx<'_>,
    rules: &Rules,
    to: &Principal,
    object: &CalendarObject,
    hours: i64,
) -> Result<(), StoreError> {
    let most = rules.config.limits.mails_per_hour;
    let news = News {
        kind: "held",
        headline: format!("Mails are held for up to {hours} h: {}", title(object)),
        details: vec![format!(
            "You caused more than {most} mails to guests within an hour. The others leave later, the last in {hours} h; \
             your administrator can raise limits.mails_per_hour."
        )],
        mailed: Mailed::Yes,
    };
    say(tx, rules, to, object.uid().as_str(), &news)
}

/// Recipients that are named when mails were held back by a restore.
const MOST_NAMED: usize = 20;

/// Tells a person that mails about a meeting, each with its number and recipient, were held back by a restore.
pub(super) fn tell_of_restore(
    tx: &mut Tx<'_>,
    rules: &Rules,
    to: PrincipalId,
    uid: &str,
    mails: &[(i64, &str)],
) -> Result<(), StoreError> {
    let title = title_of(tx, to, uid)?;
    let mut named: Vec<String> = mails.iter().take(MOST_NAMED).map(|(id, to)| format!("{to} (number {id})")).collect();
    if mails.len() > MOST_NAMED {
        named.push(format!("and {} more", mails.len() - MOST_NAMED));
    }
    let details = vec![
        "The calendar server was restored from a backup. Mails that waited when it was made are held back, for they may have \
         left since."
            .to_owned(),
        format!("Held back: {}.", named.join(", ")),
        "Your administrator can send them (rsvpd mail release NUMBER); or change it in your calendar, and its guests are sent \
         it as it is then."
            .to_owned(),
    ];
    let headline = format!("Perhaps not sent: {title}");
    say_to(tx, rules, to, uid, &News { kind: "held", headline, details, mailed: Mailed::Yes })
}

/// Tells a person that a mail about a meeting could not be delivered yet, while the guest can be reached otherwise.
///
/// # Errors
/// The store failed.
pub fn tell_of_delay(
    tx: &mut Tx<'_>,
    rules: &Rules,
    to: PrincipalId,
    uid: &str,
    guest: &str,
    reason: &str,
) -> Result<(), StoreError> {
    let title = title_of(tx, to, uid)?;
    let detail = format!("For two hours {guest} has not got your message about “{title}”. We go on trying.");
    let headline = format!("Not delivered yet to {guest}: {title}");
    let news = News { kind: "delayed", headline, details: vec![detail, reason.to_owned()], mailed: Mailed::Yes };
    say_to(tx, rules, to, uid, &news)
}

/// Somebody who answered without an invitation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stranger {
    /// The address that answered.
    pub address: String,
    /// The answer.
    pub partstat: PartStat,
    /// The guest whose invitation was used, if one was.
    pub through: Option<String>,
    /// What proves that it is this address.
    pub proof: Proof,
}

/// Tells an organizer that somebody answered who is not invited.
///
/// # Errors
/// The store failed.
pub fn tell_of_stranger(
    tx: &mut Tx<'_>,
    rules: &Rules,
    to: PrincipalId,
    uid: &str,
    stranger: &Stranger,
) -> Result<(), StoreError> {
    let what = format!("{} {} without an invitation", stranger.address, verb(stranger.partstat));
    let Some(to) = tx.principal(to)? else { return Ok(()) };
    let mut details = vec![UNINVITED.to_owned(), format!("Accept or refuse it: {}", waiting_at(rules, &to))];
    if let Some(guest) = &stranger.through {
        details.insert(0, format!("The answer came through the invitation of {guest}."));
    }
    if stranger.proof == Proof::Nothing {
        details.push(NOT_VERIFIED.to_owned());
    }
    tell_of(tx, rules, &to, uid, "uninvited", &what, details)
}

/// Of a message that nothing proves.
const NOT_VERIFIED: &str = "Not verified: nothing proves who sent this.";

/// What an organizer can do about somebody who answers without an invitation.
const UNINVITED: &str = "Nothing was changed. Accept it, and the address is on the guest list with this answer.";

/// Tells an organizer of a guest to whom nothing is mailed; the meeting may not be stored yet.
pub(super) fn tell_of_unwanted(
    tx: &mut Tx<'_>,
    rules: &Rules,
    to: &Principal,
    object: &CalendarObject,
    guest: &str,
    reason: &str,
) -> Result<(), StoreError> {
    let title = title(object);
    let news = News {
        kind: BOUNCED,
        headline: format!("Not delivered to {guest}: {title}"),
        details: vec![format!("{guest} is not mailed about “{title}”: {reason}.")],
        mailed: Mailed::Yes,
    };
    say(tx, rules, to, object.uid().as_str(), &news)
}

/// Tells a person of an invitation that is not in the calendar, as its sender is a stranger; of one for a room or resource
/// its manager, if there is one, who has not got the mail.
pub(super) fn tell_of_offer(
    tx: &mut Tx<'_>,
    rules: &Rules,
    (to, manager): (&Principal, Option<&Principal>),
    object: &CalendarObject,
    (organizer, author): (&str, &str),
) -> Result<(), StoreError> {
    let (whose, who) = match manager {
        Some(_) => (format!("the calendar of {}", to.display_name), "it has".to_owned()),
        None => ("your calendar".to_owned(), "you have".to_owned()),
    };
    let mut details = vec![
        format!("It is not in {whose}, because {who} had nothing to do with this sender so far."),
        format!("To have it there: {}", waiting_at(rules, to)),
    ];
    if author != organizer {
        details.insert(0, format!("It was sent by {author}."));
    }
    let invited = manager.map_or("you", |_| &to.display_name);
    let headline = format!("{organizer} wants to invite {invited}: {}", title(object));
    let mailed = if manager.is_some() { Mailed::Yes } else { Mailed::No };
    let news = News { kind: "offered", headline, details, mailed };
    say(tx, rules, manager.unwrap_or(to), object.uid().as_str(), &news)
}

/// Tells a person whose copy follows another organizer now.
pub(super) fn tell_of_transfer(
    tx: &mut Tx<'_>,
    rules: &Rules,
    to: &Principal,
    object: &CalendarObject,
) -> Result<(), StoreError> {
    let by = object.organizer().map_or_else(String::new, |organizer| shown(&organizer));
    let headline = format!("Organized by {by} from now on: {}", title(object));
    let news = News { kind: "transferred", headline, details: Vec::new(), mailed: Mailed::No };
    say(tx, rules, to, object.uid().as_str(), &news)
}

/// Tells a person, once, of an invitation that is not in the calendar because another entry there has its UID.
///
/// # Errors
/// The store failed.
pub fn tell_of_uid(tx: &mut Tx<'_>, rules: &Rules, to: &Principal, object: &CalendarObject) -> Result<(), StoreError> {
    const KIND: &str = "uid-taken";
    let uid = object.uid().as_str();
    if tx.has_note(to.id, uid, KIND)? {
        return Ok(());
    }
    let by = object.organizer().map_or_else(String::new, |organizer| shown(&organizer));
    let details = vec![
        "It is not in your calendar: another entry there has the same UID, and is left as it is.".to_owned(),
        "To have the invitation, delete that entry, and ask to be invited again.".to_owned(),
    ];
    let headline = format!("{by} wants to invite you: {}", title(object));
    say(tx, rules, to, uid, &News { kind: KIND, headline, details, mailed: Mailed::Yes })
}

/// Tells somebody of this house of an answer that an organizer counts as theirs, though nothing proves it.
pub(super) fn tell_of_answer_in_name(
    tx: &mut Tx<'_>,
    rules: &Rules,
    to: &Principal,
    object: &CalendarObject,
    partstat: PartStat,
) -> Result<(), StoreError> {
    let by = object.organizer().map_or_else(String::new, |organizer| shown(&organizer));
    let details = vec![
        format!("{by} reads that {} {}.", to.email, verb(partstat)),
        "It came by mail, and nothing proves who sent it; your calendar stays as it is.".to_owned(),
        "If it was not you, or to have it there too, answer in your calendar.".to_owned(),
    ];
    let headline = format!("An answer in your name counts: {}", title(object));
    say(
        tx,
        rules,
        to,
        object.uid().as_str(),
        &News { kind: "answered-for-you", headline, details, mailed: Mailed::Yes },
    )
}

/// Why an answer was not counted, in words.
#[derive(Clone, Copy, Debug)]
pub enum Uncounted<'a> {
    /// Nothing proves whose it is; it waits.
    Unproven(&'a str),
    /// It is about too many dates.
    TooMany(&'a str),
}

/// Tells an organizer of an answer that was not counted.
///
/// # Errors
/// The store failed.
pub fn tell_of_uncounted(
    tx: &mut Tx<'_>,
    rules: &Rules,
    to: PrincipalId,
    uid: &str,
    guest: &str,
    why: Uncounted<'_>,
) -> Result<(), StoreError> {
    let Some(to) = tx.principal(to)? else { return Ok(()) };
    let (kind, reason, advice) = match why {
        Uncounted::Unproven(reason) => {
            let advice = format!("Ask the guest. If it is really theirs, let it count: {}", waiting_at(rules, &to));
            ("unverified", reason, advice)
        }
        Uncounted::TooMany(reason) => {
            let advice =
                "Nothing was changed. Ask the guest to answer for the whole series, or for fewer dates at once.";
            ("not-counted", reason, advice.to_owned())
        }
    };
    let what = format!("An answer of {guest} was not counted");
    tell_of(tx, rules, &to, uid, kind, &what, vec![format!("Reason: {reason}."), advice])
}

fn tell_of(
    tx: &mut Tx<'_>,
    rules: &Rules,
    to: &Principal,
    uid: &str,
    kind: &'static str,
    what: &str,
    details: Vec<String>,
) -> Result<(), StoreError> {
    let title = title_of(tx, to.id, uid)?;
    say(tx, rules, to, uid, &News { kind, headline: format!("{what}: {title}"), details, mailed: Mailed::Yes })
}

/// The title of somebody's copy of a meeting.
fn title_of(tx: &mut Tx<'_>, owner: PrincipalId, uid: &str) -> Result<String, StoreError> {
    Ok(super::copies::meeting(tx, owner, uid)?.map_or_else(String::new, |(_, object)| title(&object)))
}

/// Letters of a notice; what guests write may be of any length.
const LONGEST_NEWS: usize = 4_000;
/// The kinds of news of which there may be many at once.
const ANSWERED: &str = "answered";
const BOUNCED: &str = "bounced";
/// Each with the kind of a mail with several of them, and what the subject of that says.
const COLLECTIONS: [(&str, &str, &str); 2] =
    [(ANSWERED, "answers", "More answers"), (BOUNCED, "bounces", "Not delivered to more guests")];
/// News of one kind about one meeting that get a mail each, within the time in which those that follow are collected into
/// one.
const MOST_SINGLE: i64 = 5;
/// For how long they are collected.
const COLLECTED: TimeDelta = TimeDelta::minutes(10);
/// Bytes of a mail with collected news; what comes after that is in a mail of its own.
const LARGEST_NEWS: usize = 64 * 1024;
/// Mails with news to one person in an hour; what comes after that is found in the calendar.
const MOST_NEWS: i64 = 100;

fn say(tx: &mut Tx<'_>, rules: &Rules, to: &Principal, uid: &str, news: &News) -> Result<(), StoreError> {
    let mut lines = vec![news.headline.clone()];
    lines.extend(news.details.iter().cloned());
    let text: String = lines.join("\n").chars().take(LONGEST_NEWS).collect();
    tx.add_notice(to.id, uid, news.kind, &text, rules.now)?;
    tx.note(uid, Some(to.id), news.kind, &news.headline, rules.now)?;
    // Mail to an address of our own mail host would only come back here.
    let elsewhere =
        to.email.rsplit_once('@').is_some_and(|(_, domain)| !domain.eq_ignore_ascii_case(&rules.config.mail.host));
    if news.mailed == Mailed::No || !rules.config.mail.notices || !elsewhere {
        return Ok(());
    }
    let lately = rules.now - COLLECTED;
    let collection = match COLLECTIONS.iter().find(|(kind, ..)| *kind == news.kind) {
        Some((kind, of_many, subject)) if tx.news_about(to.id, uid, kind, lately)? >= MOST_SINGLE => {
            Some((*of_many, *subject))
        }
        _ => None,
    };
    if let Some((kind, _)) = collection
        && tx.add_to_news((to.id, uid, kind), &format!("\n{text}\n"), LARGEST_NEWS, rules.now)?
    {
        return Ok(());
    }
    // Whoever sends us mails by the thousand must not make us send as many.
    if tx.news_count(to.id, rules.now - TimeDelta::hours(1))? >= MOST_NEWS {
        return Ok(());
    }
    match collection {
        Some((kind, subject)) => {
            let text = format!("{subject}: {}\n\n{text}\n", title_of(tx, to.id, uid)?);
            tx.add_to_outbox_for(&mail(rules, to, uid, kind, text)?, rules.now + COLLECTED, rules.now)
        }
        None => tx.add_to_outbox(&mail(rules, to, uid, news.kind, text)?, rules.now),
    }
}

/// A mail with news for one of our people.
fn mail(rules: &Rules, to: &Principal, uid: &str, kind: &str, text: String) -> Result<NewOutboxRow, StoreError> {
    let code = || random::code::<10>().map_err(|_| StoreError::Stopped);
    Ok(NewOutboxRow {
        principal: to.id,
        uid: uid.to_owned(),
        sender: to.email.clone(),
        recipient: to.email.clone(),
        instances: String::new(),
        method: "NOTICE".to_owned(),
        kind: kind.to_owned(),
        message: text.into_bytes().into(),
        expires_at: rules.now + TimeDelta::hours(48),
        message_id: format!("{}@{}", code()?, rules.config.mail.host),
        bounce_code: code()?,
    })
}

fn worded(notice: &Notice, about: Subject<'_>) -> News {
    let Subject { title, noun, .. } = about;
    match notice {
        Notice::Invited { organizer, instance } => news(
            "invited",
            format!("Invitation from {}: {title}", shown(organizer)),
            (*instance, noun),
            None,
            Mailed::No,
        ),
        Notice::Changed { organizer, instance, changed, answer_again } => {
            let mut news = news(
                "changed",
                format!("Changed by {}: {title}", shown(organizer)),
                (*instance, noun),
                None,
                Mailed::No,
            );
            let fields: Vec<&str> = changed.iter().map(|field| named(*field)).collect();
            news.details.push(format!("Changed: {}.", fields.join(", ")));
            if *answer_again == AnswerAgain::Wanted {
                news.details.push("The time changed, so please answer again.".to_owned());
            }
            news
        }
        Notice::Cancelled { organizer, instance, comment } => news(
            "cancelled",
            format!("Cancelled by {}: {title}", shown(organizer)),
            (*instance, noun),
            comment.as_deref(),
            Mailed::No,
        ),
        Notice::Removed { organizer, instance, comment } => news(
            "removed",
            format!("{} took you off the guest list: {title}", shown(organizer)),
            (*instance, noun),
            comment.as_deref(),
            Mailed::No,
        ),
        Notice::ProposalDeclined { organizer, instance, comment } => news(
            "proposal-declined",
            format!("{} keeps the time: {title}", shown(organizer)),
            (*instance, noun),
            comment.as_deref(),
            Mailed::No,
        ),
        Notice::Answered { .. }
        | Notice::LateAnswer { .. }
        | Notice::UninvitedAnswer { .. }
        | Notice::DelegationRefused { .. }
        | Notice::Joined { .. }
        | Notice::Proposal { .. } => worded_answer(notice, about),
    }
}

/// What organizers hear from their guests.
fn worded_answer(notice: &Notice, Subject { title, noun, zones }: Subject<'_>) -> News {
    let says = |kind, (who, what): (&CalAddress, &str), instance: &Option<Timestamp>, comment: Option<&str>| {
        news(kind, format!("{} {what}: {title}", shown(who)), (*instance, noun), comment, Mailed::Yes)
    };
    let (mut news, details) = match notice {
        Notice::Answered { attendee, partstat, instance, comment, more_guests, done } => (
            says(ANSWERED, (attendee, verb(*partstat)), instance, comment.as_deref()),
            brought(*more_guests).into_iter().chain(done.map(|percent| format!("Done: {percent} %."))).collect(),
        ),
        Notice::LateAnswer { attendee, partstat, instance, comment, because } => {
            let (time, why) = match because {
                Void::Moved => (" the earlier time", "The time has changed since"),
                Void::CalledOff => ("", "It is called off"),
            };
            let what = format!("{}{time}", verb(*partstat));
            let late = format!("{why}, so the answer does not count.");
            (says("late-answer", (attendee, &what), instance, comment.as_deref()), vec![late])
        }
        Notice::UninvitedAnswer { attendee, partstat, instance, comment } => {
            let what = format!("{} without an invitation", verb(*partstat));
            (says("uninvited", (attendee, &what), instance, comment.as_deref()), vec![UNINVITED.to_owned()])
        }
        Notice::DelegationRefused { attendee, because, delegates, instance, comment } => (
            says("delegation-refused", (attendee, "wants to send somebody else"), instance, comment.as_deref()),
            nobody_sent(*because, delegates, noun),
        ),
        Notice::Joined { attendee, by, instance } => {
            let what = match by {
                Some(by) => format!("comes in place of {}", shown(by)),
                None => "joined the guests".to_owned(),
            };
            (says("joined", (attendee, &what), instance, None), Vec::new())
        }
        Notice::Proposal { attendee, start, to, instance, comment, about, .. } => (
            says("proposal", (attendee, "proposes a new time"), instance, comment.as_deref()),
            proposed(&period(start, zones.zone(start).local(*to)), *about, noun),
        ),
        other => (news("news", format!("{other:?}"), (None, noun), None, Mailed::No), Vec::new()),
    };
    news.details.extend(details);
    news
}

fn brought(more_guests: u32) -> Option<String> {
    (more_guests > 0).then(|| format!("Brings {more_guests} more."))
}

fn nobody_sent(because: NoDelegate, delegates: &[CalAddress], noun: &str) -> Vec<String> {
    let named: Vec<String> = delegates.iter().map(shown).collect();
    let named = (!named.is_empty()).then(|| format!("To be sent: {}.", named.join(", ")));
    let why = match because {
        NoDelegate::NotPassedOn => format!("The {noun} is not to be passed on, so nothing was changed."),
        NoDelegate::Nobody => "Nobody else comes by that, so nothing was changed.".to_owned(),
    };
    named.into_iter().chain([why]).collect()
}

fn proposed(period: &str, about: Version, noun: &str) -> Vec<String> {
    let mut details = vec![format!("Proposed: {period}")];
    if about == Version::Outdated {
        details.push(format!("The proposal is about an earlier version of the {noun}."));
    }
    details.push(format!("The {noun} stays as it is until you move it."));
    details
}

fn news(
    kind: &'static str,
    headline: String,
    (instance, noun): (Option<Timestamp>, &str),
    comment: Option<&str>,
    mailed: Mailed,
) -> News {
    let mut details = Vec::new();
    details.extend(only(instance.as_slice(), noun));
    if let Some(comment) = comment.map(str::trim).filter(|comment| !comment.is_empty()) {
        details.push(format!("They wrote: {comment}"));
    }
    News { kind, headline, details, mailed }
}

fn verb(partstat: PartStat) -> &'static str {
    match partstat {
        PartStat::Accepted => "accepted",
        PartStat::Declined => "declined",
        PartStat::Tentative => "may come",
        PartStat::Delegated => "sends somebody else",
        PartStat::Completed => "completed",
        PartStat::InProcess => "works on it",
        PartStat::NeedsAction => "has not decided",
    }
}

pub(super) fn named(field: Field) -> &'static str {
    match field {
        Field::Time => "time",
        Field::Recurrence => "dates",
        Field::Status => "status",
        Field::Place => "place",
        Field::Title => "title",
        Field::Description => "description",
        Field::Link => "link",
        Field::Attachments => "attachments",
        Field::Details => "details",
        Field::AnswerWanted => "answer wanted",
    }
}

/// From when to when, by the clock of the place: the day of the end, too, if it is another one.
fn period(start: &When, end: NaiveDateTime) -> String {
    let zone = start.tzid().unwrap_or(if matches!(start, When::Utc(_)) { "UTC" } else { "" });
    let begin = start.local();
    let day = |local: NaiveDateTime| local.format("%a %-d %B %Y").to_string();
    if start.is_date() {
        // DTEND is the day after the last one (RFC 5545 §3.6.1).
        let last = end - TimeDelta::days(1);
        return if last > begin { format!("{} – {}", day(begin), day(last)) } else { day(begin) };
    }
    let until = if begin.date() == end.date() { String::new() } else { format!("{} ", day(end)) };
    let (from, to) = (begin.format("%H:%M"), end.format("%H:%M"));
    format!("{} {from} – {until}{to} {zone}", day(begin)).trim_end().to_owned()
}

pub(super) fn title(object: &CalendarObject) -> String {
    let part = object.master().or_else(|| object.parts().next());
    let summary = part.and_then(|part| part.summary()).unwrap_or_default();
    let summary: String = summary.chars().map(|c| if c.is_control() { ' ' } else { c }).take(120).collect();
    if summary.trim().is_empty() { "(no title)".to_owned() } else { summary.trim().to_owned() }
}

fn shown(address: &CalAddress) -> String {
    address.email().unwrap_or(address.as_written()).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ical::Zone;
    use crate::itip;

    #[test]
    fn a_proposal_names_its_days() {
        let floating = Zone::Utc;
        for (lines, told) in [
            ("DTSTART:20260311T120000Z\nDTEND:20260311T133000Z", "Wed 11 March 2026 12:00 – 13:30 UTC"),
            (
                "DTSTART:20260311T220000Z\nDTEND:20260312T013000Z",
                "Wed 11 March 2026 22:00 – Thu 12 March 2026 01:30 UTC",
            ),
            // The clocks go forward in the night to the 29th.
            (
                "DTSTART;TZID=Europe/Berlin:20260328T200000\nDTEND;TZID=Europe/Berlin:20260329T100000",
                "Sat 28 March 2026 20:00 – Sun 29 March 2026 10:00 Europe/Berlin",
            ),
            ("DTSTART;VALUE=DATE:20260311\nDTEND;VALUE=DATE:20260312", "Wed 11 March 2026"),
            ("DTSTART;VALUE=DATE:20260311\nDTEND;VALUE=DATE:20260314", "Wed 11 March 2026 – Fri 13 March 2026"),
            ("DTSTART:20260311T120000\nDTEND:20260312T120000", "Wed 11 March 2026 12:00 – Thu 12 March 2026 12:00"),
        ] {
            let text = format!("BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:u\n{lines}\nEND:VEVENT\nEND:VCALENDAR\n");
            let object = CalendarObject::read(text.replace('\n', "\r\n").as_bytes()).unwrap();
            let start = object.parts().next().unwrap().start().unwrap();
            let zones = Zones::of(object.calendar(), &floating);
            let (_, to) = itip::times_of(&object, None, &floating).unwrap();
            assert_eq!(period(&start, zones.zone(&start).local(to)), told, "{lines}");
        }
    }
}
