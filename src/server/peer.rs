//! From where a request comes, when a reverse proxy stands in between.

use std::net::{IpAddr, SocketAddr};

use hyper::HeaderMap;

use crate::account;
use crate::config::Network;

/// The client's address: the connection's, unless that is a trusted proxy's. Then it is the last one in
/// `X-Forwarded-For` that no trusted proxy has; what stands further left is the client's own word, and worth nothing.
pub(super) fn client(peer: IpAddr, headers: &HeaderMap, proxies: &[Network]) -> IpAddr {
    let is_trusted = |address: &IpAddr| proxies.iter().any(|network| network.holds(*address));
    let mut client = peer.to_canonical();
    if !is_trusted(&client) {
        return client;
    }
    let named: Vec<&str> = headers.get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok()).collect();
    for hop in named.iter().rev().flat_map(|value| value.rsplit(',')) {
        let Some(address) = address(hop.trim()) else { break };
        client = address;
        if !is_trusted(&client) {
            break;
        }
    }
    client
}

/// The network at the other end of a connection; none where that is a trusted proxy, behind which is everybody.
pub(super) fn network(peer: IpAddr, proxies: &[Network]) -> Option<IpAddr> {
    let peer = peer.to_canonical();
    (!proxies.iter().any(|network| network.holds(peer))).then(|| account::network(peer))
}

/// An address as proxies write it: bare, in brackets, or with a port.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    let parsed = bare.parse().or_else(|_| text.parse::<SocketAddr>().map(|address| address.ip()));
    parsed.ok().map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_trusted_proxies_say_where_a_client_is() {
        let proxies: Vec<Network> =
            ["127.0.0.1", "10.0.0.0/8"].map(|text| Network::try_from(text.to_owned()).unwrap()).to_vec();
        for (peer, named, client_is) in [
            ("203.0.113.9", &["192.0.2.1"][..], "203.0.113.9"),
            ("127.0.0.1", &[], "127.0.0.1"),
            ("127.0.0.1", &["192.0.2.1"], "192.0.2.1"),
            ("::ffff:127.0.0.1", &["192.0.2.1"], "192.0.2.1"),
            ("127.0.0.1", &["198.51.100.7, 192.0.2.1"], "192.0.2.1"),
            ("127.0.0.1", &["198.51.100.7", "192.0.2.1, 10.0.0.2"], "192.0.2.1"),
            ("127.0.0.1", &["192.0.2.1:4711"], "192.0.2.1"),
            ("127.0.0.1", &["[2001:db8::1]:4711"], "2001:db8::1"),
            ("127.0.0.1", &["2001:db8::1"], "2001:db8::1"),
            ("127.0.0.1", &["192.0.2.1, unknown"], "127.0.0.1"),
            ("127.0.0.1", &["10.0.0.2, 10.0.0.3"], "10.0.0.2"),
        ] {
            let mut headers = HeaderMap::new();
            named.iter().for_each(|value| {
                headers.append("x-forwarded-for", value.parse().unwrap());
            });
            let found = client(peer.parse().unwrap(), &headers, &proxies);
            assert_eq!(found, client_is.parse::<IpAddr>().unwrap(), "{peer} {named:?}");
        }
    }
}
