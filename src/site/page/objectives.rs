//! Objectives: the cascade by period, what it came to, and what nobody works on.

use super::super::address::relative;
use super::super::paging::{by_lines, path_of};
use super::super::plan::{Route, Site, Subject};
use super::super::view::{
    Headline, Link, ObjectiveNode, Pagination, Unserved, lines, link_list, objective_node, outcome_ids,
};
use super::super::words::{capital, count, grouped, whole};
use super::{Body, Common, Given, Page, view};
use crate::analysis::Analysis;
use crate::analysis::objectives::Period;
use crate::config::Kind;
use crate::realization::hit_rate::LEAST_JUDGED;
use crate::realization::okr::ObjectiveScore;
use serde::Serialize;
use std::ops::Range;

/// The cascade of objectives.
pub(super) const PAGE: Page = Page {
    name: "objectives",
    about: "the cascade from objectives to key results to epics, by period, with scores and gaps",
    anywhere: false,
    navigation: None,
    routes: |site, page| {
        let route = |number: usize| {
            let subject = if number == 0 { Subject::Kind(Kind::Objective) } else { Subject::Objectives(number) };
            Route { path: path(number), page, subject }
        };
        (0..site.objective_pages.len()).map(route).collect()
    },
    body: Body::Html { template: "objectives", view: make },
};

/// How many objectives and key results a page shows together.
const LINES: usize = 300;
/// How many gaps of a kind the page lists.
const GAPS: usize = 100;
/// How many wrong bets stand first, each on its own.
const WRONG_BETS: usize = 3;

#[derive(Debug, Serialize)]
struct ObjectivesView {
    findings: Vec<Headline>,
    periods: Vec<PeriodPart>,
    pagination: Option<Pagination>,
    gaps: Vec<Unserved>,
}

#[derive(Debug, Serialize)]
struct PeriodPart {
    id: String,
    title: String,
    attainment: String,
    class: Option<&'static str>,
    objectives: Vec<ObjectiveNode>,
}

/// Some of the objectives at the top of a period's cascade: the period, and which of them.
pub(in crate::site) type Roots = (usize, Range<usize>);

/// Gives the address of a page of objectives, from 0.
fn path(number: usize) -> String {
    path_of(Kind::Objective.folder(), number)
}

/// Parts the cascades into pages.
pub(in crate::site) fn pages(analysis: &Analysis) -> Vec<Vec<Roots>> {
    let objectives = &analysis.objectives;
    // A period without a cascade of its own takes a line, too.
    let all = objectives.periods.iter().enumerate().flat_map(|(at, period)| {
        let roots = (0..period.roots.len().max(1)).map(move |root| (at, root));
        roots.map(|(at, root)| (at, root, period.roots.get(root).map_or(1, |root| lines(&objectives.list, *root))))
    });
    let all: Vec<(usize, usize, usize)> = all.collect();
    let page = |page: Range<usize>| {
        let periods = all[page].chunk_by(|a, b| a.0 == b.0);
        periods.map(|group| (group[0].0, group[0].1..group[0].1 + group.len())).collect()
    };
    by_lines(all.iter().map(|(.., lines)| *lines), LINES).into_iter().map(page).collect()
}

/// Makes the view.
fn make(site: &Site<'_>, route: &Route) -> Given {
    let page = route.path.as_str();
    let number = if let Subject::Objectives(number) = route.subject { number } else { 0 };
    let pages = &site.objective_pages;
    let objectives = &site.analysis.objectives;
    let key_results: usize = objectives.list.iter().map(|objective| objective.key_results.len()).sum();
    let periods = objectives.periods.iter().filter(|period| period.label != "No period").count();
    let within = if periods == 0 { String::new() } else { format!(" in {}", count(periods, "period")) };
    let subtitle = format!(
        "{} with {}{within}. A score is measured, a confidence is a forecast; neither counts for the objective above. A \
         committed key result is green at 1, an aspirational one from 0.7.",
        capital(&count(objectives.list.len(), "objective")),
        count(key_results, "key result"),
    );
    let own = ObjectivesView {
        findings: if number == 0 { findings(site, page) } else { Vec::new() },
        periods: pages[number].iter().map(|some| part(site, page, some)).collect(),
        pagination: Pagination::of(pages.len(), number, |at| relative(page, &path(at))),
        gaps: if number == 0 { gaps(site, page) } else { Vec::new() },
    };
    view(Common::new(site, route, Kind::Objective.plural()).subtitle(subtitle), own)
}

/// Links to a key result on its objective's page.
fn key_result_link(site: &Site<'_>, page: &str, (objective, position): (usize, usize)) -> Link {
    let item = site.analysis.objectives.list[objective].item;
    let written = site.backlog.items[item].objective().and_then(|found| found.key_results.get(position));
    let metric = || Some(written?.outcome.metric.as_ref()?.value.clone());
    let text = written.and_then(|found| found.title.clone()).or_else(metric);
    let anchor = &outcome_ids(site, item)[position];
    Link::to(text.unwrap_or_else(|| anchor.clone()), format!("{}#{anchor}", site.href(page, item)))
}

/// Says what stands out: wrong bets first, each on its own, then the gaps.
fn findings(site: &Site<'_>, page: &str) -> Vec<Headline> {
    let objectives = &site.analysis.objectives;
    let mut found: Vec<Headline> = Vec::new();
    let wrong = objectives.wrong_bets();
    let more = wrong.len().saturating_sub(WRONG_BETS);
    for (objective, position) in wrong.into_iter().take(WRONG_BETS) {
        let standing = &objectives.list[objective].key_results[position];
        let below = standing.children.iter().map(|child| site.item_link(page, objectives.list[*child].item));
        let verb = if standing.children.len() == 1 {
            " is green, the key result above it is red: "
        } else {
            " are green, the key result above them is red: "
        };
        let mut said = vec![Link::plain(format!("{}: ", objectives.periods[objectives.list[objective].period].label))];
        said.extend(link_list(below.collect()));
        said.extend([
            Link::plain(verb),
            key_result_link(site, page, (objective, position)),
            Link::plain(". The work went well; the assumption that it moves this number looks wrong."),
        ]);
        found.push(Headline::late(said));
    }
    if more > 0 {
        let results = count(more, "more key result");
        found.push(Headline::plain(format!("{results} red above green objectives")));
    }
    let (no_bet, unaligned) = (objectives.without_bet().len(), objectives.unaligned.len());
    if no_bet > 0 {
        let (verb, it) = if no_bet == 1 { ("has", "it") } else { ("have", "them") };
        let results = count(no_bet, "key result");
        found.push(Headline::plain(format!("{results} of the periods under way {verb} no work behind {it}")));
    }
    if unaligned > 0 {
        let serve = if unaligned == 1 { "serves" } else { "serve" };
        let text = format!("{} of {} {serve} no key result", grouped(unaligned), count(site.open_epics(), "open epic"));
        found.push(Headline::plain(text));
    }
    if found.is_empty() {
        found.push(Headline::plain("Every key result has work, and every open epic serves one"));
    }
    found
}

/// Shows a period with some of its cascade.
fn part(site: &Site<'_>, page: &str, (at, roots): &Roots) -> PeriodPart {
    let period = &site.analysis.objectives.periods[*at];
    let (attainment, class) = attainment(period);
    let roots = period.roots.get(roots.clone()).unwrap_or_default();
    PeriodPart {
        id: format!("bl-period-{}", at + 1),
        title: period.label.clone(),
        attainment,
        class,
        objectives: roots.iter().map(|root| objective_node(site, page, *root)).collect(),
    }
}

/// Says what a period came to: the mean with its band, and how many key results it rests on.
fn attainment(period: &Period) -> (String, Option<&'static str>) {
    let ObjectiveScore { score, graded, total, .. } = period.attainment;
    let so_far = if period.over { "" } else { " so far" };
    let (Some(score), true) = (score, graded >= LEAST_JUDGED) else {
        let few = format!("{}{so_far}; too few for a mean.", period.attainment.graded_words());
        return (if total == 0 { "No key results yet.".to_owned() } else { capital(&few) }, None);
    };
    let share = score.to_f64();
    let provisional = if graded < total { ", so the mean is provisional" } else { "" };
    let said = format!(
        "{}% attained{so_far}, the mean of {graded} of {} graded{provisional}",
        whole(share * 100.0, 0, 100),
        count(total, "key result")
    );
    match (period.over, share) {
        (false, _) => (format!("{said}."), None),
        (true, share) if share < 0.5 => {
            (format!("{said}: below 50%, so the promises or the forecasts deserve a look."), Some("late"))
        }
        (true, share) if share > 0.9 => (format!("{said}: above 90%, so the goals may have been too easy."), None),
        (true, _) => (format!("{said}: between 50% and 90%, where ambitious goals end."), Some("good")),
    }
}

/// Lists the gaps both ways: key results without work, and work without a key result.
fn gaps(site: &Site<'_>, page: &str) -> Vec<Unserved> {
    let objectives = &site.analysis.objectives;
    let no_bet = objectives.without_bet();
    let more = |all: usize| (all > GAPS).then(|| format!("and {} more", grouped(all - GAPS)));
    let all = [
        Unserved {
            title: "Key results without work".to_owned(),
            note: "No epic serves them and no objective breaks them down: find the work, or drop the promise.",
            more: more(no_bet.len()),
            links: no_bet.into_iter().take(GAPS).map(|place| key_result_link(site, page, place)).collect(),
        },
        Unserved {
            title: "Open epics without a key result".to_owned(),
            note: "That may be right for a risk or a defect; for a feature it is a question.",
            more: more(objectives.unaligned.len()),
            links: objectives.unaligned.iter().take(GAPS).map(|at| site.item_link(page, *at)).collect(),
        },
    ];
    all.into_iter().filter(|gap| !gap.links.is_empty()).collect()
}

#[cfg(test)]
mod tests;
