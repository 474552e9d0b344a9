//! What one version of a document says.
//!
//! In: the heads of all versions. Out: for each its fields under Backlit's names, without private ones. Each head is
//! read once, in parallel, by the readers of today's documents.

use crate::backlog::fields::{Fields, Reading, digest, values};
use crate::backlog::identity;
use crate::backlog::privacy::{private_fields, says_unpublished, strip};
use crate::config::{Config, Kind};
use crate::document::{Node, Packed, read_head};
use crate::order::Gather;
use crate::source::{History, Matter, Version};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The fields of a document, in order of name.
pub(super) type Values = Arc<[(Arc<str>, Packed)]>;

/// What one version of a document says.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Said {
    /// What it says in its fields.
    pub(super) values: Values,
    /// The digest of that.
    pub(super) digest: u64,
    /// The id that it names.
    pub(super) id: Option<String>,
    /// The kind that it names.
    pub(super) kind: Option<Kind>,
    /// Whether it can't be read.
    pub(super) unread: bool,
    /// Whether it says that it isn't for the site.
    pub(super) private: bool,
}

/// What all versions say.
#[derive(Debug)]
pub(super) struct All {
    read: BTreeMap<(usize, Matter), Arc<Said>>,
    lost: Arc<Said>,
}

impl All {
    /// Gives what a version says.
    pub(super) fn get(&self, version: Version, matter: Matter) -> Arc<Said> {
        let found = version.text.and_then(|text| self.read.get(&(text, matter)));
        Arc::clone(found.unwrap_or(&self.lost))
    }
}

/// Reads the heads of all versions.
pub(super) fn read_all(history: &History, config: &Config) -> All {
    let changes = history.commits.iter().flat_map(|commit| &commit.changes);
    let mut wanted: Vec<(usize, Matter)> =
        changes.filter_map(|change| Some((change.version?.text?, change.matter))).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let private = private_fields(config);
    let said: Vec<Arc<Said>> = wanted
        .par_iter()
        .map(|(text, matter)| Arc::new(read(&history.texts[*text], *matter, (config, &private))))
        .collect();
    let lost = Arc::new(Said { unread: true, ..Said::default() });
    All { read: wanted.into_iter().zip(said).into_map(), lost }
}

/// Reads one head.
fn read(bytes: &[u8], matter: Matter, (config, private): (&Config, &[&str])) -> Said {
    let head = read_head(bytes, matter);
    if says_unpublished(head.matter.as_ref(), head.broken.as_deref()) {
        return Said { private: true, ..of(head.matter.as_ref(), config) };
    }
    if head.broken.is_some() {
        return Said { unread: true, ..Said::default() };
    }
    let mut matter = head.matter;
    if let Some(matter) = &mut matter {
        strip(matter, private);
    }
    let values = values(matter.as_ref(), &config.fields);
    let digest = digest(values.iter().map(|(name, node)| (&**name, &**node)));
    let values = values.iter().map(|(name, node)| (Arc::from(&**name), Packed::new(node)));
    Said { values: values.collect(), digest, ..of(matter.as_ref(), config) }
}

/// Reads which document it is.
fn of(matter: Option<&Node>, config: &Config) -> Said {
    let path = Arc::from("");
    let mut reading = Reading { path: &path, text: "", diagnostics: Vec::new() };
    let mut fields = Fields::top(matter, &config.fields);
    let kind = identity::written_kind(&mut reading, &mut fields);
    let id = identity::id(&mut reading, &mut fields).map(|(id, _)| id);
    Said { id, kind, ..Said::default() }
}

impl Said {
    /// Gives the value of a field.
    pub(super) fn get(&self, name: &str) -> Option<Node> {
        let at = self.values.binary_search_by(|(known, _)| (**known).cmp(name)).ok()?;
        Some(self.values[at].1.node())
    }
}
