//! Many objects in one text: each zone is written once, and a zone that another object means by the same TZID gets a name
//! of its own.

use std::borrow::Cow;
use std::collections::HashMap;

use super::Zone;
use super::line::Line;
use super::tree::Component;
use crate::id::ETag;

/// What of the objects of one text is written already.
#[derive(Debug, Default)]
pub struct Together {
    /// The zones, by TZID: the digest of their bytes, and what they mean.
    zones: HashMap<String, (ETag, Option<Zone>)>,
}

impl Together {
    /// What is to be written of one more object: its parts, and before them those of its zones that are not written yet.
    pub fn add<'a>(&mut self, components: impl IntoIterator<Item = &'a Component>) -> Vec<Cow<'a, Component>> {
        let (zones, parts): (Vec<_>, Vec<_>) = components.into_iter().partition(|part| part.is("VTIMEZONE"));
        let mut renamed = HashMap::new();
        let mut out: Vec<Cow<'a, Component>> =
            zones.into_iter().filter_map(|zone| self.add_zone(zone, &mut renamed)).collect();
        out.extend(parts.into_iter().map(|part| match renamed.is_empty() {
            true => Cow::Borrowed(part),
            false => Cow::Owned(with_zones(part, &renamed)),
        }));
        out
    }

    /// Zones that everybody knows by name are one zone, however they are described.
    fn add_zone<'a>(
        &mut self,
        zone: &'a Component,
        renamed: &mut HashMap<String, String>,
    ) -> Option<Cow<'a, Component>> {
        let tzid = zone.line("TZID")?.text_value().trim().to_owned();
        let digest = ETag::of(&zone.to_bytes());
        let meant = Zone::resolve(&tzid, Some(zone));
        let name = |zone: &Option<Zone>| zone.as_ref().and_then(|zone| zone.name().map(str::to_owned));
        match self.zones.get(&tzid) {
            Some((other, _)) if *other == digest => None,
            Some((_, other)) if name(other).is_some() && name(other) == name(&meant) => None,
            Some(_) => {
                let other = format!("{tzid} {digest}");
                renamed.insert(tzid, other.clone());
                let is_known = self.zones.insert(other.clone(), (digest, meant)).is_some();
                (!is_known).then(|| Cow::Owned(called(zone, &other)))
            }
            None => {
                self.zones.insert(tzid, (digest, meant));
                Some(Cow::Borrowed(zone))
            }
        }
    }
}

fn called(zone: &Component, tzid: &str) -> Component {
    let mut zone = zone.clone();
    zone.set(Line::text("TZID", tzid));
    zone
}

/// A component whose TZIDs have their new names.
fn with_zones(component: &Component, renamed: &HashMap<String, String>) -> Component {
    let mut component = component.clone();
    let rename = |line: Line| {
        let other = line.param("TZID").and_then(|tzid| renamed.get(tzid.trim()));
        match other {
            Some(other) => line.clone().with_param("TZID", other),
            None => line,
        }
    };
    component.map_lines(rename);
    for within in component.components_mut() {
        within.map_lines(rename);
    }
    component
}

#[cfg(test)]
mod tests {
    use super::super::{CalendarObject, pieces};
    use super::*;

    fn object(uid: usize, tzid: &str, offset: &str) -> CalendarObject {
        let text = format!(
            "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VTIMEZONE\r\nTZID:{tzid}\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\n\
             TZOFFSETFROM:{offset}\r\nTZOFFSETTO:{offset}\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:{uid}\r\n\
             DTSTART;TZID={tzid}:20260302T090000\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        );
        CalendarObject::parse(text.as_bytes()).unwrap()
    }

    #[test]
    fn a_tzid_means_one_zone() {
        let mut together = Together::default();
        let mut text = String::from("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n");
        let mut written = Vec::new();
        for (tzid, offset) in [
            ("Own", "+0130"),
            ("Own", "+0130"),
            ("Own", "+0530"),
            ("Own", "+0530"),
            ("Europe/Berlin", "+0100"),
            ("Europe/Berlin", "+0100"),
        ] {
            let object = object(written.len(), tzid, offset);
            let parts = together.add(object.calendar().components());
            written.push(parts.len());
            parts.iter().for_each(|part| text.push_str(&part.to_text()));
        }
        assert_eq!(written, [2, 1, 2, 1, 2, 1]);
        text.push_str("END:VCALENDAR\r\n");
        let start = |object: &CalendarObject| {
            let start = object.master().unwrap().start().unwrap();
            object.zones(&Zone::Utc).instant(&start).format("%H:%M").to_string()
        };
        let starts: Vec<String> = pieces(text.as_bytes()).map(|piece| start(&piece.object().unwrap().0)).collect();
        assert_eq!(starts, ["07:30", "07:30", "03:30", "03:30", "08:00", "08:00"]);
    }
}
