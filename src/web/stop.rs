//! The page on which somebody says that they want no more invitations from this server, or that they want them after all.

use askama::Template;

use crate::imip::Language;

/// What is so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Invitations are mailed to this address.
    Mailed {
        /// The address.
        address: String,
        /// Where the form goes.
        action: String,
    },
    /// None are.
    Stopped {
        /// The address.
        address: String,
        /// Where the form goes that takes it back.
        action: String,
    },
    /// No such link was ever made; says nothing about anybody.
    Unknown,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct StopView<'a> {
    /// The language of the page.
    pub language: Language,
    /// The name of this server.
    pub host: &'a str,
    /// What is so.
    pub wish: Wish,
}

impl StopView<'_> {
    fn title(&self) -> &'static str {
        match self.wish {
            Wish::Mailed { .. } => "No more invitations?",
            Wish::Stopped { .. } => "No more invitations",
            Wish::Unknown => "This link does not work",
        }
    }

    fn words(&self) -> String {
        match &self.wish {
            Wish::Mailed { address, .. } => {
                format!("{} mails invitations, changes and cancellations to {address}. You can stop that.", self.host)
            }
            Wish::Stopped { address, .. } => format!(
                "{} mails nothing about meetings to {address} any more: no invitations, no changes, no cancellations. \
                 Whoever invites you is told that you do not get them.",
                self.host
            ),
            Wish::Unknown => "Perhaps it was cut off. Please use the whole link as it stands in the mail.".to_owned(),
        }
    }

    fn action(&self) -> Option<&str> {
        match &self.wish {
            Wish::Mailed { action, .. } | Wish::Stopped { action, .. } => Some(action),
            Wish::Unknown => None,
        }
    }

    fn button(&self) -> &'static str {
        match self.wish {
            Wish::Mailed { .. } => "Mail me no more invitations",
            Wish::Stopped { .. } | Wish::Unknown => "Mail them to me again",
        }
    }
}

#[derive(Template)]
#[template(path = "stop.html")]
struct StopPage<'a> {
    page: &'a StopView<'a>,
}

/// The page.
///
/// # Errors
/// None that is known; askama's writers may fail in principle.
pub fn page(view: &StopView<'_>) -> Result<String, askama::Error> {
    StopPage { page: view }.render()
}
