//! The register of small backlogs.

use super::{Band, Concern, DebtShare, register};
use crate::backlog::{Backlog, assemble};
use crate::config::Config;
use crate::document::Document;
use jiff::civil::date;

fn backlog(epics: &[(&str, &str)]) -> Backlog {
    let documents = epics.iter().map(|(id, matter)| {
        let text = format!("---\nid: {id}\n{matter}\n---\n");
        Document::read(format!("epics/{id}.md").into(), text.into(), None)
    });
    assemble(documents.collect(), &Config::default())
}

fn concerns(epics: &[(&str, &str)]) -> Vec<(String, Concern)> {
    let backlog = backlog(epics);
    let register = register(&backlog, &Config::default(), date(2025, 6, 9));
    register.entries.iter().map(|entry| (backlog.items[entry.item].id.clone(), entry.concern)).collect()
}

#[test]
fn agreements_stand_under_the_concern_that_presses_most() {
    let found = concerns(&[
        ("A", "agreement: { repay_by: 2025-04-30, repay_item: X, reviewed: 2025-05-20 }"),
        ("B", "agreement: { repay_by: 2025-03-31, repay_item: X, reviewed: 2024-12-10 }"),
        ("C", "agreement: { repay_by: 2025-06-30, repay_item: X, reviewed: 2025-05-20 }"),
        ("D", "agreement: { repay_by: 2025-12-31, reviewed: 2025-05-20 }"),
        ("E", "agreement: { repay_by: 2025-12-31, repay_item: X, reviewed: 2025-02-15 }"),
        ("F", "agreement: { trigger: 20 feeds, repay_item: X, reviewed: 2025-05-20 }"),
        ("G", "agreement: { status: accepted, reviewed: 2025-05-20 }"),
        ("H", "agreement: { status: repaid, repay_by: 2025-01-31 }"),
        ("X", "type: tech-debt"),
    ]);
    let names: Vec<&str> = found.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(names, ["B", "A", "C", "D", "E", "F", "G", "H"]);
    assert_eq!(found[0].1, Concern::Overdue);
    assert_eq!(
        found[2..].iter().map(|(_, concern)| *concern).collect::<Vec<_>>(),
        [Concern::Due, Concern::Orphan, Concern::Stale, Concern::Open, Concern::Accepted, Concern::Repaid]
    );
}

#[test]
fn an_epic_that_names_who_took_the_shortcut_pays_it_back() {
    let backlog = backlog(&[
        ("A", "status: done\nfinished: 2025-04-30"),
        ("B", "agreement: { taken_by: A, repay_by: 2025-06-01, interest: 7 h/week, principal: 30 h }"),
        ("C", "agreement: { taken_by: Z }"),
    ]);
    let register = register(&backlog, &Config::default(), date(2025, 6, 9));
    let first = &register.entries[0];
    assert_eq!((first.taker, first.repayer), (Some(0), Some(1)));
    assert_eq!((first.standing.days_overdue, first.standing.age_days), (Some(8), Some(40)));
    assert_eq!(first.cost_since_due.map(|cost| cost.to_string()).as_deref(), Some("8"));
    assert_eq!(first.break_even_weeks.map(|weeks| (weeks * 10.0).round() / 10.0), Some(4.3));
    assert_eq!(first.review_due, Some(date(2025, 7, 29)));
    assert_eq!((register.entries[1].taker, register.entries[1].repayer), (None, Some(2)));
}

#[test]
fn interest_adds_up_within_a_unit_and_only_for_what_stands() {
    let backlog = backlog(&[
        ("A", "agreement: { interest: 6 h/week }"),
        ("B", "agreement: { interest: 90 min / week }"),
        ("C", "agreement: { interest: 2 h }"),
        ("D", "agreement: { interest: $40 / week }"),
        ("E", "agreement: { interest: 100 h/week, status: repaid }"),
        ("F", "agreement: { interest: 3 h / month }"),
    ]);
    let sums = register(&backlog, &Config::default(), date(2025, 6, 9)).interest;
    let values: Vec<String> = sums.iter().map(|sum| sum.value.to_string()).collect();
    assert_eq!(values, ["9.5", "40", "3"]);
}

#[test]
fn causes_are_counted_and_those_unsaid_come_last() {
    let backlog = backlog(&[
        ("A", "agreement: { reason: x }"),
        ("B", "agreement: { reason: x }"),
        ("C", "agreement: { cause: Deadline }"),
        ("D", "agreement: { cause: growth }"),
        ("E", "agreement: { cause: growth }"),
    ]);
    let causes = register(&backlog, &Config::default(), date(2025, 6, 9)).causes;
    assert_eq!(causes, [("growth".to_owned(), 2), ("deadline".to_owned(), 1), (String::new(), 2)]);
}

#[test]
fn the_share_of_debt_is_judged_from_ten_epics_on() {
    let band = |debt, open| DebtShare { debt, open }.judged().map(|(_, band)| band);
    assert_eq!(band(9, 9), None);
    assert_eq!(band(0, 10), Some(Band::Below));
    assert_eq!(band(1, 10), Some(Band::Inside));
    assert_eq!(band(2, 10), Some(Band::Inside));
    assert_eq!(band(3, 10), Some(Band::Above));
}

#[test]
fn debt_is_bundled_whichever_side_says_so() {
    let backlog = backlog(&[
        ("A", "type: feature\nbundled_with: [B]"),
        ("B", "type: tech-debt\nbundled_with: [A, B]"),
        ("C", "type: tech-debt\nstatus: done\nbundled_with: [A]"),
    ]);
    let register = register(&backlog, &Config::default(), date(2025, 6, 9));
    assert_eq!(register.bundled, [(1, vec![0])]);
}
