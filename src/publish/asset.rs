//! A file that is copied into the site. In: its place on this machine. Out: the file, open, whatever becomes of its place.
//! Never follows a link, never waits for a pipe.

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use super::error::{Problem, PublishError, READ};
use super::old_site::open_plain;

/// An open file of a bounded size. One that can't be opened spoils no site: whoever wants it may do without.
#[derive(Debug)]
pub struct Asset {
    pub(super) file: File,
    pub(super) length: u64,
    source: PathBuf,
}

impl Asset {
    /// Opens a file of at most `limit` bytes; links and devices are refused.
    pub fn open(source: &Path, limit: u64) -> Result<Self, PublishError> {
        let kind = fs::symlink_metadata(source).map_err(|e| PublishError::system(READ, source, e))?;
        let refused = |is, hint| Err(PublishError::new(Problem::Asset, source, is, hint));
        if !kind.is_file() {
            return refused("is a link or no regular file, so it is not copied", "Put the file itself in its place.");
        }
        let read = || open_plain(source).and_then(|file| file.metadata().map(|m| (file, m.len())));
        let (file, length) = read().map_err(|e| PublishError::system(READ, source, e))?;
        if length > limit {
            return refused("is too large to publish", "Make the file smaller or link to it elsewhere.");
        }
        Ok(Self { file, length, source: source.to_owned() })
    }

    /// Reads it from its start; of a file that grows meanwhile, what it had when it was opened.
    pub(super) fn rewound(mut self) -> Result<impl Read, PublishError> {
        self.file.seek(SeekFrom::Start(0)).map_err(|e| PublishError::system(READ, &self.source, e))?;
        Ok(self.file.take(self.length))
    }
}
