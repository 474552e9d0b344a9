//! `docs/commands/` has a page for every command, with its help.

use super::{backlit, file, text};
use std::collections::BTreeSet;
use std::fs;

/// The help of a command in lines that fit a page, without blanks at their ends.
fn help(arguments: &[&str]) -> String {
    let columns = if arguments.is_empty() { "100" } else { "84" };
    let output = backlit().env("COLUMNS", columns).args(arguments).arg("--help").output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    help.trim_end().lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}

/// Fails where a page does not end with a help.
fn ends_with_help(page: &str, help: &str) {
    let expected = format!("```text\n{help}```\n");
    assert!(text(page).ends_with(&expected), "end {page} with:\n\n{expected}");
}

#[test]
fn every_command_has_its_page_and_every_page_its_command() {
    let main = help(&[]);
    ends_with_help("docs/commands/index.md", &main);
    let commands = main.split("Commands:\n").nth(1).unwrap().lines().take_while(|line| !line.is_empty());
    let commands: Vec<(&str, &str)> = commands.filter_map(|line| line.trim().split_once(' ')).collect();
    let commands = commands.into_iter().filter(|(name, _)| *name != "help");
    let index = text("docs/commands/index.md");
    let mut expected = BTreeSet::from(["index.md".to_owned()]);
    for (name, about) in commands {
        let page = format!("docs/commands/{name}.md");
        assert!(text(&page).starts_with(&format!("# backlit {name}\n\n")), "{page}");
        ends_with_help(&page, &help(&[name]));
        let about = about.trim();
        let row = format!("| [`backlit {name}`]({name}.md) | {}{} |\n", about[..1].to_lowercase(), &about[1..]);
        assert!(index.contains(&row), "docs/commands/index.md lacks {row}");
        expected.insert(format!("{name}.md"));
    }
    let found = fs::read_dir(file("docs/commands")).unwrap();
    let found: BTreeSet<String> = found.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(found, expected);
}
