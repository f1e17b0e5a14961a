//! POST to the schedule outbox: when are these people busy (RFC 6638 §5); an attendee proposes another time, or an organizer
//! refuses a proposal (RFC 5546 §3.2.7, §3.2.8).

use hyper::StatusCode;

use super::Call;
use super::answer::Response;
use super::error::{Failure, Precondition};
use super::put;
use super::users;
use super::xml::{self, CALDAV, Name};
use crate::access::Privileges;
use crate::ical::{self, CalAddress, CalendarObject, Kind};
use crate::schedule::{self, BusyAnswer, Posted};

/// People in one request.
const MAX_ATTENDEES: usize = 200;
/// The longest time that can be asked for, in days.
const MAX_DAYS: i64 = 3 * 366;

/// What the sender of a message needs (RFC 6638 §6.2.2 to §6.2.4).
pub(super) fn privilege(body: &[u8]) -> Privileges {
    let method = CalendarObject::read(body).ok().and_then(|message| message.method());
    match method.as_deref() {
        Some("COUNTER") => Privileges::SEND_REPLY,
        Some("DECLINECOUNTER") => Privileges::SEND_INVITE,
        _ => Privileges::SEND_FREE_BUSY,
    }
}

pub(super) async fn post(call: &Call<'_>) -> Result<Response, Failure> {
    put::check_media_type(&call.request.headers)?;
    let most = call.app.config.limits.object_bytes;
    if call.request.body.len() > most {
        return Err(put::too_long(most));
    }
    let mut request = CalendarObject::read(&call.request.body).map_err(|reason| match reason.precondition {
        // What is no object for a calendar is no question either; RFC 6638 §5.2 has one name for that.
        ical::Precondition::ValidCalendarObjectResource => Precondition::ValidSchedulingMessage.because(reason),
        _ => put::invalid(reason),
    })?;
    let asked = addresses(&request);
    users::with_mail_addresses(&call.app.store, &mut request)?;
    request.parts_mut().for_each(|part| part.map_lines(ical::by_mailbox));
    if matches!(request.method().as_deref(), Some("COUNTER" | "DECLINECOUNTER")) {
        return proposal(call, request).await;
    }
    check_organizer(call, &request)?;
    check(&request)?;
    let attendees = addresses(&request);
    if attendees.is_empty() || attendees.len() > MAX_ATTENDEES {
        return Err(
            Precondition::ValidSchedulingMessage.because(format!("1 to {MAX_ATTENDEES} attendees are expected"))
        );
    }
    let root = Name::fixed(CALDAV, "schedule-response");
    let mut out = String::from(xml::DECLARATION);
    xml::open_root(&mut out, &root);
    let rules = call.app.rules();
    // A delegate learns what the one they ask for may learn.
    let asking = call.owner()?.id;
    for (attendee, asked) in attendees.iter().zip(&asked) {
        // One read per person, and others get their turn between them.
        tokio::task::yield_now().await;
        let answer = call.app.store.read(|tx| schedule::busy_answer(tx, &rules, asking, &request, attendee));
        match answer {
            Ok(answer) => write_answer(&mut out, asked, &answer),
            Err(refused) => return Err(put::failure(refused, call)),
        }
    }
    xml::close(&mut out, &root);
    Ok(Response::xml(StatusCode::OK, out))
}

/// A proposal of another time, or a word that it stays.
async fn proposal(call: &Call<'_>, object: CalendarObject) -> Result<Response, Failure> {
    let (rules, posted) = (call.app.rules(), Posted { owner: call.owner()?.id, actor: call.who.id, object });
    let said = call.app.store.write(move |tx| schedule::propose(tx, &rules, &posted)).await;
    let (recipient, status) = said.map_err(|refused| put::failure(refused, call))?;
    let root = Name::fixed(CALDAV, "schedule-response");
    let mut out = String::from(xml::DECLARATION);
    xml::open_root(&mut out, &root);
    open_response(&mut out, &recipient);
    out.push_str(status);
    out.push_str("</C:request-status></C:response>");
    xml::close(&mut out, &root);
    Ok(Response::xml(StatusCode::OK, out))
}

fn open_response(out: &mut String, recipient: &CalAddress) {
    out.push_str("<C:response><C:recipient><href>");
    xml::escape(out, recipient.as_written());
    out.push_str("</href></C:recipient><C:request-status>");
}

fn addresses(request: &CalendarObject) -> Vec<CalAddress> {
    request.parts().flat_map(|part| part.attendees()).map(|attendee| attendee.address).collect()
}

/// One VFREEBUSY of METHOD REQUEST about a bounded time (RFC 5546 §3.3.2).
fn check(request: &CalendarObject) -> Result<(), Failure> {
    let refused = |reason: &str| Precondition::ValidSchedulingMessage.because(reason);
    if request.method().as_deref() != Some("REQUEST") || request.kind() != Kind::FreeBusy {
        return Err(refused("a VFREEBUSY with METHOD:REQUEST is expected"));
    }
    let mut parts = request.parts();
    let (Some(part), None) = (parts.next(), parts.next()) else {
        return Err(refused("exactly one VFREEBUSY is expected"));
    };
    match (part.timestamp("DTSTART"), part.timestamp("DTEND")) {
        (Some(from), Some(to)) if from < to && (to - from).num_days() <= MAX_DAYS => Ok(()),
        (Some(_), Some(_)) => Err(refused("DTEND is after DTSTART, three years at most")),
        _ => Err(refused("DTSTART and DTEND in UTC are expected")),
    }
}

fn check_organizer(call: &Call<'_>, request: &CalendarObject) -> Result<(), Failure> {
    let organizer =
        request.organizer().ok_or_else(|| Precondition::ValidSchedulingMessage.because("there is no ORGANIZER"))?;
    // Who asks in somebody's name was let in at that person's outbox (RFC 6638 §6.2.4).
    let owner = call.owner()?.id;
    let addresses = call.app.store.read(|tx| schedule::addresses(tx, owner).map_err(Failure::from))?;
    if addresses.contains(&organizer) {
        return Ok(());
    }
    Err(Precondition::ValidOrganizer.because(format!("{} is not the owner's", organizer.as_written())))
}

fn write_answer(out: &mut String, attendee: &CalAddress, answer: &BusyAnswer) {
    open_response(out, attendee);
    match answer {
        BusyAnswer::Known(object) => {
            out.push_str("2.0;Success</C:request-status><C:calendar-data>");
            xml::escape(out, &String::from_utf8_lossy(&object.to_edited_bytes()));
            out.push_str("</C:calendar-data>");
        }
        // RFC 5546 §3.6: this server answers for its own people only.
        BusyAnswer::Refused => out.push_str("3.8;No authority</C:request-status>"),
        BusyAnswer::Unknown => out.push_str("3.7;Invalid calendar user</C:request-status>"),
    }
    out.push_str("</C:response>");
}
