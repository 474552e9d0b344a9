//! The cards of an epic: what it promises and what makes its score, or what is still to write.
//!
//! In: an epic. Out: views, and the same as markup.

use crate::analysis::{Standing, class_of};
use crate::backlog::Epic;
use crate::site::Site;
use crate::site::address::relative;
use crate::site::markup::{Html, ticked, written};
use crate::site::page::backlog::gap_words;
use crate::site::view::{OutcomeRow, ScoreCard, outcome_rows, promises_note, score_card, write_outcomes};
use serde::Serialize;

/// What to write when an epic promises nothing.
const NO_OUTCOME: &str = "What will be different when this is done? Add an `outcomes` list with a `metric`, a `baseline`, a `target` and a date in `by`.";

/// What an epic promises.
#[derive(Debug, Serialize)]
pub(super) struct Promises {
    outcomes_note: Option<String>,
    outcomes_html: Option<Html>,
    outcomes: Vec<OutcomeRow>,
    outcomes_missing: Option<&'static str>,
}

impl Promises {
    /// Lists the outcomes; an open epic without any is asked for one.
    pub(super) fn of(site: &Site<'_>, at: usize, epic: &Epic) -> Self {
        let outcomes_note = promises_note(site, at);
        let missing = epic.outcomes.is_empty() && class_of(epic).is_open() && !site.backlog.items[at].broken;
        let all = (outcome_rows(site, at), missing.then_some(NO_OUTCOME));
        let (outcomes_html, (outcomes, outcomes_missing)) = written(site, all, |html, (rows, missing)| match missing {
            Some(missing) => write_no_outcome(html, missing),
            None => write_outcomes(html, "Anticipated outcomes", outcomes_note.as_deref(), rows),
        });
        Self { outcomes_note, outcomes_html, outcomes, outcomes_missing }
    }
}

/// What makes an epic's score.
#[derive(Debug, Serialize)]
pub(super) struct Scored {
    score_html: Option<Html>,
    score: Option<ScoreCard>,
    score_missing: Vec<String>,
}

impl Scored {
    /// Opens the score into its sum, or says what is missing for one.
    pub(super) fn of(site: &Site<'_>, page: &str, (at, epic): (usize, &Epic)) -> Self {
        let card = site.entry(at).map(|entry| {
            score_card(site.analysis, entry, &relative(page, "numbers.html")).with_cost_of_delay(cost_of_delay(epic))
        });
        let all = (card, score_missing(site, at));
        let (score_html, (score, score_missing)) = written(site, all, |html, (card, missing)| match card {
            Some(card) => card.write(html),
            None => write_no_score(html, missing),
        });
        Self { score_html, score, score_missing }
    }
}

/// Lists what is missing before the epic can be ranked.
fn score_missing(site: &Site<'_>, at: usize) -> Vec<String> {
    let Some(Standing::Unscored(index)) = site.analysis.standings[at] else {
        return Vec::new();
    };
    gap_words(&site.analysis.ranking.unscored[index].gap)
}

/// Says what a delay costs.
fn cost_of_delay(epic: &Epic) -> Option<String> {
    let cost = &epic.cost_of_delay;
    let deadline = cost.deadline.as_ref().map(|found| format!("due {}", found.value.label()));
    let urgency = cost.urgency.map(|urgency| urgency.name().replace('-', " "));
    let said: Vec<String> =
        [cost.words.clone(), urgency, deadline, cost.consequence.clone()].into_iter().flatten().collect();
    (!said.is_empty()).then(|| format!("Cost of delay: {}", said.join(", ")))
}

/// Asks for a first outcome.
fn write_no_outcome(html: &mut Html, missing: &str) {
    html.raw(
        "<section class=\"card\" aria-labelledby=\"bl-outcomes\"><h2 id=\"bl-outcomes\">Anticipated outcomes</h2>",
    );
    html.raw("<p class=\"late\">None written yet</p><p>");
    ticked(html, missing);
    html.raw("</p></section>");
}

/// Lists what is missing for a score; nothing where nothing is.
fn write_no_score(html: &mut Html, missing: &[String]) {
    if missing.is_empty() {
        return;
    }
    html.raw("<section class=\"card\" aria-labelledby=\"bl-score\"><h2 id=\"bl-score\">Not scored</h2>");
    html.raw("<p class=\"small\">Not ranked until it has: ");
    html.each(missing, ", ", |html, one| _ = html.text(one)).raw(".</p></section>");
}
