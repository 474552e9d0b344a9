//! Links between the documents lead somewhere.

use super::file;
use std::fs;
use std::path::PathBuf;

/// The Markdown files at the top and below `docs/`.
fn documents() -> Vec<PathBuf> {
    let walk = |folder: &str, depth| walkdir::WalkDir::new(file(folder)).max_depth(depth).sort_by_file_name();
    let entries = walk(".", 1).into_iter().chain(walk("docs", 9)).map(Result::unwrap);
    entries.map(walkdir::DirEntry::into_path).filter(|path| path.extension().is_some_and(|end| end == "md")).collect()
}

/// A heading's anchor, as code hosts make it.
fn anchor(heading: &str) -> String {
    let text = heading.trim_start_matches('#').trim().to_lowercase();
    text.chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c)).collect::<String>().replace(' ', "-")
}

/// Takes the blocks of code out of a document.
fn without_examples(text: &str) -> String {
    let parts = text.split("\n```").enumerate();
    parts.filter(|(at, _)| at % 2 == 0).map(|(_, part)| part).collect()
}

#[test]
fn documents_link_to_files_and_headings_that_exist() {
    let mut links = 0;
    for path in documents() {
        let text = without_examples(&fs::read_to_string(&path).unwrap());
        for target in text.split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
            if target.contains("://") || target.contains(char::is_whitespace) {
                continue;
            }
            links += 1;
            let (name, fragment) = target.split_once('#').unwrap_or((target, ""));
            let place = if name.is_empty() { path.clone() } else { path.parent().unwrap().join(name) };
            assert!(place.exists(), "{} links to {target}", path.display());
            let found = fragment.is_empty()
                || fs::read_to_string(&place)
                    .unwrap()
                    .lines()
                    .any(|line| line.starts_with('#') && anchor(line) == fragment);
            assert!(found, "{} links to {target}", path.display());
        }
    }
    assert!(links > 30, "{links} links");
}
