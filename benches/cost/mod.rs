//! What tagging and archiving cost: the same pages written without either, with tags, and with tags and all that they were
//! made from, in both versions of PDF.

use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};
use std::{fs, io};

use enface::catalog;
use enface::catalog::interface::Interface;
use enface::diagnostic::SourceFile;
use enface::edition::{self, Input, Options};
use enface::layout::font::FontBook;
use enface::layout::page::{Furniture, Owner};
use enface::layout::style::{Arrangement, PageStyle};
use enface::layout::{self, Item, Layout, Page, Structure};
use enface::pdf::{self, Attachment, Properties, Relation, Standard};
use enface::tei;
use enface::text::Lang;

/// Prints a line for each way in which the pages of a document in English and Korean are written.
pub(crate) fn print(project: &Path, document: &str) -> io::Result<()> {
    let names = [format!("sources/{document}.xml"), format!("translations/ko/{document}.ftl")];
    let texts = [fs::read_to_string(project.join(&names[0]))?, fs::read_to_string(project.join(&names[1]))?];
    let file = |at: usize| Arc::new(SourceFile { name: names[at].clone(), text: texts[at].clone() });
    let langs = [Lang::new("en"), Lang::new("ko")];
    let terms = fs::read_to_string(project.join("translations/ko/terms.ftl")).ok();
    let terms = terms.map(|text| Arc::new(SourceFile { name: "terms.ftl".to_owned(), text }));
    let source = tei::read(&file(0)).0.ok_or_else(|| io::Error::other("the source cannot be read"))?;
    let catalogs = [catalog::read(&langs[1], Some(&file(1)), terms.as_ref()).0];
    let interfaces = langs.clone().map(|lang| Interface::read(&lang, None).0);
    let input = Input { document: &source, langs: &langs, catalogs: &catalogs, interfaces: &interfaces };
    let (edition, _) = edition::align(&input, Options { draft: true });
    let book = FontBook::new(Vec::new()).map_err(|_| io::Error::other("the built-in fonts are good"))?;
    let style = PageStyle::a4(Arrangement::Columns);
    let Layout { structure, pages, .. } = layout::set(&edition, &book, &style);
    let tagged: Vec<Page> = pages.collect();
    let plain: Vec<Page> = tagged.iter().cloned().map(untagged).collect();
    let properties = Properties { title: document.to_owned(), languages: langs.to_vec(), ..Properties::default() };
    let attachments = names.iter().zip(&texts).map(|(name, text)| Attachment {
        path: name.clone(),
        mime: "text/plain",
        description: "A source".to_owned(),
        relation: Relation::Source,
        bytes: text.clone().into_bytes().into(),
    });
    let archived = Properties { attachments: attachments.collect(), ..properties.clone() };
    println!("\n{document}, {} pages: {:>27} {:>11} {:>15}", tagged.len(), "seconds", "bytes", "bytes a page");
    let none = Structure::default();
    let of_2 = |properties: &Properties| Properties { standard: Standard::Pdf20, ..properties.clone() };
    let (properties_2, archived_2) = (of_2(&properties), of_2(&archived));
    for (name, pages, structure, properties) in [
        ("without tags", &plain, &none, &properties),
        ("tagged", &tagged, &structure, &properties),
        ("tagged, with its sources", &tagged, &structure, &archived),
        ("PDF 2.0, tagged", &tagged, &structure, &properties_2),
        ("PDF 2.0, with its sources", &tagged, &structure, &archived_2),
    ] {
        let mut seconds = Vec::new();
        let mut bytes = 0;
        for _ in 0..5 {
            let pages = pages.clone();
            let start = Instant::now();
            let file = pdf::write(pages.into_iter(), structure, &book, properties).map_err(io::Error::other)?;
            seconds.push(start.elapsed());
            bytes = file.len();
        }
        seconds.sort();
        let median: Duration = seconds[seconds.len() / 2];
        println!("{name:<30} {:>19.4} {bytes:>11} {:>15}", median.as_secs_f64(), bytes / pages.len().max(1));
    }
    Ok(())
}

/// A page on which nothing is a part of the text.
fn untagged(mut page: Page) -> Page {
    let nobody = Owner::Page(Furniture::Margin);
    for item in &mut page.items {
        if let Item::Run(run) = item {
            run.owner = nobody;
        }
    }
    page.links.iter_mut().for_each(|link| link.owner = nobody);
    page.texts.clear();
    page
}
