//! Listings: the lines of an `egXML`, as its markup is written in the source, and of an `eg`.

use super::tree::{NodeKind, Tree};

/// A line of a listing: its text and where it begins.
pub(super) struct Line {
    pub(super) text: String,
    pub(super) at: usize,
}

/// How many columns a tab is taken for.
const TAB: usize = 4;

/// The lines of the element `i`, without the indentation that all of them have and without blank lines at the ends. White
/// space that would be folded is made of no-break spaces.
pub(super) fn lines(tree: &Tree<'_>, i: usize) -> Vec<Line> {
    let markup =
        tree.element(i).filter(|(name, _)| *name == "egXML").and_then(|_| markup(tree.source, tree.nodes[i].at));
    let (text, places) = markup.map_or_else(|| characters(tree, i), |(text, at)| (text.to_owned(), vec![(0, at)]));
    let mut lines: Vec<(usize, &str)> = Vec::new();
    let mut start = 0;
    for line in text.split('\n') {
        lines.push((start, line.trim_end_matches([' ', '\t', '\r'])));
        start += line.len() + 1;
    }
    while lines.last().is_some_and(|(_, line)| line.is_empty()) {
        lines.pop();
    }
    let blank = lines.iter().take_while(|(_, line)| line.is_empty()).count();
    // What begins right after the start tag stands as far in as the line of the tag.
    let from_tag = usize::from(blank == 0);
    let of_tag = (from_tag > 0).then(|| indentation_at(tree.source, tree.nodes[i].at));
    let lines = lines.split_off(blank.min(lines.len()));
    let others = lines.iter().skip(from_tag).filter(|(_, line)| !line.is_empty()).map(|(_, line)| indentation(line));
    let margin = others.chain(of_tag).min();
    let cut = |(index, (start, line)): (usize, (usize, &str))| {
        let cut = if index < from_tag { indentation(line) } else { margin.unwrap_or(0).min(line.len()) };
        let start = start + cut;
        let place = places.partition_point(|(begin, _)| *begin <= start).saturating_sub(1);
        let at = places.get(place).map_or(0, |(begin, at)| at + start - begin);
        Line { text: keep_spaces(&line[cut..]), at }
    };
    lines.into_iter().enumerate().map(cut).collect()
}

/// How many bytes of white space a line begins with.
fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches([' ', '\t']).len()
}

/// The same of the line of a source in which a place stands.
fn indentation_at(source: &str, at: usize) -> usize {
    let before = source.get(..at).unwrap_or_default();
    indentation(before.rsplit('\n').next().unwrap_or_default())
}

/// Makes the white space that folding would take away of no-break spaces.
fn keep_spaces(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut spaces = 0;
    for c in line.chars() {
        match c {
            ' ' => spaces += 1,
            '\t' => spaces += TAB,
            _ => {
                let folded = if out.is_empty() { spaces } else { spaces.saturating_sub(1) };
                out.extend(std::iter::repeat_n('\u{A0}', folded));
                if spaces > folded {
                    out.push(' ');
                }
                spaces = 0;
                out.push(c);
            }
        }
    }
    out
}

/// The characters in an element, and where its pieces begin, in the text and in the file.
fn characters(tree: &Tree<'_>, i: usize) -> (String, Vec<(usize, usize)>) {
    let mut text = String::new();
    let mut places = Vec::new();
    for node in &tree.nodes[i + 1..tree.nodes[i].end] {
        if let NodeKind::Text(piece) = &node.kind {
            places.push((text.len(), node.at));
            text.push_str(piece);
        }
    }
    (text, places)
}

/// What stands between the tags of the element that begins at `at`, as it is written, and where; nothing if the element
/// comes from an entity.
fn markup(source: &str, at: usize) -> Option<(&str, usize)> {
    let rest = source.get(at..)?.strip_prefix('<')?;
    let name = &rest[..rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/'))?];
    let tag = end_of_tag(rest)?;
    let start = at + 1 + tag + 1;
    if rest[..tag].ends_with('/') {
        return Some(("", start));
    }
    let is_name = |rest: &str| {
        rest.strip_prefix(name)
            .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/')))
    };
    let mut open = 1;
    let mut from = start;
    loop {
        let less = from + source[from..].find('<')?;
        let rest = &source[less + 1..];
        let length = if rest.starts_with("!--") {
            rest.find("-->")? + 3
        } else if rest.starts_with("![CDATA[") {
            rest.find("]]>")? + 3
        } else {
            let tag = end_of_tag(rest)?;
            if rest.strip_prefix('/').is_some_and(is_name) {
                open -= 1;
                if open == 0 {
                    return Some((&source[start..less], start));
                }
            } else if is_name(rest) && !rest[..tag].ends_with('/') {
                open += 1;
            }
            tag
        };
        from = less + 1 + length;
    }
}

/// Where the `>` stands that ends a tag.
fn end_of_tag(tag: &str) -> Option<usize> {
    let mut quote = None;
    for (i, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(i),
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), _) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}
