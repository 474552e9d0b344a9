//! A table of epics.

use super::{Bar, Link, Room, Score, State, WorkType, outcome_bar, score_bar};
use crate::analysis::Standing;
use crate::backlog::{Epic, Outcome};
use crate::document::Duration;
use crate::ranking::Entry;
use crate::site::Site;
use crate::site::words::{self, Tie};
use serde::Serialize;

/// A table of epics, with the columns that stand.
#[derive(Debug, Clone, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "a template asks of each column whether it stands")]
pub(in crate::site) struct EpicTable {
    id: &'static str,
    title: Option<String>,
    note: Option<String>,
    caption: String,
    changes: Option<String>,
    ranks: bool,
    teams: bool,
    scores: bool,
    sequence: bool,
    remaining: bool,
    rows: Vec<EpicRow>,
    line_end: Option<String>,
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
    /// Makes a table; none without rows.
    pub(in crate::site) fn new(id: &'static str, kind: Rows, caption: String, rows: Vec<EpicRow>) -> Option<Self> {
        if rows.is_empty() {
            return None;
        }
        Some(Self {
            id,
            title: None,
            note: None,
            caption,
            changes: None,
            ranks: kind != Rows::Committed,
            teams: rows.iter().any(|row| row.team.is_some()),
            scores: rows.iter().any(|row| row.score.is_some()),
            sequence: kind == Rows::Ranked && rows.iter().any(|row| row.sequence.is_some()),
            remaining: kind == Rows::Committed && rows.iter().any(|row| row.remaining.is_some()),
            rows,
            line_end: None,
        })
    }

    /// Adds a heading and its sentence.
    pub(in crate::site) fn titled(mut self, title: &str, note: impl Into<String>) -> Self {
        self.title = Some(title.to_owned());
        self.note = Some(note.into()).filter(|note| !note.is_empty());
        self
    }

    /// Puts a line below the last row.
    pub(in crate::site) fn ending(mut self, line: Option<String>) -> Self {
        self.line_end = line;
        self
    }
}

/// An epic as a row.
#[derive(Debug, Clone, Serialize)]
pub(in crate::site) struct EpicRow {
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
    change: Option<()>,
    bar: Option<Bar>,
    score: Option<Score>,
    sequence: Option<Sequence>,
    remaining: Option<String>,
    pub(in crate::site) line_before: Option<String>,
}

/// When to start, where it differs from the rank.
#[derive(Debug, Clone, Serialize)]
struct Sequence {
    place: String,
    reason: Option<String>,
    moved: bool,
}

/// Makes the row of an item that is an epic, seen from a page; none for another kind.
pub(in crate::site) fn epic_row(site: &Site<'_>, page: &str, at: usize) -> Option<EpicRow> {
    let item = &site.backlog.items[at];
    let epic = item.epic()?;
    let entry = site.entry(at);
    let ranked = matches!(site.analysis.standings[at], Some(Standing::Ranked(_)));
    let lead = epic.outcomes.first().zip(site.analysis.outcomes_of(at).first());
    Some(EpicRow {
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
        change: None,
        bar: lead.and_then(|(outcome, judged)| outcome_bar(outcome, judged, Room::Row)),
        score: entry.map(|entry| score_bar(site.analysis, entry)),
        sequence: entry.filter(|_| ranked).and_then(sequence),
        remaining: remaining(epic),
        line_before: None,
    })
}

/// Says the first outcomes in one line: what is measured, from where to where.
fn summary(epic: &Epic) -> Option<String> {
    let said: Vec<String> = epic.outcomes.iter().filter_map(one_line).take(2).collect();
    (!said.is_empty()).then(|| said.join("; "))
}

/// Says an outcome in one line.
pub(in crate::site) fn one_line(outcome: &Outcome) -> Option<String> {
    let metric = &outcome.metric.as_ref()?.value;
    let target = outcome.target.as_ref().map(|target| target.value.to_string());
    Some(match (&outcome.baseline, target, &outcome.range) {
        (Some(baseline), Some(target), _) => {
            format!("{metric} from {} to {target}", baseline.value.text)
        }
        (None, Some(target), _) => format!("{metric} to {target}"),
        (_, None, Some((Some(low), Some(high)))) => {
            format!("{metric} between {} and {}", low.value.text, high.value.text)
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
