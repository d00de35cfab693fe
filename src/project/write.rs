//! Writing files: all at once and each as a whole, or not at all.

use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::{Result, display};
use crate::diagnostic::Diagnostic;

/// A file to be written.
#[derive(Debug)]
pub struct Output {
    /// Where.
    pub path: PathBuf,
    /// What.
    pub bytes: Vec<u8>,
}

/// Writes files, and the folders that they stand in. Each is written beside its place and moved there when all are
/// complete, so that nobody ever sees half a file; where one fails, the old ones stay.
pub fn write(outputs: &[Output]) -> Result<()> {
    let mut ready = Vec::new();
    for output in outputs {
        ready.push(prepare(&output.path, &output.bytes).map_err(|error| failed(&output.path, &error))?);
    }
    for (output, file) in outputs.iter().zip(ready) {
        file.persist(&output.path).map_err(|error| failed(&output.path, &error.error))?;
    }
    Ok(())
}

/// A file as it was seen before it was read, to tell whether somebody writes it in the meantime.
pub(super) struct Seen {
    /// The file itself, where the path leads over links.
    path: PathBuf,
    metadata: std::fs::Metadata,
}

impl Seen {
    pub(super) fn new(path: &Path) -> io::Result<Seen> {
        let path = path.canonicalize()?;
        Ok(Seen { metadata: std::fs::metadata(&path)?, path })
    }

    fn is_changed(&self) -> io::Result<bool> {
        let now = std::fs::metadata(&self.path)?;
        Ok(now.len() != self.metadata.len() || now.modified()? != self.metadata.modified()?)
    }
}

/// Writes a file anew that was seen before and was not changed since, as a whole or not at all. It may be read and
/// written by the same people as before; one that may not be written stays. `shown` is its name.
pub(super) fn replace(shown: &str, bytes: &[u8], seen: &Seen) -> Result<()> {
    let put = || -> io::Result<bool> {
        if seen.metadata.permissions().readonly() {
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, "it is read-only"));
        }
        let file = prepare(&seen.path, bytes)?;
        file.as_file().set_permissions(seen.metadata.permissions())?;
        if seen.is_changed()? {
            return Ok(false);
        }
        file.persist(&seen.path)?;
        Ok(true)
    };
    match put() {
        Ok(true) => Ok(()),
        Ok(false) => Err(changed(shown).into()),
        Err(error) => Err(unwritable(shown, &error)),
    }
}

/// Writes a file that was not there, as a whole or not at all; one that has come in the meantime stays.
pub(super) fn add(shown: &str, path: &Path, bytes: &[u8]) -> Result<()> {
    let file = prepare(path, bytes).map_err(|error| unwritable(shown, &error))?;
    match file.persist_noclobber(path) {
        Ok(_) => Ok(()),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Err(changed(shown).into()),
        Err(error) => Err(unwritable(shown, &error.error)),
    }
}

pub(super) fn unwritable(shown: &str, error: &io::Error) -> Box<Diagnostic> {
    let message = format!("`{shown}` cannot be written: {error}");
    Diagnostic::error("output", message).help("see that you may write it, and that there is room").into()
}

/// Somebody else wrote a file that was to be written.
pub(super) fn changed(shown: &str) -> Diagnostic {
    Diagnostic::error("output", format!("`{shown}` was changed by somebody else in the meantime"))
        .help("run the command again")
}

/// Writes a temporary file in the folder of an output; it is deleted if it is dropped.
fn prepare(path: &Path, bytes: &[u8]) -> io::Result<tempfile::NamedTempFile> {
    if path.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "a folder stands there"));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder)?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".enface-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        // As any new file, and not for the user alone as temporary files are; the user's mask still holds.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    let mut file = builder.tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    Ok(file)
}

fn failed(path: &Path, error: &io::Error) -> Box<Diagnostic> {
    Diagnostic::error("output", format!("`{}` cannot be written: {error}", display(path)))
        .help("see that its folder is there, that you may write in it, and that there is room; or name another with `--out`")
        .into()
}

/// Makes a folder and the files in it, each a path from the folder and a text. The folder may exist if it is empty.
pub fn create(folder: &Path, files: &[(&str, &str)]) -> Result<()> {
    let shown = display(folder);
    let refuse = |error: &io::Error| {
        let message = format!("`{shown}` cannot be made: {error}");
        Diagnostic::error("output", message).help("name a folder that you may write in")
    };
    match std::fs::read_dir(folder) {
        Ok(mut entries) => {
            if entries.next().is_some() {
                return Err(Diagnostic::error("output", format!("`{shown}` is not empty"))
                    .help("name a new folder: nothing is ever overwritten")
                    .into());
            }
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        Err(error) => return Err(refuse(&error).into()),
    }
    let make = |name: &str, text: &str| -> io::Result<()> {
        let path = folder.join(name);
        if let Some(parent) = path.parent() {
            std::fs::create_dir_all(parent)?;
        }
        // Fails if somebody has made the file in the meantime.
        std::fs::File::create_new(&path)?.write_all(text.as_bytes())
    };
    for (name, text) in files {
        make(name, text).map_err(|error| refuse(&error))?;
    }
    Ok(())
}
