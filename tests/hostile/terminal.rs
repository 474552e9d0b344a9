//! What a configuration and the names of folders put into a terminal, where commands say what they wrote.

use crate::support::{Project, Run};

/// Moves a terminal, turns text round and begins a line that a runner obeys.
const TEXT: &str = "a\u{1b}]0;T\u{7}\u{1b}(0\u{9b}31m\u{202e}\u{feff}\u{2028}\r\n::error::b ##(c";

/// Writes a text as TOML.
fn toml(text: &str) -> String {
    let signs = text.chars().map(|c| match c {
        '"' | '\\' => format!("\\{c}"),
        ' '..='~' => c.to_string(),
        c => format!("\\u{:04x}", u32::from(c)),
    });
    format!("\"{}\"", signs.collect::<String>())
}

fn assert_harmless(run: &Run) {
    let said = run.stdout.clone() + &run.stderr;
    let acts = |c: char| c.is_control() && c != '\n' || "\u{202e}\u{feff}\u{2028}".contains(c);
    assert!(!said.contains(acts) && !said.lines().any(|line| line.trim_start().starts_with("::")), "{run:?}");
}

#[test]
fn no_name_in_a_configuration_acts_where_a_command_says_it() {
    let folder = toml(&format!("{TEXT}/**"));
    let config = format!(
        "[[collections]]\nkind = \"epic\"\npaths = [{folder}]\n[site]\noutput = {}\n",
        toml("o\u{1b}]0;T\u{7}\u{9b}31m\u{202e}\r\n")
    );
    let project = Project::new().file("backlit.toml", config);
    for arguments in [&["new", "epic", "Faster search"][..], &["new", "epic", "x", "--dir", "."], &["build"]] {
        let run = project.run_in(&project.root(), arguments);
        assert!(run.code == 0 && run.stdout.lines().count() == 1, "{arguments:?}: {run:?}");
        assert_harmless(&run);
    }
    let config = format!("[site]\ninclude = [\"docs/**\"]\n[[collections]]\nkind = \"epic\"\npaths = [{folder}]\n");
    project.write("backlit.toml", config);
    let run = project.run(["new", "epic", "Half as many"]);
    assert!(run.stderr.contains("isn't part of the site yet"), "{run}");
    assert_harmless(&run);
}

#[test]
fn no_name_of_a_folder_acts_where_a_command_says_it() {
    let project = Project::new();
    for arguments in [&["init", TEXT][..], &["init", TEXT, "--gitlab"], &["demo", &format!("{TEXT}d")]] {
        let run = project.run_in(&project.root(), arguments);
        assert!(run.code == 0 && run.stdout.contains("wrote"), "{run:?}");
        assert_harmless(&run);
    }
}

#[test]
fn no_name_in_a_configuration_acts_in_a_schema_or_a_table() {
    let word = toml(TEXT);
    let config = format!("[fields]\nid = {word}\n[types]\n{word} = \"feature\"\n");
    let project = Project::new().file("backlit.toml", config).epic("A-1", &format!("status: {word}"));
    for arguments in [&["schema"][..], &["rank", "--format", "csv"], &["rank"], &["check"]] {
        assert_harmless(&project.run_in(&project.root(), arguments));
    }
}

#[test]
fn no_argument_that_is_refused_acts_where_that_is_said() {
    let project = Project::new();
    for text in [TEXT, "x\n::error::a", "##[group]a", "\u{202e}a", "\u{1b}[31ma\u{9b}31m"] {
        for arguments in
            [&["check", "--format", text][..], &["build", "--as-of", text], &["completions", text], &[text]]
        {
            let run = project.run_in(&project.root(), arguments);
            assert_eq!(run.code, 2, "{run:?}");
            assert_harmless(&run);
        }
    }
}
