//! What git knows of a promise.

use crate::history::repository::Repository;
use crate::support::Project;

/// An epic in a state, with an outcome of some target or none.
fn epic(state: &str, target: Option<&str>) -> String {
    let outcome = target.map(|target| {
        format!("outcomes:\n  - metric: Refund rate\n    baseline: 6%\n    target: {target}\n    by: 2025-09-30\n    source: orders\n")
    });
    format!("---\nid: PAY-1\nowner: ines\nstatus: {state}\n{}---\n", outcome.unwrap_or_default())
}

/// Commits one version of the epic after the other, a week apart, and checks the last.
fn checked(versions: &[String]) -> String {
    let repository = Repository::new();
    for (at, version) in versions.iter().enumerate() {
        repository.write("epics/PAY-1.md", version).commit(&format!("05-{:02}", 1 + at * 7));
    }
    let arguments = ["check", "--as-of", "2025-05-20", "--format", "concise"];
    Project::new().run_in(&repository.root(), &arguments).stdout
}

#[test]
fn an_outcome_that_came_after_the_start_is_pointed_out() {
    let late = checked(&[epic("idea", None), epic("in-progress", None), epic("in-progress", Some("3%"))]);
    assert!(
        late.contains("info[outcome-defined-after-start]: the outcome “Refund rate” was written down after"),
        "{late}"
    );
    let early = checked(&[epic("idea", None), epic("idea", Some("3%")), epic("in-progress", Some("3%"))]);
    assert_eq!(early, "");
    let unknown = checked(&[epic("in-progress", Some("3%"))]);
    assert_eq!(unknown, "");
}

#[test]
fn a_target_that_was_eased_is_pointed_out_and_one_that_was_raised_is_not() {
    let eased = checked(&[epic("idea", Some("3%")), epic("in-progress", Some("3%")), epic("in-progress", Some("5%"))]);
    assert!(eased.contains("warning[target-eased-after-start]") && eased.contains("`3%` became `5%`"), "{eased}");
    let raised = checked(&[epic("idea", Some("3%")), epic("in-progress", Some("3%")), epic("in-progress", Some("2%"))]);
    assert_eq!(raised, "");
}

/// Where the target is eased and its date put off at once, the target is what counts first.
#[test]
fn of_a_target_and_a_date_that_were_eased_at_once_the_target_is_named() {
    let begun = epic("in-progress", Some("3%"));
    let later = epic("in-progress", Some("5%")).replace("2025-09-30", "2025-12-31");
    let said = checked(&[epic("idea", Some("3%")), begun, later]);
    assert!(said.contains("`3%` became `5%`"), "{said}");
}
