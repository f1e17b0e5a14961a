//! The one cookie (RFC 6265).

use hyper::HeaderMap;
use hyper::header::COOKIE;

use crate::account::session;

/// Its name. With `__Host-` browsers take it only over TLS, for this host and all paths, so no neighbour can plant one
/// (RFC 6265bis §4.1.3.2).
fn name(is_secure: bool) -> &'static str {
    if is_secure { "__Host-rsvpd" } else { "rsvpd" }
}

/// The secret that a browser sends.
pub(super) fn secret(headers: &HeaderMap, is_secure: bool) -> Option<String> {
    let pairs = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok()).flat_map(|all| all.split(';'));
    let mut named = pairs.filter_map(|pair| pair.trim().split_once('=')).filter(|(found, _)| *found == name(is_secure));
    named.next().map(|(_, value)| value.to_owned()).filter(|value| session::is_secret(value))
}

/// Gives a browser a secret, until it is closed or the session ends.
pub(super) fn set(secret: &str, is_secure: bool) -> String {
    let secure = if is_secure { "; Secure" } else { "" };
    format!("{}={secret}; Path=/; HttpOnly; SameSite=Lax{secure}", name(is_secure))
}

/// Takes it away.
pub(super) fn gone(is_secure: bool) -> String {
    format!("{}; Max-Age=0", set("", is_secure))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cookie_is_found_among_others() {
        let secret_of = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(COOKIE, text.parse().unwrap());
            secret(&headers, true)
        };
        let good = session::new_secret().unwrap();
        assert_eq!(secret_of(&format!("a=b; __Host-rsvpd={good}; c=d")), Some(good.clone()));
        for text in
            ["", "a", &format!("rsvpd={good}"), "__Host-rsvpd=", "__Host-rsvpd=short", &format!("__Host-rsvpd={good}x")]
        {
            assert_eq!(secret_of(text), None, "{text}");
        }
        assert_eq!(set("x", true), "__Host-rsvpd=x; Path=/; HttpOnly; SameSite=Lax; Secure");
        assert_eq!(gone(false), "rsvpd=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
    }
}
