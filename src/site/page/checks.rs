//! What the rules ask for, person by person.

use super::super::address::relative;
use super::super::markup::{Html, written};
use super::super::plan::{Route, Site};
use super::super::team_cost::Shown;
use super::super::view::{Finding, Link, write_findings};
use super::super::words::{capital, count};
use super::{Body, Common, Given, Page, once, view};
use crate::analysis::owner_key;
use crate::diagnostic::Diagnostic;
use crate::order::Order;
use serde::Serialize;
use std::collections::BTreeMap;

/// How many findings the page shows of all people together; `backlit check` has all.
const ALL: usize = 500;

/// How many it shows of each person, at most and at least.
const OF_A_PERSON: usize = 50;
const LEAST: usize = 5;

/// The advice.
pub(super) const PAGE: Page = Page {
    name: "checks",
    about: "what the rules of `backlit check` ask for, by who answers for the document",
    anywhere: false,
    navigation: None,
    routes: |site, page| if site.advice.is_empty() { Vec::new() } else { once(page, "checks.html") },
    body: Body::Html { template: "checks", view: make },
};

#[derive(Debug, Serialize)]
struct Checks {
    people: Vec<Person>,
    more: Option<String>,
}

#[derive(Debug, Serialize)]
struct Person {
    owner: Link,
    count: String,
    more: Option<String>,
    documents: Vec<Document>,
}

#[derive(Debug, Serialize)]
struct Document {
    link: Link,
    findings_html: Option<Html>,
    findings: Vec<Finding>,
}

/// Makes the view.
fn make(site: &Site<'_>, route: &Route) -> Given {
    let mut people: BTreeMap<String, (Option<&str>, Vec<&Diagnostic>)> = BTreeMap::new();
    for found in &site.advice {
        let item = item_of(site, found);
        let owner = item.and_then(|at| site.backlog.items[at].owners.first());
        // What nobody answers for stands last.
        let key = owner.map_or_else(|| "\u{10FFFF}".to_owned(), |name| owner_key(name));
        people.entry(key).or_insert_with(|| (owner.map(String::as_str), Vec::new())).1.push(found);
    }
    let number = people.values().filter(|(owner, _)| owner.is_some()).count();
    let each = (ALL / people.len().max(1)).clamp(LEAST, OF_A_PERSON);
    let mut left = ALL / LEAST;
    let mut hidden = (0, 0);
    let mut shown = Vec::new();
    for (owner, found) in people.into_values() {
        if owner.is_some() && left == 0 {
            hidden = (hidden.0 + 1, hidden.1 + found.len());
            continue;
        }
        left -= usize::from(owner.is_some());
        shown.push(person((site, &route.path), owner, &found, each));
    }
    let who = match number {
        0 => "nobody is named".to_owned(),
        1 => "one person".to_owned(),
        number => format!("{number} people"),
    };
    let subtitle = format!(
        "{}, by who answers for the document ({who}). None of it stops a build; “backlit check” lists all of it.",
        capital(&count(site.advice.len(), "finding"))
    );
    let more = (hidden.0 > 0).then(|| {
        let people = if hidden.0 == 1 { "1 more person".to_owned() } else { format!("{} more people", hidden.0) };
        let findings = count(hidden.1, "finding");
        format!("{people} with {findings}: `backlit check` lists all of them.")
    });
    view(Common::new(site, route, "What to improve").subtitle(subtitle), Checks { people: shown, more })
}

/// Finds the document that a finding is about.
fn item_of(site: &Site<'_>, found: &Diagnostic) -> Option<usize> {
    site.backlog.index.by_path(&found.path).or_else(|| site.described.get(&*found.path).copied())
}

/// Shows what concerns one person, document by document.
fn person((site, page): (&Site<'_>, &str), owner: Option<&str>, found: &[&Diagnostic], most: usize) -> Person {
    // What matters most is shown, each at its place.
    let mut places: Vec<usize> = (0..found.len()).collect();
    places.order_by_key(|at| found[*at].severity);
    places.truncate(most);
    places.order();
    let shown: Vec<&Diagnostic> = places.iter().map(|at| found[*at]).collect();
    let lines = Shown::new(site.config);
    let documents = shown.chunk_by(|a, b| a.path == b.path).map(|group| {
        let item = item_of(site, group[0]);
        let link = item.map_or_else(
            || Link::plain(group[0].path.to_string()),
            |at| Link::to(site.backlog.items[at].title.clone(), relative(page, &site.addresses.items[at])),
        );
        let findings: Vec<Finding> = group.iter().map(|found| finding(site, found, item, &lines)).collect();
        let (findings_html, findings) = written(site, findings, |html, found| write_findings(html, found));
        Document { link, findings_html, findings }
    });
    Person {
        owner: owner.map_or_else(|| Link::plain("Nobody answers for these"), |name| site.owner_link(page, name)),
        count: count(found.len(), "finding"),
        more: (found.len() > shown.len())
            .then(|| format!("{} more: `backlit check` lists all of them.", found.len() - shown.len())),
        documents: documents.collect(),
    }
}

/// Shows a finding with its line, where that may be seen.
fn finding(site: &Site<'_>, found: &Diagnostic, item: Option<usize>, lines: &Shown) -> Finding {
    let text = item.map(|at| site.text_of(at, &found.path));
    let shown = text.as_deref().filter(|text| lines.may_show(text, found.span.line));
    Finding::of(found, shown, None)
}
