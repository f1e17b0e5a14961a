//! Objects that were read lately: a thousand mails about one meeting say the same to all its guests, and would read the
//! lines of a thousand guests a thousand times.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use crate::ical::CalendarObject;
use crate::store::Text;

/// Texts that are kept.
const KEPT: usize = 4;
/// Bytes of the longest one.
const LONGEST: usize = 1024 * 1024;

/// What was read lately; clones share it.
#[derive(Clone, Default)]
pub struct Lately(Arc<Mutex<VecDeque<Read>>>);

/// A text, its object, and how we write that.
#[derive(Clone)]
pub(super) struct Read {
    text: Text,
    pub(super) object: Arc<CalendarObject>,
    pub(super) written: Text,
}

impl Lately {
    /// The object of a text; `None` if it cannot be read.
    pub(super) fn read(&self, text: &Text) -> Option<Read> {
        let known =
            self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().find(|read| read.text == *text).cloned();
        if known.is_some() {
            return known;
        }
        let object = CalendarObject::read(text).ok()?;
        let written = object.to_edited_bytes();
        let written = if written == **text { text.clone() } else { written.into() };
        let read = Read { text: text.clone(), object: Arc::new(object), written };
        if text.len() <= LONGEST {
            let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if kept.len() == KEPT {
                kept.pop_front();
            }
            kept.push_back(read.clone());
        }
        Some(read)
    }
}
