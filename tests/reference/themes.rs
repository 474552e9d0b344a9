//! The examples of `docs/themes.md` change what they say.

use super::{backlit, code, rows, sections, text};
use std::fs;
use std::path::Path;

/// Writes the file that a text names before a block of code: a path in backticks, a colon or a dot, the block.
fn write_examples(folder: &Path) -> usize {
    let document = text("docs/themes.md");
    let mut written = 0;
    for (before, block) in document.split("\n```").collect::<Vec<_>>().windows(2).map(|pair| (pair[0], pair[1])) {
        let Some(path) = before.trim_end().strip_suffix("`:").and_then(|start| start.rsplit('`').next()) else {
            continue;
        };
        let place = folder.join(path);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, block.split_once('\n').unwrap().1).unwrap();
        written += 1;
    }
    written
}

#[test]
fn one_style_sheet_one_block_and_one_component_can_be_replaced() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("epics")).unwrap();
    fs::write(folder.path().join("epics/a.md"), "---\nstatus: ready\n---\nWhy.\n").unwrap();
    assert_eq!(write_examples(folder.path()), 4);
    let output = backlit().args(["build", "--theme", "ours"]).arg(folder.path()).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let page = fs::read_to_string(folder.path().join("_site/epics/a.html")).unwrap();
    assert!(page.contains("<link rel=\"stylesheet\" href=\"../static/ours.css\">"));
    assert!(page.contains("Published by the platform team."));
    assert!(page.contains("<strong class=\"state s-waiting\">Ready</strong>"));
    let styles =
        &backlit::site::theme::Theme::load("paper", &std::collections::BTreeMap::new()).unwrap().manifest.styles;
    assert!(styles.iter().all(|sheet| page.contains(&format!("../static/{sheet}"))), "the example drops a style sheet");
    let sheet = fs::read_to_string(folder.path().join("_site/static/ours.css")).unwrap();
    assert!(sheet.contains("--accent"));
}

#[test]
fn every_page_template_is_listed() {
    let document = text("docs/themes.md");
    let (_, body) = sections(&document).into_iter().find(|(title, _)| *title == "One template").unwrap();
    let mut listed: Vec<String> = rows(body).iter().filter_map(|row| Some(code(&row[0])?.to_owned())).collect();
    listed.sort();
    let mut pages: Vec<String> = backlit::site::PAGES
        .iter()
        .filter_map(backlit::site::Page::template)
        .map(|name| format!("page/{name}.html"))
        .collect();
    pages.sort();
    pages.dedup();
    assert_eq!(listed, pages);
}
