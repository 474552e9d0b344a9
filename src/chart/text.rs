//! Widths of words without a font. In: text. Out: tenths of a pixel, cleaned and shortened text.
//! The widths are those of a wide face, so that words keep their place in a narrower one too.
//! Never measures exactly: what it can't know, [`is_certain`] says.

/// The two sizes of type in a drawing; the style sheet sets the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Font {
    /// Is 11 pixels high.
    Label,
    /// Is 12 pixels high and bold.
    Title,
}

impl Font {
    /// Gives the height of the type in tenths of a pixel.
    pub fn size(self) -> i32 {
        match self {
            Self::Label => 110,
            Self::Title => 120,
        }
    }

    /// Gives the height of a line in tenths of a pixel.
    pub fn line(self) -> i32 {
        self.size() * 6 / 5
    }

    fn weight(self) -> i32 {
        match self {
            Self::Label => 100,
            Self::Title => 118,
        }
    }
}

/// Gives the width of a text in tenths of a pixel.
pub fn width(text: &str, font: Font) -> i32 {
    let parts: i64 = text.chars().map(|c| i64::from(em(c))).sum();
    let scaled = parts * i64::from(font.size()) * i64::from(font.weight());
    i32::try_from((scaled + 9_999) / 10_000).unwrap_or(i32::MAX)
}

/// Shortens a text to a width, with `…` where something is missing; empty where nothing fits.
pub fn fit(text: &str, font: Font, room: i32) -> String {
    let most = usize::try_from(room / 10).unwrap_or(0).min(MOST);
    let clean = clip(text, most);
    if width(&clean, font) <= room {
        return clean;
    }
    let mut short = clean;
    while short.pop().is_some() {
        let kept = format!("{}…", short.trim_end_matches(JOINS));
        if width(&kept, font) <= room && kept.len() > '…'.len_utf8() {
            return kept;
        }
    }
    short
}

/// Shortens a text to a number of characters, with `…` where something is missing.
pub fn clip(text: &str, most: usize) -> String {
    if text.len() <= most && is_clean(text) {
        return text.to_owned();
    }
    let mut clean = Clean::default();
    let mut rest = text.chars();
    for c in rest.by_ref() {
        clean.push(c);
        if clean.count > most {
            break;
        }
    }
    if clean.count <= most {
        return clean.done();
    }
    let kept: String = clean.text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end_matches(JOINS))
}

/// Tells whether a text is of visible ASCII characters with single spaces between them.
fn is_clean(text: &str) -> bool {
    let mut before = b' ';
    let clean = text.bytes().all(|byte| {
        let doubled = byte == b' ' && before == b' ';
        before = byte;
        matches!(byte, b' '..=b'~') && !doubled
    });
    clean && !text.ends_with(' ')
}

/// Tells whether XML may hold the character and a reader can see what it does: no control
/// characters, no marks that turn the direction of writing, no half pairs.
pub fn is_allowed(c: char) -> bool {
    !matches!(u32::from(c), 0x00..=0x1f | 0x7f..=0x9f | 0x202a..=0x202e | 0x2066..=0x2069 | 0xfdd0..=0xfdef)
        && u32::from(c) & 0xfffe != 0xfffe
        && c != '\u{feff}'
}

/// Tells whether the width of the text is known well enough to stand without a fixed length.
pub fn is_certain(text: &str) -> bool {
    text.chars().all(|c| {
        matches!(u32::from(c), 0x20..=0x024f | 0x0300..=0x0dff | 0x0e00..=0x0e7f | 0x10a0..=0x11ff
            | 0x1e00..=0x1fff | 0x2010..=0x2027 | 0x3000..=0x30ff | 0x3400..=0x9fff | 0xac00..=0xd7a3)
    })
}

/// How many characters a line of a drawing ever holds.
const MOST: usize = 200;
/// What must not stand before an ellipsis: spaces, and joiners that lost their partner.
const JOINS: [char; 4] = [' ', '\u{200d}', '\u{fe0f}', '\u{200c}'];
/// How many accents may pile up on one letter before they run into the next line.
const PILE: usize = 3;

#[derive(Default)]
struct Clean {
    text: String,
    count: usize,
    pile: usize,
}

impl Clean {
    fn push(&mut self, c: char) {
        let c = if c.is_whitespace() { ' ' } else { c };
        self.pile = if is_accent(c) { self.pile + 1 } else { 0 };
        let doubled = c == ' ' && (self.text.is_empty() || self.text.ends_with(' '));
        if is_allowed(c) && !doubled && self.pile <= PILE {
            self.text.push(c);
            self.count += 1;
        }
    }

    fn done(mut self) -> String {
        self.text.truncate(self.text.trim_end().len());
        self.text
    }
}

fn is_accent(c: char) -> bool {
    matches!(u32::from(c), 0x0300..=0x036f | 0x0483..=0x0489 | 0x1ab0..=0x1aff | 0x1dc0..=0x1dff | 0x20d0..=0x20ff | 0xfe20..=0xfe2f)
}

/// Gives the width of a character in hundredths of the height of the type.
fn em(c: char) -> i32 {
    match u32::from(c) {
        code @ 0x20..=0x7e => i32::from(ASCII[code as usize - 0x20]),
        0x200b..=0x200f | 0xfe00..=0xfe0f => 0,
        _ if is_accent(c) => 0,
        0x2026 => 100,
        0xa0..=0x024f => 86,
        0x0370..=0x03ff | 0x0531..=0x05ff => 84,
        0x0400..=0x052f | 0x0600..=0x0dff => 96,
        0x2010..=0x2027 => 60,
        0x2e80..=0xd7ff | 0xf900..=0xfaff | 0xff00..=0xff60 => 102,
        _ => 140,
    }
}

/// Widths of the characters from space to tilde, in hundredths of the height.
#[rustfmt::skip]
const ASCII: [u8; 95] = [
    32, 40, 46, 84, 64, 95, 78, 28, 39, 39, 50, 84, 32, 36, 32, 34,
    64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 34, 34, 84, 84, 84, 53,
    100, 69, 69, 70, 77, 63, 58, 78, 75, 30, 30, 66, 56, 86, 75, 79,
    61, 79, 70, 64, 61, 73, 69, 99, 69, 61, 69, 39, 34, 39, 84, 50,
    50, 61, 64, 55, 64, 62, 35, 64, 64, 28, 28, 58, 28, 98, 64, 61,
    64, 64, 41, 52, 39, 64, 59, 82, 59, 59, 53, 64, 34, 64, 84,
];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn wide_letters_are_wider_than_narrow_ones() {
        assert!(width("WWWW", Font::Label) > 3 * width("iiii", Font::Label));
        assert!(width("abc", Font::Title) > width("abc", Font::Label));
        assert_eq!(width("", Font::Label), 0);
    }

    #[test]
    fn a_short_text_stays_and_a_long_one_ends_in_an_ellipsis() {
        assert_eq!(fit("Search", Font::Label, 1_000), "Search");
        assert_eq!(fit("Refactor the search", Font::Label, 600), "Refactor…");
        assert_eq!(fit("Search", Font::Label, 20), "");
        assert_eq!(fit("W", Font::Label, 10), "");
    }

    #[test]
    fn what_xml_forbids_is_dropped_and_white_space_is_one_space() {
        assert_eq!(
            ["a  b", " a b", "a b ", " ", "", "a b"].map(|text| clip(text, 99)),
            ["a b", "a b", "a b", "", "", "a b"]
        );
        assert_eq!(clip("  a\u{0}\u{8}b\t\n c\u{ffff}\u{202e}d\u{fffe} ", 99), "ab cd");
    }

    #[test]
    fn accents_pile_up_no_higher_than_a_line() {
        let piled = format!("a{}b", "\u{301}".repeat(40));
        assert_eq!(clip(&piled, 99).chars().count(), 5);
    }

    #[test]
    fn clipping_counts_characters() {
        assert_eq!(clip("abcdef", 6), "abcdef");
        assert_eq!(clip("abcdefg", 6), "abcde…");
        assert_eq!(clip("日本語の題", 4), "日本語…");
    }

    #[test]
    fn the_width_of_picture_characters_is_uncertain() {
        assert!(is_certain("Größe – Ελλάδα 日本"));
        assert!(!is_certain("\u{fdfd}") && !is_certain("🚀"));
    }

    proptest! {
        #[test]
        fn what_fits_is_never_wider_than_its_room(text in any::<String>(), room in 0..3_000i32) {
            prop_assert!(width(&fit(&text, Font::Label, room), Font::Label) <= room);
            prop_assert!(fit(&text, Font::Title, room).chars().all(is_allowed));
        }
    }
}
