//! Transfer encodings and charsets, read leniently: damage costs the damaged characters, never the mail.

use std::borrow::Cow;

use mail_parser::decoders::charsets::map::charset_decoder;

/// The decoded body of a part with this Content-Transfer-Encoding (RFC 2045 §6); unknown ones are taken as they are.
pub fn transfer_decoded<'a>(encoding: &str, body: &'a [u8]) -> Cow<'a, [u8]> {
    match encoding.trim().to_ascii_lowercase().as_str() {
        "base64" => Cow::Owned(base64(body)),
        "quoted-printable" => Cow::Owned(quoted_printable(body)),
        _ => Cow::Borrowed(body),
    }
}

/// Everything up to the first `=`; what is not of the alphabet is skipped (RFC 2045 §6.8).
fn base64(body: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(body.len() / 4 * 3);
    let (mut bits, mut count) = (0u32, 0);
    for &byte in body {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            b'=' => break,
            _ => continue,
        };
        bits = bits << 6 | u32::from(value);
        count += 6;
        if count >= 8 {
            count -= 8;
            decoded.push((bits >> count & 0xff) as u8);
        }
    }
    decoded
}

/// RFC 2045 §6.7; a `=` that starts no code stays as it is.
fn quoted_printable(body: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(body.len());
    let mut rest = body;
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        if byte != b'=' {
            decoded.push(byte);
        } else if let Some((value, after)) = hex_pair(tail) {
            decoded.push(value);
            rest = after;
        } else if let Some(after) = soft_break(tail) {
            rest = after;
        } else {
            decoded.push(byte);
        }
    }
    decoded
}

fn hex_pair(text: &[u8]) -> Option<(u8, &[u8])> {
    let digit = |b: u8| char::from(b).to_digit(16);
    let [high, low, after @ ..] = text else { return None };
    let value = digit(*high)? * 16 + digit(*low)?;
    Some((u8::try_from(value).ok()?, after))
}

/// What follows a soft line break: blanks that a gateway added, then a line end of any kind or the end of the body.
fn soft_break(text: &[u8]) -> Option<&[u8]> {
    let blanks = text.iter().take_while(|b| matches!(b, b' ' | b'\t')).count();
    match text.get(blanks..)? {
        [b'\r', b'\n', after @ ..] | [b'\n', after @ ..] => Some(after),
        [] => Some(&[]),
        _ => None,
    }
}

/// The text in the declared charset; when that is unknown or does not fit, as UTF-8, else as Windows-1252. No BOM.
///
/// Exchange 2003 and Android send 8-bit text without a charset, and US-ASCII is declared for nearly everything.
pub fn text_decoded(charset: Option<&str>, bytes: &[u8]) -> String {
    let declared = charset.map(|name| name.trim().to_ascii_lowercase()).unwrap_or_default();
    let foreign = !matches!(declared.as_str(), "" | "utf-8" | "utf8" | "us-ascii" | "ascii");
    let by_charset = || {
        let decode = charset_decoder(declared.as_bytes()).filter(|_| foreign)?;
        Some(decode(bytes)).filter(|text| !text.contains('\u{FFFD}'))
    };
    let text = by_charset().unwrap_or_else(|| match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => windows_1252(bytes),
    });
    match text.strip_prefix('\u{FEFF}') {
        Some(rest) => rest.to_owned(),
        None => text,
    }
}

fn windows_1252(bytes: &[u8]) -> String {
    match charset_decoder(b"windows-1252") {
        Some(decode) => decode(bytes),
        None => String::from_utf8_lossy(bytes).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn transfer_encodings_survive_damage() {
        for (encoding, body, decoded) in [
            ("base64", "SGVs\r\nbG8=", "Hello"),
            ("BASE64 ", "SGVsbG8", "Hello"),
            ("base64", "SG!Vs bG8=trailing", "Hello"),
            ("base64", "", ""),
            ("quoted-printable", "a=3Db=\r\nc=\n d", "a=bc d"),
            ("quoted-printable", "a= \t\r\nb=", "ab"),
            ("quoted-printable", "a=3d=C3=A9 =zz =4", "a=é =zz =4"),
            ("8bit", "=3D", "=3D"),
        ] {
            let got = transfer_decoded(encoding, body.as_bytes()).into_owned();
            assert_eq!(String::from_utf8_lossy(&got), decoded, "{encoding} {body:?}");
        }
    }

    #[test]
    fn the_declared_charset_is_tried_first() {
        for (charset, bytes, text) in [
            (Some("iso-8859-1"), b"caf\xe9".as_slice(), "café"),
            (Some("UTF-8"), b"\xef\xbb\xbfcaf\xc3\xa9", "café"),
            (Some("utf-8"), b"caf\xe9 \x80", "café €"),
            (Some("us-ascii"), b"caf\xc3\xa9", "café"),
            (None, b"caf\xe9", "café"),
            (None, b"caf\xc3\xa9", "café"),
            (Some("x-nonsense"), b"caf\xc3\xa9", "café"),
            (Some("windows-1251"), b"\xcf\xf0", "Пр"),
            (Some("iso-2022-jp"), b"\x1b$B$\"\x1b(B", "あ"),
            (Some("gb18030"), b"\xc4\xe3", "你"),
        ] {
            assert_eq!(text_decoded(charset, bytes), text, "{charset:?}");
        }
    }
}
