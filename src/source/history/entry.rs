//! The entries of a folder as git stores them, and those in which two versions of it differ.
//!
//! In: the bytes of trees. Out: entries, in git's order. Reads no more than it must: where two versions are equal they
//! are compared as bytes. Never trusts them: what is no entry is damage.

use gix::ObjectId;
use std::cmp::Ordering;

/// An entry of a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Entry<'b> {
    mode: &'b [u8],
    pub(super) name: &'b [u8],
    id: &'b [u8],
}

/// Bytes that are no entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Damaged;

impl Entry<'_> {
    /// Gives the id of what it names.
    pub(super) fn id(&self) -> ObjectId {
        ObjectId::from_bytes_or_panic(self.id)
    }

    /// Tells whether it is a folder.
    pub(super) fn is_folder(&self) -> bool {
        matches!(self.mode, b"40000" | b"040000")
    }

    /// Tells whether it is a regular file: no link, and no other repository.
    pub(super) fn is_file(&self) -> bool {
        self.mode.starts_with(b"100")
    }

    /// Orders entries as git does: a folder as if its name ended with a slash.
    fn order(&self, other: &Self) -> Ordering {
        let shared = self.name.len().min(other.name.len());
        let end = |entry: &Self| entry.name.get(shared).copied().or_else(|| entry.is_folder().then_some(b'/'));
        self.name[..shared].cmp(&other.name[..shared]).then_with(|| end(self).cmp(&end(other)))
    }
}

/// Walks over the entries of one folder.
#[derive(Debug, Clone)]
pub(super) struct Entries<'b> {
    rest: &'b [u8],
    id_len: usize,
}

impl<'b> Entries<'b> {
    /// Begins at the first entry; `id` tells how long ids are.
    pub(super) fn of(data: &'b [u8], id: ObjectId) -> Self {
        Self { rest: data, id_len: id.kind().len_in_bytes() }
    }

    /// Parts the first entry from the rest.
    fn part(&self) -> Option<(Entry<'b>, &'b [u8])> {
        let blank = self.rest.iter().take(8).position(|byte| *byte == b' ')?;
        let (mode, rest) = (&self.rest[..blank], &self.rest[blank + 1..]);
        let end = rest.iter().position(|byte| *byte == 0)?;
        let (name, rest) = (&rest[..end], &rest[end + 1..]);
        let (id, rest) = rest.split_at_checked(self.id_len)?;
        (!name.is_empty() && !mode.is_empty()).then_some((Entry { mode, name, id }, rest))
    }
}

impl<'b> Iterator for Entries<'b> {
    type Item = Result<Entry<'b>, Damaged>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        if let Some((entry, rest)) = self.part() {
            self.rest = rest;
            return Some(Ok(entry));
        }
        self.rest = &[];
        Some(Err(Damaged))
    }
}

/// An entry that differs: both sides are folders, or neither is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Pair<'b> {
    pub(super) old: Option<Entry<'b>>,
    pub(super) new: Option<Entry<'b>>,
}

impl<'b> Pair<'b> {
    /// Gives its name.
    pub(super) fn name(&self) -> &'b [u8] {
        self.old.or(self.new).map_or(&[], |entry| entry.name)
    }

    /// Tells whether it is a folder.
    pub(super) fn is_folder(&self) -> bool {
        self.old.or(self.new).is_some_and(|entry| entry.is_folder())
    }
}

/// Walks over the entries in which two versions of a folder differ.
#[derive(Debug)]
pub(super) struct Pairs<'b> {
    old: Entries<'b>,
    new: Entries<'b>,
}

impl<'b> Pairs<'b> {
    /// Begins before the first difference.
    pub(super) fn of(old: &'b [u8], new: &'b [u8], id: Option<ObjectId>) -> Self {
        let id = id.unwrap_or(ObjectId::null(gix::hash::Kind::Sha1));
        Self { old: Entries::of(old, id), new: Entries::of(new, id) }
    }

    /// Passes over what is equal, byte by byte.
    fn skip_equal(&mut self) {
        let (old, new) = (self.old.rest, self.new.rest);
        let mut equal = 0;
        for (a, b) in old.chunks(256).zip(new.chunks(256)) {
            if a != b {
                break;
            }
            equal += a.len();
        }
        if equal == old.len() && equal == new.len() {
            (self.old.rest, self.new.rest) = (&[], &[]);
            return;
        }
        while let Some((entry, rest)) = self.old.part() {
            let len = self.old.rest.len() - rest.len();
            if len > equal && self.new.part().is_none_or(|(other, _)| other != entry) {
                break;
            }
            equal = equal.saturating_sub(len);
            self.old.rest = rest;
            self.new.rest = &self.new.rest[len..];
        }
    }
}

impl<'b> Iterator for Pairs<'b> {
    type Item = Result<Pair<'b>, Damaged>;

    fn next(&mut self) -> Option<Self::Item> {
        self.skip_equal();
        let first = |side: &Entries<'b>| side.clone().next().transpose();
        let (Ok(old), Ok(new)) = (first(&self.old), first(&self.new)) else {
            return Some(Err(Damaged));
        };
        let order = match (&old, &new) {
            (None, None) => return None,
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (Some(old), Some(new)) => old.order(new),
        };
        let (old, new) = (old.filter(|_| order.is_le()), new.filter(|_| order.is_ge()));
        if old.is_some() {
            self.old.next();
        }
        if new.is_some() {
            self.new.next();
        }
        Some(Ok(Pair { old, new }))
    }
}

#[cfg(test)]
mod tests {
    use super::Pairs;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// Writes a folder as git stores it: the name of a folder sorts as if it ended with a slash.
    fn tree(entries: &BTreeMap<String, (bool, u8)>) -> Vec<u8> {
        let key = |name: &String, folder: bool| if folder { format!("{name}/") } else { name.clone() };
        let mut sorted: Vec<_> = entries.iter().collect();
        sorted.sort_by_key(|(name, (folder, _))| key(name, *folder).into_bytes());
        let one = |(name, (folder, id)): (&String, &(bool, u8))| {
            let mode = if *folder { "40000" } else { "100644" };
            [format!("{mode} {name}\0").into_bytes(), vec![*id; 20]].concat()
        };
        sorted.into_iter().flat_map(one).collect()
    }

    fn folder() -> impl Strategy<Value = BTreeMap<String, (bool, u8)>> {
        prop::collection::btree_map("[ab.-]{1,3}|file[0-9]{1,3}", (any::<bool>(), 0_u8..3), 0..60)
    }

    proptest! {
        #[test]
        fn pairs_are_what_two_maps_differ_in((old, new) in (folder(), folder(), any::<bool>()).prop_map(|(a, b, near)| {
            let mix = a.iter().chain(b.iter().take(3)).map(|(name, entry)| (name.clone(), *entry)).collect();
            (a, if near { mix } else { b })
        })) {
            let (a, b) = (tree(&old), tree(&new));
            let mut found: Vec<(String, bool, Option<u8>, Option<u8>)> = Pairs::of(&a, &b, None)
                .map(|pair| pair.unwrap())
                .map(|pair| {
                    let name = String::from_utf8(pair.name().to_vec()).unwrap();
                    (name, pair.is_folder(), pair.old.map(|entry| entry.id[0]), pair.new.map(|entry| entry.id[0]))
                })
                .collect();
            let mut expected = Vec::new();
            for name in old.keys().chain(new.keys().filter(|name| !old.contains_key(*name))) {
                for folder in [false, true] {
                    let side = |map: &BTreeMap<String, (bool, u8)>| map.get(name).filter(|entry| entry.0 == folder).map(|entry| entry.1);
                    if side(&old) != side(&new) {
                        expected.push((name.clone(), folder, side(&old), side(&new)));
                    }
                }
            }
            found.sort();
            expected.sort();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn any_bytes_are_entries_or_damage(old in prop::collection::vec(any::<u8>(), 0..200), new in prop::collection::vec(any::<u8>(), 0..200)) {
            for pair in Pairs::of(&old, &new, None).take(500) {
                if pair.is_err() {
                    break;
                }
            }
        }
    }
}
