#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;

/// What is said of a file that is not read: the message, the place, and the byte there.
fn said(bytes: &[u8]) -> (String, (usize, usize)) {
    let error = xml("a.xml", bytes.to_vec()).map(|(text, _)| text).unwrap_err();
    assert_eq!(error.code, "encoding");
    assert!(error.help.is_some());
    (error.message.clone(), error.place.unwrap().line_column())
}

fn read(bytes: &[u8]) -> String {
    xml("a.xml", bytes.to_vec()).unwrap().0
}

fn utf16(text: &str, encoding: &'static Encoding) -> Vec<u8> {
    let bytes = |unit: u16| if encoding == UTF_16BE { unit.to_be_bytes() } else { unit.to_le_bytes() };
    text.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn the_first_bytes_tell_the_encoding() {
    assert_eq!(read("<a>é</a>".as_bytes()), "<a>é</a>");
    assert_eq!(read("\u{feff}<a>é</a>".as_bytes()), "<a>é</a>");
    for encoding in [UTF_16LE, UTF_16BE] {
        for text in ["<?xml version='1.0'?><a>é가𝄞</a>", "<?xml version='1.0' encoding='UTF-16'?><a/>", "<a>가</a>"]
        {
            assert_eq!(read(&utf16(text, encoding)), text);
            assert_eq!(read(&utf16(&format!("\u{feff}{text}"), encoding)), text);
        }
    }
    // A mark says more than a declaration.
    let text = "<?xml version='1.0' encoding='ISO-8859-1'?><a>é</a>";
    assert_eq!(read(format!("\u{feff}{text}").as_bytes()), text);
}

#[test]
fn the_declaration_names_the_encoding() {
    for (label, bytes, text) in [
        ("ISO-8859-1", &b"\xe9"[..], "é"),
        ("iso-8859-2", b"\xb1", "ą"),
        ("ISO-8859-5", b"\xd0", "а"),
        ("ISO-8859-15", b"\xa4", "€"),
        ("windows-1251", b"\xc0", "А"),
        ("KOI8-R", b"\xc1", "а"),
        ("EUC-KR", b"\xb0\xa1", "가"),
        ("KS_C_5601-1987", b"\xb0\xa1", "가"),
        ("Shift_JIS", b"\x83\x5c", "ソ"),
        ("EUC-JP", b"\xa5\xbd", "ソ"),
        ("GB18030", b"\x81\x30\x84\x36", "¥"),
        ("GB2312", b"\xd6\xd0", "中"),
        ("Big5", b"\xa4\xa4", "中"),
        ("UTF-8", "가".as_bytes(), "가"),
    ] {
        for (start, end) in [
            ("<?xml version=\"1.0\" encoding=\"", "\"?><a>"),
            ("<?xml version='1.0'\n  encoding = '", "'\tstandalone='no' ?>\r\n<a>"),
        ] {
            let file = [start.as_bytes(), label.as_bytes(), end.as_bytes(), bytes, b"</a>"].concat();
            assert_eq!(read(&file), format!("{start}{label}{end}{text}</a>"), "{label}");
        }
    }
}

#[test]
fn what_cannot_be_decoded_is_told_with_its_byte() {
    for (bytes, message, place) in [
        (&b"<a>\n\xe9</a>"[..], "byte 4 (0xE9) is not UTF-8", (2, 1)),
        (b"\xef\xbb\xbf<a>\xff", "byte 6 (0xFF) is not UTF-8", (1, 4)),
        (b"<?xml version='1.0' encoding='EUC-KR'?>\n\xb0\xa1\xff", "byte 42 (0xFF) is not EUC-KR", (2, 2)),
        (b"<?xml version='1.0' encoding='EUC-KR'?>\n\xb0\xa1\xb0", "byte 42 (0xB0) is not EUC-KR", (2, 2)),
        (b"<?xml version='1.0' encoding='ISO-8859-8'?>\xa1", "byte 43 (0xA1) is not ISO-8859-8", (1, 44)),
        (b"\xff\xfe<\0a\0\x00\xd8>\0", "byte 6 (0x00D8) is not UTF-16LE", (1, 3)),
        (b"\xfe\xff\0<\0a\0", "byte 6 (0x00) is not UTF-16BE", (1, 3)),
        (b"\xff\xfe\0\0<\0\0\0", "the file is UTF-32, which is not read (byte 0)", (1, 1)),
        (b"\x4c\x6f\xa7\x94", "the file is EBCDIC, which is not read (byte 0)", (1, 1)),
        (
            b"<?xml version='1.0' encoding='latin one'?>",
            "the XML declaration names the encoding “latin one”, which is not known (byte 30)",
            (1, 31),
        ),
        (
            b"<?xml version='1.0' encoding=''?>",
            "the XML declaration names the encoding “”, which is not known (byte 30)",
            (1, 31),
        ),
        (
            b"<?xml version='1.0' encoding='UTF-16'?>",
            "the XML declaration says “UTF-16”, but the file is not (byte 30)",
            (1, 31),
        ),
    ] {
        assert_eq!(said(bytes), (message.to_owned(), place));
    }
}

#[test]
fn messages_are_utf8() {
    assert_eq!(utf8("a.ftl", "\u{feff}a = 가".into()).unwrap(), "a = 가");
    let error = utf8("a.ftl", b"\xff\xfea\0".to_vec()).unwrap_err();
    assert_eq!(error.message, "the file is UTF-16, not UTF-8 (byte 0)");
    assert_eq!(utf8("a.ftl", b"a = \xb0\xa1".to_vec()).unwrap_err().message, "byte 4 (0xB0) is not UTF-8");
}

#[test]
fn what_is_inserted_changes_no_other_byte() {
    for label in ["EUC-KR", "GB18030", "ISO-2022-JP", "Shift_JIS", "Big5", "EUC-JP", "UTF-8"] {
        let (encoding, letters) = (Encoding::for_label(label.as_bytes()).unwrap(), "一二三");
        let text = format!("<?xml version='1.0' encoding='{label}'?>\n<p>{letters}<p/>\n</p>");
        let bytes = encoding.encode(&text).0.into_owned();
        let (decoded, scheme) = xml("a.xml", bytes.clone()).unwrap();
        assert_eq!(decoded, text);
        let at: Vec<usize> = ["<p>", "<p/>"].map(|tag| text.find(tag).unwrap() + 2).into();
        let insertions = [(at[0], " x=\"1\"".to_owned()), (at[1], " y".to_owned()), (at[1], " z".to_owned())];
        let expected = text.replace("<p>", "<p x=\"1\">").replace("<p/>", "<p y z/>");
        let inserted = scheme.insert(bytes, &text, &insertions);
        assert_eq!(inserted, encoding.encode(&expected).0.into_owned(), "{label}");
    }
    for encoding in [UTF_16LE, UTF_16BE] {
        for mark in ["", "\u{feff}"] {
            let text = "<?xml version='1.0' encoding='UTF-16'  ?>\r\n<p>𝄞가<!-- long enough --><p/></p>";
            let bytes = utf16(&format!("{mark}{text}"), encoding);
            let (_, scheme) = xml("a.xml", bytes.clone()).unwrap();
            let at = [text.find("<p>").unwrap() + 2, text.find("<p/>").unwrap() + 2];
            let inserted = scheme.insert(bytes, text, &[(at[0], " x=\"1\"".to_owned()), (at[1], " y".to_owned())]);
            let expected = text.replace("<p>", "<p x=\"1\">").replace("<p/>", "<p y/>");
            assert_eq!(inserted, utf16(&format!("{mark}{expected}"), encoding));
        }
    }
}
