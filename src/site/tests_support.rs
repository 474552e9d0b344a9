//! Sites for tests: files by path and front matter, rendered as of 9 June 2025.

use super::theme::{OwnFiles, Theme};
use super::{Inputs, Route, Site};
use crate::analysis::tests_support::analysed;
use std::collections::BTreeMap;

/// Looks at the site that files make, and at the route to a path of it.
pub(super) fn planned<T>(files: &[(&str, &str)], path: &str, look: impl FnOnce(&Site<'_>, &Route) -> T) -> T {
    let config = crate::config::load(None, None).expect("the fixture is sound").config;
    let (backlog, analysis) = analysed(files);
    let attachments = BTreeMap::new();
    let site = Site::plan(Inputs {
        config: &config,
        backlog: &backlog,
        analysis: &analysis,
        attachments: &attachments,
        theme: Theme::load("paper", &OwnFiles::default()).expect("the fixture is sound"),
        diagnostics: Vec::new(),
        repository_folder: String::new(),
    });
    look(&site, site.routes.iter().find(|route| route.path == path).expect("the path is a page of the site"))
}

/// Renders the page at a path of the site that files make.
pub(super) fn rendered(files: &[(&str, &str)], path: &str) -> String {
    let bytes = planned(files, path, |site, route| site.render(route).expect("the fixture is sound"));
    let html = String::from_utf8(bytes).expect("the fixture is sound");
    html[html.find("<main").expect("the fixture is sound")..html.find("</main>").expect("the fixture is sound")]
        .to_owned()
}

/// Gives the words of a page without its tags; a tag that isn't a link's ends a word.
pub(super) fn words(html: &str) -> String {
    let mut words = String::new();
    for part in html.split('<') {
        let (tag, text) = part.split_once('>').unwrap_or(("", part));
        let inline = ["a", "/a", "bdi", "/bdi"].contains(&tag.split(' ').next().unwrap_or(""));
        words.push_str(if inline { "" } else { " " });
        words.push_str(text);
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
