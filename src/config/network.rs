//! A network, as settings name it.

use std::net::IpAddr;

use serde::Deserialize;

/// A network such as `10.0.0.0/8`, or one address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Network {
    bits: u128,
    mask: u128,
}

impl Network {
    /// Whether an address lies in it.
    pub fn holds(&self, address: IpAddr) -> bool {
        bits(address) & self.mask == self.bits
    }
}

impl TryFrom<String> for Network {
    type Error = String;

    fn try_from(text: String) -> Result<Network, String> {
        let wrong = || format!("{text:?} is no network such as 10.0.0.0/8 and no address");
        let (address, length) = text.split_once('/').map_or((text.as_str(), None), |(a, b)| (a, Some(b)));
        let address: IpAddr = address.parse().map_err(|_| wrong())?;
        let longest: u32 = if address.is_ipv4() { 32 } else { 128 };
        let length = length.map_or(Ok(longest), str::parse).map_err(|_| wrong())?;
        if length > longest {
            return Err(wrong());
        }
        let mask = u128::MAX.checked_shl(longest - length).unwrap_or(0);
        Ok(Network { bits: bits(address) & mask, mask })
    }
}

/// An address of either kind as one of IPv6.
fn bits(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => address.to_ipv6_mapped().into(),
        IpAddr::V6(address) => address.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_holds_its_addresses() {
        for (network, address, holds) in [
            ("10.0.0.0/8", "10.255.0.1", true),
            ("10.0.0.0/8", "11.0.0.1", false),
            ("10.1.2.3/8", "10.0.0.1", true),
            ("10.0.0.0/8", "::ffff:10.0.0.1", true),
            ("127.0.0.1", "127.0.0.1", true),
            ("127.0.0.1", "127.0.0.2", false),
            ("0.0.0.0/0", "203.0.113.1", true),
            ("0.0.0.0/0", "2001:db8::1", false),
            ("fd00::/8", "fd12::1", true),
            ("::1", "::1", true),
            ("::/0", "2001:db8::1", true),
        ] {
            let read = Network::try_from(network.to_owned()).unwrap();
            assert_eq!(read.holds(address.parse().unwrap()), holds, "{network} {address}");
        }
        for network in ["", "10.0.0.0/33", "10.0.0/8", "::/129", "10.0.0.0/", "localhost", "10.0.0.0/-1"] {
            assert!(Network::try_from(network.to_owned()).is_err(), "{network}");
        }
    }
}
