//! An invitation, change or cancellation from outside: only from a sender who may speak for the organizer
//! (RFC 6047 §2.2.1), and never about a meeting that is organized here.

use chrono::TimeDelta;

use super::answer::{Letter, method_of_part, shown};
use super::handed_on::hand_on;
use super::inbound::Outcome;
use crate::config::Strangers;
use crate::ical::{CalAddress, CalendarObject, Timestamp};
use crate::id::PrincipalId;
use crate::itip::{self, Method, Refusal};
use crate::mail::{Address, Dmarc};
use crate::schedule::{self, Arrival, Door, Offer, Offered, Proof, Refused, Rules};
use crate::store::{Inviter, StoreError, Tx};

/// Messages from outside about one meeting that reach one calendar within a day.
const MOST_A_DAY: i64 = 100;

/// An organizer's message, as it came.
struct Incoming {
    to: PrincipalId,
    object: CalendarObject,
    /// The method that the mail names beside the object.
    fallback: Option<Method>,
    /// The only author of the mail, if it really is theirs.
    author: Option<Address>,
    proof: Proof,
    sent: Timestamp,
}

/// What becomes of it.
enum Becomes {
    /// It had its effect, in words.
    Taken(String),
    /// The person is to decide about it; it is handed on as mail as well.
    Offered(&'static str),
    /// Ordinary mail, for this reason.
    Mail(String),
}

impl Letter<'_> {
    /// Lets an organizer's message have its effect, or hands it on as mail.
    pub(super) async fn of_organizer(self, object: CalendarObject) -> Result<Outcome, Refused> {
        match self.taken_by(self.to, object).await? {
            Becomes::Taken(words) => Ok(Outcome::done(words)),
            Becomes::Mail(reason) => hand_on(self.reader, self.row, self.mail, self.to, &reason).await,
            Becomes::Offered(words) => {
                let outcome = hand_on(self.reader, self.row, self.mail, self.to, words).await?;
                Ok(Outcome::done(outcome.text))
            }
        }
    }

    /// Lets an organizer's message to a group have its effect for each of these people in it. What somebody has not got
    /// in the calendar is mail for the group, once.
    pub(super) async fn of_organizer_to(
        self,
        people: &[PrincipalId],
        object: &CalendarObject,
    ) -> Result<Outcome, Refused> {
        let (mut taken, mut offered, mut left) = (0, 0, None);
        for person in people {
            match self.taken_by(*person, object.clone()).await? {
                Becomes::Taken(_) => taken += 1,
                Becomes::Offered(words) => {
                    offered += 1;
                    left = Some(words.to_owned());
                }
                Becomes::Mail(reason) => left = Some(reason),
            }
        }
        let words = format!("to a group: taken by {taken} of {}, waits for {offered}", people.len());
        let Some(left) = left.or_else(|| people.is_empty().then(|| "nobody is in the group".to_owned())) else {
            return Ok(Outcome::done(words));
        };
        let outcome = hand_on(self.reader, self.row, self.mail, self.to, &format!("{words}: {left}")).await?;
        Ok(if taken + offered > 0 { Outcome::done(outcome.text) } else { outcome })
    }

    /// What becomes of an organizer's message to one person.
    async fn taken_by(&self, to: PrincipalId, object: CalendarObject) -> Result<Becomes, Refused> {
        let passes = self.findings.dmarc == Dmarc::Pass;
        // Behind a mail server of the house, that one has looked at who sends.
        let is_theirs = passes || self.row.door != "smtp";
        let incoming = Incoming {
            to,
            object,
            fallback: method_of_part(self.part),
            author: self.mail.from.as_ref().map(|from| from.address.clone()).filter(|_| is_theirs),
            proof: if passes { Proof::Dmarc } else { Proof::Nothing },
            sent: self.mail.date.unwrap_or(self.row.received),
        };
        let rules = self.reader.app.rules();
        match self.reader.app.store.write(move |tx| incoming.take(tx, &rules)).await {
            Err(refused @ (Refused::Scheduling(_) | Refused::NotFound)) => Ok(Becomes::Mail(refused.to_string())),
            became => became,
        }
    }
}

impl Incoming {
    fn take(mut self, tx: &mut Tx<'_>, rules: &Rules) -> Result<Becomes, Refused> {
        schedule::open_for(tx, self.to, &mut self.object)?;
        let mail = |reason: &str| Ok(Becomes::Mail(reason.to_owned()));
        let known = Known::of(tx, self.to, &self.object)?;
        // Exchange leaves ORGANIZER out of a CANCEL.
        let stored = known.copy.as_ref().and_then(CalendarObject::organizer);
        let Some(organizer) = self.object.organizer().or_else(|| stored.clone()) else {
            return mail("it names no organizer");
        };
        let organizers: Vec<CalAddress> = [Some(organizer.clone()), stored].into_iter().flatten().collect();
        if schedule::is_organized_here(tx, rules, self.object.uid(), &organizers)? {
            return mail("nobody outside speaks for a meeting that is organized here");
        }
        let Some((author, voice)) = self.author.and_then(|author| {
            let voice = voice(&author, &self.object, &known)?;
            Some((author, voice))
        }) else {
            return mail("an invitation whose sender could not be verified");
        };
        let recipient = schedule::addresses(tx, self.to)?.into_iter().next().ok_or(Refused::NotFound)?;
        let message = itip::parse_message(self.object, self.fallback, organizer, recipient, self.sent)?;
        let since = rules.now - TimeDelta::days(1);
        if tx.received_count(self.to, message.uid.as_str(), since)? >= MOST_A_DAY {
            return mail("the meeting has changed too often within a day");
        }
        if !is_let_in(tx, rules, self.to, (&author, &voice), &message.sender)? {
            let offer = Offer { to: self.to, message, author: author.key().to_owned(), proof: self.proof };
            return offered(tx, rules, &offer);
        }
        let arrival = Arrival { to: self.to, message, door: Door::Mail, proof: self.proof, doubt: None };
        let became = received(tx, rules, &arrival)?;
        if known.copy.is_none() && matches!(became, Becomes::Taken(_)) {
            has_invited(tx, rules, &arrival, &author)?;
        }
        Ok(became)
    }
}

/// Keeps a stranger's message for the person to decide about.
fn offered(tx: &mut Tx<'_>, rules: &Rules, offer: &Offer) -> Result<Becomes, Refused> {
    Ok(match schedule::offer(tx, rules, offer)? {
        Offered::Kept => Becomes::Offered("an invitation of a stranger, which waits for the person"),
        Offered::Renewed => Becomes::Offered("an invitation of a stranger, which waits in its newest version"),
        Offered::Withdrawn => Becomes::Offered("an invitation of a stranger is taken back"),
        Offered::Not(reason) => Becomes::Mail(reason.to_owned()),
    })
}

/// Lets a message have its effect.
fn received(tx: &mut Tx<'_>, rules: &Rules, arrival: &Arrival) -> Result<Becomes, Refused> {
    let message = &arrival.message;
    match schedule::receive(tx, rules, arrival) {
        Err(Refused::Scheduling(refusal @ Refusal::UidTaken)) => {
            // Nothing was changed; mail alone would not say why.
            let to = tx.principal(arrival.to)?.ok_or(Refused::NotFound)?;
            schedule::tell_of_uid(tx, rules, &to, &message.object)?;
            Ok(Becomes::Mail(refusal.to_string()))
        }
        received => {
            let words = format!("{} of {}", message.method.as_str(), shown(&message.sender));
            let because = received?.because.as_str();
            Ok(Becomes::Taken(format!("{words}: {because} ({})", arrival.proof.as_str())))
        }
    }
}

/// Remembers who sent the invitation that made a copy; what waited about it need not wait any more.
fn has_invited(tx: &mut Tx<'_>, rules: &Rules, arrival: &Arrival, author: &Address) -> Result<(), Refused> {
    let inviter = Inviter {
        principal: arrival.to,
        uid: arrival.message.uid.as_str().to_owned(),
        organizer: shown(&arrival.message.sender),
        author: author.key().to_owned(),
    };
    tx.set_inviter(&inviter, rules.now)?;
    for offer in tx.offers(arrival.to, &inviter.uid)? {
        tx.remove_waiting(offer.id)?;
    }
    Ok(())
}

/// Whether an author's message may enter the calendar, or has to wait for the person.
fn is_let_in(
    tx: &mut Tx<'_>,
    rules: &Rules,
    to: PrincipalId,
    (author, voice): (&Address, &Voice),
    organizer: &CalAddress,
) -> Result<bool, StoreError> {
    let takes_strangers = rules.config.mail.inbound.strangers == Strangers::Take;
    match voice {
        Voice::OfStored => Ok(true),
        Voice::Own(_) if takes_strangers => Ok(true),
        Voice::Own(address) if schedule::is_known(tx, rules, to, address)? => Ok(true),
        // Somebody known answers for whom they write for, known or not.
        Voice::SentBy if schedule::is_known(tx, rules, to, author.key())? => Ok(true),
        // But no stranger for somebody known: anybody can write a SENT-BY.
        Voice::SentBy if takes_strangers && !schedule::is_known(tx, rules, to, &shown(organizer))? => Ok(true),
        Voice::SentBy | Voice::OfDomain if is_of_domain(organizer, author) && tx.has_relayed(to, author.key())? => {
            Ok(true)
        }
        Voice::Own(_) | Voice::SentBy | Voice::OfDomain => tx.has_invited(to, author.key(), &shown(organizer)),
    }
}

/// What is known of a meeting before a message about it is looked at.
struct Known {
    /// The person's copy.
    copy: Option<CalendarObject>,
    /// Who sent the invitation that made the copy.
    inviter: Option<Inviter>,
}

impl Known {
    fn of(tx: &mut Tx<'_>, to: PrincipalId, object: &CalendarObject) -> Result<Known, StoreError> {
        let copy = schedule::copy(tx, to, object.uid().as_str())?;
        let inviter = tx.inviter(to, object.uid().as_str())?.filter(|_| copy.is_some());
        Ok(Known { copy, inviter })
    }
}

fn domain(address: &CalAddress) -> Option<&str> {
    address.email().and_then(|email| email.rsplit_once('@')).map(|(_, domain)| domain)
}

/// As whom an author speaks for the organizer of a meeting.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Voice {
    /// As the organizer of the stored copy, as one whom it names, or as who sent the invitation.
    OfStored,
    /// As the organizer of a new meeting, with this address.
    Own(String),
    /// For the organizer of a new meeting, as the message says (SENT-BY): anybody can write that.
    SentBy,
    /// For the organizer of a new meeting, perhaps: the mail is from another address of the same domain. Only a person can
    /// tell, as at a mail provider everybody has the domain.
    OfDomain,
}

/// As whom an author speaks for the organizer; `None` for somebody else.
///
/// Once the meeting is stored here, the stored copy says who organizes it, who sends in that name and which other address
/// the organizer has: anybody can write a famous address, a SENT-BY or an EMAIL into a message.
fn voice(author: &Address, message: &CalendarObject, known: &Known) -> Option<Voice> {
    let line = known.copy.as_ref().unwrap_or(message).organizer_line()?;
    let organizer = CalAddress::parse(line.value());
    let is_author = |address: &CalAddress| address.email() == Some(author.key());
    let (sent_by, email) = (line.param("SENT-BY"), line.param("EMAIL"));
    let (sent_by, email) = (sent_by.map(|text| CalAddress::parse(&text)), email.map(|text| CalAddress::mailto(&text)));
    let is_sender = sent_by.as_ref().is_some_and(is_author);
    if known.copy.is_some() {
        let is_named = is_author(&organizer) || is_sender || email.as_ref().is_some_and(is_author);
        let has_invited = known.inviter.as_ref().is_some_and(|inviter| inviter.author == author.key());
        return (is_named || has_invited || is_relay(&organizer, author)).then_some(Voice::OfStored);
    }
    if is_author(&organizer) {
        return Some(Voice::Own(author.key().to_owned()));
    }
    if is_relay(&organizer, author) {
        return Some(Voice::Own(shown(&email.unwrap_or(organizer))));
    }
    match is_sender {
        true => Some(Voice::SentBy),
        false => is_of_domain(&organizer, author).then_some(Voice::OfDomain),
    }
}

fn is_of_domain(organizer: &CalAddress, author: &Address) -> bool {
    domain(organizer).is_some_and(|domain| domain.eq_ignore_ascii_case(author.domain()))
}

/// iCloud gives every meeting an organizer address of its own, and mails from another of its domains.
// quirk: icloud-two-organizers
fn is_relay(organizer: &CalAddress, author: &Address) -> bool {
    let sender = author.domain().to_ascii_lowercase();
    domain(organizer).is_some_and(|domain| domain.eq_ignore_ascii_case("imip.me.com"))
        && (sender == "icloud.com" || sender.ends_with(".icloud.com"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn invitation(organizer: &str) -> CalendarObject {
        let text = format!(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nUID:u\r\n\
             DTSTAMP:20260302T090000Z\r\nDTSTART:20260310T120000Z\r\n{organizer}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        );
        CalendarObject::read(text.as_bytes()).unwrap()
    }

    #[test]
    fn only_the_organizer_and_who_sent_the_invitation_speak() {
        const OLGA: &str = "ORGANIZER:mailto:olga@mailbox.org";
        const SENT: &str = "ORGANIZER;SENT-BY=\"mailto:office@else.example\":mailto:boss@corp.example";
        const EMAIL: &str = "ORGANIZER;EMAIL=boss@corp.example:mailto:i-1@cal.corp.example";
        const ICLOUD: &str = "ORGANIZER;EMAIL=boss@else.example:mailto:2_abc@imip.me.com";
        let own = |address: &str| Some(Voice::Own(address.to_owned()));
        for (author, message, copy, inviter, wanted) in [
            ("olga@mailbox.org", OLGA, "", "", own("olga@mailbox.org")),
            ("Olga@Mailbox.org", OLGA, OLGA, "", Some(Voice::OfStored)),
            // Customers of one provider are strangers to one another.
            ("mallory@mailbox.org", OLGA, "", "", Some(Voice::OfDomain)),
            ("mallory@mailbox.org", OLGA, OLGA, "olga@mailbox.org", None),
            ("robot@mailbox.org", OLGA, OLGA, "robot@mailbox.org", Some(Voice::OfStored)),
            ("eve@evil.example", OLGA, "", "", None),
            // Whoever is named in the stored copy, and hardly anybody for being named in the message.
            ("office@else.example", SENT, "", "", Some(Voice::SentBy)),
            ("office@else.example", SENT, SENT, "", Some(Voice::OfStored)),
            ("boss@corp.example", EMAIL, "", "", None),
            ("boss@corp.example", EMAIL, EMAIL, "", Some(Voice::OfStored)),
            ("eve@evil.example", "ORGANIZER;EMAIL=eve@evil.example:mailto:olga@mailbox.org", OLGA, "", None),
            ("noreply@insideicloud.icloud.com", ICLOUD, "", "", own("boss@else.example")),
            ("noreply@icloud.com.evil.example", ICLOUD, "", "", None),
            ("boss@else.example", ICLOUD, "", "", None),
        ] {
            let known = Known {
                copy: (!copy.is_empty()).then(|| invitation(copy)),
                inviter: (!inviter.is_empty()).then(|| Inviter {
                    principal: crate::id::PrincipalId(1),
                    uid: "u".into(),
                    organizer: String::new(),
                    author: inviter.into(),
                }),
            };
            let author = Address::parse(author).unwrap();
            assert_eq!(voice(&author, &invitation(message), &known), wanted, "{author:?} {message} {copy}");
        }
    }
}
