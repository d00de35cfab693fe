//! Pictures, which a text names and which stand below the folder of the sources.

use std::path::Component;

use super::{Diagnostic, Project, Result, unreadable};

/// The folder that addresses in a source begin from.
const SOURCES: &str = "sources";

impl Project {
    /// The path of the file that the address of a picture in a source names, be it there or not; none if it names none that
    /// could be in the project: an address with a scheme or a host, an absolute path, one that goes up.
    pub fn picture_name(&self, url: &str) -> Option<String> {
        let path = decoded(url)?;
        let has_sign = path.contains([':', '\\']) || path.chars().any(char::is_control) || url.contains(['#', '?']);
        let parts: Vec<&str> = path.split('/').filter(|part| *part != ".").collect();
        if has_sign || parts.iter().any(|part| part.is_empty() || *part == "..") {
            return None;
        }
        let (name, folders) = parts.split_last()?;
        let folder = std::iter::once(&SOURCES).chain(folders).copied().collect::<Vec<_>>().join("/");
        Some(self.spelled(&folder, (*name).to_owned()))
    }

    /// The bytes of a picture by its path in the project, if it is there. A link must not lead out of the project.
    pub fn picture(&self, name: &str) -> Result<Option<Vec<u8>>> {
        let path = self.root.join(name);
        let is_plain = |part: Component<'_>| matches!(part, Component::Normal(_));
        if !std::path::Path::new(name).components().all(is_plain) {
            return Ok(None);
        }
        if self.kept.is_none()
            && let (Ok(root), Ok(path)) = (self.root.canonicalize(), path.canonicalize())
        {
            if !path.starts_with(&root) {
                let message = format!("the link `{name}` leads out of the project");
                return Err(Diagnostic::warning("outside-picture", message)
                    .help("put the picture itself into the project")
                    .into());
            }
            if path.is_dir() {
                let error = std::io::Error::from(std::io::ErrorKind::IsADirectory);
                return Err(unreadable(name, &error));
            }
        }
        self.bytes(name)
    }
}

/// An address without its escapes (RFC 3986, section 2.1).
fn decoded(url: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(url.len());
    let mut rest = url.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || char::from(rest.next()?).to_digit(16);
        bytes.push((digit()? * 16 + digit()?) as u8);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_file_below_the_sources_or_none() {
        let project = Project::kept(Vec::new());
        for (url, name) in [
            ("map.png", Some("sources/map.png")),
            ("pictures/map%20of%20Korea.png", Some("sources/pictures/map of Korea.png")),
            ("./a/./b.jpg", Some("sources/a/b.jpg")),
            ("a..b.png", Some("sources/a..b.png")),
            ("%EC%A7%80%EB%8F%84.png", Some("sources/지도.png")),
            ("", None),
            (".", None),
            ("..", None),
            ("../secret.png", None),
            ("a/../../secret.png", None),
            ("%2e%2e/secret.png", None),
            ("a/..%2fb.png", None),
            ("/etc/passwd", None),
            ("%2Fetc/passwd", None),
            ("a//b.png", None),
            ("https://example.org/a.png", None),
            ("//example.org/a.png", None),
            ("data:image/png;base64,AAAA", None),
            ("file:a.png", None),
            ("C:\\a.png", None),
            ("a\\..\\b.png", None),
            ("#picture", None),
            ("a.png?size=2", None),
            ("a%0.png", None),
            ("a%00.png", None),
            ("%ff.png", None),
        ] {
            assert_eq!(project.picture_name(url).as_deref(), name, "{url}");
        }
    }
}
