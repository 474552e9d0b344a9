//! Decides which addresses a page may carry.
//!
//! In: an address as prose holds it, entities already decoded. Out: what kind it is, cleaned, or why it is refused.
//! It never asks whether the address exists, and never lets a scheme through that it does not know.

/// An address, cleaned and told apart by what a browser would do with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Address {
    /// Leads to another host: `http` or `https`; `//host` becomes the latter, as it names a server of files where a site
    /// is opened from a disk.
    External(String),
    /// Starts a mail or a call: `mailto`, `tel`.
    Mail(String),
    /// A place on the same page, without the `#`.
    Fragment(String),
    /// A path on the same site.
    Relative(String),
    /// Must not be linked, and why.
    Refused(&'static str),
}

const SCHEME: &str = "addresses of this kind are not linked here";
const COLON: &str = "a colon stands before the first slash; write `./` in front of the path";
const HOST: &str = "the name of the host is not valid";
const EMPTY: &str = "the address is empty";

/// Tells what kind of address this is, after taking out what browsers ignore.
///
/// Browsers drop tabs, line ends and leading controls (URL Standard, section 4.4), which is how `java\nscript:` hides.
pub fn safe_url(written: &str) -> Address {
    let url = cleaned(written);
    match scheme(&url) {
        Some(scheme) if scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https") => {
            external(&url[scheme.len() + 1..], &url)
        }
        Some(scheme) if scheme.eq_ignore_ascii_case("mailto") || scheme.eq_ignore_ascii_case("tel") => {
            Address::Mail(url)
        }
        Some(scheme) if is_scheme(scheme) => Address::Refused(SCHEME),
        Some(_) => Address::Refused(COLON),
        None => without_scheme(url),
    }
}

fn cleaned(written: &str) -> String {
    if written.bytes().all(|b| b.is_ascii() && !b.is_ascii_control()) {
        return written.trim().to_owned();
    }
    let kept = written.chars().filter(|c| !c.is_control());
    let kept: String = kept.collect();
    kept.trim().to_owned()
}

fn scheme(url: &str) -> Option<&str> {
    let end = url.find([':', '/', '?', '#', '\\'])?;
    (url.as_bytes()[end] == b':').then(|| &url[..end])
}

fn is_scheme(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
}

fn without_scheme(url: String) -> Address {
    let mut start = url.bytes();
    match (start.next(), start.next()) {
        (None, _) => Address::Refused(EMPTY),
        (Some(b'#'), _) => Address::Fragment(url[1..].to_owned()),
        (Some(b'/'), Some(b'/')) => external(&url, &format!("https:{url}")),
        (Some(b'/' | b'\\'), Some(b'/' | b'\\')) => Address::Refused(HOST),
        _ => Address::Relative(url),
    }
}

fn external(after_scheme: &str, url: &str) -> Address {
    let host = after_scheme.strip_prefix("//").unwrap_or("");
    let host = host.split(['/', '?', '#']).next().unwrap_or("");
    let sound = |c: char| c.is_alphanumeric() || ".-_~:@%".contains(c);
    if host.is_empty() || !host.chars().all(sound) {
        return Address::Refused(HOST);
    }
    Address::External(url.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_kinds_pass() {
        assert_eq!(safe_url("https://a.org/x?y#z"), Address::External("https://a.org/x?y#z".into()));
        assert_eq!(safe_url("//a.org/x"), Address::External("https://a.org/x".into()));
        assert_eq!(safe_url("mailto:a@b.org"), Address::Mail("mailto:a@b.org".into()));
        assert_eq!(safe_url("TEL:+44"), Address::Mail("TEL:+44".into()));
        assert_eq!(safe_url("#there"), Address::Fragment("there".into()));
        assert_eq!(safe_url("../a b.md#c:d"), Address::Relative("../a b.md#c:d".into()));
        assert_eq!(safe_url("?q=a:b"), Address::Relative("?q=a:b".into()));
    }

    #[test]
    fn hidden_schemes_are_found() {
        let hidden = [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:alert(1)",
            "\u{1}javascript:alert(1)",
            "java\tscript:alert(1)",
            "java\nscript:alert(1)",
            "java\r\nscript\t:alert(1)",
            "\u{a0}javascript:alert(1)",
            "\u{2028}javascript:alert(1)",
            "vbscript:x",
            "data:text/html,x",
            "file:///etc/passwd",
            "blob:x",
            "ftp://a.org",
            "view-source:x",
            "intent://x",
            "C:\\x",
        ];
        for written in hidden {
            assert_eq!(safe_url(written), Address::Refused(SCHEME), "{written:?}");
        }
    }

    #[test]
    fn odd_forms_are_refused() {
        for written in
            ["", " ", "1:2", "\\\\evil.org", "/\\evil.org", "https:evil.org", "https://", "http://a b/", "//"]
        {
            assert!(matches!(safe_url(written), Address::Refused(_)), "{written:?}");
        }
    }
}
