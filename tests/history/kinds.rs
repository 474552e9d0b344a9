//! Repositories of every form: each works, or says what it lacks.

use super::read::mine;
use super::repository::{Repository, epic, git_in};
use backlit::backlog::Limit;
use backlit::config;
use backlit::source::{Revision, When};
use jiff::tz::TimeZone;

/// Three commits of one epic.
fn three(repository: &Repository) {
    repository.epic("A-1", "idea", "").commit("01-01");
    repository.epic("A-1", "in-progress", "").commit("01-02");
    repository.epic("A-1", "done", "").commit("01-03");
}

const STATES: [&str; 3] = ["01-01 idea", "01-02 in-progress", "01-03 done"];

#[test]
fn no_commit_yet() {
    let repository = Repository::new();
    repository.epic("A-1", "idea", "");
    let mined = mine(&repository.root(), None);
    assert_eq!(mined.ids(), [] as [&str; 0]);
    assert_eq!(mined.timelines().coverage.limit, Some(Limit::Unborn));
    assert_eq!(mined.timelines().coverage.since, None);
}

#[test]
fn a_detached_head_and_a_linked_worktree() {
    let repository = Repository::new();
    three(&repository);
    let tree = repository.beside("linked");
    repository.git(&["worktree", "add", "--quiet", "--detach", tree.to_str().unwrap(), "HEAD~1"]);
    assert_eq!(mine(&tree, None).states("A-1"), STATES[..2]);
    repository.git(&["checkout", "--quiet", "--detach"]);
    assert_eq!(mine(&repository.root(), None).states("A-1"), STATES);
}

#[test]
fn a_repository_with_longer_ids() {
    let repository = Repository::with(&["--object-format=sha256"]);
    three(&repository);
    let mined = mine(&repository.root(), None);
    assert_eq!(mined.states("A-1"), STATES);
    assert_eq!(mined.timelines().commits[0].id.len(), 64);
    assert_eq!(mined.timelines().coverage.limit, None);
}

#[test]
fn packed_and_with_a_commit_graph() {
    let repository = Repository::new();
    three(&repository);
    repository.git(&["gc", "--quiet", "--aggressive", "--prune=now"]);
    repository.git(&["commit-graph", "write", "--reachable"]);
    assert_eq!(mine(&repository.root(), None).states("A-1"), STATES);
}

#[test]
fn what_is_read_of_a_pack_takes_no_more_room_than_it_says() {
    let repository = Repository::new();
    // Alike, so that each is packed as what it differs in from another.
    for at in 0..40 {
        repository.write(&format!("epics/{at}.md"), format!("{}\n{at}\n", "words that all of them say ".repeat(200)));
    }
    repository.commit("01-01");
    repository.git(&["gc", "--quiet", "--aggressive", "--prune=now"]);
    let revision = Revision::find(&repository.root(), &When::Name("HEAD".to_owned()), &TimeZone::UTC).unwrap();
    let config = config::load(None, None).unwrap().config;
    let read = revision.fetch(&revision.documents(&config).unwrap()).unwrap();
    let (said, room) =
        read.iter().fold((0, 0), |(said, room), file| (said + file.bytes.len(), room + file.bytes.capacity()));
    assert!(read.len() == 40 && room * 10 <= said * 11, "{room} bytes for {said}");
}

#[test]
fn a_shallow_clone_says_where_it_starts() {
    let repository = Repository::new();
    three(&repository);
    repository.epic("B-1", "idea", "").commit("01-04");
    let clone = repository.clone_to("shallow", &["--depth", "2"]);
    let mined = mine(&clone, None);
    let coverage = &mined.timelines().coverage;
    assert_eq!(
        (coverage.limit, coverage.since.unwrap().to_string().as_str()),
        (Some(Limit::Shallow), "2025-01-03T12:00:00Z")
    );
    assert_eq!(mined.of("A-1").created, None);
    assert_eq!(mined.states("A-1"), ["01-03 done"]);
    assert_eq!(mined.of("B-1").created.unwrap().commit, Some(1));
    git_in(&clone, "2025-01-01T00:00:00Z", &["fetch", "--quiet", "--unshallow"]);
    assert_eq!(mine(&clone, None).timelines().coverage.limit, None);
}

#[test]
fn a_partial_clone_says_from_when_it_is_whole() {
    let repository = Repository::new();
    three(&repository);
    repository.git(&["config", "uploadpack.allowFilter", "true"]);
    let clone = repository.clone_to("partial", &["--filter=blob:none"]);
    let mined = mine(&clone, None);
    let coverage = &mined.timelines().coverage;
    assert_eq!((coverage.limit, coverage.unread), (Some(Limit::Partial), 2));
    assert_eq!(coverage.since.unwrap().to_string(), "2025-01-03T12:00:00Z");
    assert_eq!(mined.of("A-1").created.unwrap().commit, Some(0));
    assert_eq!(mined.of("A-1").unread, [0, 1]);
    assert_eq!(mined.states("A-1"), ["01-03 done"]);
}

#[test]
fn a_partial_clone_without_old_folders() {
    let repository = Repository::new();
    three(&repository);
    repository.git(&["config", "uploadpack.allowFilter", "true"]);
    let clone = repository.clone_to("treeless", &["--filter=tree:0"]);
    let mined = mine(&clone, None);
    assert_eq!(mined.timelines().coverage.limit, Some(Limit::Partial));
    assert_eq!((mined.of("A-1").item, mined.of("A-1").created), (Some(0), None));
    assert_eq!(mined.states("A-1"), ["01-03 done"]);
}

#[test]
fn references_in_another_form_are_named() {
    let repository = Repository::with(&["--ref-format=reftable"]);
    three(&repository);
    let mined = mine(&repository.root(), None);
    assert_eq!(mined.timelines().coverage.limit, Some(Limit::Unreadable));
    assert_eq!(mined.backlog.items.len(), 1);
}

#[test]
fn a_backlog_in_a_folder_of_a_larger_repository() {
    let repository = Repository::new();
    repository.write("src/main.rs", "").write("docs/wiki/epics/a.md", epic("A-1", "idea", "")).commit("01-01");
    repository.write("README.md", "# Not ours\n").write("epics/x.md", epic("X-1", "idea", "")).commit("01-02");
    repository.write("docs/wiki/epics/a.md", epic("A-1", "done", "")).commit("01-03");
    let mined = mine(&repository.root().join("docs/wiki"), None);
    assert_eq!(mined.ids(), ["A-1"]);
    assert_eq!(mined.states("A-1"), ["01-01 idea", "01-03 done"]);
    assert_eq!(mined.timelines().coverage.uncommitted, 0);
}

#[test]
fn a_submodule_has_its_own_history() {
    let inner = Repository::new();
    three(&inner);
    let outer = Repository::new();
    outer.epic("B-1", "idea", "").commit("01-05");
    let from = inner.root();
    let arguments = ["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", from.to_str().unwrap(), "wiki"];
    outer.git(&arguments);
    outer.commit("01-06");
    assert_eq!(mine(&outer.root().join("wiki"), None).states("A-1"), STATES);
    assert_eq!(mine(&outer.root(), None).ids(), ["B-1"]);
}

#[test]
fn a_sparse_checkout_keeps_what_it_does_not_show() {
    let repository = Repository::new();
    repository.epic("A-1", "idea", "").write("other/epics/b.md", epic("B-1", "idea", "")).commit("01-01");
    repository.git(&["sparse-checkout", "set", "epics"]);
    let mined = mine(&repository.root(), None);
    assert_eq!(mined.ids(), ["A-1", "B-1"]);
    assert_eq!((mined.of("B-1").item, mined.of("B-1").removed), (None, None));
    assert_eq!(mined.timelines().coverage.uncommitted, 0);
}

#[test]
fn merges_squashes_and_reverts_count_when_they_reach_the_line() {
    let repository = Repository::new();
    repository.epic("A-1", "idea", "").epic("B-1", "idea", "").commit("01-01");
    repository.git(&["checkout", "--quiet", "-b", "work"]);
    repository.epic("A-1", "in-progress", "").commit("01-02");
    repository.epic("A-1", "review", "").commit("01-03");
    repository.git(&["checkout", "--quiet", "main"]);
    repository.epic("B-1", "done", "").commit("01-04");
    repository.git_at("2025-01-05T12:00:00Z", &["merge", "--quiet", "--no-ff", "--no-edit", "work"]);
    repository.git_at("2025-01-06T12:00:00Z", &["revert", "--no-edit", "-m", "1", "HEAD"]);
    let mined = mine(&repository.root(), None);
    assert_eq!(mined.states("A-1"), ["01-01 idea", "01-05 review", "01-06 idea"]);
    assert_eq!(mined.states("B-1"), ["01-01 idea", "01-04 done"]);
    assert_eq!(mined.timelines().commits.len(), 4);
    repository.write("backlit.toml", "[history]\nline = \"full\"\n").commit("01-07");
    let mined = mine(&repository.root(), None);
    assert_eq!(mined.states("A-1"), ["01-01 idea", "01-02 in-progress", "01-03 review", "01-06 idea"]);
    assert_eq!(mined.states("B-1"), ["01-01 idea", "01-04 done"]);
    assert_eq!(mined.timelines().commits.len(), 7);
}

#[test]
fn a_merge_of_many_and_its_decision() {
    let repository = Repository::new();
    repository.epic("A-1", "idea", "").commit("01-01");
    for (day, branch) in [("01-02", "one"), ("01-03", "two"), ("01-04", "three")] {
        repository.git(&["checkout", "--quiet", "-b", branch, "main"]);
        repository.epic(branch, "ready", "").commit(day);
    }
    repository.git(&["checkout", "--quiet", "main"]);
    repository.git_at("2025-01-05T12:00:00Z", &["merge", "--quiet", "--no-edit", "one", "two", "three"]);
    let mined = mine(&repository.root(), None);
    assert_eq!(mined.ids(), ["A-1", "one", "three", "two"]);
    assert_eq!(mined.states("two"), ["01-05 ready"]);
    repository.write("backlit.toml", "[history]\nline = \"full\"\n").commit("01-07");
    assert_eq!(mine(&repository.root(), None).states("two"), ["01-03 ready"]);
}
