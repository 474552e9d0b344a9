//! A table of epics.

mod markup;

use super::bar::Towards;
use super::{
    Bar, Change, Link, Pagination, Room, Score, State, WorkType, change_of, change_title, outcome_bar, score_bar,
};
use crate::analysis::movement::Change as Moved;
use crate::analysis::{Standing, team_name};
use crate::backlog::{Epic, Outcome};
use crate::document::Duration;
use crate::ranking::Entry;
use crate::site::Site;
use crate::site::address::{ANYWHERE, root_of};
use crate::site::markup::Html;
use crate::site::words::{self, Tie};
use serde::Serialize;

/// A table of epics, with the columns that stand.
#[derive(Debug, Clone, Serialize)]
pub(in crate::site) struct EpicTable {
    id: &'static str,
    title: Option<String>,
    note: Option<String>,
    caption: String,
    #[serde(flatten)]
    columns: Columns,
    change_title: Option<String>,
    width: u32,
    #[serde(serialize_with = "crate::site::markup::safe")]
    rows_html: String,
    line: Option<String>,
    #[serde(serialize_with = "crate::site::markup::safe")]
    rest_html: String,
    pagination: Option<Pagination>,
    #[serde(skip)]
    starts: Vec<usize>,
}

/// Which columns a table has; a row looks the same in all tables that have the same.
#[derive(Debug, Clone, Copy, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "a template asks of each column whether it stands")]
struct Columns {
    changes: bool,
    ranks: bool,
    teams: bool,
    scores: bool,
    sequence: bool,
    remaining: bool,
}

impl Columns {
    /// Decides which columns stand: those that at least one of the epics fills.
    fn of(site: &Site<'_>, kind: Rows, epics: &[(usize, &Epic)]) -> Self {
        let entry = |at: usize| site.entry(at);
        let any = |has: &dyn Fn(usize, &Epic) -> bool| epics.iter().any(|(at, epic)| has(*at, epic));
        Self {
            changes: kind != Rows::Committed && any(&|at, _| changed(site, at)),
            ranks: kind != Rows::Committed,
            teams: any(&|_, epic| team_name(site.backlog, epic).is_some()),
            scores: any(&|at, _| entry(at).is_some()),
            sequence: kind == Rows::Ranked && any(&|at, _| entry(at).is_some_and(|entry| entry.sequence.is_some())),
            remaining: kind == Rows::Committed && any(&|_, epic| remaining(epic).is_some()),
        }
    }

    const fn flags(self) -> [bool; 6] {
        [self.changes, self.ranks, self.teams, self.scores, self.sequence, self.remaining]
    }

    /// Counts the columns, with the four that always stand.
    fn width(self) -> u32 {
        4 + self.flags().into_iter().map(u32::from).sum::<u32>()
    }

    /// Gives a number that only the same columns have.
    fn key(self) -> u8 {
        self.flags().into_iter().fold(0, |key, flag| key << 1 | u8::from(flag))
    }
}

/// Tells whether an epic moved or is new.
fn changed(site: &Site<'_>, at: usize) -> bool {
    let movement = site.analysis.movement.as_ref();
    movement.is_ok_and(|movement| matches!(movement.changes.get(at), Some(Some(Moved::Moved(_) | Moved::Entered(_)))))
}

/// What kind of rows a table has, which decides its columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::site) enum Rows {
    /// Open epics in order of rank.
    Ranked,
    /// Work under way.
    Committed,
    /// Epics of one team, initiative or objective, whatever their state.
    Mixed,
}

impl EpicTable {
    /// Makes a table of items, those that are epics, seen from a page; none without rows.
    pub(in crate::site) fn new(
        site: &Site<'_>,
        page: &str,
        kind: Rows,
        items: impl IntoIterator<Item = usize>,
    ) -> Option<Self> {
        let epics: Vec<(usize, &Epic)> =
            items.into_iter().filter_map(|at| Some((at, site.backlog.items[at].epic()?))).collect();
        if epics.is_empty() {
            return None;
        }
        let columns = Columns::of(site, kind, &epics);
        let root = root_of(page);
        let mut rows_html = String::with_capacity(epics.len() * ROW_BYTES);
        let mut starts = Vec::with_capacity(epics.len());
        for (at, epic) in &epics {
            starts.push(rows_html.len());
            let slot = &site.fragments.epics[*at];
            site.fragments.append(&mut rows_html, (slot, columns.key()), &root, || {
                let row = epic_row(site, ANYWHERE, *at, epic);
                if site.theme.is_plain() {
                    let mut html = Html(String::with_capacity(ROW_BYTES));
                    row.write(&mut html, columns);
                    return Ok(html.0);
                }
                let mut context = tera::Context::new();
                context.insert("row", &row);
                context.insert("table", &columns);
                site.theme.render("fragment/epic_row.html", &context)
            });
        }
        Some(Self {
            id: "bl-epics",
            title: None,
            note: None,
            caption: String::new(),
            columns,
            change_title: change_title(site),
            width: columns.width(),
            rows_html,
            line: None,
            rest_html: String::new(),
            pagination: None,
            starts,
        })
    }

    /// Gives it an anchor and says what it is.
    pub(in crate::site) fn called(mut self, id: &'static str, caption: impl Into<String>) -> Self {
        self.id = id;
        self.caption = caption.into();
        self
    }

    /// Adds a heading and its sentence.
    pub(in crate::site) fn titled(mut self, title: &str, note: impl Into<String>) -> Self {
        self.title = Some(title.to_owned());
        self.note = Some(note.into()).filter(|note| !note.is_empty());
        self
    }

    /// Puts a line above the row at a place, or below the last.
    pub(in crate::site) fn line(mut self, before: Option<usize>, words: String) -> Self {
        let at = before.and_then(|row| self.starts.get(row)).copied();
        self.rest_html = at.map(|at| self.rows_html.split_off(at)).unwrap_or_default();
        self.line = Some(words);
        self
    }

    /// Adds links to the other pages of the list.
    pub(in crate::site) fn paged(mut self, pagination: Option<Pagination>) -> Self {
        self.pagination = pagination;
        self
    }
}

/// About how many bytes a row has.
const ROW_BYTES: usize = 1600;

/// An epic as a row.
#[derive(Debug, Clone, Serialize)]
struct EpicRow {
    id: String,
    title: String,
    href: String,
    summary: Option<String>,
    work_type: WorkType,
    status: State,
    team: Option<Link>,
    rank: Option<String>,
    rank_label: Option<String>,
    rank_value: Option<usize>,
    change: Option<Change>,
    bar: Option<Bar>,
    no_bar: &'static str,
    score: Option<Score>,
    no_score: &'static str,
    sequence: Option<Sequence>,
    remaining: Option<String>,
}

/// When to start, where it differs from the rank.
#[derive(Debug, Clone, Serialize)]
struct Sequence {
    place: String,
    reason: Option<String>,
    moved: bool,
}

/// Makes the row of an epic, seen from a page.
fn epic_row(site: &Site<'_>, page: &str, at: usize, epic: &Epic) -> EpicRow {
    let item = &site.backlog.items[at];
    let entry = site.entry(at);
    let ranked = matches!(site.analysis.standings[at], Some(Standing::Ranked(_)));
    let lead = epic.outcomes.first().zip(site.analysis.outcomes_of(at).first());
    EpicRow {
        id: item.id.clone(),
        title: item.title.clone(),
        href: site.href(page, at),
        summary: summary(epic),
        work_type: WorkType::of(epic.work_type.as_deref()),
        status: site.state(epic),
        team: site.team_link(page, epic),
        rank: entry.filter(|_| ranked).map(|entry| words::rank(entry.rank, Tie::of(entry))),
        rank_label: entry.filter(|entry| ranked && entry.tied).map(|entry| format!("tied for rank {}", entry.rank)),
        rank_value: entry.filter(|_| ranked).map(|entry| entry.rank),
        change: change_of(site, at),
        bar: lead.and_then(|(outcome, judged)| outcome_bar(outcome, judged, Room::Row, site.analysis.as_of)),
        no_bar: if epic.outcomes.is_empty() { "no outcome yet" } else { "no target yet" },
        score: entry.map(|entry| score_bar(site.analysis, entry)),
        no_score: if site.analysis.candidates.of_item[at].is_some() { "not scored" } else { "–" },
        sequence: entry.filter(|_| ranked).and_then(sequence),
        remaining: remaining(epic),
    }
}

/// Says the first outcomes in one line: what is measured, from where to where.
fn summary(epic: &Epic) -> Option<String> {
    let said: Vec<String> = epic.outcomes.iter().filter_map(one_line).take(2).collect();
    (!said.is_empty()).then(|| said.join("; "))
}

/// Says an outcome in one line.
pub(in crate::site) fn one_line(outcome: &Outcome) -> Option<String> {
    let metric = &outcome.metric.as_ref()?.value;
    let target = outcome.target.as_ref().map(|target| Towards(&target.value));
    Some(match (&outcome.baseline, target, &outcome.range) {
        (Some(baseline), Some(target), _) => {
            format!("{metric} from {} {target}", baseline.value)
        }
        (None, Some(target), _) => format!("{metric} {target}"),
        (_, None, Some((Some(low), Some(high)))) => {
            format!("{metric} between {} and {}", low.value, high.value)
        }
        _ => metric.clone(),
    })
}

/// Shows the place in the sequence, and the reason where it is not the rank.
fn sequence(entry: &Entry) -> Option<Sequence> {
    let place = entry.sequence?;
    let moved = place != entry.rank && !entry.tied;
    let direction = if place < entry.rank { "starts earlier" } else { "starts later" };
    let reason = Some(&entry.sequence_reason).filter(|reason| !reason.is_empty() && moved);
    let reason = reason.map(|reason| format!("{direction}: {}", words::without_marks(reason)));
    Some(Sequence { place: words::ordinal(place), reason, moved })
}

/// Says how much of the work is left.
fn remaining(epic: &Epic) -> Option<String> {
    match (epic.remaining.map(Duration::weeks), epic.estimate.map(Duration::weeks)) {
        (Some(left), Some(whole)) => Some(format!("{} of {} left", words::figure(left, 1), words::weeks(whole))),
        (Some(left), None) => Some(format!("{} left", words::weeks(left))),
        (None, Some(whole)) => Some(format!("{} estimated", words::weeks(whole))),
        (None, None) => None,
    }
}
