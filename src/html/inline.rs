//! Running text: inline markup, links and the marks of notes.

use std::collections::HashMap;

use super::ids::Ids;
use super::tree::{Element, Node, inline};
use crate::text::{self, Inline, Kind, Lang, NoteMark, Rend, Shift};

/// What running text needs to know of the whole page.
pub(super) struct Inlines<'a> {
    /// The identifiers of the page.
    pub(super) ids: Ids,
    /// The numbers of the notes that stand at the end, by the note's identifier.
    pub(super) notes: HashMap<&'a str, u32>,
    /// The identifier of the first mark of a note in each column.
    pub(super) marks: HashMap<(String, usize), String>,
    /// The character in front, for joints.
    before: Option<char>,
}

/// Where running text stands.
#[derive(Clone, Copy)]
struct Context<'a> {
    column: usize,
    lang: &'a Lang,
    in_link: bool,
}

impl<'a> Inlines<'a> {
    /// Running text of a page with these identifiers and these numbers of notes.
    pub(super) fn new(ids: Ids, notes: HashMap<&'a str, u32>) -> Inlines<'a> {
        Inlines { ids, notes, marks: HashMap::new(), before: None }
    }

    /// The nodes for the text of a cell.
    pub(super) fn cell(&mut self, content: &[Inline], column: usize, lang: &Lang) -> Vec<Node> {
        self.before = None;
        self.content(content, Context { column, lang, in_link: false })
    }

    fn content(&mut self, content: &[Inline], context: Context<'_>) -> Vec<Node> {
        let mut nodes = Vec::with_capacity(content.len());
        for inline in content {
            match inline {
                Inline::Text(text) => self.text(&text.text, context, &mut nodes),
                Inline::Element(element) => nodes.push(Node::Element(self.element(element, context))),
                Inline::Break => {
                    self.before = None;
                    nodes.push(Node::Element(self::inline("br")));
                }
                Inline::NoteMark(mark) => {
                    self.before = None;
                    nodes.push(Node::Element(self.mark(mark, context)));
                }
                Inline::Milestone(_) => {}
            }
        }
        nodes
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
        let start = match element.kind {
            Kind::Emphasis => {
                rend.italic = false;
                inline("em")
            }
            Kind::Highlight => start_of_rend(&mut rend),
            // Not `q`: HTML keeps that for quotations whose marks the browser sets, and here they are part of the text.
            Kind::Quotation => inline("span").attr("class", "quoted"),
            Kind::Foreign => {
                rend.italic = false;
                inline("i")
            }
            Kind::Title => {
                rend.italic = false;
                inline("cite")
            }
            Kind::Term => inline("span").attr("class", "term"),
            Kind::Abbreviation => inline("abbr"),
            Kind::Name => inline("span").attr("class", "name"),
            Kind::Date => match attributes.when.as_deref().filter(|when| is_datetime(when)) {
                Some(when) => inline("time").attr("datetime", when),
                None => inline("span").attr("class", "date"),
            },
            Kind::Reference => match attributes.target.as_deref().and_then(|target| self.href(target)) {
                Some(href) if !context.in_link => inline("a").attr("href", href),
                _ => inline("span").attr("class", "reference"),
            },
            _ => inline("span"),
        };
        let mut start = start.attr_opt("id", self.ids.inline(attributes.id.as_deref()));
        let mut context = Context { in_link: context.in_link || start.name == "a", ..context };
        if let Some(lang) = attributes.lang.as_ref().filter(|lang| *lang != context.lang) {
            start = with_lang(start, lang);
            context.lang = lang;
        }
        let mut content = self.content(&element.content, context);
        if start.name == "a" && text::plain(&element.content).trim().is_empty() {
            // A link must say something.
            content.push(Node::Text(attributes.target.clone().unwrap_or_default()));
        }
        while rend.italic || rend.bold || rend.small_caps || rend.underline || rend.strike || rend.shift != Shift::None
        {
            content = vec![Node::Element(start_of_rend(&mut rend).nodes(content))];
        }
        start.nodes(content)
    }

    fn mark(&mut self, mark: &NoteMark, context: Context<'_>) -> Element {
        let sup = inline("sup").attr("class", "mark");
        let note = mark.id.as_deref().and_then(|id| Some((id, *self.notes.get(id)?)));
        let Some((id, number)) = note else {
            return sup.text("*");
        };
        if context.in_link {
            return sup.text(number.to_string());
        }
        let own = self.ids.fresh(&format!("{id}-mark-{}", context.column + 1));
        self.marks.entry((id.to_owned(), context.column)).or_insert_with(|| own.clone());
        let link = inline("a").attr("id", own).attr("href", format!("#{id}")).attr("role", "doc-noteref");
        sup.child(link.text(number.to_string()))
    }

    /// The address of a link, if it leads into this edition or is one that a reader can follow from anywhere.
    fn href(&self, target: &str) -> Option<String> {
        match target.strip_prefix('#') {
            Some(id) => self.ids.contains(id).then(|| target.to_owned()),
            None => is_public_url(target).then(|| target.to_owned()),
        }
    }
}

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

/// Whether `text` is an address that may stand in a link: `http`, `https` or `mailto`, and spelled as URLs are.
fn is_public_url(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let path = match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => match rest.strip_prefix("//") {
            Some(rest) => {
                let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
                let (name, port) = host.split_once(':').unwrap_or((host, ""));
                let labels = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '_');
                if name.is_empty()
                    || name.starts_with('.')
                    || name.contains("..")
                    || !name.chars().all(labels)
                    || port.parse::<u16>().is_err() && !port.is_empty()
                {
                    return false;
                }
                path
            }
            None => return false,
        },
        "mailto" if rest.contains('@') => rest,
        _ => return false,
    };
    let bytes = path.as_bytes();
    let escapes = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'%');
    let escaped =
        |(i, _): (usize, &u8)| bytes.get(i + 1..i + 3).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
    path.matches('#').count() <= 1
        && escapes.into_iter().all(escaped)
        && path.chars().all(|c| {
            c.is_ascii_alphanumeric() || !c.is_ascii() && c.is_alphanumeric() || "-._~:/?#@!$&'()*+,;=%".contains(c)
        })
}

/// Whether HTML knows the date or time: a year, month, day, day of any year, time, or day with time.
pub(super) fn is_datetime(text: &str) -> bool {
    match text.split_once('T') {
        Some((date, time)) => date.matches('-').count() == 2 && is_date(date) && is_time(time, Zone::Allowed),
        None => is_date(text) || is_time(text, Zone::Refused),
    }
}

fn number(text: &str, digits: usize) -> Option<u32> {
    (text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

fn is_date(text: &str) -> bool {
    if let Some((month, day)) = text.strip_prefix("--").and_then(|text| text.split_once('-')) {
        return is_day(None, month, Some(day));
    }
    let mut parts = text.splitn(3, '-');
    let year = parts.next().and_then(|year| number(year, 4)).filter(|year| *year > 0);
    match (year, parts.next(), parts.next()) {
        (None, ..) => false,
        (Some(_), None, _) => true,
        (year, Some(month), day) => is_day(year, month, day),
    }
}

fn is_day(year: Option<u32>, month: &str, day: Option<&str>) -> bool {
    let leap = year.is_none_or(|year| year % 4 == 0 && year % 100 != 0 || year % 400 == 0);
    let days = match number(month, 2) {
        Some(2) if leap => 29,
        Some(2) => 28,
        Some(4 | 6 | 9 | 11) => 30,
        Some(1..=12) => 31,
        _ => return false,
    };
    day.is_none_or(|day| number(day, 2).is_some_and(|day| (1..=days).contains(&day)))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Zone {
    Allowed,
    Refused,
}

fn is_time(text: &str, zone: Zone) -> bool {
    let clock = match zone {
        Zone::Refused => text,
        Zone::Allowed => match text.find(['Z', '+', '-']) {
            None => text,
            Some(at) if &text[at..] == "Z" => &text[..at],
            Some(at) => match text[at + 1..].split_once(':') {
                Some((hour, minute)) if is_clock(hour, 23) && is_clock(minute, 59) => &text[..at],
                _ => return false,
            },
        },
    };
    let (clock, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let mut parts = clock.splitn(3, ':');
    let (hour, minute, second) = (parts.next(), parts.next(), parts.next());
    let has_second = second.is_some() || !text.contains('.');
    hour.is_some_and(|hour| is_clock(hour, 23))
        && minute.is_some_and(|minute| is_clock(minute, 59))
        && second.is_none_or(|second| is_clock(second, 59))
        && has_second
        && (1..=3).contains(&fraction.len())
        && fraction.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_clock(text: &str, most: u32) -> bool {
    number(text, 2).is_some_and(|value| value <= most)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_those_that_html_knows() {
        for good in ["2004", "2004-09", "2004-02-29", "--09-23", "13:30", "13:30:59", "2004-09-23T13:30:59.5+09:00"] {
            assert!(is_datetime(good), "{good}");
        }
        for bad in
            ["", "04", "0000", "-0044-03-15", "2004-13", "2003-02-29", "2004-9-1", "24:00", "--9", "2004-09T13:30", "x"]
        {
            assert!(!is_datetime(bad), "{bad}");
        }
    }

    #[test]
    fn links_lead_only_where_a_reader_can_follow() {
        for good in
            ["https://example.org/a?b=c#d", "http://example.org:80", "mailto:a@example.org", "https://한국.kr/글"]
        {
            assert!(is_public_url(good), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "../x",
            "https://",
            "https://a b/",
            "https:x",
        ] {
            assert!(!is_public_url(bad), "{bad}");
        }
        for bad in
            ["https://example.org/%zz", "https://example.org/<x>", "https://u:p@example.org/", "HTTP:", "ftp://a/"]
        {
            assert!(!is_public_url(bad), "{bad}");
        }
    }
}
