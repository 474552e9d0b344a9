//! Tables to take away: each as CSV for a spreadsheet and as JSON for a program.
//!
//! In: the site. Out: files beside the pages. To add a table: one file with a `TABLE`, one line here, and
//! [`links`] on the page that shows it.

mod backlog;
mod cell;
mod flow;
mod moves;
mod outcomes;
mod problems;

use super::super::address::relative;
use super::super::plan::{Route, Site, Subject};
use super::super::view::Link;
use super::{Body, Page};
use crate::analysis::csv_cell;
use cell::Cell;
use serde_json::json;
use std::borrow::Cow;

/// Every table that can be downloaded.
const TABLES: &[Table] = &[backlog::TABLE, moves::TABLE, outcomes::TABLE, flow::TABLE, problems::TABLE];

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

/// Hands over the rows of a table.
type Rows = for<'a> fn(&'a Site<'_>, &mut dyn FnMut(Vec<Cell<'a>>));

/// A table that can be downloaded.
#[derive(Debug)]
struct Table {
    /// The name of its files, without their ending.
    name: &'static str,
    /// Its columns.
    columns: fn(&Site<'_>) -> Vec<String>,
    /// Hands over its rows, one after the other, so that a large table is never whole in memory.
    rows: Rows,
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

/// How many bytes most rows stay below.
const ROW: usize = 640;

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
    let columns = (table.columns)(site);
    // Room that is not used takes no memory, and a text that outgrows its room is there twice for a while.
    let text = Vec::with_capacity((site.backlog.items.len() + site.analysis.outcomes.len()) * ROW);
    let rows = |take: &mut dyn FnMut(Vec<Cell<'_>>)| (table.rows)(site, take);
    match format {
        Format::Csv => csv(text, &columns, rows),
        Format::Json => json(text, (table.name, &site.analysis.as_of.to_string()), &columns, rows),
    }
}

/// Writes a table as JSON, each row on a line of its own.
fn json(
    mut text: Vec<u8>,
    (name, as_of): (&str, &str),
    columns: &[String],
    rows: impl FnOnce(&mut dyn FnMut(Vec<Cell<'_>>)),
) -> Vec<u8> {
    let (schema, as_of) = (json!(format!("backlit.{name}/1")), json!(as_of));
    text.extend(format!("{{\n  \"schema\": {schema},\n  \"as_of\": {as_of},\n  \"rows\": [").bytes());
    let names: Vec<String> = columns.iter().map(|name| json!(name).to_string()).collect();
    let mut between = "\n    ";
    rows(&mut |row| {
        text.extend_from_slice(between.as_bytes());
        between = ",\n    ";
        for (at, (name, value)) in names.iter().zip(row).enumerate() {
            text.push(if at == 0 { b'{' } else { b',' });
            text.extend_from_slice(name.as_bytes());
            text.push(b':');
            serde_json::to_writer(&mut text, &value).expect("memory takes all that is written");
        }
        text.push(b'}');
    });
    text.extend_from_slice(if between.starts_with(',') { b"\n  ]\n}\n" } else { b"]\n}\n" });
    text
}

/// Writes a table as CSV (RFC 4180); the mark at its start tells spreadsheets that it is UTF-8.
fn csv(mut text: Vec<u8>, columns: &[String], rows: impl FnOnce(&mut dyn FnMut(Vec<Cell<'_>>))) -> Vec<u8> {
    text.extend_from_slice("\u{FEFF}".as_bytes());
    let mut line = |cells: &mut dyn Iterator<Item = Cow<'_, str>>| {
        for (at, cell) in cells.enumerate() {
            text.extend_from_slice(if at == 0 { b"" } else { b"," });
            text.extend_from_slice(cell.as_bytes());
        }
        text.extend_from_slice(b"\r\n");
    };
    line(&mut columns.iter().map(|name| csv_cell(name)));
    rows(&mut |row| line(&mut row.iter().map(Cell::plain)));
    text
}

#[cfg(test)]
mod tests {
    use super::{Cell, csv, json as write_json};
    use serde_json::{Value, json};

    fn columns() -> Vec<String> {
        ["id", "title", "score", "owners"].map(str::to_owned).into()
    }

    fn rows() -> [Vec<Cell<'static>>; 2] {
        [
            vec!["A-1".into(), "=cmd|' /C calc'!A0".into(), 0.5.into(), ["@maria", "b"].into_iter().collect()],
            vec!["-2".into(), "a, \"b\"\nc".into(), f64::NAN.into(), Cell::List(Vec::new())],
        ]
    }

    #[test]
    fn cells_are_plain_and_safe() {
        assert_eq!(
            String::from_utf8(csv(Vec::new(), &columns(), |take| rows().into_iter().for_each(take))).unwrap(),
            "\u{FEFF}id,title,score,owners\r\nA-1,'=cmd|' /C calc'!A0,0.5,\"'@maria; b\"\r\n-2,\"a, \"\"b\"\"\nc\",,\r\n"
        );
    }

    #[test]
    fn json_is_whole_with_and_without_rows() {
        let text = write_json(Vec::new(), ("x", "2025-06-09"), &columns(), |take| rows().into_iter().for_each(take));
        let read: Value = serde_json::from_slice(&text).unwrap();
        assert_eq!((&read["schema"], &read["rows"][1]["title"]), (&json!("backlit.x/1"), &json!("a, \"b\"\nc")));
        assert_eq!((&read["rows"][0]["owners"], &read["rows"][1]["score"]), (&json!(["@maria", "b"]), &Value::Null));
        let empty: Value =
            serde_json::from_slice(&write_json(Vec::new(), ("x", "2025-06-09"), &columns(), |_| ())).unwrap();
        assert_eq!(empty["rows"], json!([]));
    }
}
