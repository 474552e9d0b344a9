//! Opens the repository that holds a folder, and nothing that its configuration names.

use std::path::Path;

/// Opens the repository that holds a folder; none where there is none, or where its form can't be read.
///
/// It is opened without the configuration of the user, the system or the environment, and nothing that its own
/// configuration names is run.
pub(super) fn open(folder: &Path) -> Option<gix::ThreadSafeRepository> {
    let options = gix::open::Options::isolated();
    let mut trust = gix::sec::trust::Mapping::<gix::open::Options> { full: options.clone(), reduced: options };
    trust.reduced = trust.reduced.with(gix::sec::Trust::Reduced);
    gix::ThreadSafeRepository::discover_opts(folder, gix::discover::upwards::Options::default(), trust).ok()
}
