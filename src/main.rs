//! The command `enface`.
fn main() {}
