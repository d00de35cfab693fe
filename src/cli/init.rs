//! `enface init`: makes a small bilingual project.

use super::Status;
use super::args::{Global, Init};
use super::report::Report;
use crate::project::{self, Result};

/// The files of a new project.
const FILES: [(&str, &str); 7] = [
    ("README.md", include_str!("init/README.md")),
    ("sources/hello.xml", include_str!("init/hello.xml")),
    ("translations/en/hello.ftl", include_str!("init/en.ftl")),
    ("translations/ko/hello.ftl", include_str!("init/ko.ftl")),
    ("translations/ko/hello.lock", include_str!("init/ko.lock")),
    ("translations/ko/terms.ftl", include_str!("init/terms.ftl")),
    (".gitignore", "out/\n"),
];

pub(super) fn run(command: &Init, global: &Global, report: &Report) -> Result<Status> {
    let folder = global.folder().join(&command.folder);
    // As people would write it from where they are.
    let folder = folder.strip_prefix(".").unwrap_or(&folder);
    let folder = if folder.as_os_str().is_empty() { std::path::Path::new(".") } else { folder };
    project::create(folder, &FILES)?;
    let shown = project::display(folder);
    for (name, _) in FILES {
        report.say(&format!("{shown}/{name}"));
    }
    report.say(&format!("\nNext: enface -C {shown} build"));
    Ok(Status::Clean)
}
