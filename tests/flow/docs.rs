//! Runs every worked table of `docs/metrics/`: a fenced block `toml settings` says how to measure, a table gives each
//! epic's dated states, and the last one says which figures come out.

use super::support::{Change, Table};
use crate::support::repository;
use backlit::flow::forecast::{distribution, how_many, when_each};
use backlit::flow::{METRICS, measure};
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::fs;

/// A table: its column names, and its rows.
type Cells = (Vec<String>, Vec<Vec<String>>);

/// Reads the Markdown tables of a text.
fn tables(text: &str) -> Vec<Cells> {
    let cells = |line: &str| -> Vec<String> {
        line.trim().trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect()
    };
    let mut found: Vec<Cells> = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        match (line.starts_with('|'), inside) {
            (true, false) => found.push((cells(line), Vec::new())),
            (true, true) if !line.starts_with("| ---") => found.last_mut().unwrap().1.push(cells(line)),
            _ => {}
        }
        inside = line.starts_with('|');
    }
    found
}

/// Reads a day, or a day and a time, in UTC; a day alone is nine in the morning.
fn instant(text: &str) -> Timestamp {
    let text = if text.contains('T') { format!("{text}:00Z") } else { format!("{text}T09:00:00Z") };
    text.parse().unwrap()
}

/// Makes the history of a page's example.
fn table(text: &str) -> Table {
    let settings = text.split("```toml settings\n").nth(1).unwrap().split("```").next().unwrap();
    let (first, config) = settings.split_once('\n').unwrap();
    let as_of = first.trim_start_matches("as_of = ").trim_matches('"').parse().unwrap();
    let tables = tables(text);
    let column = |name: &str| tables.iter().find(|(names, _)| names.iter().any(|found| found == name));
    let rows = &column("states").unwrap().1;
    let mut changes: Vec<(String, Change<'_>)> = Vec::new();
    for row in rows {
        for change in row[3].split(", ") {
            let (at, to) = change.split_once(' ').unwrap();
            let commit = format!("{} {change}", row[0]);
            let change = Change { item: &row[0], work_type: &row[1], team: &row[2], commit: "", at: instant(at), to };
            changes.push((commit, change));
        }
    }
    let changes: Vec<Change<'_>> =
        changes.iter().map(|(commit, change)| Change { commit: commit.as_str(), ..*change }).collect();
    let mut table = Table::new(config, as_of, &changes);
    if let Some((_, rows)) = column("reading") {
        for item in &mut table.items {
            item.readings = rows.iter().filter(|row| row[0] == item.id).map(|row| row[1].parse().unwrap()).collect();
            item.outcomes = item.readings.len();
        }
    }
    if let Some((_, rows)) = column("wanted") {
        for row in rows {
            let wanted = table.allocations.entry(row[0].as_str().into()).or_default();
            wanted.push((row[1].clone(), row[2].parse().unwrap()));
        }
    }
    table
}

#[test]
fn every_metric_has_a_page_whose_figures_hold() {
    let mut faults = Vec::new();
    for metric in METRICS {
        assert_eq!(metric.doc, format!("{}.md", metric.name));
        let text = fs::read_to_string(repository("docs/metrics").join(metric.doc)).unwrap();
        assert!(text.starts_with(&format!("# {}\n\n**{}**\n", metric.title, metric.question)), "{}", metric.name);
        let table = table(&text);
        let flow = measure(&table.history());
        let found: BTreeMap<&str, Option<f64>> = (metric.figures)(&flow.overall).into_iter().collect();
        let expected = tables(&text).into_iter().find(|(names, _)| names[0] == "figure").unwrap().1;
        assert!(expected.len() > 1, "{}", metric.name);
        for row in expected {
            let digits = row[1].split_once('.').map_or(0, |(_, digits)| digits.len());
            let figure = found.get(row[0].as_str()).unwrap_or_else(|| panic!("{}: no figure {}", metric.name, row[0]));
            let figure = figure.map_or_else(String::new, |figure| format!("{figure:.digits$}"));
            if figure != row[1] {
                faults.push(format!("{}: {} is {figure}, not {}", metric.name, row[0], row[1]));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_page_belongs_to_a_metric() {
    let mut names: Vec<String> = METRICS
        .iter()
        .map(|metric| metric.doc.to_owned())
        .chain(["forecast.md", "index.md"].map(str::to_owned))
        .collect();
    names.sort();
    let pages = fs::read_dir(repository("docs/metrics")).unwrap();
    let mut found: Vec<String> = pages.map(|page| page.unwrap().file_name().into_string().unwrap()).collect();
    found.sort();
    assert_eq!(found, names);
    let index = fs::read_to_string(repository("docs/metrics/index.md")).unwrap();
    for metric in METRICS {
        let row = format!("| [{}]({}) | {} |\n", metric.title, metric.doc, metric.question);
        assert!(index.contains(&row), "docs/metrics/index.md lacks {row}");
    }
}

#[test]
fn the_table_of_forecasts_holds() {
    let text = fs::read_to_string(repository("docs/metrics/forecast.md")).unwrap();
    let rows = tables(&text).pop().unwrap().1;
    assert_eq!(rows.len(), 4);
    for row in rows {
        let history: Vec<usize> = row[0].split(' ').map(|count| count.parse().unwrap()).collect();
        let many = how_many(&distribution(&history, row[1].parse().unwrap())).unwrap();
        assert_eq!(many.map(|count| count.to_string()).join(" / "), row[2]);
        let items = row[3].parse().unwrap();
        let weeks = when_each(&history, items, 520)[items].map(|weeks| weeks.unwrap().to_string());
        assert_eq!(weeks.join(" / "), row[4]);
    }
}
