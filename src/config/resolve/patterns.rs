//! Patterns for paths.
//!
//! In: what the file says, one list of patterns or one of each table. Out: what tells whether a path fits; or which pattern
//! is none.

use super::Resolver;
use crate::config::Lists;
use crate::diagnostic::Error;
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// How many tables of one name give files something: each path is looked for in all of them.
const TABLES: usize = 2_000;

impl Resolver<'_> {
    /// Reads one list of patterns.
    pub(super) fn globs(&self, keys: &[&str], patterns: &[String]) -> Result<GlobSet, Error> {
        let mut set = GlobSetBuilder::new();
        self.add(&mut set, keys, patterns)?;
        self.built(&set, keys)
    }

    /// Puts the patterns of all tables of one name into one set.
    pub(super) fn lists<'a>(
        &self,
        table: &str,
        tables: impl Iterator<Item = &'a [String]> + Clone,
    ) -> Result<Lists, Error> {
        if tables.clone().count() > TABLES {
            return Err(self
                .wrong(&[table, &TABLES.to_string()], format!("there are more than {TABLES} tables `[[{table}]]`"))
                .hint("Join those that say the same: `paths` takes a list, and `**` stands for any folders."));
        }
        let mut set = GlobSetBuilder::new();
        for (at, patterns) in tables.clone().enumerate() {
            self.add(&mut set, &[table, &at.to_string(), "paths"], patterns)?;
        }
        Ok(Lists::new(self.built(&set, &[table])?, tables.map(<[String]>::len)))
    }

    fn add(&self, set: &mut GlobSetBuilder, keys: &[&str], patterns: &[String]) -> Result<(), Error> {
        for (at, pattern) in patterns.iter().enumerate() {
            set.add(GlobBuilder::new(pattern).literal_separator(true).build().map_err(|error| {
                self.wrong(
                    &[keys, &[at.to_string().as_str()]].concat(),
                    format!("`{pattern}` is no pattern for paths: {}", error.kind()),
                )
                .hint("Use `*` within a folder name and `**` for any folders.")
            })?);
        }
        Ok(())
    }

    fn built(&self, set: &GlobSetBuilder, keys: &[&str]) -> Result<GlobSet, Error> {
        set.build().map_err(|_| {
            self.wrong(keys, "these patterns take too much memory together".to_owned())
                .hint("Shorten them: `*` and `**` stand for many names at once.")
        })
    }
}
