//! Names of commits: what is refused, and what is said about it.

use crate::history::repository::Repository;
use crate::support::Project;
use insta::assert_snapshot;
use std::path::Path;

fn two_commits() -> Repository {
    let repository = Repository::new();
    repository.epic("A-1", "ready", "").commit("03-01").epic("B-2", "ready", "").commit("06-01");
    repository
}

/// Runs `rank --at` and gives what it said.
fn said(folder: &Path, name: &str) -> String {
    let run = Project::new().run_in(folder, &["rank", &format!("--at={name}")]);
    assert_eq!(run.code, 2, "{name}: {run}");
    assert_eq!(run.stdout, "");
    run.stderr.lines().filter(|line| !line.trim_matches([' ', '|']).is_empty()).collect::<Vec<_>>().join("\n")
}

#[test]
fn what_is_no_name_of_one_commit_is_refused() {
    let repository = two_commits();
    repository.git(&["tag", "twice", "HEAD~1"]);
    repository.git(&["branch", "twice", "HEAD"]);
    repository.git(&["tag", "2025-06-01", "HEAD~1"]);
    repository.git(&["tag", "tree", "HEAD^{tree}"]);
    let names = [
        "-x",
        "--output=/x",
        "",
        "a b",
        "HEAD..main",
        ":/A",
        "HEAD:epics",
        "@{1}",
        "HEAD^{tree}",
        "nope",
        "abcd",
        "HEAD~2",
        "HEAD^2",
        "twice",
        "tree",
        "2025-06-01",
        "2024-12-31",
        "HEAD~99999999999999999999",
    ];
    let all: Vec<String> = names.iter().map(|name| format!("[{name}]\n{}", said(&repository.root(), name))).collect();
    assert_snapshot!(all.join("\n"), @"");
}

#[test]
fn a_folder_without_history_says_so() {
    let project = Project::new().epic("A-1", "status: ready");
    assert_snapshot!(said(&project.root(), "HEAD").replace(project.root().to_str().unwrap(), "."), @"");
    let unborn = Repository::new();
    unborn.epic("A-1", "ready", "");
    let text = said(&unborn.root(), "HEAD");
    assert!(text.contains("has no commit yet") && text.contains("Commit the backlog"), "{text}");
    let two = two_commits();
    let text = said(&two.root().join("later"), "HEAD");
    assert!(text.contains("there is no folder"), "{text}");
}

#[test]
fn a_shallow_clone_says_how_to_get_the_rest() {
    let repository = two_commits();
    let shallow = repository.clone_to("shallow", &["--depth=1"]);
    let gone = repository.git(&["rev-parse", "HEAD~1"]);
    for name in ["HEAD~1", gone.as_str(), &gone[..9], "2025-04-01"] {
        let text = said(&shallow, name);
        assert!(text.contains("git fetch --unshallow") && text.contains("fetch-depth: 0"), "{name}: {text}");
    }
}

#[test]
fn a_partial_clone_says_how_to_get_the_contents() {
    let repository = two_commits();
    repository.epic("A-1", "done", "").commit("07-01");
    repository.git(&["config", "uploadpack.allowFilter", "true"]);
    let partial = repository.clone_to("partial", &["--filter=blob:none"]);
    let text = said(&partial, "HEAD~2");
    assert!(text.contains("partial clone") && text.contains("clone without `--filter`"), "{text}");
}

#[test]
fn a_bare_repository_wants_to_know_where_the_site_goes() {
    let repository = two_commits();
    let bare = repository.clone_to("bare.git", &["--bare"]);
    let run = Project::new().run_in(&bare, &["build", "--at", "HEAD"]);
    assert_eq!(run.code, 2);
    assert!(run.stderr.contains("Say with `--output`"), "{run}");
}
