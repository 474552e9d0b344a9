//! One agreement of the register.

use super::super::super::plan::Site;
use super::super::super::view::{Field, Link, State, agreement_state, late_words, one_line, outcome_ids, stale_words};
use super::super::super::words::{capital, count, weeks};
use crate::analysis::Standing;
use crate::analysis::debt::DebtEntry;
use crate::backlog::{Agreement, Epic};
use crate::document::PartialDate;
use serde::Serialize;

/// An agreement as the page shows it.
#[derive(Debug, Serialize)]
pub(super) struct EntryView {
    reason: String,
    href: String,
    impact: Option<String>,
    state: State,
    late: Option<String>,
    flags: Vec<String>,
    facts: Vec<String>,
    fields: Vec<Field>,
}

/// Makes the view of an agreement.
pub(super) fn entry_view(site: &Site<'_>, page: &str, entry: &DebtEntry) -> Option<EntryView> {
    let agreement = site.backlog.items[entry.item].epic()?.agreement.as_ref()?;
    let standing = &entry.standing;
    let orphan = standing.orphan.then(|| "no epic pays it back".to_owned());
    let flags = [stale_words(entry), orphan].into_iter().flatten();
    let stands = entry.concern.stands();
    Some(EntryView {
        reason: agreement.reason.as_deref().map_or_else(|| "No reason given".to_owned(), capital),
        href: site.href(page, entry.item),
        impact: agreement.impact.as_deref().map(capital),
        state: agreement_state(standing.state),
        late: late_words(entry),
        flags: flags.filter(|_| stands).collect(),
        facts: facts(agreement, entry),
        fields: fields(site, page, agreement, entry),
    })
}

/// Says in short how old it is, why it was taken and who answers for it.
fn facts(agreement: &Agreement, entry: &DebtEntry) -> Vec<String> {
    let days = entry.standing.age_days.and_then(|days| usize::try_from(days).ok());
    let age = days.map(|days| format!("taken {} ago", count(days, "day")));
    let cause = agreement.cause.as_ref().map(|cause| format!("cause: {cause}"));
    [age, cause, agreement.owner.clone()].into_iter().flatten().collect()
}

/// Lists the rest: what it costs, who took it, who pays it back and for what.
fn fields(site: &Site<'_>, page: &str, agreement: &Agreement, entry: &DebtEntry) -> Vec<Field> {
    let date = |found: Option<PartialDate>| found.map(PartialDate::label);
    let interest = agreement.interest.as_ref();
    let since = entry
        .cost_since_due
        .zip(interest)
        .map(|(cost, interest)| super::a_week(&interest.without_period().with_computed(cost)));
    let repaid = entry.repayer.map(|at| repayer(site, page, at));
    let fields = [
        Field::maybe("Pay back by", date(agreement.repay_by)),
        Field::maybe("Pay back when", agreement.trigger.clone()),
        Field::links("Taken by", entry.taker.map(|at| site.item_link(page, at)).into_iter().collect()),
        repaid,
        entry.repayer.and_then(|at| serves(site, page, at)),
        Field::maybe("Interest", interest.map(|quantity| quantity.text.clone())),
        Field::maybe("Principal", agreement.principal.as_ref().map(|quantity| quantity.text.clone())),
        Field::maybe("Pays for itself after", entry.break_even_weeks.map(weeks)),
        Field::maybe("Cost since the day agreed", since),
        Field::maybe("Last review", date(agreement.reviewed)),
        Field::maybe("Accepted because", agreement.accepted_reason.clone()),
    ];
    fields.into_iter().flatten().collect()
}

/// Links to the epic that pays it back, with its state and rank.
fn repayer(site: &Site<'_>, page: &str, at: usize) -> Field {
    let state = site.backlog.items[at].epic().map(|epic| site.state(epic).label.to_lowercase());
    let rank = match site.analysis.standings[at] {
        Some(Standing::Ranked(_)) => site.entry(at).map(|entry| format!("rank {}", entry.rank)),
        Some(Standing::Unscored(_)) => Some("not scored".to_owned()),
        _ => None,
    };
    let note: Vec<String> = [state, rank].into_iter().flatten().collect();
    Field {
        label: "Paid back by".to_owned(),
        links: vec![site.item_link(page, at)],
        note: (!note.is_empty()).then(|| note.join(", ")),
        ..Field::default()
    }
}

/// Links to what paying it back serves: the outcomes of the epic and its key results.
fn serves(site: &Site<'_>, page: &str, at: usize) -> Option<Field> {
    let epic = site.backlog.items[at].epic()?;
    let href = site.href(page, at);
    let outcomes = epic.outcomes.iter().zip(outcome_ids(site, at));
    let outcomes = outcomes.filter_map(|(outcome, id)| Some(Link::to(one_line(outcome)?, format!("{href}#{id}"))));
    Field::links("It serves", outcomes.chain(key_results(site, page, epic)).collect())
}

/// Links to the key results that an epic serves.
fn key_results<'a>(site: &'a Site<'_>, page: &'a str, epic: &'a Epic) -> impl Iterator<Item = Link> + 'a {
    epic.key_results.iter().filter_map(move |reference| {
        let at = reference.objective.target?;
        let link = site.item_link(page, at);
        let result = reference.position.and_then(|place| site.backlog.items[at].objective()?.key_results.get(place));
        let Some(result) = result else { return Some(link) };
        let id = outcome_ids(site, at).get(reference.position?)?;
        let text = result.title.clone().or_else(|| one_line(&result.outcome)).unwrap_or_else(|| result.id.clone());
        Some(Link::to(text, format!("{}#{id}", link.href?)))
    })
}
