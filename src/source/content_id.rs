//! The id that git gives a content.
//!
//! In: the bytes of a file, and by which digest a repository names them. Out: the id. Two files of one id can be made on
//! purpose; git's own digest, which would notice, takes ten times as long. Who makes them deceives his own history.

use gix::ObjectId;
use gix::hash::Kind;
use sha1::{Digest, Sha1};

/// Gives the id of a content; none where its digest isn't known here.
pub(super) fn content_id(kind: Kind, bytes: &[u8]) -> Option<ObjectId> {
    if kind != Kind::Sha1 {
        return gix::objs::compute_hash(kind, gix::objs::Kind::Blob, bytes).ok();
    }
    let digest = Sha1::new().chain_update(format!("blob {}\0", bytes.len())).chain_update(bytes).finalize();
    Some(ObjectId::Sha1(digest.into()))
}

#[cfg(test)]
mod tests {
    use super::content_id;
    use gix::hash::Kind;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_is_the_id_that_git_gives(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            for kind in [Kind::Sha1, Kind::Sha256] {
                let theirs = gix::objs::compute_hash(kind, gix::objs::Kind::Blob, &bytes);
                prop_assert_eq!(content_id(kind, &bytes), theirs.ok());
            }
        }
    }
}
