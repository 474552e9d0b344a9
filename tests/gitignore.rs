//! What git ignores stays out of the site, as a clean checkout has none of it.

use crate::serve::Preview;
use crate::support::{AS_OF, Project};
use std::time::{Duration, Instant};

/// A repository with lists at its top, in a folder and of its own.
fn ignoring() -> Project {
    let project = Project::new()
        .file("README.md", "# Home\n")
        .file(".gitignore", "/out/\n*.tmp.md\n!kept.tmp.md\ndocs/**/draft.md\n# a note\n")
        .file("docs/.gitignore", "secret.md\n/only-here.md\n!b.tmp.md\n")
        .file("out/held.md", "# Held\n")
        .file("docs/secret.md", "# Secret\n");
    project.git_run(&["init", "--quiet", "--initial-branch=main"]);
    project.git_run(&["add", "--force", "README.md", "out/held.md", "docs/secret.md"]);
    project.git_run(&["commit", "--quiet", "--message", "One"]);
    for path in [
        "a.tmp.md",
        "kept.tmp.md",
        "out/made.md",
        "out/deep/made.md",
        "docs/a.md",
        "docs/b.tmp.md",
        "docs/draft.md",
        "docs/deep/draft.md",
        "docs/deep/secret.md",
        "docs/deep/only-here.md",
        "docs/only-here.md",
        "mine/a.md",
        "theirs/a.md",
    ] {
        project.write(path, "# Page\n");
    }
    project.write(".git/info/exclude", "mine\n");
    // A list of the user's own says nothing.
    project.write("../home/.config/git/ignore", "theirs\n");
    project
}

/// The documents that a folder gives.
fn documents(project: &Project, folder: &str) -> Vec<String> {
    let run = project.run(["export", folder, "--as-of", AS_OF]);
    assert_eq!(run.code, 0, "{run}");
    let export: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let path = |it: &serde_json::Value| it["path"].as_str().unwrap().to_owned();
    export["documents"].as_array().unwrap().iter().map(path).collect()
}

/// What git has or would take of a folder.
fn seen_by_git(project: &Project, folder: &str) -> Vec<String> {
    let said = project.git_says(
        folder,
        &["-c", "core.excludesFile=/dev/null", "ls-files", "-co", "--exclude-standard", "--", "*.md"],
    );
    let mut paths: Vec<String> = said.lines().map(str::to_owned).collect();
    paths.sort();
    paths
}

#[test]
fn what_git_ignores_is_left_out_but_for_what_is_committed() {
    let project = ignoring();
    let all = documents(&project, ".");
    assert_eq!(all, seen_by_git(&project, "."));
    for path in ["out/held.md", "docs/secret.md", "kept.tmp.md", "docs/b.tmp.md", "theirs/a.md"] {
        assert!(all.iter().any(|other| other == path), "{path} is missing in {all:?}");
    }
    assert_eq!(documents(&project, "docs"), seen_by_git(&project, "docs"), "lists above the folder count");
    let (run, _) = project.build();
    assert_eq!(run.stderr, "", "nobody is told of what nobody misses");
}

#[test]
fn it_is_read_where_the_site_says_so_where_it_is_named_and_where_there_is_no_git() {
    let project = ignoring();
    assert_eq!(documents(&project, "mine"), ["a.md"], "who names it wants it");
    project.write("backlit.toml", "[site]\ngitignore = false\n");
    assert_eq!(documents(&project, ".").len(), 16);
    let project = Project::new().file(".gitignore", "a.md\n").file("a.md", "# A\n").file("b.md", "# B\n");
    assert_eq!(documents(&project, "."), ["a.md", "b.md"]);
}

#[test]
fn who_finds_nothing_is_told_why() {
    let project = Project::new().file(".gitignore", "notes\n").git();
    project.write("notes/a.md", "# A\n");
    let run = project.run(["build"]);
    assert!(run.stderr.contains("warning[left-out]: this is left out: git ignores it\n--> notes\n"), "{run}");
    assert!(run.stderr.contains("Write `gitignore = false` under `[site]` in backlit.toml"), "{run}");
}

#[test]
fn lists_of_strangers_end() {
    let stars = "*a".repeat(120) + "b\n";
    let name = "a".repeat(240) + ".md";
    let project = Project::new()
        .file(".gitignore", stars.repeat(4000))
        .file("large/.gitignore", "x\n".repeat(600_000))
        .file("large/x", "")
        .file("a.md", "# A\n");
    (0..40).for_each(|at| project.write(&format!("{at}/{name}"), "# Long\n"));
    let begun = Instant::now();
    let run = project.git().run(["check"]);
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
    assert!(run.stdout.contains("these lines are too much work"), "{run}");
    assert!(run.stdout.contains("it is larger than 1 MiB"), "{run}");
}

#[test]
fn the_preview_shows_the_same() {
    let project = ignoring();
    let preview = Preview::start(&project, &[]);
    let shows = |path: &str, status: u16| {
        preview.until(|preview| {
            let found = preview.get(path).status;
            if found == status { Ok(()) } else { Err(format!("{path}: {found}")) }
        });
    };
    shows("/wiki/a.tmp.html", 404);
    shows("/wiki/docs/draft.html", 404);
    project.write(".gitignore", "*.tmp.md\n");
    shows("/wiki/docs/draft.html", 200);
    std::fs::remove_file(project.at(".gitignore")).unwrap();
    shows("/wiki/a.tmp.html", 200);
    project.write(".git/info/exclude", "docs/a.md\n");
    shows("/wiki/docs/a.html", 404);
    project.git_run(&["add", "--force", "docs/a.md"]);
    project.git_run(&["commit", "--quiet", "--message", "Two"]);
    shows("/wiki/docs/a.html", 200);
}
