//! Which folders are looked into and which files are read, in the working tree and in every old version alike.
//!
//! In: a path below the site's root and the patterns of `[site]`. Out: whether it counts, and as what. Never looks at
//! the disk.

use crate::config::Config;
use crate::diagnostic::{Diagnostic, Span};
use std::sync::Arc;

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

/// What an entry of a folder is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A regular file.
    File,
    /// A symbolic link.
    Link,
    /// Anything else.
    Other,
}

/// What becomes of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// It is a document.
    Read,
    /// Pages may link to it.
    Beside,
    /// Nothing; nobody misses it.
    Nothing,
    /// It is left out, for a reason that its writer should hear.
    LeftOut(&'static str),
}

/// Decides what becomes of a file.
pub(super) fn use_of(config: &Config, path: &str, shape: Shape) -> Use {
    if ignored(config, path) {
        return Use::Nothing;
    }
    let included = matter_of(config, path).is_some();
    if !included && config.privacy.exclude.is_match(path) {
        return Use::Nothing;
    }
    match shape {
        Shape::Link if included => Use::LeftOut("it is a symbolic link"),
        Shape::Link => Use::Nothing,
        Shape::Other => Use::LeftOut("it is no regular file"),
        Shape::File if included => Use::Read,
        Shape::File => Use::Beside,
    }
}

/// Says that a file or a folder is not part of the site.
pub(super) fn left_out(path: &str, why: &str) -> Diagnostic {
    if why == TOO_DEEP {
        return left(path, &format!("this folder is left out: {why}"), "Move what it holds further up.");
    }
    left(path, &format!("this file is left out: {why}"), "Put a regular file with a plain name in its place.")
}

/// Says that a file or a folder can't be read.
pub(super) fn unreadable(path: &str, why: &str) -> Diagnostic {
    // What goes away between the look at its folder and the opening needs no right.
    let gone = [GONE.to_owned(), std::io::ErrorKind::NotFound.to_string()].iter().any(|words| words == why);
    let hint = if gone { "It was there a moment ago: run this again." } else { "Give yourself the right to read it." };
    left(path, &format!("this is left out: it can't be read: {why}"), hint)
}

/// Says something of a file or a folder that is left out.
pub(super) fn left(path: &str, says: &str, hint: &str) -> Diagnostic {
    let path: Arc<str> = Arc::from(path);
    Diagnostic::warning("left-out", &path, Span::FILE, says).hint(hint)
}

/// Says why a folder is not looked into; the figure is that of [`DEPTH`].
pub(super) const TOO_DEEP: &str = "it lies 64 folders deep";

/// Says why a file can't be read that was there before.
pub(super) const GONE: &str = "it is gone";

/// Says why a name counts as none.
pub(super) const NO_UTF8: &str = "its name is no UTF-8 text";

/// Tells whether a file below `templates/` or `themes/` is one that a theme can use.
pub(super) fn is_own(path: &str) -> bool {
    let template = [".html", ".xml", ".svg"].iter().any(|end| path.ends_with(end));
    path.starts_with("themes/") || (path.starts_with("templates/") && template)
}

/// The largest template, style sheet or picture of a theme.
pub(super) const OWN_LIMIT: u64 = 4 * 1024 * 1024;
/// The deepest folder in which a theme's file is found.
pub(super) const OWN_DEPTH: usize = 16;

#[cfg(test)]
mod tests {
    use super::{GONE, unreadable};

    #[test]
    fn only_what_is_there_asks_for_a_right() {
        let hint = |why: &str| unreadable("a.md", why).hint.unwrap_or_default();
        assert!(hint("permission denied").contains("the right"));
        for why in [GONE, "entity not found"] {
            assert!(hint(why).contains("run this again"), "{why}");
        }
    }
}
