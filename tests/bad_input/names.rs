//! Links, devices, and names that file systems allow.

use super::{beside_a_good_epic, names, survives};
use rustix::fs::{CWD, FileType, Mode};
use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;

fn fifo(file: &std::path::Path) {
    rustix::fs::mknodat(CWD, file, FileType::Fifo, Mode::from_raw_mode(0o600), 0).unwrap();
}

#[test]
fn links_are_not_followed_and_are_named() {
    let project = beside_a_good_epic().file("../home/secret.md", "# TOP SECRET\n");
    fs::create_dir_all(project.at("epics")).unwrap();
    symlink(project.at("../home/secret.md"), project.at("epics/out.md")).unwrap();
    symlink("GOOD-1.md", project.at("epics/inside.md")).unwrap();
    symlink("nowhere.md", project.at("epics/dangling.md")).unwrap();
    symlink(project.at("../home"), project.at("wiki")).unwrap();
    symlink(".", project.at("epics/loop")).unwrap();
    symlink("/dev/zero", project.at("epics/zero.md")).unwrap();
    let site = names(
        &project,
        &[
            ("left-out", "epics/out.md"),
            ("left-out", "epics/inside.md"),
            ("left-out", "epics/dangling.md"),
            ("left-out", "epics/zero.md"),
        ],
    );
    for (path, bytes) in &site.files {
        assert!(!String::from_utf8_lossy(bytes).contains("TOP SECRET"), "{path}");
    }
}

#[test]
fn a_link_beside_a_page_is_never_copied() {
    let project = beside_a_good_epic()
        .file("../home/secret.png", "TOP SECRET")
        .file("wiki/a.md", "![x](secret.png) [y](dir/secret.png)\n");
    symlink(project.at("../home/secret.png"), project.at("wiki/secret.png")).unwrap();
    symlink(project.at("../home"), project.at("wiki/dir")).unwrap();
    let (_, site) = survives(&project);
    assert!(!site.files.keys().any(|path| path.contains("secret")), "{:?}", site.files.keys());
}

#[test]
fn a_pipe_does_not_hang_the_build() {
    let project = beside_a_good_epic();
    fifo(&project.at("epics/pipe.md"));
    fifo(&project.at("epics/pipe.png"));
    names(&project, &[("left-out", "epics/pipe.md")]);
}

#[test]
fn a_pipe_in_the_place_of_the_configuration_does_not_hang_the_build() {
    let project = beside_a_good_epic();
    fifo(&project.at("backlit.toml"));
    let run = project.run(["build"]);
    assert_eq!(run.code, 2, "{run}");
    assert!(run.stderr.contains("backlit.toml"), "{run}");
}

#[test]
fn odd_names_are_built_and_linked_to() {
    let odd = [
        "with space",
        "100%",
        "a#b",
        "a?b",
        "it's",
        "a&b",
        "-dash",
        "日本語",
        "a\"b",
        "a<b>",
        "new\nline",
        "tab\there",
        "a:b",
        "ends.",
        "%2e%2e",
        "a;b",
        "(brackets)",
        "[[x]]",
        "*star*",
        "~",
        "a\u{202e}b",
        "\u{1b}[31mred",
    ];
    let mut project = beside_a_good_epic();
    for name in odd {
        project = project
            .file(&format!("wiki/{name}.md"), "# A page\n\n![p](pic.png)\n")
            .file(&format!("epics/{name}.md"), "Text.\n");
    }
    project = project.file("wiki/pic.png", "x").file(&format!("wiki/{}.md", "n".repeat(240)), "# Long\n");
    let (_, site) = survives(&project);
    let count = |folder: &str| site.files.keys().filter(|path| path.starts_with(folder)).count();
    assert_eq!((count("wiki/"), count("epics/")), (odd.len() + 1, odd.len() + 1), "{:?}", site.files.keys());
}

#[test]
fn a_name_that_is_no_text_is_named() {
    let project = beside_a_good_epic();
    fs::write(project.at("epics").join(OsStr::from_bytes(b"caf\xe9.md")), "---\nid: X-1\n---\n").unwrap();
    names(&project, &[("left-out", "epics/caf\u{fffd}.md")]);
}

#[test]
fn folders_that_are_not_the_sites_are_stepped_over() {
    let project = beside_a_good_epic()
        .file("vendor/other/.git/HEAD", "ref: refs/heads/main\n")
        .file("vendor/other/epics/THEIRS-1.md", "---\nid: THEIRS-1\n---\n")
        .file(".hidden/epics/HIDDEN-1.md", "---\nid: HIDDEN-1\n---\n")
        .file("epics/folder.md/FOLDED-1.md", "---\nid: FOLDED-1\n---\n");
    let (_, site) = survives(&project);
    assert!(!site.files.keys().any(|path| path.contains("theirs") || path.contains("hidden")));
    assert!(site.files.contains_key("epics/folded-1.html"));
}

#[test]
fn deep_folders_are_read() {
    let deep = "d/".repeat(60);
    let (_, site) = survives(&beside_a_good_epic().file(&format!("{deep}page.md"), "# Deep\n"));
    assert!(site.files.contains_key(&format!("wiki/{deep}page.html")), "{:?}", site.files.keys());
    let project = beside_a_good_epic().file(&format!("{}page.md", "d/".repeat(70)), "# Deeper\n");
    names(&project, &[("left-out", "d/".repeat(64).trim_end_matches('/'))]);
    let built = project.git().run(["build", "--at", "HEAD"]);
    assert!(built.stderr.contains("64 folders deep"), "{built}");
}

#[test]
fn the_built_site_is_not_read_again() {
    let project = beside_a_good_epic();
    assert_eq!(project.run(["build", "--output", "public", "--as-of", "2025-06-09"]).code, 0);
    fs::write(project.at("public/extra.md"), "# Extra\n").unwrap();
    let (_, site) = survives(&project);
    assert!(!site.files.keys().any(|path| path.contains("extra")));
}
