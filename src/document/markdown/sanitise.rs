//! The second wall behind the filter of raw HTML: a parser that reads as browsers do, and an allow-list.
//!
//! In: a rendered body that holds raw HTML, all of it written by this module. Out: the same, with everything gone that
//! is not on the list and every element where a browser would put it. Content can't use our classes, because the
//! filter has taken its classes out before.

use super::raw_policy::written;
use ammonia::{Builder, UrlRelative};
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

static CLEANER: LazyLock<Builder<'static>> = LazyLock::new(cleaner);

/// Parses a rendered body and keeps what is allowed.
pub(super) fn sanitise(html: &str) -> String {
    CLEANER.clean(html).to_string()
}

fn cleaner() -> Builder<'static> {
    let mut builder = Builder::default();
    builder
        .tags(written().collect())
        .generic_attributes(HashSet::from(["aria-label", "class", "dir", "id", "lang", "role", "tabindex", "title"]))
        .tag_attributes(attributes())
        .set_tag_attribute_value("input", "type", "checkbox")
        .set_tag_attribute_value("input", "disabled", "")
        .url_schemes(HashSet::from(["http", "https", "mailto", "tel"]))
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None);
    builder
}

fn attributes() -> HashMap<&'static str, HashSet<&'static str>> {
    HashMap::from([
        ("a", HashSet::from(["href", "rel"])),
        ("details", HashSet::from(["open"])),
        ("img", HashSet::from(["alt", "height", "loading", "src", "width"])),
        ("input", HashSet::from(["checked", "disabled", "type"])),
        ("li", HashSet::from(["value"])),
        ("ol", HashSet::from(["reversed", "start", "type"])),
        ("td", HashSet::from(["colspan", "rowspan"])),
        ("th", HashSet::from(["colspan", "rowspan", "scope"])),
    ])
}
