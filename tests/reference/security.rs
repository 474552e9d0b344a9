//! The table of `SECURITY.md` names tests that are there.

use super::{code, rows, sections, text};

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
