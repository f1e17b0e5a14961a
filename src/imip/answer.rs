//! A mail that may hold a scheduling message: whose it is, whether it may have its effect, and what becomes of the rest.

use chrono::TimeDelta;

use crate::ical::{self, CalAddress, CalendarObject};
use crate::id::PrincipalId;
use crate::itip::{self, Forwarding, Method};
use crate::mail::{Address, CalendarPart, Dmarc, Evidence, Kind, ReadMail, Token, Verdict, verdict};
use crate::mail::{HoldReason, LeaveReason, Proof as Rests};
use crate::schedule::{self, Arrival, Door, Doubt, Proof, Refused, Uncounted};
use crate::store::{ACCEPTED_DOOR, Invitation, SpoolRow, StoreError, Tx};

use super::authenticity::Findings;
use super::handed_on::{complaint, hand_on, without_calendar};
use super::inbound::{Inbound, MOST_A_DAY, Outcome};

/// A mail to the address of one guest of one meeting.
pub(super) async fn through_token(
    reader: &Inbound,
    row: &SpoolRow,
    mail: ReadMail,
    invitation: Invitation,
) -> Result<Outcome, Refused> {
    let Some(part) = mail.calendar.clone() else {
        return match mail.kind {
            Kind::FeedbackReport => complaint(reader, &invitation.attendee).await,
            _ => without_calendar(reader, row, &mail, invitation.principal).await,
        };
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
    let Some(object) = only_object(&part) else {
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
        Some(method) if asks_for_something(method) => letter.of_organizer(object).await,
        _ => hand_on(reader, row, &mail, person, "it asks for nothing").await,
    }
}

/// A mail to a group: what an organizer says is said to each of its people.
pub(super) async fn to_group(
    reader: &Inbound,
    row: &SpoolRow,
    mail: ReadMail,
    group: PrincipalId,
) -> Result<Outcome, Refused> {
    let usable = mail.calendar.clone().and_then(|part| Some((only_object(&part)?, part)));
    let Some((object, part)) = usable.filter(|(object, part)| method(object, part).is_some_and(asks_for_something))
    else {
        return without_token(reader, row, mail, group).await;
    };
    let findings = reader.authenticity.of_mail(row).await;
    let people = reader.app.store.read::<_, StoreError, _>(|tx| schedule::people(tx, group))?;
    let letter = Letter { reader, row, mail: &mail, part: &part, findings: &findings, to: group };
    letter.of_organizer_to(&people, &object).await
}

/// Whether an organizer wants something by it; PUBLISH is for reading.
fn asks_for_something(method: Method) -> bool {
    method.is_organizers() && method != Method::Publish
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

/// Instances of a series that one mail may answer for, beside the series: more than a year of days.
const MOST_DATES: usize = 400;

/// A mail with a scheduling message, on its way to a person of ours.
pub(super) struct Letter<'a> {
    pub(super) reader: &'a Inbound,
    pub(super) row: &'a SpoolRow,
    pub(super) mail: &'a ReadMail,
    pub(super) part: &'a CalendarPart,
    pub(super) findings: &'a Findings,
    pub(super) to: PrincipalId,
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
        let uid = object.uid().as_str().to_owned();
        let (to, organized) = (self.to, object.uid().clone());
        if !self.reader.app.store.read::<_, StoreError, _>(|tx| schedule::organizes(tx, to, &organized))? {
            return hand_on(self.reader, self.row, self.mail, self.to, "it answers no meeting of this person").await;
        }
        if let Some(reason) = self.one_too_many(&token, &uid, &sender).await? {
            return Ok(Outcome::quarantined(reason));
        }
        if self.is_of_too_many_dates(&object) {
            return self.not_counted(&object, attendee.as_ref(), &sender).await;
        }
        let with_token = token != Token::Absent;
        let address = attendee.as_ref().and_then(CalAddress::email).and_then(|email| Address::parse(email).ok());
        let is_guest = self.is_guest(&uid, attendee.as_ref())?;
        let aliases = self.aliases(&token, address.as_ref())?;
        let evidence = Evidence {
            token,
            dmarc: self.findings.dmarc,
            dkim_domains: &self.findings.dkim_domains,
            from: self.mail.from.as_ref().map(|from| &from.address),
            sender: self.mail.sender.as_ref().map(|sender| &sender.address),
            attendee: address.as_ref(),
            aliases: &aliases,
            is_guest,
        };
        match verdict(&evidence) {
            Verdict::Apply(rests) => {
                let (proof, doubt) = match rests {
                    Rests::TokenAndSender | Rests::TokenAndGoogle => (Proof::TokenAndDmarc, None),
                    Rests::TokenFromOther(other) => (Proof::Token, Some(Doubt::SentFrom(other.as_str().to_owned()))),
                    Rests::Sender => (Proof::Dmarc, None),
                };
                self.apply(object, attendee, sender, (proof, doubt)).await
            }
            Verdict::ApplyUnverified => {
                let proof = if with_token { Proof::Token } else { Proof::Nothing };
                let doubt = self.doubt(&sender, &aliases);
                self.apply(object, attendee, sender, (proof, doubt)).await
            }
            Verdict::PartyCrasher { invited } => self.crashed(&uid, &object, &sender, invited.as_ref()).await,
            Verdict::Hold(reason) => self.held(&object, &sender, held_because(reason)).await,
            Verdict::Leave(reason @ (LeaveReason::NotAuthenticated | LeaveReason::Disowned)) if is_guest => {
                match self.counts_unproven(&object, reason) {
                    true => self.apply(object, attendee, sender, (Proof::Nothing, None)).await,
                    false => self.held(&object, &sender, left_because(reason)).await,
                }
            }
            Verdict::Leave(reason) => hand_on(self.reader, self.row, self.mail, self.to, left_because(reason)).await,
            Verdict::Refuse(_) => Ok(Outcome::done("a forged token: dropped")),
        }
    }

    /// Why a message is not looked at any more: its sender has sent enough about this meeting within a day. What a token or a
    /// domain vouches for has a budget of its own, which nobody else can use up; what a person let in counts always.
    async fn one_too_many(
        &self,
        token: &Token,
        uid: &str,
        attendee: &CalAddress,
    ) -> Result<Option<String>, StoreError> {
        let author = self.mail.from.as_ref().filter(|_| self.findings.dmarc == Dmarc::Pass);
        let (proof, who) = match (token, author) {
            _ if self.row.door == ACCEPTED_DOOR => return Ok(None),
            (Token::Valid { attendee }, _) => ("token", attendee.key().to_owned()),
            (_, Some(author)) => ("dmarc", author.address.key().to_owned()),
            _ => ("", shown(attendee)),
        };
        let (to, uid, now, sender) = (self.to, uid.to_owned(), self.reader.app.clock.now(), format!("{proof} {who}"));
        let write = move |tx: &mut Tx<'_>| {
            let heard = tx.heard_count(to, &uid, &sender, now - TimeDelta::days(1))?;
            if heard < MOST_A_DAY {
                tx.note_heard(to, &uid, &sender, now)?;
                return Ok(None);
            }
            if !tx.has_note(to, &uid, "quarantined")? {
                let detail = format!("more than {MOST_A_DAY} messages of {who} within a day");
                tx.note(&uid, Some(to), "quarantined", &detail, now)?;
            }
            Ok(Some(format!("more than {MOST_A_DAY} messages of {who} about one meeting in a day")))
        };
        self.reader.app.store.write(write).await
    }

    /// Whether it answers for more dates than anybody would choose one by one: each may become a component of its own in the
    /// organizer's copy. What a person let in counts always.
    fn is_of_too_many_dates(&self, object: &CalendarObject) -> bool {
        let dates = object.parts().filter(|part| part.line("RECURRENCE-ID").is_some()).count();
        dates > MOST_DATES && self.row.door != ACCEPTED_DOOR
    }

    /// An answer that changes nothing: its organizer is told so, and gets it as a mail.
    async fn not_counted(
        self,
        object: &CalendarObject,
        attendee: Option<&CalAddress>,
        sender: &CalAddress,
    ) -> Result<Outcome, Refused> {
        let uid = object.uid().as_str().to_owned();
        let reason = format!("it is about more than {MOST_DATES} dates");
        if self.is_guest(&uid, attendee)? {
            let (to, rules, guest, why) = (self.to, self.reader.app.rules(), shown(sender), reason.clone());
            let write = move |tx: &mut Tx<'_>| {
                schedule::tell_of_uncounted(tx, &rules, to, &uid, &guest, Uncounted::TooMany(&why))
            };
            self.reader.app.store.write::<_, StoreError, _>(write).await?;
        }
        hand_on(self.reader, self.row, self.mail, self.to, &reason).await
    }

    /// Whether a message that nothing proves counts: because a person let it in, or by the settings. These are for plain
    /// answers only, and never against the word of the sender's domain.
    fn counts_unproven(&self, object: &CalendarObject, reason: LeaveReason) -> bool {
        let flags = self.reader.app.config.mail.inbound.unverified == crate::config::Unverified::Flag;
        let is_plain = reason == LeaveReason::NotAuthenticated && method(object, self.part) == Some(Method::Reply);
        self.row.door == ACCEPTED_DOOR || (flags && is_plain)
    }

    /// What the organizer is to know of an answer that rests on its token alone.
    fn doubt(&self, guest: &CalAddress, aliases: &[Address]) -> Option<Doubt> {
        let author = self.mail.from.as_ref().map(|from| &from.address);
        match author.filter(|author| guest.email() != Some(author.key()) && !aliases.contains(author)) {
            Some(other) => Some(Doubt::SentFrom(other.as_str().to_owned())),
            None => self.findings.looked_up.then_some(Doubt::NotVouched),
        }
    }

    /// The other addresses of the guest whose answer it is, as the organizer has let them in.
    fn aliases(&self, token: &Token, attendee: Option<&Address>) -> Result<Vec<Address>, StoreError> {
        let guest = match token {
            Token::Valid { attendee } => Some(attendee),
            _ => attendee,
        };
        let Some(guest) = guest else { return Ok(Vec::new()) };
        let known = self.reader.app.store.read::<_, StoreError, _>(|tx| tx.guest_aliases(self.to, guest.key()))?;
        Ok(known.iter().filter_map(|address| Address::parse(address).ok()).collect())
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
        (proof, doubt): (Proof, Option<Doubt>),
    ) -> Result<Outcome, Refused> {
        if attendee.is_none() {
            return hand_on(self.reader, self.row, self.mail, self.to, "it names no attendee").await;
        }
        let recipient = self.own_address()?;
        let sent = self.mail.date.unwrap_or(self.row.received);
        let fallback = method_of_part(self.part);
        let message = match itip::parse_message(object, fallback, sender, recipient, sent) {
            Ok(message) => message,
            Err(refusal) => return hand_on(self.reader, self.row, self.mail, self.to, &refusal.to_string()).await,
        };
        let arrival = Arrival { to: self.to, message, door: Door::Mail, proof, doubt };
        self.arrive(arrival).await
    }

    async fn arrive(self, arrival: Arrival) -> Result<Outcome, Refused> {
        let words = format!("{} of {}", arrival.message.method.as_str(), shown(&arrival.message.sender));
        let (rules, proof) = (self.reader.app.rules(), arrival.proof);
        let received = self.reader.app.store.write(move |tx| schedule::receive(tx, &rules, &arrival)).await;
        match received {
            // A date that was moved meanwhile, a proposal of another place: nothing is done, and somebody wrote it.
            Ok(received) if received.because == itip::Reason::NoSuchInstance => {
                let reason = format!("{words}: {}", received.because.as_str());
                hand_on(self.reader, self.row, self.mail, self.to, &reason).await
            }
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
                return self.apply(object.clone(), attendee, sender.clone(), (proof, None)).await;
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
    async fn held(self, object: &CalendarObject, sender: &CalAddress, reason: &str) -> Result<Outcome, Refused> {
        let (to, object, rules) = (self.to, object.clone(), self.reader.app.rules());
        let (attendee, address, why) = (sender.clone(), shown(sender), reason.to_owned());
        let author = self.mail.from.as_ref().filter(|_| self.findings.dmarc == Dmarc::Pass);
        let author = author.map(|from| from.address.key().to_owned()).unwrap_or_default();
        let write = move |tx: &mut Tx<'_>| {
            schedule::keep_doubtful(tx, &rules, to, &attendee, &author, &object)?;
            schedule::tell_of_uncounted(tx, &rules, to, object.uid().as_str(), &address, Uncounted::Unproven(&why))
        };
        self.reader.app.store.write::<_, StoreError, _>(write).await?;
        Ok(Outcome::quarantined(format!("an answer in the name of {}: {reason}", shown(sender))))
    }
}

/// The object of this meeting in a calendar part, or the only one.
fn object_of(part: &CalendarPart, uid: &str) -> Option<CalendarObject> {
    let mut objects = ical::read_all(&part.bytes).ok()?;
    let found = match objects.iter().position(|object| object.uid().as_str() == uid) {
        Some(position) => Some(objects.swap_remove(position)),
        None => objects.into_iter().next(),
    };
    found.map(by_mailboxes)
}

/// The object of a calendar part that has one.
fn only_object(part: &CalendarPart) -> Option<CalendarObject> {
    CalendarObject::read(&part.bytes).ok().map(by_mailboxes)
}

/// Who is named by a number is looked at as the mailbox beside it, before anything is believed.
fn by_mailboxes(object: CalendarObject) -> CalendarObject {
    ical::with_mailboxes(&object).unwrap_or(object)
}

fn method(object: &CalendarObject, part: &CalendarPart) -> Option<Method> {
    match object.method() {
        Some(text) => Method::parse(&text),
        None => method_of_part(part),
    }
}

/// The method that the mail names beside the object.
pub(super) fn method_of_part(part: &CalendarPart) -> Option<Method> {
    part.method_param.as_deref().and_then(Method::parse)
}

/// Whose answer it is: the attendee line of the invited guest, else of the mail's author, else the only one.
///
/// Some programs list every attendee in their answer; only one of them speaks.
fn speaker(object: &CalendarObject, mail: &ReadMail, invited: Option<&str>) -> Option<CalAddress> {
    let invited = invited.map(CalAddress::mailto);
    let author = mail.from.as_ref().map(|from| CalAddress::mailto(from.address.as_str()));
    let named = object.parts().flat_map(|part| part.attendees()).map(|attendee| {
        let also = attendee.email_param().filter(|email| Some(email) == invited.as_ref());
        also.unwrap_or(attendee.address)
    });
    let named: Vec<CalAddress> = named.collect();
    let found = [&invited, &author].into_iter().flatten().find(|wanted| named.contains(wanted));
    found.or(named.first()).cloned()
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
        LeaveReason::Disowned => held_because(HoldReason::DmarcFailed),
        LeaveReason::NoAttendee => "it names no attendee",
    }
}

pub(super) fn shown(address: &CalAddress) -> String {
    address.email().unwrap_or(address.as_written()).to_owned()
}
