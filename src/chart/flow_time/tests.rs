//! Tests of both drawings of flow times.

use super::*;
use crate::chart::Drawing;

fn epic(id: &str, day: i64, days: i64) -> Finished {
    Finished {
        id: id.to_owned(),
        title: format!("Title of {id}"),
        href: format!("epics/{id}.html"),
        work_type: WorkType::Feature,
        day,
        days,
    }
}

fn times(epics: Vec<Finished>, lines: &[(u8, f64)]) -> FlowTimes {
    let heading = Heading { prefix: "t".to_owned(), title: "Flow time".to_owned(), caption: "3 epics.".to_owned() };
    FlowTimes { heading, window: (20_000, 20_090), epics, lines: lines.to_vec(), list_href: "#bl-t".to_owned() }
}

fn some() -> Vec<Finished> {
    vec![epic("A-1", 20_010, 4), epic("A-2", 20_010, 4), epic("A-3", 20_050, 22)]
}

fn words(drawing: &Drawing) -> Vec<String> {
    let texts = drawing.svg.split("<text").skip(1);
    texts.filter_map(|text| Some(text.split_once('>')?.1.split_once('<')?.0.to_owned())).collect()
}

#[test]
fn epics_of_one_day_and_length_are_one_mark_with_a_number() {
    let drawing = times(some(), &[(50, 4.0), (85, 22.0)]).scatter().unwrap();
    assert!(drawing.svg.contains("<a href=\"#bl-t\"><title>2 epics, 4 days, finished 14 Oct 2024: A-1, A-2</title>"));
    assert!(drawing.svg.contains("<a href=\"epics/A-3.html\"><title>A-3 Title of A-3: 22 days, finished 23 Nov 2024"));
    assert!(words(&drawing).iter().any(|text| text == "85% ≤ 22 d"), "{:?}", words(&drawing));
    assert_eq!(drawing.description, "3 finished epics. 50% within 4 days, 85% within 22 days.");
    assert_eq!(drawing.rows[0][0].text, "A-3");
}

#[test]
fn a_bar_holds_exactly_its_days() {
    let drawing = times(some(), &[(50, 4.0)]).histogram().unwrap();
    let rows: Vec<(&str, &str)> = drawing.rows.iter().map(|row| (row[0].text.as_str(), row[1].text.as_str())).collect();
    assert_eq!(rows, [("4 days", "2"), ("22 days", "1")]);
    assert_eq!(drawing.subtitle, "Finished epics by flow time, a bar for each day");
    let wide = times(vec![epic("A", 20_010, 400)], &[]).histogram().unwrap();
    assert_eq!(
        (wide.rows[0][0].text.as_str(), wide.subtitle.as_str()),
        ("400 to 406 days", "Finished epics by flow time, a bar for each 7 days")
    );
}

#[test]
fn nothing_finished_is_nothing_drawn() {
    assert_eq!(times(Vec::new(), &[(85, 3.0)]).scatter(), None);
    assert_eq!(times(vec![epic("A", 20_000, 0)], &[]).histogram(), None);
}

#[test]
fn absurd_days_and_hostile_names_still_make_a_drawing() {
    let mut odd = vec![epic("<script>", i64::MIN, i64::MAX), epic("B", i64::MAX, 1)];
    odd.extend((0..4_000).map(|n| epic(&format!("N-{n}"), 20_000 + n % 97, 1 + n * 31 % 211)));
    let times = times(odd, &[(50, -4.0), (85, f64::INFINITY)]);
    for drawing in [times.scatter().unwrap(), times.histogram().unwrap()] {
        assert!(drawing.svg.len() < 130_000, "{}", drawing.svg.len());
        assert!(!drawing.svg.contains("<script") && !drawing.svg.contains("NaN") && !drawing.svg.contains("inf"));
    }
}
