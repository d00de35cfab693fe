//! Watching the files that editions are made from.

use std::path::{Path, PathBuf};

use notify::{Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};

use super::Result;
use crate::diagnostic::Diagnostic;

/// The folders of a project that are watched with all that they hold. The editions stand in none of them.
const FOLDERS: [&str; 3] = ["sources", "translations", "fonts"];

/// What has happened to the files of a project.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Change {
    /// A file or a folder has come, gone or changed; its path from the project's folder, with `/` between the parts.
    At(String),
    /// Something has, and the system does not know any more what.
    Anywhere,
}

/// Watches a project as long as it lives. A file is known by its name, so that one is seen, too, that is saved as another
/// and renamed.
pub struct Watcher {
    root: PathBuf,
    watcher: RecommendedWatcher,
}

impl Watcher {
    /// Begins to watch the project in a folder. `tell` is called for each change, on another thread.
    pub fn new(root: &Path, tell: impl Fn(Change) + Send + 'static) -> Result<Watcher> {
        // Systems tell the paths of changed files as they themselves know them.
        let root = root.canonicalize().map_err(|error| super::unreadable(&super::display(root), &error))?;
        let from = root.clone();
        let watcher = notify::recommended_watcher(move |event: notify::Result<Event>| match event {
            // Whoever reads a file changes nothing.
            Ok(event) if matches!(event.kind, EventKind::Access(_)) => {}
            Ok(event) if !event.need_rescan() => {
                let name = |path: &PathBuf| name(path.strip_prefix(&from).ok()?);
                event.paths.iter().filter_map(name).for_each(|name| tell(Change::At(name)));
            }
            _ => tell(Change::Anywhere),
        });
        let mut watcher = Watcher { root, watcher: watcher.map_err(|error| failed(&error))? };
        // In the folder itself stand the settings, and the other folders come there and go.
        let watched = watcher.watcher.watch(&watcher.root, RecursiveMode::NonRecursive);
        watched.map_err(|error| failed(&error))?;
        watcher.renew()?;
        Ok(watcher)
    }

    /// Watches the folders of the project that are there now. To be called when one of them has come.
    pub fn renew(&mut self) -> Result<()> {
        for folder in FOLDERS {
            let path = self.root.join(folder);
            // One that was another folder before is not watched any more, though it has the same name.
            let _ = self.watcher.unwatch(&path);
            if path.is_dir() {
                match self.watcher.watch(&path, RecursiveMode::Recursive) {
                    // It was there a moment ago: that it is gone will be told.
                    Err(error) if !matches!(error.kind, notify::ErrorKind::PathNotFound) => {
                        return Err(failed(&error));
                    }
                    _ => {}
                }
            }
        }
        Ok(())
    }

    /// Whether a change means that the folders are to be watched anew.
    pub fn is_folder(change: &Change) -> bool {
        match change {
            Change::At(name) => FOLDERS.contains(&name.as_str()),
            Change::Anywhere => true,
        }
    }
}

/// The path of a file as the project writes it; none for one that is no Unicode, which no project has.
fn name(path: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = path.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}

fn failed(error: &notify::Error) -> Box<Diagnostic> {
    Diagnostic::error("input", format!("the files of the project cannot be watched: {error}"))
        .help("run `enface build` after each change instead")
        .into()
}
