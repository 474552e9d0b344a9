//! A document of the backlog, of whatever kind.

use super::fields::{Fields, Located, Reading, digest_all, short, unlinked};
use super::identity::{self, Says, is_bidi, is_index, stem};
use super::{
    Epic, Initiative, Objective, Sprint, Team, ValueStream, epic, initiative, objective, sprint, team, value_stream,
};
use crate::config::{Config, Kind};
use crate::diagnostic::{Diagnostic, Span};
use crate::document::{Document, Entry, Node, Value};
use std::sync::Arc;

/// A document of the backlog.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The id: the field, else the file's stem; a page without one has its path.
    pub id: String,
    /// Where the id was written, when it was.
    pub id_span: Option<Span>,
    /// The title: the field, else the first heading, else the stem.
    pub title: String,
    /// What it is.
    pub kind: Kind,
    /// The Markdown file.
    pub path: Arc<str>,
    /// The file that holds the front matter.
    pub matter_path: Arc<str>,
    /// Who answers for it.
    pub owners: Vec<String>,
    /// Free labels.
    pub tags: Vec<String>,
    /// The place among its neighbours in the navigation.
    pub nav_order: Option<f64>,
    /// What its kind adds.
    pub details: Details,
    /// Fields that nothing maps, as written.
    pub extra: Vec<Entry>,
    /// Whether its front matter could not be read.
    pub broken: bool,
    /// A digest of the values of all its fields, to tell whether they are those that git has.
    pub(super) digest: u64,
}

impl Item {
    /// Lists the other names that it gives itself in `aliases`: a list, or a text with commas between.
    pub(super) fn aliases(&self) -> Vec<&str> {
        let written = self.extra.iter().filter(|entry| matches!(entry.key.as_str(), "aliases" | "alias"));
        let texts = written.flat_map(|entry| match &entry.node.value {
            Value::List(names) => names.iter().filter_map(Node::as_text).collect(),
            _ => entry.node.as_text().map_or_else(Vec::new, |text| text.split(',').collect()),
        });
        texts.map(str::trim).filter(|name| !name.is_empty()).collect()
    }
}

/// What a kind adds to a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Details {
    /// An epic.
    Epic(Box<Epic>),
    /// An initiative.
    Initiative(Initiative),
    /// An objective.
    Objective(Objective),
    /// A team.
    Team(Team),
    /// A value stream.
    ValueStream(ValueStream),
    /// A sprint.
    Sprint(Sprint),
    /// A wiki page.
    Page,
}

impl Item {
    /// Gives the epic, if it is one.
    pub fn epic(&self) -> Option<&Epic> {
        match &self.details {
            Details::Epic(epic) => Some(epic),
            _ => None,
        }
    }

    /// Gives the team, if it is one.
    pub const fn team(&self) -> Option<&Team> {
        match &self.details {
            Details::Team(team) => Some(team),
            _ => None,
        }
    }

    /// Gives the objective, if it is one.
    pub const fn objective(&self) -> Option<&Objective> {
        match &self.details {
            Details::Objective(objective) => Some(objective),
            _ => None,
        }
    }

    /// Tells whether references by id can mean it: pages count only when they carry an id of their own.
    pub fn has_id(&self) -> bool {
        self.kind != Kind::Page || self.id_span.is_some()
    }

    /// Reads a document under a site's configuration.
    pub(super) fn read(document: &Document, config: &Config) -> (Self, Vec<Diagnostic>) {
        let (matter_path, text) = document.matter_file();
        let mut reading = Reading { path: matter_path, text, diagnostics: Vec::new() };
        let mut fields = Fields::top(document.matter.as_ref(), &config.fields);
        let says = if document.matter.is_some() || document.broken { Says::Fields } else { Says::Prose };
        let kind = identity::written_kind(&mut reading, &mut fields)
            .unwrap_or_else(|| identity::kind_of_place(&document.path, says, config));
        let id = identity::id(&mut reading, &mut fields);
        let title =
            reading.name(fields.take("title")).map(|found| one_line(&found.value)).filter(|title| !title.is_empty());
        let forced = identity::forced_state(&document.path, config);
        let item = Self {
            id_span: id.as_ref().map(|(_, span)| *span),
            id: id.map_or_else(|| identity::default_id(&document.path, kind), |(id, _)| id),
            title: title.unwrap_or_else(|| default_title(document)),
            kind,
            path: Arc::clone(&document.path),
            matter_path: Arc::clone(matter_path),
            owners: people(&mut reading, fields.take("owner")),
            tags: lines(reading.names(fields.take("tags"))),
            nav_order: reading
                .number(fields.take("nav_order"))
                .map(|found| found.value)
                .filter(|order| order.is_finite()),
            details: details(&mut reading, &mut fields, kind, (config, forced)),
            extra: fields.rest().into_iter().filter(|entry| !is_allowance(entry)).cloned().collect(),
            broken: document.broken,
            digest: digest_all(document.matter.as_ref(), &config.fields),
        };
        if let Some(epic) = item.epic() {
            epic::check_urgency(&mut reading, epic, document.matter.as_ref().map_or(Span::FILE, |node| node.span));
        }
        (item, reading.diagnostics)
    }
}

/// Reads what the kind adds.
fn details<'a>(
    reading: &mut Reading<'a>,
    fields: &mut Fields<'a>,
    kind: Kind,
    (config, forced): (&Config, Option<&str>),
) -> Details {
    match kind {
        Kind::Epic => Details::Epic(Box::new(epic::read(reading, fields, config, forced))),
        Kind::Initiative => Details::Initiative(initiative::read(reading, fields)),
        Kind::Objective => Details::Objective(objective::read(reading, fields)),
        Kind::Team => Details::Team(team::read(reading, fields)),
        Kind::ValueStream => Details::ValueStream(value_stream::read(reading, fields)),
        Kind::Sprint => Details::Sprint(sprint::read(reading, fields)),
        Kind::Page => Details::Page,
    }
}

/// Tells whether a key is `lint` in the sense of the linter, which pages don't show.
fn is_allowance(entry: &Entry) -> bool {
    let allows = |node: &Node| node.get("allow").is_some();
    entry.key == "lint"
        && match &entry.node.value {
            Value::List(items) => items.iter().any(allows),
            Value::Map(_) => allows(&entry.node),
            Value::Null | Value::Scalar(_) => entry.node.is_blank(),
        }
}

/// Gives a title to a document that has none: its first heading, else its file's name.
fn default_title(document: &Document) -> String {
    let stem = stem(&document.path);
    let headings = &document.outline.headings;
    let heading = headings.first().filter(|heading| heading.level == 1 && (is_index(stem) || !are_sections(document)));
    if let Some(heading) = heading.filter(|heading| !heading.text.trim().is_empty()) {
        return short(&one_line(&heading.text)).into_owned();
    }
    let stem = if is_index(stem) { document.path.rsplit('/').nth(1).unwrap_or(stem) } else { stem };
    let spaced = spaced(stem);
    let mut chars = spaced.chars();
    chars.next().map_or_else(|| "Untitled".to_owned(), |first| first.to_uppercase().chain(chars).collect())
}

/// Writes a file's name as words; a hyphen between digits stays, as in a date.
fn spaced(stem: &str) -> String {
    let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    let word = |(at, c): (usize, char)| match c {
        '-' if digit(stem[..at].chars().next_back()) && digit(stem[at + 1..].chars().next()) => '-',
        '-' | '_' => ' ',
        other => other,
    };
    stem.char_indices().map(word).collect()
}

/// Tells whether the headings of the highest level are sections, none of them a title: text stands before the first of
/// several, as in many a request for comments.
fn are_sections(document: &Document) -> bool {
    let titles = document.outline.headings.iter().filter(|heading| heading.level == 1).count();
    titles > 1 && !document.begins_with_heading()
}

/// Writes each of some texts in one line; those that say nothing are left out.
fn lines(texts: Vec<Located<String>>) -> Vec<String> {
    texts.into_iter().map(|found| one_line(&found.value)).filter(|word| !word.is_empty()).collect()
}

/// How many people own one document: each gets a page, and work of everybody is nobody's.
const PEOPLE: usize = 200;

/// Reads people; one text may name several, with commas between. Of very many the first count.
fn people(reading: &mut Reading<'_>, node: Option<&Node>) -> Vec<String> {
    let named = lines(reading.texts(node));
    let each = named.iter().flat_map(|names| apart(names));
    each.filter(|name| !name.is_empty() && !matches!(*name, "et al." | "et al"))
        .map(|name| short(unlinked(name)).into_owned())
        .take(PEOPLE)
        .collect()
}

/// Parts names at commas, and at an `and` that follows an address; what stands in brackets stays with its name.
fn apart(names: &str) -> Vec<&str> {
    let (mut parts, mut start, mut open) = (Vec::new(), 0, 0_usize);
    for (at, letter) in names.char_indices() {
        let closes = matches!(letter, '>' | ')');
        open = if matches!(letter, '<' | '(') { open + 1 } else { open.saturating_sub(usize::from(closes)) };
        let and = if closes && names[at + 1..].starts_with(" and ") { " and ".len() } else { 0 };
        if open == 0 && (letter == ',' || and > 0) {
            parts.push(names[start..at + usize::from(closes)].trim());
            start = at + 1 + and;
        }
    }
    parts.push(names[start..].trim());
    parts
}

/// Folds line breaks and control characters into blanks.
fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control() || is_bidi(c))
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::{apart, spaced};

    #[test]
    fn names_stand_between_commas_outside_of_brackets() {
        let cases: [(&str, &[&str]); 6] = [
            ("@maria", &["@maria"]),
            ("Ann Oh <a@x.org>, Bo (@bo), et al.", &["Ann Oh <a@x.org>", "Bo (@bo)", "et al."]),
            ("James <james, about.me/james> and Micah <micah>", &["James <james, about.me/james>", "Micah <micah>"]),
            ("Research and Development, Ops", &["Research and Development", "Ops"]),
            ("a) , b", &["a)", "b"]),
            ("never (closed, a", &["never (closed, a"]),
        ];
        for (names, each) in cases {
            assert_eq!(apart(names), each, "{names}");
        }
    }

    #[test]
    fn names_of_files_become_words_and_dates_stay_dates() {
        let names = ["2024-01-05", "2024-01-05-what-we_said", "0002-rfc-process", "SRCH-12", "-a-1-"];
        let words = ["2024-01-05", "2024-01-05 what we said", "0002 rfc process", "SRCH 12", " a 1 "];
        assert_eq!(names.map(spaced), words);
    }
}
