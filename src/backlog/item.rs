//! A document of the backlog, of whatever kind.

use super::fields::{Fields, Reading};
use super::{
    Epic, Initiative, Objective, Sprint, Team, ValueStream, epic, initiative, objective, sprint, team, value_stream,
};
use crate::config::{Config, Kind};
use crate::diagnostic::{Diagnostic, Span, nearest};
use crate::document::{Document, Entry, Node};
use std::sync::Arc;

/// The longest id that is taken as one.
const ID_LIMIT: usize = 200;

/// A document of the backlog.
#[derive(Debug, Clone)]
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
}

/// What a kind adds to a document.
#[derive(Debug, Clone)]
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
        let rule = config.collections.iter().find(|rule| rule.paths.is_match(&*document.path));
        let kind = kind(&mut reading, &mut fields, document, rule.map(|rule| rule.kind));
        let id = id(&mut reading, &mut fields);
        let title =
            reading.text(fields.take("title")).map(|found| one_line(&found.value)).filter(|title| !title.is_empty());
        let forced = rule.and_then(|rule| rule.status.as_deref());
        let item = Self {
            id_span: id.as_ref().map(|(_, span)| *span),
            id: id.map_or_else(|| default_id(&document.path, kind), |(id, _)| id),
            title: title.unwrap_or_else(|| default_title(document)),
            kind,
            path: Arc::clone(&document.path),
            matter_path: Arc::clone(matter_path),
            owners: people(&mut reading, fields.take("owner")),
            tags: words(&mut reading, fields.take("tags")),
            nav_order: reading
                .number(fields.take("nav_order"))
                .map(|found| found.value)
                .filter(|order| order.is_finite()),
            details: details(&mut reading, &mut fields, kind, (config, forced)),
            extra: fields.rest().into_iter().cloned().collect(),
            broken: document.broken,
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

/// Decides the kind: the field, else the site's rule, else the nearest folder of that name, else a page.
fn kind(reading: &mut Reading<'_>, fields: &mut Fields<'_>, document: &Document, rule: Option<Kind>) -> Kind {
    if let Some(found) = reading.text(fields.take("kind")) {
        if let Some(kind) = Kind::named(&found.value.to_lowercase().replace([' ', '_'], "-")) {
            return kind;
        }
        let names = Kind::ALL.map(Kind::name);
        let hint = match nearest(&found.value, names) {
            Some(name) => format!("Did you mean `{name}`?"),
            None => format!("Kinds are {}.", names.join(", ")),
        };
        reading.wrong("unknown-kind", found.span, format!("`{}` is no kind of document", found.value), hint);
    }
    rule.unwrap_or_else(|| {
        let folders = document.path.rsplit('/').skip(1);
        let named = |folder: &str| Kind::ALL.into_iter().find(|kind| *kind != Kind::Page && kind.folder() == folder);
        if is_index(stem(&document.path)) {
            return Kind::Page;
        }
        folders.into_iter().find_map(named).unwrap_or(Kind::Page)
    })
}

/// Reads the id; one that no page could carry is a finding.
fn id(reading: &mut Reading<'_>, fields: &mut Fields<'_>) -> Option<(String, Span)> {
    let found = reading.text(fields.take("id"))?;
    let reason = if found.value.len() > ID_LIMIT {
        "is longer than 200 bytes"
    } else if found.value.chars().any(|c| c.is_control() || is_bidi(c)) {
        "holds control characters"
    } else if !found.value.chars().any(char::is_alphanumeric) {
        "has neither a letter nor a digit"
    } else {
        return Some((found.value, found.span));
    };
    reading.wrong("bad-id", found.span, format!("the id {reason}"), "Use a short id of letters, digits and hyphens.");
    None
}

/// Tells whether a character changes the direction of what follows, which hides text from a reviewer.
pub const fn is_bidi(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{061C}')
}

/// Gives the id of a document that has none of its own.
fn default_id(path: &str, kind: Kind) -> String {
    let stem = stem(path);
    if kind == Kind::Page {
        return path.strip_suffix(&path[path.len() - extension(path)..]).unwrap_or(path).to_owned();
    }
    if is_index(stem) {
        return path.rsplit('/').nth(1).unwrap_or(stem).to_owned();
    }
    stem.to_owned()
}

/// Gives a title to a document that has none: its first heading, else its file's name.
fn default_title(document: &Document) -> String {
    let heading = document.outline.headings.first().filter(|heading| heading.level == 1);
    if let Some(heading) = heading.filter(|heading| !heading.text.trim().is_empty()) {
        return one_line(&heading.text);
    }
    let stem = stem(&document.path);
    let stem = if is_index(stem) { document.path.rsplit('/').nth(1).unwrap_or(stem) } else { stem };
    let spaced = stem.replace(['-', '_'], " ");
    let mut chars = spaced.chars();
    chars.next().map_or_else(|| "Untitled".to_owned(), |first| first.to_uppercase().chain(chars).collect())
}

/// Gives a file's name without its ending.
pub fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem })
}

/// Gives the length of a file's ending, with its dot.
fn extension(path: &str) -> usize {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.len() - stem(path).len()
}

/// Tells whether a file stands for its folder.
pub fn is_index(stem: &str) -> bool {
    stem.eq_ignore_ascii_case("index") || stem.eq_ignore_ascii_case("readme")
}

/// Reads a list of texts as plain strings; people may be groups with a name.
fn words(reading: &mut Reading<'_>, node: Option<&Node>) -> Vec<String> {
    reading.texts(node).into_iter().map(|found| one_line(&found.value)).filter(|word| !word.is_empty()).collect()
}

/// Reads people; one text may name several, with commas between.
fn people(reading: &mut Reading<'_>, node: Option<&Node>) -> Vec<String> {
    let named = words(reading, node);
    let each = named.iter().flat_map(|names| names.split(','));
    each.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty()).collect()
}

/// Folds line breaks and control characters into blanks.
fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control() || is_bidi(c))
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
