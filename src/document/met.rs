//! Short texts that thousands of documents repeat, such as names of fields: a thread shares those that it met last.

use std::cell::RefCell;
use std::sync::Arc;

/// How many are shared, and how long one may be.
const SHARED: usize = 512;
const LONG: usize = 24;

/// What a thread met last, each at the place of its bytes.
#[derive(Debug)]
pub(crate) struct Met<T: ?Sized>(RefCell<[Option<Arc<T>>; SHARED]>);

impl<T: ?Sized + AsRef<[u8]>> Met<T> {
    /// Has met nothing.
    pub(crate) const fn new() -> Self {
        Self(RefCell::new([const { None }; SHARED]))
    }

    /// Gives the one that is equal, or makes one.
    pub(crate) fn share<'t>(&self, one: &'t T) -> Arc<T>
    where
        Arc<T>: From<&'t T>,
    {
        let bytes = one.as_ref();
        if bytes.len() > LONG {
            return Arc::from(one);
        }
        let place = bytes.iter().fold(bytes.len(), |sum, byte| (sum * 31 + usize::from(*byte)) % SHARED);
        let met = &mut self.0.borrow_mut()[place];
        match met.as_ref().filter(|known| AsRef::<[u8]>::as_ref(&***known) == bytes) {
            Some(known) => Arc::clone(known),
            None => Arc::clone(met.insert(Arc::from(one))),
        }
    }
}
