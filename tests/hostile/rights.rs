//! Rights that are missing, and rights that are lost while a build runs.

use crate::support::{AS_OF, Project, check_site, skip, tree};
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicBool, Ordering};

/// A user whom rights bind: whoever runs the tests, or somebody else where that is root.
struct User {
    program: PathBuf,
    is_root: bool,
}

impl User {
    /// Prepares runs in a project; none where root can't become somebody else.
    fn of(project: &Project, test: &str) -> Option<Self> {
        let is_root = rustix::process::geteuid().is_root();
        let user = Self { program: project.at("../backlit"), is_root };
        fs::copy(env!("CARGO_BIN_EXE_backlit"), &user.program).unwrap();
        fs::set_permissions(project.at(".."), Permissions::from_mode(0o755)).unwrap();
        let works = user.run(project, &["--help"]).is_some_and(|output| output.status.success());
        if !works {
            skip(test, "root can't become another user here (setpriv)");
        }
        user.own(project);
        works.then_some(user)
    }

    /// Gives everything to the user.
    fn own(&self, project: &Project) {
        if self.is_root {
            let done = Command::new("chown").args(["-R", "65534:65534"]).arg(project.root()).status();
            assert!(done.unwrap().success());
        }
    }

    fn run(&self, project: &Project, arguments: &[&str]) -> Option<Output> {
        let program = self.program.to_str().unwrap();
        if !self.is_root {
            return project.command(program, &project.root()).args(arguments).output().ok();
        }
        let mut command = project.command("setpriv", &project.root());
        command.args(["--reuid", "65534", "--regid", "65534", "--clear-groups", program]);
        command.args(arguments).output().ok()
    }

    /// Builds, and gives the exit code and what was said.
    fn build(&self, project: &Project) -> (i32, String) {
        let output = self.run(project, &["build", "--as-of", AS_OF]).unwrap();
        (output.status.code().unwrap(), String::from_utf8(output.stderr).unwrap())
    }
}

fn mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

fn project() -> Project {
    Project::new()
        .epic("A-1", "status: ready")
        .file("wiki/a.md", "# A\n\n![p](a.png) [d](a.svg)\n")
        .file("wiki/a.png", "png")
        .file("wiki/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>")
        .file("more/b.md", "# B\n")
        .file("backlit.toml", "[site]\ntitle = \"Ours\"\n")
        .file("templates/component/extra.html", "x")
        .git()
}

#[test]
fn one_that_cannot_be_read_is_named_and_the_rest_is_built() {
    let project = project();
    let Some(user) = User::of(&project, "one_that_cannot_be_read_is_named_and_the_rest_is_built") else { return };
    for (path, gone, usual) in [
        ("wiki/a.md", "wiki/a.html", 0o644),
        ("wiki/a.png", "files/wiki/a.png", 0o644),
        ("wiki/a.svg", "files/wiki/a.svg", 0o644),
        ("more", "wiki/more/b.html", 0o755),
        (".git", "", 0o755),
        (".git/objects", "", 0o755),
        (".git/HEAD", "", 0o644),
    ] {
        mode(&project.at(path), 0o000);
        let (code, said) = user.build(&project);
        let strict = user.run(&project, &["build", "--strict", "--as-of", AS_OF]).unwrap().status.code();
        mode(&project.at(path), usual);
        // Without its history a site says less, and nothing that is wrong.
        assert!(path.starts_with(".git") || strict == Some(1), "{path}");
        assert!(
            code == 0 && said.contains("be read") && said.contains(if gone.is_empty() { "git" } else { path }),
            "{path}: {said}"
        );
        let site = project.site();
        assert!(site.files.contains_key("epics/a-1.html") && !site.files.contains_key(gone), "{path}");
        check_site(&site);
        assert_eq!(user.build(&project).0, 0);
        assert!(
            gone.is_empty() || project.site().files.contains_key(gone),
            "{gone}: {:?}",
            project.site().files.keys()
        );
    }
}

#[test]
fn what_the_whole_site_needs_is_an_error_and_the_old_site_stays() {
    let project = project();
    let Some(user) = User::of(&project, "what_the_whole_site_needs_is_an_error_and_the_old_site_stays") else { return };
    assert_eq!(user.build(&project).0, 0);
    let before = tree(&project.at("_site"));
    project.write("epics/A-1.md", "---\nid: A-1\ntitle: Another\n---\n");
    user.own(&project);
    for (path, denied, usual) in [
        (".", 0o311, 0o755),
        (".", 0o555, 0o755),
        ("backlit.toml", 0o000, 0o644),
        ("templates/component/extra.html", 0o000, 0o644),
    ] {
        mode(&project.at(path), denied);
        let (code, said) = user.build(&project);
        mode(&project.at(path), usual);
        assert!(code == 2 && said.starts_with("error: ") && !said.contains("panicked"), "{path} {denied:o}: {said}");
        assert!(tree(&project.at("_site")) == before, "{path} {denied:o}");
    }
    assert_eq!(user.build(&project).0, 0);
    assert!(project.site().main("epics/a-1.html").contains("Another"));
}

#[test]
fn rights_that_are_lost_in_the_middle_leave_a_whole_site() {
    let project = project();
    let Some(user) = User::of(&project, "rights_that_are_lost_in_the_middle_leave_a_whole_site") else { return };
    let sites = ["One", "Two"].map(|title| {
        project.write("epics/A-1.md", format!("---\nid: A-1\ntitle: {title}\n---\n"));
        user.own(&project);
        assert_eq!(user.build(&project).0, 0);
        tree(&project.at("_site"))
    });
    let ended = AtomicBool::new(false);
    let mut codes = [0; 2];
    std::thread::scope(|scope| {
        scope.spawn(|| {
            while !ended.load(Ordering::Acquire) {
                for right in [0o555, 0o755] {
                    mode(&project.root(), right);
                    for entry in fs::read_dir(project.root()).unwrap().map(Result::unwrap) {
                        if entry.file_name().to_string_lossy().contains("_site") {
                            // It may be gone by now.
                            drop(fs::set_permissions(entry.path(), Permissions::from_mode(right)));
                        }
                    }
                }
            }
        });
        for build in 0..10 {
            let title = ["One", "Two"][build % 2];
            fs::write(project.at("epics/A-1.md"), format!("---\nid: A-1\ntitle: {title}\n---\n")).unwrap();
            let (code, said) = user.build(&project);
            assert!(code == 0 || (code == 2 && said.starts_with("error: ")), "{said}");
            codes[usize::from(code == 2)] += 1;
            assert!(sites.contains(&tree(&project.at("_site"))), "{code}: {said}");
        }
        ended.store(true, Ordering::Release);
    });
    mode(&project.root(), 0o755);
    assert_eq!(user.build(&project).0, 0, "{codes:?}");
    assert!(tree(&project.at("_site")) == sites[1], "{codes:?}");
}

#[test]
fn where_no_thread_can_be_started_that_is_said() {
    let test = "where_no_thread_can_be_started_that_is_said";
    let project = Project::new().epic("A-1", "");
    let Some(user) = User::of(&project, test) else { return };
    let mut command = project.command(if user.is_root { "setpriv" } else { "prlimit" }, &project.root());
    if user.is_root {
        command.args(["--reuid", "65534", "--regid", "65534", "--clear-groups", "prlimit"]);
    }
    let output = command.arg("--nproc=1:1").arg(&user.program).arg("build").output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(2) && said.contains("can't start a thread"), "{said}");
    assert!(!said.contains("panicked") && !project.at("_site").exists(), "{said}");
}

#[test]
fn more_threads_than_work_can_use_are_not_started() {
    for count in ["100000", "18446744073709551615", "-1", "0", "many"] {
        let project = Project::new().epic("A-1", "").env("RAYON_NUM_THREADS", count);
        let started = std::time::Instant::now();
        project.build();
        assert!(started.elapsed().as_secs() < 20, "{count}: {:?}", started.elapsed());
    }
}

#[cfg(target_os = "linux")]
#[test]
fn no_more_threads_are_started_than_memory_is_allowed_for() {
    for room in [400_000, 1_500_000] {
        let project = Project::example().env("RAYON_NUM_THREADS", "64");
        let script = format!("ulimit -v {room}; exec '{}' build --as-of {AS_OF}", env!("CARGO_BIN_EXE_backlit"));
        let output = project.command("sh", &project.root()).args(["-c", &script]).output().unwrap();
        assert!(output.status.success(), "{room}: {output:?}");
    }
}
