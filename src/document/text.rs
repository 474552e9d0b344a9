//! Bytes to text: encodings that people meet, and what to say about the others.
//!
//! In: the bytes of a file. Out: text without byte order marks, and what was wrong with it. Never fails.

use super::problem::Problem;
use crate::diagnostic::Span;

/// Gives the text of bytes of which nothing is to be said, without a copy; else the bytes. As [`decode`] reads them.
pub(super) fn clean(bytes: Vec<u8>) -> Result<String, Vec<u8>> {
    let mut text = String::from_utf8(bytes).map_err(std::string::FromUtf8Error::into_bytes)?;
    let found = |byte: u8| memchr::memchr(byte, text.as_bytes()).is_some();
    if found(0) || (found(b'\r') && !found(b'\n')) {
        return Err(text.into_bytes());
    }
    text.drain(..marks(text.as_bytes()));
    Ok(text)
}

/// Reads bytes as UTF-8; what cannot be read is replaced and named.
pub(super) fn decode(bytes: Vec<u8>) -> (String, Vec<Problem>) {
    let bytes = match clean(bytes) {
        Ok(text) => return (text, Vec::new()),
        Err(bytes) => bytes,
    };
    let mut problems = Vec::new();
    let bytes = match marks(&bytes) {
        0 => bytes,
        length => bytes[length..].to_vec(),
    };
    if let Some(text) = utf16(&bytes) {
        problems.push(
            Problem::new("not-utf-8", Span::at(&text, 1, 1), "the file is written in UTF-16")
                .hint("Save it as UTF-8 in your editor."),
        );
        return (text, problems);
    }
    let text = String::from_utf8(bytes).unwrap_or_else(|error| {
        let at = error.utf8_error().valid_up_to();
        let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
        problems.push(
            Problem::new("not-utf-8", Span::of(&text, at..at + 3), "a byte here is no UTF-8 text")
                .hint("Save the file as UTF-8 in your editor."),
        );
        text
    });
    (line_ends(text, &mut problems), problems)
}

/// Gives how many bytes of a file are marks before its text. Programs that join files or add a mark unasked leave several.
pub(super) fn marks(bytes: &[u8]) -> usize {
    let (marks, _) = bytes.as_chunks::<3>();
    3 * marks.iter().take_while(|mark| *mark == b"\xEF\xBB\xBF").count()
}

/// Reads UTF-16 with a byte order mark.
fn utf16(bytes: &[u8]) -> Option<String> {
    let (big, rest) = match bytes {
        [0xFE, 0xFF, rest @ ..] => (true, rest),
        [0xFF, 0xFE, rest @ ..] => (false, rest),
        _ => return None,
    };
    let (pairs, _) = rest.as_chunks::<2>();
    let units: Vec<u16> =
        pairs.iter().map(|pair| if big { u16::from_be_bytes(*pair) } else { u16::from_le_bytes(*pair) }).collect();
    Some(String::from_utf16_lossy(&units))
}

/// Turns the line ends of old Macs into today's, and names a NUL.
fn line_ends(mut text: String, problems: &mut Vec<Problem>) -> String {
    if let Some(at) = memchr::memchr(0, text.as_bytes()) {
        problems.push(
            Problem::new("control-character", Span::of(&text, at..at + 1), "a NUL character stands here")
                .hint("Delete it; the file may not be text at all."),
        );
        text = text.replace('\0', "\u{FFFD}");
    }
    if text.contains('\n') || memchr::memchr(b'\r', text.as_bytes()).is_none() {
        return text;
    }
    problems.push(
        Problem::new(
            "line-ends",
            Span { line: 1, column: 1, offset: 0, len: 0 },
            "lines end with a lone carriage return",
        )
        .warning()
        .hint("Save the file with Unix or Windows line ends."),
    );
    text.replace('\r', "\n")
}

#[cfg(test)]
mod tests {
    use super::decode;

    fn check(bytes: &[u8], text: &str, rules: &[&str]) {
        let (got, problems) = decode(bytes.to_vec());
        assert_eq!(got, text);
        assert_eq!(problems.iter().map(|problem| problem.rule).collect::<Vec<_>>(), rules);
    }

    #[test]
    fn encodings_are_read_or_named() {
        check(b"\xEF\xBB\xBF---\n", "---\n", &[]);
        check(b"a\r\nb", "a\r\nb", &[]);
        check(b"a\rb", "a\nb", &["line-ends"]);
        check(b"\xFF\xFEa\0\n\0", "a\n", &["not-utf-8"]);
        check(b"ok \xC3\x28", "ok \u{FFFD}(", &["not-utf-8"]);
        check(b"a\0b\n", "a\u{FFFD}b\n", &["control-character"]);
    }
}
