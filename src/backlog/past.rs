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
    items.extend(same.iter().map(|at| Arc::clone(&now.items[*at])));
    items.order_by(|a, b| a.path.cmp(&b.path));
    let index = Index::build(&items);
    resolve(&mut items, (&index, &withheld), 0);
    Backlog { items, index: Arc::new(index), withheld: Arc::new(withheld), ..Backlog::default() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::backlog::assemble;
    use crate::config;

    fn document(path: &str, text: &str) -> Document {
        Document::read(path.into(), text.into(), None)
    }

    fn today() -> (Backlog, Config) {
        let config = config::load(None, None).unwrap().config;
        let documents = vec![
            document("epics/a.md", "---\nid: A\nteam: T\ndepends_on: B\n---\n"),
            document("epics/b.md", "---\nid: B\n---\n"),
            document("teams/t.md", "---\nid: T\n---\n"),
        ];
        (assemble(documents, &config), config)
    }

    #[test]
    fn what_leads_where_it_leads_today_is_held_once() {
        let (now, config) = today();
        let then = recall(&now, &[0, 1, 2], Vec::new(), &config);
        assert!(then.items.iter().zip(&now.items).all(|(then, now)| Arc::ptr_eq(then, now)));
    }

    #[test]
    fn what_leads_elsewhere_is_a_copy_and_leaves_todays_alone() {
        let (now, config) = today();
        let then = recall(&now, &[0, 1], vec![document("epics/0.md", "---\nid: 0\n---\n")], &config);
        let targets = |item: &Item| {
            let epic = item.epic().unwrap();
            (epic.depends_on[0].target, epic.team.as_ref().and_then(|team| team.target))
        };
        // Another document stands before them, and the team wasn't there yet.
        assert_eq!(targets(&then.items[1]), (Some(2), None));
        assert_eq!(targets(&now.items[0]), (Some(1), Some(2)));
        assert!(Arc::ptr_eq(&then.items[2], &now.items[1]), "it leads nowhere");
    }
}
