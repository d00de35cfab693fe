//! Folders as a whole: what one holds, and making one that is complete or is not there.

use std::io;
use std::path::{Component, Path, PathBuf};

use super::write::unwritable;
use super::{Diagnostic, Result, display, unreadable};

/// A file in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its path from the folder, with `/` between the parts.
    pub path: String,
    /// Whether it is a file, and no link, pipe, socket or device.
    pub is_file: bool,
}

/// What stands in a folder and in the folders below it, sorted by path. Links are not followed. A name that is no Unicode
/// is told with U+FFFD for what is none.
pub fn entries(folder: &Path) -> Result<Vec<Entry>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        let mut list = || -> io::Result<()> {
            for entry in std::fs::read_dir(&next)? {
                let entry = entry?;
                let kind = entry.file_type()?;
                if kind.is_dir() {
                    folders.push(entry.path());
                    continue;
                }
                let path = entry.path();
                let parts = path.strip_prefix(folder).unwrap_or(&path).components();
                let parts: Vec<_> = parts.map(|part| part.as_os_str().to_string_lossy()).collect();
                let is_file = kind.is_file() && path.to_str().is_some();
                found.push(Entry { path: parts.join("/"), is_file });
            }
            Ok(())
        };
        list().map_err(|error| unreadable(&display(&next), &error))?;
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(found)
}

/// What a file in a folder holds, however large it is.
pub fn contents(folder: &Path, path: &str) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    io::Read::read_to_end(&mut super::file(&folder.join(path))?, &mut bytes)?;
    Ok(bytes)
}

/// Makes a folder with files in it, each a path from the folder and what it holds. The folder is made under another name
/// beside its place and gets its own when it is complete. It may exist if it is empty; nothing is ever overwritten.
pub fn create_whole(folder: &Path, files: &[(&str, &[u8])]) -> Result<()> {
    let shown = display(folder);
    let refuse = |what: &str| {
        let error = Diagnostic::error("output", format!("`{shown}` {what}"));
        error.help("name a new folder: nothing is ever overwritten")
    };
    match std::fs::read_dir(folder) {
        Ok(mut entries) => {
            if entries.next().is_some() {
                return Err(refuse("is not empty").into());
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => return Err(refuse("is a file").into()),
        Err(error) => return Err(unwritable(&shown, &error)),
    }
    let make = || -> io::Result<()> {
        let place = place(folder)?;
        let parent = place.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        std::fs::create_dir_all(parent)?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(".enface-").suffix(".tmp");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            // As any new folder, and not for the user alone as temporary ones are; the user's mask still holds.
            builder.permissions(std::fs::Permissions::from_mode(0o777));
        }
        let temporary = builder.tempdir_in(parent)?;
        for (name, bytes) in files {
            let path = temporary.path().join(name);
            if let Some(parent) = path.parent() {
                std::fs::create_dir_all(parent)?;
            }
            let mut file = std::fs::File::create_new(&path)?;
            io::Write::write_all(&mut file, bytes)?;
            file.sync_all()?;
        }
        // An empty folder gives way; one that somebody has filled in the meantime does not.
        std::fs::rename(temporary.path(), &place)?;
        // What was moved away is not there to be deleted.
        let _ = temporary.keep();
        Ok(())
    };
    make().map_err(|error| unwritable(&shown, &error))
}

/// The path of a folder by a name of its own, which `.` and `a/..` are not.
fn place(folder: &Path) -> io::Result<PathBuf> {
    match folder.components().next_back() {
        Some(Component::Normal(_)) => Ok(folder.to_owned()),
        _ => folder.canonicalize(),
    }
}
