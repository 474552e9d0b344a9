//! What one version of a document says.
//!
//! In: the heads of all versions, and what today's documents say. Out: for each its fields under Backlit's names,
//! without private ones. Each head is read once, in parallel, by the readers of today's documents; what one of those
//! says needs no head.

use crate::backlog::fields::{Fields, Reading, digest, values};
use crate::backlog::identity;
use crate::backlog::privacy::{private_fields, says_unpublished, strip, stripped};
use crate::backlog::timeline::Values;
use crate::config::{Config, Kind};
use crate::document::{Document, Met, Node, Packed, read_head};
use crate::order::Gather;
use crate::source::{History, Matter, Version};
use rayon::prelude::*;
use std::collections::{BTreeMap, HashMap};
use std::convert::Infallible;
use std::sync::Arc;

thread_local! {
    static NAMES: Met<Arc<str>> = const { Met::new() };
}

/// What one version of a document says.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Said {
    /// What it says in its fields; each has a value.
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

/// What today's documents say, by the contents that their files have.
#[derive(Debug, Clone, Default)]
pub struct Today(HashMap<u128, Arc<Said>>);

impl Today {
    /// Tells whether a version says what is known of one of them.
    pub fn has(&self, blob: u128, matter: Matter) -> bool {
        matter == Matter::Fenced && self.0.contains_key(&blob)
    }
}

/// Takes note of documents: the content of each, and what [`Said::of`] gives.
impl Extend<(u128, Arc<Said>)> for Today {
    fn extend<T: IntoIterator<Item = (u128, Arc<Said>)>>(&mut self, documents: T) {
        self.0.extend(documents);
    }
}

/// What all versions say.
#[derive(Debug)]
pub(super) struct All<'a> {
    today: &'a Today,
    read: BTreeMap<(usize, Matter), Arc<Said>>,
    lost: Arc<Said>,
}

impl All<'_> {
    /// Gives what a version says.
    pub(super) fn get(&self, version: Version, matter: Matter) -> Arc<Said> {
        let read = version.text.and_then(|text| self.read.get(&(text, matter)));
        let today = || self.today.0.get(&version.blob).filter(|_| matter == Matter::Fenced);
        Arc::clone(read.or_else(today).unwrap_or(&self.lost))
    }
}

/// Reads the heads of all versions that aren't at hand.
pub(super) fn read_all<'a>(history: &History, today: &'a Today, config: &Config) -> All<'a> {
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
    All { today, read: wanted.into_iter().zip(said).into_map(), lost }
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
    published(matter.as_ref(), config)
}

/// Reads a front matter without private fields.
fn published(matter: Option<&Node>, config: &Config) -> Said {
    let values = values(matter, &config.fields);
    let digest = digest(values.iter().map(|(name, node)| (&**name, &**node)));
    let values = values.iter().map(|(name, node)| (shared(name), Some(Packed::new(node))));
    Said { values: values.collect(), digest, ..of(matter, config) }
}

/// Gives a name that documents share.
fn shared(name: &str) -> Arc<str> {
    let make = || Ok::<_, Infallible>(Arc::from(name));
    let Ok(shared) = NAMES.with(|met| met.share(name.as_bytes(), |known: &Arc<str>| **known == *name, make));
    shared
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
    /// Gives what a version says that holds what a document's only file holds; none of one that can't be read, whose
    /// version says less than the file.
    pub fn of(document: &Document, config: &Config) -> Option<Arc<Self>> {
        if document.broken || document.beside.is_some() {
            return None;
        }
        let matter = document.matter.as_ref();
        if says_unpublished(matter, None) {
            return Some(Arc::new(Self { private: true, ..of(matter, config) }));
        }
        let private = private_fields(config);
        let matter = matter.map(|matter| stripped(matter, &private));
        Some(Arc::new(published(matter.as_deref(), config)))
    }

    /// Gives the value of a field.
    pub(super) fn get(&self, name: &str) -> Option<Node> {
        let at = self.values.binary_search_by(|(known, _)| (**known).cmp(name)).ok()?;
        self.values[at].1.as_ref().map(Packed::node)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::head;
    use proptest::prelude::*;

    /// Reads a file as a document of today and as a version in git; what the first says must be what the second says.
    fn check(bytes: &[u8], config: &Config) {
        let document = Document::read("a.md".into(), bytes.to_vec(), None);
        let version = read(head(bytes, Matter::Fenced), Matter::Fenced, (config, &private_fields(config)));
        if let Some(said) = Said::of(&document, config) {
            assert_eq!(*said, version, "{:?}", String::from_utf8_lossy(bytes));
        }
    }

    /// Gives a configuration, and one that keeps a field private.
    fn configs() -> [Config; 2] {
        [None, Some("[privacy]\nfields = [\"owner\"]\n")].map(|text| crate::config::load(text, None).unwrap().config)
    }

    #[test]
    fn a_document_says_what_its_version_says() {
        let config = &configs()[0];
        let files: [&[u8]; 8] = [
            b"---\nid: A-1\ntitle: T\nowner: me\ntype: [a, b]\nlabels: [c]\nscores: {impact: 3}\n---\n# Body\n\xff\n",
            b"\xEF\xBB\xBF---\r\nid: A-1\r\nowner: me\r\n---\r\nBody\r\n",
            b"---\rid: A-1\r---\rBody",
            b"---\nid: A-1\npublish: false\nowner: me\n---\n",
            b"---\nid: A-1\ndraft: false\nOwner: me\nsome-field: x\nsome_field: y\n---\n",
            b"+++\nid = \"A-1\"\nowner = \"me\"\n+++\n",
            b"# A body alone\n",
            b"---\na: \xFF\n---\n\xFE",
        ];
        for (config, file) in configs().iter().flat_map(|config| files.map(|file| (config, file))) {
            check(file, config);
        }
        let known = |file: &[u8]| Said::of(&Document::read("a.md".into(), file.to_vec(), None), config).is_some();
        assert!(known(files[0]) && !known(b"---\nid: [\n---\n"), "one that can't be read isn't known");
    }

    proptest! {
        #[test]
        fn any_document_says_what_its_version_says(
            fence in "(---|\\+\\+\\+|\u{FEFF}{1,2}---)",
            lines in prop::collection::vec("(id|owner|draft|publish|type|a-b|a_b|scores|outcomes):? ?(=|-|\\[|\\{)?( ?[a-z0-9:,'\"\u{A0}-]{0,8})(\\]|\\})?", 0..6),
            end in "\r?\n(---|\\+\\+\\+)?\r?\n?.{0,8}",
        ) {
            let file = [fence, "\n".to_owned(), lines.join("\n"), end].concat();
            for config in configs() {
                check(file.as_bytes(), &config);
            }
        }
    }
}
