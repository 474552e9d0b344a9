//! The example site against pages that a person has looked at, in `tests/golden/`.
//!
//! To accept a change: run the tests with `INSTA_UPDATE=always`, then look at what git shows.

use crate::support::{Project, repository};
use insta::Settings;
use std::collections::BTreeSet;

/// The pages whose own part is kept.
const PAGES: [&str; 4] = ["index.html", "backlog.html", "epics/srch-12.html", "wiki/how-we-prioritise.html"];
/// The list of files.
const FILES: &str = "files";

/// Names the file that keeps a page.
fn name(path: &str) -> String {
    path.trim_end_matches(".html").replace('/', "-")
}

/// Compares with files in `tests/golden/`.
fn settings() -> Settings {
    let mut settings = Settings::clone_current();
    settings.set_snapshot_path(repository("tests/golden"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

#[test]
fn the_example_site_has_these_files_and_pages() {
    let (_, site) = Project::example().build();
    settings().bind(|| {
        let files: Vec<&str> = site.files.keys().map(String::as_str).collect();
        insta::assert_snapshot!(FILES, files.join("\n"));
        for path in PAGES {
            let lines = site.main(path).lines().filter(|line| !line.trim().is_empty());
            insta::assert_snapshot!(name(path), lines.collect::<Vec<_>>().join("\n"));
        }
    });
}

#[test]
fn no_golden_file_is_left_over() {
    let expected = PAGES.iter().map(|path| name(path)).chain([FILES.to_owned()]);
    let expected: BTreeSet<String> = expected.map(|name| format!("{name}.snap")).collect();
    let entries = std::fs::read_dir(repository("tests/golden")).unwrap();
    let found: BTreeSet<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(found, expected);
}
