//! Joins what git says with today's backlog.
//!
//! In: the accounts of all documents and the items. Out: one timeline a document, in order of id. What isn't
//! committed yet gets no date: it is counted.

use super::book::{Account, Book, Key, Slot, Slots};
use super::{Ledger, declared};
use crate::backlog::timeline::{Commit, Coverage, Limit, Moment, Timeline, Timelines, Transition, ValueChanges};
use crate::backlog::{Backlog, Item, short};
use crate::config::Config;
use crate::source::{Cut, Mailmap};
use jiff::Timestamp;
use rayon::prelude::*;
use std::sync::Arc;

/// Turns a ledger into the timelines of a backlog.
pub fn trace(ledger: Ledger, names: &Mailmap, backlog: &Backlog, config: &Config) -> Timelines {
    let uncommitted = uncommitted(&ledger, backlog);
    let Ledger { commits, people, book, cut, begins, .. } = ledger;
    let Book { accounts, slots, .. } = book;
    let people: Vec<String> = people.iter().map(|(name, email)| short(&names.name(name, email)).into_owned()).collect();
    let commits: Vec<Commit> = commits
        .into_iter()
        .map(|entry| {
            let author = people.get(entry.author).cloned().unwrap_or_default();
            Commit { id: entry.id, at: entry.at, author, clamped: entry.clamped }
        })
        .collect();
    let times: Vec<Timestamp> = commits.iter().map(|commit| commit.at).collect();
    let mut documents: Vec<Timeline> = Vec::new();
    let mut has_one = vec![false; backlog.items.len()];
    for account in accounts {
        let item = item_of(&account, backlog).filter(|item| !has_one[*item]);
        if account.private || (item.is_none() && backlog.withheld.has(&account.id)) {
            continue;
        }
        if let Some(item) = item {
            has_one[item] = true;
        }
        let item = item.map(|item| (item, &*backlog.items[item]));
        documents.push(timeline(account, item, &slots, &times));
    }
    let alone = |(at, item): (usize, &Arc<Item>)| {
        let declares = !has_one[at] && item.epic().is_some() && backlog.index.by_id(&item.id) == Some(at);
        declares.then(|| Timeline { id: item.id.clone(), item: Some(at), ..Timeline::default() })
    };
    documents.par_extend(backlog.items.par_iter().enumerate().filter_map(alone));
    documents.par_iter_mut().for_each(|timeline| declare(timeline, backlog, config));
    documents.retain(is_dated);
    documents.par_sort_by(|a, b| a.id.cmp(&b.id).then_with(|| a.created.cmp(&b.created)));
    let mut of_item = vec![None; backlog.items.len()];
    for (at, timeline) in documents.iter().enumerate() {
        if let Some(item) = timeline.item {
            of_item[item] = Some(at);
        }
    }
    let coverage = coverage((cut.as_ref(), begins), &commits, &documents, uncommitted);
    let documents = documents.into_par_iter().map(Arc::new).collect();
    Timelines { commits: Arc::new(commits), documents, of_item, coverage }
}

/// Joins it with a backlog of which some items say something else than in the one before, and all have their names and
/// places still. None where that changes which documents have a timeline, or their order.
pub fn retrace(
    ledger: &Ledger,
    (before, backlog): (&Backlog, &Backlog),
    config: &Config,
    changed: &[usize],
) -> Option<Timelines> {
    let known = &*before.timelines;
    let times: Vec<Timestamp> = ledger.commits.iter().map(|commit| commit.at).collect();
    let mut documents = known.documents.clone();
    let mut coverage = known.coverage.clone();
    for at in changed {
        let account = ledger.book.accounts.iter().find(|one| !one.private && item_of(one, backlog) == Some(*at));
        let item = &backlog.items[*at];
        let declares = item.epic().is_some() && backlog.index.by_id(&item.id) == Some(*at);
        let own = match account {
            Some(account) => Some(timeline(account.clone(), Some((*at, item)), &ledger.book.slots, &times)),
            None => declares.then(|| Timeline { id: item.id.clone(), item: Some(*at), ..Timeline::default() }),
        };
        let own = own.map(|mut own| {
            declare(&mut own, backlog, config);
            own
        });
        match (own.filter(is_dated), known.of_item.get(*at).copied().flatten()) {
            (Some(own), Some(place)) if own.created == documents[place].created => documents[place] = Arc::new(own),
            (None, None) => {}
            _ => return None,
        }
        if !ledger.commits.is_empty() {
            coverage.uncommitted += usize::from(is_uncommitted(ledger, item));
            coverage.uncommitted -= usize::from(is_uncommitted(ledger, &before.items[*at]));
        }
    }
    Some(Timelines { commits: Arc::clone(&known.commits), documents, of_item: known.of_item.clone(), coverage })
}

/// Tells whether anything of a timeline has a date: what neither git nor the front matter dates has none.
fn is_dated(timeline: &Timeline) -> bool {
    timeline.changed.is_some() || timeline.created.is_some() || !timeline.transitions.is_empty()
}

/// Finds the document in today's backlog: at its path, else by its id.
fn item_of(account: &Account, backlog: &Backlog) -> Option<usize> {
    let here = account.paths.first().and_then(|path| backlog.index.by_path(path));
    let same =
        |item: &Item| item.id.eq_ignore_ascii_case(&account.id) || item.id.to_lowercase() == account.id.to_lowercase();
    here.filter(|at| same(&backlog.items[*at])).or_else(|| match account.key {
        Some(Key::Id(_)) => backlog.index.by_id(&account.id),
        _ => None,
    })
}

/// Turns commits into moments.
fn timeline(account: Account, item: Option<(usize, &Item)>, slots: &Slots, times: &[Timestamp]) -> Timeline {
    let last = account.paths.first().and_then(|path| slots.get(path));
    let current = item.zip(last).is_some_and(|((_, item), slot)| says_the_same(slot, item) == Some(true));
    let moment = |commit: usize| Moment { at: times[commit], commit: Some(commit) };
    let transitions = account.states.into_iter().map(|(commit, state, written)| Transition {
        moment: moment(commit),
        state,
        written,
    });
    let values =
        account.changes.into_iter().map(|change| ValueChanges { moment: moment(change.commit), fields: change.fields });
    Timeline {
        id: account.id,
        item: item.map(|(at, _)| at),
        created: account.created.map(moment),
        removed: account.removed.filter(|_| item.is_none()).map(moment),
        changed: Some(moment(account.changed)),
        transitions: transitions.collect(),
        values: values.collect(),
        unread: account.unread,
        current,
    }
}

/// Tells whether an item's front matter says what git has of a document; none where one of the two can't be read.
fn says_the_same(slot: &Slot, item: &Item) -> Option<bool> {
    let said = &slot.file.said;
    (!item.broken && !said.unread).then(|| said.digest == item.digest)
}

/// Adds what the document says itself.
fn declare(timeline: &mut Timeline, backlog: &Backlog, config: &Config) {
    let Some(epic) = timeline.item.and_then(|item| backlog.items[item].epic()) else {
        return;
    };
    timeline.created = declared::created(timeline.created, epic, config);
    timeline.transitions = declared::join(std::mem::take(&mut timeline.transitions), epic, config);
}

/// Counts the documents whose front matter isn't the one that git has.
fn uncommitted(ledger: &Ledger, backlog: &Backlog) -> usize {
    if ledger.commits.is_empty() {
        return 0;
    }
    backlog.items.par_iter().filter(|item| is_uncommitted(ledger, item)).count()
}

/// Tells whether an item's front matter isn't the one that git has.
fn is_uncommitted(ledger: &Ledger, item: &Item) -> bool {
    ledger.book.slots.get(&item.path).is_none_or(|slot| says_the_same(slot, item) == Some(false))
}

/// Says how far all of it can be trusted.
fn coverage(
    (cut, begins): (Option<&Cut>, usize),
    commits: &[Commit],
    documents: &[Timeline],
    uncommitted: usize,
) -> Coverage {
    let limit = cut.map(|cut| match cut {
        Cut::NoRepository => Limit::NoRepository,
        Cut::Unborn => Limit::Unborn,
        Cut::Shallow => Limit::Shallow,
        Cut::Partial => Limit::Partial,
        Cut::Unreadable(_) => Limit::Unreadable,
    });
    let unread: Vec<usize> = documents.iter().flat_map(|timeline| &timeline.unread).copied().collect();
    let first = match limit {
        Some(Limit::Partial) => unread.iter().max().map_or(begins, |last| begins.max(last + 1)),
        _ => begins,
    };
    let first = first.min(commits.len().saturating_sub(1));
    let since = limit.and_then(|_| commits.get(first)).map(|commit| commit.at);
    let clamped = commits.iter().filter(|commit| commit.clamped).count();
    Coverage { limit, since, clamped, unread: unread.len(), uncommitted }
}
