//! A gigabyte of memory is enough, and what is said stays short, whatever is wrong in the files.

use crate::support::{AS_OF, Project, tree};

/// Runs a command with a gigabyte of memory.
fn within_a_gigabyte(project: &Project, command: &str) -> (Option<i32>, String, String) {
    let script = format!("ulimit -v 1048576; exec '{}' {command} --as-of {AS_OF}", env!("CARGO_BIN_EXE_backlit"));
    let output = project.command("sh", &project.root()).args(["-c", &script]).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn hundreds_of_thousands_of_wrong_values_fit_into_a_gigabyte() {
    let matter = format!("requested_by: [{}]", "t, ".repeat(1_000));
    let project = (0..250).fold(Project::new(), |project, at| project.epic(&format!("A-{at}"), &matter));
    for (command, code) in [("check --format json", 1), ("export", 0), ("build", 0)] {
        let (ended, said, complained) = within_a_gigabyte(&project, command);
        assert_eq!(ended, Some(code), "{command}: {}", complained.chars().take(600).collect::<String>());
        assert!(said.len() < 50 << 20, "{command}: {} bytes", said.len());
        if command != "build" {
            let value: serde_json::Value = serde_json::from_str(&said).unwrap();
            let more = |found: &&serde_json::Value| found["message"] == "from here on, this file has 950 more of these";
            assert_eq!(value["findings"].as_array().unwrap().iter().filter(more).count(), 250, "{command}");
        }
    }
}

#[test]
fn measurements_by_the_hundred_thousand_are_exported_in_a_gigabyte() {
    let readings: String = (0..2_500).fold(String::new(), |text, at| {
        text + &format!("{{ on: 2024-{:02}-{:02}, value: {at} }}, ", at % 12 + 1, at % 28 + 1)
    });
    let matter = format!("outcomes: [{{ metric: m, baseline: 1, target: 2, by: 2025-09, actuals: [{readings}] }}]");
    let project = (0..60).fold(Project::new(), |project, at| project.epic(&format!("A-{at}"), &matter));
    let (ended, said, complained) = within_a_gigabyte(&project, "export");
    assert_eq!(ended, Some(0), "{complained}");
    assert_eq!(said.matches("\"value\": \"2499\"").count(), 60);
}

#[test]
fn hundreds_of_thousands_of_dates_make_a_calendar_that_can_be_used() {
    let days: String = (1..3_000).fold(String::new(), |text, day| text + &format!("{day}d, "));
    let matter = format!(
        "status: done\nfinished: 2025-02-01\n\
         outcomes: [{{ metric: m, baseline: 1, target: 2, by: 2025-09, checkpoints: [{days} 2d, 2d] }}]"
    );
    let project = (0..200).fold(Project::new(), |project, at| project.epic(&format!("A-{at}"), &matter));
    let (ended, _, complained) = within_a_gigabyte(&project, "build");
    assert_eq!(ended, Some(0), "{complained}");
    let calendar = std::fs::read_to_string(project.at("_site/due.ics")).unwrap();
    assert_eq!(calendar.matches("BEGIN:VEVENT").count(), 20_000);
    assert!(calendar.contains("580000 more dates\\, further from today\\, are left out"), "{}", &calendar[..400]);
    assert!(calendar.contains("VALUE=DATE:20250609") && !calendar.contains("VALUE=DATE:20250202"));
}

#[test]
fn tens_of_thousands_of_rules_that_are_none_are_soon_told() {
    let rules = (0..30_000).fold("[rules]\n".to_owned(), |text, at| text + &format!("r{at} = \"off\"\n"));
    let project = Project::new().file("backlit.toml", rules).epic("A-1", "");
    let begun = std::time::Instant::now();
    let (ended, said, complained) = within_a_gigabyte(&project, "check --format concise");
    assert!(ended == Some(0) && begun.elapsed().as_secs() < 20, "{:?} {complained}", begun.elapsed());
    assert!(
        said.contains("from here on, this file has 29950 more of these"),
        "{}",
        said.chars().take(600).collect::<String>()
    );
}

#[test]
fn thousands_of_epics_that_wait_for_each_other_are_ranked_in_a_gigabyte() {
    let scores = "scores: { impact: 5, effort: 3, risk: 2, time_to_value: 4 }";
    let epic = |at: usize| format!("{scores}\ndepends_on: [A-{}]", (at + 1) % 4_000);
    let project = (0..4_000).fold(Project::new(), |project, at| project.epic(&format!("A-{at}"), &epic(at)));
    for command in ["build", "export", "rank"] {
        let (ended, said, complained) = within_a_gigabyte(&project, command);
        assert_eq!(ended, Some(0), "{command}: {}", complained.chars().take(600).collect::<String>());
        assert!(said.len() < 20 << 20, "{command}: {} bytes", said.len());
    }
    let (_, said, _) = within_a_gigabyte(&project, "export");
    assert!(said.contains(" and 3990 more wait for each other"), "{}", said.len());
    assert!(said.contains("and 3980 more"));
}

#[test]
fn what_is_wrong_with_hundreds_of_thousands_of_requests_is_said_in_a_gigabyte() {
    let requests: String = (0..500).fold(String::new(), |text, at| text + &format!("{{ team: t{at} }}, "));
    let matter = format!("requested_by: [{requests}]");
    let project = (0..400).fold(Project::new(), |project, at| project.epic(&format!("A-{at}"), &matter));
    let (ended, said, complained) = within_a_gigabyte(&project, "check --format json");
    assert_eq!(ended, Some(0), "{}", complained.chars().take(600).collect::<String>());
    let value: serde_json::Value = serde_json::from_str(&said).unwrap();
    let findings = value["findings"].as_array().unwrap();
    let of_first = findings.iter().filter(|one| one["rule"] == "request-unanswered" && one["path"] == "epics/A-0.md");
    assert_eq!(of_first.count(), 51);
    assert!(said.contains("from here on, this file has 450 more of these"));
}

#[test]
fn thousands_of_long_names_that_are_nearly_others_are_soon_told() {
    let long = "x".repeat(50);
    let headings: String = (0..500).fold(String::new(), |text, at| text + &format!("## {long}-{at}yyyyyyy\n\n"));
    let links: String = (0..200).fold(String::new(), |text, at| text + &format!("[a](#{long}-z{at}wwwwwww) "));
    let pages =
        (0..8).fold(Project::new(), |project, at| project.file(&format!("wiki/{at}.md"), format!("{headings}{links}")));
    let project =
        (0..800).fold(pages, |project, at| project.epic(&format!("{long}{at}"), &format!("depends_on: [{long}y{at}]")));
    let begun = std::time::Instant::now();
    let (ended, _, complained) = within_a_gigabyte(&project, "check --format json");
    assert_eq!(ended, Some(1), "{}", complained.chars().take(600).collect::<String>());
    assert!(begun.elapsed().as_secs() < 20, "{:?}", begun.elapsed());
}

#[test]
fn names_of_a_hundred_thousand_characters_stand_on_many_pages_in_short() {
    let long = "x".repeat(100_000);
    let matter = "team: T-1\ninitiative: I-1\nkey_results: [O-1/k]";
    let project = (0..60).fold(Project::new(), |project, at| project.epic(&format!("A-{at}"), matter));
    let outcome = format!("metric: {long}, baseline: 1, target: 2");
    let project = project
        .file("teams/t.md", format!("---\nid: T-1\ntitle: {long}\n---\n"))
        .file("initiatives/i.md", format!("---\nid: I-1\ntitle: {long}\noutcomes: [{{ {outcome} }}]\n---\n"))
        .file("objectives/o.md", format!("---\nid: O-1\ntitle: {long}\nkey_results: [{{ id: k, {outcome} }}]\n---\n"))
        .file("wiki/w.md", format!("# {long}\n"))
        .file("index.md", format!("---\ntitle: {long}\nowner: {long}\ntags: [{long}]\nstatus: {long}\n---\n"));
    let (ended, _, complained) = within_a_gigabyte(&project, "build");
    assert_eq!(ended, Some(0), "{}", complained.chars().take(600).collect::<String>());
    let bytes: usize = tree(&project.at("_site")).values().map(Vec::len).sum();
    assert!(bytes < 8 << 20, "{bytes}");
    let (_, said, _) = within_a_gigabyte(&project, "check --format concise");
    assert!(said.contains("teams/t.md:3:8: error[text-too-long]: this text has more than 500 characters"), "{said}");
}

#[test]
fn a_configuration_has_short_texts_and_few_names_of_fields() {
    for (settings, place) in [
        (format!("[site]\ntitle = \"{}\"\n", "x".repeat(100_000)), "backlit.toml:2:10"),
        (format!("[workflow.aliases]\n{} = \"idea\"\n", "x".repeat(100_000)), "backlit.toml:2:100005"),
        (format!("[fields]\nowner = [{}]\n", "\"o\", ".repeat(1_001)), "backlit.toml:1:1"),
        (format!("[outcomes]\ncheckpoints_months = [{}]\n", "1, ".repeat(51)), "backlit.toml:2:173"),
        (
            (0..51).fold(String::new(), |text, at| {
                text + &format!("[[workflow.states]]\nname = \"s{at}\"\nclass = \"active\"\n")
            }),
            "`states` has 51 states",
        ),
        ("[ranking]\nweights = { impact = 1e308 }\n".to_owned(), "between 0 and 1,000,000,000"),
    ] {
        let project = Project::new().file("backlit.toml", settings).epic("A-1", "");
        let (ended, _, complained) = within_a_gigabyte(&project, "build");
        assert_eq!(ended, Some(2), "{}", complained.chars().take(600).collect::<String>());
        assert!(complained.contains(place) && complained.len() < 2_000, "{place}: {complained}");
    }
}

#[test]
fn pictures_in_pictures_by_the_ten_thousand_fit_into_a_gigabyte() {
    let body = format!("{}{}", "![a".repeat(50_000), "](b)".repeat(50_000));
    for command in ["build", "check"] {
        let project = Project::new().file("wiki/w.md", &body);
        let (ended, _, complained) = within_a_gigabyte(&project, command);
        assert_eq!(ended, Some(0), "{command}: {}", complained.chars().take(600).collect::<String>());
    }
}

#[test]
fn of_thousands_of_requests_a_team_shows_the_first() {
    let asked = format!("team: U-1\nrequested_by: [{}]", "{ team: T-1 }, ".repeat(200));
    let project = (0..20).fold(Project::new(), |project, at| project.epic(&format!("A-{at}"), &asked));
    let project = project.file("teams/t.md", "---\nid: T-1\n---\n").file("teams/u.md", "---\nid: U-1\n---\n");
    let (ended, _, complained) = within_a_gigabyte(&project, "build");
    assert_eq!(ended, Some(0), "{complained}");
    for (name, words) in [("t-1", "Requests that this team made"), ("u-1", "Requests that wait for")] {
        let page = std::fs::read_to_string(project.at(&format!("_site/teams/{name}.html"))).unwrap();
        assert!(page.contains(words) && page.contains("and 3,500 more"), "{name}: {} bytes", page.len());
    }
}
