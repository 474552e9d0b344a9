//! The line under an epic's title: what it is, where it stands, whose it is.
//!
//! In: an epic. Out: a view, and the same as markup.

use crate::analysis::{Standing, class_of};
use crate::backlog::{Epic, Item};
use crate::config::StateClass;
use crate::site::Site;
use crate::site::markup::{Html, link, status_dot, type_chip};
use crate::site::view::{Change, Link, State, WorkType, change_of, stability};
use crate::site::words::{self, Tie, near_day};
use serde::Serialize;

/// What the line says.
#[derive(Debug, Serialize)]
pub(super) struct TitleLine {
    id: String,
    work_type: WorkType,
    status: State,
    team: Option<Link>,
    owners: Vec<Link>,
    meta: Vec<Link>,
    rank: Option<Rank>,
}

#[derive(Debug, Serialize)]
struct Rank {
    text: String,
    label: Option<String>,
    change: Option<Change>,
    interval: Option<String>,
}

impl TitleLine {
    /// Collects it, seen from a page.
    pub(super) fn of(site: &Site<'_>, page: &str, (at, item, epic): (usize, &Item, &Epic)) -> Self {
        Self {
            id: item.id.clone(),
            work_type: WorkType::of(epic.work_type.as_deref()),
            status: site.state(epic),
            team: site.team_link(page, epic),
            owners: item.owners.iter().map(|owner| site.owner_link(page, owner)).collect(),
            meta: meta(site, at, epic),
            rank: rank(site, at),
        }
    }

    /// Writes it, as the block `meta` of the epic's template does.
    pub(super) fn write(&self, html: &mut Html) {
        html.raw("<p class=\"meta\">");
        type_chip(html, &self.work_type);
        html.raw(" ");
        status_dot(html, &self.status);
        html.raw(" <span class=\"words\"><span class=\"id\">").text(&self.id).raw("</span>");
        self.team.iter().for_each(|team| link(html.raw(" · "), team));
        html.raw(if self.owners.is_empty() { "" } else { " · owner " }).each(&self.owners, ", ", link);
        self.meta.iter().for_each(|item| link(html.raw(" · "), item));
        if let Some(rank) = &self.rank {
            html.raw(" · <strong>").text(&rank.text).raw("</strong>").maybe(" (", rank.label.as_deref(), ")");
            rank.change.iter().for_each(|change| change.write(html.raw(" ")));
            html.maybe(", ", rank.interval.as_deref(), "");
        }
        html.raw("</span></p>");
    }
}

/// Gives further words of the line under the title.
fn meta(site: &Site<'_>, at: usize, epic: &Epic) -> Vec<Link> {
    let mut meta: Vec<Link> = epic.product.iter().map(|product| Link::plain(product.clone())).collect();
    if let Some(estimate) = &epic.estimate {
        meta.push(Link::plain(format!("{} of work", words::weeks(estimate.weeks()))));
    }
    if class_of(epic) == StateClass::Done
        && let Some(day) = crate::analysis::delivered(site.backlog, at, site.config)
    {
        meta.push(Link::plain(format!("delivered {}", near_day(day, site.analysis.as_of))));
    }
    meta
}

/// Says where the epic stands.
fn rank(site: &Site<'_>, at: usize) -> Option<Rank> {
    let entry = site.entry(at)?;
    if !matches!(site.analysis.standings[at], Some(Standing::Ranked(_))) {
        return Some(Rank {
            text: "a commitment".to_owned(),
            label: Some("work has begun".to_owned()),
            change: None,
            interval: None,
        });
    }
    let all = words::grouped(site.analysis.ranking.entries.len());
    Some(Rank {
        text: format!("rank {} of {all}", words::rank(entry.rank, Tie::of(entry))),
        label: entry.tied.then(|| "tied".to_owned()),
        change: change_of(site, at).filter(|change| !change.is_same()),
        interval: stability(site.analysis, entry).and(entry.interval.as_ref()).filter(|it| it.best != it.worst).map(
            |it| {
                format!(
                    "{} to {} if weights vary by {}%",
                    it.best,
                    it.worst,
                    words::figure(site.analysis.settings.variation * 100.0, 0)
                )
            },
        ),
    })
}
