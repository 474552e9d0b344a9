//! Files to documents: which of them make one.
//!
//! In: files with their bytes. Out: what makes each document, and the documents. Never fails.

use crate::config::Config;
use crate::document::{DESCRIBED, Document, Tree};
use crate::order::Gather;
use crate::source::Found;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The files that make one document.
pub(in crate::cli) struct Raw {
    /// The Markdown file, which need not be there.
    pub(in crate::cli) path: Arc<str>,
    /// Its bytes.
    pub(in crate::cli) prose: Option<Found>,
    /// The YAML files that describe it.
    pub(in crate::cli) described_by: Vec<Found>,
}

/// Parses every file, in parallel, and joins YAML files to the Markdown that they describe.
pub(in crate::cli) fn documents(files: Vec<Found>, config: &Config) -> Vec<Document> {
    raw_documents(files, config).into_par_iter().map(Raw::read).collect()
}

/// Joins YAML files to the Markdown that they describe.
pub(in crate::cli) fn raw_documents(files: Vec<Found>, config: &Config) -> Vec<Raw> {
    let describes =
        |path: &str| config.site.front_matter_files.iter().any(|name| path.rsplit('/').next() == Some(name));
    let raw = |file: Found| Raw { path: Arc::clone(&file.path), prose: Some(file), described_by: Vec::new() };
    if config.site.front_matter_files.is_empty() {
        return files.into_par_iter().map(raw).collect();
    }
    let (described, prose): (Vec<Found>, Vec<Found>) = files.into_iter().partition(|file| describes(&file.path));
    let mut documents: Vec<Raw> = prose.into_iter().map(raw).collect();
    let places: BTreeMap<Arc<str>, usize> =
        documents.iter().enumerate().map(|(at, document)| (Arc::clone(&document.path), at)).into_map();
    for file in described {
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let beside = DESCRIBED.iter().find_map(|name| places.get(format!("{folder}/{name}").trim_start_matches('/')));
        if let Some(at) = beside {
            documents[*at].described_by.push(file);
        } else {
            let path: Arc<str> = format!("{folder}/README.md").trim_start_matches('/').into();
            documents.push(Raw { path, prose: None, described_by: vec![file] });
        }
    }
    documents
}

impl Raw {
    /// Tells whether one file makes it, and all of that file is here.
    pub(in crate::cli) fn is_one_whole_file(&self) -> bool {
        self.described_by.is_empty() && self.prose.as_ref().is_some_and(|file| file.cut.is_none())
    }

    /// Takes up what was kept of the one file that makes it; gives itself back where that can't be right.
    pub(in crate::cli) fn recall(mut self, kept: &[u8], tree: Tree) -> Result<Document, Self> {
        let Some(mut file) = self.prose.take() else { return Err(self) };
        Document::recall(&self.path, std::mem::take(&mut file.bytes), kept, tree).map_err(|bytes| {
            file.bytes = bytes;
            Self { prose: Some(file), ..self }
        })
    }

    /// Parses it.
    pub(in crate::cli) fn read(self) -> Document {
        let (bytes, cut) = self.prose.map_or_else(Default::default, |file| (file.bytes, file.cut));
        let mut document = Document::read(self.path, bytes, cut);
        for file in self.described_by {
            document.describe(file.path, file.bytes);
        }
        document
    }
}
