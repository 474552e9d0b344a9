//! What is doubtful in the history: each kind with its epics, and what it does to which figure.

use super::super::address::relative;
use super::super::plan::{Route, Site};
use super::super::view::flow::Scene;
use super::super::view::{Link, Notice, Words, limit_words, repairs};
use super::super::words::{count, grouped};
use super::flow::{FlowView, PATH as FLOW, Told};
use super::{Body, Common, Given, Page, view};
use crate::flow::Doubt;
use crate::order::Order;
use crate::ranking::natural_order;

/// The address.
pub(super) const PATH: &str = "data-quality.html";
/// How many epics of a kind are listed; the download has all.
const LISTED: usize = 60;

/// What is doubtful.
pub(super) const PAGE: Page = Page {
    name: "data-quality",
    about: "what is doubtful in the history of the epics, and what it does to which figure",
    anywhere: false,
    navigation: None,
    routes: |site, page| if site.backlog.epics().next().is_some() { super::once(page, PATH) } else { Vec::new() },
    body: Body::Html { template: "flow", view: make },
};

/// Makes the view.
fn make(site: &Site<'_>, route: &Route) -> Given {
    let flow = &site.analysis.flow;
    let scene = Scene { site, page: &route.path, measures: &flow.overall };
    let limit = limit_words(site).map(Notice::warning);
    let repairs = repairs(&site.backlog.timelines.coverage);
    let put_right = (!repairs.is_empty())
        .then(|| Notice::note(Words { title: "Put right while the history was read".to_owned(), texts: repairs }));
    let clean = (limit.is_none() && put_right.is_none() && flow.quality.is_empty())
        .then(|| Notice::note(Words { title: "Nothing is doubtful".to_owned(), texts: vec![doubtful(site)] }));
    let own = FlowView {
        notices: [limit, put_right, clean].into_iter().flatten().collect(),
        parts: flow.quality.iter().map(|found| told(&scene, found)).collect(),
        download: "every epic with what is doubtful in its history",
        ..FlowView::default()
    };
    let common = Common::new(site, route, "What is doubtful in the figures of flow");
    let common = common.crumbs(vec![Link::to("Flow", relative(&route.path, FLOW))]).downloads(route, "flow");
    view(common.subtitle(subtitle(site)), own)
}

/// Says how many epics are affected.
fn subtitle(site: &Site<'_>) -> String {
    if site.analysis.flow.items.is_empty() {
        return "The history of no epic is known here.".to_owned();
    }
    format!("{} Nothing is left out of a figure in silence.", doubtful(site))
}

/// Says of how many epics the history bends a figure.
pub(super) fn doubtful(site: &Site<'_>) -> String {
    let items = &site.analysis.flow.items;
    let odd = items.iter().filter(|item| !item.flags.is_empty()).count();
    let of = match (odd, items.len()) {
        (0, _) => return "No epic has a history that bends a figure.".to_owned(),
        (1, 1) => "The one epic there was".to_owned(),
        (odd, all) => format!("{} of {}", grouped(odd), count(all, "epic")),
    };
    format!("{of} {} a history that bends a figure.", if odd == 1 { "has" } else { "have" })
}

/// Shows one kind with its epics.
fn told(scene: &Scene<'_>, found: &Doubt) -> Told {
    let mut items: Vec<_> = found.items.iter().map(|at| scene.item(*at)).collect();
    items.order_by(|a, b| natural_order(&a.id, &b.id));
    let links = items.into_iter().take(LISTED).map(|item| {
        let href = scene.href(item);
        let name = format!("{} {}", item.id, scene.title(item)).trim().to_owned();
        if href.is_empty() { Link::plain(format!("{name} (no longer there)")) } else { Link::to(name, href) }
    });
    let more = found.items.len().saturating_sub(LISTED);
    Told {
        id: found.flag.slug().to_owned(),
        title: format!("{}: {}", found.flag.title(), count(found.items.len(), "epic")),
        texts: vec![found.flag.effect().to_owned()],
        links: links.collect(),
        more: (more > 0).then(|| Link::plain(format!("and {} more: all are in the download", grouped(more)))),
        ..Told::default()
    }
}
