//! Runs every worked table of `docs/ranking/`: a fenced block `toml settings` says how to rank, and the
//! tables after it say which numbers go in and which score and rank come out.

use std::collections::BTreeMap;

use super::support::settings;
use backlit::ranking::capacity::{Capacity, Demand, plan};
use backlit::ranking::{Candidate, IceVariant, METHODS, Ranking, Scale, Settings, SettingsInput, rank};

const DOCS: &[(&str, &str)] = &[
    ("cd3.md", include_str!("../../docs/ranking/cd3.md")),
    ("formula.md", include_str!("../../docs/ranking/formula.md")),
    ("ice.md", include_str!("../../docs/ranking/ice.md")),
    ("moscow.md", include_str!("../../docs/ranking/moscow.md")),
    ("rice.md", include_str!("../../docs/ranking/rice.md")),
    ("sensitivity.md", include_str!("../../docs/ranking/sensitivity.md")),
    ("sequence.md", include_str!("../../docs/ranking/sequence.md")),
    ("weighted.md", include_str!("../../docs/ranking/weighted.md")),
    ("wsjf.md", include_str!("../../docs/ranking/wsjf.md")),
];

/// A row of a table by column.
type Row = BTreeMap<String, String>;

#[test]
fn every_method_has_a_doc_with_a_table_that_holds() {
    for method in METHODS {
        let (_, text) = DOCS.iter().find(|(name, _)| *name == method.doc).unwrap();
        assert!(text.starts_with("# ") && text.contains(method.question), "{}", method.name);
        for field in method.fields {
            let names = [format!("`{field}`"), format!("| {field} |")];
            assert!(names.iter().any(|name| text.contains(name)), "{field}");
        }
    }
    for (name, text) in DOCS {
        let examples = examples(text);
        assert!(!examples.is_empty(), "{name}");
        for (settings, rows) in examples {
            check(name, &settings, &rows);
        }
    }
}

#[test]
fn the_capacity_table_holds() {
    let text = include_str!("../../docs/ranking/capacity.md");
    let rows = tables(text).into_iter().find(|rows| rows[0].contains_key("fits")).unwrap();
    let demand = |team: &str, weeks: Option<f64>| Demand {
        candidate: 0,
        team: (!team.is_empty()).then(|| team.to_owned()),
        weeks,
    };
    let ranked: Vec<Demand> = rows.iter().map(|row| demand(&row["team"], number(&row["weeks"]))).collect();
    let begun = [demand("search", Some(2.0)), demand("pay", Some(3.0))];
    let teams = [("search".to_owned(), 8.0), ("pay".to_owned(), 6.0)].into();
    let found = plan(&begun, &ranked, &Capacity { teams });
    for (row, fit) in rows.iter().zip(&found.fits) {
        assert_eq!(row["fits"], format!("{fit:?}").to_lowercase());
    }
    assert!(text.contains(&found.line.unwrap().summary));
}

fn check(doc: &str, settings: &Settings, rows: &[Row]) {
    let candidates: Vec<Candidate> = rows.iter().map(|row| candidate(row, rows)).collect();
    let ranking = rank(&candidates, settings);
    for (at, row) in rows.iter().enumerate() {
        let here = format!("{doc}: {}", row["epic"]);
        if let Some(start) = row.get("start") {
            assert_eq!(ranking.sequence.number(at).map(|it| it.to_string()), Some(start.clone()), "{here}");
            continue;
        }
        check_row(&here, at, row, &ranking);
    }
}

fn check_row(here: &str, at: usize, row: &Row, ranking: &Ranking) {
    let Some(entry) = ranking.entries.iter().find(|entry| entry.candidate == at) else {
        assert_eq!((row["score"].as_str(), row["rank"].as_str()), ("", ""), "{here}");
        return;
    };
    assert_eq!(backlit::ranking::figure(entry.score), row["score"], "{here}");
    assert_eq!(entry.rank.to_string(), row["rank"], "{here}");
    if let (Some(best), Some(worst), Some(first)) = (row.get("best"), row.get("worst"), row.get("first")) {
        let interval = entry.interval.unwrap();
        assert_eq!((&interval.best.to_string(), &interval.worst.to_string()), (best, worst), "{here}");
        let share = format!("{:.0}%", entry.acceptability.unwrap().first * 100.0);
        assert_eq!(&share, first, "{here}");
    }
}

fn candidate(row: &Row, rows: &[Row]) -> Candidate {
    let place = |id: &str| rows.iter().position(|row| row["epic"] == id);
    let reserved = ["epic", "score", "rank", "best", "worst", "first", "start"];
    let inputs = row.iter().filter(|(name, _)| !reserved.contains(&name.as_str()));
    Candidate {
        id: row["epic"].clone(),
        inputs: inputs.filter_map(|(name, text)| Some((name.clone(), number(text)?))).collect(),
        moscow: row.get("moscow").cloned(),
        cost_of_delay_per_week: row.get("cost_of_delay").and_then(|text| number(text)),
        duration_weeks: row.get("duration").and_then(|text| number(text)),
        depends_on: row.get("depends_on").and_then(|id| place(id)).into_iter().collect(),
        ..Candidate::default()
    }
}

fn number(text: &str) -> Option<f64> {
    match text.strip_suffix('%') {
        Some(hundredths) => Some(hundredths.parse::<f64>().ok()? / 100.0),
        None => text.parse().ok(),
    }
}

/// Finds the settings of a page and the tables of epics after each.
fn examples(text: &str) -> Vec<(Settings, Vec<Row>)> {
    let sections = text.split("```toml settings\n").skip(1);
    sections
        .flat_map(|section| {
            let (toml, rest) = section.split_once("```").unwrap();
            let tables = tables(rest).into_iter().filter(|rows| rows[0].contains_key("epic"));
            tables.map(|rows| (read(toml), rows)).collect::<Vec<_>>()
        })
        .collect()
}

fn read(text: &str) -> Settings {
    let config: toml::Table = text.parse().unwrap();
    let ranking = config["ranking"].as_table().unwrap();
    let mut input = SettingsInput::default();
    for (key, value) in ranking {
        match key.as_str() {
            "method" => value.as_str().unwrap().clone_into(&mut input.method),
            "formula" => input.formula = value.as_str().map(str::to_owned),
            "variation" => input.variation = value.as_float().unwrap(),
            "scale" => {
                let ends = value.as_array().unwrap();
                let end = |at: usize| number(&ends[at].to_string()).unwrap();
                input.scale = Scale { lo: end(0), hi: end(1) };
            }
            "ice" if value.as_str() == Some("mean") => input.ice = IceVariant::Mean,
            "ice" => assert_eq!(value.as_str(), Some("product")),
            "weights" => {
                let weights = value.as_table().unwrap();
                assert_eq!(weights.len(), input.criteria.len());
                for criterion in &mut input.criteria {
                    criterion.weight = weights[&*criterion.name].as_float().unwrap();
                }
            }
            other => panic!("unknown key `{other}`"),
        }
    }
    input.fields.push("strategic".to_owned());
    settings(input)
}

/// Reads the Markdown tables of a text.
fn tables(text: &str) -> Vec<Vec<Row>> {
    let mut tables = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        if !line.starts_with('|') || !lines.peek().is_some_and(|next| next.starts_with("| ---")) {
            continue;
        }
        let names = cells(line);
        lines.next();
        let mut rows = Vec::new();
        while let Some(line) = lines.next_if(|line| line.starts_with('|')) {
            let values = cells(line);
            assert_eq!(values.len(), names.len(), "{line}");
            rows.push(names.iter().cloned().zip(values).collect());
        }
        tables.push(rows);
    }
    tables
}

fn cells(line: &str) -> Vec<String> {
    let inner = line.trim().trim_start_matches('|').trim_end_matches('|');
    inner.split('|').map(|cell| cell.trim().to_owned()).collect()
}
