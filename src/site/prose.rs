//! The body of a document as HTML, with its links followed.

use super::link::PageLinks;
use super::markup::{self, Html, written};
use super::passage::{self, Noting, Passage};
use super::plan::Site;
use super::quoted;
use super::team_cost::{Shown, without_costs};
use super::view::{Finding, Heading, Link, outcome_ids};
use crate::diagnostic::Diagnostic;
use crate::document::markdown::{RenderOptions, render};
use serde::Serialize;

/// A body, rendered, as templates are given it.
#[derive(Debug, Default, Serialize)]
pub(super) struct Prose {
    /// The HTML; empty where the file's text is shown as it is.
    #[serde(serialize_with = "super::markup::safe")]
    body_html: String,
    /// The table of contents, where the body is long enough for one and no template asks to make it.
    toc_html: Option<Html>,
    /// The headings, for a table of contents.
    toc: Vec<Heading>,
    /// The file's text, when its front matter could not be read.
    body_raw: Option<String>,
}

/// How much of a file that cannot be read is shown.
const RAW_LIMIT: usize = 64 * 1024;

/// Renders an item's body for its page.
pub(super) fn prose(site: &Site<'_>, page: &str, item: usize) -> Prose {
    let document = &site.backlog.documents[item];
    let text = site.text(item);
    if document.broken && document.body == 0 {
        return Prose { body_raw: Some(cut(&without_costs(site.config, &text))), ..Prose::default() };
    }
    let body = text.get(document.body..).unwrap_or("");
    let rendered = following(site, page, item, |links, options| {
        if !quoted::is_noting() {
            return render(body, links, &site.highlighter, options);
        }
        let noting = Noting::of(links);
        let rendered = render(body, &noting, &site.highlighter, options);
        quoted::show(noting.passage((site, item), &rendered, options));
        rendered
    });
    let toc =
        rendered.toc.into_iter().map(|heading| Heading { level: heading.level, text: heading.text, id: heading.id });
    let toc: Vec<Heading> = toc.filter(|heading| heading.level <= 4).collect();
    let (toc_html, toc) = written(site, toc, |html, toc| {
        if toc.len() > 2 {
            markup::toc(html, toc);
        }
    });
    let raw = document.broken.then(|| cut(&without_costs(site.config, text.get(..document.body).unwrap_or(""))));
    Prose { body_html: rendered.html, toc_html, toc, body_raw: raw }
}

/// Tells whether an item's body would be rendered as it was, from the same words.
pub(super) fn reads_alike(site: &Site<'_>, page: &str, item: usize, then: &Passage) -> bool {
    following(site, page, item, |links, options| then.asks_alike((site, item), links, options))
}

/// Does something with all that an item's body is rendered with: where its links lead, and how.
fn following<T>(
    site: &Site<'_>,
    page: &str,
    item: usize,
    make: impl FnOnce(&PageLinks<'_, '_>, &RenderOptions<'_>) -> T,
) -> T {
    let links = site.links();
    let listing = |start: usize| super::live_list::listing(site, page, (item, start));
    let (parts, refused) = (&site.followed[item].parts, &site.refused);
    let file = &site.backlog.documents[item].path;
    let resolver = PageLinks { links: &links, file, page, parts, refused, listing: &listing };
    make(&resolver, &passage::options((&site.backlog.items[item].title, outcome_ids(site, item)), site.config))
}

/// Cuts a text to what a page can show.
fn cut(text: &str) -> String {
    let mut end = text.len().min(RAW_LIMIT);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text[..end].chars().filter(|c| !c.is_control() || *c == '\n' || *c == '\t').collect()
}

/// Lists those of some findings that are about an item's files.
pub(super) fn findings(site: &Site<'_>, all: &[Diagnostic], item: usize) -> Vec<Finding> {
    let at = item;
    let item = &site.backlog.items[at];
    let mut found: Vec<&Diagnostic> = of_file(all, &item.path).iter().collect();
    if item.matter_path != item.path {
        found.extend(of_file(all, &item.matter_path));
    }
    if found.is_empty() {
        return Vec::new();
    }
    let shown = Shown::new(site.config);
    found
        .into_iter()
        .map(|diagnostic| {
            let text = site.text_of(at, &diagnostic.path);
            let text = Some(&*text).filter(|text| shown.may_show(text, diagnostic.span.line));
            Finding::of(diagnostic, text, None)
        })
        .collect()
}

/// Picks the findings of one file out of the sorted list.
pub(super) fn of_file<'a>(diagnostics: &'a [Diagnostic], path: &str) -> &'a [Diagnostic] {
    let start = diagnostics.partition_point(|found| &*found.path < path);
    let end = diagnostics.partition_point(|found| &*found.path <= path);
    &diagnostics[start..end]
}

/// Lists the documents whose prose links to an item.
pub(super) fn backlinks(site: &Site<'_>, page: &str, item: usize) -> Vec<Link> {
    site.backlog.backlinks[item].iter().map(|from| site.item_link(page, *from)).collect()
}
