//! What was planned of a site, without what it was planned from.
//!
//! In: what [`Site::plan`] found. Out: the same, kept while the texts of the documents change hands. Never plans.

use super::advice::Linted;
use super::followed::Followed;
use super::fragment::Fragments;
use super::frame::Frame;
use super::navigation::Navigation;
use super::open_epics::OpenEpics;
use super::plan::{Route, Site};
use super::stencil::Stencils;
use super::texts::Texts;
use super::theme::Theme;
use crate::analysis::Analysis;
use crate::backlog::Backlog;
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::document::markdown::Highlighter;
use crate::source::Attachment;
use std::collections::BTreeMap;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};
use tera::Value;

/// What was planned of a site.
#[derive(Debug)]
pub struct Plan {
    pub(super) frame: Frame,
    pub(super) theme: Arc<Theme>,
    pub(super) highlighter: Highlighter,
    pub(super) repository_folder: String,
    pub(super) refused: BTreeMap<String, &'static str>,
    pub(super) fragments: Fragments,
    pub(super) linted: Linted,
    pub(super) followed: Vec<Arc<Followed>>,
    pub(super) shared: Value,
    pub(super) navigation: Navigation,
    pub(super) stencils: Stencils,
    pub(super) base_path: String,
    /// The open epics, once a page of a value stream asked for them.
    pub(super) open: OnceLock<OpenEpics>,
    /// Every page, in order of path.
    pub routes: Arc<Vec<Route>>,
    /// Files copied beside the pages: the path on the site and the file.
    pub copies: Vec<(String, Attachment)>,
    /// Everything that was found, in order of file and place.
    pub diagnostics: Vec<Diagnostic>,
    /// What the rules of the linter ask for, in the same order.
    pub advice: Vec<Diagnostic>,
}

impl Deref for Plan {
    type Target = Frame;

    fn deref(&self) -> &Frame {
        &self.frame
    }
}

impl Plan {
    /// Gives a site from what it was planned from, whose texts were taken since. It is the last that is made of them, so
    /// what only a next plan would take over goes.
    pub fn over<'a>(
        mut self,
        (config, backlog, analysis): (&'a Config, &'a Backlog, &'a Analysis),
        attachments: &'a BTreeMap<String, Attachment>,
        texts: Texts,
    ) -> Site<'a> {
        self.linted = Linted::default();
        Followed::keep_parts(&mut self.followed);
        Site { config, backlog, analysis, attachments, texts: Some(texts), plan: self }
    }
}
