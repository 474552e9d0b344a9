//! The floor under every site generator: reads a finished site, then writes the same bytes with a plain loop.
//!
//! `cargo run --profile fast --example floor -- SITE NEW_FOLDER [THREADS]` prints the seconds that the writing took.

use rayon::prelude::*;
use std::fs::{self, File};
use std::io::{Error, Read, Write};
use std::path::PathBuf;
use std::time::Instant;

#[expect(
    clippy::disallowed_methods,
    clippy::print_stdout,
    reason = "an example reads its own arguments, measures time and prints it"
)]
fn main() -> Result<(), Error> {
    let mut arguments = std::env::args().skip(1);
    let (Some(site), Some(target)) = (arguments.next().map(PathBuf::from), arguments.next().map(PathBuf::from)) else {
        return Err(Error::other("usage: floor SITE NEW_FOLDER [THREADS]"));
    };
    let threads = arguments.next().and_then(|n| n.parse().ok()).unwrap_or(0);
    let mut files: Vec<(PathBuf, Vec<u8>)> = Vec::new();
    for entry in walkdir::WalkDir::new(&site) {
        let entry = entry.map_err(Error::other)?;
        let inner = entry.path().strip_prefix(&site).map_err(Error::other)?;
        if entry.file_type().is_dir() {
            fs::create_dir_all(target.join(inner))?;
        } else {
            let mut bytes = Vec::new();
            File::open(entry.path())?.read_to_end(&mut bytes)?;
            files.push((target.join(inner), bytes));
        }
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().map_err(Error::other)?;
    let started = Instant::now();
    pool.install(|| files.par_iter().try_for_each(|(path, bytes)| File::create(path)?.write_all(bytes)))?;
    println!("{:.3}", started.elapsed().as_secs_f64());
    Ok(())
}
