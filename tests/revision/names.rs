//! Names of commits: what is refused, and what is said about it.

use crate::history::repository::Repository;
use crate::support::Project;
use insta::assert_snapshot;
use std::path::Path;

/// What follows most refusals.
const FORMS: &str = "Name a commit, a tag, a branch, the first characters of an id, or a day such as 2025-03-31.";

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
    std::fs::write(repository.root().join(".git/refs/heads/itself"), "ref: refs/heads/itself\n").unwrap();
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
        "itself",
        "2025-06-01",
        "2024-12-31",
        "HEAD~99999999999999999999",
    ];
    let all: Vec<String> = names.iter().map(|name| format!("[{name}]\n{}", said(&repository.root(), name))).collect();
    let told = all.join("\n").replace(&format!("\n = help: {FORMS}"), " (the forms)");
    assert_snapshot!(told, @r"
    [-x]
    error: `-x` looks like an option, not like a commit (the forms)
    [--output=/x]
    error: `--output=/x` looks like an option, not like a commit (the forms)
    []
    error: `` is no name of a single commit (the forms)
    [a b]
    error: `a b` is no name of a single commit (the forms)
    [HEAD..main]
    error: `HEAD..main` is no name of a single commit (the forms)
    [:/A]
    error: `:/A` is no name of a single commit (the forms)
    [HEAD:epics]
    error: `HEAD:epics` is no name of a single commit (the forms)
    [@{1}]
    error: `@{1}` is no name of a single commit (the forms)
    [HEAD^{tree}]
    error: `HEAD^{tree}` is no name of a single commit (the forms)
    [nope]
    error: there is no commit `nope` here (the forms)
    [abcd]
    error: there is no commit `abcd` here (the forms)
    [HEAD~2]
    error: commit `d3d0e1286d` has no parent
     = help: The history ends there.
    [HEAD^2]
    error: commit `56153e9fb4` has no parent 2
     = help: The history ends there.
    [twice]
    error: `twice` is ambiguous: it means `refs/heads/twice` and `refs/tags/twice`
     = help: Write the one that you mean in full.
    [tree]
    error: `tree` is a tree, not a commit (the forms)
    [itself]
    error: `itself` is missing or damaged in the repository
     = help: Run `git fsck` to see what is lost, and fetch it from another clone.
    [2025-06-01]
    error: `2025-06-01` is a day, and a tag or branch has that name too
     = help: Write `refs/tags/2025-06-01` or `refs/heads/2025-06-01` for the other.
    [2024-12-31]
    error: there is no commit on or before 2024-12-31: the history here starts on 2025-03-01
     = help: Name a later day.
    [HEAD~99999999999999999999]
    error: `HEAD~99999999999999999999` is no name of a single commit (the forms)
    ");
}

#[test]
fn a_folder_without_history_says_so() {
    let project = Project::new().epic("A-1", "status: ready");
    assert_snapshot!(said(&project.root(), "HEAD").replace(project.root().to_str().unwrap(), "."), @r"
    error: `.` is in no git repository
     = help: A backlog of the past is read from git: name a folder of a clone.
    ");
    let unborn = Repository::new();
    unborn.epic("A-1", "ready", "");
    let text = said(&unborn.root(), "HEAD");
    assert!(text.contains("has no commit yet") && text.contains("Commit the backlog"), "{text}");
    let two = two_commits();
    let run = Project::new().run_in(&two.root(), &["rank", "later", "--at", "HEAD"]);
    assert!(run.code == 2 && run.stderr.contains("there is no folder `later` in commit"), "{run}");
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
