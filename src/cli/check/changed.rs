//! What a branch touched.

use crate::config::Config;
use crate::diagnostic::Error;
use crate::order::Gather;
use crate::source::{Content, Revision, When};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// Lists the files whose text differs from the commit at which the branch left another.
pub(super) fn files<'a>(
    root: &Path,
    config: &Config,
    revision: &When,
    texts: impl Iterator<Item = (&'a str, &'a str)>,
) -> Result<BTreeSet<String>, Error> {
    let zone = &config.site.timezone;
    let named = Revision::find(root, revision, zone)?;
    let head = Revision::find(root, &When::Name("HEAD".to_owned()), zone)?;
    let before = head.common_with(&named)?;
    let known: BTreeMap<Arc<str>, Content> = before.documents(config)?.into_iter().into_map();
    let mut touched = BTreeSet::new();
    for (path, text) in texts {
        let same = known.get(path).is_some_and(|content| content.is(text.as_bytes()));
        if !same && !before.bytes(path)?.is_some_and(|bytes| reads_the_same(&bytes, text)) {
            touched.insert(path.to_owned());
        }
    }
    Ok(touched)
}

/// Tells whether bytes are a text but for the mark before it and the ends of its lines, which a checkout may change.
fn reads_the_same(bytes: &[u8], text: &str) -> bool {
    let plain = |text: &str| text.trim_start_matches('\u{FEFF}').replace("\r\n", "\n");
    plain(&String::from_utf8_lossy(bytes)) == plain(text)
}
