//! What must hold for whatever a browser or a mail brings: a check for fuzzing.

use super::demo::ShownMail;
use super::rsvp::{LONGEST_COMMENT, RsvpForm};

/// Reads `data` as a form and as a mail.
///
/// # Errors
/// What does not hold, in words.
pub fn check(data: &[u8]) -> Result<(), String> {
    if let Ok(form) = RsvpForm::parse(data) {
        let comment = form.comment.unwrap_or_default();
        if comment.chars().count() > LONGEST_COMMENT {
            return Err(format!("a comment of {} characters was taken", comment.chars().count()));
        }
        if comment.chars().any(|c| c.is_control() && c != '\n' && c != '\t') {
            return Err("a comment has control characters".to_owned());
        }
    }
    if RsvpForm::comment_of(data).chars().count() > LONGEST_COMMENT {
        return Err("a comment shown again is too long".to_owned());
    }
    match ShownMail::read(data).subject.is_empty() {
        true => Err("a mail has no subject to click on".to_owned()),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_and_mails_of_any_bytes_are_read_or_refused() {
        let seeds: [&[u8]; 2] = [
            b"answer=accept&comment=I+come%21%0D%0A%C3%BC&instance=20260512T080000Z",
            b"From: a@b.example\r\nSubject: =?utf-8?q?x=C3=BC?=\r\nDate: Mon, 4 May 2026 08:15:02 +0000\r\n\
              Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nx\r\n\
              --b\r\nContent-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\n--b--\r\n",
        ];
        for seed in seeds {
            check(seed).unwrap();
            for at in 0..seed.len() {
                for byte in [0, b'%', b'&', b'=', b'+', b'\r', b'\n', b'-', 0xC3, 0xFF] {
                    let mut bytes = seed.to_vec();
                    bytes[at] = byte;
                    check(&bytes).unwrap_or_else(|fault| panic!("{fault}: {}", String::from_utf8_lossy(&bytes)));
                }
                check(&seed[..at]).unwrap();
            }
        }
    }
}
