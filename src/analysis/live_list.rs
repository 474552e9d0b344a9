//! The lists that prose asks for: fenced blocks that name documents by filter.
//!
//! In: the blocks of every body, and everything that is computed. Out: for each block the documents that it means, in
//! its order, or what is wrong with it, at its place. Only documents that are published are here to be found, so a list
//! never shows another one.

mod filter;
mod query;
mod sort;
#[cfg(test)]
mod tests;

pub use query::{Column, Query};

use super::Analysis;
use crate::backlog::Backlog;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Span};
use crate::document::Document;
use crate::document::markdown::{LISTS, ListBlock};
use rayon::prelude::*;
use std::collections::BTreeMap;

/// The most lists of a site: each looks at every document.
const SITE_LISTS: usize = 1_000;

/// The most rows of all lists of a page: a browser draws so many soon.
const PAGE_ROWS: usize = 2_500;

/// The rows that a list has all the same.
const LEAST_ROWS: usize = 10;

/// The rule under which a mistake in a block is reported.
const RULE: &str = "live-list";

/// A block and its answer.
#[derive(Debug, Clone)]
pub struct LiveList {
    /// The byte of the body at which the block stands.
    pub start: usize,
    /// The question; none when it has a mistake.
    pub query: Option<Query>,
    /// What is wrong with the question.
    pub problems: Vec<Diagnostic>,
    /// The documents that it means, in order, cut to its limit.
    pub items: Vec<usize>,
    /// How many there are without the limit.
    pub total: usize,
}

/// Every list of a site.
#[derive(Debug, Default)]
pub struct LiveLists {
    by_item: BTreeMap<usize, Vec<LiveList>>,
}

impl LiveLists {
    /// Gives the list of an item's body whose block starts at a byte.
    pub fn at(&self, item: usize, start: usize) -> Option<&LiveList> {
        self.by_item.get(&item)?.iter().find(|list| list.start == start)
    }

    /// Walks everything that is wrong with the blocks of the site.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        self.by_item.values().flatten().flat_map(|list| &list.problems)
    }
}

/// What the names in a question can mean.
#[derive(Clone, Copy)]
struct Names<'a> {
    backlog: &'a Backlog,
    config: &'a Config,
}

/// What a question is answered from.
#[derive(Clone, Copy)]
struct Facts<'a> {
    backlog: &'a Backlog,
    config: &'a Config,
    analysis: &'a Analysis,
}

impl<'a> Facts<'a> {
    const fn names(&self) -> Names<'a> {
        Names { backlog: self.backlog, config: self.config }
    }
}

/// Answers every block of the site.
pub(super) fn collect(backlog: &Backlog, config: &Config, analysis: &Analysis) -> LiveLists {
    let facts = Facts { backlog, config, analysis };
    let answered: Vec<(usize, LiveList)> =
        blocks(backlog).into_par_iter().map(|(item, at, block)| (item, answer(facts, (item, at), block))).collect();
    let mut lists = LiveLists::default();
    for (item, mut list) in answered {
        let of_page = lists.by_item.entry(item).or_default();
        let above: usize = of_page.iter().map(|list| list.items.len()).sum();
        list.items.truncate(PAGE_ROWS.saturating_sub(above).max(LEAST_ROWS));
        of_page.push(list);
    }
    lists
}

/// Finds what is wrong with the blocks of a site, and answers none.
pub(super) fn mistakes(backlog: &Backlog, config: &Config) -> Vec<Diagnostic> {
    let names = Names { backlog, config };
    let of = |(item, at, block)| ask(names, (item, at), block).problems;
    blocks(backlog).into_par_iter().flat_map_iter(of).collect()
}

/// Lists the blocks of a site: the item, the place among its blocks, the block.
fn blocks(backlog: &Backlog) -> Vec<(usize, usize, &ListBlock)> {
    let documents = backlog.documents.iter().enumerate();
    let each = documents.flat_map(|(item, document)| {
        document.outline.lists.iter().enumerate().map(move |(at, block)| (item, at, block))
    });
    each.take(SITE_LISTS).collect()
}

/// Answers one block, the `number`-th of its document.
fn answer(facts: Facts<'_>, place: (usize, usize), block: &ListBlock) -> LiveList {
    let mut list = ask(facts.names(), place, block);
    if let Some(query) = &list.query {
        let found = facts.backlog.items.iter().enumerate();
        list.items = found.filter(|(at, _)| query.wants(facts, *at)).map(|(at, _)| at).collect();
        list.total = list.items.len();
        sort::sort(facts, query.sort, &mut list.items);
        list.items.truncate(query.limit);
    }
    list
}

/// Reads one block, the `number`-th of its document, to a list that has no answer yet.
fn ask(names: Names<'_>, (item, number): (usize, usize), block: &ListBlock) -> LiveList {
    let document = &names.backlog.documents[item];
    let mut list = LiveList { start: block.start, query: None, problems: Vec::new(), items: Vec::new(), total: 0 };
    if number >= LISTS {
        let message = format!("a document can have {LISTS} live lists, and this one is beyond them");
        let hint = "Put some of them on pages of their own.";
        list.problems.push(Diagnostic::error(RULE, &document.path, place(document, block, None), message).hint(hint));
        return list;
    }
    match query::read(names, &block.text) {
        Ok(query) => list.query = Some(query),
        Err(faults) => list.problems.extend(faults.into_iter().map(|fault| {
            let span = place(document, block, Some(&fault));
            Diagnostic::error(RULE, &document.path, span, fault.message).hint(fault.hint)
        })),
    }
    list
}

/// Finds the place of a mistake: the words in their line of the file, else the fence.
fn place(document: &Document, block: &ListBlock, fault: Option<&query::Fault>) -> Span {
    let body = document.body();
    let below = &body[block.start..];
    let fence = 0..below.lines().next().map_or(0, str::len);
    let found = fault.and_then(|fault| {
        let line = below.split_inclusive('\n').nth(fault.line + 1)?;
        let at = line.find(block.text.lines().nth(fault.line)?)?;
        let start = line.as_ptr() as usize - below.as_ptr() as usize + at;
        Some(start + fault.words.start..start + fault.words.end)
    });
    let range = found.unwrap_or(fence);
    document.body_span(block.start + range.start..block.start + range.end)
}
