//! The record of how an edition was made, in the metadata of its file: by which program, with which options, from which
//! files. It is written and read here, as XMP (ISO 16684-1) in a namespace of its own, and no PDF is known.

use sha2::{Digest as _, Sha256};

use super::metadata::escape;

/// The version of this program.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The namespace of the record: a UUID, as a name that nobody else has.
const NAMESPACE: &str = "urn:uuid:5f0d7e0c-4c1b-4f6e-9a52-0e3f6a1c9b27#";

/// How an edition was made, with all that is needed to make it again from the files that are attached to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// The version of the program.
    pub version: String,
    /// The name of the document.
    pub document: String,
    /// The options of the command, as they would be written on a command line.
    pub options: Vec<String>,
    /// The date that the environment gave, as ISO 8601 writes it; none if the header dates the file.
    pub date: Option<String>,
    /// The files that are attached, in their order.
    pub sources: Vec<Hashed>,
    /// The fonts of the project, which were tried before the built-in ones, in their order. They are not attached: of those
    /// that were used, the file holds the glyphs that it shows.
    pub fonts: Vec<Hashed>,
}

/// A file as a record knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hashed {
    /// Its path in its project, with `/` between the parts.
    pub path: String,
    /// The SHA-256 of its bytes, in hexadecimal digits.
    pub sha256: String,
}

impl Hashed {
    /// Takes note of a file.
    pub fn new(path: &str, bytes: &[u8]) -> Hashed {
        let sha256 = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        Hashed { path: path.to_owned(), sha256 }
    }

    /// Whether these are the bytes of the file.
    pub fn is(&self, bytes: &[u8]) -> bool {
        Hashed::new(&self.path, bytes).sha256 == self.sha256
    }
}

/// The properties of the record: name, type and description.
const PROPERTIES: [(&str, &str, &str); 6] = [
    ("version", "Text", "The version of Enface that made the file"),
    ("document", "Text", "The name of the document in its project"),
    ("options", "seq Text", "The options that it was made with"),
    ("date", "Text", "The date that it was made for, where the document gives none"),
    ("sources", "seq Text", "The SHA-256 and the path of each attached file that it was made from"),
    ("fonts", "seq Text", "The SHA-256 and the path of each font of the project, none of which is attached"),
];

/// The record as a part of XMP.
pub(super) fn xmp(record: &Record) -> String {
    let mut out = format!("  <rdf:Description rdf:about=\"\" xmlns:enface=\"{NAMESPACE}\">\n");
    let mut set = |name: &str, value: &str| {
        if !value.is_empty() {
            out.push_str(&format!("   <enface:{name}>{value}</enface:{name}>\n"));
        }
    };
    let list = |items: &mut dyn Iterator<Item = String>| {
        let items: String = items.map(|item| format!("<rdf:li>{}</rdf:li>", escape(&item))).collect();
        if items.is_empty() { items } else { format!("<rdf:Seq>{items}</rdf:Seq>") }
    };
    let files = |files: &[Hashed]| list(&mut files.iter().map(|file| format!("{} {}", file.sha256, file.path)));
    set("version", &escape(&record.version));
    set("document", &escape(&record.document));
    set("options", &list(&mut record.options.iter().cloned()));
    set("date", &record.date.as_deref().map(escape).unwrap_or_default());
    set("sources", &files(&record.sources));
    set("fonts", &files(&record.fonts));
    out.push_str("  </rdf:Description>\n");
    out
}

/// What PDF/A wants to be told of the properties (ISO 19005-3, section 6.6.2.3.3).
pub(super) fn schema() -> String {
    let mut out = format!(
        "     <rdf:li rdf:parseType=\"Resource\">\n      \
         <pdfaSchema:schema>How an edition was made</pdfaSchema:schema>\n      \
         <pdfaSchema:namespaceURI>{NAMESPACE}</pdfaSchema:namespaceURI>\n      \
         <pdfaSchema:prefix>enface</pdfaSchema:prefix>\n      <pdfaSchema:property>\n       <rdf:Seq>\n"
    );
    for (name, kind, description) in PROPERTIES {
        out.push_str(&format!(
            "        <rdf:li rdf:parseType=\"Resource\">\n         <pdfaProperty:name>{name}</pdfaProperty:name>\n         \
             <pdfaProperty:valueType>{kind}</pdfaProperty:valueType>\n         \
             <pdfaProperty:category>internal</pdfaProperty:category>\n         \
             <pdfaProperty:description>{description}</pdfaProperty:description>\n        </rdf:li>\n"
        ));
    }
    out.push_str("       </rdf:Seq>\n      </pdfaSchema:property>\n     </rdf:li>\n");
    out
}

/// Reads the record in XMP; none if there is none, or if it is none of this program's.
pub(super) fn read(xmp: &str) -> Option<Record> {
    let start = xmp.find(&format!("xmlns:enface=\"{NAMESPACE}\""))?;
    let text = &xmp[start..];
    let text = &text[..text.find("</rdf:Description>")?];
    let value = |name: &str| between(text, &format!("<enface:{name}>"), &format!("</enface:{name}>"));
    let items = |name: &str| {
        let mut rest = value(name).unwrap_or_default();
        let mut items = Vec::new();
        while let Some(item) = between(rest, "<rdf:li>", "</rdf:li>") {
            items.push(unescape(item));
            rest = &rest[rest.find("</rdf:li>").map_or(rest.len(), |end| end + "</rdf:li>".len())..];
        }
        items
    };
    let files = |name: &str| {
        let file = |item: String| {
            let (sha256, path) = item.split_once(' ')?;
            Some(Hashed { path: path.to_owned(), sha256: sha256.to_owned() })
        };
        items(name).into_iter().map(file).collect::<Option<Vec<_>>>()
    };
    Some(Record {
        version: unescape(value("version")?),
        document: unescape(value("document")?),
        options: items("options"),
        date: value("date").map(unescape),
        sources: files("sources")?,
        fonts: files("fonts")?,
    })
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let text = &text[text.find(start)? + start.len()..];
    Some(&text[..text.find(end)?])
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let record = Record {
            version: "1.2.3".to_owned(),
            document: "a & <b> &lt;".to_owned(),
            options: vec!["--langs=en,ko".to_owned(), "--draft".to_owned()],
            date: Some("2026-11-23T00:00:00Z".to_owned()),
            sources: vec![Hashed::new("sources/a b.xml", b"x"), Hashed::new("translations/ko/연설.ftl", b"")],
            fonts: vec![Hashed::new("fonts/a.ttf", b"y")],
        };
        assert_eq!(read(&xmp(&record)), Some(record));
        let least = Record { version: "1".to_owned(), document: "a".to_owned(), ..Record::default() };
        assert_eq!(read(&xmp(&least)), Some(least));
        assert_eq!(read("<x/>"), None);
    }

    #[test]
    fn what_is_cut_off_is_no_record() {
        let record = Record {
            version: "1".to_owned(),
            document: "a".to_owned(),
            sources: vec![Hashed::new("sources/a.xml", b"x")],
            ..Record::default()
        };
        let whole = xmp(&record);
        for end in (0..whole.len() - "</rdf:Description>\n".len()).filter(|&end| whole.is_char_boundary(end)) {
            assert_eq!(read(&whole[..end]), None, "{end}");
        }
    }
}
