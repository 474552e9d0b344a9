//! The name of a commit to its id.
//!
//! In: a tag, a branch, an id or its first characters, `HEAD`, each with `~N` or `^N` behind it. Out: one commit. What
//! could mean two commits, an option, a range or a search is refused; nothing is guessed.

use super::{UNSHALLOW, missing, short, unreachable};
use crate::diagnostic::{Error, nearest};
use crate::order::Order;
use crate::source::plain;
use crate::source::repository::Place;
use gix::objs::Kind;
use gix::{ObjectId, Repository};
use std::collections::HashSet;

/// The longest name.
const LIMIT: usize = 250;
/// The most tags and branches that are looked at for one that was meant.
const REFERENCES: usize = 10_000;
/// The fewest characters of an id that count as one.
const SHORTEST: usize = 4;

/// Finds the commit that a name means.
pub(super) fn resolve(place: &Place, handle: &Repository, name: &str) -> Result<ObjectId, Error> {
    check(name)?;
    let steps = name.find(['~', '^']).unwrap_or(name.len());
    let (base, mut rest) = name.split_at(steps);
    let mut commit = base_commit(place, handle, base, name)?;
    while let Some(sign) = rest.chars().next() {
        let digits = rest[1..].find(|c: char| !c.is_ascii_digit()).map_or(rest.len(), |at| at + 1);
        let count: usize = if digits == 1 { 1 } else { rest[1..digits].parse().map_err(|_| refused(name))? };
        rest = &rest[digits..];
        commit = match sign {
            '^' => parent(place, handle, commit, count)?,
            '~' => {
                for _ in 0..count {
                    commit = parent(place, handle, commit, 1)?;
                }
                commit
            }
            _ => return Err(refused(name)),
        };
    }
    Ok(commit)
}

/// Tells whether a tag or a branch has a name.
pub(super) fn is_reference(handle: &Repository, name: &str) -> bool {
    ["refs/tags/", "refs/heads/"].iter().any(|folder| reference(handle, &format!("{folder}{name}")).is_some())
}

/// Says that a day is the name of a tag or a branch too.
pub(super) fn also_a_day(written: &str) -> Error {
    Error::new(format!("`{written}` is a day, and a tag or branch has that name too"))
        .hint(format!("Write `refs/tags/{written}` or `refs/heads/{written}` for the other."))
}

/// Refuses what is no plain name.
fn check(name: &str) -> Result<(), Error> {
    let shown = name.escape_debug();
    if name.starts_with('-') {
        return Err(Error::new(format!("`{shown}` looks like an option, not like a commit")).hint(FORMS));
    }
    let strange = |c: char| c.is_control() || c.is_whitespace() || ":?*[]\\{}".contains(c);
    if name.is_empty() || name.len() > LIMIT || name.contains(strange) || name.contains("..") {
        return Err(refused(name));
    }
    Ok(())
}

/// The forms that are understood.
const FORMS: &str = "Name a commit, a tag, a branch, the first characters of an id, or a day such as 2025-03-31.";

fn refused(name: &str) -> Error {
    let shown: String = name.escape_debug().take(80).collect();
    Error::new(format!("`{shown}` is no name of a single commit")).hint(FORMS)
}

/// Finds what a name without steps means.
fn base_commit(place: &Place, handle: &Repository, base: &str, name: &str) -> Result<ObjectId, Error> {
    if base == "HEAD" || base == "@" {
        return Place::head(handle).map_err(|cut| unreachable(handle.path(), &cut));
    }
    Place::readable(handle).map_err(|cut| unreachable(handle.path(), &cut))?;
    let mut found: Vec<(String, ObjectId)> = Vec::new();
    if base == "FETCH_HEAD" {
        found.extend(fetched(handle).map(|id| (base.to_owned(), id)));
    }
    let folders = if base.starts_with("refs/") { &[""][..] } else { &["refs/tags/", "refs/heads/"][..] };
    for folder in folders {
        let full = format!("{folder}{base}");
        found.extend(reference(handle, &full).map(|id| (full, id)));
    }
    if found.is_empty() {
        let full = format!("refs/remotes/{base}");
        found.extend(reference(handle, &full).map(|id| (full, id)));
    }
    if let Some(ids) = by_id(handle, base) {
        match &ids[..] {
            [] => {}
            [one] => found.push((one.to_string(), *one)),
            several => return Err(several_ids(base, several)),
        }
    }
    let mut commits = Vec::new();
    for (full, id) in found {
        let object = handle.find_object(id).map_err(|_| missing(place, base))?;
        let commit = object.peel_to_kind(Kind::Commit).map_err(|_| no_commit(place, handle, id, name))?;
        commits.push((full, commit.id));
    }
    commits.order_by_key(|(_, id)| *id);
    commits.dedup_by_key(|(_, id)| *id);
    match &commits[..] {
        [] => Err(unknown(place, handle, name)),
        [(_, id)] => Ok(*id),
        several => {
            let names: Vec<String> = several.iter().map(|(full, _)| format!("`{full}`")).collect();
            Err(Error::new(format!("`{base}` is ambiguous: it means {}", names.join(" and ")))
                .hint("Write the one that you mean in full."))
        }
    }
}

/// Gives what was fetched last, as git wrote it down: the id at the start of the first line.
fn fetched(handle: &Repository) -> Option<ObjectId> {
    let text = plain::open_text(&handle.git_dir().join("FETCH_HEAD")).ok()??;
    let id = text.split(['\t', ' ', '\n']).next()?;
    ObjectId::from_hex(id.as_bytes()).ok()
}

/// Finds the object of a reference by its full name.
fn reference(handle: &Repository, full: &str) -> Option<ObjectId> {
    let mut found = handle.try_find_reference(full).ok().flatten()?;
    // A partial name would be looked for in other folders too.
    if found.name().as_bstr() != full {
        return None;
    }
    found.peel_to_id().ok().map(gix::Id::detach)
}

/// Finds the commits and tags whose id begins with a text; none where it is no beginning of an id.
fn by_id(handle: &Repository, text: &str) -> Option<Vec<ObjectId>> {
    let whole = handle.object_hash().len_in_hex();
    if !(SHORTEST..=whole).contains(&text.len()) || !text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let padded = ObjectId::from_hex(format!("{text:0<whole$}").as_bytes()).ok()?;
    let prefix = gix::hash::Prefix::new(&padded, text.len()).ok()?;
    let mut candidates = HashSet::new();
    handle.objects.lookup_prefix(prefix, Some(&mut candidates)).ok()?;
    let mut found: Vec<ObjectId> = candidates.into_iter().collect();
    found.order();
    if found.len() > 1 {
        found
            .retain(|id| handle.find_header(*id).is_ok_and(|header| matches!(header.kind(), Kind::Commit | Kind::Tag)));
    }
    Some(found)
}

/// Gives the parent of a commit, 1 for the first; 0 is the commit itself.
fn parent(place: &Place, handle: &Repository, id: ObjectId, number: usize) -> Result<ObjectId, Error> {
    let Some(at) = number.checked_sub(1) else {
        return Ok(id);
    };
    let commit = handle.find_commit(id).map_err(|_| missing(place, &short(id)))?;
    let cut = handle.shallow_commits().ok().flatten().is_some_and(|boundary| boundary.iter().any(|it| *it == id));
    if cut {
        return Err(Error::new(format!("the parents of `{}` aren't in this shallow clone", short(id))).hint(UNSHALLOW));
    }
    let found = commit.parent_ids().nth(at).map(gix::Id::detach);
    found.ok_or_else(|| {
        let which = if number == 1 { "parent".to_owned() } else { format!("parent {number}") };
        Error::new(format!("commit `{}` has no {which}", short(id))).hint("The history ends there.")
    })
}

fn several_ids(base: &str, several: &[ObjectId]) -> Error {
    let shown: Vec<String> = several.iter().take(3).map(|id| format!("`{}`", id.to_hex_with_len(12))).collect();
    Error::new(format!("`{base}` is ambiguous: the ids {} begin with it", shown.join(" and ")))
        .hint("Write more characters of the id.")
}

fn no_commit(place: &Place, handle: &Repository, id: ObjectId, name: &str) -> Error {
    match handle.find_header(id) {
        Ok(header) if header.kind() != Kind::Tag => {
            Error::new(format!("`{name}` is a {}, not a commit", header.kind())).hint(FORMS)
        }
        _ => missing(place, name),
    }
}

/// Says that nothing has a name: what is close to it, and where a clone is shallow, how to get the rest.
fn unknown(place: &Place, handle: &Repository, name: &str) -> Error {
    let near = close_to(handle, name);
    // A branch or tag of that very name is there: it leads to nothing, or to itself.
    if near.as_deref() == Some(name) {
        return missing(place, &name.escape_debug().to_string());
    }
    let error = Error::new(format!("there is no commit `{}` here", name.escape_debug()));
    let known = near.is_some();
    let error =
        near.into_iter().fold(error, |error, near| error.hint(format!("Did you mean `{}`?", near.escape_debug())));
    match (place.is_shallow(), known) {
        (true, _) => error.hint(format!("The clone is shallow. {UNSHALLOW}")),
        (false, true) => error,
        (false, false) => error.hint(FORMS),
    }
}

/// Finds the tag or branch whose name is close to one: the same in a remote, or a slip away.
fn close_to(handle: &Repository, name: &str) -> Option<String> {
    let platform = handle.references().ok()?;
    let names = platform.all().ok()?.take(REFERENCES).filter_map(|one| Some(one.ok()?.name().as_bstr().to_string()));
    let mut known: Vec<String> = names
        .filter_map(|full| {
            let folders = ["refs/tags/", "refs/heads/", "refs/remotes/"];
            folders.iter().find_map(|folder| full.strip_prefix(folder)).map(str::to_owned)
        })
        .collect();
    known.order();
    let remote = known.iter().find(|one| one.split_once('/').is_some_and(|(_, branch)| branch == name));
    remote.cloned().or_else(|| nearest(name, known.iter().map(String::as_str)).map(str::to_owned))
}
