//! The page of all outcomes and the pages of owners, through the site that is built.

use crate::history::repository::Repository;
use crate::support::{Project, has_end, rendered as all};
use serde_json::Value;
use std::collections::BTreeMap;

/// Renders every HTML page of a backlog of files.
fn rendered(files: &[(String, String)]) -> BTreeMap<String, String> {
    let pages = all("", files.iter().map(|(path, text)| (path.as_str(), text.as_str())));
    pages.into_iter().filter(|(path, _)| has_end(path, "html")).collect()
}

/// A delivered epic of one outcome from 0 to 10; `more` are further lines of the outcome.
fn epic(id: &str, metric: &str, more: &str) -> (String, String) {
    let text = format!(
        "---\nid: {id}\ntitle: Epic {id}\nstatus: done\nfinished: 2024-12-01\nowner: \"@ana\"\nconfidence: 75%\noutcomes:\n  - metric: \"{metric}\"\n    baseline: 0\n    target: 10\n{more}\n---\n"
    );
    (format!("epics/{id}.md"), text)
}

/// Outcomes that were measured on one day.
fn measured(ids: std::ops::Range<usize>, value: u8) -> Vec<(String, String)> {
    let more = format!("    by: 2025-05-20\n    actuals: [{{ on: 2025-05-20, value: {value} }}]");
    ids.map(|at| epic(&format!("E-{at}"), "Sign-ups", &more)).collect()
}

#[test]
fn the_finding_says_counts_and_the_rate_only_where_there_are_enough() {
    let few = rendered(&measured(0..3, 10));
    assert!(few["outcomes.html"].contains("3 of 3 measured outcomes hit in the last 4 quarters, too few for a rate."));
    assert!(few["outcomes.html"].contains("needs 10 measured outcomes with a confidence; so far 3"));
    let mut files = measured(0..6, 10);
    files.extend(measured(6..12, 1));
    files.push(epic("LATE", "Calls", "    by: 2025-04-30"));
    let enough = rendered(&files);
    let page = &enough["outcomes.html"];
    for said in [
        "6 of 12 measured outcomes hit in the last 4 quarters, 50%. 1 loop is open, 40 days overdue.",
        "6 of 12 measured, 95% interval 25% to 75%",
        "−25 points",
        "said 75% sure, hit 50% of 12",
        "We promise more than we reach",
        "12 of 13 due were measured",
    ] {
        assert!(page.contains(said), "{said}");
    }
}

#[test]
fn a_long_list_has_pages_and_each_state_its_own() {
    let mut files = measured(0..101, 10);
    files.extend(measured(101..102, 1));
    let pages = rendered(&files);
    let rows = |path: &str| pages[path].matches("<tr class=\"row\"><th scope=\"row\" class=\"c-epic\"").count();
    assert_eq!([rows("outcomes.html"), rows("outcomes-2.html"), rows("outcomes-missed.html")], [100, 2, 1]);
    assert_eq!([rows("outcomes-hit.html"), rows("outcomes-hit-2.html")], [100, 1]);
    assert!(pages["outcomes-missed.html"].contains("1 outcome, not reached, or reached too late."));
    assert!(!pages.contains_key("outcomes-overdue.html") && !pages.contains_key("outcomes-3.html"));
    assert!(pages["outcomes-2.html"].contains("Page 2 of 2") && !pages["outcomes-2.html"].contains("bl-loops"));
}

#[test]
fn a_broken_guardrail_stands_beside_its_hit() {
    let more = "    by: 2025-05-20\n    actuals: [{ on: 2025-05-20, value: 10 }]\n    guardrails: [{ metric: Refunds, limit: \"<= 2%\", actuals: [{ on: 2025-05-20, value: 3% }] }]";
    let pages = rendered(&[epic("G-1", "Sales", more)]);
    assert!(pages["outcomes.html"].contains("guardrail broken: Refunds 3%"));
}

#[test]
fn loops_lead_to_the_outcome_and_to_its_owner() {
    let pages = rendered(&[epic("A-1", "Calls a week", "    by: 2025-04-30\n    owner: \"@Tom\"")]);
    let page = &pages["outcomes.html"];
    assert!(page.contains("href=\"epics/a-1.html#calls-a-week\""));
    assert!(page.contains("href=\"owners/tom.html\""));
    assert!(pages["epics/a-1.html"].contains("id=\"calls-a-week\""));
    assert!(pages["epics/a-1.html"].contains("href=\"../owners/ana.html\""));
    assert!(
        pages["owners/tom.html"].contains("1 measurement is due now")
            && pages["owners/tom.html"].contains("40 days late")
    );
    assert!(pages["owners/ana.html"].contains("Answers for 1 epic; no measurement is due."));
    assert!(pages["owners.html"].contains("2 owners; 1 has a measurement to take now."));
}

#[test]
fn several_readings_make_a_line_and_one_does_not() {
    let readings = "    by: 2025-12-31\n    actuals: [{ on: 2025-01-20, value: 2 }, { on: 2025-03-20, value: 5 }]";
    let pages = rendered(&[epic("A-1", "Calls", readings)]);
    assert!(pages["epics/a-1.html"].contains("Calls: from 2 to 5"));
    let pages = rendered(&measured(0..1, 10));
    assert!(!pages["epics/e-0.html"].contains("class=\"outcome-line\""));
}

#[test]
fn hostile_words_stay_words() {
    let more = "    by: 2025-05-20\n    owner: \"<img src=x onerror=1>\"\n    learned: \"<script>x</script>\"\n    actuals: [{ on: 2025-01-20, value: 2 }, { on: 2025-05-20, value: 10 }]";
    let pages = rendered(&[epic("H-1", "<svg onload=1> & more", more)]);
    for (path, html) in &pages {
        for bad in ["<img src", "<script>x", "<svg onload"] {
            assert!(!html.contains(bad), "{bad} in {path}");
        }
    }
    assert!(pages["outcomes.html"].contains("&lt;script&gt;x"));
}

#[test]
fn a_backlog_without_outcomes_has_no_such_page() {
    let pages = rendered(&[("epics/A.md".to_owned(), "---\ntitle: A\n---\n".to_owned())]);
    assert!(!pages.contains_key("outcomes.html") && !pages.contains_key("owners.html"));
    assert!(!pages["index.html"].contains("outcomes.html"));
}

#[test]
fn the_day_of_delivery_is_read_from_git() {
    let outcome =
        |actuals: &str| format!("outcomes:\n  - {{ metric: Calls, baseline: 10, target: 0, actuals: [{actuals}] }}\n");
    let (early, none) = (outcome("{ on: 2025-01-20, value: 0 }"), outcome(""));
    let repository = Repository::new();
    for (state, day) in [("idea", "01-01"), ("in-progress", "01-10"), ("done", "02-03")] {
        repository.epic("EARLY", state, &early).epic("LATE", state, &none).commit(day);
    }
    repository.epic("BORN", "done", &none).commit("02-04");
    let judged = |as_of: &str| -> Vec<String> {
        let run = Project::new().run_in(&repository.root(), &["export", "--as-of", as_of]);
        let export: Value = serde_json::from_str(&run.stdout).unwrap();
        let epics = export["epics"].as_array().unwrap().iter();
        epics
            .map(|epic| &epic["outcomes"][0])
            .map(|it| format!("{} {} {}", it["status"], it["judge_on"], it["flags"]))
            .collect()
    };
    let born = "\"awaiting-measurement\" null []";
    let early = "\"hit\" \"2025-08-03\" [\"hit before delivery\"]";
    assert_eq!(judged("2025-08-17"), [born, early, "\"awaiting-measurement\" \"2025-08-03\" []"]);
    assert_eq!(judged("2025-08-18"), [born, early, "\"overdue\" \"2025-08-03\" []"]);
}
