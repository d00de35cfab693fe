//! Sources as no schema allows them, and as editors write them.

use proptest::prelude::*;
use proptest::sample::select;

/// Elements that the reader knows, and one that it does not, in any order in each other.
const NAMES: &str = "
    ab abbr add addrLine address am analytic anchor app argument author bibl biblScope biblStruct body byline c
    caesura camera castGroup castItem castList cb cell choice cit cl closer code corr damage date dateline def del
    dictScrap dimensions distinct div div1 div2 docAuthor docDate docImprint docTitle editor eg emph entry entryFree
    epigraph etym event ex expan figDesc figure floatingText foreign forename form formula front fw gap geo geogName
    gi gloss gram gramGrp group head headItem headLabel height hi hom idno imprimatur imprint incident index interp
    item kinesic l label lacunaStart lem lg list listApp listBibl listPerson listWit m measure meeting mentioned
    metamark milestone mod monogr msDesc msItem name note noteGrp num oRef opener org orgName orig orth p pause pc
    persName person phr place placeName pos postscript prologue pron publisher q quote rb rdg rdgGrp re ref reg
    restore retrace roleDesc row rt ruby s salute secl seg sense set shift sic signed soCalled sp spGrp space
    speaker stage subst superEntry supplied surname surplus table term time title titlePage titlePart trailer u
    unclear usg vocal w witDetail witness writing xr zz
";

/// Words in scripts that the built-in fonts have, and a letter with a mark of its own.
const FOREIGN: [&str; 9] = ["λόγος", "слово", "漢字", "שלום", "דברים", "كتاب", "السلام", "e\u{301}tude", "ﬁn ſtill"];

const ATTRIBUTES: [&str; 32] = [
    "",
    "",
    "",
    "",
    "",
    "",
    " rend='numbered'",
    " rend='numbered'",
    " n='vii'",
    " n='vii'",
    " type='gloss'",
    " type='gloss'",
    " type='inline'",
    " place='inline' xml:lang='de'",
    " place='end'",
    " place='foot' n='*'",
    " rend='italic bold'",
    " rend='small-caps'",
    " rend='indent(2)'",
    " rows='2'",
    " cols='3' role='label'",
    " part='M'",
    " xml:lang='he'",
    " wit='#A #B'",
    " type='source' rend='inline'",
    " direct='false'",
    " type='index'",
    " type='speaker'",
    " type='trans'",
    " loc='a 1'",
    " rend='block'",
    " level='a' unit='mm'",
];

/// The beginning of a file whose references `pieces` uses.
pub(super) const DOCTYPE: &str = "<!DOCTYPE text [<!ENTITY word 'wo&#x72;d'><!ENTITY two '&word; <hi>&word;</hi>x'>]>";

/// A piece of a body.
pub(super) fn pieces() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        6 => "[a-zé가-힣]{1,9}",
        2 => select(&FOREIGN[..]).prop_map(str::to_owned),
        1 => "[a-z]{9,30}(-[a-z]{9,30}){0,2}",
        1 => "[(“‘]?[a-z]{1,5}[.,;:!?)”’]",
        1 => "\\[[a-z]{1,4}\\]?|\\]",
        1 => "[0-9]{1,4}–?|–[0-9]",
        // A note in this size would not be known as one.
        1 => Just("<hi rend='superscript'>a</hi><hi rend='subscript'>b c</hi>".to_owned()),
        1 => select(&["&word;", "&two;", "&#xE9;&word;"][..]).prop_map(str::to_owned),
        1 => Just("&amp;&#x3c;<![CDATA[>]]>".to_owned()),
        3 => Just(" ".to_owned()),
        1 => Just("\n\t".to_owned()),
        1 => select(&["漢字\n  は、\n「主」", "主\n", "\n\tは", "。\r\n한\n글"][..]).prop_map(str::to_owned),
        1 => Just("<lb/>".to_owned()),
        1 => Just("<lb break='no'/>".to_owned()),
        1 => Just(" <pb n='x' break='no'/> ".to_owned()),
        1 => Just("<pb n='x'/>".to_owned()),
        1 => Just("<ptr target='https://example.org/a-b'/>".to_owned()),
        1 => Just("<w join='right'>a</w> <pc>,</pc> ".to_owned()),
        1 => select(&[
            "<w>a</w>\n<pc>.</pc>\n<pc>(</pc>\n<!-- c --> <w>b</w>\n<pc>)</pc>",
            "<pc>\"</pc>\n<w>a</w>\n<pc pre='false'>“</pc> <pc>\"</pc>\n<name>b</name>",
            "<w>a</w>\n<pc>—</pc>\n<w>b</w>\n<pc join='right'>,</pc>\n",
            "<expan>\n<abbr>M</abbr>\n<ex>r</ex> <ex>s</ex>\n</expan>",
            "<mod>\n<del>b</del> <add>c</add>\n<w>d</w></mod>",
            "<formula><m:mrow xmlns:m='http://www.w3.org/1998/Math/MathML'> <m:mi>x</m:mi> <m:mo> = </m:mo>\n</m:mrow></formula>",
        ][..])
        .prop_map(str::to_owned),
        1 => Just(" <metamark>x</metamark>.".to_owned()),
        1 => Just("<!-- no --><?no no?>".to_owned()),
        1 => Just("<ptr target='#start'/>(<ref target='#last'/>".to_owned()),
        1 => Just("<ptr target='#last'/>(<caesura/>".to_owned()),
        1 => Just("<egXML xmlns='http://www.tei-c.org/ns/Examples'><a b='c'>d</a></egXML>".to_owned()),
        1 => Just("<eg>\n  one\n    two  three\n</eg>".to_owned()),
    ];
    let name = select(NAMES.split_ascii_whitespace().collect::<Vec<_>>());
    leaf.prop_recursive(7, 90, 6, move |inner| {
        let text = prop::collection::vec(inner.clone(), 0..4).prop_map(|parts| parts.concat()).boxed();
        prop_oneof![
            8 => (name.clone(), select(&ATTRIBUTES[..]), prop::collection::vec(inner, 0..6))
                .prop_map(|(name, attributes, parts)| format!("<{name}{attributes}>{}</{name}>", parts.concat())),
            1 => indented(text.clone()),
            1 => table(text.clone()),
            1 => verse(text.clone()),
            1 => speech(text.clone()),
            1 => notes(text),
        ]
    })
}

/// An element whose parts stand on lines of their own, perhaps beside a text or another one.
fn indented(text: BoxedStrategy<String>) -> impl Strategy<Value = String> {
    let names = "persName cit bibl seg w figure form address choice hi q supplied list item u msIdentifier";
    let name = select(names.split(' ').collect::<Vec<_>>());
    let part = (select(&["m", "name", "w", "quote", "orth", "desc", "p", "forename"][..]), text)
        .prop_map(|(name, text)| format!("<{name}>{text}</{name}>\n"));
    let around = select(&["", " ", "a", ".", "<hi>b</hi>", "<!-- c -->"][..]);
    (name, prop::collection::vec(part, 1..4), around.clone(), around)
        .prop_map(|(name, parts, before, after)| format!("{before}<{name}>\n{}</{name}>{after}", parts.concat()))
}

/// A table, perhaps with a head, whose cells may reach over others.
fn table(text: BoxedStrategy<String>) -> impl Strategy<Value = String> {
    let cell = (0..4_u32, 0..4_u32, text.clone()).prop_map(|(rows, columns, text)| {
        let span = |name: &str, count: u32| if count == 0 { String::new() } else { format!(" {name}='{count}'") };
        format!("<cell{}{}>{text}</cell>", span("rows", rows), span("cols", columns))
    });
    let row = (select(&["", " role='label'"][..]), prop::collection::vec(cell, 1..4))
        .prop_map(|(role, cells)| format!("<row{role}>{}</row>", cells.concat()));
    (prop::option::of(text), prop::collection::vec(row, 1..4)).prop_map(|(head, rows)| {
        let head = head.map_or(String::new(), |head| format!("<head>{head}</head>"));
        format!("<table>{head}{}</table>", rows.concat())
    })
}

fn verse(text: BoxedStrategy<String>) -> impl Strategy<Value = String> {
    let part = select(&["", " part='I'", " part='F'", " n='5'", " rend='indent'"][..]);
    let line = (part, text).prop_map(|(part, text)| format!("<l{part}>{text}</l>"));
    prop::collection::vec(line, 1..5).prop_map(|lines| format!("<lg>{}</lg>", lines.concat()))
}

fn speech(text: BoxedStrategy<String>) -> impl Strategy<Value = String> {
    let line = (select(&["p", "l", "ab", "stage"][..]), text.clone())
        .prop_map(|(name, text)| format!("<{name}>{text}</{name}>"));
    (text, prop::collection::vec(line, 1..4))
        .prop_map(|(speaker, lines)| format!("<sp><speaker>{speaker}</speaker>{}</sp>", lines.concat()))
}

/// Notes in a heading or a paragraph, and in each other.
fn notes(text: BoxedStrategy<String>) -> impl Strategy<Value = String> {
    let (first, second, rest) = (text.clone(), text.clone(), text);
    let place = select(&["", " place='end'", " place='foot'", " n='a'"][..]);
    (select(&["head", "p"][..]), place, "[a-z]{1,5}", first, second, rest).prop_map(
        |(name, place, word, first, second, rest)| {
            format!("<{name}>{word}<note{place}>{first}<note{place}>{second}</note></note>{rest}</{name}>")
        },
    )
}
