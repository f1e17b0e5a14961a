//! Bad and real input: every sample where they are present, and mutations of them and of texts of our own.

use std::path::{Path, PathBuf};

use super::{CalendarObject, check, read_all};

/// The folder of samples; `None`, said on standard error, when it is absent.
fn samples() -> Option<PathBuf> {
    let folder = std::env::var_os("RSVPD_SAMPLES")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/samples"), PathBuf::from);
    if !folder.is_dir() {
        eprintln!("samples are absent ({}): nothing is checked", folder.display());
        return None;
    }
    Some(folder)
}

/// Every calendar object below a folder, by name.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            found.extend(files(&entry));
        } else if entry.extension().is_some_and(|end| end == "ics" || end == "vcs") {
            found.push(entry);
        }
    }
    found.sort();
    found
}

fn sample_texts() -> Vec<(String, Vec<u8>)> {
    let folders =
        samples().map_or_else(Vec::new, |folder| ["ics", "itip", "pairs"].map(|name| folder.join(name)).to_vec());
    let paths = folders.iter().flat_map(|folder| files(folder));
    paths
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), std::fs::read(&path).unwrap()))
        .collect()
}

#[test]
fn every_sample_is_read_without_harm_and_kept_byte_by_byte() {
    let (mut accepted, mut refused, mut objects) = (0, 0, 0);
    for (name, bytes) in sample_texts() {
        check(&bytes);
        match CalendarObject::parse(&bytes) {
            Ok(object) => {
                accepted += 1;
                assert!(object.to_bytes() == bytes, "{name} does not come back byte by byte");
            }
            Err(bad) => {
                refused += 1;
                println!("{name}: {:?}: {bad}", bad.precondition);
            }
        }
        match read_all(&bytes) {
            Ok(found) => objects += found.len(),
            Err(bad) => println!("{name}: not even leniently: {bad}"),
        }
    }
    println!("{accepted} accepted, {refused} refused, {objects} objects read leniently");
}

/// Texts with the constructs that readers trip over.
const SEEDS: [&[u8]; 5] = [
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VTIMEZONE\r\nTZID:Here\\, there\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\n\
      TZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID=\"Here, there\":\
      20260302T090000\r\nRRULE:FREQ=MONTHLY;BYDAY=-1SU;COUNT=5\r\nEXDATE:20260402T090000,20260502\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:1\r\n\
      RECURRENCE-ID;RANGE=THISANDFUTURE:20260602T070000Z\r\nDTSTART:20260603\r\nDURATION:P1DT2H\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n",
    b"begin:vcalendar\nMethod:request\nbegin:vevent\nuid:\n  2 \n\nattendee;partstat=accepted;cn=\"Doe, J^'\";member=\"mailto:a\",b;;x=:\
      MAILTO:J%40x@b\xc3\xbccher.example\norganizer;sent-by=\"mailto:s@x\":mailto:o@x\nsummary:caf\xc3\n \xa9\\n\\,\\\nbegin:valarm\n\
      trigger;related=end:-pt5m\nend:valarm\nend:vevent \nend:vcalendar",
    b"\xef\xbb\xbfBEGIN:VEVENT\rUID:3\rSUMMARY:a\x0bb\x00\xff\rEND:VEVENT\r",
    b"BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VFREEBUSY\nUID:4\nFREEBUSY;FBTYPE=BUSY:20260302T090000Z/PT1H,20260302T110000Z/20260302T120000Z\n\
      END:VFREEBUSY\nEND:VCALENDAR\nBEGIN:VCALENDAR\nBEGIN:VTODO\nUID:5\nDUE:20260302\nATTENDEE;CN=\"x:y\nRDATE;VALUE=PERIOD:20260302T090000Z/P1D\nEND:VCALENDAR\n",
    b"BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:6\nDTSTART:20260302\nATTENDEE;CN=\"x:y\":mailto:z@x\nATTACH;ENCODING=BASE64;VALUE=BINARY:AAAA\n AAAA\n\
      \t==\nEND:VEVENT\nEND:VCALENDAR\n\n",
];

/// Pieces that turn one construct into another.
const PIECES: [&[u8]; 16] = [
    b"\r\n",
    b"\n",
    b"\r",
    b"\n ",
    b"\n\t",
    b":",
    b";",
    b"\"",
    b"=",
    b",",
    b"\\",
    b"^",
    b"\0",
    b"\xff",
    b"BEGIN:VEVENT\n",
    b"END:VEVENT\n",
];

/// A small generator (xorshift64), so that failures repeat.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % (bound.max(1) as u64)).unwrap()
    }

    /// Removes, doubles, changes or inserts a few bytes somewhere.
    fn mutate(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut out = bytes.to_vec();
        for _ in 0..=self.below(8) / 3 {
            let from = self.below(out.len());
            let to = (from + self.below(30)).min(out.len());
            let patch = match self.below(5) {
                0 => Vec::new(),
                1 => out[from..to].repeat(2),
                2 => vec![u8::try_from(self.below(256)).unwrap(); to - from],
                3 => PIECES[self.below(PIECES.len())].to_vec(),
                _ => [PIECES[self.below(PIECES.len())], &out[from..to]].concat(),
            };
            out.splice(from..to, patch);
        }
        out
    }
}

#[test]
fn mutated_input_never_harms() {
    let mut chance = Chance(0x5eed_1ca1);
    for seed in SEEDS {
        check(seed);
        for _ in 0..400 {
            check(&chance.mutate(seed));
        }
    }
}

#[test]
fn mutated_samples_never_harm() {
    /// Longer files bring nothing new, only time.
    const LONGEST: usize = 6_000;
    let mut chance = Chance(0xca1e_4da5);
    for (_, bytes) in sample_texts().into_iter().filter(|(_, bytes)| bytes.len() <= LONGEST) {
        for _ in 0..4 {
            check(&chance.mutate(&bytes));
        }
    }
}
