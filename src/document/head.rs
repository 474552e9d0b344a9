//! The head of a file: the part that holds its front matter, for versions of which nothing else is read.
//!
//! In: the bytes of a version. Out: its head, and what that says. Never fails.

use super::{Node, front_matter, text};
use crate::source::Matter;

/// What the head of a version says.
#[derive(Debug, PartialEq)]
pub struct Head {
    /// The front matter, when there is one that can be read.
    pub matter: Option<Node>,
    /// The text of one that cannot be read.
    pub broken: Option<String>,
}

/// Cuts a version down to its head.
pub fn head(bytes: &[u8], matter: Matter) -> &[u8] {
    let start = text::marks(bytes);
    let plain = &bytes[start..];
    if matter == Matter::Whole || plain.starts_with(&[0xFE, 0xFF]) || plain.starts_with(&[0xFF, 0xFE]) {
        return bytes;
    }
    let Some(fence @ (b"---" | b"+++")) = plain.get(..3) else {
        return &[];
    };
    let mut lines = plain.split_inclusive(|byte| *byte == b'\n');
    let first = lines.next().unwrap_or_default();
    if first.len() == plain.len() {
        // Lines that end with a lone carriage return are told apart once the text is decoded.
        return bytes;
    }
    let is_fence =
        |line: &[u8]| line.starts_with(fence) && std::str::from_utf8(line).is_ok_and(|line| line.trim_end().len() == 3);
    if !is_fence(first) {
        return &[];
    }
    let mut end = start + first.len();
    for line in lines {
        end += line.len();
        if is_fence(line) {
            break;
        }
    }
    &bytes[..end]
}

/// Reads a head.
pub fn read_head(bytes: &[u8], matter: Matter) -> Head {
    let (text, _) = text::decode(bytes.to_vec());
    let parted = match matter {
        Matter::Fenced => front_matter::part(&text),
        Matter::Whole => front_matter::bare_yaml(&text),
    };
    let broken = parted.is_broken().then_some(text);
    Head { matter: parted.matter, broken }
}

#[cfg(test)]
mod tests {
    use super::{head, read_head};
    use crate::document::front_matter;
    use crate::source::Matter;
    use proptest::prelude::*;

    fn check(text: &[u8]) {
        let (whole, _) = super::text::decode(text.to_vec());
        let parted = front_matter::part(&whole);
        let read = read_head(head(text, Matter::Fenced), Matter::Fenced);
        assert_eq!(read.matter, parted.matter, "{text:?}");
        assert_eq!(read.broken.is_some(), parted.is_broken(), "{text:?}");
    }

    #[test]
    fn a_head_says_what_the_whole_file_says() {
        for text in [
            "---\nid: X\n---\n# Body\n---\n",
            "\u{FEFF}---\r\nid: X\r\n---\r\nBody",
            "\u{FEFF}\u{FEFF}---\nid: X\n---\nBody",
            "+++\nid = \"X\"\n+++\nBody",
            "---\rid: X\r---\rBody",
            "---\nid: X\nno end",
            "--- \nid: X\n---\t\n",
            "---\u{A0}\nid: X\n---\n",
            "----\nid: X\n---\n",
            "---",
            "",
            "Text\n---\n",
        ] {
            check(text.as_bytes());
        }
        check(b"\xFF\xFE-\0-\0-\0\n\0a\0:\0 \0b\0\n\0-\0-\0-\0\n\0");
        check(b"---\na: \xFF\n---\n\xFE");
    }

    proptest! {
        #[test]
        fn whatever_the_text(text in "(---|\\+\\+\\+)?[-+\r\n a:\u{A0}\u{FEFF}]{0,40}") {
            check(text.as_bytes());
        }
    }
}
