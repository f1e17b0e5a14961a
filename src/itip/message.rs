//! Messages: what goes to one recipient, ready to be delivered or mailed.

use std::borrow::Cow;
use std::sync::Arc;

use super::instance::{Key, Series};
use super::rights::OWN;
use super::significance::{Field, Right, Sent, row};
use super::{Refusal, Rescheduled};
use crate::ical::{
    Attendee, CalAddress, CalendarObject, Component, Line, PRODID, PartStat, ScheduleAgent, Timestamp, Zone,
};
use crate::id::Uid;

/// What a message wants (RFC 5546 §1.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Method {
    /// Shows an event to everybody; nobody answers.
    Publish,
    /// The organizer invites or changes.
    Request,
    /// An attendee answers.
    Reply,
    /// The organizer adds instances.
    Add,
    /// The organizer cancels, or takes a guest off the list.
    Cancel,
    /// An attendee asks for the current state.
    Refresh,
    /// An attendee proposes a change.
    Counter,
    /// The organizer refuses a proposal.
    DeclineCounter,
}

impl Method {
    const ALL: [Method; 8] = [
        Method::Publish,
        Method::Request,
        Method::Reply,
        Method::Add,
        Method::Cancel,
        Method::Refresh,
        Method::Counter,
        Method::DeclineCounter,
    ];

    /// Whether organizers send it, and not attendees (RFC 5546 §1.4).
    pub fn is_organizers(self) -> bool {
        match self {
            Method::Publish | Method::Request | Method::Add | Method::Cancel | Method::DeclineCounter => true,
            Method::Reply | Method::Refresh | Method::Counter => false,
        }
    }

    /// As it is written.
    pub fn as_str(self) -> &'static str {
        match self {
            Method::Publish => "PUBLISH",
            Method::Request => "REQUEST",
            Method::Reply => "REPLY",
            Method::Add => "ADD",
            Method::Cancel => "CANCEL",
            Method::Refresh => "REFRESH",
            Method::Counter => "COUNTER",
            Method::DeclineCounter => "DECLINECOUNTER",
        }
    }

    /// Reads it in any letter case; `None` for what RFC 5546 does not know (`EXPORT`, `CREATE` occur).
    pub fn parse(text: &str) -> Option<Method> {
        Method::ALL.into_iter().find(|method| method.as_str().eq_ignore_ascii_case(text.trim()))
    }
}

/// A scheduling message from one person to one other.
#[derive(Clone, Debug)]
pub struct Message {
    /// What it wants.
    pub method: Method,
    /// The meeting.
    pub uid: Uid,
    /// Who speaks: the organizer, or the attendee whose answer it is.
    pub sender: CalAddress,
    /// To whom.
    pub recipient: CalAddress,
    /// The calendar object as it goes out or came in, METHOD included: what this recipient may see, and no more. Those who
    /// see the same share it, for a thousand guests times a thousand lines do not fit into memory.
    pub object: Arc<CalendarObject>,
    /// What has happened, seen from the recipient; chooses the text of a mail.
    pub kind: MessageKind,
    /// What the recipient had before an update, for "was … now …".
    pub was: Option<Arc<CalendarObject>>,
    /// The highest SEQUENCE in it.
    pub sequence: i64,
    /// Its DTSTAMP.
    pub dtstamp: Timestamp,
    /// At which SEQUENCE the time of each part last changed. Known among local people only, it cannot be mailed:
    /// without it a recipient must guess from the time itself whether an old answer still counts.
    pub rescheduled: Vec<Rescheduled>,
}

impl Message {
    /// The instances it is about; `None` stands for the master. One element for most messages.
    pub fn instances(&self, floating: &Zone) -> Vec<Option<Timestamp>> {
        let series = Series::of(&self.object, floating);
        self.object.parts().filter_map(|part| series.key_of(part)).collect()
    }

    /// Who acts for the sender, as the sender's line says (SENT-BY, RFC 5546 §2.1.3); nobody for oneself.
    pub fn sent_by(&self) -> Option<CalAddress> {
        let lines = self.object.parts().flat_map(Component::lines);
        let said = lines.filter(|line| self.is_senders(line)).find_map(|line| Attendee::of(line)?.sent_by());
        said.filter(|by| by.email().is_some() && *by != self.sender)
    }

    /// The message as somebody sends it for its sender, or with `None` the sender in person. What a client wrote there
    /// does not count: nobody may claim that another one acts for them.
    pub fn acted_by(&self, by: Option<&CalAddress>) -> Cow<'_, Message> {
        let says = |line: &Line| self.is_senders(line) && line.param("SENT-BY").is_some();
        if by.is_none() && !self.object.parts().flat_map(Component::lines).any(says) {
            return Cow::Borrowed(self);
        }
        let mut object = CalendarObject::clone(&self.object);
        for part in object.parts_mut() {
            part.map_lines(|line| match by {
                _ if !self.is_senders(&line) => line,
                Some(by) => line.with_param("SENT-BY", by.as_written()),
                None => line.without_param("SENT-BY"),
            });
        }
        Cow::Owned(Message { object: Arc::new(object), ..self.clone() })
    }

    /// ORGANIZER where the organizer speaks, the attendee's own ATTENDEE else.
    fn is_senders(&self, line: &Line) -> bool {
        match self.method {
            Method::Reply | Method::Refresh | Method::Counter => {
                line.is("ATTENDEE") && CalAddress::parse(line.value()) == self.sender
            }
            Method::Publish | Method::Request | Method::Add | Method::Cancel | Method::DeclineCounter => {
                line.is("ORGANIZER")
            }
        }
    }
}

/// What a message is about, seen from its recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MessageKind {
    /// A first invitation, or a new one after a cancellation.
    Invitation,
    /// Something changed.
    Update {
        /// What, the weightiest first.
        changed: Vec<Field>,
    },
    /// Nothing changed, but the organizer asks for a new answer.
    AskedAgain,
    /// The state as it is, because the recipient asked for it.
    Resent,
    /// The meeting, or one instance, does not take place.
    Cancelled,
    /// It takes place without the recipient.
    Removed,
    /// An attendee's answer.
    Reply,
    /// It came from outside; only the message itself is known.
    Foreign,
}

/// Makes a message of what came by mail.
///
/// `fallback` is the method the MIME type named, for objects without METHOD. `sender` is who speaks: for an answer the
/// attendee whose answer it is, as far as the caller could prove it; `recipient` whose copy it is for. `sent` stands in
/// for a missing DTSTAMP (Exchange leaves it out).
///
/// # Errors
/// `NoMethod` when neither the object nor the MIME type names a method of RFC 5546.
pub fn parse_message(
    object: impl Into<Arc<CalendarObject>>,
    fallback: Option<Method>,
    sender: CalAddress,
    recipient: CalAddress,
    sent: Timestamp,
) -> Result<Message, Refusal> {
    let object = object.into();
    let method = match object.method() {
        Some(text) => Method::parse(&text),
        None => fallback,
    };
    let method = method.ok_or(Refusal::NoMethod)?;
    let dtstamp = object.parts().filter_map(Component::dtstamp).max().unwrap_or(sent);
    Ok(Message {
        method,
        uid: object.uid().clone(),
        sender,
        recipient,
        kind: MessageKind::Foreign,
        was: None,
        sequence: object.parts().map(sequence_of).max().unwrap_or(0),
        dtstamp,
        object,
        rescheduled: Vec::new(),
    })
}

/// The SEQUENCE of a part of a message; old Exchange keeps the real one elsewhere.
// quirk: exchange-cdo-sequence
pub(super) fn sequence_of(part: &Component) -> i64 {
    part.sequence().max(part.integer("X-MICROSOFT-CDO-APPT-SEQUENCE").unwrap_or(0))
}

/// Who makes a message, and when.
pub(super) struct Letter<'a> {
    pub method: Method,
    pub sender: &'a CalAddress,
    pub recipient: &'a CalAddress,
    pub kind: MessageKind,
    pub now: Timestamp,
}

impl Letter<'_> {
    /// The message with these parts, which are taken from `series`; `None` without any.
    pub fn with(self, series: &Series<'_>, parts: Vec<Component>) -> Option<Message> {
        let object = envelope(series, self.method, &parts, self.now)?;
        Some(Message {
            method: self.method,
            uid: object.uid().clone(),
            sender: self.sender.clone(),
            recipient: self.recipient.clone(),
            kind: self.kind,
            was: None,
            sequence: parts.iter().map(Component::sequence).max().unwrap_or(0),
            dtstamp: self.now,
            object: Arc::new(object),
            rescheduled: Vec::new(),
        })
    }
}

/// A VCALENDAR with METHOD, the zones its parts name, and the parts.
fn envelope(series: &Series<'_>, method: Method, parts: &[Component], now: Timestamp) -> Option<CalendarObject> {
    let mut calendar = Component::new("VCALENDAR");
    calendar.add(Line::text("PRODID", "").with_value(PRODID));
    calendar.add(Line::text("VERSION", "2.0"));
    calendar.add(Line::text("CALSCALE", "GREGORIAN"));
    calendar.add(Line::text("METHOD", method.as_str()));
    for zone in zones(series, parts) {
        calendar.push(zone);
    }
    for part in parts {
        let mut part = part.clone();
        part.set(stamp_line(now));
        calendar.push(part);
    }
    CalendarObject::of(calendar).ok()
}

/// DTSTAMP: when the message was made (RFC 6638 §3.2.5).
fn stamp_line(now: Timestamp) -> Line {
    Line::text("DTSTAMP", &now.format("%Y%m%dT%H%M%SZ").to_string())
}

/// A VTIMEZONE for each TZID in use.
fn zones(series: &Series<'_>, parts: &[Component]) -> Vec<Component> {
    let mut tzids: Vec<String> = Vec::new();
    for tzid in parts.iter().flat_map(Component::lines).filter_map(|line| line.param("TZID")) {
        let tzid = tzid.trim();
        if !tzids.iter().any(|known| known == tzid) {
            tzids.push(tzid.to_owned());
        }
    }
    tzids.iter().filter_map(|tzid| series.vtimezone(tzid)).cloned().collect()
}

/// What may leave the house of a part: nothing personal, nothing of this server's bookkeeping.
pub(super) fn public(part: &Component) -> Component {
    let mut public = part.clone();
    public.retain_components(|within| !within.is("VALARM"));
    public.retain_lines(|line| row(line.name()).sent == Sent::Yes);
    public.map_lines(|line| match () {
        () if is_party(&line) => without_bookkeeping(line),
        () if row(line.name()).attendee == Right::Own || line.is("STATUS") => as_sent(line),
        () => line,
    });
    public
}

/// A value without the mark that it is its owner's; an organizer's mark says what guests see in its place.
pub(super) fn as_sent(line: Line) -> Line {
    let Some(mark) = line.param(OWN).map(|mark| mark.into_owned()) else { return line };
    let is_value = mark != "TRUE" && !mark.is_empty() && mark.chars().all(|c| c.is_ascii_uppercase() || c == '-');
    let line = line.without_param(OWN);
    if is_value { line.with_value(&mark) } else { line }
}

/// ATTENDEE or ORGANIZER.
pub(super) fn is_party(line: &Line) -> bool {
    line.is("ATTENDEE") || line.is("ORGANIZER")
}

/// Without the parameters that concern a person and the own server only (RFC 6638 §7.1 to §7.3), and clients' private ones.
fn without_bookkeeping(line: Line) -> Line {
    without_params_of(without_client_notes(line), &["SCHEDULE-"])
}

/// Without what a person's program notes for itself.
pub(super) fn without_client_notes(line: Line) -> Line {
    without_params_of(line, &["X-APPLE-", "X-MOZ-", "X-CALENDARSERVER-"])
}

/// Without the parameters that begin with one of these.
fn without_params_of(line: Line, beginnings: &[&str]) -> Line {
    let params = line.params();
    let names =
        params.iter().map(|(name, _)| *name).filter(|name| beginnings.iter().any(|start| name.starts_with(start)));
    let private: Vec<String> = names.map(str::to_owned).collect();
    private.iter().fold(line, |line, name| line.without_param(name))
}

/// A part of a REQUEST: public, with every line an invitation needs (RFC 5546 §3.2.2).
pub(super) fn invitation_part(part: &Component, organizer: &Line) -> Component {
    let mut out = public(part);
    if out.organizer().is_none() {
        out.set(without_bookkeeping(organizer.clone()));
    }
    let organizer = CalAddress::parse(organizer.value());
    out.map_lines(|line| if line.is("ATTENDEE") { as_invited(line, &organizer) } else { line });
    if out.line("SUMMARY").is_none() {
        out.add(Line::text("SUMMARY", ""));
    }
    if out.line("SEQUENCE").is_none() {
        out.add(Line::text("SEQUENCE", "0"));
    }
    out
}

/// An attendee as an invitation shows it: unanswered ones are asked to answer unless the client said otherwise, and
/// the organizer comes.
///
/// Apple Calendar and Thunderbird leave RSVP out for people they add; without it some programs show no buttons.
fn as_invited(line: Line, organizer: &CalAddress) -> Line {
    let Some(attendee) = Attendee::of(&line) else { return line };
    let says = line.param("PARTSTAT").is_some();
    if attendee.address == *organizer {
        return if says { line } else { line.with_param("PARTSTAT", PartStat::Accepted.as_str()) };
    }
    if attendee.partstat() != PartStat::NeedsAction {
        return line;
    }
    let asked = attendee.rsvp();
    let line = line.with_param("PARTSTAT", PartStat::NeedsAction.as_str());
    if asked.is_none() { line.with_param("RSVP", "TRUE") } else { line }
}

/// A part of a CANCEL: what Outlook needs to find and show it (DTSTART, DTEND, SUMMARY, LOCATION), the organizer and
/// the one attendee it is for. STATUS:CANCELLED only when nobody meets (RFC 5546 §3.2.5).
pub(super) fn cancellation_part(
    part: &Component,
    organizer: &Line,
    recipient: &CalAddress,
    sequence: i64,
    kind: &MessageKind,
) -> Component {
    const KEPT: [&str; 11] = [
        "UID",
        "RECURRENCE-ID",
        "DTSTART",
        "DTEND",
        "DURATION",
        "DUE",
        "SUMMARY",
        "LOCATION",
        "ORGANIZER",
        "COMMENT",
        "DTSTAMP",
    ];
    let is_kept = |line: &&Line| {
        KEPT.iter().any(|name| line.is(name)) || (line.is("ATTENDEE") && recipient.is_named_by(line.value()))
    };
    let mut kept = Component::new(part.name());
    part.lines().filter(is_kept).for_each(|line| kept.add(line.clone()));
    let mut out = public(&kept);
    if out.organizer().is_none() {
        out.set(without_bookkeeping(organizer.clone()));
    }
    out.map_lines(|line| if line.is("ATTENDEE") { line.without_param("RSVP") } else { line });
    out.set(Line::text("SEQUENCE", &sequence.to_string()));
    if *kind == MessageKind::Cancelled {
        out.set(Line::text("STATUS", "CANCELLED"));
    }
    out
}

/// A part of a REPLY: the organizer as received, the one attendee as invited, SEQUENCE and RECURRENCE-ID as received;
/// time and title for Outlook and Google. No alarm, no STATUS.
pub(super) fn reply_part(part: &Component, attendee: &Line, comments: &[Line]) -> Component {
    const KEPT: [&str; 11] = [
        "UID",
        "DTSTAMP",
        "RECURRENCE-ID",
        "DTSTART",
        "DTEND",
        "DURATION",
        "DUE",
        "SUMMARY",
        "LOCATION",
        "ORGANIZER",
        "SEQUENCE",
    ];
    let mut out = public(part);
    out.retain_components(|_| false);
    out.retain_lines(|line| KEPT.iter().any(|name| line.is(name)));
    out.add(without_bookkeeping(attendee.clone()).without_param("RSVP"));
    for comment in comments {
        out.add(comment.clone());
    }
    if out.line("SEQUENCE").is_none() {
        out.add(Line::text("SEQUENCE", "0"));
    }
    out.add(Line::text("REQUEST-STATUS", "").with_value("2.0;Success"));
    out
}

/// The answer of an attendee to what he was sent, as if his calendar had made it: for answer pages and links.
///
/// `copy` is the invitation or stored copy, `instance` the one instance it is about. `None` when the attendee is not
/// invited there, no such instance exists, or there is no organizer.
pub fn answer(
    copy: &CalendarObject,
    attendee: &CalAddress,
    partstat: PartStat,
    instance: Option<Timestamp>,
    comment: Option<&str>,
    floating: &Zone,
    now: Timestamp,
) -> Option<Message> {
    let series = Series::of(copy, floating);
    let organizer = copy.organizer()?;
    let comments: Vec<Line> = comment.into_iter().map(|text| Line::text("COMMENT", text)).collect();
    // An answer to everything goes for each part the attendee can see; someone invited to some instances only answers
    // for these.
    let keys: Vec<Key> = match instance {
        None => copy.parts().filter(|part| !part.is_cancelled()).filter_map(|part| series.key_of(part)).collect(),
        key => vec![key],
    };
    let mut parts = Vec::new();
    for key in keys {
        let part = series.effective(key)?;
        let Some(line) = part.attendee(attendee).map(|attendee| attendee.line.clone()) else { continue };
        parts.push(reply_part(&part, &line.with_param("PARTSTAT", partstat.as_str()), &comments));
    }
    let letter =
        Letter { method: Method::Reply, sender: attendee, recipient: &organizer, kind: MessageKind::Reply, now };
    letter.with(&series, parts)
}

/// Whether this server sends messages to the person a line names.
pub(super) fn is_served(attendee: &Attendee<'_>) -> bool {
    attendee.schedule_agent() == ScheduleAgent::Server
}
