//! Manifests: a checksum for each file (RFC 8493, sections 2.1.3 and 2.2.1).

use sha2::{Digest as _, Sha256, Sha512};

use super::File;

/// How a checksum is made.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Algorithm {
    Sha256,
    Sha512,
}

impl Algorithm {
    pub(super) const ALL: [Algorithm; 2] = [Algorithm::Sha256, Algorithm::Sha512];

    /// Its name as the names of manifests have it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Algorithm::Sha256 => "sha256",
            Algorithm::Sha512 => "sha512",
        }
    }

    /// The checksum of some bytes, in lower-case hexadecimal digits.
    pub(super) fn checksum(self, bytes: &[u8]) -> String {
        let hex = |digest: &[u8]| digest.iter().map(|byte| format!("{byte:02x}")).collect();
        match self {
            Algorithm::Sha256 => hex(&Sha256::digest(bytes)),
            Algorithm::Sha512 => hex(&Sha512::digest(bytes)),
        }
    }
}

/// A line of a manifest.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// The number of its line, from 1.
    pub(super) line: usize,
    /// The checksum as it stands there.
    pub(super) checksum: String,
    /// The path from the bag's folder.
    pub(super) path: String,
}

/// The manifest of some files.
pub(super) fn manifest(name: &str, algorithm: Algorithm, files: &[File]) -> File {
    let lines = files.iter().map(|file| line(&algorithm.checksum(&file.bytes), &file.path));
    File { path: name.to_owned(), bytes: lines.collect::<String>().into_bytes() }
}

/// A line as this program writes it.
pub(super) fn line(checksum: &str, path: &str) -> String {
    // Only what would end a line, and what escapes it, is escaped.
    let path = path.replace('%', "%25").replace('\n', "%0A").replace('\r', "%0D");
    format!("{checksum}  {path}\n")
}

/// Reads the lines of a manifest; of one that cannot be read, its number and why.
pub(super) fn read(text: &str) -> Vec<Result<Entry, (usize, String)>> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(index, line)| entry(index + 1, line).map_err(|why| (index + 1, why))).collect()
}

fn entry(line: usize, text: &str) -> Result<Entry, String> {
    let (checksum, path) = text.split_once([' ', '\t']).ok_or("it is no checksum and path")?;
    // `*` before a path is what some programs write for files that are no text.
    let path = path.trim_start_matches([' ', '\t']).trim_start_matches('*');
    let path = path.strip_prefix("./").unwrap_or(path);
    if checksum.is_empty() || !checksum.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(format!("`{checksum}` is no checksum"));
    }
    let path = unescape(path);
    let is_inside = |part: &str| !part.is_empty() && part != "." && part != "..";
    // A backslash may stand in a name, but must not lead out where it parts folders.
    if path.starts_with('~') || !path.split(['/', '\\']).all(is_inside) {
        return Err(format!("the path `{path}` may lead out of the bag"));
    }
    Ok(Entry { line, checksum: checksum.to_ascii_lowercase(), path })
}

/// A path without the escapes of line ends and percent signs. Others are no escapes.
fn unescape(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    let mut rest = path;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        let (character, length) = match rest.as_bytes().get(at + 1..at + 3) {
            Some(b"0A" | b"0a") => ('\n', 3),
            Some(b"0D" | b"0d") => ('\r', 3),
            Some(b"25") => ('%', 3),
            _ => ('%', 1),
        };
        out.push(character);
        rest = &rest[at + length..];
    }
    out + rest
}
