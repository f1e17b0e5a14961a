//! Which texts a message gets: from what happened, seen by its recipient, to the body of a mail.

use super::facts::{Change, Facts, Party, Reader};
use super::phrases::{Given, Phrase, Sort};
use super::prose::{Prose, one_line};
use super::text::{AnswerLinks, Ask, Body};
use super::words::Language;
use crate::ical::{Attendee, CalendarObject, Component, PartStat, When, Zones};
use crate::itip::{Field, Message, MessageKind, Method};

/// What the texts depend on beside the message.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting<'a> {
    pub message: &'a Message,
    pub previous: Option<&'a CalendarObject>,
    pub reader: &'a Reader<'a>,
    /// The person of this server who speaks.
    pub sender: &'a Party,
    /// Who acts for them, if somebody does.
    pub sent_by: Option<&'a Party>,
    pub answer_page: Option<&'a str>,
    pub stop_page: Option<&'a str>,
    pub admin: Option<&'a str>,
    pub host: &'a str,
}

/// The body of the mail for a message.
pub(super) fn body(setting: &Setting<'_>) -> Body {
    let message = setting.message;
    let facts = Facts::of(&message.object, setting.reader);
    match message.method {
        Method::Reply | Method::Counter | Method::Refresh => answering(setting, facts.without_guests()),
        Method::Publish | Method::Request | Method::Add | Method::Cancel | Method::DeclineCounter => {
            let facts = facts.organized_by(setting.sender.clone());
            // A cancellation names only its recipient, and so does a word about a proposal.
            let names_one = matches!(message.method, Method::Cancel | Method::DeclineCounter);
            let facts = if names_one { facts.without_guests() } else { facts };
            organizing(setting, facts)
        }
    }
}

/// What an organizer of this server tells a guest.
fn organizing(setting: &Setting<'_>, facts: Facts) -> Body {
    let (message, language) = (setting.message, setting.reader.language);
    let organizer = &speaker(setting);
    let (is_one_date, of) = (facts.is_one_date, facts.sort());
    let number = message.object.parts().count();
    // What differs in each of several dates, the dates themselves say.
    let is_update = matches!(message.kind, MessageKind::Update { .. }) && !(is_one_date && number > 1);
    let changes = match setting.previous.filter(|_| is_update) {
        Some(previous) => facts.changes_since(&before(previous, message, setting.reader)),
        None => Vec::new(),
    };
    let either = |of_all, of_one| if is_one_date { of_one } else { of_all };
    let mut notes = Vec::new();
    let (subject, lead) = match (message.method, &message.kind) {
        (Method::Cancel, MessageKind::Removed) => {
            notes.push(Phrase::MayStillTakePlace(of));
            (
                Phrase::SubjectRemoved,
                either(Phrase::Removed { organizer }, Phrase::RemovedFromDates { organizer, number }),
            )
        }
        (Method::Cancel, _) => {
            notes.push(Phrase::NothingToDo);
            if is_one_date {
                notes.push(Phrase::OtherDatesStand);
            }
            let of_dates = Phrase::CancelledDates { organizer, number, of };
            (Phrase::SubjectCancelled, either(Phrase::Cancelled { organizer, of }, of_dates))
        }
        (Method::DeclineCounter, _) => {
            notes.push(Phrase::StaysAsItWas(of));
            (Phrase::SubjectProposalDeclined, Phrase::ProposalDeclined { organizer })
        }
        (Method::Publish, _) => (Phrase::SubjectInvitation, Phrase::Informs { organizer, of }),
        (_, MessageKind::Update { changed }) => {
            notes.extend(whether_to_answer(&facts, changed, &changes, setting));
            (
                Phrase::SubjectUpdate,
                either(Phrase::Changed { organizer, of }, Phrase::ChangedDates { organizer, number }),
            )
        }
        (_, MessageKind::AskedAgain) => (Phrase::SubjectInvitation, Phrase::AsksAgain { organizer }),
        (_, MessageKind::Resent) => (Phrase::SubjectInvitation, Phrase::SendsAsAsked { organizer, of }),
        _ => (
            Phrase::SubjectInvitation,
            either(Phrase::Invites { organizer, to: of }, Phrase::InvitesToDates { organizer, number }),
        ),
    };
    if is_update && setting.previous.is_some() && changes.is_empty() {
        notes.push(Phrase::SmallChanges);
    }
    Body {
        language,
        subject: subject_line(language, subject, &facts),
        lead: sentence(language.say(lead)),
        notes: notes.iter().map(|note| language.say(*note)).collect(),
        is_off: message.method == Method::Cancel,
        comment: comment(&message.object),
        changes,
        ask: ask(setting, &facts),
        footer: footer(setting, facts.sort()),
        facts,
    }
}

/// What a user of this server answers an organizer outside.
fn answering(setting: &Setting<'_>, mut facts: Facts) -> Body {
    let (message, language) = (setting.message, setting.reader.language);
    let attendee = &speaker(setting);
    let partstat = message.object.parts().find_map(|part| part.attendee(&message.sender).map(|a| a.partstat()));
    let given = partstat.and_then(Given::of);
    let (subject, lead) = match message.method {
        Method::Counter => (Phrase::SubjectProposal, Phrase::Proposes { attendee }),
        Method::Refresh => (Phrase::SubjectRefresh, Phrase::AsksForCurrent { attendee, of: facts.sort() }),
        _ if facts.is_task => (Phrase::SubjectAnswer(given), Phrase::AnsweredTask { attendee, given }),
        _ => (Phrase::SubjectAnswer(given), Phrase::Answered { attendee, given }),
    };
    if let (Method::Counter, Some(when)) = (message.method, facts.rows.first_mut()) {
        when.label = language.say(Phrase::LabelProposed);
    }
    Body {
        language,
        subject: subject_line(language, subject, &facts),
        lead: sentence(language.say(lead)),
        notes: Vec::new(),
        is_off: false,
        comment: comment(&message.object),
        changes: Vec::new(),
        ask: None,
        footer: footer(setting, facts.sort()),
        facts,
    }
}

/// Who speaks, and for whom.
fn speaker(setting: &Setting<'_>) -> String {
    let of = setting.sender.to_string();
    match setting.sent_by {
        Some(by) => setting.reader.language.say(Phrase::OnBehalf { by: &by.to_string(), of: &of }),
        None => of,
    }
}

/// The state the guest knows, in the view this message gives: of the one instance it is about, or of all.
fn before(previous: &CalendarObject, message: &Message, reader: &Reader<'_>) -> Facts {
    match only_instance(&message.object) {
        Some(recurrence) => Facts::of_instance(previous, &recurrence, reader),
        None => Facts::of(previous, reader),
    }
}

/// The one instance that an object is about.
fn only_instance(object: &CalendarObject) -> Option<When> {
    let mut parts = object.parts();
    match (object.master(), parts.next(), parts.next()) {
        (None, Some(part), None) => part.recurrence_id(),
        _ => None,
    }
}

/// Whether an answer is wanted again. A message that waited in the outbox does not say what changed; what the guest was
/// last sent does.
fn whether_to_answer(
    facts: &Facts,
    changed: &[Field],
    changes: &[Change],
    setting: &Setting<'_>,
) -> Option<Phrase<'static>> {
    let times = [Phrase::LabelWhen, Phrase::LabelDue].map(|label| setting.reader.language.say(label));
    let is_moved = changed.iter().any(|field| matches!(field, Field::Time | Field::Recurrence))
        || changes.iter().any(|change| times.contains(&change.label));
    match (facts.given, is_moved) {
        (Some(_), _) => Some(Phrase::AnswerStays),
        (None, true) if is_asked(setting) => Some(Phrase::AnswerAgain),
        (None, _) => None,
    }
}

/// Whether the message asks its recipient for an answer.
fn is_asked(setting: &Setting<'_>) -> bool {
    let message = setting.message;
    let asks = |part: &Component| {
        part.attendee(&message.recipient)
            .is_some_and(|guest| guest.partstat() != PartStat::Delegated && guest.rsvp() != Some(false))
    };
    matches!(message.method, Method::Request | Method::Add) && message.object.parts().any(asks)
}

fn ask(setting: &Setting<'_>, facts: &Facts) -> Option<Ask> {
    if !is_asked(setting) {
        return None;
    }
    let language = setting.reader.language;
    let links = setting.answer_page.map(|page| AnswerLinks::of(&on_that_date(page, setting)));
    let question = if facts.given.is_some() { language.say(Phrase::ChangeYourAnswer) } else { facts.question() };
    let hints: &[Phrase<'_>] = match links {
        Some(_) => &[Phrase::ConfirmThere, Phrase::AnswerByMailProgram, Phrase::ForwardWarning],
        None => &[Phrase::AnswerOnlyByMailProgram, Phrase::ForwardWarning],
    };
    Some(Ask { question, links, hints: hints.iter().map(|hint| language.say(*hint)).collect() })
}

/// The answer page as a mail about one date opens it: an answer given there at once must not be one for the whole series.
fn on_that_date(page: &str, setting: &Setting<'_>) -> String {
    let object = &setting.message.object;
    match only_instance(object) {
        Some(date) if object.parts().all(|part| !part.is_this_and_future()) => {
            let instant = Zones::of(object.calendar(), setting.reader.floating).instant(&date);
            format!("{page}?instance={}", instant.format("%Y%m%dT%H%M%SZ"))
        }
        _ => page.to_owned(),
    }
}

fn footer(setting: &Setting<'_>, of: Sort) -> Prose {
    let (language, host) = (setting.reader.language, setting.host);
    let name = &setting.sender.to_string();
    let why = match setting.message.method {
        Method::Reply | Method::Counter | Method::Refresh => Phrase::SentFor { host, attendee: name },
        _ => {
            let guest = setting.message.recipient.email().unwrap_or_default();
            Phrase::WhyYou { host, organizer: name, guest, of }
        }
    };
    let mut lines = vec![language.say(why)];
    lines.extend(setting.admin.map(|admin| language.say(Phrase::AskAdmin { admin })));
    lines.extend(setting.stop_page.map(|page| language.say(Phrase::Stop { page })));
    Prose::of(&lines.join("\n"), 2_000)
}

/// The COMMENT of a message.
fn comment(object: &CalendarObject) -> Prose {
    let text = object.parts().find_map(|part| part.text("COMMENT"));
    text.map(|text| Prose::of(&text, LONGEST_COMMENT)).unwrap_or_default()
}

/// "Invitation: Project start @ Tue 12 May 2026 10:00 - 11:00 (CEST)".
fn subject_line(language: Language, prefix: Phrase<'_>, facts: &Facts) -> String {
    let title = one_line(&facts.title, LONGEST_TITLE_IN_SUBJECT);
    let what = match facts.when_in_brief.as_str() {
        "" => title,
        when => language.say(Phrase::SubjectAt { title: &title, when }),
    };
    format!("{}: {what}", language.say(prefix))
}

/// A sentence whose full stop depends on what follows it on the page: names end in anything.
fn sentence(text: String) -> String {
    if text.ends_with(['.', '?', '!']) { text } else { format!("{text}.") }
}

/// The name an organizer or attendee line gives to the recipient.
pub(super) fn name_of_recipient(message: &Message) -> Option<String> {
    let is_it = |party: &Attendee<'_>| party.address == message.recipient;
    message.object.parts().find_map(|part| {
        let lines = part.lines().filter(|line| line.is("ATTENDEE") || line.is("ORGANIZER"));
        let party = lines.filter_map(Attendee::of).find(is_it)?;
        Party::of(&party).name
    })
}

const LONGEST_TITLE_IN_SUBJECT: usize = 70;
const LONGEST_COMMENT: usize = 1_000;

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::ical::CalAddress;
    use crate::imip::samples::{MEETING, berlin, event, invitation, message, update};

    /// The body of Alice's mail to Bob for a message, with an answer page.
    pub fn body_of(message: &Message) -> Body {
        body_with(message, Some("https://cal.example.org/i/s3cr3tanswer"))
    }

    fn body_with(message: &Message, answer_page: Option<&str>) -> Body {
        let floating = berlin();
        let reader =
            Reader { address: &message.recipient, language: Language::English, floating: &floating, zone: None };
        body(&Setting {
            message,
            previous: message.was.as_deref(),
            reader: &reader,
            sender: &Party::new(Some("Alice Example"), "alice@home.example"),
            sent_by: None,
            answer_page,
            stop_page: None,
            admin: None,
            host: "cal.example.org",
        })
    }

    fn answered(partstat: &str) -> Message {
        let object =
            event("REQUEST", MEETING).to_text().replace("PARTSTAT=NEEDS-ACTION", &format!("PARTSTAT={partstat}"));
        let mut message = update(MEETING, &[Field::Place]);
        message.object = CalendarObject::read(object.as_bytes()).unwrap().into();
        message
    }

    #[test]
    fn every_kind_of_message_has_its_subject_and_first_sentence() {
        let one_date = "RECURRENCE-ID;TZID=Europe/Berlin:20260512T100000\n";
        for (method, kind, lines, subject, lead) in [
            (Method::Request, MessageKind::Invitation, "", "Invitation: ", "invites you."),
            (
                Method::Request,
                MessageKind::Invitation,
                one_date,
                "Invitation: ",
                "invites you to one date of a series.",
            ),
            (
                Method::Request,
                MessageKind::Update { changed: vec![] },
                "",
                "Updated invitation: ",
                "changed an event you are invited to.",
            ),
            (Method::Request, MessageKind::AskedAgain, "", "Invitation: ", "asks you to answer again."),
            (
                Method::Request,
                MessageKind::Resent,
                "",
                "Invitation: ",
                "sends you the current state of an event, as you asked.",
            ),
            (Method::Request, MessageKind::Foreign, "", "Invitation: ", "invites you."),
            (Method::Add, MessageKind::Invitation, one_date, "Invitation: ", "invites you to one date of a series."),
            (Method::Cancel, MessageKind::Cancelled, "", "Cancelled: ", "called it off."),
            (Method::Cancel, MessageKind::Cancelled, one_date, "Cancelled: ", "called it off."),
            (Method::Cancel, MessageKind::Removed, "", "Removed from guest list: ", "took you off it."),
            (Method::Cancel, MessageKind::Removed, one_date, "Removed from guest list: ", "took you off it."),
            (
                Method::DeclineCounter,
                MessageKind::Foreign,
                "",
                "Declined proposal: ",
                "did not accept the new time you proposed.",
            ),
            (Method::Publish, MessageKind::Foreign, "", "Invitation: ", "tells you about an event."),
        ] {
            let object = event(method.as_str(), &format!("{one_date_or}{MEETING}", one_date_or = lines));
            let body = body_of(&message(method, kind.clone(), object));
            assert_eq!(body.subject, format!("{subject}Project start @ Tue 12 May 2026 10:00 - 11:00 (CEST)"));
            assert!(body.lead.ends_with(lead), "{method:?} {kind:?}: {}", body.lead);
            assert!(body.lead.contains("Alice Example <alice@home.example>"));
        }
    }

    #[test]
    fn an_answer_is_named_in_subject_and_first_sentence() {
        for (partstat, subject, lead) in [
            ("ACCEPTED", "Accepted: ", "will come."),
            ("TENTATIVE", "Tentatively accepted: ", "will perhaps come."),
            ("DECLINED", "Declined: ", "will not come."),
            ("DELEGATED", "Delegated: ", "sends somebody else."),
            ("NEEDS-ACTION", "Undecided: ", "has not decided yet."),
        ] {
            let text =
                event("REPLY", MEETING).to_text().replace("PARTSTAT=NEEDS-ACTION", &format!("PARTSTAT={partstat}"));
            let object = CalendarObject::read(text.as_bytes()).unwrap();
            let body = body_of(&message(Method::Reply, MessageKind::Reply, object));
            assert!(body.subject.starts_with(subject) && body.lead.ends_with(lead), "{}: {}", body.subject, body.lead);
            assert!(body.ask.is_none() && body.facts.guests.is_empty());
        }
    }

    #[test]
    fn a_proposal_calls_its_time_one() {
        let body = body_of(&message(Method::Counter, MessageKind::Foreign, event("COUNTER", MEETING)));
        assert!(body.subject.starts_with("New time proposed: ") && body.lead.ends_with("proposes another time."));
        assert_eq!(body.facts.rows.first().map(|row| row.label.as_str()), Some("Proposed"));
    }

    #[test]
    fn only_who_has_to_answer_is_asked() {
        let question = |message: &Message| body_of(message).ask.map(|ask| ask.question);
        assert_eq!(question(&invitation(MEETING)).as_deref(), Some("Will you come?"));
        assert_eq!(question(&answered("ACCEPTED")).as_deref(), Some("Change your answer?"));
        assert_eq!(question(&message(Method::Cancel, MessageKind::Cancelled, event("CANCEL", MEETING))), None);
        let mut unasked = invitation(MEETING);
        let text = unasked.object.to_text().replace("RSVP=TRUE", "RSVP=FALSE");
        unasked.object = CalendarObject::read(text.as_bytes()).unwrap().into();
        assert_eq!(question(&unasked), None);
        let mut stranger = invitation(MEETING);
        stranger.recipient = CalAddress::mailto("list@guest.example");
        assert_eq!(question(&stranger), None);
    }

    #[test]
    fn an_update_says_whether_the_answer_still_counts() {
        let notes = |message: &Message| body_of(message).notes.join(" ");
        assert!(notes(&update(MEETING, &[Field::Time])).starts_with("The time has changed"));
        assert_eq!(notes(&update(MEETING, &[Field::Place])), "");
        assert_eq!(notes(&answered("DECLINED")), "You do not need to answer again.");
    }

    #[test]
    fn a_first_invitation_shows_no_changes_whatever_was_before() {
        let mut first = invitation(MEETING);
        first.was = Some(event("REQUEST", "DTSTART:20200101T000000Z\nSUMMARY:Old").into());
        assert!(body_of(&first).changes.is_empty());
        let mut same = update(MEETING, &[Field::Attachments]);
        same.was = Some(same.object.clone());
        assert_eq!(body_of(&same).notes, ["Only small details changed."]);
    }

    #[test]
    fn without_an_answer_page_the_mail_program_has_to_do() {
        let ask = body_with(&invitation(MEETING), None).ask.unwrap();
        assert!(ask.links.is_none());
        assert_eq!(ask.hints.first().map(String::as_str), Some("Answer with the buttons of your mail program."));
        assert!(ask.hints.iter().any(|hint| hint.contains("do not forward")));
    }
}
