//! The whole program: projects in, editions and findings out.
#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
#![allow(clippy::disallowed_methods, reason = "tests make projects and look at files")]

mod architecture;
mod build;
mod check;
mod hostile;
mod ids;
mod layout;
mod support;
mod usage;
