//! Holds the pages of debt, teams, sprints and value streams to what they promise, through a whole site.

use crate::support::{Project, rendered, words};
use std::collections::BTreeMap;

/// Renders every page of a small site, as of 9 June 2025.
fn pages(settings: &str, files: &[(&str, &str)]) -> BTreeMap<String, String> {
    rendered(settings, files.iter().copied())
}

/// Tells that each of some words stands on a page.
fn holds(html: &str, expected: &[&str]) {
    let words = words(html);
    for expect in expected {
        assert!(words.contains(expect), "`{expect}` is not in: {words}");
    }
}

const TEAM: &str = "---\nid: pay\ntitle: Payments\ncapacity: 12w\nwip_limit: 1\ncost_per_week: $98765\nallocation: { feature: 80%, tech-debt: 20% }\n---\n";

#[test]
fn the_register_says_how_late_who_pays_back_and_for_what() {
    let taker = "---\nid: A\ntitle: Instalments\ntype: feature\nstatus: done\nfinished: 2024-11-08\nagreement:\n  reason: two <lists>\n  cause: deadline\n  repay_by: 2025-03-31\n  interest: 6 h/week\n  principal: 30 h\n  repay_item: B\n---\n";
    let payer = "---\nid: B\ntitle: One ledger\ntype: tech-debt\nbundled_with: [C]\nscores: { impact: 5, effort: 3, risk: 4, time_to_value: 2 }\noutcomes:\n  - { metric: Days to close, baseline: 6 d, target: 2 d }\n---\n";
    let feature = "---\nid: C\ntitle: Invoices\ntype: feature\n---\n";
    let site = pages("", &[("epics/A.md", taker), ("epics/B.md", payer), ("epics/C.md", feature)]);
    let page = &site["technical-debt.html"];
    holds(
        page,
        &[
            "The one agreement is overdue, by 70 days.",
            "70 days late",
            "taken 213 days ago",
            "One ledger no status, rank 1",
            "Days to close from 6 d to 2 d",
            "5 weeks",
            "60 h",
            "1 of 2",
            "fewer than 10 open epics",
            "One ledger together with Invoices",
            "Two &lt;lists&gt;",
        ],
    );
    assert!(page.contains("href=\"epics/b.html#days-to-close\"") && !page.contains("<lists>"));
    assert!(site["index.html"].contains("technical-debt.html"));
    let without = pages("", &[("epics/C.md", feature)]);
    assert!(!without.contains_key("technical-debt.html") && !without["index.html"].contains("technical-debt.html"));
}

#[test]
fn a_team_shows_what_is_too_much_and_who_waits_for_its_answer() {
    let begun =
        "---\nid: A\ntitle: Wallets\nteam: pay\ntype: feature\nstatus: in-progress\nremaining: 9w\nproduct: app\n---\n";
    let second = "---\nid: B\ntitle: Taxes\nteam: pay\ntype: risk\nstatus: review\nproduct: portal\nrequested_by: [{ team: grow, need_by: 2025-06-01 }]\n---\n";
    let third = "---\nid: C\ntitle: Refunds\nteam: pay\nstatus: blocked\nestimate: 2w\n---\n";
    let other = "---\nid: grow\ntitle: Growth\n---\n";
    let files = [
        ("teams/pay.md", TEAM),
        ("teams/grow.md", other),
        ("epics/A.md", begun),
        ("epics/B.md", second),
        ("epics/C.md", third),
    ];
    let site = pages("", &files);
    holds(
        &site["teams/pay.html"],
        &[
            "2 of 1 epics in progress: over the limit",
            "1 more begun and set aside",
            "11 of 12 weeks",
            "1 epic without an estimate left out",
            "Feature 80% 1 of 2 1 of 3",
            "work switches between app and portal",
            "Taxes Growth 1 June 2025, passed",
        ],
    );
    holds(&site["teams/grow.html"], &["Taxes Payments 1 June 2025, passed not answered yet"]);
    holds(&site["teams/grow.html"], &["No capacity yet: add capacity: 12w and the backlog gets this team's line."]);
    holds(&site["teams.html"], &["Over the WIP limit: Payments (2 of 1)."]);
}

#[test]
fn what_a_team_costs_is_nowhere_unless_the_configuration_says_so() {
    let epic = "---\nid: A\ntitle: Wallets\nteam: pay\nestimate: 2w\ncost_of_delay: { per_week: 19753 }\nscores: { impact: 5, effort: 3, risk: 4, time_to_value: 2 }\n---\n";
    let broken = "---\nid: b\ntitle: Broken\ncost_per_week: $98765\nmembers: [\n---\n";
    let wrong = "---\nid: w\ntitle: Wrong\ncost_per_week: 98765 / / 98765 x\n---\n";
    let files = [("teams/pay.md", TEAM), ("teams/b.md", broken), ("teams/w.md", wrong), ("epics/A.md", epic)];
    for (path, html) in pages("", &files) {
        assert!(!html.contains("98765") && !html.contains("98,765"), "{path} tells what a team costs");
        assert!(!html.contains("Cost and return"), "{path}");
    }
    let open = pages("[teams]\npublish_cost = true\n", &files);
    holds(
        &open["teams/pay.html"],
        &["$98,765", "Cost and return of open work", "Wallets 2 $197.5k 19.8k a week 10 weeks"],
    );
}

#[test]
fn a_sprint_puts_its_goal_first_and_says_what_came_of_it() {
    let sprint = "---\nid: s\ntitle: Sprint 11\nstarts: 2025-05-26\nends: 2025-06-06\ngoal: Newcomers <stay>\nresult: Half of it.\noutcomes:\n  - { metric: Weeks, baseline: 1, target: 3, by: 2025-06-06, actuals: [{ on: 2025-06-06, value: 3 }] }\n---\n";
    let bare = "---\nid: t\ntitle: Sprint 12\nstarts: 2025-06-09\nends: 2025-06-20\n---\n";
    let site = pages("", &[("sprints/s.md", sprint), ("sprints/t.md", bare)]);
    let page = &site["sprints/s.html"];
    assert!(page.contains("<h1 dir=\"auto\">Newcomers &lt;stay&gt;</h1>") && page.contains("<title>Sprint 11 · "));
    holds(page, &["Ended 3 days ago", "1 of 1 outcome hit", "Half of it."]);
    holds(&site["sprints/t.html"], &["Sprint 12", "Runs for 11 days more", "No goal yet", "No outcome yet"]);
    holds(&site["sprints.html"], &["One runs now, of 2 sprints: Sprint 12."]);
}

#[test]
fn a_value_stream_shows_where_work_waits_and_what_stands_there() {
    let stream = "---\nid: v\ntitle: Need to lesson\nproduct: app\nsteps:\n  - { name: Listen, state: idea, process: 2d, wait: 18d }\n  - { name: Build, state: In Progress, process: 8d, wait: 12d }\n---\n";
    let bare = "---\nid: w\ntitle: Empty\n---\n";
    let inside = "---\nid: A\ntitle: Ours\nproduct: app\nstatus: in-progress\n---\n";
    let outside = "---\nid: B\ntitle: Theirs\nproduct: other\nstatus: in-progress\n---\n";
    let files =
        [("value-streams/v.md", stream), ("value-streams/w.md", bare), ("epics/A.md", inside), ("epics/B.md", outside)];
    let site = pages("", &files);
    let page = &site["value-streams/v.html"];
    holds(
        page,
        &[
            "Work waits longest before Listen: 18 of 30 days of waiting.",
            "10 days of work in 40 days",
            "25%",
            "Build Ours",
        ],
    );
    assert!(page.contains("id=\"c-bl-ladder-title\"") && !words(page).contains("Theirs"));
    holds(&site["value-streams/w.html"], &["No steps yet"]);
    holds(&site["value-streams.html"], &["in “Need to lesson”", "Empty – – – – –"]);
}

#[test]
fn an_agreement_that_nobody_ever_dated_was_never_reviewed() {
    let epic =
        |agreement: &str| format!("---\nid: A-1\nstatus: idea\nagreement: {{ reason: a shortcut{agreement} }}\n---\n");
    let without = pages("", &[("epics/a.md", &epic(""))]);
    for page in ["technical-debt.html", "epics/a-1.html"] {
        assert!(without[page].contains("never reviewed"), "{page}: {}", words(&without[page]));
        assert!(!without[page].contains("not reviewed for"), "{page}");
    }
    let dated = pages("", &[("epics/a.md", &epic(", reviewed: 2025-01-02"))]);
    assert!(dated["technical-debt.html"].contains("not reviewed for 90 days"));
}

#[test]
fn what_a_page_lacks_is_shown_with_dates_of_the_day() {
    let project = Project::new().file("sprints/s.md", "# Sprint\n").file("objectives/o.md", "# Objective\n");
    project.run(["build", "--as-of", "2026-11-27"]);
    let site = project.site();
    holds(site.main("sprints/s.html"), &["add starts: 2026-11-27", "add ends: 2026-12-08"]);
    holds(site.main("objectives/o.html"), &["add period: 2026-Q4"]);
}
