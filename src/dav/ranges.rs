//! Parts of stored bytes, for a program that goes on with a download or plays a film from its middle (RFC 9110 §14).
//!
//! Not done: several parts in one answer; the whole is sent instead, as §14.2 allows.

use std::ops::Range;

use hyper::HeaderMap;
use hyper::header::{IF_RANGE, RANGE};

use crate::id::ETag;

/// What of some bytes is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// All of them: nobody names a part, or names it in a way that is not understood.
    Whole,
    /// These, of which there is one at least.
    Part(Range<i64>),
    /// Bytes that are not there.
    Nothing,
}

impl Wanted {
    /// What a GET asks for of so many bytes, which have this tag. A part of other bytes than the client has begun with is of
    /// no use, so it gets the whole then (`If-Range`); a time says too little for that, as seconds are coarse.
    pub fn of(headers: &HeaderMap, etag: &ETag, size: i64) -> Wanted {
        let mut ranges = headers.get_all(RANGE).iter();
        let (Some(range), None) = (ranges.next(), ranges.next()) else { return Wanted::Whole };
        let ours = format!("\"{etag}\"");
        if headers.get_all(IF_RANGE).iter().any(|tag| tag.as_bytes().trim_ascii() != ours.as_bytes()) {
            return Wanted::Whole;
        }
        range.to_str().ok().and_then(|text| read(text.trim(), size)).unwrap_or(Wanted::Whole)
    }
}

/// Reads `bytes=` with one range; `None` for what is something else.
fn read(text: &str, size: i64) -> Option<Wanted> {
    let (unit, range) = text.split_once('=')?;
    let (first, last) = range.trim().split_once('-').filter(|_| unit.eq_ignore_ascii_case("bytes"))?;
    let part = match (first, last) {
        ("", last) => size.saturating_sub(number(last)?).max(0)..size,
        (first, "") => number(first)?..size,
        (first, last) => {
            let (first, last) = (number(first)?, number(last)?);
            // Of a range that goes backwards nothing is said, so it is ignored.
            if last < first {
                return None;
            }
            first..last.saturating_add(1).min(size)
        }
    };
    match (part.is_empty(), size) {
        // Of no bytes the last so many are all.
        (true, 0) if first.is_empty() => None,
        (true, _) => Some(Wanted::Nothing),
        (false, _) => Some(Wanted::Part(part)),
    }
}

fn number(text: &str) -> Option<i64> {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    // One with too many digits is beyond every end.
    is_number.then(|| text.parse().unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use hyper::header::HeaderValue;

    use super::*;

    fn wanted(range: &'static str, size: i64) -> Wanted {
        let mut headers = HeaderMap::new();
        headers.insert(RANGE, HeaderValue::from_static(range));
        Wanted::of(&headers, &ETag("e1".to_owned()), size)
    }

    #[test]
    fn one_range_of_bytes_is_understood() {
        for (range, expected) in [
            ("bytes=0-0", Wanted::Part(0..1)),
            ("bytes=0-99", Wanted::Part(0..100)),
            ("Bytes=90-", Wanted::Part(90..100)),
            ("bytes=90-1000", Wanted::Part(90..100)),
            ("bytes=90-99999999999999999999", Wanted::Part(90..100)),
            ("bytes=-10", Wanted::Part(90..100)),
            ("bytes=-1000", Wanted::Part(0..100)),
            ("bytes=100-", Wanted::Nothing),
            ("bytes=99999999999999999999-", Wanted::Nothing),
            ("bytes=-0", Wanted::Nothing),
            ("bytes=5-4", Wanted::Whole),
            ("bytes=-", Wanted::Whole),
            ("bytes=a-b", Wanted::Whole),
            ("bytes=+1-2", Wanted::Whole),
            ("bytes=0-1,5-6", Wanted::Whole),
            ("lines=0-1", Wanted::Whole),
            ("", Wanted::Whole),
        ] {
            assert_eq!(wanted(range, 100), expected, "{range}");
        }
        assert_eq!((wanted("bytes=0-", 0), wanted("bytes=-5", 0)), (Wanted::Nothing, Wanted::Whole));
    }

    #[test]
    fn a_part_is_one_of_the_bytes_that_the_client_knows() {
        for (known, expected) in [
            ("\"e1\"", Wanted::Part(1..3)),
            ("\"e2\"", Wanted::Whole),
            ("W/\"e1\"", Wanted::Whole),
            ("Sun, 06 Nov 1994 08:49:37 GMT", Wanted::Whole),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(RANGE, HeaderValue::from_static("bytes=1-2"));
            headers.insert(IF_RANGE, HeaderValue::from_static(known));
            assert_eq!(Wanted::of(&headers, &ETag("e1".to_owned()), 100), expected, "{known}");
        }
    }
}
