//! Which documents came, went, moved or say something else.

use super::field::{self, FieldDifference};
use super::{Lines, State, pair_documents};
use crate::backlog::{Item, written_values};
use crate::document::front_matter::{bare_yaml, part};
use crate::document::{Document, Node};
use crate::order::Order;
use rayon::prelude::*;

/// A document that differs; items are positions in their backlogs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The document as it was; none for a new one.
    pub before: Option<usize>,
    /// The document as it is; none for one that is gone.
    pub after: Option<usize>,
    /// Whether its file has another place or name.
    pub moved: bool,
    /// Its fields that differ, in order of name. All of them for a document that came or went.
    pub fields: Vec<FieldDifference>,
    /// Its lines of prose that came and went; none where the prose is the same.
    pub prose: Option<Lines>,
    /// Whether the front matter of either side can't be read, so that its fields can't be compared.
    pub unread: bool,
}

/// Compares two backlogs. Differences are in order of path, of the new file where there is one.
pub fn diff(before: State<'_>, after: State<'_>) -> Vec<Difference> {
    let pairs = pair_documents(before.backlog, after.backlog);
    let mut found: Vec<Difference> = pairs
        .into_par_iter()
        .filter_map(|(old, new)| {
            let (old_side, new_side) = (old.map(|at| side(before, at)), new.map(|at| side(after, at)));
            difference((old, old_side), (new, new_side), before.config.fields == after.config.fields)
        })
        .collect();
    let path = |difference: &Difference| {
        let new = difference.after.map(|at| &*after.backlog.items[at].path);
        new.or_else(|| difference.before.map(|at| &*before.backlog.items[at].path)).unwrap_or_default()
    };
    found.order_by_cached_key(|difference| (path(difference), difference.after.is_none()));
    found
}

/// One side of a document.
#[derive(Clone, Copy)]
struct Side<'a> {
    item: &'a Item,
    document: &'a Document,
    state: State<'a>,
}

fn side(state: State<'_>, at: usize) -> Side<'_> {
    Side { item: &state.backlog.items[at], document: &state.backlog.documents[at], state }
}

impl Side<'_> {
    /// Gives the fields with their places: of a document with private fields those that were kept, of any other those of
    /// its text, which is read once more rather than held for every document.
    fn fields(&self) -> Vec<(String, Node)> {
        let read = || {
            let text = self.document.matter_file().1;
            if self.document.beside.is_some() { bare_yaml(text).matter } else { part(text).matter }
        };
        let matter = self.document.matter.clone().or_else(read);
        written_values(matter.as_ref(), &self.state.config.fields)
    }
}

/// Compares the two sides of a document; none where nothing differs.
fn difference(
    (before, old): (Option<usize>, Option<Side<'_>>),
    (after, new): (Option<usize>, Option<Side<'_>>),
    same_names: bool,
) -> Option<Difference> {
    let moved = matches!((&old, &new), (Some(old), Some(new)) if old.item.path != new.item.path);
    let (mut fields, mut prose, mut unread) = (Vec::new(), None, false);
    if !matches!((&old, &new), (Some(old), Some(new)) if same_names && same_bytes(old.document, new.document)) {
        let values = |side: &Option<Side<'_>>| side.as_ref().map(Side::fields).unwrap_or_default();
        let body = |side: &Option<Side<'_>>| side.map(|side| side.document.body().to_owned()).unwrap_or_default();
        let (old_body, new_body) = (body(&old), body(&new));
        unread = [&old, &new].into_iter().flatten().any(|side| side.item.broken);
        if !unread || old.is_none() || new.is_none() {
            fields = field::compare(&values(&old), &values(&new));
        }
        // Line by line: a checkout may write other ends of lines than git keeps.
        prose = old_body.lines().ne(new_body.lines()).then(|| Lines::between(&old_body, &new_body));
    }
    let whole = old.is_none() || new.is_none();
    (whole || moved || !fields.is_empty() || prose.is_some() || unread).then_some(Difference {
        before,
        after,
        moved,
        fields,
        prose,
        unread,
    })
}

/// Tells whether two documents have the same bytes, the file beside included. Where private fields are masked the bytes
/// say nothing, so what was read of them must be the same too.
fn same_bytes(old: &Document, new: &Document) -> bool {
    let beside = |document: &Document| document.beside.as_ref().map(|(_, text)| text.clone());
    old.text == new.text && old.broken == new.broken && beside(old) == beside(new) && old.matter == new.matter
}
