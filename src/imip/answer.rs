//! A mail that may hold a scheduling message: whose it is, whether it may have its effect, and what becomes of the rest.

use crate::guest;
use crate::ical::{self, CalAddress, CalendarObject};
use crate::id::PrincipalId;
use crate::itip::{self, Forwarding, Message, Method};
use crate::mail::{Address, CalendarPart, Dmarc, Evidence, Kind, ReadMail, Token, Verdict, verdict};
use crate::mail::{HoldReason, LeaveReason, Proof as Rests};
use crate::schedule::{self, Arrival, Door, Proof, Refused};
use crate::store::{ACCEPTED_DOOR, Invitation, NewOutboxRow, SpoolRow, StoreError, Tx};

use super::authenticity::Findings;
use super::inbound::{Inbound, Outcome};

/// A mail to the address of one guest of one meeting.
pub(super) async fn through_token(
    reader: &Inbound,
    row: &SpoolRow,
    mail: ReadMail,
    invitation: Invitation,
) -> Result<Outcome, Refused> {
    let Some(part) = mail.calendar.clone() else {
        return without_calendar(reader, row, &mail, invitation.principal).await;
    };
    let Some(object) = object_of(&part, &invitation.uid) else {
        return hand_on(reader, row, &mail, invitation.principal, "the calendar part cannot be used").await;
    };
    let about_it = object.uid().as_str() == invitation.uid;
    if !about_it {
        return hand_on(reader, row, &mail, invitation.principal, "it is about another meeting").await;
    }
    let attendee = speaker(&object, &mail, Some(&invitation.attendee));
    let findings = reader.authenticity.of_mail(row).await;
    let rules = reader.app.rules();
    let (person, uid) = (invitation.principal, invitation.uid.as_str());
    let open = reader.app.store.read::<_, StoreError, _>(|tx| schedule::takes_answers(tx, &rules, person, uid))?;
    let token = match Address::parse(&invitation.attendee) {
        Ok(attendee) if open => Token::Valid { attendee },
        _ => Token::Expired,
    };
    let sender = attendee.clone().unwrap_or_else(|| CalAddress::mailto(&invitation.attendee));
    let letter = Letter { reader, row, mail: &mail, part: &part, findings: &findings, to: invitation.principal };
    letter.judged(token, object, attendee, sender).await
}

/// A mail to one of our people.
pub(super) async fn without_token(
    reader: &Inbound,
    row: &SpoolRow,
    mail: ReadMail,
    person: PrincipalId,
) -> Result<Outcome, Refused> {
    let Some(part) = mail.calendar.clone() else {
        return without_calendar(reader, row, &mail, person).await;
    };
    let Some(object) = CalendarObject::read(&part.bytes).ok() else {
        return hand_on(reader, row, &mail, person, "the calendar part cannot be used").await;
    };
    if let Some(invitation) = echoed(reader, &object, person)? {
        return Box::pin(through_token(reader, row, mail, invitation)).await;
    }
    let findings = reader.authenticity.of_mail(row).await;
    let letter = Letter { reader, row, mail: &mail, part: &part, findings: &findings, to: person };
    match method(&object, &part) {
        Some(Method::Reply | Method::Counter | Method::Refresh) => {
            let attendee = speaker(&object, &mail, None);
            let sender = attendee.clone().unwrap_or_else(|| CalAddress::mailto("nobody@invalid"));
            letter.judged(Token::Absent, object, attendee, sender).await
        }
        Some(Method::Request | Method::Cancel | Method::Add | Method::DeclineCounter) => {
            letter.of_organizer(object).await
        }
        Some(Method::Publish) | None => hand_on(reader, row, &mail, person, "it asks for nothing").await,
    }
}

/// The invitation whose token an answer echoes in a property of its own: Google keeps properties it does not know, and
/// a gateway may have rewritten the address.
fn echoed(reader: &Inbound, object: &CalendarObject, person: PrincipalId) -> Result<Option<Invitation>, StoreError> {
    let Some(token) = object.parts().find_map(|part| part.text(super::TOKEN_PROPERTY)) else {
        return Ok(None);
    };
    let found = reader.app.store.read::<_, StoreError, _>(|tx| reader.keys.by_answer_local(tx, &token))?;
    Ok(found.filter(|known| known.principal == person && known.uid == object.uid().as_str()))
}

/// A mail with a scheduling message, on its way to a person of ours.
struct Letter<'a> {
    reader: &'a Inbound,
    row: &'a SpoolRow,
    mail: &'a ReadMail,
    part: &'a CalendarPart,
    findings: &'a Findings,
    to: PrincipalId,
}

impl Letter<'_> {
    /// An answer: applied, held or left, as the evidence says.
    async fn judged(
        self,
        token: Token,
        object: CalendarObject,
        attendee: Option<CalAddress>,
        sender: CalAddress,
    ) -> Result<Outcome, Refused> {
        let with_token = token != Token::Absent;
        let address = attendee.as_ref().and_then(CalAddress::email).and_then(|email| Address::parse(email).ok());
        let uid = object.uid().as_str().to_owned();
        let is_guest = self.is_guest(&uid, attendee.as_ref())?;
        let evidence = Evidence {
            token,
            dmarc: self.findings.dmarc,
            dkim_domains: &self.findings.dkim_domains,
            from: self.mail.from.as_ref().map(|from| &from.address),
            sender: self.mail.sender.as_ref().map(|sender| &sender.address),
            attendee: address.as_ref(),
            aliases: &[],
            is_guest,
        };
        match verdict(&evidence) {
            Verdict::Apply(rests) => {
                let proof = match rests {
                    Rests::TokenAndSender | Rests::TokenAndGoogle => Proof::TokenAndDmarc,
                    Rests::TokenFromOther(_) => Proof::Token,
                    Rests::Sender => Proof::Dmarc,
                };
                self.apply(object, attendee, sender, proof).await
            }
            Verdict::ApplyUnverified => {
                let proof = if with_token { Proof::Token } else { Proof::Nothing };
                self.apply(object, attendee, sender, proof).await
            }
            Verdict::PartyCrasher { invited } => self.crashed(&uid, &object, &sender, invited.as_ref()).await,
            Verdict::Hold(reason) => self.held(&uid, &sender, held_because(reason)).await,
            Verdict::Leave(LeaveReason::NotAuthenticated) if is_guest && self.flags_unverified() => {
                self.apply(object, attendee, sender, Proof::Nothing).await
            }
            Verdict::Leave(LeaveReason::NotAuthenticated) if is_guest => {
                self.held(&uid, &sender, "nothing proves who sent it").await
            }
            Verdict::Leave(reason) => hand_on(self.reader, self.row, self.mail, self.to, left_because(reason)).await,
            Verdict::Refuse(_) => Ok(Outcome::done("a forged token: dropped")),
        }
    }

    /// Whether an answer that nothing proves counts: by the settings, or because a person let it in.
    fn flags_unverified(&self) -> bool {
        self.row.door == ACCEPTED_DOOR
            || self.reader.app.config.mail.inbound.unverified == crate::config::Unverified::Flag
    }

    fn is_guest(&self, uid: &str, attendee: Option<&CalAddress>) -> Result<bool, StoreError> {
        let Some(attendee) = attendee else {
            return Ok(false);
        };
        self.reader.app.store.read(|tx| schedule::is_invited(tx, self.to, uid, attendee))
    }

    /// Lets the message have its effect.
    async fn apply(
        self,
        object: CalendarObject,
        attendee: Option<CalAddress>,
        sender: CalAddress,
        proof: Proof,
    ) -> Result<Outcome, Refused> {
        if attendee.is_none() {
            return hand_on(self.reader, self.row, self.mail, self.to, "it names no attendee").await;
        }
        let recipient = self.own_address()?;
        let sent = self.mail.date.unwrap_or(self.row.received);
        let fallback = self.part.method_param.as_deref().and_then(Method::parse);
        let message = match itip::parse_message(object, fallback, sender, recipient, sent) {
            Ok(message) => message,
            Err(refusal) => return hand_on(self.reader, self.row, self.mail, self.to, &refusal.to_string()).await,
        };
        self.arrive(message, proof).await
    }

    async fn arrive(self, message: Message, proof: Proof) -> Result<Outcome, Refused> {
        let words = format!("{} of {}", message.method.as_str(), shown(&message.sender));
        let rules = self.reader.app.rules();
        let arrival = Arrival { to: self.to, message, door: Door::Mail, proof };
        let received = self.reader.app.store.write(move |tx| schedule::receive(tx, &rules, &arrival)).await;
        match received {
            Ok(received) => Ok(Outcome::done(format!("{words}: {} ({})", received.because.as_str(), proof.as_str()))),
            Err(refused @ (Refused::Scheduling(_) | Refused::NotFound)) => {
                let reason = format!("{words}: {refused}");
                hand_on(self.reader, self.row, self.mail, self.to, &reason).await
            }
            Err(other) => Err(other),
        }
    }

    fn own_address(&self) -> Result<CalAddress, StoreError> {
        let addresses = self.reader.app.store.read(|tx| schedule::addresses(tx, self.to))?;
        Ok(addresses.into_iter().next().unwrap_or_else(|| CalAddress::mailto("nobody@invalid")))
    }

    /// Somebody answered who is not the invited guest: the organizer hears of it, nothing changes.
    async fn crashed(
        self,
        uid: &str,
        object: &CalendarObject,
        sender: &CalAddress,
        invited: Option<&Address>,
    ) -> Result<Outcome, Refused> {
        let partstat = object.parts().find_map(|part| part.attendee(sender).map(|attendee| attendee.partstat()));
        let proof = self.proof_of_stranger(sender, invited);
        let stranger = schedule::Stranger {
            address: shown(sender),
            partstat: partstat.unwrap_or(ical::PartStat::NeedsAction),
            through: invited.map(|guest| guest.as_str().to_owned()),
            proof,
        };
        let words = format!("{} answered without being invited", stranger.address);
        let (to, uid, rules) = (self.to, uid.to_owned(), self.reader.app.rules());
        let forwarding = self.reader.app.store.read::<_, StoreError, _>(|tx| schedule::forwarding(tx, to, &uid))?;
        match forwarding {
            Forwarding::Refuse => return Ok(Outcome::done(format!("{words}: nobody is to be passed on"))),
            // Whoever has the invitation may come, and whoever is known; for the rest anybody could put anybody on the list.
            Forwarding::Allow if proof != Proof::Nothing => {
                let attendee = Some(sender.clone());
                return self.apply(object.clone(), attendee, sender.clone(), proof).await;
            }
            Forwarding::Allow | Forwarding::Ask => {}
        }
        let (answer, attendee) = (object.clone(), sender.clone());
        let write = move |tx: &mut Tx<'_>| {
            schedule::keep_newcomer(tx, &rules, to, &attendee, &answer, proof)?;
            schedule::tell_of_stranger(tx, &rules, to, &uid, &stranger)
        };
        self.reader.app.store.write::<_, StoreError, _>(write).await?;
        Ok(Outcome::done(words))
    }

    /// What proves that an answer is that of somebody who is not invited: the token of the guest who passed the
    /// invitation on, and the good name of the sender's domain where the sender is the one who answers.
    fn proof_of_stranger(&self, sender: &CalAddress, invited: Option<&Address>) -> Proof {
        let is_author = self.mail.from.as_ref().is_some_and(|from| sender.email() == Some(from.address.key()));
        match (invited, self.findings.dmarc == Dmarc::Pass && is_author) {
            (Some(_), true) => Proof::TokenAndDmarc,
            (Some(_), false) => Proof::Token,
            (None, true) => Proof::Dmarc,
            (None, false) => Proof::Nothing,
        }
    }

    /// The answer is kept, shown to the organizer, and changes nothing until a person lets it.
    async fn held(self, uid: &str, sender: &CalAddress, reason: &str) -> Result<Outcome, Refused> {
        let (to, uid, rules) = (self.to, uid.to_owned(), self.reader.app.rules());
        let (address, why) = (shown(sender), reason.to_owned());
        let write = move |tx: &mut Tx<'_>| schedule::tell_of_doubt(tx, &rules, to, &uid, &address, &why);
        self.reader.app.store.write::<_, StoreError, _>(write).await?;
        Ok(Outcome::quarantined(format!("an answer in the name of {}: {reason}", shown(sender))))
    }

    /// An invitation, change or cancellation from outside: only from a sender who is who he says (RFC 6047 §2.2.1).
    async fn of_organizer(self, object: CalendarObject) -> Result<Outcome, Refused> {
        let copy = self.copy_of(&object)?;
        // Exchange leaves ORGANIZER out of a CANCEL.
        let named = object.organizer().or_else(|| copy.as_ref().and_then(CalendarObject::organizer));
        let Some(organizer) = named else {
            return hand_on(self.reader, self.row, self.mail, self.to, "it names no organizer").await;
        };
        let vouched = self.findings.dmarc == Dmarc::Pass || self.row.door != "smtp";
        if !vouched || !self.is_written_by_one_of(&speakers(&object, copy.as_ref())) {
            let reason = "an invitation whose sender could not be verified";
            return hand_on(self.reader, self.row, self.mail, self.to, reason).await;
        }
        let proof = if self.findings.dmarc == Dmarc::Pass { Proof::Dmarc } else { Proof::Nothing };
        let recipient = self.own_address()?;
        let sent = self.mail.date.unwrap_or(self.row.received);
        let fallback = self.part.method_param.as_deref().and_then(Method::parse);
        match itip::parse_message(object, fallback, organizer, recipient, sent) {
            Ok(message) => self.arrive(message, proof).await,
            Err(refusal) => hand_on(self.reader, self.row, self.mail, self.to, &refusal.to_string()).await,
        }
    }
}

impl Letter<'_> {
    /// The stored copy of the meeting a message is about.
    fn copy_of(&self, object: &CalendarObject) -> Result<Option<CalendarObject>, StoreError> {
        let uid = object.uid().as_str();
        let copy =
            self.reader.app.store.read::<_, StoreError, _>(|tx| Ok(tx.copies(self.to, uid)?.into_iter().next()))?;
        Ok(copy.and_then(|copy| CalendarObject::read(&copy.body).ok()))
    }

    /// Whether the author is one of these, or writes from the domain of one: another domain's good name says nothing
    /// about them (RFC 6047 §2.2.1).
    fn is_written_by_one_of(&self, speakers: &[CalAddress]) -> bool {
        let Some(author) = self.mail.from.as_ref().map(|from| &from.address) else {
            return false;
        };
        let known = speakers.iter().filter_map(CalAddress::email);
        if is_shared(author.domain()) {
            return known.into_iter().any(|email| email == author.key());
        }
        let mut domains = known.filter_map(|email| email.rsplit_once('@'));
        domains.any(|(_, domain)| is_same_house(domain, author.domain()))
    }
}

/// Domains whose addresses belong to strangers to one another: there, only the organizer's own address will do.
const SHARED: &[&str] = &[
    "aol.com",
    "fastmail.com",
    "gmail.com",
    "gmx.",
    "googlemail.com",
    "hotmail.",
    "icloud.com",
    "live.",
    "mac.com",
    "mail.com",
    "mail.ru",
    "me.com",
    "msn.com",
    "outlook.",
    "pm.me",
    "posteo.",
    "proton.me",
    "protonmail.com",
    "qq.com",
    "t-online.de",
    "web.de",
    "yahoo.",
    "yandex.",
    "ymail.com",
    "zoho.com",
];

/// Whether a mail domain gives addresses to everybody; a name that ends in a dot stands for all its countries.
fn is_shared(domain: &str) -> bool {
    let domain = domain.to_ascii_lowercase();
    SHARED.iter().any(|shared| if shared.ends_with('.') { domain.starts_with(shared) } else { domain == *shared })
}

/// Who may speak for the organizer of a meeting. Once it is stored here, those whom the stored copy names, for anybody can
/// write a famous address, a SENT-BY or an EMAIL into a message. Before that only the organizer.
fn speakers(message: &CalendarObject, copy: Option<&CalendarObject>) -> Vec<CalAddress> {
    let Some(line) = copy.unwrap_or(message).organizer_line() else {
        return Vec::new();
    };
    let organizer = CalAddress::parse(line.value());
    // iCloud gives every meeting an address of its own and names the person's in EMAIL.
    let is_relay = organizer.email().is_some_and(|email| email.ends_with("@imip.me.com"));
    let sent_by = line.param("SENT-BY").filter(|_| copy.is_some()).map(|text| CalAddress::parse(&text));
    let email = line.param("EMAIL").filter(|_| copy.is_some() || is_relay).map(|text| CalAddress::mailto(&text));
    [Some(organizer), sent_by, email].into_iter().flatten().collect()
}

/// Whether two domains are the same, or one is below the other.
fn is_same_house(one: &str, other: &str) -> bool {
    let (one, other) = (one.to_ascii_lowercase(), other.to_ascii_lowercase());
    let below = |inner: &str, outer: &str| inner.strip_suffix(outer).is_some_and(|rest| rest.ends_with('.'));
    one == other || below(&one, &other) || below(&other, &one)
}

/// The object of this meeting in a calendar part, or the only one.
fn object_of(part: &CalendarPart, uid: &str) -> Option<CalendarObject> {
    let mut objects = ical::read_all(&part.bytes).ok()?;
    match objects.iter().position(|object| object.uid().as_str() == uid) {
        Some(position) => Some(objects.swap_remove(position)),
        None => objects.into_iter().next(),
    }
}

fn method(object: &CalendarObject, part: &CalendarPart) -> Option<Method> {
    match object.method() {
        Some(text) => Method::parse(&text),
        None => part.method_param.as_deref().and_then(Method::parse),
    }
}

/// Whose answer it is: the attendee line of the invited guest, else of the mail's author, else the only one.
///
/// Some programs list every attendee in their answer; only one of them speaks.
fn speaker(object: &CalendarObject, mail: &ReadMail, invited: Option<&str>) -> Option<CalAddress> {
    let invited = invited.map(CalAddress::mailto);
    let author = mail.from.as_ref().map(|from| CalAddress::mailto(from.address.as_str()));
    let mut named: Vec<CalAddress> = Vec::new();
    for attendee in object.parts().flat_map(|part| part.attendees()) {
        let also = attendee.email_param().filter(|email| Some(email) == invited.as_ref());
        let address = also.unwrap_or(attendee.address);
        if !named.contains(&address) {
            named.push(address);
        }
    }
    let wanted = [invited, author];
    let found = wanted.into_iter().flatten().find(|wanted| named.contains(wanted));
    found.or_else(|| named.into_iter().next())
}

fn held_because(reason: HoldReason) -> &'static str {
    match reason {
        HoldReason::DmarcFailed => "the sender's domain says it is not theirs",
        HoldReason::SenderIsNotAttendee => "it was sent by somebody else",
    }
}

fn left_because(reason: LeaveReason) -> &'static str {
    match reason {
        LeaveReason::TokenExpired => "the meeting is over",
        LeaveReason::NotAuthenticated => "nothing proves who sent it",
        LeaveReason::NoAttendee => "it names no attendee",
    }
}

fn shown(address: &CalAddress) -> String {
    address.email().unwrap_or(address.as_written()).to_owned()
}

/// A mail without anything for the calendar.
async fn without_calendar(
    reader: &Inbound,
    row: &SpoolRow,
    mail: &ReadMail,
    to: PrincipalId,
) -> Result<Outcome, Refused> {
    match mail.kind {
        Kind::Human | Kind::Calendar => hand_on(reader, row, mail, to, "written by a person").await,
        Kind::AutoReply => Ok(Outcome::done("an automatic answer: dropped")),
        Kind::Bounce(_) => Ok(Outcome::done("a report at an address for answers: dropped")),
        Kind::FeedbackReport => Ok(Outcome::quarantined("for the admin: a guest reports our mail as spam")),
        Kind::Mdn => Ok(Outcome::done("a read receipt: dropped")),
    }
}

/// A mail on its way has no Return-Path; the last server writes it (RFC 5321 §4.4).
fn without_return_path(raw: &[u8]) -> &[u8] {
    let name = b"return-path:";
    let has_one = raw.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name));
    let end = raw.windows(2).position(|pair| pair == b"\r\n").filter(|_| has_one);
    end.and_then(|end| raw.get(end + 2..)).unwrap_or(raw)
}

/// Whether an address is one of the mail host, whose mail would come straight back.
fn is_here(address: &str, host: &str) -> bool {
    address.rsplit_once('@').is_some_and(|(_, domain)| domain.eq_ignore_ascii_case(host))
}

/// Received headers a mail may have to be handed on: more looks like a loop.
const MOST_RECEIVED: usize = 25;

/// Hands a mail on, unchanged, to the person's own mailbox, unless that is where it came through.
async fn hand_on(
    reader: &Inbound,
    row: &SpoolRow,
    mail: &ReadMail,
    to: PrincipalId,
    reason: &str,
) -> Result<Outcome, Refused> {
    let config = &reader.app.config;
    if !is_here(&row.recipient, &config.mail.host) {
        return Ok(Outcome::done(format!("left to the mailbox: {reason}")));
    }
    if mail.received_count > MOST_RECEIVED || (mail.is_automatic() && mail.calendar.is_none()) {
        return Ok(Outcome::done(format!("not handed on: {reason}")));
    }
    let person = reader.app.store.read::<_, StoreError, _>(|tx| tx.principal(to))?;
    if person.is_none_or(|person| is_here(&person.email, &config.mail.host)) {
        return Ok(Outcome::quarantined(format!("the person has no mailbox elsewhere: {reason}")));
    }
    let code = || guest::new_code().map_err(|_| StoreError::Stopped);
    let (message_id, bounce_code) = (format!("{}@{}", code()?, config.mail.host), code()?);
    let (raw, now) = (without_return_path(&row.raw).to_vec(), reader.app.clock.now());
    let write = move |tx: &mut Tx<'_>| {
        let Some(person) = tx.principal(to)? else {
            return Ok(());
        };
        let forward = NewOutboxRow {
            principal: to,
            uid: String::new(),
            sender: person.email.clone(),
            recipient: person.email,
            instances: String::new(),
            method: "FORWARD".to_owned(),
            kind: "forward".to_owned(),
            message: raw,
            expires_at: now + chrono::TimeDelta::hours(48),
            message_id,
            bounce_code,
        };
        tx.add_to_outbox(&forward, now)
    };
    reader.app.store.write::<_, StoreError, _>(write).await?;
    Ok(Outcome::done(format!("handed on as mail: {reason}")))
}
