//! What a run finds around it: few files, a signal, other owners, addresses with secrets in them.

use crate::serve::Preview;
use crate::support::{AS_OF, Project, skip, tree};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// A backlog with two commits.
fn project() -> Project {
    let project = Project::new().epic("A-1", "status: idea").epic("B-1", "status: idea").git();
    project.write("epics/A-1.md", "---\nid: A-1\ntitle: Ours\nstatus: ready\n---\nWhy.\n");
    project.git_run(&["commit", "--quiet", "--all", "--message", "second"]);
    project
}

#[test]
fn few_open_files_are_enough() {
    let project = Project::example();
    let script = format!("ulimit -n 64; exec '{}' build --as-of {AS_OF}", env!("CARGO_BIN_EXE_backlit"));
    let output = project.command("sh", &project.root()).args(["-c", &script]).output().unwrap();
    assert!(output.status.success(), "{output:?}");
    assert!(project.site().files.contains_key("index.html"));
}

#[test]
fn a_preview_that_is_told_to_end_ends_at_once_and_deletes_nothing() {
    let project = project();
    project.build();
    let before = tree(&project.root());
    for signal in ["TERM", "INT"] {
        let mut preview = Preview::start(&project, &[]);
        assert_eq!(preview.get("/").status, 200);
        let begun = Instant::now();
        let id = preview.child.id().to_string();
        assert!(Command::new("kill").args([&format!("-{signal}"), &id]).status().unwrap().success());
        preview.child.wait().unwrap();
        assert!(begun.elapsed() < Duration::from_secs(8), "{signal}: {:?}", begun.elapsed());
    }
    assert!(tree(&project.root()) == before);
}

#[test]
fn a_preview_listens_to_this_machine_only_and_takes_another_port_where_one_is_taken() {
    let project = project();
    let first = Preview::start(&project, &[]);
    let Ok(sockets) = fs::read_to_string("/proc/net/tcp") else {
        return skip("a_preview_listens_to_this_machine_only", "there is no /proc here");
    };
    let port = format!(":{:04X}", first.port);
    let listening =
        sockets.lines().filter_map(|line| line.split_whitespace().nth(1)).filter(|local| local.ends_with(&port));
    assert!(listening.clone().count() > 0);
    assert!(listening.clone().all(|local| local.starts_with("0100007F")), "{:?}", listening.collect::<Vec<_>>());
    let second = Preview::start(&project, &["--port", &first.port.to_string()]);
    assert_ne!(second.port, first.port);
    assert_eq!((first.get("/").status, second.get("/").status), (200, 200));
    let said = fs::read_to_string(project.at("../said.txt")).unwrap();
    assert!(said.contains(&format!("port {} is taken", first.port)), "{said}");
}

#[test]
fn a_token_in_the_address_of_a_remote_is_shown_nowhere() {
    let project = project();
    project.git_run(&["remote", "add", "origin", "https://x:ghp_0123456789abcdef@github.com/a/b.git"]);
    project.git_run(&["update-ref", "refs/remotes/origin/main", "HEAD~1"]);
    let page = project.at("../review.html").display().to_string();
    for command in [
        &["build", "--as-of", AS_OF][..],
        &["check", "--format", "json"],
        &["export"],
        &["review", "--format", &format!("html={page}")],
        &["review", "--format", "markdown"],
        &["review", "--base", "nowhere"],
        &["init", "--github"],
    ] {
        let run = project.run_in(&project.root(), command);
        assert!(!run.to_string().contains("ghp_"), "{command:?}: {run}");
    }
    let mut made = tree(&project.at(".."));
    made.retain(|path, _| !path.contains("/.git/"));
    let told: Vec<_> = made.iter().filter(|(_, bytes)| String::from_utf8_lossy(bytes).contains("ghp_")).collect();
    assert!(
        made.contains_key("site/_site/index.html") && made.contains_key("review.html") && told.is_empty(),
        "{told:?}"
    );
}

#[test]
fn a_branch_that_makes_a_document_a_link_shows_nothing_of_what_it_leads_to() {
    let project = project().file("../home/secret.md", "---\nid: A-1\ntitle: TOP SECRET\n---\nTOP SECRET\n");
    fs::remove_file(project.at("epics/A-1.md")).unwrap();
    symlink(project.at("../home/secret.md"), project.at("epics/A-1.md")).unwrap();
    let review = |head: &[&str]| {
        let arguments = [&["review", "--base", "HEAD~1", "--as-of", AS_OF, "--format", "json"], head].concat();
        let run = project.run_in(&project.root(), &arguments);
        assert!(run.code <= 1 && run.stdout.contains("A-1") && !run.to_string().contains("SECRET"), "{run}");
    };
    review(&[]);
    project.git_run(&["add", "--all"]);
    project.git_run(&["commit", "--quiet", "--message", "a link"]);
    review(&["--head", "HEAD"]);
}

#[test]
fn a_repository_of_somebody_else_and_one_that_is_locked_are_read() {
    let project = project();
    project.write(".git/index.lock", "");
    project.write(".git/HEAD.lock", "");
    let locked = project.run(["review", "--base", "HEAD~1"]);
    assert!(locked.code == 0 && locked.stdout.contains("A-1"), "{locked}");
    if !Command::new("chown").args(["-R", "65534:65534"]).arg(project.root()).status().unwrap().success() {
        return skip("a_repository_of_somebody_else_and_one_that_is_locked_are_read", "only root gives files away");
    }
    let theirs = project.run(["review", "--base", "HEAD~1"]);
    assert!(theirs.code == 0 && theirs.stdout.contains("A-1"), "{theirs}");
    let safe = theirs.stderr.is_empty() || theirs.stderr.contains("safe.directory");
    assert!(safe, "{theirs}");
}

#[test]
fn files_that_look_like_a_bare_repository_are_files() {
    let project = project();
    for (path, text) in [
        ("wiki/evil/HEAD", "ref: refs/heads/main\n"),
        ("wiki/evil/config", "[core]\n\tbare = false\n\tworktree = /\n\tfsmonitor = touch ran\n"),
        ("wiki/evil/objects/info/alternates", "../../../../.git/objects\n"),
        ("wiki/evil/refs/heads/main", "0000000000000000000000000000000000000001\n"),
        ("wiki/evil/page.md", "# A page\n"),
    ] {
        project.write(path, text);
    }
    let (run, site) = project.build();
    assert!(site.files.contains_key("wiki/evil/page.html") && !run.stderr.contains("be read"), "{run}");
    let inner = project.run_in(&project.at("wiki/evil"), &["build", "--output", "../../inner", "--as-of", AS_OF]);
    assert!(inner.code <= 2 && !inner.stderr.contains("panicked"), "{inner}");
    assert!(!project.at("wiki/evil/ran").exists() && !project.at("ran").exists());
}

#[test]
fn no_result_moves_a_terminal() {
    let hostile = "a\\e[31mb\\x9b31mc\\u202ed\\x7f\\ae\\x9d0;t\\x9cf";
    let matter = format!(
        "id: A-1\ntitle: \"{hostile}\"\nstatus: ready\nteam: \"{hostile}\"\n\"{hostile}\": 1\nscores: {{ impact: 1 }}"
    );
    let scored = format!(
        "---\n{}\n---\n[x](y\u{9b}.md)\n",
        matter.replace("A-1", "A-2").replace("1 }", "1, effort: 2, risk: 3, time_to_value: 4 }")
    );
    let project = project().file("epics/a.md", format!("---\n{matter}\n---\n")).file("epics/b.md", scored);
    for command in [
        &["export"][..],
        &["rank"],
        &["rank", "--format", "csv"],
        &["rank", "--format", "json"],
        &["check"],
        &["check", "--format", "json"],
        &["check", "--format", "concise"],
        &["review", "--base", "HEAD"],
        &["build"],
    ] {
        let run = project.run_in(&project.root(), &[command, &["--as-of", AS_OF]].concat());
        let acts = |c: char| c.is_control() && c != '\n' || ('\u{202a}'..='\u{202e}').contains(&c);
        let csv = command.contains(&"csv");
        let sent: Vec<char> = run.to_string().chars().filter(|c| acts(*c) && !(csv && *c == '\u{202e}')).collect();
        assert!(run.code <= 1 && sent.is_empty(), "{command:?}: {sent:?} {run}");
    }
}

#[test]
fn a_result_that_finds_no_room_is_an_error() {
    if !std::path::Path::new("/dev/full").exists() {
        return skip("a_result_that_finds_no_room_is_an_error", "there is no /dev/full here");
    }
    let project = project();
    for command in [&["export"][..], &["rank"], &["check", "--format", "json"], &["build"], &["schema"], &["rules"]] {
        let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut run = project.command(env!("CARGO_BIN_EXE_backlit"), &project.root());
        let output = run.args(command).stdout(full).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(2) && said.contains("can't write the result"), "{command:?}: {said}");
    }
}

#[test]
fn a_file_that_may_not_be_that_large_is_an_error() {
    let project = project();
    let said = |command: &str, code: i32, blocks: u32| {
        let script = format!("ulimit -f {blocks}; exec '{}' {command}", env!("CARGO_BIN_EXE_backlit"));
        let output = project.command("sh", &project.root()).args(["-c", &script]).output().unwrap();
        assert_eq!(output.status.code(), Some(code), "{command}: {output:?}");
        String::from_utf8(output.stderr).unwrap()
    };
    project.build();
    let before = tree(&project.root());
    let built = said(&format!("build --as-of {AS_OF} --theme ledger"), 2, 8);
    assert!(built.contains("no file may be that large here") && built.contains("ulimit -f"), "{built}");
    for command in ["new epic Faster", "init elsewhere", "demo learning", "check --write-baseline --baseline old"] {
        let failed = said(command, 2, 0);
        assert!(failed.contains("can't write `") && failed.to_lowercase().contains("file too large"), "{failed}");
    }
    assert!(tree(&project.root()) == before);
    // What is kept for the next run is not worth a failure.
    said("rank", 0, 0);
}

#[test]
fn a_document_that_finds_no_room_leaves_nothing_behind() {
    let project = project();
    let disk = project.at("../disk");
    fs::create_dir(&disk).unwrap();
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=16k", "none"]).arg(&disk).output();
    if !mounted.is_ok_and(|output| output.status.success()) {
        return skip("a_document_that_finds_no_room_leaves_nothing_behind", "a small disk can't be mounted here");
    }
    fs::create_dir(disk.join("empty")).unwrap();
    drop(fs::write(disk.join("fill"), vec![0; 64 * 1024]));
    let before = folders(&disk);
    let runs = [
        &["new", "epic", "Half as many refunds", "--id", "X-1"][..],
        &["new", "team", "Payments", "--dir", "a/b"],
        &["init", "c"],
        &["demo", "d/e"],
        &["demo", "empty"],
    ]
    .map(|command| (project.run_in(&disk, command), folders(&disk)));
    assert!(Command::new("umount").arg(&disk).status().unwrap().success());
    for (run, after) in runs {
        assert!(run.code == 2 && run.stderr.contains("No space left on device"), "{run}");
        let misled = ["another title", "not there yet"].iter().any(|hint| run.stderr.contains(hint));
        assert!(after == before && !misled, "{run} {after:?}");
    }
}

/// Lists everything in a folder, empty folders too.
fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut all: Vec<PathBuf> =
        entries.flat_map(|it| if it.is_dir() { [vec![it.clone()], folders(&it)].concat() } else { vec![it] }).collect();
    all.sort();
    all
}

#[cfg(target_os = "linux")]
#[test]
fn a_place_where_no_file_can_be_made_is_not_taken_for_a_busy_one() {
    let run = Project::new().epic("A-1", "").run(["build", "--output", "/proc/nowhere"]);
    assert_eq!(run.code, 2, "{run}");
    assert!(run.stderr.contains("/proc/nowhere") && !run.stderr.contains("another build"), "{run}");
}
