//! One document as it was read, before it is bound to the others.
//!
//! In: a document and the configuration. Out: its item, whose references lead nowhere yet, its text as it may be shown,
//! and what is wrong in it. Never looks at another document, so it stays right whatever becomes of them.

use super::privacy::{is_draft, is_private, mask, names_of, withhold_fields};
use super::{Item, kept};
use crate::config::Config;
use crate::diagnostic::{Diagnostic, first_of_each};
use crate::document::Document;
use std::sync::Arc;

/// Whether the trees of front matters stay with their documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Trees {
    /// They go once the items are read: the trees of a large site would take more room than its texts.
    #[default]
    Drop,
    /// Those that can't be read from the text again stay, without what is private.
    Keep,
}

/// One document as it was read.
#[derive(Debug, Clone)]
pub struct Sheet {
    /// Its text, as it may be shown.
    pub document: Arc<Document>,
    /// What it says.
    pub item: Arc<Item>,
    /// What is wrong with the values of its fields.
    pub(super) found: Arc<[Diagnostic]>,
    /// What is wrong with its form.
    pub(super) said: Arc<[Diagnostic]>,
    /// The names under which it may be mentioned, where it is kept out.
    pub(super) withheld: Option<Arc<[String; 4]>>,
}

impl Sheet {
    /// Reads a document under a site's configuration, without the tree of its front matter.
    pub(super) fn read(document: Document, config: &Config) -> Self {
        Self::read_with(document, config, Trees::Drop)
    }

    /// Reads a document, and keeps or drops the tree of its front matter.
    pub fn read_with(mut document: Document, config: &Config, trees: Trees) -> Self {
        let (private, draft) = (is_private(&document, config), is_draft(&document));
        let masked = !private && withhold_fields(&mut document, config);
        let (mut item, found) = Item::read(&document, config);
        if draft && !private {
            // Wherever it is named: nobody should take it for what is published.
            item.title.push_str(" (draft)");
        }
        let withheld = private.then(|| Arc::new(names_of(&document, &item)));
        if trees == Trees::Drop || !masked {
            document.matter = None;
        }
        if masked {
            mask(&mut document);
        }
        let said = std::mem::take(&mut document.diagnostics);
        let (found, said) = if private { (Vec::new(), Vec::new()) } else { (first_of_each(found), said) };
        Self { document: Arc::new(document), item: Arc::new(item), found: found.into(), said: said.into(), withheld }
    }

    /// Writes down what it says, to be taken up under the same configuration; none where it should be read anew.
    pub fn keep(&self, config: &Config) -> Option<Vec<u8>> {
        // Private fields are hidden in the text too, whenever it is read.
        if config.privacy.fields.is_empty() { kept::keep(self) } else { None }
    }

    /// Takes up what was kept of a document by itself; none where it can't be right.
    pub fn take(path: &Arc<str>, kept: &[u8]) -> Option<Item> {
        kept::take(path, kept)
    }

    /// Joins a document without a tree to what it says.
    pub fn of(document: Document, item: Item) -> Self {
        let nothing = || Arc::from([]);
        Self { document: Arc::new(document), item: Arc::new(item), found: nothing(), said: nothing(), withheld: None }
    }

    /// Tells whether it is part of the site.
    pub const fn is_shown(&self) -> bool {
        self.withheld.is_none()
    }

    /// Tells whether it is kept out as another one is, under the same names.
    pub fn is_withheld_like(&self, other: &Self) -> bool {
        self.withheld == other.withheld
    }
}
