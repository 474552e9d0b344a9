//! Flow and forecasts as JSON, under the names of the documentation.
//!
//! In: an analysis. Out: values whose keys keep their order. A figure that can't be told is null, never a guess.

use super::Analysis;
use crate::backlog::{Backlog, Coverage, Limit};
use crate::flow::forecast::{ASSUMPTIONS, Forecast, LEVELS, Likely, Placed};
use crate::flow::{Flag, Flow, Instant, ItemFlow, METRICS, Measures, Standing, WeeklyLimits, Window};
use jiff::civil::Date;
use serde_json::{Map, Value, json};

/// In how many weeks a forecast says how many.
const WEEKS: [u32; 3] = [4, 8, 12];

/// Exports what history says of an epic.
pub(super) fn epic_fields(analysis: &Analysis, at: usize) -> Vec<(&'static str, Value)> {
    let item = analysis.flow.items.of(at);
    let day = |instant: fn(&ItemFlow) -> Option<Instant>| json!(item.and_then(instant).map(|it| it.day.to_string()));
    let known = |item: &&ItemFlow| item.standing != Standing::Excluded;
    vec![
        ("created", json!(item.and_then(|item| item.created).map(|day| day.to_string()))),
        ("started", day(|item| item.start)),
        ("finished", day(|item| item.done)),
        ("cancelled", day(|item| item.cancelled)),
        ("flow_standing", json!(item.map(|item| item.standing))),
        ("flow_time_days", json!(item.and_then(|item| item.flow_time))),
        ("flow_time_days_reset", json!(item.and_then(|item| item.flow_time_reset))),
        ("lead_time_days", json!(item.filter(known).and_then(|item| item.lead_time))),
        ("age_days", json!(item.and_then(|item| item.age))),
        ("days_in_status", json!(item.and_then(|item| item.days_in_state))),
        ("active_hours", json!(item.and_then(|item| item.active).map(hours))),
        ("waiting_hours", json!(item.and_then(|item| item.waiting).map(hours))),
        ("flow_efficiency", json!(item.and_then(ItemFlow::efficiency))),
        ("flags", json!(item.map_or_else(Vec::new, flags))),
        ("forecast", analysis.forecasts.get(&at).map_or(Value::Null, placed_value)),
    ]
}

/// Lists the flags of an item; most skip a state, and `data_quality` lists those.
fn flags(item: &ItemFlow) -> Vec<&'static str> {
    item.flags.iter().filter(|flag| **flag != Flag::SkippedStates).map(|flag| flag.slug()).collect()
}

/// Gives a time in hours.
fn hours(time: jiff::SignedDuration) -> f64 {
    time.as_secs_f64() / 3600.0
}

/// Exports an epic's place and dates.
fn placed_value(placed: &Placed) -> Value {
    json!({
        "team": placed.team,
        "place": placed.place,
        "likely": placed.likely.as_ref().map(likely_value),
        "from_age": placed.started.as_ref().map(|started| json!({
            "expected_days": started.expected,
            "past_longer": started.longer,
            "past_within": started.within,
            "likely": started.likely.as_ref().map(likely_value),
        })),
    })
}

/// Exports dates by their chance.
fn likely_value(likely: &Likely) -> Value {
    let days = likely.dates.map(|day: Option<Date>| day.map(|day| day.to_string()));
    by_chance(&days.map(|day| json!(day)))
}

/// Names four values by their chance: `p50`, `p70`, `p85`, `p95`.
fn by_chance(values: &[Value; 4]) -> Value {
    let names = LEVELS.map(|level| format!("p{:.0}", level * 100.0));
    Value::Object(names.into_iter().zip(values.iter().cloned()).collect())
}

/// Exports how work flowed.
pub(super) fn flow_value(backlog: &Backlog, analysis: &Analysis) -> Value {
    let flow = &analysis.flow;
    let groups = flow.groups.iter().map(
        |group| json!({ "by": group.dimension, "name": group.name, "figures": measures_value(&group.measures, flow) }),
    );
    let quality = flow.quality.iter().map(|found| {
        json!({
            "flag": found.flag.slug(),
            "count": found.items.len(),
            "epics": ids(&found.items, flow),
            "effect": found.flag.effect(),
        })
    });
    json!({
        "zone": flow.zone,
        "window": window_value(Some(flow.window)),
        "window_before": window_value(flow.before),
        "known_from": flow.known_from.map(|day| day.to_string()),
        "coverage": coverage_value(&backlog.timelines.coverage, flow),
        "overall": measures_value(&flow.overall, flow),
        "groups": groups.collect::<Vec<_>>(),
        "data_quality": quality.collect::<Vec<_>>(),
    })
}

/// Exports a span of days.
fn window_value(window: Option<Window>) -> Value {
    json!(window.map(|window| json!({ "first": window.first.to_string(), "last": window.last.to_string() })))
}

/// Exports how far history can be trusted.
fn coverage_value(coverage: &Coverage, flow: &Flow) -> Value {
    let limit = coverage.limit.map(|limit| match limit {
        Limit::NoRepository => "no_repository",
        Limit::Unborn => "unborn",
        Limit::Shallow => "shallow",
        Limit::Partial => "partial",
        Limit::Unreadable => "unreadable",
        Limit::Off => "off",
    });
    json!({
        "limit": limit,
        "since": coverage.since.map(|at| at.to_string()),
        "clamped_commits": coverage.clamped,
        "unread_versions": coverage.unread,
        "uncommitted": coverage.uncommitted,
        "epics_measured": flow.items.len(),
    })
}

/// Names items by their ids.
fn ids(positions: &[usize], flow: &Flow) -> Vec<String> {
    positions.iter().map(|at| flow.items[*at].id.clone()).collect()
}

/// Exports the figures of a group: each metric's own, and the lists that make them up.
fn measures_value(measures: &Measures, flow: &Flow) -> Value {
    let mut value = Map::new();
    for metric in METRICS {
        let figures = (metric.figures)(measures);
        let figures: Map<String, Value> =
            figures.into_iter().map(|(name, figure)| (name.to_owned(), figure_value(figure))).collect();
        value.insert(metric.name.replace('-', "_"), Value::Object(figures));
    }
    let before = &measures.flow_time.before;
    value.insert("before".to_owned(), json!(before.as_ref().map(|_| before_value(measures))));
    let weeks = measures.velocity.now.weeks.iter();
    value.insert(
        "weeks".to_owned(),
        weeks
            .map(|week| json!({ "week": week.label(), "monday": week.monday.to_string(), "done": week.done }))
            .collect(),
    );
    let states = measures.state_times.iter().filter(|time| time.count > 0).map(|time| {
        let rung = &measures.ladder.rungs[time.state];
        json!({
            "status": flow.line.states[time.state].name,
            "hours": time.hours,
            "share": time.share,
            "epics": time.count,
            "left": rung.left,
            "median_hours": rung.median_hours,
            "handed_on": rung.handed_on,
            "came_back": rung.came_back,
            "complete_and_accurate": rung.complete,
        })
    });
    value.insert("states".to_owned(), states.collect());
    value.insert("types".to_owned(), types_value(measures));
    value.insert("over_age_line".to_owned(), json!(ids(&measures.load.over_line, flow)));
    value.insert("given_up_after_start".to_owned(), json!(ids(&measures.waste.now.after_start, flow)));
    value.insert("bottleneck_evidence".to_owned(), json!(measures.bottleneck.words()));
    for (name, limits) in [("velocity_limits", &measures.velocity_limits), ("load_limits", &measures.load_limits)] {
        value.insert(name.to_owned(), json!(limits.as_ref().map(limits_value)));
    }
    Value::Object(value)
}

/// Exports natural process limits of a figure a week.
fn limits_value(weekly: &WeeklyLimits) -> Value {
    json!({
        "mean": weekly.limits.mean,
        "lower": weekly.limits.lower,
        "upper": weekly.limits.upper,
        "outside": weekly.days_outside.iter().map(Date::to_string).collect::<Vec<_>>(),
    })
}

/// Exports a figure; whole ones without a point.
fn figure_value(figure: Option<f64>) -> Value {
    #[expect(clippy::cast_possible_truncation, reason = "only whole figures far below the limit are cast")]
    match figure {
        Some(figure) if figure.fract() == 0.0 && figure.abs() < 1e15 => json!(figure as i64),
        figure => json!(figure),
    }
}

/// Exports what was done and what is in progress by work type.
fn types_value(measures: &Measures) -> Value {
    let types = measures.distribution.now.types.iter().map(|found| {
        let open = measures.load.by_type.iter().find(|(name, _)| *name == found.work_type);
        json!({
            "type": (!found.work_type.is_empty()).then_some(&found.work_type),
            "done": found.count,
            "share": found.share,
            "wanted": found.wanted,
            "in_progress": open.map_or(0, |(_, count)| *count),
        })
    });
    types.collect()
}

/// Exports the figures of the window before that pages compare with.
fn before_value(measures: &Measures) -> Value {
    let time = measures.flow_time.before.as_ref();
    json!({
        "flow_time_count": time.map(|time| time.spread.count),
        "flow_time_p50": time.and_then(|time| time.spread.p50),
        "flow_time_p85": time.and_then(|time| time.spread.p85),
        "done": measures.velocity.before.as_ref().map(|velocity| velocity.done),
        "in_progress": measures.load.before,
        "flow_efficiency": measures.efficiency.before.as_ref().and_then(|efficiency| efficiency.ratio),
        "given_up_after_start": measures.waste.before.as_ref().map(|waste| waste.after_start.len()),
    })
}

/// Exports the forecasts for all and for each team.
pub(super) fn forecast_value(analysis: &Analysis) -> Value {
    let flow = &analysis.flow;
    let teams: Map<String, Value> =
        flow.team_forecasts.iter().map(|(name, forecast)| (name.clone(), sample_value(forecast))).collect();
    json!({ "overall": sample_value(&flow.forecast), "teams": teams, "assumptions": ASSUMPTIONS })
}

/// Exports a forecast: its sample, and how many are likely done in some weeks.
fn sample_value(forecast: &Forecast) -> Value {
    let many = WEEKS.iter().filter_map(|weeks| forecast.in_weeks(*weeks)).map(|many| {
        json!({
            "weeks": many.weeks,
            "until": many.until.to_string(),
            "at_least": by_chance(&many.at_least.map(|count| json!(count))),
        })
    });
    json!({
        "weeks": forecast.sample.weeks,
        "refusal": forecast.refusal,
        "warnings": forecast.warnings,
        "how_many": many.collect::<Vec<_>>(),
        "predictability": forecast.predictability(),
    })
}
