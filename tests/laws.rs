//! What holds for any files at all.

use crate::support::Page;
use backlit::analysis::{analyse, export};
use backlit::backlog::assemble;
use backlit::config::{self, Config};
use backlit::document::Document;
use jiff::civil::{Date, date};
use proptest::prelude::*;

const AS_OF: Date = date(2025, 6, 9);
const SCORES: &str = "scores: { impact: 9, effort: 4, risk: 5, time_to_value: 3 }";

/// Reads files through all stages; gives the export as text.
fn through(files: &[(String, String)], config: &Config) -> String {
    let documents = files.iter().map(|(path, text)| Document::read(path.as_str().into(), text.clone().into(), None));
    let backlog = assemble(documents.collect(), config);
    let analysis = analyse(&backlog, config, "", AS_OF).expect("the default settings hold");
    let exported = serde_json::to_string(&export(&backlog, &analysis, &backlog.diagnostics)).unwrap();
    assert!(!exported.contains("NaN") && backlog.items.len() == files.len());
    exported
}

/// Any value of front matter: plausible, odd or broken.
fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9]{1,6}(\\.[0-9]{1,3})?[%a-zA-Z$]{0,3}",
        "20[0-9]{2}(-[0-9]{1,2}(-[0-9]{1,2})?|-Q[0-9])?",
        "[+-]?[0-9.]{0,25} ?(k|M|d|w|ms|%|x)?",
        "[a-zA-Z0-9@/ -]{0,20}",
        "\\[[a-zA-Z0-9, \\[\\]{}:\"'-]{0,30}\\]",
        "\\{[a-zA-Z0-9, \\[\\]{}:\"'-]{0,30}\\}",
        "\\PC{0,20}",
        "[&*!|>%@`#]\\PC{0,8}",
        Just(".nan".to_owned()),
        Just("-.inf".to_owned()),
        Just("A-1".to_owned()),
        Just("\n  - { metric: x, baseline: 1, target: 2, by: 2025-Q1, actuals: [{ on: 2025-01-01, value: 3 }] }".to_owned()),
        Just("\n  - metric: x\n    baseline: 1%\n    target: +25%\n    checkpoints: [1m]\n    guardrails: [{ metric: y, limit: 3 s }]".to_owned()),
    ]
}

/// Any front matter of the fields that there are.
fn matter() -> impl Strategy<Value = String> {
    let names = [
        "id",
        "title",
        "kind",
        "type",
        "status",
        "owner",
        "team",
        "product",
        "initiative",
        "key_results",
        "depends_on",
        "requested_by",
        "scores",
        "cost_of_delay",
        "estimate",
        "remaining",
        "bundled_with",
        "confidence",
        "outcomes",
        "agreement",
        "transitions",
        "created",
        "started",
        "finished",
        "tags",
        "members",
        "capacity",
        "wip_limit",
        "allocation",
        "level",
        "period",
        "parent",
        "steps",
        "starts",
        "ends",
        "goal",
        "result",
        "nav_order",
        "moscow",
    ];
    let field = (prop::sample::select(names.to_vec()), value()).prop_map(|(name, value)| format!("{name}: {value}\n"));
    prop::collection::vec(field, 0..8).prop_map(|fields| fields.concat())
}

fn path() -> impl Strategy<Value = String> {
    let folders = ["epics", "initiatives", "objectives", "teams", "value-streams", "sprints", "wiki"];
    (prop::sample::select(folders.to_vec()), "[a-cA-C]{1,2}").prop_map(|(folder, name)| format!("{folder}/{name}.md"))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_front_matter_stops_the_analysis(files in prop::collection::btree_map(path(), (matter(), "\\PC{0,40}"), 1..5)) {
        let files: Vec<(String, String)> = files
            .into_iter()
            .map(|(path, (matter, body))| (path, format!("---\n{matter}---\n{body}")))
            .collect();
        through(&files, &Config::default());
    }

    #[test]
    fn no_bytes_stop_the_reader(bytes in prop::collection::vec(any::<u8>(), 0..200), start in "(---\n|\\+\\+\\+\n|\u{feff}---\r\n)?") {
        let bytes = [start.into_bytes(), bytes].concat();
        let backlog = assemble(vec![Document::read("epics/a.md".into(), bytes, None)], &Config::default());
        prop_assert!(analyse(&backlog, &Config::default(), "", AS_OF).is_ok());
        for found in &backlog.diagnostics {
            let text = &backlog.documents[0].text;
            prop_assert!(text.get(found.span.range(text)).is_some(), "{found:?}");
        }
    }

    #[test]
    fn no_configuration_stops_the_run(text in "(\\[(site|ranking|workflow|outcomes|types|fields)\\]\n)?([a-z_]{2,9} = (\"\\PC{0,12}\"|[0-9.-]{1,6}|true|\\[\\])\n){0,4}", formula in "\\PC{0,30}") {
        let _ = config::load(Some(&text), None);
        let text = format!("[ranking]\nmethod = \"formula\"\nformula = '''{formula}'''\n");
        if let Ok(loaded) = config::load(Some(&text), None) {
            let backlog = assemble(vec![Document::read("epics/a.md".into(), format!("---\n{SCORES}\n---\n").into(), None)], &loaded.config);
            let _ = analyse(&backlog, &loaded.config, &text, AS_OF);
        }
    }

    #[test]
    fn ranks_ignore_the_names_of_files(order in Just((0..6).collect::<Vec<usize>>()).prop_shuffle(), scores in prop::collection::vec(1..=10u8, 6)) {
        let epic = |n: usize| format!("---\nid: E-{n}\nscores: {{ impact: {}, effort: 4, risk: 5, time_to_value: 3 }}\n---\n", scores[n]);
        let named = |names: &[usize]| {
            let files = names.iter().enumerate().map(|(n, name)| (format!("epics/{name}.md"), epic(n)));
            files.collect::<Vec<_>>()
        };
        let order_of = |exported: &str| {
            let value: serde_json::Value = serde_json::from_str(exported).unwrap();
            (value["ranking"]["order"].clone(), value["ranking"]["sensitivity"].clone())
        };
        let straight = through(&named(&[0, 1, 2, 3, 4, 5]), &Config::default());
        let shuffled = through(&named(&order), &Config::default());
        prop_assert_eq!(order_of(&straight), order_of(&shuffled));
    }

    #[test]
    fn the_order_of_files_never_shows(files in prop::collection::btree_map(path(), matter(), 1..6), seed in any::<u64>()) {
        let files: Vec<(String, String)> = files.into_iter().map(|(path, matter)| (path, format!("---\n{matter}---\n"))).collect();
        let mut shuffled = files.clone();
        shuffled.rotate_left(usize::try_from(seed % 6).unwrap() % files.len());
        shuffled.reverse();
        prop_assert_eq!(through(&files, &Config::default()), through(&shuffled, &Config::default()));
    }
}

#[test]
fn a_page_parses_into_what_it_says() {
    let page = Page::parse("<!DOCTYPE html><title>t</title><p id=a onclick=x>b</p><script>c</script>");
    assert_eq!(page.ids().collect::<Vec<_>>(), ["a"]);
    assert_eq!(page.all("script").next().map(|script| script.text.as_str()), Some("c"));
    assert_eq!(page.all("p").next().and_then(|p| p.get("onclick")), Some("x"));
}
