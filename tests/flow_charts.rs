//! Holds the drawings of flow to the same: well-formed, safe, small, and no text ever runs into another.

use crate::chart::{is_well_formed, words};
use backlit::chart::ageing::{Ageing, Column, Open};
use backlit::chart::cumulative_flow::{Band, CumulativeFlow};
use backlit::chart::distribution::{Distribution, Period};
use backlit::chart::flow_load::FlowLoad;
use backlit::chart::flow_time::{Finished, FlowTimes};
use backlit::chart::forecast::{Answer, Forecast};
use backlit::chart::mark::WorkType;
use backlit::chart::stack::ByType;
use backlit::chart::text::{Font, width};
use backlit::chart::velocity::{Course, Velocity, Week};
use backlit::chart::{Drawing, Heading};
use proptest::prelude::*;

/// A text of a drawing: its left, right and middle height in tenths of a pixel.
#[derive(Debug)]
struct Text {
    left: f64,
    right: f64,
    y: f64,
    words: String,
}

/// Reads every text of a drawing with the room that it takes.
fn texts(svg: &str) -> Vec<Text> {
    let attribute = |tag: &str, name: &str| {
        let after = tag.split_once(&format!(" {name}=\""))?.1;
        Some(after.split_once('"')?.0.to_owned())
    };
    let read = |part: &str| {
        let (tag, rest) = part.split_once('>')?;
        let words = rest.split_once('<')?.0;
        let plain = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
        let words = plain.iter().fold(words.to_owned(), |words, (from, to)| words.replace(from, to));
        let class = attribute(tag, "class")?;
        let font = if class.contains("c-title") { Font::Title } else { Font::Label };
        let wide = f64::from(width(&words, font));
        let x = attribute(tag, "x")?.parse::<f64>().ok()? * 10.0;
        let left = match attribute(tag, "text-anchor").as_deref() {
            Some("middle") => x - wide / 2.0,
            Some("end") => x - wide,
            _ => x,
        };
        Some(Text { left, right: left + wide, y: attribute(tag, "y")?.parse::<f64>().ok()? * 10.0, words })
    };
    svg.split("<text").skip(1).filter_map(read).collect()
}

/// Checks everything that holds for any drawing.
fn check(drawing: &Drawing) -> Result<(), TestCaseError> {
    prop_assert_eq!(is_well_formed(&drawing.svg), Ok(()));
    for bad in ["NaN", "inf", "\"-0\"", "href=\"javascript"] {
        prop_assert!(!drawing.svg.contains(bad), "{} in {}", bad, drawing.svg);
    }
    let texts = texts(&drawing.svg);
    for (at, one) in texts.iter().enumerate() {
        prop_assert!(one.left > -10.0 && one.right < 5_410.0, "{:?} leaves the drawing", one);
        for other in &texts[..at] {
            let apart =
                one.right <= other.left + 5.0 || other.right <= one.left + 5.0 || (one.y - other.y).abs() >= 100.0;
            prop_assert!(apart, "{} runs into {}: {:?}, {:?}", one.words, other.words, one, other);
        }
    }
    Ok(())
}

fn heading(title: &str) -> Heading {
    Heading { prefix: "p".to_owned(), title: title.to_owned(), caption: "12 epics.".to_owned() }
}

fn number() -> impl Strategy<Value = i64> {
    prop_oneof![6 => 1..60i64, 2 => 1..900i64, 1 => any::<i64>()]
}

fn days() -> impl Strategy<Value = f64> {
    prop_oneof![6 => 1.0..60.0f64, 2 => 1.0..900.0f64, 1 => any::<f64>()]
}

fn counts() -> impl Strategy<Value = ByType> {
    let count = || prop_oneof![5 => 0..6usize, 1 => 0..100_000usize];
    (count(), count(), count(), count(), count()).prop_map(|(a, b, c, d, e)| [a, b, c, d, e])
}

fn share() -> impl Strategy<Value = f64> {
    prop_oneof![4 => 0.0..1.0f64, 1 => any::<f64>()]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn flow_times(
        epics in prop::collection::vec((words(), words(), 0..5usize, 20_000..20_090i64, number()), 0..150),
        lines in prop::collection::vec(days(), 0..4),
        window in (19_900..20_300i64, prop_oneof![4 => 19_900..20_300i64, 1 => any::<i64>()]),
    ) {
        let epic = |(id, title, kind, day, days): (String, String, usize, i64, i64)| Finished {
            href: format!("epics/{id}.html"), id, title, work_type: WorkType::ALL[kind], day, days,
        };
        let epics: Vec<Finished> = epics.into_iter().map(epic).collect();
        let mut lines: Vec<(u8, f64)> = [50, 70, 85, 95].into_iter().zip(lines).collect();
        lines.sort_by(|(_, a), (_, b)| a.total_cmp(b));
        let times = FlowTimes { heading: heading("Flow time"), window, epics, lines, list_href: "#list".to_owned() };
        for drawing in [times.scatter(), times.histogram()].into_iter().flatten() {
            check(&drawing)?;
        }
        prop_assert_eq!(times.scatter(), times.scatter());
    }

    #[test]
    fn ages(
        epics in prop::collection::vec((words(), words(), 0..5usize, 0..9usize, number(), any::<bool>()), 0..80),
        columns in prop::collection::vec((words(), prop::option::of((days(), days(), days(), days()))), 1..9),
    ) {
        let open = |(id, title, kind, column, age, held): (String, String, usize, usize, i64, bool)| Open {
            href: id.clone(), held: if held { title.clone() } else { String::new() },
            id, title, work_type: WorkType::ALL[kind], column, age,
        };
        let column = |(name, pace): (String, Option<(f64, f64, f64, f64)>)| Column {
            name, pace: pace.map(|(a, b, c, d)| [a, b, c, d]),
        };
        let ageing = Ageing {
            heading: heading("Age"),
            columns: columns.into_iter().map(column).collect(),
            epics: epics.into_iter().map(open).collect(),
            list_href: String::new(),
        };
        if let Some(drawing) = ageing.draw() {
            check(&drawing)?;
        }
    }

    #[test]
    fn what_is_counted_by_day_week_and_period(
        rows in prop::collection::vec((words(), counts()), 1..100),
        wanted in prop::option::of((share(), share(), share())),
        limit in prop::option::of(0..60usize),
        first in prop_oneof![4 => 19_000..20_000i64, 1 => any::<i64>()],
    ) {
        let weeks = rows.iter().enumerate().map(|(at, (name, finished))| Week {
            name: format!("W{}", at % 53 + 1), said: name.clone(), finished: *finished,
            course: if at + 1 == rows.len() { Course::Running } else { Course::Over },
        });
        let velocity = Velocity { heading: heading("Velocity"), weeks: weeks.collect() };
        let periods = rows.iter().map(|(name, finished)| Period { name: name.clone(), finished: *finished });
        let wanted = wanted.map(|(a, b, c)| [a, b, c, 0.1, 0.0]);
        let distribution = Distribution { heading: heading("Mix"), periods: periods.collect(), wanted };
        let days: Vec<ByType> = rows.iter().map(|(_, counts)| *counts).collect();
        let load = FlowLoad { heading: heading("Load"), first, days, limit };
        let reached = |at: usize| rows.iter().map(|(_, counts)| counts[at]).collect();
        let bands = (0..5).map(|at| Band { name: rows[at % rows.len()].0.clone(), href: String::new(), reached: reached(at) });
        let flow = CumulativeFlow { heading: heading("Flow"), first, bands: bands.collect() };
        for drawing in [velocity.draw(), distribution.draw(), load.draw(), flow.draw()].into_iter().flatten() {
            check(&drawing)?;
        }
    }

    #[test]
    fn forecasts(
        chances in prop::collection::vec(share(), 0..300),
        lines in prop::collection::vec((0..400usize, "[a-h0-9 ]{0,16}"), 0..5),
    ) {
        let answers = chances.iter().enumerate().map(|(at, chance)| Answer { name: at.to_string(), chance: *chance });
        let lines = [50, 70, 85, 95].into_iter().zip(lines).map(|(share, (at, text))| (share, at, text));
        let forecast = Forecast {
            heading: heading("Likely"), subtitle: "How many".to_owned(), answer: "Epics".to_owned(),
            answers: answers.collect(), lines: lines.collect(),
        };
        if let Some(drawing) = forecast.draw() {
            check(&drawing)?;
        }
    }
}
