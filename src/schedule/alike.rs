//! What many copies of a large meeting have in common, worked out once: a thousand people are sent the same message, and
//! most of their copies are the same to the byte.
//!
//! It lives as long as one transaction sends, and keeps a few things only: where everybody's copy is another one, there
//! is nothing to share.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::sync::{Arc, OnceLock};

use crate::ical::{CalAddress, CalendarObject};
use crate::id::ETag;
use crate::itip::{Message, MessageKind, Method, Outcome, Past, Refusal, Rescheduled, Roll, Standing};
use crate::store::{ObjectHead, StoreError, Tx};

use super::Rules;
use super::copies::{self, Edition, Memory};
use super::mailing;

/// Things of each sort that are kept.
const KEPT: usize = 8;

/// An object that perhaps several people hold or are sent.
pub(super) struct Common {
    pub object: Arc<CalendarObject>,
    roll: OnceLock<Roll>,
}

impl Common {
    pub fn of(object: Arc<CalendarObject>) -> Common {
        Common { object, roll: OnceLock::new() }
    }

    pub fn roll(&self) -> &Roll {
        self.roll.get_or_init(|| Roll::of(&self.object))
    }
}

/// What a message does to somebody's copy, and the copy after it, if there is another one.
pub(super) struct Verdict {
    pub outcome: Outcome,
    pub copy: Option<Edition>,
}

impl Verdict {
    pub fn of(outcome: Outcome, rules: &Rules) -> Verdict {
        let copy = outcome.keep.object().map(|object| Edition::of(object, object.to_edited_bytes().into(), rules));
        Verdict { outcome, copy }
    }
}

/// What was worked out so far.
#[derive(Default)]
pub(super) struct Alike {
    messages: VecDeque<(Arc<CalendarObject>, Arc<Edition>)>,
    sent: VecDeque<Arc<Common>>,
    copies: VecDeque<(ETag, Arc<Common>)>,
    verdicts: VecDeque<(Case, Arc<Verdict>)>,
    /// Objects as they were, and as they are sent for their sender.
    acted: VecDeque<(Arc<CalendarObject>, Arc<CalendarObject>)>,
    /// Which instances messages are about.
    instances: VecDeque<(Arc<CalendarObject>, String)>,
    /// Mails that the sender caused within the hour.
    caused: Option<i64>,
    /// The object of mails that wait for a later hour, and for how many hours at most.
    held: Option<(Arc<CalendarObject>, i64)>,
}

/// Everything that a verdict depends on.
#[derive(PartialEq)]
struct Case {
    message: Arc<CalendarObject>,
    sender: CalAddress,
    kind: MessageKind,
    rescheduled: Vec<Rescheduled>,
    copy: Option<ETag>,
    past: Past,
    standing: Standing,
}

impl Alike {
    /// A message's object as it is put into an inbox or the outbox.
    pub fn message(&mut self, object: &Arc<CalendarObject>, rules: &Rules) -> Arc<Edition> {
        if let Some((_, known)) = self.messages.iter().find(|(known, _)| Arc::ptr_eq(known, object)) {
            return Arc::clone(known);
        }
        let edition = Arc::new(Edition::of(object, object.to_edited_bytes().into(), rules));
        keep(&mut self.messages, (Arc::clone(object), Arc::clone(&edition)));
        edition
    }

    /// The message as somebody sends it for its sender, as [`Message::acted_by`] makes it: those to whom the same is sent
    /// still share it.
    pub fn acted_by<'m>(&mut self, message: Cow<'m, Message>, by: Option<&CalAddress>) -> Cow<'m, Message> {
        if let Some((given, acted)) = self.acted.iter().find(|(given, _)| Arc::ptr_eq(given, &message.object)) {
            return match Arc::ptr_eq(given, acted) {
                true => message,
                false => Cow::Owned(Message { object: Arc::clone(acted), ..message.into_owned() }),
            };
        }
        let given = Arc::clone(&message.object);
        let acted = match message.acted_by(by) {
            Cow::Borrowed(_) => None,
            Cow::Owned(acted) => Some(acted),
        };
        let acted = acted.map_or(message, Cow::Owned);
        keep(&mut self.acted, (given, Arc::clone(&acted.object)));
        acted
    }

    /// Which instances a message is about, as the outbox keeps it.
    pub fn instances(&mut self, message: &Message, rules: &Rules) -> String {
        if let Some((_, known)) = self.instances.iter().find(|(known, _)| Arc::ptr_eq(known, &message.object)) {
            return known.clone();
        }
        let instances = mailing::instances(message, rules);
        keep(&mut self.instances, (Arc::clone(&message.object), instances.clone()));
        instances
    }

    /// How many mails the sender caused within the hour, this one not included: what `count` says, and one more with each
    /// question, without those that it `replaced` before they left.
    pub fn caused(
        &mut self,
        replaced: usize,
        count: impl FnOnce() -> Result<i64, StoreError>,
    ) -> Result<i64, StoreError> {
        let caused = match self.caused {
            Some(caused) => caused - replaced as i64,
            None => count()?,
        };
        self.caused = Some(caused + 1);
        Ok(caused)
    }

    /// Notes that mails about an object leave some hours later, of which the sender has to be told.
    pub fn hold(&mut self, object: &Arc<CalendarObject>, hours: i64) {
        self.held = Some((Arc::clone(object), hours));
    }

    /// What the sender has to be told of mails that leave later: their object, and in how many hours the last leaves.
    pub fn held(&self) -> Option<(&CalendarObject, i64)> {
        self.held.as_ref().map(|(object, hours)| (&**object, *hours))
    }

    /// Somebody's copy; `None` where it cannot be read.
    pub fn copy(&mut self, tx: &mut Tx<'_>, head: &ObjectHead) -> Result<Option<Arc<Common>>, StoreError> {
        if let Some((_, known)) = self.copies.iter().find(|(etag, _)| *etag == head.etag) {
            return Ok(Some(Arc::clone(known)));
        }
        let object = copies::readable(head.id, &tx.body(head.id)?);
        let copy = object.map(|object| Arc::new(Common::of(Arc::new(object))));
        if let Some(copy) = &copy {
            keep(&mut self.copies, (head.etag.clone(), Arc::clone(copy)));
        }
        Ok(copy)
    }

    /// What a message does to a copy: found out by `judge`, unless it is the same as for somebody before.
    pub fn verdict(
        &mut self,
        message: &Message,
        (head, copy): (Option<&ObjectHead>, Option<&Common>),
        memory: &Memory,
        rules: &Rules,
        judge: impl FnOnce() -> Result<Outcome, Refusal>,
    ) -> Result<Arc<Verdict>, Refusal> {
        let case = self.case(message, (head, copy), memory);
        if let Some((_, known)) = self.verdicts.iter().find(|(known, _)| Some(known) == case.as_ref()) {
            return Ok(Arc::clone(known));
        }
        let verdict = Arc::new(Verdict::of(judge()?, rules));
        if let Some(case) = case {
            keep(&mut self.verdicts, (case, Arc::clone(&verdict)));
        }
        Ok(verdict)
    }

    /// `None` where the verdict may hang on whose copy it is.
    fn case(
        &mut self,
        message: &Message,
        (head, copy): (Option<&ObjectHead>, Option<&Common>),
        memory: &Memory,
    ) -> Option<Case> {
        if message.method != Method::Request || head.is_some() != copy.is_some() {
            return None;
        }
        let sent = match self.sent.iter().find(|sent| Arc::ptr_eq(&sent.object, &message.object)) {
            Some(known) => Arc::clone(known),
            None => {
                let sent = Arc::new(Common::of(Arc::clone(&message.object)));
                keep(&mut self.sent, Arc::clone(&sent));
                sent
            }
        };
        Some(Case {
            standing: sent.roll().standing(copy.map(Common::roll), &memory.owner)?,
            message: Arc::clone(&message.object),
            sender: message.sender.clone(),
            kind: message.kind.clone(),
            rescheduled: message.rescheduled.clone(),
            copy: head.map(|head| head.etag.clone()),
            past: memory.past.clone(),
        })
    }
}

/// Keeps one thing more, and forgets the one that was kept first where there are too many.
pub(super) fn keep<T>(kept: &mut VecDeque<T>, new: T) {
    if kept.len() == KEPT {
        kept.pop_front();
    }
    kept.push_back(new);
}

#[cfg(test)]
mod tests {
    use crate::schedule::testing::{House, lunch};

    const GUESTS: &[&str] = &["bob@example.org", "carol@example.org", "gina@else.example"];

    /// Bob's and Carol's copies after a move, where Bob did `by_bob` before; the one without what differs.
    async fn moved(by_bob: fn(&str) -> String) -> [String; 2] {
        let house = House::new().await;
        house.put("alice", "a.ics", &lunch("u", GUESTS)).await.unwrap();
        assert_eq!(house.copy("bob", "u"), house.copy("carol", "u"));
        let own = by_bob(&house.copy("bob", "u").unwrap());
        house.put("bob", "u.ics", &own).await.unwrap();
        house.wait(1);
        house.put("alice", "a.ics", &lunch("u", GUESTS).replace("20260310T12", "20260310T14")).await.unwrap();
        ["bob", "carol"].map(|name| house.copy(name, "u").unwrap())
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn who_did_something_with_a_copy_keeps_it_and_the_others_do_not_get_it() {
        let alarm = "BEGIN:VALARM\r\nACTION:AUDIO\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\n";
        let [bob, carol] = moved(|copy| {
            let alarm = "BEGIN:VALARM\r\nACTION:AUDIO\r\nTRIGGER:-PT5M\r\nEND:VALARM\r\nEND:VEVENT";
            copy.replace("END:VEVENT", alarm)
        })
        .await;
        assert!(bob.contains("T140000") && bob.contains(alarm), "{bob}");
        assert_eq!(bob.replace(alarm, ""), carol);
        // An answer is void for the new time, and asked for again.
        let [bob, carol] =
            moved(|copy| copy.replace("NEEDS-ACTION;RSVP=TRUE:mailto:bob@", "ACCEPTED:mailto:bob@")).await;
        assert!(bob.contains("PARTSTAT=NEEDS-ACTION;RSVP=TRUE:mailto:bob@example.org"), "{bob}");
        assert_eq!(bob.replace(";SCHEDULE-STATUS=1.2", ""), carol);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn the_same_message_and_the_same_copies_are_one_text() {
        let house = House::new().await;
        let guests: Vec<String> = (0..100).map(|number| format!("guest{number}@else.example")).collect();
        let all: Vec<&str> = GUESTS.iter().copied().chain(guests.iter().map(String::as_str)).collect();
        house.put("alice", "a.ics", &lunch("u", &all)).await.unwrap();
        let texts = |house: &House| house.read(|tx| tx.texts());
        assert_eq!(texts(&house), 3, "Alice's copy, the message, and the copies of Bob and Carol");
        house.wait(1);
        house.put("alice", "a.ics", &lunch("u", &all).replace("20260310T12", "20260310T14")).await.unwrap();
        assert_eq!(texts(&house), 4, "and the new message");
    }
}
