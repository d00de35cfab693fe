//! Writes XML: the only place of an export that knows quick-xml.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// The attributes of an element, in their order.
pub(super) type Attributes = Vec<(&'static str, String)>;

/// An XML document in the making.
pub(super) struct Xml {
    writer: Writer<Vec<u8>>,
    /// The elements that are open.
    open: Vec<String>,
}

impl Xml {
    /// A document that begins with an XML declaration.
    pub(super) fn new() -> Xml {
        let mut xml = Xml { writer: Writer::new(Vec::new()), open: Vec::new() };
        xml.event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)));
        xml.line();
        xml
    }

    fn event(&mut self, event: Event<'_>) {
        // A vector takes whatever is written to it.
        let _ = self.writer.write_event(event);
    }

    /// Begins an element.
    pub(super) fn open(&mut self, name: &str, attributes: &Attributes) {
        self.event(Event::Start(start(name, attributes)));
        self.open.push(name.to_owned());
    }

    /// Ends the innermost element.
    pub(super) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.event(Event::End(BytesEnd::new(name)));
        }
    }

    /// Ends the innermost element, and the line.
    pub(super) fn close_line(&mut self) {
        self.close();
        self.line();
    }

    /// Writes an element that holds nothing.
    pub(super) fn empty(&mut self, name: &str, attributes: &Attributes) {
        self.event(Event::Empty(start(name, attributes)));
    }

    /// Writes an element that holds text alone, in a line of its own.
    pub(super) fn leaf(&mut self, name: &str, attributes: &Attributes, text: &str) {
        self.open(name, attributes);
        self.text(text);
        self.close_line();
    }

    /// Writes text.
    pub(super) fn text(&mut self, text: &str) {
        let text = legal(text);
        self.event(Event::Text(BytesText::new(&text)));
    }

    /// Ends the line, where white space means nothing.
    pub(super) fn line(&mut self) {
        self.event(Event::Text(BytesText::from_escaped("\n")));
    }

    /// The finished document.
    pub(super) fn finish(mut self) -> Vec<u8> {
        while !self.open.is_empty() {
            self.close_line();
        }
        self.writer.into_inner()
    }
}

fn start<'n>(name: &'n str, attributes: &Attributes) -> BytesStart<'n> {
    let mut start = BytesStart::new(name);
    for (key, value) in attributes {
        start.push_attribute((*key, legal(value).as_str()));
    }
    start
}

/// Text without the characters that no XML document can hold (XML 1.0, section 2.2): U+FFFD stands for each of them.
fn legal(text: &str) -> String {
    let is_legal = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{D7FF}' | '\u{E000}'..='\u{FFFD}' | '\u{10000}'..='\u{10FFFF}');
    text.chars().map(|c| if is_legal(c) { c } else { '\u{FFFD}' }).collect()
}
