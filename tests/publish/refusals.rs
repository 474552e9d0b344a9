//! What is not touched: folders of others, links, odd assets.

use std::fs;
use std::os::unix::fs::{MetadataExt, symlink};
use std::path::Path;
use std::process::Command;

use backlit::publish::{Asset, Problem, PublishError, Publisher, is_generated};

use super::{build, problem, tree};

#[test]
fn folders_of_others_are_refused_and_untouched() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    for (dir, file) in [("theirs", "x"), ("repo/.git", "HEAD"), ("backlog/epics", "e.md"), ("sub", "x")] {
        fs::create_dir_all(at(dir)).unwrap();
        fs::write(at(dir).join(file), "mine").unwrap();
    }
    for dir in ["bare/objects", "bare/refs", "empty/epics"] {
        fs::create_dir_all(at(dir)).unwrap();
    }
    fs::write(at("bare/HEAD"), "ref: refs/heads/main").unwrap();
    build(&at("pages"), &[("a", "1")]).unwrap();
    fs::write(at("pages/.git"), "gitdir: elsewhere").unwrap();
    symlink(at("theirs"), at("link")).unwrap();
    let before = tree(folder.path());
    let inputs = [at("backlog/epics"), at("empty/epics")];
    for (name, expected) in [
        ("theirs", Problem::NotOurs),
        ("theirs/x", Problem::NotAFolder),
        ("link", Problem::Link),
        ("link/", Problem::Link),
        ("repo", Problem::Repository),
        ("repo/.git", Problem::InsideGit),
        ("repo/.git/new/site", Problem::InsideGit),
        ("bare/site", Problem::InsideGit),
        ("pages", Problem::Repository),
        ("backlog/epics", Problem::Source),
        ("backlog", Problem::Source),
        ("backlog/epics/..", Problem::Source),
        ("empty", Problem::Source),
        ("no/../site", Problem::BadPath),
        ("..", Problem::Source),
    ] {
        assert_eq!(problem(&at(name), &inputs), expected, "{name}");
    }
    assert_eq!(problem(Path::new("/"), &[]), Problem::Home);
    if let Some(home) = std::env::home_dir().filter(|home| home.is_dir()) {
        assert_eq!(problem(&home, &[]), Problem::Home);
    }
    assert_eq!(tree(folder.path()), before);
}

#[test]
fn a_site_inside_its_source_is_allowed() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("epic.md"), "mine").unwrap();
    let output = folder.path().join("_site");
    let publisher = Publisher::open(&output, &[folder.path().to_owned()]).unwrap();
    publisher.write("a", b"1").unwrap();
    publisher.finish().unwrap();
    assert!(is_generated(&output) && !is_generated(folder.path()));
}

#[test]
fn an_empty_folder_is_taken() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("site");
    fs::create_dir(&output).unwrap();
    assert_eq!(build(&output, &[("a", "1")]).unwrap().written, 1);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn links_inside_an_old_site_are_neither_followed_nor_kept() {
    let folder = tempfile::tempdir().unwrap();
    let (output, secret) = (folder.path().join("site"), folder.path().join("mine"));
    fs::create_dir(&secret).unwrap();
    fs::write(secret.join("page"), "1").unwrap();
    build(&output, &[("a", "1"), ("sub/page", "1")]).unwrap();
    fs::remove_dir_all(output.join("sub")).unwrap();
    fs::remove_file(output.join("a")).unwrap();
    symlink(&secret, output.join("sub")).unwrap();
    symlink(secret.join("page"), output.join("a")).unwrap();
    let report = build(&output, &[("a", "1"), ("sub/page", "1")]).unwrap();
    assert_eq!((report.written, report.unchanged), (2, 0));
    assert_eq!(fs::metadata(secret.join("page")).unwrap().nlink(), 1);
    assert_eq!(tree(&secret).len(), 1);
    assert!(tree(&output).keys().all(|name| !name.ends_with('@')));
}

#[test]
fn assets_are_bounded_regular_files() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    fs::write(at("asset"), "12345").unwrap();
    symlink(at("asset"), at("link")).unwrap();
    assert!(Command::new("mkfifo").arg(at("pipe")).status().unwrap().success());
    for (source, limit, fine) in [("asset", 5, true), ("asset", 4, false), ("link", 9, false), ("pipe", 9, false)] {
        let publisher = Publisher::open(&at("site"), &[]).unwrap();
        let copied = Asset::open(&at(source), limit).and_then(|asset| publisher.copy("img/x", asset));
        assert_eq!(copied.as_ref().err().map(PublishError::problem), (!fine).then_some(Problem::Asset), "{source}");
        // One that is refused spoils nothing.
        publisher.finish().unwrap();
        assert_eq!(fs::read_to_string(at("site/img/x")).is_ok_and(|text| text == "12345"), fine, "{source}");
    }
}

#[test]
fn a_working_name_of_somebody_else_is_refused() {
    for name in [".site.backlit-new", ".site.backlit-old"] {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("site");
        build(&output, &[("a", "1")]).unwrap();
        fs::create_dir(folder.path().join(name)).unwrap();
        fs::write(folder.path().join(name).join("mine"), "x").unwrap();
        let before = tree(folder.path());
        assert_eq!(problem(&output, &[]), Problem::NotOurs);
        assert_eq!(tree(folder.path()), before);
    }
}
