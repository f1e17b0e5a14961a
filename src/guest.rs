//! People without an account: the tokens by which their answers and their mail servers' bounces find the meeting.
//!
//! An invitation has a random code; what goes out carries the code and a proof made with a key only this server has:
//! `i-` addresses take answers by mail, `b-` addresses take bounces, links open the answer page. The three use different
//! keys, so that one seen in a header opens nothing else. All are lower-case letters and digits and are read in any
//! case, because Google lower-cases the organizer's address when it answers.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use subtle::ConstantTimeEq;

use crate::id::base32;
use crate::random::{self, NoRandomness};
use crate::store::{Attachment, Invitation, StoreError, Tx};

/// Letters of a code: 10 random bytes.
const CODE: usize = 16;
/// Letters of a proof: 10 bytes of an HMAC.
const PROOF: usize = 16;

/// What a token is good for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Purpose {
    Answer,
    Bounce,
    Link,
    Attachment,
}

impl Purpose {
    fn label(self) -> &'static [u8] {
        match self {
            Purpose::Answer => b"rsvpd answer address 1",
            Purpose::Bounce => b"rsvpd bounce address 1",
            Purpose::Link => b"rsvpd answer link 1",
            Purpose::Attachment => b"rsvpd attachment link 1",
        }
    }
}

/// The key of all tokens; every form ever sent stays valid as long as it is kept.
#[derive(Clone)]
pub struct Keys {
    master: [u8; 32],
}

/// A new random code for an invitation or an outbox row.
///
/// # Errors
/// No randomness.
pub fn new_code() -> Result<String, NoRandomness> {
    random::code::<10>()
}

impl Keys {
    /// The server's key, from the store; it is made at the first start.
    ///
    /// # Errors
    /// The store failed; without randomness the store counts as stopped.
    pub fn of(tx: &mut Tx<'_>) -> Result<Keys, StoreError> {
        const NAME: &str = "token-key";
        let stored = tx.secret(NAME)?.and_then(|bytes| <[u8; 32]>::try_from(bytes).ok());
        if let Some(master) = stored {
            return Ok(Keys { master });
        }
        let master: [u8; 32] = random::bytes().map_err(|_| StoreError::Stopped)?;
        tx.set_secret(NAME, &master)?;
        Ok(Keys { master })
    }

    /// The local part of the address that takes this guest's answers: `i-` and 32 letters.
    pub fn answer_local(&self, invitation: &Invitation) -> String {
        format!("i-{}{}", invitation.code, self.invitation_proof(Purpose::Answer, invitation))
    }

    /// The local part of the address that takes the bounces of one mail: `b-` and 32 letters.
    pub fn bounce_local(&self, code: &str) -> String {
        format!("b-{code}{}", self.proof(Purpose::Bounce, &[code]))
    }

    /// The token of this guest's answer page: 32 letters.
    pub fn link(&self, invitation: &Invitation) -> String {
        format!("{}{}", invitation.code, self.invitation_proof(Purpose::Link, invitation))
    }

    /// The invitation to which an answer address belongs; `None` for a forged or unknown one.
    ///
    /// # Errors
    /// The store failed.
    pub fn by_answer_local(&self, tx: &mut Tx<'_>, local: &str) -> Result<Option<Invitation>, StoreError> {
        match local.to_ascii_lowercase().strip_prefix("i-") {
            Some(token) => self.by_token(tx, Purpose::Answer, token),
            None => Ok(None),
        }
    }

    /// The invitation to which an answer page belongs; `None` for a forged or unknown one.
    ///
    /// # Errors
    /// The store failed.
    pub fn by_link(&self, tx: &mut Tx<'_>, token: &str) -> Result<Option<Invitation>, StoreError> {
        self.by_token(tx, Purpose::Link, &token.to_ascii_lowercase())
    }

    /// The code of the mail to which a bounce address belongs; `None` for a forged one.
    pub fn bounce_code(&self, local: &str) -> Option<String> {
        let local = local.to_ascii_lowercase();
        let (code, proof) = split(local.strip_prefix("b-")?)?;
        same(proof, &self.proof(Purpose::Bounce, &[code])).then(|| code.to_owned())
    }

    /// The token of a link that lets everybody who has it read an attachment: 32 letters.
    pub fn attachment_link(&self, code: &str) -> String {
        format!("{code}{}", self.proof(Purpose::Attachment, &[code]))
    }

    /// The attachment to which a link belongs; `None` for a forged or unknown one.
    ///
    /// # Errors
    /// The store failed.
    pub fn by_attachment_link(&self, tx: &mut Tx<'_>, token: &str) -> Result<Option<Attachment>, StoreError> {
        let token = token.to_ascii_lowercase();
        match split(&token) {
            Some((code, proof)) if same(proof, &self.proof(Purpose::Attachment, &[code])) => tx.attachment(code),
            _ => Ok(None),
        }
    }

    fn by_token(&self, tx: &mut Tx<'_>, purpose: Purpose, token: &str) -> Result<Option<Invitation>, StoreError> {
        let Some((code, proof)) = split(token) else {
            return Ok(None);
        };
        let found = tx.invitation_by_code(code)?;
        Ok(found.filter(|invitation| same(proof, &self.invitation_proof(purpose, invitation))))
    }

    fn invitation_proof(&self, purpose: Purpose, invitation: &Invitation) -> String {
        self.proof(purpose, &[&invitation.code, &invitation.organizer, &invitation.uid, &invitation.attendee])
    }

    fn proof(&self, purpose: Purpose, parts: &[&str]) -> String {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.master).unwrap_or_else(|_| unreachable!("any length"));
        mac.update(purpose.label());
        for part in parts {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part.as_bytes());
        }
        let hash = mac.finalize().into_bytes();
        base32(&hash[..10])
    }
}

fn split(token: &str) -> Option<(&str, &str)> {
    let whole = token.len() == CODE + PROOF && token.bytes().all(|byte| byte.is_ascii_alphanumeric());
    whole.then(|| token.split_at(CODE))
}

fn same(one: &str, other: &str) -> bool {
    one.as_bytes().ct_eq(other.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::id::PrincipalId;
    use crate::store::{NewPrincipal, Store};

    async fn invited() -> (tempfile::TempDir, Store, Keys, Invitation) {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        let (keys, invitation) = store
            .write::<_, StoreError, _>(|tx| {
                let now = chrono::Utc::now();
                let new = NewPrincipal {
                    kind: crate::store::PrincipalKind::Individual,
                    name: "alice".into(),
                    display_name: "Alice".into(),
                    email: "alice@example.org".into(),
                    password: None,
                };
                let principal: PrincipalId = tx.add_principal(&new, now)?;
                let invitation = Invitation {
                    code: new_code().unwrap(),
                    principal,
                    uid: "u1".into(),
                    attendee: "bob@else.example".into(),
                    organizer: "alice@example.org".into(),
                    wire: String::new(),
                    last_sent: None,
                };
                tx.add_invitation(&invitation, now)?;
                Ok((Keys::of(tx)?, invitation))
            })
            .await
            .unwrap();
        (folder, store, keys, invitation)
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_token_opens_its_own_door_in_any_case_and_no_other() {
        let (_folder, store, keys, invitation) = invited().await;
        let answer = keys.answer_local(&invitation);
        assert!(
            answer.len() <= 64 && answer.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        );
        let read = |local: &str| store.read(|tx| keys.by_answer_local(tx, local)).unwrap();
        assert_eq!(read(&answer).unwrap().uid, "u1");
        assert_eq!(read(&answer.to_uppercase()).unwrap().uid, "u1");
        let link = keys.link(&invitation);
        assert!(store.read(|tx| keys.by_link(tx, &link)).unwrap().is_some());
        assert!(read(&format!("i-{link}")).is_none(), "a link is not an answer address");
        assert!(store.read(|tx| keys.by_link(tx, &answer[2..])).unwrap().is_none());
        assert!(keys.bounce_code(&format!("b-{}", &answer[2..])).is_none());
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn every_changed_letter_of_a_token_is_noticed() {
        let (_folder, store, keys, invitation) = invited().await;
        let answer = keys.answer_local(&invitation);
        for position in 2..answer.len() {
            let mut forged: Vec<char> = answer.chars().collect();
            forged[position] = if forged[position] == 'a' { 'b' } else { 'a' };
            let forged: String = forged.into_iter().collect();
            assert!(store.read(|tx| keys.by_answer_local(tx, &forged)).unwrap().is_none(), "{forged}");
        }
        let bounce = keys.bounce_local("abcdefghij234567");
        assert_eq!(keys.bounce_code(&bounce.to_uppercase()).as_deref(), Some("abcdefghij234567"));
        assert_eq!(keys.bounce_code(&bounce[..bounce.len() - 1]), None);
    }
}
