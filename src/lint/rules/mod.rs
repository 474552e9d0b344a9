//! Every rule, by family.
//!
//! In: nothing. Out: the registry. A rule is one file here and one page in `docs/rules/`, which is its documentation
//! and its test at once.

mod abandoned_without_reason;
mod agreement_incomplete;
mod agreement_not_reviewed;
mod agreement_overdue;
mod agreement_without_repayment;
mod broken_anchor;
mod cancelled_prerequisite;
mod checkpoint_overdue;
mod date_form;
mod deadline_without_consequence;
mod debt_in_technical_words;
mod debt_share_outside_band;
mod done_without_reading;
mod epic_among_pages;
mod epic_without_key_result;
mod high_waits_on_low;
mod key_result_count;
mod key_result_is_output;
mod key_result_not_measurable;
mod key_result_outside_control;
mod key_result_without_work;
mod missing_baseline;
mod missing_date;
mod missing_metric;
mod missing_owner;
mod missing_source;
mod missing_target;
mod no_guardrail;
mod no_movement;
mod no_outcome;
mod not_scored;
mod old_work;
mod only_lagging;
mod open_prerequisite;
mod orphan_page;
mod outcome_defined_after_start;
mod outcome_overdue;
mod output_not_outcome;
mod over_wip_limit;
mod parent_not_one_level_up;
mod readers;
mod reading_without_learning;
mod request_unanswered;
mod scores_alike;
mod stored_score;
mod target_contradicts_baseline;
mod target_eased_after_start;
mod target_equals_baseline;
mod too_many_objectives;
mod trailing_blanks;
mod unknown_key;
mod unmeasured_goal;
mod wsjf_without_one;

use super::rule::Rule;
use crate::embedded;
use crate::order::Order;
use readers::READERS;
use std::collections::HashMap;
use std::sync::LazyLock;

/// The rules that look by themselves.
static CHECKS: &[Rule] = &[
    unknown_key::RULE,
    epic_among_pages::RULE,
    date_form::RULE,
    trailing_blanks::RULE,
    no_outcome::RULE,
    missing_metric::RULE,
    missing_baseline::RULE,
    missing_target::RULE,
    missing_date::RULE,
    missing_owner::RULE,
    missing_source::RULE,
    target_equals_baseline::RULE,
    target_contradicts_baseline::RULE,
    unmeasured_goal::RULE,
    outcome_defined_after_start::RULE,
    target_eased_after_start::RULE,
    only_lagging::RULE,
    no_guardrail::RULE,
    output_not_outcome::RULE,
    debt_in_technical_words::RULE,
    outcome_overdue::RULE,
    checkpoint_overdue::RULE,
    done_without_reading::RULE,
    reading_without_learning::RULE,
    abandoned_without_reason::RULE,
    not_scored::RULE,
    stored_score::RULE,
    scores_alike::RULE,
    wsjf_without_one::RULE,
    deadline_without_consequence::RULE,
    key_result_count::RULE,
    key_result_is_output::RULE,
    key_result_not_measurable::RULE,
    key_result_outside_control::RULE,
    parent_not_one_level_up::RULE,
    key_result_without_work::RULE,
    epic_without_key_result::RULE,
    too_many_objectives::RULE,
    over_wip_limit::RULE,
    old_work::RULE,
    no_movement::RULE,
    open_prerequisite::RULE,
    cancelled_prerequisite::RULE,
    high_waits_on_low::RULE,
    request_unanswered::RULE,
    agreement_incomplete::RULE,
    agreement_overdue::RULE,
    agreement_not_reviewed::RULE,
    agreement_without_repayment::RULE,
    debt_share_outside_band::RULE,
    broken_anchor::RULE,
    orphan_page::RULE,
];

/// Every rule, in order of family, in each family as above.
pub static RULES: LazyLock<Vec<&'static Rule>> = LazyLock::new(|| {
    let mut rules: Vec<&'static Rule> = READERS.iter().chain(CHECKS).collect();
    rules.order_by_key(|rule| rule.family);
    rules
});

/// Finds a rule by its name.
pub fn rule(name: &str) -> Option<&'static Rule> {
    static BY_NAME: LazyLock<HashMap<&str, &Rule>> =
        LazyLock::new(|| RULES.iter().map(|rule| (rule.name, *rule)).collect());
    BY_NAME.get(name).copied()
}

/// Gives the page of a rule.
pub fn page(rule: &Rule) -> &'static str {
    embedded::RULES.text(&format!("docs/rules/{}.md", rule.name)).unwrap_or_default()
}
