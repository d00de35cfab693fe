//! Rows: one unit in all the languages of an edition, a cell for each.

use super::inline::{Inlines, named, with_lang};
use super::tree::{Element, Node, block, inline};
use crate::edition::{Cell, Edition, Label, Labels, Row};
use crate::text::{self, Align, Lang, Rend, Role, Verse};

/// The deepest step of indentation of a line of verse that the style knows.
const MOST_INDENT: u8 = 12;

/// The longest text, in characters, that a line of verse goes on behind; one that is longer fills its line anyway.
const LONGEST_BEFORE: usize = 100;

/// Writes rows.
pub(super) struct Rows<'a> {
    edition: &'a Edition,
    /// The running text of the page.
    pub(super) inlines: Inlines<'a>,
    /// In each column, the verse so far that the next line may go on with.
    verse: Vec<String>,
}

impl<'a> Rows<'a> {
    /// The rows of an edition.
    pub(super) fn new(edition: &'a Edition, inlines: Inlines<'a>) -> Rows<'a> {
        Rows { edition, inlines, verse: vec![String::new(); edition.langs.len()] }
    }

    /// The identifier of a row or group, if this is the first that has it.
    pub(super) fn id(&mut self, id: Option<&str>) -> Option<String> {
        self.inlines.ids.block(id)
    }

    /// A row that stands by itself.
    pub(super) fn plain(&mut self, row: &Row, label: Option<&str>) -> Element {
        let id = self.id(row.id.as_deref());
        let mut class = format!("row cells {}{}", role_class(row.role), rend_classes(row.rend));
        if let Role::VerseLine(Verse { indent: indent @ 1.., .. }) = row.role {
            class.push_str(&format!(" indent-{}", indent.min(MOST_INDENT)));
        }
        let element = block("div").attr("class", class).attr_opt("id", id.clone());
        element.extend(self.cells(row, "p", label)).extend(self.permalink(id))
    }

    /// A heading with one cell for each language: one heading, so that the outline of the page is that of the text.
    pub(super) fn heading(&mut self, name: &'static str, class: &str, row: &Row, id: Option<String>) -> Element {
        let heading = block(name).attr("class", "cells").extend(self.cells(row, "span", row.label.as_deref()));
        let element = block("div").attr("class", format!("row {class}{}", rend_classes(row.rend)));
        element.attr_opt("id", id.clone()).child(heading).extend(self.permalink(id))
    }

    /// A note at the end, with links back to its marks.
    pub(super) fn note(&mut self, row: &Row, mark: &str) -> Element {
        let id = self.id(row.id.as_deref());
        let item = block("li").attr("class", format!("row cells note{}", rend_classes(row.rend)));
        let item = item.attr_opt("id", id.clone());
        let mut cells = self.cells(row, "p", Some(mark));
        for (i, cell) in cells.iter_mut().enumerate() {
            let target = row.id.as_ref().and_then(|id| self.inlines.marks.get(&(id.clone(), i)));
            if let (Some(target), Some(labels)) = (target, self.edition.labels.get(i)) {
                let back = inline("a").attr("class", "back").attr("href", format!("#{target}"));
                let back = with_lang(back, &labels.back.lang).attr("role", "doc-backlink");
                cell.children.push(Node::Text(" ".to_owned()));
                cell.push(back.attr("aria-label", format!("{} {mark}", labels.back.text)).text("↩\u{fe0e}"));
            }
        }
        item.extend(cells).extend(self.permalink(id))
    }

    /// The cells of a row, one for each language.
    pub(super) fn cells(&mut self, row: &Row, name: &'static str, label: Option<&str>) -> Vec<Element> {
        let name = if row.role == Role::Listing { "pre" } else { name };
        // Where the languages stand one below the other, what is the same in each is shown once.
        let is_same = is_in_title_block(row.role) && row.is_same();
        let mut cells = Vec::with_capacity(row.cells.len());
        for (i, cell) in row.cells.iter().enumerate() {
            let mut element = self.start_cell(cell, name, i);
            if i > 0 && is_same {
                element = element.class("same");
            }
            if let Some(label) = label.filter(|_| !cell.content.is_empty()) {
                let hidden = (label == "•").then_some("true");
                element.push(inline("span").attr("class", "label").attr_opt("aria-hidden", hidden).text(label));
                element = element.text(" ");
            }
            if let Role::VerseLine(verse) = row.role {
                element = element.extend(self.verse_before(verse, i, cell));
            }
            cells.push(match row.role {
                // It scrolls in itself: who reads by keyboard must be able to get there, and to know what it is.
                Role::Listing => {
                    let name = self.label(i, |labels| &labels.listing).map(|label| label.text.clone());
                    let pre = element.attr("tabindex", "0").attr("role", "group").attr_opt("aria-label", name);
                    pre.child(inline("code").nodes(self.inlines.listing(&cell.content, i, &cell.lang)))
                }
                _ => element.nodes(self.inlines.cell(&cell.content, i, &cell.lang)),
            });
        }
        cells
    }

    /// A line that goes on with the verse before it begins where that ends: the words before it, as an empty space of
    /// their width.
    fn verse_before(&mut self, verse: Verse, column: usize, cell: &Cell) -> Option<Element> {
        let before = self.verse.get_mut(column)?;
        if !verse.continues {
            before.clear();
        }
        let space = (!before.is_empty()).then(|| inline("span").attr("class", "before").attr("data-text", &**before));
        if before.len() < LONGEST_BEFORE {
            before.extend(text::plain(&cell.content).chars().take(LONGEST_BEFORE));
            before.push(' ');
        }
        space
    }

    /// A cell without its text; one that is not translated says so, in the language that it should be in.
    fn start_cell(&self, cell: &Cell, name: &'static str, i: usize) -> Element {
        let mut element = with_lang(column(name, i), &cell.lang);
        if let Some(mark) = self.edition.labels.get(i).and_then(|labels| cell.mark(labels)) {
            element = element.class("untranslated");
            let badge = with_lang(inline("span").attr("class", "badge"), &mark.lang);
            element = element.child(badge.text(mark.text.clone())).text(" ");
        }
        element
    }

    /// The link to a row.
    pub(super) fn permalink(&self, id: Option<String>) -> Option<Element> {
        let id = id?;
        let link = inline("a").attr("class", "permalink").attr("href", format!("#{id}"));
        let link = match self.label(0, |labels| &labels.permalink) {
            Some(label) => named(link, "aria-label", format!("{} #{id}", label.text), label, self.lang()),
            None => link.attr("aria-label", format!("#{id}")),
        };
        Some(link.text("¶"))
    }

    /// What the edition itself says in the language of a column, if it says anything.
    pub(super) fn label(&self, column: usize, label: impl Fn(&Labels) -> &Label) -> Option<&'a Label> {
        self.edition.labels.get(column).map(label).filter(|label| !label.text.is_empty())
    }

    /// The language of the page.
    pub(super) fn lang(&self) -> &'a Lang {
        self.edition.langs.first().unwrap_or(&self.edition.source)
    }
}

/// The start of a cell in a column, counted from 0.
pub(super) fn column(name: &'static str, i: usize) -> Element {
    inline(name).attr("class", format!("cell c{}", i + 1))
}

/// Whether a row says what a document is called, who wrote it, where and when.
fn is_in_title_block(role: Role) -> bool {
    matches!(role, Role::Title | Role::Subtitle | Role::Author | Role::Byline | Role::Occasion)
}

fn role_class(role: Role) -> &'static str {
    match role {
        Role::Title => "title",
        Role::Subtitle => "subtitle",
        Role::Author => "author",
        Role::Byline => "byline",
        Role::Occasion => "occasion",
        Role::Head { .. } => "caption",
        Role::Subhead => "subhead",
        Role::Paragraph => "paragraph",
        Role::VerseLine(_) => "verse",
        Role::Item => "item",
        Role::Label => "item-label",
        Role::Cell(_) => "table-cell",
        Role::Note { .. } => "note-here",
        Role::Speaker => "speaker",
        Role::Stage => "stage",
        Role::Dateline => "dateline",
        Role::Salute => "salute",
        Role::Signed => "signed",
        Role::Trailer => "trailer",
        Role::Argument => "argument",
        Role::Citation => "citation",
        Role::Caption => "caption",
        Role::Description => "description",
        Role::Picture => "picture",
        Role::Entry => "entry",
        Role::Listing => "listing",
        Role::Block => "block",
    }
}

fn rend_classes(rend: Rend) -> String {
    let classes = [
        (rend.italic, " italic"),
        (rend.bold, " bold"),
        (rend.small_caps, " small-caps"),
        (rend.underline, " underline"),
        (rend.overline, " overline"),
        (rend.strike, " strike"),
        (rend.spaced, " spaced"),
        (rend.align == Align::Center, " center"),
        (rend.align == Align::End, " end"),
        (rend.apart, " apart"),
    ];
    classes.iter().filter(|(on, _)| *on).map(|(_, class)| *class).collect()
}
