//! The register of technical debt: every agreement by what it asks for, and what all of them come to.

mod entry;

use super::super::address::relative;
use super::super::paging::{Window, path_of};
use super::super::plan::{Route, Site, Subject};
use super::super::view::{Card, Cell, Link, Pagination, Table};
use super::super::words::{capital, count, count_is, day, figure, grouped};
use super::{Body, Common, Entry, Given, Page, view};
use crate::analysis::debt::{Band, Concern, DEBT_BAND, DebtEntry, DebtRegister, LEAST_FOR_SHARE};
use crate::document::{Quantity, TimeUnit};
use serde::Serialize;

/// How many reviews the list of the next ones shows.
const REVIEWS: usize = 12;
/// How many causes are counted one by one.
const CAUSES: usize = 50;
/// How many pairs of debt and feature are listed.
const BUNDLES: usize = 100;

/// The register of technical debt.
pub(super) const PAGE: Page = Page {
    name: "technical-debt",
    about: "every technical debt agreement: what was agreed, what it costs, when it is paid back",
    anywhere: false,
    navigation: Some(|site| {
        let standing = site.analysis.debt.standing();
        (!is_empty(site)).then(|| Entry {
            label: "Technical debt".to_owned(),
            path: "technical-debt.html",
            count: (standing > 0).then(|| grouped(standing)),
        })
    }),
    routes: |site, page| {
        let pages = if is_empty(site) { 0 } else { window(&site.analysis.debt, 0).pages().max(1) };
        let route = |number: usize| {
            let subject = if number == 0 { Subject::Whole } else { Subject::Agreements(number) };
            Route { path: path(number), page, subject }
        };
        (0..pages).map(route).collect()
    },
    body: Body::Html { template: "technical_debt", view: make },
};

#[derive(Debug, Default, Serialize)]
struct Register {
    cards: Vec<Card>,
    groups: Vec<Group>,
    pagination: Option<Pagination>,
    bundled: Vec<Bundle>,
    bundled_more: Option<String>,
    causes: Option<Table>,
    reviews: Option<Table>,
}

#[derive(Debug, Serialize)]
struct Group {
    id: &'static str,
    title: &'static str,
    count: String,
    note: &'static str,
    entries: Vec<entry::EntryView>,
}

#[derive(Debug, Serialize)]
struct Bundle {
    debt: Link,
    with: Vec<Link>,
}

/// Tells whether there is nothing to register.
fn is_empty(site: &Site<'_>) -> bool {
    site.analysis.debt.entries.is_empty() && site.analysis.debt.bundled.is_empty()
}

/// Gives the address of a page of the register, from 0.
fn path(number: usize) -> String {
    path_of("technical-debt", number)
}

/// Gives a page of the agreements, from 0.
const fn window(register: &DebtRegister, number: usize) -> Window {
    Window::new(number, register.entries.len())
}

/// Makes the view.
fn make(site: &Site<'_>, route: &Route) -> Given {
    let page = route.path.as_str();
    let register = &site.analysis.debt;
    let number = if let Subject::Agreements(number) = route.subject { number } else { 0 };
    let window = window(register, number);
    let groups = register.entries[window.range()].chunk_by(|a, b| a.concern == b.concern);
    let listed = Register {
        groups: groups.map(|entries| group(site, page, entries)).collect(),
        pagination: Pagination::of(window.pages(), number, |at| relative(page, &path(at))),
        ..Register::default()
    };
    let common = Common::new(site, route, "Technical debt");
    if number > 0 {
        return view(common.subtitle(format!("Agreements {}.", window.words())), listed);
    }
    let bundled = register.bundled.iter().take(BUNDLES).map(|(debt, with)| Bundle {
        debt: site.item_link(page, *debt),
        with: with.iter().map(|at| site.item_link(page, *at)).collect(),
    });
    let more = register.bundled.len().saturating_sub(BUNDLES);
    let own = Register {
        cards: cards(register),
        bundled: bundled.collect(),
        bundled_more: (more > 0).then(|| format!("and {} more", grouped(more))),
        causes: causes(site, register),
        reviews: reviews(site, page),
        ..listed
    };
    view(common.subtitle(headline(register)), own)
}

/// Says the finding: what presses most.
fn headline(register: &DebtRegister) -> String {
    let of = |concern| register.of(concern).count();
    let overdue = register.of(Concern::Overdue).filter_map(|entry| entry.standing.days_overdue).max();
    let all = count(register.entries.len(), "agreement");
    let part = |number| match register.entries.len() {
        1 => "the one agreement".to_owned(),
        _ => format!("{} of {all}", grouped(number)),
    };
    match (of(Concern::Overdue), overdue.and_then(|days| usize::try_from(days).ok())) {
        (1, Some(days)) => format!("{} is overdue, by {}.", capital(&part(1)), count(days, "day")),
        (number, Some(days)) if number > 1 => {
            format!("{} are overdue, the oldest by {}.", part(number), count(days, "day"))
        }
        _ if of(Concern::TriggerFired) > 0 => {
            format!("The event of {} has happened.", count(of(Concern::TriggerFired), "agreement"))
        }
        _ if of(Concern::Due) > 0 => format!("{} due within 30 days.", count_is(of(Concern::Due), "agreement")),
        _ if of(Concern::Orphan) > 0 => format!("No epic pays back {}.", part(of(Concern::Orphan))),
        _ if register.entries.is_empty() => "No agreement is written down yet.".to_owned(),
        _ if register.entries.len() == 1 => "The one agreement is not overdue.".to_owned(),
        _ if register.entries.len() == 2 => "Neither of the 2 agreements is overdue.".to_owned(),
        _ => format!("None of the {all} is overdue."),
    }
}

/// Makes the figures at the top.
fn cards(register: &DebtRegister) -> Vec<Card> {
    let overdue = register.of(Concern::Overdue).count();
    let standing = register.standing();
    let mut cards = vec![
        Card {
            label: "Agreements that stand".to_owned(),
            value: grouped(standing),
            note: Some(format!("of {}", grouped(register.entries.len()))),
            ..Card::default()
        },
        Card {
            label: "Overdue".to_owned(),
            value: grouped(overdue),
            note_class: (overdue > 0).then_some("late"),
            note: (overdue > 0).then(|| "past the day agreed".to_owned()),
            href: (overdue > 0).then(|| "#bl-overdue".to_owned()),
        },
    ];
    if !register.interest.is_empty() {
        let sums: Vec<String> = register.interest.iter().map(a_week).collect();
        cards.push(Card {
            label: "Interest a week".to_owned(),
            value: sums.join(" + "),
            note: Some(format!("said by {} of {} that stand", grouped(register.interest_from), grouped(standing))),
            ..Card::default()
        });
    }
    cards.push(share_card(register));
    cards
}

/// Writes what a week costs, without the `/ week` that the label says already.
pub(super) fn a_week(quantity: &Quantity) -> String {
    let text = quantity.to_string();
    let per = quantity.unit.per.as_deref();
    match text.rsplit_once('/') {
        Some((amount, period)) if per.is_none() && TimeUnit::named(period.trim()) == Some(TimeUnit::Week) => {
            amount.trim_end().to_owned()
        }
        _ => text,
    }
}

/// Holds the share of debt in open work against the band.
fn share_card(register: &DebtRegister) -> Card {
    let share = register.share;
    let (low, high) = DEBT_BAND;
    let note = match share.judged() {
        None if share.open == 0 => "no open work".to_owned(),
        None => format!("too few for a share: fewer than {LEAST_FOR_SHARE} open epics"),
        Some((percent, band)) => {
            let says = match band {
                Band::Below => "below the {} that keep debt from growing",
                Band::Inside => "inside the {} that keep debt from growing",
                Band::Above => "above the usual {}: ask whether features have to wait",
            };
            format!("{}%, {}", figure(percent, 0), says.replace("{}", &format!("{low} to {high}%")))
        }
    };
    Card {
        label: "Open epics that pay debt back".to_owned(),
        value: format!("{} of {}", grouped(share.debt), grouped(share.open)),
        note: Some(note),
        ..Card::default()
    }
}

/// Lists some agreements of one concern, and says how many have it.
fn group(site: &Site<'_>, page: &str, entries: &[DebtEntry]) -> Group {
    let concern = entries[0].concern;
    let all = &site.analysis.debt.entries;
    let of_concern = |is: fn(&Concern, &Concern) -> bool| all.partition_point(|entry| is(&entry.concern, &concern));
    let count = grouped(of_concern(Concern::le) - of_concern(Concern::lt));
    let entries = entries.iter().filter_map(|found| entry::entry_view(site, page, found)).collect();
    let (id, title, note) = match concern {
        Concern::Overdue => ("bl-overdue", "Overdue", "The day agreed has passed."),
        Concern::TriggerFired => ("bl-fired", "Trigger fired", "The event agreed has happened."),
        Concern::Due => ("bl-due", "Due", "The day agreed is within 30 days."),
        Concern::Orphan => ("bl-orphan", "Orphans", "They stand, and no epic pays them back."),
        Concern::Stale => ("bl-stale", "Stale", "Nobody has reviewed them for 90 days."),
        Concern::Open => ("bl-open", "Open", "They stand, and nothing is asked yet."),
        Concern::Accepted => ("bl-accepted", "Accepted", "The team lives with them, for the reason given."),
        Concern::Repaid => ("bl-repaid", "Repaid", "The shortcut was made good."),
        Concern::Superseded => ("bl-superseded", "Superseded", "Other work made them pointless."),
    };
    Group { id, title, count, note, entries }
}

/// Counts the causes.
fn causes(site: &Site<'_>, register: &DebtRegister) -> Option<Table> {
    let mut table = Table::new("Why shortcuts were taken", &["Cause", "Agreements"]);
    table.head[1].num = true;
    let rows = register.causes.iter().take(CAUSES).map(|(cause, number)| {
        let name = if cause.is_empty() { "Not said".to_owned() } else { capital(cause) };
        vec![Cell::text(name), Cell::figure(grouped(*number))]
    });
    let more = register.causes.get(CAUSES..).filter(|more| !more.is_empty()).map(|more| {
        let agreements = more.iter().map(|(_, number)| number).sum();
        vec![Cell::text(format!("{} more", grouped(more.len()))), Cell::figure(grouped(agreements))]
    });
    table.fill(site, rows.chain(more));
    table.if_any()
}

/// Lists the reviews that come next.
fn reviews(site: &Site<'_>, page: &str) -> Option<Table> {
    let mut table = Table::new("Reviews due next, 90 days after the last look", &["Agreement", "Review by"]);
    let due = site.analysis.debt.reviews();
    let rows = due.into_iter().take(REVIEWS).map(|(on, entry)| {
        let link = Link::to(site.backlog.items[entry.item].title.clone(), site.href(page, entry.item));
        let late = on < site.analysis.as_of;
        let text = if late { format!("{}, overdue", day(on)) } else { day(on) };
        vec![Cell::link(link), Cell { class: late.then_some("late"), ..Cell::text(text) }]
    });
    table.fill(site, rows);
    table.if_any()
}

#[cfg(test)]
mod tests;
