//! What holds for any history: the six laws, on histories at random and on a real one.

use super::support::{Change, Table};
use crate::support::{Project, repository, skip};
use backlit::config::Percentiles;
use backlit::flow::{Flow, ItemFlow, SHOWN, Standing, Window, cumulative_flow, daily, measure, percentile, present};
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use std::process::Command;

/// States of every class, and one that is no state.
const STATES: [&str; 10] =
    ["idea", "ready", "in-progress", "in-progress", "review", "blocked", "deferred", "done", "cancelled", "nowhere"];

/// One item: its changes as minutes since the one before and a state, its type and whether its file goes in the end.
type Story = (Vec<(u32, usize)>, usize, bool);

fn stories() -> impl Strategy<Value = Vec<Story>> {
    let change = (0_u32..14_400, 0_usize..STATES.len());
    proptest::collection::vec((proptest::collection::vec(change, 1..9), 0_usize..3, any::<bool>()), 1..25)
}

/// Measures stories; some minutes are zero, so that states change at the same instant.
fn measured(stories: &[Story], config: &str, as_of: Date) -> Flow {
    let names: Vec<String> = (0..stories.len()).map(|at| format!("E{at:02}")).collect();
    let start: Timestamp = "2025-01-01T00:00:00Z".parse().unwrap();
    let mut found: Vec<(String, usize, Timestamp, usize)> = Vec::new();
    for (at, (changes, ..)) in stories.iter().enumerate() {
        let mut now = start + SignedDuration::from_hours(i64::try_from(at).unwrap() * 17);
        for (pause, state) in changes {
            now += SignedDuration::from_mins((*pause).into());
            found.push((format!("c{}", now.as_second() / 86_400), at, now, *state));
        }
    }
    let changes: Vec<Change<'_>> = found
        .iter()
        .map(|(commit, at, now, state)| Change {
            item: &names[*at],
            work_type: ["feature", "defect", ""][stories[*at].1],
            team: ["Search", "Pay", ""][(at + stories[*at].1) % 3],
            commit,
            at: *now,
            to: STATES[*state],
        })
        .collect();
    let mut table = Table::new(config, as_of, &changes);
    for (item, (.., removed)) in table.items.iter_mut().zip(stories) {
        let last = item.passages.last().unwrap().at;
        item.removed = removed.then_some(last + SignedDuration::from_hours(5));
    }
    measure(&table.history())
}

/// Fails where a law is broken.
fn hold(flow: &Flow, config: Percentiles) {
    let items: Vec<&ItemFlow> = flow.items.iter().collect();
    // 1. Days by item are days by day, in any window.
    for window in
        [flow.window, flow.window.before(), flow.window.later_half(), Window { last: flow.as_of, ..flow.window }]
    {
        let by_item: i64 = items.iter().map(|item| residence(item, window)).sum();
        assert_eq!(present(&items, window).iter().sum::<i64>(), by_item, "Little's law in {window:?}");
    }
    // 2. Lines stand in order and never fall. 3. The rise of the done line is what was done.
    let days = Window { last: flow.as_of, ..flow.window };
    let lines = cumulative_flow(&items, &flow.line, days);
    for day in 0..days.len() {
        for stage in 0..lines.lines.len() {
            assert!(stage == 0 || lines.lines[stage - 1][day] >= lines.lines[stage][day], "day {day} stage {stage}");
            assert!(day == 0 || lines.lines[stage][day] >= lines.lines[stage][day - 1], "day {day} stage {stage}");
        }
    }
    let done = daily(&items, days);
    let reached = &lines.reached[flow.line.done()];
    for day in 1..days.len() {
        assert_eq!(reached[day] - reached[day - 1], done[day], "what was done on day {day}");
    }
    let open = items.iter().filter(|item| item.standing == Standing::InProgress).count();
    assert_eq!(lines.wip_end_of_day.last(), Some(&open), "what is open is the distance of the lines");
    let standing = |item: &&&ItemFlow| matches!(item.standing, Standing::InProgress | Standing::NotStarted);
    let drawn = |item: &&&ItemFlow| item.stage_dates.first().is_some_and(Option::is_some);
    let bands = lines.lines[0].last().unwrap() - lines.departed.last().unwrap();
    assert_eq!(bands, items.iter().filter(standing).filter(drawn).count(), "nothing stays in a band that it left");
    let series = &flow.overall.load.series;
    let totals: Vec<usize> = series.days.iter().map(|types| types.iter().sum()).collect();
    assert_eq!(totals, lines.wip_end_of_day, "the series by type is the same load");
    // 4. The p-th percentile is kept by p per cent of what it comes from.
    let times = &flow.overall.flow_time.now.days;
    for percent in SHOWN {
        if let (Percentiles::Nearest, Some(limit)) = (config, percentile(times, percent, config)) {
            let within = times.iter().filter(|days| **days as f64 <= limit).count();
            assert!(within * 100 >= usize::from(percent) * times.len(), "{percent} of {times:?}");
        }
    }
    // 5. Active and waiting are all the time there was.
    for item in &items {
        if let (Some(start), Some(done), Standing::Done) = (item.start, item.done, item.standing) {
            let elapsed = done.at.duration_since(start.at);
            assert_eq!(item.active.unwrap() + item.waiting.unwrap(), elapsed, "{}", item.id);
            assert!(!item.active.unwrap().is_negative() && !item.waiting.unwrap().is_negative(), "{}", item.id);
        }
        assert!([item.flow_time, item.lead_time, item.age].into_iter().flatten().all(|days| days > 0), "{}", item.id);
        let dates = item.stage_dates.iter().flatten();
        assert!(dates.is_sorted(), "{}: {:?}", item.id, item.stage_dates);
    }
    let parts: usize = flow.overall.distribution.now.types.iter().map(|share| share.count).sum();
    assert_eq!(parts, flow.overall.velocity.now.done);
}

/// Counts the days that an item is present in a window, the slow way.
fn residence(item: &ItemFlow, window: Window) -> i64 {
    let there = |day: &Date| {
        item.arrival().is_some_and(|from| from <= *day) && item.departure().is_none_or(|until| *day <= until)
    };
    i64::try_from((0..window.len()).map(|at| window.day(at)).filter(there).count()).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_laws_hold_on_any_history(stories in stories(), mode in 0_usize..2, debounce in 0_u32..90, zone in 0_usize..3) {
        let mode = ["first", "reset"][mode];
        let zone = ["UTC", "Europe/Berlin", "America/New_York"][zone];
        let config = format!(
            "[site]\ntimezone = \"{zone}\"\n[flow]\nstart_mode = \"{mode}\"\ndebounce_minutes = {debounce}\nwindow_weeks = 6\nprocess_limits = true\n"
        );
        for as_of in [date(2025, 3, 12), date(2025, 1, 20)] {
            let flow = measured(&stories, &config, as_of);
            hold(&flow, Percentiles::Nearest);
            // 6. The same history gives the same figures.
            prop_assert_eq!(&flow, &measured(&stories, &config, as_of));
        }
    }
}

#[test]
fn the_laws_hold_on_a_real_history() {
    use backlit::backlog::{Ledger, Today, assemble, trace};
    let bundle = repository("../shared/data/backlog-md.bundle");
    if !bundle.is_file() {
        return skip("the_laws_hold_on_a_real_history", "the bundle isn't here");
    }
    let project = Project::new();
    let folder = project.at("clone");
    let mut git = Command::new("git");
    git.args(["clone", "--quiet", "--branch", "main"]).arg(&bundle).arg(&folder);
    assert!(git.env("GIT_CONFIG_NOSYSTEM", "1").env("GIT_CONFIG_GLOBAL", "/dev/null").status().unwrap().success());
    let config = backlit::config::load(None, Some("backlog-md")).unwrap().config;
    let found = backlit::source::Origin::Folder(folder.clone()).read(&config).unwrap();
    let documents =
        found.files.into_iter().map(|file| backlit::document::Document::read(file.path, file.bytes, file.cut));
    let mut backlog = assemble(documents.collect(), &config);
    let head = backlit::document::head;
    let request = backlit::source::Request { folder: &folder, config: &config, start: None, known: None, head };
    let history = backlit::source::history(request);
    let ledger = Ledger::default().advance(&history, &Today::default(), &config);
    backlog.timelines = trace(ledger, &history.mailmap, &backlog, &config).into();
    for as_of in [date(2026, 8, 20), date(2025, 12, 1)] {
        let flow = measure(&backlit::flow::history(&backlog, &config, as_of));
        assert!(flow.items.len() > 600, "{}", flow.items.len());
        hold(&flow, Percentiles::Nearest);
    }
}
