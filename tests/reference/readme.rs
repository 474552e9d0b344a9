//! The commands of the README and of the documentation do what it says.

use super::{file, text};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The lines of every block of commands, each with what it is said to print.
fn commands(document: &str) -> Vec<(String, Vec<String>)> {
    let mut commands: Vec<(String, Vec<String>)> = Vec::new();
    for block in document.split("```console\n").skip(1).map(|rest| rest.split("```").next().unwrap()) {
        for line in block.lines() {
            match line.strip_prefix("$ ") {
                Some(command) => commands.push((command.to_owned(), Vec::new())),
                None => commands.last_mut().unwrap().1.push(line.to_owned()),
            }
        }
    }
    commands
}

/// Runs a line in a folder, with a git that pushes to `remote` beside it, and gives everything that it prints.
fn run(line: &str, folder: &Path, home: &Path) -> (bool, String) {
    let program = Path::new(env!("CARGO_BIN_EXE_backlit")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let line = line.replace("cargo run -- ", "backlit ").replace(" --open", "");
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("{{ {line}\n}} 2>&1")]).current_dir(folder);
    shell.env("PATH", path).env("NO_COLOR", "1").env_remove("COLUMNS").env("HOME", home);
    for who in ["AUTHOR", "COMMITTER"] {
        shell.env(format!("GIT_{who}_NAME"), "You").env(format!("GIT_{who}_EMAIL"), "you@example.org");
    }
    let remote = format!("url.{}.insteadOf", home.join("remote").display());
    shell.env("GIT_CONFIG_COUNT", "1").env("GIT_CONFIG_KEY_0", remote);
    shell.env("GIT_CONFIG_VALUE_0", "https://github.com/YOU/wiki.git");
    let output = shell.output().unwrap();
    (output.status.success(), String::from_utf8(output.stdout).unwrap())
}

/// Runs the commands of a document, one after the other, and fails where one does not say what it should.
fn holds(document: &str, start: &Path, home: &Path) {
    let mut folder = PathBuf::from(start);
    for (line, expected) in commands(document) {
        if line == "scripts/test" || line.starts_with("cargo install") || line.starts_with("backlit serve") {
            continue;
        }
        if let Some(into) = line.strip_prefix("cd ") {
            folder = folder.join(into);
            continue;
        }
        let (done, printed) = run(&line, &folder, home);
        assert!(done, "{line}\n{printed}");
        for expected in expected {
            let holds = |found: &str| match expected.strip_suffix('…') {
                Some(start) => found.starts_with(start.trim_end()),
                None => found.trim_end() == expected,
            };
            assert!(printed.lines().any(holds), "{line}\nsays:\n{printed}\nand not: {expected}");
        }
    }
}

/// Copies a folder of the repository beside the commands.
fn with(copied: &str, folder: &Path) {
    for entry in walkdir::WalkDir::new(file(copied)).into_iter().map(Result::unwrap) {
        let place = folder.join(entry.path().strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap());
        if entry.file_type().is_dir() {
            fs::create_dir(place).unwrap();
        } else {
            fs::copy(entry.path(), place).unwrap();
        }
    }
}

#[test]
fn the_commands_of_the_readme_do_what_it_says() {
    let folder = tempfile::tempdir().unwrap();
    with("example-site", folder.path());
    with("docs", folder.path());
    let readme = text("README.md");
    assert!(commands(&readme).len() > 10);
    holds(&readme, folder.path(), folder.path());
    assert!(file("scripts/test").is_file());
}

#[test]
fn the_examples_of_every_command_do_what_its_page_says() {
    for entry in fs::read_dir(file("docs/commands")).unwrap() {
        let page = format!("docs/commands/{}", entry.unwrap().file_name().to_str().unwrap());
        let folder = tempfile::tempdir().unwrap();
        with("example-site", folder.path());
        let text = text(&page);
        if text.contains("--at ") || text.contains("--github") {
            let git = "git init --quiet && git add . && git commit --quiet --message all";
            assert!(
                run(&format!("export GIT_COMMITTER_DATE=2025-01-01T12:00Z; {git}"), folder.path(), folder.path()).0
            );
        }
        holds(&text, folder.path(), folder.path());
    }
}

#[test]
fn publishing_elsewhere_does_what_its_page_says() {
    let folder = tempfile::tempdir().unwrap();
    with("example-site", folder.path());
    holds(&text("docs/publishing.md"), folder.path(), folder.path());
}

#[test]
fn getting_started_goes_from_nothing_to_a_pushed_wiki_and_a_review() {
    let home = tempfile::tempdir().unwrap();
    let document = text("docs/getting-started.md");
    let (before, rest) = document.split_once("`epics/GROW-1.md`:").unwrap();
    let (epic, after) = rest.split_once("```markdown\n").unwrap().1.split_once("```\n").unwrap();
    assert!(run("git init --quiet --bare remote", home.path(), home.path()).0);
    holds(before, home.path(), home.path());
    // Nothing is due while the test lives.
    let epic = epic.replace("by: 2027-Q1", "by: 2999-Q1");
    assert!(epic.contains("2999"));
    fs::write(home.path().join("wiki/epics/GROW-1.md"), epic).unwrap();
    holds(after, &home.path().join("wiki"), home.path());
    let (_, pushed) = run("git -C remote ls-tree -r --name-only main", home.path(), home.path());
    assert!(pushed.contains(".github/workflows/backlit-publish.yml") && !pushed.contains("_site"), "{pushed}");
}

#[test]
fn the_epic_of_the_readme_has_no_unknown_field() {
    let readme = text("README.md");
    let epic = readme.split("```markdown\n").nth(1).unwrap().split("```").next().unwrap().to_owned();
    let document = backlit::document::Document::read("epics/a.md".into(), epic.into(), None);
    let backlog = backlit::backlog::assemble(vec![document], &backlit::config::Config::default());
    assert!(backlog.items[0].extra.is_empty());
    let other: Vec<&str> =
        backlog.diagnostics.iter().map(|found| found.rule).filter(|rule| *rule != "unknown-id").collect();
    assert_eq!(other, Vec::<&str>::new(), "only the neighbours are missing");
}
