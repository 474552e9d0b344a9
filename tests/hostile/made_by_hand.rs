//! Repositories that no git wrote: files of it without an end or a sensible size, histories that go round.

use crate::support::{AS_OF, Project};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;

/// A backlog with a commit.
fn project() -> Project {
    Project::new().epic("A-1", "status: idea").git()
}

/// Puts a pipe that nobody writes into in the place of a file.
fn pipe(file: &Path) {
    drop(fs::remove_file(file));
    assert!(Command::new("mkfifo").arg(file).status().unwrap().success());
}

#[test]
fn a_file_of_git_that_is_larger_than_memory_is_not_read() {
    for path in ["HEAD", "config", "packed-refs", "shallow", "objects/info/alternates", "refs/heads/main"] {
        let project = project();
        fs::File::create(project.at(".git").join(path)).unwrap().set_len(10 << 30).unwrap();
        let run = project.run(["build", "--as-of", AS_OF]);
        assert!(run.code == 0 && run.stderr.contains("is larger than"), "{path}: {run}");
    }
}

#[test]
fn places_of_objects_that_never_end_are_not_waited_for() {
    let build = |project: &Project, said: &str| {
        let run = project.run(["build", "--as-of", AS_OF]);
        assert!(run.code == 0 && run.stderr.contains(said), "{said}: {run}");
        assert!(project.at("_site/epics/a-1.html").exists());
    };
    // The place of shared objects may name another one, and so on.
    let project_of_shared = project();
    fs::create_dir_all(project_of_shared.at("wiki/objects/info")).unwrap();
    project_of_shared.write(".git/objects/info/alternates", "../../wiki/objects\n");
    pipe(&project_of_shared.at("wiki/objects/info/alternates"));
    build(&project_of_shared, "is no plain file of a sensible size");
    for is_link in [false, true] {
        let project = project();
        project.git_run(&["repack", "-a", "-d", "--quiet"]);
        let packs = fs::read_dir(project.at(".git/objects/pack")).unwrap().map(|entry| entry.unwrap().path());
        let pack = packs.into_iter().find(|path| path.extension().is_some_and(|end| end == "pack")).unwrap();
        pipe(&pack);
        if is_link {
            fs::rename(&pack, project.at("pipe")).unwrap();
            symlink(project.at("pipe"), &pack).unwrap();
        }
        build(&project, "a pack of its objects is no plain file");
    }
}

#[test]
fn a_commit_that_comes_before_itself_ends_the_history() {
    let project = project();
    let (id, who) = ("1".repeat(40), "Maria <maria@example.org> 1748854800 +0000");
    let tree = project.git_says(".", &["rev-parse", "HEAD^{tree}"]);
    let text = format!("tree {tree}parent {id}\nauthor {who}\ncommitter {who}\n\nround\n");
    project.write("../round", text);
    let made = project.git_says(".", &["hash-object", "-t", "commit", "-w", "--literally", "../round"]);
    let place = |id: &str| project.at(&format!(".git/objects/{}/{}", &id[..2], id[2..].trim()));
    fs::create_dir_all(place(&id).parent().unwrap()).unwrap();
    fs::rename(place(&made), place(&id)).unwrap();
    project.write(".git/refs/heads/main", format!("{id}\n"));
    for (command, code) in
        [(&["build", "--as-of", AS_OF][..], 0), (&["rank", "--since", "2020-01-01"], 2), (&["review"], 0)]
    {
        let run = project.run_in(&project.root(), command);
        assert!(run.code == code && run.stderr.contains("the commit 1111111111 comes before itself"), "{run}");
    }
}
