//! A JSON Schema of front matter under a site's own configuration, for editors that complete and check YAML.
//!
//! In: a configuration, and a kind or none. Out: a schema of draft 7, which the usual language server reads. It refuses
//! less than the readers do: a key that nobody knows is fine, and what a unit means only `check` can say.

use super::fields::{COMMON, Field, KEY_RESULT, Shape, of_kind};
use crate::config::{Config, Kind};
use serde_json::{Map, Value, json};

/// Writes the schema of one kind of document, or of all.
pub fn front_matter_schema(config: &Config, kind: Option<Kind>) -> Value {
    let kinds: Vec<Kind> = kind.map_or_else(|| Kind::ALL.to_vec(), |kind| vec![kind]);
    let title = kind.map_or_else(|| "Front matter".to_owned(), |kind| format!("Front matter: {}", kind.name()));
    let fields = COMMON.iter().chain(kinds.into_iter().flat_map(|kind| of_kind(kind)));
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": title,
        "type": ["object", "null"],
        "properties": properties(config, fields),
    })
}

/// Describes fields, each under every name that the site has for it; a name that means several things may be any.
fn properties<'a>(config: &Config, fields: impl Iterator<Item = &'a Field>) -> Value {
    let mut properties = Map::new();
    for field in fields {
        let own = config.fields.get(field.name).into_iter().flatten().map(String::as_str);
        for name in std::iter::once(field.name).chain(own) {
            let described = described(config, field);
            let both = match properties.remove(name) {
                Some(other) if other != described => json!({ "anyOf": [other, described] }),
                _ => described,
            };
            properties.insert(name.to_owned(), both);
        }
    }
    Value::Object(properties)
}

/// Describes a field.
fn described(config: &Config, field: &Field) -> Value {
    let mut schema = match field.shape {
        Shape::Groups(fields) if field.name == "key_results" => groups(&group(config, fields.iter().chain(KEY_RESULT))),
        shape => shaped(config, shape),
    };
    schema["description"] = json!(field.about);
    schema
}

/// Describes a shape.
fn shaped(config: &Config, shape: Shape) -> Value {
    match shape {
        Shape::Text | Shape::Id | Shape::Quantity | Shape::Target | Shape::Duration | Shape::Share => scalar(),
        Shape::Number => json!({ "type": ["number", "string", "null"] }),
        Shape::Date => {
            json!({ "type": ["string", "number", "null"], "examples": ["2025-06-30", "2025-06", "2025-Q2"] })
        }
        Shape::Texts | Shape::Ids | Shape::Durations | Shape::Band => {
            json!({ "type": ["string", "number", "boolean", "array", "object", "null"] })
        }
        Shape::Truth => json!({ "enum": [true, false, "yes", "no", null] }),
        Shape::Word(words) => {
            json!({ "enum": words.iter().map(|word| json!(word)).chain([Value::Null]).collect::<Vec<_>>() })
        }
        Shape::State => json!({ "enum": states(config) }),
        Shape::Type => json!({ "anyOf": [{ "enum": types(config) }, { "type": ["array", "null"] }] }),
        Shape::Scores => scores(config),
        Shape::Shares => json!({ "type": ["object", "null"], "additionalProperties": scalar() }),
        Shape::Group(fields) => group(config, fields.iter()),
        Shape::GroupOr(fields) => json!({ "anyOf": [scalar(), group(config, fields.iter())] }),
        Shape::Groups(fields) => groups(&group(config, fields.iter())),
        Shape::GroupsOr(fields) => json!({ "anyOf": [scalar(), groups(&group(config, fields.iter()))] }),
    }
}

/// Describes a single value.
fn scalar() -> Value {
    json!({ "type": ["string", "number", "boolean", "null"] })
}

/// Describes a group of keys.
fn group<'a>(config: &Config, fields: impl Iterator<Item = &'a Field>) -> Value {
    let properties: Map<String, Value> =
        fields.map(|field| (field.name.to_owned(), described(config, field))).collect();
    json!({ "type": ["object", "null"], "properties": properties })
}

/// Describes a list of groups, of which one may stand alone.
fn groups(group: &Value) -> Value {
    json!({ "anyOf": [{ "type": ["array", "null"], "items": group }, group] })
}

/// Describes the scores: those of the site's method on its scale.
fn scores(config: &Config) -> Value {
    let (low, high) = config.ranking.scale;
    let weighted = config.ranking.method == "weighted";
    let criteria = config.ranking.weights.iter().filter(|_| weighted).map(|(name, _)| {
        let about = format!("From {low} to {high}");
        (name.clone(), json!({ "type": ["number", "string", "null"], "description": about }))
    });
    let criteria: Map<String, Value> = criteria.collect();
    json!({ "type": ["object", "null"], "properties": criteria, "additionalProperties": scalar() })
}

/// Lists the names of states: as the workflow has them, as pages show them, and their aliases.
fn states(config: &Config) -> Vec<Value> {
    let workflow = &config.workflow;
    let mut names: Vec<&str> = workflow.states().iter().map(|state| state.name.as_str()).collect();
    names.extend(workflow.states().iter().map(|state| state.title.as_str()));
    names.extend(workflow.names());
    let mut seen = std::collections::BTreeSet::new();
    names.retain(|name| seen.insert(*name));
    names.into_iter().map(|name| json!(name)).chain([Value::Null]).collect()
}

/// Lists the words for types of work.
fn types(config: &Config) -> Vec<Value> {
    config.types.keys().map(|name| json!(name)).chain([Value::Null]).collect()
}
