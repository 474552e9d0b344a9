//! The ranked list for the terminal, as a table, as JSON and as CSV.

use super::csv_cell;
use super::terminal::plain;
use crate::analysis::{Analysis, rank_change, team_name};
use crate::backlog::Backlog;
use crate::ranking::Entry;
use serde_json::{Value, json};
use std::fmt::Write;

/// One row of the list.
#[derive(Debug)]
struct Row {
    place: String,
    score: String,
    sequence: String,
    id: String,
    title: String,
    kind: String,
    team: String,
    status: String,
}

/// The headings, in order.
const HEADINGS: [&str; 8] = ["#", "Score", "Start", "Id", "Title", "Type", "Team", "Status"];

/// Makes the rows of one list.
fn rows(backlog: &Backlog, analysis: &Analysis, entries: &[Entry]) -> Vec<Row> {
    entries
        .iter()
        .map(|entry| Row {
            place: format!("{}{}", entry.rank, if entry.tied { "=" } else { "" }),
            score: analysis.score_words(entry),
            sequence: entry.sequence.map_or_else(String::new, |place| place.to_string()),
            ..row(backlog, analysis, entry.candidate)
        })
        .collect()
}

/// Fills what does not depend on the list.
fn row(backlog: &Backlog, analysis: &Analysis, candidate: usize) -> Row {
    let item = &backlog.items[analysis.candidates.items[candidate]];
    let epic = item.epic();
    Row {
        place: String::new(),
        score: String::new(),
        sequence: String::new(),
        id: item.id.clone(),
        title: item.title.clone(),
        kind: epic.and_then(|epic| epic.work_type.clone()).unwrap_or_default(),
        team: epic.and_then(|epic| team_name(backlog, epic)).unwrap_or_default().to_owned(),
        status: epic.and_then(|epic| epic.state.as_ref()).map(|state| state.title.clone()).unwrap_or_default(),
    }
}

impl Row {
    fn cells(&self) -> [&str; 8] {
        [&self.place, &self.score, &self.sequence, &self.id, &self.title, &self.kind, &self.team, &self.status]
    }
}

/// What is said where no file is an epic.
const NO_EPIC: &str = "No file here is an epic. A file is one if it lies in a folder named `epics`, if it says `kind: epic`, or if \
                       `[[collections]]` in backlit.toml says so of its folder.\n";

/// Writes the list as a table; titles are cut so that a row fits `width` characters.
pub fn table(backlog: &Backlog, analysis: &Analysis, width: usize) -> String {
    let committed = rows(backlog, analysis, &analysis.ranking.commitments);
    let ranked = rows(backlog, analysis, &analysis.ranking.entries);
    let mut text = String::new();
    let mut section = |title: &str, rows: &[Row]| {
        if !rows.is_empty() {
            writeln!(text, "{title}\n{}", grid(rows, width)).expect("a string takes all that is written");
        }
    };
    section("In progress (commitments)", &committed);
    section(&format!("Ranked by {}", analysis.method_words()), &ranked);
    let unscored = &analysis.ranking.unscored;
    if !unscored.is_empty() {
        writeln!(text, "Not scored: {}", unscored.len()).expect("a string takes all that is written");
        for entry in unscored.iter().take(20) {
            let row = row(backlog, analysis, entry.candidate);
            let line = format!("  {} {}: {}", row.id, row.title, entry.gap.reason);
            writeln!(text, "{}", fit(&plain(&line), width)).expect("a string takes all that is written");
        }
        if unscored.len() > 20 {
            writeln!(text, "  and {} more", unscored.len() - 20).expect("a string takes all that is written");
        }
    }
    match (text.is_empty(), backlog.epics().next().is_none()) {
        (true, true) => NO_EPIC.to_owned(),
        (true, false) => "No epic is open.\n".to_owned(),
        _ => text,
    }
}

/// Lays rows out in columns.
fn grid(rows: &[Row], width: usize) -> String {
    let mut cells: Vec<[String; 8]> = vec![HEADINGS.map(str::to_owned)];
    cells.extend(rows.iter().map(|row| row.cells().map(plain)));
    let mut widths = [0; 8];
    for row in &cells {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let others: usize = widths.iter().enumerate().filter(|(at, _)| *at != 4).map(|(_, width)| width + 2).sum();
    widths[4] = widths[4].min(width.saturating_sub(others).max(20));
    let mut text = String::new();
    for row in &cells {
        let mut line = String::new();
        for (at, (cell, width)) in row.iter().zip(widths).enumerate().filter(|(_, (_, width))| *width > 0) {
            let cell = fit(cell, width);
            let pad = " ".repeat(width - cell.chars().count());
            let (before, after) = if at < 3 { (pad.as_str(), "") } else { ("", pad.as_str()) };
            line.extend([before, cell.as_str(), after, "  "]);
        }
        writeln!(text, "{}", line.trim_end()).expect("a string takes all that is written");
    }
    text
}

/// Cuts text to a width, with a mark where something is missing.
fn fit(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_owned();
    }
    text.chars().take(width.saturating_sub(1)).chain(['…']).collect()
}

/// Writes the list as CSV that a spreadsheet opens safely.
pub fn csv(backlog: &Backlog, analysis: &Analysis) -> String {
    let mut text = String::from("list,rank,score,sequence,id,title,type,team,status,rank_before,moved,cause\n");
    let lists = [("committed", &analysis.ranking.commitments), ("ranked", &analysis.ranking.entries)];
    for (list, entries) in lists {
        for (entry, row) in entries.iter().zip(rows(backlog, analysis, entries)) {
            let figures = [list.to_owned(), entry.rank.to_string(), entry.score.to_string()];
            let rest = row.cells().into_iter().skip(2).map(|cell| csv_cell(cell).into_owned());
            let moved = moved(analysis, entry.candidate);
            let cells: Vec<String> = figures.into_iter().chain(rest).chain(moved).collect();
            writeln!(text, "{}", cells.join(",")).expect("a string takes all that is written");
        }
    }
    for entry in &analysis.ranking.unscored {
        let row = row(backlog, analysis, entry.candidate);
        let cells: Vec<_> = row.cells().into_iter().skip(3).map(csv_cell).collect();
        let place = entry.sequence.map_or_else(String::new, |place| place.to_string());
        writeln!(text, "unscored,,,{place},{},,,", cells.join(",")).expect("a string takes all that is written");
    }
    text
}

/// Gives the cells for how an epic's rank changed.
fn moved(analysis: &Analysis, candidate: usize) -> [String; 3] {
    let (before, moved, cause) = rank_change(analysis, analysis.candidates.items[candidate]);
    let figure = |number: Option<String>| number.unwrap_or_default();
    [
        figure(before.map(|rank| rank.to_string())),
        figure(moved.map(|places| places.to_string())),
        csv_cell(&cause.unwrap_or_default()).into_owned(),
    ]
}

/// Writes the list as JSON.
pub fn json(backlog: &Backlog, analysis: &Analysis) -> Value {
    let list = |name: &str, entries: &[Entry]| {
        entries
            .iter()
            .zip(rows(backlog, analysis, entries))
            .map(|(entry, row)| {
                let (before, moved, cause) = rank_change(analysis, analysis.candidates.items[entry.candidate]);
                json!({
                    "list": name,
                    "id": row.id,
                    "title": row.title,
                    "rank": entry.rank,
                    "rank_before": before,
                    "moved": moved,
                    "cause": cause,
                    "tied": entry.tied,
                    "score": entry.score,
                    "arithmetic": &*entry.arithmetic,
                    "interval": serde_json::to_value(entry.interval).unwrap_or(Value::Null),
                    "sequence": entry.sequence,
                    "sequence_reason": entry.sequence_reason,
                    "type": row.kind,
                    "team": row.team,
                    "status": row.status,
                })
            })
            .collect::<Vec<_>>()
    };
    let unscored = analysis.ranking.unscored.iter().map(|entry| {
        let row = row(backlog, analysis, entry.candidate);
        json!({ "id": row.id, "title": row.title, "reason": entry.gap.reason, "missing": entry.gap.missing, "sequence": entry.sequence })
    });
    json!({
        "schema": "backlit.rank/1",
        "as_of": analysis.as_of.to_string(),
        "method": analysis.settings.method.name,
        "ranked": list("ranked", &analysis.ranking.entries),
        "committed": list("committed", &analysis.ranking.commitments),
        "unscored": unscored.collect::<Vec<_>>(),
    })
}
