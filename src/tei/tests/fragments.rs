//! The text of messages.

use super::inlines;
use crate::tei::{escape, fragment};
use crate::text::plain;

#[test]
fn markup_in_messages() {
    for (text, expected) in [
        ("  a \n b ", "a b"),
        ("<q>“균형자”</q>로서", "<q>“균형자”</>로서"),
        ("a<note xml:id=\"n1\"/> b<lb/> c", "a^n1^ b⏎c"),
        ("a<note xml:id='n1'></note>", "a^n1^"),
        ("&lt;&gt;&amp;&quot;&apos;&#8212;&#x41;", "<>&\"'—A"),
        ("<foreign xml:lang='fr' xml:id='x' rend='bold'>c</foreign>", "<foreign #x (fr) bold>c</>"),
        ("<whatever><b>x</b></whatever><!-- c --><![CDATA[<y>]]>", "<whatever><b>x</></><y>"),
        ("<persName/>", "<persName></>"),
        ("", ""),
    ] {
        let found = fragment(text).unwrap();
        assert_eq!(inlines(&found), expected, "{text}");
    }
}

#[test]
fn errors_in_messages() {
    for (text, span, message) in [
        ("a <b>c</i>", 6..10, "“</i>” closes no open element"),
        ("a <b><i>c</b></i>", 9..13, "“</b>” stands where “</i>” is expected"),
        ("a <b>c", 6..6, "“b” is not closed before the end"),
        ("a & b", 2..3, "“&” stands alone"),
        ("a &nbsp; b", 2..8, "the entity “nbsp” is not declared"),
        ("a < b", 2..3, "“<” stands alone"),
        ("<tei:hi>a</tei:hi>", 0..7, "the namespace prefix “tei” is not declared"),
        ("a<note>b</note>", 7..8, "“note” holds text in a message"),
        ("<?x y?>", 0..7, "a message cannot hold a processing instruction"),
        ("a <foreign xml:lang='k/o'>b</foreign>", 21..24, "“k/o” is no language tag"),
        ("<a x='1'", 0..1, "this tag is not closed before the end"),
    ] {
        let error = fragment(text).unwrap_err();
        assert_eq!((error.span, error.message.as_str()), (span, message), "{text}");
    }
    let deep = "<b>".repeat(500);
    assert!(fragment(&deep).unwrap_err().message.contains("more than 100 deep"));
}

#[test]
fn what_is_escaped_is_read_as_text() {
    for text in ["a < b & c > d", "]]>", "&amp;", "“”"] {
        assert_eq!(plain(&fragment(&escape(text)).unwrap()), text);
    }
}
