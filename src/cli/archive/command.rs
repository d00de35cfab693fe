//! The command that makes the editions of a bag again: written into its inventory, and read from there.

use crate::cli::args::Build;
use crate::cli::build::date;

/// What a command says.
pub(in crate::cli) struct Command {
    /// The date of the environment, in seconds since 1970.
    pub(in crate::cli) seconds: Option<u64>,
    /// What is to be built.
    pub(in crate::cli) build: Build,
}

/// The command that makes the editions again, byte for byte, as a POSIX shell takes it: with the options that were given,
/// and no others, as the settings are kept beside the sources.
pub(super) fn again(document: &str, options: &[String], seconds: Option<u64>) -> String {
    let date = seconds.map(|seconds| format!("{}={seconds} ", date::VARIABLE)).unwrap_or_default();
    let options: String = options.iter().map(|option| format!(" {}", quoted(option))).collect();
    format!("{date}enface build {}{options}", quoted(document))
}

/// Reads a command that this program has written for a document; none if it is another.
pub(in crate::cli) fn read(command: &str, document: &str) -> Option<Command> {
    let dated = command.strip_prefix(date::VARIABLE).and_then(|rest| rest.strip_prefix('=')?.split_once(' '));
    let (seconds, command) = match dated {
        Some((seconds, command)) => (Some(seconds.parse().ok().filter(|seconds| *seconds < date::END)?), command),
        None => (None, command),
    };
    let options = command.strip_prefix(&format!("enface build {}", quoted(document)))?;
    let options: Vec<String> = options.split_whitespace().map(str::to_owned).collect();
    Some(Command { seconds, build: Build::again(document, &options)? })
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '/' | ',' | '=');
    if word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', "'\\''"))
}
