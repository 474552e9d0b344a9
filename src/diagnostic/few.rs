//! The first findings of a kind, and how many more there are: a list of thousands of wrong values is one mistake.

use super::{Diagnostic, sort};
use std::collections::BTreeMap;

/// The most findings of one rule about the fields of one file.
pub const MOST_OF_A_RULE: usize = 50;

/// The most findings about the links of one page: to find the place of each costs time.
const MOST_OF_A_PAGE: usize = 200;
/// The most about those of all pages together, as long as each may have some: a finding takes memory.
const MOST_OF_LINKS: usize = 300_000;
/// What each page may have, however many there are.
const LEAST_OF_A_PAGE: usize = 5;

/// Tells how many findings there are at most about the links of each of so many pages.
pub fn most_about_links(pages: usize) -> usize {
    (MOST_OF_LINKS / pages.max(1)).clamp(LEAST_OF_A_PAGE, MOST_OF_A_PAGE)
}

/// Keeps the first findings of each rule in each file, and says how many more there are where the next one stands, so
/// that the number comes behind those that it continues.
pub fn first_of_each(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    if found.len() <= MOST_OF_A_RULE {
        return found;
    }
    sort(&mut found);
    let mut counts = BTreeMap::new();
    let mut more = Vec::new();
    found.retain(|one| {
        let count = counts.entry((one.path.clone(), one.rule)).or_insert(0_usize);
        *count += 1;
        if *count == MOST_OF_A_RULE + 1 {
            more.push(Diagnostic { related: Vec::new(), ..one.clone() });
        }
        *count <= MOST_OF_A_RULE
    });
    for one in &mut more {
        let left = counts[&(one.path.clone(), one.rule)] - MOST_OF_A_RULE;
        one.message = format!("from here on, this file has {left} more of these");
        one.hint = Some("Correct those above; the next ones are named then.".to_owned());
    }
    found.extend(more);
    found
}

#[cfg(test)]
mod tests {
    use super::{Diagnostic, MOST_OF_A_RULE, first_of_each, most_about_links, sort};
    use crate::diagnostic::Span;

    #[test]
    fn the_pages_of_a_large_site_share_what_is_said_of_links() {
        assert_eq!([0, 1, 1_500, 3_000, 10_000, 1_000_000].map(most_about_links), [200, 200, 200, 100, 30, 5]);
    }

    #[test]
    fn what_is_left_out_is_counted_for_each_rule_and_file() {
        let found = |path: &str, rule: &'static str, count: u32| {
            let path = path.into();
            (0..count)
                .map(move |line| Diagnostic::error(rule, &path, Span { line, ..Span::FILE }, format!("no {line}")))
        };
        let mut few: Vec<Diagnostic> =
            found("a", "x", 50).chain(found("a", "y", 20)).chain(found("b", "x", 30)).collect();
        sort(&mut few);
        assert_eq!(first_of_each(few.clone()), few);
        let mut many = first_of_each(
            few.into_iter().chain((50..57).rev().filter_map(|line| found("a", "x", line + 1).last())).collect(),
        );
        assert_eq!(many.len(), MOST_OF_A_RULE + 20 + 30 + 1);
        sort(&mut many);
        let of_x: Vec<&Diagnostic> = many.iter().filter(|one| (one.rule, &*one.path) == ("x", "a")).collect();
        assert_eq!(of_x[MOST_OF_A_RULE].message, "from here on, this file has 7 more of these");
        assert_eq!(
            (of_x.len(), of_x[MOST_OF_A_RULE].span.line),
            (MOST_OF_A_RULE + 1, 50),
            "it stands where the next one would"
        );
    }
}
