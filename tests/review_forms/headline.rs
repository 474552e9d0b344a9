//! The sentence that everything begins with.

use super::samples::{change, empty, enormous, rich, subject, tiny};
use backlit::review::{Finding, Review, headline};

/// Gives the headline of a review with so many changes of each kind.
fn of(kinds: &[(&str, usize)]) -> String {
    let document = subject("A-1", "A");
    let each = kinds.iter().flat_map(|(kind, count)| std::iter::repeat_n(*kind, *count));
    headline(&Review { changes: each.map(|kind| change(kind, &document, "", ("", ""))).collect(), ..empty() })
}

#[test]
fn it_counts_what_matters_most_first() {
    let said = of(&[("below-the-line", 1), ("outcome-dropped", 1), ("target-eased-after-start", 2)]);
    assert_eq!(said, "2 targets eased after work began, 1 outcome dropped, 1 epic fell below the capacity line");
}

#[test]
fn small_things_are_counted_together_and_large_ones_never_called_small() {
    let many =
        [("outcome-dropped", 1), ("target-raised", 1), ("rank-changed", 7), ("score-changed", 2), ("prose-changed", 3)];
    assert_eq!(
        of(&many),
        "1 outcome dropped, 1 target raised, 7 epics changed place, 2 epics scored anew and 3 smaller changes"
    );
    let large =
        ["target-eased-after-start", "date-later-after-start", "outcome-dropped", "epic-removed", "below-the-line"];
    let said = of(&large.map(|kind| (kind, 1)));
    assert!(said.ends_with("1 outcome dropped, 1 epic removed and 1 further change"), "{said}");
}

#[test]
fn it_says_so_when_no_promise_is_touched() {
    assert_eq!(headline(&tiny()), "no promise changed: 2 texts edited");
    let mut findings = empty();
    findings.findings.new = vec![Finding::default(); 3];
    assert_eq!(headline(&findings), "no promise changed: 3 new findings");
    findings.findings.new.clear();
    findings.findings.mended = vec![Finding::default()];
    assert_eq!(headline(&findings), "no promise changed: 1 finding mended");
    assert_eq!(headline(&Review { documents: tiny().documents, ..empty() }), "no promise changed: 2 documents edited");
    assert_eq!(headline(&empty()), "nothing changed");
}

#[test]
fn it_counts_everything_and_fits_the_subject_of_a_mail() {
    assert_eq!(
        headline(&rich()),
        "1 target eased after work began, 1 date moved later after work began, 1 outcome dropped, 1 epic fell below the capacity line and 9 further changes; 1 new finding"
    );
    let review = enormous();
    let said = headline(&review);
    let counted: usize = said.split_once(';').unwrap().0.split(' ').filter_map(|word| word.parse::<usize>().ok()).sum();
    assert_eq!(counted, review.changes.len());
    assert!(said.len() < 250, "{said}");
}
