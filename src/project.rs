//! A project on disk: where its files are. The only place that reads and writes files.
//!
//! Sources are read in the encoding that they are in, and are never written anew: text can be inserted into them.
//!
//! Files are named by their path from the project's folder, with `/` between the parts. What cannot be read or written is
//! a [`Diagnostic`] with one of the codes [`UNUSABLE`].
#![allow(clippy::disallowed_methods, reason = "this is where files are read and written")]

mod encoding;
mod folder;
mod kept;
mod original;
mod picture;
mod watch;
mod write;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization as _;

use crate::diagnostic::{Diagnostic, SourceFile};
use crate::text::Lang;

pub use folder::{Entry as FolderEntry, contents, create_whole, entries};
pub use original::Original;
pub use watch::{Change, Watcher};
pub use write::{Output, create, write};

/// The codes of what is wrong with a file or a folder as such, and not with what stands in it.
pub const UNUSABLE: [&str; 2] = ["input", "output"];

/// How many bytes a file of text may have. It bounds what a run needs: a novel has one or two million.
const MAX_BYTES: usize = 64 << 20;

/// The names of the files of a language that all documents share.
const SHARED: [&str; 2] = ["terms", "interface"];

/// The name of the settings.
pub const SETTINGS: &str = "enface.toml";

/// A value, or why a file could not be had. Boxed, as a diagnostic is large and rare.
pub type Result<T> = std::result::Result<T, Box<Diagnostic>>;

/// The byte order mark of UTF-8.
const MARK: &[u8] = "\u{feff}".as_bytes();

/// Holds a project for one run, as long as it lives; the system lets go of it however the run ends.
#[derive(Debug)]
pub struct Exclusive {
    _folder: Option<std::fs::File>,
}

/// A project: a folder with sources, and with whatever else there is.
#[derive(Debug)]
pub struct Project {
    root: PathBuf,
    /// The names of its documents, sorted.
    documents: Vec<String>,
    /// The languages that have a folder of translations, sorted, each with the folder's name.
    languages: Vec<(Lang, String)>,
    /// What stands among the translations and is never read.
    strays: Vec<Diagnostic>,
    /// Its files, if they are not on disk.
    kept: Option<kept::Kept>,
}

impl Project {
    /// Opens the project in a folder.
    pub fn open(root: &Path) -> Result<Project> {
        let sources = root.join("sources");
        if !sources.is_dir() {
            let shown = display(root);
            let problem = if root.is_dir() { "no project: it has no folder `sources`" } else { "no folder" };
            return Err(Diagnostic::error("input", format!("`{shown}` is {problem}"))
                .help("`enface init DIR` makes a project; `-C DIR` names the folder of one")
                .into());
        }
        let documents: Vec<String> = list(&sources, "sources")?
            .into_iter()
            .filter_map(|entry| entry.name.strip_suffix(".xml").filter(|_| !entry.folder).map(str::to_owned))
            .filter(|name| !name.is_empty() && !name.starts_with('.'))
            .collect();
        if let Some(name) = documents.iter().find(|name| SHARED.contains(&name.as_str())) {
            let message = format!("`sources/{name}.xml` has the name of a file that all documents share, `{name}.ftl`");
            return Err(Diagnostic::error("input", message).help("give the document another name").into());
        }
        let translations = root.join("translations");
        let entries = if translations.is_dir() { list(&translations, "translations")? } else { Vec::new() };
        let (mut languages, mut strays) = (Vec::new(), Vec::new());
        for Entry { name, folder } in entries {
            // A link may lead to a folder of another project.
            let folder = folder || translations.join(&name).is_dir();
            match Lang::parse(&name).filter(|_| folder) {
                Some(lang) => {
                    strays.extend(stray_messages(&translations.join(&name), &name, &documents));
                    languages.push((lang, name));
                }
                None => strays.extend(stray(&name, folder, &translations)),
            }
        }
        languages.sort();
        if let Some(pair) = languages.windows(2).find(|pair| pair[0].0 == pair[1].0) {
            let message = format!("`translations/{}` and `translations/{}` are one language", pair[0].1, pair[1].1);
            return Err(Diagnostic::error("input", message).help("put the files of a language in one folder").into());
        }
        Ok(Project { root: root.to_owned(), documents, languages, strays, kept: None })
    }

    /// The project's folder, as it was given.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The names of its documents, sorted.
    pub fn documents(&self) -> &[String] {
        &self.documents
    }

    /// The document that somebody means: by its name, its file's name, or its file's path from this folder or from the
    /// project's.
    pub fn find(&self, wanted: &str) -> Option<&str> {
        let stem = wanted.strip_suffix(".xml").unwrap_or(wanted);
        let exactly = self.documents.iter().find(|name| *name == wanted || *name == stem);
        let spelled = || self.documents.iter().find(|name| same_name(name, wanted) || same_name(name, stem));
        if let Some(name) = exactly.or_else(spelled) {
            return Some(name);
        }
        let file = Path::new(wanted);
        let folder = file.parent().unwrap_or(file);
        let sources = self.root.join("sources").canonicalize();
        let is_here =
            |folder: PathBuf| sources.as_ref().is_ok_and(|it| folder.canonicalize().is_ok_and(|at| at == *it));
        if is_here(folder.to_owned()) || is_here(self.root.join(folder)) {
            let stem = file
                .file_stem()
                .and_then(|stem| stem.to_str())
                .filter(|_| file.extension().is_some_and(|it| it == "xml"));
            if let Some(name) = self.documents.iter().find(|name| stem.is_some_and(|stem| same_name(name, stem))) {
                return Some(name);
            }
        }
        let files = [file.canonicalize(), self.root.join(file).canonicalize()];
        self.documents.iter().map(String::as_str).find(|name| {
            let source = self.root.join("sources").join(format!("{name}.xml")).canonicalize();
            source.is_ok_and(|source| files.iter().flatten().any(|file| *file == source))
        })
    }

    /// The TEI source of a document, in whichever encoding it says it is.
    pub fn source(&self, document: &str) -> Result<Arc<SourceFile>> {
        let name = format!("sources/{document}.xml");
        let (text, _) = encoding::xml(&name, self.source_bytes(&name)?)?;
        Ok(Arc::new(SourceFile { name, text }))
    }

    /// Inserts ASCII into a source, and changes no other byte of it. `read` is what was read of it: if it is something
    /// else by now, it stays. Each insertion is a place after an ASCII character and what to put there, sorted by place.
    pub fn insert(&self, read: &SourceFile, insertions: &[(usize, String)]) -> Result<()> {
        let path = self.root.join(&read.name);
        let seen = write::Seen::new(&path).map_err(|error| unreadable(&read.name, &error))?;
        let bytes = self.source_bytes(&read.name)?;
        // A second reading costs less memory than to keep the bytes of every source.
        let (text, scheme) = encoding::xml(&read.name, bytes.clone()).map_err(|_| write::changed(&read.name))?;
        if text != read.text {
            return Err(write::changed(&read.name).into());
        }
        drop(text);
        write::replace(&read.name, &scheme.insert(bytes, &read.text, insertions), &seen)
    }

    fn source_bytes(&self, name: &str) -> Result<Vec<u8>> {
        self.stays_inside(name)?;
        self.bytes(name)?
            .ok_or_else(|| Diagnostic::error("input", format!("`{name}` is gone")).help("run the command again").into())
    }

    /// Refuses a source that is a link to a file elsewhere: nothing of that is to be read, and nothing to be told. The folder
    /// of the sources may be a link itself.
    fn stays_inside(&self, name: &str) -> Result<()> {
        let path = self.root.join(name);
        let (Ok(file), Ok(root)) = (path.canonicalize(), self.root.canonicalize()) else { return Ok(()) };
        let sources = self.root.join("sources").canonicalize();
        let is_inside = file.starts_with(root) || sources.is_ok_and(|sources| file.starts_with(sources));
        if self.kept.is_some() || is_inside {
            return Ok(());
        }
        let message = format!("the link `{name}` leads out of the project, and is not read");
        Err(Diagnostic::error("input", message).help("put the file itself into the folder `sources`").into())
    }

    /// The languages that have messages for a document, sorted.
    pub fn languages(&self, document: &str) -> Result<Vec<Lang>> {
        let mut found = Vec::new();
        for (lang, folder) in &self.languages {
            let name = self.spelled(&format!("translations/{folder}"), format!("{document}.ftl"));
            if let Some(kept) = &self.kept {
                found.extend(kept.contains_key(&name).then(|| lang.clone()));
                continue;
            }
            let path = self.root.join(&name);
            // A link that leads nowhere is there, and cannot be read.
            match std::fs::metadata(&path) {
                Ok(_) => found.push(lang.clone()),
                Err(error) if error.kind() == io::ErrorKind::NotFound && !path.is_symlink() => {}
                Err(error) => return Err(unreadable(&name, &error)),
            }
        }
        Ok(found)
    }

    /// Warnings of what stands among the translations and is never read, as its name is not what it should be.
    pub fn strays(&self) -> &[Diagnostic] {
        &self.strays
    }

    /// The messages of a document in a language, if there are any.
    pub fn messages(&self, lang: &Lang, document: &str) -> Result<Option<Arc<SourceFile>>> {
        self.translation(lang, document)
    }

    /// The lock of a document in a language, if there is one.
    pub fn lock(&self, lang: &Lang, document: &str) -> Result<Option<Arc<SourceFile>>> {
        self.read(&self.translation_name(lang, document, "lock"))
    }

    /// The name of a file of a document in a language, be it there or not.
    pub fn translation_name(&self, lang: &Lang, document: &str, extension: &str) -> String {
        let known = self.languages.iter().find(|(known, _)| known == lang);
        let folder = known.map_or_else(|| lang.to_string(), |(_, folder)| folder.clone());
        self.spelled(&format!("translations/{folder}"), format!("{document}.{extension}"))
    }

    /// Writes a file of a translation anew. `read` is what was read of it, none if it was not there: if it is something
    /// else by now, it stays. A byte order mark stays. Gives the file as it is then.
    pub fn update(&self, name: &str, read: Option<&SourceFile>, text: String) -> Result<Arc<SourceFile>> {
        let path = self.root.join(name);
        match read {
            Some(read) if read.text == text => {}
            Some(read) => {
                let seen = write::Seen::new(&path).map_err(|_| write::changed(name))?;
                let bytes = self.bytes(name)?.ok_or_else(|| write::changed(name))?;
                let mark = if bytes.starts_with(MARK) { MARK } else { &[] };
                if bytes[mark.len()..] != *read.text.as_bytes() {
                    return Err(write::changed(name).into());
                }
                write::replace(name, &[mark, text.as_bytes()].concat(), &seen)?;
            }
            None => write::add(name, &path, text.as_bytes())?,
        }
        Ok(Arc::new(SourceFile { name: name.to_owned(), text }))
    }

    /// Waits until no other run changes files of this project, and keeps others waiting until the result is dropped. Where
    /// the system cannot lock a folder there is nothing to hold, and a run that meets another ends with an error: no
    /// write ever overwrites what it has not read.
    pub fn exclusive(&self) -> Exclusive {
        let folder = std::fs::File::open(self.root.join("sources"));
        Exclusive { _folder: folder.ok().filter(|folder| folder.lock().is_ok()) }
    }

    /// The terms of a language, if there are any.
    pub fn terms(&self, lang: &Lang) -> Result<Option<Arc<SourceFile>>> {
        self.translation(lang, "terms")
    }

    /// The interface labels that the project gives a language, if it gives any.
    pub fn interface(&self, lang: &Lang) -> Result<Option<Arc<SourceFile>>> {
        self.translation(lang, "interface")
    }

    fn translation(&self, lang: &Lang, name: &str) -> Result<Option<Arc<SourceFile>>> {
        match self.languages.iter().find(|(known, _)| known == lang) {
            Some((_, folder)) => self.read(&self.spelled(&format!("translations/{folder}"), format!("{name}.ftl"))),
            None => Ok(None),
        }
    }

    /// The fonts of the project, sorted by name: each its name and its bytes.
    pub fn fonts(&self) -> Result<Vec<(String, Vec<u8>)>> {
        if let Some(kept) = &self.kept {
            let fonts = kept.iter().filter(|(name, _)| name.starts_with("fonts/") && is_font(name));
            return Ok(fonts.map(|(name, bytes)| (name.clone(), bytes.clone())).collect());
        }
        let mut files = Vec::new();
        let mut folders = vec!["fonts".to_owned()];
        while let Some(folder) = folders.pop() {
            let path = self.root.join(&folder);
            // Only the first may be absent.
            if !path.is_dir() {
                continue;
            }
            for entry in list(&path, &folder)? {
                let name = format!("{folder}/{}", entry.name);
                if entry.folder {
                    folders.push(name);
                } else if is_font(&name) {
                    files.push(name);
                }
            }
        }
        files.sort();
        let read = |name: String| {
            let mut bytes = Vec::new();
            let read = file(&self.root.join(&name)).and_then(|mut file| io::Read::read_to_end(&mut file, &mut bytes));
            read.map_err(|error| unreadable(&name, &error))?;
            Ok((name, bytes))
        };
        files.into_iter().map(read).collect()
    }

    /// What stands in the folder `fonts` besides fonts, such as their licences: each its name and its bytes, sorted.
    pub fn font_licences(&self) -> Result<Vec<(String, Vec<u8>)>> {
        if let Some(kept) = &self.kept {
            let others = kept.iter().filter(|(name, _)| name.starts_with("fonts/") && !is_font(name));
            return Ok(others.map(|(name, bytes)| (name.clone(), bytes.clone())).collect());
        }
        let folder = self.root.join("fonts");
        if !folder.is_dir() {
            return Ok(Vec::new());
        }
        let others = entries(&folder)?.into_iter().filter(|entry| entry.is_file && !is_font(&entry.path));
        let read = |entry: FolderEntry| {
            let name = format!("fonts/{}", entry.path);
            let bytes = contents(&folder, &entry.path).map_err(|error| unreadable(&name, &error))?;
            Ok((name, bytes))
        };
        others.map(read).collect()
    }

    /// The path of a file as it is spelled on disk: some systems write “é” with one character, some with two.
    fn spelled(&self, folder: &str, name: String) -> String {
        let path = format!("{folder}/{name}");
        if let Some(kept) = &self.kept {
            return kept::spelled(kept, path);
        }
        if name.is_ascii() || self.root.join(&path).exists() {
            return path;
        }
        let entries = list(&self.root.join(folder), folder).unwrap_or_default();
        let same = entries.into_iter().find(|entry| same_name(&entry.name, &name));
        same.map_or(path, |entry| format!("{folder}/{}", entry.name))
    }

    /// Reads a file of messages or settings, if there is one. Both are UTF-8; a byte order mark is dropped.
    fn read(&self, name: &str) -> Result<Option<Arc<SourceFile>>> {
        let Some(bytes) = self.bytes(name)? else { return Ok(None) };
        let text = encoding::utf8(name, bytes)?;
        Ok(Some(Arc::new(SourceFile { name: name.to_owned(), text })))
    }

    /// The bytes of a file of text, if there is one.
    pub fn bytes(&self, name: &str) -> Result<Option<Vec<u8>>> {
        if let Some(kept) = &self.kept {
            return Ok(kept.get(name).cloned());
        }
        match bytes(&self.root.join(name)) {
            Ok(bytes) if bytes.len() > MAX_BYTES => {
                let message = format!("`{name}` has more than {} MiB, which is the most that is read", MAX_BYTES >> 20);
                Err(Diagnostic::error("too-large", message).help("divide the document into several").into())
            }
            Ok(bytes) => Ok(Some(bytes)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(unreadable(name, &error)),
        }
    }
}

fn is_font(name: &str) -> bool {
    let extension = Path::new(name).extension().unwrap_or_default().to_ascii_lowercase();
    ["ttf", "otf", "ttc"].iter().any(|known| extension == *known)
}

/// Opens a file. A pipe, a socket or a device may never end, and to open it may never end, so it is none.
fn file(path: &Path) -> io::Result<std::fs::File> {
    let kind = std::fs::metadata(path)?.file_type();
    if !kind.is_file() && !kind.is_dir() {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "it is a pipe, a socket or a device, and no file"));
    }
    std::fs::File::open(path)
}

/// What a file holds, of one that is too large only the beginning.
fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    let file = file(path)?;
    let length = usize::try_from(file.metadata()?.len()).unwrap_or(usize::MAX);
    let most = MAX_BYTES + 1;
    let mut bytes = Vec::with_capacity(length.min(most) + 1);
    // One that grows while it is read has an end, too.
    io::Read::read_to_end(&mut io::Read::take(file, most as u64), &mut bytes)?;
    Ok(bytes)
}

/// Whether a path leads to a folder.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// What a file holds that was made before.
pub fn made(path: &Path) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let read = file(path).and_then(|mut file| io::Read::read_to_end(&mut file, &mut bytes));
    read.map_err(|error| unreadable(&display(path), &error))?;
    Ok(bytes)
}

/// The names of the files in a folder, sorted; none if there is no such folder.
pub fn outputs(folder: &Path) -> Result<Vec<String>> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    Ok(list(folder, &display(folder))?.into_iter().filter(|entry| !entry.folder).map(|entry| entry.name).collect())
}

/// A path as people write it, with `/` between the parts.
pub fn display(path: &Path) -> String {
    let shown = path.display().to_string();
    if cfg!(windows) { shown.replace('\\', "/") } else { shown }
}

/// What stands beside the folders of the languages and is meant for one of them: a folder that is named for no language, a
/// file of messages, a link that leads nowhere.
fn stray(name: &str, folder: bool, translations: &Path) -> Option<Diagnostic> {
    let dangling = || !translations.join(name).exists();
    if name.starts_with('.') || !(folder || is_messages(name) || dangling()) {
        return None;
    }
    let (message, help) = match folder {
        true => (
            format!("the folder `translations/{name}` is not read: its name is no language tag"),
            "name it as the tag of its language, such as `ko`, `en-GB` or `zh-Hant`",
        ),
        false if dangling() => (
            format!("the link `translations/{name}` is not read: it leads nowhere"),
            "let it lead to a folder of messages, or take it away",
        ),
        false => (
            format!("the file `translations/{name}` is not read: it stands in no folder of a language"),
            "put it into the folder of its language, such as `translations/ko`",
        ),
    };
    Some(Diagnostic::warning("stray-file", message).help(help))
}

/// The files of messages in the folder of a language that belong to no document.
fn stray_messages(path: &Path, folder: &str, documents: &[String]) -> Vec<Diagnostic> {
    // A folder that cannot be listed is told where its files are asked for.
    let entries = list(path, folder).unwrap_or_default();
    let strays = entries.into_iter().filter(|entry| {
        let stem = entry.name.strip_suffix(".ftl").unwrap_or_default();
        let known = SHARED.contains(&stem) || documents.iter().any(|name| same_name(name, stem));
        !entry.folder && !entry.name.starts_with('.') && is_messages(&entry.name) && !known
    });
    let told = strays.map(|Entry { name, .. }| {
        let stem = name.trim_end_matches(".ftl");
        let message = format!("the file `translations/{folder}/{name}` is not read: there is no `sources/{stem}.xml`");
        Diagnostic::warning("stray-file", message).help("give it the name of its document, or take it away")
    });
    told.collect()
}

fn is_messages(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("ftl"))
}

struct Entry {
    name: String,
    folder: bool,
}

/// What stands in a folder, sorted by name. Links to folders are not followed, so that there is no way in a circle.
fn list(path: &Path, shown: &str) -> Result<Vec<Entry>> {
    let entries = || -> io::Result<Vec<Entry>> {
        let mut entries = Vec::new();
        for entry in std::fs::read_dir(path)? {
            let entry = entry?;
            // A name that is no Unicode names no document, no language and no font.
            if let Ok(name) = entry.file_name().into_string() {
                entries.push(Entry { name, folder: entry.file_type()?.is_dir() });
            }
        }
        entries.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(entries)
    };
    entries().map_err(|error| unreadable(shown, &error))
}

/// Whether two names are the same to a reader, whichever way their letters are composed (UAX #15).
pub fn same_name(a: &str, b: &str) -> bool {
    a.nfc().eq(b.nfc())
}

fn unreadable(name: &str, error: &io::Error) -> Box<Diagnostic> {
    Diagnostic::error("input", format!("`{name}` cannot be read: {error}"))
        .help("see that it is there and that you may read it")
        .into()
}

#[cfg(test)]
mod tests;
