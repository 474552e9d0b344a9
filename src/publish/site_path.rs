//! The paths of a site: which are acceptable, and that each is used once. In: '/'-separated relative paths. Out: a sorted
//! record of files and folders. Never touches the disk; twins by case or Unicode form are the planner's business.

use std::collections::BTreeMap;
use std::path::{Component, Path};

use super::error::{Problem, PublishError};
use crate::source::MARKER;

/// Whether a path of the site is a file or a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Folder,
}

/// Every path that this build has used.
#[derive(Debug, Default)]
pub(super) struct Claims(pub(super) BTreeMap<String, Kind>);

impl Claims {
    /// Records a file; a second file of that path, or a folder of that path, is an error.
    pub(super) fn file(&mut self, path: &str) -> Result<(), PublishError> {
        check(path)?;
        self.parents(path)?;
        match self.0.insert(path.to_owned(), Kind::File) {
            None => Ok(()),
            Some(_) => Err(twice(path)),
        }
    }

    /// Records a folder and its parents; a file of that path is an error.
    pub(super) fn folder(&mut self, path: &str) -> Result<(), PublishError> {
        check(path)?;
        self.parents(path)?;
        match self.0.insert(path.to_owned(), Kind::Folder) {
            Some(Kind::File) => Err(twice(path)),
            _ => Ok(()),
        }
    }

    /// Records the folders above `path`, nearest first, up to one that is known.
    fn parents(&mut self, path: &str) -> Result<(), PublishError> {
        let mut rest = path;
        while let Some((folder, _)) = rest.rsplit_once('/') {
            match self.0.get(folder) {
                Some(Kind::Folder) => break,
                Some(Kind::File) => return Err(twice(folder)),
                None => self.0.insert(folder.to_owned(), Kind::Folder),
            };
            rest = folder;
        }
        Ok(())
    }
}

fn check(path: &str) -> Result<(), PublishError> {
    let plain = |part: &str| !matches!(part, "" | "." | "..") && !part.eq_ignore_ascii_case(".git");
    let normal = Path::new(path).components().all(|c| matches!(c, Component::Normal(_)));
    let marker = path.split('/').next().is_some_and(|first| first.eq_ignore_ascii_case(MARKER));
    if normal && !marker && path.split('/').all(plain) && !path.contains(['\\', '\0']) {
        return Ok(());
    }
    Err(PublishError::new(
        Problem::BadPath,
        Path::new(path),
        "cannot be a path of the site",
        "Use a relative path inside the site, without `..`, `.git` or the name `.backlit`.",
    ))
}

fn twice(path: &str) -> PublishError {
    PublishError::new(
        Problem::Twice,
        Path::new(path),
        "would be written twice",
        "Give one of the two pages another address.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_that_leave_the_site_are_refused() {
        let bad =
            ["", "/a", "a//b", "a/", "./a", "../a", "a/..", "a\\b", "a\0", ".backlit", ".Backlit/x", "b/.GIT/config"];
        for path in bad {
            assert_eq!(Claims::default().file(path).unwrap_err().problem(), Problem::BadPath, "{path:?}");
        }
        for path in ["a", "a/b.html", "..a/b..", "a b/é.html", "x/.backlit"] {
            Claims::default().file(path).unwrap();
        }
    }

    #[test]
    fn a_path_is_used_once() {
        let mut claims = Claims::default();
        claims.file("a/b").unwrap();
        claims.folder("a").unwrap();
        for again in ["a/b", "a", "a/b/c"] {
            assert_eq!(claims.file(again).unwrap_err().problem(), Problem::Twice, "{again}");
        }
        assert_eq!(claims.folder("a/b").unwrap_err().problem(), Problem::Twice);
    }
}
