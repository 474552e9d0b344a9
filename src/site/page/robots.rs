//! The note that tells search engines where the list of pages is.

use super::super::plan::{Route, Site};
use super::{Body, Page, once};

/// The note for robots.
pub(super) const PAGE: Page = Page {
    name: "robots",
    about: "where search engines find the list of pages",
    anywhere: false,
    navigation: None,
    routes: |site, page| if site.config.site.base_url.is_some() { once(page, "robots.txt") } else { Vec::new() },
    body: Body::File(robots),
};

/// Writes the note.
fn robots(site: &Site<'_>, _: &Route) -> Vec<u8> {
    let base = site.config.site.base_url.as_deref().unwrap_or_default();
    format!("User-agent: *\nAllow: /\nSitemap: {base}/sitemap.xml\n").into_bytes()
}
