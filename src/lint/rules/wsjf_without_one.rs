//! `wsjf-without-one`: each WSJF column has a 1.

use super::super::context::{Context, Work};
use super::super::rule::{Check, Family, Found, Rule};
use crate::config::Level;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "wsjf-without-one",
    family: Family::Score,
    level: Level::Info,
    summary: "each WSJF column has a 1",
    check: Check::Site(check),
    fix: None,
};

/// The columns of WSJF.
const COLUMNS: [&str; 4] = ["user_business_value", "time_criticality", "risk_reduction", "job_size"];

/// Finds columns in which no open epic has a 1, where the site ranks by WSJF.
fn check(context: &Context<'_>) -> Vec<(usize, Found)> {
    if context.facts.method != "wsjf" {
        return Vec::new();
    }
    let open: Vec<Work<'_>> = (0..context.backlog.items.len())
        .filter_map(|at| context.work(at))
        .filter(|work| work.class.is_open())
        .collect();
    COLUMNS.iter().filter_map(|column| without_one(&open, column)).collect()
}

/// Points at the smallest value of a column that has no 1.
fn without_one(open: &[Work<'_>], column: &str) -> Option<(usize, Found)> {
    let scored = open.iter().filter_map(|work| Some((work.at, work.epic.scores.get(column)?)));
    let (at, least) = scored.min_by(|a, b| a.1.value.total_cmp(&b.1.value).then(a.0.cmp(&b.0)))?;
    let message = format!("the smallest `{column}` is {}, and WSJF compares each column with a 1", least.value);
    let hint = "Give the smallest epic of each column a 1, and the others relative to it.";
    (least.value > 1.0).then(|| (at, Found::new(least.span, message, hint)))
}
