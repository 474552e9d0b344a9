//! Asks every rule about every document.
//!
//! In: a context. Out: what the rules found, as findings with their default severities, in order of file and place.

use super::context::Context;
use super::rule::{Check, Found, Rule};
use super::rules::RULES;
use crate::config::Level;
use crate::diagnostic::{Diagnostic, Severity, shortened, sort};
use rayon::prelude::*;
use std::cell::LazyCell;
use std::sync::Arc;

/// Runs every rule that the site doesn't switch off everywhere.
pub fn run(context: &Context<'_>) -> Vec<Diagnostic> {
    let asked: Vec<&Rule> = RULES.iter().copied().filter(|rule| is_asked(context, rule)).collect();
    let mut found: Vec<Diagnostic> =
        (0..context.backlog.items.len()).into_par_iter().flat_map_iter(|at| of_item(context, at, &asked)).collect();
    for rule in &asked {
        if let Check::Site(check) = rule.check {
            found.extend(check(context).into_iter().map(|(at, one)| report(context, at, rule, one)));
        }
    }
    sort(&mut found);
    found
}

/// Tells whether a rule is on anywhere.
fn is_asked(context: &Context<'_>, rule: &Rule) -> bool {
    let checks = &context.config.checks;
    let level = checks.levels.get(rule.name).copied().unwrap_or(rule.level);
    let elsewhere = checks.folders.iter().any(|folder| folder.levels.contains_key(rule.name));
    let gated = checks.gates.iter().any(|gate| gate.rules.iter().any(|name| name == rule.name));
    level != Level::Off || elsewhere || gated
}

/// Asks the rules about one item.
fn of_item(context: &Context<'_>, at: usize, asked: &[&Rule]) -> Vec<Diagnostic> {
    let (work, promises) = (context.work(at), context.promises(at));
    let matter = LazyCell::new(|| context.unusual_matter(at));
    let mut found = Vec::new();
    for rule in asked {
        let some: Vec<Found> = match rule.check {
            Check::Document(check) => check(context, at),
            Check::Matter(check) => matter.iter().flat_map(|matter| check(context, at, matter)).collect(),
            Check::Epic(check) => work.iter().flat_map(|work| check(context, work)).collect(),
            Check::Outcome(check) => promises.iter().filter_map(|promise| check(context, promise)).collect(),
            Check::Reader | Check::Site(_) => continue,
        };
        found.extend(some.into_iter().map(|one| report(context, at, rule, one)));
    }
    found
}

/// Adds to what was found where it was found, and by whom.
fn report(context: &Context<'_>, at: usize, rule: &Rule, found: Found) -> Diagnostic {
    let item = &context.backlog.items[at];
    let path = if found.in_prose { &item.path } else { &item.matter_path };
    Diagnostic {
        rule: rule.name,
        severity: rule.level.severity().unwrap_or(Severity::Warning),
        path: Arc::clone(path),
        span: found.span,
        message: shortened(found.message),
        hint: Some(shortened(found.hint)),
        related: found.related,
    }
}
