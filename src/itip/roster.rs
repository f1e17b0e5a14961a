//! Who is invited to what in one version of a meeting.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::instance::{Key, Series};
use super::message::is_served;
use crate::ical::{CalAddress, Component};

/// One version of a meeting, laid out by instance.
pub(super) struct Version<'a> {
    /// `None` when there is no such version: before a meeting is made, after it is deleted.
    pub series: Option<&'a Series<'a>>,
    /// What holds for each instance that concerns anybody.
    pub parts: BTreeMap<Key, Cow<'a, Component>>,
    /// Whom this server invites to each of them that takes place. Nothing takes place of a cancelled series, not even
    /// what clients leave as it was in overrides.
    rosters: BTreeMap<Key, BTreeSet<CalAddress>>,
}

impl<'a> Version<'a> {
    /// Lays out the instances of `keys`. `hosts` are the organizer and the owner, who are never sent anything.
    pub fn of(series: Option<&'a Series<'a>>, keys: &BTreeSet<Key>, hosts: &[CalAddress]) -> Version<'a> {
        let parts: BTreeMap<Key, Cow<'a, Component>> = match series {
            None => BTreeMap::new(),
            Some(series) => keys.iter().filter_map(|key| Some((*key, series.effective(*key)?))).collect(),
        };
        let is_off = parts.get(&None).is_some_and(|master| master.is_cancelled());
        let held = parts.iter().filter(|(_, part)| !is_off && !part.is_cancelled());
        let rosters = held.map(|(key, part)| (*key, roster(part, hosts))).collect();
        Version { series, parts, rosters }
    }

    /// Whether it has this instance (or the master) and it takes place.
    pub fn is_held(&self, key: Key) -> bool {
        self.rosters.contains_key(&key)
    }

    /// Whether someone is invited to this instance, or to the master.
    pub fn invites(&self, key: Key, guest: &CalAddress) -> bool {
        self.rosters.get(&key).is_some_and(|roster| roster.contains(guest))
    }

    /// Everybody invited to this instance, or to the master.
    pub fn roster(&self, key: Key) -> impl Iterator<Item = &CalAddress> {
        self.rosters.get(&key).into_iter().flatten()
    }

    /// Everybody invited to anything.
    pub fn guests(&self) -> BTreeSet<&CalAddress> {
        self.rosters.values().flatten().collect()
    }

    /// The component that stands for this instance in the object itself.
    pub fn component(&self, key: Key) -> Option<&'a Component> {
        self.series?.component(key).filter(|_| self.parts.contains_key(&key))
    }
}

fn roster(part: &Component, hosts: &[CalAddress]) -> BTreeSet<CalAddress> {
    part.attendees()
        .filter(|attendee| is_served(attendee) && !hosts.contains(&attendee.address))
        .map(|attendee| attendee.address)
        .collect()
}

/// Every instance that either version speaks of, and the master.
pub(super) fn keys(before: Option<&Series<'_>>, after: Option<&Series<'_>>) -> BTreeSet<Key> {
    let mut keys = BTreeSet::from([None]);
    for series in [before, after].into_iter().flatten() {
        keys.extend(series.overrides().map(|(instance, _)| Some(instance)));
    }
    if let (Some(before), Some(after)) = (before, after) {
        keys.extend(before.excluded().symmetric_difference(after.excluded()).map(|instance| Some(*instance)));
    }
    keys
}
