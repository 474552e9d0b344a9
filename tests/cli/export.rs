//! `backlit export`.

use crate::support::{AS_OF, Project, schema_faults};
use serde_json::{Value, json};

fn exported(project: &Project) -> Value {
    let run = project.run(["export", "--as-of", AS_OF]);
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{run}");
    serde_json::from_str(&run.stdout).unwrap()
}

fn schema() -> Value {
    let run = Project::new().run(["export", "--schema"]);
    assert_eq!(run.code, 0, "{run}");
    serde_json::from_str(&run.stdout).unwrap()
}

#[test]
fn what_is_exported_keeps_to_the_published_schema() {
    let schema = schema();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    let broken = Project::new()
        .epic("A-1", "depends_on: [A-2, B-1]\nscores: { impact: 17 }\nestimate: 6w")
        .epic("A-2", "depends_on: [A-1]\nstatus: cancelled\noutcomes: [{ metric: x, baseline: 5%, target: 3 d }]");
    for project in [Project::example(), Project::new(), broken] {
        let faults = schema_faults(&schema, &exported(&project));
        assert!(faults.is_empty(), "{} faults: {:#?}", faults.len(), &faults[..faults.len().min(20)]);
    }
}

#[test]
fn every_method_keeps_to_the_schema() {
    let schema = schema();
    for method in backlit::ranking::METHODS {
        let config = format!("[ranking]\nmethod = \"{}\"\nformula = \"impact / effort\"\n", method.name);
        let project = Project::example().file("backlit.toml", config);
        let faults = schema_faults(&schema, &exported(&project));
        assert!(faults.is_empty(), "{}: {:#?}", method.name, &faults[..faults.len().min(20)]);
    }
}

#[test]
fn the_schema_refuses_what_it_does_not_name() {
    let (schema, mut value) = (schema(), exported(&Project::example()));
    value["epics"][0]["rnak"] = json!(1);
    value["epics"][1]["class"] = json!("busy");
    value["ranking"]["order"] = json!([1]);
    value.as_object_mut().unwrap().remove("as_of");
    assert_eq!(schema_faults(&schema, &value).len(), 4, "{:?}", schema_faults(&schema, &value));
}

#[test]
fn the_schema_describes_every_key() {
    fn walk(schema: &Value, at: &str, faults: &mut Vec<String>) {
        if let Some(properties) = schema["properties"].as_object() {
            for (name, property) in properties {
                let target = property["$ref"].as_str();
                if property["description"].as_str().is_none_or(str::is_empty) && target.is_none() {
                    faults.push(format!("{at}/{name}"));
                }
            }
        }
        for (name, inner) in schema.as_object().into_iter().flatten() {
            walk(inner, &format!("{at}/{name}"), faults);
        }
    }
    let mut faults = Vec::new();
    walk(&schema(), "", &mut faults);
    assert_eq!(faults, Vec::<String>::new(), "no description");
}

#[test]
fn figures_and_findings_are_in_the_export() {
    let project =
        Project::new().epic("A-1", "scores: { impact: 9, effort: 4, risk: 5, time_to_value: 3 }\ndepends_on: [B-1]");
    let value = exported(&project);
    assert_eq!(value["schema"], "backlit.export/1");
    assert_eq!(value["as_of"], AS_OF);
    assert_eq!((&value["epics"][0]["id"], &value["epics"][0]["rank"]), (&json!("A-1"), &json!(1)));
    assert_eq!(value["ranking"]["order"], json!(["A-1"]));
    let finding = &value["findings"][0];
    assert_eq!((&finding["rule"], &finding["path"]), (&json!("unknown-id"), &json!("epics/A-1.md")));
    assert_eq!((&finding["line"], &finding["column"]), (&json!(5), &json!(14)));
}
