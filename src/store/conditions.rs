//! What is demanded of the stored state before it may be changed: by a client, or by who imports a file.

use chrono::{DateTime, Utc};

use super::ObjectHead;
use crate::id::{ETag, ScheduleTag};

/// The conditions of one request; they are evaluated inside the write transaction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conditions {
    /// `If-Match` (RFC 9110 §13.1.1).
    pub if_match: Option<Match>,
    /// `If-None-Match` (RFC 9110 §13.1.2).
    pub if_none_match: Option<Match>,
    /// `If-Schedule-Tag-Match` (RFC 6638 §8.3).
    pub if_schedule_tag_match: Option<ScheduleTag>,
    /// `If-Unmodified-Since` (RFC 9110 §13.1.4), in whole seconds.
    pub if_unmodified_since: Option<DateTime<Utc>>,
}

/// The value of `If-Match` or `If-None-Match`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Match {
    /// `*`: any state at all.
    Any,
    /// One of these tags.
    Tags(Vec<ETag>),
}

/// The tags of something that is there.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tags<'a> {
    /// Its entity tag; a collection has none.
    pub etag: Option<&'a ETag>,
    /// Its Schedule-Tag, if it is a scheduling object.
    pub schedule_tag: Option<&'a ScheduleTag>,
    /// When it was changed last, where that is known.
    pub modified: Option<DateTime<Utc>>,
}

/// Whether an object that stands at the destination of a MOVE or COPY may be replaced (RFC 4918 §10.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overwrite {
    /// It may.
    Allowed,
    /// It may not.
    Forbidden,
}

/// What becomes of an object whose UID is in the collection already, with another text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Same {
    /// The stored one stays.
    Stays,
    /// The imported one takes its place.
    IsReplaced,
}

/// What became of an imported object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Imported {
    /// It is new here.
    Added,
    /// It took the place of one with the same UID.
    Replaced,
    /// It was put to other dates of the same series.
    Joined,
    /// It was here already, with the same text.
    Known,
    /// Another text with this UID is here, and stays.
    Kept,
}

impl<'a> Tags<'a> {
    /// Those of an object.
    pub fn of(head: &'a ObjectHead) -> Tags<'a> {
        Tags { etag: Some(&head.etag), schedule_tag: head.schedule_tag.as_ref(), modified: Some(head.modified) }
    }
}

impl Match {
    fn fits(&self, there: Option<Tags<'_>>) -> bool {
        match (self, there) {
            (_, None) => false,
            (Match::Any, Some(_)) => true,
            (Match::Tags(tags), Some(there)) => there.etag.is_some_and(|etag| tags.contains(etag)),
        }
    }
}

impl Conditions {
    /// Whether the stored state of an object, if there is one, is as demanded.
    pub fn hold(&self, head: Option<&ObjectHead>) -> bool {
        self.hold_for(head.map(Tags::of))
    }

    /// Whether the stored state of something, if it is there, is as demanded.
    pub fn hold_for(&self, there: Option<Tags<'_>>) -> bool {
        let matched = self.if_match.as_ref().is_none_or(|wanted| wanted.fits(there));
        let unmatched = self.if_none_match.as_ref().is_none_or(|unwanted| !unwanted.fits(there));
        matched && unmatched && self.schedule_tag_holds(there) && self.is_unmodified(there)
    }

    /// What is there is as old as it has to be. A tag says more than a time, so where `If-Match` is, only that counts; and
    /// what has no time of change passes (RFC 9110 §13.1.4).
    fn is_unmodified(&self, there: Option<Tags<'_>>) -> bool {
        match (self.if_unmodified_since, there.and_then(|there| there.modified)) {
            (Some(since), Some(modified)) if self.if_match.is_none() => modified.timestamp() <= since.timestamp(),
            _ => true,
        }
    }

    /// Whether they prove that the client has seen the newest state.
    pub fn name_the_newest(&self) -> bool {
        matches!(self.if_match, Some(Match::Tags(_)))
    }

    fn schedule_tag_holds(&self, there: Option<Tags<'_>>) -> bool {
        match &self.if_schedule_tag_match {
            None => true,
            Some(wanted) => there.is_some_and(|there| there.schedule_tag == Some(wanted)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::{CalendarId, ObjectId};

    fn head(etag: &str, schedule_tag: Option<&str>) -> ObjectHead {
        ObjectHead {
            id: ObjectId(1),
            calendar: CalendarId(1),
            name: "a.ics".into(),
            uid: "u".into(),
            component: "VEVENT".into(),
            etag: ETag(etag.into()),
            schedule_tag: schedule_tag.map(|tag| ScheduleTag(tag.into())),
            size: 1,
            created: chrono::DateTime::UNIX_EPOCH,
            modified: chrono::DateTime::UNIX_EPOCH,
            shown: None,
            revision: 1,
        }
    }

    #[test]
    fn conditions_hold_as_the_rfcs_say() {
        let tags = |tag: &str| Some(Match::Tags(vec![ETag(tag.into())]));
        let stored = head("e1", Some("s1"));
        let at = |seconds| DateTime::from_timestamp(seconds, 0);
        let none = Conditions::default();
        let cases = [
            (none.clone(), true, true),
            (Conditions { if_match: Some(Match::Any), ..none.clone() }, true, false),
            (Conditions { if_none_match: Some(Match::Any), ..none.clone() }, false, true),
            (Conditions { if_match: tags("e1"), ..none.clone() }, true, false),
            (Conditions { if_match: tags("e2"), ..none.clone() }, false, false),
            (Conditions { if_none_match: tags("e1"), ..none.clone() }, false, true),
            (Conditions { if_schedule_tag_match: Some(ScheduleTag("s1".into())), ..none.clone() }, true, false),
            (Conditions { if_schedule_tag_match: Some(ScheduleTag("s2".into())), ..none.clone() }, false, false),
            (Conditions { if_unmodified_since: at(0), ..none.clone() }, true, true),
            (Conditions { if_unmodified_since: at(-1), ..none.clone() }, false, true),
            (Conditions { if_unmodified_since: at(-1), if_match: tags("e1"), ..none.clone() }, true, false),
            (Conditions { if_unmodified_since: at(0), if_none_match: tags("e1"), ..none.clone() }, false, true),
        ];
        for (conditions, with, without) in cases {
            assert_eq!(conditions.hold(Some(&stored)), with, "{conditions:?}");
            assert_eq!(conditions.hold(None), without, "{conditions:?}");
        }
    }
}
