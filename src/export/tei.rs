//! An edition as a TEI file: texts in parallel, and links between them.
//!
//! | part | module |
//! | --- | --- |
//! | the identifiers in each text | `names` |
//! | the header | `header` |
//! | the title page | `front` |
//! | sections and lists: what may stand where | `body` |
//! | tables, verse, speeches, listings | `forms` |
//! | pictures | `picture` |
//! | running text and notes | `inline` |
//!
//! The text of the source keeps its identifiers; those of another language end in its tag (`p1`, `p1.ko`). What a row holds
//! is linked twice: by a `link` of `linkGrp type="translation"`, whose `target` names an element of each language, and by
//! `corresp` on each of them. A note stands where it is called. Where a draft shows the source's text in the place of a
//! translation, the translation has a `gap` with `reason="untranslated"` or `reason="outdated"` and no text, so that nobody
//! takes it for one. Quotation marks that the edition has added are in the text, and the header says that all are there: of a
//! quotation that blocks cut, each end has one alone.
//!
//! TEI's rules on what may stand where are narrower than what sources hold. An element that they do not allow in its place
//! is written as an `ab` or a `seg` with its name as `type`; its text is always there.

use self::names::Names;
use self::text::TextWriter;
use super::xml::Xml;
use crate::edition::Edition;

mod body;
mod forms;
mod front;
mod header;
mod inline;
mod names;
mod picture;
mod text;
mod tree;

/// The bytes of the file, which depend on the edition alone.
pub fn write(edition: &Edition) -> Vec<u8> {
    let names = Names::new(edition);
    let mut xml = Xml::new();
    let lang = edition.header.lang.as_ref().unwrap_or(&edition.source);
    xml.open("TEI", &vec![("xmlns", "http://www.tei-c.org/ns/1.0".to_owned()), ("xml:lang", lang.to_string())]);
    xml.line();
    header::write(&mut xml, edition, &names);
    links(&mut xml, edition, &names);
    let is_group = edition.langs.len() > 1;
    if is_group {
        xml.open("text", &Vec::new());
        xml.line();
        xml.open("group", &Vec::new());
        xml.line();
    }
    for column in 0..edition.langs.len() {
        TextWriter::new(edition, &names, column, &mut xml).write();
    }
    xml.finish()
}

/// Which elements belong together: a link for each row that stands in several languages.
fn links(xml: &mut Xml, edition: &Edition, names: &Names<'_>) {
    let groups: Vec<Vec<String>> =
        tree::rows(edition).map(|row| names.of_row(row)).filter(|ids| ids.len() > 1).collect();
    if groups.is_empty() {
        return;
    }
    xml.open("standOff", &Vec::new());
    xml.line();
    xml.open("linkGrp", &vec![("type", "translation".to_owned())]);
    xml.line();
    for ids in groups {
        let target: Vec<String> = ids.iter().map(|id| format!("#{id}")).collect();
        xml.empty("link", &vec![("target", target.join(" "))]);
        xml.line();
    }
    xml.close_line();
    xml.close_line();
}
