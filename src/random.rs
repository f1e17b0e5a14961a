//! Randomness from the operating system.

use std::fmt;

/// The operating system gave no randomness; nothing that needs it can go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoRandomness;

impl fmt::Display for NoRandomness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the operating system gave no random bytes")
    }
}

impl std::error::Error for NoRandomness {}

/// Random bytes.
///
/// # Errors
/// The operating system has none to give.
pub fn bytes<const N: usize>() -> Result<[u8; N], NoRandomness> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| NoRandomness)?;
    Ok(bytes)
}

/// A random code of lower-case letters and digits (base32, RFC 4648 §6) for `N` random bytes.
///
/// # Errors
/// The operating system has no randomness to give.
pub fn code<const N: usize>() -> Result<String, NoRandomness> {
    Ok(crate::id::base32(&bytes::<N>()?))
}
