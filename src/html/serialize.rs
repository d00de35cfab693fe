//! The one place that turns a tree into text, and the one that escapes.

use super::tree::{Element, Node};

/// A whole document: the doctype and the root element.
pub(super) fn document(root: &Element) -> String {
    let mut out = String::from("<!DOCTYPE html>\n");
    write_element(root, &mut out);
    out.push('\n');
    out
}

fn write_element(element: &Element, out: &mut String) {
    out.push('<');
    out.push_str(element.name);
    for (name, value) in &element.attributes {
        out.push(' ');
        out.push_str(name);
        if let Some(value) = value {
            out.push_str("=\"");
            escape(value, Place::Attribute, out);
            out.push('"');
        }
    }
    out.push('>');
    if is_void(element.name) {
        return;
    }
    // Neither element knows character references; their text must not close them, which `metadata` and the tests see to.
    let raw = matches!(element.name, "style" | "script");
    for child in &element.children {
        if element.lines {
            out.push('\n');
        }
        match child {
            Node::Element(child) => write_element(child, out),
            Node::Text(text) if raw => out.push_str(text),
            Node::Text(text) => escape(text, Place::Content, out),
        }
    }
    if element.lines && !element.children.is_empty() {
        out.push('\n');
    }
    out.push_str("</");
    out.push_str(element.name);
    out.push('>');
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Content,
    Attribute,
}

fn escape(text: &str, place: Place, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' if place == Place::Attribute => out.push_str("&quot;"),
            '\u{a0}' => out.push_str("&nbsp;"),
            // A parser would read a line feed.
            '\r' => out.push_str("&#13;"),
            // HTML has no way to write other control characters and noncharacters, and neither has XML most of them.
            '\t' | '\n' => out.push(c),
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => out.push('\u{fffd}'),
            c if u32::from(c) & 0xfffe == 0xfffe || matches!(c, '\u{fdd0}'..='\u{fdef}') => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
}

fn is_void(name: &str) -> bool {
    matches!(name, "br" | "hr" | "img" | "input" | "link" | "meta" | "wbr")
}

#[cfg(test)]
mod tests {
    use super::super::tree::{block, inline};
    use super::*;

    fn serialized(element: &Element) -> String {
        let mut out = String::new();
        write_element(element, &mut out);
        out
    }

    #[test]
    fn text_and_attributes_are_escaped() {
        let element = inline("p").attr("title", "\"a\" & 'b' <c>").text("\"a\" & 'b' <script>\u{a0}]]>");
        assert_eq!(
            serialized(&element),
            "<p title=\"&quot;a&quot; &amp; 'b' &lt;c&gt;\">\"a\" &amp; 'b' &lt;script&gt;&nbsp;]]&gt;</p>"
        );
    }

    #[test]
    fn what_html_cannot_say_is_replaced() {
        assert_eq!(
            serialized(&inline("p").text("a\rb\u{1}\u{85}\u{ffff}\u{fdd0}")),
            "<p>a&#13;b\u{fffd}\u{fffd}\u{fffd}\u{fffd}</p>"
        );
    }

    #[test]
    fn void_elements_have_no_end() {
        assert_eq!(serialized(&inline("p").child(inline("br")).text("x")), "<p><br>x</p>");
        assert_eq!(
            serialized(&inline("input").attr("type", "checkbox").flag("checked")),
            "<input type=\"checkbox\" checked>"
        );
    }

    #[test]
    fn only_blocks_gain_white_space() {
        let text = inline("p").child(inline("em").text("a")).child(inline("em").text("b"));
        assert_eq!(
            serialized(&block("div").child(text).child(block("div"))),
            "<div>\n<p><em>a</em><em>b</em></p>\n<div></div>\n</div>"
        );
    }
}
