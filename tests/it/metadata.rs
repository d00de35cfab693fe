//! What an edition says of itself, in its PDF and in its HTML.

use std::fs;

use serde_json::{Value, json};

use crate::read::{self, File};
use crate::support::{copy, enface};

/// The PDF and the HTML of the case.
fn editions() -> (File, String) {
    let folder = copy("header");
    let run = enface(folder.path(), &["build"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let out = folder.path().join("out");
    let pdf = File::read(&fs::read(out.join("ferry.en-ko.pdf")).unwrap());
    (pdf, fs::read_to_string(out.join("ferry.en-ko.html")).unwrap())
}

/// What stands between two words.
fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(start).unwrap_or_else(|| panic!("{start} in {text}"));
    rest.split_once(end).unwrap().0
}

#[test]
fn linked_data_tells_the_work_and_its_translation() {
    let (_, html) = editions();
    let data: Value =
        serde_json::from_str(between(&html, "<script type=\"application/ld+json\">", "</script>")).unwrap();
    assert_eq!(data["@context"], "https://schema.org");
    let translation = &data["workTranslation"][0];
    assert_eq!(translation["translationOfWork"]["@id"], data["@id"]);
    assert_eq!(translation["inLanguage"], "ko");
    assert_eq!(translation["translator"], json!([{ "name": "한가람" }, { "name": "이나루" }]));
    assert_eq!(data["translator"], Value::Null);
    for (name, value) in [
        ("author", json!([{ "@type": "Person", "name": "Edda Quill" }])),
        ("editor", json!([{ "@type": "Person", "name": "Mara Holm" }])),
        ("sponsor", json!([{ "name": "The Ferrymen’s Guild" }, { "name": "The Harbour Fund" }])),
        ("contributor", json!([{ "name": "Jon Reed" }, { "name": "Tove Berg" }, { "name": "Ana Ruiz" }])),
        ("datePublished", json!("2026-11-23")),
        ("inLanguage", json!("en")),
        ("keywords", json!(["Ferries", "Tides"])),
        ("abstract", json!("A ferry waits for the tide, and so does an answer.")),
        (
            "license",
            json!([
                "https://creativecommons.org/licenses/by/4.0/",
                "https://creativecommons.org/licenses/by/4.0/deed.ko"
            ]),
        ),
        ("identifier", json!(["https://doi.org/10.1000/ferry.2", "urn:isbn:9783161484100", "Guild papers 12 & 13"])),
    ] {
        assert_eq!(data[name], value, "{name}");
    }
    let source = data["isBasedOn"]["name"].as_str().unwrap();
    assert!(source.starts_with("Vell, Orrin, Guild Hall, MS 12. Two letters <unsigned> on one sheet."), "{source}");
}

#[test]
fn the_parts_of_names_and_numbers_are_told_apart() {
    let folder = copy("names");
    let run = enface(folder.path(), &["build"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    let html = fs::read_to_string(folder.path().join("out/lexicon.en.html")).unwrap();
    let told = |name: &str| -> Vec<String> {
        let tag = format!("<meta name=\"DC.{name}\" content=\"");
        html.split(&tag).skip(1).map(|rest| rest.split_once('"').unwrap().0.to_owned()).collect()
    };
    assert_eq!(told("creator"), ["Orla de Finch", "Tarn, Ivo"]);
    assert_eq!(told("identifier"), ["urn:example:kites", "urn:isbn:9783161484100"]);
    assert!(html.contains("Jean d’Aubry") && html.contains("Velm 12, Velm 13"), "{html}");
    for joined in ["OrlaD", "Orlade", "deFinch", "TarnIvo", "JeanD", "Jeand", "12Velm", "kites978", "김 하늘"] {
        assert!(!html.contains(joined), "{joined} in {html}");
    }
}

#[test]
fn dublin_core_is_the_same_in_html_and_in_pdf() {
    let (pdf, html) = editions();
    let xmp = String::from_utf8(pdf.stream(pdf.catalog().get(b"Metadata").unwrap())).unwrap();
    // Both are XML-like and escape in the same way.
    for name in ["creator", "contributor", "publisher", "date", "subject", "description", "source", "language"] {
        let tag = format!("<meta name=\"DC.{name}\" content=\"");
        let in_html: Vec<&str> = html.split(&tag).skip(1).map(|rest| rest.split_once('"').unwrap().0).collect();
        let property = between(&xmp, &format!("<dc:{name}>"), &format!("</dc:{name}>"));
        // What stands first in all languages stands again in its own.
        let items = property.split("<rdf:li").skip(1).filter(|item| !item.starts_with(" xml:lang=\"x-default\""));
        let items = items.map(|rest| between(rest, ">", "</rdf:li>"));
        let in_pdf: Vec<&str> = if property.starts_with('<') { items.collect() } else { vec![property] };
        assert!(!in_html.is_empty());
        assert_eq!(in_html, in_pdf, "{name}");
    }
    let korean = "content=\"크리에이티브 커먼즈 저작자표시 4.0\" lang=\"ko\">";
    assert!(html.contains(&format!("<meta name=\"DC.rights\" {korean}")), "{html}");
    let info = pdf.dictionary(pdf.document.trailer.get(b"Info").unwrap());
    let info = |key: &str| lopdf::decode_text_string(info.get(key.as_bytes()).unwrap()).unwrap();
    let title = between(&xmp, "<rdf:li xml:lang=\"x-default\">", "</rdf:li>");
    assert_eq!(info("Title"), title);
    assert_eq!(info("Author"), "Edda Quill");
    assert_eq!(info("Subject"), "A ferry waits for the tide, and so does an answer.");
    assert_eq!(read::string(pdf.catalog(), "Lang"), "en");
    assert!(xmp.contains("<dc:identifier>https://doi.org/10.1000/ferry.2</dc:identifier>"));
    assert!(html.contains("<meta name=\"citation_doi\" content=\"10.1000/ferry.2\">"));
}

/// A licence leads to an address of the web, or nowhere: in neither to a script.
#[test]
fn a_licence_leads_to_no_script() {
    let folder = copy("header");
    let source = folder.path().join("sources/ferry.xml");
    let text = fs::read_to_string(&source).unwrap();
    let licence = "https://creativecommons.org/licenses/by/4.0/\"";
    assert!(text.contains(licence));
    fs::write(&source, text.replace(licence, "javascript:alert(1)\"")).unwrap();
    assert_eq!(enface(folder.path(), &["build"]).status, 0);
    let pdf = File::read(&fs::read(folder.path().join("out/ferry.en-ko.pdf")).unwrap());
    let actions = pdf.document.objects.values().filter_map(|object| object.as_dict().ok());
    let actions = actions.filter_map(|it| if it.has(b"A") { it.get(b"A").ok()?.as_dict().ok() } else { None });
    let addresses: Vec<String> = actions.filter(|it| it.has(b"URI")).map(|it| read::string(it, "URI")).collect();
    assert!(!addresses.is_empty() && addresses.iter().all(|it| it.starts_with("https://")), "{addresses:?}");
    let html = fs::read_to_string(folder.path().join("out/ferry.en-ko.html")).unwrap();
    assert!(!html.contains("href=\"javascript"), "{html}");
}

#[test]
fn the_colophon_is_set_in_both() {
    let (pdf, html) = editions();
    let texts = pdf.texts();
    let runs = (0..pdf.page_count()).flat_map(|page| pdf.runs(page, &texts));
    let words: Vec<String> = runs.map(|run| run.text).collect();
    let squeezed = |text: &str| text.chars().filter(|c| !c.is_whitespace() && *c != '-').collect::<String>();
    let set = squeezed(&words.concat());
    let foot = html.split_once("<footer class=\"colophon\">").unwrap().1;
    let foot: String = foot.split('<').map(|piece| piece.split_once('>').map_or("", |(_, text)| text)).collect();
    let foot = squeezed(&foot);
    for words in [
        "Colophon",
        "판권",
        "E. Quill, At Low Water. The Estuary Reader, Orrin, 1871",
        "The text differs in one word.",
        "Second edition, with the answer",
        "Letters from the Estuary, 3",
        "Low Water Press, Orrin, 23 November 2026",
        "갯벌 출판사, Orrin, 2026년 11월 23일",
        "Editor: Mara Holm",
        "illustrator: Jon Reed",
        "transcription: Tove Berg, Ana Ruiz",
        "Sponsor: The Ferrymen’s Guild",
        "우리말 옮김: 한가람, 이나루",
        "DOI 10.1000/ferry.2",
        "ISBN 978-3-16-148410-0",
        "Creative Commons Attribution 4.0",
        "크리에이티브 커먼즈 저작자표시 4.0",
        "2026-11-20, Tove Berg, Mara Holm: Proofs read",
    ] {
        assert!(set.contains(&squeezed(words)), "{words} in {set}");
        assert!(foot.contains(&squeezed(words)), "{words} in {foot}");
    }
    assert!(html.contains("href=\"https://creativecommons.org/licenses/by/4.0/\""));
    for words in ["옮긴이 한가람, 이나루", "1850–1860"] {
        assert!(set.contains(&squeezed(words)), "{words} in {set}");
    }
}

#[test]
fn there_is_no_empty_colophon() {
    let folder = copy("header");
    let source = "<TEI xml:lang=\"en\"><teiHeader><fileDesc><titleStmt><title>Bare</title></titleStmt></fileDesc></teiHeader>\
        <text><body><p xml:id=\"letter\">One.</p></body></text></TEI>";
    fs::write(folder.path().join("sources/ferry.xml"), source).unwrap();
    assert_eq!(enface(folder.path(), &["build", "--langs", "en"]).status, 0);
    let html = fs::read_to_string(folder.path().join("out/ferry.en.html")).unwrap();
    assert!(!html.contains("olophon</"), "{html}");
    let pdf = File::read(&fs::read(folder.path().join("out/ferry.en.pdf")).unwrap());
    let texts = pdf.texts();
    let runs = (0..pdf.page_count()).flat_map(|page| pdf.runs(page, &texts));
    assert_eq!(runs.map(|run| run.text).collect::<Vec<_>>(), ["Bare", "One.", "1"]);
}
