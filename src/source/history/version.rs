//! The contents of all versions, each read once.
//!
//! In: the changes of all commits, and which contents are at hand. Out: the heads of the versions, equal ones once.
//! Contents that are at hand, missing, damaged or kept elsewhere (large file storage) have none.

use super::tree::Changed;
use super::{AtHand, Head, Version, blob, in_parts};
use crate::source::repository::Place;
use crate::source::scope::{CUT, FILE_LIMIT, Matter};
use gix::objs::{Find, Kind};
use gix::{ObjectId, Repository};
use std::collections::HashMap;
use std::sync::Arc;

/// How a content begins that is kept outside of git.
pub(super) const ELSEWHERE: &[u8] = b"version https://git-lfs.github.com/spec/";

/// Which head each content has.
#[derive(Debug, Default)]
pub(super) struct Versions(HashMap<(ObjectId, Matter), Option<usize>>);

impl Versions {
    /// Gives the version of a content.
    pub(super) fn get(&self, id: ObjectId, matter: Matter) -> Version {
        Version { blob: blob(id), text: self.0.get(&(id, matter)).copied().flatten() }
    }
}

/// Reads every content that the changes name and that isn't at hand; counts those that are not there.
pub(super) fn read(
    place: &Place,
    (head, at_hand): (Head, AtHand),
    changes: &[Changed],
) -> (Vec<Arc<[u8]>>, usize, Versions) {
    let mut wanted: Vec<(&str, usize, ObjectId, Matter)> = Vec::new();
    for (age, raw) in changes.iter().enumerate().flat_map(|(age, all)| all.files.iter().map(move |raw| (age, raw))) {
        let id = raw.id.filter(|id| !at_hand(blob(*id), raw.matter));
        wanted.extend(id.map(|id| (&*raw.path, age, id, raw.matter)));
    }
    // Versions of one file lie beside each other in a pack, each as a change of the next.
    wanted.sort_unstable();
    let mut versions = HashMap::with_capacity(wanted.len());
    wanted.retain(|(_, _, id, matter)| versions.insert((*id, *matter), None).is_none());
    let read = in_parts(place, &wanted, |handle, wanted| {
        let mut buffer = Vec::new();
        let heads = wanted.iter().map(|(_, _, id, matter)| content(handle, *id, (head, *matter), &mut buffer));
        heads.collect::<Vec<_>>()
    });
    let mut texts: Vec<Arc<[u8]>> = Vec::new();
    let mut positions: HashMap<Arc<[u8]>, usize> = HashMap::new();
    let mut lost = 0;
    for ((_, _, id, matter), found) in wanted.iter().zip(read.into_iter().flatten()) {
        let text = match found {
            Found::Head(bytes) => Some(*positions.entry(bytes).or_insert_with_key(|bytes| {
                texts.push(Arc::clone(bytes));
                texts.len() - 1
            })),
            Found::Elsewhere => None,
            Found::Lost => {
                lost += 1;
                None
            }
        };
        versions.insert((*id, *matter), text);
    }
    (texts, lost, Versions(versions))
}

/// What became of a content.
enum Found {
    Head(Arc<[u8]>),
    Elsewhere,
    Lost,
}

/// Reads one content and cuts it down to its head.
fn content(handle: &Repository, id: ObjectId, (head, matter): (Head, Matter), buffer: &mut Vec<u8>) -> Found {
    let found = handle.objects.try_find(&id, buffer).ok().flatten().filter(|data| data.kind == Kind::Blob);
    let Some(data) = found else { return Found::Lost };
    if data.data.starts_with(ELSEWHERE) {
        return Found::Elsewhere;
    }
    let size = data.data.len() as u64;
    let limit = if size > FILE_LIMIT { CUT } else { size };
    Found::Head(head(&data.data[..usize::try_from(limit).unwrap_or(0)], matter).into())
}
