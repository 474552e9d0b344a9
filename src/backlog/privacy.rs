//! What stays out of the site: documents that say so or that the configuration names, and fields that it names.
//!
//! In: a document as it was read. Out: whether it may be shown, without the private fields, and the names of one that
//! may not. It stands before everything else, so that nothing later can show what it never had.

use super::Item;
use super::fields::same_key;
use crate::config::Config;
use crate::diagnostic::Span;
use crate::document::markdown::scan;
use crate::document::{Document, Node, Value};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// What was kept out. Its names are never shown; they only keep a mention from counting as a mistake.
#[derive(Debug, Default)]
pub struct Withheld {
    names: BTreeSet<String>,
}

/// Tells whether a document stays out of the site.
pub(super) fn is_private(document: &Document, config: &Config) -> bool {
    config.privacy.exclude.is_match(&*document.path) || !config.privacy.drafts && is_draft(document)
}

/// Takes the private fields out of a document's front matter; tells whether its text has to be masked.
pub(super) fn withhold_fields(document: &mut Document, config: &Config) -> bool {
    let fields = private_fields(config);
    let removed = document.matter.as_mut().map_or(0, |matter| strip(matter, &fields));
    removed > 0 || (document.broken && !fields.is_empty())
}

/// Gives the names under which a document can be mentioned.
pub(super) fn names_of(document: &Document, item: &Item) -> [String; 4] {
    let path = document.path.to_lowercase();
    let stem = super::stem(&path).to_owned();
    [item.id.to_lowercase(), item.title.to_lowercase(), stem, path]
}

/// Blanks the front matter of a document that had private fields, so that no excerpt can show a part of it.
///
/// Line breaks and lengths stay, and every place stays right.
pub(super) fn mask(document: &mut Document) {
    let end = if document.broken && document.body == 0 { document.text.len() } else { document.body };
    document.text = blank(&document.text[..end]) + &document.text[end..];
    if let Some((_, text)) = &mut document.beside {
        *text = blank(text);
    }
    if document.broken {
        document.outline = scan(document.body());
        for found in &mut document.diagnostics {
            "the front matter can't be read, and its text isn't shown because it may hold private fields"
                .clone_into(&mut found.message);
            found.span = Span::FILE;
            found.hint = None;
            found.related.clear();
        }
    }
}

impl Withheld {
    /// Tells whether a mention means something that was kept out: an id, a title, a path or a file's name.
    pub fn has(&self, name: &str) -> bool {
        !self.names.is_empty() && self.names.contains(&name.trim().to_lowercase())
    }

    /// Notes names under which something may be mentioned.
    pub(super) fn remember(&mut self, names: &[String]) {
        self.names.extend(names.iter().cloned());
    }
}

/// Lists the keys of private fields, under every name that the site keeps for them.
pub(super) fn private_fields(config: &Config) -> Vec<&str> {
    let keys = |name: &str| config.fields.get(name).into_iter().flatten().map(String::as_str);
    config.privacy.fields.iter().flat_map(|name| keys(name).chain([name.as_str()])).collect()
}

/// Takes out of a front matter what isn't for the site, and counts the private fields among it.
pub(super) fn strip(matter: &mut Node, fields: &[&str]) -> usize {
    forget_publish(matter);
    remove(matter, fields)
}

/// Gives a front matter without what isn't for the site, and copies it only where it has some of that.
pub(super) fn stripped<'n>(matter: &'n Node, fields: &[&str]) -> Cow<'n, Node> {
    if fields.is_empty() && !DRAFT.iter().any(|key| matter.get(key).is_some()) {
        return Cow::Borrowed(matter);
    }
    let mut copy = matter.clone();
    strip(&mut copy, fields);
    Cow::Owned(copy)
}

/// Tells whether a document says that it isn't published yet; one that cannot be read is searched for the words.
pub(super) fn is_draft(document: &Document) -> bool {
    says_unpublished(document.matter.as_ref(), document.broken.then(|| document.matter_file().1))
}

/// Tells whether a front matter says `publish: false` or `draft: true`, or the text of one that cannot be read does.
pub(super) fn says_unpublished(matter: Option<&Node>, broken: Option<&str>) -> bool {
    let is = |key: &str, value: &str| {
        let value = value.trim().trim_matches(['"', '\'']).to_lowercase();
        match key {
            "publish" => ["false", "no", "off"].contains(&value.as_str()),
            "draft" => ["true", "yes", "on"].contains(&value.as_str()),
            _ => false,
        }
    };
    match (matter, broken) {
        (Some(matter), _) => {
            DRAFT.iter().any(|key| matter.get(key).and_then(Node::as_text).is_some_and(|text| is(key, text)))
        }
        (None, Some(text)) => text.lines().any(|line| {
            let parts = line.split_once([':', '=']);
            parts.is_some_and(|(key, value)| is(key.trim(), value.split('#').next().unwrap_or_default()))
        }),
        (None, None) => false,
    }
}

/// Takes private keys out of a tree at every depth, and counts them.
fn remove(node: &mut Node, fields: &[&str]) -> usize {
    match &mut node.value {
        Value::Map(entries) => {
            let before = entries.len();
            entries.retain(|entry| !fields.iter().any(|name| same_key(&entry.key, name)));
            let here = before - entries.len();
            here + entries.iter_mut().map(|entry| remove(&mut entry.node, fields)).sum::<usize>()
        }
        Value::List(items) => items.iter_mut().map(|item| remove(item, fields)).sum(),
        Value::Null | Value::Scalar(_) => 0,
    }
}

/// The keys that say whether a document is published.
const DRAFT: [&str; 2] = ["publish", "draft"];

/// Takes out the keys that speak to Backlit alone; nothing needs to be hidden for them.
fn forget_publish(node: &mut Node) {
    if let Value::Map(entries) = &mut node.value {
        entries.retain(|entry| !DRAFT.contains(&entry.key.as_str()));
    }
}

/// Replaces everything but line breaks with blanks, byte by byte.
fn blank(text: &str) -> String {
    text.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect()
}
