//! What the file says of itself, twice: in the information dictionary and in XMP, which agree.

use lopdf::Dictionary;

use super::file::text;
use super::{Properties, Standard, record};
use crate::text::Lang;

const PRODUCER: &str = concat!("Enface ", env!("CARGO_PKG_VERSION"));

/// The information dictionary.
pub(super) fn info(properties: &Properties) -> Dictionary {
    let mut info = Dictionary::new();
    let mut set = |key: &str, value: &str| {
        if !value.is_empty() {
            info.set(key, text(value));
        }
    };
    set("Title", &properties.title);
    set("Author", &properties.authors.join("; "));
    set("Subject", properties.subject.as_deref().unwrap_or_default());
    set("Keywords", &properties.keywords.join(", "));
    set("Creator", PRODUCER);
    set("Producer", PRODUCER);
    if let Some(date) = properties.date.as_deref().and_then(pdf_date) {
        set("CreationDate", &date);
        set("ModDate", &date);
    }
    info
}

/// The same as XMP.
pub(super) fn xmp(properties: &Properties) -> String {
    let mut body = String::new();
    let mut set = |name: &str, value: &str| {
        if !value.is_empty() {
            body.push_str(&format!("   <{name}>{value}</{name}>\n"));
        }
    };
    let list = |kind: &str, items: &[&str]| match items {
        [] => String::new(),
        items => {
            let items: String = items.iter().map(|item| format!("<rdf:li>{}</rdf:li>", escape(item))).collect();
            format!("<rdf:{kind}>{items}</rdf:{kind}>")
        }
    };
    let item = |lang: &str, value: &str| format!("<rdf:li xml:lang=\"{lang}\">{}</rdf:li>", escape(value));
    // What programs that know one language show, and then each language's own.
    let alternatives = |value: &str, all: &[(Lang, String)]| match value {
        "" => String::new(),
        value => {
            let all: String = all.iter().map(|(lang, value)| item(lang.as_str(), value)).collect();
            format!("<rdf:Alt>{}{all}</rdf:Alt>", item("x-default", value))
        }
    };
    let optional = |value: &Option<String>| value.as_deref().map(escape).unwrap_or_default();
    let strings = |items: &[String], kind| list(kind, &items.iter().map(String::as_str).collect::<Vec<_>>());
    let languages: Vec<&str> = properties.languages.iter().map(|lang| lang.as_str()).collect();
    set("dc:format", "application/pdf");
    set("dc:title", &alternatives(&properties.title, &properties.titles));
    set("dc:creator", &strings(&properties.authors, "Seq"));
    set("dc:contributor", &strings(&properties.contributors, "Bag"));
    set("dc:publisher", &list("Bag", &properties.publisher.iter().map(String::as_str).collect::<Vec<_>>()));
    let published = properties.published.as_deref().filter(|date| pdf_date(date).is_some());
    set("dc:date", &list("Seq", &published.into_iter().collect::<Vec<_>>()));
    set("dc:identifier", &optional(&properties.identifier));
    set("dc:source", &optional(&properties.source));
    set("dc:rights", &alternatives(properties.rights.as_deref().unwrap_or_default(), &properties.all_rights));
    set("xmpRights:WebStatement", &optional(&properties.licence));
    set("dc:description", &alternatives(properties.subject.as_deref().unwrap_or_default(), &properties.subjects));
    set("dc:subject", &strings(&properties.keywords, "Bag"));
    set("dc:language", &list("Bag", &languages));
    set("pdf:Keywords", &escape(&properties.keywords.join(", ")));
    set("pdf:Producer", PRODUCER);
    set("xmp:CreatorTool", PRODUCER);
    if let Some(date) = properties.date.as_deref().filter(|date| pdf_date(date).is_some()) {
        set("xmp:CreateDate", date);
        set("xmp:ModifyDate", date);
        set("xmp:MetadataDate", date);
    }
    match properties.standard {
        Standard::Pdf17 => {
            body.push_str(IDENTIFICATION);
            if properties.record.is_some() {
                body.push_str(&record::schema());
            }
            body.push_str(END_OF_SCHEMAS);
        }
        Standard::Pdf20 => {
            body.push_str(IDENTIFICATION_2);
            if !properties.attachments.is_empty() {
                body.push_str(WITH_FILES);
            }
        }
    }
    let record = properties.record.as_ref().map(record::xmp).unwrap_or_default();
    format!(
        "<?xpacket begin=\"\u{FEFF}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n\
         <x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n \
         <rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n  \
         <rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
         xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\" \
         xmlns:xmpRights=\"http://ns.adobe.com/xap/1.0/rights/\" \
         xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\" xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n\
         {body}  </rdf:Description>\n{record} </rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>"
    )
}

/// What the file conforms to: PDF/A-3a (ISO 19005-3, section 6.6.4) and PDF/UA-1 (ISO 14289-1, section 5), whose property
/// PDF/A wants described (section 6.6.2.3.3).
const IDENTIFICATION: &str = r#"   <pdfaid:part>3</pdfaid:part>
   <pdfaid:conformance>A</pdfaid:conformance>
   <pdfuaid:part>1</pdfuaid:part>
   <pdfaExtension:schemas xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
    <rdf:Bag>
     <rdf:li rdf:parseType="Resource">
      <pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
      <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
      <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
      <pdfaSchema:property>
       <rdf:Seq>
        <rdf:li rdf:parseType="Resource">
         <pdfaProperty:name>part</pdfaProperty:name>
         <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
         <pdfaProperty:category>internal</pdfaProperty:category>
         <pdfaProperty:description>The part of ISO 14289 that the file conforms to</pdfaProperty:description>
        </rdf:li>
       </rdf:Seq>
      </pdfaSchema:property>
     </rdf:li>
"#;

/// The same of a file of PDF 2.0: PDF/A-4 (ISO 19005-4, section 6.7.3), which wants no properties described, and PDF/UA-2
/// (ISO 14289-2, section 5).
const IDENTIFICATION_2: &str = "   <pdfaid:part>4</pdfaid:part>\n   <pdfaid:rev>2020</pdfaid:rev>\n   \
    <pdfuaid:part>2</pdfuaid:part>\n   <pdfuaid:rev>2024</pdfuaid:rev>\n";

/// PDF/A-4f: files may be embedded, and are (ISO 19005-4, annex A).
const WITH_FILES: &str = "   <pdfaid:conformance>F</pdfaid:conformance>\n";

const END_OF_SCHEMAS: &str = "    </rdf:Bag>\n   </pdfaExtension:schemas>\n";

/// A date of ISO 8601 as PDF writes it; `None` if it is none.
pub(super) fn pdf_date(iso: &str) -> Option<String> {
    let (date, time) = iso.split_once('T').map_or((iso, None), |(date, time)| (date, Some(time)));
    let mut out = String::from("D:");
    let mut digits = |part: &str, length: usize, range: std::ops::RangeInclusive<u32>| {
        let fits = part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
        let fits = fits && part.parse().is_ok_and(|number| range.contains(&number));
        fits.then(|| out.push_str(part))
    };
    let parts: Vec<&str> = date.split('-').collect();
    if parts.len() > 3 || (time.is_some() && parts.len() < 3) {
        return None;
    }
    for (part, (length, range)) in parts.into_iter().zip([(4, 0..=9999), (2, 1..=12), (2, 1..=31)]) {
        digits(part, length, range)?;
    }
    if let Some(time) = time {
        let end = time.find(['Z', '+', '-'])?;
        let (time, zone) = time.split_at(end);
        let parts: Vec<&str> = time.split(':').collect();
        if !(2..=3).contains(&parts.len()) {
            return None;
        }
        for (part, last) in parts.into_iter().zip([23, 59, 59]) {
            digits(part, 2, 0..=last)?;
        }
        match zone.split_at(1) {
            ("Z", "") => out.push('Z'),
            (sign @ ("+" | "-"), offset) => {
                let (hours, minutes) = offset.split_once(':')?;
                out.push_str(sign);
                let mut digits = |part: &str, last: u32| {
                    let fits = part.len() == 2 && part.parse().is_ok_and(|number: u32| number <= last);
                    fits.then(|| out.push_str(part))
                };
                digits(hours, 23)?;
                digits(minutes, 59)?;
                out.insert(out.len() - 2, '\'');
                out.push('\'');
            }
            _ => return None,
        }
    }
    Some(out)
}

/// Text as XML takes it; characters that XML does not have are left out.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\0'..'\u{20}' | '\u{FFFE}' | '\u{FFFF}' => {}
            _ => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::pdf_date;

    #[test]
    fn dates() {
        for (iso, expected) in [
            ("2026", Some("D:2026")),
            ("2026-11-23", Some("D:20261123")),
            ("2026-11-23T10:05:00Z", Some("D:20261123100500Z")),
            ("2026-11-23T10:05:00-03:30", Some("D:20261123100500-03'30'")),
            ("2026-13", None),
            ("23.11.2026", None),
            ("2026-11T10:00Z", None),
            ("2026-11-23T10:05:00", None),
            ("2026-11-23T10:05:00Zulu", None),
            ("", None),
        ] {
            assert_eq!(pdf_date(iso).as_deref(), expected, "{iso}");
        }
    }
}
