//! A person's settings: how a program is connected, its passwords, feeds, and who came in.

use askama::Template;

use crate::imip::Language;

/// A line of the table of app passwords.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasswordLine {
    /// Its number.
    pub id: i64,
    /// What its owner calls it.
    pub name: String,
    /// What it opens, in words.
    pub opens: &'static str,
    /// When it was made, used last and ends, in words.
    pub created: String,
    /// As `created`.
    pub used: String,
    /// As `created`.
    pub expires: String,
}

/// A line of the table of sign-ins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignInLine {
    /// When, in words.
    pub last: String,
    /// From where.
    pub peer: String,
    /// By what.
    pub means: String,
}

/// A line of the list of feeds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedLine {
    /// What its owner calls it.
    pub name: String,
    /// What it shows, in words.
    pub shows: String,
    /// When it was made and read last, in words.
    pub created: String,
    /// As `created`.
    pub used: String,
}

/// What a choice is called in the form, and for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice<'a> {
    /// In the form.
    pub value: &'a str,
    /// For people.
    pub label: &'a str,
}

/// What the main password of this person is and opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MainPassword {
    /// It opens the pages and programs.
    OpensEverything,
    /// It opens the pages only, by the person's own choice.
    OpensPages,
    /// It opens the pages only, as this server is set.
    OpensPagesAlways,
    /// It is not kept here.
    Elsewhere,
}

/// What the settings page shows.
#[derive(Clone, Debug)]
pub struct SettingsView<'a> {
    /// The language of the page.
    pub language: Language,
    /// The name of this server.
    pub host: &'a str,
    /// The token of its forms.
    pub token: &'a str,
    /// The account's name.
    pub name: &'a str,
    /// The person's name.
    pub display_name: &'a str,
    /// How many questions wait for the person's decision, and how many for those for whom the person acts.
    pub waiting: (i64, i64),
    /// The address to give to a program.
    pub caldav_url: &'a str,
    /// The name and the secret of an app password just made: this is the only time it is shown.
    pub made: Option<(&'a str, &'a str)>,
    /// The name and the address of a feed just made: this is the only time it is shown.
    pub made_feed: Option<(&'a str, &'a str)>,
    /// What was done, in a sentence.
    pub done: Option<&'a str>,
    /// What did not work, in a sentence.
    pub problem: Option<&'a str>,
    /// App passwords there are.
    pub passwords: &'a [PasswordLine],
    /// What an app password may open.
    pub scopes: &'a [Choice<'a>],
    /// How long one may work.
    pub times: &'a [Choice<'a>],
    /// Feeds there are.
    pub feeds: &'a [FeedLine],
    /// The calendars that a feed can show.
    pub calendars: &'a [Choice<'a>],
    /// The main password.
    pub main: MainPassword,
    /// Who came in, the newest first.
    pub sign_ins: &'a [SignInLine],
}

#[derive(Template)]
#[template(path = "settings.html")]
struct SettingsPage<'a> {
    page: &'a SettingsView<'a>,
}

/// The settings page.
///
/// # Errors
/// None that is known; askama's writers may fail in principle.
pub fn page(view: &SettingsView<'_>) -> Result<String, askama::Error> {
    SettingsPage { page: view }.render()
}
