//! The two ranked lists side by side, with lines from each epic to its new place.

use crate::order::Gather;
use crate::review::{RankedEpic, RankingPair, shortened};
use crate::site::words::{capital, count};
use serde::Serialize;
use std::collections::BTreeMap;

/// The most places of a list.
const PLACES: usize = 40;
/// The most characters of a name.
const NAME: usize = 80;
/// The height of a place in the drawing.
const HEIGHT: usize = 10;
/// The width of the drawing.
const WIDTH: usize = 100;

/// Both lists.
#[derive(Debug, Serialize)]
pub(super) struct ListsView {
    said: String,
    before: Vec<PlaceView>,
    after: Vec<PlaceView>,
    lines: Vec<LineView>,
    height: usize,
    more: Option<String>,
}

/// A place of a list: an epic, or what stands between two.
#[derive(Debug, Default, Serialize)]
struct PlaceView {
    /// `epic`, `line` or `gap`.
    what: &'static str,
    rank: usize,
    id: String,
    title: String,
    score: String,
    /// `up`, `down`, `new`, `left` or `same`.
    class: &'static str,
    moved: String,
    below: bool,
    text: String,
}

/// A line from an epic's place before to its place now.
#[derive(Debug, Serialize)]
struct LineView {
    class: &'static str,
    path: String,
}

/// Makes the view; none where no epic is ranked on either side, or nothing moved.
pub(super) fn lists(ranking: &RankingPair) -> Option<ListsView> {
    let same = ranking.before == ranking.after && ranking.method_before == ranking.method_after;
    if same || ranking.before.is_empty() && ranking.after.is_empty() {
        return None;
    }
    let (before, after) = (list(&ranking.before, Which::Before), list(&ranking.after, Which::After));
    let height = before.len().max(after.len()) * HEIGHT;
    let left_out = [&ranking.before, &ranking.after].into_iter().any(|list| list.len() > PLACES);
    Some(ListsView {
        said: said(ranking),
        lines: lines(&before, &after),
        before,
        after,
        height,
        more: left_out.then(|| format!("Only the first {PLACES} places of each list are shown.")),
    })
}

/// Says how many are ranked, how many moved, and by which method.
fn said(ranking: &RankingPair) -> String {
    // A name such as WSJF keeps its capitals.
    let method = |name: &str| {
        let words = shortened(name, NAME).replace('-', " ");
        if words.chars().skip(1).any(char::is_uppercase) { words } else { words.to_lowercase() }
    };
    let (old, new) = (method(&ranking.method_before), method(&ranking.method_after));
    let by = if old == new { format!("by {new}") } else { format!("by {new}, before by {old}") };
    let (was, is) = (ranking.ranked_before, ranking.ranked_after);
    let all = capital(&count(is, "epic"));
    let ranked = if was == is { all } else { format!("{all}, before {was},") };
    let are = if is == 1 { "is" } else { "are" };
    format!("{ranked} {are} ranked {by}; {} changed place.", count(ranking.moved, "epic"))
}

/// Which of the two lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Which {
    Before,
    After,
}

/// Makes one list: the epics, the capacity line where one line parts them, and a sign where places are left out.
fn list(epics: &[RankedEpic], which: Which) -> Vec<PlaceView> {
    let shown = &epics[..epics.len().min(PLACES)];
    let under = shown.iter().position(|epic| epic.below_line == Some(true));
    let parted = under.filter(|at| *at > 0 && shown[*at..].iter().all(|epic| epic.below_line != Some(false)));
    let mut places = Vec::new();
    let mut last = 0;
    for (at, epic) in shown.iter().enumerate() {
        if epic.rank > last + 1 && at > 0 && last + at > 0 && epic.rank > at + 1 && shown[at - 1].rank + 1 < epic.rank {
            places.push(PlaceView { what: "gap", text: "…".to_owned(), ..PlaceView::default() });
        }
        if parted == Some(at) {
            places.push(PlaceView { what: "line", text: "capacity line".to_owned(), ..PlaceView::default() });
        }
        last = epic.rank;
        places.push(place(epic, which, parted.is_none()));
    }
    places
}

/// Makes the view of an epic's place; where no one line parts the list, each epic says on which side of its team's it is.
fn place(epic: &RankedEpic, which: Which, marked: bool) -> PlaceView {
    let (class, moved) = match (epic.other, which) {
        (None, Which::Before) => ("left", "left the list".to_owned()),
        (None, Which::After) => ("new", "new in the list".to_owned()),
        (Some(other), _) if other == epic.rank => ("same", String::new()),
        (Some(other), which) => {
            let (old, new) = if which == Which::Before { (epic.rank, other) } else { (other, epic.rank) };
            let class = if new < old { "up" } else { "down" };
            (class, if which == Which::Before { format!("now {new}") } else { format!("was {old}") })
        }
    };
    PlaceView {
        what: "epic",
        rank: epic.rank,
        id: shortened(&epic.id, NAME),
        title: shortened(&epic.title, NAME),
        score: shortened(&epic.score, NAME),
        class,
        moved,
        below: marked && epic.below_line == Some(true),
        text: String::new(),
    }
}

/// Draws a line for each epic that both lists show.
fn lines(before: &[PlaceView], after: &[PlaceView]) -> Vec<LineView> {
    let epics = |list: &[PlaceView]| -> Vec<(String, usize)> {
        list.iter().enumerate().filter(|(_, one)| one.what == "epic").map(|(at, one)| (one.id.clone(), at)).collect()
    };
    let now: BTreeMap<String, usize> = epics(after).into_iter().rev().into_map();
    let middle = |at: usize| at * HEIGHT + HEIGHT / 2;
    let line = |(id, from): (String, usize)| {
        let to = *now.get(&id)?;
        let class = after[to].class;
        let (from, to) = (middle(from), middle(to));
        let (near, far) = (WIDTH / 3, WIDTH - WIDTH / 3);
        Some(LineView { class, path: format!("M0 {from}C{near} {from} {far} {to} {WIDTH} {to}") })
    };
    epics(before).into_iter().filter_map(line).collect()
}
