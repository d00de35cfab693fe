//! Running the program on projects.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Once;

use tempfile::TempDir;

use crate::read::File;

/// What a run of the program said and how it ended.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) status: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Runs `enface` in a folder.
pub(crate) fn enface(folder: &Path, arguments: &[&str]) -> Run {
    enface_with(folder, arguments, &[])
}

/// The same with more in the environment.
pub(crate) fn enface_with(folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Run {
    finish(Command::new(env!("CARGO_BIN_EXE_enface")), folder, arguments, environment)
}

/// Runs a command that runs `enface`, in a folder; it never panics.
pub(crate) fn finish(mut command: Command, folder: &Path, arguments: &[&str], environment: &[(&str, &str)]) -> Run {
    command.current_dir(folder).args(arguments).env_remove("SOURCE_DATE_EPOCH").envs(environment.iter().copied());
    let Output { status, stdout, stderr } = command.output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let run = Run { status: status.code().unwrap_or(-1), stdout: text(stdout), stderr: text(stderr) };
    assert!(!run.stderr.contains("panicked at"), "{arguments:?} {run:#?}");
    run
}

/// The folder of the cases.
pub(crate) fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

/// The names of the cases, sorted.
pub(crate) fn case_names() -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(cases()).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert!(names.len() > 10, "where are the cases?");
    names
}

/// What `enface check` is expected to say of a case. With `ENFACE_BLESS` set, what it says now is written down first.
pub(crate) fn expected(case: &str) -> String {
    static BLESSED: Once = Once::new();
    BLESSED.call_once(|| {
        if std::env::var_os("ENFACE_BLESS").is_some() {
            for case in case_names() {
                let folder = cases().join(case);
                fs::write(folder.join("expected.check"), enface(&folder, &["check"]).stdout).unwrap();
            }
        }
    });
    fs::read_to_string(cases().join(case).join("expected.check")).unwrap_or_default()
}

/// Whether a case is expected to have errors: its summary says how many.
pub(crate) fn is_broken(case: &str) -> bool {
    expected(case).lines().last().unwrap_or_default().contains("error")
}

/// How many inputs of a kind are made; `ENFACE_FUZZ=100000` makes more, and another `PROPTEST_RNG_SEED` others.
pub(crate) fn count(usual: u32) -> u32 {
    std::env::var("ENFACE_FUZZ").ok().and_then(|count| count.parse().ok()).unwrap_or(usual)
}

/// A copy of a case in a folder of its own.
pub(crate) fn copy(case: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy_all(&cases().join(case), folder.path());
    folder
}

fn copy_all(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let to = to.join(entry.file_name());
        if entry.path().is_dir() { copy_all(&entry.path(), &to) } else { fs::copy(entry.path(), to).map(drop).unwrap() }
    }
}

/// A project of one document `a` with a body, which is built.
pub(crate) fn built(body: &str) -> TempDir {
    built_from(&format!("<TEI><text xml:lang=\"en\"><body>{body}</body></text></TEI>"))
}

/// The same of a whole file.
pub(crate) fn built_from(xml: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("sources")).unwrap();
    fs::write(folder.path().join("sources/a.xml"), xml).unwrap();
    let run = enface(folder.path(), &["build"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    folder
}

/// The page of such a project, from its text on.
pub(crate) fn main_of(folder: &TempDir) -> String {
    let html = fs::read_to_string(folder.path().join("out/a.en.html")).unwrap();
    html.split_once("<main").unwrap().1.to_owned()
}

/// The text of its page and of its PDF.
pub(crate) fn texts(folder: &TempDir) -> [String; 2] {
    let text: String = main_of(folder).split('<').filter_map(|rest| Some(rest.split_once('>')?.1.to_owned())).collect();
    let file = File::read(&fs::read(folder.path().join("out/a.en.pdf")).unwrap());
    let texts = file.texts();
    let pages = (0..file.page_count()).flat_map(|page| file.runs(page, &texts));
    [text, pages.map(|run| run.text).collect()]
}

/// All files below a folder with what they hold, sorted by name; none if there is no folder.
pub(crate) fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in fs::read_dir(next).into_iter().flatten() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                found.push((name, fs::read(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// The names of the files below a folder.
pub(crate) fn names(folder: &Path) -> Vec<String> {
    files(folder).into_iter().map(|(name, _)| name).collect()
}
