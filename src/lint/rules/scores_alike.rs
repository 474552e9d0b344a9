//! `scores-alike`: scores tell epics apart.

use super::super::context::Context;
use super::super::rule::{Check, Family, Found, Rule};
use crate::config::Level;
use crate::diagnostic::Span;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "scores-alike",
    family: Family::Score,
    level: Level::Warning,
    summary: "scores tell epics apart",
    check: Check::Site(check),
    fix: None,
};

/// Fewer ranked epics than this say nothing.
const LEAST: usize = 8;
/// The least distance between the best and the worst, on the scale of 0 to 100.
const DISTANCE: f64 = 10.0;

/// Finds sites whose weighted scores lie so close that nothing is a priority.
fn check(context: &Context<'_>) -> Vec<(usize, Found)> {
    let ranked = &context.facts.ranked;
    let (Some((first, best)), Some((_, worst))) = (ranked.first(), ranked.last()) else {
        return Vec::new();
    };
    if context.facts.method != "weighted" || ranked.len() < LEAST || best - worst >= DISTANCE {
        return Vec::new();
    }
    let message = format!(
        "the scores of all {} ranked epics lie within {:.1} of 100, so nothing is a priority",
        ranked.len(),
        best - worst
    );
    let hint =
        "Score in one sitting, one criterion at a time: the least first, then the most, then the others between them.";
    vec![(*first, Found::new(Span::FILE, message, hint))]
}
