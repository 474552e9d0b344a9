//! `docs/config.md` has a row for every key of `backlit.toml`, with its default.

use super::{code, rows, sections, text};
use backlit::config::load;

/// The keys that a table accepts, as the message about an unknown one lists them.
fn accepted(table: &str) -> Vec<String> {
    let wrong = format!("{table}\nnosuchkeyanywhereatall = 1\n");
    let error = load(Some(&wrong), None).unwrap_err();
    let hint = error.place.unwrap().0.hint.unwrap();
    let list = hint.strip_prefix("Known keys here are ").unwrap().trim_end_matches('.');
    let mut keys: Vec<String> = list.split(", ").map(str::to_owned).collect();
    keys.sort();
    keys
}

/// The section of a table.
fn section(table: &str) -> String {
    let title = if table.is_empty() { "Top level".to_owned() } else { format!("`{table}`") };
    let document = text("docs/config.md");
    let body = sections(&document).into_iter().find(|(found, _)| *found == title).map(|(_, body)| body.to_owned());
    body.unwrap_or_else(|| panic!("there is no section {title}"))
}

/// The rows of the keys of a table: those with four cells.
fn keys(table: &str) -> Vec<(String, Vec<String>)> {
    let rows = rows(&section(table)).into_iter().filter(|row| row.len() == 4);
    rows.map(|row| (code(&row[0]).unwrap().to_owned(), row)).collect()
}

#[test]
fn every_key_is_documented_and_no_other() {
    let open = ["fields", "types", "rules", "gates"];
    let named = keys("").into_iter().filter(|(key, row)| row[1].contains("table") && !open.contains(&key.as_str()));
    let brackets =
        |(key, row): (String, Vec<String>)| if row[1] == "table" { format!("[{key}]") } else { format!("[[{key}]]") };
    for table in std::iter::once(String::new()).chain(named.map(brackets)) {
        let table = table.as_str();
        let mut documented: Vec<String> = keys(table).into_iter().map(|(key, _)| key).collect();
        documented.sort();
        assert_eq!(documented, accepted(table), "{table}");
    }
}

#[test]
fn defaults_are_as_documented() {
    let defaults: toml::Table = text("presets/default.toml").parse().unwrap();
    for table in ["site", "ranking", "capacity", "outcomes", "history", "teams", "check"] {
        for (key, row) in keys(&format!("[{table}]")) {
            let default = defaults[table].get(&key);
            match code(&row[2]).and_then(|written| format!("v = {written}").parse::<toml::Table>().ok()) {
                Some(written) => assert_eq!(Some(&written["v"]), default, "{table}.{key}"),
                None => assert!(default.is_none_or(toml::Value::is_table), "{table}.{key} has a default"),
            }
        }
    }
}

#[test]
fn states_aliases_and_types_are_as_documented() {
    let defaults: toml::Table = text("presets/default.toml").parse().unwrap();
    let document = section("[workflow]") + &section("[fields]` and `[types]").replace('\n', " ");
    let lists = ["states", "aside"].into_iter().flat_map(|list| defaults["workflow"][list].as_array().unwrap());
    let states = lists.map(|state| state["name"].as_str().unwrap());
    let aliases = defaults["workflow"]["aliases"].as_table().unwrap().keys().map(String::as_str);
    let types = defaults["types"].as_table().unwrap().keys().map(String::as_str);
    for name in states.chain(aliases).chain(types) {
        assert!(document.contains(&format!("`{name}`")), "`{name}` is not documented");
    }
}

#[test]
fn examples_can_be_read() {
    let document = text("docs/config.md");
    for example in document.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap()) {
        load(Some(example), None).unwrap();
    }
}
