//! What a reader is told, where two numbers of a page could be taken for one another: through a whole site.

use crate::support::{has_end, rendered, words as text};
use std::collections::BTreeMap;

/// Gives the words of every page of a small site, as of 9 June 2025.
fn words(files: &[(&str, &str)]) -> BTreeMap<String, String> {
    let pages = rendered("", files.iter().copied()).into_iter().filter(|(path, _)| has_end(path, "html"));
    pages.map(|(path, html)| (path, text(&html))).collect()
}

/// Tells that each of some words stands on a page, and each of others does not.
fn holds(page: &str, expected: &[&str], absent: &[&str]) {
    for expect in expected {
        assert!(page.contains(expect), "`{expect}` is not in: {page}");
    }
    for other in absent {
        assert!(!page.contains(other), "`{other}` is in: {page}");
    }
}

#[test]
fn progress_says_of_which_reading_it_is() {
    let late = "---\nid: A\nstatus: done\nfinished: 2025-02-20\noutcomes:\n  - metric: Refund time\n    baseline: 10 d\n    target: 5 d\n    by: 2025-03-31\n    actuals:\n      - { on: 2025-05-20, value: 4 d }\n      - { on: 2025-04-02, value: 9 d }\n---\n";
    let kept = "---\nid: B\nstatus: in-progress\noutcomes:\n  - metric: Latency\n    range: [200 ms, 400 ms]\n    by: 2025-06-01\n    actuals: [{ on: 2025-06-02, value: 450 ms }]\n---\n";
    let once = "---\nid: C\nstatus: done\nfinished: 2025-02-20\noutcomes:\n  - metric: Score\n    baseline: 20\n    target: 40\n    by: 2025-05-31\n    actuals: [{ on: 2025-06-01, value: 30 }]\n---\n";
    let site = words(&[("epics/A.md", late), ("epics/B.md", kept), ("epics/C.md", once)]);
    let numbers =
        "Progress when judged (2 Apr 2025) 20% of the way Latest 4 d on 20 May 2025 Progress now 120% of the way";
    holds(&site["epics/a.html"], &["Missed measured 2 Apr reached late", numbers, "after 3 months"], &["after 3m"]);
    holds(&site["epics/b.html"], &["Progress outside the range Latest 450 ms on 2 Jun 2025"], &["of the way"]);
    holds(
        &site["epics/c.html"],
        &["Progress 50% of the way Latest 30 on 1 Jun 2025"],
        &["Progress now", "when judged"],
    );
    holds(&site["outcomes.html"], &["4 d on 20 May Missed", "30 Partial"], &[]);
}

#[test]
fn what_was_not_measured_yet_is_no_measurement() {
    let epic = "---\nid: A\nstatus: in-progress\noutcomes:\n  - metric: Visits\n    baseline: 10\n    target: +50%\n    by: 2025-09-30\n    actuals: [{ on: 2025-09-30, value: 14 }]\n---\n";
    let site = words(&[("epics/A.md", epic)]);
    holds(&site["outcomes.html"], &["– not measured In flight"], &["14"]);
    holds(&site["epics/a.html"], &["30 Sep 2025 14 80% in the future"], &["Latest"]);
    holds(&site["backlog.html"], &["1 open epic, which has no score yet."], &["ranked by"]);
    holds(&site["index.html"], &["The one open epic has no score yet, so nothing is ranked"], &[]);
}

#[test]
fn work_in_progress_is_counted_once_and_its_limit_is_for_what_it_counts() {
    let scores = "scores: { impact: 5, effort: 5, risk: 5, time_to_value: 5 }";
    let team = "---\nid: pay\ntitle: Payments\nwip_limit: 1\n---\n";
    let epic = |id: &str, status: &str, scores: &str| {
        format!("---\nid: {id}\nteam: pay\nstatus: {status}\nstarted: 2025-05-05\nowner: \"@ana\"\n{scores}\n---\n")
    };
    let (one, two) = (epic("A", "in-progress", scores), epic("B", "in-progress", ""));
    let (aside, done) = (epic("C", "paused", scores), epic("D", "done", scores));
    let files = [
        ("teams/pay.md", team),
        ("epics/A.md", &one),
        ("epics/B.md", &two),
        ("epics/C.md", &aside),
        ("epics/D.md", &done),
    ];
    let site = words(&files);
    holds(&site["index.html"], &["In progress 3 1 of them not scored"], &[]);
    holds(&site["backlog.html"], &["1 more is in progress without a score, and stands under “Not scored”."], &[]);
    holds(&site["teams/pay.html"], &["2 of 1 over the limit by 1", "not scored In progress"], &["2 over the limit"]);
    assert_eq!(site["teams/pay.html"].matches("not scored").count(), 1, "{}", site["teams/pay.html"]);
}

#[test]
fn a_report_names_who_owes_a_measurement_and_lists_what_the_overview_counts() {
    let epic = "---\nid: A\nstatus: done\nfinished: 2025-02-20\nowner: \"@ana\"\noutcomes:\n  - { metric: Calls, baseline: 10, target: 5, by: 2025-04-30 }\n---\n";
    let objective = "---\nid: O\nkey_results:\n  - { metric: Sales, baseline: 10, target: 5, by: 2025-03-31 }\n---\n";
    let site = words(&[("epics/A.md", epic), ("objectives/O.md", objective)]);
    holds(&site["report.html"], &["1 loop to close", "Calls A 30 Apr 2025 40 @ana"], &["2 loops", "nobody named"]);
}

#[test]
fn what_lacks_something_says_what() {
    let scores = "scores: { impact: 5, effort: 5, risk: 5, time_to_value: 5 }";
    let metric = format!("---\nid: A\n{scores}\nowner: \"@ana\"\noutcomes:\n  - metric: Smiles\n---\n");
    let relative = format!(
        "---\nid: B\n{scores}\noutcomes:\n  - {{ metric: Visits, baseline: 10, target: +50%, by: 2025-09-30 }}\n---\n"
    );
    let site = words(&[("epics/A.md", &metric), ("epics/B.md", &relative), ("epics/C.md", "---\nid: [\n---\n")]);
    holds(&site["backlog.html"], &["Smiles No type no target yet", "Visits from 10 by +50%"], &["no outcome yet"]);
    holds(&site["backlog.html"], &["its front matter can't be read"], &[]);
    holds(&site["index.html"], &["Both ranked epics share first place"], &["2 of 2"]);
    let one = words(&[("epics/A.md", &metric)]);
    holds(&one["index.html"], &["“A” is the only ranked epic"], &["of 1"]);
    holds(&one["epics/a.html"], &["rank 1"], &["Stable"]);
}

#[test]
fn a_measurement_in_its_days_of_grace_is_due_and_not_late() {
    let epic = "---\nid: A\nstatus: in-progress\nowner: \"@ana\"\noutcomes:\n  - { metric: Calls, baseline: 10, target: 5, by: 2025-06-07 }\n---\n";
    let site = words(&[("epics/A.md", epic)]);
    holds(
        &site["owners/ana.html"],
        &["1 measurement is due now", "Calls A The result 7 Jun due 2 days ago"],
        &["late"],
    );
    holds(&site["owners.html"], &["1 has a measurement to take now", "@ana 1 1 1 7 Jun"], &[]);
}

#[test]
fn an_overview_without_scores_shows_what_is_open_and_begun_first() {
    let epic = |id: &str, status: &str| format!("---\nid: {id}\ntitle: About {id}\nstatus: {status}\n---\n");
    let files = [("a.md", epic("A-1", "idea")), ("b.md", epic("B-1", "in-progress")), ("c.md", epic("C-1", "done"))];
    let files: Vec<(String, String)> = files.into_iter().map(|(name, text)| (format!("epics/{name}"), text)).collect();
    let page = &rendered("", files.iter().map(|(path, text)| (path.as_str(), text.as_str())))["index.html"];
    let place = |id: &str| page.find(&format!("About {id}</a>")).unwrap_or(usize::MAX);
    assert!(place("B-1") < place("A-1") && place("A-1") < usize::MAX && place("C-1") == usize::MAX, "{page}");
    assert!(page.contains("none of them has a score yet") && page.contains("Both open epics"), "{page}");
}
