//! The overview: what stands out, the first of the list, and what to write first.

use super::super::plan::{Route, Site};
use super::super::view::{Card, EpicTable, Link, Rows, StateCount, state_counts};
use super::super::words::{all_of, count, grouped, near_day};
use super::{Body, Common, Entry, Given, Page, once, view};
use crate::diagnostic::Severity;
use crate::ranking::{Commitment, UnscoredEntry};
use jiff::civil::Date;
use serde::Serialize;

/// How many ranked epics the overview shows.
const ROWS: usize = 7;

/// The overview.
pub(super) const PAGE: Page = Page {
    name: "overview",
    about: "what stands out, the first epics of the list, and what to write first",
    anywhere: false,
    navigation: Some(|_| Some(Entry { label: "Overview".to_owned(), path: "index.html", count: None })),
    routes: |_, page| once(page, "index.html"),
    body: Body::Html { template: "overview", view: make },
};

#[derive(Debug, Serialize)]
struct Overview {
    findings: Vec<Headline>,
    cards: Vec<Card>,
    states: Vec<StateCount>,
    ranked: Option<EpicTable>,
    ranked_more: Option<Link>,
    commitments: Option<EpicTable>,
    teach: Option<Teach>,
    report: Option<&'static str>,
}

#[derive(Debug, Serialize)]
pub(super) struct Headline {
    text: String,
    href: Option<String>,
    class: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct Teach {
    file: &'static str,
    example: String,
    questions: Vec<Question>,
    commands: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
struct Question {
    question: &'static str,
    answer: &'static str,
}

/// Makes the view.
fn make(site: &Site<'_>, route: &Route) -> Given {
    let ranking = &site.analysis.ranking;
    let first = |kind: Rows, entries: &[crate::ranking::Entry]| {
        EpicTable::new(site, &route.path, kind, entries.iter().take(ROWS).map(|entry| site.item_of(entry.candidate)))
    };
    let shown = ranking.entries.len().min(ROWS);
    let caption = if shown < ranking.entries.len() {
        format!("The first {}", count(shown, "ranked epic"))
    } else {
        all_of(shown, "ranked epic")
    };
    let ranked = first(Rows::Ranked, &ranking.entries)
        .map(|table| table.called("ranked", caption).titled("First in the list", ""));
    let begun = super::backlog::begun_unscored(site, ranking.unscored.iter());
    let note = commitments_note(ranking.commitments.len(), begun);
    let commitments = first(Rows::Committed, &ranking.commitments)
        .map(|table| table.called("in-progress", "Epics in progress").titled("In progress", note));
    let unscored = if commitments.is_none() && ranked.is_none() { unscored(site, &route.path) } else { None };
    let empty = site.backlog.epics().next().is_none();
    let common = Common::new(site, route, site.title()).subtitle(site.config.site.description.clone());
    let own = Overview {
        findings: if empty { pages(site) } else { headlines(site) },
        cards: if empty { Vec::new() } else { cards(site) },
        states: state_counts(site, &site.analysis.report.listed, |status| Some(super::outcomes::path(Some(status), 0))),
        ranked_more: ranked
            .as_ref()
            .or(unscored.as_ref())
            .map(|_| Link::to(all_of(site.open_epics(), "open epic"), "backlog.html")),
        ranked: ranked.or(unscored),
        commitments,
        teach: empty.then(|| teach(site.analysis.as_of)),
        report: (!empty).then_some(super::report::PATH),
    };
    view(common, own)
}

/// Shows what is open where nothing has a score: what is in progress first, so that the page has something to show.
fn unscored(site: &Site<'_>, page: &str) -> Option<EpicTable> {
    let (all, list) = (&site.analysis.ranking.unscored, &site.analysis.candidates.list);
    let begun = |entry: &&UnscoredEntry| list[entry.candidate].commitment == Commitment::InProgress;
    let (first, rest): (Vec<_>, Vec<_>) = all.iter().partition(begun);
    let items = first.into_iter().chain(rest).take(ROWS).map(|entry| site.item_of(entry.candidate));
    let table = EpicTable::new(site, page, Rows::Mixed, items)?;
    let note = "Not ranked: none of them has a score yet. What is in progress comes first.";
    let number = count(all.len().min(ROWS), "open epic");
    let caption = if all.len() > ROWS { format!("{number} of {}", grouped(all.len())) } else { number };
    Some(table.called("open", caption).titled("Open epics", note))
}

/// Leads to the pages where there are no epics.
fn pages(site: &Site<'_>) -> Vec<Headline> {
    let text = format!("{} of prose, and no epic yet", count(site.wiki_order.len(), "page"));
    let mut lines = vec![Headline { text, href: Some("wiki.html".to_owned()), class: None }];
    if site.wiki_order.len() > 1 && site.wiki_order.len() == site.backlog.items.len() {
        let text = "With an index.md or a README.md at the top, pages alone are a wiki that begins with it".to_owned();
        lines.push(Headline { text, href: None, class: None });
    }
    if site.wiki_order.is_empty() { Vec::new() } else { lines }
}

/// Says that only the first are shown, or only those with a score, where that is so.
fn commitments_note(number: usize, unscored: usize) -> String {
    let first = (number > ROWS).then(|| format!("The first {ROWS} of {}.", count(number, "epic")));
    let more = (unscored > 0).then(|| super::backlog::begun_words(unscored));
    [first, more].into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// Computes the sentences that stand first.
pub(super) fn headlines(site: &Site<'_>) -> Vec<Headline> {
    let ranking = &site.analysis.ranking;
    let mut found = Vec::new();
    let mut say =
        |text: String, href: Option<String>, class: Option<&'static str>| found.push(Headline { text, href, class });
    if let Some(first) = ranking.entries.first() {
        let at = site.analysis.candidates.items[first.candidate];
        let all = count(ranking.entries.len(), "ranked epic");
        match ranking.entries.iter().take_while(|entry| entry.rank == 1).count() {
            1 => {
                let title = &site.backlog.items[at].title;
                let text = match ranking.entries.len() {
                    1 => format!("“{title}” is the only ranked epic"),
                    _ => format!("“{title}” comes first of {all}"),
                };
                say(text, Some(site.href("index.html", at)), None);
            }
            tied => {
                let who = if tied == ranking.entries.len() {
                    all_of(tied, "ranked epic")
                } else {
                    format!("{} of {all}", grouped(tied))
                };
                say(format!("{who} share first place"), Some("backlog.html".to_owned()), None);
            }
        }
    }
    if ranking.entries.is_empty() && ranking.commitments.is_empty() && !ranking.unscored.is_empty() {
        let text = match ranking.unscored.len() {
            1 => "The one open epic has no score yet, so nothing is ranked".to_owned(),
            number => format!("The {} have no score yet, so nothing is ranked", count(number, "open epic")),
        };
        say(text, Some(super::backlog::unscored_path(site)), None);
    }
    if let Some(line) = super::backlog::capacity_words(site) {
        say(line, Some("backlog.html".to_owned()), None);
    }
    let open = &site.analysis.report.measurements.open;
    if let Some(oldest) = open.first() {
        let date = near_day(oldest.due, site.analysis.as_of);
        let text = format!("{} to close, the oldest since {date}", count(open.len(), "loop"));
        say(text, Some("outcomes.html#bl-loops".to_owned()), Some("late"));
    }
    found
}

/// Makes the figures at the top.
fn cards(site: &Site<'_>) -> Vec<Card> {
    let ranking = &site.analysis.ranking;
    let card = |label: &str, value: usize, href: &str| Card {
        label: label.to_owned(),
        value: grouped(value),
        href: Some(href.to_owned()),
        ..Card::default()
    };
    let errors = site.diagnostics.iter().filter(|found| found.severity == Severity::Error).count();
    let problems = site.diagnostics.iter().filter(|found| found.severity != Severity::Info).count();
    let in_progress = if ranking.commitments.is_empty() { "backlog.html" } else { "backlog.html#in-progress" };
    let begun = super::backlog::begun_unscored(site, ranking.unscored.iter());
    let mut cards = vec![
        Card {
            note: Some(format!("{} ranked", count(ranking.entries.len(), "epic"))),
            ..card("Open epics", site.open_epics(), "backlog.html")
        },
        Card {
            note: (begun > 0).then(|| match ranking.commitments.len() {
                0 => "not scored".to_owned(),
                _ => format!("{} of them not scored", grouped(begun)),
            }),
            ..card("In progress", ranking.commitments.len() + begun, in_progress)
        },
    ];
    if !ranking.unscored.is_empty() {
        cards.push(Card {
            note: Some("listed apart, not ranked".to_owned()),
            ..card("Not scored", ranking.unscored.len(), &super::backlog::unscored_path(site))
        });
    }
    let report = &site.analysis.report;
    if !report.listed.is_empty() {
        let open = report.measurements.open.len();
        let note = (open > 0).then(|| format!("{} to close", count(open, "loop")));
        cards.push(Card {
            note_class: note.as_ref().map(|_| "late"),
            note,
            ..card("Outcomes", report.listed.len(), "outcomes.html")
        });
    }
    cards.extend(super::flow::overview_card(site));
    if problems > 0 {
        cards.push(Card {
            note: Some(count(errors, "error")),
            note_class: (errors > 0).then_some("late"),
            ..card("Problems", problems, "problems.html")
        });
    }
    cards
}

/// Teaches a newcomer what to write first; the promise is due in the second quarter to come.
fn teach(as_of: Date) -> Teach {
    let quarter = i32::from(as_of.year()) * 4 + (i32::from(as_of.month()) - 1) / 3 + 2;
    let by = format!("by: {:04}-Q{}", quarter.div_euclid(4), quarter.rem_euclid(4) + 1);
    let question = |question, answer| Question { question, answer };
    Teach {
        file: "epics/guided-onboarding.md",
        example: include_str!("first_epic.md").replace("by: 2026-Q3", &by),
        questions: vec![
            question("What problem is there?", "Who has it, how often, and what it costs them. One paragraph."),
            question(
                "What result do we expect, and how is it measured?",
                "The outcome: what will be different, from which value to which, by when.",
            ),
            question("Which metric says so?", "The number itself and where it comes from, so that anybody can look."),
            question("How will we learn?", "When we measure again after delivery, and who does."),
        ],
        commands: vec!["backlit build --open"],
    }
}
