//! Sites for tests: files by path and front matter, rendered as of 9 June 2025.

use super::theme::{OwnFiles, Theme};
use super::{Inputs, Site};
use crate::analysis::tests_support::analysed;
use std::collections::BTreeMap;

/// Renders the page at a path of the site that files make.
pub(super) fn rendered(files: &[(&str, &str)], path: &str) -> String {
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
    let route = site.routes.iter().find(|route| route.path == path).expect("the path is a page of the site");
    let html = String::from_utf8(site.render(route).expect("the fixture is sound")).expect("the fixture is sound");
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
