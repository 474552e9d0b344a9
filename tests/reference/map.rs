//! The map in `CONTRIBUTING.md` matches `src/`, and the files that it names are there.

use super::{code, file, rows, sections, text};
use std::collections::BTreeSet;
use std::fs;

/// The body of a section of `CONTRIBUTING.md`.
fn section(title: &str) -> String {
    let document = text("CONTRIBUTING.md");
    sections(&document).into_iter().find(|(found, _)| *found == title).unwrap().1.to_owned()
}

#[test]
fn the_map_has_a_row_for_every_folder() {
    let rows = rows(&section("The map"));
    assert!(rows.iter().all(|row| row.len() == 4 && row.iter().all(|cell| !cell.is_empty())));
    let mapped: BTreeSet<String> = rows.iter().filter_map(|row| Some(code(&row[0])?.to_owned())).collect();
    let folders = fs::read_dir(file("src")).unwrap().map(Result::unwrap).filter(|entry| entry.path().is_dir());
    let folders = folders.map(|entry| format!("src/{}/", entry.file_name().to_str().unwrap()));
    assert_eq!(mapped, folders.collect());
}

#[test]
fn the_map_names_only_layers_above() {
    let mapped = rows(&section("The map"));
    let layers: Vec<String> =
        mapped.iter().map(|row| code(&row[0]).unwrap()["src/".len()..].trim_end_matches('/').to_owned()).collect();
    let mut wrong = Vec::new();
    for (at, layer) in layers.iter().enumerate() {
        for entry in walkdir::WalkDir::new(file(&format!("src/{layer}"))) {
            let entry = entry.unwrap();
            if entry.path().extension().is_none_or(|extension| extension != "rs") {
                continue;
            }
            let source = fs::read_to_string(entry.path()).unwrap();
            let source = source.split("#[cfg(test)]").next().unwrap();
            for below in &layers[at + 1..] {
                if source.contains(&format!("crate::{below}::")) || source.contains(&format!("crate::{below};")) {
                    wrong.push(format!("{} uses `{below}`", entry.path().display()));
                }
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn what_keeps_an_invariant_is_there() {
    for row in rows(&section("What always holds, and what keeps it")) {
        for path in row[1].split('`').skip(1).step_by(2).filter(|name| name.starts_with("tests/")) {
            assert!(file(path).exists(), "{path}");
        }
    }
}
