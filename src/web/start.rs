//! The start page: what this server is, and what to type into a calendar program.

use askama::Template;

use crate::imip::Language;

/// Somebody who can log in to the demo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Login {
    /// The user name.
    pub name: String,
    /// The password, which is no secret in a demo.
    pub password: String,
    /// Who that is, such as "Alice Example, alice@example.org".
    pub who: String,
}

/// What the start page says about a demo.
#[derive(Clone, Debug)]
pub struct DemoStart<'a> {
    /// The path of the guests' mailbox.
    pub mailbox: &'a str,
    /// Who can log in.
    pub logins: &'a [Login],
}

/// What the start page shows.
#[derive(Clone, Debug)]
pub struct StartView<'a> {
    /// The language of the page.
    pub language: Language,
    /// The name of this server.
    pub host: &'a str,
    /// The address to give to a calendar program, such as `https://cal.example.org/`.
    pub caldav_url: &'a str,
    /// The version of the program.
    pub version: &'a str,
    /// Set in a demo only.
    pub demo: Option<DemoStart<'a>>,
}

#[derive(Template)]
#[template(path = "start.html")]
struct StartPage<'a> {
    page: &'a StartView<'a>,
}

/// The start page.
///
/// # Errors
/// None that is known; askama's writers may fail in principle.
pub fn page(view: &StartView<'_>) -> Result<String, askama::Error> {
    StartPage { page: view }.render()
}
