//! What is mended, and that nothing else changes.

use super::NO_BASELINE;
use crate::support::Project;
use backlit::analysis::{analyse, lint_facts};
use backlit::backlog::assemble;
use backlit::config::Config;
use backlit::document::Document;
use backlit::lint::{Context, mend, run};
use proptest::prelude::*;
use std::fs;

const BEFORE: &str = "---\nid: PAY-1   # ours\ntitel: \"Refunds\"\nowner: 'ines'\nstatus: idea\noutcomes:\n  - metric: Refund rate  \n    basline: 6%\n    target:   3%\n    by: \"Q3 2025\"\n    source: orders\n---\nText with two blanks  \nat its end.\n";
const AFTER: &str = "---\nid: PAY-1   # ours\ntitle: \"Refunds\"\nowner: 'ines'\nstatus: idea\noutcomes:\n  - metric: Refund rate\n    baseline: 6%\n    target:   3%\n    by: \"2025-Q3\"\n    source: orders\n---\nText with two blanks  \nat its end.\n";

#[test]
fn only_the_bytes_of_a_value_change() {
    let project = Project::new().file("epics/PAY-1.md", BEFORE);
    let diff = project.run(["check", ".", "--diff"]);
    assert_eq!(diff.code, 1, "{diff}");
    assert!(diff.stdout.contains("-titel: \"Refunds\"\n+title: \"Refunds\"\n"), "{diff}");
    assert_eq!(fs::read_to_string(project.at("epics/PAY-1.md")).unwrap(), BEFORE);
    let fixed = project.run(["check", ".", "--fix"]);
    assert_eq!(fixed.code, 0, "{fixed}");
    assert_eq!(fs::read_to_string(project.at("epics/PAY-1.md")).unwrap(), AFTER);
    assert_eq!(project.run(["check", ".", "--diff"]).code, 0);
}

#[test]
fn marks_line_ends_and_what_is_allowed_stay() {
    for marks in ["\u{FEFF}", "\u{FEFF}\u{FEFF}"] {
        let windows = format!("{marks}{}", BEFORE.replace('\n', "\r\n"));
        let project = Project::new().file("epics/PAY-1.md", &windows);
        project.run(["check", ".", "--fix"]);
        let expected = format!("{marks}{}", AFTER.replace('\n', "\r\n"));
        assert_eq!(fs::read_to_string(project.at("epics/PAY-1.md")).unwrap(), expected);
    }
    let allowed = BEFORE.replace("basline: 6%", "basline: 6% # backlit: allow(unknown-key) because it is ours");
    let project = Project::new().file("epics/PAY-1.md", &allowed);
    project.run(["check", ".", "--fix"]);
    assert!(fs::read_to_string(project.at("epics/PAY-1.md")).unwrap().contains("basline: 6% #"));
}

#[test]
fn a_date_that_can_only_be_one_is_written_and_others_are_not() {
    let check = |written: &str, expected: &str| {
        let matter = NO_BASELINE.replace("2025-09-30", written);
        let project = Project::new().epic("PAY-1", &matter);
        project.run(["check", ".", "--fix"]);
        let text = fs::read_to_string(project.at("epics/PAY-1.md")).unwrap();
        assert!(text.contains(&format!("by: {expected}\n")), "{written}: {text}");
    };
    check("30 September 2025", "2025-09-30");
    check("2025/9/30", "2025-09-30");
    check("03/04/2025", "03/04/2025");
    check("2025-09-30", "2025-09-30");
}

#[test]
fn of_two_keys_that_could_be_the_same_one_neither_is_renamed() {
    assert_eq!(mended("---\nid: A\ntitel: a\ntilte: b\nstatus: idea\n---\n"), None);
    let outcomes = "---\nid: A\noutcomes:\n  - { metric: a, basline: 1 }\n  - { metric: b, basline: 1 }\n---\n";
    assert_eq!(mended(outcomes), Some(outcomes.replace("basline", "baseline")));
}

#[test]
fn only_what_is_one_slip_away_is_renamed() {
    let of = |key: &str| format!("---\nkind: sprint\nid: A\n{key}: 2025-06-01\n---\n");
    assert_eq!(mended(&of("status")), None, "`starts` is two away, and another word");
    assert_eq!(mended(&of("strats")), Some(of("starts")));
    let epic = |key: &str| format!("---\nid: A\n{key}: {{ per_week: 3 }}\n---\n");
    assert_eq!(mended(&epic("cost-of-delai")), Some(epic("cost_of_delay")));
}

/// Mends a text, without a file.
fn mended(text: &str) -> Option<String> {
    let config = Config::default();
    let document = Document::read("epics/A.md".into(), text.to_owned().into(), None);
    let backlog = assemble(vec![document], &config);
    let analysis = analyse(&backlog, &config, "", jiff::civil::date(2025, 6, 9)).unwrap();
    let facts = lint_facts(&backlog, &analysis);
    let context = Context::new(&backlog, &config, &facts);
    let mut found = run(&context);
    found.extend(backlog.diagnostics.iter().cloned());
    mend(&context, &found).pop().map(|one| one.after)
}

proptest! {
    #[test]
    fn what_is_no_fault_stays_byte_for_byte(
        keys in proptest::collection::vec("(titel|status|ownr|by|created|custom|tags|x)", 1..6),
        values in proptest::collection::vec("(idea|Q3 2025|2025-09|'a: b'|\"é\"|\\[a, b\\]|30 June 2025|~)", 6),
        blanks in " {0,3}",
        body in "[a-z #*\n ]{0,60}",
    ) {
        let lines: Vec<String> = keys.iter().zip(&values).map(|(key, value)| format!("{key}: {value}{blanks}")).collect();
        let text = format!("---\nid: A\n{}\n---\n{body}", lines.join("\n"));
        if let Some(after) = mended(&text) {
            prop_assert_eq!(text.lines().count(), after.lines().count());
            let end = ["---\n", &body].concat();
            prop_assert!(after.ends_with(&end));
            for (old, new) in text.lines().zip(after.lines()) {
                let (old_key, old_value) = old.split_once(':').unwrap_or((old, ""));
                let (new_key, new_value) = new.split_once(':').unwrap_or((new, ""));
                let key = old_key == new_key || matches!((old_key, new_key), ("titel", "title") | ("ownr", "owner"));
                let date = |value: &str| value.replace("Q3 2025", "2025-Q3").replace("30 June 2025", "2025-06-30");
                let value = old_value.trim_end() == new_value.trim_end() || date(old_value).trim_end() == new_value.trim_end();
                prop_assert!(key && value, "{:?} became {:?}", old, new);
            }
            prop_assert_eq!(mended(&after), None);
        }
    }
}
