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
