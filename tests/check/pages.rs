//! The pages of rules: each documents its rule, and its examples are run.

use crate::support::{Project, repository};
use backlit::lint::{RULES, page, rule};
use rayon::prelude::*;
use std::collections::BTreeSet;
use std::fs;

/// The files of an example.
fn files(section: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = section;
    while let Some((before, after)) = rest.split_once("\n```") {
        let (body, next) = after.split_once("\n```").unwrap_or((after, ""));
        let (_, text) = body.split_once('\n').unwrap_or(("", body));
        let name = before.trim_end().lines().last().unwrap_or("").trim_matches('`').to_owned();
        if before.trim_end().ends_with('`') {
            found.push((name, format!("{text}\n")));
        }
        rest = next;
    }
    found
}

/// The part of a page below a heading.
fn section<'a>(page: &'a str, title: &str) -> Option<&'a str> {
    let (_, rest) = page.split_once(&format!("\n## {title}\n"))?;
    Some(rest.split("\n## ").next().unwrap_or(rest))
}

/// What a rule says about files.
fn said(name: &str, files: &[(String, String)]) -> Vec<String> {
    let mut project = Project::new();
    if !files.iter().any(|(path, _)| path == "backlit.toml") {
        project = project.file("backlit.toml", "");
    }
    for (path, text) in files {
        project.write(path, text);
    }
    let run = super::concise(&project);
    assert!(run.code < 2, "{name}: {run}");
    let ours = format!("[{name}]: ");
    run.stdout.lines().filter(|line| line.contains(&ours)).map(str::to_owned).collect()
}

#[test]
fn every_example_does_as_its_page_says() {
    let faults: Vec<String> = RULES
        .par_iter()
        .filter_map(|rule| {
            let page = page(rule);
            let bad = section(page, "Bad")?;
            let (examples, expected) = bad.split_once("`backlit check` says:\n").expect(rule.name);
            let expected: Vec<&str> = expected.lines().filter(|line| line.contains("]: ")).collect();
            let (found, good) = (said(rule.name, &files(examples)), said(rule.name, &files(section(page, "Good")?)));
            let fires = !expected.is_empty() && found == expected;
            (!fires || !good.is_empty()).then(|| format!("{}: bad says {found:?}, good says {good:?}", rule.name))
        })
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_rule_has_its_page_and_every_page_its_rule() {
    let names: BTreeSet<&str> = RULES.iter().map(|rule| rule.name).collect();
    assert_eq!(names.len(), RULES.len());
    for rule in RULES.iter() {
        let head = format!("Family: {}; level: {}.", rule.family.word(), rule.level.word());
        let page = page(rule);
        assert!(page.starts_with(&format!("# {}\n", rule.name)) && page.contains(&head), "{}", rule.name);
        let summary: String = rule.summary.chars().skip(1).collect();
        assert!(page.contains(&summary), "{}", rule.name);
    }
    let pages = fs::read_dir(repository("docs/rules")).unwrap().map(|entry| entry.unwrap().file_name());
    let pages: BTreeSet<String> = pages.map(|name| name.to_string_lossy().replace(".md", "")).collect();
    assert_eq!(pages, names.into_iter().chain(["index"]).map(str::to_owned).collect());
    let index = fs::read_to_string(repository("docs/rules/index.md")).unwrap();
    for rule in RULES.iter() {
        let row = format!("| [`{0}`]({0}.md) | {1} | {2} |\n", rule.name, rule.level.word(), rule.summary);
        assert!(index.contains(&row), "docs/rules/index.md lacks {row}");
    }
}

#[test]
fn most_rules_are_shown_by_an_example() {
    let silent: Vec<&str> =
        RULES.iter().filter(|rule| section(page(rule), "Bad").is_none()).map(|rule| rule.name).collect();
    let expected = [
        "yaml-too-large",
        "front-matter-too-large",
        "not-utf-8",
        "control-character",
        "line-ends",
        "file-too-large",
        "left-out",
        "text-too-long",
        "configuration",
        "theme",
        "outcome-defined-after-start",
        "target-eased-after-start",
    ];
    assert_eq!(silent, expected, "what Markdown can't show has its test elsewhere");
}

#[test]
fn every_finding_of_the_readers_is_a_rule() {
    let mut missing = BTreeSet::new();
    let mut found = 0;
    for entry in walkdir::WalkDir::new(repository("src")).into_iter().map(Result::unwrap) {
        let Ok(text) = fs::read_to_string(entry.path()) else { continue };
        let code = text.split("#[cfg(test)]").next().unwrap();
        for start in ["Diagnostic::error(", "Diagnostic::warning(", ".wrong(", "Problem::new("] {
            for rest in code.split(start).skip(1) {
                let Some(name) = rest.trim_start().strip_prefix('"').and_then(|rest| rest.split('"').next()) else {
                    continue;
                };
                let named = name.chars().all(|c| c.is_ascii_lowercase() || c == '-') && name.contains('-');
                found += usize::from(named);
                if named && rule(name).is_none() {
                    missing.insert(name.to_owned());
                }
            }
        }
    }
    assert!(found > 30, "{found} names were found");
    assert_eq!(missing, BTreeSet::new());
}

#[test]
fn explain_and_rules_read_the_registry() {
    let project = Project::new();
    let run = project.run(["explain", "missing-baseline"]);
    assert_eq!((run.code, run.stdout.as_str()), (0, page(rule("missing-baseline").unwrap())));
    let wrong = project.run(["explain", "missing-basline"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.stderr.contains("Did you mean `missing-baseline`?"), "{wrong}");
    let list = project.run(["rules"]).stdout;
    assert!(RULES.iter().all(|rule| list.contains(rule.name) && list.contains(rule.summary)), "{list}");
}
