//! All sprints: what each was for, and whether it came about.

use super::super::plan::{Route, Site, Subject};
use super::super::view::{Cell, Table, refer};
use super::super::words::{capital, count, list};
use super::sprint::{tally, time_state};
use super::{Body, Common, Given, Page, view};
use crate::analysis::{SprintTime, sprint_time};
use crate::backlog::{Details, Sprint};
use crate::config::Kind;
use crate::document::PartialDate;
use crate::order::Order;
use serde::Serialize;

/// The list of sprints.
pub(super) const PAGE: Page = Page {
    name: "sprints",
    about: "all sprints: the goal of each, and whether it came about",
    anywhere: false,
    navigation: None,
    routes: |site, page| {
        let any = site.backlog.of_kind(Kind::Sprint).next().is_some();
        let path = format!("{}.html", Kind::Sprint.folder());
        if any { vec![Route { path, page, subject: Subject::Kind(Kind::Sprint) }] } else { Vec::new() }
    },
    body: Body::Html { template: "kind_index", view: make },
};

#[derive(Debug, Serialize)]
struct Sprints {
    table: Table,
}

/// Makes the view.
fn make(site: &Site<'_>, route: &Route) -> Given {
    let mut sprints: Vec<(usize, &Sprint)> = site
        .backlog
        .of_kind(Kind::Sprint)
        .filter_map(|(at, item)| match &item.details {
            Details::Sprint(sprint) => Some((at, sprint)),
            _ => None,
        })
        .collect();
    sprints.order_by_key(|(at, sprint)| (sprint_time(sprint, site.analysis.as_of), *at));
    let mut table = Table::new("All sprints", &["Sprint", "Goal", "Team", "Time", "Outcomes", "Result"]);
    table.sortable = true;
    table.fill(site, sprints.iter().map(|(at, sprint)| row(site, &route.path, *at, sprint)));
    view(Common::new(site, route, Kind::Sprint.plural()).subtitle(headline(site, &sprints)), Sprints { table })
}

/// Says which sprints run now.
fn headline(site: &Site<'_>, sprints: &[(usize, &Sprint)]) -> String {
    let running: Vec<String> = sprints
        .iter()
        .filter(|(_, sprint)| matches!(sprint_time(sprint, site.analysis.as_of), SprintTime::Running(_)))
        .map(|(at, _)| site.backlog.items[*at].title.clone())
        .collect();
    let all = count(sprints.len(), "sprint");
    match running.len() {
        0 => format!("{}; none runs now.", capital(&all)),
        1..=3 => {
            format!("{} now, of {all}: {}.", if running.len() == 1 { "One runs" } else { "Some run" }, list(&running))
        }
        number => format!("{} run now, of {all}.", super::super::words::grouped(number)),
    }
}

/// Shows one sprint.
fn row(site: &Site<'_>, page: &str, at: usize, sprint: &Sprint) -> Vec<Cell> {
    let or_dash = |text: Option<String>| Cell::text(text.unwrap_or_else(|| "–".to_owned()));
    let team = sprint.team.as_ref().map(|team| refer(site, page, team));
    let order = sprint.ends.or(sprint.starts).map(|date| PartialDate::last_day(date).to_string());
    vec![
        Cell::link(site.item_link(page, at)),
        or_dash(sprint.goal.clone()),
        team.map_or_else(|| Cell::text("–"), Cell::link),
        Cell { sort: order, ..Cell::text(time_state(sprint, site).label) },
        or_dash(tally(site, at)),
        or_dash(sprint.result.clone()),
    ]
}
