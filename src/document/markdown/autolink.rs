//! Finds bare `http://` and `https://` addresses in text, as GitHub does.
//!
//! In: text outside of links and code. Out: where the next address stands.

use std::ops::Range;

/// The next bare address in the text at or after `from` (GitHub Flavored Markdown, section 6.9).
pub(super) fn next_address(text: &str, from: usize) -> Option<Range<usize>> {
    let mut at = from;
    while let Some(found) = memchr::memchr(b':', &text.as_bytes()[at..]) {
        let separator = at + found;
        at = separator + 1;
        if !text[at..].starts_with("//") {
            continue;
        }
        at += 2;
        let Some(start) = scheme_start(text, from, separator) else {
            continue;
        };
        let length = text[at..].find(|c: char| c.is_whitespace() || "<>\"`".contains(c)).unwrap_or(text.len() - at);
        let end = at + trimmed(&text[at..at + length]);
        if text[at..end].starts_with(char::is_alphanumeric) {
            return Some(start..end);
        }
    }
    None
}

fn scheme_start(text: &str, from: usize, separator: usize) -> Option<usize> {
    let before = &text[from..separator];
    let scheme = ["https", "http"].into_iter().find(|scheme| ends_with(before, scheme))?;
    let start = separator - scheme.len();
    let apart = text[..start].chars().next_back().is_none_or(|c| !c.is_alphanumeric());
    apart.then_some(start)
}

fn ends_with(text: &str, scheme: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= scheme.len() && bytes[bytes.len() - scheme.len()..].eq_ignore_ascii_case(scheme.as_bytes())
}

/// The length without punctuation that belongs to the sentence.
fn trimmed(address: &str) -> usize {
    let mut unmatched = closing_without_opening(address);
    let mut end = address.len();
    while let Some(last) = address[..end].chars().next_back() {
        match last {
            ')' if unmatched > 0 => unmatched -= 1,
            '?' | '!' | '.' | ',' | ':' | ';' | '*' | '_' | '~' | '\'' | '|' | ']' | '…' => {}
            _ => break,
        }
        end -= last.len_utf8();
    }
    end
}

fn closing_without_opening(address: &str) -> usize {
    let count = |bracket: u8| address.bytes().filter(|b| *b == bracket).count();
    count(b')').saturating_sub(count(b'('))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<&str> {
        next_address(text, 0).map(|range| &text[range])
    }

    #[test]
    fn addresses_end_where_the_sentence_goes_on() {
        assert_eq!(found("see https://a.org/b_c?d=e&f#g."), Some("https://a.org/b_c?d=e&f#g"));
        assert_eq!(found("(http://a.org/b(c))"), Some("http://a.org/b(c)"));
        assert_eq!(found("HTTPS://a.org, and"), Some("HTTPS://a.org"));
        assert_eq!(found("ftp://a http://ö.de"), Some("http://ö.de"));
    }

    #[test]
    fn other_text_stays_text() {
        for text in ["http://", "https:// a", "xhttp://a.org", "javascript://a", "://a", "http://.", ""] {
            assert_eq!(found(text), None, "{text}");
        }
    }
}
