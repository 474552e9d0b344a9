//! What is compared with what: merge bases, cut and missing histories, bases that can't be read.

use super::{outcome, reviewed, run, scores, told};
use crate::history::repository::{Repository, git_in};
use crate::support::Project;

/// A main line that moves on, and a branch that left it before.
fn branched() -> Repository {
    let repository = Repository::new();
    repository.epic("A-1", "ready", &scores(5)).epic("B-2", "ready", &scores(7)).commit("02-01");
    repository.git(&["checkout", "--quiet", "-b", "topic"]);
    repository.epic("A-1", "ready", &scores(9)).commit("02-02");
    repository.git(&["checkout", "--quiet", "main"]);
    repository.epic("B-2", "done", &scores(7)).commit("02-03");
    repository.git(&["checkout", "--quiet", "topic"]);
    repository
}

#[test]
fn what_only_the_base_did_since_is_left_out() {
    let repository = branched();
    let branch = told(&reviewed(&repository.root(), &["--base", "main"]));
    assert!(branch.iter().all(|line| !line.contains("B-2 |")), "{branch:#?}");
    let other = told(&reviewed(&repository.root(), &["--base", "main", "--exact"]));
    assert!(other.iter().any(|line| line.starts_with("state-changed | B-2 | Done → Ready")), "{other:#?}");
    // A merge of both shows what the branch brings.
    repository.git(&["checkout", "--quiet", "-b", "merged", "main"]);
    repository.git_at("2025-02-04T12:00:00+00:00", &["merge", "--quiet", "--no-ff", "-m", "Merge", "topic"]);
    let merged = told(&reviewed(&repository.root(), &["--base", "main"]));
    assert!(merged.iter().any(|line| line.starts_with("score-changed | A-1")), "{merged:#?}");
    assert!(merged.iter().all(|line| !line.starts_with("state-changed")), "{merged:#?}");
}

#[test]
fn a_commit_is_reviewed_without_a_checkout_and_nothing_is_written() {
    let repository = branched();
    let before = repository.git(&["status", "--porcelain"]);
    let review = reviewed(&repository.root(), &["--base", "topic~1", "--head", "topic"]);
    assert_eq!(review["head"]["name"], "topic");
    assert_eq!(review["head"]["commit"].as_str().unwrap(), repository.git(&["rev-parse", "topic"]));
    assert_eq!(review["base"]["commit"].as_str().unwrap(), repository.git(&["rev-parse", "topic~1"]));
    assert_eq!(repository.git(&["status", "--porcelain"]), before);
    let bare = repository.clone_to("bare", &["--bare"]);
    let same = reviewed(&bare, &["--base", "topic~1", "--head", "topic"]);
    assert_eq!(told(&same), told(&review));
}

#[test]
fn before_the_first_commit_there_was_nothing() {
    let repository = Repository::new();
    repository.epic("A-1", "ready", &format!("outcomes:\n{}", outcome("Success", "90%", ""))).commit("02-01");
    for nothing in ["0000000000000000000000000000000000000000", "4b825dc642cb6eb9a060e54bf8d69288fbee4904"] {
        let review = reviewed(&repository.root(), &["--base", nothing]);
        assert!(told(&review).iter().any(|line| line.starts_with("outcome-added | A-1 | Success")), "{review:#}");
        assert!(review["notes"][0].as_str().unwrap().contains("everything is new"));
    }
}

#[test]
fn a_shallow_clone_names_the_remedy_and_exact_compares_anyway() {
    let repository = branched();
    let clone = repository.clone_to("clone", &["--depth", "1", "--branch", "topic"]);
    git_in(&clone, "2025-02-04T12:00:00+00:00", &["fetch", "--quiet", "--depth", "1", "origin", "main:main"]);
    let refused = run(&clone, &["--base", "main"]);
    assert_eq!((refused.code, refused.stdout.as_str()), (2, ""), "{refused}");
    for words in ["the clone is shallow", "fetch-depth: 0", "git fetch --unshallow", "--exact"] {
        assert!(refused.stderr.contains(words), "{words}: {refused}");
    }
    let review = reviewed(&clone, &["--base", "main", "--exact"]);
    assert!(review["notes"].to_string().contains("shallow"), "{review:#}");
}

#[test]
fn histories_without_a_common_commit_are_refused() {
    let repository = branched();
    repository.git(&["checkout", "--quiet", "--orphan", "island"]);
    repository.epic("Z-9", "ready", "").commit("02-05");
    let refused = run(&repository.root(), &["--base", "main"]);
    assert_eq!(refused.code, 2, "{refused}");
    assert!(refused.stderr.contains("have no commit in common") && refused.stderr.contains("--exact"), "{refused}");
}

#[test]
fn a_base_that_can_not_be_read_is_said_and_the_rest_is_compared() {
    let repository = Repository::new();
    repository.write("backlit.toml", "[ranking\n").write("epics/A-1.md", "---\nid: A-1\ntitle: [\n---\n");
    repository.write("epics/Z-9.md", "---\nid: Z-9\ntitle: [\n---\n");
    repository.epic("B-2", "idea", "").commit("02-01");
    repository.write("backlit.toml", "").epic("A-1", "idea", "").epic("B-2", "ready", "");
    let review = reviewed(&repository.root(), &["--base", "HEAD"]);
    let notes = review["notes"].to_string();
    assert!(notes.contains("its own `backlit.toml`") && notes.contains("epics/A-1.md"), "{notes}");
    assert!(!notes.contains("Z-9"), "it is as it was: {notes}");
    let found = told(&review);
    assert!(found.contains(&"state-changed | B-2 | Idea → Ready".to_owned()), "{found:#?}");
    assert!(found.iter().any(|line| line.contains("A-1 | its front matter can't be read")), "{found:#?}");
}

#[test]
fn a_folder_that_comes_with_the_branch_is_all_new() {
    let repository = Repository::new();
    repository.write("README.md", "Ours.\n").commit("02-01");
    repository.write("backlog/epics/A-1.md", "---\nid: A-1\ntitle: A\n---\n");
    let review = reviewed(&repository.root().join("backlog"), &["--base", "HEAD"]);
    assert_eq!(review["folder"], "backlog");
    assert!(told(&review).iter().any(|line| line.starts_with("epic-added | A-1")), "{review:#}");
}

#[test]
fn folders_that_are_renamed_move_their_documents_and_nothing_else() {
    let repository = Repository::new();
    for id in ["A-1", "B-2", "C-3"] {
        repository.epic(id, "ready", &scores(5));
    }
    repository.write("epics/notes.md", "---\nkind: page\n---\n# Notes\n").commit("02-01");
    repository.write("backlit.toml", "[[collections]]\nkind = \"epic\"\npaths = [\"work/**\"]\n");
    repository.git(&["mv", "epics", "work"]);
    let found = told(&reviewed(&repository.root(), &["--base", "HEAD"]));
    let moved = found.iter().filter(|line| line.starts_with("document-moved")).count();
    assert_eq!(moved, 4, "{found:#?}");
    assert!(
        found.iter().all(|line| line.starts_with("document-moved") || line.starts_with("settings-changed")),
        "{found:#?}"
    );
}

#[test]
fn names_that_are_no_commit_are_refused() {
    let repository = branched();
    for odd in ["--output=x", "main..topic", ":/A", "main:epics", ""] {
        let refused = run(&repository.root(), &[&format!("--base={odd}")]);
        assert_eq!((refused.code, refused.stdout.as_str()), (2, ""), "{odd}: {refused}");
    }
    let outside = Project::new().file("epics/A-1.md", "---\nid: A-1\n---\n");
    let refused = run(&outside.root(), &["--base", "main"]);
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("is in no git repository"), "{refused}");
}

#[test]
fn without_a_base_it_is_the_main_branch_and_what_was_fetched_can_be_reviewed() {
    let repository = branched();
    let found = reviewed(&repository.root(), &[]);
    assert_eq!(found["base"]["name"], "main");
    assert!(told(&found).iter().any(|line| line.starts_with("score-changed | A-1")), "{found:#}");
    repository.git(&["checkout", "--quiet", "main"]);
    let clone = repository.clone_to("clone", &["--branch", "main"]);
    git_in(&clone, "2025-02-04T12:00:00+00:00", &["fetch", "--quiet", "origin", "topic"]);
    let fetched = reviewed(&clone, &["--head", "FETCH_HEAD"]);
    assert_eq!(fetched["base"]["name"], "origin/HEAD");
    assert_eq!(told(&fetched), told(&found));
    let lonely = Repository::new();
    lonely.epic("A-1", "idea", "").commit("02-01").git(&["branch", "--quiet", "--move", "trunk"]);
    let refused = run(&lonely.root(), &[]);
    assert!(refused.code == 2 && refused.stderr.contains("Name one with `--base`"), "{refused}");
}
