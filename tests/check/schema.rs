//! The schema of front matter accepts what the readers accept, and says what it is for.

use crate::support::{Project, repository, schema_faults};
use backlit::config::{Kind, PRESETS, load};
use backlit::document::{Document, Node, Value};
use backlit::lint::front_matter_schema;
use serde_json::json;
use std::fs;

/// Gives a tree as a YAML reader of an editor sees it.
fn as_json(node: &Node) -> serde_json::Value {
    match &node.value {
        Value::Null => json!(null),
        Value::Scalar(text) => match (text.parse::<f64>(), text.parse::<bool>()) {
            (Ok(number), _) => json!(number),
            (_, Ok(truth)) => json!(truth),
            _ => json!(text),
        },
        Value::List(items) => items.iter().map(as_json).collect(),
        Value::Map(entries) => {
            serde_json::Value::Object(entries.iter().map(|entry| (entry.key.clone(), as_json(&entry.node))).collect())
        }
    }
}

#[test]
fn the_example_keeps_to_it() {
    let config =
        load(Some(&fs::read_to_string(repository("example-site/backlit.toml")).unwrap()), None).unwrap().config;
    let schema = front_matter_schema(&config, None);
    let mut seen = 0;
    for entry in walkdir::WalkDir::new(repository("example-site")).sort_by_file_name().into_iter().map(Result::unwrap) {
        let markdown = entry.path().extension().is_some_and(|end| end == "md");
        let Some(text) = fs::read_to_string(entry.path()).ok().filter(|_| markdown) else { continue };
        let document = Document::read("a.md".into(), text.into(), None);
        if let Some(matter) = &document.matter {
            seen += 1;
            assert_eq!(schema_faults(&schema, &as_json(matter)), Vec::<String>::new(), "{}", entry.path().display());
        }
    }
    assert!(seen > 50, "{seen} documents");
}

#[test]
fn what_is_wrong_is_refused() {
    let config = load(None, None).unwrap().config;
    let schema = front_matter_schema(&config, Some(Kind::Epic));
    for wrong in [
        json!({ "status": "nirvana" }),
        json!({ "outcomes": "more" }),
        json!({ "type": "chore" }),
        json!({ "cost_of_delay": { "urgency": "soon" } }),
    ] {
        assert!(!schema_faults(&schema, &wrong).is_empty(), "{wrong}");
    }
    let described = &schema["properties"]["outcomes"];
    assert_eq!(described["description"], "What it promises");
    assert!(schema["properties"].get("wip_limit").is_none());
}

#[test]
fn it_follows_the_configuration_and_the_preset() {
    for preset in PRESETS {
        let schema = front_matter_schema(&load(None, Some(preset.name)).unwrap().config, None);
        assert!(schema["properties"]["status"]["enum"].as_array().unwrap().len() > 3, "{}", preset.name);
    }
    let project = Project::new().file("backlit.toml", "preset = \"eip\"\n");
    let run = project.run(["schema"]);
    let schema: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert!(schema["properties"]["requires"]["description"].is_string(), "{run}");
    assert_eq!(project.run(["schema", "--kind", "epik"]).code, 2);
}
