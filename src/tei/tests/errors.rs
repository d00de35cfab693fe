//! What is wrong with a file, and where.

use super::{file, list, with_body};
use crate::tei::read;

/// The errors of a file; the head of each expected line is enough.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let (document, diagnostics) = read(&file(text));
    let found = list(&diagnostics);
    assert!(document.is_none(), "a document for {text}");
    let matches = found.lines().count() == expected.len() && found.lines().zip(expected).all(|(f, e)| f.starts_with(e));
    assert!(matches, "\nfound:\n{found}\nexpected:\n{}\nin: {text}", expected.join("\n"));
}

#[test]
fn tags() {
    check(
        "<text>\n<p>a</q>\n</p></text>",
        &["2:5 xml-syntax “</q>” closes no open element (2:1 the open element, “p”, starts here) | write <q>"],
    );
    check(
        "<text>\n<p>a</P>\n</text>",
        &["2:5 xml-syntax “</P>” closes no open element (2:1 the open element, “p”, starts here)"],
    );
    check(
        "<text><p>\n<hi>a</p></text>",
        &[
            "2:6 xml-syntax “</p>” stands where “</hi>” is expected (2:1 “hi” starts here and is not closed) | write </hi> before </p>",
        ],
    );
    check(
        "<text>\n<div>\n<p>a</p>",
        &[
            "3:9 xml-syntax the file ends before “div” and the element around it are closed (2:1 “div” starts here) | see \
             whether the file is whole; if it is, write </div></text> where they belong",
        ],
    );
    check("<text></text></p>", &["1:14 xml-syntax “</p>” closes no open element"]);
    check(
        "<text><p>a<p n='1'</p></text>",
        &[
            "1:11 xml-syntax the tag of “p” is not closed before the next one",
            "1:23 xml-syntax “</text>” stands where “</p>” is expected (1:7",
        ],
    );
    check("<text><p>a</p n='1'></text>", &["1:11 xml-syntax the end tag of “p” holds more than its name"]);
    check("<text><p>a</p</text>", &["1:11 xml-syntax the end tag of “p” is not closed"]);
    check("<text><p>a < b</p></text>", &["1:12 xml-syntax “<” stands alone | write &lt;"]);
    for rest in ["<", "&", "&am", "</"] {
        let at = if rest == "</" { 12 } else { 12 + rest.len() };
        let (_, found) = read(&file(&format!("<text><p>a {rest}")));
        let found = list(&found);
        let whole = "xml-syntax the file ends before “p” and the element around it are closed";
        let cut = "xml-syntax this tag is not closed";
        let is_told = [whole, cut].iter().any(|what| found.starts_with(&format!("1:{at} {what}")));
        assert!(is_told && found.lines().count() == 1, "{rest}: {found}");
    }
    check("<text><p", &["1:7 xml-syntax this tag is not closed before the end"]);
    check("<text><p>a</p", &["1:11 xml-syntax this tag is not closed before the end"]);
    check(
        "<text><a:b:c/><1/></text>",
        &[
            "1:7 xml-syntax “a:b:c” cannot be the name of an element",
            "1:7 xml-syntax the namespace prefix “a”",
            "1:7 unknown-element the element “a:b:c” is not known",
            "1:15 xml-syntax “<” stands alone",
        ],
    );
    check(
        "<text><x:p>a</x:p><p y:n='1'>a</p></text>",
        &[
            "1:7 xml-syntax the namespace prefix “x” is not declared | declare it on the root element: xmlns:x=\"…\"",
            "1:22 xml-syntax the namespace prefix “y” is not declared",
        ],
    );
}

#[test]
fn attributes() {
    check("<text><p n='1' n='2'>a</p></text>", &["1:16 xml-syntax “p” has the attribute “n” twice"]);
    check(
        "<text><p n=1>a</p></text>",
        &["1:12 xml-syntax the value of the attribute “n” is not in quotation marks | write n=\"1\""],
    );
    check("<text><p n>a</p></text>", &["1:10 xml-syntax the attribute “n” has no value"]);
    check("<text><p n='1'rend='b'>a</p></text>", &["1:15 xml-syntax there is no space before the attribute “rend”"]);
    check("<text><p n='a < b'>a</p></text>", &["1:15 xml-syntax “<” stands in the value of the attribute “n”"]);
    // A quotation mark is missing: the tags after it are read all the same.
    check(
        "<text><p n='a>b</p><p m=2>c</p></text>",
        &[
            "1:16 xml-syntax “<” stands in the value of the attribute “n”",
            "1:25 xml-syntax the value of the attribute “m” is not in",
        ],
    );
    check("<text><p n='a", &["1:12 xml-syntax the value of the attribute “n” is not closed"]);
    check("<text><p n='a & b'>a</p></text>", &["1:15 xml-syntax “&” stands alone"]);
    check("<text><p n='&foo;'>a</p></text>", &["1:13 xml-syntax the entity “foo” is not declared"]);
    check("<text><p 'x'>a</p></text>", &["1:10 xml-syntax “'” is not expected in the tag of “p”"]);
}

#[test]
fn references() {
    check(
        "<text><p>AT&T and & more; x</p></text>",
        &["1:12 xml-syntax “&” stands alone | write &amp;", "1:19 xml-syntax “&” stands alone"],
    );
    check("<text><p>a&nbsp;b</p></text>", &["1:11 xml-syntax the entity “nbsp” is not declared | write &#160;"]);
    check(
        "<text><p>&#0; &#xD800; &#x;</p></text>",
        &["1:10 xml-syntax “&#0;” is no character", "1:15 xml-syntax", "1:24 xml-syntax"],
    );
}

#[test]
fn outside_the_root() {
    check("", &["1:1 xml-syntax there is no root element"]);
    check("  \n", &["1:1 xml-syntax there is no root element"]);
    check("hello", &["1:1 xml-syntax there is text before the root element"]);
    check(
        "<text><p>a</p></text>\n x",
        &["2:2 xml-syntax there is text after the end of the root element (1:1 the root element “text” is here)"],
    );
    check(
        "<text/><text><p>a</p></text>",
        &["1:8 xml-syntax there is a second root element, “text” (1:1 the first root element, “text”, is here)"],
    );
    check(
        " <?xml version='1.0'?><text><p>a</p></text>",
        &["1:2 xml-syntax the XML declaration is not at the very beginning"],
    );
    check("<?xml encoding='UTF-8'?><text><p>a</p></text>", &["1:1 xml-syntax the XML declaration gives no version"]);
    check(
        "<text><p>a</p></text><!DOCTYPE text>",
        &["1:22 xml-syntax the DOCTYPE stands after the beginning of the root element"],
    );
}

#[test]
fn characters_and_comments() {
    check(
        "<text><p>a\u{1}b\0</p></text>",
        &[
            "1:11 xml-syntax the control character U+0001 cannot stand in XML",
            "1:13 xml-syntax the control character U+0000",
        ],
    );
    check("<text><p>\u{FFFF}</p></text>", &["1:10 xml-syntax U+FFFF is no character"]);
    check(
        "<text><!-- a -- b --><p>a]]></p></text>",
        &["1:14 xml-syntax a comment holds “--”", "1:26 xml-syntax “]]>” stands in the text"],
    );
    check("<text><!--->a</text>", &["1:7 xml-syntax this comment is not closed before the end"]);
    check("<text><![CDATA[a</text>", &["1:7 xml-syntax this CDATA section is not closed before the end"]);
    check("<text><!FOO></text>", &["1:7 xml-syntax “<!” begins neither"]);
    check("<text><?xMl?><p>a</p></text>", &["1:7 xml-syntax “xMl” cannot be the name of a processing instruction"]);
}

#[test]
fn limits() {
    let deep = "<p>".repeat(100_000);
    check(&deep, &["1:3001 xml-syntax elements stand in each other more than 1000 deep"]);
    let many = read(&file(&format!("<text>{}</text>", "</p>".repeat(100_000)))).1;
    // Ten of them, and that the rest was not read.
    let found = list(&many);
    assert!(many.len() == 11 && found.contains("closes no open element; so it is in 90 more places below"), "{found}");
    let declared: String = (0..200).map(|i| format!("<x{i}:hi xmlns:x{i}='u{i}'>")).collect();
    check(&format!("<text>{declared}"), &["1:3142 xml-syntax more than 128 namespace declarations are in force"]);
    let p = |text: &str| with_body(&format!("<p>{text}</p>"));
    for (text, wrong) in [
        (p(&"x".repeat(100_001)), "more than 100000 characters stand here without the end of a word"),
        (p(&format!("a{}", "\u{301} ".repeat(60_000))), "more than 100000 characters stand here without"),
        (
            p(&format!("x{}", "<hi/>".repeat(200_001))),
            "more than 200000 pieces of marked text stand here in one paragraph",
        ),
        (p(&"<hi>word word </hi>".repeat(100_001)), "more than 1000000 characters stand here in one paragraph"),
        (
            with_body(&format!("<p n='{}'>x</p>", "y".repeat((1 << 20) + 1))),
            "the attribute “n” of “p” has 1048577 bytes",
        ),
        (with_body(&format!("<p {}='y'>x</p>", "n".repeat(1001))), "a name has more than 1000 bytes"),
        (with_body(&format!("<{}>x", "n".repeat(1001))), "a name has more than 1000 bytes"),
        (p(&"a<note>b</note>".repeat(2001)), "more than 2000 notes are called in one paragraph"),
        (
            with_body(&format!(
                "<div xml:id='d'><head>{}</head>{}</div>",
                "x".repeat(99),
                "<p><ptr target='#d'/></p>".repeat(10_200)
            )),
            "the pointers of this file stand for more than 1000000 characters",
        ),
    ] {
        let (document, found) = read(&file(&text));
        let found = list(&found);
        assert!(document.is_none() && found.contains(&format!("too-large {wrong}")), "{found}");
        assert_eq!(found.lines().count(), 1, "{found}");
    }
    // The letters of Chinese and of Japanese are words to a line, and it ends where the text says so.
    for long in ["漢字かな".repeat(40_000), format!("{}<lb/>", "x".repeat(90_000)).repeat(2)] {
        super::read_ok(&p(&long));
    }
    let (document, _) = super::read_ok(&p(&"word ".repeat(190_000)));
    assert!(super::dump(&document).contains("word word"));
    let inside = format!("{}x{}", "<hi>".repeat(900), "</hi>".repeat(900));
    let (document, _) = super::read_ok(&with_body(&format!("<p>{inside}</p>")));
    assert!(super::dump(&document).contains('x'));
    let sections = format!("{}<head>x</head>{}", "<div>".repeat(900), "</div>".repeat(900));
    let (document, _) = super::read_ok(&with_body(&sections));
    assert!(super::dump(&document).contains("Head { level: 6 } “x”"));
}

#[test]
fn ids() {
    let text = with_body("<p xml:id='a'>x</p>\n<p xml:id=' a '>y</p><p xml:id='1a'>z</p><p xml:id=''>z</p>");
    let (_, diagnostics) = read(&file(&text));
    assert_eq!(
        list(&diagnostics),
        "2:12 duplicate-id the xml:id “a” occurs twice (1:91 it occurs here first) | give one of the two elements another xml:id
2:33 bad-id “1a” cannot be an xml:id | an xml:id begins with a letter or “_” and holds letters, digits, “-”, “_” and “.” only
2:53 bad-id this xml:id is empty | an xml:id begins with a letter or “_” and holds letters, digits, “-”, “_” and “.” only
"
    );
    // Each is told once, with all its places; of many, how many there are.
    let (_, diagnostics) = read(&file(&with_body("<p xml:id='a'>x</p><p xml:id='a'>x</p><p xml:id='a'>x</p>")));
    let found = list(&diagnostics);
    assert!(
        found.contains("“a” occurs 3 times (1:91 it occurs here first) (1:129 and here)") && found.lines().count() == 1,
        "{found}"
    );
    let many: String = (0..40).map(|n| format!("<p xml:id='a{n}'>x</p>")).collect();
    let found = list(&read(&file(&with_body(&many.repeat(2)))).1);
    assert!(
        found.contains("10 more xml:ids are wrong or occur more than once") && found.lines().count() == 31,
        "{found}"
    );
}

#[test]
fn no_text_and_no_language() {
    check("<TEI><teiHeader/></TEI>", &["1:1 no-text there is no “text” element"]);
    check("<html><p>a</p></html>", &["1:1 no-text the root element is “html”, which is not TEI"]);
    check("<TEI xml:lang='en'>\n<text><body> <p/></body></text></TEI>", &["2:1 no-text the text is empty"]);
    let (document, diagnostics) = read(&file("<TEI>\n<text><p>a</p></text></TEI>"));
    assert!(document.is_some());
    assert!(list(&diagnostics).starts_with("2:1 no-language the file does not say"));
    // The texts of a group say it, each its own.
    let group = |second: &str| {
        let text = format!(
            "<TEI><text><group><text xml:lang='fr'><body><p>a</p></body></text>\
            <text{second}><body><p>b</p></body></text></group></text></TEI>"
        );
        let (document, diagnostics) = read(&file(&text));
        (document.unwrap().lang.to_string(), list(&diagnostics).contains("no-language"))
    };
    assert_eq!(group(" xml:lang='de'"), ("fr".to_owned(), false));
    assert_eq!(group(""), ("en".to_owned(), true));
}

#[test]
fn broken_files_never_panic() {
    let whole = "<?xml version='1.0'?><!DOCTYPE TEI [<!ENTITY a 'b'>]><TEI xmlns='http://www.tei-c.org/ns/1.0' xmlns:x='y'><text \
        xml:lang='en'><p n=\"1\">a &amp; &a; <x:b/>é<note>c<p>d</p></note><![CDATA[e]]><!-- f --><?g h?></p><list><item>i</item>\
        </list><choice><sic>j</sic></choice></text></TEI>";
    for (i, c) in whole.char_indices() {
        let _ = read(&file(&whole[..i]));
        let _ = read(&file(&format!("{}{}", &whole[..i], &whole[i + c.len_utf8()..])));
        for junk in ["<", ">", "&", "\"", "'", "/", "<!", "<?", "]]>", "-->", "é", "\0", "xml:lang='en-éab'"] {
            let _ = read(&file(&format!("{}{junk}{}", &whole[..i], &whole[i..])));
        }
        let _ = super::super::fragment(&whole[i..]);
    }
}

#[test]
fn languages_that_nobody_knows() {
    let usage = "<profileDesc><langUsage><language ident='x-own'/></langUsage></profileDesc>";
    let text = format!(
        "<TEI xml:lang='en'><teiHeader>{usage}</teiHeader><text><body>\n<p xml:lang='english'>a <foreign xml:lang='x-own'>b\
         </foreign></p>\n<p><foreign xml:lang='x-unknown'>c</foreign></p>\n<p xml:lang='jp'>d</p></body></text></TEI>"
    );
    let found = list(&read(&file(&text)).1);
    let expected = [
        "2:14 bad-language “english” is no language tag",
        "3:23 bad-language “x-unknown” is a language that only this project knows",
        "4:14 bad-language “jp” is no language tag",
    ];
    assert!(found.lines().count() == 3 && found.lines().zip(expected).all(|(f, e)| f.starts_with(e)), "{found}");
}

#[test]
fn languages() {
    let text = "<TEI xml:lang=\"x/../victim\"><teiHeader/><text xml:lang=\"\"><body>\n\
        <p xml:id=\"a\" xml:lang=\"k o\">a <foreign xml:lang=\"&lt;b>\">b</foreign></p>\n\
        <p xml:id=\"b\" xml:lang=\" pt_BR \">c</p></body></text></TEI>";
    let (document, diagnostics) = read(&file(text));
    let document = document.expect("a document");
    let help = "write a language tag such as “ko”, “en-GB” or “zh-Hant”";
    let found = list(&diagnostics);
    let expected = [
        format!("1:16 bad-language “x/../victim” is no language tag | {help}"),
        format!("2:25 bad-language “k o” is no language tag | {help}"),
        format!("2:51 bad-language “<b>” is no language tag | {help}"),
    ];
    assert_eq!(found.lines().count(), expected.len(), "{found}");
    assert!(found.lines().zip(&expected).all(|(found, expected)| found.starts_with(expected)), "{found}");
    // What is no language is not taken for one.
    assert_eq!(document.lang.as_str(), "en");
    let said = super::dump(&document);
    assert!(said.contains("Paragraph #a “a <foreign>b</>”") && said.contains("Paragraph #b (pt-BR) “c”"), "{said}");
}
