//! The mail receivers: whom they take mail for, and how an accepted mail reaches the spool before it is acknowledged.

use std::sync::Arc;

use sha2::{Digest, Sha256};

use crate::guest::Keys;
use crate::imip::{Mailbox, mailbox, refusals};
use crate::mail::Address;
use crate::schedule::App;
use crate::smtp::{AcceptReply, Envelope, Limits, Protocol, Receiver, RecipientReply};
use crate::store::{NewSpoolRow, StoreError};

/// A receiver for one protocol.
pub(super) fn receiver(
    app: &App,
    keys: &Keys,
    protocol: Protocol,
    tls: Option<Arc<rustls::ServerConfig>>,
) -> Arc<Receiver> {
    let limits = &app.config.limits;
    let clock = app.clock.clone();
    let (asked, taken) = ((app.clone(), keys.clone()), (app.clone(), keys.clone()));
    Arc::new(Receiver {
        hostname: app.config.mail.host.clone(),
        limits: Limits { mail_bytes: limits.mail_bytes, connections: limits.connections, ..Limits::default() },
        tls,
        protocol,
        clock: Arc::new(move || clock.now()),
        recipient: Arc::new(move |address, _session| {
            let (app, keys) = asked.clone();
            Box::pin(async move { takes_mail(&app, &keys, &address) })
        }),
        accept: Arc::new(move |envelope, raw| {
            let (app, keys) = taken.clone();
            Box::pin(async move { spooled(&app, &keys, envelope, raw).await })
        }),
    })
}

fn takes_mail(app: &App, keys: &Keys, address: &Address) -> RecipientReply {
    let found = app.store.read::<Option<Mailbox>, StoreError, _>(|tx| mailbox(tx, keys, &app.config, address));
    match found {
        Ok(Some(_)) => RecipientReply::Accept,
        Ok(None) => RecipientReply::Unknown,
        Err(error) => {
            tracing::error!(%error, "a recipient cannot be looked up");
            RecipientReply::TryLater
        }
    }
}

/// What becomes of a mail, for each of its recipients.
async fn spooled(app: &App, keys: &Keys, envelope: Envelope, raw: Vec<u8>) -> Vec<AcceptReply> {
    let later = |words: &str| vec![AcceptReply::TryLater(words.to_owned()); envelope.rcpts.len()];
    let door = door(envelope.protocol);
    let looked_up =
        app.store.read::<_, StoreError, _>(|tx| refusals(tx, keys, &app.config, door, &envelope.rcpts, &raw));
    let answers = match looked_up {
        Ok(refusals) => answers(envelope.protocol, &refusals),
        Err(error) => {
            tracing::error!(%error, "the recipients of a mail cannot be looked up");
            return later("the recipients could not be looked up");
        }
    };
    let peer = envelope.peer.map(|peer| peer.to_string()).unwrap_or_default();
    let mail_from = envelope.mail_from.as_ref().map(|from| from.as_str().to_owned()).unwrap_or_default();
    let taken = envelope.rcpts.iter().zip(&answers).filter(|(_, answer)| **answer == AcceptReply::Stored);
    let recipients = taken.map(|(to, _)| to.as_str().to_owned()).collect();
    match spool(app, door, &peer, &envelope.helo, &mail_from, recipients, raw).await {
        Ok(()) => answers,
        Err(error) => {
            tracing::error!(%error, "a mail cannot be stored");
            later("the mail could not be stored")
        }
    }
}

fn door(protocol: Protocol) -> &'static str {
    match protocol {
        Protocol::Smtp => "smtp",
        Protocol::Lmtp => "lmtp",
    }
}

/// The answers to a mail that some recipients refuse. SMTP has one answer for all of them (RFC 5321 §4.2.5): what somebody
/// may have is stored for everybody, so that nothing is lost in silence. LMTP has one for each (RFC 2033 §4.2).
fn answers(protocol: Protocol, refusals: &[Option<&'static str>]) -> Vec<AcceptReply> {
    let takes_all = protocol == Protocol::Smtp && refusals.iter().any(Option::is_none);
    let answer = |refusal: &Option<&'static str>| match refusal {
        Some(reason) if !takes_all => AcceptReply::Refused((*reason).to_owned()),
        Some(_) | None => AcceptReply::Stored,
    };
    refusals.iter().map(answer).collect()
}

/// Puts a mail into the spool, once for each recipient, all or nothing.
///
/// # Errors
/// The store failed; nothing was kept.
pub async fn spool(
    app: &App,
    door: &'static str,
    peer: &str,
    helo: &str,
    mail_from: &str,
    recipients: Vec<String>,
    raw: Vec<u8>,
) -> Result<(), StoreError> {
    let now = app.clock.now();
    let rows: Vec<NewSpoolRow> = recipients
        .into_iter()
        .map(|recipient| NewSpoolRow {
            door,
            peer: peer.to_owned(),
            helo: helo.to_owned(),
            mail_from: mail_from.to_owned(),
            digest: digest(&recipient, &raw),
            recipient,
            raw: raw.clone(),
        })
        .collect();
    app.store
        .write(move |tx| {
            for row in &rows {
                tx.add_to_spool(row, now)?;
            }
            Ok(())
        })
        .await
}

/// Names a mail to a recipient, whatever trace headers it gathered on its way here.
fn digest(recipient: &str, raw: &[u8]) -> String {
    let mut hash = Sha256::new();
    hash.update(recipient.to_lowercase());
    hash.update(without_trace(raw));
    data_encoding::HEXLOWER.encode(&hash.finalize())
}

/// The mail from its first header on that is not `Return-Path:` or `Received:`.
fn without_trace(raw: &[u8]) -> &[u8] {
    let mut rest = raw;
    loop {
        let starts = |name: &[u8]| rest.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name));
        if !starts(b"return-path:") && !starts(b"received:") && !starts(b" ") && !starts(b"\t") {
            return rest;
        }
        match rest.iter().position(|byte| *byte == b'\n') {
            Some(end) => rest = rest.get(end + 1..).unwrap_or_default(),
            None => return rest,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_refuses_speaks_for_nobody_else() {
        let (stored, refused) = (AcceptReply::Stored, AcceptReply::Refused("no".to_owned()));
        for (protocol, refusals, wanted) in [
            (Protocol::Lmtp, [None, Some("no")], [stored.clone(), refused.clone()]),
            (Protocol::Lmtp, [Some("no"), Some("no")], [refused.clone(), refused.clone()]),
            (Protocol::Lmtp, [None, None], [stored.clone(), stored.clone()]),
            (Protocol::Smtp, [None, Some("no")], [stored.clone(), stored.clone()]),
            (Protocol::Smtp, [Some("no"), Some("no")], [refused.clone(), refused.clone()]),
        ] {
            assert_eq!(answers(protocol, &refusals), wanted, "{protocol:?} {refusals:?}");
        }
    }

    #[test]
    fn the_same_mail_is_known_whatever_way_it_came() {
        let one = b"Return-Path: <a@b>\r\nReceived: from x\r\n\tby y\r\nFrom: a@b\r\n\r\nhi\r\n";
        let other = b"Received: from z\r\nFrom: a@b\r\n\r\nhi\r\n";
        assert_eq!(digest("I-x@cal", one), digest("i-x@cal", other));
        assert_ne!(digest("i-y@cal", one), digest("i-x@cal", other));
    }
}
