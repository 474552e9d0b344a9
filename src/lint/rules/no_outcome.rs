//! `no-outcome`: an epic says what will change.

use super::super::context::{Context, Work, cut};
use super::super::rule::{Check, Family, Found, Rule};
use super::super::statement::{self, Label};
use crate::config::Level;
use crate::diagnostic::Span;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "no-outcome",
    family: Family::Outcome,
    level: Level::Warning,
    summary: "an epic says what will change",
    check: Check::Site(check),
    fix: None,
};

/// Asks every epic that isn't over; where no epic of the site has an outcome, says so once.
fn check(context: &Context<'_>) -> Vec<(usize, Found)> {
    let open = (0..context.backlog.items.len()).filter_map(|at| context.work(at)).filter(|work| work.class.is_open());
    if !context.practice.outcomes {
        let all: Vec<Work<'_>> = open.collect();
        return all.first().map(|work| (work.at, nobody(all.len()))).into_iter().collect();
    }
    let silent = open.filter(|work| work.epic.outcomes.is_empty());
    silent.map(|work| (work.at, missing(context, &work))).collect()
}

/// Says once that nobody does it.
fn nobody(epics: usize) -> Found {
    let message = match epics {
        1 => "the one open epic does not say what will change".to_owned(),
        2 => "neither of the 2 open epics says what will change".to_owned(),
        _ => format!("none of the {epics} open epics says what will change"),
    };
    Found::new(
        Span::FILE,
        message,
        "Begin with the next one: `backlit new epic` writes one that asks the right questions.",
    )
}

/// Says it of one epic; a title that names a thing to build gets the question that leads on.
fn missing(context: &Context<'_>, work: &Work<'_>) -> Found {
    let message = format!("`{}` does not say what will change", work.item.id);
    let title = &work.item.title;
    let hint = match statement::read(title).label {
        Label::Output => format!(
            "“{}” says what will be made. Add `outcomes:` with what will be different once it is there.",
            cut(title)
        ),
        _ => "Add `outcomes:` with a metric, its baseline, a target and a date.".to_owned(),
    };
    Found::new(work.status_or(context.whole(work.at)), message, hint)
}
