//! Repositories that name programs, and repositories that name other repositories.

use crate::serve::Preview;
use crate::support::{AS_OF, Project, tree};
use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::Path;
use std::process::Command;

/// Every command that reads a repository.
const COMMANDS: [&[&str]; 7] = [
    &["build", "--as-of", AS_OF],
    &["check", "--as-of", AS_OF],
    &["check", "--changed", "HEAD~1", "--as-of", AS_OF],
    &["review", "--base", "HEAD~1", "--as-of", AS_OF],
    &["rank", "--as-of", AS_OF],
    &["export", "--as-of", AS_OF],
    &["build", "--at", "HEAD~1", "--output", "past"],
];

/// What git's configuration can name that git would run, fetch from or read; `PROGRAM` is a program.
const CONFIGURATION: &str = r#"
[core]
	fsmonitor = PROGRAM
	sshCommand = PROGRAM
	gitProxy = PROGRAM
	pager = PROGRAM
	editor = PROGRAM
	askPass = PROGRAM
	hooksPath = HOOKS
	alternateRefsCommand = PROGRAM
	attributesFile = /dev/zero
	excludesFile = /dev/zero
	worktree = /
[include]
	path = /dev/zero
[includeIf "gitdir:**"]
	path = /dev/zero
[alias]
	log = !PROGRAM
	show = !PROGRAM
	cat-file = !PROGRAM
[diff]
	external = PROGRAM
[diff "x"]
	textconv = PROGRAM
	command = PROGRAM
[merge "x"]
	driver = PROGRAM
[filter "x"]
	smudge = PROGRAM
	clean = PROGRAM
	process = PROGRAM
	required = true
[credential]
	helper = !PROGRAM
[gpg]
	program = PROGRAM
[pager]
	log = PROGRAM
	show = PROGRAM
[log]
	showSignature = true
[uploadpack]
	packObjectsHook = PROGRAM
[protocol]
	allow = always
[extensions]
	partialClone = origin
[remote "origin"]
	url = ext::PROGRAM
	uploadpack = PROGRAM
	vcs = PROGRAM
	promisor = true
	partialclonefilter = blob:none
[url "ext::PROGRAM"]
	insteadOf = https://
[submodule "odd"]
	url = ext::PROGRAM
	update = !PROGRAM
[mailmap]
	file = /dev/zero
"#;

/// Submodules with addresses and paths that were attacks once.
const MODULES: &str = "[submodule \"../../hooks\"]\n\tpath = ../out\n\turl = ext::sh -c 'touch ran'\n\tupdate = !touch ran\n\
                       [submodule \"dash\"]\n\tpath = -u./ran\n\turl = -u./ran\n[submodule \"cr\"]\n\tpath = \"sub\\r\"\n\turl = https://x.invalid/\n";

/// A program that leaves a mark when it runs.
struct Canary<'a>(&'a Project);

impl<'a> Canary<'a> {
    fn new(project: &'a Project) -> Self {
        project.write(
            "../home/program",
            format!("#!/bin/sh\necho ran > '{}'\ncat\n", project.at("../home/ran").display()),
        );
        executable(&project.at("../home/program"));
        let canary = Self(project);
        let run = Command::new(canary.program()).stdin(std::process::Stdio::null()).status();
        assert!(run.unwrap().success() && canary.sang(), "the canary can sing");
        fs::remove_file(project.at("../home/ran")).unwrap();
        canary
    }

    fn program(&self) -> String {
        self.0.at("../home/program").canonicalize().unwrap().display().to_string()
    }

    fn sang(&self) -> bool {
        self.0.at("../home/ran").exists()
    }
}

fn executable(file: &Path) {
    fs::set_permissions(file, fs::Permissions::from_mode(0o755)).unwrap();
}

/// A backlog with three commits, the last of which changed an epic.
fn repository() -> Project {
    let project = Project::new().epic("A-1", "status: idea").epic("B-1", "status: idea").git();
    for status in ["ready", "in-progress"] {
        project.write("epics/A-1.md", format!("---\nid: A-1\ntitle: Ours\nstatus: {status}\n---\nWhy.\n"));
        project.git_run(&["commit", "--quiet", "--all", "--message", status]);
    }
    project
}

/// Runs every command and the preview, each of which must end well.
fn run_all(project: &Project, may_fail: bool) -> String {
    let mut said = String::new();
    for command in COMMANDS {
        let run = project.run_in(&project.root(), command);
        assert!(run.code == 0 || (may_fail && run.code == 2), "{command:?}: {run}");
        said += &run.to_string();
    }
    let preview = Preview::start(project, &[]);
    for page in ["/", "/epics/a-1.html", "/flow.html"] {
        said += &String::from_utf8_lossy(&preview.get(page).body);
    }
    said
}

#[test]
fn no_command_runs_what_a_repository_names() {
    let project = repository();
    let canary = Canary::new(&project);
    project.write(".gitattributes", "* filter=x diff=x merge=x ident text eol=crlf\n");
    project.write(".gitmodules", MODULES);
    project.write(".lfsconfig", "[lfs]\n\turl = ext::sh\n");
    project.git_run(&["add", "--all", "--force"]);
    project.git_run(&["commit", "--quiet", "--message", "attributes"]);
    let hooks = project.at(".git/hooks");
    fs::create_dir_all(&hooks).unwrap();
    for hook in [
        "post-checkout",
        "post-index-change",
        "pre-commit",
        "reference-transaction",
        "fsmonitor-watchman",
        "post-merge",
        "pre-auto-gc",
    ] {
        fs::copy(canary.program(), hooks.join(hook)).unwrap();
    }
    // An old content that is promised by the remote, which a reader may want to fetch.
    let lost = project.git_says(".", &["rev-parse", "HEAD~3:epics/A-1.md"]);
    let (folder, file) = lost.trim().split_at(2);
    fs::remove_file(project.at(".git/objects").join(folder).join(file)).unwrap();
    let config = CONFIGURATION.replace("PROGRAM", &canary.program()).replace("HOOKS", &hooks.display().to_string());
    let ours = fs::read_to_string(project.at(".git/config")).unwrap();
    fs::write(project.at(".git/config"), ours + &config).unwrap();
    let before = tree(&project.at(".git"));
    run_all(&project, false);
    assert!(!canary.sang());
    let after = tree(&project.at(".git"));
    let changed: Vec<&String> =
        after.keys().chain(before.keys()).filter(|path| after.get(*path) != before.get(*path)).collect();
    assert!(changed.is_empty(), "written into the repository: {changed:?}");
}

/// Makes a repository of somebody else beside the project, and gives its folder of git.
fn private(project: &Project) -> std::path::PathBuf {
    project.write(
        "../private/epics/A-1.md",
        "---\nid: A-1\ntitle: SECRET title\nstatus: done\nowner: SECRET\n---\nSECRET\n",
    );
    project.write("../private/epics/S-1.md", "---\nid: S-1\ntitle: SECRET other\nstatus: done\n---\nSECRET\n");
    for arguments in [
        &["init", "--quiet", "--initial-branch=main"][..],
        &["add", "--all"],
        &["commit", "--quiet", "--message", "SECRET one"],
        &["commit", "--quiet", "--allow-empty", "--message", "SECRET two"],
    ] {
        project.git_says("../private", arguments);
    }
    project.at("../private/.git").canonicalize().unwrap()
}

/// Runs everything on a repository that was changed to name another one: nothing of that one is shown.
fn keeps_to_itself(what: &str, attack: impl FnOnce(&Project, &Path)) {
    let project = repository();
    let private = private(&project);
    attack(&project, &private);
    let said = run_all(&project, true);
    assert!(!said.contains("SECRET"), "{what}: {said}");
    for folder in ["_site", "past"].into_iter().filter(|folder| project.at(folder).exists()) {
        for (path, bytes) in tree(&project.at(folder)) {
            assert!(!String::from_utf8_lossy(&bytes).contains("SECRET"), "{what}: {path}");
        }
    }
    assert!(project.site().main("epics/a-1.html").contains("Ours"), "{what}: the folder itself is built");
}

#[test]
fn a_repository_elsewhere_is_not_read() {
    let replace = |project: &Project, path: &str, by: &str| {
        let file = project.at(path);
        if file.is_dir() { fs::remove_dir_all(&file) } else { fs::remove_file(&file) }.unwrap();
        fs::write(file, by).unwrap();
    };
    let relink = |project: &Project, path: &str, to: &Path| {
        let file = project.at(path);
        if file.is_dir() { fs::remove_dir_all(&file) } else { fs::remove_file(&file) }.unwrap();
        symlink(to, file).unwrap();
    };
    keeps_to_itself("a file .git", |project, private| {
        replace(project, ".git", &format!("gitdir: {}\n", private.display()));
    });
    for text in ["", "gitdir:", "gitdir: nowhere", "nonsense", "gitdir: /dev/zero"] {
        keeps_to_itself("a file .git that names nothing", |project, _| replace(project, ".git", text));
    }
    keeps_to_itself("an empty .git below a repository", |project, private| {
        fs::remove_dir_all(project.at(".git")).unwrap();
        fs::create_dir(project.at(".git")).unwrap();
        fs::rename(private, project.at("../.git")).unwrap();
    });
    keeps_to_itself("a link .git", |project, private| relink(project, ".git", private));
    keeps_to_itself("commondir", |project, private| project.write(".git/commondir", private.display().to_string()));
    keeps_to_itself("a working tree of its own making", |project, private| {
        fs::rename(project.at(".git"), project.at("fake")).unwrap();
        project.write(".git", "gitdir: fake\n");
        project.write("fake/gitdir", "../.git\n");
        project.write("fake/commondir", private.display().to_string());
    });
    keeps_to_itself("core.worktree", |project, private| {
        let tree = private.parent().unwrap().display().to_string();
        project.git_run(&["config", "core.worktree", &tree]);
    });
    keeps_to_itself("a link to objects", |project, private| {
        relink(project, ".git/objects", &private.join("objects"));
        fs::copy(private.join("refs/heads/main"), project.at(".git/refs/heads/main")).unwrap();
    });
    keeps_to_itself("alternates and a link to a branch", |project, private| {
        project.write(".git/objects/info/alternates", format!("{}\n", private.join("objects").display()));
        relink(project, ".git/refs/heads/main", &private.join("refs/heads/main"));
    });
    keeps_to_itself("alternates and a link to HEAD", |project, private| {
        project.write(".git/objects/info/alternates", format!("{}\n", private.join("objects").display()));
        fs::write(private.join("HEAD"), fs::read(private.join("refs/heads/main")).unwrap()).unwrap();
        relink(project, ".git/HEAD", &private.join("HEAD"));
    });
}

#[test]
fn a_file_of_git_that_never_ends_is_not_waited_for() {
    for path in ["HEAD", "config", "packed-refs", "shallow", "objects/info/alternates", "refs/heads/main"] {
        let project = repository();
        let file = project.at(".git").join(path);
        if file.exists() {
            fs::remove_file(&file).unwrap();
        }
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        assert!(Command::new("mkfifo").arg(&file).status().unwrap().success());
        let run = project.run(["build", "--as-of", AS_OF]);
        assert!(run.code == 0 && run.stderr.contains("can't be read"), "{path}: {run}");
        assert!(project.site().main("epics/a-1.html").contains("Ours"));
    }
}

#[test]
fn what_git_cannot_read_is_quoted_in_a_line() {
    for (path, text) in [("packed-refs", "x"), ("HEAD", "y"), ("refs/heads/main", "z")] {
        let project = repository();
        project.write(&format!(".git/{path}"), text.repeat(2 << 20));
        let run = project.run(["build", "--as-of", AS_OF]);
        assert!(run.code == 0 && run.stderr.contains("can't be read"), "{path}: {run}");
        assert!(run.stderr.len() < 1_000, "{path}: {} bytes", run.stderr.len());
    }
}

#[test]
fn clones_that_share_and_trees_that_are_linked_are_read() {
    let project = repository();
    for arguments in [
        &["clone", "--quiet", "--shared", "site", "shared"][..],
        &["-C", "site", "worktree", "add", "--quiet", "../linked", "-b", "other"],
        &["clone", "--quiet", "--separate-git-dir", "kept.git", "site", "apart"],
        &["-C", "apart", "config", "core.worktree", "../apart"],
    ] {
        project.git_says("..", arguments);
    }
    for folder in ["../shared", "../linked", "../apart"] {
        let run = project.run_in(&project.at(folder), &["review", "--base", "HEAD~1", "--as-of", AS_OF]);
        assert!(run.code == 0 && run.stdout.contains("A-1"), "{folder}: {run}");
        assert!(!run.stderr.contains("can't be read"), "{folder}: {run}");
    }
}

/// Makes a folder in git's own objects, of lines as `git ls-tree` prints them.
fn folder(project: &Project, lines: &str) -> String {
    let mut git = project.command("git", &project.root());
    let mut child = git.arg("mktree").stdin(std::process::Stdio::piped()).spawn().unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), lines.as_bytes()).unwrap();
    String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap().trim().to_owned()
}

/// Writes lines as `git ls-tree` prints them, that begin and end in the same way and have a number between.
fn entries(count: usize, start: &str, end: &str) -> String {
    (0..count).fold(String::new(), |lines, at| lines + start + &at.to_string() + end + "\n")
}

/// Commits a folder that holds ten folders, each of which holds ten, and so on, and then takes it out again.
fn with_a_bomb(folder_of: &str) -> Project {
    let project = Project::new().epic("A-1", "status: idea").git();
    let top = project.git_says(".", &["ls-tree", "HEAD"]);
    let blob = project.git_says(".", &["rev-parse", "HEAD:epics/A-1.md"]);
    let mut bomb = folder(&project, &entries(10, &format!("100644 blob {}\t", blob.trim()), ".md"));
    for _ in 0..9 {
        bomb = folder(&project, &entries(10, &format!("040000 tree {bomb}\td"), ""));
    }
    let tree = folder(&project, &format!("{top}040000 tree {bomb}\t{folder_of}\n"));
    let commit = project.git_says(".", &["commit-tree", &tree, "-p", "HEAD", "-m", "bomb"]);
    let again = project.git_says(".", &["commit-tree", "HEAD^{tree}", "-p", commit.trim(), "-m", "gone"]);
    project.git_run(&["update-ref", "HEAD", again.trim()]);
    project
}

#[test]
fn folders_that_name_each_other_without_end_are_not_walked_through() {
    for folder_of in ["docs", "themes"] {
        let project = with_a_bomb(folder_of);
        let built = project.run(["build", "--as-of", AS_OF]);
        assert!(built.code == 0 && project.at("_site/epics/a-1.html").exists(), "{built}");
        assert!(built.stderr.contains("name the same folders again and again"), "{built}");
        for arguments in [&["build", "--at", "HEAD~1", "--output", "past"][..], &["review", "--base", "HEAD~1"]] {
            let run = project.run_in(&project.root(), arguments);
            assert!(run.code == 2 && run.stderr.contains("the same folders again and again"), "{run}");
        }
    }
}

#[test]
fn a_commit_with_the_same_large_document_thousands_of_times_is_refused() {
    let large = "---\nid: B-1\n---\n".to_owned() + &"a b ".repeat(1 << 18);
    let project = Project::new().epic("A-1", "status: idea").file("b.md", large).git();
    let blob = project.git_says(".", &["rev-parse", "HEAD:b.md"]);
    let lines = entries(5_000, &format!("100644 blob {}\t", blob.trim()), ".md");
    let commit = project.git_says(".", &["commit-tree", &folder(&project, &lines), "-m", "large"]);
    let run = project.run(["build", "--at", commit.trim(), "--output", "past"]);
    assert!(run.code == 2 && run.stderr.contains("the same content, of 64 MiB in all"), "{run}");
    let lines = entries(
        70_000,
        &format!("100644 blob {}\t", project.git_says(".", &["rev-parse", "HEAD:epics/A-1.md"]).trim()),
        ".md",
    );
    let commit = project.git_says(".", &["commit-tree", &folder(&project, &lines), "-m", "small"]);
    let run = project.run(["rank", "--at", commit.trim()]);
    assert!(run.code == 2 && run.stderr.contains("the same content, of 64 MiB in all"), "{run}");
}
