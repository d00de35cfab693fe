//! Files of text with the bytes that they stand in, each read once: what an edition is made from is what is kept of it, also
//! where a file is saved in the meantime.

use std::sync::Arc;

use super::{Project, Result, SHARED, encoding};
use crate::diagnostic::SourceFile;
use crate::text::Lang;

/// A file of text as it was read.
#[derive(Clone, Debug)]
pub struct Original {
    /// Its name and its text.
    pub file: Arc<SourceFile>,
    /// The bytes that the text was read from.
    pub bytes: Arc<Vec<u8>>,
}

impl Project {
    /// The TEI source of a document, in whichever encoding it says it is, with its bytes.
    pub fn original_source(&self, document: &str) -> Result<Original> {
        let name = format!("sources/{document}.xml");
        let bytes = self.source_bytes(&name)?;
        let (text, _) = encoding::xml(&name, bytes.clone())?;
        Ok(Original { file: Arc::new(SourceFile { name, text }), bytes: Arc::new(bytes) })
    }

    /// A file of messages or settings with its bytes, if there is one. `name` is its path in the project, as
    /// [`translation_name`](Project::translation_name) gives it.
    pub fn original(&self, name: &str) -> Result<Option<Original>> {
        let Some(bytes) = self.bytes(name)? else { return Ok(None) };
        let text = encoding::utf8(name, bytes.clone())?;
        Ok(Some(Original { file: Arc::new(SourceFile { name: name.to_owned(), text }), bytes: Arc::new(bytes) }))
    }

    /// The files that belong to a document in some languages, as they stand on disk, each once and with its name: the
    /// source, and what there is of messages, locks, terms, labels and settings.
    pub fn originals(&self, document: &str, langs: &[Lang]) -> Result<Vec<(String, Vec<u8>)>> {
        let mut names = vec![format!("sources/{document}.xml"), super::SETTINGS.to_owned()];
        for lang in langs {
            names.extend(["ftl", "lock"].map(|extension| self.translation_name(lang, document, extension)));
            names.extend(SHARED.map(|shared| self.translation_name(lang, shared, "ftl")));
        }
        let mut files = Vec::new();
        for name in names {
            files.extend(self.bytes(&name)?.map(|bytes| (name, bytes)));
        }
        Ok(files)
    }
}
