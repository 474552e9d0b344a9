//! What was planned of a site, without what it was planned from.
//!
//! In: what [`Site::plan`] found. Out: the same, kept while the texts of the documents change hands. Never plans.

use super::advice::Linted;
use super::followed::Followed;
use super::fragment::Fragments;
use super::frame::Frame;
use super::navigation::Navigation;
use super::plan::{Route, Site};
use super::texts::Texts;
use super::theme::Theme;
use crate::analysis::Analysis;
use crate::backlog::Backlog;
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::document::markdown::Highlighter;
use crate::source::Attachment;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tera::Value;

/// What was planned of a site.
#[derive(Debug)]
pub struct Plan {
    frame: Frame,
    theme: Arc<Theme>,
    highlighter: Highlighter,
    repository_folder: String,
    refused: BTreeSet<String>,
    fragments: Fragments,
    linted: Linted,
    followed: Vec<Arc<Followed>>,
    shared: Value,
    navigation: Navigation,
    base_path: String,
    routes: Arc<Vec<Route>>,
    copies: Vec<(String, Attachment)>,
    /// Everything that was found, in order of file and place.
    pub diagnostics: Vec<Diagnostic>,
    advice: Vec<Diagnostic>,
}

impl Plan {
    /// Gives a site from what it was planned from, whose texts were taken since.
    pub fn over<'a>(
        self,
        (config, backlog, analysis): (&'a Config, &'a Backlog, &'a Analysis),
        attachments: &'a BTreeMap<String, Attachment>,
        texts: Texts,
    ) -> Site<'a> {
        Site {
            config,
            backlog,
            analysis,
            attachments,
            texts: Some(texts),
            frame: self.frame,
            theme: self.theme,
            highlighter: self.highlighter,
            repository_folder: self.repository_folder,
            refused: self.refused,
            fragments: self.fragments,
            linted: self.linted,
            followed: self.followed,
            shared: self.shared,
            navigation: self.navigation,
            base_path: self.base_path,
            routes: self.routes,
            copies: self.copies,
            diagnostics: self.diagnostics,
            advice: self.advice,
        }
    }
}

impl Site<'_> {
    /// Gives up what it was planned from.
    pub fn into_plan(self) -> Plan {
        Plan {
            frame: self.frame,
            theme: self.theme,
            highlighter: self.highlighter,
            repository_folder: self.repository_folder,
            refused: self.refused,
            fragments: self.fragments,
            linted: self.linted,
            followed: self.followed,
            shared: self.shared,
            navigation: self.navigation,
            base_path: self.base_path,
            routes: self.routes,
            copies: self.copies,
            diagnostics: self.diagnostics,
            advice: self.advice,
        }
    }
}
