//! `docs/cli.md` holds the help of every command.

use super::{backlit, sections, text};

/// The help of a command, without blanks at the ends of lines.
fn help(arguments: &[&str]) -> String {
    let output = backlit().args(arguments).arg("--help").output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    help.trim_end().lines().map(|line| line.trim_end().to_owned() + "\n").collect()
}

#[test]
fn the_command_line_is_as_documented() {
    let document = text("docs/cli.md");
    let main = help(&[]);
    let commands = main.split("Commands:\n").nth(1).unwrap().lines().take_while(|line| !line.is_empty());
    let commands = commands.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help");
    let expected: Vec<(String, String)> = std::iter::once(("backlit".to_owned(), main.clone()))
        .chain(commands.map(|name| (format!("backlit {name}"), help(&[name]))))
        .map(|(title, help)| (title, format!("```text\n{help}```")))
        .collect();
    let found: Vec<(String, String)> =
        sections(&document).into_iter().map(|(title, body)| (title.to_owned(), body.trim().to_owned())).collect();
    pretty(&found, &expected);
}

/// Compares section by section, so that a difference is shown where it is.
fn pretty(found: &[(String, String)], expected: &[(String, String)]) {
    for (found, expected) in found.iter().zip(expected) {
        assert_eq!(found.0, expected.0);
        assert!(found.1 == expected.1, "write this into docs/cli.md:\n\n## {}\n\n{}", expected.0, expected.1);
    }
    assert_eq!(found.len(), expected.len());
}
