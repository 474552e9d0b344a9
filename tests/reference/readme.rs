//! The commands of the README do what it says.

use super::{file, text};
use std::path::Path;
use std::process::Command;

/// The lines of every block of commands.
fn commands() -> Vec<(String, Vec<String>)> {
    let readme = text("README.md");
    let mut commands: Vec<(String, Vec<String>)> = Vec::new();
    for block in readme.split("```console\n").skip(1).map(|rest| rest.split("```").next().unwrap()) {
        for line in block.lines() {
            match line.strip_prefix("$ ") {
                Some(command) => commands.push((command.to_owned(), Vec::new())),
                None => commands.last_mut().unwrap().1.push(line.to_owned()),
            }
        }
    }
    commands
}

/// Runs a line in a folder, and gives everything that it prints.
fn run(line: &str, folder: &Path) -> (bool, String) {
    let program = Path::new(env!("CARGO_BIN_EXE_backlit")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let line = line.replace("cargo run -- ", "backlit ").replace(" --open", "");
    let mut shell = Command::new("sh");
    shell.args(["-c", &format!("{{ {line}\n}} 2>&1")]).current_dir(folder);
    let output = shell.env("PATH", path).env("NO_COLOR", "1").env_remove("COLUMNS").output().unwrap();
    (output.status.success(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn the_commands_of_the_readme_do_what_it_says() {
    let folder = tempfile::tempdir().unwrap();
    for entry in walkdir::WalkDir::new(file("example-site")).into_iter().map(Result::unwrap) {
        let place = folder.path().join(entry.path().strip_prefix(env!("CARGO_MANIFEST_DIR")).unwrap());
        if entry.file_type().is_dir() {
            std::fs::create_dir(place).unwrap();
        } else {
            std::fs::copy(entry.path(), place).unwrap();
        }
    }
    let commands = commands();
    assert!(commands.len() > 10);
    for (line, expected) in commands.iter().filter(|(line, _)| line != "scripts/test") {
        let (done, printed) = run(line, folder.path());
        assert!(done, "{line}\n{printed}");
        for expected in expected {
            let holds = |found: &str| match expected.strip_suffix('…') {
                Some(start) => found.starts_with(start.trim_end()),
                None => found.trim_end() == expected,
            };
            assert!(printed.lines().any(holds), "{line}\nsays:\n{printed}\nand not: {expected}");
        }
    }
    assert!(file("scripts/test").is_file());
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
