//! What a template may ask for, so that a slip in one costs an error and not the machine.
//!
//! In: what it writes and how far it counts. Out: a page, or why there is none. What is recursion the engine finds itself.

use std::cell::Cell;
use std::io;
use tera::{Error, Kwargs, State, Tera, TeraResult};

/// How many bytes a page may have that templates of the site's own make; one of ours is as long as its lists.
const BYTES: usize = 64 << 20;
/// How many numbers loops may count through for one page.
const NUMBERS: usize = 1_000_000;

thread_local! {
    /// How many numbers are left for the page that this thread makes.
    static LEFT: Cell<usize> = const { Cell::new(NUMBERS) };
}

/// A page while it is written.
#[derive(Debug)]
pub(super) struct Sheet {
    pub(super) bytes: Vec<u8>,
    most: usize,
}

impl Sheet {
    /// Begins a page of about that many bytes, of our own templates alone where it is `plain`.
    pub(super) fn new(about: usize, plain: bool) -> Self {
        LEFT.set(NUMBERS);
        Self { bytes: Vec::with_capacity(about), most: if plain { usize::MAX } else { BYTES } }
    }
}

impl io::Write for Sheet {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > self.most {
            return Err(io::Error::other("the page is longer than 64 MiB"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Puts the function that counts in the place of the engine's own, which bounds each loop but not loops in loops.
pub(super) fn register(engine: &mut Tera) {
    engine.register_function("range", range);
}

/// Counts from `start` up to `end`, which it leaves out, in steps of `step_by`.
#[expect(clippy::needless_pass_by_value, reason = "the engine hands over its arguments")]
fn range(arguments: Kwargs, _: &State<'_>) -> TeraResult<Vec<i128>> {
    let mut at = arguments.get::<i128>("start")?.unwrap_or_default();
    let end = arguments.must_get::<i128>("end")?;
    let step = arguments.get::<i128>("step_by")?.unwrap_or(1);
    if step == 0 || (step > 0 && at > end) {
        return Err(Error::message("`range` never comes from `start` to `end` with this `step_by`"));
    }
    let mut numbers = Vec::new();
    while if step > 0 { at < end } else { at > end } {
        let left = LEFT.get().checked_sub(1);
        LEFT.set(
            left.ok_or_else(|| Error::message(format!("loops of one page count through more than {NUMBERS} numbers")))?,
        );
        numbers.push(at);
        at = at.saturating_add(step);
    }
    Ok(numbers)
}

#[cfg(test)]
mod tests {
    use super::{BYTES, Sheet};
    use std::io::Write as _;

    #[test]
    fn only_templates_of_the_sites_own_have_a_bound() {
        let long = vec![b'x'; BYTES + 1];
        assert!(Sheet::new(0, true).write_all(&long).is_ok(), "our own list all that there is");
        let refused = Sheet::new(0, false).write_all(&long).unwrap_err();
        assert_eq!(refused.to_string(), "the page is longer than 64 MiB");
    }
}
