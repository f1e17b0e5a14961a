//! Why a text is no calendar object, in words that help whoever wrote it.

use std::fmt;

/// The CalDAV precondition that an unusable object violates (RFC 4791 §5.3.2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Precondition {
    /// `CALDAV:valid-calendar-data`: it is no iCalendar.
    ValidCalendarData,
    /// `CALDAV:valid-calendar-object-resource`: it is iCalendar, but no object of one UID and one kind (RFC 4791 §4.1).
    ValidCalendarObjectResource,
    /// `CALDAV:supported-calendar-component`: it is of a kind this server does not keep.
    SupportedCalendarComponent,
    /// `CALDAV:max-resource-size`: it is longer than anybody's calendar object (RFC 4791 §5.2.5).
    MaxResourceSize,
    /// `CALDAV:max-attendees-per-instance`: it invites more people than this server can serve (RFC 4791 §5.2.9).
    MaxAttendeesPerInstance,
    /// `CALDAV:max-instances`: it takes place too often (RFC 4791 §5.2.8).
    MaxInstances,
    /// `CALDAV:min-date-time`: it speaks of a time too long ago (RFC 4791 §5.2.6).
    MinDateTime,
    /// `CALDAV:max-date-time`: it speaks of a time too far ahead (RFC 4791 §5.2.7).
    MaxDateTime,
}

/// Why a text cannot be used as a calendar object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    /// The line of the input, counted from 1; 0 when it is about the whole or an object made by the program.
    pub line: usize,
    /// The property or component it is about, in upper case; empty when it is about none.
    pub subject: String,
    /// What is wrong: a clause that follows the subject, without a full stop.
    pub reason: String,
    /// What it violates.
    pub precondition: Precondition,
}

impl Invalid {
    /// The text is no iCalendar.
    pub(super) fn data(line: usize, subject: &str, reason: impl Into<String>) -> Invalid {
        Invalid::of(Precondition::ValidCalendarData, line, subject, reason.into())
    }

    /// The iCalendar is no calendar object resource.
    pub(super) fn resource(line: usize, subject: &str, reason: impl Into<String>) -> Invalid {
        Invalid::of(Precondition::ValidCalendarObjectResource, line, subject, reason.into())
    }

    /// The component is none this server keeps.
    pub(super) fn component(line: usize, subject: &str, reason: impl Into<String>) -> Invalid {
        Invalid::of(Precondition::SupportedCalendarComponent, line, subject, reason.into())
    }

    /// The text exceeds a limit.
    pub(super) fn beyond(limit: Precondition, line: usize, subject: &str, reason: String) -> Invalid {
        Invalid::of(limit, line, subject, reason)
    }

    fn of(precondition: Precondition, line: usize, subject: &str, reason: String) -> Invalid {
        Invalid { line, subject: subject.to_owned(), reason, precondition }
    }
}

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line > 0 {
            write!(f, "line {}: ", self.line)?;
        }
        if !self.subject.is_empty() {
            write!(f, "{} ", self.subject)?;
        }
        f.write_str(&self.reason)
    }
}

impl std::error::Error for Invalid {}
