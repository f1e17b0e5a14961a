//! Reads the mail after DATA. Only CR LF `.` CR LF ends it; whatever else may look like an end to some other server is a
//! fault, and the mail is read to its real end, so that nothing in it is ever taken for a command ("SMTP smuggling",
//! CVE-2023-51764 to 51766).

use super::reply::{BARE_CR_OR_LF, LINE_TOO_LONG, Reply, TOO_LARGE};

/// How many bytes a client may send beyond the largest mail before it is cut off instead of heard out.
const PATIENCE: usize = 16 * 1024 * 1024;

/// Where in a line the reader is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// After CR LF, or at the very beginning.
    LineStart,
    /// Inside a line.
    Inside,
    /// After a CR.
    Cr,
    /// After a dot at the start of a line.
    Dot,
    /// After a dot at the start of a line and a CR.
    DotCr,
}

/// What is wrong with a mail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// A CR without LF or an LF without CR.
    BareLineEnd,
    /// A line over the limit.
    LongLine,
    /// More bytes than the limit.
    TooLarge,
}

impl Fault {
    /// What the client hears after its mail.
    pub fn reply(self) -> Reply {
        match self {
            Fault::BareLineEnd => BARE_CR_OR_LF,
            Fault::LongLine => LINE_TOO_LONG,
            Fault::TooLarge => TOO_LARGE,
        }
    }
}

/// How far the reader came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Progress {
    /// It wants more.
    Unfinished,
    /// The mail has ended.
    Ended,
    /// The client sends without end.
    Flooded,
}

/// The reader of one mail.
#[derive(Debug)]
pub(super) struct DataReader {
    place: Place,
    mail: Vec<u8>,
    line: usize,
    total: usize,
    fault: Option<Fault>,
    largest_mail: usize,
    longest_line: usize,
}

impl DataReader {
    /// A reader with its limits in bytes, line ends counted.
    pub fn new(largest_mail: usize, longest_line: usize) -> DataReader {
        DataReader {
            place: Place::LineStart,
            mail: Vec::new(),
            line: 0,
            total: 0,
            fault: None,
            largest_mail,
            longest_line,
        }
    }

    /// Reads on and says how many of the bytes belong to the mail; the rest comes after its end.
    pub fn read(&mut self, bytes: &[u8]) -> (usize, Progress) {
        for (position, &byte) in bytes.iter().enumerate() {
            if self.ends_with(byte) {
                return (position + 1, Progress::Ended);
            }
        }
        self.total = self.total.saturating_add(bytes.len());
        let is_flood = self.total > self.largest_mail.saturating_add(PATIENCE);
        (bytes.len(), if is_flood { Progress::Flooded } else { Progress::Unfinished })
    }

    /// The mail without its last line and with dots unstuffed (RFC 5321 §4.5.2).
    ///
    /// # Errors
    /// The first fault; then nothing of the mail has been kept.
    pub fn finish(self) -> Result<Vec<u8>, Fault> {
        match self.fault {
            Some(fault) => Err(fault),
            None => Ok(self.mail),
        }
    }

    /// Takes one byte; true when the mail ends with it.
    fn ends_with(&mut self, byte: u8) -> bool {
        self.place = match (self.place, byte) {
            (Place::DotCr, b'\n') => return true,
            (Place::LineStart, b'.') => Place::Dot,
            (Place::Dot, b'\r') => Place::DotCr,
            (Place::Cr, b'\n') => {
                self.keep(b"\r\n");
                self.line = 0;
                Place::LineStart
            }
            (Place::Cr | Place::DotCr, _) => {
                self.spoil(Fault::BareLineEnd);
                if byte == b'\r' { Place::Cr } else { Place::Inside }
            }
            (_, b'\n') => {
                self.spoil(Fault::BareLineEnd);
                Place::Inside
            }
            (_, b'\r') => Place::Cr,
            (_, byte) => {
                self.keep(&[byte]);
                Place::Inside
            }
        };
        false
    }

    fn keep(&mut self, bytes: &[u8]) {
        self.line = self.line.saturating_add(bytes.len());
        if self.fault.is_some() {
            return;
        }
        if self.line > self.longest_line {
            self.spoil(Fault::LongLine);
        } else if self.mail.len() + bytes.len() > self.largest_mail {
            self.spoil(Fault::TooLarge);
        } else {
            self.mail.extend_from_slice(bytes);
        }
    }

    fn spoil(&mut self, fault: Fault) {
        self.fault.get_or_insert(fault);
        self.mail = Vec::new();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The mail and what comes after its end; `None` when it has not ended.
    fn read_in_pieces(bytes: &[u8], cuts: &[usize]) -> Option<(Result<String, Fault>, String)> {
        let mut reader = DataReader::new(100, 30);
        let mut start = 0;
        for end in cuts.iter().copied().chain([bytes.len()]) {
            let piece = &bytes[start..end];
            let (used, progress) = reader.read(piece);
            if progress == Progress::Ended {
                let rest = String::from_utf8(bytes[start + used..].to_vec()).unwrap();
                return Some((reader.finish().map(|mail| String::from_utf8(mail).unwrap()), rest));
            }
            assert_eq!(used, piece.len());
            start = end;
        }
        None
    }

    const BARE: Result<&str, Fault> = Err(Fault::BareLineEnd);
    const LINE: &str = "12345678901234567890123\r\n";

    /// What is sent; the mail or its fault; what comes after its end.
    const MAILS: &[(&str, Result<&str, Fault>, &str)] = &[
        ("hi\r\n.\r\n", Ok("hi\r\n"), ""),
        ("hi\r\n.\r\nQUIT\r\n", Ok("hi\r\n"), "QUIT\r\n"),
        (".\r\nRSET\r\n", Ok(""), "RSET\r\n"),
        ("..\r\n.\r\n", Ok(".\r\n"), ""),
        ("a\r\n..b\r\n...\r\n.\r\n", Ok("a\r\n.b\r\n..\r\n"), ""),
        (".x\r\n.\r\n", Ok("x\r\n"), ""),
        ("a.\r\n.\r\n", Ok("a.\r\n"), ""),
        // Smuggling: each sequence before MAIL is an end of data to some server, none is one here.
        ("a\n.\nMAIL\r\n.\r\n", BARE, ""),
        ("a\n.\r\nMAIL\r\n.\r\n", BARE, ""),
        ("a\r\n.\nMAIL\r\n.\r\n", BARE, ""),
        ("a\r.\r\nMAIL\r\n.\r\n", BARE, ""),
        ("a\r.\rMAIL\r\n.\r\n", BARE, ""),
        ("a\r\n.\rMAIL\r\n.\r\n", BARE, ""),
        ("a\r.\nMAIL\r\n.\r\n", BARE, ""),
        ("a\n.\rMAIL\r\n.\r\n", BARE, ""),
        ("a\r\n.\r\r\nMAIL\r\n.\r\n", BARE, ""),
        ("a\r\n\r.\r\nMAIL\r\n.\r\n", BARE, ""),
        ("a\r\n\n.\r\nMAIL\r\n.\r\n", BARE, ""),
        ("a\r\n..\nMAIL\r\n.\r\n", BARE, ""),
        ("\n.\r\nMAIL\r\n.\r\n", BARE, ""),
        ("\r.\r\nMAIL\r\n.\r\n", BARE, ""),
        // A stray line end directly before a true end spoils the mail, but does not hide the end.
        ("a\r\r\n.\r\nRSET\r\n", BARE, "RSET\r\n"),
        ("a\n\r\n.\r\nRSET\r\n", BARE, "RSET\r\n"),
        // A dot behind something invisible is no end either, and no fault.
        ("a\r\n\0.\r\nMAIL\r\n.\r\n", Ok("a\r\n\0.\r\nMAIL\r\n"), ""),
        ("a\r\n.\0\r\nMAIL\r\n.\r\n", Ok("a\r\n\0\r\nMAIL\r\n"), ""),
        ("a\r\n .\r\nMAIL\r\n.\r\n", Ok("a\r\n .\r\nMAIL\r\n"), ""),
        ("a\r\n. \r\nMAIL\r\n.\r\n", Ok("a\r\n \r\nMAIL\r\n"), ""),
        // A line of 30 bytes is heard out and kept, one of 31 is heard out and refused.
        ("1234567890123456789012345678\r\n.\r\nRSET\r\n", Ok("1234567890123456789012345678\r\n"), "RSET\r\n"),
        ("12345678901234567890123456789\r\n.\r\nRSET\r\n", Err(Fault::LongLine), "RSET\r\n"),
    ];

    fn is_read_however_it_is_cut(sent: &str, mail: Result<&str, Fault>, rest: &str) {
        let bytes = sent.as_bytes();
        let expected = Some((mail.map(str::to_owned), rest.to_owned()));
        assert_eq!(read_in_pieces(bytes, &[]), expected, "{sent:?}");
        let every: Vec<usize> = (1..bytes.len()).collect();
        assert_eq!(read_in_pieces(bytes, &every), expected, "{sent:?} byte by byte");
        for first in 0..bytes.len() {
            assert_eq!(read_in_pieces(bytes, &[first]), expected, "{sent:?} cut at {first}");
            for second in first..bytes.len() {
                assert_eq!(read_in_pieces(bytes, &[first, second]), expected, "{sent:?} cut at {first} and {second}");
            }
        }
    }

    #[test]
    fn only_crlf_dot_crlf_ends_a_mail_however_it_is_cut() {
        for (sent, mail, rest) in MAILS {
            is_read_however_it_is_cut(sent, *mail, rest);
        }
    }

    #[test]
    fn a_mail_of_the_largest_size_is_kept_and_one_byte_more_is_refused() {
        let largest = LINE.repeat(4);
        assert_eq!(largest.len(), 100);
        is_read_however_it_is_cut(&format!("{largest}.\r\nRSET\r\n"), Ok(&largest), "RSET\r\n");
        is_read_however_it_is_cut(&format!("x{largest}.\r\nRSET\r\n"), Err(Fault::TooLarge), "RSET\r\n");
    }

    #[test]
    fn what_has_not_ended_goes_on() {
        for sent in ["", "a", "a\r\n", "a\r\n.", "a\r\n.\r", "a\n.\n", "a\r\n..\r\n", ".", "a.\r\n"] {
            assert_eq!(read_in_pieces(sent.as_bytes(), &[]), None, "{sent:?}");
        }
    }

    #[test]
    fn a_spoiled_mail_takes_no_memory_and_a_flood_is_noticed() {
        let mut reader = DataReader::new(1000, 100);
        let line = "x".repeat(64) + "\r\n";
        let mut sent = 0;
        while reader.read(line.as_bytes()).1 != Progress::Flooded {
            sent += line.len();
            assert!(reader.mail.len() <= 1000);
            assert!(sent < 2 * PATIENCE, "never noticed");
        }
        assert_eq!(reader.mail.capacity(), 0);
        assert_eq!(reader.finish(), Err(Fault::TooLarge));
    }
}
