//! The list of pages for search engines, and where to find it.

use super::super::address::encode;
use super::super::plan::{Route, Site};
use super::{Body, Page, once};
use crate::chart::svg::escape;
use std::fmt::Write;

/// The most pages that one list may have, by its standard.
const LIMIT: usize = 50_000;

/// The list of pages; it needs to know where the site is published.
pub(super) const PAGE: Page = Page {
    name: "sitemap",
    about: "every page, for search engines",
    anywhere: false,
    navigation: None,
    routes: |site, page| if site.config.site.base_url.is_some() { once(page, "sitemap.xml") } else { Vec::new() },
    body: Body::File(sitemap),
};

/// Writes the list.
fn sitemap(site: &Site<'_>, _: &Route) -> Vec<u8> {
    let base = site.config.site.base_url.as_deref().unwrap_or_default();
    let pages = site.routes.iter().filter(|route| route.page.template().is_some() && !route.page.anywhere);
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    for route in pages.take(LIMIT) {
        writeln!(xml, "<url><loc>{}</loc></url>", escape(&format!("{base}/{}", encode(&route.path))))
            .expect("a string takes all that is written");
    }
    xml.push_str("</urlset>\n");
    xml.into_bytes()
}
