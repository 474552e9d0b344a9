//! One timeline a document: renames, moves, gaps, copies, ids that come late.

use super::read::mine;
use super::repository::{Repository, epic};

#[test]
fn renames_and_moves_change_nothing() {
    let repository = Repository::new();
    repository.epic("A-1", "idea", "").commit("01-01");
    repository.rename("epics/A-1.md", "epics/2025/a better name.md").commit("01-02");
    repository.write("epics/2025/a better name.md", epic("A-1", "done", "")).commit("01-03");
    let mined = mine(&repository.root(), None);
    assert_eq!(mined.ids(), ["A-1"]);
    assert_eq!(mined.states("A-1"), ["01-01 idea", "01-03 done"]);
    let timeline = mined.of("A-1");
    assert_eq!(timeline.created.unwrap().commit, Some(0));
    assert_eq!(timeline.changed.unwrap().commit, Some(2));
    assert_eq!(timeline.removed, None);
    assert_eq!(mined.timelines().of_item, [Some(0)]);
}

#[test]
fn a_move_that_edits_too_changes_what_was_edited() {
    let repository = Repository::new();
    repository.epic("A-1", "idea", "owner: maria\n").commit("01-01");
    repository.delete("epics/A-1.md").write("epics/new.md", epic("A-1", "ready", "owner: ana\n")).commit("01-02");
    let mined = mine(&repository.root(), None);
    assert_eq!(mined.states("A-1"), ["01-01 idea", "01-02 ready"]);
    assert_eq!(mined.values("A-1", "owner"), ["01-01 maria", "01-02 ana"]);
    assert_eq!(mined.values("A-1", "title"), ["01-01 Epic A-1"]);
}

#[test]
fn a_deleted_document_keeps_its_timeline_and_resumes_it() {
    let repository = Repository::new();
    repository.epic("A-1", "in-progress", "").epic("B-1", "idea", "").commit("01-01");
    repository.delete("epics/A-1.md").commit("01-05");
    let mined = mine(&repository.root(), None);
    let gone = mined.of("A-1");
    assert_eq!((gone.item, gone.removed.unwrap().commit), (None, Some(1)));
    assert_eq!(mined.timelines().of_item, [Some(1)]);
    repository.write("epics/again.md", epic("A-1", "done", "")).commit("01-09");
    let mined = mine(&repository.root(), None);
    assert_eq!(mined.states("A-1"), ["01-01 in-progress", "01-09 done"]);
    assert_eq!(mined.of("A-1").removed, None);
    assert_eq!(mined.of("A-1").created.unwrap().commit, Some(0));
}

#[test]
fn an_id_that_comes_late_or_changes_keeps_what_was() {
    let repository = Repository::new();
    repository.write("epics/draft.md", "---\nstatus: idea\n---\n").commit("01-01");
    repository.write("epics/draft.md", epic("A-1", "ready", "")).commit("01-02");
    repository.write("epics/draft.md", epic("A-2", "done", "")).commit("01-03");
    let mined = mine(&repository.root(), None);
    assert_eq!(mined.ids(), ["A-2"]);
    assert_eq!(mined.states("A-2"), ["01-01 idea", "01-02 ready", "01-03 done"]);
    assert_eq!(mined.values("A-2", "id"), ["01-02 A-1", "01-03 A-2"]);
}

#[test]
fn an_id_means_the_same_in_any_case() {
    let repository = Repository::new();
    repository.epic("task-1", "idea", "").commit("01-01");
    repository.delete("epics/task-1.md").epic("TASK-1", "done", "").commit("01-02");
    assert_eq!(mine(&repository.root(), None).states("TASK-1"), ["01-01 idea", "01-02 done"]);
}

#[test]
fn without_an_id_the_same_content_elsewhere_is_the_same_document() {
    let repository = Repository::new();
    repository
        .write("epics/one.md", "---\nstatus: idea\n---\nOne.\n")
        .write("wiki/page.md", "# Page\n")
        .commit("01-01");
    repository.rename("epics/one.md", "epics/two.md").rename("wiki/page.md", "wiki/deep/page.md").commit("01-02");
    repository.write("epics/two.md", "---\nstatus: done\n---\nOne.\n").commit("01-03");
    let mined = mine(&repository.root(), None);
    assert_eq!(mined.ids(), ["two", "wiki/deep/page"]);
    assert_eq!(mined.states("two"), ["01-01 idea", "01-03 done"]);
    assert_eq!(mined.of("wiki/deep/page").created.unwrap().commit, Some(0));
    assert_eq!(mined.timelines().of_item, [Some(0), Some(1)]);
}

#[test]
fn of_two_files_with_one_id_the_first_path_speaks() {
    let repository = Repository::new();
    repository.write("epics/b.md", epic("A-1", "idea", "")).commit("01-01");
    repository.write("epics/a.md", epic("A-1", "review", "")).commit("01-02");
    repository.write("epics/b.md", epic("A-1", "done", "")).commit("01-03");
    repository.delete("epics/a.md").commit("01-04");
    let mined = mine(&repository.root(), None);
    assert_eq!(mined.states("A-1"), ["01-01 idea", "01-02 review", "01-04 done"]);
}

#[test]
fn a_folder_gives_its_files_their_state() {
    let repository = Repository::new();
    repository.write("backlit.toml", "preset = \"backlog-md\"\n").write("backlog/config.yml", "");
    repository.write("backlog/tasks/t - x.md", epic("T-1", "To Do", "")).commit("01-01");
    repository.rename("backlog/tasks/t - x.md", "backlog/archive/tasks/t - x.md").commit("01-02");
    repository.rename("backlog/archive/tasks/t - x.md", "backlog/tasks/t - x.md").commit("01-03");
    repository.write("backlog/tasks/t - x.md", epic("T-1", "Done", "")).commit("01-04");
    repository.rename("backlog/tasks/t - x.md", "backlog/archive/tasks/t - x.md").commit("01-05");
    let mined = mine(&repository.root(), None);
    assert_eq!(mined.states("T-1"), ["01-01 to-do", "01-02 archived", "01-03 to-do", "01-04 done"]);
    let written: Vec<&str> = mined.of("T-1").transitions.iter().map(|entry| entry.written.as_str()).collect();
    assert_eq!(written, ["To Do", "archived", "To Do", "Done"]);
}

#[test]
fn a_yaml_file_speaks_for_the_markdown_beside_it() {
    let repository = Repository::new();
    repository.write("backlit.toml", "preset = \"kep\"\n");
    repository.write("keps/sig-node/753/README.md", "# Sidecars\n").commit("01-01");
    let yaml = |status: &str| format!("title: Sidecars\nkep-number: 753\nstatus: {status}\n");
    repository.write("keps/sig-node/753/kep.yaml", yaml("provisional")).commit("01-02");
    repository.write("keps/sig-node/753/README.md", "# Sidecars\n\nMore.\n").commit("01-03");
    repository.write("keps/sig-node/753/kep.yaml", yaml("implemented")).commit("01-04");
    let mined = mine(&repository.root(), None);
    assert_eq!(mined.states("753"), ["01-02 provisional", "01-04 implemented"]);
    assert_eq!(mined.of("753").created.unwrap().commit, Some(0));
}

#[test]
fn what_is_not_committed_gets_no_date_and_is_counted() {
    let repository = Repository::new();
    repository.epic("A-1", "idea", "").epic("B-1", "idea", "").commit("01-01");
    assert_eq!(mine(&repository.root(), None).timelines().coverage.uncommitted, 0);
    repository.epic("A-1", "done", "").epic("C-1", "idea", "");
    repository.write("epics/B-1.md", epic("B-1", "idea", "") + "More prose.\n");
    let mined = mine(&repository.root(), None);
    assert_eq!(mined.timelines().coverage.uncommitted, 2);
    assert_eq!(mined.states("A-1"), ["01-01 idea"]);
    assert_eq!(mined.ids(), ["A-1", "B-1"]);
    assert_eq!(mined.timelines().of_item, [Some(0), Some(1), None]);
}
