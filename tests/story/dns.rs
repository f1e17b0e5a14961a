//! The name server of a story: it answers from lines such as `else.example TXT v=spf1 ip4:127.0.0.1 -all`, and that there is
//! no such name for everything else.

use std::net::SocketAddr;

use tokio::net::UdpSocket;
use tokio::task::JoinHandle;

/// A running name server; it stops when this is dropped.
pub struct NameServer {
    pub address: SocketAddr,
    task: JoinHandle<()>,
}

impl Drop for NameServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

/// A line of the zone.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Record {
    name: String,
    kind: u16,
    data: Vec<u8>,
}

impl NameServer {
    /// Starts a name server on a free port.
    ///
    /// # Errors
    /// A line that is no record, or no free port.
    pub async fn start(zone: &str) -> Result<NameServer, String> {
        let lines = zone.lines().filter(|line| !line.trim().is_empty());
        let records = lines.map(record).collect::<Result<Vec<Record>, String>>()?;
        let socket = UdpSocket::bind("127.0.0.1:0").await.map_err(|error| error.to_string())?;
        let address = socket.local_addr().map_err(|error| error.to_string())?;
        let task = tokio::spawn(async move {
            let mut question = [0; 1500];
            while let Ok((length, peer)) = socket.recv_from(&mut question).await {
                if let Some(reply) = reply(&question[..length], &records) {
                    let _ = socket.send_to(&reply, peer).await;
                }
            }
        });
        Ok(NameServer { address, task })
    }
}

fn record(line: &str) -> Result<Record, String> {
    let wrong = || format!("{line} is no record such as `else.example TXT v=spf1 -all`");
    let (name, rest) = line.trim().split_once(' ').ok_or_else(wrong)?;
    let (kind, value) = rest.trim().split_once(' ').ok_or_else(wrong)?;
    let value = value.trim();
    let (kind, data) = match kind {
        "A" => (1, value.parse::<std::net::Ipv4Addr>().map_err(|_| wrong())?.octets().to_vec()),
        "TXT" => (16, value.as_bytes().chunks(255).flat_map(|part| [&[part.len() as u8], part].concat()).collect()),
        _ => return Err(wrong()),
    };
    Ok(Record { name: name.to_ascii_lowercase(), kind, data })
}

/// The reply to a question (RFC 1035 §4); `None` for what is no question.
fn reply(question: &[u8], records: &[Record]) -> Option<Vec<u8>> {
    let mut at = 12;
    let mut labels = Vec::new();
    loop {
        let length = usize::from(*question.get(at)?);
        at += 1;
        if length == 0 {
            break;
        }
        labels.push(String::from_utf8_lossy(question.get(at..at + length)?).to_ascii_lowercase());
        at += length;
    }
    let name = labels.join(".");
    let kind = u16::from_be_bytes(question.get(at..at + 2)?.try_into().ok()?);
    let found: Vec<&Record> = records.iter().filter(|record| record.name == name && record.kind == kind).collect();
    let is_known = records.iter().any(|record| record.name == name);
    let mut out = question.get(..2)?.to_vec();
    // An answer to a recursive question; code 3 says that there is no such name.
    out.extend([0x81, if is_known { 0x80 } else { 0x83 }, 0, 1, 0, found.len() as u8, 0, 0, 0, 0]);
    out.extend(question.get(12..at + 4)?);
    for record in found {
        // The name of the question, the class IN, a minute to live.
        out.extend([0xC0, 12]);
        out.extend(kind.to_be_bytes());
        out.extend([0, 1, 0, 0, 0, 60]);
        out.extend((record.data.len() as u16).to_be_bytes());
        out.extend(&record.data);
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    const QUESTION: &[u8] = b"\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x04Else\x07example\x00\x00\x10\x00\x01";

    #[test]
    fn a_record_is_found_by_name_and_kind() {
        let records = [record("else.example TXT v=spf1 -all").unwrap(), record("else.example A 192.0.2.1").unwrap()];
        let found = reply(QUESTION, &records).unwrap();
        assert_eq!(found[..8], [0x12, 0x34, 0x81, 0x80, 0, 1, 0, 1]);
        assert!(found.ends_with(b"\x00\x0c\x0bv=spf1 -all"));
        let none = reply(QUESTION, &records[..0]).unwrap();
        assert_eq!((none[3], none[7]), (0x83, 0));
        assert_eq!(reply(&QUESTION[..20], &records), None);
    }

    #[test]
    fn what_is_no_record_is_refused() {
        for line in ["", "a", "a TXT", "a MX b", "a A b"] {
            assert!(record(line).is_err(), "{line}");
        }
    }
}
