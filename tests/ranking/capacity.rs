//! The capacity line: what fits, what waits, what nobody has estimated.

use std::collections::BTreeMap;

use backlit::ranking::capacity::{Capacity, Demand, Fit, plan};

fn demand(team: &str, weeks: impl Into<Option<f64>>) -> Demand {
    let team = (!team.is_empty()).then(|| team.to_owned());
    Demand { candidate: 0, team, weeks: weeks.into() }
}

fn capacity(teams: &[(&str, f64)]) -> Capacity {
    Capacity { teams: teams.iter().map(|(team, weeks)| ((*team).to_owned(), *weeks)).collect() }
}

#[test]
fn the_line_stands_before_the_first_entry_that_no_longer_fits() {
    let begun = [demand("search", 2.0), demand("pay", 3.0)];
    let ranked = [
        demand("search", 4.0),
        demand("pay", 2.0),
        demand("search", None),
        demand("pay", 6.0),
        demand("search", 1.0),
        demand("", 1.0),
    ];
    let found = plan(&begun, &ranked, &capacity(&[("search", 8.0), ("pay", 6.0)]));
    let line = found.line.unwrap();
    assert_eq!(line.before, Some(3));
    assert_eq!(
        line.summary,
        "5 of 14 weeks are committed, 6 are planned; 8 weeks wait below the line; 1 without an estimate"
    );
    assert_eq!(found.teams["search"].before, None);
    assert_eq!(found.teams["pay"].before, Some(3));
    assert_eq!(found.fits, [Fit::Fits, Fit::Fits, Fit::Unknown, Fit::Waits, Fit::Fits, Fit::Unknown]);
}

#[test]
fn commitments_alone_can_be_too_much() {
    let found = plan(&[demand("a", 9.0)], &[demand("a", 1.0)], &capacity(&[("a", 8.0)]));
    let line = found.line.unwrap();
    assert_eq!(line.before, Some(0));
    assert_eq!(line.summary, "work under way takes 9 of 8 weeks: nothing new fits; 1 week waits below the line");
    assert_eq!(found.fits, [Fit::Waits]);
}

#[test]
fn exact_fractions_fit() {
    let thirds = [demand("a", 0.1), demand("a", 0.2)];
    assert_eq!(plan(&[], &thirds, &capacity(&[("a", 0.3)])).teams["a"].before, None);
}

#[test]
fn without_capacity_there_is_no_line() {
    let found = plan(&[], &[demand("a", 1.0)], &capacity(&[("b", f64::NAN)]));
    assert_eq!((found.line, found.teams, found.fits), (None, BTreeMap::new(), vec![Fit::Unknown]));
}
