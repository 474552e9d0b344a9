//! Backlogs for tests: files by path and front matter, analysed on 9 June 2025.

use super::{Analysis, analyse};
use crate::backlog::{Backlog, assemble};
use crate::document::Document;
use jiff::civil::date;

/// Reads and analyses files with the default configuration.
pub(crate) fn analysed(files: &[(&str, &str)]) -> (Backlog, Analysis) {
    let config = crate::config::load(None, None).unwrap().config;
    let document = |(path, matter): &(&str, &str)| {
        Document::read((*path).into(), format!("---\n{matter}\n---\n").into_bytes(), None)
    };
    let backlog = assemble(files.iter().map(document).collect(), &config);
    let analysis = analyse(&backlog, &config, "", date(2025, 6, 9)).unwrap();
    (backlog, analysis)
}
