//! What a run keeps of a large folder's documents: of no effect but speed, and lost without harm.

use crate::support::Project;
use std::fs;
use std::path::PathBuf;

/// A folder large enough that its documents are kept, with faults and links.
fn large() -> Project {
    let mut project = Project::new();
    for at in 0..600 {
        let body = format!("# Why\n\nSee [[E-{}]] and [a page](page-{at}.md#why).\n", (at + 1) % 620);
        let text =
            format!("---\nid: E-{at}\ntitle: Work {at}\nstatus: ready\nscores: {{ impact: {} }}\n---\n{body}", at % 14);
        project = project.file(&format!("epics/e-{at}.md"), &text);
    }
    project.file("epics/broken.md", "---\nid: [\n---\nBody\n").file("epics/odd.md", b"---\nid: O\n---\n\xFF\n")
}

/// Gives the only file that is kept of documents.
fn kept(project: &Project) -> PathBuf {
    let folder = project.root().parent().unwrap().join("home/.cache/backlit");
    let files = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let files: Vec<PathBuf> = files.filter(|file| file.extension().unwrap() == "documents").collect();
    let [file] = files.as_slice() else { panic!("one file, not {files:?}") };
    file.clone()
}

/// Checks with what is kept, then without, and expects the same findings; gives how many there are.
#[track_caller]
fn same_as_without(project: &Project) -> usize {
    let check = |folder: &str| {
        let mut command = project.command(env!("CARGO_BIN_EXE_backlit"), &project.root());
        let output = command.env("BACKLIT_CACHE_DIR", folder).args(["check", "--format", "concise"]).output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        (output.status.code(), text, String::from_utf8(output.stderr).unwrap())
    };
    let home = project.root().parent().unwrap().join("home/.cache/backlit");
    let (with, without) = (check(home.to_str().unwrap()), check("/dev/null/nowhere"));
    assert_eq!(with, without);
    with.1.lines().count()
}

#[test]
fn documents_are_kept_and_every_change_is_seen() {
    let project = large();
    let first = same_as_without(&project);
    assert!(first > 600, "{first}");
    let size = fs::metadata(kept(&project)).unwrap().len();
    assert_eq!(same_as_without(&project), first);
    // The time of a file says nothing: neither a new text under an old time, nor the same text under another name.
    let path = project.at("epics/e-7.md");
    let time = fs::metadata(&path).unwrap().modified().unwrap();
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("impact: 7", "impact: 9")).unwrap();
    fs::File::options().write(true).open(&path).unwrap().set_modified(time).unwrap();
    assert_eq!(same_as_without(&project), first, "9 is in the scale as 7 was");
    fs::rename(project.at("epics/e-8.md"), project.at("epics/other.md")).unwrap();
    same_as_without(&project);
    assert_eq!(fs::metadata(kept(&project)).unwrap().len(), size, "a few changes are read again, not written again");
    for at in 0..60 {
        let path = project.at(&format!("epics/e-{}.md", at + 100));
        fs::write(&path, fs::read_to_string(&path).unwrap().replace("# Why", "# Why at all")).unwrap();
    }
    same_as_without(&project);
    assert_ne!(fs::metadata(kept(&project)).unwrap().len(), size);
    same_as_without(&project);
}

#[test]
fn what_epics_say_is_read_under_the_configuration_of_now() {
    let rich = "---\nid: R-1\ntype: debt\nstatus: doing\nteam: T\nsize: 7\nscores: { impact: 12 }\nsalary: 9\noutcomes:\n  - { metric: Rate, baseline: 4%, target: under 2%, by: 2025-Q3 }\n---\nRich\n";
    let project = large().file("epics/rich.md", rich).file("epics/again.md", rich).file("backlit.toml", "");
    let export = |cache: &str| {
        let mut command = project.command(env!("CARGO_BIN_EXE_backlit"), &project.root());
        command.env("BACKLIT_CACHE_DIR", cache).args(["export", "--as-of", "2025-06-09"]).output().unwrap()
    };
    let home = project.root().parent().unwrap().join("home/.cache/backlit");
    let mut before = Vec::new();
    for config in [
        "",
        "[types]\ndebt = \"risk\"\n",
        "[workflow.aliases]\ndoing = \"done\"\n",
        "[ranking]\nscale = [0, 20]\n",
        "[fields]\nestimate = [\"size\"]\n",
        "[privacy]\nfields = [\"salary\", \"team\"]\n",
        "[[collections]]\npaths = [\"epics/**\"]\nkind = \"page\"\n",
        "",
    ] {
        fs::write(project.at("backlit.toml"), config).unwrap();
        // The first check keeps what it read, the second and the export take it up.
        same_as_without(&project);
        same_as_without(&project);
        let (with, without) = (export(home.to_str().unwrap()), export("/dev/null/nowhere"));
        assert!(with.status.success() && with.stdout == without.stdout, "{config}: {with:?}");
        assert_ne!(with.stdout, before, "{config}: it decides nothing here");
        before = with.stdout;
    }
}

#[test]
fn damaged_or_foreign_bytes_are_as_good_as_none() {
    let project = large();
    let first = same_as_without(&project);
    let whole = fs::read(kept(&project)).unwrap();
    for cut in [0, 5, 40, whole.len() / 2, whole.len() - 1] {
        fs::write(kept(&project), &whole[..cut]).unwrap();
        assert_eq!(same_as_without(&project), first, "{cut}");
    }
    let mut damaged = whole.clone();
    for at in (100..damaged.len()).step_by(97) {
        damaged[at] ^= 0x55;
    }
    fs::write(kept(&project), &damaged).unwrap();
    assert_eq!(same_as_without(&project), first);
    fs::write(kept(&project), [b"another program".as_slice(), &whole].concat()).unwrap();
    assert_eq!(same_as_without(&project), first);
    assert_eq!(fs::read(kept(&project)).unwrap().len(), whole.len(), "it is written again, under a key of its own");
}

#[test]
fn a_small_folder_keeps_nothing() {
    let project = Project::new().epic("A-1", "status: idea");
    assert_eq!(project.run(["check"]).code, 0);
    assert!(!project.root().parent().unwrap().join("home/.cache/backlit").exists());
}

#[test]
fn a_build_keeps_documents_where_the_next_one_finds_them() {
    let project = large();
    let folder = project.root().parent().unwrap().join("home/.cache/backlit");
    let site = project.root().parent().unwrap().join("made");
    let build = |variables: &[(&str, &str)], options: &[&str]| {
        let mut command = project.command(env!("CARGO_BIN_EXE_backlit"), &project.root());
        command.envs(variables.iter().copied()).args(["build", "--as-of", "2025-06-09", "-o", site.to_str().unwrap()]);
        let output = command.args(options).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        String::from_utf8(output.stdout).unwrap()
    };
    build(&[("CI", "true")], &[]);
    assert!(!folder.exists(), "what starts from nothing each time waits for nothing");
    build(&[], &["--no-cache"]);
    assert!(!folder.exists());
    assert!(build(&[("CI", "false")], &[]).contains("nothing changed"));
    let whole = fs::read(kept(&project)).unwrap();
    assert!(build(&[], &[]).contains("nothing changed"), "what is kept gives the same bytes");
    assert_eq!(fs::read(kept(&project)).unwrap(), whole);
    let named = project.root().parent().unwrap().join("named");
    build(&[("CI", "true"), ("BACKLIT_CACHE_DIR", named.to_str().unwrap())], &[]);
    assert!(named.exists(), "a folder that somebody names for it is there the next time");
}
