//! What hostile inputs cost: the time of the processor and the memory that `enface check` and `enface build` take for each of
//! the files that the tests refuse or set, and for a harmless one of 20 MB.
//!
//! `cargo bench --bench hostile` prints them, or those whose name holds an argument. It asks GNU `time` for both.
#![allow(clippy::disallowed_methods, reason = "a bench writes files")]
#![allow(clippy::print_stdout, reason = "the table is the result")]

use std::fs;
use std::process::Command;

#[path = "../tests/it/cost/harmless.rs"]
mod harmless;
#[allow(dead_code, reason = "the tests use more")]
#[path = "../tests/it/hostile/inputs.rs"]
mod inputs;

use inputs::Input;

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    println!("{:>50} {:>7} {:>7} {:>5} {:>7} {:>5}", "input", "MB", "check s", "MB", "build s", "MB");
    let harmless = Input {
        name: "harmless",
        bytes: Box::new(|| Vec::from(harmless::harmless(20_000_000))),
        outcome: inputs::Outcome::Told,
    };
    let all = [
        vec![harmless],
        inputs::small_files_that_stand_for_much(),
        inputs::other_files(),
        inputs::too_much_of_something(),
        inputs::much_of_one_thing(),
        inputs::what_could_grow(),
        inputs::levels_of_each_kind(),
        inputs::too_large(),
        inputs::no_text(),
    ];
    for input in all.into_iter().flatten() {
        if !wanted.is_empty() && !wanted.iter().any(|word| input.name.contains(word.as_str())) {
            continue;
        }
        let folder = tempfile::tempdir().expect("a folder");
        let bytes = (input.bytes)();
        fs::create_dir(folder.path().join("sources")).expect("a folder");
        fs::write(folder.path().join("sources/a.xml"), &bytes).expect("a file");
        let [check, build] = ["check", "build"].map(|command| cost(folder.path(), command));
        println!("{:>50} {:>7.1} {check} {build}", input.name, bytes.len() as f64 / 1e6);
    }
}

/// The seconds of the processor and the megabytes that a command takes.
fn cost(folder: &std::path::Path, command: &str) -> String {
    let mut time = Command::new("time");
    time.args(["-f", "%U %S %M", env!("CARGO_BIN_EXE_enface"), command]).current_dir(folder);
    let said = time.output().expect("GNU time").stderr;
    let said = String::from_utf8_lossy(&said);
    let numbers: Vec<f64> =
        said.lines().last().unwrap_or_default().split(' ').map(|number| number.parse().unwrap_or(f64::NAN)).collect();
    match numbers.as_slice() {
        [user, system, kilobytes] => format!("{:>7.2} {:>5.0}", user + system, kilobytes / 1024.0),
        _ => format!("{:>7} {:>5}", "?", "?"),
    }
}
