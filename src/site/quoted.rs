//! Which documents' words a page quotes: what they say, as opposed to what they are called, score and link to.
//!
//! In: a page while it is rendered. Out: the documents whose text or first words it asked for. While everything else is
//! as it was, only a page that quotes a document whose words are others is another one.

use std::cell::RefCell;
use std::collections::BTreeSet;

/// The documents that a page quotes, by position in the backlog.
pub type Quoted = BTreeSet<usize>;

thread_local! {
    // A thread that waits for a part of a page may render another page meanwhile, and is done with it before it goes on.
    static PAGES: RefCell<Vec<Quoted>> = const { RefCell::new(Vec::new()) };
}

/// Notes that the page that is rendered on this thread quotes a document; where none is, nobody asks.
pub(super) fn note(item: usize) {
    PAGES.with_borrow_mut(|pages| {
        if let Some(page) = pages.last_mut() {
            page.insert(item);
        }
    });
}

/// Renders a page, and gives what it quotes with it.
pub(super) fn noting<T>(render: impl FnOnce() -> T) -> (T, Quoted) {
    PAGES.with_borrow_mut(|pages| pages.push(Quoted::new()));
    let made = render();
    (made, PAGES.with_borrow_mut(Vec::pop).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{Quoted, note, noting};

    #[test]
    fn each_page_has_its_own() {
        note(9);
        let ((inner, own), outer) = noting(|| {
            note(1);
            let inner = noting(|| note(2));
            note(3);
            (inner.1, 4)
        });
        assert_eq!((inner, outer, own), (Quoted::from([2]), Quoted::from([1, 3]), 4));
        assert_eq!(noting(|| ()).1, Quoted::new());
    }
}
