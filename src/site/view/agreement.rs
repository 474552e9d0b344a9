//! How a technical debt agreement stands.

use super::State;
use crate::backlog::Agreement;
use crate::document::PartialDate;
use crate::realization::debt_agreement::{
    AgreementFacts, AgreementState, Repayment, STALE_AFTER_DAYS, Settlement, Trigger, assess, break_even_weeks,
};
use crate::site::Site;
use crate::site::words::{capital, count, figure};

/// How an agreement stands, in words.
pub(in crate::site) struct Standing {
    pub(in crate::site) state: State,
    pub(in crate::site) note: Option<String>,
    pub(in crate::site) late: bool,
}

/// Judges an agreement on the site's date.
pub(in crate::site) fn agreement_standing(site: &Site<'_>, agreement: &Agreement) -> Standing {
    let facts = AgreementFacts {
        settlement: settlement(agreement),
        repay_by: agreement.repay_by,
        trigger: if agreement.trigger.is_some() { Trigger::Waiting } else { Trigger::None },
        repayment: repayment(agreement),
        taken: None,
        reviewed: agreement.reviewed.map(PartialDate::last_day),
    };
    let standing = assess(&facts, site.analysis.as_of);
    let overdue = standing.state == AgreementState::Overdue;
    let late = standing
        .days_overdue
        .and_then(|days| usize::try_from(days).ok())
        .map(|days| format!("{} late", count(days, "day")));
    let stale = standing.stale.then(|| format!("not reviewed for {STALE_AFTER_DAYS} days"));
    let orphan = standing.orphan.then(|| "no epic repays it yet".to_owned());
    let pays = agreement.principal.as_ref().zip(agreement.interest.as_ref()).and_then(|(principal, interest)| {
        let weeks = break_even_weeks(principal, interest)?;
        Some(format!("repaying it pays for itself after {} weeks", figure(weeks.to_f64(), 1)))
    });
    let said: Vec<String> = [late, stale, orphan, pays].into_iter().flatten().collect();
    let class = match standing.state {
        AgreementState::Overdue => "overdue",
        AgreementState::Due => "awaiting",
        AgreementState::Repaid => "hit",
        _ => "anticipated",
    };
    Standing {
        state: State::new(capital(standing.state.words()), class),
        note: (!said.is_empty()).then(|| said.join(" · ")),
        late: overdue,
    }
}

/// Reads whether it is over.
fn settlement(agreement: &Agreement) -> Settlement {
    match agreement.status.as_deref() {
        Some("repaid") => Settlement::Repaid,
        Some("accepted") => Settlement::Accepted,
        Some("superseded") => Settlement::Superseded,
        _ => Settlement::Open,
    }
}

/// Tells whether an epic pays it back: the one it names, or the one it stands on when another took the shortcut.
fn repayment(agreement: &Agreement) -> Repayment {
    let named = agreement.repay_item.as_ref().is_some_and(|reference| reference.target.is_some());
    if named || agreement.taken_by.is_some() { Repayment::Planned } else { Repayment::Unplanned }
}
