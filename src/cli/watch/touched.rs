//! Which documents a change touches.

use std::collections::BTreeSet;

use crate::html::IndexEntry;
use crate::project::{self, Change};
use crate::text::Lang;

/// What is to be made anew.
#[derive(Default, PartialEq, Eq, Debug)]
pub(super) struct Touched {
    /// All documents.
    everything: bool,
    /// All documents, with other fonts.
    fonts: bool,
    /// Documents of these names; those that are named for what documents share are no documents.
    documents: BTreeSet<String>,
    /// The documents that show these pictures, or pictures in these folders.
    pictures: BTreeSet<String>,
    /// All documents in these languages, by the names of their folders.
    languages: BTreeSet<String>,
}

impl Touched {
    pub(super) fn everything() -> Touched {
        Touched { everything: true, fonts: true, ..Touched::default() }
    }

    pub(super) fn is_nothing(&self) -> bool {
        *self == Touched::default()
    }

    /// Whether the fonts are to be read again.
    pub(super) fn fonts(&self) -> bool {
        self.fonts
    }

    /// Whether a document is to be made. `known`: the files that it was made from and its edition, if it was made.
    pub(super) fn document(&self, name: &str, known: Option<(&[String], Option<&IndexEntry>)>) -> bool {
        let Some((files, entry)) = known else { return true };
        let has = |folder: &String| {
            let start = format!("translations/{folder}/");
            let lang = Lang::parse(folder);
            files.iter().any(|file| file.starts_with(&start))
                || entry.is_some_and(|entry| lang.is_some_and(|lang| entry.langs.contains(&lang)))
        };
        self.everything
            || self.fonts
            || self.documents.iter().any(|document| project::same_name(document, name))
            || self.languages.iter().any(has)
            || self.pictures.iter().any(|picture| files.iter().any(|file| is_in(file, picture)))
    }

    fn add(&mut self, change: &Change) {
        let Change::At(name) = change else {
            *self = Touched::everything();
            return;
        };
        // What begins with a dot is nobody's: editors and this program write such files before they rename them.
        if name.split('/').any(|part| part.starts_with('.')) {
            return;
        }
        match name.split('/').collect::<Vec<_>>().as_slice() {
            ["enface.toml" | "sources" | "translations"] => self.everything = true,
            ["fonts"] => self.fonts = true,
            ["fonts", .., file] => {
                let extension = file.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
                // A folder has none.
                self.fonts |= extension.is_none_or(|it| ["ttf", "otf", "ttc"].contains(&it.as_str()));
            }
            ["sources", file] if file.ends_with(".xml") => {
                self.documents.extend(file.strip_suffix(".xml").map(str::to_owned));
            }
            ["sources", .., file] => {
                let extension = file.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
                // A folder has none.
                if extension.is_none_or(|it| ["png", "jpg", "jpeg", "svg"].contains(&it.as_str())) {
                    self.pictures.insert(name.clone());
                }
            }
            // A folder that has come or gone may have brought or taken files of any document.
            ["translations", folder] => self.everything |= Lang::parse(folder).is_some(),
            ["translations", folder, file] => match file.rsplit_once('.') {
                Some(("terms" | "interface", "ftl")) => drop(self.languages.insert((*folder).to_owned())),
                Some((document, "ftl" | "lock")) => drop(self.documents.insert(document.to_owned())),
                _ => {}
            },
            _ => {}
        }
    }
}

/// Whether a file is the one of a path, or lies in the folder of that path.
fn is_in(file: &str, path: &str) -> bool {
    file.strip_prefix(path).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

impl<'a> FromIterator<&'a Change> for Touched {
    fn from_iter<T: IntoIterator<Item = &'a Change>>(changes: T) -> Touched {
        let mut touched = Touched::default();
        changes.into_iter().for_each(|change| touched.add(change));
        touched
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn touched(names: &[&str]) -> Touched {
        names.iter().map(|name| Change::At((*name).to_owned())).collect::<Vec<_>>().iter().collect()
    }

    #[test]
    fn what_no_edition_is_made_from_touches_nothing() {
        for name in [
            "out/speech.en-ko.pdf",
            "README.md",
            "translations/ko/.speech.ftl.swp",
            "translations/ko/.enface-x.tmp",
            "translations/ko/speech.ftl~",
            "translations/ko/4913",
            "sources/.#speech.xml",
            "sources/speech.rng",
            "fonts/OFL.txt",
            ".git/index",
            "translations/notes.txt",
        ] {
            assert!(touched(&[name]).is_nothing(), "{name}");
        }
    }

    #[test]
    fn a_file_touches_the_documents_that_are_made_from_it() {
        let files = ["sources/speech.xml", "translations/ko/speech.ftl", "translations/ko/terms.ftl"].map(String::from);
        let speech = |name: &str| touched(&[name]).document("speech", Some((&files, None)));
        for name in [
            "sources/speech.xml",
            "translations/ko/speech.ftl",
            "translations/ko/speech.lock",
            "translations/de/speech.ftl",
            "translations/ko/terms.ftl",
            "translations/ko/interface.ftl",
            "translations/de",
            "translations",
            "enface.toml",
            "fonts/a.ttf",
            "fonts/serif",
        ] {
            assert!(speech(name), "{name}");
        }
        for name in ["sources/letter.xml", "translations/ko/letter.ftl", "translations/de/terms.ftl"] {
            assert!(!speech(name), "{name}");
            assert!(touched(&[name]).document("new", None), "what was never made is to be made");
        }
    }

    #[test]
    fn a_picture_touches_the_documents_that_show_it() {
        let files = ["sources/speech.xml", "sources/pictures/map.png"].map(String::from);
        let speech = |name: &str| touched(&[name]).document("speech", Some((&files, None)));
        assert!(speech("sources/pictures/map.png") && speech("sources/pictures"));
        for name in ["sources/pictures/other.png", "sources/map.png", "sources/pic", "sources/pictures/map.png.svg"] {
            assert!(!speech(name), "{name}");
        }
    }

    #[test]
    fn a_change_that_is_not_known_touches_everything() {
        let touched: Touched = [&Change::Anywhere].into_iter().collect();
        assert_eq!(touched, Touched::everything());
    }
}
