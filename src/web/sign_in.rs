//! The sign-in page: who you are, for your own settings.

use std::fmt;

use askama::Template;

use crate::imip::Language;

/// Why nobody was signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotSignedIn {
    /// There is no such account, or the password is wrong.
    Wrong,
    /// Too many passwords were wrong; so many seconds have to pass.
    TooOften(i64),
    /// The form is from another browser, another site, or too old.
    StaleForm,
    /// Whoever knows the passwords cannot be asked right now.
    NotNow,
    /// The other server did not say who it is, or did not prove it.
    NotProven,
    /// Nobody here is meant.
    NotKnownHere,
}

impl fmt::Display for NotSignedIn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NotSignedIn::Wrong => f.write_str(
                "There is no account of this name with this password. Check both; a new password comes from whoever runs \
                 this server.",
            ),
            NotSignedIn::TooOften(seconds) => {
                write!(f, "Too many passwords were wrong. Please wait {seconds} seconds, then try again.")
            }
            NotSignedIn::StaleForm => f.write_str(
                "This form is no longer good. Please fill it in once more; if that does not help, allow this site its cookie.",
            ),
            NotSignedIn::NotNow => f.write_str("You cannot be looked up right now. Please try again in a moment."),
            NotSignedIn::NotProven => f.write_str(
                "Your organization did not confirm who you are. Please try again; if that does not help, whoever runs this server \
                 finds the reason in its log.",
            ),
            NotSignedIn::NotKnownHere => {
                f.write_str("That sign-in does not lead to an account here. Whoever runs this server can make one.")
            }
        }
    }
}

/// What the sign-in page shows.
#[derive(Clone, Debug)]
pub struct SignInView<'a> {
    /// The language of the page.
    pub language: Language,
    /// The name of this server.
    pub host: &'a str,
    /// The token of the form.
    pub token: &'a str,
    /// Where to go afterwards.
    pub to: &'a str,
    /// What was typed as the name.
    pub name: &'a str,
    /// Why it did not work before.
    pub problem: Option<NotSignedIn>,
    /// What the button for signing in elsewhere says; no such button if `None`.
    pub elsewhere: Option<&'a str>,
}

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignInPage<'a> {
    page: &'a SignInView<'a>,
}

/// The sign-in page.
///
/// # Errors
/// None that is known; askama's writers may fail in principle.
pub fn page(view: &SignInView<'_>) -> Result<String, askama::Error> {
    SignInPage { page: view }.render()
}
