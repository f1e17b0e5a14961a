use super::*;
use crate::ical::Transitions;

fn utc(text: &str) -> Timestamp {
    NaiveDateTime::parse_from_str(text, "%Y%m%dT%H%M%S").unwrap().and_utc()
}

fn lines(component: &Component) -> Vec<String> {
    component.to_text().lines().map(str::to_owned).collect()
}

/// The instants at which the written zone and the true one give different offsets.
fn differences(zone: &Zone, written: &Component, from: Timestamp, to: Timestamp) -> Vec<Timestamp> {
    let read = Transitions::of(written).unwrap();
    let around = zone.changes(from, to, 1_000).into_iter().flat_map(|change| [change.at - 1, change.at]);
    let regular = (from.timestamp()..to.timestamp()).step_by(86_400 * 13);
    let instants = around.chain(regular).filter_map(|second| DateTime::from_timestamp(second, 0));
    instants.filter(|at| *at >= from && zone.offset(*at) != read.offset(at.timestamp())).collect()
}

#[test]
fn every_zone_of_the_database_is_written_so_that_it_reads_back_alike() {
    let names = Zone::names();
    assert!(names.len() > 500);
    for name in names {
        let Some(zone) = Zone::iana(&name) else { continue };
        for (from, to) in [
            ("20240101T000000", Some("20310101T000000")),
            ("20240715T120000", Some("20310101T000000")),
            ("20261101T090000", None),
            ("20190301T000000", None),
            ("19700110T000000", None),
            ("19850701T000000", Some("20100101T000000")),
        ] {
            let (from, to) = (utc(from), to.map(utc));
            let written = vtimezone(&zone, &name, from, to);
            let wrong = differences(&zone, &written, from, to.unwrap_or_else(|| utc("20300101T000000")));
            assert!(wrong.is_empty(), "{name} from {from}: wrong at {wrong:?}\n{}", written.to_text());
        }
    }
}
