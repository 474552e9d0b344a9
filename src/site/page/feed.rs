//! What was learned, as a feed (Atom, RFC 4287): loops that closed, and measurements, the newest first.

use super::super::address::encode;
use super::super::plan::{Route, Site};
use super::super::view::outcome_ids;
use super::super::words::{capital, day};
use super::{Body, Page, once};
use crate::analysis::Judged;
use crate::backlog::{Actual, Outcome};
use crate::chart::svg::escape;
use crate::order::Order;
use jiff::civil::Date;
use std::fmt::Write;

/// Where the feed stands.
const PATH: &str = "feed.xml";
/// How many entries it has.
const ENTRIES: usize = 50;

/// The feed; it needs to know where the site is published.
pub(super) const PAGE: Page = Page {
    name: "feed",
    about: "loops that closed and new measurements, as an Atom feed",
    anywhere: false,
    navigation: None,
    routes: |site, page| if site.config.site.base_url.is_some() { once(page, PATH) } else { Vec::new() },
    body: Body::File(|site, _: &Route| feed(site).into_bytes()),
};

/// An entry of a feed.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Entry {
    pub(super) on: Date,
    pub(super) id: String,
    pub(super) link: String,
    pub(super) title: String,
    pub(super) words: String,
}

/// Writes the feed.
fn feed(site: &Site<'_>) -> String {
    let base = site.config.site.base_url.as_deref().unwrap_or_default();
    atom(site, ("", PATH, ""), entries(site, base), ENTRIES)
}

/// Writes a feed: its name after the site's, its own path and that of its page; so many entries, the newest first.
pub(super) fn atom(
    site: &Site<'_>,
    (name, path, page): (&str, &str, &str),
    entries: Vec<Entry>,
    limit: usize,
) -> String {
    let base = site.config.site.base_url.as_deref().unwrap_or_default();
    let mut entries = entries;
    entries.order_by(|a, b| b.cmp(a));
    entries.truncate(limit);
    let updated = entries.first().map_or(site.analysis.as_of, |entry| entry.on);
    let author = escape(&site.title());
    let title = if name.is_empty() { author.clone() } else { format!("{author}: {name}") };
    let base = escape(base);
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
         <title>{title}</title>\n<id>{base}/{page}</id>\n<updated>{updated}T00:00:00Z</updated>\n\
         <author><name>{author}</name></author>\n<link rel=\"alternate\" type=\"text/html\" href=\"{base}/{page}\"/>\n\
         <link rel=\"self\" type=\"application/atom+xml\" href=\"{base}/{path}\"/>\n",
        escape(&site.config.site.language)
    );
    for entry in entries {
        let [id, link, title, words] = [&entry.id, &entry.link, &entry.title, &entry.words].map(|text| escape(text));
        write!(
            xml,
            "<entry>\n<title>{title}</title>\n<id>{id}</id>\n<updated>{}T00:00:00Z</updated>\n\
             <link rel=\"alternate\" type=\"text/html\" href=\"{link}\"/>\n<summary>{words}</summary>\n</entry>\n",
            entry.on
        )
        .expect("a string takes all that is written");
    }
    xml.push_str("</feed>\n");
    xml
}

/// Lists every entry.
fn entries(site: &Site<'_>, base: &str) -> Vec<Entry> {
    let mut entries = Vec::new();
    for (at, item) in site.backlog.items.iter().enumerate() {
        let judged = site.analysis.outcomes_of(at);
        for ((outcome, judged), anchor) in item.outcomes().into_iter().zip(judged).zip(outcome_ids(site, at)) {
            let link = format!("{base}/{}#{}", encode(&site.addresses.items[at]), encode(anchor));
            entries.extend(of_outcome(site, outcome, judged, &link));
        }
    }
    entries
}

/// Lists the entries of one outcome: its measurements up to the site's date, the deciding one as the loop's end.
fn of_outcome(site: &Site<'_>, outcome: &Outcome, judged: &Judged, link: &str) -> Vec<Entry> {
    let metric = outcome.metric.as_ref().map_or("Outcome", |metric| metric.value.as_str());
    let about = &site.backlog.items[judged.item].title;
    let decided = judged.judgement.decided_on;
    let mut seen: Vec<Date> = Vec::new();
    let mut entries = Vec::new();
    for actual in &outcome.actuals {
        let on = actual.on.value.last_day();
        if on > site.analysis.as_of || seen.contains(&on) {
            continue;
        }
        seen.push(on);
        let closes = decided == Some(on);
        let state = capital(judged.judgement.status.words());
        let title = if closes { format!("{state}: {metric}") } else { format!("Measured: {metric}") };
        entries.push(Entry {
            on,
            id: format!("{link}/{on}"),
            link: link.to_owned(),
            title,
            words: words(outcome, actual, about),
        });
    }
    entries
}

/// Says what was measured against what was promised.
fn words(outcome: &Outcome, actual: &Actual, about: &str) -> String {
    let mut words = format!("{} on {}", actual.value.value, day(actual.on.value.last_day()));
    if let Some(baseline) = &outcome.baseline {
        words.extend([", from ", &baseline.value.to_string()]);
    }
    if let Some(target) = &outcome.target {
        words.extend([", target ", &target.value.to_string()]);
    }
    words.extend([". ", about, "."]);
    if let Some(note) = &actual.note {
        words.extend([" ", note]);
    }
    words
}
