//! The pictures that a document shows, from the files of its project.

use std::sync::Arc;

use crate::diagnostic::{Diagnostic, SourceFile};
use crate::edition::{self, Pictures};
use crate::image::{self, Image};
use crate::project::{Original, Project, Result};
use crate::tei::Document;

/// The files that pictures were read from.
pub(super) fn originals(pictures: &Pictures) -> Vec<Original> {
    let file = |image: &Image| Arc::new(SourceFile { name: image.path.clone(), text: String::new() });
    pictures.values().map(|image| Original { file: file(image), bytes: Arc::clone(&image.bytes) }).collect()
}

/// Reads the pictures of a document. Gives them with what is wrong with them, and the names of the files that were looked
/// for.
pub(super) fn read(document: &Document, project: &Project) -> (Pictures, Vec<Diagnostic>, Vec<String>) {
    let mut files = Vec::new();
    let (pictures, found) = edition::pictures(document, |url| {
        let name = project.picture_name(url).ok_or_else(|| outside(url))?;
        let bytes = project.picture(&name)?;
        // What is not there may come; what a link has outside of the project is none of its files.
        files.push(name.clone());
        picture(&name, bytes)
    });
    (pictures, found, files)
}

fn picture(name: &str, bytes: Option<Vec<u8>>) -> Result<Image> {
    let Some(bytes) = bytes else {
        return Err(Diagnostic::warning("missing-picture", format!("there is no picture `{name}`"))
            .help("put it there, or its description is set in its place")
            .into());
    };
    image::read(name, bytes).map_err(|refused| {
        Diagnostic::error("bad-picture", format!("`{name}` {}", refused.problem)).help(refused.help).into()
    })
}

fn outside(url: &str) -> Box<Diagnostic> {
    let message = format!("the picture “{url}” is not in the project, and nothing is read from elsewhere");
    Diagnostic::warning("outside-picture", message)
        .help("put it below the folder `sources`, and write its path from there, such as “pictures/map.png”")
        .into()
}
