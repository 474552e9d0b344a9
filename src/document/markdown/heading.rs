//! Headings: what a table of contents needs, and the levels that they are shown at.
//!
//! In: levels as written. Out: levels that start at 2, below the page's title, and never skip one.

/// A heading of a body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// As written in an outline (1 to 6), as shown in a rendered body (2 to 6).
    pub level: u8,
    /// Its text without markup.
    pub text: String,
    /// Its id, unique in the body; never starts with `bl-` or `user-content-`.
    pub id: String,
}

/// The longest id that a heading gives itself.
const LONGEST: usize = 100;

/// The id that a heading gives itself.
#[derive(Debug)]
pub(super) struct OwnId {
    pub(super) id: String,
    /// The braces around it, as they are written.
    braces: String,
}

impl OwnId {
    /// Reads it from a heading's source: `## Words {#id}`, or `{: #id .class key=value }`, of which only the id counts.
    pub(super) fn read(source: &str) -> Option<Self> {
        let (words, inside) = source.trim_end().strip_suffix('}')?.rsplit_once('{')?;
        let is_plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b':');
        let has_words = !words.trim_matches([' ', '\t', '#']).is_empty() && words.ends_with([' ', '\t']);
        let mut parts = inside.strip_prefix(':').unwrap_or(inside).split_ascii_whitespace();
        let known = |part: &str| part.starts_with(['#', '.']) || part.contains('=');
        if !has_words || !parts.clone().all(known) {
            return None;
        }
        let id = parts.find_map(|part| part.strip_prefix('#'))?;
        let fits = !id.is_empty() && id.len() <= LONGEST && id.bytes().all(is_plain);
        fits.then(|| Self { id: id.to_owned(), braces: format!("{{{inside}}}") })
    }
}

/// Gives the text of a heading without the id that it gives itself.
pub(super) fn without_id<'t>(text: &'t str, own: Option<&OwnId>) -> &'t str {
    let words = own.and_then(|own| text.trim_end().strip_suffix(&*own.braces));
    words.map_or(text, str::trim_end)
}

/// Gives each heading the level of its place in the outline.
#[derive(Debug, Default)]
pub(super) struct HeadingLevels {
    above: Vec<u8>,
}

impl HeadingLevels {
    /// Gives the level to show for the next heading, written at `level`.
    pub(super) fn next(&mut self, level: u8) -> u8 {
        while self.above.last().is_some_and(|&above| above >= level) {
            self.above.pop();
        }
        self.above.push(level);
        u8::try_from(self.above.len() + 1).unwrap_or(6).min(6)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_start_at_two_and_never_skip() {
        let shown = |written: &[u8]| {
            let mut levels = HeadingLevels::default();
            written.iter().map(|&level| levels.next(level)).collect::<Vec<_>>()
        };
        assert_eq!(shown(&[1, 2, 3, 2, 1]), [2, 3, 4, 3, 2]);
        assert_eq!(shown(&[3, 3, 1, 4, 4, 6]), [2, 2, 2, 3, 3, 4]);
        assert_eq!(shown(&[1, 2, 3, 4, 5, 6]), [2, 3, 4, 5, 6, 6]);
    }
}
