//! What the linter says of the site, apart from what can't be read.
//!
//! In: a backlog, its facts and what was found so far. Out: the findings of the readers that this site wants to hear, and
//! the advice of the rules. Pages show both, and only the first count as problems.

use super::follow::links_differ;
use super::plan::Site;
use super::team_cost;
use crate::analysis::{Analysis, lint_facts};
use crate::backlog::Backlog;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, sort};
use crate::lint::{self, Check, Context, Facts, Findings, Since};
use rayon::prelude::*;
use std::sync::Arc;

/// Findings, apart by who found them.
pub(super) struct Settled {
    /// What the readers found.
    pub(super) problems: Vec<Diagnostic>,
    /// What the rules ask for.
    pub(super) advice: Vec<Diagnostic>,
}

/// What the rules found, with the facts that they looked at.
#[derive(Debug, Default)]
pub(super) struct Linted {
    facts: Arc<Facts>,
    findings: Findings,
}

/// Asks the rules; `before` is a site with the same documents at the same places, of which is taken over what can't differ.
pub(super) fn lint((backlog, config, analysis): (&Backlog, &Config, &Analysis), before: Option<&Site<'_>>) -> Linted {
    let same = before.filter(|before| std::ptr::eq(before.analysis, analysis));
    let facts = same.map_or_else(|| Arc::new(lint_facts(backlog, analysis)), |before| Arc::clone(&before.linted.facts));
    let changed = before.map(|before| changed(before, backlog, &facts)).unwrap_or_default();
    let since = before.map(|before| {
        let links = links_differ(before.backlog, backlog);
        (&before.linted.findings, Since { changed: &changed, links, words: same.is_none() })
    });
    ask((backlog, config), facts, since)
}

/// Asks the rules of facts that are known; `since` is what they found before, and what differs.
pub(super) fn ask(
    (backlog, config): (&Backlog, &Config),
    facts: Arc<Facts>,
    since: Option<(&Findings, Since<'_>)>,
) -> Linted {
    let findings = lint::run_after(&Context::new(backlog, config, &facts), since);
    Linted { facts, findings }
}

/// Lists the documents of which anything is another one than before, or what was computed of them by themselves.
fn changed(before: &Site<'_>, backlog: &Backlog, facts: &Arc<Facts>) -> Vec<usize> {
    let then = &before.linted.facts;
    let same = |at: &usize| {
        Arc::ptr_eq(&before.backlog.documents[*at], &backlog.documents[*at])
            && Arc::ptr_eq(&before.backlog.items[*at], &backlog.items[*at])
            && (Arc::ptr_eq(then, facts) || facts.same_of(then, *at))
    };
    (0..backlog.items.len()).into_par_iter().filter(|at| !same(at)).collect()
}

/// Applies levels, gates and allowances to everything, and hides what a team doesn't publish.
fn settled((backlog, config): (&Backlog, &Config), linted: &Linted, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut settled = lint::settle((backlog, config), &linted.findings, found);
    team_cost::hide_in_findings(config, backlog, &mut settled, by_reader);
    settled
}

/// Settles everything, apart by who found it.
pub(super) fn settle(site: (&Backlog, &Config), linted: &Linted, found: Vec<Diagnostic>) -> Settled {
    let (problems, advice) = settled(site, linted, found).into_iter().partition(by_reader);
    Settled { problems, advice }
}

/// Settles everything, in the order of a list of all.
pub(super) fn settle_all(site: (&Backlog, &Config), linted: &Linted, found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let mut all = settled(site, linted, found);
    sort(&mut all);
    all
}

/// Tells whether it was found while a file was read.
fn by_reader(found: &Diagnostic) -> bool {
    lint::rule(found.rule).is_none_or(|rule| matches!(rule.check, Check::Reader))
}
