//! What a branch touched.

use crate::diagnostic::Error;
use crate::source;
use std::collections::BTreeSet;
use std::path::Path;

/// Lists the files whose text differs from the commit at which the branch left a revision.
pub(super) fn files<'a>(
    root: &Path,
    revision: &str,
    texts: impl Iterator<Item = (&'a str, &'a str)>,
) -> Result<BTreeSet<String>, Error> {
    let folder = source::folder_in_repository(root);
    let before = source::Tree::where_left(root, revision)?;
    let differs =
        |path: &str, text: &str| before.bytes(&format!("{folder}{path}")).is_none_or(|bytes| bytes != text.as_bytes());
    Ok(texts.filter(|(path, text)| differs(path, text)).map(|(path, _)| path.to_owned()).collect())
}
