use super::*;

fn root(text: &str) -> Element {
    read(text.as_bytes()).unwrap_or_else(|error| panic!("{text}: {error}"))
}

#[test]
fn names_are_compared_by_namespace_not_by_prefix() {
    for text in ["<prop xmlns='DAV:'/>", "<D:prop xmlns:D='DAV:'></D:prop>", "<x:prop xmlns:x=\"DAV:\" />"] {
        assert!(root(text).is(DAV, "prop"), "{text}");
    }
    assert!(root("<prop/>").is("", "prop"));
}

#[test]
fn text_keeps_its_blanks_around_references() {
    assert_eq!(root("<a>x &amp; y &#x41;&#13; <![CDATA[<&> ]]>z</a>").text(), "x & y A\r <&> z");
}

#[test]
fn line_ends_become_line_feeds_as_xml_says() {
    assert_eq!(root("<a>one\r\ntwo\rthree</a>").text(), "one\ntwo\nthree");
}

#[test]
fn attributes_are_unescaped() {
    assert_eq!(root("<a b='1 &lt; 2' xml:lang='de'/>").attribute("b"), Some("1 < 2"));
}

#[test]
fn utf16_and_byte_order_marks_are_read() {
    let text = "<a>ü</a>";
    let big: Vec<u8> = [0xFE, 0xFF].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    let little: Vec<u8> = [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let marked: Vec<u8> = [0xEF, 0xBB, 0xBF].into_iter().chain(text.bytes()).collect();
    for body in [big, little, marked] {
        assert_eq!(read(&body).unwrap().text(), "ü");
    }
    assert_eq!(read(b"<a>\xFC</a>"), Err(BadXml::Encoding));
}

#[test]
fn hostile_documents_are_refused() {
    let bomb = "<!DOCTYPE a [<!ENTITY b 'bbbb'><!ENTITY c '&b;&b;'>]><a>&c;</a>";
    assert_eq!(read(bomb.as_bytes()), Err(BadXml::DocumentType));
    assert_eq!(read(b"<a>&nbsp;</a>"), Err(BadXml::UnknownEntity("nbsp".into())));
    assert!(matches!(read(b"<a b='&c;'/>"), Err(BadXml::Malformed(_))));
    assert_eq!(read("<a>".repeat(33).as_bytes()), Err(BadXml::TooLarge));
    let deep = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    assert_eq!(read(deep.as_bytes()), Err(BadXml::TooLarge));
    let wide = format!("<a>{}</a>", "<b/>".repeat(100_001));
    assert_eq!(read(wide.as_bytes()), Err(BadXml::TooLarge));
    assert_eq!(read("<a>\u{1}</a>".as_bytes()), Err(BadXml::IllegalCharacter));
    assert_eq!(read(b"<a>&#1;</a>"), Err(BadXml::IllegalCharacter));
    assert_eq!(read(b"<a b='&#1;'/>"), Err(BadXml::IllegalCharacter));
    assert_eq!(read(b"<D:a/>"), Err(BadXml::UnknownPrefix("D".into())));
    assert_eq!(read(b"<a<b/>"), Err(BadXml::IllegalCharacter));
}

#[test]
fn truncated_or_surrounded_documents_are_refused() {
    for text in ["", " ", "<a>", "<a><b></b>", "<?xml version='1.0'?>"] {
        assert_eq!(read(text.as_bytes()), Err(BadXml::Truncated), "{text:?}");
    }
    for text in ["<a", "<a></b>", "<a b=>", "<a b='1' b='2'/>", "<a>&#xZZ;</a>", "</a>"] {
        assert!(matches!(read(text.as_bytes()), Err(BadXml::Malformed(_))), "{text:?}");
    }
    for text in ["<a/><b/>", "<a/>x", "x<a/>"] {
        assert_eq!(read(text.as_bytes()), Err(BadXml::OutsideRoot), "{text:?}");
    }
}

#[test]
fn what_is_written_reads_back_the_same() {
    for text in [
        "<a xmlns='urn:x'><b xmlns=''>1<c xmlns='DAV:' d='\"&lt;'/></b> two </a>",
        "<p xmlns='DAV:' xmlns:z='urn:z' z:q='1' xml:lang='fr'><z:r/>&#13;</p>",
        "<a xmlns='http://a?b&amp;c'/>",
        "<a><b xmlns='DAV:'/></a>",
    ] {
        check(text.as_bytes());
        root(text);
    }
}

#[test]
fn escaped_text_survives_xml_reading() {
    let text = "BEGIN:X\r\nA;B=\"c\":<&>\t\u{1F600}\u{FFFD}\u{F8FF}\r\n";
    let mut out = String::from("<a b=\"");
    escape(&mut out, "\"&<>\r");
    out.push_str("\">");
    escape(&mut out, text);
    out.push_str("</a>");
    assert_eq!(root(&out).text(), text);
    assert_eq!(root(&out).attribute("b"), Some("\"&<>\r"));
    let mut out = String::new();
    escape(&mut out, "a\u{0}\u{FFFE}b");
    assert_eq!(out, "a\u{FFFD}\u{FFFD}b");
}

#[test]
fn damaged_documents_neither_panic_nor_hang() {
    let good = b"<?xml version='1.0'?><D:propfind xmlns:D='DAV:' xmlns='urn:x'><D:prop a='&lt;'><b/>&amp;<![CDATA[x]]></D:prop></D:propfind>";
    let mut state = 7_u64;
    for _ in 0..4_000 {
        let mut bytes = good.to_vec();
        for _ in 0..3 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let at = (state >> 33) as usize % bytes.len();
            match state % 3 {
                0 => bytes[at] = (state >> 24) as u8,
                1 => drop(bytes.remove(at)),
                _ => bytes.insert(at, b"<>&;/:'"[(state >> 40) as usize % 7]),
            }
        }
        check(&bytes);
    }
}
