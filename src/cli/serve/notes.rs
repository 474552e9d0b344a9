//! What `check` says of the document of an open page.
//!
//! In: a planned site and a page. Out: the findings about its files, as JSON for the panel beside it. Never part of the
//! page itself: a published page says its findings in its own place.

use super::preview::Live;
use crate::diagnostic::{Diagnostic, Severity};
use crate::order::Order;
use crate::publish::server::Notes;
use crate::site::{Site, Subject};
use serde_json::{Value, json};
use std::sync::Arc;

/// How many findings the panel lists.
const LISTED: usize = 20;

/// Gives the findings about the document of a page; none for a page that shows no document.
pub(super) fn notes(live: &Arc<Live>) -> Notes {
    let live = Arc::clone(live);
    Arc::new(move |page| {
        let site = live.borrow_dependent();
        let item = item_of(site, page)?;
        let item = &live.borrow_owner().backlog.items[item];
        let mut found: Vec<&Diagnostic> = of_file(site, &item.path).collect();
        if item.matter_path != item.path {
            found.extend(of_file(site, &item.matter_path));
        }
        found.order_by_key(|one| (one.severity, one.span.line));
        Some(panel(&found).to_string().into())
    })
}

/// Finds the document that a page shows.
fn item_of(site: &Site<'_>, page: &str) -> Option<usize> {
    site.routes.iter().find_map(|route| match route.subject {
        Subject::Item(item) if route.path == page => Some(item),
        _ => None,
    })
}

/// Walks what is wrong in a file, and what the rules ask for there.
fn of_file<'s>(site: &'s Site<'_>, path: &'s str) -> impl Iterator<Item = &'s Diagnostic> {
    let of = move |all: &'s [Diagnostic]| {
        let start = all.partition_point(|found| &*found.path < path);
        all[start..].iter().take_while(move |found| &*found.path == path)
    };
    of(&site.diagnostics).chain(of(&site.advice))
}

/// Writes what the panel shows.
fn panel(found: &[&Diagnostic]) -> Value {
    let title = match found.len() {
        0 => "No findings".to_owned(),
        1 => "1 finding".to_owned(),
        count if count > LISTED => format!("{count} findings, the first {LISTED} of them"),
        count => format!("{count} findings"),
    };
    let one = |found: &&Diagnostic| {
        let (class, word) = match found.severity {
            Severity::Error => ("error", "Error"),
            Severity::Warning => ("warning", "Warning"),
            Severity::Info => ("info", "Note"),
        };
        let place = if found.span.is_file() { String::new() } else { format!(", line {}", found.span.line) };
        json!({
            "class": class,
            "place": format!("{word}{place} ({})", found.rule),
            "message": found.message,
            "hint": found.hint,
        })
    };
    json!({ "title": title, "findings": found.iter().take(LISTED).map(one).collect::<Vec<Value>>() })
}
