//! Which folders are looked into and which files are read, in the working tree and in every old version alike.
//!
//! In: a path below the site's root and the patterns of `[site]`. Out: whether it counts, and as what. Never looks at
//! the disk.

use crate::config::Config;

/// The largest Markdown file that is read whole.
pub(super) const FILE_LIMIT: u64 = 4 * 1024 * 1024;
/// How much of a larger Markdown file is read.
pub(super) const CUT: u64 = 64 * 1024;
/// The deepest folder that is looked into.
pub(super) const DEPTH: usize = 64;

/// Where a file keeps its front matter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Matter {
    /// Between fences above its prose.
    Fenced,
    /// It is nothing else: a YAML file that describes the Markdown beside it.
    Whole,
}

/// Tells whether a folder is looked into: not a hidden one, the output, or an excluded one.
pub(super) fn enters(config: &Config, path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    !name.starts_with('.') && path != config.site.output && !config.site.exclude.is_match(format!("{path}/_"))
}

/// Tells whether a file is left out before anything else is asked: a hidden or an excluded one.
pub(super) fn ignored(config: &Config, path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.starts_with('.') || config.site.exclude.is_match(path)
}

/// Tells how a file is read, if it is.
pub fn matter_of(config: &Config, path: &str) -> Option<Matter> {
    let name = path.rsplit('/').next().unwrap_or(path);
    if config.site.front_matter_files.iter().any(|file| file == name) {
        return Some(Matter::Whole);
    }
    config.site.include.is_match(path).then_some(Matter::Fenced)
}
