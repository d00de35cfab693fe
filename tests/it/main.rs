//! The whole program: projects in, editions and findings out.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::disallowed_methods, reason = "tests make projects and look at files")]

mod architecture;
mod build;
mod check;
mod conservation;
mod hostile;
mod ids;
mod layout;
#[path = "../../src/pdf/tests/read.rs"]
#[allow(dead_code, reason = "the tests of the PDF writer look at more")]
mod read;
mod support;
mod usage;
