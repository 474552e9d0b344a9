//! Objectives and their key results as a tree: scores, what breaks them down, and the work that serves them.

use super::{Bar, Link, Room, State, outcome_bar, outcome_ids};
use crate::analysis::objectives::{KeyResultStanding, ObjectiveStanding};
use crate::document::Ratio;
use crate::realization::okr::{ObjectiveScore, ScoreBand};
use crate::site::Site;
use crate::site::words::{figure, grouped, whole};
use serde::Serialize;

/// How many levels a tree shows; what lies deeper is linked.
const LEVELS: usize = 5;

/// How many epics stand below a key result; the objective's own page lists all.
const SERVED: usize = 8;

/// An objective in a tree.
#[derive(Debug, Clone, Serialize)]
pub(in crate::site) struct ObjectiveNode {
    pub(in crate::site) link: Link,
    about: String,
    score: State,
    graded: Option<String>,
    key_results: Vec<KeyResultNode>,
    children: Vec<ObjectiveNode>,
    deeper: Vec<Link>,
}

/// A key result in a tree.
#[derive(Debug, Clone, Serialize)]
pub(in crate::site) struct KeyResultNode {
    link: Link,
    bar: Option<Bar>,
    score: State,
    meant: String,
    note: Option<&'static str>,
    epics: Vec<Served>,
    more: Option<Link>,
    children: Vec<ObjectiveNode>,
    deeper: Vec<Link>,
}

/// An epic that serves a key result.
#[derive(Debug, Clone, Serialize)]
pub(in crate::site) struct Served {
    link: Link,
    state: State,
}

/// What no work serves, or what serves nothing.
#[derive(Debug, Clone, Serialize)]
pub(in crate::site) struct Unserved {
    pub(in crate::site) title: String,
    pub(in crate::site) note: &'static str,
    pub(in crate::site) links: Vec<Link>,
    pub(in crate::site) more: Option<String>,
}

/// Shows an objective, seen from a page, with everything below it.
pub(in crate::site) fn objective_node(site: &Site<'_>, page: &str, at: usize) -> ObjectiveNode {
    node(site, page, at, LEVELS)
}

/// Counts the objectives and key results that the tree of an objective shows.
pub(in crate::site) fn lines(objectives: &[ObjectiveStanding], at: usize) -> usize {
    fn of(objectives: &[ObjectiveStanding], at: usize, levels: usize) -> usize {
        let objective = &objectives[at];
        let below = objective.key_results.iter().flat_map(|found| &found.children).chain(&objective.children);
        let below = below.filter(|_| levels > 1).map(|child| of(objectives, *child, levels - 1));
        1 + objective.key_results.len() + below.sum::<usize>()
    }
    of(objectives, at, LEVELS)
}

/// Shows the key results of an objective, each with what serves it.
pub(in crate::site) fn key_result_nodes(site: &Site<'_>, page: &str, at: usize) -> Vec<KeyResultNode> {
    key_results(site, page, &site.analysis.objectives.list[at], 1)
}

/// Says a score with its band, as a state; nothing measured has no colour.
pub(in crate::site) fn score_words(score: Option<Ratio>, band: Option<ScoreBand>) -> State {
    let Some((score, band)) = score.zip(band) else {
        return State::new("not measured yet", "none");
    };
    let (word, class) = match band {
        ScoreBand::Green => ("green", "hit"),
        ScoreBand::Yellow => ("yellow", "partial"),
        ScoreBand::Red => ("red", "missed"),
    };
    State::new(format!("{} · {word}", grade_words(score)), class)
}

/// Writes a score with the one decimal that decides on its band; what is not whole never reads as 1.
fn grade_words(score: Ratio) -> String {
    let rounded = score.round(1).to_string();
    if rounded == "1" && score < Ratio::ONE { figure((score.to_f64() * 100.0).floor() / 100.0, 2) } else { rounded }
}

fn node(site: &Site<'_>, page: &str, at: usize, levels: usize) -> ObjectiveNode {
    let objective = &site.analysis.objectives.list[at];
    let (children, deeper) = below(site, page, &objective.children, levels);
    ObjectiveNode {
        link: site.item_link(page, objective.item),
        about: about(site, objective.item),
        score: score_words(objective.score.score, objective.score.band),
        graded: provisional(&objective.score),
        key_results: key_results(site, page, objective, levels),
        children,
        deeper,
    }
}

/// Says how many key results are graded, where some are not.
fn provisional(score: &ObjectiveScore) -> Option<String> {
    (score.is_provisional() && score.graded > 0).then(|| format!("provisional: {}", score.graded_words()))
}

/// Says at which level an objective stands, whose it is, and when.
fn about(site: &Site<'_>, item: usize) -> String {
    let Some(objective) = site.backlog.items[item].objective() else {
        return String::new();
    };
    let team = objective.team.as_ref();
    let team = team.map(|team| team.target.map_or_else(|| team.id.clone(), |at| site.backlog.items[at].title.clone()));
    let period = objective.period.as_deref().map(|text| {
        crate::document::PartialDate::parse(text).map_or_else(|_| text.to_owned(), crate::document::PartialDate::label)
    });
    [team.or_else(|| objective.level.clone()), period].into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// Shows the objectives below, or links to them where the tree ends.
fn below(site: &Site<'_>, page: &str, children: &[usize], levels: usize) -> (Vec<ObjectiveNode>, Vec<Link>) {
    if levels > 1 {
        return (children.iter().map(|child| node(site, page, *child, levels - 1)).collect(), Vec::new());
    }
    let link = |child: &usize| site.item_link(page, site.analysis.objectives.list[*child].item);
    (Vec::new(), children.iter().map(link).collect())
}

fn key_results(site: &Site<'_>, page: &str, objective: &ObjectiveStanding, levels: usize) -> Vec<KeyResultNode> {
    let item = objective.item;
    let anchors = outcome_ids(site, item);
    let Some(written) = site.backlog.items[item].objective() else {
        return Vec::new();
    };
    let judged = site.analysis.outcomes_of(item);
    let rows = objective.key_results.iter().zip(&written.key_results).zip(judged).zip(anchors);
    rows.map(|(((standing, written), judged), anchor)| {
        let outcome = &written.outcome;
        let metric = outcome.metric.as_ref().map(|metric| metric.value.clone());
        let text = written.title.clone().or(metric).unwrap_or_else(|| written.id.clone());
        let confidence = outcome.confidence.as_ref().map(|share| whole(share.value.to_f64() * 100.0, 0, 100));
        let ambition = if outcome.aspirational { "aspirational" } else { "committed" };
        let (children, deeper) = below(site, page, &standing.children, levels);
        let more = standing.epics.len().saturating_sub(SERVED);
        KeyResultNode {
            more: (more > 0).then(|| {
                Link::to(format!("and {} more", grouped(more)), format!("{}#bl-epics", site.href(page, item)))
            }),
            link: Link::to(text, format!("{}#{anchor}", site.href(page, item))),
            bar: outcome_bar(outcome, judged, Room::Row, site.analysis.as_of),
            score: score_words(standing.score, standing.band),
            meant: match confidence {
                Some(share) => format!("{ambition}, confidence {share}%"),
                None => ambition.to_owned(),
            },
            note: note(standing, objective.over),
            epics: standing.epics.iter().take(SERVED).filter_map(|epic| served(site, page, *epic)).collect(),
            children,
            deeper,
        }
    })
    .collect()
}

/// Says what stands out about a key result.
fn note(standing: &KeyResultStanding, over: bool) -> Option<&'static str> {
    if standing.wrong_bet {
        Some("red, although everything that breaks it down is green")
    } else if standing.has_no_bet() && !over {
        Some("no work behind it: no epic serves it and no objective breaks it down")
    } else {
        None
    }
}

fn served(site: &Site<'_>, page: &str, at: usize) -> Option<Served> {
    let state = site.state(site.backlog.items[at].epic()?);
    Some(Served { link: site.item_link(page, at), state })
}
