//! The shape of the code: data flows one way, lists match files, files stay small, the project speaks of itself alone.

use crate::support::{repository, skip};
use backlit::config::PRESETS;
use backlit::lint::{Check, RULES};
use backlit::ranking::METHODS;
use backlit::site::PAGES;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The layers; a module uses only those before its own, and none of its own layer.
const LAYERS: [&[&str]; 13] = [
    &["order", "embedded"],
    &["diagnostic"],
    &["config"],
    &["source"],
    &["document"],
    &["backlog"],
    &["ranking", "realization", "lint", "flow", "diff"],
    &["analysis"],
    &["review"],
    &["chart"],
    &["site", "report", "demo"],
    &["publish"],
    &["cli"],
];

/// The most lines of a file.
const LINES: usize = 400;

/// Gives every file of the repository that is ours, by path, with its text.
fn files(folder: &str, ending: &str) -> Vec<(String, String)> {
    let root = repository(folder);
    let entries = walkdir::WalkDir::new(&root).sort_by_file_name();
    let ours = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().to_string_lossy();
        entry.depth() == 0 || !(name.starts_with('.') || ["target", "_site", "node_modules"].contains(&name.as_ref()))
    };
    let entries = entries.into_iter().filter_entry(ours).map(Result::unwrap);
    let files =
        entries.filter(|entry| entry.file_type().is_file() && entry.file_name().to_string_lossy().ends_with(ending));
    files
        .filter_map(|entry| {
            let path = entry.path().strip_prefix(&root).unwrap();
            let text = fs::read_to_string(entry.path()).ok()?;
            Some((path.to_string_lossy().into_owned(), text))
        })
        .collect()
}

/// Fails with a list of everything that is wrong.
#[track_caller]
fn none(faults: &[String]) {
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

/// Gives the top module of a file below `src`.
fn module(path: &str) -> &str {
    path.split('/').next().unwrap().trim_end_matches(".rs")
}

fn layer(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

/// Lists the top modules that a text uses: the word after each `crate::`, also in `use crate::{a, b::c}`.
fn used(text: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let code: Vec<&str> = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
    let code = code.join("\n");
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let group = rest.strip_prefix('{').and_then(|rest| rest.split_once(';')).map(|(group, _)| group);
        let mut depth = 0;
        let mut word = String::new();
        let parts = group.unwrap_or_else(|| rest.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap());
        for c in parts.chars().chain([',']) {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth <= 0 => {
                    let name = word.trim().split("::").next().unwrap_or_default();
                    found.insert(name.to_owned());
                    word.clear();
                }
                c if depth == 0 => word.push(c),
                _ => {}
            }
        }
    }
    found.retain(|name| layer(name).is_some());
    found
}

#[test]
fn uses_are_read_from_every_form() {
    let text = "use crate::{config::{Config, Kind}, source};\n// crate::publish\nfn f() { crate::site::x() }\nuse crate::backlog::Item;";
    let expected = ["backlog", "config", "site", "source"].map(str::to_owned);
    assert_eq!(used(text), BTreeSet::from(expected));
}

#[test]
fn every_module_uses_only_the_layers_before_its_own() {
    let mut faults = Vec::new();
    for (path, text) in files("src", ".rs") {
        let own = module(&path);
        if matches!(own, "lib" | "main") {
            continue;
        }
        let Some(place) = layer(own) else {
            faults.push(format!("src/{path}: `{own}` stands in no layer"));
            continue;
        };
        for other in used(&text).into_iter().filter(|other| other != own) {
            let allowed = layer(&other) < Some(place);
            if !allowed {
                faults.push(format!("src/{path}: uses `{other}`, which comes later or stands beside it"));
            }
        }
    }
    none(&faults);
}

#[test]
fn every_ranking_method_has_its_code_and_its_page() {
    for method in METHODS {
        assert!(repository(&format!("src/ranking/{}.rs", method.name)).is_file(), "{}", method.name);
        assert_eq!(method.doc, format!("{}.md", method.name));
        assert!(repository(&format!("docs/ranking/{}", method.doc)).is_file(), "{}", method.doc);
    }
}

#[test]
fn every_rule_has_its_code_and_no_other_is_left() {
    let mut code: BTreeSet<String> = files("src/lint/rules", ".rs").into_iter().map(|(path, _)| path).collect();
    code.retain(|path| !["mod.rs", "readers.rs"].contains(&path.as_str()));
    let own = RULES.iter().filter(|rule| !matches!(rule.check, Check::Reader));
    assert_eq!(code, own.map(|rule| format!("{}.rs", rule.name.replace('-', "_"))).collect());
}

#[test]
fn every_page_has_its_code_and_its_template_and_no_other_is_left() {
    let code: BTreeSet<String> = files("src/site/page", ".rs").into_iter().map(|(path, _)| path).collect();
    let mut templates: BTreeSet<String> = files("templates/page", ".html")
        .into_iter()
        .map(|(path, _)| path.trim_end_matches(".html").to_owned())
        .collect();
    for page in PAGES {
        assert!(code.contains(&format!("{}.rs", page.name.replace('-', "_"))), "{}", page.name);
        if let Some(template) = page.template() {
            assert!(repository(&format!("templates/page/{template}.html")).is_file(), "{template}");
            templates.remove(template);
        }
    }
    assert_eq!(templates, BTreeSet::new(), "no page uses these");
}

#[test]
fn every_preset_and_every_theme_is_part_of_the_binary() {
    let names: BTreeSet<String> = PRESETS.iter().map(|preset| format!("{}.toml", preset.name)).collect();
    let found: BTreeSet<String> = files("presets", ".toml").into_iter().map(|(path, _)| path).collect();
    assert_eq!(names, found);
    for (path, text) in files("themes", "theme.toml") {
        let folder = path.split('/').next().unwrap();
        assert!(text.contains(&format!("name = \"{folder}\"")), "{path}");
    }
}

#[test]
fn files_stay_small_and_say_what_they_are() {
    let mut faults = Vec::new();
    for folder in ["src", "tests"] {
        for (path, text) in files(folder, ".rs") {
            let lines = text.lines().count();
            if lines > LINES {
                faults.push(format!("{folder}/{path}: {lines} lines"));
            }
            let tests_of_a_module = folder == "src" && path.ends_with("/tests.rs");
            if !text.starts_with("//!") && !tests_of_a_module {
                faults.push(format!("{folder}/{path}: doesn't start with what it is"));
            }
            let vague = ["utils", "helpers", "common", "misc"];
            if path.split(['/', '.']).any(|part| vague.contains(&part)) {
                faults.push(format!("{folder}/{path}: a name that says nothing"));
            }
        }
    }
    none(&faults);
}

#[test]
fn nothing_unwraps_outside_tests() {
    let mut faults = Vec::new();
    for (path, text) in files("src", ".rs").into_iter().filter(|(path, _)| !path.ends_with("tests.rs")) {
        let code = text.split("#[cfg(test)]").next().unwrap();
        let lines = code.lines().enumerate();
        let wrong = lines.filter(|(_, line)| {
            let line = line.trim_start();
            !line.starts_with("//")
                && [".unwrap()", "todo!", "dbg!", "println!", "unimplemented!"].iter().any(|bad| line.contains(bad))
        });
        faults.extend(wrong.map(|(at, line)| format!("src/{path}:{}: {}", at + 1, line.trim())));
    }
    none(&faults);
}

#[test]
fn maps_and_sets_are_gathered_and_things_ordered_by_one_copy_of_the_sort() {
    // The one copy.
    let known = "src/order/mod.rs";
    let mut faults = Vec::new();
    for (path, text) in files("src", ".rs").into_iter().filter(|(path, _)| !path.ends_with("tests.rs")) {
        let path = format!("src/{path}");
        let code = text.split("#[cfg(test)]").next().unwrap();
        let copies = code.split_inclusive(';').filter(|part| copies_the_sort(part)).map(str::trim);
        faults.extend(copies.filter(|_| path != known).map(|part| format!("{path}: {part}")));
    }
    none(&faults);
}

/// Tells whether a statement collects what it names as an ordered map or set, or sorts with a copy of the algorithm.
fn copies_the_sort(statement: &str) -> bool {
    let named = |word: &str| {
        ["BTreeMap", "BTreeSet"].iter().any(|kind| word.trim_start_matches("std::collections::").starts_with(kind))
    };
    let collected = statement.split("collect::<").skip(1).any(named);
    let annotated = statement.rsplit_once("let ").and_then(|(_, rest)| rest.split_once(": "));
    let annotated =
        annotated.is_some_and(|(name, rest)| !name.trim_start_matches("mut ").contains([' ', '|', '(']) && named(rest));
    let sorted =
        [".sort()", ".sort_by(|", ".sort_by_key(", ".sort_by_cached_key("].iter().any(|call| statement.contains(call));
    collected || sorted || annotated && statement.trim_end().ends_with(".collect();")
}

#[test]
fn copies_of_the_sort_are_seen() {
    for copy in [
        "let mut a: BTreeMap<u8, u8> = x.iter().map(|y| (y, 1)).collect();",
        "let a: std::collections::BTreeSet<&str> =\n    x.collect();",
        "let a = x.collect::<BTreeSet<_>>();",
        "f(x.collect::<std::collections::BTreeMap<_, _>>());",
        "x.sort_by_key(|y| y.0);",
    ] {
        assert!(copies_the_sort(copy), "{copy}");
    }
    for other in [
        "let a: BTreeMap<u8, u8> = x.into_map();",
        "let a: Vec<u8> = set(|b: BTreeSet<u8>| b).collect();",
        "x.sort_unstable();",
    ] {
        assert!(!copies_the_sort(other), "{other}");
    }
}

#[test]
fn the_map_names_the_folders_of_the_code() {
    let Ok(text) = fs::read_to_string(repository("CONTRIBUTING.md")) else {
        return skip("the_map_names_the_folders_of_the_code", "there is no CONTRIBUTING.md yet");
    };
    let rows = text.lines().skip_while(|line| !line.starts_with("| directory |")).skip(2);
    let named: BTreeSet<String> = rows
        .take_while(|line| line.starts_with('|'))
        .filter_map(|line| line.split('`').nth(1))
        .map(|name| module(name.trim_start_matches("src/").trim_end_matches('/')).to_owned())
        .filter(|name| repository("src").join(name).exists() || layer(name).is_some())
        .collect();
    let found: BTreeSet<String> = fs::read_dir(repository("src"))
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    assert_eq!(named, found);
}

#[test]
fn no_text_names_a_place_on_somebodys_machine() {
    let own = Path::new(file!()).file_name().unwrap().to_str().unwrap();
    let homes = ["/work/", "/root/", "/home/", "/Users/", "C:\\Users"];
    let mut faults = Vec::new();
    for (path, text) in files("", "") {
        if path.ends_with(own) || path == "Cargo.lock" {
            continue;
        }
        for (at, line) in text.lines().enumerate() {
            let starts = |at: usize| !line[..at].ends_with(|c: char| c.is_alphanumeric() || c == '.');
            if homes.iter().any(|home| line.match_indices(home).any(|(at, _)| starts(at))) {
                faults.push(format!("{path}:{}: {}", at + 1, line.trim()));
            }
        }
    }
    none(&faults);
}
