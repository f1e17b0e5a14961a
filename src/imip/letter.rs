//! From an outbox row to the bytes that leave: an invitation in the words for this guest, a notice to one of our
//! people, or a mail that is handed on unchanged.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

use super::compose::{Letter, Uncomposed, composed};
use super::facts::{Facts, Party, Reader};
use super::mailbox::SERVICE;
use super::outbox::Postman;
use super::text::rows_in_lines;
use super::words::Language;
use crate::config::OrganizerAddress;
use crate::guest;
use crate::ical::{CalAddress, CalendarObject, Component, Line};
use crate::itip::{self, Message, MessageKind, Method};
use crate::mail::{Address, AutoSubmitted, Boundary, Mail, Mailbox, MessageId};
use crate::schedule;
use crate::store::{Invitation, OutboxRow, Principal, StoreError, Text, Tx};

/// A mail that is ready to leave.
pub(super) struct Written {
    pub(super) raw: Vec<u8>,
    pub(super) sent_object: Option<SentObject>,
}

/// What becomes of a row that can be read.
pub(super) enum Ready {
    /// It leaves.
    Mail(Written),
    /// It is a cancellation of something the guest never heard of.
    NeverHeard,
    /// What it says the guest has: what was changed was changed back before it left.
    ChangedBack,
}

/// What the guest will have once the mail has left.
pub(super) struct SentObject {
    pub(super) code: String,
    pub(super) text: Text,
}

/// Why no mail was written.
pub(super) enum Unsendable {
    /// It never will be.
    Never(String),
    /// Something is in the way that may pass.
    Now(StoreError),
}

impl From<StoreError> for Unsendable {
    fn from(error: StoreError) -> Unsendable {
        Unsendable::Now(error)
    }
}

impl From<Uncomposed> for Unsendable {
    fn from(error: Uncomposed) -> Unsendable {
        Unsendable::Never(error.to_string())
    }
}

fn never(error: impl fmt::Display) -> Unsendable {
    Unsendable::Never(error.to_string())
}

/// The mail of a row, or why there is none to send.
pub(super) async fn written(postman: &Postman, row: &OutboxRow) -> Result<Ready, Unsendable> {
    match row.mail.method.as_str() {
        "FORWARD" => Ok(Ready::Mail(Written { raw: row.mail.message.to_vec(), sent_object: None })),
        "NOTICE" => Ok(Ready::Mail(Written { raw: notice(postman, row)?, sent_object: None })),
        _ => scheduling(postman, row).await,
    }
}

/// From one of our people: name, own address.
fn party(principal: &Principal, address: &str) -> Party {
    Party::new(Some(&principal.display_name), address)
}

/// The address all mails come from: stable, and in our own domain, so that DMARC passes and programs come to know it.
fn service_address(postman: &Postman) -> Result<Address, Unsendable> {
    Address::parse(&format!("{SERVICE}@{}", postman.app.config.mail.host)).map_err(never)
}

fn notice(postman: &Postman, row: &OutboxRow) -> Result<Vec<u8>, Unsendable> {
    let text = String::from_utf8_lossy(&row.mail.message);
    let subject = text.lines().next().unwrap_or_default();
    let from = Mailbox::named(&postman.app.config.mail.service_name, service_address(postman)?);
    let to = Mailbox::bare(Address::parse(&row.mail.recipient).map_err(never)?);
    let id = MessageId::parse(&row.mail.message_id).map_err(never)?;
    let boundary = Boundary::parse(&row.mail.bounce_code).map_err(never)?;
    // What is said holds for a meeting of which there may be many with this title.
    let about = about(postman, row)?;
    let about = if about.is_empty() { about } else { format!("\n{about}") };
    let text = text.trim_end();
    let body = format!("{text}\n{about}\n-- \nSent by the calendar server {}.\n", postman.app.config.mail.host);
    let mail = Mail::new(from, to, subject, postman.app.clock.now(), id, boundary)
        .auto_submitted(AutoSubmitted::Generated)
        .plain(&body);
    mail.to_bytes().map_err(never)
}

/// When and where the meeting of a notice takes place, as its reader has it in the calendar.
fn about(postman: &Postman, row: &OutboxRow) -> Result<String, StoreError> {
    let copy = postman.app.store.read(|tx| schedule::copy(tx, row.mail.principal, &row.mail.uid))?;
    let address = &CalAddress::mailto(&row.mail.recipient);
    let reader = Reader { address, language: Language::default(), floating: &postman.app.floating, zone: None };
    Ok(copy.map_or_else(String::new, |object| rows_in_lines(&Facts::of(&object, &reader))))
}

async fn scheduling(postman: &Postman, row: &OutboxRow) -> Result<Ready, Unsendable> {
    let Some((mut message, text)) = message(postman, row)? else {
        return Err(Unsendable::Never("the message in the outbox cannot be read".to_owned()));
    };
    let (principal, invitation) = parties(postman, row).await?;
    let Some(principal) = principal else {
        return Err(Unsendable::Never("the sender's account is gone".to_owned()));
    };
    let sent_by = delegate(postman, &message)?;
    let Some(invitation) = invitation.filter(|_| message.method.is_organizers()) else {
        let raw = answer(postman, row, &message, &principal, sent_by.as_ref())?;
        return Ok(Ready::Mail(Written { raw, sent_object: None }));
    };
    let previous = invitation.last_sent.clone().and_then(|bytes| postman.lately.read(&bytes.into()));
    let previous = previous.map(|read| read.object);
    match (message.method, &previous) {
        (Method::Cancel, None) if never_heard(postman, row, &invitation)? => return Ok(Ready::NeverHeard),
        (Method::Request, None) => message.kind = MessageKind::Invitation,
        (Method::Request, Some(had)) if changed_back(postman, row, &message, had)? => return Ok(Ready::ChangedBack),
        _ => {}
    }
    let parties = (&principal, sent_by.as_ref());
    let raw = invitation_mail(postman, row, &message, parties, &invitation, previous.as_deref())?;
    // A word about a proposal holds little of the meeting, and changes nothing of it (RFC 5546 §3.2.8).
    let changes = message.method != Method::DeclineCounter;
    let sent_object =
        changes.then(|| SentObject { text: after(previous.as_deref(), &message, text), code: invitation.code });
    Ok(Ready::Mail(Written { raw, sent_object }))
}

/// Whether an update says nothing that its guest does not have, and an answer to what the guest has still counts.
fn changed_back(
    postman: &Postman,
    row: &OutboxRow,
    message: &Message,
    had: &CalendarObject,
) -> Result<bool, StoreError> {
    let is_update = matches!(message.kind, MessageKind::Update { .. });
    if !is_update || message.object.master().is_none() || !says_the_same(had, &message.object) {
        return Ok(false);
    }
    let (mail, known) = (&row.mail, had.parts().map(Component::sequence).min().unwrap_or(0));
    postman.app.store.read(|tx| {
        let is_newest = tx.sent_last(mail.principal, &mail.uid, &mail.recipient)?.as_deref() == Some(ALL_OF_IT);
        let times = tx.rescheduled(mail.principal, &mail.uid)?;
        Ok(is_newest && times.iter().all(|(_, sequence, _)| *sequence <= known))
    })
}

/// A message about the whole of a meeting, as the store names what was sent last.
const ALL_OF_IT: &str = "REQUEST ";

/// Whether two versions differ in nothing but their number and time.
fn says_the_same(one: &CalendarObject, other: &CalendarObject) -> bool {
    const OF_VERSIONS: [&str; 3] = ["SEQUENCE", "DTSTAMP", "LAST-MODIFIED"];
    fn lines(part: &Component, of_people: bool) -> Vec<&str> {
        let is_said = |line: &&Line| line.is("ATTENDEE") == of_people && !OF_VERSIONS.iter().any(|name| line.is(name));
        let mut lines: Vec<&str> = part.lines().filter(is_said).map(Line::as_str).collect();
        lines.sort_unstable();
        lines
    }
    // Most updates differ before the guests are looked at, who may be a thousand.
    let alike =
        |of_people: bool| one.parts().zip(other.parts()).all(|(a, b)| lines(a, of_people) == lines(b, of_people));
    one.parts().count() == other.parts().count() && alike(false) && alike(true)
}

/// Whether a guest has nothing to cancel: a cancellation left already, or the invitation never did. Who was invited
/// before the meeting came here, or by a program, has.
fn never_heard(postman: &Postman, row: &OutboxRow, invitation: &Invitation) -> Result<bool, StoreError> {
    Ok(invitation.last_sent.is_some() || postman.app.store.read(|tx| tx.follows_an_invitation(row))?)
}

/// The message of a row, as it was when it was put there, and the text of its object.
fn message(postman: &Postman, row: &OutboxRow) -> Result<Option<(Message, Text)>, StoreError> {
    let Some(read) = postman.lately.read(&row.mail.message) else { return Ok(None) };
    let answered = with_answers(postman, row, &read.object)?;
    let (object, text) = match (with_links(answered.as_ref().unwrap_or(&read.object), postman)?, answered) {
        (Some(made), _) | (None, Some(made)) => (Arc::new(made), None),
        (None, None) => (read.object, Some(read.written)),
    };
    let sender = CalAddress::mailto(&row.mail.sender);
    let recipient = CalAddress::mailto(&row.mail.recipient);
    let message = itip::parse_message(object, None, sender, recipient, postman.app.clock.now());
    let Ok(mut message) = message else { return Ok(None) };
    message.kind = schedule::kind_of_word(&row.mail.kind);
    // The address as the object writes it: ATTENDEE lines are found by it.
    let parts = message.object.parts();
    let written = parts.flat_map(|part| part.attendees()).find(|attendee| attendee.address == message.recipient);
    if let Some(recipient) = written.map(|attendee| attendee.address) {
        message.recipient = recipient;
    }
    let text = text.unwrap_or_else(|| message.object.to_edited_bytes().into());
    Ok(Some((message, text)))
}

/// An organizer's request with the answers that came since it was queued: rooms answer within the same transaction, and people
/// while it is held. `None` where there are none.
fn with_answers(
    postman: &Postman,
    row: &OutboxRow,
    request: &CalendarObject,
) -> Result<Option<CalendarObject>, StoreError> {
    if Method::parse(&row.mail.method) != Some(Method::Request) {
        return Ok(None);
    }
    let held = postman.app.store.read(|tx| schedule::copy_text(tx, row.mail.principal, &row.mail.uid))?;
    let held = held.and_then(|text| postman.lately.read(&text)).map(|read| read.object);
    let held = held.filter(|held| held.organizer() == request.organizer());
    let recipient = CalAddress::mailto(&row.mail.recipient);
    Ok(held.and_then(|held| itip::with_present_answers(request, &held, &recipient, &postman.app.floating)))
}

/// The object with its managed attachments (RFC 8607) as links that a guest can follow: the mail's reader has no account
/// here, and the MANAGED-ID means nothing elsewhere. Those of another server are that server's, and stay as they are.
/// `None` for an object without any of ours.
fn with_links(object: &CalendarObject, postman: &Postman) -> Result<Option<CalendarObject>, StoreError> {
    let ours = postman.app.store.read(|tx| schedule::attachments_of(tx, object))?;
    if ours.is_empty() {
        return Ok(None);
    }
    let mut object = object.clone();
    let base = postman.app.config.public_url();
    let linked = |line: Line| {
        let id = line.param("MANAGED-ID").filter(|_| line.is("ATTACH")).map(|id| id.into_owned());
        let Some((id, attachment)) = id.and_then(|id| ours.get_key_value(&id)) else { return line };
        let name = schedule::url_segment(&attachment.name);
        let url = format!("{base}/a/{}/{name}", postman.keys.attachment_link(id));
        line.without_param("MANAGED-ID").with_value(&url)
    };
    object.parts_mut().for_each(|part| part.map_lines(linked));
    Ok(Some(object))
}

/// Who acts for the sender, by name if it is one of our people.
fn delegate(postman: &Postman, message: &Message) -> Result<Option<Party>, StoreError> {
    let Some(by) = message.sent_by() else { return Ok(None) };
    let address = by.email().unwrap_or_default();
    let known = postman.app.store.read::<_, StoreError, _>(|tx| tx.principal_by_address(address))?;
    Ok(Some(known.map_or_else(|| Party::new(None, address), |known| party(&known, address))))
}

/// The sender, and for an organizer's message the guest's invitation, which is made at the first send.
async fn parties(postman: &Postman, row: &OutboxRow) -> Result<(Option<Principal>, Option<Invitation>), StoreError> {
    let (id, uid, attendee) = (row.mail.principal, row.mail.uid.clone(), row.mail.recipient.clone());
    let (organizer, method) = (row.mail.sender.clone(), row.mail.method.clone());
    let found = postman
        .app
        .store
        .read::<_, StoreError, _>(|tx| Ok((tx.principal(id)?, tx.invitation(id, &uid, &attendee)?)))?;
    let (Some(principal), None) = &found else {
        return Ok(found);
    };
    if !Method::parse(&method).is_some_and(Method::is_organizers) {
        return Ok(found);
    }
    let code = guest::new_code().map_err(|_| StoreError::Stopped)?;
    let mut invitation =
        Invitation { code, principal: id, uid, attendee, organizer, wire: String::new(), last_sent: None };
    invitation.wire = match is_known_from_elsewhere(postman, row)? {
        true => invitation.organizer.clone(),
        false => wire(postman, principal, &invitation),
    };
    let now = postman.app.clock.now();
    let write = move |tx: &mut Tx<'_>| {
        tx.add_invitation(&invitation, now)?;
        tx.invitation(id, &invitation.uid, &invitation.attendee)
    };
    let kept = postman.app.store.write::<_, StoreError, _>(write).await?;
    Ok((found.0, kept))
}

/// Whether the guest was invited before the meeting came here as a file, and knows it by the organizer's own address. The
/// first mail is not always the invitation that was queued first: a later one may have taken its place.
fn is_known_from_elsewhere(postman: &Postman, row: &OutboxRow) -> Result<bool, StoreError> {
    let is_invitation = schedule::kind_of_word(&row.mail.kind) == MessageKind::Invitation;
    postman.app.store.read(|tx| {
        Ok(!is_invitation
            && tx.has_note(row.mail.principal, &row.mail.uid, "imported")?
            && !tx.follows_an_invitation(row)?)
    })
}

/// The organizer's address for this guest, from the first send on for ever.
fn wire(postman: &Postman, principal: &Principal, invitation: &Invitation) -> String {
    let host = &postman.app.config.mail.host;
    match postman.app.config.mail.organizer_address {
        OrganizerAddress::PerAttendee => format!("{}@{host}", postman.keys.answer_local(invitation)),
        OrganizerAddress::PerOrganizer => format!("{}@{host}", principal.name),
        OrganizerAddress::Native => invitation.organizer.clone(),
    }
}

fn invitation_mail(
    postman: &Postman,
    row: &OutboxRow,
    message: &Message,
    (principal, sent_by): (&Principal, Option<&Party>),
    invitation: &Invitation,
    previous: Option<&CalendarObject>,
) -> Result<Vec<u8>, Unsendable> {
    let config = &postman.app.config;
    let page = format!("{}/r/{}", config.public_url(), postman.keys.link(invitation));
    let stop = format!("{}/stop/{}", config.public_url(), postman.keys.link(invitation));
    let thread = MessageId::parse(&format!("t.{}@{}", invitation.code, config.mail.host)).map_err(never)?;
    let wire = Address::parse(&invitation.wire).map_err(never)?;
    let token = format!("{}@{}", postman.keys.answer_local(invitation), config.mail.host);
    let token = Address::parse(&token).map_err(never)?;
    let per_attendee = config.mail.organizer_address == OrganizerAddress::PerAttendee;
    let letter = Letter {
        message,
        previous,
        sender: &party(principal, &row.mail.sender),
        sent_by,
        from: &service_address(postman)?,
        wire: &wire,
        answers: if per_attendee { &token } else { &wire },
        token: Some(token.local()),
        answer_page: (message.method == Method::Request).then_some(page.as_str()),
        stop_page: Some(&stop),
        admin: Some(&format!("postmaster@{}", config.mail.host)),
        host: &config.mail.host,
        service: &config.mail.service_name,
        message_id: &MessageId::parse(&row.mail.message_id).map_err(never)?,
        thread: Some(&thread),
        language: Language::default(),
        floating: &postman.app.floating,
        guest_zone: None,
        now: postman.app.clock.now(),
    };
    Ok(composed(&letter)?)
}

/// An attendee's message to an organizer elsewhere: from the address that was invited, because organizers' programs
/// look for it.
fn answer(
    postman: &Postman,
    row: &OutboxRow,
    message: &Message,
    principal: &Principal,
    sent_by: Option<&Party>,
) -> Result<Vec<u8>, Unsendable> {
    let config = &postman.app.config;
    let own = Address::parse(&row.mail.sender).map_err(never)?;
    let letter = Letter {
        message,
        previous: None,
        sender: &party(principal, &row.mail.sender),
        sent_by,
        from: &own,
        wire: &own,
        answers: &own,
        token: None,
        answer_page: None,
        stop_page: None,
        admin: Some(&format!("postmaster@{}", config.mail.host)),
        host: &config.mail.host,
        service: &config.mail.service_name,
        message_id: &MessageId::parse(&row.mail.message_id).map_err(never)?,
        thread: None,
        language: Language::default(),
        floating: &postman.app.floating,
        guest_zone: None,
        now: postman.app.clock.now(),
    };
    Ok(composed(&letter)?)
}

/// What the guest has after this message, whose object has this text: instances are merged into what was there; nothing
/// after a full cancellation.
fn after(previous: Option<&CalendarObject>, message: &Message, text: Text) -> Text {
    let whole = message.object.master().is_some();
    match (message.method, previous, whole) {
        (Method::Cancel, _, true) => Text::from(Vec::new()),
        (Method::Cancel, Some(previous), false) => previous.to_edited_bytes().into(),
        (_, Some(previous), false) => merged(previous.clone(), &message.object).into(),
        _ => text,
    }
}

fn merged(mut previous: CalendarObject, change: &CalendarObject) -> Vec<u8> {
    fn name(part: &Component) -> (&str, Option<&str>) {
        (part.name(), part.raw("RECURRENCE-ID"))
    }
    let new: BTreeSet<(&str, Option<&str>)> = change.parts().map(name).collect();
    previous.calendar_mut().retain_components(|part| !new.contains(&name(part)));
    for part in change.parts() {
        previous.calendar_mut().push(part.clone());
    }
    previous.to_edited_bytes()
}

#[cfg(test)]
mod tests {
    use super::super::testing::Post;
    use super::*;
    use crate::schedule::testing::{House, lunch};
    use crate::store::Content;

    #[tokio::test(flavor = "multi_thread")]
    async fn links_stand_for_our_own_attachments_only() {
        let post = Post::of(House::new().await).await;
        let (alice, code) = (post.house.person("alice"), "abcdefghijklmnop");
        post.house
            .write(move |tx| {
                let blob = tx.add_blob(b"soup", chrono::DateTime::UNIX_EPOCH)?;
                let content = Content { blob, media_type: "text/plain".to_owned() };
                tx.add_attachment(alice, code, "menu.txt", &content, chrono::DateTime::UNIX_EPOCH)
            })
            .await;
        let theirs = "ATTACH;MANAGED-ID=theirs:https://else.example/theirs";
        let plain = "ATTACH:https://else.example/plain";
        let ours = format!("ATTACH;MANAGED-ID={code};FILENAME=menu.txt:https://old.example/{code}");
        let lines = format!("{theirs}\r\n{plain}\r\n{ours}\r\nEND:VEVENT");
        let text = lunch("u", &["gina@else.example"]).replace("END:VEVENT", &lines);
        let linked = with_links(&CalendarObject::read(text.as_bytes()).unwrap(), &post.postman).unwrap().unwrap();
        let found: Vec<String> =
            linked.parts().flat_map(|part| part.lines_named("ATTACH")).map(|line| line.as_str().to_owned()).collect();
        assert_eq!(found[..2], [theirs, plain]);
        assert!(found[2].starts_with("ATTACH;FILENAME=menu.txt:") && found[2].contains("/a/"), "{found:?}");
        assert!(!found[2].contains("old.example"), "{found:?}");
    }
}
