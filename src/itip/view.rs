//! What one guest may see of a meeting (RFC 6638 §3.2.6): the instances that name him, and no others.

use std::collections::BTreeMap;

use super::instance::Key;
use super::message::invitation_part;
use super::policy::GuestList;
use super::roster::Version;
use crate::ical::{CalAddress, Component, Line};

/// The views of one version; parts are made ready once for all guests.
pub(super) struct Views<'a> {
    version: &'a Version<'a>,
    organizer: &'a Line,
    guest_list: GuestList,
    prepared: BTreeMap<Key, Component>,
}

impl<'a> Views<'a> {
    pub fn of(version: &'a Version<'a>, organizer: &'a Line) -> Views<'a> {
        let guest_list = version.series.map_or(GuestList::Everybody, |series| GuestList::of(series.object));
        Views { version, organizer, guest_list, prepared: BTreeMap::new() }
    }

    /// The parts of a REQUEST to a guest: about one instance, or with `None` about all he is invited to.
    ///
    /// A guest of the series who is left out of an instance, or whose instance is cancelled, gets an EXDATE for it; a
    /// guest of single instances gets these without the series.
    pub fn seen_by(&mut self, guest: &CalAddress, key: Key) -> Vec<(Key, Component)> {
        if key.is_some() {
            return self.part(guest, key).map(|part| (key, part)).into_iter().collect();
        }
        let mut parts = Vec::new();
        if let Some(mut master) = self.part(guest, None) {
            for line in self.left_out(guest) {
                master.add(line);
            }
            parts.push((None, master));
        }
        for key in self.version.parts.keys().filter(|key| key.is_some()) {
            parts.extend(self.part(guest, *key).map(|part| (*key, part)));
        }
        parts
    }

    /// Whether guests who are invited to the same see the same.
    pub fn are_shared(&self) -> bool {
        self.guest_list == GuestList::Everybody
    }

    /// All that a guest is invited to: what the guest's view depends on, if views are shared.
    pub fn invited_to(&self, guest: &CalAddress) -> Vec<Key> {
        self.version.parts.keys().filter(|key| self.version.invites(**key, guest)).copied().collect()
    }

    fn part(&mut self, guest: &CalAddress, key: Key) -> Option<Component> {
        let own = self.version.component(key).filter(|_| self.version.invites(key, guest))?;
        let part = self.prepared.entry(key).or_insert_with(|| invitation_part(own, self.organizer)).clone();
        Some(self.narrowed(guest, part))
    }

    /// A part with the guest list that the organizer lets this guest see.
    pub fn narrowed(&self, guest: &CalAddress, mut part: Component) -> Component {
        self.guest_list.narrow(&mut part, std::slice::from_ref(guest), &CalAddress::parse(self.organizer.value()));
        part
    }

    /// EXDATE lines for the instances of the series that are not for this guest.
    fn left_out(&self, guest: &CalAddress) -> Vec<Line> {
        let Some(series) = self.version.series else { return Vec::new() };
        let keys = self.version.parts.keys().filter(|key| !self.version.invites(**key, guest));
        keys.filter_map(|key| Some(series.recurrence_id((*key)?).to_line("EXDATE"))).collect()
    }
}
