//! A site's own templates and themes.

use super::plain::{self, Links};
use super::scope::{OWN_DEPTH, OWN_LIMIT, is_own};
use super::worktree::relative;
use crate::diagnostic::Error;
use std::collections::BTreeMap;
use std::io::Read;
use std::path::Path;
use walkdir::WalkDir;

/// Reads everything under `templates/` and `themes/` that a theme can use, by path from the site's root.
///
/// Of `templates/` only what a template engine renders counts, so that a folder of Markdown templates stays prose.
pub(super) fn own_files(root: &Path) -> Result<BTreeMap<String, Vec<u8>>, Error> {
    let mut files = BTreeMap::new();
    for folder in ["templates", "themes"] {
        plain::stays_inside(root, folder)?;
        let walk = WalkDir::new(root.join(folder)).follow_links(false).max_depth(OWN_DEPTH).sort_by_file_name();
        for entry in walk.into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file()) {
            let Some(path) = relative(root, entry.path()) else {
                continue;
            };
            if is_own(&path) {
                let bytes = read(entry.path())
                    .map_err(|error| Error::new(format!("can't read `{path}`: {}", plain::reason(&error))))?;
                files.insert(path, bytes);
            }
        }
    }
    Ok(files)
}

/// Reads a file up to the limit.
fn read(file: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    plain::open_regular(file, Links::Refused)?.0.take(OWN_LIMIT).read_to_end(&mut bytes)?;
    Ok(bytes)
}
