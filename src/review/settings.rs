//! What of `backlit.toml` differs, key by key, and which kinds of change the team refuses.

use super::comparison::{Comparison, change};
use super::{Change, KINDS, Place, Policy, Where, kind_of};
use crate::config::place;
use crate::diagnostic::{Diagnostic, Error, Span, nearest};
use crate::order::Order;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Tells each key that differs.
pub(super) fn compare(comparison: &Comparison<'_>) -> Vec<Change> {
    let (before, after) = (comparison.before.config_text, comparison.after.config_text);
    let (old, new) = (keys(before), keys(after));
    let mut names: Vec<&Vec<String>> = old.keys().chain(new.keys()).collect();
    names.order();
    names.dedup();
    let differs = names.into_iter().filter(|name| old.get(*name) != new.get(*name));
    differs
        .map(|name| {
            let value = |keys: &BTreeMap<Vec<String>, String>| keys.get(name).cloned().unwrap_or_default();
            let (text, side) = if new.contains_key(name) { (after, Where::Head) } else { (before, Where::Base) };
            let parts: Vec<&str> = name.iter().map(String::as_str).collect();
            let line = place(text, &parts).map_or(0, |at| Span::of(text, at).line);
            let told = change("settings-changed").was_is(value(&old), value(&new)).note(name.join("."));
            told.at(Some(Place { path: "backlit.toml".to_owned(), line, side }))
        })
        .collect()
}

/// Gives every value of a configuration under the keys that lead to it; one that can't be read has none.
fn keys(text: &str) -> BTreeMap<Vec<String>, String> {
    let mut found = BTreeMap::new();
    if let Ok(table) = text.parse::<toml::Table>() {
        flatten(&toml::Value::Table(table), &mut Vec::new(), &mut found);
    }
    found
}

fn flatten(value: &toml::Value, way: &mut Vec<String>, found: &mut BTreeMap<Vec<String>, String>) {
    let mut down = |key: String, value: &toml::Value| {
        way.push(key);
        flatten(value, way, found);
        way.pop();
    };
    match value {
        toml::Value::Table(table) if !table.is_empty() => {
            for (key, value) in table {
                down(key.clone(), value);
            }
        }
        toml::Value::Array(list) if list.iter().any(toml::Value::is_table) => {
            for (at, value) in list.iter().enumerate() {
                down(at.to_string(), value);
            }
        }
        value if way.is_empty() => debug_assert!(value.is_table(), "a file is a table"),
        value => {
            found.insert(way.clone(), value.to_string());
        }
    }
}

/// Gives the kinds that are refused: those of what is reviewed and those of its base, so that no branch can take one
/// out for itself.
pub(super) fn policy(comparison: &Comparison<'_>, changes: &[Change]) -> Policy {
    let both = [comparison.before, comparison.after];
    let named = |name: &str| both.iter().any(|state| state.config.review.fail_on.iter().any(|other| other == name));
    let fail_on: Vec<String> = KINDS.iter().filter(|kind| named(kind.name)).map(|kind| kind.name.to_owned()).collect();
    let refused = changes.iter().enumerate().filter(|(_, change)| fail_on.contains(&change.kind));
    Policy { refused: refused.map(|(at, _)| at).collect(), fail_on }
}

/// Refuses a configuration that names a kind of change that there is not.
pub fn check_policy(fail_on: &[String], text: &str) -> Result<(), Error> {
    let Some((at, name)) = fail_on.iter().enumerate().find(|(_, name)| kind_of(name).is_none()) else {
        return Ok(());
    };
    let span = place(text, &["review", "fail_on", &at.to_string()]).map_or(Span::FILE, |at| Span::of(text, at));
    let path: Arc<str> = Arc::from("backlit.toml");
    let hint = match nearest(name, KINDS.iter().map(|kind| kind.name)) {
        Some(near) => format!("Did you mean `{near}`?"),
        None => "The kinds of change are in the documentation of `backlit review`.".to_owned(),
    };
    let message = format!("`{name}` is no kind of change");
    Err(Error::at(Diagnostic::error("configuration", &path, span, message).hint(hint), text))
}
