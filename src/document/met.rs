//! What thousands of documents repeat, such as names of fields and quantities: a thread shares those that it met last.

use std::cell::RefCell;

/// How many are shared, and how long the bytes of one may be.
const SHARED: usize = 512;
const LONG: usize = 24;

/// What a thread met last, each at the place of its bytes.
#[derive(Debug)]
pub(crate) struct Met<T>(RefCell<[Option<T>; SHARED]>);

impl<T: Clone> Met<T> {
    /// Has met nothing.
    pub(crate) const fn new() -> Self {
        Self(RefCell::new([const { None }; SHARED]))
    }

    /// Gives the one of these bytes that is the `same`, or makes one; fails where that does.
    pub(crate) fn share<E>(
        &self,
        bytes: &[u8],
        same: impl FnOnce(&T) -> bool,
        make: impl FnOnce() -> Result<T, E>,
    ) -> Result<T, E> {
        if bytes.len() > LONG {
            return make();
        }
        let place = bytes.iter().fold(bytes.len(), |sum, byte| (sum * 31 + usize::from(*byte)) % SHARED);
        let known = self.0.borrow()[place].as_ref().filter(|known| same(known)).cloned();
        if let Some(known) = known {
            return Ok(known);
        }
        let made = make()?;
        self.0.borrow_mut()[place] = Some(made.clone());
        Ok(made)
    }
}
