//! What happened to documents and to what epics say beside their promises.

use super::comparison::{Comparison, State, change, here, named, there};
use super::{Change, DocumentChange, DocumentStatus, Effect, FieldChange, Subject};
use crate::backlog::{Backlog, Epic, Item, KeyResultReference};
use crate::config::{Kind, StateClass};
use crate::diagnostic::Span;
use crate::diff::{Difference, FieldDifference, Written};

/// Lists every document that differs, with each field that does.
pub(super) fn documents(comparison: &Comparison<'_>) -> Vec<DocumentChange> {
    comparison.differences.iter().map(|difference| document(comparison, difference)).collect()
}

fn document(comparison: &Comparison<'_>, difference: &Difference) -> DocumentChange {
    let status = match (difference.before, difference.after) {
        (None, _) => DocumentStatus::Added,
        (_, None) => DocumentStatus::Removed,
        _ if difference.moved => DocumentStatus::Moved,
        _ => DocumentStatus::Edited,
    };
    let old = difference.before.map(|at| comparison.before.backlog.items[at].path.to_string());
    let field = |field: &FieldDifference| FieldChange {
        field: field.path.clone(),
        before: field.before.as_ref().map(|written| written.text.clone()),
        after: field.after.as_ref().map(|written| written.text.clone()),
    };
    let prose = difference.prose.unwrap_or_default();
    DocumentChange {
        document: comparison.subject((difference.before, difference.after)),
        status,
        moved_from: old.filter(|_| difference.moved).unwrap_or_default(),
        fields: difference.fields.iter().map(field).collect(),
        lines_added: prose.added,
        lines_removed: prose.removed,
    }
}

/// Tells what happened to each document that differs.
pub(super) fn compare(comparison: &Comparison<'_>) -> Vec<Change> {
    comparison.differences.iter().flat_map(|difference| Touched::new(comparison, difference).changes()).collect()
}

/// A document that differs.
struct Touched<'a> {
    difference: &'a Difference,
    subject: Subject,
    before: Option<&'a Item>,
    after: Option<&'a Item>,
    comparison: &'a Comparison<'a>,
}

impl<'a> Touched<'a> {
    fn new(comparison: &'a Comparison<'_>, difference: &'a Difference) -> Self {
        Self {
            difference,
            subject: comparison.subject((difference.before, difference.after)),
            before: difference.before.map(|at| &*comparison.before.backlog.items[at]),
            after: difference.after.map(|at| &*comparison.after.backlog.items[at]),
            comparison,
        }
    }

    fn changes(&self) -> Vec<Change> {
        let found = match (self.before, self.after) {
            (Some(before), Some(after)) => self.edited(before, after),
            (None, Some(after)) => {
                let was_private = self.comparison.before.backlog.withheld.has(&after.id);
                vec![self.added(after).note(if was_private { "wasn't published before" } else { "" })]
            }
            (Some(before), None) => {
                let private = self.comparison.after.backlog.withheld.has(&before.id);
                vec![Self::removed(before).note(if private { "isn't published any more" } else { "" })]
            }
            (None, None) => Vec::new(),
        };
        found.into_iter().map(|change| change.on(&self.subject)).collect()
    }

    fn added(&self, item: &Item) -> Change {
        if item.kind != Kind::Epic {
            return change("document-added").at(here(item, Span::FILE));
        }
        let entry = self.difference.after.and_then(|at| self.comparison.after.analysis.entry(at));
        let of = self.comparison.after.analysis.ranking.entries.len();
        let open = item.epic().is_some_and(|epic| !epic.commitment);
        let rank = entry.filter(|_| open).map_or_else(String::new, |entry| format!("rank {} of {of}", entry.rank));
        let (old, new) = (self.comparison.before.analysis, self.comparison.after.analysis);
        let promises = match item.outcomes().len() {
            // Where nobody promises anything, each epic says so.
            0 if old.outcomes.is_empty() && new.outcomes.is_empty() => String::new(),
            0 => "promises no outcome".to_owned(),
            1 => "promises one outcome".to_owned(),
            number => format!("promises {number} outcomes"),
        };
        change("epic-added").note(rank).note(promises).at(here(item, Span::FILE))
    }

    fn removed(item: &Item) -> Change {
        let state = item.epic().and_then(|epic| epic.state.as_ref());
        let was = state.map_or_else(String::new, |state| format!("its state was {}", state.title.to_lowercase()));
        let over = state.is_some_and(|state| !state.class.is_open());
        let kind = match item.kind {
            Kind::Epic if over => "finished-epic-removed",
            Kind::Epic => "epic-removed",
            _ => "document-removed",
        };
        change(kind).note(was).at(there(item, Span::FILE))
    }

    /// Tells what is different about a document that is there before and after.
    fn edited(&self, before: &Item, after: &Item) -> Vec<Change> {
        let mut found = Vec::new();
        if self.difference.moved {
            found.push(change("document-moved").was_is(&*before.path, &*after.path).at(here(after, Span::FILE)));
        }
        if !self.difference.unread && before.id != after.id && (before.has_id() || after.has_id()) {
            let span = after.id_span.unwrap_or(Span::FILE);
            found.push(change("id-changed").was_is(&before.id, &after.id).at(here(after, span)));
        }
        if let (Some(old), Some(new), false) = (before.epic(), after.epic(), self.difference.unread) {
            found.extend(self.state(old, new));
            found.extend(self.dependencies(old, new));
            found.extend(self.key_results(old, new));
            found.extend(self.agreement(old, new));
            found.extend(self.scored());
        }
        found.extend(self.difference.fields.iter().filter_map(|field| self.field(field)));
        if let Some(lines) = self.difference.prose {
            let text = format!("+{} −{} lines", lines.added, lines.removed);
            found.push(change("prose-changed").note(text).at(here(after, Span::FILE)));
        }
        if self.difference.unread {
            // What can't be read isn't gone: it only says nothing now.
            let kind = if after.broken { "document-unreadable" } else { "field-changed" };
            let note = "its front matter can't be read, so that its fields aren't compared";
            found.push(change(kind).note(note).at(here(after, Span::FILE)));
        }
        found
    }

    /// Tells of a field that no part of its own tells of.
    fn field(&self, field: &FieldDifference) -> Option<Change> {
        let epic = self.after.is_some_and(|item| item.kind == Kind::Epic);
        let objective = self.after.is_some_and(|item| item.kind == Kind::Objective);
        let kind = match field.field() {
            // Other parts tell of these.
            "id" | "outcomes" => return None,
            "status" | "depends_on" | "agreement" | "scores" | "moscow" if epic => return None,
            "key_results" if epic || objective => return None,
            "estimate" | "remaining" if epic => "estimate-changed",
            "cost_of_delay" if epic => "urgency-changed",
            _ => "field-changed",
        };
        let name = field.path.replace('_', " ");
        Some(
            change(kind)
                .was_is(text(field.before.as_ref()), text(field.after.as_ref()))
                .note(name)
                .at(self.field_place(field)),
        )
    }

    /// Tells what of an epic's scores differs, together, and what it is worth now.
    fn scored(&self) -> Option<Change> {
        let fields = self.difference.fields.iter().filter(|field| matches!(field.field(), "scores" | "moscow"));
        let fields: Vec<&FieldDifference> = fields.collect();
        let listed = |side: fn(&FieldDifference) -> Option<&Written>| {
            let name = |field: &FieldDifference| field.path.trim_start_matches("scores.").replace('_', " ");
            let said = fields.iter().filter_map(|field| Some(format!("{} {}", name(field), side(field)?.text)));
            said.collect::<Vec<_>>().join(", ")
        };
        let score = |state: State<'_>, at: Option<usize>| Some(state.analysis.score_words(state.analysis.entry(at?)?));
        let (then, now) = (
            score(self.comparison.before, self.difference.before),
            score(self.comparison.after, self.difference.after),
        );
        let worth = then.zip(now).filter(|(then, now)| then != now);
        Some(
            change("score-changed")
                .was_is(listed(|field| field.before.as_ref()), listed(|field| field.after.as_ref()))
                .note(worth.map_or_else(String::new, |(then, now)| format!("score {then} → {now}")))
                .at(self.field_place(fields.first()?)),
        )
    }

    /// Finds where a field stands: where it is, else where it was.
    fn field_place(&self, field: &FieldDifference) -> Option<super::Place> {
        match (&field.after, &field.before) {
            (Some(written), _) => Some(here(self.after?, written.span)),
            (None, Some(written)) => Some(there(self.before?, written.span)),
            (None, None) => None,
        }
    }

    fn place(&self, name: &str) -> Option<super::Place> {
        let field = self.difference.fields.iter().find(|field| field.field() == name);
        field.and_then(|field| self.field_place(field))
    }

    /// Tells of another state, also where the folder or the workflow gives it.
    fn state(&self, old: &Epic, new: &Epic) -> Option<Change> {
        let title = |epic: &Epic| {
            let known = epic.state.as_ref().map(|state| state.title.clone());
            known.or_else(|| epic.status.as_ref().map(|status| status.value.clone())).unwrap_or_default()
        };
        let (before, after) = (title(old), title(new));
        if before == after {
            return None;
        }
        let gone = |epic: &Epic| epic.state.as_ref().is_some_and(|state| state.class == StateClass::Cancelled);
        let effect = if gone(new) && !gone(old) { Effect::Weaker } else { Effect::Neutral };
        let began = if new.commitment && !old.commitment { "work begins" } else { "" };
        Some(Change { effect, ..change("state-changed") }.was_is(before, after).note(began).at(self.place("status")))
    }

    /// Tells what it waits for now, and what no longer.
    fn dependencies(&self, old: &Epic, new: &Epic) -> Vec<Change> {
        let ids = |epic: &Epic| -> Vec<String> { epic.depends_on.iter().map(|found| found.id.clone()).collect() };
        let renamed = |id: &String| self.comparison.renamed.now(id).to_owned();
        let (before, after) = (ids(old).iter().map(renamed).collect::<Vec<_>>(), ids(new));
        let only = |these: &[String], those: &[String]| -> Vec<String> {
            these.iter().filter(|id| !those.contains(id)).cloned().collect()
        };
        let mut found = Vec::new();
        for (kind, ids) in [("dependency-added", only(&after, &before)), ("dependency-dropped", only(&before, &after))]
        {
            let list = ids.join(", ");
            let (from, to) = if kind == "dependency-added" { (String::new(), list) } else { (list, String::new()) };
            if !ids.is_empty() {
                found.push(change(kind).was_is(from, to).at(self.place("depends_on")));
            }
        }
        found
    }

    fn key_results(&self, old: &Epic, new: &Epic) -> Option<Change> {
        let ids = |epic: &Epic, name: &dyn Fn(&str) -> String| -> Vec<String> {
            let name = |found: &KeyResultReference| format!("{}/{}", name(&found.objective.id), found.key_result);
            epic.key_results.iter().map(|found| name(found).trim_end_matches('/').to_owned()).collect()
        };
        let renamed = |id: &str| self.comparison.renamed.now(id).to_owned();
        let (before, after) = (ids(old, &renamed), ids(new, &str::to_owned));
        (before != after).then(|| {
            change("key-result-link-changed").was_is(before.join(", "), after.join(", ")).at(self.place("key_results"))
        })
    }

    fn agreement(&self, old: &Epic, new: &Epic) -> Vec<Change> {
        let terms = |epic: &Epic| {
            epic.agreement.as_ref().map_or_else(String::new, |agreement| {
                let due = agreement.repay_by.map(|day| format!("repay by {}", day.label()));
                let due = due.or_else(|| agreement.trigger.clone()).unwrap_or_else(|| "no date".to_owned());
                format!("{}: {due}", agreement.reason.clone().unwrap_or_else(|| "no reason".to_owned()))
            })
        };
        let place = self.place("agreement");
        match (&old.agreement, &new.agreement) {
            (None, Some(_)) => vec![change("agreement-added").was_is("", terms(new)).at(place)],
            (Some(_), None) => vec![change("agreement-dropped").was_is(terms(old), "").at(place)],
            _ => self.terms(),
        }
    }

    /// Tells which of an agreement's terms differ.
    fn terms(&self) -> Vec<Change> {
        let fields = self.difference.fields.iter().filter(|field| field.field() == "agreement");
        fields
            .map(|field| {
                let name = field.path.trim_start_matches("agreement.").replace('_', " ");
                change("agreement-changed")
                    .was_is(text(field.before.as_ref()), text(field.after.as_ref()))
                    .note(name)
                    .at(self.field_place(field))
            })
            .collect()
    }
}

/// Gives the text of one side of a field; empty where it isn't there.
fn text(side: Option<&Written>) -> String {
    side.map(|written| written.text.clone()).unwrap_or_default()
}

/// Names the epics of a list by their ids.
pub(super) fn ids(backlog: &Backlog, list: &[usize]) -> String {
    named(&list.iter().map(|at| backlog.items[*at].id.as_str()).collect::<Vec<_>>())
}
