//! What holds for every page of every site.

use super::html::{Element, Page};
use super::links::broken_links;
use super::site::{Site, has_end};
use std::collections::{BTreeMap, BTreeSet};

/// The scripts that a page loads.
const SCRIPTS: [&str; 2] = ["static/theme.js", "static/backlit.js"];
/// The scripts that some pages add.
const MORE_SCRIPTS: [&str; 3] = ["static/search.js", "static/rows.js", "static/weights.js"];
/// Elements that no page has.
const NEVER: [&str; 12] = [
    "style",
    "iframe",
    "frame",
    "object",
    "embed",
    "base",
    "applet",
    "audio",
    "video",
    "math",
    "foreignobject",
    "portal",
];
/// How many faults a failure lists.
const SHOWN: usize = 20;

/// Checks every page of a site, and that it holds together.
#[track_caller]
pub(crate) fn check_site(site: &Site) {
    let mut faults = broken_links(site);
    faults.extend(shared_names(site));
    for (path, page) in site.pages() {
        let root = "../".repeat(path.matches('/').count());
        let said = page_faults(&page, if path == "404.html" { "/" } else { &root });
        faults.extend(said.map(|fault| format!("{path}: {fault}")));
    }
    let texts = ["html", "css", "js", "svg", "xml", "json"];
    for (path, bytes) in &site.files {
        if texts.iter().any(|end| has_end(path, end)) && std::str::from_utf8(bytes).is_err() {
            faults.push(format!("{path}: no UTF-8"));
        }
    }
    let count = faults.len();
    faults.truncate(SHOWN);
    assert!(faults.is_empty(), "{count} faults:\n{}", faults.join("\n"));
}

/// Names files that are one on a disk that ignores case.
fn shared_names(site: &Site) -> Vec<String> {
    let mut seen: BTreeMap<String, &str> = BTreeMap::new();
    let twins = site.files.keys().filter_map(|path| {
        let other = seen.insert(path.to_lowercase(), path)?;
        Some(format!("{path} and {other} are one file on some disks"))
    });
    twins.collect()
}

/// Says what is wrong with a page.
fn page_faults(page: &Page, root: &str) -> impl Iterator<Item = String> {
    let mut faults: Vec<String> = page.errors.iter().take(3).cloned().collect();
    let mut ids = BTreeSet::new();
    for id in page.ids() {
        if !ids.insert(id) {
            faults.push(format!("the id {id:?} stands there twice"));
        }
    }
    let mut regions = BTreeSet::new();
    for region in page.elements.iter().filter(|element| element.get("role") == Some("region")) {
        if !regions.insert(region.get("aria-label")) {
            faults.push(format!("two regions are named {:?}", region.get("aria-label").unwrap_or_default()));
        }
    }
    if !has_policy(page) {
        faults.push("no strict policy".to_owned());
    }
    if page.all("h1").count() != 1 || page.all("main").count() != 1 {
        faults.push("not one heading and one main part".to_owned());
    }
    let scripts: Vec<Option<&str>> = page.all("script").map(|script| script.get("src")).collect();
    let own = |path: &&str| scripts.contains(&Some(format!("{root}{path}").as_str()));
    let known = |src: Option<&str>| {
        src.and_then(|src| src.strip_prefix(root))
            .is_some_and(|path| SCRIPTS.contains(&path) || MORE_SCRIPTS.contains(&path))
    };
    if !SCRIPTS.iter().all(own) || !scripts.iter().copied().all(known) {
        faults.push("other scripts than the site's own".to_owned());
    }
    faults.extend(page.elements.iter().flat_map(element_faults));
    faults.into_iter()
}

/// Tells whether the page's policy allows nothing inline and nothing from elsewhere.
fn has_policy(page: &Page) -> bool {
    let metas: Vec<&Element> = page.all("meta").collect();
    let named = |element: &&&Element| element.get("http-equiv").is_some();
    let policies: Vec<&&Element> = metas.iter().filter(named).collect();
    let [policy] = policies.as_slice() else {
        return false;
    };
    let content = policy.get("content").unwrap_or_default();
    policy.get("http-equiv") == Some("Content-Security-Policy")
        && content.starts_with("default-src 'none'")
        && !content.contains("unsafe")
}

/// Says what is wrong with an element.
fn element_faults(element: &Element) -> Vec<String> {
    let mut faults = Vec::new();
    if NEVER.contains(&element.name.as_str()) {
        faults.push(format!("an element {}", element.name));
    }
    if element.name == "script" && !element.text.is_empty() {
        faults.push("a script inside of the page".to_owned());
    }
    for (name, value) in &element.attributes {
        if name.starts_with("on") || name == "style" || name == "srcdoc" || name == "formaction" {
            faults.push(format!("an attribute {name}={value:?}"));
        }
        let compact = value.replace(|c: char| c.is_whitespace() || c.is_control(), "").to_lowercase();
        if ["javascript:", "vbscript:", "data:text", "file:"].iter().any(|bad| compact.starts_with(bad))
            && ["href", "src", "action", "xlink:href"].contains(&name.as_str())
        {
            faults.push(format!("an address {value:?}"));
        }
    }
    let unnamed = ["aria-label", "aria-labelledby"]
        .iter()
        .all(|name| element.get(name).is_none_or(|value| value.trim().is_empty()));
    if unnamed && element.get("role") == Some("img") {
        faults.push(format!("a {} without a name", element.name));
    }
    if element.text.contains("NaN") {
        faults.push(format!("NaN in {:?}", element.text));
    }
    faults
}
