//! `docs/prose.md` says what a live list can ask, and its example works.

use super::{backlit, rows, sections, text};
use std::fs;

/// Builds a wiki page with a block, and gives what the build says.
fn said(block: &str) -> String {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("teams")).unwrap();
    fs::write(folder.path().join("teams/search.md"), "---\nid: search\n---\n").unwrap();
    fs::write(folder.path().join("page.md"), format!("```backlit\n{block}\n```\n")).unwrap();
    let output = backlit().args(["build", "--as-of", "2025-06-09"]).arg(folder.path()).output().unwrap();
    String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap()
}

/// The section about lists.
fn section() -> String {
    let document = text("docs/prose.md");
    sections(&document).into_iter().find(|(title, _)| *title == "Live lists").unwrap().1.to_owned()
}

/// The names that a message lists.
fn listed(said: &str, start: &str) -> Vec<String> {
    let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
    let list = said.split(start).nth(1).unwrap_or_else(|| panic!("{said}")).split('.').next().unwrap();
    let mut names: Vec<String> = list.split(", ").map(str::to_owned).collect();
    names.sort();
    names
}

#[test]
fn every_key_of_a_list_is_documented_and_no_other() {
    let mut documented: Vec<String> = rows(&section()).iter().map(|row| row[0].trim_matches('`').to_owned()).collect();
    documented.sort();
    assert_eq!(documented, listed(&said("nosuchkeyanywhere: 1"), "Keys are "));
}

#[test]
fn every_value_of_a_closed_list_is_documented() {
    let section = section();
    for (key, start) in [
        ("kind", "Kinds are "),
        ("class", "Classes are "),
        ("sort", "Orders are "),
        ("columns", "Columns are "),
        ("outcome", "States of outcomes are "),
    ] {
        let row = rows(&section).into_iter().find(|row| row[0] == format!("`{key}`")).unwrap();
        for name in listed(&said(&format!("{key}: nosuchvalueanywhere")), start) {
            assert!(row[1].contains(&format!("`{name}`")), "{key}: {name}");
        }
    }
}

#[test]
fn the_example_is_a_list() {
    let section = section();
    let example = section.split("```backlit\n").nth(1).unwrap().split("\n```").next().unwrap();
    let said = said(example);
    assert!(said.contains("built") && !said.contains("live-list"), "{said}");
}
