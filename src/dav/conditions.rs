//! Request headers as types: `Depth`, `If-Match`, `If-None-Match`, `If-Schedule-Tag-Match`, `If-Modified-Since`,
//! `If-Unmodified-Since`, `Prefer`, `Schedule-Reply`, `CalDAV-Timezones`, `X-RSVPD-Notify`.

use chrono::{DateTime, NaiveDateTime, Utc};
use hyper::HeaderMap;
use hyper::header::{HeaderName, IF_MATCH, IF_MODIFIED_SINCE, IF_NONE_MATCH, IF_UNMODIFIED_SINCE};

use super::error::Failure;
use crate::ical::{self, Component};
use crate::id::{ETag, ScheduleTag};
use crate::itip::ReplyWanted;
use crate::schedule::{Conditions, Match, Notify, Tags};

/// A header that cannot be read; the answer is 400 with its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadHeader(pub &'static str);

/// How far below the request URI a request reaches (RFC 4918 §10.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// The resource itself.
    Zero,
    /// The resource and its members.
    One,
    /// Everything below.
    Infinity,
}

impl Depth {
    /// The `Depth` header, or `absent` where there is none.
    ///
    /// # Errors
    /// Anything but `0`, `1` and `infinity`.
    pub fn of(headers: &HeaderMap, absent: Depth) -> Result<Depth, BadHeader> {
        match single(headers, "depth")? {
            None => Ok(absent),
            Some("0") => Ok(Depth::Zero),
            Some("1") => Ok(Depth::One),
            Some(text) if text.eq_ignore_ascii_case("infinity") => Ok(Depth::Infinity),
            Some(_) => Err(BadHeader("Depth")),
        }
    }
}

/// What the client would like the answer to look like (RFC 8144, and `Brief` that came before it).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Prefer {
    /// `return=minimal`: leave out properties that do not exist.
    pub minimal: bool,
    /// `return=representation`: answer a write with the new text.
    pub representation: bool,
    /// `depth-noroot`: leave out the collection itself.
    pub no_root: bool,
}

impl Prefer {
    /// The `Prefer` headers; what is not understood is no wish (RFC 7240 §2).
    pub fn of(headers: &HeaderMap) -> Prefer {
        let mut prefer = Prefer { minimal: is(headers, "brief", "t"), ..Prefer::default() };
        let lines = headers.get_all("prefer").iter().filter_map(|line| line.to_str().ok());
        for wish in lines.flat_map(|line| line.split(',')) {
            match wish.split(';').next().unwrap_or_default().trim().replace(['"', ' '], "").as_str() {
                "return=minimal" | "return-minimal" => prefer.minimal = true,
                "return=representation" | "return-representation" => prefer.representation = true,
                "depth-noroot" => prefer.no_root = true,
                _ => {}
            }
        }
        prefer
    }
}

/// Whether objects are sent with the VTIMEZONEs of zones that everybody knows (`CalDAV-Timezones`, RFC 7809 §7.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Timezones {
    /// The header is not there: as they were stored, byte by byte.
    #[default]
    AsStored,
    /// `T`: all that are named.
    Sent,
    /// `F`: none that the time zone service has.
    LeftOut,
}

impl Timezones {
    /// The `CalDAV-Timezones` header; another value than `T` and `F` is no wish.
    pub fn of(headers: &HeaderMap) -> Timezones {
        match () {
            () if is(headers, "caldav-timezones", "t") => Timezones::Sent,
            () if is(headers, "caldav-timezones", "f") => Timezones::LeftOut,
            () => Timezones::AsStored,
        }
    }

    /// Whether the text may be sent as it is without a look into it.
    pub fn keep(self, text: &[u8]) -> bool {
        let has = |word: &[u8]| text.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word));
        match self {
            Timezones::AsStored => true,
            Timezones::Sent => !has(b"TZID"),
            Timezones::LeftOut => !has(b"BEGIN:VTIMEZONE"),
        }
    }

    /// Brings a calendar into the wanted form.
    pub fn apply(self, calendar: &mut Component) {
        match self {
            Timezones::AsStored => {}
            Timezones::Sent => ical::with_timezones(calendar),
            Timezones::LeftOut => ical::without_timezones(calendar),
        }
    }
}

/// The conditions under which a write may happen; they are held against the stored object inside the write
/// transaction.
///
/// # Errors
/// A header that is not a list of entity tags or `*` (RFC 9110 §13.1), or a Schedule-Tag that is not one (RFC 6638
/// §8.2).
pub fn conditions(headers: &HeaderMap) -> Result<Conditions, BadHeader> {
    Ok(Conditions {
        if_match: tags(headers, IF_MATCH.as_str()).map_err(|()| BadHeader("If-Match"))?,
        if_none_match: tags(headers, IF_NONE_MATCH.as_str()).map_err(|()| BadHeader("If-None-Match"))?,
        if_schedule_tag_match: single(headers, "if-schedule-tag-match")?
            .map(|text| unquoted(text).map(ScheduleTag))
            .transpose()
            .map_err(|()| BadHeader("If-Schedule-Tag-Match"))?,
        if_unmodified_since: date(headers, IF_UNMODIFIED_SINCE),
    })
}

/// Whether a client that asks for something has it already; what it demands comes before that (RFC 9110 §13.2.2).
///
/// # Errors
/// What is demanded does not hold; those of [`conditions`].
pub fn is_known(headers: &HeaderMap, there: Tags<'_>) -> Result<bool, Failure> {
    let conditions = conditions(headers)?;
    let demanded = Conditions { if_none_match: None, ..conditions.clone() };
    if !demanded.hold_for(Some(there)) {
        return Err(Failure::ConditionFailed);
    }
    // A tag says more than a time.
    if conditions.if_none_match.is_some() {
        return Ok(!conditions.hold_for(Some(there)));
    }
    let known = date(headers, IF_MODIFIED_SINCE).zip(there.modified);
    Ok(known.is_some_and(|(since, modified)| modified.timestamp() <= since.timestamp()))
}

/// What is no date, or several, is no condition (RFC 9110 §13.1.3, §13.1.4).
fn date(headers: &HeaderMap, name: HeaderName) -> Option<DateTime<Utc>> {
    match headers.get_all(name).iter().collect::<Vec<_>>()[..] {
        [line] => line.to_str().ok().and_then(|text| http_date(text.trim())),
        _ => None,
    }
}

/// The three forms of a date that a recipient must read (RFC 9110 §5.6.7).
const DATES: [&str; 3] = ["%a, %d %b %Y %H:%M:%S GMT", "%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"];

fn http_date(text: &str) -> Option<DateTime<Utc>> {
    DATES.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok()).map(|time| time.and_utc())
}

/// Whether a deletion may tell the organizer: `Schedule-Reply: F` forbids it (RFC 6638 §8.1).
pub fn reply(headers: &HeaderMap) -> ReplyWanted {
    if is(headers, "schedule-reply", "f") { ReplyWanted::Quiet } else { ReplyWanted::AsUsual }
}

/// Which guests elsewhere are mailed about a change: `X-RSVPD-Notify: all`, `invited` or `none`.
///
/// # Errors
/// Another word: a change that tells people must not be made by mistake.
pub fn notify(headers: &HeaderMap) -> Result<Notify, BadHeader> {
    let Some(word) = single(headers, "x-rsvpd-notify")? else {
        return Ok(Notify::Usual);
    };
    Notify::of_word(word).ok_or(BadHeader("X-RSVPD-Notify"))
}

fn is(headers: &HeaderMap, name: &'static str, value: &str) -> bool {
    headers.get(name).is_some_and(|found| found.as_bytes().trim_ascii().eq_ignore_ascii_case(value.as_bytes()))
}

fn single<'a>(headers: &'a HeaderMap, name: &'static str) -> Result<Option<&'a str>, BadHeader> {
    let Some(value) = headers.get(name) else { return Ok(None) };
    let text = value.to_str().map_err(|_| BadHeader(name))?.trim();
    Ok(Some(text))
}

fn tags(headers: &HeaderMap, name: &str) -> Result<Option<Match>, ()> {
    let mut tags = Vec::new();
    for line in headers.get_all(name) {
        let line = line.to_str().map_err(drop)?;
        for tag in line.split(',').map(str::trim).filter(|tag| !tag.is_empty()) {
            if tag == "*" {
                return Ok(Some(Match::Any));
            }
            tags.push(ETag(unquoted(tag)?));
        }
    }
    let is_absent = tags.is_empty() && !headers.contains_key(name);
    Ok((!is_absent).then_some(Match::Tags(tags)))
}

/// The tag between its quotes.
///
/// Reverse proxies that compress turn our strong tags into weak ones (`W/"…"`), and clients send those back: a server
/// that took them at their word would refuse every write behind such a proxy. The quotes are missing in some clients'
/// requests.
fn unquoted(tag: &str) -> Result<String, ()> {
    let strong = tag.strip_prefix("W/").unwrap_or(tag);
    let inner = strong.strip_prefix('"').and_then(|tag| tag.strip_suffix('"')).unwrap_or(strong);
    let legal = !inner.is_empty() && inner.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'"');
    // nginx and Apache mark what they compressed in the tag itself.
    legal.then(|| inner.trim_end_matches("-gzip").to_owned()).ok_or(())
}

#[cfg(test)]
mod tests {
    use hyper::header::{HeaderName, HeaderValue};

    use super::*;

    fn headers(lines: &[(&'static str, &str)]) -> HeaderMap {
        let mut map = HeaderMap::new();
        for (name, value) in lines {
            map.append(HeaderName::from_static(name), HeaderValue::from_str(value).unwrap());
        }
        map
    }

    #[test]
    fn depth_has_three_values() {
        for (value, depth) in [("0", Depth::Zero), (" 1 ", Depth::One), ("Infinity", Depth::Infinity)] {
            assert_eq!(Depth::of(&headers(&[("depth", value)]), Depth::Zero), Ok(depth));
        }
        assert_eq!(Depth::of(&headers(&[]), Depth::One), Ok(Depth::One));
        for bad in ["2", "", "0, 1", "-1"] {
            assert_eq!(Depth::of(&headers(&[("depth", bad)]), Depth::Zero), Err(BadHeader("Depth")), "{bad:?}");
        }
    }

    #[test]
    fn entity_tags_are_lists_over_several_lines() {
        let found = conditions(&headers(&[("if-match", "\"a\", W/\"b\""), ("if-match", "c,\"d-gzip\"")])).unwrap();
        let tags = ["a", "b", "c", "d"].map(|tag| ETag(tag.to_owned())).to_vec();
        assert_eq!(found.if_match, Some(Match::Tags(tags)));
        assert_eq!(found.if_none_match, None);
        let any = conditions(&headers(&[("if-none-match", " * ")])).unwrap();
        assert_eq!(any.if_none_match, Some(Match::Any));
    }

    #[test]
    fn an_empty_list_matches_nothing_and_garbage_is_refused() {
        assert_eq!(conditions(&headers(&[("if-match", "")])).unwrap().if_match, Some(Match::Tags(Vec::new())));
        for bad in ["\"\"", "\"a b\"", "a\"b", "W/"] {
            assert_eq!(conditions(&headers(&[("if-match", bad)])).err(), Some(BadHeader("If-Match")), "{bad:?}");
        }
    }

    #[test]
    fn a_date_is_read_in_each_form_and_what_is_none_is_no_condition() {
        let since = |text| conditions(&headers(&[("if-unmodified-since", text)])).unwrap().if_unmodified_since;
        for text in ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"] {
            assert_eq!(since(text).map(|time| time.timestamp()), Some(784_111_777), "{text}");
        }
        for bad in ["", "1994-11-06T08:49:37Z", "Mon, 06 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 +0100"] {
            assert_eq!(since(bad), None, "{bad}");
        }
    }

    #[test]
    fn who_has_it_already_says_so_by_a_tag_or_else_by_a_time() {
        let (etag, at) = (ETag("e1".to_owned()), |seconds: i64| DateTime::from_timestamp(784_111_777 + seconds, 0));
        let time = "Sun, 06 Nov 1994 08:49:37 GMT";
        for (lines, modified, known) in [
            (&[][..], 0, Some(false)),
            (&[("if-none-match", "\"e1\"")], 0, Some(true)),
            (&[("if-none-match", "\"e2\"")], 0, Some(false)),
            (&[("if-modified-since", time)], 0, Some(true)),
            (&[("if-modified-since", time)], -9, Some(true)),
            (&[("if-modified-since", time)], 1, Some(false)),
            (&[("if-modified-since", "yesterday")], 0, Some(false)),
            (&[("if-modified-since", time), ("if-none-match", "\"e2\"")], 0, Some(false)),
            (&[("if-modified-since", time), ("if-match", "\"e2\"")], 0, None),
        ] {
            let there = Tags { etag: Some(&etag), schedule_tag: None, modified: at(modified) };
            assert_eq!(is_known(&headers(lines), there).ok(), known, "{lines:?} {modified}");
        }
    }

    #[test]
    fn a_schedule_tag_is_a_single_tag() {
        let found = conditions(&headers(&[("if-schedule-tag-match", "\"1-2\"")])).unwrap();
        assert_eq!(found.if_schedule_tag_match, Some(ScheduleTag("1-2".to_owned())));
        assert!(conditions(&headers(&[("if-schedule-tag-match", "\"a\", \"b\"")])).is_err());
    }

    #[test]
    fn wishes_are_found_among_others() {
        let prefer = Prefer::of(&headers(&[("prefer", "wait=5, return=minimal; x=1"), ("prefer", "depth-noroot")]));
        assert_eq!(prefer, Prefer { minimal: true, no_root: true, representation: false });
        assert!(Prefer::of(&headers(&[("prefer", "return = \"representation\"")])).representation);
        assert!(Prefer::of(&headers(&[("brief", "T")])).minimal);
        assert_eq!(Prefer::of(&headers(&[("prefer", "minimal")])), Prefer::default());
    }

    #[test]
    fn who_is_told_is_one_of_three_words() {
        for (word, expected) in [
            ("all", Ok(Notify::All)),
            ("Invited", Ok(Notify::Invited)),
            (" NONE ", Ok(Notify::Nobody)),
            ("", Err(BadHeader("X-RSVPD-Notify"))),
            ("nobody", Err(BadHeader("X-RSVPD-Notify"))),
        ] {
            assert_eq!(notify(&headers(&[("x-rsvpd-notify", word)])), expected, "{word:?}");
        }
        assert_eq!(notify(&headers(&[])), Ok(Notify::Usual));
    }

    #[test]
    fn only_f_silences_the_reply() {
        assert_eq!(reply(&headers(&[("schedule-reply", "F")])), ReplyWanted::Quiet);
        assert_eq!(reply(&headers(&[("schedule-reply", "T")])), ReplyWanted::AsUsual);
        assert_eq!(reply(&headers(&[])), ReplyWanted::AsUsual);
    }
}
