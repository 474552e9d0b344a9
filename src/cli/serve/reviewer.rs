//! The review of the branch, beside its site.
//!
//! In: the name of a base and the site as it is. Out: the page that `backlit review --format html` writes, let to listen
//! for changes. The base is read once, until another commit is meant or it would be read otherwise.

use super::super::check;
use super::super::console::Console;
use super::super::project::Project;
use super::super::review::base::{Asked, Base, find, read_at};
use super::super::review::{WORKING_TREE, compare};
use super::preview::Live;
use crate::config::Config;
use crate::diagnostic::{Diagnostic, Error, sort};
use crate::site::review_page;
use std::sync::{Arc, Mutex, PoisonError};

/// Where the review stands on the site of a preview.
pub(super) const ADDRESS: &str = "-/review.html";

/// Compares the site with a base.
pub(super) struct Reviewer {
    name: String,
    console: Mutex<Console>,
    base: Mutex<Option<Known>>,
}

/// A base that was read.
struct Known {
    commit: Option<String>,
    config: Arc<Config>,
    base: Base,
    found: Vec<Diagnostic>,
}

impl Reviewer {
    /// Compares with a commit, tag or branch where the branch left it.
    pub(super) fn new(name: String, console: &Console) -> Self {
        Self { name, console: Mutex::new(console.clone()), base: Mutex::default() }
    }

    /// Fails where there is nothing to compare with.
    pub(super) fn check(&self, head: &Project) -> Result<(), Error> {
        find(&head.root, &self.asked(), head).map(drop)
    }

    /// Writes the page.
    pub(super) fn page(&self, live: &Live) -> Result<Vec<u8>, Error> {
        let (head, site) = (live.borrow_owner(), live.borrow_dependent());
        let mut kept = self.base.lock().unwrap_or_else(PoisonError::into_inner);
        let revision = find(&head.root, &self.asked(), head)?;
        let commit = revision.as_ref().map(crate::source::Revision::id);
        let same = |known: &Known| known.commit == commit && Arc::ptr_eq(&known.config, &head.config);
        let known = if let Some(known) = kept.take().filter(same) {
            known
        } else {
            let mut console = self.console.lock().unwrap_or_else(PoisonError::into_inner);
            let base = read_at(&head.root, revision.as_ref(), head, &mut console)?;
            let found = check::all(&base.project)?;
            Known { commit, config: Arc::clone(&head.config), base, found }
        };
        let known = kept.insert(known);
        let mut found: Vec<Diagnostic> = site.diagnostics.iter().chain(&site.advice).cloned().collect();
        sort(&mut found);
        let review = compare((&known.base, &known.found, &self.name), (head, &found, WORKING_TREE));
        Ok(listening(&review_page(&review, &known.base.theme)?).into_bytes())
    }

    fn asked(&self) -> Asked<'_> {
        Asked { name: &self.name, exact: false }
    }
}

/// Lets the script of the preview run on a page that otherwise runs none.
fn listening(page: &str) -> String {
    let own = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self' '";
    page.replacen("default-src 'none'; style-src '", own, 1)
}
