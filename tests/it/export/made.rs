//! Documents that are made up, with their translations.

use std::fmt::Write as _;

use enface::text::Lang;
use proptest::prelude::*;

/// A document and its messages.
#[derive(Clone, Debug)]
pub(super) struct Made {
    pub(super) xml: String,
    pub(super) messages: Vec<(Lang, String)>,
    pub(super) terms: String,
}

/// A piece of running text.
#[derive(Clone, Debug)]
enum Piece {
    Word(String),
    /// An element with a word.
    Marked(&'static str, String),
    /// A number or a date, which messages have as a variable.
    Number(u32),
    Date(u8),
    Term,
    Reference,
    Break,
    Note(String),
}

/// A block: what it is, and the texts of its units.
type Block = (u8, Vec<Vec<Piece>>);

fn piece() -> impl Strategy<Value = Piece> {
    let word = || "[a-zé&<가-힣]{1,7}";
    let name = prop::sample::select(vec![
        "hi", "emph", "q", "quote", "said", "title", "persName", "seg", "w", "del", "gi", "orth", "supplied", "add",
    ]);
    prop_oneof![
        8 => word().prop_map(Piece::Word),
        3 => (name, word()).prop_map(|(name, word)| Piece::Marked(name, word)),
        1 => (2u32..99_999).prop_map(Piece::Number),
        1 => (1u8..29).prop_map(Piece::Date),
        1 => Just(Piece::Term),
        1 => Just(Piece::Reference),
        1 => Just(Piece::Break),
        1 => word().prop_map(Piece::Note),
    ]
}

fn unit() -> impl Strategy<Value = Vec<Piece>> {
    ("[a-z]{1,5}", prop::collection::vec(piece(), 0..5)).prop_map(|(word, mut pieces)| {
        pieces.insert(0, Piece::Word(word));
        pieces
    })
}

/// Documents in two languages or three, with sections, lists, tables, verse, speeches, quotations, pictures, notes and markup.
pub(super) fn document() -> impl Strategy<Value = Made> {
    let block = (0u8..18, prop::collection::vec(unit(), 1..4));
    (prop::collection::vec(block, 1..9), any::<bool>()).prop_map(|(blocks, third)| build(&blocks, third))
}

struct Builder {
    xml: String,
    messages: Vec<String>,
    next: usize,
    first: Option<String>,
    depth: usize,
    /// Whether what is said is quoted.
    is_quoted: bool,
}

fn build(blocks: &[Block], third: bool) -> Made {
    let langs: Vec<Lang> = ["ko", "de"].iter().take(1 + usize::from(third)).map(|tag| Lang::new(tag)).collect();
    let mut builder = Builder {
        xml: String::new(),
        messages: vec![String::new(); langs.len()],
        next: 0,
        first: None,
        depth: 0,
        is_quoted: false,
    };
    for block in blocks {
        builder.block(block);
    }
    (0..builder.depth).for_each(|_| builder.xml.push_str("</div>"));
    let header = "<teiHeader><fileDesc><titleStmt><title>A text</title><author>Ann</author></titleStmt>\
                  <publicationStmt><publisher>A press</publisher></publicationStmt></fileDesc></teiHeader>";
    let front = "<front><titlePage><titlePart xml:id=\"t\">A text</titlePart></titlePage></front>";
    let xml = format!(
        "<TEI xmlns=\"http://www.tei-c.org/ns/1.0\" xml:lang=\"en\">{header}<text>{front}<body>{}</body></text></TEI>",
        builder.xml
    );
    let messages = langs.into_iter().zip(builder.messages).map(|(lang, text)| (lang, format!("t = T\n{text}")));
    Made { xml, messages: messages.collect(), terms: "-book = Buch\n".to_owned() }
}

fn escaped(word: &str) -> String {
    word.replace('&', "&amp;").replace('<', "&lt;")
}

impl Builder {
    fn id(&mut self, kind: &str) -> String {
        self.next += 1;
        format!("{kind}{}", self.next)
    }

    fn element(&mut self, name: &str, unit: &[Piece]) {
        let id = self.id("u");
        let _ = write!(self.xml, "<{name} xml:id=\"{id}\">");
        self.text(&id, unit);
        let _ = write!(self.xml, "</{name}>");
    }

    /// Writes a text, and its messages, in which the pieces stand in the reverse order.
    fn text(&mut self, id: &str, unit: &[Piece]) {
        let target = self.first.clone();
        self.first.get_or_insert_with(|| id.to_owned());
        let mut said: Vec<String> = Vec::new();
        let (mut numbers, mut dates) = (0, 0);
        for (at, piece) in unit.iter().enumerate() {
            if at > 0 && !matches!(piece, Piece::Note(_)) {
                self.xml.push(' ');
            }
            match piece {
                Piece::Word(word) => {
                    self.xml += &escaped(word);
                    said.push(escaped(word).replace('{', ""));
                }
                Piece::Marked(name, word) => {
                    let word = escaped(word);
                    let _ = write!(self.xml, "<{name} rend=\"italic\">{word}</{name}>");
                    said.push(format!("<{name}>{word}</{name}>"));
                }
                Piece::Number(number) => {
                    numbers += 1;
                    let _ = write!(self.xml, "<num xml:id=\"{id}.n{numbers}\" value=\"{number}\">{number}</num>");
                    said.push(format!("<num xml:id=\"{id}.n{numbers}\">{{ $num{numbers} }}</num>"));
                }
                Piece::Date(day) => {
                    dates += 1;
                    let when = format!("2026-11-{day:02}");
                    let _ = write!(self.xml, "<date xml:id=\"{id}.d{dates}\" when=\"{when}\">day {day}</date>");
                    said.push(format!("<date xml:id=\"{id}.d{dates}\">{{ $date{dates} }}</date>"));
                }
                Piece::Term => {
                    self.xml += "book";
                    said.push("{ -book }".to_owned());
                }
                Piece::Reference => {
                    if let Some(target) = &target {
                        let _ = write!(self.xml, "<ref target=\"#{target}\">there</ref>");
                        said.push("<ref>dort</ref>".to_owned());
                    }
                }
                Piece::Break if at + 1 < unit.len() => {
                    self.xml += "<lb/>x";
                    said.push("x<lb/>".to_owned());
                }
                Piece::Break => {}
                Piece::Note(word) => {
                    let note = self.id("n");
                    let _ = write!(self.xml, "<note xml:id=\"{note}\">{}</note>", escaped(word));
                    said.push(format!("<note xml:id=\"{note}\"/>"));
                    for messages in &mut self.messages {
                        let _ = writeln!(messages, "{note} = X{}", escaped(word));
                    }
                }
            }
        }
        // What begins with a break, or with a mark alone, would be folded away.
        said.push("y".to_owned());
        said.reverse();
        let said = if self.is_quoted { format!("<q>{}</q> z", said.join(" ")) } else { said.join(" ") };
        for messages in &mut self.messages {
            let _ = writeln!(messages, "{id} = {said}");
        }
    }

    /// A picture, be its size given or not, with a name or without.
    fn picture(&mut self, kind: usize) {
        let size = ["", " width=\"60%\"", " height=\"31mm\" scale=\"1.5\""][kind % 3];
        let id = if kind > 1 { format!(" xml:id=\"{}\"", self.id("g")) } else { String::new() };
        let _ = write!(self.xml, "<graphic{id} url=\"pictures/made%20{kind}.png\"{size}/>");
    }

    fn block(&mut self, (kind, units): &Block) {
        let tag = |name: &str| format!("<{name}>");
        let around = |this: &mut Builder, outer: &str, name: &str| {
            this.xml += &tag(outer);
            units.iter().for_each(|unit| this.element(name, unit));
            this.xml += &tag(&format!("/{}", outer.split(' ').next().unwrap_or(outer)));
        };
        match kind {
            0 | 1 if self.depth < 3 => {
                self.depth += 1;
                self.xml += "<div>";
                self.element("head", &units[0]);
                units[1..].iter().for_each(|unit| self.element("p", unit));
            }
            2 if self.depth > 0 => {
                self.depth -= 1;
                self.xml += "</div>";
            }
            3 => around(self, "list rend=\"numbered\"", "item"),
            4 => around(self, "list", "item"),
            5 => around(self, "lg", "l"),
            6 => around(self, "quote", "p"),
            7 => {
                self.xml += "<table>";
                for unit in units {
                    self.xml += "<row>";
                    self.element("cell", unit);
                    self.element("cell", &units[0]);
                    self.xml += "</row>";
                }
                self.xml += "</table>";
            }
            8 => {
                self.xml += "<sp>";
                self.element("speaker", &units[0]);
                units.iter().for_each(|unit| self.element("p", unit));
                self.xml += "</sp>";
            }
            9 => {
                self.xml += "<list type=\"gloss\">";
                for unit in units {
                    self.element("label", unit);
                    self.element("item", unit);
                }
                self.xml += "</list>";
            }
            10 => {
                self.xml += "<figure>";
                self.element("head", &units[0]);
                self.element("figDesc", &units[0]);
                self.xml += "</figure>";
            }
            // A picture with what is said of it, and one alone wherever it may stand.
            14 => {
                self.xml += "<figure>";
                self.picture(units.len());
                self.element("head", &units[0]);
                self.element("figDesc", &units[0]);
                self.xml += "</figure>";
            }
            15 => {
                let places = [("list", "item"), ("lg", "l"), ("quote", "p"), ("div", "p"), ("sp", "p")];
                let (outer, inner) = places[self.next % places.len()];
                let _ = write!(self.xml, "<{outer}>");
                if outer == "sp" {
                    self.element("speaker", &units[0]);
                }
                self.element(inner, &units[0]);
                self.picture(units.len());
                self.element(inner, &units[0]);
                let _ = write!(self.xml, "</{outer}>");
            }
            16 => {
                self.xml += "<table><figure>";
                self.picture(1);
                self.xml += "</figure><row>";
                self.element("cell", &units[0]);
                self.xml += "</row><figure>";
                self.picture(units.len());
                self.xml += "</figure></table>";
            }
            // A quotation over several blocks.
            17 => {
                let id = self.id("u");
                let _ = write!(self.xml, "<p xml:id=\"{id}\">he said: <q>");
                self.is_quoted = true;
                self.text(&id, &units[0]);
                self.xml += "<list>";
                units.iter().for_each(|unit| self.element("item", unit));
                self.xml += "</list>";
                self.text(&format!("{id}_x2E_2"), &units[0]);
                self.xml += "</q></p>";
                self.is_quoted = false;
            }
            11 => units.iter().for_each(|unit| self.element("stage", unit)),
            12 => self.element("trailer", &units[0]),
            _ => units.iter().for_each(|unit| self.element("p", unit)),
        }
    }
}
