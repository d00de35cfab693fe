//! Addresses by which a file names itself: a pointer that begins with one leads into it (TEI P5, section 16.2; RFC 3986,
//! section 4.4).

use std::borrow::Cow;

/// What a file may be called in its own pointers.
pub(super) struct Addresses(Vec<String>);

impl Addresses {
    /// Those of a file of a name: the last part of its path.
    pub(super) fn new(path: &str) -> Addresses {
        let name = path.rsplit('/').next().unwrap_or(path);
        Addresses(vec![name.to_owned(), format!("./{name}")])
    }

    /// Takes note of the base that the file names (`xml:base`): the file's own address, or that of its folder.
    pub(super) fn add_base(&mut self, base: &str) {
        let base = base.trim_ascii().trim_end_matches('#');
        let name = if base.ends_with('/') { self.0.first().map_or("", String::as_str) } else { "" };
        if !base.is_empty() {
            self.0.push(format!("{base}{name}"));
        }
    }

    /// Pointers, those into the file itself by the identifier alone.
    pub(super) fn shorten<'a>(&self, pointers: Cow<'a, str>) -> Cow<'a, str> {
        // Nearly all pointers are identifiers.
        if pointers.starts_with('#') && !pointers.bytes().any(|b| b.is_ascii_whitespace()) {
            return pointers;
        }
        let own = |pointer: &str| {
            let (address, id) = pointer.split_once('#')?;
            self.0.iter().any(|own| own == address).then(|| format!("#{id}"))
        };
        if !pointers.split_ascii_whitespace().any(|pointer| own(pointer).is_some()) {
            return pointers;
        }
        let pointers =
            pointers.split_ascii_whitespace().map(|pointer| own(pointer).unwrap_or_else(|| pointer.to_owned()));
        Cow::Owned(pointers.collect::<Vec<_>>().join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pointer_into_the_file_itself_is_an_identifier() {
        let mut own = Addresses::new("sources/a/sent.xml");
        own.add_base("https://example.org/texts/");
        for (pointers, short) in [
            ("sent.xml#s1", "#s1"),
            ("./sent.xml#s1 #s2 other.xml#s3", "#s1 #s2 other.xml#s3"),
            ("https://example.org/texts/sent.xml#s1", "#s1"),
            ("https://example.org/texts/#s1", "https://example.org/texts/#s1"),
            ("  sent.xml other/sent.xml#s1", "  sent.xml other/sent.xml#s1"),
        ] {
            assert_eq!(own.shorten(Cow::Borrowed(pointers)), short);
        }
        own.add_base("https://example.org/full.xml");
        assert_eq!(own.shorten(Cow::Borrowed("https://example.org/full.xml#s1")), "#s1");
    }
}
