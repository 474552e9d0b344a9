//! What the linter says of the site, apart from what can't be read.
//!
//! In: a planned site and what was found so far. Out: the findings of the readers that this site wants to hear, and
//! the advice of the rules. Pages show both, and only the first count as problems.

use super::plan::Site;
use crate::analysis::lint_facts;
use crate::diagnostic::Diagnostic;
use crate::lint::{self, Check, Context};

/// Findings, apart by who found them.
pub(super) struct Settled {
    /// What the readers found.
    pub(super) problems: Vec<Diagnostic>,
    /// What the rules ask for.
    pub(super) advice: Vec<Diagnostic>,
}

/// Asks the rules, and applies levels, gates and allowances to everything.
pub(super) fn settle(site: &Site<'_>, mut found: Vec<Diagnostic>) -> Settled {
    let facts = lint_facts(site.backlog, site.analysis);
    found.extend(lint::run(&Context::new(site.backlog, site.config, &facts)));
    let settled = lint::settle(site.backlog, site.config, found);
    let by_reader = |found: &Diagnostic| lint::rule(found.rule).is_none_or(|rule| matches!(rule.check, Check::Reader));
    let (problems, advice) = settled.into_iter().partition(by_reader);
    Settled { problems, advice }
}
