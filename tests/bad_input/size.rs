//! Files that are made to fill memory or time; a run that hangs is ended, and fails its test.

use super::{beside_a_good_epic, names, survives};

const MEGABYTES: usize = 10 << 20;

#[test]
fn a_file_of_ten_megabytes_is_cut_and_named() {
    let text = format!("---\nid: BIG-1\n---\n{}", "words and words\n".repeat(MEGABYTES / 16));
    let site = names(&beside_a_good_epic().file("epics/big.md", text), &[("file-too-large", "epics/big.md")]);
    assert!(site.text("epics/big-1.html").len() < MEGABYTES / 2);
}

#[test]
fn a_line_of_ten_megabytes_is_cut_and_named() {
    let project = beside_a_good_epic()
        .file("epics/big.md", "x".repeat(MEGABYTES))
        .file("epics/title.md", format!("---\ntitle: {}\n---\n", "x".repeat(MEGABYTES)));
    names(&project, &[("file-too-large", "epics/big.md"), ("file-too-large", "epics/title.md")]);
}

#[test]
fn bombs_end_soon() {
    let aliases = (1..30).map(|n| format!("a{n}: &a{n} [{}]\n", vec![format!("*a{}", n - 1); 9].join(", ")));
    let deep: Vec<String> = (0..2_000).map(|n| format!("{}a:\n", " ".repeat(n))).collect();
    let unknown: Vec<String> = (0..2_000).map(|n| format!("NO-{n}")).collect();
    let cases = [
        format!("a0: &a0 [x]\n{}", aliases.collect::<Vec<_>>().concat()),
        format!("title: {}", "[".repeat(100_000)),
        format!("title: {}", "{a: ".repeat(2_000)),
        deep.concat(),
        "a: &a\n  <<: *a\n".to_owned(),
        format!("tags: [{}]", "x, ".repeat(20_000)),
        format!("outcomes:\n{}", "  - { metric: x, baseline: 1, target: 2 }\n".repeat(2_000)),
        format!("depends_on: [{}]", unknown.join(", ")),
        format!("title: {}", "9".repeat(100_000)),
        format!("estimate: {}w", "9".repeat(10_000)),
        "confidence: 1e400".to_owned(),
        format!("title: T\n---\n{}", "<!-- backlit: allow(broken-link) because x -->\n".repeat(8_000)),
        format!("title: T\n---\n<!-- backlit: allow({}) because x -->\n", "a, ".repeat(30_000)),
        format!("title: T\n---\n{}", (0..8_000).fold(String::new(), |text, n| text + &format!("[x](no{n}.md) "))),
    ];
    for matter in cases {
        let (_, site) = survives(&beside_a_good_epic().file("epics/bad.md", format!("---\n{matter}\n---\nText.\n")));
        assert!(site.files.keys().any(|path| path.starts_with("epics/bad")), "{}", &matter[..40.min(matter.len())]);
    }
}

#[test]
fn thousands_that_want_one_address_get_one_each() {
    let twins =
        |project: crate::support::Project, n: usize| project.file(&format!("epics/{n}.md"), "---\nid: A-1\n---\n");
    let (_, site) = survives(&(0..600).fold(beside_a_good_epic(), twins));
    assert!(
        ["epics/a-1.html", "epics/a-1-2.html", "epics/a-1-600.html"].iter().all(|path| site.files.contains_key(*path))
    );
}

#[test]
fn a_wide_table_of_toml_is_read_in_the_time_of_its_length() {
    let keys = (0..12_000).fold(String::new(), |text, n| text + &format!("k{n} = {n}\n"));
    survives(&beside_a_good_epic().file("epics/bad.md", format!("+++\nid = \"B-1\"\n{keys}+++\nText.\n")));
}
