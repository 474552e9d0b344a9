//! Reports, baselines and mended documents in places that are full, odd, or not ours.

use crate::support::{AS_OF, Project, Run, skip, tree};
use std::fs::{self, Permissions};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// A small disk in memory, which goes with the project.
struct Disk(PathBuf);

impl Disk {
    fn of(project: &Project, test: &str) -> Option<Self> {
        let disk = project.at("../disk");
        fs::create_dir(&disk).unwrap();
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=64k", "none"]).arg(&disk).output();
        if !mounted.is_ok_and(|output| output.status.success()) {
            skip(test, "a small disk can't be mounted here");
            return None;
        }
        Some(Self(disk))
    }

    /// Takes all room but what is there already.
    fn fill(&self) {
        drop(fs::write(self.0.join("fill"), vec![0; 256 * 1024]));
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        drop(Command::new("umount").arg("-l").arg(&self.0).output());
    }
}

fn project() -> Project {
    Project::new().epic("A-1", "status: ready\ndepends_on: [B-9]\ncreated: 2 June 2025").git()
}

fn check(project: &Project, more: &[&str]) -> Run {
    project.run_in(&project.root(), &[&["check", "--as-of", AS_OF, "--deny", "never"], more].concat())
}

#[test]
fn a_report_that_finds_no_room_leaves_the_old_one() {
    let project = project();
    let Some(disk) = Disk::of(&project, "a_report_that_finds_no_room_leaves_the_old_one") else { return };
    for name in ["check", "review", "page", "baseline"] {
        fs::write(disk.0.join(name), "the old report").unwrap();
    }
    disk.fill();
    let before = tree(&disk.0);
    let at = |name: &str| disk.0.join(name).display().to_string();
    let json = format!("json={}", at("check"));
    for run in [
        check(&project, &["--format", &json]),
        check(&project, &["--baseline", &at("baseline"), "--write-baseline"]),
        check(&project, &["--format", &format!("json={}", at("fresh"))]),
        project.run(["review", "--base", "HEAD", "--format", &format!("json={}", at("review"))]),
        project.run(["review", "--base", "HEAD", "--format", &format!("html={}", at("page"))]),
    ] {
        assert!(run.code == 2 && run.stderr.contains("can't write"), "{run}");
        assert!(tree(&disk.0) == before, "{:?}", tree(&disk.0).keys());
    }
    fs::remove_file(disk.0.join("fill")).unwrap();
    assert_eq!(check(&project, &["--format", &json]).code, 0);
    assert!(tree(&disk.0).len() == 4 && fs::read_to_string(at("check")).unwrap().contains("B-9"));
}

#[test]
fn a_document_is_mended_whole_or_not_at_all() {
    let project = project();
    let Some(disk) = Disk::of(&project, "a_document_is_mended_whole_or_not_at_all") else { return };
    fs::create_dir(disk.0.join("epics")).unwrap();
    fs::copy(project.at("epics/A-1.md"), disk.0.join("epics/A-1.md")).unwrap();
    disk.fill();
    let before = tree(&disk.0);
    let run = project.run_in(&disk.0, &["check", "--fix", "--as-of", AS_OF]);
    assert!(run.code == 2 && run.stderr.contains("can't write"), "{run}");
    assert!(tree(&disk.0) == before, "{run}");
    fs::remove_file(disk.0.join("fill")).unwrap();
    let run = project.run_in(&disk.0, &["check", "--fix", "--as-of", AS_OF]);
    assert!(run.stderr.contains("mended 1 finding"), "{run}");
    assert!(fs::read_to_string(disk.0.join("epics/A-1.md")).unwrap().contains("2025-06-02"));
}

#[test]
fn a_report_keeps_what_its_file_was() {
    let project = project();
    for name in ["private", "led-to", "twin"] {
        project.write(&format!("../out/{name}"), "old");
    }
    let at = |name: &str| project.at("../out").join(name);
    fs::set_permissions(at("private"), Permissions::from_mode(0o600)).unwrap();
    symlink(at("led-to"), at("link")).unwrap();
    fs::hard_link(at("twin"), at("other")).unwrap();
    for name in ["private", "link", "twin", "new"] {
        let run = check(&project, &["--format", &format!("json={}", at(name).display())]);
        assert_eq!(run.code, 0, "{run}");
    }
    let text = fs::read_to_string(at("new")).unwrap();
    for name in ["private", "led-to", "link", "twin", "other"] {
        assert_eq!(fs::read_to_string(at(name)).unwrap(), text, "{name}");
    }
    assert_eq!(fs::metadata(at("private")).unwrap().mode() & 0o777, 0o600);
    assert!(fs::symlink_metadata(at("link")).unwrap().is_symlink());
    assert_eq!(tree(&project.at("../out")).len(), 6, "nothing is left beside them");
}

#[test]
fn a_report_goes_into_devices_and_pipes() {
    let project = project();
    let text = check(&project, &["--format", "json"]).stdout;
    let null = check(&project, &["--format", "json=/dev/null", "--format", "json=/dev/stdout"]);
    assert!(null.code == 0 && null.stdout == text, "{null}");
    // Standard output may be a file of the user's.
    let file = fs::File::create(project.at("../out.json")).unwrap();
    let mut run = project.command(env!("CARGO_BIN_EXE_backlit"), &project.root());
    run.args(["check", "--as-of", AS_OF, "--deny", "never", "--format", "json=/dev/stdout"]);
    assert!(run.stdout(Stdio::from(file.try_clone().unwrap())).status().unwrap().success());
    assert_eq!((file.metadata().unwrap().len(), file.metadata().unwrap().nlink()), (text.len() as u64, 1));
    let pipe = project.at("../pipe");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let reader = Command::new("timeout").args(["60", "cat"]).arg(&pipe).stdout(Stdio::piped()).spawn().unwrap();
    let run = check(&project, &["--format", &format!("json={}", pipe.display())]);
    assert_eq!(run.code, 0, "{run}");
    let read = String::from_utf8(reader.wait_with_output().unwrap().stdout).unwrap();
    assert_eq!(read, text);
    let full = check(&project, &["--format", "json=/dev/full"]);
    assert!(full.code == 2 && full.stderr.contains("can't write `/dev/full`"), "{full}");
    let folder = check(&project, &["--format", "json=."]);
    assert!(folder.code == 2 && folder.stderr.contains("can't write `.`"), "{folder}");
    let nowhere = check(&project, &["--format", "json=no/such/folder"]);
    assert!(nowhere.code == 2 && !project.at("no").exists(), "{nowhere}");
}

#[test]
fn a_place_that_can_not_be_written_is_named_with_what_to_do() {
    let project = project().file("file", "x");
    let missing = project.at("no/such/report");
    let folder = project.at("epics").display().to_string();
    let mut summary = project.command(env!("CARGO_BIN_EXE_backlit"), &project.root());
    summary.args(["check", "--as-of", AS_OF, "--format", "github"]).env("GITHUB_STEP_SUMMARY", &folder);
    let output = summary.spawn().unwrap().wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("can't write the summary of the job") && said.contains("help: "), "{said}");
    for (run, said) in [
        (check(&project, &["--format", &format!("json={}", missing.display())]), "can't write"),
        (check(&project, &["--format", &format!("json={folder}")]), "can't write"),
        (check(&project, &["--baseline", &folder, "--write-baseline"]), "can't"),
        (project.run(["init", "file"]), "`file` is in the way: it is no folder"),
        (project.run(["new", "epic", "T", "--dir", "file"]), "can't make"),
    ] {
        assert_eq!(run.code, 2, "{said}: {}", run.stderr);
        assert!(run.stderr.contains(said), "{said}: {}", run.stderr);
        assert!(run.stderr.contains("help: "), "{said}: {}", run.stderr);
    }
    let run = check(&project, &["--format", "json="]);
    assert!(run.code == 2 && run.stderr.contains("no file is named behind `json=`"), "{}", run.stderr);
}
