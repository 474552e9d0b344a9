//! The pages of long lists: which rows each shows, where each stands, and how they link. One way for every list, so that no
//! page grows with the backlog.
//!
//! In: how long a list is. Out: windows, paths and links. Never makes a row.

use super::address::relative;
use super::plan::Site;
use super::view::Pagination;
use super::words::grouped;
use std::ops::Range;

/// How many rows a page of a list has.
const ROWS: usize = 100;
/// How many rows a page of the ranked list and of the work under way has: they are the longest to read.
const RANKED_ROWS: usize = 50;

/// Gives the address of a page of a list at the site's root, from 0; the first has the name of the list alone.
pub(super) fn path_of(stem: &str, number: usize) -> String {
    if number == 0 { format!("{stem}.html") } else { format!("{stem}-{}.html", number + 1) }
}

/// Parts things into pages of about so many lines, in their order, by the lines that each takes; one that takes more has a
/// page to itself.
pub(super) fn by_lines(lines: impl IntoIterator<Item = usize>, most: usize) -> Vec<Range<usize>> {
    let mut pages: Vec<Range<usize>> = Vec::new();
    let mut room = 0;
    for (at, lines) in lines.into_iter().enumerate() {
        match pages.last_mut() {
            Some(page) if lines <= room => {
                page.end = at + 1;
                room -= lines;
            }
            _ => {
                pages.push(at..at + 1);
                room = most.saturating_sub(lines);
            }
        }
    }
    pages
}

/// One page of a list.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window {
    /// Which page, from 0.
    pub(super) number: usize,
    /// How long the whole list is.
    pub(super) total: usize,
    /// How many rows a page has.
    rows: usize,
}

impl Window {
    /// Gives a page of a list, from 0.
    pub(super) const fn new(number: usize, total: usize) -> Self {
        Self { number, total, rows: ROWS }
    }

    /// Gives a page of the ranked list or of the work under way.
    pub(super) const fn ranked(number: usize, total: usize) -> Self {
        Self { number, total, rows: RANKED_ROWS }
    }

    /// Counts the pages.
    pub(super) const fn pages(self) -> usize {
        self.total.div_ceil(self.rows)
    }

    /// Gives the positions of its rows.
    pub(super) fn range(self) -> Range<usize> {
        let from = (self.number * self.rows).min(self.total);
        from..(from + self.rows).min(self.total)
    }

    /// Says what a table shows: `Epics of Search`, or `Epics of Search, 51 to 100 of 240`.
    pub(super) fn caption(self, what: &str) -> String {
        if self.pages() <= 1 { what.to_owned() } else { format!("{what}, {}", self.words()) }
    }

    /// Says which rows it shows: `51 to 100 of 240`.
    pub(super) fn words(self) -> String {
        let Range { start, end } = self.range();
        format!("{} to {} of {}", grouped(start + 1), grouped(end), grouped(self.total))
    }
}

/// A list that may be longer than a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum List {
    /// Epics of a team, an objective or a person.
    Epics,
    /// Outcomes that a person answers for.
    Outcomes,
    /// What a person measures next.
    Measurements,
    /// Work under way in a part of the backlog.
    Commitments,
}

impl List {
    /// Gives the name that its addresses have.
    const fn slug(self) -> &'static str {
        match self {
            Self::Epics => "epics",
            Self::Outcomes => "outcomes",
            Self::Measurements => "to-measure",
            Self::Commitments => "in-progress",
        }
    }

    /// Gives its heading.
    pub(super) const fn title(self) -> &'static str {
        match self {
            Self::Epics => "Epics",
            Self::Outcomes => "Outcomes",
            Self::Measurements => "To measure next",
            Self::Commitments => "In progress",
        }
    }

    /// Gives the anchor of its first page, which stands on the page of whom it belongs to.
    pub(super) const fn anchor(self) -> &'static str {
        match self {
            Self::Epics => "bl-epics",
            Self::Outcomes => "bl-promised",
            Self::Measurements => "bl-measure",
            Self::Commitments => "in-progress",
        }
    }
}

/// Whose list it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// A document's.
    Item(usize),
    /// A person's, by position among the owners.
    Owner(usize),
    /// A part of the backlog's, by position among the views.
    Part(usize),
}

impl Holder {
    /// Gives the page that has the first rows.
    pub(super) fn path(self, site: &Site<'_>) -> String {
        match self {
            Self::Item(at) => site.addresses.items[at].clone(),
            Self::Owner(at) => site.owner_paths[at].clone(),
            Self::Part(at) => site.views[at].path(0),
        }
    }

    /// Gives a page of one of its lists, from 0.
    pub(super) fn list_path(self, site: &Site<'_>, list: List, number: usize) -> String {
        let path = self.path(site);
        if number == 0 {
            return path;
        }
        format!("{}/{}-{}.html", path.trim_end_matches(".html"), list.slug(), number + 1)
    }

    /// Links from a page to the pages of a list; none when there is one.
    pub(super) fn links(self, site: &Site<'_>, page: &str, list: List, window: Window) -> Option<Pagination> {
        let href = |number: usize| {
            let href = relative(page, &self.list_path(site, list, number));
            if number == 0 { format!("{href}#{}", list.anchor()) } else { href }
        };
        Some(Pagination::of(window.pages(), window.number, href)?.of_list(list.title()))
    }
}

#[cfg(test)]
mod tests {
    use super::{ROWS, Window, by_lines};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn pages_by_lines_cover_all_in_order_and_none_is_too_long(
            lines in prop::collection::vec(1_usize..9, 0..40), most in 1_usize..20,
        ) {
            let pages = by_lines(lines.iter().copied(), most);
            let things: Vec<usize> = pages.iter().cloned().flatten().collect();
            prop_assert_eq!(things, (0..lines.len()).collect::<Vec<_>>());
            let sums: Vec<usize> = pages.iter().map(|page| lines[page.clone()].iter().sum()).collect();
            prop_assert!(pages.iter().zip(&sums).all(|(page, sum)| *sum <= most || page.len() == 1));
            let next = |(at, sum): (usize, &usize)| pages.get(at + 1).is_none_or(|page| sum + lines[page.start] > most);
            prop_assert!(sums.iter().enumerate().all(next), "no page has room for the start of the next one");
        }
    }

    #[test]
    fn windows_cover_a_list_once() {
        for total in [0, 1, ROWS - 1, ROWS, ROWS + 1, 3 * ROWS, 3 * ROWS + 7] {
            let pages = Window::new(0, total).pages();
            let rows: Vec<usize> = (0..pages).flat_map(|number| Window::new(number, total).range()).collect();
            assert_eq!(rows, (0..total).collect::<Vec<_>>(), "{total}");
        }
    }

    #[test]
    fn a_window_says_what_it_shows() {
        assert_eq!(Window::new(0, 3).caption("Epics of Search"), "Epics of Search");
        assert_eq!(Window::ranked(2, 103).words(), "101 to 103 of 103");
        assert_eq!(Window::new(10, 12_000).words(), "1,001 to 1,100 of 12,000");
    }
}
