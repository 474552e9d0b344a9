//! `backlit demo`.

use crate::support::{Project, repository, tree};
use std::collections::BTreeMap;

/// Gives the files of the example site, without a site that somebody built in it.
fn example() -> BTreeMap<String, Vec<u8>> {
    let mut files = tree(&repository("example-site"));
    files.retain(|path, _| !path.starts_with('_'));
    files
}

/// Makes the repository, with somebody's git configuration in the way.
fn demo(zone: &str) -> Project {
    let project = Project::new().env("TZ", zone).env("GIT_AUTHOR_NAME", "Nobody").env("GIT_DEFAULT_HASH", "sha256");
    std::fs::write(
        project.root().parent().unwrap().join("home/.gitconfig"),
        "[user]\nname = Nobody\n[init]\ndefaultBranch = trunk\n[core]\nautocrlf = true\n[commit]\ngpgSign = true\n",
    )
    .unwrap();
    let run = project.run(["demo", "learning"]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{run}");
    assert!(run.stdout.contains("from 4 December 2023 to 9 June 2025"), "{run}");
    project
}

#[test]
fn the_folder_is_the_example_with_the_same_commits_each_time() {
    let (one, two) = (demo("UTC"), demo("Asia/Tokyo"));
    let mut files = tree(&one.at("learning"));
    files.retain(|path, _| !path.starts_with(".git/"));
    assert_eq!(files, example());
    let git = |project: &Project| project.git_says("learning", &["log", "--format=%H %an %ae %ad %cd", "--all"]);
    assert_eq!(git(&one), git(&two));
    assert_eq!(one.git_says("learning", &["status", "--porcelain"]), "");
    assert_eq!(one.git_says("learning", &["fsck", "--strict", "--no-dangling"]), "");
    assert_eq!(one.git_says("learning", &["branch", "--show-current"]), "main\n");
    let people = one.git_says("learning", &["shortlog", "--summary", "HEAD"]);
    assert!(people.contains("Yusuf Demir") && !people.contains("ydemir") && !people.contains("Nobody"), "{people}");
}

#[test]
fn it_builds_without_a_finding() {
    let project = demo("UTC");
    let run = project.run(["build", "learning", "--strict"]);
    assert_eq!(run.code, 0, "{run}");
    let page = |path: &str| std::fs::read_to_string(project.at(&format!("learning/_site/{path}.html"))).unwrap();
    let moved = page("epics/srch-12");
    for words in ["Promised on 14 Feb, before work began. One target has moved since.", "target 58k → +15% on 2 May"]
    {
        assert!(moved.contains(words), "{words}");
    }
    assert!(page("epics/grow-1").contains("hit against the current one"));
    let outcomes = page("outcomes");
    let table = outcomes.split_once("id=\"bl-moved\"").unwrap().1.split_once("</section>").unwrap().0;
    let rows = table.matches("<tr").count() - 1;
    // Seven promises moved, one of them twice: the card counts both.
    assert!(outcomes.contains("Promises that moved") && outcomes.contains(&format!("{rows} changes in all")), "{rows}");
}

#[test]
fn a_folder_that_holds_something_is_left_alone() {
    let project = Project::new().file("mine/notes.txt", "mine");
    let before = project.around();
    let run = project.run(["demo", "mine"]);
    assert_eq!(run.code, 2, "{run}");
    assert!(run.stderr.contains("`mine` is not empty") && run.stderr.contains("not there yet"), "{run}");
    let file = project.run(["demo", "mine/notes.txt"]);
    assert_eq!(file.code, 2, "{file}");
    assert_eq!(project.around(), before);
}

#[test]
fn an_empty_folder_will_do() {
    let project = Project::new();
    std::fs::create_dir(project.at("empty")).unwrap();
    assert_eq!(project.run(["demo", "empty"]).code, 0);
    assert!(project.at("empty/.git/HEAD").is_file());
}
