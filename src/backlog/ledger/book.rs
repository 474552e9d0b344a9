//! One account a document, which outlives renames, moves and gaps.
//!
//! In: the documents that a commit changed, by path. Out: the accounts, each with its values and states by commit.
//! A document is known by its id; one without an id by its path, until its very content moves to another.

use super::said::Said;
use super::{Changed, File};
use crate::backlog::identity::{self, Says};
use crate::backlog::timeline::Values;
use crate::config::{Config, Kind};
use crate::document::Node;
use crate::order::Order;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// The accounts of all documents.
#[derive(Debug, Clone, Default)]
pub(super) struct Book {
    pub(super) accounts: Vec<Account>,
    /// Which account a path belongs to, at the last commit.
    pub(super) slots: Slots,
    /// Which account an id means. It is only looked up in.
    pub(super) keys: HashMap<Key, usize>,
}

/// The documents, by path.
pub(super) type Slots = BTreeMap<Arc<str>, Slot>;

/// The document at a path.
#[derive(Debug, Clone)]
pub(super) struct Slot {
    pub(super) account: usize,
    pub(super) file: File,
}

/// How a document is known.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Key {
    /// By an id that references can mean.
    Id(String),
    /// By its path without the ending.
    Page(String),
}

/// What is known of one document.
#[derive(Debug, Clone, Default)]
pub(super) struct Account {
    pub(super) id: String,
    pub(super) key: Option<Key>,
    /// The paths at which it is, in order; the first speaks.
    pub(super) paths: BTreeSet<Arc<str>>,
    pub(super) created: Option<usize>,
    pub(super) removed: Option<usize>,
    pub(super) changed: usize,
    /// The commit, the state and the word for it.
    pub(super) states: Vec<(usize, Option<usize>, String)>,
    pub(super) changes: Vec<Changed>,
    /// The values as they are at the last commit, in order of name.
    pub(super) now: Values,
    pub(super) unread: Vec<usize>,
    pub(super) private: bool,
}

/// What a version at a path is known by.
struct Identity {
    key: Key,
    id: String,
    kind: Kind,
    named: bool,
}

/// Tells how a version at a path is known.
fn identify(path: &str, said: &Said, config: &Config) -> Identity {
    let says = if said.values.is_empty() && !said.unread { Says::Prose } else { Says::Fields };
    let kind = said.kind.unwrap_or_else(|| identity::kind_of_place(path, says, config));
    let named = said.id.is_some();
    let id = said.id.clone().unwrap_or_else(|| identity::default_id(path, kind));
    let key = if named || kind != Kind::Page { Key::Id(id.to_lowercase()) } else { Key::Page(id.clone()) };
    Identity { key, id, kind, named }
}

/// A document whose path is gone, and its last content.
struct Gone {
    account: usize,
    blob: u128,
    named: bool,
}

impl Book {
    /// Enters the documents that a commit changed; without a file a path is gone.
    pub(super) fn enter(
        &mut self,
        slots: Vec<(Arc<str>, Option<File>)>,
        commit: usize,
        knows_before: bool,
        config: &Config,
    ) {
        let mut touched = BTreeSet::new();
        let mut gone = Vec::new();
        for (path, file) in &slots {
            if file.is_none()
                && let Some(slot) = self.slots.remove(path)
            {
                self.accounts[slot.account].paths.remove(path);
                touched.insert(slot.account);
                gone.push(Gone { account: slot.account, blob: slot.file.blob, named: slot.file.said.id.is_some() });
            }
        }
        let mut read = BTreeSet::new();
        for (path, file) in slots {
            let Some(file) = file else { continue };
            let before = self.slots.get(&path).map(|slot| slot.account);
            let account = self.account(&path, &file, (before, &mut gone), config);
            if let Some(before) = before.filter(|before| *before != account) {
                self.accounts[before].paths.remove(&path);
                touched.insert(before);
            }
            let known = &mut self.accounts[account];
            if known.changed == usize::MAX {
                known.created = knows_before.then_some(commit);
            }
            known.paths.insert(Arc::clone(&path));
            touched.insert(account);
            read.insert(Arc::clone(&path));
            self.slots.insert(path, Slot { account, file });
        }
        for account in touched {
            self.settle(account, commit, &read, config);
        }
    }

    /// Finds the account of a version at a path, or opens one.
    fn account(
        &mut self,
        path: &str,
        file: &File,
        (before, gone): (Option<usize>, &mut Vec<Gone>),
        config: &Config,
    ) -> usize {
        if let (true, Some(before)) = (file.said.unread, before) {
            return before;
        }
        let identity = identify(path, &file.said, config);
        if let Some(known) = self.keys.get(&identity.key) {
            let known = *known;
            self.accounts[known].id = identity.id;
            return known;
        }
        // The document at this path got an id, or another one.
        let alone = before.filter(|before| self.accounts[*before].paths.len() == 1);
        // A document without an id moved as it was.
        let moved = || {
            let same = |gone: &Gone| gone.blob == file.blob && !gone.named;
            gone.iter().position(|gone| same(gone) && self.accounts[gone.account].paths.is_empty())
        };
        let carried = match alone {
            Some(before) => Some(before),
            None if identity.named => None,
            None => moved().map(|at| gone.remove(at).account),
        };
        let account = carried.unwrap_or_else(|| {
            self.accounts.push(Account { changed: usize::MAX, ..Account::default() });
            self.accounts.len() - 1
        });
        let known = &mut self.accounts[account];
        if let Some(key) = known.key.replace(identity.key.clone()) {
            self.keys.remove(&key);
        }
        known.id = identity.id;
        self.keys.insert(identity.key, account);
        account
    }

    /// Notes what a document says after a commit.
    fn settle(&mut self, at: usize, commit: usize, read: &BTreeSet<Arc<str>>, config: &Config) {
        let account = &mut self.accounts[at];
        account.changed = commit;
        let Some(path) = account.paths.first().cloned() else {
            account.removed = Some(commit);
            return;
        };
        account.removed = None;
        let said = Arc::clone(&self.slots[&path].file.said);
        let account = &mut self.accounts[at];
        account.private = said.private || config.privacy.exclude.is_match(&*path);
        if account.private {
            return;
        }
        if said.unread {
            if read.contains(&path) {
                account.unread.push(commit);
            }
            return;
        }
        account.take(&said, commit);
        let identity = identify(&path, &said, config);
        if identity.kind == Kind::Epic {
            let status = said.get("status");
            let written = status.as_ref().and_then(text);
            let state = config.workflow.state_of(written, identity::forced_state(&path, config));
            account.state(state, written, (commit, config));
        }
    }
}

/// Reads one text, as today's documents do.
fn text(node: &Node) -> Option<&str> {
    match &node.value {
        crate::document::Value::Scalar(text) => Some(text.trim()),
        crate::document::Value::List(items) if items.len() == 1 => text(&items[0]),
        _ => None,
    }
}

/// Lists the fields that say something else than before, or nothing any more.
fn changes(old: &Values, new: &Values) -> Values {
    let mut found = Vec::new();
    let (mut olds, mut news) = (old.iter().peekable(), new.iter().peekable());
    loop {
        let order = match (olds.peek(), news.peek()) {
            (None, None) => return found.into(),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some((old, _)), Some((new, _))) => old.cmp(new),
        };
        let old = if order.is_le() { olds.next() } else { None };
        let new = if order.is_ge() { news.next() } else { None };
        match (old, new) {
            (Some(old), Some(new)) if old == new => {}
            (_, Some(new)) => found.push(new.clone()),
            (Some((field, _)), None) => found.push((Arc::clone(field), None)),
            (None, None) => {}
        }
    }
}

impl Account {
    /// Notes the fields whose values changed.
    fn take(&mut self, said: &Said, commit: usize) {
        let old = std::mem::replace(&mut self.now, Arc::clone(&said.values));
        let fields = if old.is_empty() { Arc::clone(&said.values) } else { changes(&old, &said.values) };
        if !fields.is_empty() {
            self.changes.push(Changed { commit, fields });
        }
    }

    /// Brings the values of the last commit together from all changes.
    pub(super) fn replay(&mut self) {
        self.now = match &self.changes[..] {
            [only] => Arc::clone(&only.fields),
            all => {
                let mut fields: Vec<_> = all.iter().flat_map(|change| change.fields.iter()).collect();
                fields.order_by(|(a, _), (b, _)| a.cmp(b));
                let last = fields.chunk_by(|(a, _), (b, _)| a == b).filter_map(|changes| changes.last());
                last.filter(|(_, value)| value.is_some()).map(|field| (*field).clone()).collect()
            }
        };
    }

    /// Notes the state, where it is another one.
    fn state(&mut self, state: Option<usize>, written: Option<&str>, (commit, config): (usize, &Config)) {
        let word = match (state, written) {
            (Some(at), Some(word)) if config.workflow.state_of(Some(word), None) == Some(at) => word,
            (Some(at), _) => &config.workflow.states()[at].name,
            (None, word) => word.unwrap_or_default(),
        };
        let same = match self.states.last() {
            Some((_, last, old)) => *last == state && (state.is_some() || old == word),
            None => state.is_none() && word.is_empty(),
        };
        if !same {
            self.states.push((commit, state, word.to_owned()));
        }
    }
}
