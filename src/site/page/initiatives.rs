//! The list of initiatives: where each stands, how long it takes at least, and where a decision is missing.

use super::super::plan::{Route, Site, Subject};
use super::super::view::{Cell, Headline, Link, Table};
use super::super::words::{capital, count, figure, list};
use super::initiative::{states, team_lists};
use super::{Body, Common, Given, Page, view};
use crate::analysis::initiatives::InitiativeStanding;
use crate::config::Kind;
use serde::Serialize;

/// The list of initiatives.
pub(super) const PAGE: Page = Page {
    name: "initiatives",
    about: "all initiatives with their states, and which of them need a decision",
    anywhere: false,
    navigation: None,
    routes: |site, page| {
        let some = site.backlog.of_kind(Kind::Initiative).next();
        let path = format!("{}.html", Kind::Initiative.folder());
        some.map(|_| Route { path, page, subject: Subject::Kind(Kind::Initiative) }).into_iter().collect()
    },
    body: Body::Html { template: "initiatives", view: make },
};

#[derive(Debug, Serialize)]
struct InitiativesView {
    findings: Vec<Headline>,
    table: Table,
}

/// Makes the view.
fn make(site: &Site<'_>, route: &Route) -> Given {
    let page = route.path.as_str();
    let initiatives = &site.analysis.initiatives;
    let head = ["Initiative", "Teams", "Epics", "Conflicts", "Weeks left at least"];
    let mut table = Table::new("All initiatives", &head);
    table.sortable = true;
    for cell in &mut table.head[3..] {
        cell.num = true;
    }
    table.fill(site, initiatives.iter().map(|standing| row(site, page, standing)));
    let epics: usize = initiatives.iter().map(|standing| standing.own).sum();
    let subtitle = format!("{} with {}.", capital(&count(initiatives.len(), "initiative")), count(epics, "epic"));
    let own = InitiativesView { findings: findings(site, page), table };
    view(Common::new(site, route, Kind::Initiative.plural()).subtitle(subtitle), own)
}

/// Says which initiatives need a decision.
fn findings(site: &Site<'_>, page: &str) -> Vec<Headline> {
    let all = &site.analysis.initiatives;
    let torn: Vec<&InitiativeStanding> = all.iter().filter(|standing| !standing.conflicts.is_empty()).collect();
    if torn.is_empty() {
        return vec![Headline::plain("No initiative has a conflict that needs a decision")];
    }
    let say = |standing: &&InitiativeStanding| {
        let verb = if standing.conflicts.len() == 1 { "needs" } else { "need" };
        let conflicts = count(standing.conflicts.len(), "conflict");
        let link = Link::to(
            site.backlog.items[standing.item].title.clone(),
            format!("{}#bl-conflicts", site.href(page, standing.item)),
        );
        Headline::late(vec![link, Link::plain(format!(": {conflicts} {verb} a decision"))])
    };
    torn.iter().map(say).collect()
}

/// Shows an initiative as a row.
fn row(site: &Site<'_>, page: &str, standing: &InitiativeStanding) -> Vec<Cell> {
    let lists = team_lists(site, standing).into_iter();
    let teams: Vec<String> = lists.map(|(name, _)| name.unwrap_or("no team").to_owned()).collect();
    let number = |value: usize| Cell::figure(if value == 0 { "–".to_owned() } else { value.to_string() });
    let length = standing.schedule.length;
    let weeks = if length > 0.0 { figure(length, 1) } else { "–".to_owned() };
    let dash = |text: String| Cell::text(if text.is_empty() { "–".to_owned() } else { text });
    vec![
        Cell::link(site.item_link(page, standing.item)),
        dash(list(&teams)),
        dash(states(site, standing).join(", ")),
        Cell { sort: Some(standing.conflicts.len().to_string()), ..number(standing.conflicts.len()) },
        Cell { sort: Some(format!("{length:.3}")), ..Cell::figure(weeks) },
    ]
}
