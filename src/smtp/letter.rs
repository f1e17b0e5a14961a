//! The mail to hand over, checked before anything is sent, and the commands that carry it.

use std::fmt::Write as _;

use super::answer::Offered;
use super::{DsnRequest, Failed, Stage};
use crate::mail::Address;

/// The longest ENVID in bytes (RFC 3461 §5.4).
const LONGEST_ENVID: usize = 100;
/// The longest ORCPT in bytes (RFC 3461 §5.4).
const LONGEST_ORCPT: usize = 500;

/// One mail for one recipient.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letter<'a> {
    /// The sender; empty for the null sender.
    pub mail_from: &'a str,
    /// The recipient.
    pub rcpt: &'a Address,
    /// The whole mail with CRLF line ends.
    pub data: &'a [u8],
    /// What reports are asked for.
    pub dsn: Option<&'a DsnRequest>,
}

impl Letter<'_> {
    /// Checks what would break the conversation.
    ///
    /// # Errors
    /// Permanent: a sender that is no address, a mail with a bare CR or LF, which other servers may take for its end.
    pub fn check(&self) -> Result<(), Failed> {
        if !self.mail_from.is_empty() && Address::parse(self.mail_from).is_err() {
            return Err(Failed::permanent(Stage::Check, "5.1.7", "the envelope sender is not an address"));
        }
        if has_bare_line_end(self.data) {
            return Err(Failed::permanent(Stage::Check, "5.6.0", "the mail has a bare CR or LF"));
        }
        Ok(())
    }

    /// Checks that a server can take it.
    ///
    /// # Errors
    /// Permanent: addresses beyond ASCII without SMTPUTF8, more bytes than the server's SIZE.
    pub fn suits(&self, offered: &Offered) -> Result<(), Failed> {
        if self.needs_utf8() && !offered.utf8 {
            let text = "the recipient's server does not take addresses beyond ASCII (SMTPUTF8)";
            return Err(Failed::permanent(Stage::Mail, "5.6.7", text));
        }
        match offered.size {
            Some(most) if most > 0 && self.data.len() as u64 > most => {
                let text = format!("the mail has {} bytes; the recipient's server takes {most}", self.data.len());
                Err(Failed::permanent(Stage::Mail, "5.3.4", text))
            }
            _ => Ok(()),
        }
    }

    /// The MAIL command, with parameters as far as they are offered.
    ///
    /// Mail with bytes beyond ASCII is sent to servers without 8BITMIME all the same: they all pass it on, and what rsvpd
    /// composes has none.
    pub fn mail_command(&self, offered: &Offered) -> String {
        let mut command = format!("MAIL FROM:<{}>", self.mail_from);
        if offered.size.is_some() {
            command += &format!(" SIZE={}", self.data.len());
        }
        if offered.eight_bit && !self.data.is_ascii() {
            command += " BODY=8BITMIME";
        }
        if self.needs_utf8() {
            command += " SMTPUTF8";
        }
        if let Some(dsn) = self.dsn.filter(|_| offered.dsn) {
            command += " RET=HDRS";
            let envid = xtext(&dsn.envid, LONGEST_ENVID);
            if !envid.is_empty() {
                command += &format!(" ENVID={envid}");
            }
        }
        command + "\r\n"
    }

    /// The RCPT command, with parameters as far as they are offered.
    pub fn rcpt_command(&self, offered: &Offered) -> String {
        let mut command = format!("RCPT TO:<{}>", self.rcpt);
        if self.dsn.is_some() && offered.dsn {
            command += " NOTIFY=FAILURE,DELAY";
            if self.rcpt.is_ascii() {
                command += &format!(" ORCPT=rfc822;{}", xtext(self.rcpt.as_str(), LONGEST_ORCPT));
            }
        }
        command + "\r\n"
    }

    /// The mail as it goes over the wire: dots doubled at the starts of lines (RFC 5321 §4.5.2), and the line that ends it.
    pub fn stuffed(&self) -> Vec<u8> {
        let mut stuffed = Vec::with_capacity(self.data.len() + self.data.len() / 32 + 8);
        for line in self.data.split_inclusive(|&byte| byte == b'\n') {
            if line.starts_with(b".") {
                stuffed.push(b'.');
            }
            stuffed.extend_from_slice(line);
        }
        if !stuffed.is_empty() && !stuffed.ends_with(b"\n") {
            stuffed.extend_from_slice(b"\r\n");
        }
        stuffed.extend_from_slice(b".\r\n");
        stuffed
    }

    fn needs_utf8(&self) -> bool {
        !self.rcpt.is_ascii() || !self.mail_from.is_ascii()
    }
}

fn has_bare_line_end(data: &[u8]) -> bool {
    let mut before = 0;
    for &byte in data {
        if (byte == b'\n') != (before == b'\r') {
            return true;
        }
        before = byte;
    }
    before == b'\r'
}

/// Text as xtext (RFC 3461 §4), cut where a whole character still fits.
fn xtext(text: &str, longest: usize) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        let before = encoded.len();
        match byte {
            b'+' | b'=' | ..=b' ' | 0x7F.. => {
                // Writing to a String cannot fail.
                let _ = write!(encoded, "+{byte:02X}");
            }
            _ => encoded.push(char::from(byte)),
        }
        if encoded.len() > longest {
            encoded.truncate(before);
            break;
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_letter<T>(mail_from: &str, rcpt: &str, data: &[u8], check: impl FnOnce(Letter<'_>) -> T) -> T {
        let rcpt = Address::parse(rcpt).unwrap();
        let dsn = DsnRequest { envid: "QUIT+1 é".to_owned() };
        check(Letter { mail_from, rcpt: &rcpt, data, dsn: Some(&dsn) })
    }

    #[test]
    fn parameters_are_sent_only_when_offered() {
        let all = Offered { eight_bit: true, utf8: true, dsn: true, size: Some(0), ..Offered::default() };
        with_letter("b-1@cal.example.org", "bob+x@else.example", "é\r\n".as_bytes(), |letter| {
            assert_eq!(
                letter.mail_command(&all),
                "MAIL FROM:<b-1@cal.example.org> SIZE=4 BODY=8BITMIME RET=HDRS ENVID=QUIT+2B1+20+C3+A9\r\n"
            );
            assert_eq!(
                letter.rcpt_command(&all),
                "RCPT TO:<bob+x@else.example> NOTIFY=FAILURE,DELAY ORCPT=rfc822;bob+2Bx@else.example\r\n"
            );
            assert_eq!(letter.mail_command(&Offered::default()), "MAIL FROM:<b-1@cal.example.org>\r\n");
            assert_eq!(letter.rcpt_command(&Offered::default()), "RCPT TO:<bob+x@else.example>\r\n");
        });
        with_letter("", "josé@else.example", b"x\r\n", |letter| {
            assert_eq!(letter.mail_command(&Offered { dsn: false, ..all.clone() }), "MAIL FROM:<> SIZE=3 SMTPUTF8\r\n");
            assert_eq!(letter.rcpt_command(&all), "RCPT TO:<josé@else.example> NOTIFY=FAILURE,DELAY\r\n");
        });
    }

    #[test]
    fn what_would_break_the_conversation_is_not_sent() {
        for (mail_from, data, enhanced) in [
            ("a@b.example> SIZE=1\r\nRCPT TO:<x@y.example", "x\r\n", Some("5.1.7")),
            ("a@b.example\r\nDATA", "x\r\n", Some("5.1.7")),
            ("a", "x\r\n", Some("5.1.7")),
            ("a@b.example", "x\n.\nMAIL", Some("5.6.0")),
            ("a@b.example", "x\r.\r\n", Some("5.6.0")),
            ("a@b.example", "x\r\n\r", Some("5.6.0")),
            ("a@b.example", "\nx", Some("5.6.0")),
            ("a@b.example", "x\r\r\n", Some("5.6.0")),
            ("a@b.example", "x", None),
            ("", "\r\n\r\n", None),
            ("", "", None),
        ] {
            let failed = with_letter(mail_from, "bob@else.example", data.as_bytes(), |letter| letter.check().err());
            assert_eq!(failed.and_then(|failed| failed.enhanced).as_deref(), enhanced, "{mail_from:?} {data:?}");
        }
    }

    #[test]
    fn what_a_server_cannot_take_is_not_tried() {
        let suits =
            |rcpt: &str, offered: Offered| with_letter("", rcpt, b"12345", |letter| letter.suits(&offered).err());
        let utf8 = || Offered { utf8: true, ..Offered::default() };
        let size = |size| Offered { size: Some(size), ..Offered::default() };
        let status = |failed: Option<Failed>| failed.and_then(|failed| failed.enhanced);
        assert_eq!(status(suits("josé@else.example", Offered::default())).as_deref(), Some("5.6.7"));
        assert_eq!(status(suits("josé@else.example", utf8())), None);
        assert_eq!(status(suits("bob@else.example", size(4))).as_deref(), Some("5.3.4"));
        assert_eq!(status(suits("bob@else.example", size(5))), None);
        assert_eq!(status(suits("bob@else.example", size(0))), None);
    }

    #[test]
    fn dots_are_doubled_at_the_starts_of_lines() {
        for (data, sent) in [
            ("", ".\r\n"),
            ("a", "a\r\n.\r\n"),
            ("a\r\n", "a\r\n.\r\n"),
            (".", "..\r\n.\r\n"),
            (".\r\n..\r\na.\r\n", "..\r\n...\r\na.\r\n.\r\n"),
            ("a\r\n.\r\nQUIT\r\n", "a\r\n..\r\nQUIT\r\n.\r\n"),
        ] {
            let stuffed = with_letter("", "bob@else.example", data.as_bytes(), |letter| letter.stuffed());
            assert_eq!(String::from_utf8(stuffed).unwrap(), sent, "{data:?}");
        }
    }

    #[test]
    fn xtext_is_cut_at_whole_characters() {
        assert_eq!(xtext("a=b", 100), "a+3Db");
        assert_eq!(xtext("aaa==", 6), "aaa+3D");
        assert_eq!(xtext("aaa==", 8), "aaa+3D");
        assert_eq!(xtext("a\r\nb\u{7f}", 100), "a+0D+0Ab+7F");
    }
}
