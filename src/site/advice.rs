//! What the linter says of the site, apart from what can't be read.
//!
//! In: a planned site and what was found so far. Out: the findings of the readers that this site wants to hear, and
//! the advice of the rules. Pages show both, and only the first count as problems.

use super::plan::Site;
use crate::analysis::{Analysis, lint_facts};
use crate::backlog::Backlog;
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::lint::{self, Check, Context, Facts, Findings, Prose};

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
    facts: Facts,
    findings: Findings,
}

/// Asks the rules; after a change of prose alone only what that can change.
pub(super) fn lint(
    (backlog, config, analysis): (&Backlog, &Config, &Analysis),
    before: Option<(&Linted, Prose<'_>)>,
) -> Linted {
    let facts = before.map_or_else(|| lint_facts(backlog, analysis), |(linted, _)| linted.facts.clone());
    let before = before.map(|(linted, prose)| (&linted.findings, prose));
    let findings = lint::run_after(&Context::new(backlog, config, &facts), before);
    Linted { facts, findings }
}

/// Applies levels, gates and allowances to everything.
pub(super) fn settle(site: &Site<'_>, mut found: Vec<Diagnostic>) -> Settled {
    found.extend(site.linted.findings.all());
    let settled = lint::settle(site.backlog, site.config, found);
    let by_reader = |found: &Diagnostic| lint::rule(found.rule).is_none_or(|rule| matches!(rule.check, Check::Reader));
    let (problems, advice) = settled.into_iter().partition(by_reader);
    Settled { problems, advice }
}
