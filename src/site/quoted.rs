//! Which documents' words a page quotes: what they say, as opposed to what they are called, score and link to.
//!
//! In: a page while it is rendered. Out: the documents whose text or first words it asked for. While everything else is
//! as it was, only a page that quotes a document whose words are others is another one.

use super::passage::Passage;
use std::cell::RefCell;
use std::collections::BTreeSet;

/// What a page quotes.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Quoted {
    /// The documents of which it asked for the text or the first words, by position in the backlog.
    pub items: BTreeSet<usize>,
    /// The bodies that it shows.
    pub passages: Vec<Passage>,
}

thread_local! {
    // A thread that waits for a part of a page may render another page meanwhile, and is done with it before it goes on.
    static PAGES: RefCell<Vec<Quoted>> = const { RefCell::new(Vec::new()) };
}

/// Notes that the page that is rendered on this thread quotes a document; where none is, nobody asks.
pub(super) fn note(item: usize) {
    PAGES.with_borrow_mut(|pages| {
        if let Some(page) = pages.last_mut() {
            page.items.insert(item);
        }
    });
}

/// Tells whether anybody asks what the page on this thread quotes.
pub(super) fn is_noting() -> bool {
    PAGES.with_borrow(|pages| !pages.is_empty())
}

/// Notes a body that the page on this thread shows.
pub(super) fn show(passage: Passage) {
    PAGES.with_borrow_mut(|pages| {
        if let Some(page) = pages.last_mut() {
            page.passages.push(passage);
        }
    });
}

/// Renders a page, and gives what it quotes with it.
pub(super) fn noting<T>(render: impl FnOnce() -> T) -> (T, Quoted) {
    PAGES.with_borrow_mut(|pages| pages.push(Quoted::default()));
    let made = render();
    (made, PAGES.with_borrow_mut(Vec::pop).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{Quoted, is_noting, note, noting};

    #[test]
    fn each_page_has_its_own() {
        note(9);
        let ((inner, own), outer) = noting(|| {
            note(1);
            let inner = noting(|| note(2));
            note(3);
            (inner.1, 4)
        });
        let quoted = |items: &[usize]| Quoted { items: items.iter().copied().collect(), passages: Vec::new() };
        assert_eq!((inner, outer, own), (quoted(&[2]), quoted(&[1, 3]), 4));
        assert_eq!(noting(is_noting), (true, Quoted::default()));
        assert!(!is_noting());
    }
}
