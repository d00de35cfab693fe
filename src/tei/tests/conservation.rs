//! Nothing of the text is lost, whatever its structure.
#![allow(clippy::disallowed_methods, reason = "tests read files of the project")]

use proptest::prelude::*;

use super::{dump, file, list, read_ok};
use crate::tei::read;
use crate::text::{Node, plain};

/// The characters of all units, white space removed, sorted: notes and title pages move.
fn set(text: &str) -> (String, String) {
    let (document, _) = read_ok(text);
    let mut found = String::new();
    for node in &document.nodes {
        if let Node::Unit(unit) = node {
            // Bullets and the bars between cells in a note are none of the text.
            found.push_str(&plain(&unit.content).replace(['•', '|'], ""));
        }
    }
    (sorted(&found), dump(&document))
}

fn sorted(text: &str) -> String {
    let mut chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
    chars.sort_unstable();
    chars.into_iter().collect()
}

/// The characters that stand between tags.
fn between_tags(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(i) = rest.find('<') {
        out.push_str(&rest[..i]);
        rest = rest[i..].split_once('>').unwrap().1;
    }
    out + rest
}

#[track_caller]
fn check(body: &str) {
    let (found, dump) = set(&format!("<text xml:lang='en'><body>{body}</body></text>"));
    assert_eq!(found, sorted(&between_tags(body)), "{body}\n{dump}");
}

#[test]
fn ragged_documents() {
    for body in [
        "a<div>b<head>c</head>d<p>e</p>f<div>g</div>h</div>i",
        "<p>a<list>b<item>c<p>d</p>e<list><item>f</item></list>g</item>h</list>i</p>",
        "<p>a<table>b<row>c<cell>d<p>e</p>f<note>g<list><item>h</item></list></note></cell>i</row>j</table>k</p>",
        "<quote>a<p>b</p>c</quote><p>d<quote><lg>e<l>f</l></lg></quote>g</p><cit>h<quote>i</quote>j<bibl>k</bibl></cit>",
        "<sp>a<speaker>b</speaker>c<stage>d<p>e</p></stage>f<p>g<stage>h</stage></p></sp>",
        "<p><hi>a<emph>b<list><item>c</item></list>d</emph>e<note>f<p>g</p></note></hi>h</p>",
        "<zz>a<yy>b<p>c<xx>d<p>e</p>f</xx>g</p>h</yy>i</zz><p><zz>j<list><item>k</item></list></zz></p>",
        "<floatingText><front>a<titlePage>b<titlePart>c</titlePart></titlePage></front><body>d<p>e<floatingText><body>f<p>g</p>\
         </body></floatingText>h</p></body></floatingText>",
        "<head>a<note>b<note>c</note></note><list><item>d</item></list></head><closer>e<signed>f</signed><p>g</p></closer>",
        "<opener><dateline>a</dateline>b<salute>c</salute></opener><postscript>d<label>e</label><p>f</p></postscript>",
        "<note>a<head>b</head><p>c</p></note><figure>d<head>e</head><figDesc>f</figDesc><p>g</p></figure><p>h<figure>i</figure></p>",
        "<list><label>a</label><item>b</item>c<p>d</p><head>e</head><zz>f</zz></list><table>a<p>b</p><note>c</note></table>",
        "<gap>x</gap>".replace("gap", "subst").as_str(),
        "<entry><form><orth>a</orth><gramGrp>b</gramGrp></form><sense>c<cit><quote>d</quote></cit><def>e</def></sense></entry>",
        "<p><w>a</w><pc>b</pc><seg>c<l>d</l></seg><lb/>e<pb/>f<anchor/></p><p><list/></p><p><note>g</note><list><item/></list></p>",
        "<byline>a<docAuthor>b</docAuthor></byline><titlePart>c</titlePart><l>d<p>e</p></l><speaker>f</speaker><trailer>g</trailer>",
    ] {
        check(body);
    }
}

#[test]
fn the_first_edition() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/sources/korea-us-relationship.xml");
    let text = std::fs::read_to_string(path).unwrap();
    let (document, diagnostics) = read(&file(&text));
    assert_eq!(list(&diagnostics), "");
    let mut found = String::new();
    for node in document.unwrap().nodes {
        if let Node::Unit(unit) = node
            && unit.id.as_deref() != Some("occasion")
        {
            found.push_str(&plain(&unit.content));
            found.push(' ');
        }
    }
    let source = text.split_once("<text ").unwrap().1;
    let source = format!(
        "<text {}",
        source.replace("<!-- In the copy the note runs on in the last paragraph, after its last sentence. -->", "")
    );
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    assert_eq!(words(&found), words(&between_tags(&source)));
}

/// Elements in any order in each other, with text between them.
fn ragged() -> impl Strategy<Value = String> {
    let leaf = prop_oneof!["[a-z가-힣]{1,3}", Just(" ".to_owned()), Just("<lb/>".to_owned()), Just("<pb/>".to_owned())];
    leaf.prop_recursive(6, 60, 5, |inner| {
        let names = proptest::sample::select(vec![
            "div",
            "p",
            "head",
            "list",
            "item",
            "label",
            "table",
            "row",
            "cell",
            "quote",
            "cit",
            "q",
            "hi",
            "note",
            "sp",
            "speaker",
            "stage",
            "lg",
            "l",
            "figure",
            "figDesc",
            "zz",
            "opener",
            "closer",
            "signed",
            "bibl",
            "titlePage",
            "titlePart",
            "byline",
            "docAuthor",
            "epigraph",
            "floatingText",
            "body",
            "seg",
            "w",
            "group",
            "front",
        ]);
        (names, proptest::collection::vec(inner, 0..5))
            .prop_map(|(name, parts)| format!("<{name}>{}</{name}>", parts.concat()))
    })
}

proptest! {
    #[test]
    fn anything_in_anything(parts in proptest::collection::vec(ragged(), 1..5)) {
        let body = format!("<p>start</p>{}", parts.concat());
        let (found, dump) = set(&format!("<text xml:lang='en'><body>{body}</body></text>"));
        prop_assert_eq!(found, sorted(&between_tags(&body)), "{}\n{}", body, dump);
    }

    #[test]
    fn any_text_is_read_without_panic(text in "[<>/a-c \"'=&;!?\\[\\]\\-é]{0,60}") {
        let _ = read(&file(&text));
        let _ = crate::tei::fragment(&text);
    }
}
