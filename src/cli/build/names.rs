//! The names of the files that a build writes.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization as _;

use crate::text::Lang;

/// The name of an edition's files without extension: `speech.en-ko`.
pub(in crate::cli) fn stem(document: &str, langs: &[Lang]) -> String {
    let langs: Vec<&str> = langs.iter().map(Lang::as_str).collect();
    format!("{document}.{}", langs.join("-"))
}

/// Whether a file of that name stands in the folder that it is put into, on any system.
pub(in crate::cli) fn is_plain_name(stem: &str) -> bool {
    !stem.starts_with('.') && !stem.contains(|c: char| c.is_control() || matches!(c, '/' | '\\'))
}

/// Takes `en-zh-Hant` apart into languages that are known, the longest tags first, each once.
pub(super) fn split(tags: &str, known: &[Lang]) -> Option<Vec<Lang>> {
    let mut candidates: Vec<(&Lang, &str)> = known
        .iter()
        .filter_map(|lang| {
            let rest = tags.strip_prefix(lang.as_str())?;
            Some((lang, if rest.is_empty() { rest } else { rest.strip_prefix('-').filter(|rest| !rest.is_empty())? }))
        })
        .collect();
    candidates.sort_by_key(|(_, rest)| rest.len());
    candidates.into_iter().find_map(|(lang, rest)| {
        if rest.is_empty() {
            return Some(vec![lang.clone()]);
        }
        let others: Vec<Lang> = known.iter().filter(|other| *other != lang).cloned().collect();
        let mut langs = split(rest, &others)?;
        langs.insert(0, lang.clone());
        Some(langs)
    })
}

/// A file's name as a relative URL.
pub(super) fn url(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for byte in name.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => out.push(byte.into()),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

/// The documents that would be written to the same files: on many systems names are the same whatever their case, and
/// however their letters are composed.
pub(super) fn clashes<'a>(documents: &[&'a str]) -> Vec<Vec<&'a str>> {
    let mut by_file: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for document in documents {
        by_file.entry(document.nfc().collect::<String>().to_lowercase()).or_default().push(document);
    }
    by_file.into_values().filter(|documents| documents.len() > 1).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_that_share_their_files_are_found() {
        assert_eq!(clashes(&["a", "b", "A", "a.b"]), [["a", "A"]]);
        assert_eq!(clashes(&["caf\u{e9}", "cafe\u{301}", "cafe"]), [["caf\u{e9}", "cafe\u{301}"]]);
    }

    #[test]
    fn names_of_files_tell_their_languages() {
        let known = ["en", "ko", "zh", "zh-Hant"].map(Lang::new);
        let tags = |name: &str| split(name, &known).map(|langs| langs.iter().map(Lang::to_string).collect::<Vec<_>>());
        assert_eq!(tags("en-ko"), Some(vec!["en".into(), "ko".into()]));
        assert_eq!(tags("ko-zh-Hant-zh"), Some(vec!["ko".into(), "zh-Hant".into(), "zh".into()]));
        for unknown in ["fr", "en-", "en-en", "", "en-ko-fr", "english"] {
            assert_eq!(tags(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn editions_stay_in_their_folder() {
        for good in ["speech.en-ko", "연설.ko", "a b.en", "a.b..en"] {
            assert!(is_plain_name(good), "{good}");
        }
        for bad in ["a.x/../../b", "../a.en", "a\\b.en", ".en", "a\nb.en", "a\0.en"] {
            assert!(!is_plain_name(bad), "{bad}");
        }
    }

    #[test]
    fn names_of_files_are_urls() {
        assert_eq!(url("a b.한.en-ko.pdf"), "a%20b.%ED%95%9C.en-ko.pdf");
    }
}
