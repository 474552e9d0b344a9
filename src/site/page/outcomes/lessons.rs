//! What the results taught, the newest first.

use crate::analysis::{learned_on, outcome_of};
use crate::site::Site;
use crate::site::view::{Link, State, outcome_link, status_class};
use crate::site::words::{capital, count, near_day};
use serde::Serialize;

/// How many lessons the page has.
const LESSONS: usize = 50;

/// What an outcome taught.
#[derive(Debug, Serialize)]
pub(super) struct Lesson {
    text: String,
    outcome: Link,
    document: Link,
    state: State,
    on: Option<String>,
}

/// Lists the lessons, and says so where there are more.
pub(super) fn lessons(site: &Site<'_>, page: &str) -> (Vec<Lesson>, Option<String>) {
    let learned = &site.analysis.report.learned;
    let note =
        (learned.len() > LESSONS).then(|| format!("The newest {LESSONS} of {}.", count(learned.len(), "lesson")));
    (learned.iter().take(LESSONS).filter_map(|at| lesson(site, page, *at)).collect(), note)
}

/// Shows a lesson.
fn lesson(site: &Site<'_>, page: &str, at: usize) -> Option<Lesson> {
    let judged = &site.analysis.outcomes[at];
    let status = judged.judgement.status;
    Some(Lesson {
        text: outcome_of(site.backlog, judged)?.learned.clone()?,
        outcome: outcome_link(site, page, at),
        document: site.item_link(page, judged.item),
        state: State::new(capital(status.words()), status_class(status)),
        on: learned_on(judged).map(|day| near_day(day, site.analysis.as_of)),
    })
}
