//! What waits for a person to decide: proposed times, answers of people who are not invited or that nothing proves, and
//! invitations of strangers, each with its two buttons.

use askama::Template;

use crate::imip::{Language, Piece, Row};
use crate::store::Question;

/// What a question says, and what its buttons do.
struct Words {
    /// Who "does" this, after the name.
    asks: &'static str,
    /// The button that says yes.
    accept: &'static str,
    /// What follows from it.
    accepting: &'static str,
    /// The button that says no.
    refuse: &'static str,
    /// What follows from that.
    refusing: &'static str,
    /// What is said when it was accepted.
    accepted: &'static str,
    /// What is said when it was refused.
    refused: &'static str,
}

const PROPOSAL: Words = Words {
    asks: "proposes another time",
    accept: "Move the meeting",
    accepting: "Everybody who is invited is told of the new time and asked again.",
    refuse: "Keep the time",
    refusing: "Whoever proposed is told that the time stays.",
    accepted: "The meeting is moved to the proposed time. Everybody who is invited is told.",
    refused: "The meeting stays as it is. Whoever proposed is told.",
};

const NEWCOMER: Words = Words {
    asks: "answered without an invitation",
    accept: "Make them a guest",
    accepting: "The address is put on the guest list with this answer, and is told of changes from then on.",
    refuse: "Leave them out",
    refusing: "The guest list stays as it is. Nobody is told.",
    accepted: "They are on the guest list now, with their answer.",
    refused: "They are not on the guest list. Nobody was told.",
};

const ANSWER: Words = Words {
    asks: "is said to have answered",
    accept: "Let the answer count",
    accepting: "Do so if you know that it is really theirs. If another address is named above, it is theirs for good from then on.",
    refuse: "Do not count it",
    refusing: "The guest list stays as it is. Nobody is told.",
    accepted: "The message counts as theirs now.",
    refused: "The message does not count. Nobody was told.",
};

const INVITATION: Words = Words {
    asks: "wants to invite you",
    accept: "Let it in",
    accepting: "It comes into the calendar, unanswered; invitations of this sender come in by themselves from then on.",
    refuse: "Leave it out",
    refusing: "It goes from this list. Nobody is told.",
    accepted: "The invitation is in the calendar, where you can answer it. Whoever sent it is let in from now on.",
    refused: "The invitation is not in the calendar. Nobody was told.",
};

fn words(question: Question) -> &'static Words {
    match question {
        Question::Proposal(..) => &PROPOSAL,
        Question::Newcomer => &NEWCOMER,
        Question::Answer => &ANSWER,
        Question::Invitation => &INVITATION,
    }
}

/// What is said when a question was decided.
pub fn decided(question: Question, is_accepted: bool) -> &'static str {
    let words = words(question);
    if is_accepted { words.accepted } else { words.refused }
}

/// A question, in words.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Its number.
    pub id: i64,
    /// What stands for the question as it is shown.
    pub seen: String,
    /// What is to be decided.
    pub question: Question,
    /// The title of the meeting.
    pub title: String,
    /// Who asks.
    pub who: String,
    /// Who is asked, if it is not the reader: a room or resource, or for whom the reader acts.
    pub asked: Option<String>,
    /// When, where, what is proposed or answered.
    pub rows: Vec<Row>,
    /// What they wrote; may be empty.
    pub comment: String,
    /// Since when it waits.
    pub since: String,
    /// Whether something proves who sent it.
    pub is_proven: bool,
}

impl Asked {
    fn words(&self) -> &'static Words {
        words(self.question)
    }

    fn asks(&self) -> String {
        match (&self.asked, self.question) {
            (Some(asked), Question::Invitation) => format!("wants to invite {asked}"),
            _ => self.words().asks.to_owned(),
        }
    }

    /// Whether a refusal reaches somebody, who may be told a word with it.
    fn takes_words(&self) -> bool {
        matches!(self.question, Question::Proposal(..))
    }
}

/// Somebody else for whom the reader acts.
#[derive(Clone, Debug)]
pub struct Other {
    /// The account's name.
    pub name: String,
    /// The person's name.
    pub display_name: String,
    /// How many questions wait for them.
    pub count: i64,
}

/// What the page shows.
#[derive(Clone, Debug)]
pub struct WaitingView<'a> {
    /// The language of the page.
    pub language: Language,
    /// The name of this server.
    pub host: &'a str,
    /// The token of its forms.
    pub token: &'a str,
    /// For whom the reader acts on this page, and what they are called; `None` where it is the reader's own.
    pub acting: Option<(&'a str, &'a str)>,
    /// Others for whom the reader acts, and something waits.
    pub others: &'a [Other],
    /// How many questions there are in all.
    pub all: i64,
    /// Those that are shown, oldest first.
    pub asked: &'a [Asked],
    /// Whether some before them are not shown.
    pub is_later_part: bool,
    /// The number after which there are more.
    pub more_after: Option<i64>,
    /// What was done, in a sentence.
    pub done: Option<&'a str>,
    /// What did not work, in a sentence.
    pub problem: Option<&'a str>,
}

impl WaitingView<'_> {
    /// Where the page begins.
    fn beginning(&self) -> String {
        self.acting.map_or_else(|| "/waiting/".to_owned(), |(name, _)| format!("/waiting/?for={name}"))
    }

    /// Where it goes on after the question of this number.
    fn part_after(&self, after: &i64) -> String {
        let join = if self.acting.is_some() { '&' } else { '?' };
        format!("{}{join}after={after}", self.beginning())
    }
}

#[derive(Template)]
#[template(path = "waiting.html")]
struct WaitingPage<'a> {
    page: &'a WaitingView<'a>,
}

/// The page.
///
/// # Errors
/// None that is known; askama's writers may fail in principle.
pub fn page(view: &WaitingView<'_>) -> Result<String, askama::Error> {
    WaitingPage { page: view }.render()
}
