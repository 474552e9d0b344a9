//! What moved since an earlier day, as the commands and pages say it.

use crate::history::repository::Repository;
use crate::support::Project;
use serde_json::Value;
use std::path::Path;

/// Writes scores of one impact.
fn scores(impact: u8) -> String {
    format!("scores: {{ impact: {impact}, effort: 5, risk: 5, time_to_value: 5 }}\n")
}

/// Three epics in order in May, the last of which comes first in June.
fn moving() -> Repository {
    let repository = Repository::new();
    repository.epic("A-1", "ready", &scores(9)).epic("B-2", "ready", &scores(7)).epic("C-3", "ready", &scores(5));
    repository.commit("05-20").epic("C-3", "ready", &scores(10)).commit("06-09");
    repository
}

fn exported(folder: &Path, more: &[&str]) -> Value {
    let mut arguments = vec!["export", "--no-cache"];
    arguments.extend(more);
    let run = Project::new().run_in(folder, &arguments);
    assert_eq!(run.code, 0, "{run}");
    serde_json::from_str(&run.stdout).unwrap()
}

/// Lists id, rank before and now, and the cause.
fn listed(export: &Value) -> Vec<String> {
    let epics = export["epics"].as_array().unwrap().iter();
    epics
        .map(|it| format!("{} {} {} {}", it["id"], it["rank_before"], it["rank"], it["cause"]).replace('"', ""))
        .collect()
}

#[test]
fn ranks_are_compared_with_those_of_two_weeks_ago() {
    let export = exported(&moving().root(), &[]);
    assert_eq!(
        listed(&export),
        ["A-1 1 2 `C-3` was scored anew", "B-2 2 3 `C-3` was scored anew", "C-3 3 1 its own score (impact 5 → 10)"]
    );
    assert_eq!(export["movement"]["since"], "2025-05-26");
    assert_eq!(export["movement"]["committed"], "2025-05-20");
}

#[test]
fn what_is_not_committed_moves_too() {
    let repository = moving();
    repository.epic("B-2", "done", &scores(7));
    let export = exported(&repository.root(), &["--as-of", "2025-06-09"]);
    assert!(listed(&export).contains(&"A-1 1 2 `C-3` was scored anew".to_owned()));
    assert!(export["movement"]["events"].to_string().contains("`B-2` was finished"));
}

#[test]
fn another_form_of_reading_is_read_whole_and_compares_the_same() {
    let repository = Repository::new();
    repository.write("backlit.toml", "[fields]\nstatus = \"state\"\n");
    for (id, impact) in [("A-1", 9), ("B-2", 7), ("C-3", 5)] {
        repository.write(&format!("epics/{id}.md"), format!("---\nid: {id}\nstate: ready\n{}---\n", scores(impact)));
    }
    repository.commit("05-20").write("backlit.toml", "");
    repository.epic("A-1", "ready", &scores(9)).epic("B-2", "ready", &scores(7)).epic("C-3", "ready", &scores(10));
    repository.commit("06-09");
    assert_eq!(listed(&exported(&repository.root(), &[])), listed(&exported(&moving().root(), &[])));
}

#[test]
fn pages_show_the_moves_and_two_days_can_be_compared() {
    let repository = moving();
    repository.epic("A-1", "done", &scores(9)).commit("07-20");
    let project = Project::new();
    let output = project.at("_site");
    let run = project.run_in(
        &repository.root(),
        &[
            "build",
            "--at",
            "HEAD~1",
            "--since",
            "HEAD~2",
            "--base-url",
            "https://example.org",
            "--output",
            output.to_str().unwrap(),
        ],
    );
    assert_eq!(run.code, 0, "{run}");
    let read = |path: &str| String::from_utf8(project.site().files[path].clone()).unwrap();
    let page = read("moves.html");
    assert!(page.contains("3 epics changed place between 20 May 2025 and 9 Jun 2025"), "{page}");
    assert!(page.contains("its own score") || page.contains("Its own score"), "{page}");
    let backlog = read("backlog.html");
    assert!(backlog.contains("3 epics changed place since 20 May"), "{backlog}");
    assert!(backlog.contains("▲ 2") && backlog.contains("up 2") && backlog.contains("down 1"), "{backlog}");
    assert!(read("epics/c-3.html").contains("▲ 2"));
    let feed = read("moves.xml");
    assert!(
        feed.contains("<updated>2025-06-09T00:00:00Z</updated>") && feed.contains("Epic C-3 was scored anew"),
        "{feed}"
    );
    assert!(read("moves.csv").contains("2025-05-20,moved,C-3,Epic C-3,3,1,2,its own score (impact 5 → 10)"));
}

#[test]
fn a_day_before_there_was_a_configuration_is_read_by_that_of_today() {
    let repository = moving();
    repository.write("backlit.toml", "[workflow]\nstates = [{ name = \"ready\", class = \"new\" }]\n");
    let export = exported(&repository.root(), &["--as-of", "2025-06-09"]);
    assert_eq!(listed(&export)[2], "C-3 3 1 its own score (impact 5 → 10)");
    let other = Repository::new();
    other.write("todo/a.md", "---\nid: A-1\nstatus: ready\n---\n").commit("05-20");
    other.write("backlit.toml", "[[collections]]\nkind = \"epic\"\npaths = [\"todo/**\"]\n").commit("06-09");
    let export = exported(&other.root(), &[]);
    assert!(!export["movement"]["events"].to_string().contains("is new"), "{export}");
}

#[test]
fn what_moved_the_same_epics_as_the_cause_before_does_not_name_them_again() {
    let repository = moving();
    for id in ["D-4", "E-5"] {
        repository.epic(id, "ready", &scores(10));
    }
    repository.commit("06-09");
    let project = Project::new();
    let output = project.at("_site");
    let run = project.run_in(&repository.root(), &["build", "--no-cache", "--output", output.to_str().unwrap()]);
    assert_eq!(run.code, 0, "{run}");
    let page = String::from_utf8(project.site().files["moves.html"].clone()).unwrap();
    assert!(page.contains("Down: the same 2 epics."), "{page}");
}

#[test]
fn without_an_earlier_day_nothing_is_invented() {
    let young = Repository::new();
    young.epic("A-1", "ready", &scores(9)).commit("06-09");
    let moved = moving();
    let shallow = moved.clone_to("shallow", &["--depth=1"]);
    let late = Repository::new();
    late.write("README.md", "# Home\n").commit("05-20");
    late.write("wiki/epics/A-1.md", "---\nid: A-1\n---\n").commit("06-09");
    let broken = Repository::new();
    broken.write("backlit.toml", "[ranking]\nmetod = 1\n").epic("A-1", "ready", &scores(9)).commit("05-20");
    broken.write("backlit.toml", "").commit("06-09");
    let plain = Project::new().epic("A-1", "status: ready");
    let off = moving();
    off.write("backlit.toml", "[ranking]\nmovement_days = 0\n");
    for (folder, words) in [
        (young.root(), "history starts on 9 June 2025, after 26 May 2025"),
        (shallow, "history starts on 9 June 2025, after 26 May 2025: shallow clone"),
        (late.root().join("wiki"), "the backlog wasn't in git yet on 26 May 2025"),
        (broken.root(), "the backlog of 26 May 2025 can't be read: unknown key `metod`"),
        (plain.root(), "the folder is in no git repository"),
        (off.root(), "`movement_days` is 0"),
    ] {
        let export = exported(&folder, &["--as-of", "2025-06-09"]);
        let unknown = export["movement"]["unknown"].as_str().unwrap_or_default();
        assert!(unknown.starts_with(words), "{words}: {}", export["movement"]);
        assert!(export["epics"][0]["rank_before"].is_null());
    }
    let (_, site) = Project::new().epic("A-1", &scores(9)).build();
    let text = String::from_utf8(site.files["backlog.html"].clone()).unwrap();
    assert!(!text.contains("c-change") && text.contains("in no git repository"), "{text}");
}

#[test]
fn a_commit_that_is_asked_for_must_be_there() {
    let run = Project::new().run_in(&moving().root(), &["rank", "--since", "nope"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("there is no commit `nope`"), "{run}");
}

#[test]
fn what_is_private_today_is_not_named() {
    let repository = moving();
    repository.write("backlit.toml", "[privacy]\nexclude = [\"epics/A-1.md\"]\n").commit("06-10");
    let run = Project::new().run_in(&repository.root(), &["export", "--no-cache"]);
    assert!(!run.stdout.contains("A-1"), "{run}");
}
