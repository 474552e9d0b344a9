//! A table of 22 epics with every edge case, against figures that another program computed.

use super::support::{Change, Table};
use crate::support::{repository, skip};
use backlit::flow::{Flow, ItemFlow, Window, cumulative_flow, daily, flow_debt, little, measure, percentile};
use jiff::civil::{Date, date};
use serde_json::Value;
use std::fs;

/// The fixture's workflow and settings.
const CONFIG: &str = r#"
[site]
timezone = "Europe/Berlin"
[workflow]
states = [
  { name = "backlog", class = "new" },
  { name = "ready", class = "waiting" },
  { name = "building", class = "active", starts_clock = true },
  { name = "waiting-review", class = "waiting" },
  { name = "review", class = "active" },
  { name = "done", class = "done" },
  { name = "cancelled", class = "cancelled" },
]
aside = [{ name = "on-hold", class = "waiting" }]
[flow]
window_weeks = 4
import_commits = ["cimport"]
"#;

/// Reads a file of the fixture; none where it is not there.
fn read(test: &str, name: &str) -> Option<String> {
    let found = fs::read_to_string(repository("../shared/data/flow").join(name)).ok();
    if found.is_none() {
        skip(test, "the fixture is not beside the repository");
    }
    found
}

/// Reads a table with commas between.
fn rows(text: &str) -> Vec<Vec<&str>> {
    text.lines().skip(1).map(|line| line.split(',').collect()).collect()
}

/// Makes the fixture's table.
fn table(text: &str, config: &str) -> Table {
    let rows = rows(text);
    let changes: Vec<Change<'_>> = rows
        .iter()
        .map(|row| Change {
            item: row[0],
            work_type: row[1],
            team: row[2],
            commit: row[3],
            at: row[4].parse().unwrap(),
            to: row[6],
        })
        .collect();
    Table::new(config, date(2025, 2, 3), &changes)
}

fn flow(test: &str, config: &str) -> Option<Flow> {
    Some(measure(&table(&read(test, "transitions.csv")?, config).history()))
}

/// Writes a day, or nothing.
fn day(day: Option<Date>) -> String {
    day.map(|day| day.to_string()).unwrap_or_default()
}

/// Writes an item as the fixture does.
fn row(item: &ItemFlow, flow: &Flow) -> Vec<String> {
    let number = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
    let hours = |time: Option<jiff::SignedDuration>| {
        time.map(|time| figure((time.as_secs_f64() / 3600.0 * 1e4).round() / 1e4)).unwrap_or_default()
    };
    // What is said beyond the fixture stays out.
    let known = ["imported", "born-done", "born-in-progress", "never-started", "moved-back", "decommitted", "reopened"];
    let slugs = item.flags.iter().map(|flag| flag.slug());
    let flags: Vec<&str> = slugs.filter(|slug| known.contains(slug) || *slug == "bulk-closed").collect();
    vec![
        item.id.clone(),
        item.labels.work_type.as_deref().unwrap_or_default().to_owned(),
        item.labels.team.as_deref().unwrap_or_default().to_owned(),
        flow.line.states[item.state.unwrap()].name.clone(),
        day(item.created),
        day(item.start.map(|it| it.day)),
        day(item.done.map(|it| it.day)),
        day(item.cancelled.map(|it| it.day)),
        number(item.flow_time_first),
        number(item.flow_time_reset),
        number(item.lead_time),
        number(item.age),
        hours(item.active),
        hours(item.waiting),
        item.efficiency().map(|share| figure((share * 1e4).round() / 1e4)).unwrap_or_default(),
        flags.join(" "),
    ]
}

/// Writes a figure with a point, as the fixture does.
fn figure(value: f64) -> String {
    format!("{value:?}")
}

#[test]
fn every_item_is_as_expected() {
    let test = "every_item_is_as_expected";
    let Some(flow) = flow(test, CONFIG) else { return };
    let Some(expected) = read(test, "expected_Europe_Berlin/items.csv") else { return };
    let expected = rows(&expected);
    assert_eq!(flow.items.len(), expected.len());
    for (item, expected) in flow.items.iter().zip(expected) {
        let found = row(item, &flow);
        // An item that counts in no figure has no time from idea to done there either.
        assert_eq!(found, expected, "{}", item.id);
    }
}

#[test]
fn every_stage_has_its_day() {
    let test = "every_stage_has_its_day";
    let Some(flow) = flow(test, CONFIG) else { return };
    let Some(expected) = read(test, "expected_Europe_Berlin/stage_dates_first.csv") else { return };
    for (item, expected) in flow.items.iter().zip(rows(&expected)) {
        let days: Vec<String> = item.stage_dates.iter().map(|found| day(*found)).collect();
        assert_eq!(days, expected[1..], "{}", item.id);
    }
}

#[test]
fn the_lines_of_cumulative_flow_are_as_expected() {
    let test = "the_lines_of_cumulative_flow_are_as_expected";
    let Some(flow) = flow(test, CONFIG) else { return };
    let Some(expected) = read(test, "expected_Europe_Berlin/cfd_first.csv") else { return };
    let items: Vec<&ItemFlow> = flow.items.iter().collect();
    let days = Window { first: date(2025, 1, 2), last: date(2025, 2, 3) };
    let found = cumulative_flow(&items, &flow.line, days);
    let expected = rows(&expected);
    assert_eq!(expected.len(), days.len());
    for (at, expected) in expected.iter().enumerate() {
        let mut row = vec![days.day(at).to_string()];
        let mut put = |count: usize| row.push(count.to_string());
        found.reached.iter().for_each(|stage| put(stage[at]));
        put(found.cancelled_before_start[at]);
        put(found.cancelled_after_start[at]);
        put(found.departed[at]);
        put(found.wip_end_of_day[at]);
        put(found.wip_present[at]);
        found.lines[3..].iter().for_each(|line| put(line[at]));
        assert_eq!(row, *expected);
    }
}

/// Compares a figure to four digits.
#[track_caller]
fn near(found: impl Into<Option<f64>>, expected: &Value) {
    match (found.into(), expected.as_f64()) {
        (Some(found), Some(expected)) => assert!(
            (found - expected).abs() < 6e-3_f64.min(1e-4 * expected.abs().max(1.0)),
            "{found} is not {expected}"
        ),
        (found, expected) => assert_eq!(found, expected),
    }
}

#[test]
fn times_efficiency_and_velocity_are_as_expected() {
    let test = "times_efficiency_and_velocity_are_as_expected";
    let Some(flow) = flow(test, CONFIG) else { return };
    let Some(expected) = read(test, "expected_Europe_Berlin/metrics.json") else { return };
    let expected: Value = serde_json::from_str(&expected).unwrap();
    let overall = &flow.overall;
    assert_eq!(
        (flow.window.first.to_string(), flow.window.last.to_string()),
        ("2025-01-06".into(), "2025-02-02".into())
    );
    for mode in ["first", "reset"] {
        let config = format!("{CONFIG}start_mode = \"{mode}\"\n");
        let flow = super::fixture::flow(test, &config).unwrap();
        let (time, expected) = (&flow.overall.flow_time.now, &expected["cycle_time"][mode]);
        assert_eq!(serde_json::json!(time.days), expected["values"]);
        near(time.mean, &expected["mean"]);
        for percent in [50_u8, 70, 85, 95] {
            use backlit::config::Percentiles::{Interpolated, Nearest};
            let key = percent.to_string();
            near(percentile(&time.days, percent, Nearest), &expected["nearest_rank"][&key]);
            near(percentile(&time.days, percent, Interpolated), &expected["interpolated_type7"][&key]);
            near(time.spread.at(percent), &expected["nearest_rank"][&key]);
        }
    }
    for (week, expected) in overall.velocity.now.weeks.iter().zip(expected["throughput_weekly"].as_array().unwrap()) {
        assert_eq!((&Value::from(week.label()), &Value::from(week.done)), (&expected["week"], &expected["count"]));
        assert_eq!(Value::from(week.monday.to_string()), expected["monday"]);
    }
    let items: Vec<&ItemFlow> = flow.items.iter().collect();
    let days = daily(&items, flow.window).into_iter().map(Value::from);
    assert!(days.eq(expected["throughput_daily"].as_object().unwrap().values().cloned()));
    assert_eq!(Value::from(overall.velocity.now.done), expected["flow_velocity"]);
    let (efficiency, expected_efficiency) = (&overall.efficiency.now, &expected["flow_efficiency"]);
    near(efficiency.active_hours, &expected_efficiency["active_h"]);
    near(efficiency.waiting_hours, &expected_efficiency["waiting_h"]);
    near(efficiency.ratio, &expected_efficiency["ratio_of_sums"]);
    near(efficiency.mean_of_ratios, &expected_efficiency["mean_of_ratios"]);
    near(efficiency.median_of_ratios, &expected_efficiency["median_of_ratios"]);
    for (name, expected) in expected["flow_distribution"].as_object().unwrap() {
        let found = overall.distribution.now.types.iter().find(|share| share.work_type == *name).unwrap();
        assert_eq!(Value::from(found.count), expected["count"]);
        near(found.share, &expected["share"]);
    }
}

#[test]
fn load_ages_and_laws_are_as_expected() {
    let test = "load_ages_and_laws_are_as_expected";
    let Some(flow) = flow(test, CONFIG) else { return };
    let Some(expected) = read(test, "expected_Europe_Berlin/metrics.json") else { return };
    let expected: Value = serde_json::from_str(&expected).unwrap();
    let overall = &flow.overall;
    let ids = |positions: &[usize]| -> Vec<Value> {
        let mut ids: Vec<&str> = positions.iter().map(|at| flow.items[*at].id.as_str()).collect();
        ids.sort_unstable();
        ids.into_iter().map(Value::from).collect()
    };
    assert_eq!(Value::from(ids(&overall.load.items)), expected["flow_load"]["items"]);
    for (name, count) in &overall.load.by_type {
        assert_eq!(Value::from(*count), expected["flow_load"]["by_type"][name]);
    }
    assert_eq!(Value::from(overall.load.total_age), expected["total_work_item_age"]);
    for (id, expected) in expected["aging"].as_object().unwrap() {
        let item = flow.items.iter().find(|item| item.id == *id).unwrap();
        assert_eq!(Value::from(flow.line.stages[item.stage.unwrap()].name.clone()), expected["stage"]);
        assert_eq!(Value::from(flow.line.states[item.state.unwrap()].name.clone()), expected["status"]);
        assert_eq!(
            (Value::from(item.age), Value::from(item.days_in_state)),
            (expected["age"].clone(), expected["days_in_status"].clone())
        );
    }
    for (name, expected) in expected["pace_percentiles"].as_object().unwrap() {
        let column = overall.ageing.columns.iter().find(|column| flow.line.stages[column.stage].name == *name).unwrap();
        let zones = column.zones.unwrap();
        near(zones[0], &expected["50"]);
        near(zones[2], &expected["85"]);
    }
    let (law, expected_law) = (overall.little.as_ref().unwrap(), &expected["little"]);
    assert_eq!((law.item_days, law.day_items, law.present, law.departures), (196, 196, 18, 15));
    near(law.average, &expected_law["L_avg_wip_present"]);
    near(law.arrival_rate, &expected_law["Lambda_per_day"]);
    near(law.stay, &expected_law["w_residence"]);
    near(law.throughput, &expected_law["throughput_per_day"]);
    near(law.sojourn, &expected_law["avg_sojourn_of_departed"]);
    near(law.balanced, &expected_law["steady_state_estimate_TH_x_CT"]);
    let (debt, expected_debt) = (overall.flow_debt.as_ref().unwrap(), &expected["flow_debt"]);
    assert_eq!(Value::from(debt.interval.first.to_string()), expected_debt["interval"][0]);
    assert_eq!(Value::from(debt.reached.to_string()), expected_debt["day_arrivals_reached_that"]);
    near(debt.exact, &expected_debt["exact_avg_cycle_time"]);
    near(debt.debt, &expected_debt["flow_debt"]);
    assert_eq!(Value::from(ids(&overall.waste.now.after_start)), expected["discarded"]["after_start"]);
    assert_eq!(Value::from(ids(&overall.waste.now.before_start)), expected["discarded"]["before_start"]);
    let items: Vec<&ItemFlow> = flow.items.iter().collect();
    assert_eq!(little(&items, flow.window), overall.little);
    assert_eq!(flow_debt(&items, flow.window.later_half()), overall.flow_debt);
}

#[test]
fn states_and_the_ladder_are_as_expected() {
    let test = "states_and_the_ladder_are_as_expected";
    let Some(flow) = flow(test, CONFIG) else { return };
    let Some(expected) = read(test, "expected_Europe_Berlin/metrics.json") else { return };
    let expected: Value = serde_json::from_str(&expected).unwrap();
    let state = |name: &str| flow.line.states.iter().position(|state| state.name == name).unwrap();
    for (name, hours) in expected["status_hours"].as_object().unwrap() {
        near(flow.overall.state_times[state(name)].hours, hours);
        near(flow.overall.state_times[state(name)].share, &expected["status_share"][name]);
    }
    for (name, expected) in expected["vsm"]["statuses"].as_object().unwrap() {
        let rung = &flow.overall.ladder.rungs[state(name)];
        assert_eq!(Value::from(rung.left), expected["items_left"], "{name}");
        near(rung.median_hours, &expected["median_dwell_h"]);
        assert_eq!(serde_json::json!(rung.handed_on), expected["handed_on"], "{name}");
        assert_eq!(serde_json::json!(rung.came_back), expected["came_back"], "{name}");
        near(rung.complete, &expected["pca"]);
    }
    near(flow.overall.ladder.rolled, &expected["vsm"]["rolled_pca"]);
}

#[test]
fn a_flicker_is_passed_over_where_the_site_asks_for_it() {
    let test = "a_flicker_is_passed_over_where_the_site_asks_for_it";
    let Some(flow) = flow(test, &format!("{CONFIG}debounce_minutes = 60\n")) else { return };
    let item = flow.items.iter().find(|item| item.id == "E18").unwrap();
    assert_eq!((day(item.start.map(|it| it.day)).as_str(), item.flow_time), ("2025-01-27", Some(8)));
}

#[test]
fn one_zone_decides_every_day() {
    let test = "one_zone_decides_every_day";
    for (zone, start, done, days) in
        [("UTC", "2025-01-22", "2025-01-22", 1), ("America/New_York", "2025-01-21", "2025-01-22", 2)]
    {
        let Some(flow) = flow(test, &CONFIG.replace("Europe/Berlin", zone)) else { return };
        let item = flow.items.iter().find(|item| item.id == "E17").unwrap();
        let found = (day(item.start.map(|it| it.day)), day(item.done.map(|it| it.day)), item.flow_time);
        assert_eq!(found, (start.to_owned(), done.to_owned(), Some(days)), "{zone}");
    }
}
