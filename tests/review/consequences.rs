//! What a change does elsewhere: the line, those who wait, key results, limits, prerequisites.

use super::{scores, told, uncommitted};
use crate::history::repository::Repository;

fn epic(impact: u8, more: &str) -> String {
    format!("team: search\nestimate: 6w\n{}{more}", scores(impact))
}

/// A team with room for two of its epics.
fn planned() -> Repository {
    let repository = Repository::new();
    repository.write("teams/search.md", "---\nid: search\ntitle: Search\ncapacity: 12w\nwip_limit: 1\n---\n");
    repository.epic("A-1", "ready", &epic(9, "")).epic("B-2", "ready", &epic(7, "")).epic("C-3", "ready", &epic(3, ""));
    repository.commit("02-01");
    repository
}

fn only(lines: Vec<String>, kinds: &[&str]) -> Vec<String> {
    lines.into_iter().filter(|line| kinds.iter().any(|kind| line.starts_with(kind))).collect()
}

#[test]
fn a_new_epic_pushes_another_below_the_line_and_makes_it_wait() {
    let repository = planned();
    repository.epic("D-4", "ready", &epic(10, ""));
    let found = only(told(&uncommitted(&repository)), &["below", "above", "displaces", "entered"]);
    assert_eq!(
        found,
        [
            "below-the-line | B-2 | rank 2 → rank 3 | `D-4` is new",
            "displaces | D-4 |  → 6 weeks of Search | to take it in, `A-1` and `B-2` wait 6 weeks; `B-2` no longer fits",
            "entered-ranking | D-4 |  → rank 1 | is new; moves 3 down",
        ]
    );
}

#[test]
fn the_line_itself_can_move() {
    let repository = planned();
    repository.write("teams/search.md", "---\nid: search\ntitle: Search\ncapacity: 18w\nwip_limit: 1\n---\n");
    assert_eq!(
        only(told(&uncommitted(&repository)), &["below", "above"]),
        ["above-the-line | C-3 | rank 3 → rank 3 | capacity of Search 12 → 18 weeks"]
    );
}

#[test]
fn a_limit_that_breaks_and_a_prerequisite_that_comes_too_late_are_told() {
    let repository = planned();
    repository.epic("A-1", "in-progress", &epic(9, "")).epic("B-2", "in-progress", &epic(7, "depends_on: [C-3]\n"));
    let found = only(told(&uncommitted(&repository)), &["wip", "prerequisite"]);
    assert_eq!(
        found,
        [
            "wip-limit-broken | search | 0 in progress, limit 1 → 2 in progress, limit 1 | `A-1` and `B-2`",
            "prerequisite-conflict | B-2 |  → C-3 | `C-3` stands below its team's line",
        ]
    );
}

#[test]
fn a_key_result_that_loses_its_last_work_is_told() {
    let repository = Repository::new();
    let objective = "---\nid: OBJ-1\ntitle: Find it\nkey_results:\n  - { id: kr-1, metric: Success, baseline: 70%, target: 90% }\n  - { id: kr-2, metric: Speed, target: 2 s }\n---\n";
    repository.write("objectives/OBJ-1.md", objective);
    repository.epic("A-1", "ready", "key_results: [OBJ-1/kr-1]\n").commit("02-01");
    repository.epic("A-1", "ready", "key_results: [OBJ-1/kr-2]\n");
    assert_eq!(
        told(&uncommitted(&repository)),
        [
            "key-result-without-work | OBJ-1 | Success | 1 epic → 0 epics | lost `A-1`",
            "key-result-gained-work | OBJ-1 | Speed | 0 epics → 1 epic | gained `A-1`",
            "key-result-link-changed | A-1 | OBJ-1/kr-1 → OBJ-1/kr-2",
        ]
    );
}

#[test]
fn epics_that_wait_for_each_other_are_told() {
    let repository = Repository::new();
    repository.epic("A-1", "ready", "depends_on: [B-2]\n").epic("B-2", "ready", "").commit("02-01");
    repository.epic("B-2", "ready", "depends_on: [A-1]\n");
    assert_eq!(
        only(told(&uncommitted(&repository)), &["dependency-cycle"]),
        ["dependency-cycle | A-1 |  → `A-1` and `B-2`"]
    );
}
