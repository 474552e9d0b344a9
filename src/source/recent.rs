//! Remembers the objects that were unpacked last: in a pack most are written as changes of another one.
//!
//! In: objects as they are unpacked. Out: the same bytes, while they are among the last. Never holds more than a few
//! megabytes.

use gix::objs::Kind;
use gix::odb::pack::cache::DecodeEntry;

/// How many objects are remembered.
const OBJECTS: usize = 96;
/// The largest of them.
const LARGEST: usize = 128 * 1024;

/// The objects that were unpacked last.
#[derive(Debug, Default)]
pub(super) struct Recent {
    objects: Vec<Object>,
    next: usize,
}

/// An unpacked object and where it lies.
#[derive(Debug)]
struct Object {
    place: (u32, u64),
    kind: Kind,
    packed: usize,
    data: Vec<u8>,
}

impl DecodeEntry for Recent {
    fn put(&mut self, pack: u32, offset: u64, data: &[u8], kind: Kind, packed: usize) {
        if data.len() > LARGEST {
            return;
        }
        let place = (pack, offset);
        if let Some(oldest) = self.objects.get_mut(self.next) {
            oldest.data.clear();
            oldest.data.extend_from_slice(data);
            (oldest.place, oldest.kind, oldest.packed) = (place, kind, packed);
        } else {
            self.objects.push(Object { place, kind, packed, data: data.to_vec() });
        }
        self.next = (self.next + 1) % OBJECTS;
    }

    fn get(&mut self, pack: u32, offset: u64, out: &mut Vec<u8>) -> Option<(Kind, usize)> {
        let found = self.objects.iter().find(|object| object.place == (pack, offset))?;
        out.clear();
        out.extend_from_slice(&found.data);
        Some((found.kind, found.packed))
    }
}
