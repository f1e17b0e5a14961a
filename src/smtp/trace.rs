//! The two headers that the receiver puts on top of a mail: `Return-Path` and `Received` (RFC 5321 §4.4).

use std::net::IpAddr;

use super::Envelope;

/// Both headers with their line ends.
///
/// `with` is the word of RFC 3848, such as `ESMTPS`. No part can break a line: the client's name and the address have passed
/// their gates.
pub(super) fn headers(envelope: &Envelope, hostname: &str, with: &str) -> String {
    let from = envelope.mail_from.as_ref().map_or("", |address| address.as_str());
    let peer = match envelope.peer {
        Some(IpAddr::V4(ip)) => format!(" ([{ip}])"),
        Some(IpAddr::V6(ip)) => format!(" ([IPv6:{ip}])"),
        None => String::new(),
    };
    let time = envelope.received.to_rfc2822();
    let helo = &envelope.helo;
    format!("Return-Path: <{from}>\r\nReceived: from {helo}{peer}\r\n\tby {hostname} with {with};\r\n\t{time}\r\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mail::Address;
    use crate::smtp::{Channel, Protocol};

    #[test]
    fn the_headers_tell_who_handed_the_mail_over_and_when() {
        let mut envelope = Envelope {
            protocol: Protocol::Smtp,
            peer: Some("192.0.2.1".parse().unwrap()),
            helo: "mx.example.com".to_owned(),
            channel: Channel::Tls,
            mail_from: Address::parse("bob@example.com").ok(),
            rcpts: Vec::new(),
            received: chrono::DateTime::from_timestamp(1_772_442_000, 0).unwrap(),
        };
        assert_eq!(
            headers(&envelope, "cal.example.org", "ESMTPS"),
            "Return-Path: <bob@example.com>\r\nReceived: from mx.example.com ([192.0.2.1])\r\n\tby cal.example.org with ESMTPS;\r\n\tMon, 2 Mar 2026 09:00:00 +0000\r\n"
        );
        envelope.mail_from = None;
        envelope.peer = Some("2001:db8::1".parse().unwrap());
        let text = headers(&envelope, "cal.example.org", "SMTP");
        assert!(
            text.starts_with("Return-Path: <>\r\nReceived: from mx.example.com ([IPv6:2001:db8::1])\r\n"),
            "{text}"
        );
    }
}
