//! What old versions say: mapped, without private fields, and kept where one can't be read.

use super::read::mine;
use super::repository::{Repository, epic};

#[test]
fn a_version_that_cannot_be_read_keeps_what_was() {
    let repository = Repository::new();
    repository.epic("A-1", "idea", "").commit("01-01");
    repository.write("epics/A-1.md", "---\nid: A-1\nstatus: [done\n---\n").commit("01-02");
    repository.write("epics/A-1.md", "---\nid: A-1\nstatus: done\n").commit("01-03");
    repository
        .write("epics/A-1.md", b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n")
        .commit("01-04");
    repository.epic("A-1", "review", "").commit("01-05");
    let mined = mine(&repository.root(), None);
    assert_eq!(mined.states("A-1"), ["01-01 idea", "01-05 review"]);
    assert_eq!(mined.of("A-1").unread, [1, 2, 3]);
    assert_eq!(mined.timelines().coverage.unread, 3);
    assert_eq!(mined.timelines().coverage.limit, None);
    assert_eq!(mined.timelines().coverage.uncommitted, 0);
}

#[test]
fn a_document_that_begins_unread_is_the_same_later() {
    let repository = Repository::new();
    repository.write("epics/x.md", "---\nid: A-1\nstatus: [\n---\n").commit("01-01");
    repository.write("epics/x.md", epic("A-1", "idea", "")).commit("01-02");
    let mined = mine(&repository.root(), None);
    assert_eq!(mined.ids(), ["A-1"]);
    assert_eq!(mined.states("A-1"), ["01-02 idea"]);
    assert_eq!(mined.of("A-1").created.unwrap().commit, Some(0));
}

#[test]
fn todays_names_and_aliases_read_old_versions() {
    let repository = Repository::new();
    repository.write("epics/x.md", "---\nkey: A-1\nstatus: Backlog\nassignee: maria\n---\n").commit("01-01");
    repository.write("epics/x.md", "---\nkey: A-1\nstatus: Nowhere\nowner: ana\n---\n").commit("01-02");
    let names = "[fields]\nid = \"key\"\nowner = \"assignee\"\n[workflow.aliases]\nbacklog = \"idea\"\n";
    repository.write("backlit.toml", names).commit("01-03");
    let mined = mine(&repository.root(), None);
    assert_eq!(mined.states("A-1"), ["01-01 idea", "01-02 ?Nowhere"]);
    assert_eq!(mined.values("A-1", "owner"), ["01-01 maria", "01-02 ana"]);
}

#[test]
fn every_field_has_its_values_and_only_changes_are_kept() {
    let repository = Repository::new();
    let more = "depends-on: [B-1]\nscores: { impact: 3 }\nown_field: 1\n";
    repository.epic("A-1", "idea", more).commit("01-01");
    repository.write("epics/A-1.md", epic("A-1", "idea", &format!("# a comment\n{more}")) + "Prose.\n").commit("01-02");
    repository.epic("A-1", "idea", "scores: { impact: 4 }\nown_field: 1\n").commit("01-03");
    let mined = mine(&repository.root(), None);
    let fields: Vec<(&str, usize, bool)> = mined
        .of("A-1")
        .values
        .iter()
        .flat_map(|change| change.fields.iter().map(|field| (change.moment.commit.unwrap(), field)))
        .map(|(commit, (field, value))| (&**field, commit, value.is_some()))
        .collect();
    let first = ["depends_on", "id", "own_field", "scores", "status", "title"].map(|field| (field, 0, true));
    let expected: Vec<(&str, usize, bool)> =
        first.into_iter().chain([("depends_on", 2, false), ("scores", 2, true)]).collect();
    assert_eq!(fields, expected);
    let (before, after) = ("2025-01-02T13:00:00Z".parse().unwrap(), "2025-01-04T00:00:00Z".parse().unwrap());
    let impact = |at| {
        let scores = mined.of("A-1").value_at("scores", at).unwrap();
        scores.get("impact").unwrap().as_text().unwrap().to_owned()
    };
    assert_eq!((impact(before), impact(after)), ("3".to_owned(), "4".to_owned()));
    assert_eq!(mined.of("A-1").value_at("depends_on", after), None);
}

#[test]
fn what_is_private_never_gets_in() {
    let repository = Repository::new();
    repository.epic("A-1", "idea", "cost: { per-week: secret }\nmore: { salary: secret }\n").commit("01-01");
    repository.write("epics/hidden.md", epic("B-1", "idea", "title2: secret\n")).commit("01-02");
    repository.write("private/c.md", epic("C-1", "idea", "word: secret\n")).commit("01-03");
    repository.write("epics/hidden.md", epic("B-1", "done", "publish: false\n")).commit("01-04");
    repository.write("epics/d.md", epic("D-1", "idea", "publish: false\nword: secret\n")).commit("01-05");
    repository.write("epics/d.md", epic("D-1", "ready", "")).commit("01-06");
    let config = "[privacy]\nfields = [\"salary\", \"cost\"]\nexclude = [\"private/**\"]\n";
    repository.write("backlit.toml", config).commit("01-07");
    let mined = mine(&repository.root(), None);
    assert_eq!(mined.ids(), ["A-1", "D-1"]);
    assert_eq!(mined.states("D-1"), ["01-06 ready"]);
    let all = format!("{:?}", mined.timelines().documents);
    assert!(!all.contains("secret"), "{all}");
    // A document that was public before it was hidden, and then deleted, stays hidden.
    repository.delete("epics/hidden.md").delete("private/c.md").commit("01-08");
    assert_eq!(mine(&repository.root(), None).ids(), ["A-1", "D-1"]);
}

#[test]
fn what_a_document_declares_stands_before_what_git_says() {
    let repository = Repository::new();
    let declared = "created: 2024-11-04\nstarted: 2024-12-01\n";
    repository.epic("A-1", "in-progress", declared).commit("01-10");
    repository.epic("A-1", "done", declared).commit("01-20");
    let mined = mine(&repository.root(), None);
    assert_eq!(mined.states("A-1"), ["12-01 in-progress", "01-20 done"]);
    let timeline = mined.of("A-1");
    assert_eq!((timeline.created.unwrap().commit, timeline.transitions[0].moment.commit), (None, None));
}

#[test]
fn what_is_declared_needs_no_git() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("epics")).unwrap();
    let listed = "transitions:\n  - { on: 2025-01-02, to: ready }\n  - { on: 2025-01-09, to: done }\n";
    std::fs::write(folder.path().join("epics/a.md"), epic("A-1", "done", listed)).unwrap();
    std::fs::write(folder.path().join("epics/b.md"), epic("B-1", "done", "")).unwrap();
    let mined = mine(folder.path(), None);
    assert_eq!(mined.states("A-1"), ["01-02 ready", "01-09 done"]);
    assert_eq!(mined.timelines().of_item, [Some(0), None]);
    assert_eq!(mined.timelines().coverage.limit, Some(backlit::backlog::Limit::NoRepository));
    assert_eq!(mined.timelines().coverage.uncommitted, 0);
}

#[test]
fn only_epics_have_states() {
    let repository = Repository::new();
    repository.write("teams/search.md", "---\nid: search\nstatus: done\ncapacity: 3\n---\n").commit("01-01");
    let mined = mine(&repository.root(), None);
    assert_eq!(mined.states("search"), [] as [&str; 0]);
    assert_eq!(mined.values("search", "capacity"), ["01-01 3"]);
}
