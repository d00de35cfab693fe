//! Running text: inline markup, links, the marks of notes, and the beginnings of the original's pages.

use std::borrow::Cow;
use std::collections::HashMap;

use super::datetime::is_datetime;
use super::ids::Ids;
use super::tree::{Element, Node, inline};
use crate::edition::{Label, Labels, between_marks};
use crate::text::{self, Align, Inline, Kind, Lang, Milestone, MilestoneUnit, NoteMark, Rend, Shift, is_public_url};

/// What running text needs to know of the whole page.
pub(super) struct Inlines<'a> {
    /// The identifiers of the page.
    pub(super) ids: Ids,
    /// What the marks of the notes that stand at the end show, by the note's identifier.
    pub(super) notes: HashMap<&'a str, Cow<'a, str>>,
    /// The identifier of the first mark of a note in each column.
    pub(super) marks: HashMap<(String, usize), String>,
    /// The labels of each column's language.
    labels: &'a [Labels],
    /// The character in front, for joints.
    before: Option<char>,
    /// Whether the mark of a note stands in front.
    after_mark: bool,
}

/// Where running text stands.
#[derive(Clone, Copy)]
struct Context<'a> {
    column: usize,
    lang: &'a Lang,
    in_link: bool,
    in_ruby: bool,
    in_listing: bool,
}

impl<'a> Inlines<'a> {
    /// Running text of a page with these identifiers, these marks of notes and these labels.
    pub(super) fn new(ids: Ids, notes: HashMap<&'a str, Cow<'a, str>>, labels: &'a [Labels]) -> Inlines<'a> {
        Inlines { ids, notes, marks: HashMap::new(), labels, before: None, after_mark: false }
    }

    /// The nodes for the text of a cell.
    pub(super) fn cell(&mut self, content: &[Inline], column: usize, lang: &Lang) -> Vec<Node> {
        self.before = None;
        self.after_mark = false;
        self.content(content, Context { column, lang, in_link: false, in_ruby: false, in_listing: false })
    }

    /// The nodes for the lines of a listing, as they are to be copied: with spaces and ends of lines.
    pub(super) fn listing(&mut self, content: &[Inline], column: usize, lang: &Lang) -> Vec<Node> {
        self.before = None;
        self.content(content, Context { column, lang, in_link: false, in_ruby: false, in_listing: true })
    }

    fn content(&mut self, content: &[Inline], context: Context<'_>) -> Vec<Node> {
        let mut nodes = Vec::with_capacity(content.len());
        for inline in content {
            self.push(inline, context, &mut nodes);
        }
        nodes
    }

    fn push(&mut self, inline: &Inline, context: Context<'_>, nodes: &mut Vec<Node>) {
        let after_mark = self.after_mark;
        self.after_mark = match inline {
            Inline::NoteMark(_) => true,
            Inline::Text(_) | Inline::Break(_) => false,
            Inline::Element(_) | Inline::Milestone(_) => after_mark,
        };
        match inline {
            Inline::Text(text) if context.in_listing => nodes.push(Node::Text(text.text.replace('\u{a0}', " "))),
            Inline::Text(text) => self.text(&text.text, context, nodes),
            Inline::Break(_) if context.in_listing => nodes.push(Node::Text("\n".to_owned())),
            Inline::Element(element) => {
                let element = self.element(element, context);
                nodes.push(Node::Element(element));
            }
            Inline::Break(_) => {
                self.before = None;
                nodes.push(Node::Element(self::inline("br")));
            }
            Inline::NoteMark(mark) => {
                self.before = None;
                if after_mark {
                    nodes.push(Node::Element(self::inline("sup").text(NoteMark::BETWEEN)));
                }
                nodes.push(Node::Element(self.mark(mark, context)));
            }
            Inline::Milestone(milestone) => nodes.extend(self.milestone(milestone, context).map(Node::Element)),
        }
    }

    /// Characters. Korean breaks between words only, but browsers also break words at quotation marks and brackets, so
    /// an empty element stands in such a joint, and the style forbids a break there. The text itself stays as it is.
    fn text(&mut self, text: &str, context: Context<'_>, nodes: &mut Vec<Node>) {
        let mut start = 0;
        for (at, c) in text.char_indices() {
            let joint = self.before.replace(c).is_some_and(|before| {
                before.is_alphanumeric() && is_opening(c) || is_closing(before) && c.is_alphanumeric()
            });
            if joint && context.lang.primary() == "ko" {
                if start < at {
                    nodes.push(Node::Text(text[start..at].to_owned()));
                }
                nodes.push(Node::Element(inline("span").attr("class", "joint")));
                start = at;
            }
        }
        nodes.push(Node::Text(text[start..].to_owned()));
    }

    fn element(&mut self, element: &text::Element, context: Context<'_>) -> Element {
        let attributes = &element.attributes;
        let mut rend = attributes.rend;
        let mut start = self.start(element, &mut rend, context);
        start = start.attr_opt("id", self.ids.inline(attributes.id.as_deref()));
        let other_lang = attributes.lang.as_ref().filter(|lang| *lang != context.lang);
        if let Some(lang) = other_lang.filter(|_| between_marks(element).1.len() < element.content.len()) {
            return start.nodes(self.quotation_in(lang, element, context));
        }
        let mut context = Context {
            in_link: context.in_link || start.name == "a",
            in_ruby: context.in_ruby || start.name == "ruby",
            ..context
        };
        if let Some(lang) = attributes.lang.as_ref().filter(|lang| *lang != context.lang) {
            start = with_lang(start, lang);
            context.lang = lang;
        }
        let mut content = Vec::with_capacity(element.content.len());
        if let Some(label) = &attributes.label {
            content.push(Node::Element(inline("span").attr("class", "label").text(format!("{label} "))));
        }
        match element.kind {
            Kind::Ruby if start.name == "ruby" => self.ruby(&element.content, context, &mut content),
            Kind::Supplied => {
                self.text("[", context, &mut content);
                content.extend(self.content(&element.content, context));
                self.text("]", context, &mut content);
            }
            _ => content.extend(self.content(&element.content, context)),
        }
        if start.name == "a" && text::plain(&element.content).trim().is_empty() {
            // A link must say something.
            content.push(Node::Text(attributes.target.clone().unwrap_or_default()));
        }
        while (Rend { align: Align::Default, ..rend }) != Rend::default() {
            content = vec![Node::Element(start_of_rend(&mut rend).nodes(content))];
        }
        start.nodes(content)
    }

    /// A quotation in another language: the marks that the edition adds to it belong to the text around it, and would stand on
    /// the wrong sides in one that runs in the other direction.
    fn quotation_in(&mut self, lang: &Lang, element: &text::Element, context: Context<'_>) -> Vec<Node> {
        let (before, inside, behind) = between_marks(element);
        let mut nodes = self.content(before, context);
        let inner = self.content(inside, Context { lang, ..context });
        nodes.push(Node::Element(with_lang(inline("span"), lang).nodes(inner)));
        nodes.extend(self.content(behind, context));
        nodes
    }

    /// The start of the element for what marked text means; the appearance that this brings is taken out of `rend`.
    fn start(&self, element: &text::Element, rend: &mut Rend, context: Context<'_>) -> Element {
        let attributes = &element.attributes;
        let span = |class| inline("span").attr("class", class);
        match element.kind {
            Kind::Emphasis => {
                rend.italic = false;
                inline("em")
            }
            Kind::Highlight => start_of_rend(rend),
            // Not `q`: HTML keeps that for quotations whose marks the browser sets, and here they are part of the text.
            Kind::Quotation => span("quoted"),
            Kind::Foreign => {
                rend.italic = false;
                inline("i")
            }
            Kind::Title => {
                rend.italic = false;
                inline("cite")
            }
            Kind::Term => span("term"),
            Kind::Abbreviation => inline("abbr"),
            Kind::Name => span("name"),
            Kind::Date => match attributes.when.as_deref().filter(|when| is_datetime(when)) {
                Some(when) => inline("time").attr("datetime", when),
                None => span("date"),
            },
            Kind::Reference => match attributes.target.as_deref().and_then(|target| self.href(target)) {
                Some(href) if !context.in_link => inline("a").attr("href", href),
                _ => span("reference"),
            },
            // Code runs from left to right in all languages.
            Kind::Code => {
                let is_turned = context.lang.direction() == text::Direction::RightToLeft;
                inline("code").attr_opt("dir", is_turned.then_some("ltr"))
            }
            Kind::Stage => span("direction"),
            Kind::Label => span("run-in"),
            Kind::Headword => {
                rend.bold = false;
                inline("b").attr("class", "headword")
            }
            Kind::Grammar => {
                rend.italic = false;
                inline("i").attr("class", "grammar")
            }
            Kind::Sense => span("sense"),
            Kind::Example => {
                rend.italic = false;
                inline("i").attr("class", "example")
            }
            Kind::Supplied => span("supplied"),
            Kind::Unclear => span("unclear"),
            Kind::Addition => inline("ins"),
            // HTML has no ruby in the reading of a ruby, nor in what another one stands over.
            Kind::Ruby if !context.in_ruby && is_ruby(&element.content) => {
                // Browsers do not divide a ruby: one that may be wider than a narrow screen runs on in its line.
                inline("ruby").attr_opt("class", is_long(&element.content).then_some("long"))
            }
            Kind::RubyText => span("reading"),
            Kind::Caesura => span("caesura"),
            Kind::Plain if element.name == "del" && rend.strike => {
                rend.strike = false;
                inline("del")
            }
            Kind::Ruby | Kind::RubyBase | Kind::Plain | Kind::TranslatorNote => inline("span"),
        }
    }

    /// What a ruby holds. A reading stands over what goes before it; browsers that do not know how get brackets.
    fn ruby(&mut self, content: &[Inline], context: Context<'_>, nodes: &mut Vec<Node>) {
        for inline in content {
            match inline {
                Inline::Element(element) if element.kind == Kind::RubyText => {
                    let reading = self.element(element, context);
                    nodes.push(Node::Element(self::inline("rp").text("(")));
                    nodes.push(Node::Element(self::inline("rt").child(reading)));
                    nodes.push(Node::Element(self::inline("rp").text(")")));
                }
                _ => self.push(inline, context, nodes),
            }
        }
    }

    fn mark(&mut self, mark: &NoteMark, context: Context<'_>) -> Element {
        let sup = inline("sup").attr("class", "mark");
        let note = mark.id.as_deref().and_then(|id| Some((id, self.notes.get(id)?.to_string())));
        let Some((id, shown)) = note else {
            return sup.text("*");
        };
        if context.in_link {
            return sup.text(shown);
        }
        let own = self.ids.fresh(&format!("{id}-mark-{}", context.column + 1));
        self.marks.entry((id.to_owned(), context.column)).or_insert_with(|| own.clone());
        let link = inline("a").attr("id", own).attr("href", format!("#{id}")).attr("role", "doc-noteref");
        sup.child(link.text(shown))
    }

    /// The number of a page or another division of the original, for the margin. It is no text of the page, so that
    /// neither a search nor a copy finds it in the midst of a sentence.
    fn milestone(&mut self, milestone: &Milestone, context: Context<'_>) -> Option<Element> {
        let id = self.ids.inline(milestone.id.as_deref());
        if milestone.unit == MilestoneUnit::Place {
            return id.map(|id| inline("span").attr("id", id));
        }
        let element = inline("span").attr("class", "milestone").attr_opt("id", id);
        let element = element.attr("data-n", milestone.n.clone());
        Some(match milestone.unit {
            MilestoneUnit::Page => {
                let labels = self.labels.get(context.column);
                let Some(labels) = labels else { return Some(element.attr("role", "doc-pagebreak")) };
                let name = labels.page_name(&milestone.n);
                // Not `aria-label`: there are checkers that know no roles of DPUB-ARIA, and to them a `span` has no name.
                named(element.attr("role", "doc-pagebreak"), "title", name, &labels.page, context.lang)
            }
            MilestoneUnit::Column | MilestoneUnit::Other | MilestoneUnit::Place => element,
        })
    }

    /// The address of a link, if it leads into this edition or is one that a reader can follow from anywhere.
    fn href(&self, target: &str) -> Option<String> {
        match target.strip_prefix('#') {
            Some(id) => self.ids.place(id).map(|place| format!("#{place}")),
            None => is_public_url(target).then(|| target.to_owned()),
        }
    }
}

/// Whether each reading has something to stand over, and everything a reading, as HTML asks of a ruby.
fn is_ruby(content: &[Inline]) -> bool {
    let is_reading = |inline: &&Inline| matches!(inline, Inline::Element(element) if element.kind == Kind::RubyText);
    let mut parts =
        content.iter().filter(|inline| !matches!(inline, Inline::Text(text) if text.text.trim().is_empty()));
    let first = parts.next();
    first.is_some_and(|first| !is_reading(&first)) && parts.next_back().is_some_and(|last| is_reading(&last))
}

/// Whether a ruby is wider than a narrow screen may be: its characters, or their readings at half their size.
fn is_long(content: &[Inline]) -> bool {
    let is_reading = |inline: &&Inline| matches!(inline, Inline::Element(element) if element.kind == Kind::RubyText);
    let ems = |inline: &Inline| {
        let text = text::plain(std::slice::from_ref(inline));
        text.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum::<f32>()
    };
    let readings = content.iter().filter(is_reading).map(ems).sum::<f32>() / 2.0;
    let characters = content.iter().filter(|inline| !is_reading(inline)).map(ems).sum::<f32>();
    readings.max(characters) > LONGEST_RUBY
}

/// The longest ruby that is not divided, in ems.
const LONGEST_RUBY: f32 = 10.0;

fn is_opening(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '“' | '‘' | '「' | '『' | '〈' | '《' | '【' | '〔')
}

fn is_closing(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '”' | '’' | '」' | '』' | '〉' | '》' | '】' | '〕')
}

/// Adds the language and the direction of its script.
pub(super) fn with_lang(element: Element, lang: &Lang) -> Element {
    let dir = match lang.direction() {
        text::Direction::LeftToRight => "ltr",
        text::Direction::RightToLeft => "rtl",
    };
    element.attr("lang", lang.as_str()).attr("dir", dir)
}

/// Adds what the edition itself says in a text of a language, marked with its language and the direction of that if it is
/// another.
pub(super) fn saying(element: Element, label: &Label, around: &Lang) -> Element {
    if label.lang == *around || label.text.is_empty() {
        return element.text(label.text.clone());
    }
    element.child(with_lang(inline("span"), &label.lang).text(label.text.clone()))
}

/// Names an element in a text of a language, by an attribute, for who does not see it. It takes the language of its name, but
/// not the direction: what stands in it says its own language, and is arranged as the text around it is.
pub(super) fn named(element: Element, attribute: &'static str, name: String, label: &Label, around: &Lang) -> Element {
    let lang = (label.lang != *around).then(|| label.lang.as_str());
    element.attr_opt("lang", lang).attr(attribute, name)
}

/// The element for one aspect of an appearance, which is taken out of it.
fn start_of_rend(rend: &mut Rend) -> Element {
    if std::mem::take(&mut rend.bold) {
        inline("b")
    } else if std::mem::take(&mut rend.italic) {
        inline("i")
    } else if std::mem::take(&mut rend.small_caps) {
        inline("span").attr("class", "small-caps")
    } else if std::mem::take(&mut rend.underline) {
        inline("u")
    } else if std::mem::take(&mut rend.overline) {
        inline("span").attr("class", "overline")
    } else if std::mem::take(&mut rend.spaced) {
        inline("span").attr("class", "spaced")
    } else if std::mem::take(&mut rend.strike) {
        inline("s")
    } else {
        match std::mem::take(&mut rend.shift) {
            Shift::None => inline("span"),
            Shift::Superscript => inline("sup"),
            Shift::Subscript => inline("sub"),
        }
    }
}
