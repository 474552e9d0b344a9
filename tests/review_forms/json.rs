//! A review as JSON, and read back from anyone.

use super::samples::{HOSTILE, empty, enormous, rich, saying, tiny};
use crate::support::{repository, schema_faults};
use backlit::report::review::{Options, json, read};
use backlit::review::Review;
use proptest::prelude::*;
use serde_json::{Value, json};

fn written(review: &Review) -> String {
    json(review, &Options::default())
}

fn value() -> Value {
    serde_json::from_str(&written(&rich())).unwrap()
}

/// Says why a value isn't read.
fn refusal(value: &Value) -> String {
    read(&value.to_string()).expect_err("it is refused").message
}

#[test]
fn what_is_written_is_read_back() {
    for review in [empty(), tiny(), rich(), enormous()] {
        assert_eq!(read(&written(&review)).unwrap(), review);
        assert_eq!(written(&review), written(&review.clone()));
    }
    assert!(written(&tiny()).starts_with("{\n  \"schema\": \"backlit.review/1\",\n"));
}

#[test]
fn no_line_of_it_is_a_command_and_nothing_in_it_turns_text() {
    for text in HOSTILE {
        let json = written(&saying(text));
        assert!(!json.contains("##[") && !json.contains(['\u{202e}', '\u{1b}', '\u{9b}']), "{text}");
        assert!(json.lines().all(|line| !line.trim_start().starts_with("::")), "{text}");
        assert_eq!(serde_json::from_str::<Review>(&json).unwrap(), saying(text));
    }
}

#[test]
fn what_no_review_holds_is_refused() {
    let cases: Vec<(&str, Value, &str)> = vec![
        ("/schema", json!("backlit.review/9"), "its schema is `backlit.review/9`"),
        ("/schema", json!(null), "names no schema"),
        ("/changes/0/kind", json!("promise-broken"), "`promise-broken` is no kind of change"),
        ("/policy/fail_on/0", json!("everything"), "`everything` is no kind of change"),
        ("/policy/refused/0", json!(13), "refuses change 13"),
        ("/policy/refused/0", json!(-1), "invalid value"),
        ("/head/commit", json!("../../x"), "is no commit"),
        ("/head/commit", json!("abc1234"), "is no commit"),
        ("/as_of", json!("<b>"), "is no date"),
        ("/findings/new/0/severity", json!("fatal"), "is no severity"),
        ("/changes/0/place/path", json!("../secret"), "leads out of the repository"),
        ("/changes/0/place/path", json!("/etc/passwd"), "leads out of the repository"),
        ("/changes/0/document/path", json!("a\\..\\b"), "leads out of the repository"),
        ("/documents/0/moved_from", json!("a\nb"), "leads out of the repository"),
        ("/findings/new/0/place/path", json!("C:/x"), "leads out of the repository"),
        ("/folder", json!("a/.."), "leads out of the repository"),
        ("/changes/0/effect", json!("great"), "unknown variant"),
        ("/outcomes/0/before/reached", json!("all"), "invalid type"),
    ];
    for (at, with, why) in cases {
        let mut value = value();
        *value.pointer_mut(at).unwrap() = with;
        let said = refusal(&value);
        assert!(said.starts_with("this file is no review: ") && said.contains(why), "{at}: {said}");
    }
    let mut value = value();
    value["changes"][0]["html"] = json!("<b>");
    assert!(refusal(&value).contains("unknown field `html`"));
    value["changes"][0].as_object_mut().unwrap().remove("html");
    value.as_object_mut().unwrap().remove("policy");
    assert!(refusal(&value).contains("missing field `policy`"));
    assert!(read("{").unwrap_err().message.contains("no JSON"));
    assert!(read(&"[".repeat(100_000)).unwrap_err().message.contains("no JSON"));
    assert!(read(&" ".repeat(20_000_001)).unwrap_err().message.contains("larger than 20 MB"));
}

#[test]
fn long_texts_and_lists_are_cut_and_the_lists_are_said() {
    let mut review = rich();
    review.changes[0].before = "ä".repeat(5000);
    let change = review.changes[0].clone();
    review.changes.extend(std::iter::repeat_n(change, 20_000));
    review.changes.iter_mut().skip(1).for_each(|change| change.before.clear());
    review.policy.refused = vec![0, 0, 20_012];
    let read = read(&written(&review)).unwrap();
    assert_eq!(read.changes[0].before.chars().count(), 2000);
    assert!(read.changes[0].before.contains('…'));
    assert_eq!((read.changes.len(), read.policy.refused), (20_000, vec![0]));
    assert_eq!(read.notes.last().unwrap(), "the file has 20013 changes, of which 20000 are shown");
}

#[test]
fn what_is_written_keeps_to_the_published_schema() {
    let text = std::fs::read_to_string(repository("docs/review.schema.json")).unwrap();
    let schema: Value = serde_json::from_str(&text).unwrap();
    for review in [empty(), tiny(), rich()] {
        assert_eq!(schema_faults(&schema, &serde_json::from_str(&written(&review)).unwrap()), Vec::<String>::new());
    }
    let mut wrong = value();
    wrong["changes"][0]["kind"] = json!("promise-broken");
    wrong["changes"][1]["html"] = json!("<b>");
    wrong["documents"][0]["status"] = json!("burnt");
    wrong.as_object_mut().unwrap().remove("policy");
    assert_eq!(schema_faults(&schema, &wrong).len(), 4);
}

/// Any JSON, some of it near to a review.
fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        Just(json!("target-eased")),
        Just(json!("backlit.review/1")),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec(("[a-z_]{1,8}", inner), 0..6)
                .prop_map(|fields| Value::Object(fields.into_iter().collect())),
        ]
    })
}

/// Every place in a value.
fn places(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Array(items) => items.iter().enumerate().for_each(|(n, item)| places(item, &format!("{at}/{n}"), found)),
        Value::Object(fields) => fields.iter().for_each(|(name, field)| places(field, &format!("{at}/{name}"), found)),
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn nothing_that_is_read_breaks_it(at in any::<prop::sample::Index>(), with in any_json()) {
        let mut changed = value();
        let mut all = Vec::new();
        places(&changed, "", &mut all);
        *changed.pointer_mut(at.get::<String>(&all)).unwrap() = with.clone();
        for value in [changed, with] {
            if let Ok(review) = read(&value.to_string()) {
                prop_assert_eq!(read(&written(&review)).unwrap(), review.clone());
                for form in backlit::report::review::FORMS {
                    (form.write)(&review, &Options::default());
                }
            }
        }
    }
}
