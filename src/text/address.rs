//! Which addresses a link may lead to.

/// Whether `text` is an address that may stand in a link: `http`, `https` or `mailto`, and spelled as URLs are.
pub fn is_public_url(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let path = match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => match rest.strip_prefix("//") {
            Some(rest) => {
                let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
                let (name, port) = host.split_once(':').unwrap_or((host, ""));
                let labels = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '_');
                if name.is_empty()
                    || name.starts_with('.')
                    || name.contains("..")
                    || !name.chars().all(labels)
                    || port.parse::<u16>().is_err() && !port.is_empty()
                {
                    return false;
                }
                path
            }
            None => return false,
        },
        "mailto" if rest.contains('@') => rest,
        _ => return false,
    };
    let bytes = path.as_bytes();
    let escapes = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'%');
    let escaped =
        |(i, _): (usize, &u8)| bytes.get(i + 1..i + 3).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
    path.matches('#').count() <= 1
        && escapes.into_iter().all(escaped)
        && path.chars().all(|c| {
            c.is_ascii_alphanumeric() || !c.is_ascii() && c.is_alphanumeric() || "-._~:/?#@!$&'()*+,;=%".contains(c)
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_lead_only_where_a_reader_can_follow() {
        for good in
            ["https://example.org/a?b=c#d", "http://example.org:80", "mailto:a@example.org", "https://한국.kr/글"]
        {
            assert!(is_public_url(good), "{good}");
        }
        for bad in [
            "javascript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "../x",
            "https://",
            "https://a b/",
            "https:x",
        ] {
            assert!(!is_public_url(bad), "{bad}");
        }
        for bad in
            ["https://example.org/%zz", "https://example.org/<x>", "https://u:p@example.org/", "HTTP:", "ftp://a/"]
        {
            assert!(!is_public_url(bad), "{bad}");
        }
    }
}
