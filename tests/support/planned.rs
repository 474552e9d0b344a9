//! A site rendered in memory from files that a test writes down, as of 9 June 2025.

use backlit::analysis::analyse;
use backlit::backlog::assemble;
use backlit::config::load;
use backlit::document::Document;
use backlit::site::theme::{OwnFiles, Theme};
use backlit::site::{Inputs, Site};
use jiff::civil::date;
use std::collections::BTreeMap;

/// Renders every file of the site, by path.
pub(crate) fn rendered<'a>(
    settings: &str,
    files: impl IntoIterator<Item = (&'a str, &'a str)>,
) -> BTreeMap<String, String> {
    let config = load(Some(settings), None).unwrap().config;
    let documents = files.into_iter().map(|(path, text)| Document::read(path.into(), text.into(), None));
    let backlog = assemble(documents.collect(), &config);
    let analysis = analyse(&backlog, &config, settings, date(2025, 6, 9)).unwrap();
    let attachments = BTreeMap::new();
    let site = Site::plan(Inputs {
        config: &config,
        backlog: &backlog,
        analysis: &analysis,
        attachments: &attachments,
        theme: Theme::load("paper", &OwnFiles::new()).unwrap(),
        diagnostics: backlog.diagnostics.clone(),
        repository_folder: String::new(),
    });
    let text = |route| String::from_utf8(site.render(route).unwrap()).unwrap();
    site.routes.iter().map(|route| (route.path.clone(), text(route))).collect()
}

/// Gives the words between the tags of the main part of a page.
pub(crate) fn words(html: &str) -> String {
    let main = &html[html.find("<main").unwrap()..html.find("</main>").unwrap()];
    let parts = main.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text));
    let text = parts.collect::<Vec<_>>().join(" ").replace("&#39;", "'");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
