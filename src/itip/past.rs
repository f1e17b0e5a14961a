//! What the server remembers of somebody's side of a meeting: who answered what, and when the time last changed.

use std::collections::BTreeMap;

use super::instance::Key;
use super::{Answer, Rescheduled};
use crate::ical::CalAddress;

/// Answers and changes of the time, found by what they are about: a meeting may have thousands of each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Past {
    answers: BTreeMap<Key, BTreeMap<CalAddress, Answer>>,
    rescheduled: BTreeMap<Key, Rescheduled>,
}

impl Past {
    /// Nothing is remembered.
    pub const NOTHING: Past = Past { answers: BTreeMap::new(), rescheduled: BTreeMap::new() };

    /// What these rows say; of two about the same the later one counts.
    pub fn of(answers: impl IntoIterator<Item = Answer>, rescheduled: impl IntoIterator<Item = Rescheduled>) -> Past {
        let mut past = Past::NOTHING;
        past.add(answers, rescheduled);
        past
    }

    /// The same with newer rows in place of old ones.
    #[must_use]
    pub(super) fn with(&self, answers: &[Answer], rescheduled: &[Rescheduled]) -> Past {
        let mut past = self.clone();
        past.add(answers.iter().cloned(), rescheduled.iter().copied());
        past
    }

    fn add(&mut self, answers: impl IntoIterator<Item = Answer>, rescheduled: impl IntoIterator<Item = Rescheduled>) {
        for answer in answers {
            self.answers.entry(answer.instance).or_default().insert(answer.attendee.clone(), answer);
        }
        self.rescheduled.extend(rescheduled.into_iter().map(|row| (row.instance, row)));
    }

    /// What somebody answered about the series or an instance.
    pub(super) fn answer(&self, key: Key, whom: &CalAddress) -> Option<&Answer> {
        self.answers.get(&key)?.get(whom)
    }

    /// All that somebody answered.
    pub(super) fn answers_of<'s>(&'s self, whom: &'s CalAddress) -> impl Iterator<Item = &'s Answer> {
        self.answers.values().filter_map(move |of_key| of_key.get(whom))
    }

    /// All answers about the series, or about an instance.
    pub(super) fn answers_to(&self, key: Key) -> impl Iterator<Item = &Answer> {
        self.answers.get(&key).into_iter().flat_map(BTreeMap::values)
    }

    /// When the time of the series or an instance last changed.
    pub(super) fn rescheduled(&self, key: Key) -> Option<Rescheduled> {
        self.rescheduled.get(&key).copied()
    }

    /// When the time of anything last changed.
    pub(super) fn all_rescheduled(&self) -> impl Iterator<Item = &Rescheduled> {
        self.rescheduled.values()
    }
}
