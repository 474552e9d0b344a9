//! What was promised first, in words: when, how it changed, and what that does to the verdict.

use super::Field;
use crate::analysis::Judged;
use crate::analysis::promises::{DatedMove, Standing};
use crate::document::parse_date;
use crate::realization::goalposts::MoveKind;
use crate::site::Site;
use crate::site::words::{count, day, list, near_day};
use jiff::civil::Date;
use std::sync::Arc;

/// How many changes of one promise are shown, the newest: a history of a megabyte can hold hundreds of thousands.
const SHOWN: usize = 20;
/// How many characters of a commit's id are shown.
const SHORT: usize = 8;

/// Says how a promise was changed: `target 58k → 55k on 3 May`; none where it was not, or where it was a mistake.
pub(in crate::site) fn moved_words(judged: &Judged, as_of: Date) -> Option<String> {
    let moves: Vec<&DatedMove> = judged.promise.moves.iter().filter(|moved| !moved.corrected).collect();
    let earlier = moves.len().saturating_sub(SHOWN);
    let said = moves[earlier..].iter().map(|moved| format!("{} {}", change_words(moved, as_of), when(moved, as_of)));
    let said: Vec<String> = earlier_words(earlier).into_iter().chain(said).collect();
    (!said.is_empty()).then(|| said.join("; "))
}

/// Counts the changes before those that are shown.
fn earlier_words(count_of: usize) -> Option<String> {
    (count_of > 0).then(|| count(count_of, "earlier change"))
}

/// Says what the verdict would be against today's words, where it is another one.
pub(in crate::site) fn against_words(judged: &Judged) -> Option<String> {
    let current = judged.promise.current.as_ref()?;
    let differs = current.status != judged.judgement.status;
    differs.then(|| format!("{} against the current one", current.words()))
}

/// Lists the changes of a promise with their commits.
pub(in crate::site) fn move_fields(site: &Site<'_>, judged: &Judged) -> Vec<Field> {
    let (moves, as_of) = (&judged.promise.moves, site.analysis.as_of);
    let earlier = moves.len().saturating_sub(SHOWN);
    let first = Field::maybe("Changed before", earlier_words(earlier));
    let shown = moves[earlier..].iter();
    first
        .into_iter()
        .chain(shown.filter_map(|moved| {
            let commit = moved.commit.and_then(|at| site.backlog.timelines.commits.get(at));
            let by = commit
                .map(|commit| format!("by {} in {}", commit.author, commit.id.get(..SHORT).unwrap_or(&commit.id)));
            let serious = moved.serious.then(|| "after the first reading or the date".to_owned());
            let corrected = moved.corrected.then(|| "a correction".to_owned());
            let said = [Some(change_words(moved, as_of)), by, serious, corrected, moved.reason.clone()];
            let label = moved.on.map_or_else(|| "Changed".to_owned(), |on| format!("Changed {}", day(on)));
            Field::maybe(&label, Some(said.into_iter().flatten().collect::<Vec<_>>().join("; ")))
        }))
        .collect()
}

/// Says when an item's outcomes were promised, and whether any moved; none without history.
pub(in crate::site) fn promises_note(site: &Site<'_>, item: usize) -> Option<String> {
    let (all, as_of) = (site.analysis.outcomes_of(item), site.analysis.as_of);
    let cut = all.iter().find_map(|judged| match judged.promise.standing {
        Standing::Cut(since) => Some(since),
        _ => None,
    });
    if let Some(since) = cut {
        let since = near_day(since, as_of);
        return Some(format!(
            "What was first promised isn't known: history starts on {since}. Judged by today's words."
        ));
    }
    let mut said: Vec<String> = [
        (Standing::Before, ", before work began"),
        (Standing::FromTheFirst, ""),
        (Standing::After, ", after work began"),
    ]
    .into_iter()
    .filter_map(|(standing, words)| group_words(all, (standing, words), as_of))
    .collect();
    if said.is_empty() {
        said.extend(unpromised(all, as_of));
    }
    said.extend(moved_count(all));
    said.extend(dropped_words(site, item));
    (!said.is_empty()).then(|| said.join(" "))
}

/// Says on which days the outcomes of a group were written down.
fn group_words(all: &[Arc<Judged>], (standing, words): (Standing, &str), as_of: Date) -> Option<String> {
    let group = all.iter().filter(|judged| judged.promise.standing == standing);
    let mut days: Vec<Date> = group.filter_map(|judged| judged.promise.written).collect();
    let number = days.len();
    days.sort_unstable();
    days.dedup();
    let days: Vec<String> = days.into_iter().map(|on| near_day(on, as_of)).collect();
    let who = match number {
        number if number == all.len() => "Promised".to_owned(),
        1 => "One was promised".to_owned(),
        number => format!("{number} were promised"),
    };
    (number > 0).then(|| format!("{who} on {}{words}.", list(&days)))
}

/// Says what is known of outcomes that nobody is committed to yet, or whose beginning nobody saw.
fn unpromised(all: &[Arc<Judged>], as_of: Date) -> Option<String> {
    let first = |standing: Standing| {
        let group = all.iter().filter(|judged| judged.promise.standing == standing);
        group.filter_map(|judged| judged.promise.written).min().map(|on| near_day(on, as_of))
    };
    first(Standing::NotBegun)
        .map(|on| format!("Written down on {on}; work has not begun."))
        .or_else(|| first(Standing::Unknown).map(|on| format!("First seen in git on {on}, when work had begun.")))
}

/// Counts the outcomes whose promise moved.
fn moved_count(all: &[Arc<Judged>]) -> Option<String> {
    let moved: Vec<&Arc<Judged>> = all.iter().filter(|judged| judged.promise.has_moved()).collect();
    let changes = moved.iter().flat_map(|judged| &judged.promise.moves).filter(|moved| !moved.corrected);
    let mut nouns: Vec<&str> = changes.map(|moved| noun(moved.change.kind)).collect();
    nouns.dedup();
    let noun = if nouns.len() == 1 { nouns[0] } else { "promise" };
    let verb = if noun == "metric" { "changed" } else { "moved" };
    match moved.len() {
        0 => None,
        1 => Some(format!("One {noun} has {verb} since.")),
        more => Some(format!("{} have {verb} since.", count(more, noun))),
    }
}

/// Names the outcomes that were promised and are gone.
fn dropped_words(site: &Site<'_>, item: usize) -> Vec<String> {
    let gone = site.analysis.dropped.iter().filter(|dropped| dropped.item == item);
    gone.map(|dropped| {
        let on = dropped.on.map_or_else(String::new, |on| format!(" on {}", near_day(on, site.analysis.as_of)));
        let goal = dropped.promised.goal_text();
        let goal = if goal.is_empty() { goal } else { format!(", {goal},") };
        format!("“{}”{goal} was taken out{on}.", dropped.promised.metric)
    })
    .collect()
}

/// Says what changed: `target 58k → 55k`.
pub(in crate::site) fn change_words(moved: &DatedMove, as_of: Date) -> String {
    let (from, to) = (said(moved, &moved.change.from, as_of), said(moved, &moved.change.to, as_of));
    let noun = noun(moved.change.kind);
    if to.is_empty() { format!("{noun} {from} taken out") } else { format!("{noun} {from} → {to}") }
}

/// Says when: `on 3 May`.
fn when(moved: &DatedMove, as_of: Date) -> String {
    moved.on.map_or_else(|| "(not committed yet)".to_owned(), |on| format!("on {}", near_day(on, as_of)))
}

/// Writes a date for readers, and everything else as it is.
fn said(moved: &DatedMove, text: &str, as_of: Date) -> String {
    let is_date = matches!(moved.change.kind, MoveKind::Later | MoveKind::Earlier);
    let date = parse_date(text).ok().filter(|_| is_date);
    if moved.change.kind == MoveKind::Rescoped && !text.is_empty() {
        return format!("“{text}”");
    }
    date.map_or_else(
        || text.to_owned(),
        |found| {
            let (first, last) = (found.value.first_day(), found.value.last_day());
            if first == last { near_day(last, as_of) } else { found.value.label() }
        },
    )
}

/// Names what a change is about.
const fn noun(kind: MoveKind) -> &'static str {
    match kind {
        MoveKind::Rescoped => "metric",
        MoveKind::Rebased => "baseline",
        MoveKind::Eased | MoveKind::Raised => "target",
        MoveKind::Later | MoveKind::Earlier => "date",
    }
}
