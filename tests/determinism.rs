//! The same files give the same bytes, and only what changed is written.

use crate::support::{AS_OF, Project, check_site, repository, tree};
use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::MetadataExt;

/// Names the files that two sites differ in.
fn differences(one: &BTreeMap<String, Vec<u8>>, other: &BTreeMap<String, Vec<u8>>) -> Vec<String> {
    let names = one.keys().chain(other.keys()).filter(|path| one.get(*path) != other.get(*path));
    names.cloned().collect()
}

#[test]
fn zone_language_folder_and_order_of_files_never_show() {
    let (_, here) = Project::example().build();
    let elsewhere = Project::new()
        .env("TZ", "Pacific/Kiritimati")
        .env("LANG", "tr_TR.UTF-8")
        .env("LC_ALL", "tr_TR.UTF-8")
        .env("RAYON_NUM_THREADS", "1")
        .env("SOURCE_DATE_EPOCH", "1")
        .env("COLUMNS", "20");
    let files = tree(&repository("example-site"));
    for (path, bytes) in files.iter().rev() {
        elsewhere.write(&format!("deep/er/{path}"), bytes);
    }
    let run = elsewhere.run_in(&elsewhere.at("deep"), &["build", "er", "-o", "../out", "--as-of", AS_OF]);
    assert_eq!(run.code, 0, "{run}");
    assert_eq!(differences(&here.files, &tree(&elsewhere.at("out"))), Vec::<String>::new());
}

#[test]
fn what_is_printed_depends_on_neither_zone_nor_threads() {
    let plain = Project::example();
    let odd = Project::example().env("TZ", "America/St_Johns").env("RAYON_NUM_THREADS", "1").env("LANG", "de_DE");
    for command in [&["export", "--as-of", AS_OF][..], &["rank", "--as-of", AS_OF], &["build", "--as-of", AS_OF]] {
        let one = plain.run_in(&plain.root(), command);
        let other = odd.run_in(&odd.root(), command);
        assert_eq!((one.stdout, one.stderr), (other.stdout, other.stderr), "{command:?}");
    }
}

/// Variables of the environment.
type Variables<'a> = &'a [(&'a str, &'a str)];

/// Two commits of the example, of which the second changes promises, with files made in an order.
fn repository_made(variables: Variables<'_>, order: impl Fn(&mut Vec<(String, Vec<u8>)>)) -> Project {
    let project = variables.iter().fold(Project::new(), |project, (name, value)| project.env(name, value));
    let mut files: Vec<_> = tree(&repository("example-site")).into_iter().collect();
    order(&mut files);
    for (path, bytes) in &files {
        project.write(path, bytes);
    }
    let project = project.git();
    for (path, bytes) in files.iter().filter(|(path, _)| path.starts_with("epics/")) {
        let text = String::from_utf8_lossy(bytes);
        project.write(path, text.replace("status: ready", "status: in-progress").replace("target: 9", "target: 8"));
    }
    project.git_run(&["commit", "--quiet", "--all", "--message", "A change"]);
    project
}

/// Gives the bytes of everything that the commands make, run in the folder itself or from elsewhere.
fn everything(project: &Project, from: &str, folder: &str) -> BTreeMap<String, Vec<u8>> {
    let out = project.at("../out").display().to_string();
    let page = project.at("../review.html").display().to_string();
    let commands: [&[&str]; 5] = [
        &["build", folder, "--as-of", AS_OF, "-o", &out],
        &["check", folder, "--as-of", AS_OF, "--format", "json"],
        &["export", folder, "--as-of", AS_OF],
        &["review", folder, "--base", "HEAD~1", "--as-of", AS_OF, "--format", &format!("html={page}")],
        &["review", folder, "--base", "HEAD~1", "--as-of", AS_OF, "--format", "json"],
    ];
    let mut made = BTreeMap::new();
    for command in commands {
        let run = project.run_in(&project.at(from), command);
        assert!(run.code == 0 || run.code == 1, "{command:?}: {run}");
        let said = if command[0] == "build" { String::new() } else { run.stdout };
        made.insert(format!("{} {}", command[0], command.last().unwrap().len()), said.into_bytes());
    }
    made.insert("review.html".to_owned(), fs::read(&page).unwrap());
    assert!(made["review.html"].len() > 10_000);
    made.extend(tree(&project.at("../out")));
    made
}

#[test]
fn every_command_gives_the_same_bytes_wherever_it_runs() {
    let plain = everything(&repository_made(&[], |_| {}), ".", ".");
    let turkish = [("LANG", "tr_TR.UTF-8"), ("LC_ALL", "tr_TR.UTF-8"), ("TZ", "Pacific/Kiritimati")];
    let bare = [("LANG", ""), ("LC_ALL", "C"), ("TZ", "America/St_Johns"), ("RAYON_NUM_THREADS", "1")];
    let variants: [(Variables, &str, &str); 5] = [
        (&turkish, ".", "."),
        (&bare, "..", "site"),
        (&[("RAYON_NUM_THREADS", "2"), ("LC_ALL", "ja_JP.eucJP")], "epics", ".."),
        (&[("RAYON_NUM_THREADS", "7"), ("TZ", "Asia/Kathmandu"), ("COLUMNS", "20")], ".", "../site/./"),
        (&[("LC_NUMERIC", "de_DE.UTF-8"), ("NO_COLOR", "1"), ("TERM", "dumb"), ("CI", "true")], ".", "."),
    ];
    for (at, (variables, from, folder)) in variants.into_iter().enumerate() {
        let project = repository_made(variables, |files| match at % 3 {
            0 => files.reverse(),
            1 => files.sort_by_key(|(path, bytes)| (bytes.len(), path.clone())),
            _ => {
                let middle = files.len() / 2;
                files.rotate_left(middle);
            }
        });
        let found = everything(&project, from, folder);
        assert_eq!(differences(&plain, &found), Vec::<String>::new(), "{variables:?} in {from}");
    }
}

#[test]
fn the_date_of_the_commit_stands_in_for_the_clock() {
    let project = Project::example().git();
    assert_eq!(project.run(["build"]).code, 0);
    let first = project.site();
    let again = Project::example().git().env("TZ", "Pacific/Kiritimati");
    assert_eq!(again.run(["build"]).code, 0);
    assert_eq!(differences(&first.files, &again.site().files), Vec::<String>::new());
}

#[test]
fn an_unchanged_build_writes_nothing() {
    let project = Project::example();
    project.build();
    let stamps = || {
        let entries = walkdir::WalkDir::new(project.at("_site")).sort_by_file_name().into_iter().map(Result::unwrap);
        let stamp = |entry: walkdir::DirEntry| {
            let found = entry.metadata().unwrap();
            (entry.path().to_owned(), found.ino(), found.mtime(), found.mtime_nsec(), found.ctime_nsec())
        };
        entries.map(stamp).collect::<Vec<_>>()
    };
    let before = stamps();
    let (run, _) = project.build();
    assert!(run.stdout.contains("(nothing changed)"), "{run}");
    assert_eq!(stamps(), before);
}

#[test]
fn what_was_removed_goes_and_nothing_else_changes_names() {
    let project = Project::new().epic("A-1", "").epic("A-2", "depends_on: [A-1]").epic("A-3", "");
    let (_, before) = project.build();
    fs::remove_file(project.at("epics/A-3.md")).unwrap();
    let (_, after) = project.build();
    let gone: Vec<&String> = before.files.keys().filter(|path| !after.files.contains_key(*path)).collect();
    assert_eq!(gone, ["epics/a-3.html"]);
    let (_, fresh) = Project::new().epic("A-1", "").epic("A-2", "depends_on: [A-1]").build();
    assert_eq!(differences(&after.files, &fresh.files), Vec::<String>::new());
}

#[test]
fn an_address_stays_when_a_file_moves() {
    let project = Project::new().epic("A-1", "");
    let (_, before) = project.build();
    fs::create_dir_all(project.at("epics/2025")).unwrap();
    fs::rename(project.at("epics/A-1.md"), project.at("epics/2025/renamed.md")).unwrap();
    let (_, after) = project.build();
    assert!(before.files.keys().eq(after.files.keys()));
}

#[test]
fn a_site_that_cannot_be_made_leaves_the_old_one() {
    let project = Project::example();
    let (_, before) = project.build();
    project.write("templates/page/epic.html", "{{ nothing.there }}");
    assert_eq!(project.run(["build", "--as-of", AS_OF]).code, 2);
    assert_eq!(differences(&before.files, &project.site().files), Vec::<String>::new());
    check_site(&before);
}
