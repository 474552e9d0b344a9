//! The forms of a review: what each says, what it leaves out, and that nothing from a branch does more than be read.

mod github;
mod headline;
mod html;
mod json;
mod markdown;
mod samples;
mod terminal;

use crate::support::repository;

/// Compares a text with a file in `tests/review_forms/golden/`.
fn kept(name: &str, text: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(repository("tests/review_forms/golden"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, text));
}
