//! Bounces: delivery status notifications (RFC 3464), and the many that are only text.

use super::address::{Address, header_text};
use super::encoding::text_decoded;
use super::mime::{Part, Tree, split_head};
use super::status::{ScheduleStatus, StatusCode, blames_us, of_failure};

/// How much of a bounce's text is searched, in bytes.
const SEARCHED_TEXT: usize = 16 * 1024;
/// How much of the returned mail's head is kept, in bytes.
const KEPT_HEAD: usize = 16 * 1024;
/// The most recipients of one report.
const MOST_RECIPIENTS: usize = 100;

/// What another server reports about a mail sent from here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dsn {
    /// One entry per recipient; never empty.
    pub recipients: Vec<Outcome>,
    /// ENVID as given with our MAIL command (RFC 3461 §4.4).
    pub envelope_id: Option<String>,
    /// The Message-ID of the mail that is reported on, without angle brackets.
    pub returned_message_id: Option<String>,
    /// The head of the mail that is reported on, as far as it came back; at most 16 kB.
    pub returned_head: Option<String>,
}

/// What was done with the mail for a recipient (RFC 3464 §2.3.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// It will not arrive.
    Failed,
    /// It has not arrived yet; the other server goes on trying.
    Delayed,
    /// It arrived.
    Delivered,
    /// It went to a server that reports nothing.
    Relayed,
    /// It went to the members of a list.
    Expanded,
}

impl Action {
    fn parse(text: &str) -> Option<Action> {
        let word = text.trim().split(|c: char| !c.is_ascii_alphabetic()).next()?.to_ascii_lowercase();
        Some(match word.as_str() {
            "failed" | "failure" => Action::Failed,
            "delayed" => Action::Delayed,
            "delivered" => Action::Delivered,
            "relayed" => Action::Relayed,
            "expanded" => Action::Expanded,
            _ => return None,
        })
    }
}

/// What became of the mail for one recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The recipient as we wrote it (ORCPT), when the report has it.
    pub original_recipient: Option<Address>,
    /// The recipient that the reporting server saw, after aliases and forwarding.
    pub final_recipient: Option<Address>,
    /// What was done.
    pub action: Action,
    /// The enhanced status code.
    pub status: Option<StatusCode>,
    /// The other server's words, on one line.
    pub diagnostic: Option<String>,
    /// What to tell the organizer's client.
    pub schedule_status: ScheduleStatus,
    /// Whether the refusal is about our server's name, address or keys, so that the admin must know.
    pub blames_us: bool,
}

/// A report that has a machine-readable part, or a mail whose container says it is a report.
pub fn in_parts(tree: &Tree<'_>) -> Option<Dsn> {
    let prose = own_text(tree).unwrap_or_default();
    let groups: Vec<Fields> =
        tree.parts.iter().filter(|part| is_status_part(part)).flat_map(recipient_groups).collect();
    let recipients: Vec<Outcome> =
        groups.iter().filter_map(|group| outcome(group, &prose)).take(MOST_RECIPIENTS).collect();
    if recipients.is_empty() {
        return None;
    }
    let envelope_id = groups.iter().find_map(|group| group.value("original-envelope-id")).map(header_text);
    let stated = groups.iter().find_map(|g| g.value("x-original-message-id").or_else(|| g.value("messageid")));
    let returned_head = returned_head(tree);
    let returned_message_id =
        returned_head.as_deref().and_then(message_id_in).or_else(|| stated.and_then(bare_message_id));
    Some(Dsn { recipients, envelope_id, returned_message_id, returned_head })
}

/// A report in words only, as Exim, qmail, Gmail in former years, Exchange 2003, Domino, GMX and mail.ru send it.
///
/// `failed_recipients` is the value of X-Failed-Recipients. The caller has decided that this mail is a bounce.
pub fn in_text(tree: &Tree<'_>, failed_recipients: Option<&str>) -> Dsn {
    let text = own_text(tree).unwrap_or_default();
    let (report, returned) = split_returned(&text);
    let announced = failed_recipients.unwrap_or_default().split(',').filter_map(|a| Address::parse(a.trim()).ok());
    let mut recipients: Vec<Address> = announced.take(MOST_RECIPIENTS).collect();
    if recipients.is_empty() {
        recipients.extend(first_address(report));
    }
    let delayed = DELAYS.iter().any(|phrase| report.to_lowercase().contains(phrase));
    let status = StatusCode::all_in(report).into_iter().find(|code| code.class != 2);
    let outcome = |recipient: Option<Address>| Outcome {
        original_recipient: None,
        final_recipient: recipient,
        action: if delayed { Action::Delayed } else { Action::Failed },
        status,
        diagnostic: said_line(report),
        schedule_status: if delayed { ScheduleStatus::Pending } else { of_failure(status, report, "") },
        blames_us: blames_us(status, report),
    };
    let recipients = match recipients.is_empty() {
        true => vec![outcome(None)],
        false => recipients.into_iter().map(|r| outcome(Some(r))).collect(),
    };
    let returned_head = returned_head(tree).or_else(|| returned.map(|head| bounded(head.trim_start()).to_owned()));
    let returned_message_id = returned_head.as_deref().and_then(message_id_in);
    Dsn { recipients, envelope_id: None, returned_message_id, returned_head }
}

/// Whether the words of a mail are those of a bounce: they hold an error code of a mail server, or announce a failure.
pub fn sounds_like_bounce(tree: &Tree<'_>) -> bool {
    let text = own_text(tree).unwrap_or_default();
    let report = split_returned(&text).0.to_lowercase();
    StatusCode::all_in(&report).iter().any(|code| code.class != 2)
        || DELAYS.iter().chain(&FAILURES).any(|phrase| report.contains(phrase))
}

/// Words by which a server says that it goes on trying.
const DELAYS: [&str; 4] = ["has been delayed", "warning message only", "will be retried", "still being retried"];
/// Words by which a server says that it gave up.
const FAILURES: [&str; 8] = [
    "could not be delivered",
    "couldn't be delivered",
    "cannot be delivered",
    "was not delivered",
    "wasn't able to deliver",
    "unable to deliver",
    "delivery failed",
    "did not reach the following",
];

fn is_status_part(part: &&Part<'_>) -> bool {
    matches!(part.kind.as_str(), "message/delivery-status" | "message/global-delivery-status")
}

/// The fields of one recipient, names in lower case.
#[derive(Default)]
struct Fields(Vec<(String, String)>);

impl Fields {
    fn value(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(n, _)| n == name)
    }

    fn has_recipient(&self) -> bool {
        self.has("final-recipient") || self.has("original-recipient")
    }
}

/// The recipient groups of a status part; the fields about the whole mail join the first group.
///
/// A group ends at an empty line, but also where a recipient field comes again: some servers leave the empty line out.
fn recipient_groups(part: &Part<'_>) -> Vec<Fields> {
    let text = text_decoded(part.param("charset"), &part.bytes());
    let mut groups = vec![Fields::default()];
    for line in text.lines().take(4096) {
        let Some(group) = groups.last_mut() else { break };
        if line.trim().is_empty() {
            if group.has_recipient() {
                groups.push(Fields::default());
            }
        } else if line.starts_with([' ', '\t']) {
            if let Some((_, value)) = group.0.last_mut() {
                value.push(' ');
                value.push_str(line.trim());
            }
        } else if let Some((name, value)) = line.split_once(':') {
            let name = name.trim().to_ascii_lowercase();
            let field = (name.clone(), value.trim().to_owned());
            match matches!(name.as_str(), "final-recipient" | "original-recipient") && group.has(&name) {
                true => groups.push(Fields(vec![field])),
                false => group.0.push(field),
            }
        }
    }
    groups
}

fn outcome(group: &Fields, prose: &str) -> Option<Outcome> {
    if !group.has_recipient() {
        return None;
    }
    let action = group.value("action").and_then(Action::parse).unwrap_or(Action::Failed);
    let status = group.value("status").and_then(StatusCode::parse);
    let diagnostic = group.value("diagnostic-code").or_else(|| group.value("x-supplementary-info")).unwrap_or_default();
    let schedule_status = match action {
        Action::Delivered => ScheduleStatus::Delivered,
        Action::Relayed | Action::Expanded => ScheduleStatus::Sent,
        Action::Delayed => ScheduleStatus::Pending,
        // The guest's own mail filter broke: the address is right, whatever the code says.
        Action::Failed if diagnostic.to_ascii_lowercase().starts_with("x-unix") => ScheduleStatus::Undeliverable,
        Action::Failed => of_failure(status, diagnostic, split_returned(prose).0),
    };
    Some(Outcome {
        original_recipient: group.value("original-recipient").and_then(typed_address),
        final_recipient: group.value("final-recipient").and_then(typed_address),
        action,
        status,
        diagnostic: Some(header_text(diagnostic)).filter(|text| !text.is_empty()),
        schedule_status,
        blames_us: action == Action::Failed && blames_us(status, diagnostic),
    })
}

/// An address behind its type: `rfc822;bob@example.org` (RFC 3464 §2.3.1).
fn typed_address(value: &str) -> Option<Address> {
    let address = value.split_once(';').map_or(value, |(_, address)| address).trim();
    let address = address.strip_prefix('<').and_then(|rest| rest.strip_suffix('>')).unwrap_or(address);
    Address::parse(address).ok()
}

/// The words that a server wrote itself: the first text part, bounded.
fn own_text(tree: &Tree<'_>) -> Option<String> {
    let plain = tree.parts.iter().filter(|part| part.kind == "text/plain" && !part.is_attachment);
    let html = || tree.first("text/html").map(|part| without_tags(bounded(&part.text())));
    plain.map(|part| bounded(&part.text()).to_owned()).find(|text| !text.trim().is_empty()).or_else(html)
}

/// HTML with its tags cut out, good enough to search for codes and phrases.
fn without_tags(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' => {
                inside = false;
                text.push(' ');
            }
            c if !inside => text.push(c),
            _ => {}
        }
    }
    text
}

fn bounded(text: &str) -> &str {
    let mut end = text.len().min(SEARCHED_TEXT.min(KEPT_HEAD));
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// Lines with which servers introduce the mail that came back, in lower case.
const RETURNED: [&str; 7] = [
    "original message",
    "below this line is a copy",
    "this is a copy of the message",
    "below is a copy of the",
    "header of the original message",
    "headers of the original message",
    "message header follows",
];

/// The report, and the mail that follows it in the same text.
fn split_returned(text: &str) -> (&str, Option<&str>) {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let lower = line.trim().to_lowercase();
        // "the original message was received at …" opens Sendmail's reports.
        let opens = lower.starts_with("the original message was");
        if !opens && lower.len() <= 100 && RETURNED.iter().any(|phrase| lower.contains(phrase)) {
            return (text.get(..start).unwrap_or_default(), text.get(start + line.len()..));
        }
        start += line.len();
    }
    (text, None)
}

/// The first address in a report that is not the mail system's own.
fn first_address(report: &str) -> Option<Address> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || "@.!#$%&*+-/=?^_{|}~".contains(c);
    report.split(|c: char| !is_part(c)).filter(|word| word.contains('@')).find_map(|word| {
        let address = Address::parse(word.trim_matches('.')).ok()?;
        (!is_mail_system(&address)).then_some(address)
    })
}

/// Whether this is an address that servers write from.
pub fn is_mail_system(address: &Address) -> bool {
    let local = address.local().to_lowercase();
    ["mailer-daemon", "postmaster", "mail-daemon", "maildaemon", "double-bounce"]
        .iter()
        .any(|name| local.starts_with(name))
}

/// The line with the other server's words: the one that has a code.
fn said_line(report: &str) -> Option<String> {
    let has_code = |line: &&str| StatusCode::all_in(line).iter().any(|code| code.class != 2);
    let has_reply =
        |line: &&str| line.split(|c: char| !c.is_ascii_digit()).any(|n| n.len() == 3 && n.starts_with(['4', '5']));
    let line = report.lines().find(has_code).or_else(|| report.lines().find(has_reply))?;
    Some(header_text(line)).filter(|text| !text.is_empty())
}

fn returned_head(tree: &Tree<'_>) -> Option<String> {
    let is_returned = |kind: &str| {
        matches!(kind, "message/rfc822" | "message/global" | "text/rfc822-headers" | "message/global-headers")
    };
    let part = tree.parts.iter().find(|part| is_returned(&part.kind))?;
    let bytes = part.bytes();
    let head = String::from_utf8_lossy(split_head(&bytes).0).into_owned();
    Some(bounded(&head).to_owned())
}

fn message_id_in(head: &str) -> Option<String> {
    let line = |line: &&str| line.get(..11).is_some_and(|name| name.eq_ignore_ascii_case("message-id:"));
    let start = head.lines().position(|l| line(&l))?;
    let mut lines = head.lines().skip(start);
    let mut value = lines.next()?.get(11..)?.trim().to_owned();
    if value.is_empty() {
        // Folded right after the name, as Outlook does.
        value = lines.next()?.trim().to_owned();
    }
    bare_message_id(&value)
}

fn bare_message_id(value: &str) -> Option<String> {
    let id = value.trim();
    let id = id.strip_prefix('<').and_then(|rest| rest.split('>').next()).unwrap_or(id);
    (!id.is_empty() && id.len() <= 250 && id.bytes().all(|b| b.is_ascii_graphic())).then(|| id.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::read::{AddressedTo, Kind, check, read};

    /// Two recipients, one of them with the words of another server; the mail came back as headers.
    const REPORT: &str = "\
From: MAILER-DAEMON@mx.guest.example (Mail Delivery System)
To: <b-abc@cal.example.org>
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
Content-Type: multipart/report; report-type=delivery-status; boundary=a

--a
Content-Type: text/plain

This is the mail system.
--a
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.guest.example
Original-Envelope-Id: d-42

Original-Recipient: rfc822;bob@guest.example
Final-Recipient: rfc822; robert@inner.guest.example
Action: failed
Status: 5.0.0 (permanent failure)
Diagnostic-Code: smtp; 550 5.1.1
 <robert@inner.guest.example>... User Unknown
FINAL-RECIPIENT: RFC822; <carol@guest.example>
Action: Delayed
Status: 4.4.1
--a
Content-Type: text/rfc822-headers

From: <invitations@cal.example.org>
Message-Id:
 <9c1e77.0@cal.example.org>
Subject: Invitation

--a--
";

    fn bounce(mail: &str) -> Dsn {
        match read(mail.as_bytes(), AddressedTo::Bounce).unwrap().kind {
            Kind::Bounce(dsn) => dsn,
            other => panic!("read as {other:?}"),
        }
    }

    fn in_words(text: &str) -> Outcome {
        bounce(&format!("From: <mailer-daemon@example.org>\n\n{text}\n")).recipients.remove(0)
    }

    #[test]
    fn a_report_tells_each_recipients_fate() {
        let dsn = bounce(REPORT);
        assert_eq!(dsn.envelope_id.as_deref(), Some("d-42"));
        assert_eq!(dsn.returned_message_id.as_deref(), Some("9c1e77.0@cal.example.org"));
        let [bob, carol] = dsn.recipients.as_slice() else { panic!("{dsn:?}") };
        assert_eq!(bob.original_recipient, Address::parse("bob@guest.example").ok());
        assert_eq!(bob.final_recipient, Address::parse("robert@inner.guest.example").ok());
        assert_eq!((bob.action, bob.schedule_status.as_str()), (Action::Failed, "3.7"));
        assert_eq!(bob.diagnostic.as_deref(), Some("smtp; 550 5.1.1 <robert@inner.guest.example>... User Unknown"));
        assert_eq!((carol.action, carol.schedule_status.as_str()), (Action::Delayed, "1.0"));
        assert_eq!(carol.status.map(|code| code.to_string()).as_deref(), Some("4.4.1"));
    }

    #[test]
    fn actions_decide_before_codes() {
        for (action, status) in
            [("delivered", "1.2"), ("RELAYED", "1.1"), ("expanded (list)", "1.1"), ("delayed", "1.0"), ("", "3.7")]
        {
            let mail = REPORT.replacen("Action: failed", &format!("Action: {action}"), 1);
            assert_eq!(bounce(&mail).recipients[0].schedule_status.as_str(), status, "{action}");
        }
        let own_filter = REPORT.replacen("smtp; 550", "x-unix; 550", 1);
        assert_eq!(bounce(&own_filter).recipients[0].schedule_status.as_str(), "5.1");
    }

    #[test]
    fn bounces_in_words_are_understood() {
        for (text, recipient, status) in [
            (
                "Your message was not delivered to:\n  bob@guest.example\nbecause: User not listed in Directory",
                "bob@guest.example",
                "3.7",
            ),
            ("<bob@guest.example>:\n550 5.2.2 Mailbox full", "bob@guest.example", "5.1"),
            ("THIS IS A WARNING MESSAGE ONLY.\nbob@guest.example: 450 4.2.2", "bob@guest.example", "1.0"),
            ("Delivery failed 10 attempts: bob@guest.example", "bob@guest.example", "5.1"),
            ("Sorry.\n--- Below this line is a copy of the message.\nuser unknown 5.1.1 eve@evil.example", "", "5.1"),
            ("postmaster@example.org says: 554 5.7.1 Message rejected as spam", "", "5.3"),
        ] {
            let outcome = in_words(text);
            let found = outcome.final_recipient.as_ref().map(Address::as_str).unwrap_or_default();
            assert_eq!((found, outcome.schedule_status.as_str()), (recipient, status), "{text}");
        }
    }

    #[test]
    fn the_mail_that_came_back_in_the_text_is_found() {
        let dsn = bounce(
            "From: <MAILER-DAEMON@example.org>\nX-Failed-Recipients: bob@guest.example, carol@guest.example\n\nsorry\n\
             ------ This is a copy of the message, including all the headers. ------\n\nMessage-ID: <1@cal.example.org>\n",
        );
        assert_eq!(dsn.recipients.len(), 2);
        assert_eq!(dsn.returned_message_id.as_deref(), Some("1@cal.example.org"));
    }

    #[test]
    fn a_report_is_bounded() {
        let many = "Final-Recipient: rfc822; a@example.org\nAction: failed\n\n".repeat(5000);
        let mail = REPORT.replace("FINAL-RECIPIENT", &format!("\n{many}FINAL-RECIPIENT"));
        assert_eq!(bounce(&mail).recipients.len(), MOST_RECIPIENTS);
        let long = REPORT.replace("From: <invitations", &format!("X: {}\nFrom: <invitations", "x".repeat(100_000)));
        assert_eq!(bounce(&long).returned_head.map(|head| head.len()), Some(KEPT_HEAD));
    }

    #[test]
    fn changed_bytes_do_no_harm() {
        for seed in 0..500 {
            check(&crate::mail::mutate::mutated(REPORT.as_bytes(), seed));
        }
    }
}
