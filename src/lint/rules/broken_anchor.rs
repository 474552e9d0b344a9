//! `broken-anchor`: a link to a part of a page finds it.

use super::super::context::Context;
use super::super::rule::{Check, Family, Found, Rule};
use crate::backlog::join;
use crate::config::Level;
use crate::diagnostic::{most_about_links, nearest};
use crate::document::markdown::{Link, LinkKind, Outline};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "broken-anchor",
    family: Family::Wiki,
    level: Level::Warning,
    summary: "a link to a part of a page finds it",
    check: Check::Linked(check),
    fix: None,
};

/// The most headings among which one is looked for that was meant.
const HEADINGS: usize = 500;
/// For so many links of a page the heading that was meant is looked for.
const SUGGESTIONS: usize = 50;

/// Follows the part behind the `#` of links to documents, this one among them.
fn check(context: &Context<'_>, at: usize) -> Vec<Found> {
    let document = &context.backlog.documents[at];
    let mut parts: BTreeMap<usize, Parts<'_>> = BTreeMap::new();
    let mut suggestions = SUGGESTIONS;
    let broken = document.outline.links.iter().filter_map(|link| {
        let (target, anchor) = goal(context, at, link)?;
        let other = &context.backlog.documents[target];
        if anchor.is_empty() || parts.entry(target).or_insert(Parts::Unknown).have(&other.outline, &anchor) {
            return None;
        }
        let place = if target == at { "this page".to_owned() } else { format!("`{}`", other.path) };
        let headings = other.outline.headings.iter().take(HEADINGS).map(|heading| heading.id.as_str());
        let near = if suggestions > 0 { nearest(&anchor, headings) } else { None };
        suggestions = suggestions.saturating_sub(1);
        let hint = near.map_or_else(
            || "Name the id of a heading, as the page shows it.".to_owned(),
            |near| format!("Did you mean `#{near}`?"),
        );
        Some(Found::in_prose(document.body_span(link.range.clone()), format!("{place} has no part `#{anchor}`"), hint))
    });
    broken.take(most_about_links(context.backlog.documents.len())).collect()
}

/// The parts of a page that links lead to: gathered only where several do, as one is found sooner by looking.
enum Parts<'a> {
    Unknown,
    Asked,
    Known(HashSet<Cow<'a, str>>),
}

impl<'a> Parts<'a> {
    /// Tells whether a page has a part: one of its own, a line of code, or the top.
    fn have(&mut self, outline: &'a Outline, anchor: &str) -> bool {
        let bare = anchor.strip_prefix("user-content-").unwrap_or(anchor);
        let own = bare == "top" || bare.starts_with("bl-") || bare.starts_with("fn");
        let is_there = match self {
            Self::Known(known) => known.contains(bare),
            Self::Asked => {
                let known = parts_of(outline).collect::<HashSet<_>>();
                let is_there = known.contains(bare);
                *self = Self::Known(known);
                is_there
            }
            Self::Unknown => {
                *self = Self::Asked;
                is_part(outline, bare)
            }
        };
        is_there
            || own
            || bare.contains('%')
            || bare.strip_prefix('l').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    }
}

/// Looks for one part of a page.
fn is_part(outline: &Outline, bare: &str) -> bool {
    let is_named = |id: &String| if id.is_ascii() { id.eq_ignore_ascii_case(bare) } else { id.to_lowercase() == bare };
    outline.headings.iter().any(|heading| heading.id == bare) || outline.anchors.iter().any(is_named)
}

/// Gives the parts of a page: headings, and ids of raw HTML.
fn parts_of(outline: &Outline) -> impl Iterator<Item = Cow<'_, str>> {
    let headings = outline.headings.iter().map(|heading| Cow::Borrowed(heading.id.as_str()));
    headings.chain(outline.anchors.iter().map(|id| Cow::Owned(id.to_lowercase())))
}

/// Finds the document and the part that a link means.
fn goal(context: &Context<'_>, at: usize, link: &Link) -> Option<(usize, String)> {
    let index = &context.backlog.index;
    let (address, part) = match link.kind {
        LinkKind::Anchor => ("", link.target.as_str()),
        LinkKind::Wiki | LinkKind::Relative => link.target.split_once('#')?,
        LinkKind::External | LinkKind::Refused => return None,
    };
    let target = match link.kind {
        LinkKind::Anchor => at,
        LinkKind::Wiki => index.wiki(address)?,
        _ => index.file(&join(&context.backlog.documents[at].path, address.split('?').next()?)?)?,
    };
    Some((target, part.to_lowercase()))
}
