//! Where a value stands in `backlit.toml`.
//!
//! In: the file's text and the way to a value. Out: its bytes. Never looks for a value by its words: a comment may
//! hold the same ones.

use std::ops::Range;
use toml::de::{DeTable, DeValue};

/// Finds what a message about a value points at: a text without its quotes, any other value whole.
pub fn place(text: &str, keys: &[&str]) -> Option<Range<usize>> {
    place_of_text(text, keys).or_else(|| whole(text, keys))
}

/// Finds the bytes of a value, by the keys that lead to it; an entry of a list is named by its number, from 0.
fn whole(text: &str, keys: &[&str]) -> Option<Range<usize>> {
    let table = DeTable::parse(text).ok()?;
    let (first, rest) = keys.split_first()?;
    let mut found = table.get_ref().get(*first)?;
    for key in rest {
        found = match found.get_ref() {
            DeValue::Table(table) => table.get(*key)?,
            DeValue::Array(list) => list.get(key.parse::<usize>().ok()?)?,
            _ => return None,
        };
    }
    Some(found.span())
}

/// Finds the bytes between the quotes of a text; none for any other value.
pub fn place_of_text(text: &str, keys: &[&str]) -> Option<Range<usize>> {
    let whole = whole(text, keys)?;
    let written = &text[whole.clone()];
    let marks = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|marks| written.starts_with(marks))?.len();
    // A line break behind three quotes is no part of the text.
    let inside = &written[marks..];
    let skipped = if marks == 3 { inside.len() - inside.trim_start_matches(['\r', '\n']).len() } else { 0 };
    (written.len() >= 2 * marks).then(|| whole.start + marks + skipped.min(2)..whole.end - marks)
}

#[cfg(test)]
mod tests {
    use super::{place, place_of_text};

    #[test]
    fn a_value_is_found_by_its_keys_and_not_by_its_words() {
        let text = "# timezone = \"X\"\n[site]\ntitle = \"X\"\ntimezone = \"X\" # X\n[[autolinks]]\nurl = '''\nX'''\n";
        let found = |keys: &[&str]| place(text, keys).map(|range| (text[..range.start].lines().count(), &text[range]));
        assert_eq!(found(&["site", "timezone"]), Some((4, "X")));
        assert_eq!(found(&["site", "owner"]), None);
        assert_eq!(found(&["site", "title", "more"]), None);
        assert_eq!(&text[place_of_text(text, &["autolinks", "0", "url"]).unwrap()], "X");
        assert_eq!(place("not = [toml", &["not"]), None);
    }
}
