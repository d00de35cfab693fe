//! The whole program: projects in, editions and findings out.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::disallowed_methods, reason = "tests make projects and look at files")]

mod architecture;
mod archival;
mod archive;
mod archives;
mod blocks;
mod books;
mod build;
mod check;
mod conservation;
mod cost;
mod direction;
mod documents;
mod elements;
mod export;
mod forms;
mod front;
mod fuzz;
mod habits;
mod hostile;
mod ids;
mod interrupted;
mod layout;
mod lines;
mod metadata;
mod notes;
mod page;
mod parallel;
mod pictures;
mod placed;
mod quality;
#[path = "../../src/pdf/tests/read.rs"]
#[allow(dead_code, reason = "the tests of the PDF writer look at more")]
mod read;
mod rules;
mod spaces;
mod style;
mod support;
mod sync;
mod told;
mod typed;
mod usage;
mod verify;
mod watch;

#[test]
fn no_file_of_tests_is_left_out() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it");
    let main = include_str!("main.rs");
    for name in support::names(&folder).iter().filter_map(|name| name.strip_suffix(".rs")) {
        // What stands in a folder is named by the file of its parent.
        let named = name.contains('/') || name == "main" || main.contains(&format!("\nmod {name};\n"));
        assert!(named, "tests/it/{name}.rs is not run: name it in tests/it/main.rs");
    }
}
