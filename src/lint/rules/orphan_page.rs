//! `orphan-page`: a page of the wiki is linked from somewhere.

use super::super::context::Context;
use super::super::rule::{Check, Family, Found, Rule};
use crate::backlog::{is_index, stem};
use crate::config::{Kind, Level};
use crate::diagnostic::Span;

/// The rule.
pub(super) const RULE: Rule = Rule {
    name: "orphan-page",
    family: Family::Wiki,
    level: Level::Info,
    summary: "a page of the wiki is linked from somewhere",
    check: Check::Linked(check),
    fix: None,
};

/// Finds pages below a folder that no other document links to, where most pages are linked.
fn check(context: &Context<'_>, at: usize) -> Vec<Found> {
    let item = &context.backlog.items[at];
    let stands_alone = is_index(stem(&item.path)) || !item.path.contains('/');
    let asked = context.practice.linked_wiki && item.kind == Kind::Page && !stands_alone;
    if !asked || !context.backlog.backlinks[at].is_empty() {
        return Vec::new();
    }
    let message = format!("no other page links to “{}”", item.title);
    vec![Found::in_prose(Span::FILE, message, "Link to it where somebody would look for it, or delete it.")]
}
