//! Asks every rule about every document.
//!
//! In: a context. Out: what the rules found, as findings with their default severities, in order of file and place.

use super::context::{Context, Practice};
use super::rule::{Check, Found, Rule};
use super::rules::RULES;
use super::suppression::speaks;
use crate::config::Level;
use crate::diagnostic::{Diagnostic, Severity, first_of_each, shortened, sort};
use rayon::prelude::*;
use std::cell::LazyCell;
use std::sync::Arc;

/// What the rules found, document by document, so that the next run asks only about those that changed.
#[derive(Debug, Default)]
pub struct Findings {
    /// Of each item by itself.
    own: ByItem,
    /// Of each item and what prose links to.
    linked: ByItem,
    /// Of each item beside others.
    beside: ByItem,
    /// Of the site as a whole.
    site: Vec<Diagnostic>,
    /// Of each document whether its authors may allow something in it.
    speaking: Vec<bool>,
    practice: Practice,
}

/// What changed since an earlier run, with the same documents at the same places.
#[derive(Debug, Clone, Copy)]
pub struct Since<'a> {
    /// The documents of which anything is another one, or what was computed of them by themselves; by position, in order.
    pub changed: &'a [usize],
    /// Whether that changes what a link to them finds, or which documents are linked to.
    pub links: bool,
    /// Whether anything but prose is another one.
    pub words: bool,
}

/// Runs every rule that the site doesn't switch off everywhere.
pub fn run(context: &Context<'_>) -> Vec<Diagnostic> {
    let mut found: Vec<Diagnostic> = run_after(context, None).iter().cloned().collect();
    sort(&mut found);
    found
}

/// Runs the rules, and takes over from an earlier run what can't have changed.
pub fn run_after(context: &Context<'_>, before: Option<(&Findings, Since<'_>)>) -> Findings {
    let before = before.filter(|(found, _)| found.practice == context.practice);
    let asked: Vec<&Rule> = RULES.iter().copied().filter(|rule| is_asked(context, rule)).collect();
    let some = |is: fn(&Check) -> bool| asked.iter().copied().filter(|rule| is(&rule.check)).collect::<Vec<&Rule>>();
    let linked = some(|check| matches!(check, Check::Linked(_)));
    let beside = some(|check| matches!(check, Check::Beside(_)));
    let own = some(|check| !matches!(check, Check::Linked(_) | Check::Beside(_)));
    let of_items = |rules: &[&Rule], known| each(context, known, |at| Arc::from(of_item(context, at, rules)));
    let since = before.map(|(_, since)| since);
    let (links, words) = since.map_or((true, true), |since| (since.links, since.words));
    Findings {
        own: of_items(&own, known(before, false, |found| &found.own)),
        linked: of_items(&linked, known(before, links, |found| &found.linked)),
        beside: of_items(&beside, known(before, words, |found| &found.beside)),
        site: of_site(context, &asked),
        speaking: each(context, known(before, false, |found| &found.speaking), |at| {
            speaks(&context.backlog.documents[at])
        }),
        practice: context.practice,
    }
}

/// Asks the rules about the site as a whole.
fn of_site(context: &Context<'_>, asked: &[&Rule]) -> Vec<Diagnostic> {
    let site =
        asked.iter().filter_map(|rule| if let Check::Site(check) = rule.check { Some((rule, check)) } else { None });
    site.flat_map(|(rule, check)| check(context).into_iter().map(move |(at, one)| report(context, at, rule, one)))
        .collect()
}

/// What was found about each item.
type ByItem = Vec<Arc<[Diagnostic]>>;

/// Gives one part of what was found before, and which items changed; none where all must be asked again.
fn known<'a, T>(
    before: Option<(&'a Findings, Since<'a>)>,
    all_again: bool,
    part: fn(&'a Findings) -> &'a Vec<T>,
) -> Option<(&'a Vec<T>, &'a [usize])> {
    before.filter(|_| !all_again).map(|(found, since)| (part(found), since.changed))
}

/// Asks about every item, or only about those that changed, where the rest is known.
fn each<T: Clone + Send>(
    context: &Context<'_>,
    known: Option<(&Vec<T>, &[usize])>,
    ask: impl Fn(usize) -> T + Send + Sync,
) -> Vec<T> {
    let Some((known, changed)) = known else {
        return (0..context.backlog.items.len()).into_par_iter().map(ask).collect();
    };
    let mut found = known.clone();
    for at in changed {
        found[*at] = ask(*at);
    }
    found
}

impl Findings {
    /// Gives them all, in no order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Diagnostic> {
        let each = self.own.iter().zip(&self.linked).zip(&self.beside);
        let each = each.flat_map(|((own, linked), beside)| own.iter().chain(linked.iter()).chain(beside.iter()));
        each.chain(&self.site)
    }

    /// Lists the documents whose authors may allow something in them, by position.
    pub(super) fn speaking(&self) -> impl Iterator<Item = usize> {
        self.speaking.iter().enumerate().filter(|(_, speaks)| **speaks).map(|(at, _)| at)
    }
}

/// Tells whether a rule is on anywhere.
fn is_asked(context: &Context<'_>, rule: &Rule) -> bool {
    let checks = &context.config.checks;
    let level = checks.levels.get(rule.name).copied().unwrap_or(rule.level);
    let elsewhere = checks.folders.iter().any(|folder| folder.contains_key(rule.name));
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
            Check::Document(check) | Check::Linked(check) | Check::Beside(check) => check(context, at),
            Check::Matter(check) => matter.iter().flat_map(|matter| check(context, at, matter)).collect(),
            Check::Epic(check) => work.iter().flat_map(|work| check(context, work)).collect(),
            Check::Outcome(check) => promises.iter().filter_map(|promise| check(context, promise)).collect(),
            Check::Reader | Check::Site(_) => continue,
        };
        // Most rules find nothing in most items.
        if some.is_empty() {
            continue;
        }
        // What is wrong in a list of thousands is said of the first ones; rules about prose have bounds of their own.
        let (prose, fields): (Vec<Found>, Vec<Found>) = some.into_iter().partition(|one| one.in_prose);
        let told = |some: Vec<Found>| some.into_iter().map(|one| report(context, at, rule, one));
        found.extend(told(prose));
        found.extend(first_of_each(told(fields).collect()));
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
