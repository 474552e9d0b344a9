//! One cell of a table, borrowed from the site where it can be.

use crate::analysis::csv_cell;
use crate::document::write_day;
use jiff::civil::Date;
use serde::Serialize;
use serde_json::json;
use std::borrow::Cow;

/// What stands in a cell; JSON keeps its type.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub(super) enum Cell<'a> {
    Nothing,
    Text(Cow<'a, str>),
    #[serde(serialize_with = "write_day")]
    Day(Date),
    Number(f64),
    Count(i64),
    Truth(bool),
    List(Vec<&'a str>),
}

impl Cell<'_> {
    /// Writes the cell for a spreadsheet.
    pub(super) fn plain(&self) -> Cow<'_, str> {
        match self {
            Cell::Text(text) => csv_cell(text),
            Cell::Day(day) => Cow::Owned(day.to_string()),
            Cell::Number(number) if number.is_finite() => Cow::Owned(json!(number).to_string()),
            // As in JSON, there is no such number.
            Cell::Nothing | Cell::Number(_) => Cow::Borrowed(""),
            Cell::Count(count) => Cow::Owned(count.to_string()),
            Cell::Truth(true) => Cow::Borrowed("true"),
            Cell::Truth(false) => Cow::Borrowed("false"),
            Cell::List(list) => Cow::Owned(csv_cell(&list.join("; ")).into_owned()),
        }
    }
}

impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Cell::Nothing, Into::into)
    }
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Cell::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Cell<'a> {
    fn from(text: &'a String) -> Self {
        Cell::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Cell::Text(Cow::Owned(text))
    }
}

impl<'a> From<Cow<'a, str>> for Cell<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Cell::Text(text)
    }
}

impl From<Date> for Cell<'_> {
    fn from(day: Date) -> Self {
        Cell::Day(day)
    }
}

impl From<f64> for Cell<'_> {
    fn from(number: f64) -> Self {
        Cell::Number(number)
    }
}

impl From<i64> for Cell<'_> {
    fn from(count: i64) -> Self {
        Cell::Count(count)
    }
}

impl From<usize> for Cell<'_> {
    fn from(count: usize) -> Self {
        Cell::Count(i64::try_from(count).unwrap_or(i64::MAX))
    }
}

impl From<bool> for Cell<'_> {
    fn from(truth: bool) -> Self {
        Cell::Truth(truth)
    }
}

impl<'a> FromIterator<&'a str> for Cell<'a> {
    fn from_iter<I: IntoIterator<Item = &'a str>>(list: I) -> Self {
        Cell::List(list.into_iter().collect())
    }
}
