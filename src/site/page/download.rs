//! Tables to take away: each as CSV for a spreadsheet and as JSON for a program.
//!
//! In: the site. Out: files beside the pages. To add a table: one file with a `TABLE`, one line here, and
//! [`links`] on the page that shows it.

mod backlog;
mod outcomes;
mod problems;

use super::super::address::relative;
use super::super::plan::{Route, Site, Subject};
use super::super::view::Link;
use super::{Body, Page};
use crate::analysis::csv_cell;
use serde_json::{Map, Value, json};

/// Every table that can be downloaded.
const TABLES: &[Table] = &[backlog::TABLE, outcomes::TABLE, problems::TABLE];

/// The downloads.
pub(super) const PAGE: Page = Page {
    name: "download",
    about: "the tables of the site as CSV and JSON",
    anywhere: false,
    navigation: None,
    routes: |_, page| {
        let each = TABLES.iter().enumerate();
        each.flat_map(|(at, table)| {
            FORMATS.map(|format| Route { path: path(table.name, format), page, subject: Subject::Table(at, format) })
        })
        .collect()
    },
    body: Body::File(make),
};

/// A table that can be downloaded.
#[derive(Debug)]
struct Table {
    /// The name of its files, without their ending.
    name: &'static str,
    /// What it holds.
    sheet: fn(&Site<'_>) -> Sheet,
}

/// The form of a download.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For spreadsheets.
    Csv,
    /// For programs.
    Json,
}

const FORMATS: [Format; 2] = [Format::Csv, Format::Json];

/// Columns and rows.
#[derive(Debug)]
struct Sheet {
    columns: Vec<String>,
    rows: Vec<Vec<Value>>,
}

impl Sheet {
    /// Starts a sheet with its columns.
    fn new(columns: &[&str]) -> Self {
        Self { columns: columns.iter().map(|name| (*name).to_owned()).collect(), rows: Vec::new() }
    }
}

/// Links a page to the downloads of one of its tables.
pub(super) fn links(page: &str, name: &str) -> Vec<Link> {
    [("CSV", Format::Csv), ("JSON", Format::Json)]
        .map(|(label, format)| Link::to(label, relative(page, &path(name, format))))
        .into()
}

/// Names the file of a table.
fn path(name: &str, format: Format) -> String {
    let ending = match format {
        Format::Csv => "csv",
        Format::Json => "json",
    };
    format!("{name}.{ending}")
}

/// Writes one file.
fn make(site: &Site<'_>, route: &Route) -> Vec<u8> {
    let Subject::Table(at, format) = route.subject else {
        return Vec::new();
    };
    let table = &TABLES[at];
    let sheet = (table.sheet)(site);
    match format {
        Format::Csv => csv(&sheet).into_bytes(),
        Format::Json => {
            let rows: Vec<Value> = sheet.rows.into_iter().map(|row| object(&sheet.columns, row)).collect();
            let whole = json!({
                "schema": format!("backlit.{}/1", table.name),
                "as_of": site.analysis.as_of.to_string(),
                "rows": rows,
            });
            format!("{whole:#}\n").into_bytes()
        }
    }
}

/// Names the cells of a row.
fn object(columns: &[String], row: Vec<Value>) -> Value {
    Value::Object(columns.iter().cloned().zip(row).collect::<Map<_, _>>())
}

/// Writes a sheet as CSV (RFC 4180); the mark at its start tells spreadsheets that it is UTF-8.
fn csv(sheet: &Sheet) -> String {
    let mut text = String::from("\u{FEFF}");
    let mut line = |cells: &mut dyn Iterator<Item = String>| {
        text.push_str(&cells.collect::<Vec<_>>().join(","));
        text.push_str("\r\n");
    };
    line(&mut sheet.columns.iter().map(|name| csv_cell(name)));
    for row in &sheet.rows {
        line(&mut row.iter().map(plain));
    }
    text
}

/// Writes a value into a cell.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => csv_cell(text),
        Value::Array(list) => csv_cell(&list.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("; ")),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Sheet, csv};
    use serde_json::{Value, json};

    #[test]
    fn cells_are_plain_and_safe() {
        let mut sheet = Sheet::new(&["id", "title", "score", "owners"]);
        sheet.rows.push(vec![json!("A-1"), json!("=cmd|' /C calc'!A0"), json!(0.5), json!(["@maria", "b"])]);
        sheet.rows.push(vec![json!("-2"), json!("a, \"b\"\nc"), Value::Null, json!([])]);
        assert_eq!(
            csv(&sheet),
            "\u{FEFF}id,title,score,owners\r\nA-1,'=cmd|' /C calc'!A0,0.5,\"'@maria; b\"\r\n-2,\"a, \"\"b\"\"\nc\",,\r\n"
        );
    }
}
