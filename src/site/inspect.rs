//! What there is to say of a site, without planning it.
//!
//! In: what a site is made of, and the facts for the rules. Out: the findings that its plan has, in order. Plans no page.

use super::address::Addresses;
use super::link::Links;
use super::{advice, follow, front};
use crate::backlog::Backlog;
use crate::config::Config;
use crate::diagnostic::Diagnostic;
use crate::lint::Facts;
use crate::source::Attachment;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A site of which only the findings are asked for.
#[derive(Debug)]
pub struct Inspection<'a> {
    /// The configuration.
    pub config: &'a Config,
    /// The backlog.
    pub backlog: &'a Backlog,
    /// What the analysis says to the rules.
    pub facts: Arc<Facts>,
    /// Files that pages may link to.
    pub attachments: &'a BTreeMap<String, Attachment>,
    /// What was found before.
    pub diagnostics: Vec<Diagnostic>,
    /// The folder of the site within its repository, with a slash at its end, or empty.
    pub repository_folder: String,
}

impl Inspection<'_> {
    /// Finds what the readers, the links and the rules say.
    pub fn findings(self) -> Vec<Diagnostic> {
        let Self { config, backlog, facts, attachments, diagnostics: mut found, repository_folder } = self;
        let (linted, (addresses, followed)) = rayon::join(
            || advice::ask((backlog, config), facts, None),
            || {
                let addresses = Addresses::build(backlog, front::front_page(backlog));
                let links = Links::of((backlog, config), &addresses, attachments, &repository_folder);
                let followed = follow::each(&links, None);
                (addresses.diagnostics, followed)
            },
        );
        found.extend(addresses);
        found.extend(follow::join(&followed, attachments).diagnostics);
        advice::settle_all((backlog, config), &linted, found)
    }
}
