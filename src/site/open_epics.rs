//! The open epics in each state, of all and of each product, as pages of value streams show them.
//!
//! In: the backlog. Out: positions in it, gathered once: each of thousands of streams would look through all epics.

use crate::analysis::class_of;
use crate::backlog::Backlog;
use std::collections::HashMap;

/// Epics by the name of their state, in order of the backlog.
type ByState = HashMap<String, Vec<usize>>;

/// The open epics.
#[derive(Debug, Default)]
pub(super) struct OpenEpics {
    all: ByState,
    of_products: HashMap<String, ByState>,
}

impl OpenEpics {
    /// Gathers those of a backlog.
    pub(super) fn of(backlog: &Backlog) -> Self {
        let mut found = Self::default();
        for (at, epic) in backlog.epics() {
            let Some(state) = epic.state.as_ref().filter(|_| class_of(epic).is_open()) else { continue };
            found.all.entry(state.name.clone()).or_default().push(at);
            if let Some(product) = &epic.product {
                let its = found.of_products.entry(product.clone()).or_default();
                its.entry(state.name.clone()).or_default().push(at);
            }
        }
        found
    }

    /// Lists those in a state, of a product; without one those of all.
    pub(super) fn in_state(&self, product: Option<&str>, state: &str) -> &[usize] {
        let by_state = product.map_or(Some(&self.all), |product| self.of_products.get(product));
        by_state.and_then(|epics| epics.get(state)).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::OpenEpics;
    use crate::site::tests_support::planned;

    #[test]
    fn each_product_has_its_own_and_all_have_those_of_none() {
        let files = [
            ("epics/a.md", "status: ready\nproduct: Shop"),
            ("epics/b.md", "status: ready\nproduct: Wiki"),
            ("epics/c.md", "status: ready"),
            ("epics/d.md", "status: done\nproduct: Shop"),
            ("value-streams/s.md", "title: S"),
        ];
        planned(&files, "value-streams/s.html", |site, _| {
            let open = OpenEpics::of(site.backlog);
            let count = |product, state| open.in_state(product, state).len();
            assert_eq!((count(None, "ready"), count(Some("Shop"), "ready"), count(Some("Wiki"), "ready")), (3, 1, 1));
            assert_eq!((count(None, "done"), count(Some("Shop"), "done"), count(Some("None"), "ready")), (0, 0, 0));
        });
    }
}
