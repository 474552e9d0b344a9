//! All teams: what each has in hand, what it can take in, and what its promises came to.

use super::super::plan::{Route, Site, Subject};
use super::super::view::{Cell, Table};
use super::super::words::{capital, count, figure, grouped, list};
use super::team::{hits, over_words, wip};
use super::{Body, Common, Given, Page, view};
use crate::analysis::TeamLoad;
use crate::config::Kind;
use serde::Serialize;

/// The list of teams.
pub(super) const PAGE: Page = Page {
    name: "teams",
    about: "all teams: work in hand, capacity, requests and results",
    anywhere: false,
    navigation: None,
    routes: |site, page| {
        let any = site.backlog.of_kind(Kind::Team).next().is_some();
        let path = format!("{}.html", Kind::Team.folder());
        if any { vec![Route { path, page, subject: Subject::Kind(Kind::Team) }] } else { Vec::new() }
    },
    body: Body::Html { template: "kind_index", view: make },
};

#[derive(Debug, Serialize)]
struct Teams {
    table: Table,
}

/// Makes the view.
fn make(site: &Site<'_>, route: &Route) -> Given {
    let head = [
        "Team",
        "In progress",
        "Capacity, weeks",
        "Committed",
        "Above the line",
        "Waiting",
        "Outcomes of its epics hit",
        "Products",
        "To answer",
    ];
    let period = site.config.period.containing(site.analysis.as_of);
    let mut table = Table::new(&format!("All teams; weeks in {period}"), &head);
    table.sortable = true;
    table.head.iter_mut().skip(2).take(4).for_each(|cell| cell.num = true);
    table.fill(site, site.analysis.teams.iter().map(|(at, load)| row(site, &route.path, *at, load)));
    view(Common::new(site, route, Kind::Team.plural()).subtitle(headline(site)), Teams { table })
}

/// Says which teams have begun too much, else which are asked for more than they can take.
fn headline(site: &Site<'_>) -> String {
    let limit = |at: &usize| site.backlog.items[*at].team().and_then(|team| team.wip_limit);
    let over = site.analysis.teams.iter().filter(|(at, load)| load.over(limit(at)).is_some());
    let over: Vec<String> =
        over.map(|(at, load)| format!("{} ({})", site.backlog.items[*at].title, wip(load, limit(at)))).collect();
    let all = count(site.analysis.teams.len(), "team");
    let full: Vec<String> = site
        .analysis
        .capacity
        .teams
        .iter()
        .filter(|(_, line)| line.waiting > 0.0)
        .map(|(name, _)| name.clone())
        .collect();
    match (over.len(), full.len()) {
        (1..=4, _) => format!("Over the WIP limit: {}.", list(&over)),
        (0, 1..=4) => format!("More is ranked than fits: {}.", list(&full)),
        (0, 0) => format!("{}.", capital(&all)),
        (0, full) => format!("More is ranked than fits for {} of {all}.", grouped(full)),
        (over, _) => format!("{} of {all} are over their WIP limit.", grouped(over)),
    }
}

/// Shows one team.
fn row(site: &Site<'_>, page: &str, at: usize, load: &TeamLoad) -> Vec<Cell> {
    let item = &site.backlog.items[at];
    let limit = item.team().and_then(|team| team.wip_limit);
    let line = site.analysis.capacity.teams.get(&item.title);
    let weeks = |value: Option<f64>| Cell {
        sort: value.map(|value| format!("{value:.4}")),
        ..Cell::figure(value.map_or_else(|| "–".to_owned(), |value| figure(value, 1)))
    };
    let over = over_words(load, limit);
    let in_progress = match &over {
        Some(over) => format!("{}: {over}", wip(load, limit)),
        None => wip(load, limit),
    };
    let products: Vec<String> = load.products.keys().take(4).cloned().collect();
    let or_dash = |text: String| Cell::text(if text.is_empty() { "–".to_owned() } else { text });
    vec![
        Cell::link(site.item_link(page, at)),
        Cell { class: over.map(|_| "late"), ..Cell::text(in_progress) },
        weeks(line.map(|line| line.capacity)),
        weeks(line.map(|line| line.committed)),
        weeks(line.map(|line| line.planned)),
        weeks(line.map(|line| line.waiting)),
        or_dash(hits(load).unwrap_or_default()),
        or_dash(list(&products)),
        or_dash(if load.asked.is_empty() { String::new() } else { count(load.asked.len(), "request") }),
    ]
}
