//! `check --changed`: only what a branch touched since it left another, or why that can't be known.

use super::NO_BASELINE;
use crate::history::repository::{Repository, git_in};
use crate::support::{Project, Run};
use std::path::Path;

/// A main line that moved on, and a branch that left it before.
fn branch() -> Repository {
    let repository = Repository::new();
    for id in ["A-1", "B-2", "C-3"] {
        repository.epic(id, "in-progress", "");
    }
    repository.commit("03-01").git(&["checkout", "--quiet", "-b", "topic"]);
    repository.write("epics/B-2.md", faulty("B-2")).commit("03-03");
    repository.git(&["checkout", "--quiet", "main"]);
    repository.write("epics/C-3.md", faulty("C-3")).commit("03-05");
    repository.git(&["checkout", "--quiet", "topic"]);
    repository
}

fn faulty(id: &str) -> String {
    format!("---\nid: {id}\ntitle: Epic {id}\n{NO_BASELINE}\n---\n")
}

fn changed(folder: &Path, revision: &str) -> Run {
    Project::new().run_in(folder, &["check", &format!("--changed={revision}"), "--format", "concise"])
}

#[test]
fn what_only_the_main_line_changed_is_left_out() {
    let repository = branch();
    let run = changed(&repository.root(), "main");
    assert!(run.stdout.contains("B-2.md") && !run.stdout.contains("C-3.md") && !run.stdout.contains("A-1.md"), "{run}");
    let later = changed(&repository.root(), "HEAD");
    assert_eq!((later.code, later.stdout.as_str()), (0, ""), "{later}");
    // What isn't committed yet counts too, and a mark or the ends of lines that a checkout writes do not.
    repository.write("epics/A-1.md", faulty("A-1"));
    repository.write("epics/B-2.md", format!("\u{FEFF}{}", faulty("B-2").replace('\n', "\r\n")));
    let later = changed(&repository.root(), "HEAD");
    assert!(later.stdout.contains("A-1.md") && !later.stdout.contains("B-2.md"), "{later}");
}

#[test]
fn a_base_that_can_not_be_known_is_an_error_and_no_full_list() {
    let repository = branch();
    let refused = |folder: &Path, revision: &str, words: &[&str]| {
        let run = changed(folder, revision);
        assert_eq!((run.code, run.stdout.as_str()), (2, ""), "{revision}: {run}");
        for word in words {
            assert!(run.stderr.contains(word), "{revision} lacks {word}: {run}");
        }
    };
    refused(&repository.root(), "nirvana", &["there is no commit `nirvana`"]);
    refused(&repository.root(), "topick", &["Did you mean `topic`?"]);
    for odd in ["--output=/tmp/x", "main..topic", ":/A", "main:epics", "", "HEAD^{tree}"] {
        refused(&repository.root(), odd, &["Name a commit, a tag, a branch"]);
    }
    refused(&repository.root(), "HEAD~2", &["has no parent", "The history ends there"]);
    let clone = repository.clone_to("clone", &["--branch", "topic"]);
    refused(&clone, "main", &["Did you mean `origin/main`?"]);
    let found = changed(&clone, "origin/main");
    assert!(found.stdout.contains("B-2.md") && !found.stdout.contains("C-3.md"), "{found}");
    let shallow = repository.clone_to("shallow", &["--depth=1", "--no-single-branch", "--branch", "topic"]);
    refused(&shallow, "origin/main", &["shallow", "git fetch --unshallow", "fetch-depth: 0"]);
    refused(&shallow, "release", &["there is no commit `release`", "git fetch --unshallow"]);
    repository.git(&["checkout", "--quiet", "--orphan", "alone"]);
    repository.commit("04-01");
    refused(&repository.root(), "main", &["have no commit in common"]);
    let unborn = Repository::new();
    unborn.epic("A-1", "ready", "");
    refused(&unborn.root(), "HEAD", &["has no commit yet"]);
    let plain = Project::new().epic("A-1", "status: ready");
    assert!(plain.run(["check", "--changed", "main"]).stderr.contains("is in no git repository"));
}

#[test]
fn a_clone_without_old_contents_says_so() {
    let repository = branch();
    repository.git(&["config", "uploadpack.allowFilter", "true"]);
    let partial = repository.clone_to("partial", &["--filter=blob:none", "--no-checkout", "--branch", "topic"]);
    git_in(&partial, "2025-05-01T12:00:00+00:00", &["config", "--unset", "remote.origin.url"]);
    std::fs::create_dir(partial.join("epics")).unwrap();
    std::fs::write(partial.join("epics/B-2.md"), faulty("B-2")).unwrap();
    let run = changed(&partial, "origin/main");
    assert!(run.code == 2 && run.stderr.contains("isn't in this partial clone"), "{run}");
}
