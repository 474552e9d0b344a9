use crate::site::tests_support::{rendered, words};

const FILES: [(&str, &str); 6] = [
    ("epics/a1.md", "title: Portal\nstatus: ready\nteam: one\ninitiative: init\ndepends_on: [b1]\nestimate: 9w"),
    (
        "epics/b1.md",
        "title: Lists </title><script>\nstatus: ready\nteam: two\ninitiative: init\ndepends_on: [c1]\nestimate: 4w\nrequested_by: { team: one, need_by: 2025-08-01, accepted: false }\nscores: { impact: 9, effort: 3, risk: 5, time_to_value: 2 }",
    ),
    ("epics/c1.md", "title: Profile\nstatus: in-progress\nteam: two\nestimate: 8w\nremaining: 4w"),
    ("initiatives/init.md", "title: Schools\nlead_team: one"),
    ("teams/one.md", "title: Growth\ncapacity: 10w"),
    ("teams/two.md", "title: Platform\ncapacity: 5w"),
];

#[test]
fn every_team_shows_its_part_and_conflicts_are_said_in_sentences() {
    let html = rendered(&FILES, "initiatives/init.html");
    let said = words(&html);
    for expected in [
        "2 epics of 2 teams: 2 ready.",
        "2 conflicts need a decision",
        "At least 17 weeks of work are left: Profile, then Lists",
        "Platform has declined Lists",
        "which Growth asked for by 1 Aug. Portal waits for it.",
        "1 of 1 in the list of Platform, is below what its team can finish in Q2 2025. Portal waits for it.",
        "Asked by Growth by 1 August 2025 declined",
        "outside it: Profile",
        "2 of 3 epics wait for another; 1 is outside the initiative",
    ] {
        assert!(said.contains(expected), "{expected}\n{said}");
    }
    assert!(!html.contains("<script") && html.contains("c-arrow-chain"), "{html}");
}

#[test]
fn the_list_says_which_initiatives_need_a_decision() {
    let said = words(&rendered(&FILES, "initiatives.html"));
    assert!(said.contains("Schools: 2 conflicts need a decision"), "{said}");
    assert!(said.contains("Schools Growth and Platform 2 ready 2 17"), "{said}");
}

#[test]
fn an_initiative_without_epics_says_so() {
    let said = words(&rendered(&[("initiatives/init.md", "title: Alone")], "initiatives/init.html"));
    assert!(said.contains("No epic contributes to it yet."), "{said}");
    let said = words(&rendered(&[("initiatives/init.md", "title: Alone")], "initiatives.html"));
    assert!(said.contains("No initiative has a conflict") && said.contains("Alone – – – –"), "{said}");
}

#[test]
fn a_large_network_is_a_table() {
    let names: Vec<String> = (0..50).map(|at| format!("epics/e{at}.md")).collect();
    let texts: Vec<String> =
        (0..50).map(|at| format!("status: ready\ninitiative: init\ndepends_on: [e{}]", (at + 1) % 50)).collect();
    let mut files: Vec<(&str, &str)> =
        names.iter().zip(&texts).map(|(name, text)| (name.as_str(), text.as_str())).collect();
    files.push(("initiatives/init.md", "title: Round"));
    let html = rendered(&files, "initiatives/init.html");
    assert!(!html.contains("c-arrow") && words(&html).contains("; one circle can"), "{html}");
}
