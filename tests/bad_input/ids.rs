//! Ids that are paths, devices or twins.

use super::{beside_a_good_epic, names, survives};
use std::collections::BTreeSet;

#[test]
fn no_id_leads_out_of_its_folder_or_onto_another_page() {
    let ids = [
        "../index",
        "../../outside",
        "/etc/passwd",
        "a/b",
        "a\\\\b",
        "C:\\\\x",
        "index",
        "assets/style.css",
        "CON",
        "nul.txt",
        "com1",
        "..",
        ".",
        ".hidden",
        "?",
        "#",
        "%2f",
        "a?b#c%2fd",
        "a b",
        "-",
        "é",
        "日本",
        "\u{1F600}",
        "<b>",
        "\\\"",
        "'",
        "\\0",
        "\\n",
        "404",
        "x.html",
        "GOOD-1/",
        "good_1",
        "--strict",
        "~",
        "$HOME",
        "a:b",
        "*",
        "|",
    ];
    let mut project = beside_a_good_epic();
    for (n, id) in ids.iter().enumerate() {
        project = project.file(&format!("epics/{n:02}.md"), format!("---\nid: \"{id}\"\ntitle: Number {n:02}\n---\n"));
    }
    project = project.file("epics/long.md", format!("---\nid: {}\ntitle: Number long\n---\n", "x".repeat(5_000)));
    let (_, site) = survives(&project);
    let pages: BTreeSet<&String> = site.files.keys().filter(|path| path.starts_with("epics/")).collect();
    assert_eq!(pages.len(), ids.len() + 2, "every epic has a page: {pages:?}");
    for path in pages {
        assert_eq!(path.matches('/').count(), 1, "{path}");
        assert!(path.len() < 150 && !path.contains(['?', '#', '%', '\\', ':', '*', '"', '<', '>', '|']), "{path}");
    }
    assert!(site.main("index.html").contains("Overview") || site.main("index.html").contains("Backlog"));
}

#[test]
fn an_id_that_no_page_can_be_named_after_is_refused_at_its_place() {
    let project = beside_a_good_epic().file("epics/bad.md", "---\ntitle: x\nid: \"a\\0b\"\n---\n");
    names(&project, &[("bad-id", "epics/bad.md:3:5")]);
}

#[test]
fn twins_on_a_disk_that_ignores_case_are_both_built_and_named() {
    let project = beside_a_good_epic()
        .file("epics/a.md", "---\nid: Twin\ntitle: First\n---\n")
        .file("epics/b.md", "---\nid: TWIN\ntitle: Second\n---\n");
    let site = names(&project, &[("address-clash", "epics/b.md:2:5")]);
    assert!(site.main("epics/twin.html").contains("First") && site.main("epics/twin-2.html").contains("Second"));
}

#[test]
fn twins_in_two_spellings_of_one_letter_are_both_built_and_named() {
    let project = beside_a_good_epic()
        .file("epics/a.md", "---\nid: \"caf\u{e9}\"\ntitle: First\n---\n")
        .file("epics/b.md", "---\nid: \"cafe\u{301}\"\ntitle: Second\n---\n");
    let site = names(&project, &[("address-clash", "epics/b.md:2:5")]);
    assert_eq!(site.files.keys().filter(|path| path.starts_with("epics/caf")).count(), 2);
}

#[test]
fn a_twin_does_not_take_the_number_of_another() {
    let project = beside_a_good_epic()
        .file("epics/a.md", "---\nid: same\n---\n")
        .file("epics/b.md", "---\nid: Same\n---\n")
        .file("epics/c.md", "---\nid: same-2\n---\n");
    let (_, site) = survives(&project);
    assert_eq!(site.files.keys().filter(|path| path.starts_with("epics/same")).count(), 3);
}

#[test]
fn no_document_replaces_a_page_of_the_site() {
    let project = beside_a_good_epic()
        .file("wiki/index.md", "# Own index\n")
        .file("index.md", "# Own home\n")
        .file("404.md", "# Own 404\n")
        .file("backlog.md", "# Own backlog\n")
        .file("static/base.css.md", "# Own styles\n")
        .file("wiki.md", "# Own wiki\n");
    let (_, site) = survives(&project);
    assert!(site.text("static/base.css").contains('{'));
    assert!(site.files.contains_key("wiki/backlog.html"));
    assert!(!site.main("404.html").contains("Own 404"));
}

#[test]
fn a_readme_of_prose_tells_about_its_folder_and_is_no_epic() {
    let rule = "[[collections]]\nkind = \"epic\"\npaths = [\"work/**\"]\n";
    let project = beside_a_good_epic()
        .file("backlit.toml", rule)
        .file("work/tasks/readme.md", "# How tasks are written\n")
        .file("work/old/tasks/README.md", "# What was finished\n")
        .file("work/one/README.md", "---\nstatus: ready\n---\n# One\n");
    let (run, site) = survives(&project);
    assert!(!run.stderr.contains("duplicate-id"), "{run}");
    assert!(site.files.contains_key("epics/one.html"), "{:?}", site.files.keys());
    assert!(!site.files.contains_key("epics/tasks.html"), "{:?}", site.files.keys());
}
