//! The backlog of an earlier time, out of what is the same today and the documents that were read for it.
//!
//! In: today's backlog, which of its items were the same then, and the other documents of that time. Out: a backlog
//! without texts: its items, linked as they were. Never carries today's links over.

use super::assemble::resolve;
use super::item::Item;
use super::privacy::withhold;
use super::{Backlog, Index};
use crate::config::Config;
use crate::document::Document;
use rayon::prelude::*;

/// Assembles the backlog of an earlier time; `same` are positions in today's.
pub fn recall(now: &Backlog, same: &[usize], mut documents: Vec<Document>, config: &Config) -> Backlog {
    documents.sort_by(|a, b| a.path.cmp(&b.path));
    let withheld = withhold(&mut documents, config);
    let mut items: Vec<Item> = documents.par_iter().map(|document| Item::read(document, config).0).collect();
    items.par_extend(same.par_iter().map(|at| now.items[*at].clone()));
    items.sort_by(|a, b| a.path.cmp(&b.path));
    let index = Index::build(&items);
    resolve(&mut items, (&index, &withheld), 0);
    Backlog { items, index, withheld, ..Backlog::default() }
}
