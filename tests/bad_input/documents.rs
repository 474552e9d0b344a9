//! Front matter that says something wrong.

use super::{beside_a_good_epic, names, survives};

/// Writes one epic and expects findings at places in it.
#[track_caller]
fn check(text: &str, expected: &[(&str, &str)]) -> crate::support::Site {
    let places: Vec<(&str, String)> =
        expected.iter().map(|(rule, place)| (*rule, format!("epics/bad.md:{place}"))).collect();
    let places: Vec<(&str, &str)> = places.iter().map(|(rule, place)| (*rule, place.as_str())).collect();
    names(&beside_a_good_epic().file("epics/bad.md", text), &places)
}

#[test]
fn references_that_lead_nowhere() {
    check("---\ntitle: x\ndepends_on: [GODO-1]\n---\n", &[("unknown-id", "3:14")]);
    let project = beside_a_good_epic()
        .file("teams/search.md", "---\ntitle: Search\n---\n")
        .file("epics/bad.md", "---\nteam: serach\n---\n");
    names(&project, &[("unknown-id", "epics/bad.md:2:7")]);
    let project = beside_a_good_epic()
        .file("objectives/OBJ-1.md", "---\ntitle: x\nkey_results:\n  - { id: kr-1, metric: x }\n---\n")
        .file("epics/bad.md", "---\nkey_results: [OBJ-1/kr-2]\n---\n");
    names(&project, &[("unknown-id", "epics/bad.md:2:15")]);
    check("---\ndepends_on: [bad]\n---\n", &[("dependency-cycle", "2:14")]);
}

#[test]
fn two_documents_with_one_id() {
    let project = beside_a_good_epic()
        .file("epics/a.md", "---\nid: SAME\ntitle: First\n---\n")
        .file("epics/b.md", "---\ntitle: Second\nid: SAME\n---\n");
    let site = names(&project, &[("duplicate-id", "epics/b.md:3:5")]);
    assert!(site.main("epics/same.html").contains("First"));
    assert!(site.main("epics/same-2.html").contains("Second"));
}

#[test]
fn a_cycle_is_named_with_its_members() {
    let project = beside_a_good_epic()
        .epic("C-1", "depends_on: [C-3]")
        .epic("C-2", "depends_on: [C-1]")
        .epic("C-3", "depends_on: [GOOD-1, C-2]");
    let (run, site) = survives(&project);
    assert!(run.stderr.contains("these epics wait for each other: C-1, C-2, C-3"), "{run}");
    assert!(site.main("epics/c-2.html").contains("Epic C-2"));
    names(&project, &[("dependency-cycle", "epics/C-1.md:4:14")]);
}

#[test]
fn units_that_clash_name_both_places() {
    let text = "---\noutcomes:\n  - metric: x\n    baseline: 70%\n    target: 3 d\n    by: 2025-06\n---\n";
    check(text, &[("unit-clash", "5:13")]);
    let (run, _) = survives(&beside_a_good_epic().file("epics/bad.md", text));
    assert!(run.stderr.contains("epics/bad.md:4:15"), "{run}");
}

#[test]
fn values_that_are_none() {
    let outcome = |field: &str| format!("---\noutcomes:\n  - metric: x\n    {field}\n---\n");
    for by in ["2025-02-30", "2025-13", "2025-Q5", "31.12.2025", "soon", "0000-00-00", "999999999-01-01"] {
        check(&outcome(&format!("by: {by}")), &[("bad-date", "4:9")]);
    }
    for value in ["lots", "much 5", "nan", ".inf", "about"] {
        check(&outcome(&format!("target: {value}")), &[("bad-quantity", "4:13")]);
    }
}

#[test]
fn scores_that_no_scale_has() {
    for score in ["11", "0", "-3", "999999"] {
        check(&format!("---\nscores: {{ impact: {score} }}\n---\n"), &[("score-off-scale", "2:19")]);
    }
    for score in [".nan", ".inf", "high", "[1]", "0x10", "\"9\"", "1e308"] {
        let project = beside_a_good_epic().file("epics/bad.md", format!("---\nscores: {{ impact: {score} }}\n---\n"));
        let (_, site) = survives(&project);
        assert!(!site.text("epics/bad.html").contains("NaN"), "{score}");
    }
}

#[test]
fn words_that_are_none_of_the_known() {
    check("---\nkind: epci\n---\n", &[("unknown-kind", "2:7")]);
    check("---\nstatus: in-porgress\n---\n", &[("unknown-state", "2:9")]);
}

#[test]
fn shapes_that_are_none_of_the_expected() {
    for (field, place) in [
        ("outcomes: soon", "2:11"),
        ("depends_on: { a: 1 }", "2:13"),
        ("scores: [1, 2]", "2:9"),
        ("title: [a, b]", "2:8"),
    ] {
        check(&format!("---\n{field}\n---\n"), &[("wrong-type", place)]);
    }
}

#[test]
fn front_matter_that_does_not_parse() {
    let site = check("---\ntitle: x\nThe text.\n", &[("front-matter-unclosed", "1:1")]);
    assert!(site.main("epics/bad.html").contains("The text."), "nothing is lost");
    check("---\ntitle: x\n\tid: y\n---\nText.\n", &[("yaml-tab", "3:1")]);
    check("---\ntitle: \"no end\n---\nText.\n", &[("yaml-syntax", "2:8")]);
    check("---\nid: a\nid: b\n---\nText.\n", &[("yaml-duplicate-key", "3:1")]);
    check("+++\ntitle = \n+++\nText.\n", &[("toml-syntax", "2:9")]);
    let conflict = "---\n<<<<<<< HEAD\nid: a\n=======\nid: b\n>>>>>>> b\n---\nText.\n";
    let (run, site) = survives(&beside_a_good_epic().file("epics/bad.md", conflict));
    assert!(run.stderr.contains("error[merge-conflict]") && run.stderr.contains("epics/bad.md:2:1"), "{run}");
    assert!(site.main("epics/bad.html").contains("Text."));
}

#[test]
fn what_needs_quotes_and_has_none_is_told_in_plain_words() {
    let first = "Put the value in quotes, since YAML gives its first character a meaning of its own.";
    let whole = "Put the whole value in quotes, since YAML ends it at the closing bracket.";
    let single = "Put the whole value in single quotes, and double each single quote inside.";
    let indent = "Check the indentation, the quotes and the brackets of this line and the one before it.";
    for (matter, place, words, hint) in [
        ("title: [WIP] Search", "2:14", "text stands behind a closing bracket", whole),
        ("tags:\n  - {a} b", "3:9", "text stands behind a closing bracket", whole),
        ("title: \"A\" and \"B\"", "2:12", "text stands behind a closing quote", single),
        ("title: 'it's'", "2:12", "text stands behind a closing quote", single),
        ("title: *bold* text", "2:8", "no `&` names what `*` asks for here", first),
        ("title: & more", "2:8", "a value may not start with this character", first),
        ("title: | x", "2:8", "a text after `|` or `>` begins on the next line", first),
        ("title: - a", "2:8", "a list begins on a line of its own", first),
        ("title: ? what", "2:8", "a value may not start with this character", first),
        (" id: E\ntitle: x", "3:1", "this line is indented like none above it", indent),
        ("outcomes:\n- metric: m\n baseline: 1", "4:2", "this line is indented like none above it", indent),
    ] {
        let project = beside_a_good_epic().file("epics/bad.md", format!("---\n{matter}\n---\nText.\n"));
        let (run, _) = survives(&project);
        let said = [
            &format!("error[yaml-syntax]: the front matter cannot be read: {words}"),
            &format!("bad.md:{place}"),
            hint,
        ];
        assert!(said.iter().all(|part| run.stderr.contains(*part)), "{matter}: {run}");
    }
    check("+++\nid = 'a'\nid = 'b'\n+++\nText.\n", &[("toml-syntax", "3:1")]);
    let deep = format!("+++\nx = {}1{}\n+++\nText.\n", "[".repeat(500), "]".repeat(500));
    let (run, _) = survives(&beside_a_good_epic().file("epics/bad.md", deep));
    assert!(run.stderr.contains("error[toml-syntax]: the front matter is nested too deep"), "{run}");
}

#[test]
fn every_file_is_reported_not_only_the_first() {
    let mut project = beside_a_good_epic();
    let mut expected = Vec::new();
    for n in 0..5 {
        project = project.file(&format!("epics/bad-{n}.md"), "---\ntitle: \"no end\n---\n");
        expected.push(format!("epics/bad-{n}.md:2:8"));
    }
    let expected: Vec<(&str, &str)> = expected.iter().map(|place| ("yaml-syntax", place.as_str())).collect();
    names(&project, &expected);
}

#[test]
fn nothing_that_a_file_names_is_run_or_read() {
    let bait = "---\ntitle: !!python/object/apply:os.system [\"touch pwned\"]\ninclude: !include ../home\nbody: ${HOME}\n---\n{% include \"../home/secret\" %} {{ site }} ${HOME} <!--#include file=\"../home/secret\" -->\n\n![x](../../home/secret) [y](../../home/secret)\n";
    let project = beside_a_good_epic().file("epics/bad.md", bait).file("../home/secret", "TOP SECRET");
    let (_, site) = survives(&project);
    for (path, bytes) in &site.files {
        assert!(!String::from_utf8_lossy(bytes).contains("TOP SECRET"), "{path}");
    }
    assert!(site.main("epics/bad.html").contains("{{ site }}"));
}

#[test]
fn odd_documents_are_documents() {
    for text in [
        "",
        "\n",
        "---\n---\n",
        "---\n---",
        "---",
        "--- \n",
        "----\n",
        "---\n- a\n---\n",
        "---\nnull\n---\n",
        "---\n...\n",
        "+++\n+++\n",
        "{}",
        "\u{FEFF}",
    ] {
        let (_, site) = survives(&beside_a_good_epic().file("epics/bad.md", text).file("wiki/bad.md", text));
        assert!(site.files.contains_key("epics/bad.html") && site.files.contains_key("wiki/bad.html"), "{text:?}");
    }
}
