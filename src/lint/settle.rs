//! How much each finding matters on this site, and which ones its authors allow.
//!
//! In: findings of the readers, of the site and of the rules, with their default severities. Out: those that are left,
//! with the severity that the configuration gives them. Never invents a finding about anything but its own controls.

use super::rule::Rule;
use super::rules::{RULES, rule};
use super::run::Findings;
use super::suppression::Allowed;
use super::unfilled;
use crate::backlog::Backlog;
use crate::config::{Checks, Config, Level};
use crate::diagnostic::{Diagnostic, MOST_OF_A_RULE, Severity, Span, first_of_each, nearest, sort};
use crate::order::Order;
use rayon::prelude::*;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Applies levels, gates and what the files themselves allow to all that the rules found, and to what was `found` before.
pub fn settle(
    (backlog, config): (&Backlog, &Config),
    findings: &Findings,
    mut found: Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    let all: Vec<&Diagnostic> = findings.iter().collect();
    found.par_extend(all.into_par_iter().cloned());
    found.extend(unknown_rules(&config.checks));
    let states = if config.checks.gates.is_empty() { States::default() } else { States::of(backlog) };
    let tables = Tables { config, known: RefCell::default() };
    found.retain_mut(|finding| match level(&tables, &states, finding).severity() {
        Some(severity) => {
            finding.severity = severity;
            true
        }
        None => false,
    });
    let mut allowed = Allowed::read(findings.speaking().map(|at| &*backlog.documents[at]));
    found.retain(|finding| !allowed.takes(finding));
    unfilled::fold(&mut found);
    let complaints = allowed.complaints(|name, path| {
        rule(name).is_some_and(|rule| tables.named_level(rule, path) != Level::Off || gated_anywhere(config, name))
    });
    for mut complaint in complaints {
        if let Some(severity) = level(&tables, &states, &complaint).severity() {
            complaint.severity = severity;
            found.push(complaint);
        }
    }
    sort(&mut found);
    found
}

/// Finds the state of the epic that a file holds.
#[derive(Default)]
struct States<'a>(Vec<(&'a str, &'a str)>);

impl<'a> States<'a> {
    fn of(backlog: &'a Backlog) -> Self {
        let epics = backlog.items.iter().filter_map(|item| Some((item, item.epic()?.state.as_ref()?)));
        let mut states: Vec<_> = epics.map(|(item, state)| (&*item.matter_path, state.name.as_str())).collect();
        states.order_by_key(|(path, _)| *path);
        Self(states)
    }

    fn of_file(&self, path: &str) -> Option<&'a str> {
        self.0.binary_search_by(|(known, _)| (*known).cmp(path)).ok().map(|at| self.0[at].1)
    }
}

/// Decides the level of a finding: folders over rules over the default, and a gate over all that isn't off.
fn level(tables: &Tables<'_>, states: &States<'_>, finding: &Diagnostic) -> Level {
    let Some(rule) = rule(finding.rule) else {
        return level_of(finding.severity);
    };
    let named = tables.named_level(rule, &finding.path);
    let own = if named == rule.level { None } else { Some(named) };
    let state = states.of_file(&finding.path);
    let gates = &tables.config.checks.gates;
    let gated = state.is_some_and(|state| {
        gates.iter().any(|gate| {
            gate.rules.iter().any(|name| name == finding.rule) && gate.states.iter().any(|guarded| *guarded == state)
        })
    });
    // A finding that says one thing for a whole site is no gate of one epic.
    match (own, gated && !finding.span.is_file()) {
        (Some(Level::Off), _) => Level::Off,
        (_, true) => Level::Error,
        (Some(level), false) => level,
        (None, false) if rule.level == Level::Off => Level::Off,
        (None, false) => level_of(finding.severity),
    }
}

/// Finds the tables of `[[rules_for]]` that a file belongs to, once for all its findings.
struct Tables<'a> {
    config: &'a Config,
    known: RefCell<BTreeMap<String, Vec<usize>>>,
}

impl Tables<'_> {
    /// Gives the level that the site sets for a rule in a file, else the rule's own.
    fn named_level(&self, rule: &Rule, path: &str) -> Level {
        let checks = &self.config.checks;
        let set = |level: Option<&Level>| level.or_else(|| checks.levels.get(rule.name)).copied().unwrap_or(rule.level);
        if checks.folders.is_empty() {
            return set(None);
        }
        let mut known = self.known.borrow_mut();
        if !known.contains_key(path) {
            known.insert(path.to_owned(), checks.folder_paths.of(path));
        }
        set(known[path].iter().rev().find_map(|table| checks.folders[*table].get(rule.name)))
    }
}

/// Tells whether any gate asks for a rule.
fn gated_anywhere(config: &Config, name: &str) -> bool {
    config.checks.gates.iter().any(|gate| gate.rules.iter().any(|rule| rule == name))
}

/// Gives the level of a severity.
const fn level_of(severity: Severity) -> Level {
    match severity {
        Severity::Error => Level::Error,
        Severity::Warning => Level::Warning,
        Severity::Info => Level::Info,
    }
}

/// Names rules in `backlit.toml` that there aren't.
fn unknown_rules(checks: &Checks) -> Vec<Diagnostic> {
    let names = checks.levels.keys().chain(checks.folders.iter().flat_map(BTreeMap::keys));
    let gates = checks.gates.iter().flat_map(|gate| &gate.rules);
    let path: Arc<str> = Arc::from("backlit.toml");
    let mut wrong: Vec<&String> = names.chain(gates).filter(|name| rule(name).is_none()).collect();
    wrong.order();
    wrong.dedup();
    let text = &checks.own_text;
    let end = Span::of(text, text.len()..text.len());
    let report = |(count, name): (usize, &String)| {
        let found = Diagnostic::warning("unknown-rule", &path, end, format!("there is no rule `{name}`"));
        // Each is looked for in the whole file, so only those that are told are, and the one where they are counted.
        if count > MOST_OF_A_RULE {
            return found;
        }
        let span = text.find(name.as_str()).map_or(Span::FILE, |at| Span::of(text, at..at + name.len()));
        Diagnostic { span, ..found }.hint(nearest_rule(name))
    };
    first_of_each(wrong.into_iter().enumerate().map(report).collect())
}

/// Suggests the rule that was probably meant.
pub(super) fn nearest_rule(name: &str) -> String {
    match nearest(name, RULES.iter().map(|rule| rule.name)) {
        Some(near) => format!("Did you mean `{near}`?"),
        None => "`backlit rules` lists them.".to_owned(),
    }
}
