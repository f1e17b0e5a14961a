//! A card in the other version, for clients that ask for it (RFC 6352 §5.1.1). What is kept stays as it was written.
//!
//! What the other version says in another way is said in that way. What it cannot say is kept under a name that begins
//! with `X-`, so that nothing is lost on the way through a client that knows one version only.
//!
//! Not done: PREF other than 1 in version 3.0, and a preference among several addresses beyond the first.

use std::borrow::Cow;

use crate::ical::Line;

use super::card::{Card, Version};
use super::fresh::structured;
use super::view::{names, types};

/// Properties of version 3.0 that version 4.0 does not have (RFC 6350 §A.2); 4.0 has them with `X-`.
const ONLY_V3: &[&str] = &["AGENT", "CLASS", "LABEL", "MAILER", "NAME", "PROFILE", "SORT-STRING"];
/// Properties of version 4.0 that version 3.0 does not have; 3.0 has them with `X-`.
const ONLY_V4: &[&str] = &["ANNIVERSARY", "CLIENTPIDMAP", "GENDER", "LANG", "RELATED", "XML"];
/// Properties with one name in version 3.0, which Apple gave them, and another in 4.0.
const RENAMED: &[(&str, &str)] = &[("X-ADDRESSBOOKSERVER-KIND", "KIND"), ("X-ADDRESSBOOKSERVER-MEMBER", "MEMBER")];
/// Properties that hold what is no text, with the media type that their TYPE in version 3.0 is short for.
const BINARY: &[(&str, &str)] =
    &[("PHOTO", "image/"), ("LOGO", "image/"), ("SOUND", "audio/"), ("KEY", "application/")];
/// The year that Apple's programs write where nobody knows the year.
const NO_YEAR: &str = "1604";

/// The card in a version; `None` where it cannot be said in it.
pub fn converted(card: &Card, to: Version) -> Option<Card> {
    if card.version() == to {
        return Some(card.clone());
    }
    let mut lines: Vec<Line> = card
        .lines()
        .iter()
        .map(|line| match to {
            Version::V4 => newer(line.clone()),
            Version::V3 => older(line.clone()),
        })
        .collect();
    if to == Version::V3 && !lines.iter().any(|line| names(line, "N")) {
        let at = lines.len().saturating_sub(1);
        lines.insert(at, structured(&card.formatted_name()));
    }
    Card::of(lines).ok()
}

fn newer(line: Line) -> Line {
    let name = plain_name(&line).to_owned();
    match name.as_str() {
        "VERSION" => line.with_value(Version::V4.as_str()),
        "UID" if !line.value().contains(':') => line.with_param("VALUE", "text"),
        "REV" => with_basic_time(line),
        "BDAY" => birthday_without_year(with_basic_time(line)),
        "GEO" => match line.value().split_once(';') {
            Some((latitude, longitude)) => {
                let uri = format!("geo:{},{}", latitude.trim(), longitude.trim());
                line.with_value(&uri)
            }
            None => line,
        },
        _ => {
            if let Some((_, other)) = RENAMED.iter().find(|(older, _)| *older == name) {
                return renamed(&line, other);
            }
            if ONLY_V3.contains(&name.as_str()) {
                return renamed(&line, &format!("X-{name}"));
            }
            match BINARY.iter().find(|(known, _)| *known == name) {
                Some((_, media)) => as_data(line, media),
                None => with_numbered_preference(line, &name),
            }
        }
    }
}

fn older(line: Line) -> Line {
    let name = plain_name(&line).to_owned();
    match name.as_str() {
        "VERSION" => line.with_value(Version::V3.as_str()),
        "UID" => line.without_param("VALUE"),
        "BDAY" => older_birthday(line),
        "GEO" => match line.value().trim().split_at_checked(4) {
            Some((scheme, place)) if scheme.eq_ignore_ascii_case("geo:") => {
                let place = place.split(';').next().unwrap_or_default().replacen(',', ";", 1);
                line.without_param("VALUE").with_value(&place)
            }
            _ => renamed(&line, "X-GEO"),
        },
        "TEL" => {
            let number = line.value().trim().to_owned();
            let line = with_typed_preference(line.without_param("VALUE"));
            match number.split_at_checked(4) {
                Some((scheme, number)) if scheme.eq_ignore_ascii_case("tel:") => line.with_value(number),
                _ => line,
            }
        }
        _ => {
            if let Some((other, _)) = RENAMED.iter().find(|(_, newer)| *newer == name) {
                return renamed(&line, other);
            }
            if ONLY_V4.contains(&name.as_str()) {
                return renamed(&line, &format!("X-{name}"));
            }
            match name.strip_prefix("X-").filter(|name| ONLY_V3.contains(name)) {
                Some(name) => renamed(&line, name),
                None if BINARY.iter().any(|(known, _)| *known == name) => as_base64(line),
                None => with_typed_preference(line),
            }
        }
    }
}

/// The name of a property without its group.
fn plain_name(line: &Line) -> &str {
    line.name().split_once('.').map_or(line.name(), |(_, name)| name)
}

/// The line under another name, without its group; parameters and value stay.
fn renamed(line: &Line, name: &str) -> Line {
    let fresh = Line::text(name, "").with_value(line.value());
    line.params().iter().fold(fresh, |fresh, (name, values)| {
        let values: Vec<&str> = values.iter().map(Cow::as_ref).collect();
        fresh.with_param_values(name, &values)
    })
}

/// The line with these types, or none.
fn with_types(line: Line, types: &[String]) -> Line {
    match types {
        [] => line.without_param("TYPE"),
        types => {
            let types: Vec<&str> = types.iter().map(String::as_str).collect();
            line.with_param_values("TYPE", &types)
        }
    }
}

/// TYPE=PREF becomes PREF=1, and TYPE=INTERNET of e-mail goes: there is no other (RFC 6350 §5.3, §6.4.2).
fn with_numbered_preference(line: Line, name: &str) -> Line {
    let mut kept = types(&line);
    let before = kept.len();
    let is_preferred = kept.iter().any(|kind| kind == "pref");
    kept.retain(|kind| kind != "pref" && !(name == "EMAIL" && kind == "internet"));
    if kept.len() == before {
        return line;
    }
    let line = with_types(line, &kept);
    if is_preferred { line.with_param("PREF", "1") } else { line }
}

/// PREF=1 becomes TYPE=PREF; other numbers cannot be said.
fn with_typed_preference(line: Line) -> Line {
    let Some(preference) = line.param("PREF").map(Cow::into_owned) else { return line };
    let line = line.without_param("PREF");
    if preference.trim() != "1" {
        return line;
    }
    let mut types = types(&line);
    types.push("pref".to_owned());
    with_types(line, &types)
}

/// Bytes in base64, as version 3.0 has them (RFC 2426 §2.4.1), become a data URI (RFC 6350 §5.1).
fn as_data(line: Line, media: &str) -> Line {
    let is_encoded =
        line.param("ENCODING").is_some_and(|coding| ["B", "BASE64"].contains(&&*coding.to_ascii_uppercase()));
    let kind = types(&line).into_iter().next();
    let line = line.without_param("ENCODING").without_param("VALUE").without_param("TYPE");
    let media_type = kind.map(|kind| match (media, kind.as_str()) {
        ("application/", "pgp") => "application/pgp-keys".to_owned(),
        ("application/", "x509") => "application/pkix-cert".to_owned(),
        (_, kind) if kind.contains('/') => kind.to_owned(),
        (media, kind) => format!("{media}{kind}"),
    });
    match (is_encoded, media_type) {
        (true, media_type) => {
            let base64: String = line.value().chars().filter(|c| !c.is_whitespace()).collect();
            line.with_value(&format!("data:{};base64,{base64}", media_type.unwrap_or_default()))
        }
        (false, Some(media_type)) => line.with_param("MEDIATYPE", &media_type),
        (false, None) => line,
    }
}

/// A data URI in base64 becomes bytes in base64 with their TYPE; every other URI says that it is one.
fn as_base64(line: Line) -> Line {
    let value = line.value().trim().to_owned();
    let line = line.without_param("MEDIATYPE");
    let data = value.split_at_checked(5).filter(|(scheme, _)| scheme.eq_ignore_ascii_case("data:"));
    let Some((head, base64)) = data.and_then(|(_, data)| data.split_once(',')) else {
        return line.with_param("VALUE", "uri");
    };
    let Some(media_type) = head.strip_suffix(";base64") else { return line.with_param("VALUE", "uri") };
    let kind = media_type.split(';').next().unwrap_or_default();
    let kind = match kind {
        "application/pgp-keys" => "PGP".to_owned(),
        "application/pkix-cert" => "X509".to_owned(),
        kind => kind.rsplit('/').next().unwrap_or_default().to_ascii_uppercase(),
    };
    let line = line.without_param("VALUE").with_param("ENCODING", "b").with_value(base64);
    if kind.is_empty() { line } else { line.with_param("TYPE", &kind) }
}

/// Dates and times lose their dashes and colons (RFC 6350 §4.3); what is no date stays.
fn with_basic_time(line: Line) -> Line {
    let value = line.value().trim();
    let is_full = value.len() >= 10 && value.bytes().take(4).all(|byte| byte.is_ascii_digit());
    let is_time = value.bytes().all(|byte| byte.is_ascii_digit() || b"-:TZ.".contains(&byte));
    if !is_full || !is_time || !value.contains('-') {
        return line;
    }
    let (date, time) = value.split_once('T').map_or((value, None), |(date, time)| (date, Some(time)));
    let mut basic = date.replace('-', "");
    if let Some(time) = time {
        // Fractions of seconds cannot be said.
        let seconds = time.split('.').next().unwrap_or_default().replace(':', "");
        basic = format!("{basic}T{}{}", seconds.trim_end_matches('Z'), if time.ends_with('Z') { "Z" } else { "" });
    }
    line.with_value(&basic)
}

/// Apple's birthday without a year becomes `--0415`.
fn birthday_without_year(line: Line) -> Line {
    let year = line.param("X-APPLE-OMIT-YEAR").map(Cow::into_owned);
    match year.and_then(|year| Some(format!("--{}", line.value().trim().strip_prefix(year.trim())?))) {
        Some(value) => line.without_param("X-APPLE-OMIT-YEAR").without_param("VALUE").with_value(&value),
        None => line,
    }
}

/// A birthday without a year as Apple's programs write it; one that 3.0 cannot say under another name.
fn older_birthday(line: Line) -> Line {
    let value = line.value().trim().replace('-', "");
    let is_date = value.bytes().take_while(|byte| *byte != b'T').all(|byte| byte.is_ascii_digit());
    let is_without_year = line.value().trim().starts_with("--") && value.len() == 4 && is_date;
    if let (true, Some((month, day))) = (is_without_year, value.split_at_checked(2)) {
        let written = format!("{NO_YEAR}-{month}-{day}");
        return line.with_param("X-APPLE-OMIT-YEAR", NO_YEAR).with_value(&written);
    }
    if is_date && value.len() >= 8 { line } else { renamed(&line, "X-BDAY") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(version: &str, inner: &str) -> Card {
        Card::parse(
            format!("BEGIN:VCARD\nVERSION:{version}\nUID:urn:uuid:1\nFN:Bob Stone\n{inner}\nEND:VCARD\n").as_bytes(),
        )
        .unwrap()
    }

    fn last(card: &Card) -> String {
        card.lines().iter().rev().nth(1).map(|line| line.as_str().to_owned()).unwrap()
    }

    #[test]
    fn each_version_says_it_in_its_own_way() {
        for (old, new) in [
            ("item1.EMAIL;TYPE=pref:b@x", "item1.EMAIL;PREF=1:b@x"),
            ("TEL;TYPE=home,pref:+1", "TEL;TYPE=home;PREF=1:+1"),
            ("PHOTO;ENCODING=b;TYPE=JPEG:AAAA", "PHOTO:data:image/jpeg;base64,AAAA"),
            ("KEY;ENCODING=b;TYPE=PGP:AAAA", "KEY:data:application/pgp-keys;base64,AAAA"),
            ("PHOTO;VALUE=uri:https://x/p", "PHOTO:https://x/p"),
            ("GEO:37.386013;-122.082932", "GEO:geo:37.386013,-122.082932"),
            ("X-ADDRESSBOOKSERVER-KIND:group", "KIND:group"),
            ("X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:2", "MEMBER:urn:uuid:2"),
            ("LABEL;TYPE=home:1 Main St", "X-LABEL;TYPE=home:1 Main St"),
            ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-04-15", "BDAY:--0415"),
            ("X-OTHER;X-P=1:a;b", "X-OTHER;X-P=1:a;b"),
        ] {
            let (three, four) = (card("3.0", old), card("4.0", new));
            assert_eq!(last(&converted(&three, Version::V4).unwrap()), last(&four));
            let back = converted(&card("4.0", &format!("N:Stone;Bob;;;\n{new}")), Version::V3).unwrap();
            let flat = |text: String| text.to_ascii_uppercase();
            let mut params: Vec<String> =
                last(&three).split([';', ':', ',']).map(|part| flat(part.to_owned())).collect();
            let mut found: Vec<String> = last(&back).split([';', ':', ',']).map(|part| flat(part.to_owned())).collect();
            params.sort();
            found.sort();
            assert_eq!(found, params, "{new}");
        }
    }

    #[test]
    fn some_ways_lead_in_one_direction() {
        for (from, to, inner, expected) in [
            ("3.0", Version::V4, "EMAIL;TYPE=INTERNET:b@x", "EMAIL:b@x"),
            ("3.0", Version::V4, "REV:2026-03-02T09:00:00.5Z", "REV:20260302T090000Z"),
            ("3.0", Version::V4, "BDAY:1996-04-15", "BDAY:19960415"),
            ("3.0", Version::V4, "BDAY:someday", "BDAY:someday"),
            ("4.0", Version::V3, "N:a\nEMAIL;PREF=2:b@x", "EMAIL:b@x"),
            ("4.0", Version::V3, "N:a\nTEL;VALUE=uri;PREF=1:tel:+1-555", "TEL;TYPE=pref:+1-555"),
            ("4.0", Version::V3, "N:a\nBDAY;VALUE=text:circa 1800", "X-BDAY;VALUE=text:circa 1800"),
            ("4.0", Version::V3, "N:a\nGENDER:M", "X-GENDER:M"),
            ("4.0", Version::V3, "NOTE:x", "N:Stone;Bob;;;"),
        ] {
            assert_eq!(last(&converted(&card(from, inner), to).unwrap()), expected, "{inner}");
        }
        let uid = card("3.0", "X-A:1").to_bytes();
        let plain = Card::parse(&String::from_utf8(uid).unwrap().replace("urn:uuid:1", "u1").into_bytes()).unwrap();
        let newer = converted(&plain, Version::V4).unwrap();
        assert_eq!((newer.uid().as_str(), newer.version()), ("u1", Version::V4));
        assert!(newer.lines().iter().any(|line| line.as_str() == "UID;VALUE=text:u1"));
    }
}
