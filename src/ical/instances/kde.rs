//! The recurrence samples of KDE's calendar library against its reference files: `.next.ref` lists up to 500 starts,
//! `.recurson.ref` the days on which an instance starts.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use chrono::{NaiveDate, NaiveDateTime, TimeDelta};

use super::*;
use crate::ical::Zones;

fn samples() -> Option<PathBuf> {
    let root = std::env::var_os("RSVPD_SAMPLES")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/samples"), PathBuf::from);
    let folder = root.join("rrule");
    if !folder.is_dir() {
        eprintln!("not tested: {} is not there (set RSVPD_SAMPLES)", folder.display());
        return None;
    }
    Some(folder)
}

/// KDE counts COUNT behind a DTSTART that does not fit the rule; for us DTSTART is the first, as RFC 5545 §3.3.10 says.
const KDE_GIVES_ONE_MORE: [&str; 2] = ["LibICal_TestCase02.ics", "rdate.ics"];

/// For files of an old KOrganizer KDE leaves out a DTSTART that does not fit the rule, and so has one more at the end.
const KDE_LEAVES_OUT_DTSTART: [&str; 1] = ["KOrganizer_Test10.ics"];

/// RDATEs with a time on a series of whole days, which RFC 5545 forbids: KDE keeps the times, for us they are days.
const MIXED: [&str; 1] = ["rdate.ics"];

struct Sample {
    name: String,
    object: CalendarObject,
    /// The zone the references are written in; KDE writes a zone of the object's own as the offset of DTSTART.
    zone: Zone,
    next: Vec<NaiveDateTime>,
    days: BTreeSet<NaiveDate>,
}

impl Sample {
    fn read(path: &Path) -> Sample {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let text = std::fs::read_to_string(path).unwrap();
        let with_uid = text.replacen("BEGIN:VEVENT", "BEGIN:VEVENT\r\nUID:x", 1);
        let object = CalendarObject::read(if text.contains("\nUID:") { &text } else { &with_uid }.as_bytes()).unwrap();
        let reference = |end: &str| std::fs::read_to_string(path.with_extension(format!("ics.{end}.ref"))).unwrap();
        let next = reference("next");
        let lines = || next.lines().filter(|line| !line.trim().is_empty());
        let zone = lines().next().and_then(|line| line.split_whitespace().last()).unwrap_or("UTC");
        let own = Zones::of(object.calendar(), &Zone::Utc).named("US-Eastern");
        let zone = if zone.starts_with("UTC-") { own } else { Zone::named(zone) };
        let local =
            |line: &str| NaiveDateTime::parse_from_str(line.split(' ').next().unwrap(), "%Y-%m-%dT%H:%M:%S").unwrap();
        let day = |line: &str| NaiveDate::parse_from_str(line.trim(), "%Y-%m-%d").unwrap();
        let days = reference("recurson").lines().filter(|line| !line.trim().is_empty()).map(day).collect();
        Sample { name, next: lines().map(local).collect(), days, zone: zone.unwrap(), object }
    }

    /// Our starts on the wall of the reference's zone, up to an instant.
    fn starts(&self, until: Timestamp) -> Vec<NaiveDateTime> {
        let found = instances(&self.object, &Zone::Utc, Timestamp::MIN_UTC, until, 50_000).unwrap();
        found.iter().map(|instance| self.zone.local(instance.start)).collect()
    }

    fn is(&self, names: &[&str]) -> bool {
        names.contains(&self.name.as_str())
    }
}

fn read_all() -> Vec<Sample> {
    let Some(folder) = samples() else { return Vec::new() };
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    paths.filter(|path| path.extension().is_some_and(|end| end == "ics")).map(|path| Sample::read(&path)).collect()
}

#[test]
fn starts_are_those_of_kde() {
    for sample in read_all().iter().filter(|sample| !sample.is(&MIXED)) {
        let mut expected = sample.next.clone();
        let is_cut = expected.len() == 500;
        let last =
            expected.last().map_or(Timestamp::MIN_UTC, |last| sample.zone.instant(*last) + TimeDelta::seconds(1));
        let ours = sample.starts(if is_cut { last } else { Timestamp::MAX_UTC });
        if sample.is(&KDE_GIVES_ONE_MORE) {
            expected.pop();
        }
        if sample.is(&KDE_LEAVES_OUT_DTSTART) {
            expected.insert(0, ours[0]);
            expected.pop();
        }
        assert_eq!(ours, expected, "{}", sample.name);
    }
}

#[test]
fn days_are_those_of_kde() {
    for sample in read_all().iter().filter(|sample| !sample.is(&KDE_LEAVES_OUT_DTSTART)) {
        let mut expected = sample.days.clone();
        if sample.is(&KDE_GIVES_ONE_MORE) {
            expected.pop_last();
        }
        let Some(last) = expected.last() else { continue };
        let until = sample.zone.instant(last.succ_opt().unwrap().and_time(chrono::NaiveTime::MIN));
        let ours: BTreeSet<NaiveDate> = sample.starts(until).iter().map(NaiveDateTime::date).collect();
        assert_eq!(ours, expected, "{}", sample.name);
    }
}
