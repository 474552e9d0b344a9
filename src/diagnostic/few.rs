//! The first findings of a kind, and how many more there are: a list of thousands of wrong values is one mistake.

use super::{Diagnostic, Span};
use std::collections::BTreeMap;

/// The most findings of one rule about the fields of one file.
pub const MOST_OF_A_RULE: usize = 50;

/// Keeps the first findings of each rule in each file, and says of each how many more there are.
pub fn first_of_each(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    if found.len() <= MOST_OF_A_RULE {
        return found;
    }
    let mut counts = BTreeMap::new();
    let mut more = Vec::new();
    found.retain(|one| {
        let count = counts.entry((one.path.clone(), one.rule)).or_insert(0_usize);
        *count += 1;
        if *count == MOST_OF_A_RULE + 1 {
            more.push(Diagnostic { span: Span::FILE, related: Vec::new(), ..one.clone() });
        }
        *count <= MOST_OF_A_RULE
    });
    for one in &mut more {
        let left = counts[&(one.path.clone(), one.rule)] - MOST_OF_A_RULE;
        one.message = format!("{left} more of these are in this file");
        one.hint = Some("Correct the first ones.".to_owned());
    }
    found.extend(more);
    found
}

#[cfg(test)]
mod tests {
    use super::{Diagnostic, MOST_OF_A_RULE, Span, first_of_each};

    #[test]
    fn what_is_left_out_is_counted_for_each_rule_and_file() {
        let found = |path: &str, rule: &'static str, count: u32| {
            let path = path.into();
            (0..count)
                .map(move |line| Diagnostic::error(rule, &path, Span { line, ..Span::FILE }, format!("no {line}")))
        };
        let few: Vec<Diagnostic> = found("a", "x", 50).chain(found("a", "y", 20)).chain(found("b", "x", 30)).collect();
        assert_eq!(first_of_each(few.clone()), few);
        let many = first_of_each(few.into_iter().chain(found("a", "x", 7)).collect());
        assert_eq!(many.len(), MOST_OF_A_RULE + 20 + 30 + 1);
        let last = many.last().unwrap();
        assert_eq!((last.message.as_str(), last.rule, &*last.path), ("7 more of these are in this file", "x", "a"));
    }
}
