//! Dates without words.

use super::Tree;

impl Tree<'_> {
    /// A date of a header that is given by attributes only (TEI P5, att.datable), in signs that all languages know.
    pub(in crate::tei) fn date(&self, i: usize) -> String {
        let iso = |name: &str| self.header_attribute(i, &format!("{name}-iso"));
        let value = |name: &str| self.header_attribute(i, name).or_else(|| iso(name)).unwrap_or_default().trim();
        let span = |first: &str, last: &str| match (value(first), value(last)) {
            ("", "") => String::new(),
            (first, last) => format!("{first}–{last}"),
        };
        let spans = [value("when").to_owned(), span("notBefore", "notAfter"), span("from", "to")];
        let date = spans.into_iter().find(|date| !date.is_empty()).unwrap_or_default();
        let is_vague = ["cert", "precision"].iter().any(|name| matches!(value(name), "low" | "medium"));
        if is_vague && !date.is_empty() { format!("{date}?") } else { date }
    }
}
