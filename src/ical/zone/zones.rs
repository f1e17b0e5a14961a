//! The zones of one calendar object.

use std::borrow::Cow;

use crate::ical::tree::Component;
use crate::ical::value::{Timestamp, When};

use super::Zone;

/// How many VTIMEZONEs of one object are looked at; more than a handful is unheard of.
const MOST_ZONES: usize = 50;

/// The zones of one calendar object: what its TZIDs mean, and the zone of the reader for floating times.
#[derive(Clone, Debug)]
pub struct Zones {
    floating: Zone,
    own: Vec<(String, Zone)>,
}

impl Zones {
    /// Reads the VTIMEZONEs of a VCALENDAR; `floating` is the zone that dates and floating times are read in, and times
    /// with a TZID nobody knows.
    pub fn of(calendar: &Component, floating: &Zone) -> Zones {
        let own = calendar
            .components()
            .filter(|component| component.is("VTIMEZONE"))
            .take(MOST_ZONES)
            .filter_map(|component| {
                let tzid = component.line("TZID")?.text_value().trim().to_owned();
                let zone = Zone::resolve(&tzid, Some(component))?;
                Some((tzid, zone))
            })
            .collect();
        Zones { floating: floating.clone(), own }
    }

    /// The zone a TZID means here; `None` when neither the object nor the database knows it.
    pub fn named(&self, tzid: &str) -> Option<Zone> {
        self.find(tzid).map(Cow::into_owned)
    }

    fn find(&self, tzid: &str) -> Option<Cow<'_, Zone>> {
        let is_same = |own: &str| own == tzid || (tzid.contains('\\') && own == tzid.replace('\\', ""));
        match self.own.iter().find(|(own, _)| is_same(own)) {
            Some((_, zone)) => Some(Cow::Borrowed(zone)),
            None => Zone::resolve(tzid, None).map(Cow::Owned),
        }
    }

    /// Whether the object or the database knows this TZID.
    pub fn know(&self, tzid: &str) -> bool {
        self.find(tzid).is_some()
    }

    /// The zone a value is said in, without a copy where possible.
    pub(crate) fn zone_of(&self, when: &When) -> Cow<'_, Zone> {
        match when {
            When::Utc(_) => Cow::Owned(Zone::Utc),
            When::Date(_) | When::Floating(_) => Cow::Borrowed(&self.floating),
            When::Zoned { tzid, .. } => self.find(tzid).unwrap_or(Cow::Borrowed(&self.floating)),
        }
    }

    /// The zone a value is said in.
    pub fn zone(&self, when: &When) -> Zone {
        self.zone_of(when).into_owned()
    }

    /// The zone of dates and floating times.
    pub fn floating(&self) -> &Zone {
        &self.floating
    }

    /// The instant a value means; a date its midnight in the zone of the reader.
    pub fn instant(&self, when: &When) -> Timestamp {
        match when {
            When::Utc(instant) => *instant,
            _ => self.zone_of(when).instant(when.local()),
        }
    }
}
