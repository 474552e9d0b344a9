//! Clocks that go wrong, names that changed, objects that are damaged, entries that are no files.

use super::read::mine;
use super::repository::{Repository, epic};
use backlit::backlog::Limit;

/// Days of all commits.
fn days(repository: &Repository) -> Vec<String> {
    let mined = mine(&repository.root(), None);
    mined.timelines().commits.iter().map(|commit| commit.at.to_string()[..10].to_owned()).collect()
}

/// Writes a commit object by hand and makes it HEAD.
fn commit_object(repository: &Repository, identities: &str) {
    repository.git(&["add", "--all"]);
    let (tree, parent) = (repository.git(&["write-tree"]), repository.git(&["rev-parse", "HEAD"]));
    let file = repository.beside("commit");
    std::fs::write(&file, format!("tree {tree}\nparent {parent}\n{identities}\n\nBy hand\n")).unwrap();
    let id = repository.git(&["hash-object", "-t", "commit", "-w", "--literally", file.to_str().unwrap()]);
    std::fs::write(repository.root().join(".git/refs/heads/main"), format!("{id}\n")).unwrap();
}

#[test]
fn a_clock_that_goes_back_is_held_and_counted() {
    let repository = Repository::new();
    repository.epic("A-1", "idea", "").commit("01-05");
    repository.epic("A-1", "ready", "").commit("01-02");
    repository.epic("A-1", "done", "").commit("01-03");
    repository.epic("A-1", "idea", "").commit("01-09");
    let mined = mine(&repository.root(), None);
    assert_eq!(days(&repository), ["2025-01-05", "2025-01-05", "2025-01-05", "2025-01-09"]);
    assert_eq!(mined.timelines().coverage.clamped, 2);
    let clamped: Vec<bool> = mined.timelines().commits.iter().map(|commit| commit.clamped).collect();
    assert_eq!(clamped, [false, true, true, false]);
}

#[test]
fn the_committers_date_counts_not_the_authors() {
    let repository = Repository::new();
    repository.epic("A-1", "idea", "").git(&["add", "--all"]);
    repository.git_at("2025-01-09T12:00:00Z", &["commit", "--quiet", "-m", "x", "--date", "2024-01-01T00:00:00Z"]);
    assert_eq!(days(&repository), ["2025-01-09"]);
}

#[test]
fn dates_that_are_none_become_the_one_below() {
    let repository = Repository::new();
    repository.epic("A-1", "idea", "").commit("01-05");
    for identities in [
        "author A <a@b> 1736510400 +0000\ncommitter A <a@b> 99999999999999999999 +0000",
        "author A <a@b> 1736510400 +0000\ncommitter A <a@b> 999999999999999 +0000",
        "author A <a@b> 1736510400 +0000\ncommitter A <a@b> -1 +9999",
        "author A <a@b> 1736510400 +0000\ncommitter A <a@b> soon",
        "author A a@b 1736510400 +0000\ncommitter A a@b 1736510400 +0000",
        "author <> \ncommitter <>",
        "committer A <a@b> 1736510400 +0000",
        "author A <a@b> 1736510400 +0000",
        "",
    ] {
        repository.epic("A-1", "ready", &format!("x: {}\n", identities.len()));
        commit_object(&repository, identities);
    }
    let mined = mine(&repository.root(), None);
    assert_eq!(mined.timelines().commits.len(), 10);
    assert!(
        days(&repository).iter().all(|day| ["2025-01-05", "2025-01-10"].contains(&day.as_str())),
        "{:?}",
        days(&repository)
    );
    assert_eq!(mined.states("A-1").len(), 2);
    assert_eq!(mined.timelines().coverage.limit, None);
}

#[test]
fn a_date_in_the_future_is_kept_for_whoever_knows_the_day() {
    let repository = Repository::new();
    repository.epic("A-1", "idea", "").commit_at("2099-01-01T00:00:00Z");
    assert_eq!(days(&repository), ["2099-01-01"]);
}

#[test]
fn people_go_by_todays_names() {
    let repository = Repository::new();
    repository.epic("A-1", "idea", "").commit("01-01");
    repository.write(".mailmap", "Maria Sommer <maria@example.org>\n").commit("01-02");
    let mined = mine(&repository.root(), None);
    assert_eq!(mined.timelines().commits[0].author, "Maria Sommer");
    // Only the file at the top of the newest commit counts, not one that the configuration names.
    std::fs::write(repository.beside("map"), "Somebody Else <maria@example.org>\n").unwrap();
    repository.git(&["config", "mailmap.file", repository.beside("map").to_str().unwrap()]);
    assert_eq!(mine(&repository.root(), None).timelines().commits[0].author, "Maria Sommer");
}

#[test]
fn links_are_no_files_and_folders_and_files_change_places() {
    let repository = Repository::new();
    repository.epic("A-1", "idea", "").write("epics/x.md", epic("X-1", "idea", "")).commit("01-01");
    repository.delete("epics/A-1.md");
    std::os::unix::fs::symlink("x.md", repository.root().join("epics/A-1.md")).unwrap();
    repository.commit("01-02");
    repository.delete("epics/x.md").write("epics/x.md/inside.md", epic("X-1", "ready", "")).commit("01-03");
    repository.delete("epics/x.md/inside.md");
    std::fs::remove_dir(repository.root().join("epics/x.md")).unwrap();
    repository.write("epics/x.md", epic("X-1", "done", "")).commit("01-04");
    let mined = mine(&repository.root(), None);
    assert_eq!(mined.of("A-1").removed.unwrap().commit, Some(1));
    assert_eq!(mined.states("X-1"), ["01-01 idea", "01-03 ready", "01-04 done"]);
}

#[test]
fn what_the_walk_leaves_out_has_no_history() {
    let repository = Repository::new();
    repository.epic("A-1", "idea", "").write(".hidden/epics/h.md", epic("H-1", "idea", ""));
    repository
        .write("node_modules/epics/n.md", epic("N-1", "idea", ""))
        .write("_site/epics/s.md", epic("S-1", "idea", ""));
    repository
        .write("old/.backlit", "This folder is generated by backlit.\n")
        .write("old/epics/o.md", epic("O-1", "idea", ""));
    repository.write("epics/.draft.md", epic("D-1", "idea", "")).commit("01-01");
    repository.delete("old/epics/o.md").commit("01-02");
    let mined = mine(&repository.root(), None);
    assert_eq!(mined.ids(), ["A-1"]);
    assert_eq!(mined.timelines().coverage.uncommitted, 0);
}

#[test]
fn a_content_that_is_lost_keeps_what_was() {
    let repository = Repository::new();
    repository.epic("A-1", "idea", "").commit("01-01");
    repository.epic("A-1", "ready", "").commit("01-02");
    repository.epic("A-1", "done", "").commit("01-03");
    let id = repository.git(&["rev-parse", "HEAD~1:epics/A-1.md"]);
    let object = repository.root().join(".git/objects").join(&id[..2]).join(&id[2..]);
    std::fs::remove_file(&object).unwrap();
    let mined = mine(&repository.root(), None);
    assert_eq!(mined.states("A-1"), ["01-01 idea", "01-03 done"]);
    assert_eq!(mined.timelines().coverage.unread, 1);
}

#[test]
fn a_content_larger_than_memory_should_hold_is_not_unpacked() {
    let repository = Repository::new();
    repository.epic("A-1", "idea", "").commit("01-01");
    repository.write("epics/A-1.md", epic("A-1", "ready", "") + &" ".repeat(70 << 20)).commit("01-02");
    repository.git(&["repack", "-adq"]);
    repository.epic("A-1", "done", "").commit("01-03");
    let mined = mine(&repository.root(), None);
    assert_eq!(mined.states("A-1"), ["01-01 idea", "01-03 done"]);
    assert_eq!((mined.of("A-1").unread.as_slice(), mined.timelines().coverage.limit), (&[1][..], None));
}

#[test]
fn a_folder_that_is_lost_leaves_the_commits_around_it() {
    let repository = Repository::new();
    repository.epic("A-1", "idea", "").commit("01-01");
    repository.epic("A-1", "ready", "").commit("01-02");
    repository.epic("A-1", "done", "").commit("01-03");
    for path in ["HEAD~1:epics", "HEAD~1:"] {
        let id = repository.git(&["rev-parse", path]);
        let object = repository.root().join(".git/objects").join(&id[..2]).join(&id[2..]);
        std::fs::remove_file(&object).unwrap();
        std::fs::write(&object, "nothing of use").unwrap();
        let mined = mine(&repository.root(), None);
        assert_eq!(mined.states("A-1"), ["01-01 idea", "01-03 done"], "{path}");
        assert_eq!(mined.timelines().coverage.limit, Some(Limit::Unreadable));
    }
}

#[test]
fn a_commit_that_is_lost_cuts_the_line() {
    let repository = Repository::new();
    repository.epic("A-1", "idea", "").commit("01-01");
    repository.epic("A-1", "ready", "").commit("01-02");
    repository.epic("A-1", "done", "").commit("01-03");
    let id = repository.git(&["rev-parse", "HEAD~1"]);
    std::fs::remove_file(repository.root().join(".git/objects").join(&id[..2]).join(&id[2..])).unwrap();
    let mined = mine(&repository.root(), None);
    let coverage = &mined.timelines().coverage;
    assert_eq!((coverage.limit, mined.of("A-1").created), (Some(Limit::Unreadable), None));
    assert_eq!(mined.states("A-1"), ["01-03 done"]);
    for (file, text) in [("HEAD", "ref: refs/heads/\u{0}\n"), ("HEAD", "nonsense"), ("config", "[core")] {
        std::fs::write(repository.root().join(".git").join(file), text).unwrap();
        assert!(mine(&repository.root(), None).timelines().coverage.limit.is_some());
    }
}

#[test]
fn nothing_that_the_configuration_names_is_run() {
    let repository = Repository::new();
    repository.epic("A-1", "idea", "").write(".gitattributes", "*.md diff=x filter=x\n").commit("01-01");
    let mark = repository.beside("ran");
    let program = repository.beside("program");
    std::fs::write(&program, format!("#!/bin/sh\ntouch {}\ncat\n", mark.display())).unwrap();
    std::fs::set_permissions(&program, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let program = program.to_str().unwrap();
    for key in [
        "core.fsmonitor",
        "core.sshCommand",
        "core.pager",
        "core.editor",
        "core.hooksPath",
        "core.alternateRefsCommand",
        "diff.x.textconv",
        "diff.x.command",
        "diff.external",
        "filter.x.smudge",
        "filter.x.clean",
        "filter.x.process",
        "credential.helper",
        "gpg.program",
        "uploadpack.packObjectsHook",
        "remote.origin.uploadpack",
    ] {
        repository.git(&["config", key, program]);
    }
    let mined = mine(&repository.root(), None);
    assert_eq!(mined.states("A-1"), ["01-01 idea"]);
    assert!(!mark.exists());
}
