//! Rows of tables, rendered once for all pages that show them: an epic stands in the lists of its team, its type, its owners
//! and its objectives, and looks the same in each.
//!
//! In: what makes a row. Out: its markup, with links that fit the page. Never decides which rows a table has.

use super::address::ANYWHERE;
use crate::diagnostic::Error;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The rows made so far.
#[derive(Debug, Default)]
pub(super) struct Fragments {
    /// Of each item that is an epic, by position in the backlog.
    pub(super) epics: Vec<Slot>,
    /// Of each outcome, by position in the analysis.
    pub(super) outcomes: Vec<Slot>,
    failed: Mutex<Option<Error>>,
}

/// The rows of one thing, by the columns of the table.
#[derive(Debug, Default)]
pub(super) struct Slot(Mutex<Vec<(u8, Box<str>)>>);

impl Fragments {
    /// Makes room for the rows of so many items and outcomes.
    pub(super) fn new(items: usize, outcomes: usize) -> Self {
        let slots = |number: usize| (0..number).map(|_| Slot::default()).collect();
        Self { epics: slots(items), outcomes: slots(outcomes), failed: Mutex::default() }
    }

    /// Appends a row, made now if no page has shown it with these columns; `root` is the way from the page to the site's root.
    pub(super) fn append(
        &self,
        out: &mut String,
        (slot, columns): (&Slot, u8),
        root: &str,
        make: impl FnOnce() -> Result<String, Error>,
    ) {
        let mut rows = guard(&slot.0);
        if let Some((_, row)) = rows.iter().find(|(of, _)| *of == columns) {
            return lead(out, row, root);
        }
        #[cfg(debug_assertions)]
        let make = || {
            let (made, quoted) = super::quoted::noting(make);
            assert!(quoted.items.is_empty(), "other pages that show the row would not say that they quote something");
            made
        };
        match make() {
            Ok(row) => {
                lead(out, &row, root);
                // Most rows are for one kind of table; a list would make room for four.
                rows.reserve_exact(1);
                rows.push((columns, row.into_boxed_str()));
            }
            Err(error) => *guard(&self.failed) = Some(error),
        }
    }

    /// Gives what went wrong since it was last asked.
    pub(super) fn failure(&self) -> Option<Error> {
        guard(&self.failed).take()
    }
}

/// Copies a row with its links leading from a page. Addresses are encoded and text is escaped, so nothing that a backlog
/// says can look like the start of a link.
fn lead(out: &mut String, row: &str, root: &str) {
    const LINK: &str = "href=\"";
    // A single byte is looked for many times faster than a text.
    const MARK: u8 = 1;
    let mut rest = row;
    while let Some(at) = memchr::memchr(MARK, rest.as_bytes()) {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        out.push_str(if before.ends_with(LINK) { root } else { ANYWHERE });
        rest = &after[ANYWHERE.len()..];
    }
    out.push_str(rest);
}

fn guard<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::{ANYWHERE, Fragments};
    use crate::diagnostic::Error;

    #[test]
    fn a_row_is_made_once_and_leads_from_every_page() {
        let fragments = Fragments::new(1, 0);
        let mut made = 0;
        let mut row = |root: &str| {
            let mut out = String::new();
            fragments.append(&mut out, (&fragments.epics[0], 3), root, || {
                made += 1;
                Ok(format!("<a href=\"{ANYWHERE}epics/a.html\">{ANYWHERE}</a>"))
            });
            out
        };
        assert_eq!(row(""), format!("<a href=\"epics/a.html\">{ANYWHERE}</a>"));
        assert_eq!(row("../"), format!("<a href=\"../epics/a.html\">{ANYWHERE}</a>"));
        assert_eq!(made, 1);
    }

    #[test]
    fn a_failure_is_kept_until_it_is_asked_for() {
        let fragments = Fragments::new(1, 0);
        fragments.append(&mut String::new(), (&fragments.epics[0], 0), "", || Err(Error::new("no")));
        assert!(fragments.failure().is_some() && fragments.failure().is_none());
    }
}
