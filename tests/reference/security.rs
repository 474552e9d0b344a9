//! The table of `SECURITY.md` names tests that are there, and `deny.toml` refuses what it means to refuse.

use super::{code, rows, sections, text};

/// Reads the numbers of a version.
fn numbers(version: &str) -> Vec<u64> {
    let plain = version.split(['-', '+']).next().unwrap();
    let mut numbers: Vec<u64> = plain.split('.').map(|number| number.parse().unwrap()).collect();
    numbers.resize(3, 0);
    numbers
}

/// Lists the packages of `Cargo.lock` with their versions.
fn locked() -> Vec<(String, String)> {
    let lock = text("Cargo.lock");
    let packages = lock.split("[[package]]").skip(1).map(|package| {
        let value = |name: &str| {
            let line = package.lines().find_map(|line| line.strip_prefix(name)).unwrap();
            line.trim_start_matches(" = ").trim_matches('"').to_owned()
        };
        (value("name"), value("version"))
    });
    packages.collect()
}

#[test]
fn what_is_refused_of_dependencies_is_not_there() {
    let (deny, locked) = (text("deny.toml"), locked());
    let refused = deny.split("\ndeny = [").nth(1).unwrap().split("\n]").next().unwrap();
    let specs: Vec<&str> = refused.split("crate = \"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    assert!(specs.len() > 15 && locked.len() > 100);
    for spec in specs {
        assert!(!spec.contains('@'), "{spec}: `@` means one version alone");
        let (name, before) =
            spec.split_once(":<").map_or((spec, None), |(name, version)| (name, Some(numbers(version))));
        let is_refused = |version: &str| before.as_ref().is_none_or(|before| numbers(version) < *before);
        let found = locked.iter().find(|(package, version)| package == name && is_refused(version));
        assert_eq!(found, None, "{spec}");
    }
}

#[test]
fn what_must_hold_is_held_by_tests_that_are_there() {
    let document = text("SECURITY.md");
    let (_, body) = *sections(&document).last().unwrap();
    let rows = rows(body);
    assert!(rows.len() > 30, "{}", rows.len());
    let mut missing = Vec::new();
    for row in rows {
        assert_eq!(row.len(), 3, "{row:?}");
        let path = code(&row[1]).unwrap();
        let tests = text(path);
        let names: Vec<&str> = row[2].split('`').skip(1).step_by(2).collect();
        assert!(!names.is_empty(), "{path}");
        let is_there = |name: &&str| {
            tests.contains(&format!("#[test]\n    fn {name}("))
                || tests.contains(&format!("#[test]\nfn {name}("))
                || tests.contains(&format!("test(\"{name}\""))
        };
        missing.extend(names.into_iter().filter(|name| !is_there(name)).map(|name| format!("{path}: {name}")));
    }
    assert_eq!(missing, Vec::<String>::new());
}
