//! Why a text is no vCard, in words that help whoever wrote it.

use std::fmt;

/// The CardDAV precondition that an unusable card violates (RFC 6352 §6.3.2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Precondition {
    /// `CARDDAV:valid-address-data`: it is no valid vCard.
    ValidAddressData,
    /// `CARDDAV:supported-address-data`: it is a vCard of a version that is not kept here.
    SupportedAddressData,
    /// `CARDDAV:max-resource-size`: it is longer than anybody's card.
    MaxResourceSize,
}

/// Why a text cannot be used as a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    /// The line of the input, counted from 1; 0 when it is about the whole.
    pub line: usize,
    /// The property it is about, in upper case; empty when it is about none.
    pub subject: String,
    /// What is wrong: a clause that follows the subject, without a full stop.
    pub reason: String,
    /// What it violates.
    pub precondition: Precondition,
}

impl Invalid {
    /// The text is no valid vCard.
    pub(super) fn data(line: usize, subject: &str, reason: impl Into<String>) -> Invalid {
        Invalid::of(Precondition::ValidAddressData, line, subject, reason)
    }

    /// The text violates this condition.
    pub(super) fn of(precondition: Precondition, line: usize, subject: &str, reason: impl Into<String>) -> Invalid {
        Invalid { line, subject: subject.to_owned(), reason: reason.into(), precondition }
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
