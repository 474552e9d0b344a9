//! Levels, gates, allowances, baselines, what a branch touched, and exit codes.

use super::{NO_BASELINE, concise};
use crate::support::Project;
use std::fs;

/// A project of one epic under a configuration.
fn project(config: &str, matter: &str) -> Project {
    Project::new().file("backlit.toml", config).epic("PAY-1", matter)
}

#[test]
fn a_gate_makes_an_error_from_its_state_on() {
    let before = NO_BASELINE.replace("in-progress", "idea");
    let found = concise(&project("", &before));
    assert!(found.stdout.contains("warning[missing-baseline]") && found.code == 0, "{found}");
    let found = concise(&project("", NO_BASELINE));
    assert!(found.stdout.contains("error[missing-baseline]") && found.code == 1, "{found}");
    let found = concise(&project("[gates]\nactive = []\n", NO_BASELINE));
    assert!(found.stdout.contains("warning[missing-baseline]") && found.code == 0, "{found}");
    let found = concise(&project("[gates]\nidea = [\"missing-source\"]\n", &before.replace("    source: orders", "")));
    assert!(found.stdout.contains("error[missing-source]"), "{found}");
}

#[test]
fn an_outcome_that_is_not_filled_in_is_said_once_and_as_strictly_as_its_parts() {
    let lines = |found: &str| found.lines().map(str::to_owned).collect::<Vec<_>>();
    let written = Project::new();
    for kind in ["epic", "initiative", "objective"] {
        assert_eq!(written.run(["new", kind, &format!("Some {kind}")]).code, 0);
    }
    let said = "warning[missing-metric]: this outcome isn't filled in: it has no metric, no baseline, no target, no date and no owner";
    let found = lines(&concise(&written).stdout);
    assert_eq!(found.len(), 4, "{found:#?}");
    assert_eq!(found[0], format!("epics/some-epic.md:16:5: {said}"));
    assert_eq!(found[1], format!("initiatives/some-initiative.md:8:5: {said}"));
    assert_eq!(found[3], format!("objectives/some-objective.md:10:5: {}", said.replace("outcome", "key result")));

    // The strictest of its parts decides, as the gate asks for one of them.
    let empty = "status: in-progress\noutcomes:\n  - metric:\n    by: 2025-06\n";
    let gate = "[gates]\nactive = [\"missing-target\"]\n";
    let found = lines(&concise(&project(gate, empty)).stdout);
    let said =
        "error[missing-metric]: this outcome isn't filled in: it has no metric, no baseline, no target and no owner";
    assert_eq!(found, [format!("epics/PAY-1.md:6:5: {said}")]);
    // Where the part that speaks is switched off or allowed, the others speak for themselves.
    let off = lines(&concise(&project("[rules]\nmissing-metric = \"off\"\n", empty)).stdout);
    assert_eq!(off.len(), 3, "{off:#?}");
}

#[test]
fn levels_are_set_for_the_site_and_for_folders() {
    let found = concise(&project("[rules]\nmissing-baseline = \"off\"\n", NO_BASELINE));
    assert_eq!(found.stdout, "");
    let folder = "[rules]\nmissing-baseline = \"off\"\n[[rules_for]]\npaths = [\"epics/*\"]\nrules = { missing-baseline = \"info\" }\n[gates]\nactive = []\n";
    assert!(concise(&project(folder, NO_BASELINE)).stdout.contains("info[missing-baseline]"));
    let readers = concise(&project("[rules]\nunknown-state = \"warning\"\n", "status: in-progess"));
    assert!(readers.stdout.contains("warning[unknown-state]"), "{readers}");
}

#[test]
fn what_is_allowed_with_a_reason_is_not_said() {
    let allowed = |comment: &str| NO_BASELINE.replace("metric: Refund rate", &format!("metric: Refund rate {comment}"));
    let found = concise(&project("", &allowed("# backlit: allow(missing-baseline) because the meter comes in June")));
    assert_eq!((found.stdout.as_str(), found.code), ("", 0));
    let above = NO_BASELINE.replace("  - metric", "  # backlit: allow(missing-baseline) because it is new\n  - metric");
    assert_eq!(concise(&project("", &above)).stdout, "");
    let file = format!("# backlit: allow-file(missing-baseline) because it is new\n{NO_BASELINE}");
    assert_eq!(concise(&project("", &file)).stdout, "");
    let found = concise(&project("", &allowed("# backlit: allow(missing-baseline)")));
    assert!(found.stdout.contains("[missing-baseline]") && found.stdout.contains("[allow-without-reason]"), "{found}");
    let found = concise(&project("", &allowed("# backlit: allow(missing-target) because I say so")));
    assert!(found.stdout.contains("[missing-baseline]") && found.stdout.contains("[unused-allow]"), "{found}");
}

#[test]
fn an_allowance_in_prose_is_for_the_next_block() {
    let text =
        "# A\n\n<!-- backlit: allow(broken-link) because it comes next week -->\nSee [B](b.md).\n\nAnd [C](c.md).\n";
    let found = concise(&Project::new().file("wiki/a.md", text));
    assert!(found.stdout.contains("c.md") && !found.stdout.contains("`b.md`"), "{found}");
}

#[test]
fn a_baseline_takes_over_what_was_there() {
    let project = project("", NO_BASELINE);
    let write = project.run(["check", ".", "--as-of", "2025-06-09", "--baseline", "known.json", "--write-baseline"]);
    assert_eq!(write.code, 0, "{write}");
    let run = || project.run(["check", "--as-of", "2025-06-09", "--format", "concise", "--baseline", "known.json"]);
    assert_eq!((run().code, run().stdout.as_str()), (0, ""));
    // Lines move, and the finding is still known; a second one is new.
    project.write("epics/PAY-1.md", format!("---\n\n\nid: PAY-1\ntitle: Epic PAY-1\n{NO_BASELINE}\n  - metric: Complaints\n    target: 5\n    by: 2025-09\n    source: x\n---\n"));
    let second = run();
    assert!(second.stdout.contains("Complaints") && !second.stdout.contains("Refund"), "{second}");
    project.write("epics/PAY-1.md", "---\nid: PAY-1\ntitle: Epic\n---\n");
    let gone = run();
    let words = "1 finding of the baseline is gone: missing-baseline in epics/PAY-1.md; `--prune-baseline` forgets";
    assert!(gone.code == 1 && gone.stderr.contains(words), "{gone}");
}

#[test]
fn a_baseline_is_pruned_of_what_is_gone_and_never_grows() {
    let project = project("", NO_BASELINE).epic("PAY-2", NO_BASELINE);
    let run = |more: &[&str]| {
        let base = ["check", "--as-of", "2025-06-09", "--format", "concise", "--baseline", "known.json"];
        project.run_in(&project.root(), &[base.as_slice(), more].concat())
    };
    assert_eq!(run(&["--write-baseline"]).code, 0);
    let all = fs::read_to_string(project.at("known.json")).unwrap();
    let third = format!("---\nid: PAY-3\ntitle: New\n{NO_BASELINE}\n---\n");
    project.write("epics/PAY-1.md", "---\nid: PAY-1\ntitle: Epic\n---\n");
    project.write("epics/PAY-3.md", &third);
    // Who looks at one file hears nothing of another, and nothing of it is forgotten.
    let narrow = run(&["epics/PAY-2.md"]);
    assert!(narrow.code == 0 && !narrow.stderr.contains("gone"), "{narrow}");
    run(&["epics/PAY-2.md", "--prune-baseline"]);
    assert_eq!(fs::read_to_string(project.at("known.json")).unwrap(), all);
    assert_eq!(run(&["epics/PAY-1.md", "--deny", "never"]).code, 0);
    let pruned = run(&["--prune-baseline"]);
    assert!(
        pruned.code == 1 && pruned.stdout.contains("PAY-3.md") && pruned.stderr.contains("forgot 1 finding"),
        "{pruned}"
    );
    let left = fs::read_to_string(project.at("known.json")).unwrap();
    assert!(left.contains("PAY-2.md") && !left.contains("PAY-1.md") && !left.contains("PAY-3.md"), "{left}");
    fs::remove_file(project.at("epics/PAY-3.md")).unwrap();
    assert_eq!(run(&[]).code, 0, "{}", run(&[]));
    assert_eq!(run(&["--write-baseline", "--prune-baseline"]).code, 2);
}

#[test]
fn a_key_allows_where_comments_do_not_survive() {
    let allowed = |lint: &str| concise(&project("", &format!("{NO_BASELINE}\n{lint}")));
    let found = allowed("lint:\n  allow: missing-baseline\n  because: the meter comes in June");
    assert_eq!((found.stdout.as_str(), found.code), ("", 0));
    let found = allowed("lint: [{ allow: [missing-baseline], because: the meter comes in June }]");
    assert_eq!(found.stdout, "");
    let inside = allowed(
        "    lint: { allow: missing-baseline, because: it is new }\n  - metric: Complaints\n    target: 5\n    by: 2025-09\n    source: x",
    );
    assert!(inside.stdout.contains("Complaints") && !inside.stdout.contains("Refund"), "{inside}");
    let silent = allowed("lint: { allow: missing-baseline }");
    assert!(
        silent.stdout.contains("[missing-baseline]") && silent.stdout.contains("[allow-without-reason]"),
        "{silent}"
    );
    let idle = allowed("lint: { allow: [missing-baseline, missing-target, nothing], because: x }");
    assert!(idle.stdout.contains("11:35: warning[unused-allow]: `missing-target`"), "{idle}");
    assert!(idle.stdout.contains("[unknown-rule]: there is no rule `nothing`"), "{idle}");
    let wrong = allowed("lint: { alow: missing-baseline, because: x }");
    assert!(wrong.stdout.contains("[unknown-key]: nothing reads the key `alow`"), "{wrong}");
    // A page doesn't show it, and shows what another tool keeps under that name.
    let page = |lint: &str| {
        let project = project("", lint);
        project.run(["build", "."]);
        fs::read_to_string(project.at("_site/epics/pay-1.html")).unwrap()
    };
    assert!(!page("lint: { allow: no-outcome, because: zzz }").contains("zzz"));
    assert!(page("lint: zzz").contains("zzz"));
}

#[test]
fn only_what_a_branch_touched() {
    let project = project("", NO_BASELINE).epic("PAY-2", NO_BASELINE).git();
    project.write("epics/PAY-2.md", format!("---\nid: PAY-2\ntitle: Changed\n{NO_BASELINE}\n---\n"));
    let run = project.run(["check", ".", "--changed", "main", "--format", "concise"]);
    assert!(run.stdout.contains("PAY-2.md") && !run.stdout.contains("PAY-1.md"), "{run}");
}

#[test]
fn deny_sets_the_exit_code_and_paths_narrow() {
    let project = project("[gates]\nactive = []\n", NO_BASELINE).epic("PAY-2", NO_BASELINE);
    for (level, code) in [("error", 0), ("warning", 1), ("info", 1), ("never", 0)] {
        assert_eq!(project.run(["check", ".", "--deny", level]).code, code, "{level}");
    }
    let one = project.run(["check", "epics/PAY-1.md", "--format", "concise"]);
    assert!(one.stdout.contains("PAY-1.md") && !one.stdout.contains("PAY-2.md"), "{one}");
    assert_eq!(project.run(["check", "nowhere"]).code, 2);
    assert_eq!(Project::new().run(["check"]).code, 2);
}

#[test]
fn a_site_without_outcomes_hears_it_once() {
    let project = (1..40).fold(Project::new(), |project, n| project.epic(&format!("A-{n}"), "status: in-progress"));
    let found = concise(&project);
    assert_eq!(found.stdout.matches("no-outcome").count(), 1, "{found}");
    assert_eq!(found.code, 0, "{found}");
}

#[test]
fn a_baseline_that_is_none_is_quoted_in_a_line() {
    let long = "x".repeat(2 << 20);
    for text in [format!("\"{long}\""), format!("{{\"schema\":\"{long}\",\"findings\":{{}}}}")] {
        let project = Project::new().epic("A-1", "").file("old.json", text);
        let run = project.run(["check", "--baseline", "old.json"]);
        assert!(run.code == 2 && run.stderr.len() < 1_000, "{} bytes", run.stderr.len());
    }
}
