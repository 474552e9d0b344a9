//! `docs/model.md` has a row for every field that front matter can hold.

use super::{code, file, rows, sections, text};
use backlit::backlog::assemble;
use backlit::config::{Config, Kind};
use backlit::document::Document;
use backlit::lint::fields::{COMMON, Field, OUTCOME, Shape, of_kind};
use std::collections::BTreeSet;
use std::fs;

/// The fields that a section documents.
fn fields(title: &str) -> Vec<String> {
    let document = text("docs/model.md");
    let body = sections(&document).into_iter().find(|(found, _)| *found == title).map(|(_, body)| body.to_owned());
    let body = body.unwrap_or_else(|| panic!("there is no section {title}"));
    // An epic's first table is its own; requests and costs have theirs after a sentence.
    let own = body.split("\n\nA request").next().unwrap().to_owned();
    rows(&own).iter().filter_map(|row| Some(code(&row[0])?.to_owned())).collect()
}

#[test]
fn every_documented_field_is_known() {
    for kind in Kind::ALL {
        let names = [fields("Every kind"), fields(kind.title())].concat();
        let lines: Vec<&str> = names.iter().map(String::as_str).filter(|name| *name != "kind").collect();
        let text = format!("---\nkind: {}\n{}: ~\n---\n", kind.name(), lines.join(": ~\n"));
        let backlog = assemble(vec![Document::read("a.md".into(), text.into(), None)], &Config::default());
        let unknown: Vec<&str> = backlog.items[0].extra.iter().map(|entry| entry.key.as_str()).collect();
        assert_eq!(unknown, Vec::<&str>::new(), "{}", kind.name());
    }
}

#[test]
fn the_linter_knows_the_same_fields() {
    let listed = |fields: &[Field]| fields.iter().map(|field| field.name.to_owned()).collect::<BTreeSet<String>>();
    for kind in Kind::ALL {
        assert_eq!(listed(of_kind(kind)), fields(kind.title()).into_iter().collect(), "{}", kind.name());
    }
    assert_eq!(listed(COMMON), fields("Every kind").into_iter().collect());
    assert_eq!(listed(OUTCOME), fields("Outcome").into_iter().collect());
    let agreement = of_kind(Kind::Epic).iter().find(|field| field.name == "agreement").unwrap();
    let Shape::Group(parts) = agreement.shape else { panic!("an agreement is a group") };
    assert_eq!(listed(parts), fields("Technical debt agreement").into_iter().collect());
}

#[test]
fn every_field_that_is_read_is_documented() {
    let document = text("docs/model.md");
    let mut missing = Vec::new();
    let mut read = 0;
    let paths = fs::read_dir(file("src/backlog")).unwrap().map(|entry| entry.unwrap().path());
    for path in paths.filter(|path| path.is_file()) {
        let source = fs::read_to_string(path).unwrap();
        let source = source.split("#[cfg(test)]").next().unwrap();
        for start in ["take(\"", "take_all(\"", "words(reading, \"", "words(reading, fields, \""] {
            for name in source.split(start).skip(1).filter_map(|rest| rest.split('"').next()) {
                read += 1;
                let known = document.contains(&format!("`{name}`")) || document.contains(&format!("{name}: "));
                if !known && !["date", "guard"].contains(&name) {
                    missing.push(name.to_owned());
                }
            }
        }
    }
    assert!(read > 60, "{read} fields were found in the code");
    assert_eq!(missing, Vec::<String>::new());
}
