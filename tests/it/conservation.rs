//! Nothing is lost: the text of every edition in one language is the text of its source.
//!
//! What the text of a source is, is said here once more, from the rule in `src/tei.rs` and not from its code, and with
//! another XML parser; what the text of an edition is, is read from the finished HTML and PDF: from the PDF
//! twice, along its pages and along the tree of its structure, as it is heard. They must agree in every
//! character and in where words begin and end. The order is that of the source, but for the title page, which comes first,
//! and for notes, which may stand at the end. Quotations may have marks that their source leaves to the edition
//! (`src/edition/quotation.rs`), at their ends and nowhere else.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use encoding_rs::Encoding;
use enface::catalog::interface::Interface;
use enface::diagnostic::{Severity, SourceFile};
use enface::edition::{Input, Options, align};
use enface::layout::font::FontBook;
use enface::layout::style::{Arrangement, PageStyle};
use enface::layout::{Layout, set};
use enface::settings::{self, Settings};
use enface::{html, pdf, tei};
use proptest::prelude::*;
use proptest::sample::select;

use crate::support::{case_names, cases, copy, count, enface, is_broken};

use self::compare::{Comparison, Lines};

mod compare;
mod heard;
mod made;
mod output;
mod source;

/// What stands between two characters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Gap {
    None,
    /// In a source, a note: nothing if it is called here, the edge of a block if it stands here.
    Note,
    /// In a source, the beginning or the end of what is parted from text that it touches.
    Joint,
    /// White space.
    Space,
    /// The edge of a block or of a line: white space or not.
    Edge,
}

/// White space as XML knows it, which is folded. All other spaces are characters.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// Characters without width that say where a word may be divided; the PDF has some of its own.
fn is_joint(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{200B}')
}

#[test]
fn nothing_of_a_case_is_lost() {
    let mut wrong = String::new();
    let mut compared = 0;
    for case in case_names().into_iter().filter(|case| !is_broken(case)) {
        let folder = copy(&case);
        let style = style(folder.path());
        for entry in fs::read_dir(cases().join(&case).join("sources")).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            if path.extension().is_none_or(|extension| extension != "xml") {
                continue;
            }
            let xml = decoded(&fs::read(&path).unwrap());
            let lang = language(&xml);
            let run = enface(folder.path(), &["build", &name, "--langs", &lang]);
            assert_eq!(run.status, 0, "{case}: {}", run.stderr);
            let source = source::text(&xml, &name, &|url| folder.path().join("sources").join(url).is_file())
                .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let html = fs::read_to_string(folder.path().join(format!("out/{name}.{lang}.html"))).unwrap();
            let pdf = fs::read(folder.path().join(format!("out/{name}.{lang}.pdf"))).unwrap();
            for (kind, out, lines) in [
                ("HTML", output::html(&html), Lines::AsSaid),
                ("PDF", output::pdf(&pdf, &style), Lines::Anywhere),
                ("PDF, heard", heard::pdf(&pdf), Lines::AsHeard),
            ] {
                if let Err(error) = Comparison::same(&source, &out, lines) {
                    wrong += &format!("== {case}/{name} as {kind}: {error}\n");
                }
                compared += 1;
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
    assert!(compared > 30, "where are the cases?");
}

/// The text of a file, by its byte order mark or its XML declaration.
fn decoded(bytes: &[u8]) -> String {
    let declaration = String::from_utf8_lossy(&bytes[..bytes.len().min(100)]).into_owned();
    let declared = declaration.split_once("?>").and_then(|(declaration, _)| declaration.split_once("encoding="));
    let label = declared.and_then(|(_, rest)| rest.split(['"', '\'']).nth(1)).unwrap_or("utf-8");
    let (text, _, is_wrong) = Encoding::for_label(label.as_bytes()).unwrap().decode(bytes);
    assert!(!is_wrong, "{label}");
    text.into_owned()
}

/// How the pages of a project are to look.
fn style(project: &Path) -> PageStyle {
    let Ok(text) = fs::read_to_string(project.join("enface.toml")) else { return Settings::default().style };
    settings::read(&Arc::new(SourceFile { name: "enface.toml".into(), text })).0.style
}

/// The language of a source.
fn language(xml: &str) -> String {
    let file = Arc::new(SourceFile { name: "case.xml".into(), text: xml.to_owned() });
    tei::read(&file).0.unwrap().lang.to_string()
}

#[test]
fn a_loss_is_found() {
    let page = |body: &str| output::html(&format!("<!DOCTYPE html><html><body><main>{body}</main></body></html>"));
    let source =
        source::text("<text><p>One <hi>two</hi>three<note>four</note>.</p><p>Five</p></text>", "x", &|_| false)
            .unwrap();
    let same = |body: &str| Comparison::same(&source, &page(body), Lines::AsSaid);
    let notes = "<section class=\"notes\"><p>four</p></section>";
    assert_eq!(same(&format!("<p>One <b>two</b>three<sup class=\"mark\">1</sup>.</p><p>Five</p>{notes}")), Ok(()));
    for bad in [
        format!("<p>One <b>two</b>three.</p><p>Five</p>{notes}"),
        "<p>One <b>two</b>three1.</p><p>Five</p>".to_owned(),
        format!("<p>One<b>two</b>three1.</p><p>Five</p>{notes}"),
        format!("<p>One <b>two</b> three1.</p><p>Five</p>{notes}"),
        format!("<p>One <b>two</b>three1.</p>{notes}"),
        format!("<p>Five</p><p>One <b>two</b>three1.</p>{notes}"),
        format!("<p>One <b>two</b>three1.</p><p>Five</p><p>Five</p>{notes}"),
        format!("<p>One <b>two</b>thr</p><p>ee1.</p><p>Five</p>{notes}"),
    ] {
        assert!(same(&bad).is_err(), "{bad}");
    }
}

/// The HTML and the PDF of a source in its own language.
fn editions(xml: &str, book: &FontBook, style: &PageStyle) -> (String, Vec<u8>) {
    let file = Arc::new(SourceFile { name: "made.xml".into(), text: xml.to_owned() });
    let (document, diagnostics) = tei::read(&file);
    let errors: Vec<_> = diagnostics.iter().filter(|one| one.severity == Severity::Error).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let document = document.unwrap();
    let langs = [document.lang.clone()];
    let interfaces = [Interface::read(&langs[0], None).0];
    let input = Input { document: &document, langs: &langs, catalogs: &[], interfaces: &interfaces };
    let edition = align(&input, Options { draft: false }).0;
    let html = html::write(&edition, &html::Options::default());
    let Layout { structure, pages, .. } = set(&edition, book, style);
    let properties = pdf::Properties { title: "made".into(), languages: langs.to_vec(), ..pdf::Properties::default() };
    (html, pdf::write(pages, &structure, book, &properties).unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: count(96), failure_persistence: None, max_shrink_time: 30_000, ..ProptestConfig::default() })]

    #[test]
    fn nothing_of_any_document_is_lost(
        parts in prop::collection::vec(made::pieces(), 1..12),
        arrangement in select(&[Arrangement::Columns, Arrangement::Facing, Arrangement::Stacked][..]),
    ) {
        let book = FontBook::new(Vec::new()).expect("the built-in fonts are good");
        let style = PageStyle::a4(arrangement);
        let xml = format!(
            "{}<text xml:lang='en'><body><p xml:id='start' n='7'>start</p>{}<note xml:id='last' n='§'>last</note></body></text>",
            made::DOCTYPE,
            parts.concat()
        );
        let source = source::text(&xml, "made", &|_| false).unwrap();
        let (html, pdf) = editions(&xml, &book, &style);
        for (kind, out, lines) in [
            ("HTML", output::html(&html), Lines::AsSaid),
            ("PDF", output::pdf(&pdf, &style), Lines::Anywhere),
            ("PDF, heard", heard::pdf(&pdf), Lines::AsHeard),
        ] {
            if let Err(error) = Comparison::same(&source, &out, lines) {
                prop_assert!(false, "{kind}, {arrangement:?}: {error}\n{xml}");
            }
        }
    }
}
