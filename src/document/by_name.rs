//! A few values by their names. In: pairs. Out: the same in order of name, in no more room than they take: a tree would
//! keep room for eleven with each epic. Thousands of epics use the same few names, so they share one text of each.

use crate::order::Order;
use std::cell::RefCell;
use std::sync::Arc;

/// How many names are shared, and how long one may be: enough for the criteria of a site.
const SHARED: usize = 32;
const LONG: usize = 64;

thread_local! {
    /// The names that were met first.
    static NAMES: RefCell<Vec<Arc<str>>> = const { RefCell::new(Vec::new()) };
}

/// Values by name, each name once.
#[derive(Debug, Clone, PartialEq)]
pub struct ByName<T>(Box<[(Arc<str>, T)]>);

impl<T> Default for ByName<T> {
    fn default() -> Self {
        Self(Box::default())
    }
}

impl<T> ByName<T> {
    /// Gives the value of a name.
    pub fn get(&self, name: &str) -> Option<&T> {
        let at = self.0.binary_search_by(|(other, _)| (**other).cmp(name)).ok()?;
        Some(&self.0[at].1)
    }

    /// Gives every name with its value, in order of name.
    pub fn iter(&self) -> impl Iterator<Item = (&Arc<str>, &T)> {
        self.0.iter().map(|(name, value)| (name, value))
    }

    /// Tells whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<N: AsRef<str>, T> FromIterator<(N, T)> for ByName<T> {
    /// Takes the last value of each name.
    fn from_iter<I: IntoIterator<Item = (N, T)>>(pairs: I) -> Self {
        let mut list: Vec<(Arc<str>, T)> =
            pairs.into_iter().map(|(name, value)| (shared(name.as_ref()), value)).collect();
        list.order_by(|a, b| a.0.cmp(&b.0));
        list.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            if same {
                std::mem::swap(next, kept);
            }
            same
        });
        Self(list.into_boxed_slice())
    }
}

/// Gives the one text of a name.
fn shared(name: &str) -> Arc<str> {
    NAMES.with_borrow_mut(|names| {
        if let Some(known) = names.iter().find(|known| ***known == *name) {
            return Arc::clone(known);
        }
        let new: Arc<str> = name.into();
        if names.len() < SHARED && name.len() <= LONG {
            names.push(Arc::clone(&new));
        }
        new
    })
}

#[cfg(test)]
mod tests {
    use super::{ByName, SHARED};
    use std::sync::Arc;

    #[test]
    fn names_stand_in_order_and_the_last_value_of_each_counts() {
        let found: ByName<i32> = [("b", 1), ("a", 2), ("b", 3), ("", 4), ("b", 5)].into_iter().collect();
        let list: Vec<(&str, i32)> = found.iter().map(|(name, value)| (&**name, *value)).collect();
        assert_eq!(list, [("", 4), ("a", 2), ("b", 5)]);
        assert_eq!((found.get("a"), found.get("c")), (Some(&2), None));
        assert!(ByName::<i32>::default().is_empty() && !found.is_empty());
    }

    #[test]
    fn a_name_is_one_text_until_there_are_too_many() {
        let text = |name: &str| Arc::clone(ByName::from_iter([(name, 0)]).iter().next().unwrap().0);
        assert!(Arc::ptr_eq(&text("impact"), &text("impact")));
        let many: ByName<usize> = (0..2 * SHARED).map(|at| (format!("name {at}"), at)).collect();
        assert_eq!(many.get(&format!("name {}", 2 * SHARED - 1)), Some(&(2 * SHARED - 1)));
        assert!(!Arc::ptr_eq(&text("one more"), &text("one more")));
    }
}
