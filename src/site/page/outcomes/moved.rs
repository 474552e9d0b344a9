//! The promises that moved after work began: which, how, when, and what that does to the verdict.

use crate::analysis::Judged;
use crate::analysis::promises::{DatedMove, Standing};
use crate::backlog::Limit;
use crate::order::Order;
use crate::site::Site;
use crate::site::view::{Card, Cell, Table, against_words, change_words, outcome_link};
use crate::site::words::{capital, count, grouped, near_day};
use std::sync::Arc;

/// How many rows the table has at most.
const ROWS: usize = 200;

/// Lists every change, the newest first; none without one.
pub(super) fn table(site: &Site<'_>, page: &str) -> Option<Table> {
    let all = &site.analysis.report.listed;
    let mut moves: Vec<(usize, &DatedMove)> =
        all.iter().flat_map(|at| site.analysis.outcomes[*at].promise.moves.iter().map(|moved| (*at, moved))).collect();
    moves.order_by_key(|(at, moved)| (std::cmp::Reverse(moved.on), *at));
    let mut table = Table::headed(&["Outcome", "In", "What changed", "When", "Verdict"]);
    table.sortable = true;
    table.fill(site, moves.into_iter().take(ROWS).map(|(at, moved)| row(site, page, at, moved)));
    table.if_any()
}

/// Makes a row.
fn row(site: &Site<'_>, page: &str, at: usize, moved: &DatedMove) -> Vec<Cell> {
    let judged = &site.analysis.outcomes[at];
    let serious = moved.serious.then_some("after the first reading or the date");
    let corrected = moved.corrected.then_some("a correction");
    let said = [serious, corrected, moved.reason.as_deref()].into_iter().flatten();
    let what: Vec<String> =
        std::iter::once(capital(&change_words(moved, site.analysis.as_of))).chain(said.map(str::to_owned)).collect();
    let sort = moved.on.map(|on| on.to_string());
    let when = moved.on.map_or_else(|| "not committed yet".to_owned(), |on| near_day(on, site.analysis.as_of));
    vec![
        Cell::link(outcome_link(site, page, at)),
        Cell::link(site.item_link(page, judged.item)),
        Cell::text(what.join("; ")),
        Cell { sort, ..Cell::text(when) },
        Cell::text(verdict(judged)),
    ]
}

/// Says what became of a promise, against what was committed to and against today's words.
fn verdict(judged: &Judged) -> String {
    let own = capital(&judged.judgement.words());
    against_words(judged).map_or_else(|| own.clone(), |current| format!("{own}; {current}"))
}

/// Counts the promises that moved; none where git says nothing of them.
pub(super) fn card(site: &Site<'_>) -> Option<Card> {
    let all = site.analysis.report.listed.iter().map(|at| &site.analysis.outcomes[*at]);
    let committed: Vec<&Arc<Judged>> = all.filter(|judged| is_committed(judged)).collect();
    let moved = committed.iter().filter(|judged| judged.promise.has_moved()).count();
    let eased = committed.iter().filter(|judged| judged.promise.was_eased()).count();
    let changes: usize = committed.iter().map(|judged| judged.promise.moves.len()).sum();
    let note = match moved {
        0 => format!("of {} that work began for", count(committed.len(), "promise")),
        _ => format!("{} eased after work began; {} in all", grouped(eased), count(changes, "change")),
    };
    (!committed.is_empty()).then(|| Card {
        label: "Promises that moved".to_owned(),
        value: grouped(moved),
        note: Some(note),
        href: (moved > 0).then(|| "#bl-moved".to_owned()),
        ..Card::default()
    })
}

/// Tells whether it is known what an outcome promised when work began.
fn is_committed(judged: &Judged) -> bool {
    !matches!(judged.promise.standing, Standing::NoHistory | Standing::NotBegun | Standing::Cut(_))
}

/// Says what the list rests on, or why there is none; nothing where there is no git at all.
pub(super) fn note(site: &Site<'_>) -> Option<String> {
    let coverage = &site.backlog.timelines.coverage;
    match (coverage.limit, coverage.since) {
        (Some(limit @ (Limit::Shallow | Limit::Partial)), Some(since)) => {
            let since = near_day(since.to_zoned(site.config.site.timezone.clone()).date(), site.analysis.as_of);
            let clone = if limit == Limit::Shallow { "shallow" } else { "partial" };
            Some(format!(
                "History starts on {since}, because the clone is {clone}: what was promised before isn't known, and is judged by today's words."
            ))
        }
        _ => None,
    }
}
