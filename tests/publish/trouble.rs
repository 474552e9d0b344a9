//! Builds that fail or are killed, disks that are full or closed.

use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use backlit::publish::{MARKER, Problem, Publisher};

use super::{build, problem, tree};

#[test]
fn a_dropped_or_failed_build_leaves_the_old_site() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("site");
    build(&output, &[("a", "1")]).unwrap();
    let before = tree(folder.path());
    let dropped = Publisher::open(&output, &[]).unwrap();
    dropped.write("a", b"2").unwrap();
    drop(dropped);
    assert_eq!(tree(folder.path()), before);
    let failed = Publisher::open(&output, &[]).unwrap();
    failed.write("a", b"2").unwrap();
    assert_eq!(failed.write("a", b"2").unwrap_err().problem(), Problem::Twice);
    assert_eq!(failed.finish().unwrap_err().problem(), Problem::Incomplete);
    assert_eq!(tree(folder.path()), before);
    drop(Publisher::open(&folder.path().join("x/y/z"), &[]).unwrap());
    assert_eq!(tree(folder.path()), before, "folders made for nothing are gone");
}

#[test]
fn what_a_killed_build_left_is_mended() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let output = at("site");
    build(&output, &[("a", "1"), ("b/c", "1")]).unwrap();
    let whole = tree(&output);
    let opened = || drop(Publisher::open(&output, &[]).unwrap());
    // Killed between two renames.
    build(&at("other"), &[("a", "2")]).unwrap();
    fs::rename(&output, at(".site.backlit-old")).unwrap();
    fs::rename(at("other"), at(".site.backlit-new")).unwrap();
    opened();
    assert_eq!(tree(&output), whole);
    // Killed before the marker, while it was written, and after it was removed.
    for begun in [None, Some(""), Some("This folder is gen")] {
        fs::create_dir(at(".site.backlit-new")).unwrap();
        if let Some(text) = begun {
            fs::write(at(".site.backlit-new").join(MARKER), text).unwrap();
        }
        opened();
    }
    fs::write(at(".site.backlit-lock"), "").unwrap();
    opened();
    assert_eq!(tree(&output), whole);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_full_disk_leaves_the_old_site() {
    let folder = tempfile::tempdir().unwrap();
    let Some(disk) = Disk::mount(folder.path(), "size=256k") else {
        return skip("a_full_disk_leaves_the_old_site", "a small disk can't be mounted here");
    };
    let output = disk.0.join("site");
    build(&output, &[("a", "1"), ("b", "2")]).unwrap();
    let before = tree(&disk.0);
    let failed = build(&output, &[("a", "1"), ("b", &"x".repeat(400_000))]).unwrap_err();
    assert_eq!(failed.problem(), Problem::DiskFull, "{failed}");
    assert!(failed.to_string().ends_with("the disk is full") && !failed.hint().is_empty());
    assert_eq!(tree(&disk.0), before);
    assert_eq!(problem(&disk.0, &[]), Problem::MountPoint);
}

#[test]
fn a_read_only_place_is_named() {
    let folder = tempfile::tempdir().unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
    let root = fs::create_dir(folder.path().join("probe")).is_ok();
    // Who may write everywhere still can't write to a read-only disk.
    let disk = root.then(|| Disk::mount(folder.path(), "ro")).flatten();
    if root && disk.is_none() {
        return skip("a_read_only_place_is_named", "no read-only place can be made here");
    }
    let place = disk.as_ref().map_or(folder.path(), |disk| &disk.0);
    for output in ["site", "deep/site"] {
        assert_eq!(problem(&place.join(output), &[]), Problem::Denied);
    }
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
}

/// A disk in memory, where the user may mount one.
struct Disk(PathBuf);

impl Disk {
    fn mount(folder: &Path, options: &str) -> Option<Self> {
        let disk = folder.join("disk");
        fs::create_dir(&disk).unwrap();
        let arguments = ["-t", "tmpfs", "-o", options, "none"];
        let done = Command::new("mount").args(arguments).arg(&disk).output();
        done.is_ok_and(|o| o.status.success()).then_some(Self(disk))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        drop(Command::new("umount").arg("-l").arg(&self.0).output());
    }
}

fn skip(test: &str, why: &str) {
    std::io::stderr().write_all(format!("SKIPPED {test}: {why}\n").as_bytes()).unwrap();
}
