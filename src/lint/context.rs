//! What a rule may look at.
//!
//! In: the backlog, the configuration, the facts of the date. Out: read-only views for rules. Front matter isn't kept
//! once it is typed, so where a rule needs the place of a key, that one document is parsed again.

use super::facts::{EpicFact, Facts, OutcomeFact};
use super::walk::{Names, is_unusual, names};
use crate::backlog::{Backlog, Epic, Item, Located, Outcome};
use crate::config::{Config, Kind, StateClass};
use crate::diagnostic::Span;
use crate::document::{Node, front_matter};
use std::sync::LazyLock;

/// What a rule may look at.
#[derive(Debug)]
pub struct Context<'a> {
    /// The backlog.
    pub backlog: &'a Backlog,
    /// The configuration.
    pub config: &'a Config,
    /// What was computed.
    pub facts: &'a Facts,
    /// What the site does at all; a rule about a practice is quiet where nobody follows it.
    pub practice: Practice,
    /// Every name that a key can have.
    names: Names,
}

/// What a site does at all.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent practices, each there or not")]
pub struct Practice {
    /// Some epic says an outcome.
    pub outcomes: bool,
    /// Some epic has a score.
    pub scores: bool,
    /// Some epic serves a key result.
    pub key_results: bool,
    /// Most pages of the wiki are linked from another one.
    pub linked_wiki: bool,
}

/// An epic under a rule.
#[derive(Debug, Clone, Copy)]
pub struct Work<'a> {
    /// Its position in the backlog.
    pub at: usize,
    /// The document.
    pub item: &'a Item,
    /// The epic.
    pub epic: &'a Epic,
    /// What its state means.
    pub class: StateClass,
    /// What was computed of it.
    pub fact: &'a EpicFact,
}

/// An outcome or key result under a rule.
#[derive(Debug, Clone, Copy)]
pub struct Promise<'a> {
    /// The document that makes it.
    pub item: &'a Item,
    /// Its position in the backlog.
    pub at: usize,
    /// The outcome.
    pub outcome: &'a Outcome,
    /// The title of a key result.
    pub title: Option<&'a str>,
    /// What became of it.
    pub fact: &'a OutcomeFact,
    /// Whether the promise is still ahead: the work is neither delivered nor given up, the period not over.
    pub ahead: bool,
}

/// A fact for epics that have none.
static NO_FACT: LazyLock<EpicFact> = LazyLock::new(EpicFact::default);

impl<'a> Context<'a> {
    /// Looks once at what the site does.
    pub fn new(backlog: &'a Backlog, config: &'a Config, facts: &'a Facts) -> Self {
        let epics = || backlog.epics().map(|(_, epic)| epic);
        let pages: Vec<usize> = backlog.of_kind(Kind::Page).map(|(at, _)| at).collect();
        let linked = pages.iter().filter(|at| !backlog.backlinks[**at].is_empty()).count();
        let practice = Practice {
            outcomes: epics().any(|epic| !epic.outcomes.is_empty()),
            scores: epics().any(|epic| !epic.scores.is_empty()),
            key_results: epics().any(|epic| !epic.key_results.is_empty()),
            linked_wiki: linked * 2 > pages.len(),
        };
        Self { backlog, config, facts, practice, names: names(config) }
    }

    /// Gives the epic of an item, if it is one that counts.
    pub fn work(&self, at: usize) -> Option<Work<'a>> {
        let item = &self.backlog.items[at];
        let epic = item.epic().filter(|_| !item.broken)?;
        let class = epic.state.as_ref().map_or(StateClass::New, |state| state.class);
        let fact = self.facts.epics.get(at).unwrap_or(&NO_FACT);
        (class != StateClass::Ignore).then_some(Work { at, item, epic, class, fact })
    }

    /// Lists the promises of an item.
    pub fn promises(&self, at: usize) -> Vec<Promise<'a>> {
        let item = &self.backlog.items[at];
        let outcomes = item.outcomes();
        if outcomes.is_empty() {
            return Vec::new();
        }
        let facts = self.facts.outcomes_of(at);
        let ahead = match item.kind {
            Kind::Epic => self.work(at).is_some_and(|work| work.class.is_open()),
            Kind::Objective => self.facts.over.binary_search(&at).is_err(),
            _ => true,
        };
        let promise = |(position, (outcome, fact)): (usize, (&'a Outcome, &'a OutcomeFact))| Promise {
            item,
            at,
            outcome,
            title: item.objective().and_then(|objective| objective.key_results[position].title.as_deref()),
            fact,
            ahead,
        };
        outcomes.into_iter().zip(facts).enumerate().map(promise).collect()
    }

    /// Parses the front matter of an item again.
    pub fn matter(&self, at: usize) -> Option<Node> {
        let document = &self.backlog.documents[at];
        let parted = match &document.beside {
            Some((_, text)) => front_matter::bare_yaml(text),
            None => front_matter::part(&document.text),
        };
        parted.matter
    }

    /// Parses it only where a key or a date in it may be written unusually: most front matter holds neither.
    pub(super) fn unusual_matter(&self, at: usize) -> Option<Node> {
        let document = &self.backlog.documents[at];
        let text = document.beside.as_ref().map_or(&document.text[..document.body], |(_, text)| text.as_str());
        if is_unusual(text, &self.names) { self.matter(at) } else { None }
    }

    /// Gives the text of the file that holds an item's front matter.
    pub fn matter_text(&self, at: usize) -> &'a str {
        self.backlog.documents[at].matter_file().1
    }

    /// Finds the place of a field at the top of an item's front matter, under the name that the site uses.
    pub fn field(&self, at: usize, name: &str) -> Option<Span> {
        let matter = self.matter(at)?;
        let mapped = self.config.fields.get(name);
        let names = mapped.into_iter().flatten().map(String::as_str).chain([name]);
        names
            .into_iter()
            .find_map(|name| matter.get(name).or_else(|| matter.get(&name.replace('_', "-"))))
            .map(|node| node.span)
    }

    /// Finds the place to point at where a whole document is meant: its id, else its title, else the whole file.
    pub fn whole(&self, at: usize) -> Span {
        let item = &self.backlog.items[at];
        let found = item.id_span.or_else(|| self.field(at, "title"));
        found.unwrap_or(Span::FILE)
    }
}

impl Work<'_> {
    /// Gives the place of its state, else of the whole.
    pub fn status_or(&self, otherwise: Span) -> Span {
        self.epic.status.as_ref().map_or(otherwise, |status| status.span)
    }
}

impl Promise<'_> {
    /// Tells whether it is a key result.
    pub fn is_key_result(&self) -> bool {
        self.item.kind == Kind::Objective
    }

    /// Gives the place that stands for it: its metric, else the whole group.
    pub fn span(&self) -> Span {
        self.outcome.metric.as_ref().map_or_else(|| first_line(self.outcome.span), |metric| metric.span)
    }

    /// Names it in a sentence.
    pub fn name(&self) -> String {
        let named = self.outcome.metric.as_ref().map(|metric| metric.value.as_str()).or(self.title);
        let noun = if self.is_key_result() { "key result" } else { "outcome" };
        named.map_or_else(|| format!("this {noun}"), |named| format!("the {noun} “{}”", cut(named)))
    }

    /// Gives its sentence: the title of a key result, else the metric.
    pub fn statement(&self) -> Option<Located<String>> {
        let metric = self.outcome.metric.as_ref();
        match (self.title, metric) {
            (Some(title), _) => Some(Located { value: title.to_owned(), span: self.span() }),
            (None, metric) => metric.cloned(),
        }
    }

    /// Tells whether readings can be held against something.
    pub fn has_goal(&self) -> bool {
        self.outcome.target.is_some() || self.outcome.range.is_some()
    }
}

/// Narrows the place of a group to its first character, so that not the whole of it is marked.
fn first_line(span: Span) -> Span {
    Span { len: span.len.min(1), ..span }
}

/// Cuts a text that would make a message hard to read.
pub(super) fn cut(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}
