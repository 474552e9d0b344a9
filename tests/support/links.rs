//! Follows every link of a site.

use super::site::Site;
use std::collections::{BTreeMap, BTreeSet};

/// Attributes that load or lead somewhere.
const LEADS: [&str; 5] = ["href", "src", "poster", "data", "action"];

/// Lists the links that lead to no file of the site, or to no place in a page.
pub(crate) fn broken_links(site: &Site) -> Vec<String> {
    let mut ids: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let mut links = Vec::new();
    for (path, page) in site.pages() {
        ids.insert(path, page.ids().map(str::to_owned).collect());
        for element in &page.elements {
            let leads = element.attributes.iter();
            let leads = leads.filter(|(name, _)| LEADS.contains(&name.as_str()));
            links.extend(leads.map(|(_, target)| (path, target.clone())));
        }
    }
    let broken = links.into_iter().filter_map(|(page, target)| {
        let fault = fault(site, &ids, page, &target)?;
        Some(format!("{page}: {target}: {fault}"))
    });
    broken.collect()
}

/// Says what is wrong with a link.
fn fault(site: &Site, ids: &BTreeMap<&str, BTreeSet<String>>, page: &str, target: &str) -> Option<String> {
    let outside = ["https://", "http://", "mailto:", "tel:", "data:image/"];
    if outside.iter().any(|scheme| target.starts_with(scheme)) {
        return None;
    }
    let (path, fragment) = match target.split_once('#') {
        Some((path, fragment)) => (path, Some(fragment)),
        None => (target, None),
    };
    let path = path.split('?').next().unwrap_or_default();
    let file = if path.is_empty() {
        page.to_owned()
    } else {
        let Some(file) = join(page, &decode(path)) else {
            return Some("leads out of the site".to_owned());
        };
        file
    };
    if !site.files.contains_key(&file) {
        return Some(format!("no file {file}"));
    }
    let fragment = decode(fragment.filter(|fragment| !fragment.is_empty())?);
    let known = ids.get(file.as_str())?;
    (!known.contains(&fragment)).then(|| format!("no place {fragment} in {file}"))
}

/// Joins a relative address to a page's.
fn join(page: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    if !path.starts_with('/') {
        parts.extend(page.split('/'));
        parts.pop();
    }
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// Decodes percent escapes.
fn decode(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).filter(|_| *first == b'%');
        let hex = hex.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok());
        bytes.push(hex.unwrap_or(*first));
        rest = if hex.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
