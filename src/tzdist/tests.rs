use super::*;
use crate::ical::{Zone, catalog, timezone_of};

fn ask(target: &str) -> Answer {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    answer(&Question { path, query, ..Question::default() })
}

#[test]
fn what_cannot_be_answered_is_told_by_the_name_the_rfc_gives_it() {
    for (target, status, code) in [
        ("", 400, "invalid-action"),
        ("?query=true", 400, "invalid-action"),
        ("/foobar", 400, "invalid-action"),
        ("/capabilities?x=1", 400, "invalid-action"),
        ("/zones/observances", 400, "invalid-action"),
        ("/zones/America%2FNew_York/America%2FLos_Angeles", 400, "invalid-action"),
        ("/zones/America%2FNew_York/America%2FLos_Angeles/observances", 400, "invalid-action"),
        ("/zones/%ff", 400, "invalid-action"),
        ("/zones?changedsince=a&changedsince=a", 400, "invalid-changedsince"),
        ("/zones/America%2FPittsburgh", 404, "tzid-not-found"),
        ("/zones/Factory", 404, "tzid-not-found"),
        ("/zones/W.%20Europe%20Standard%20Time", 404, "tzid-not-found"),
        ("/zones/America%2FNew_York?start=2007", 400, "invalid-start"),
        (
            "/zones/America%2FPittsburgh/observances?start=2008-01-01T00:00:00Z&end=2020-01-01T00:00:00Z",
            404,
            "tzid-not-found",
        ),
        ("/zones/America%2FNew_York/observances", 400, "invalid-start"),
        ("/zones/America%2FNew_York/observances?start=20070101", 400, "invalid-start"),
        (
            "/zones/America%2FNew_York/observances?start=2008-01-01T00:00:00Z&start=2009-01-01T00:00:00Z",
            400,
            "invalid-start",
        ),
        ("/zones/America%2FNew_York/observances?start=2008-01-01T00:00:00Z", 400, "invalid-end"),
        (
            "/zones/America%2FNew_York/observances?start=2008-01-01T00:00:00Z&end=2008-01-01T00:00:00Z",
            400,
            "invalid-end",
        ),
        (
            "/zones/America%2FNew_York/observances?start=0001-01-01T00:00:00Z&end=9999-01-01T00:00:00Z",
            400,
            "invalid-end",
        ),
        ("/zones?pattern=*", 400, "invalid-pattern"),
        ("/zones?pattern=a&pattern=b", 400, "invalid-pattern"),
    ] {
        let answer = ask(target);
        assert_eq!(
            (answer.status, answer.content_type),
            (status, "application/problem+json; charset=utf-8"),
            "{target}"
        );
        assert!(answer.body.contains(&format!("\"urn:ietf:params:tzdist:error:{code}\"")), "{target} {}", answer.body);
    }
    let question =
        Question { path: "/zones/Asia%2FTokyo", accept: Some("application/calendar+json"), ..Question::default() };
    assert_eq!(answer(&question).status, 406);
    let question = Question { accept: Some("application/calendar+json, text/*;q=0.1"), ..question };
    assert_eq!(answer(&question).status, 200);
}

/// The order of an object's members means nothing (RFC 8259 §4).
fn read(body: &str) -> serde_json::Value {
    serde_json::from_str(body).unwrap()
}

#[test]
fn zones_are_listed_with_their_aliases_and_found_by_patterns() {
    let all = ask("/zones/").body;
    let zones = read(&all)["timezones"].as_array().unwrap().clone();
    let zone = |name: &str| zones.iter().find(|zone| zone["tzid"] == name).unwrap_or_else(|| panic!("{name}"));
    assert!(zone("America/New_York")["etag"].is_string(), "{all}");
    assert_eq!(zone("Europe/London")["aliases"][0], "Europe/Belfast");
    assert_eq!(all.matches("\"tzid\"").count(), catalog().len());
    let found = |pattern: &str| {
        let body = ask(&format!("/zones?pattern={pattern}")).body;
        let names = body.split("\"tzid\":\"").skip(1).map(|rest| rest.split('"').next().unwrap().to_owned());
        names.collect::<Vec<_>>()
    };
    assert_eq!(found("US/Eastern"), ["America/New_York"]);
    assert_eq!(found("*new%20york*"), ["America/New_York"]);
    assert_eq!(found("Africa/L*"), ["Africa/Abidjan", "Africa/Lagos", "Africa/Maputo"]);
    assert_eq!(found("Nowhere"), [""; 0]);
    let token = all.split("\"synctoken\":\"").nth(1).unwrap().split('"').next().unwrap();
    assert!(ask(&format!("/zones?changedsince={token}")).body.contains("\"timezones\":[]"));
    assert_eq!(ask("/zones?changedsince=older").body, all, "a token from another time lists everything");
}

#[test]
fn a_zone_has_the_tag_that_the_list_says_and_is_not_sent_twice() {
    let zone = ask("/zones/America%2FNew_York");
    assert_eq!((zone.status, zone.content_type), (200, "text/calendar; charset=utf-8"));
    let etag = zone.etag.unwrap().0;
    assert!(ask("/zones").body.contains(&etag));
    let tags = format!("\"x\", W/\"{etag}\"");
    let again = Question { path: "/zones/America%2FNew_York", if_none_match: Some(&tags), ..Question::default() };
    assert_eq!((answer(&again).status, answer(&again).body), (304, String::new()));
}

#[test]
fn an_alias_is_given_under_its_name() {
    let text = ask("/zones/us%2Feastern").body;
    assert!(text.contains("TZID:US/Eastern\r\nTZID-ALIAS-OF:America/New_York\r\n"), "{text}");
    assert!(!ask("/zones/America%2FNew_York").body.contains("ALIAS"));
}

#[test]
fn a_zone_is_cut_where_it_is_asked_to_be() {
    let text = ask("/zones/America%2FNew_York?start=2010-07-01T00:00:00Z&end=2020-01-01T00:00:00Z").body;
    assert!(text.contains("TZUNTIL:20200101T000000Z\r\n"), "{text}");
    let first = "BEGIN:DAYLIGHT\r\nDTSTART:20100630T200000\r\nTZOFFSETFROM:-0400\r\nTZOFFSETTO:-0400\r\nTZNAME:EDT\r\n";
    assert!(text.contains(first), "{text}");
    assert_eq!(text.matches("BEGIN:DAYLIGHT").count() + text.matches("BEGIN:STANDARD").count(), 3, "{text}");
}

#[test]
fn every_zone_means_what_the_database_says_since_1950() {
    for entry in catalog() {
        // Of what was before 1950, a VTIMEZONE's reader here looks at the first change of each rule only.
        let path = format!("/zones/{}?start=1950-01-01T00:00:00Z", entry.name.replace('/', "%2F").replace('+', "%2B"));
        let text = ask(&path).body;
        let (own, zone) = (timezone_of(&text).unwrap(), entry.zone().unwrap());
        let told = crate::ical::Transitions::of(&own).unwrap();
        // What follows no rule is told up to 2040 only.
        for month in 0..(90 * 12) {
            let at = -631_152_000 + month * 2_629_746;
            let instant = Timestamp::from_timestamp(at, 0).unwrap();
            assert_eq!(told.offset(at), zone.offset(instant), "{} at {instant}\n{text}", entry.name);
        }
    }
}

#[test]
fn the_example_of_an_expansion_comes_out_as_printed() {
    let body = ask("/zones/America%2FNew_York/observances/?start=2008-01-01T00:00:00Z&end=2009-01-01T00:00:00Z").body;
    let expected = r#"{"tzid":"America/New_York","observances":[{"name":"EST","onset":"2008-01-01T00:00:00Z","utc-offset-from":-18000,"utc-offset-to":-18000},{"name":"EDT","onset":"2008-03-09T07:00:00Z","utc-offset-from":-18000,"utc-offset-to":-14400},{"name":"EST","onset":"2008-11-02T06:00:00Z","utc-offset-from":-14400,"utc-offset-to":-18000}]}"#;
    assert_eq!(read(&body), read(expected));
    let phoenix = ask("/zones/America%2FPhoenix/observances?start=2006-01-01T00:00:00Z&end=2009-01-01T00:00:00Z").body;
    assert_eq!(phoenix.matches("onset\"").count(), 1, "{phoenix}");
    assert_eq!(Zone::iana("America/Phoenix").unwrap().offset(Timestamp::UNIX_EPOCH), -25_200);
}

#[test]
fn capabilities_and_leap_seconds_are_told() {
    let capabilities = ask("/capabilities").body;
    for action in ["capabilities", "list", "get", "expand", "find", "leapseconds"] {
        assert!(capabilities.contains(&format!("\"name\":\"{action}\"")), "{capabilities}");
    }
    let leaps = ask("/leapseconds").body;
    let seconds = read(&leaps)["leapseconds"].as_array().unwrap().clone();
    for (offset, onset) in [(10, "1972-01-01"), (37, "2017-01-01")] {
        assert!(seconds.contains(&serde_json::json!({"utc-offset": offset, "onset": onset})), "{leaps}");
    }
}
