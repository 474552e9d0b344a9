//! How a team's work flowed: measured, not assumed.

use super::super::flow::{cards as figures, group_path};
use crate::flow::{Dimension, Group};
use crate::site::Site;
use crate::site::address::relative;
use crate::site::view::flow::{Scene, load_chart, mix_chart, time_chart};
use crate::site::view::{Card, Chart, Link};

/// Finds what is measured of a team.
fn group<'a>(site: &'a Site<'_>, at: usize) -> Option<(&'a Group, &'a str)> {
    group_path(site, Dimension::Team, &site.backlog.items[at].title)
}

/// Gives the team's flow time and velocity.
pub(super) fn cards(site: &Site<'_>, at: usize) -> Vec<Card> {
    let measured = group(site, at).map(|(group, _)| &group.measures);
    measured.map_or_else(Vec::new, |measures| vec![figures::time(site, measures), figures::velocity(site, measures)])
}

/// Draws the team's load against its limit, its flow times, and its work types against what it wants.
pub(super) fn charts(site: &Site<'_>, page: &str, at: usize) -> Vec<Chart> {
    let Some((group, _)) = group(site, at) else { return Vec::new() };
    let scene = Scene { site, page, measures: &group.measures };
    let limit = figures::limit(site, Some(group), group.measures.load.total);
    [load_chart(&scene, limit), time_chart(&scene), mix_chart(&scene)].into_iter().flatten().collect()
}

/// Links to everything that is measured of the team.
pub(super) fn link(site: &Site<'_>, page: &str, at: usize) -> Option<Link> {
    let (_, path) = group(site, at)?;
    Some(Link::to("How the work of this team flowed", relative(page, path)))
}
