//! Several messages of one change to one person, as one message.
//!
//! By mail each of a few instances goes alone, for programs such as Outlook take only one per message. Whoever is here gets
//! one message, and so one item in the schedule inbox, for what happened at once (RFC 5546 §3.2.2, §3.2.5).

use std::mem::discriminant;

use super::own::add_zones;
use super::{Message, MessageKind, Method, Rescheduled};

impl Message {
    /// Whether both say the same kind of thing to the same person, and about instances alone: then one message can.
    pub fn goes_with(&self, other: &Message) -> bool {
        let is_about_instances = |message: &Message| message.object.master().is_none();
        matches!(self.method, Method::Request | Method::Cancel)
            && (self.method, &self.uid, &self.recipient) == (other.method, &other.uid, &other.recipient)
            && discriminant(&self.kind) == discriminant(&other.kind)
            && is_about_instances(self)
            && is_about_instances(other)
    }

    /// Puts the instances of another message, which must go with this one, into it.
    pub fn take_in(&mut self, other: &Message) {
        let calendar = std::sync::Arc::make_mut(&mut self.object).calendar_mut();
        add_zones(calendar, &other.object);
        other.object.parts().for_each(|part| calendar.push(part.clone()));
        self.was = None;
        self.sequence = self.sequence.max(other.sequence);
        let is_new = |row: &&Rescheduled| !self.rescheduled.iter().any(|known| known.instance == row.instance);
        let new: Vec<Rescheduled> = other.rescheduled.iter().filter(is_new).copied().collect();
        self.rescheduled.extend(new);
        self.kind.take_in(&other.kind);
    }
}

impl MessageKind {
    /// What both say, which are of one sort: of updates all that changed.
    pub(super) fn take_in(&mut self, other: &MessageKind) {
        if let (MessageKind::Update { changed }, MessageKind::Update { changed: more }) = (self, other) {
            changed.extend(more);
            changed.sort();
            changed.dedup();
        }
    }
}
