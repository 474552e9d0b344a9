use super::{State, diff};
use crate::backlog::{Backlog, Trees, assemble_with};
use crate::config::Config;
use crate::document::Document;
use proptest::prelude::*;

/// Paths and texts as a test writes them.
type Listed = &'static [(&'static str, &'static str)];

/// A folder as paths and texts.
type Files = Vec<(String, String)>;

fn files(list: &[(&str, &str)]) -> Files {
    list.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

fn backlog(files: &Files, config: &Config) -> Backlog {
    let documents =
        files.iter().map(|(path, text)| Document::read(path.as_str().into(), text.clone().into_bytes(), None));
    assemble_with(documents.collect(), config, Trees::Keep)
}

/// Writes what differs, one line a document.
fn shown(before: &Files, after: &Files) -> Vec<String> {
    let config = Config::default();
    let (old, new) = (backlog(before, &config), backlog(after, &config));
    let found = diff(State { backlog: &old, config: &config }, State { backlog: &new, config: &config });
    found
        .iter()
        .map(|difference| {
            let path = |backlog: &Backlog, at: Option<usize>| {
                at.map_or_else(|| "–".to_owned(), |at| backlog.items[at].path.to_string())
            };
            let text = |written: &Option<super::Written>| {
                written.as_ref().map_or_else(|| "–".to_owned(), |found| found.text.clone())
            };
            let fields = difference
                .fields
                .iter()
                .map(|field| format!("{}: {} → {}", field.path, text(&field.before), text(&field.after)));
            let (from, to) = (path(&old, difference.before), path(&new, difference.after));
            let place = if from == to { to } else { format!("{from} → {to}") };
            let prose = difference.prose.map(|lines| format!("+{} -{}", lines.added, lines.removed));
            let parts: Vec<String> = std::iter::once(place).chain(fields).chain(prose).collect();
            parts.join(" | ")
        })
        .collect()
}

#[test]
fn every_field_that_differs_is_named_with_the_way_to_it() {
    let old = "---\nid: A-1\ntitle: A\nscores: { impact: 9, effort: 3 }\ndepends_on: [B-1]\noutcomes:\n  - metric: Success\n    baseline: 70%\n    target: 90%\n  - metric: Speed\n    target: 2 s\n---\nText.\n";
    let new = "---\noutcomes:\n  - metric: Speed\n    target: 2 s\n    actuals: [{ on: 2025-01-01, value: 3 s }]\n  - metric: Success\n    baseline: 70%\n    target: 80%\ntitle: A\nid: A-1\nscores: { effort: 3, impact: 9, risk: 2 }\ndepends-on: [B-1, C-1]\n---\nText.\nMore.\n";
    let found = shown(&files(&[("epics/a.md", old)]), &files(&[("epics/a.md", new)]));
    assert_eq!(
        found,
        [
            "epics/a.md | depends_on: [B-1] → [B-1, C-1] | outcomes[Speed].actuals: – → [{ on: 2025-01-01, value: 3 s }] \
            | outcomes[Success].target: 90% → 80% | scores.risk: – → 2 | +1 -0"
        ]
    );
}

#[test]
fn a_document_is_known_again_by_id_place_text_or_name() {
    const EPIC: &str = "---\nid: A-1\ntitle: A\n---\n";
    let cases: [(Listed, Listed, &[&str]); 7] = [
        (&[("epics/a.md", EPIC)], &[("work/epics/b.md", EPIC)], &["epics/a.md → work/epics/b.md"]),
        (&[("epics/a.md", EPIC)], &[("epics/a.md", "---\nid: A-2\ntitle: A\n---\n")], &["epics/a.md | id: A-1 → A-2"]),
        (
            &[("epics/a.md", EPIC)],
            &[("epics/a.md", "---\nid: A-2\ntitle: B\n---\n")],
            &["– → epics/a.md | id: – → A-2 | title: – → B", "epics/a.md → – | id: A-1 → – | title: A → –"],
        ),
        (&[("wiki/a.md", "Words.\n")], &[("notes/b.md", "Words.\n")], &["wiki/a.md → notes/b.md"]),
        (&[("wiki/a.md", "Words.\n")], &[("notes/a.md", "Other.\n")], &["wiki/a.md → notes/a.md | +1 -1"]),
        (
            &[("wiki/README.md", "Words.\n")],
            &[("notes/README.md", "Other.\n")],
            &["– → notes/README.md | +1 -0", "wiki/README.md → – | +0 -1"],
        ),
        (&[("wiki/a.md", "Words.\n")], &[], &["wiki/a.md → – | +0 -1"]),
    ];
    for (before, after, expect) in cases {
        assert_eq!(shown(&files(before), &files(after)), expect, "{before:?}");
    }
}

#[test]
fn a_document_is_known_again_by_nearly_the_same_text() {
    const LINES: &str =
        "status: ready\nowner: ines\nteam: growth\noutcomes:\n  - metric: Refunds\n    baseline: 6%\n    target: 3%\n";
    let text = |id: &str, title: &str, body: &str| format!("---\nid: {id}\ntitle: {title}\n{LINES}---\n{body}\n");
    let one = |path: &str, text: String| vec![(path.to_owned(), text)];
    let before = one("epics/a-1.md", text("A-1", "Refunds", "Why it matters.\n\nWho asked."));
    let cases = [
        ("another file, id and words", text("B-1", "Refunds", "Why it matters.\n\nWho said so."), 1),
        ("another title too", text("B-1", "Faster refunds", "Why it matters.\n\nWho asked."), 1),
        ("another title and other words", text("B-1", "Faster refunds", "Nothing.\n\nOf this."), 2),
        ("the title alone", "---\nid: B-1\ntitle: Refunds\n---\nAll else is new.\n\nAll of it.\n".to_owned(), 2),
    ];
    for (what, after, documents) in cases {
        let found = shown(&before, &one("epics/b-1.md", after));
        assert_eq!(found.len(), documents, "{what}: {found:#?}");
    }
    // Of several that fit, the nearest.
    let after = vec![
        ("epics/b.md".to_owned(), text("B-1", "Refunds for all", "Why it matters.\n\nWho said so.")),
        ("epics/c.md".to_owned(), text("C-1", "Refunds of all", "Why it matters.\n\nWho asked.")),
    ];
    let found = shown(&before, &after);
    assert!(found.iter().any(|line| line.starts_with("epics/a-1.md → epics/c.md")), "{found:#?}");
}

#[test]
fn what_cannot_be_read_is_not_compared_field_by_field() {
    let found = shown(
        &files(&[("epics/a.md", "---\nid: A-1\ntitle: [\n---\nText.\n")]),
        &files(&[("epics/a.md", "---\nid: A-1\ntitle: A\n---\nText.\n")]),
    );
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("epics/a.md"), "{found:?}");
}

/// Makes folders of a few epics and pages, so that names, ids and texts meet.
fn folders() -> impl Strategy<Value = Files> {
    let place = (prop::sample::select(vec!["epics", "work", "wiki"]), prop::sample::select(vec!["a", "b", "README"]));
    let matter = prop::option::of((
        prop::option::of(prop::sample::select(vec!["A-1", "A-2"])),
        prop::sample::select(vec!["idea", "done"]),
        prop::collection::vec((prop::sample::select(vec!["M", "N"]), 1_u32..4), 0..3),
    ));
    let document = (place, matter, prop::sample::select(vec!["", "One.\n", "Two.\n"])).prop_map(
        |((folder, name), matter, body)| {
            let matter = matter.map_or_else(String::new, |(id, status, outcomes)| {
                let id = id.map_or_else(String::new, |id| format!("id: {id}\n"));
                let outcomes = outcomes.iter().fold(String::new(), |text, (metric, target)| {
                    text + &format!("  - {{ metric: {metric}, target: {target} }}\n")
                });
                format!("---\n{id}status: {status}\noutcomes:\n{outcomes}---\n")
            });
            (format!("{folder}/{name}.md"), format!("{matter}{body}"))
        },
    );
    prop::collection::btree_map(0_u8..9, document, 0..6).prop_map(|map| {
        let by_path: std::collections::BTreeMap<String, String> = map.into_values().collect();
        by_path.into_iter().collect()
    })
}

proptest! {
    #[test]
    fn nothing_differs_from_itself_and_backwards_is_the_mirror(before in folders(), after in folders()) {
        prop_assert!(shown(&before, &before).is_empty());
        let config = Config::default();
        let (old, new) = (backlog(&before, &config), backlog(&after, &config));
        let (old, new) = (State { backlog: &old, config: &config }, State { backlog: &new, config: &config });
        let there = diff(old, new);
        let mut back: Vec<_> = diff(new, old).into_iter().map(|mut difference| {
            std::mem::swap(&mut difference.before, &mut difference.after);
            for field in &mut difference.fields {
                std::mem::swap(&mut field.before, &mut field.after);
            }
            difference.prose = difference.prose.map(|lines| super::Lines { added: lines.removed, removed: lines.added });
            difference
        }).collect();
        let mut there = there;
        there.sort_by_key(|difference| (difference.before, difference.after));
        back.sort_by_key(|difference| (difference.before, difference.after));
        prop_assert_eq!(there, back);
    }

    #[test]
    fn every_document_is_accounted_for_once(before in folders(), after in folders()) {
        let config = Config::default();
        let (old, new) = (backlog(&before, &config), backlog(&after, &config));
        let pairs = super::pair_documents(&old, &new);
        let mut left: Vec<usize> = pairs.iter().filter_map(|pair| pair.0).collect();
        let mut right: Vec<usize> = pairs.iter().filter_map(|pair| pair.1).collect();
        left.sort_unstable();
        right.sort_unstable();
        prop_assert_eq!(left, (0..old.items.len()).collect::<Vec<_>>());
        prop_assert_eq!(right, (0..new.items.len()).collect::<Vec<_>>());
    }
}
