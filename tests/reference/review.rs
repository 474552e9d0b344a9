//! `docs/review.md` names every kind of change and every form, and the schema knows them.

use super::{code, rows, sections, text};
use backlit::report::review::FORMS;
use backlit::review::{Effect, KINDS};

fn table(title: &str) -> Vec<Vec<String>> {
    let document = text("docs/review.md");
    rows(sections(&document).into_iter().find(|(heading, _)| *heading == title).unwrap().1)
}

#[test]
fn every_kind_of_change_is_documented_in_order_and_no_other() {
    let effect = |effect| match effect {
        Effect::Weaker => "weaker",
        Effect::Stronger => "stronger",
        Effect::Neutral => "",
    };
    let expected: Vec<Vec<String>> = KINDS
        .iter()
        .map(|kind| {
            vec![format!("`{}`", kind.name), kind.section.title().into(), kind.words.into(), effect(kind.effect).into()]
        })
        .collect();
    let mut found = table("Kinds of change");
    for row in &mut found {
        row.resize(4, String::new());
    }
    assert_eq!(found, expected);
}

#[test]
fn every_form_is_documented_and_no_other() {
    let mut found: Vec<String> = table("Forms").iter().filter_map(|row| code(&row[0]).map(str::to_owned)).collect();
    let mut expected: Vec<&str> = FORMS.iter().map(|form| form.name).chain(["html"]).collect();
    found.sort();
    expected.sort_unstable();
    assert_eq!(found, expected);
}

#[test]
fn the_schema_names_every_kind() {
    let schema: serde_json::Value = serde_json::from_str(&text("docs/review.schema.json")).unwrap();
    let named: Vec<&str> =
        schema["$defs"]["kind"]["enum"].as_array().unwrap().iter().map(|name| name.as_str().unwrap()).collect();
    assert_eq!(named, KINDS.iter().map(|kind| kind.name).collect::<Vec<_>>());
}
