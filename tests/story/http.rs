//! HTTP/1.1 as bytes on a socket, so that nothing in between mends what the server says.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::time::timeout;

use super::checked::Checked;
use super::document::{self, Kind};
use super::pattern::Names;
use super::script::{File, expected_file};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// A request.
#[derive(Debug)]
pub struct Request {
    pub method: String,
    pub path: String,
    pub headers: Vec<(String, String)>,
    pub body: Option<Vec<u8>>,
}

/// An answer.
#[derive(Debug, PartialEq, Eq)]
pub struct Answer {
    pub status: u16,
    headers: Vec<(String, String)>,
    /// What came after the head.
    pub body: String,
}

impl Request {
    fn bytes(&self, host: SocketAddr) -> Vec<u8> {
        let mut head = format!("{} {} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n", self.method, self.path);
        for (name, value) in &self.headers {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        if let Some(body) = &self.body {
            head.push_str(&format!("Content-Length: {}\r\n", body.len()));
        }
        head.push_str("\r\n");
        [head.into_bytes(), self.body.clone().unwrap_or_default()].concat()
    }

    /// Sends the request on a connection of its own and reads the answer.
    ///
    /// # Errors
    /// A server that does not answer, or not in HTTP.
    pub async fn send(&self, host: SocketAddr) -> Result<Answer, String> {
        let stream = TcpStream::connect(host).await.map_err(|error| format!("no connection: {error}"))?;
        let (mut from, mut to) = stream.into_split();
        let bytes = self.bytes(host);
        let writing = async {
            // A server may answer before it has read all and close then.
            let _ = to.write_all(&bytes).await;
        };
        let mut came = Vec::new();
        let reading = async {
            let _ = from.read_to_end(&mut came).await;
        };
        let both = async { tokio::join!(writing, reading) };
        timeout(PATIENCE, both).await.map_err(|_| format!("no answer within {} seconds", PATIENCE.as_secs()))?;
        Answer::parse(&came, &self.method)
    }
}

impl Answer {
    fn parse(bytes: &[u8], method: &str) -> Result<Answer, String> {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n");
        let end = end.ok_or_else(|| format!("no HTTP: {:?}", String::from_utf8_lossy(bytes)))?;
        let head = String::from_utf8_lossy(&bytes[..end]);
        let mut lines = head.split("\r\n");
        let first = lines.next().unwrap_or_default();
        let status = first.split(' ').nth(1).and_then(|code| code.parse().ok());
        let headers = lines.filter_map(|line| line.split_once(':'));
        let headers = headers.map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned())).collect();
        let mut answer =
            Answer { status: status.ok_or_else(|| format!("no HTTP: {first}"))?, headers, body: String::new() };
        let rest = &bytes[end + 4..];
        let body = match answer.header("Transfer-Encoding") {
            Some(coding) if coding.eq_ignore_ascii_case("chunked") => dechunked(rest)?,
            _ => rest.to_vec(),
        };
        if let Some(length) = answer.header("Content-Length").filter(|_| method != "HEAD")
            && length != body.len().to_string()
        {
            return Err(format!("Content-Length says {length}, {} bytes came", body.len()));
        }
        answer.body = String::from_utf8(body).map_err(|_| "the body is not UTF-8".to_owned())?;
        Ok(answer)
    }

    /// A header; several of the name joined by commas.
    pub fn header(&self, name: &str) -> Option<String> {
        let same = self.headers.iter().filter(|(other, _)| other.eq_ignore_ascii_case(name));
        let values: Vec<&str> = same.map(|(_, value)| value.as_str()).collect();
        (!values.is_empty()).then(|| values.join(", "))
    }

    /// Holds the answer against one expectation.
    pub fn checked(&self, expected: &str, files: &BTreeMap<String, File>, names: &mut Names) -> Checked {
        if expected.starts_with(|c: char| c.is_ascii_digit()) {
            return Checked::value("", expected, Some(&self.status.to_string()), names);
        }
        if let Some(checked) = Checked::words(expected, &self.body, names) {
            return checked;
        }
        if let Some(name) = expected_file(expected) {
            let kind = Kind::of(&self.header("Content-Type").unwrap_or_default());
            return Checked::document(kind, &name, &self.body, files, names);
        }
        if expected == "body is empty" {
            let problem = format!("it is\n{}", document::excerpt(&self.body));
            return if self.body.is_empty() { Checked::Fits } else { Checked::No(problem) };
        }
        match expected.split_once(':') {
            Some((name, pattern)) => {
                let pattern = pattern.trim();
                Checked::value(&format!("{name}: "), pattern, self.header(name).as_deref(), names)
            }
            None => Checked::No("this is no expectation of an answer".to_owned()),
        }
    }

    /// The answer in short, for a report.
    pub fn shown(&self) -> String {
        format!("  came: {}\n{}", self.status, document::excerpt(&self.body))
    }
}

fn dechunked(bytes: &[u8]) -> Result<Vec<u8>, String> {
    let (mut out, mut rest) = (Vec::new(), bytes);
    loop {
        let end = rest.windows(2).position(|two| two == b"\r\n").ok_or("the answer was cut off")?;
        let size = String::from_utf8_lossy(&rest[..end]);
        let size = usize::from_str_radix(size.trim(), 16).map_err(|_| format!("{size:?} is no size of a chunk"))?;
        if size == 0 {
            return Ok(out);
        }
        let chunk = rest.get(end + 2..end + 2 + size).ok_or("the answer was cut off")?;
        out.extend_from_slice(chunk);
        rest = rest.get(end + 4 + size..).ok_or("the answer was cut off")?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_read_whole_or_not_at_all() {
        let answer = Answer::parse(
            b"HTTP/1.1 200 OK\r\nETag: \"a\"\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
            "GET",
        );
        let answer = answer.unwrap();
        assert_eq!((answer.status, answer.body.as_str()), (200, "abc"));
        for bytes in ["", "HTTP/1.1", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nab", "SMTP x\r\n\r\n"] {
            assert!(Answer::parse(bytes.as_bytes(), "GET").is_err(), "{bytes}");
        }
    }

    #[test]
    fn expectations_of_an_answer() {
        let answer = Answer { status: 412, headers: vec![("ETag".into(), "\"a\"".into())], body: "no  way".into() };
        let files = BTreeMap::new();
        let mut names = Names::default();
        for (expected, checked) in [
            ("412", Checked::Fits),
            ("4*", Checked::Fits),
            ("201", Checked::Line("412".into())),
            ("etag: $tag", Checked::Fits),
            ("ETag: $tag", Checked::Fits),
            ("ETag: \"b\"", Checked::Line("ETag: \"a\"".into())),
            ("Location: (none)", Checked::Fits),
            ("Location: *", Checked::Line("Location: (none)".into())),
            ("contains no way", Checked::Fits),
            ("lacks yes", Checked::Fits),
        ] {
            assert_eq!(answer.checked(expected, &files, &mut names), checked, "{expected}");
        }
        assert!(matches!(answer.checked("lacks way", &files, &mut names), Checked::No(_)));
        assert!(matches!(answer.checked("body is empty", &files, &mut names), Checked::No(_)));
    }
}
