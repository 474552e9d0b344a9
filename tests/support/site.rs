//! A built site: its files and its pages.

use super::html::Page;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The files of a built site, by path.
#[derive(Debug)]
pub(crate) struct Site {
    pub(crate) files: BTreeMap<String, Vec<u8>>,
}

impl Site {
    /// Reads all files below a folder.
    pub(crate) fn read(folder: &Path) -> Self {
        Self { files: tree(folder) }
    }

    /// Gives a page's text.
    #[track_caller]
    pub(crate) fn text(&self, path: &str) -> &str {
        let bytes = self.files.get(path);
        let bytes = bytes.unwrap_or_else(|| panic!("no {path} in {:?}", self.files.keys()));
        std::str::from_utf8(bytes).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Walks the pages.
    pub(crate) fn pages(&self) -> impl Iterator<Item = (&str, Page)> {
        let pages = self.files.keys().filter(|path| has_end(path, "html"));
        pages.map(|path| (path.as_str(), Page::parse(self.text(path))))
    }

    /// Gives the part of a page that is its own.
    #[track_caller]
    pub(crate) fn main(&self, path: &str) -> &str {
        let text = self.text(path);
        let start = text.find("<main").expect("every page has a main part");
        let end = text.find("</main>").expect("every page has a main part") + "</main>".len();
        &text[start..end]
    }
}

/// Tells whether a path has an ending.
pub(crate) fn has_end(path: &str, end: &str) -> bool {
    Path::new(path).extension().is_some_and(|found| found == end)
}

/// Reads everything below a folder: files with their bytes, links with what they say.
pub(crate) fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = walkdir::WalkDir::new(folder).min_depth(1).into_iter();
    let mut found = BTreeMap::new();
    for entry in entries.map(Result::unwrap) {
        let kind = entry.file_type();
        let path = entry.path().strip_prefix(folder).unwrap();
        let path = path.to_string_lossy().into_owned();
        if kind.is_file() {
            found.insert(path, fs::read(entry.path()).unwrap());
        } else if kind.is_symlink() {
            let target = fs::read_link(entry.path()).unwrap();
            found.insert(path, target.to_string_lossy().into_owned().into_bytes());
        }
    }
    found
}
