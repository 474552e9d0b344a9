use super::{Change, Entry, Exit, Kind, Movement, Need, Past, Since, Subject, movement};
use crate::analysis::analyse;
use crate::backlog::{Backlog, assemble};
use crate::config::{self, Config};
use crate::document::Document;
use jiff::civil::date;
use proptest::prelude::*;

/// Writes scores of one impact.
macro_rules! scores {
    ($impact:literal) => {
        concat!("scores: { impact: ", $impact, ", effort: 5, risk: 5, time_to_value: 5 }")
    };
}

fn config(text: &str) -> Config {
    config::load(Some(text), None).expect("the fixture is sound").config
}

fn backlog(epics: &[(&str, &str)], config: &Config) -> Backlog {
    let document = |(id, matter): &(&str, &str)| {
        Document::read(format!("epics/{id}.md").into(), format!("---\n{matter}\n---\n").into_bytes(), None)
    };
    assemble(epics.iter().map(document).collect(), config)
}

fn compared(then: (&[(&str, &str)], &str), now: (&[(&str, &str)], &str)) -> (Backlog, Movement) {
    let (before, after) = (config(then.1), config(now.1));
    let past = Past::new(backlog(then.0, &before), before, ("", date(2025, 5, 26))).expect("the fixture is sound");
    let present = backlog(now.0, &after);
    let analysis = analyse(&present, &after, "", date(2025, 6, 9)).expect("the fixture is sound");
    let since =
        Since { day: date(2025, 5, 26), days: Some(14), commit: "0123456789".to_owned(), committed: date(2025, 5, 20) };
    let found = movement(since, past.then(), (&present, &analysis, &after));
    (present, found)
}

/// Three epics in the order A, B, C.
const LIST: [(&str, &str); 3] = [("A", scores!(9)), ("B", scores!(7)), ("C", scores!(5))];

/// Gives a move as its ranks and the words for its cause.
fn told(backlog: &Backlog, movement: &Movement, id: &str) -> String {
    let item = backlog.index.by_id(id).expect("it is there");
    match &movement.changes[item] {
        None => "not in the list".to_owned(),
        Some(Change::Same) => "same".to_owned(),
        Some(Change::Entered(_)) => movement.cause(item).expect("it entered"),
        Some(Change::Moved(_)) => {
            let found = movement.of(item).expect("it moved");
            format!("{} → {}: {}", found.from, found.to, movement.why(found))
        }
    }
}

#[test]
fn an_own_score_that_changed_is_the_cause_and_moves_others_once() {
    let now = [LIST[0], LIST[1], ("C", scores!(10))];
    let (backlog, found) = compared((&LIST, ""), (&now, ""));
    assert_eq!(told(&backlog, &found, "C"), "3 → 1: its own score (impact 5 → 10)");
    assert_eq!(told(&backlog, &found, "A"), "1 → 2: `C` was scored anew");
    assert_eq!(told(&backlog, &found, "B"), "2 → 3: `C` was scored anew");
    assert_eq!(found.events.len(), 1);
    assert_eq!(found.events[0].down.len(), 2);
}

#[test]
fn new_epics_push_down_what_stands_below_them() {
    let now = [LIST[0], LIST[1], LIST[2], ("N", scores!(8))];
    let (backlog, found) = compared((&LIST, ""), (&now, ""));
    assert_eq!(told(&backlog, &found, "A"), "same");
    assert_eq!(told(&backlog, &found, "B"), "2 → 3: `N` is new");
    assert_eq!(told(&backlog, &found, "N"), "`N` is new");
    assert_eq!(found.events[0].kind, Kind::Entered(Entry::New, 2));
}

#[test]
fn what_leaves_lets_others_up_and_each_way_out_has_its_name() {
    for (matter, exit) in [
        (concat!(scores!(9), "\nstatus: done"), Exit::Finished),
        (concat!(scores!(9), "\nstatus: cancelled"), Exit::Cancelled),
        (concat!(scores!(9), "\nstatus: in-progress"), Exit::Started),
        ("title: A", Exit::Unscored),
        ("kind: page\nid: A", Exit::Removed),
    ] {
        let (backlog, found) = compared((&LIST, ""), (&[("A", matter), LIST[1], LIST[2]], ""));
        assert_eq!(found.events[0].kind, Kind::Left(exit, Some(1)), "{matter}");
        assert_eq!(told(&backlog, &found, "B"), format!("2 → 1: `A` {}", exit.words()), "{matter}");
        let (backlog, found) = compared((&[("A", matter), LIST[1], LIST[2]], ""), (&LIST, ""));
        assert!(matches!(found.events[0].kind, Kind::Entered(_, 1)), "{matter}");
        assert!(told(&backlog, &found, "C").starts_with("2 → 3: `A` "), "{matter}");
    }
}

#[test]
fn what_is_gone_keeps_its_last_title_unless_it_is_private_now() {
    let then = [("A", "title: The old name\nscores: { impact: 9, effort: 5, risk: 5, time_to_value: 5 }"), LIST[1]];
    let (_, found) = compared((&then, ""), (&[LIST[1]], ""));
    assert_eq!((found.events[0].subject, found.events[0].title.as_str()), (Subject::Gone, "The old name"));
    let hidden = [("A", "title: The old name\npublish: false"), LIST[1]];
    let (backlog, found) = compared((&then, ""), (&hidden, ""));
    assert_eq!((found.events[0].subject, found.events[0].title.as_str()), (Subject::Withheld, ""));
    assert_eq!(told(&backlog, &found, "B"), "2 → 1: an epic that isn't published was removed");
}

#[test]
fn weights_that_changed_are_one_cause_for_all_that_they_move() {
    let epics = [
        ("A", "scores: { impact: 9, effort: 9, risk: 5, time_to_value: 5 }"),
        ("B", "scores: { impact: 5, effort: 1, risk: 5, time_to_value: 5 }"),
    ];
    let heavy = "[ranking.weights]\nimpact = 9\neffort = 1\n";
    let light = "[ranking.weights]\nimpact = 1\neffort = 9\n";
    let (backlog, found) = compared((&epics, heavy), (&epics, light));
    let cause = "the ranking was configured anew (weight of effort 10% → 90%, weight of impact 90% → 10%)";
    assert_eq!(told(&backlog, &found, "A"), format!("1 → 2: {cause}"));
    assert_eq!(told(&backlog, &found, "B"), format!("2 → 1: {cause}"));
    assert_eq!(found.events.len(), 1);
    assert_eq!(found.events[0].reach(), 2);
}

#[test]
fn another_method_and_an_own_change_are_told_apart() {
    let then = [LIST[0], LIST[1], LIST[2]];
    let now = [LIST[0], LIST[1], ("C", scores!(10))];
    let half = "[ranking.weights]\nimpact = 1\n";
    let (backlog, found) = compared((&then, ""), (&now, half));
    assert_eq!(told(&backlog, &found, "C"), "3 → 1: its own score (impact 5 → 10)");
    assert_eq!(told(&backlog, &found, "A"), "1 → 2: `C` was scored anew");
}

#[test]
fn a_dependency_moves_the_start_and_says_so() {
    let then =
        [("A", concat!(scores!(9), "\ndepends_on: [Z]")), ("B", scores!(7)), ("Z", "status: idea\nestimate: 6w")];
    let now = [then[0], then[1], ("Z", "status: done\nestimate: 6w")];
    let (backlog, found) = compared((&then, ""), (&now, ""));
    let first = &found.reordered[0];
    assert_eq!(backlog.items[first.item].id, "A");
    assert_eq!(first.because, [("Z".to_owned(), Need::Finished)]);
    assert!(first.to < first.from);
    assert_eq!(first.words(), "`Z` was finished");
}

#[test]
fn work_under_way_that_ends_is_told_without_a_rank() {
    let then = [("W", concat!(scores!(9), "\nstatus: in-progress")), LIST[1]];
    let now = [("W", concat!(scores!(9), "\nstatus: done")), LIST[1]];
    let (_, found) = compared((&then, ""), (&now, ""));
    assert_eq!(found.events[0].kind, Kind::Left(Exit::Finished, None));
    assert!(found.moves.is_empty());
}

#[test]
fn a_document_that_moves_to_another_folder_is_the_same() {
    let settings = config("");
    let then = backlog(&LIST, &settings);
    let matter = format!("---\nid: A\n{}\n---\n", LIST[0].1);
    let moved = Document::read("epics/later/first.md".into(), matter.into_bytes(), None);
    let rest = LIST[1..].iter().map(|(id, matter)| {
        Document::read(format!("epics/{id}.md").into(), format!("---\n{matter}\n---\n").into_bytes(), None)
    });
    let now = assemble(rest.chain([moved]).collect(), &settings);
    let past = Past::new(then, settings.clone(), ("", date(2025, 5, 26))).expect("the fixture is sound");
    let analysis = analyse(&now, &settings, "", date(2025, 6, 9)).expect("the fixture is sound");
    let since = Since { day: date(2025, 5, 26), days: None, commit: String::new(), committed: date(2025, 5, 26) };
    assert!(movement(since, past.then(), (&now, &analysis, &settings)).is_empty());
}

/// A backlog of up to ten epics with a few scores and states.
fn some_epics() -> impl Strategy<Value = Vec<(String, String)>> {
    let states = prop::sample::select(vec!["idea", "ready", "in-progress", "done", "cancelled"]);
    let one = (0..10_u8, 1..=10_u8, 1..=3_u8, states, any::<bool>());
    prop::collection::vec(one, 0..12).prop_map(|all| {
        let mut seen = std::collections::BTreeMap::new();
        for (id, impact, effort, state, scored) in all {
            let scores = format!("scores: {{ impact: {impact}, effort: {effort}, risk: 5, time_to_value: 5 }}\n");
            let matter = format!("{}status: {state}", if scored { scores } else { String::new() });
            seen.insert(format!("E-{id}"), matter);
        }
        seen.into_iter().collect()
    })
}

fn borrowed(epics: &[(String, String)]) -> Vec<(&str, &str)> {
    epics.iter().map(|(id, matter)| (id.as_str(), matter.as_str())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_moves_between_a_backlog_and_itself(epics in some_epics()) {
        let epics = borrowed(&epics);
        let (_, found) = compared((&epics, ""), (&epics, ""));
        prop_assert!(found.is_empty());
    }

    #[test]
    fn the_crossings_of_an_epic_add_up_to_its_move(then in some_epics(), now in some_epics()) {
        let (_, found) = compared((&borrowed(&then), ""), (&borrowed(&now), ""));
        for moved in &found.moves {
            prop_assert!(!moved.causes.is_empty());
            let own = moved.causes.iter().any(|at| found.events[*at].subject == Subject::Item(moved.item));
            let count = |list: fn(&super::Event) -> &[usize]| {
                found.events.iter().filter(|event| list(event).contains(&moved.item)).count()
            };
            let sum = i64::try_from(count(|event| &event.up)).unwrap() - i64::try_from(count(|event| &event.down)).unwrap();
            prop_assert!(own || sum == moved.up(), "{moved:?}");
        }
    }

    #[test]
    fn moves_backwards_mirror_moves_forwards(then in some_epics(), now in some_epics()) {
        let (there, forth) = compared((&borrowed(&then), ""), (&borrowed(&now), ""));
        let (here, back) = compared((&borrowed(&now), ""), (&borrowed(&then), ""));
        let list = |backlog: &Backlog, found: &Movement, turned: bool| {
            let mut all: Vec<(String, usize, usize)> = found.moves.iter().map(|it| {
                let id = backlog.items[it.item].id.clone();
                if turned { (id, it.to, it.from) } else { (id, it.from, it.to) }
            }).collect();
            all.sort();
            all
        };
        prop_assert_eq!(list(&there, &forth, false), list(&here, &back, true));
    }
}
