//! Addresses of lines in the repository, and the words for places. Nothing from the branch chooses where a link leads:
//! the address of the repository comes from the caller, and a path only ever names a file below it.

use super::super::markdown::code;
use crate::review::{Place, Review, Side, Where};
use std::fmt::Write;

/// The most characters of a path.
const PATH: usize = 120;

/// Gives the address of a place; none where the repository, the commit or the path isn't fit for one.
pub(super) fn address(review: &Review, repository: &str, place: &Place) -> Option<String> {
    let repository = repository.trim_end_matches('/');
    let plain = |c: char| c.is_ascii_alphanumeric() || ":/.-_~%".contains(c);
    let web = ["https://", "http://"].iter().any(|scheme| repository.starts_with(scheme));
    let commit = commit(side(review, place.side))?;
    if !web || !repository.chars().all(plain) {
        return None;
    }
    let path = path(review, place);
    if path.split('/').any(|part| matches!(part, "" | "." | "..")) {
        return None;
    }
    let line = if place.line > 0 { format!("#L{}", place.line) } else { String::new() };
    Some(format!("{repository}/blob/{commit}/{}{line}", encoded(&path)))
}

/// Writes a place as code: `epics/GROW-12.md:14`.
pub(super) fn place(review: &Review, place: &Place) -> String {
    code(&words(review, place), PATH)
}

/// Says a place: path and line from the top of the repository.
pub(super) fn words(review: &Review, place: &Place) -> String {
    let path = path(review, place);
    if place.line > 0 { format!("{path}:{}", place.line) } else { path }
}

/// Gives the path from the top of the repository.
pub(super) fn path(review: &Review, place: &Place) -> String {
    let folder = review.folder.trim_matches('/');
    if folder.is_empty() { place.path.clone() } else { format!("{folder}/{}", place.path) }
}

/// Gives a side of the comparison.
fn side(review: &Review, which: Where) -> &Side {
    match which {
        Where::Base => &review.base,
        Where::Head => &review.head,
    }
}

/// Gives the whole name of a side's commit, where it is one.
pub(super) fn commit(side: &Side) -> Option<&str> {
    let hex = side.commit.len() >= 40 && side.commit.len() <= 64 && side.commit.bytes().all(|b| b.is_ascii_hexdigit());
    hex.then_some(side.commit.as_str())
}

/// Writes a path for an address.
fn encoded(path: &str) -> String {
    let mut address = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            address.push(byte.into());
        } else {
            write!(address, "%{byte:02X}").expect("a string takes all that is written");
        }
    }
    address
}
