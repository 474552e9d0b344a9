//! Takes changes of prose back.

/// Takes a section out: from its heading to the next one, or to the end.
pub(super) fn undo_section(text: &str, heading: &str) -> Option<String> {
    let mark = format!("\n## {heading}\n");
    let start = text.find(&mark)?;
    let rest = &text[start + mark.len()..];
    let before = text[..start].trim_end_matches('\n');
    Some(match rest.find("\n## ") {
        Some(end) => format!("{before}\n{}", &rest[end..]),
        None => format!("{before}\n"),
    })
}

/// Puts the old words in place of the new ones, which must stand there once.
pub(super) fn undo_edit(text: &str, old: &str, new: &str) -> Option<String> {
    let mut found = text.match_indices(new);
    let (at, _) = found.next()?;
    found.next().is_none().then(|| format!("{}{old}{}", &text[..at], &text[at + new.len()..]))
}

#[cfg(test)]
mod tests {
    use super::{undo_edit, undo_section};

    #[test]
    fn a_section_goes_with_its_text() {
        let text = "a\n\n## One\n\nb\n\n## Two\n\nc\n";
        assert_eq!(undo_section(text, "One").as_deref(), Some("a\n\n## Two\n\nc\n"));
        assert_eq!(undo_section(text, "Two").as_deref(), Some("a\n\n## One\n\nb\n"));
        assert_eq!(undo_section(text, "Three"), None);
    }

    #[test]
    fn words_must_stand_there_once() {
        assert_eq!(undo_edit("a new b", "old", "new").as_deref(), Some("a old b"));
        assert_eq!(undo_edit("new new", "old", "new"), None);
        assert_eq!(undo_edit("a", "old", "new"), None);
    }
}
