//! Whole repositories: every link of every page leads somewhere, and nothing on a page is inline.

use crate::support::{Project, check_site, repository, skip};
use std::process::Command;

#[test]
fn the_example_site_holds_together() {
    let (run, site) = Project::example().build();
    assert_eq!(run.stderr, "");
    check_site(&site);
}

#[test]
fn a_repository_kept_with_another_tool_holds_together() {
    let bundle = repository("../shared/data/backlog-md.bundle");
    if !bundle.is_file() {
        return skip("a_repository_kept_with_another_tool_holds_together", "the bundle isn't here");
    }
    let project = Project::new();
    let cloned = Command::new("git")
        .args(["clone", "--quiet", "--branch", "main"])
        .arg(&bundle)
        .arg(project.at("clone"))
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .output()
        .unwrap();
    assert!(cloned.status.success(), "{cloned:?}");
    let run = project.run(["build", "clone", "--output", "_site"]);
    assert_eq!(run.code, 0, "{run}");
    let site = project.site();
    check_site(&site);
    assert!(site.files.keys().filter(|path| path.starts_with("epics/")).count() > 100, "{run}");
}

#[test]
fn every_preset_reads_a_repository_of_its_form() {
    let eip = "---\neip: 1559\ntitle: Fee market\nauthor: Vitalik (@v), Eric <e@x.org>\nstatus: Final\ntype: Standards Track\nrequires: 2718\n---\n# Abstract\n";
    let kep = "title: Sidecars\nkep-number: 753\nstatus: implementable\nowning-sig: sig-node\n";
    let cases = [
        Project::new().file("EIPS/eip-1559.md", eip).file("backlit.toml", "preset = \"eip\"\n"),
        Project::new()
            .file("keps/sig-node/753/README.md", "# Sidecars\n")
            .file("keps/sig-node/753/kep.yaml", kep)
            .file("backlit.toml", "preset = \"kep\"\n"),
        Project::new()
            .file("README.md", "# Home\n\n[a](docs/a.md)\n")
            .file("docs/a.md", "# A\n")
            .file("backlit.toml", "preset = \"plain\"\n"),
    ];
    for project in cases {
        let (_, site) = project.build();
        check_site(&site);
    }
}

#[test]
fn notes_beside_a_proposal_are_pages() {
    let kep = |number: u32| format!("title: Number {number}\nkep-number: {number}\nstatus: implementable\n");
    let mut project = Project::new().file("backlit.toml", "preset = \"kep\"\n");
    for number in [1, 2] {
        let folder = format!("keps/sig-node/{number}-x");
        project = project
            .file(&format!("{folder}/README.md"), "# Number\n\n[Notes](notes.md)\n")
            .file(&format!("{folder}/kep.yaml"), kep(number))
            .file(&format!("{folder}/notes.md"), "# Notes\n");
    }
    let (run, site) = project.build();
    assert!(run.stderr.contains("0 errors") || !run.stderr.contains("error"), "{run}");
    assert_eq!(site.files.keys().filter(|path| path.starts_with("epics/")).count(), 2, "{:?}", site.files.keys());
    check_site(&site);
}

#[test]
fn people_are_told_apart_by_the_names_in_brackets() {
    let eip = |number: u32, author: &str| {
        format!("---\neip: {number}\ntitle: T\nauthor: {author}\nstatus: Draft\ntype: Meta\n---\n")
    };
    let (_, site) = Project::new()
        .file("backlit.toml", "preset = \"eip\"\n")
        .file("EIPS/eip-1.md", eip(1, "Zoe Ray (@aaa) <z@x.org>, Bo Li <bo, about.me/bo> and Cy (@cy), et al."))
        .file("EIPS/eip-2.md", eip(2, "\"@AAA\""))
        .build();
    let pages: Vec<_> = site.files.keys().filter(|path| path.starts_with("owners/")).collect();
    assert_eq!(pages.len(), 3, "{pages:?}");
    let list = site.main("owners.html");
    let at = |name: &str| list.find(name).unwrap_or_else(|| panic!("{name} in {list}"));
    assert!(at("Bo Li") < at("Cy (@cy)") && at("Cy (@cy)") < at("Zoe Ray"), "{list}");
    check_site(&site);
}

#[test]
fn labels_of_another_tool_are_tags_and_say_the_type_of_work() {
    let task = "---\nid: BACK-1\ntitle: Repair\nstatus: To Do\nlabels: [bug, web]\n---\n";
    let project = Project::new().file("backlog/config.yml", "").file("backlog/tasks/back-1.md", task);
    let (_, site) = project.build();
    assert!(site.files.contains_key("backlog-type-defect.html"), "{:?}", site.files.keys());
    let page = site.files.iter().find(|(path, _)| path.starts_with("epics/")).map(|(_, bytes)| bytes.clone()).unwrap();
    let page = String::from_utf8_lossy(&page).into_owned();
    assert!(page.contains("web") && page.contains("Defect"), "{page}");
}
