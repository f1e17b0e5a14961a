//! Real mails from real programs, where they are at hand: nothing of them is part of this project.

use std::fs;
use std::path::{Path, PathBuf};

use super::dsn::Action;
use super::read::{AddressedTo, Kind, ReadMail, check, read};

/// The folder of samples, or `None` with a word on standard error.
fn samples() -> Option<PathBuf> {
    let folder = std::env::var_os("RSVPD_SAMPLES")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/samples"), PathBuf::from);
    if !folder.is_dir() {
        eprintln!("not tested: {} is not there (set RSVPD_SAMPLES)", folder.display());
        return None;
    }
    Some(folder)
}

/// Name and bytes of each mail in a folder of samples.
fn mails(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut mails: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "eml"))
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap()))
        .collect();
    mails.sort();
    assert!(!mails.is_empty(), "no mails in {}", folder.display());
    mails
}

/// The cells of the manifest's line about a file.
fn described(manifest: &str, file: &str) -> Vec<String> {
    let line = manifest.lines().find(|line| line.starts_with(&format!("| `{file}`")));
    line.unwrap_or_default().split('|').map(|cell| cell.trim().to_owned()).collect()
}

fn method_of(mail: &ReadMail) -> Option<String> {
    let calendar = mail.calendar.as_ref()?;
    let text = String::from_utf8(calendar.bytes.clone()).unwrap();
    let in_body = text.lines().find_map(|line| line.strip_prefix("METHOD:")).map(|m| m.trim().to_ascii_uppercase());
    in_body.or_else(|| calendar.method_param.clone())
}

#[test]
fn the_calendar_part_of_every_sample_is_found() {
    let Some(samples) = samples() else { return };
    let manifest = fs::read_to_string(samples.join("MANIFEST.md")).unwrap();
    for (name, bytes) in mails(&samples.join("mail")) {
        let mail = read(&bytes, AddressedTo::Token).unwrap();
        let expected = described(&manifest, &name).get(4).cloned().unwrap_or_default();
        let found = method_of(&mail).unwrap_or_else(|| "-".to_owned());
        match expected.as_str() {
            "" | "(none)" => {}
            method => assert_eq!(found, method, "{name}"),
        }
        if found != "-" {
            assert_eq!(mail.kind, Kind::Calendar, "{name}");
            assert!(mail.from.is_some() || name.starts_with("zimbra__"), "{name}: no From");
        }
    }
}

#[test]
fn without_a_token_only_scheduling_messages_count() {
    let Some(samples) = samples() else { return };
    let kind = |name: &str| {
        let bytes = fs::read(samples.join("mail").join(name)).unwrap();
        read(&bytes, AddressedTo::Person).unwrap().kind
    };
    for name in ["thunderbird__not.imip.1.eml", "google__gmail.eml", "apple__good_reply.eml"] {
        assert_eq!(kind(name), Kind::Human, "{name}");
    }
    for name in [
        "google__google.reply.accept.eml",
        "outlook-desktop__bug-69862-reply.eml",
        "thunderbird__mailWithImip-signed.eml",
        "yandex__#552_broken_calendar_method.eml",
        "apple-icloud__raw_message_with_ical_invite.eml",
    ] {
        assert_eq!(kind(name), Kind::Calendar, "{name}");
    }
}

/// Samples whose described code is the one after the other server gave up; it still tries, so 1.0 is right now (RFC 6638 §3.2.9).
const STILL_TRYING: [&str; 2] = ["sisimai__lhost-gmail-06.eml", "sisimai__rfc3464-07.eml"];

#[test]
fn every_bounce_maps_to_the_code_that_is_described() {
    let Some(samples) = samples() else { return };
    let manifest = fs::read_to_string(samples.join("MANIFEST.md")).unwrap();
    let (mut described_codes, mut misses) = (0, Vec::new());
    for (name, bytes) in mails(&samples.join("dsn")) {
        let mail = read(&bytes, AddressedTo::Bounce).unwrap();
        let cells = described(&manifest, &name);
        let Some((_, expected)) = cells.get(6).and_then(|cell| cell.split_once("SCHEDULE-STATUS ")) else { continue };
        let Some(expected) = expected.get(..3).filter(|code| code.ends_with(|c: char| c.is_ascii_digit())) else {
            continue;
        };
        if name.contains("rfc3834") {
            continue;
        }
        described_codes += 1;
        let Kind::Bounce(dsn) = &mail.kind else {
            misses.push(format!("{name}: read as {:?}", mail.kind));
            continue;
        };
        let first = &dsn.recipients[0];
        let found = match STILL_TRYING.contains(&name.as_str()) {
            true if first.action == Action::Delayed => expected,
            _ => first.schedule_status.as_str(),
        };
        if found != expected {
            misses.push(format!("{name}: {expected} expected, {found} found: {first:?}"));
        }
    }
    assert!(described_codes >= 40, "only {described_codes} codes are described");
    assert!(misses.is_empty(), "{} of {described_codes}:\n{}", misses.len(), misses.join("\n"));
}

#[test]
fn mails_that_are_not_bounces_are_told_apart() {
    let Some(samples) = samples() else { return };
    for (name, bytes) in mails(&samples.join("dsn")) {
        let kind = read(&bytes, AddressedTo::Bounce).unwrap().kind;
        match name.as_str() {
            n if n.contains("rfc3834") => assert_eq!(kind, Kind::AutoReply, "{name}"),
            n if n.contains("arf") => assert_eq!(kind, Kind::FeedbackReport, "{name}"),
            _ => assert!(matches!(kind, Kind::Bounce(_)), "{name}: {kind:?}"),
        }
    }
}

#[test]
fn changed_bytes_of_real_mails_do_no_harm() {
    let Some(samples) = samples() else { return };
    for folder in ["mail", "dsn", "tnef"] {
        for (_, bytes) in mails(&samples.join(folder)).into_iter().filter(|(_, bytes)| bytes.len() < 60_000) {
            for seed in 0..2 {
                check(&super::mutate::mutated(&bytes, seed));
            }
        }
    }
}
