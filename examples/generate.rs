//! Writes a generated backlog: `cargo run --profile fast --example generate -- EPICS FOLDER`.

#[path = "../benches/support/generator.rs"]
mod generator;

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{Error, Write};
use std::path::PathBuf;

fn main() -> Result<(), Error> {
    #[expect(clippy::disallowed_methods, reason = "an example reads its own arguments")]
    let mut arguments = std::env::args().skip(1);
    let (Some(epics), Some(folder)) =
        (arguments.next().and_then(|number| number.parse().ok()), arguments.next().map(PathBuf::from))
    else {
        return Err(Error::other("usage: generate EPICS FOLDER"));
    };
    let mut made = BTreeSet::new();
    for file in generator::backlog(epics) {
        let target = folder.join(&file.path);
        if let Some(parent) = target.parent()
            && made.insert(parent.to_owned())
        {
            fs::create_dir_all(parent)?;
        }
        File::create(target)?.write_all(file.text.as_bytes())?;
    }
    Ok(())
}
