//! The files: made when they are needed, as some are large.

/// What is expected of a file.
#[derive(Clone, Copy)]
pub(crate) enum Outcome {
    /// Errors of certain kinds, and no edition.
    Refused(&'static str),
    /// An edition, perhaps with warnings.
    Set,
    /// One or the other.
    Told,
}
use Outcome::{Refused, Set, Told};

/// A file that is made to do harm, or that something went wrong with.
pub(crate) struct Input {
    /// What it is.
    pub(crate) name: &'static str,
    /// Its bytes.
    pub(crate) bytes: Box<dyn Fn() -> Vec<u8>>,
    /// What is expected of it.
    pub(crate) outcome: Outcome,
}

macro_rules! inputs {
    ($(($name:expr, $bytes:expr, $outcome:expr $(,)?)),* $(,)?) => {
        vec![$(Input { name: $name, bytes: Box::new(|| Vec::from($bytes)), outcome: $outcome }),*]
    };
}

/// A file with a body.
pub(crate) fn with_body(body: &str) -> String {
    format!("<TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><text xml:lang=\"en\"><body>{body}</body></text></TEI>")
}

fn with_doctype(subset: &str, body: &str) -> String {
    format!("<!DOCTYPE TEI {subset}>{}", with_body(body))
}

/// Two texts of so many paragraphs, and as many links of all of them.
fn with_links(count: usize) -> String {
    let text = |lang: &str| {
        let paragraphs: String = (0..count).map(|n| format!("<p xml:id='{lang}{n}'>x</p>")).collect();
        format!("<div xml:lang='{lang}'>{paragraphs}</div>")
    };
    let last = count - 1;
    let link = format!("<link target='#range(en0,en{last}) #range(ko0,ko{last})'/>");
    let links = format!("<linkGrp type='translation'>{}</linkGrp>", link.repeat(count));
    with_body(&format!("{}{}{links}", text("en"), text("ko")))
}

/// Numbers that are the same in every run.
pub(crate) fn noise(seed: u64) -> impl Iterator<Item = u64> {
    std::iter::successors(Some(seed), |x| Some(x.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1)))
        .map(|x| x >> 33)
        .skip(1)
}

/// Entities of entities of entities, ten of each.
fn laughs() -> String {
    (1..10).map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10))).collect()
}

/// An entity of many letters.
fn quadratic() -> String {
    format!("[<!ENTITY a \"{}\">]", "x".repeat(100_000))
}

/// Bytes around which there is a whole file.
pub(crate) fn within(bytes: &[u8]) -> Vec<u8> {
    [b"<TEI><text xml:lang='en'><p>", bytes, b"</p></text></TEI>"].concat()
}

pub(crate) fn small_files_that_stand_for_much() -> Vec<Input> {
    inputs![
        (
            "billion laughs",
            with_doctype(&format!("[<!ENTITY l0 \"lol\">{}]", laughs()), "<p>&l9;</p>"),
            Refused("xml-syntax"),
        ),
        (
            "billion laughs in an attribute",
            with_doctype(&format!("[<!ENTITY l0 \"lol\">{}]", laughs()), "<p n=\"&l9;\">x</p>"),
            Refused("xml-syntax"),
        ),
        (
            "an entity of itself",
            with_doctype("[<!ENTITY a \"&b;\"><!ENTITY b \"&a;\">]", "<p>&a;</p>"),
            Refused("xml-syntax"),
        ),
        ("quadratic", with_doctype(&quadratic(), &format!("<p>{}</p>", "&a;".repeat(10_000))), Refused("xml-syntax")),
        (
            "quadratic in attributes",
            with_doctype(&quadratic(), &"<p n=\"&a;&a;&a;&a;&a;&a;\">x</p>".repeat(1000)),
            Refused("xml-syntax"),
        ),
        (
            "parameter entities",
            with_doctype(
                "[<!ENTITY % a \"<!ENTITY b 'c'>\"><!ENTITY % d \"&#37;d;&#37;d;\">%a;%d;<!ENTITY % e SYSTEM \"secret.dtd\">%e;]",
                "<p>x</p>",
            ),
            Refused("xml-syntax"),
        ),
        ("many entities", with_doctype(&format!("[{}]", "<!ENTITY a \"b\">".repeat(100_000)), "<p>&a;</p>"), Set),
        (
            "large values that a DOCTYPE gives",
            with_doctype(
                &format!("[<!ATTLIST hi rend CDATA \"{}\">]", "bold ".repeat(20_000)),
                &format!("<p>{}</p>", "<hi>x</hi>".repeat(50_000)),
            ),
            Refused("too-large"),
        ),
        (
            "many values that a DOCTYPE gives",
            with_doctype(
                &format!("[<!ATTLIST hi {}>]", (0..100_000).map(|n| format!("a{n} CDATA 'x' ")).collect::<String>()),
                "<p><hi>x</hi></p>",
            ),
            Refused("xml-syntax"),
        ),
        (
            "an attribute list that does not end",
            with_doctype("[<!ATTLIST hi rend CDATA \"x><!ATTLIST", "<p><hi>x</hi></p>"),
            Refused("xml-syntax"),
        ),
        ("an entity that does not end", with_doctype("[<!ENTITY a \"b", "<p>&a;</p>"), Refused("xml-syntax")),
    ]
}

pub(crate) fn other_files() -> Vec<Input> {
    inputs![
        ("external entity", with_doctype("[<!ENTITY a SYSTEM \"secret.txt\">]", "<p>x &a;</p>"), Set),
        ("external entity above", with_doctype("[<!ENTITY a SYSTEM \"../secret.txt\">]", "<p>x &a;</p>"), Set),
        ("external entity by URL", with_doctype("[<!ENTITY a SYSTEM \"file:///etc/passwd\">]", "<p>x &a;</p>"), Set),
        (
            "public entity",
            with_doctype("[<!ENTITY a PUBLIC \"-//A//B\" \"http://127.0.0.1:9/\">]", "<p>x &a;</p>"),
            Set,
        ),
        ("entity of an external DTD", with_doctype("SYSTEM \"secret.dtd\"", "<p>x &secret;</p>"), Set),
        ("external DTD", with_doctype("SYSTEM \"secret.dtd\"", "<p>x</p>"), Set),
        (
            "external DTD by URL",
            with_doctype("PUBLIC \"-//TEI P4//DTD\" \"http://127.0.0.1:9/a.dtd\"", "<p>x</p>"),
            Set,
        ),
        (
            "XInclude",
            with_body(
                "<p>x</p><xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"secret.txt\" parse=\"text\"/>\
                 <xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"secret.xml\"/>",
            ),
            Told,
        ),
        ("style sheet", format!("<?xml-stylesheet href=\"secret.xml\"?>{}", with_body("<p>x</p>")), Set),
        ("graphic", with_body("<p>x <graphic url=\"../secret.txt\"/></p>"), Set),
    ]
}

pub(crate) fn too_much_of_something() -> Vec<Input> {
    inputs![
        (
            "levels",
            with_body(&format!("{}x{}", "<div>".repeat(100_000), "</div>".repeat(100_000))),
            Refused("xml-syntax"),
        ),
        ("levels that do not end", "<a>".repeat(100_000), Refused("xml-syntax")),
        ("ends without a beginning", with_body(&"</a>".repeat(100_000)), Refused("xml-syntax")),
        ("duplicate ids", with_body(&"<p xml:id=\"a\">x</p>".repeat(150_000)), Refused("duplicate-id")),
        ("wrong ids", with_body(&"<p xml:id=\"1\">x</p>".repeat(150_000)), Refused("bad-id")),
        ("empty paragraphs", with_body(&"<p/>".repeat(150_000)), Refused("no-text")),
        ("ampersands", with_body(&format!("<p>{}</p>", "&".repeat(200_000))), Refused("xml-syntax")),
        (
            "ampersands in an attribute",
            with_body(&format!("<p n=\"{}\">x</p>", "&".repeat(200_000))),
            Refused("xml-syntax"),
        ),
        ("less-than signs", with_body(&"<".repeat(200_000)), Refused("xml-syntax")),
        (
            "names that are not known",
            with_body(&(0..20_000).map(|n| format!("<x{n}>a</x{n}>")).collect::<String>()),
            Set,
        ),
        (
            "names that are not known, wrong",
            with_body(&(0..20_000).map(|n| format!("<{n}/>")).collect::<String>()),
            Refused("xml-syntax"),
        ),
        (
            "references to other files",
            with_doctype(
                &format!("[{}]", (0..20_000).map(|n| format!("<!ENTITY a{n} SYSTEM 'b'>")).collect::<String>()),
                &format!("<p>x{}</p>", (0..20_000).map(|n| format!("&a{n};")).collect::<String>()),
            ),
            Set,
        ),
        ("attributes without a value", with_body(&format!("<p{}>x</p>", " a".repeat(200_000))), Refused("xml-syntax")),
        ("the same attribute", with_body(&format!("<p{}>x</p>", " a='b'".repeat(200_000))), Refused("xml-syntax")),
        (
            "namespaces",
            with_body(&format!("<p{}>x</p>", (0..50_000).map(|n| format!(" xmlns:a{n}='b'")).collect::<String>())),
            Refused("xml-syntax"),
        ),
        ("quotation marks", with_body(&format!("<p n={}>x</p>", "\"".repeat(99_999))), Refused("xml-syntax")),
        ("comments that do not end", with_body(&"<!--".repeat(50_000)), Refused("xml-syntax")),
    ]
}

pub(crate) fn much_of_one_thing() -> Vec<Input> {
    inputs![
        ("notes", with_body(&format!("<p>x{}</p>", "<note>y</note>".repeat(100_000))), Refused("too-large")),
        ("marked text", with_body(&format!("<p>{}x{}</p>", "<hi>".repeat(900), "</hi>".repeat(900))), Set),
        ("words one by one", with_body(&format!("<p>{}</p>", "<w>word</w> ".repeat(40_000))), Set),
        (
            "words one by one, without space",
            with_body(&format!("<p>{}</p>", "<w>word</w>".repeat(40_000))),
            Refused("too-large"),
        ),
        ("empty marked text", with_body(&format!("<p>x{}</p>", "<hi/>".repeat(1_900_000))), Refused("too-large")),
        ("comments", with_body(&format!("<p>x{}</p>", "<!---->".repeat(200_000))), Set),
        ("white space", with_body(&format!("<p>x{}</p>", " \n".repeat(1_000_000))), Set),
        ("references", with_body(&format!("<p>{}</p>", "&#xAC00;".repeat(500_000))), Refused("too-large")),
        (
            "entities without text",
            with_doctype("[<!ENTITY a \"\">]", &format!("<p>x{}</p>", "&a;".repeat(300_000))),
            Set,
        ),
        (
            "entities that hold elements",
            with_doctype("[<!ENTITY a \"<hi>x<lb/></hi>\">]", &format!("<p>{}</p>", "&a;".repeat(100_000))),
            Set,
        ),
        (
            "pointers to where they stand",
            with_body(&format!("<p xml:id=\"a\">x{}</p>", "<ptr target=\"#a\"/>".repeat(100_000))),
            Refused("too-large"),
        ),
        (
            "cells that say that they are large",
            with_body(&format!(
                "<table>{}</table>",
                "<row><cell cols=\"1000000000\" rows=\"1000000000\">x</cell></row>".repeat(200)
            )),
            Set,
        ),
        ("links of everything, again and again", with_links(3_000), Refused("too-large")),
        ("a long id", with_body(&format!("<p xml:id=\"{}\">x</p>", "a".repeat(1_000_000))), Refused("bad-id")),
    ]
}

/// What one thing after another says, by its number.
fn each(count: usize, one: fn(usize) -> String) -> String {
    (0..count).map(one).collect()
}

/// Files of a few hundred kilobytes in which each thing could be compared with each other.
pub(crate) fn what_could_grow() -> Vec<Input> {
    inputs![
        (
            "beginnings of pages before a paragraph",
            with_body(&format!("{}<p>x</p>", each(10_000, |n| format!("<pb n='{n}'/>")))),
            Set
        ),
        (
            "divisions of the original in one paragraph",
            with_body(&format!("<p>{}</p>", each(10_000, |n| format!("x <milestone unit='x' n='{n}'/>")))),
            Set
        ),
        ("languages", with_body(&each(5_000, |n| format!("<p xml:lang='en-x-a{n}'>x</p>"))), Set),
        (
            "languages in one paragraph",
            with_body(&format!("<p>{}</p>", each(5_000, |n| format!("<foreign xml:lang='en-x-a{n}'>x</foreign> ")))),
            Set
        ),
        (
            "languages that links lead between",
            with_body(&each(5_000, |n| {
                format!("<p xml:id='p{n}' xml:lang='en-x-a{n}' corresp='#p{}'>x</p>", n + 1)
            })),
            Refused("too-large")
        ),
        ("headings that are alike", with_body(&each(500, |_| "<div><head>x</head></div>".to_owned())), Set),
        (
            "references without words to one note",
            with_body(&format!(
                "{}<note xml:id='n'>y</note>",
                each(5_000, |_| "<p>x<ref target='#n'/></p>".to_owned())
            )),
            Set
        ),
        (
            "references to a note with a long number",
            with_body(&format!(
                "<p>x{}</p><note xml:id='n' n='{}'>y</note>",
                "<ref target='#n'/>".repeat(1_900),
                "z".repeat(900_000)
            )),
            Set
        ),
        (
            "places that links lead to",
            with_body(&format!(
                "<p>{}{}</p>",
                each(5_000, |n| format!("x <anchor xml:id='a{n}'/>")),
                each(5_000, |n| format!("<ref target='#a{n}'>y</ref> "))
            )),
            Set
        ),
        ("a sign that stands for much", with_sign(80_000, 50_000), Set),
        ("a sign that stands for a little, often", with_sign(250, 50_000), Refused("too-large")),
        (
            "characters that no font has",
            with_body(&format!("<p>{}</p>", each(20_000, |n| format!("&#x{:X}; ", 0x2_0000 + n)))),
            Refused("no-glyph")
        ),
        (
            "readings of one word",
            with_body(&format!(
                "<p><app><lem>a</lem>{}</app></p>",
                each(20_000, |n| format!("<rdg wit='#W{n}'>b</rdg>"))
            )),
            Set
        ),
        (
            "readings, half a million",
            with_body(&each(1_000, |_| {
                format!("<p><app><lem>a</lem>{}</app></p>", "<rdg wit='#A'>b</rdg>".repeat(500))
            })),
            Refused("too-large")
        ),
    ]
}

/// A sign that stands for so many letters, so many times.
fn with_sign(letters: usize, times: usize) -> String {
    let mapping = format!("<char xml:id='g'><mapping>{}</mapping></char>", "x".repeat(letters));
    let header = format!("<teiHeader><encodingDesc><charDecl>{mapping}</charDecl></encodingDesc></teiHeader>");
    with_body(&format!("<p>x{}</p>", "<g ref='#g'/> ".repeat(times))).replacen("<text", &format!("{header}<text"), 1)
}

/// Each element that may hold another of its kind, as deep as a file may be.
pub(crate) fn levels_of_each_kind() -> Vec<Input> {
    const KINDS: [&str; 30] = [
        "div",
        "list item",
        "quote",
        "q",
        "sp",
        "lg",
        "figure",
        "table row cell",
        "note",
        "floatingText body",
        "argument",
        "epigraph",
        "opener",
        "closer",
        "u",
        "castList castItem",
        "listBibl bibl",
        "listPerson person",
        "entry",
        "sense",
        "cit",
        "app rdg",
        "choice",
        "subst",
        "msPart",
        "egXML",
        "seg",
        "p",
        "ab",
        "gap",
    ];
    let nested = |kind: &'static str| Input {
        name: kind,
        bytes: Box::new(move || {
            let names: Vec<&str> = kind.split(' ').collect();
            let begin: String = names.iter().map(|name| format!("<{name}>t ")).collect();
            let end: String = names.iter().rev().map(|name| format!(" t</{name}>")).collect();
            let count = 900 / names.len();
            Vec::from(with_body(&format!("<p>{}x{}</p>", begin.repeat(count), end.repeat(count))))
        }),
        outcome: Told,
    };
    KINDS.into_iter().map(nested).collect()
}

pub(crate) fn too_large() -> Vec<Input> {
    inputs![
        (
            "an attribute of a hundred megabytes",
            with_body(&format!("<p n=\"{}\">x</p>", "y".repeat(100_000_000))),
            Refused("too-large")
        ),
        ("an id", with_body(&format!("<p xml:id=\"{}\">x</p>", "y".repeat(60_000_000))), Refused("too-large")),
        ("a name", with_body(&format!("<{0}>x</{0}>", "y".repeat(30_000_000))), Refused("too-large")),
        ("blocks", with_body(&"<p>x</p>".repeat(300_000)), Refused("too-large")),
        ("notes", with_body(&format!("<p>x{}</p>", "<note>y</note>".repeat(300_000))), Refused("too-large")),
        ("cells", with_body(&format!("<table><row>{}</row></table>", "<cell/>".repeat(300_000))), Refused("too-large")),
        ("texts", with_body(&format!("<p>{}</p>", "a&amp;".repeat(1_100_000))), Refused("too-large")),
        ("lines", with_body(&format!("<eg>{}</eg>", "x\n".repeat(2_100_000))), Refused("too-large")),
        (
            "blocks of entities",
            with_doctype("[<!ENTITY a \"<p>x</p>\">]", &"&a;".repeat(300_000)),
            Refused("too-large")
        ),
    ]
}

pub(crate) fn no_text() -> Vec<Input> {
    inputs![
        ("nothing", Vec::new(), Refused("xml-syntax")),
        ("a mark alone", b"\xef\xbb\xbf".to_vec(), Refused("xml-syntax")),
        ("half a mark", b"\xff\xfe".to_vec(), Refused("xml-syntax")),
        ("invalid UTF-8", within(b"\xff"), Refused("encoding")),
        ("overlong UTF-8", within(b"\xc0\xbc"), Refused("encoding")),
        ("a surrogate in UTF-8", within(b"\xed\xa0\x80"), Refused("encoding")),
        ("a megabyte of invalid UTF-8", within(&[0x80; 1 << 20]), Refused("encoding")),
        ("NUL", within(b"\0"), Refused("xml-syntax")),
        ("zeros", vec![0; 1 << 20], Refused("xml-syntax")),
        ("half a unit of UTF-16", b"\xff\xfe<\0a\0>".to_vec(), Refused("encoding")),
        ("no character", within("\u{fffe}\u{ffff}".as_bytes()), Refused("xml-syntax")),
        ("no character by number", within(b"&#0;&#xD800;&#x110000;&#99999999999;"), Refused("xml-syntax")),
    ]
}
