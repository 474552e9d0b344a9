//! What is due, and when: outcomes to judge, checkpoints after delivery, debt to repay or to look at again.
//!
//! In: the site. Out: entries in order of date. What is decided, measured, repaid or given up is not due.

use super::address::encode;
use super::plan::Site;
use super::view::outcome_ids;
use super::words::spelled;
use crate::analysis::Judged;
use crate::backlog::{Agreement, Outcome};
use crate::document::{PartialDate, add_days, days_between};
use crate::order::Order;
use crate::realization::debt_agreement::STALE_AFTER_DAYS;
use crate::realization::{CheckpointState, Status};
use jiff::civil::Date;

/// Something that is due on a day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Due {
    /// The day.
    pub(super) on: Date,
    /// What is to be done, in a line.
    pub(super) summary: String,
    /// Where it is written: the page's path and its anchor, escaped for a URL.
    pub(super) page: String,
    /// What tells it from everything else that is due, whatever its day.
    pub(super) key: String,
    /// Who answers for it.
    pub(super) owner: Option<String>,
}

/// How much is listed at most. Nobody looks through more, and a few words of a file can ask for thousands of days.
const MOST: usize = 20_000;

/// Lists what is due, the earliest first, and counts what is left out: what is furthest from the date that is shown.
pub(super) fn all(site: &Site<'_>) -> (Vec<Due>, usize) {
    let (mut due, mut left_out) = (Vec::new(), 0);
    let day = site.analysis.as_of;
    for at in 0..site.backlog.items.len() {
        due.extend(of_item(site, at));
        if due.len() > 2 * MOST {
            left_out += keep_nearest(&mut due, day);
        }
    }
    left_out += keep_nearest(&mut due, day);
    due.order();
    (due, left_out)
}

/// Keeps what is nearest to a day, and counts what goes.
fn keep_nearest(due: &mut Vec<Due>, day: Date) -> usize {
    let far = due.len().saturating_sub(MOST);
    if far > 0 {
        due.order_by_cached_key(|due| days_between(due.on, day).abs());
        due.truncate(MOST);
    }
    far
}

/// Tells whether anything is due.
pub(super) fn any(site: &Site<'_>) -> bool {
    (0..site.backlog.items.len()).any(|at| !of_item(site, at).is_empty())
}

/// Lists what is due of an item.
fn of_item(site: &Site<'_>, at: usize) -> Vec<Due> {
    let (item, mut due) = (&site.backlog.items[at], Vec::new());
    let judged = site.analysis.outcomes_of(at);
    for ((outcome, judged), anchor) in item.outcomes().into_iter().zip(judged).zip(outcome_ids(site, at)) {
        let page = format!("{}#{}", encode(&site.addresses.items[at]), encode(anchor));
        due.extend(of_outcome(site, outcome, judged, &page));
    }
    if let Some(agreement) = item.epic().and_then(|epic| epic.agreement.as_ref()) {
        due.extend(of_agreement(agreement, &item.title, &encode(&site.addresses.items[at])));
    }
    due
}

/// Lists the measurements that an outcome still waits for.
fn of_outcome(site: &Site<'_>, outcome: &Outcome, judged: &Judged, page: &str) -> Vec<Due> {
    let title = &site.backlog.items[judged.item].title;
    let metric = outcome.metric.as_ref().map_or("the outcome", |metric| metric.value.as_str());
    let entry = |on: Date, what: String, key: &str| Due {
        on,
        summary: format!("{what}: {metric} ({title})"),
        page: page.to_owned(),
        key: format!("{page}/{key}"),
        owner: outcome.owner.clone(),
    };
    let mut due = Vec::new();
    let open = matches!(
        judged.judgement.status,
        Status::Overdue | Status::AwaitingMeasurement | Status::InFlight | Status::Anticipated
    );
    if let Some(day) = judged.judgement.judge_on.filter(|_| open) {
        due.push(entry(day, "Judge".to_owned(), "by"));
    }
    if judged.judgement.status != Status::Abandoned {
        let waiting = site.analysis.checkpoints(outcome, judged).into_iter();
        due.extend(waiting.filter(|point| point.state != CheckpointState::Done).map(|point| {
            let key = format!("after-{}", point.after).replace(' ', "-");
            entry(point.due, format!("Measure {} after delivery", spelled(point.after)), &key)
        }));
    }
    due
}

/// Lists the dates of an agreement that still stands.
fn of_agreement(agreement: &Agreement, title: &str, page: &str) -> Vec<Due> {
    let settled = matches!(agreement.status.as_deref(), Some("repaid" | "superseded"));
    let accepted = agreement.status.as_deref() == Some("accepted");
    let entry = |on: Date, what: &str, key: &str| Due {
        on,
        summary: format!("{what}: {title}"),
        page: page.to_owned(),
        key: format!("{page}/{key}"),
        owner: agreement.owner.clone(),
    };
    let repay = agreement.repay_by.map(PartialDate::last_day).filter(|_| !settled && !accepted);
    let review = agreement.reviewed.map(|day| add_days(day.last_day(), STALE_AFTER_DAYS)).filter(|_| !settled);
    let repay = repay.map(|day| entry(day, "Repay technical debt", "repay-by"));
    let review = review.map(|day| entry(day, "Review technical debt", "review"));
    repay.into_iter().chain(review).collect()
}
