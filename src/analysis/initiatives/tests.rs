use super::{Conflict, TeamPlace};
use crate::analysis::Analysis;
use crate::analysis::tests_support::analysed;
use jiff::civil::date;

const SCORES: &str = "scores: { impact: 9, effort: 3, risk: 5, time_to_value: 2 }";

fn analysis(files: &[(&str, &str)]) -> Analysis {
    analysed(files).1
}

/// A1 asks for B1 of another team, which waits for C1 outside the initiative.
fn schools(request: &str, estimate: &str) -> Analysis {
    let b = format!(
        "status: ready\nteam: two\ninitiative: init\ndepends_on: [c1]\nestimate: {estimate}\nrequested_by: {request}\n{SCORES}"
    );
    analysis(&[
        ("epics/a1.md", "status: ready\nteam: one\ninitiative: init\ndepends_on: [b1, d1]\nestimate: 2w"),
        ("epics/b1.md", &b),
        ("epics/c1.md", "status: in-progress\nteam: two\nestimate: 8w\nremaining: 3w"),
        ("epics/d1.md", "status: done\nteam: two\nestimate: 8w"),
        ("initiatives/init.md", "title: Schools"),
        ("teams/one.md", "title: One\ncapacity: 10w"),
        ("teams/two.md", "title: Two\ncapacity: 6w"),
    ])
}

#[test]
fn the_network_holds_its_own_epics_and_unfinished_prerequisites_outside() {
    let seen = &schools("{ team: one, need_by: 2025-12-01, accepted: true }", "1w").initiatives[0];
    assert_eq!((seen.epics.as_slice(), seen.own), (&[0, 1, 2][..], 2));
    assert_eq!(
        (seen.needs.clone(), seen.waiting.clone()),
        (vec![vec![1], vec![2], vec![]], vec![vec![], vec![0], vec![1]])
    );
    assert_eq!(seen.schedule.finish, [6.0, 4.0, 3.0]);
    assert_eq!(seen.schedule.chain, [2, 1, 0]);
    assert_eq!(seen.conflicts, []);
}

#[test]
fn of_many_prerequisites_outside_the_nearest_are_followed() {
    let line = |length: usize| {
        let mut files = vec![("initiatives/init.md".to_owned(), String::new())];
        for at in 0..=length {
            let own = if at == 0 { "initiative: init\n" } else { "" };
            let next = if at == length { String::new() } else { format!("depends_on: [e{}]\n", at + 1) };
            files.push((format!("epics/e{at}.md"), format!("status: ready\nestimate: 1w\n{own}{next}")));
        }
        let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        analysis(&files).initiatives[0].clone()
    };
    let (whole, cut) = (line(super::OUTSIDE), line(super::OUTSIDE + 1));
    assert_eq!((whole.epics.len(), whole.goes_on), (super::OUTSIDE + 1, false));
    assert_eq!((cut.epics.len(), cut.goes_on), (super::OUTSIDE + 1, true));
    assert!((cut.schedule.length - whole.schedule.length).abs() < 1e-9);
}

#[test]
fn a_declined_request_needs_a_decision() {
    let seen = schools("{ team: one, need_by: 2025-12-01, accepted: false }", "1w");
    assert_eq!(seen.initiatives[0].conflicts, [Conflict::Declined { epic: 1, request: 0, waiting: vec![0] }]);
}

#[test]
fn a_prerequisite_below_its_teams_line_needs_a_decision() {
    let seen = schools("{ team: one, accepted: true }", "5w");
    assert_eq!(seen.initiatives[0].conflicts, [Conflict::BelowLine { epic: 1, waiting: vec![0] }]);
}

#[test]
fn a_need_by_date_that_the_work_before_it_passes_needs_a_decision() {
    let conflict =
        |need_by: &str| schools(&format!("{{ team: one, need_by: {need_by} }}"), "1w").initiatives[0].conflicts.clone();
    let late = |earliest| vec![Conflict::TooLate { epic: 1, request: 0, earliest }];
    // Four weeks from 9 June.
    assert_eq!(conflict("2025-07-07"), []);
    assert_eq!(conflict("2025-07-06"), late(Some(date(2025, 7, 7))));
    assert_eq!(conflict("2025-06-08"), late(None));
}

#[test]
fn a_promise_that_falls_due_before_the_work_needs_a_decision() {
    let initiative = "outcomes:\n  - { metric: Later, target: 1, by: 2025-08-01 }\n  - { metric: Sooner, target: 1, by: 2025-07-01 }";
    let seen = analysis(&[
        ("epics/a.md", "status: ready\ninitiative: init\nestimate: 4w"),
        ("initiatives/init.md", initiative),
        ("initiatives/other.md", initiative),
    ]);
    let earliest = date(2025, 7, 7);
    assert_eq!(seen.initiatives[0].conflicts, [Conflict::DueBefore { outcome: 1, earliest }]);
    assert_eq!(seen.initiatives[1].conflicts, []);
}

#[test]
fn tied_epics_share_a_place_in_their_teams_list() {
    let epic = |team: &str, impact: u8| {
        format!("status: ready\nteam: {team}\nscores: {{ impact: {impact}, effort: 3, risk: 5, time_to_value: 2 }}")
    };
    let seen = analysis(&[
        ("epics/a.md", &epic("one", 9)),
        ("epics/b.md", &epic("two", 8)),
        ("epics/c.md", &epic("one", 7)),
        ("epics/d.md", &epic("one", 7)),
        ("epics/e.md", &format!("status: ready\n{SCORES}")),
    ]);
    let place = |place, of| Some(TeamPlace { place, of });
    let mut places = seen.team_places.clone();
    places.sort_by_key(|found| found.map(|found| (found.of, found.place)));
    assert_eq!(places, [None, place(1, 1), place(1, 3), place(2, 3), place(2, 3)]);
}

#[test]
fn a_circle_of_epics_is_named_and_ends() {
    let seen = analysis(&[
        ("epics/a.md", "status: ready\ninitiative: init\ndepends_on: [b, a]\nestimate: 1w"),
        ("epics/b.md", "status: ready\ndepends_on: [a]\nestimate: 1w"),
        ("initiatives/init.md", "title: Round"),
    ]);
    assert_eq!(seen.initiatives[0].schedule.cycles, [vec![0, 1]]);
    assert_eq!(seen.initiatives[0].schedule.finish, [2.0, 2.0]);
}
