//! Hit rates and closed loops by quarter, team, work type and value category.

use crate::analysis::Part;
use crate::config::Kind;
use crate::realization::hit_rate::{Band, HitRate};
use crate::site::Site;
use crate::site::view::{Cell, Table, WorkType};
use crate::site::words::{grouped, percent};

/// The columns after the first.
const COLUMNS: [&str; 6] = ["Outcomes", "Hit", "Hit rate", "95% interval", "Loops closed", "What it says"];

/// Makes a table of each way to cut the outcomes; one without rows is left out.
pub(super) fn tables(site: &Site<'_>) -> Vec<Table> {
    let report = &site.analysis.report;
    let tables = [
        table(site, "By quarter of the deciding day", "Quarter", &report.quarters, str::to_owned),
        table(
            site,
            "By team, with its sprints and the initiatives that it leads, all time",
            "Team",
            &report.teams,
            |name| named(name, "No team"),
        ),
        table(site, "By work type, all time", "Work type", &report.work_types, work_type),
        table(site, "By value category, all time", "Value", &report.values, value),
    ];
    tables.into_iter().filter_map(Table::if_any).collect()
}

/// Makes a table of parts.
fn table(site: &Site<'_>, caption: &str, first: &str, parts: &[Part], name: fn(&str) -> String) -> Table {
    let mut table = Table::new(caption, &[]);
    table.head.push(Cell::text(first));
    table.head.extend(
        COLUMNS.iter().enumerate().map(|(at, head)| if at < 5 { Cell::figure(*head) } else { Cell::text(*head) }),
    );
    table.fill(site, parts.iter().map(|part| row(part, name)));
    table
}

/// Makes the row of a part: the counts, the rate where there are enough, and what it says.
fn row(part: &Part, name: fn(&str) -> String) -> Vec<Cell> {
    let rate = &part.rate;
    let judged = rate.judged();
    let none = || "–".to_owned();
    let interval = rate.interval.map(|interval| format!("{} to {}", percent(interval.low), percent(interval.high)));
    let hit = if judged == 0 { none() } else { format!("{} of {}", grouped(rate.hits), grouped(judged)) };
    vec![
        Cell::text(name(&part.name)),
        Cell::figure(grouped(part.outcomes)),
        Cell::figure(hit),
        Cell::figure(rate.rate.map_or_else(none, percent)),
        Cell::figure(interval.unwrap_or_else(none)),
        Cell::figure(closed(rate)),
        Cell::text(says(rate)),
    ]
}

/// Says how many of the loops that were due have been closed.
fn closed(rate: &HitRate) -> String {
    match rate.judged() + rate.overdue {
        0 => "–".to_owned(),
        due => format!("{} of {}", grouped(rate.judged()), grouped(due)),
    }
}

/// Says what a rate means; below five judged nothing can be said.
fn says(rate: &HitRate) -> String {
    let said = match (rate.band(), rate.judged()) {
        (_, 0) => "nothing measured yet",
        (None, _) => "too few to say",
        (Some(Band::Low), _) => "below 50%: promises too bold, or badly measured?",
        (Some(Band::High), _) => "above 90%: targets too easy?",
        (Some(Band::Healthy), _) => "between 50% and 90%",
    };
    said.to_owned()
}

/// Gives a name, or what stands where there is none.
fn named(name: &str, none: &str) -> String {
    if name.is_empty() { none.to_owned() } else { name.to_owned() }
}

/// Names a work type, or the kind of document that has none.
fn work_type(name: &str) -> String {
    let kind = [Kind::Initiative, Kind::Sprint].into_iter().find(|kind| kind.name() == name);
    let named = || WorkType::of(Some(name).filter(|name| !name.is_empty())).label.into_owned();
    kind.map_or_else(named, |kind| kind.plural().to_owned())
}

/// Names a value category.
fn value(name: &str) -> String {
    match name {
        "" => "Not said".to_owned(),
        "business" => "Business goal".to_owned(),
        "customer" => "Customer value".to_owned(),
        "efficiency" => "Operational efficiency".to_owned(),
        other => other.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{closed, says};
    use crate::realization::hit_rate::HitRate;

    #[test]
    fn rates_are_read_in_words() {
        let rate = |hits, missed, overdue| {
            let judged = hits + missed;
            let rate = (judged >= 5).then(|| hits as f64 / judged as f64);
            HitRate { hits, missed, overdue, rate, ..HitRate::default() }
        };
        assert_eq!(says(&rate(0, 0, 2)), "nothing measured yet");
        assert_eq!(says(&rate(4, 0, 0)), "too few to say");
        assert_eq!(says(&rate(2, 3, 0)), "below 50%: promises too bold, or badly measured?");
        assert_eq!(says(&rate(3, 3, 0)), "between 50% and 90%");
        assert_eq!(says(&rate(5, 0, 0)), "above 90%: targets too easy?");
        assert_eq!([closed(&rate(0, 0, 0)), closed(&rate(3, 1, 2))], ["–", "4 of 6"]);
    }
}
