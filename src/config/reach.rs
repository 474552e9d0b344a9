//! How far patterns for paths reach: which folders may hold anything that they match.
//!
//! In: patterns. Out: whether a folder is worth a look. Never says no where a pattern could match.

/// The folders that patterns reach into.
#[derive(Debug, Clone, Default)]
pub struct Reach {
    /// The parts of each pattern; none when they reach everywhere.
    patterns: Option<Vec<Vec<String>>>,
}

impl Reach {
    /// Looks at patterns.
    pub(super) fn of(patterns: &[String]) -> Self {
        let parts = |pattern: &String| {
            let plain = !pattern.contains(['{', '\\', '[']);
            plain.then(|| pattern.split('/').map(str::to_owned).collect::<Vec<_>>())
        };
        Self { patterns: patterns.iter().map(parts).collect() }
    }

    /// Gives a reach without limit.
    pub(super) const fn everywhere() -> Self {
        Self { patterns: None }
    }

    /// Tells whether a folder may hold something, itself or further down.
    pub fn reaches(&self, folder: &str) -> bool {
        self.patterns.as_ref().is_none_or(|patterns| patterns.iter().any(|pattern| may_match(pattern, folder)))
    }
}

/// Tells whether one pattern may match something below a folder.
fn may_match(pattern: &[String], folder: &str) -> bool {
    let mut parts = pattern.iter();
    for name in folder.split('/') {
        match parts.next() {
            Some(part) if part.contains("**") => return true,
            Some(part) if part.contains(['*', '?']) || part == name => {}
            _ => return false,
        }
    }
    parts.len() > 0
}

#[cfg(test)]
mod tests {
    use super::Reach;

    #[track_caller]
    fn check(patterns: &[&str], folder: &str, expect: bool) {
        let patterns: Vec<String> = patterns.iter().map(|pattern| (*pattern).to_owned()).collect();
        assert_eq!(Reach::of(&patterns).reaches(folder), expect, "{patterns:?} {folder}");
    }

    #[test]
    fn a_folder_is_worth_a_look_where_a_pattern_could_match() {
        check(&["**/*.md"], "src/deep", true);
        check(&["EIPS/*.md", "*.md"], "EIPS", true);
        check(&["EIPS/*.md", "*.md"], "assets", false);
        check(&["EIPS/*.md", "*.md"], "EIPS/deep", false);
        check(&["backlog/**/*.md", "README.md"], "backlog/tasks/old", true);
        check(&["backlog/**/*.md", "README.md"], "src", false);
        check(&["work/*/notes/*.md"], "work/a/notes", true);
        check(&["work/*/notes/*.md"], "work/a/other", false);
        check(&["work/*/notes/*.md"], "work", true);
        check(&["{a,b/c}/*.md"], "b/c", true);
        check(&["a**/x.md"], "ab/c", true);
    }
}
