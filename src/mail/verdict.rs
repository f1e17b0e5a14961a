//! Who does an answer really come from? Evidence in, verdict out.
//!
//! A token and the sender's authentication are independent proofs. What has one of them is applied, what has neither is shown
//! and never silently dropped. This table is for REPLY, COUNTER and REFRESH; what others organize is judged elsewhere.

use super::address::Address;

/// What the address that the answer came to proves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Token {
    /// It came to an address without a token.
    Absent,
    /// The token is ours and stands for this attendee of this meeting.
    Valid {
        /// The attendee.
        attendee: Address,
    },
    /// The token is ours, but the meeting is over or the token was withdrawn.
    Expired,
    /// It looks like a token but is none of ours.
    Forged,
}

/// What a domain wants done with mail that fails its DMARC check (RFC 7489 §6.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    /// Nothing.
    None,
    /// Treat it as suspicious.
    Quarantine,
    /// Do not accept it.
    Reject,
}

/// The result of DMARC for the domain of From.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dmarc {
    /// An aligned DKIM signature or SPF result passed.
    Pass,
    /// The domain has a record, and nothing aligned passed.
    Fail(Policy),
    /// The domain has no record, or nothing could be checked.
    Unknown,
}

/// What is known about the sender of an answer.
#[derive(Clone, Debug)]
pub struct Evidence<'a> {
    /// What the address it came to proves.
    pub token: Token,
    /// The result of DMARC.
    pub dmarc: Dmarc,
    /// The domains whose DKIM signatures passed, in lower case.
    pub dkim_domains: &'a [String],
    /// The only address of the only From header.
    pub from: Option<&'a Address>,
    /// The address of Sender.
    pub sender: Option<&'a Address>,
    /// The ATTENDEE inside the calendar part; Kopano and old iCal leave it out.
    pub attendee: Option<&'a Address>,
    /// Other addresses that the attendee is known to answer from.
    pub aliases: &'a [Address],
    /// Whether the ATTENDEE is on the guest list.
    pub is_guest: bool,
}

/// What an applied answer rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Proof {
    /// The token, and a sender who is the attendee and authenticated.
    TokenAndSender,
    /// The token, and Google's calendar, which answers for Workspace domains without alignment.
    TokenAndGoogle,
    /// The token; the authenticated sender is somebody else, perhaps an alias: note it.
    TokenFromOther(Address),
    /// No token; the sender is the attendee and authenticated.
    Sender,
}

/// Why an answer is held until the organizer decides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HoldReason {
    /// The domain of From asks not to trust this mail.
    DmarcFailed,
    /// An authenticated sender answers for another guest.
    SenderIsNotAttendee,
}

/// Why an answer changes nothing and remains ordinary mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LeaveReason {
    /// The meeting is over or the token was withdrawn.
    TokenExpired,
    /// Neither a token nor authentication.
    NotAuthenticated,
    /// No token, and the domain of From asks not to trust this mail.
    Disowned,
    /// Neither a token nor an ATTENDEE: nobody's answer.
    NoAttendee,
}

/// Why an answer is refused at RCPT.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefuseReason {
    /// The token is none of ours.
    TokenForged,
}

/// What to do with an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Apply it.
    Apply(Proof),
    /// Apply it and mark that the sender is not verified.
    ApplyUnverified,
    /// Change nothing until the organizer says so.
    Hold(HoldReason),
    /// Somebody who is not the invited guest answers: tell the organizer, change nothing.
    PartyCrasher {
        /// Through whose invitation, if a token tells.
        invited: Option<Address>,
    },
    /// Change nothing; it is left to people as mail.
    Leave(LeaveReason),
    /// Do not accept it.
    Refuse(RefuseReason),
}

/// The address that Google Calendar sends answers from.
const GOOGLE_CALENDAR: &str = "calendar-notification@google.com";

impl Evidence<'_> {
    fn is_authenticated(&self) -> bool {
        self.dmarc == Dmarc::Pass && self.from.is_some()
    }

    fn is_disowned(&self) -> bool {
        matches!(self.dmarc, Dmarc::Fail(Policy::Quarantine | Policy::Reject))
    }

    fn is_google_calendar(&self) -> bool {
        self.dkim_domains.iter().any(|domain| domain == "google.com")
            && self.sender.is_some_and(|sender| sender.key() == GOOGLE_CALENDAR)
    }

    fn is_from(&self, attendee: &Address) -> bool {
        self.from.is_some_and(|from| from == attendee || self.aliases.contains(from))
    }
}

/// Judges an answer.
pub fn verdict(evidence: &Evidence<'_>) -> Verdict {
    match &evidence.token {
        Token::Forged => Verdict::Refuse(RefuseReason::TokenForged),
        Token::Expired => Verdict::Leave(LeaveReason::TokenExpired),
        Token::Valid { attendee } => with_token(evidence, attendee),
        Token::Absent => without_token(evidence),
    }
}

fn with_token(evidence: &Evidence<'_>, invited: &Address) -> Verdict {
    let is_google = evidence.is_google_calendar() && evidence.is_from(invited);
    if evidence.is_disowned() && !is_google {
        return Verdict::Hold(HoldReason::DmarcFailed);
    }
    // The token caps the answer: whatever ATTENDEE says, it cannot touch another guest.
    if evidence.attendee.is_some_and(|attendee| attendee != invited) {
        return Verdict::PartyCrasher { invited: Some(invited.clone()) };
    }
    match evidence.from {
        Some(_) if evidence.is_authenticated() && evidence.is_from(invited) => Verdict::Apply(Proof::TokenAndSender),
        _ if is_google => Verdict::Apply(Proof::TokenAndGoogle),
        Some(from) if evidence.is_authenticated() => Verdict::Apply(Proof::TokenFromOther(from.clone())),
        _ => Verdict::ApplyUnverified,
    }
}

fn without_token(evidence: &Evidence<'_>) -> Verdict {
    if evidence.is_disowned() {
        return Verdict::Leave(LeaveReason::Disowned);
    }
    if !evidence.is_authenticated() {
        return Verdict::Leave(LeaveReason::NotAuthenticated);
    }
    match evidence.attendee {
        None => Verdict::Leave(LeaveReason::NoAttendee),
        Some(_) if !evidence.is_guest => Verdict::PartyCrasher { invited: None },
        Some(attendee) if evidence.is_from(attendee) => Verdict::Apply(Proof::Sender),
        Some(_) => Verdict::Hold(HoldReason::SenderIsNotAttendee),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One case: row of the table, token's attendee, DMARC, passed DKIM domain, From, Sender, ATTENDEE, guest?, verdict.
    type Case<'a> = (&'a str, &'a str, Dmarc, &'a str, &'a str, &'a str, &'a str, bool, Verdict);

    const BOB: &str = "bob@guest.example";
    const BOB_AT_HOME: &str = "bob@home.example";
    const EVE: &str = "eve@evil.example";
    const REJECTED: Dmarc = Dmarc::Fail(Policy::Reject);

    fn address(text: &str) -> Option<Address> {
        Address::parse(text).ok()
    }

    fn judge((_, token, dmarc, dkim, from, sender, attendee, is_guest, _): &Case<'_>) -> Verdict {
        let (from, sender, attendee) = (address(from), address(sender), address(attendee));
        verdict(&Evidence {
            token: match *token {
                "" => Token::Absent,
                "expired" => Token::Expired,
                "forged" => Token::Forged,
                attendee => Token::Valid { attendee: address(attendee).unwrap() },
            },
            dmarc: *dmarc,
            dkim_domains: &[(*dkim).to_owned()],
            from: from.as_ref(),
            sender: sender.as_ref(),
            attendee: attendee.as_ref(),
            aliases: &[address(BOB_AT_HOME).unwrap()],
            is_guest: *is_guest,
        })
    }

    #[test]
    fn each_row_of_the_table_holds() {
        use Dmarc::{Fail, Pass, Unknown};
        use Policy::Quarantine;
        let crasher = |invited: &str| Verdict::PartyCrasher { invited: address(invited) };
        let from_other = |from: &str| Verdict::Apply(Proof::TokenFromOther(address(from).unwrap()));
        let both = || Verdict::Apply(Proof::TokenAndSender);
        let google = || Verdict::Apply(Proof::TokenAndGoogle);
        let spoofed = || Verdict::Hold(HoldReason::DmarcFailed);
        let upper = "BOB@Guest.Example";
        let cases: Vec<Case<'_>> = vec![
            ("1", BOB, Pass, "", BOB, "", BOB, true, both()),
            ("1 case of letters", BOB, Pass, "", upper, "", upper, true, both()),
            ("1 no ATTENDEE", BOB, Pass, "", BOB, "", "", true, both()),
            ("1 known alias", BOB, Pass, "", BOB_AT_HOME, "", BOB, true, both()),
            ("1 Google, aligned", BOB, Pass, "google.com", BOB, GOOGLE_CALENDAR, BOB, true, both()),
            ("2", BOB, REJECTED, "google.com", BOB, GOOGLE_CALENDAR, BOB, true, google()),
            ("2 no record", BOB, Unknown, "google.com", BOB, GOOGLE_CALENDAR, BOB, true, google()),
            ("2 without Google's signature", BOB, REJECTED, "evil.example", BOB, GOOGLE_CALENDAR, BOB, true, spoofed()),
            ("2 without Google's Sender", BOB, REJECTED, "google.com", BOB, EVE, BOB, true, spoofed()),
            ("2 but From somebody else", BOB, REJECTED, "google.com", EVE, GOOGLE_CALENDAR, BOB, true, spoofed()),
            ("3", BOB, Pass, "", EVE, "", BOB, true, from_other(EVE)),
            ("4", BOB, Unknown, "", BOB, "", BOB, true, Verdict::ApplyUnverified),
            ("4 p=none", BOB, Fail(Policy::None), "", BOB, "", BOB, true, Verdict::ApplyUnverified),
            ("4 no single From", BOB, Pass, "", "", "", BOB, true, Verdict::ApplyUnverified),
            ("5", BOB, REJECTED, "", BOB, "", BOB, true, spoofed()),
            ("5 quarantine", BOB, Fail(Quarantine), "", BOB, "", BOB, true, spoofed()),
            ("5 before 6", BOB, REJECTED, "", EVE, "", EVE, true, spoofed()),
            ("6", BOB, Pass, "", EVE, "", EVE, false, crasher(BOB)),
            ("6 not authenticated", BOB, Unknown, "", EVE, "", EVE, true, crasher(BOB)),
            ("6 by Google", BOB, REJECTED, "google.com", BOB, GOOGLE_CALENDAR, EVE, true, crasher(BOB)),
            ("7", "expired", Pass, "", BOB, "", BOB, true, Verdict::Leave(LeaveReason::TokenExpired)),
            ("8", "", Pass, "", BOB, "", BOB, true, Verdict::Apply(Proof::Sender)),
            ("8 known alias", "", Pass, "", BOB_AT_HOME, "", BOB, true, Verdict::Apply(Proof::Sender)),
            ("8 not a guest", "", Pass, "", EVE, "", EVE, false, crasher("")),
            ("9", "", Pass, "", EVE, "", BOB, true, Verdict::Hold(HoldReason::SenderIsNotAttendee)),
            ("9 no ATTENDEE", "", Pass, "", EVE, "", "", true, Verdict::Leave(LeaveReason::NoAttendee)),
            ("10", "", Unknown, "", BOB, "", BOB, true, Verdict::Leave(LeaveReason::NotAuthenticated)),
            (
                "10 p=none",
                "",
                Fail(Policy::None),
                "",
                BOB,
                "",
                BOB,
                true,
                Verdict::Leave(LeaveReason::NotAuthenticated),
            ),
            ("10 spoofed", "", REJECTED, "", BOB, "", BOB, true, Verdict::Leave(LeaveReason::Disowned)),
            (
                "10 Google alone",
                "",
                REJECTED,
                "google.com",
                BOB,
                GOOGLE_CALENDAR,
                BOB,
                true,
                Verdict::Leave(LeaveReason::Disowned),
            ),
            ("11", "forged", Pass, "", BOB, "", BOB, true, Verdict::Refuse(RefuseReason::TokenForged)),
        ];
        for case in &cases {
            assert_eq!(judge(case), case.8, "row {}", case.0);
        }
    }
}
