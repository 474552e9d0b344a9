//! The text of a block to a question.
//!
//! In: lines of `key: value`, several values with commas between. Out: a [`Query`], or every mistake with its words and
//! a hint. Never guesses: a block with a mistake lists nothing.

use super::filter::{FILTERS, Filter, NONE};
use super::sort::{SORTS, Sort};
use super::{Facts, Names};
use crate::config::{Kind, StateClass};
use crate::diagnostic::nearest;
use std::ops::Range;

/// How many rows a list has, unless it says otherwise.
const LIMIT: usize = 50;
/// How many rows a list can have.
const MOST: usize = 500;
/// How many values of one line are looked at.
const VALUES: usize = 50;
/// How many names of a site a hint lists; Backlit's own are fewer.
const NAMED: usize = 20;
/// How many mistakes of one block are named: each may be compared with every name of the site.
const FAULTS: usize = 10;

/// What a list asks for.
#[derive(Debug, Clone)]
pub struct Query {
    /// What the list says above itself; none when that follows from the question.
    pub caption: Option<String>,
    /// The columns.
    pub columns: Vec<Column>,
    /// The lines that choose documents, as written.
    pub words: Vec<(&'static str, String)>,
    /// The kinds that are listed.
    pub kinds: Vec<Kind>,
    pub(super) sort: Sort,
    pub(super) limit: usize,
    filters: Vec<(&'static Filter, Vec<String>)>,
}

/// A mistake in a block.
#[derive(Debug)]
pub(super) struct Fault {
    /// The line within the block, from 0.
    pub(super) line: usize,
    /// The words to point at, as bytes of that line.
    pub(super) words: Range<usize>,
    pub(super) message: String,
    pub(super) hint: String,
}

/// What a list can show of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// Its title, as a link.
    Title,
    /// Its id.
    Id,
    /// What it is.
    Kind,
    /// An epic's work type.
    Type,
    /// An epic's state.
    Status,
    /// Who does it.
    Team,
    /// Who answers for it.
    Owner,
    /// The product.
    Product,
    /// The initiative.
    Initiative,
    /// The key results that it serves.
    KeyResults,
    /// Free labels.
    Tags,
    /// Its rank in the list of all epics.
    Rank,
    /// Its score.
    Score,
    /// Its first outcome.
    Outcome,
    /// What became of its outcomes.
    OutcomeStatus,
    /// The next date by which an outcome is due.
    Due,
    /// How long it will take.
    Estimate,
    /// Its first paragraph.
    Summary,
}

impl Column {
    /// Every column with its name in a block and its heading.
    pub const ALL: [(Self, &'static str, &'static str); 18] = [
        (Self::Title, "title", "Title"),
        (Self::Id, "id", "Id"),
        (Self::Kind, "kind", "Kind"),
        (Self::Type, "type", "Type"),
        (Self::Status, "status", "Status"),
        (Self::Team, "team", "Team"),
        (Self::Owner, "owner", "Owner"),
        (Self::Product, "product", "Product"),
        (Self::Initiative, "initiative", "Initiative"),
        (Self::KeyResults, "key_results", "Key results"),
        (Self::Tags, "tags", "Tags"),
        (Self::Rank, "rank", "Rank"),
        (Self::Score, "score", "Score"),
        (Self::Outcome, "outcome", "Outcome"),
        (Self::OutcomeStatus, "outcome_status", "What became of it"),
        (Self::Due, "due", "Due"),
        (Self::Estimate, "estimate", "Estimate"),
        (Self::Summary, "summary", "Summary"),
    ];

    /// Gives its heading.
    pub fn heading(self) -> &'static str {
        Self::ALL.iter().find(|(column, ..)| *column == self).map_or("", |(_, _, heading)| heading)
    }
}

impl Query {
    /// Tells whether a document is meant.
    pub(super) fn wants(&self, facts: Facts<'_>, item: usize) -> bool {
        let found = &facts.backlog.items[item];
        let state_asked = self.filters.iter().any(|(filter, _)| ["status", "class"].contains(&filter.name));
        let set_aside = found.epic().is_some_and(|epic| crate::analysis::class_of(epic) == StateClass::Ignore);
        self.kinds.contains(&found.kind)
            && (state_asked || !set_aside)
            && self.filters.iter().all(|(filter, wanted)| {
                let values = (filter.values)(facts, item);
                let none = values.is_empty() && wanted.iter().any(|value| value == NONE);
                none || values.iter().any(|value| wanted.contains(value))
            })
    }
}

/// Reads a block.
pub(super) fn read(names: Names<'_>, text: &str) -> Result<Query, Vec<Fault>> {
    let mut reader = Reader { names, written: "", seen: Vec::new(), faults: Vec::new(), query: Query::default() };
    for (number, line) in text.lines().enumerate() {
        reader.written = line;
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if reader.is_full() {
            reader.stop(number, line);
            break;
        }
        reader.line(number, line);
    }
    let Reader { faults, mut query, seen, .. } = reader;
    if !faults.is_empty() {
        return Err(faults);
    }
    if query.columns.is_empty() {
        query.columns = usual_columns(&query.kinds);
    }
    if !seen.iter().any(|key| key == "sort") && query.kinds != [Kind::Epic] {
        query.sort = Sort::by("title");
    }
    Ok(query)
}

impl Default for Query {
    /// Asks for all epics in order of rank.
    fn default() -> Self {
        Self {
            caption: None,
            columns: Vec::new(),
            words: Vec::new(),
            kinds: vec![Kind::Epic],
            sort: Sort::by("rank"),
            limit: LIMIT,
            filters: Vec::new(),
        }
    }
}

/// Gives the columns of a list that names none.
fn usual_columns(kinds: &[Kind]) -> Vec<Column> {
    match kinds {
        [Kind::Epic] => vec![Column::Rank, Column::Title, Column::Status, Column::Team, Column::Outcome],
        [Kind::Page] => vec![Column::Title, Column::Summary],
        [_] => vec![Column::Title, Column::Owner],
        _ => vec![Column::Title, Column::Kind, Column::Owner],
    }
}

/// Reads line after line.
struct Reader<'a> {
    names: Names<'a>,
    /// The line as it is written.
    written: &'a str,
    seen: Vec<String>,
    faults: Vec<Fault>,
    query: Query,
}

impl Reader<'_> {
    fn line(&mut self, line: usize, text: &str) {
        let Some((written, value)) = text.split_once(':') else {
            return self.fault(line, text, "this line has no colon", "Write each line as `key: value`.");
        };
        let (written, value) = (written.trim(), value.trim());
        let key = written.to_lowercase().replace([' ', '-'], "_");
        if self.seen.contains(&key) {
            let hint = "Put all values on one line, with commas between.";
            return self.fault(line, written, format!("`{key}` is written twice"), hint);
        }
        self.seen.push(key.clone());
        if value.is_empty() {
            let hint = "Write a value behind the colon, or remove the line.";
            return self.fault(line, written, format!("`{key}` has no value"), hint);
        }
        match key.as_str() {
            "caption" => self.query.caption = Some(value.to_owned()),
            "kind" => self.kinds(line, value),
            "sort" => self.sort(line, value),
            "limit" => self.limit(line, value),
            "columns" => self.columns(line, value),
            _ => match FILTERS.iter().find(|filter| filter.name == key) {
                Some(filter) => self.filter(line, filter, value),
                None => self.unknown_key(line, written, &key),
            },
        }
    }

    fn unknown_key(&mut self, line: usize, written: &str, key: &str) {
        let own = ["caption", "kind", "sort", "limit", "columns"];
        let known: Vec<&str> = own.into_iter().chain(FILTERS.iter().map(|filter| filter.name)).collect();
        let hint = choice(key, &known, "Keys");
        self.fault(line, written, format!("a list has no key `{key}`"), hint);
    }

    fn filter(&mut self, line: usize, filter: &'static Filter, value: &str) {
        let mut wanted = Vec::new();
        for one in parts(value) {
            if self.is_full() {
                break;
            }
            if one.eq_ignore_ascii_case(NONE) {
                wanted.push(NONE.to_owned());
                continue;
            }
            match (filter.read)(self.names, one) {
                Ok(value) => wanted.push(value),
                Err((message, hint)) => self.fault(line, one, message, hint),
            }
        }
        self.query.words.push((filter.words, value.to_owned()));
        self.query.filters.push((filter, wanted));
    }

    fn kinds(&mut self, line: usize, value: &str) {
        let mut kinds = Vec::new();
        for one in parts(value) {
            if self.is_full() {
                break;
            }
            let name = one.to_lowercase().replace([' ', '_'], "-");
            let found = Kind::ALL.into_iter().find(|kind| kind.name() == name || kind.folder() == name);
            kinds.extend(found);
            if found.is_none() {
                let hint = choice(&name, &Kind::ALL.map(Kind::name), "Kinds");
                self.fault(line, one, format!("`{one}` is no kind of document"), hint);
            }
        }
        self.query.kinds = kinds;
    }

    fn sort(&mut self, line: usize, value: &str) {
        let (name, order) = value.split_once(char::is_whitespace).unwrap_or((value, "ascending"));
        let name = name.to_lowercase().replace('-', "_");
        let order = order.trim().to_lowercase();
        if !["ascending", "descending"].contains(&order.as_str()) {
            let hint = "Write the name of one order, and `descending` behind it to turn it round.";
            return self.fault(line, value, format!("`{value}` is no order"), hint);
        }
        let Some((known, _)) = SORTS.iter().find(|(known, _)| *known == name) else {
            let known: Vec<&str> = SORTS.iter().map(|(name, _)| *name).collect();
            let hint = choice(&name, &known, "Orders");
            return self.fault(line, value, format!("a list can't be sorted by `{name}`"), hint);
        };
        self.query.sort = Sort { descending: order == "descending", ..Sort::by(known) };
    }

    fn limit(&mut self, line: usize, value: &str) {
        match value.parse::<usize>() {
            Ok(limit) if (1..=MOST).contains(&limit) => self.query.limit = limit,
            _ => {
                let message = format!("the limit `{value}` is no number of rows");
                self.fault(line, value, message, format!("Write a whole number from 1 to {MOST}."));
            }
        }
    }

    fn columns(&mut self, line: usize, value: &str) {
        for one in parts(value) {
            if self.is_full() {
                break;
            }
            let name = one.to_lowercase().replace([' ', '-'], "_");
            match Column::ALL.iter().find(|(_, known, _)| *known == name) {
                Some((column, ..)) if !self.query.columns.contains(column) => self.query.columns.push(*column),
                Some(_) => {}
                None => {
                    let hint = choice(&name, &Column::ALL.map(|(_, known, _)| known), "Columns");
                    self.fault(line, one, format!("a list has no column `{one}`"), hint);
                }
            }
        }
    }

    /// Tells whether as many mistakes are found as are named.
    const fn is_full(&self) -> bool {
        self.faults.len() >= FAULTS
    }

    /// Says that the rest is not read.
    fn stop(&mut self, line: usize, text: &str) {
        let message = format!("this list has {FAULTS} mistakes above, and is read no further");
        self.fault(line, text, message, "Mend those first; then the rest is read.");
    }

    fn fault(&mut self, line: usize, words: &str, message: impl Into<String>, hint: impl Into<String>) {
        let start = (words.as_ptr() as usize).saturating_sub(self.written.as_ptr() as usize);
        let words = start..start + words.len();
        self.faults.push(Fault { line, words, message: message.into(), hint: hint.into() });
    }
}

/// Parts a line's values.
fn parts(value: &str) -> impl Iterator<Item = &str> {
    value.split(',').map(str::trim).filter(|part| !part.is_empty()).take(VALUES)
}

/// Suggests the name that was meant, or lists all.
pub(super) fn choice(wrong: &str, known: &[&str], names: &str) -> String {
    match nearest(wrong, known.iter().copied()) {
        Some(name) => format!("Did you mean `{name}`?"),
        None if known.len() > NAMED => {
            format!("{names} are {}, and {} more.", known[..NAMED].join(", "), known.len() - NAMED)
        }
        None => format!("{names} are {}.", known.join(", ")),
    }
}
