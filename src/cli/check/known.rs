//! A baseline: what an old repository has, read from its file and kept from growing old.

use super::super::output::write_file;
use crate::cli::console::Console;
use crate::diagnostic::Error;
use crate::lint::Baseline;
use crate::report::format::counted;
use crate::report::terminal::{place, plain};
use crate::source;
use std::path::Path;

/// How many entries are named.
const NAMED: usize = 3;

/// Reads a baseline from its file.
pub(super) fn read(file: &Path) -> Result<Baseline, Error> {
    let text = source::open_text(file)?.ok_or_else(|| {
        Error::new(format!("there is no file `{}`", file.display())).hint("Write it with `--write-baseline`.")
    })?;
    Baseline::read(&text, &file.display().to_string())
}

/// Counts findings with their verb.
pub(super) fn were(count: usize) -> String {
    format!("{} {}", counted(count, "finding"), if count == 1 { "was" } else { "were" })
}

/// Says which entries are gone and what to do; none where none is.
pub(super) fn words(gone: &Baseline) -> Option<String> {
    let all: usize = gone.entries().map(|(.., count)| count).sum();
    let mut named: Vec<String> =
        gone.entries().take(NAMED).map(|(path, rule, ..)| format!("{} in {}", plain(rule), plain(path))).collect();
    let shown: usize = gone.entries().take(NAMED).map(|(.., count)| count).sum();
    if all > shown {
        named.push(format!("{} more", all - shown));
    }
    let verb = if all == 1 { "is" } else { "are" };
    (all > 0).then(|| {
        format!(
            "{} of the baseline {verb} gone: {}; `--prune-baseline` forgets what is gone",
            counted(all, "finding"),
            named.join(", ")
        )
    })
}

/// Writes a baseline without the entries that are gone.
pub(super) fn prune(file: &Path, known: Baseline, gone: &Baseline, console: &mut Console) -> Result<(), Error> {
    let all: usize = gone.entries().map(|(.., count)| count).sum();
    if all > 0 {
        write_file(file, &known.without(gone).write())?;
        console.note(&format!("forgot {} in {}", counted(all, "finding"), place(file)));
    }
    Ok(())
}
