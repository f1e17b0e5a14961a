//! Names that cannot be confused: a calendar's number is not an object's, an ETag is not a Schedule-Tag.

use std::fmt;

use sha2::{Digest, Sha256};

macro_rules! number {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub i64);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }
    };
}

number!(
    /// Names a principal: a person, room, resource or group.
    PrincipalId
);
number!(
    /// Names a calendar collection, the schedule inbox included.
    CalendarId
);
number!(
    /// Names one stored calendar object.
    ObjectId
);
number!(
    /// Names a calendar that is shared with one person.
    ShareId
);
number!(
    /// Names a plain file or a folder.
    FileId
);
number!(
    /// Names a managed attachment.
    AttachmentId
);
number!(
    /// Names bytes that files share.
    BlobId
);
number!(
    /// Names a text that objects and mails share.
    TextId
);

/// Why a text cannot be the name it was meant to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BadName {
    /// What the name was meant for.
    pub what: &'static str,
    /// What is wrong with it.
    pub reason: &'static str,
}

impl fmt::Display for BadName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.what, self.reason)
    }
}

impl std::error::Error for BadName {}

fn checked(what: &'static str, text: &str, longest: usize) -> Result<(), BadName> {
    let reason = if text.is_empty() {
        "is empty"
    } else if text.len() > longest {
        "is too long"
    } else if text.chars().any(char::is_control) {
        "has a control character"
    } else {
        return Ok(());
    };
    Err(BadName { what, reason })
}

/// The last path segment of a member of a collection, decoded: 1 to 255 bytes, no `/`, no control characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ObjectName(String);

impl ObjectName {
    /// Bytes of the longest name.
    pub const LONGEST: usize = 255;

    /// Accepts a decoded path segment.
    ///
    /// # Errors
    /// An empty segment, `.` or `..`, more than 255 bytes, a `/` or a control character.
    pub fn parse(text: &str) -> Result<ObjectName, BadName> {
        checked("object name", text, ObjectName::LONGEST)?;
        if text.contains('/') || text == "." || text == ".." {
            return Err(BadName { what: "object name", reason: "is not one path segment" });
        }
        Ok(ObjectName(text.to_owned()))
    }

    /// The name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ObjectName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The UID that all components of one object share (RFC 5545 §3.8.4.7): 1 to 1,024 bytes, without blanks around it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uid(String);

impl Uid {
    /// Accepts the text of a UID property.
    ///
    /// # Errors
    /// An empty text, more than 1,024 bytes or a control character.
    pub fn parse(text: &str) -> Result<Uid, BadName> {
        let text = text.trim();
        checked("UID", text, 1024)?;
        Ok(Uid(text.to_owned()))
    }

    /// The UID as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Uid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The first 16 bytes of the SHA-256 of `bytes`, in hexadecimal.
fn digest(bytes: &[u8]) -> String {
    half(&Sha256::digest(bytes).into())
}

/// The first 16 bytes of a digest, in hexadecimal.
fn half(digest: &[u8; 32]) -> String {
    data_encoding::HEXLOWER.encode(&digest[..16])
}

/// A strong entity tag, without its quotes (RFC 9110 §8.8.3): derived from the stored bytes, so equal bytes have equal tags.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ETag(pub String);

impl ETag {
    /// The tag of these bytes.
    pub fn of(bytes: &[u8]) -> ETag {
        ETag(digest(bytes))
    }

    /// The tag of the bytes with this SHA-256.
    pub fn of_digest(digest: &[u8; 32]) -> ETag {
        ETag(half(digest))
    }
}

impl fmt::Display for ETag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Makes the entity tag of bytes that come in pieces.
#[derive(Clone, Debug, Default)]
pub struct TagOfPieces(Sha256);

impl TagOfPieces {
    /// Adds the next piece.
    pub fn add(&mut self, piece: &[u8]) {
        self.0.update(piece);
    }

    /// The tag of all pieces: the same as [`ETag::of`] for them in one.
    pub fn tag(self) -> ETag {
        ETag(half(&self.0.finalize().into()))
    }
}

/// A Schedule-Tag, without its quotes (RFC 6638 §3.2.10): a digest of the properties that matter for scheduling, and a
/// code that tells two versions apart which agree in them.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ScheduleTag(pub String);

/// The digest of what a Schedule-Tag stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagBasis(String);

impl TagBasis {
    /// That of this canonical text.
    pub fn of(text: &str) -> TagBasis {
        TagBasis(digest(text.as_bytes()))
    }
}

impl ScheduleTag {
    /// A tag for what has this basis; `code` is one that no other version had.
    pub fn new(basis: &TagBasis, code: &str) -> ScheduleTag {
        ScheduleTag(format!("{}-{code}", basis.0))
    }

    /// Another tag for what has this one; `code` is one that no other version had.
    pub fn renewed(&self, code: &str) -> ScheduleTag {
        let digest = self.0.split_once('-').map_or(self.0.as_str(), |(digest, _)| digest);
        ScheduleTag(format!("{digest}-{code}"))
    }

    /// Whether what has the tag has this basis.
    pub fn stands_for(&self, basis: &TagBasis) -> bool {
        self.0.starts_with(&basis.0)
    }
}

impl fmt::Display for ScheduleTag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Bytes as lower-case base32 without padding (RFC 4648 §6): survives mail programs that change the case of addresses.
pub fn base32(bytes: &[u8]) -> String {
    data_encoding::BASE32_NOPAD.encode(bytes).to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_schedule_tag_shows_what_it_stands_for() {
        let [lunch, supper] = ["lunch", "supper"].map(TagBasis::of);
        let tag = ScheduleTag::new(&lunch, "1");
        assert!(tag.stands_for(&lunch) && !tag.stands_for(&supper));
        let again = tag.renewed("b");
        assert!(again != tag && again.stands_for(&lunch), "{again}");
        assert_ne!(tag, ScheduleTag::new(&lunch, "2"));
    }

    #[test]
    fn an_object_name_is_one_path_segment() {
        for bad in ["", ".", "..", "a/b", "a\nb", &"x".repeat(256)] {
            assert!(ObjectName::parse(bad).is_err(), "{bad:?}");
        }
        assert_eq!(ObjectName::parse("lunch.ics").unwrap().as_str(), "lunch.ics");
    }

    #[test]
    fn a_uid_has_no_blanks_around_it() {
        assert_eq!(Uid::parse(" u1 ").unwrap().as_str(), "u1");
        assert!(Uid::parse("  ").is_err());
    }
}
