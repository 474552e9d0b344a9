//! Checks JSON against a JSON Schema: the part of draft 2020-12 that the export's schema uses.

use serde_json::Value;

/// Keywords that say nothing about validity.
const WORDS: [&str; 6] = ["$schema", "$id", "$defs", "title", "description", "examples"];

/// Lists what in a value goes against a schema.
pub(crate) fn schema_faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut check = Check { whole: schema, faults: Vec::new() };
    check.value(schema, value, "");
    check.faults
}

/// A check under way.
struct Check<'a> {
    whole: &'a Value,
    faults: Vec<String>,
}

impl Check<'_> {
    fn fault(&mut self, at: &str, what: &str) {
        self.faults.push(format!("{at}: {what}"));
    }

    fn value(&mut self, schema: &Value, value: &Value, at: &str) {
        for (keyword, rule) in schema.as_object().expect("a schema is an object") {
            self.keyword(schema, (keyword, rule), value, at);
        }
    }

    fn keyword(&mut self, schema: &Value, (keyword, rule): (&str, &Value), value: &Value, at: &str) {
        match keyword {
            "$ref" => {
                let pointer = rule.as_str().unwrap().trim_start_matches('#');
                let whole = self.whole;
                let target = whole.pointer(pointer).expect("a reference leads somewhere");
                self.value(target, value, at);
            }
            "type" if !types(rule).iter().any(|name| is(value, name)) => {
                self.fault(at, &format!("{value} is no {rule}"));
            }
            "const" if value != rule => self.fault(at, &format!("{value} is not {rule}")),
            "enum" if !rule.as_array().unwrap().contains(value) => {
                self.fault(at, &format!("{value} is none of {rule}"));
            }
            "anyOf" if !rule.as_array().unwrap().iter().any(|one| self.holds(one, value)) => {
                self.fault(at, &format!("{value} is none of the alternatives"));
            }
            "minimum" if value.as_f64().is_some_and(|number| number < rule.as_f64().unwrap()) => {
                self.fault(at, &format!("{value} is under {rule}"));
            }
            "format" => assert_eq!(rule, "date", "only days have a format here"),
            "items" => {
                for (n, item) in value.as_array().into_iter().flatten().enumerate() {
                    self.value(rule, item, &format!("{at}/{n}"));
                }
            }
            "properties" | "required" | "additionalProperties" => {
                self.object(schema, (keyword, rule), value, at);
            }
            "type" | "const" | "enum" | "anyOf" | "minimum" => {}
            other => assert!(WORDS.contains(&other), "the keyword {other} isn't checked"),
        }
    }

    fn object(&mut self, schema: &Value, (keyword, rule): (&str, &Value), value: &Value, at: &str) {
        let Some(fields) = value.as_object() else {
            return;
        };
        if keyword == "required" {
            for name in rule.as_array().unwrap().iter().filter_map(Value::as_str) {
                if !fields.contains_key(name) {
                    self.fault(at, &format!("{name} is missing"));
                }
            }
            return;
        }
        let known = &schema["properties"];
        for (name, field) in fields {
            let place = format!("{at}/{name}");
            match (keyword, known.get(name)) {
                ("properties", Some(known)) => self.value(known, field, &place),
                ("additionalProperties", None) if rule == &Value::Bool(false) => {
                    self.fault(&place, "isn't in the schema");
                }
                ("additionalProperties", None) => self.value(rule, field, &place),
                _ => {}
            }
        }
    }

    fn holds(&self, schema: &Value, value: &Value) -> bool {
        let mut check = Check { whole: self.whole, faults: Vec::new() };
        check.value(schema, value, "");
        check.faults.is_empty()
    }
}

/// Lists the names of one type or several.
fn types(rule: &Value) -> Vec<&str> {
    match rule {
        Value::Array(names) => names.iter().filter_map(Value::as_str).collect(),
        one => one.as_str().into_iter().collect(),
    }
}

/// Tells whether a value has a type.
fn is(value: &Value, name: &str) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "integer" => value.as_f64().is_some_and(|number| number.fract() == 0.0),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("{other} is no type"),
    }
}
