//! Mends what is certain.
//!
//! In: a context and the findings that are left. Out: the new text of each file, in which nothing but the bytes of those
//! values differs. A finding that is allowed is left alone.

use super::context::Context;
use super::rule::Edit;
use super::rules::rule;
use crate::diagnostic::Diagnostic;
use crate::order::Order;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A file with its old and its new text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mended {
    /// The path.
    pub path: Arc<str>,
    /// The text as it was read.
    pub before: String,
    /// The text as it should be.
    pub after: String,
    /// How many findings that mends.
    pub fixes: usize,
}

/// Mends every file for which something certain is known.
pub fn mend(context: &Context<'_>, found: &[Diagnostic]) -> Vec<Mended> {
    let mut by_path: BTreeMap<&Arc<str>, Vec<&Diagnostic>> = BTreeMap::new();
    for one in found.iter().filter(|one| rule(one.rule).is_some_and(|rule| rule.fix.is_some())) {
        by_path.entry(&one.path).or_default().push(one);
    }
    let items = super::fingerprint::items_by_file(context.backlog);
    let mended = by_path.into_iter().filter_map(|(path, found)| {
        let at = *items.get(&**path)?;
        let (edits, fixes) = edits(context, at, &found)?;
        let before = context.matter_text(at).to_owned();
        let after = apply(&before, edits);
        (after != before).then(|| Mended { path: Arc::clone(path), before, after, fixes })
    });
    mended.collect()
}

/// Collects the edits of a file that belong to findings which are left.
fn edits(context: &Context<'_>, at: usize, found: &[&Diagnostic]) -> Option<(Vec<Edit>, usize)> {
    let matter = context.matter(at)?;
    let mut names: Vec<&str> = found.iter().map(|one| one.rule).collect();
    names.sort_unstable();
    names.dedup();
    let mut all = Vec::new();
    let mut fixes = 0;
    for name in names {
        let fix = rule(name)?.fix?;
        let edits = fix(context, at, &matter);
        for one in found.iter().filter(|one| one.rule == name) {
            let own: Vec<Edit> = edits.iter().filter(|edit| meets(edit, one)).cloned().collect();
            fixes += usize::from(!own.is_empty());
            all.extend(own);
        }
    }
    Some((all, fixes))
}

/// Tells whether an edit mends a finding.
fn meets(edit: &Edit, found: &Diagnostic) -> bool {
    let (a, b) = (edit.of, found.span);
    a.offset < b.offset + b.len.max(1) && b.offset < a.offset + a.len.max(1)
}

/// Applies edits from the last to the first; of two that overlap the first stays.
fn apply(text: &str, mut edits: Vec<Edit>) -> String {
    edits.order_by_key(|edit| (edit.range.start, edit.range.end));
    edits.dedup_by(|later, earlier| later.range.start < earlier.range.end);
    let mut text = text.to_owned();
    for edit in edits.into_iter().rev() {
        text.replace_range(edit.range, &edit.text);
    }
    text
}

impl Mended {
    /// Writes what changes, line by line, as a unified diff without context.
    pub fn diff(&self) -> String {
        // A line break in a name would begin the change of another file.
        let path = self.path.replace(char::is_control, "\u{FFFD}");
        let mut text = format!("--- {path}\n+++ {path}\n");
        let lines = self.before.lines().zip(self.after.lines()).enumerate();
        for (at, (before, after)) in lines.filter(|(_, (before, after))| before != after) {
            let place = at + 1;
            text.extend([format!("@@ -{place} +{place} @@\n-{before}\n+{after}\n")]);
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::Mended;

    #[test]
    fn a_name_cannot_begin_the_change_of_another_file() {
        let path = "a\n+++ other\n@@ -1 +1 @@\n-x\n+y".into();
        let mended = Mended { path, before: "a \nb\n".to_owned(), after: "a\nb\n".to_owned(), fixes: 1 };
        let diff = mended.diff();
        assert_eq!(diff.lines().filter(|line| line.starts_with("+++ ") || line.starts_with("@@")).count(), 2, "{diff}");
    }
}
