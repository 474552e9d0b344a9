use crate::site::tests_support::{rendered, words};

const TOP: &str = "title: Sell <b>more</b>\nperiod: 2025-Q2\nkey_results:\n  - { id: kr-1, title: Paid baskets, metric: Paid, baseline: 0, target: 10, confidence: 25%, actuals: [{ on: 2025-05-01, value: 1 }] }\n  - { id: kr-2, title: Schools renew, metric: Renew, baseline: 0, target: 10 }";
const TEAM: &str = "title: Mend payments\nperiod: 2025-Q2\nparent: top/kr-1\nkey_results:\n  - { id: kr-1, metric: Mended, baseline: 0, target: 10, actuals: [{ on: 2025-05-01, value: 10 }] }";
const EPIC: &str = "title: Retry cards\nstatus: in-progress\nkey_results: [team/kr-1]";

const FILES: [(&str, &str); 4] = [
    ("epics/a.md", EPIC),
    ("epics/b.md", "title: Unasked\nstatus: ready"),
    ("objectives/team.md", TEAM),
    ("objectives/top.md", TOP),
];

#[test]
fn the_cascade_says_scores_work_and_gaps() {
    let html = rendered(&FILES, "objectives.html");
    let said = words(&html);
    for expected in [
        "Q2 2025: Mend payments is green, the key result above it is red: Paid baskets. The work went well; the assumption",
        "1 key result of the periods under way has no work behind it",
        "1 of 2 open epics serves no key result",
        "2 of 3 graded so far; too few for a mean.",
        "0.1 · red committed, confidence 25% red, although everything that breaks it down is green",
        "Retry cards In progress",
        "Key results without work",
    ] {
        assert!(said.contains(expected), "{expected}\n{said}");
    }
    assert!(!html.contains("<b>more") && html.contains("objectives/top.html#kr-1"), "{html}");
}

#[test]
fn an_objective_says_its_score_and_what_serves_each_key_result() {
    let said = words(&rendered(&FILES, "objectives/top.html"));
    for expected in
        ["Score 0.1 · red (1 of 2 graded, provisional)", "Broken down by Mend payments", "What serves each key result"]
    {
        assert!(said.contains(expected), "{expected}\n{said}");
    }
}

#[test]
fn a_period_that_is_over_says_its_band() {
    let key_results: Vec<String> = (0..5)
        .map(|at| format!("  - {{ id: k{at}, metric: M{at}, baseline: 0, target: 10, actuals: [{{ on: 2024-05-01, value: 2 }}] }}\n"))
        .collect();
    let old = format!("title: Old\nperiod: 2024-Q2\nkey_results:\n{}", key_results.concat());
    let said = words(&rendered(&[("objectives/old.md", &old)], "objectives.html"));
    assert!(said.contains("20% attained, the mean of 5 of 5 key results graded: below 50%"), "{said}");
    assert!(!said.contains("no work behind"), "{said}");
}

#[test]
fn a_deep_cascade_ends_in_links() {
    let names: Vec<String> = (0..40).map(|at| format!("objectives/o{at}.md")).collect();
    let texts: Vec<String> = (0..40)
        .map(|at| match at {
            0 => "key_results: [{ id: k, metric: M }]".to_owned(),
            at => format!("parent: o{}/k\nkey_results: [{{ id: k, metric: M }}]", at - 1),
        })
        .collect();
    let files: Vec<(&str, &str)> =
        names.iter().zip(&texts).map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let said = words(&rendered(&files, "objectives.html"));
    assert!(said.contains("Broken down by O5") && !said.contains("O6"), "{said}");
}

#[test]
fn many_objectives_are_parted_into_pages() {
    let key_results = "key_results: [{ id: a, metric: M }, { id: b, metric: N }]";
    let names: Vec<String> = (0..250).map(|at| format!("objectives/o{at:03}.md")).collect();
    let texts: Vec<String> =
        (0..250).map(|at| format!("title: Aim {at}\nperiod: 202{}-Q2\n{key_results}", at % 2 + 4)).collect();
    let files: Vec<(&str, &str)> = names.iter().zip(&texts).map(|(name, text)| (name.as_str(), &**text)).collect();
    let pages = ["objectives.html", "objectives-2.html", "objectives-3.html"].map(|path| rendered(&files, path));
    let all = pages.concat();
    for at in 0..250 {
        assert_eq!(all.matches(&format!(">Aim {at}<")).count(), 1, "{at}");
    }
    assert!(pages.iter().all(|html| html.contains("objectives-2.html") || html.contains("aria-current=\"page\"")));
    let gaps = |html: &str| html.contains("Key results without work");
    assert!(gaps(&pages[0]) && !gaps(&pages[1]) && words(&pages[2]).contains("Q2 2024"), "{}", words(&pages[2]));
}
