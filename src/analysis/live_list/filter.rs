//! The lines of a block that choose documents.
//!
//! In: a value as written, or a document. Out: values in one form, so that the two can be compared. Each filter is an
//! entry of one list.

use super::query::choice;
use super::{Facts, Names};
use crate::analysis::{class_of, owner_key, team_name};
use crate::backlog::{Item, KeyResultReference, Reference};
use crate::config::{Kind, StateClass};
use crate::diagnostic::nearest;
use crate::order::Gather;
use crate::realization::Status;
use std::collections::BTreeSet;

/// The value that means documents without one.
pub(super) const NONE: &str = "none";

/// A message and a hint.
type Wrong = (String, String);

/// A way to choose documents.
#[derive(Debug)]
pub(super) struct Filter {
    /// Its key in a block.
    pub(super) name: &'static str,
    /// Its name in the words above the list.
    pub(super) words: &'static str,
    /// Brings a value of the block into the form that documents are compared in.
    pub(super) read: fn(Names<'_>, &str) -> Result<String, Wrong>,
    /// Gives a document's values in that form.
    pub(super) values: fn(Facts<'_>, usize) -> Vec<String>,
}

/// Every filter.
pub(super) const FILTERS: &[Filter] = &[
    Filter {
        name: "type",
        words: "type",
        read: work_type,
        values: |facts, at| epic(facts, at, |it| it.work_type.clone()),
    },
    Filter { name: "status", words: "status", read: status, values: |facts, at| epic(facts, at, state_name) },
    Filter { name: "class", words: "class", read: class, values: classes },
    Filter { name: "team", words: "team", read: |names, it| named(names, it, Kind::Team), values: teams },
    Filter { name: "owner", words: "owner", read: |_, it| Ok(owner_key(it)), values: owners },
    Filter { name: "product", words: "product", read: plain, values: products },
    Filter {
        name: "initiative",
        words: "initiative",
        read: |names, it| named(names, it, Kind::Initiative),
        values: |facts, at| epic(facts, at, |it| it.initiative.as_ref().map(target)),
    },
    Filter { name: "key_result", words: "key result", read: key_result, values: key_results },
    Filter { name: "tag", words: "tag", read: plain, values: |facts, at| folded(&item(facts, at).tags) },
    Filter { name: "outcome", words: "outcome", read: outcome, values: outcomes },
    Filter { name: "folder", words: "folder", read: folder, values: folders },
];

fn item(facts: Facts<'_>, at: usize) -> &Item {
    &facts.backlog.items[at]
}

/// Gives the one value of an epic.
fn epic(facts: Facts<'_>, at: usize, value: fn(&crate::backlog::Epic) -> Option<String>) -> Vec<String> {
    facts.backlog.items[at].epic().and_then(value).into_iter().collect()
}

#[expect(clippy::unnecessary_wraps, reason = "every filter is read by a function of this form")]
fn plain(_: Names<'_>, written: &str) -> Result<String, Wrong> {
    Ok(written.to_lowercase())
}

fn folded(values: &[String]) -> Vec<String> {
    values.iter().map(|value| value.to_lowercase()).collect()
}

fn work_type(names: Names<'_>, written: &str) -> Result<String, Wrong> {
    let folded = written.to_lowercase();
    let name = names.config.types.get(&folded).cloned().unwrap_or_else(|| folded.replace([' ', '_'], "-"));
    let usual = ["feature", "tech-debt", "defect", "risk"];
    let written_down = || names.backlog.epics().filter_map(|(_, epic)| epic.work_type.as_deref());
    if written_down().chain(usual).any(|known| known == name) {
        return Ok(name);
    }
    let known: BTreeSet<&str> = written_down().chain(usual).into_set();
    let known: Vec<&str> = known.into_iter().collect();
    Err((format!("no epic has the type `{written}`"), choice(&name, &known, "Types")))
}

fn state_name(epic: &crate::backlog::Epic) -> Option<String> {
    epic.state.as_ref().map(|state| state.name.clone())
}

fn status(names: Names<'_>, written: &str) -> Result<String, Wrong> {
    if let Some(state) = names.config.workflow.find(written) {
        return Ok(state.name.clone());
    }
    let hint = if class(names, written).is_ok() {
        format!("It is a class of states; write `class: {written}`.")
    } else {
        let known: Vec<&str> = names.config.workflow.states().iter().map(|state| state.name.as_str()).collect();
        choice(written, &known, "States")
    };
    Err((format!("`{written}` is no state of the workflow"), hint))
}

/// The class that stands for everything neither delivered nor given up.
const OPEN: &str = "open";

fn class(_: Names<'_>, written: &str) -> Result<String, Wrong> {
    let name = written.to_lowercase();
    if name == OPEN || StateClass::named(&name).is_some() {
        return Ok(name);
    }
    let known = [OPEN, "new", "waiting", "active", "done", "cancelled", "ignore"];
    Err((format!("`{written}` is no class of states"), choice(&name, &known, "Classes")))
}

fn classes(facts: Facts<'_>, at: usize) -> Vec<String> {
    let Some(class) = item(facts, at).epic().map(class_of) else {
        return Vec::new();
    };
    let open = class.is_open().then(|| OPEN.to_owned());
    std::iter::once(class.name().to_owned()).chain(open).collect()
}

/// Gives the form of a document that is meant.
fn place(at: usize) -> String {
    format!("#{at}")
}

/// Gives the form of a reference: the document, else the name as written.
fn target(reference: &Reference) -> String {
    reference.target.map_or_else(|| reference.id.to_lowercase(), place)
}

/// Finds a document of a kind. Where a site has none of the kind, names stand for themselves.
fn named(names: Names<'_>, written: &str, kind: Kind) -> Result<String, Wrong> {
    let backlog = names.backlog;
    if let Some(at) = backlog.index.named(kind, written).filter(|at| backlog.items[*at].kind == kind) {
        return Ok(place(at));
    }
    let mut known = backlog.of_kind(kind).map(|(_, item)| item.id.as_str()).peekable();
    if known.peek().is_none() || backlog.withheld.has(written) {
        return Ok(written.to_lowercase());
    }
    let word = kind.title().to_lowercase();
    let hint = match nearest(written, known) {
        Some(near) => format!("Did you mean `{near}`?"),
        None => format!("Write the id or the title of the {word}."),
    };
    Err((format!("there is no {word} `{written}`"), hint))
}

fn teams(facts: Facts<'_>, at: usize) -> Vec<String> {
    use crate::backlog::Details;
    let team = match &item(facts, at).details {
        Details::Epic(epic) => {
            return match &epic.team {
                Some(team) if team.target.is_some() => vec![target(team)],
                _ => team_name(facts.backlog, epic).map(str::to_lowercase).into_iter().collect(),
            };
        }
        Details::Objective(objective) => objective.team.as_ref(),
        Details::Sprint(sprint) => sprint.team.as_ref(),
        Details::Initiative(initiative) => initiative.lead_team.as_ref(),
        Details::Team(_) | Details::ValueStream(_) | Details::Page => None,
    };
    team.map(target).into_iter().collect()
}

fn owners(facts: Facts<'_>, at: usize) -> Vec<String> {
    item(facts, at).owners.iter().map(|owner| owner_key(owner)).filter(|key| !key.is_empty()).collect()
}

fn products(facts: Facts<'_>, at: usize) -> Vec<String> {
    use crate::backlog::Details;
    let product = match &item(facts, at).details {
        Details::Epic(epic) => epic.product.as_ref(),
        Details::ValueStream(stream) => stream.product.as_ref(),
        _ => None,
    };
    product.map(|name| name.to_lowercase()).into_iter().collect()
}

fn key_result(names: Names<'_>, written: &str) -> Result<String, Wrong> {
    let (objective, id) = written.split_once('/').unwrap_or((written, ""));
    let objective = named(names, objective.trim(), Kind::Objective)?;
    let at = objective.strip_prefix('#').and_then(|at| at.parse::<usize>().ok());
    let key_results = at.and_then(|at| names.backlog.items[at].objective()).map(|found| &found.key_results);
    let id = id.trim().to_lowercase();
    if let Some(key_results) = key_results
        && !id.is_empty()
        && !key_results.iter().any(|found| found.id.to_lowercase() == id)
    {
        let known: Vec<&str> = key_results.iter().map(|found| found.id.as_str()).collect();
        let hint =
            if known.is_empty() { "It has none yet.".to_owned() } else { choice(&id, &known, "Its key results") };
        return Err((format!("there is no key result `{written}`"), hint));
    }
    Ok(format!("{objective}/{id}"))
}

/// Gives each key result that a document serves, and its objective as a whole.
fn key_results(facts: Facts<'_>, at: usize) -> Vec<String> {
    use crate::backlog::Details;
    let served: &[KeyResultReference] = match &item(facts, at).details {
        Details::Epic(epic) => &epic.key_results,
        Details::Initiative(initiative) => &initiative.key_results,
        Details::Objective(objective) => objective.parent.as_slice(),
        _ => &[],
    };
    let forms = |found: &KeyResultReference| {
        let objective = target(&found.objective);
        [format!("{objective}/{}", found.key_result.to_lowercase()), format!("{objective}/")]
    };
    served.iter().flat_map(forms).collect()
}

fn outcome(_: Names<'_>, written: &str) -> Result<String, Wrong> {
    let name = written.to_lowercase().replace([' ', '_'], "-");
    let known = Status::ALL.map(Status::slug);
    if known.contains(&name) {
        return Ok(name);
    }
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    Err((format!("`{written}` is nothing that an outcome can come to"), choice(&name, &known, "States of outcomes")))
}

fn outcomes(facts: Facts<'_>, at: usize) -> Vec<String> {
    facts.analysis.outcomes_of(at).iter().map(|judged| judged.judgement.status.slug()).collect()
}

#[expect(clippy::unnecessary_wraps, reason = "every filter is read by a function of this form")]
fn folder(_: Names<'_>, written: &str) -> Result<String, Wrong> {
    Ok(written.trim_matches('/').to_owned())
}

/// Gives every folder above a document.
fn folders(facts: Facts<'_>, at: usize) -> Vec<String> {
    let path = &item(facts, at).path;
    path.match_indices('/').map(|(end, _)| path[..end].to_owned()).collect()
}
