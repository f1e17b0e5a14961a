//! How much a person may store (RFC 4331). It bounds what people do themselves; what scheduling delivers to them, and
//! what an admin imports, is counted and never refused for it: nobody's invitation or answer is lost because somebody
//! else's space is full.

use crate::config::Config;
use crate::id::PrincipalId;
use crate::store::{OwnQuota, StoreError, Tx, Usage};

/// A change that would store more than the person may.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OverQuota(pub Usage);

impl std::fmt::Display for OverQuota {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "at most {} bytes in {} objects and files", self.0.bytes, self.0.objects)
    }
}

/// What a principal may use.
pub fn quota(config: &Config, own: OwnQuota) -> Usage {
    Usage {
        bytes: own.bytes.unwrap_or(config.limits.quota_bytes),
        objects: own.objects.unwrap_or(config.limits.quota_objects),
    }
}

/// Bytes that each object may have, whoever's it is: a bound of one's own is not below that, so that small objects need not
/// be looked up.
pub const SMALL_OBJECT: i64 = 64 * 1024;

/// Bytes of one object or card of a principal.
pub fn object_bytes(config: &Config, own: OwnQuota) -> usize {
    let own = own.object_bytes.and_then(|own| usize::try_from(own.max(SMALL_OBJECT)).ok());
    own.map_or(config.limits.object_bytes, |own| own.min(config.limits.object_bytes))
}

/// What a principal may use before things that are fetched from elsewhere are stored: a tenth is left to what the person
/// writes, so that a calendar elsewhere that grows keeps nobody from their own.
pub fn quota_of_fetched(config: &Config, own: OwnQuota) -> Usage {
    let Usage { bytes, objects } = quota(config, own);
    Usage { bytes: bytes - bytes / 10, objects: objects - objects / 10 }
}

/// Does `work`, unless it makes a principal use more than `most`, such as [`quota`], says. One that is over it already can
/// still store less than before.
///
/// # Errors
/// Those of `work`, and [`OverQuota`]: the transaction is to be given up then.
pub fn within<T, E>(
    tx: &mut Tx<'_>,
    principal: PrincipalId,
    most: impl FnOnce(OwnQuota) -> Usage,
    work: impl FnOnce(&mut Tx<'_>) -> Result<T, E>,
) -> Result<T, E>
where
    E: From<StoreError> + From<OverQuota>,
{
    let (before, own) = tx.usage(principal)?;
    let done = work(tx)?;
    let (after, most) = (tx.usage(principal)?.0, most(own));
    let is_over = |before: i64, after: i64, most: i64| after > most && after > before;
    if is_over(before.bytes, after.bytes, most.bytes) || is_over(before.objects, after.objects, most.objects) {
        return Err(OverQuota(most).into());
    }
    Ok(done)
}
