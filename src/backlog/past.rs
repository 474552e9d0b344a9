//! The backlog of an earlier time, out of what is the same today and the documents that were read for it.
//!
//! In: today's backlog, which of its items were the same then, and the other documents of that time. Out: a backlog
//! without texts: its items, linked as they were. Never carries today's links over.

use super::privacy::Withheld;
use super::resolve::resolve;
use super::{Backlog, Index, Item, Sheet};
use crate::config::Config;
use crate::document::Document;
use crate::order::Order;
use rayon::prelude::*;
use std::sync::Arc;

/// Assembles the backlog of an earlier time; `same` are positions in today's.
pub fn recall(now: &Backlog, same: &[usize], documents: Vec<Document>, config: &Config) -> Backlog {
    let sheets: Vec<Sheet> = documents.into_par_iter().map(|document| Sheet::read(document, config)).collect();
    let mut withheld = Withheld::default();
    for names in sheets.iter().filter_map(|sheet| sheet.withheld.as_deref()) {
        withheld.remember(names);
    }
    let shown = sheets.into_iter().filter(Sheet::is_shown);
    let mut items: Vec<Arc<Item>> = shown.map(|sheet| sheet.item).collect();
    items.par_extend(same.par_iter().map(|at| Arc::new(Item::clone(&now.items[*at]))));
    items.order_by(|a, b| a.path.cmp(&b.path));
    let index = Index::build(&items);
    resolve(&mut items, (&index, &withheld), 0);
    Backlog { items, index: Arc::new(index), withheld: Arc::new(withheld), ..Backlog::default() }
}
