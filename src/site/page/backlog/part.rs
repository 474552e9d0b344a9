//! The parts of the backlog: everything, each team's, each work type's, and the pages of each.

use crate::analysis::Analysis;
use crate::backlog::Backlog;
use crate::order::{Gather, Order};
use crate::ranking::moscow::{self, Shares};
use crate::site::address::{relative, slug};
use crate::site::paging::{Window, path_of};
use crate::site::view::{Pagination, WorkType};
use std::collections::{BTreeMap, BTreeSet};

/// How many epics without a score a page has.
pub(super) const UNSCORED_ROWS: usize = 100;

/// A part of the backlog: what it shows and where it stands.
#[derive(Debug, Clone)]
pub(in crate::site) struct View {
    /// What the part is called: `All teams`, a team's name, a work type.
    pub(in crate::site) label: String,
    /// The path of its first page, without `.html`.
    stem: String,
    /// Which epics belong to it.
    pub(super) filter: Filter,
    /// Positions in the ranking's lists: ranked, under way, unscored, listed.
    pub(super) ranked: Vec<usize>,
    pub(in crate::site) committed: Vec<usize>,
    pub(super) unscored: Vec<usize>,
    pub(super) listed: Vec<usize>,
    /// How the effort of all that is open is spread over the classes of MoSCoW; none of a part, or for other methods.
    pub(super) effort: Option<Shares>,
}

/// Which epics belong to a part.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Filter {
    All,
    Team(String),
    Type(String),
}

/// Lists the parts: everything, each team with open work, each work type.
pub(in crate::site) fn views(backlog: &Backlog, analysis: &Analysis) -> Vec<View> {
    let open = || analysis.candidates.items.iter().filter_map(|at| backlog.items[*at].epic());
    let teams: BTreeSet<&str> = analysis.candidates.list.iter().filter_map(|it| it.team.as_deref()).into_set();
    let types: BTreeSet<&str> = open().filter_map(|epic| epic.work_type.as_deref()).into_set();
    let place =
        |kind: &str| ["feature", "tech-debt", "defect", "risk"].iter().position(|known| *known == kind).unwrap_or(9);
    let mut types: Vec<&str> = types.into_iter().collect();
    types.order_by_key(|kind| place(kind));
    let mut filters = vec![("All".to_owned(), "backlog".to_owned(), Filter::All)];
    let mut taken = BTreeSet::new();
    for team in teams {
        let mut stem = format!("backlog-team-{}", slug(team));
        while !taken.insert(stem.clone()) {
            stem.push_str("-2");
        }
        filters.push((team.to_owned(), stem, Filter::Team(team.to_owned())));
    }
    for kind in types {
        let stem = format!("backlog-type-{}", slug(kind));
        filters.push((WorkType::of(Some(kind)).label.into_owned(), stem, Filter::Type(kind.to_owned())));
    }
    let mut views: Vec<View> = filters.into_iter().map(|(label, stem, filter)| empty(label, stem, filter)).collect();
    fill(&mut views, analysis);
    // Each of many pages says it.
    if analysis.settings.method.name == "moscow" {
        views[0].effort = moscow::shares(&analysis.candidates.list);
    }
    views
}

/// Starts a part.
fn empty(label: String, stem: String, filter: Filter) -> View {
    let none = Vec::new;
    View { label, stem, filter, ranked: none(), committed: none(), unscored: none(), listed: none(), effort: None }
}

/// Sorts the ranking's rows into the parts; each row is looked at once, however many teams there are.
fn fill(views: &mut [View], analysis: &Analysis) {
    let (mut teams, mut types) = (BTreeMap::new(), BTreeMap::new());
    for (at, view) in views.iter().enumerate() {
        match &view.filter {
            Filter::All => {}
            Filter::Team(team) => drop(teams.insert(team.clone(), at)),
            Filter::Type(kind) => drop(types.insert(kind.clone(), at)),
        }
    }
    let mut sort_in = |candidates: &mut dyn Iterator<Item = usize>, list: fn(&mut View) -> &mut Vec<usize>| {
        for (at, candidate) in candidates.enumerate() {
            let candidate = &analysis.candidates.list[candidate];
            let team = candidate.team.as_ref().and_then(|team| teams.get(team));
            let kind = types.get(&candidate.work_type);
            // All of them come first.
            for place in [Some(&0), team, kind].into_iter().flatten() {
                list(&mut views[*place]).push(at);
            }
        }
    };
    let ranking = &analysis.ranking;
    sort_in(&mut ranking.entries.iter().map(|entry| entry.candidate), |view| &mut view.ranked);
    sort_in(&mut ranking.commitments.iter().map(|entry| entry.candidate), |view| &mut view.committed);
    sort_in(&mut ranking.unscored.iter().map(|entry| entry.candidate), |view| &mut view.unscored);
    sort_in(&mut ranking.listed.iter().map(|entry| entry.candidate), |view| &mut view.listed);
}

impl View {
    /// Counts its pages; an empty part has one.
    pub(super) fn pages(&self) -> usize {
        let unscored = (self.unscored.len() + self.listed.len()).div_ceil(UNSCORED_ROWS);
        (self.ranked_pages() + if self.is_short() { 0 } else { unscored }).max(1)
    }

    /// Counts the pages that have ranked epics.
    pub(super) const fn ranked_pages(&self) -> usize {
        Window::ranked(0, self.ranked.len()).pages()
    }

    /// Tells whether its rows are more than its first page shows.
    pub(in crate::site::page) const fn is_paged(&self) -> bool {
        self.ranked_pages() > 1 || Window::ranked(0, self.committed.len()).pages() > 1
    }

    /// Tells whether everything fits on one page.
    pub(super) fn is_short(&self) -> bool {
        self.ranked_pages() <= 1 && self.unscored.len() + self.listed.len() <= UNSCORED_ROWS
    }

    /// Gives the path of a page, from 0.
    pub(in crate::site) fn path(&self, number: usize) -> String {
        path_of(&self.stem, number)
    }

    /// Gives the first page that shows unscored epics.
    pub(super) fn unscored_page(&self) -> usize {
        if self.is_short() { 0 } else { self.ranked_pages() }
    }
}

/// Links to the other pages of a part; none when there is one.
pub(super) fn pagination(part: &View, number: usize, page: &str) -> Option<Pagination> {
    Pagination::of(part.pages(), number, |at| relative(page, &part.path(at)))
}
