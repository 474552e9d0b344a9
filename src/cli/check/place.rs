//! Which site is meant, and which of its files.

use crate::diagnostic::Error;
use std::path::{Path, PathBuf};

/// A site and the files that are asked for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The site's folder.
    pub(super) root: PathBuf,
    /// Files and folders in it; none for all.
    pub(super) within: Vec<String>,
}

impl Place {
    /// Tells whether a file is asked for.
    pub(super) fn holds(&self, path: &str) -> bool {
        self.within.is_empty()
            || self
                .within
                .iter()
                .any(|part| path == part || path.strip_prefix(part.as_str()).is_some_and(|rest| rest.starts_with('/')))
    }
}

/// Finds the site of some paths: the nearest folder above the first with a `backlit.toml`, else that folder itself.
pub(super) fn find(paths: &[PathBuf]) -> Result<Place, Error> {
    let Some(first) = paths.first() else {
        return Ok(Place { root: PathBuf::from("."), within: Vec::new() });
    };
    let root = root(first)?;
    let top = whole(&root)?;
    let mut within = Vec::new();
    for path in paths {
        let path = whole(path)?;
        if path == top {
            return Ok(Place { root, within: Vec::new() });
        }
        let part = path.strip_prefix(&top).map_err(|_| {
            Error::new(format!("`{}` is not in the site `{}`", path.display(), root.display()))
                .hint("Check one site at a time.")
        })?;
        let parts: Vec<String> =
            part.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect();
        within.push(parts.join("/"));
    }
    Ok(Place { root, within })
}

/// Finds the folder of a site. The search ends at the top of a repository.
fn root(path: &Path) -> Result<PathBuf, Error> {
    if path.join("backlit.toml").is_file() {
        return Ok(path.to_owned());
    }
    let whole = whole(path)?;
    let mut above = whole.ancestors().skip(usize::from(whole.is_file()));
    let mut found = None;
    for folder in above.by_ref() {
        if folder.join("backlit.toml").is_file() {
            found = Some(folder.to_owned());
            break;
        }
        if folder.join(".git").exists() {
            break;
        }
    }
    let own = || if whole.is_file() { PathBuf::from(".") } else { path.to_owned() };
    Ok(found.unwrap_or_else(own))
}

/// Resolves a path.
fn whole(path: &Path) -> Result<PathBuf, Error> {
    path.canonicalize().map_err(|_| {
        Error::new(format!("there is no `{}`", path.display())).hint("Name a site's folder, or files in it.")
    })
}
