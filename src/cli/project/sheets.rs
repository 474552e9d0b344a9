//! What was read of one state of a folder, for the reading of another: most files of a branch are those of its base.
//!
//! In: the sheets of a state, and under which configuration they were read. Out: the sheet of a file that is the same
//! in another state, so that it isn't parsed again and both hold one text.

use super::Raw;
use crate::backlog::{Backlog, Sheet, Today};
use crate::config::Config;
use std::collections::HashMap;
use std::sync::Arc;

/// The sheets of a state, by path.
#[derive(Debug, Default)]
pub(in crate::cli) struct Sheets {
    config_text: String,
    preset: &'static str,
    by_path: HashMap<Arc<str>, Sheet>,
    today: Today,
}

impl Sheets {
    /// Takes note of sheets that were read under a configuration. What was made of several files, or of a part of one,
    /// isn't among them: a text alone doesn't say what it was made of.
    pub(super) fn of(sheets: impl Iterator<Item = (Sheet, bool)>, config: &Config, config_text: &str) -> Self {
        let whole = sheets.filter(|(_, whole)| *whole);
        let by_path = whole.map(|(sheet, _)| (Arc::clone(&sheet.document.path), sheet)).collect();
        Self { config_text: config_text.to_owned(), preset: config.preset, by_path, today: Today::default() }
    }

    /// Takes note of what they say as versions in git.
    pub(super) fn with(self, today: Today) -> Self {
        Self { today, ..self }
    }

    /// Takes up the items as they were bound: those of another state mostly lead where these do, and are shared then.
    pub(super) fn bound(mut self, backlog: &Backlog) -> Self {
        for item in &backlog.items {
            if let Some(sheet) = self.by_path.get_mut(&item.path) {
                sheet.item = Arc::clone(item);
            }
        }
        self
    }

    /// Gives what they say as versions in git.
    pub(super) const fn today(&self) -> &Today {
        &self.today
    }

    /// Gives those that hold under a configuration: all, or none. What may be shown is the same for all states.
    pub(super) fn under(&self, config: &Config, config_text: &str) -> Option<&Self> {
        (self.config_text == config_text && self.preset == config.preset).then_some(self)
    }

    /// Gives the sheet of a file that is the same.
    pub(super) fn same(&self, raw: &Raw) -> Option<Sheet> {
        let file = raw.prose.as_ref().filter(|_| raw.is_one_whole_file())?;
        let sheet = self.by_path.get(&raw.path)?;
        (sheet.document.text.as_bytes() == file.bytes).then(|| sheet.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backlog::Trees;
    use crate::source::Found;

    fn file(path: &str, text: &str, cut: Option<u64>) -> Found {
        Found { path: path.into(), bytes: text.into(), cut, seen: None }
    }

    fn raw(text: &str, cut: Option<u64>) -> Raw {
        Raw { path: "a.md".into(), prose: Some(file("a.md", text, cut)), described_by: Vec::new() }
    }

    #[test]
    fn only_a_whole_file_with_the_same_bytes_is_the_same() {
        let config = crate::config::load(None, None).unwrap().config;
        let text = "---\nid: A-1\n---\nBody\n";
        let sheet = Sheet::read_with(raw(text, None).read(), &config, Trees::Keep);
        let sheets = Sheets::of([(sheet.clone(), true)].into_iter(), &config, "a = 1");
        let same = sheets.same(&raw(text, None)).unwrap();
        assert!(Arc::ptr_eq(&same.document, &sheet.document));
        assert!(sheets.same(&raw("---\nid: A-2\n---\nBody\n", None)).is_none());
        assert!(sheets.same(&raw(text, Some(1 << 30))).is_none(), "the rest may be another");
        let described = Raw { described_by: vec![file("a.yaml", "id: A-3\n", None)], ..raw(text, None) };
        assert!(sheets.same(&described).is_none());
        assert!(sheets.under(&config, "a = 1").is_some() && sheets.under(&config, "a = 2").is_none());
        assert!(Sheets::of([(sheet, false)].into_iter(), &config, "").same(&raw(text, None)).is_none());
    }
}
