//! Texts of a change as a reviewer must see them: on one line, with every hidden character named.
//!
//! In: text from a file. Out: the same text with a name in place of each character that turns, hides or breaks others,
//! so that what is read is what is there. Never escapes for a form: each form does that itself.

use crate::backlog::is_bidi;
use std::fmt::Write;

/// What may go at both ends of a text: other blanks can hide something.
const BLANKS: [char; 4] = [' ', '\t', '\n', '\r'];

/// Writes text on one line and names what can't be seen: `pay[U+202E]lanret`.
pub fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut before = None;
    let mut chars = text.trim_matches(BLANKS).chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' => shown.push_str(" ↵ "),
            '\t' => shown.push(' '),
            c if hides(c, before, chars.peek().copied()) => {
                write!(shown, "[U+{:04X}]", u32::from(c)).expect("a string takes all that is written");
            }
            c => shown.push(c),
        }
        before = Some(c);
    }
    shown
}

/// Writes text as [`visible`] does, and cuts it in the middle where it is longer than some characters.
pub fn shortened(text: &str, most: usize) -> String {
    middle(&visible(&middle(text.trim_matches(BLANKS), most)), most)
}

/// Cuts text in the middle, with a mark, so that its start and its end stay.
pub fn middle(text: &str, most: usize) -> String {
    let count = text.chars().count();
    if count <= most {
        return text.to_owned();
    }
    let kept = most.saturating_sub(1);
    let tail = kept / 3;
    let head = kept - tail;
    text.chars().take(head).chain(['…']).chain(text.chars().skip(count - tail)).collect()
}

/// Tells whether a character turns, hides or breaks text, or is nothing to see itself. Joiners and the signs for the
/// form of the character before them are honest among letters other than Latin ones, and in pictures.
fn hides(c: char, before: Option<char>, after: Option<char>) -> bool {
    let wide = |c: Option<char>| c.is_some_and(|c| !c.is_ascii());
    match c {
        '\u{200C}' | '\u{200D}' => !(wide(before) && wide(after)),
        '\u{FE00}'..='\u{FE0F}' => !before.is_some_and(|c| !c.is_ascii() || c.is_ascii_digit()),
        '\u{AD}'
        | '\u{34F}'
        | '\u{115F}'
        | '\u{1160}'
        | '\u{17B4}'
        | '\u{17B5}'
        | '\u{180B}'..='\u{180F}'
        | '\u{200B}'
        | '\u{2028}'
        | '\u{2029}'
        | '\u{2060}'..='\u{206F}'
        | '\u{2800}'
        | '\u{3164}'
        | '\u{FEFF}'
        | '\u{FFA0}'
        | '\u{FFF0}'..='\u{FFFB}'
        | '\u{FFFE}'
        | '\u{FFFF}'
        | '\u{E0000}'..='\u{E0FFF}'
        | '\u{1D173}'..='\u{1D17A}' => true,
        c => c.is_control() || is_bidi(c),
    }
}

#[cfg(test)]
mod tests {
    use super::{middle, shortened, visible};

    #[test]
    fn what_turns_or_hides_text_is_named() {
        assert_eq!(visible("pay\u{202E}lanret"), "pay[U+202E]lanret");
        assert_eq!(visible("a\u{200B}b\u{FEFF}\u{AD}\u{7}"), "a[U+200B]b[U+FEFF][U+00AD][U+0007]");
        assert_eq!(visible(" one\r\ntwo\tthree\u{2028}\n"), "one ↵ two three[U+2028]".trim());
        assert_eq!(visible("a\u{200D}b \u{E0041}"), "a[U+200D]b [U+E0041]");
    }

    #[test]
    fn honest_text_of_any_language_stays() {
        for text in ["Zähler für Größe", "شرکت\u{200C}ها", "क्\u{200D}ष", "👩\u{200D}💻 ❤\u{FE0F}", "检索成功率", "שלום"]
        {
            assert_eq!(visible(text), text);
        }
    }

    #[test]
    fn long_text_keeps_both_its_ends() {
        assert_eq!(middle("abcdefghij", 7), "abcd…ij");
        assert_eq!(middle("abc", 3), "abc");
        assert_eq!(shortened(&"\u{202E}".repeat(99), 20).chars().count(), 20);
        assert_eq!(middle("abc", 0), "…");
    }
}
