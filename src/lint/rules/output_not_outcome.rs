//! `output-not-outcome`: an outcome says what changes, not what is made.

use super::super::context::{Context, cut};
use super::super::rule::{Check, Family, Found, Rule};
use super::super::statement::{self, Label};
use crate::backlog::{Details, Located};
use crate::config::Level;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "output-not-outcome",
    family: Family::Outcome,
    level: Level::Info,
    summary: "an outcome says what changes, not what is made",
    check: Check::Document(check),
    fix: None,
};

/// Reads the outcomes of epics, initiatives and sprints, and the goals of sprints. Key results have a rule of their own.
fn check(context: &Context<'_>, at: usize) -> Vec<Found> {
    let item = &context.backlog.items[at];
    let promises = context.promises(at).into_iter().filter(|promise| promise.ahead && !promise.is_key_result());
    let mut found: Vec<Found> = promises.filter_map(|promise| say_of_metric(&promise.statement()?)).collect();
    if let Details::Sprint(sprint) = &item.details
        && let Some(goal) = &sprint.goal
        && statement::read(goal).label == Label::Output
        && let Some(span) = context.field(at, "goal")
    {
        found.extend(say(&Located { value: goal.clone(), span }));
    }
    found
}

/// Says it of a metric, which is rightly the name of a thing: only an order or a new possibility gives it away.
pub(super) fn say_of_metric(written: &Located<String>) -> Option<Found> {
    Some(said(written, &statement::certain_output(&written.value)?))
}

/// Says of one statement that it is an output, with the words that say so.
pub(super) fn say(written: &Located<String>) -> Option<Found> {
    let read = statement::read(&written.value);
    Some(said(written, &read.reason.filter(|_| read.label == Label::Output)?))
}

fn said(written: &Located<String>, reason: &str) -> Found {
    let message = format!("“{}” says what is made, not what changes: {reason}", cut(&written.value));
    Found::new(written.span, message, "Who does what differently once it is there, and by how much?")
}
