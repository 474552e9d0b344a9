//! How a technical debt agreement stands, in words.

use super::State;
use crate::analysis::debt::{DebtEntry, judge_agreement};
use crate::realization::debt_agreement::{AgreementState, STALE_AFTER_DAYS};
use crate::site::Site;
use crate::site::words::{capital, count, weeks};

/// How an agreement stands, in words.
pub(in crate::site) struct Standing {
    pub(in crate::site) state: State,
    pub(in crate::site) note: Option<String>,
    pub(in crate::site) late: bool,
}

/// Says how the agreement of an epic stands on the site's date; none where it has none.
pub(in crate::site) fn agreement_standing(site: &Site<'_>, at: usize) -> Option<Standing> {
    judge_agreement(site.backlog, site.config, at, site.analysis.as_of).map(|entry| standing_words(&entry))
}

/// Says how an agreement stands.
pub(in crate::site) fn standing_words(entry: &DebtEntry) -> Standing {
    let standing = &entry.standing;
    let late = late_words(entry);
    let stale = stale_words(entry);
    let orphan = standing.orphan.then(|| "no epic repays it yet".to_owned());
    let pays = entry.break_even_weeks.map(|time| format!("repaying it pays for itself after {}", weeks(time)));
    let said: Vec<String> = [late, stale, orphan, pays].into_iter().flatten().collect();
    Standing {
        state: agreement_state(standing.state),
        note: (!said.is_empty()).then(|| said.join(" · ")),
        late: standing.state == AgreementState::Overdue,
    }
}

/// Says that nobody looked at an agreement for long, or ever; none while somebody does.
pub(in crate::site) fn stale_words(entry: &DebtEntry) -> Option<String> {
    let words = || {
        entry
            .review_due
            .map_or_else(|| "never reviewed".to_owned(), |_| format!("not reviewed for {STALE_AFTER_DAYS} days"))
    };
    entry.standing.stale.then(words)
}

/// Says by how many days an agreement is late.
pub(in crate::site) fn late_words(entry: &DebtEntry) -> Option<String> {
    let days = entry.standing.days_overdue.and_then(|days| usize::try_from(days).ok()).filter(|days| *days > 0);
    days.map(|days| format!("{} late", count(days, "day")))
}

/// Shows the state of an agreement with its colour.
pub(in crate::site) fn agreement_state(state: AgreementState) -> State {
    let class = match state {
        AgreementState::Overdue | AgreementState::TriggerFired => "overdue",
        AgreementState::Due => "awaiting",
        AgreementState::Repaid => "hit",
        AgreementState::Open | AgreementState::Accepted | AgreementState::Superseded => "anticipated",
    };
    State::new(capital(state.words()), class)
}
