//! Copies the files that pages link to, before the pages are made: what can't be copied gets no link.
//!
//! In: a project and its theme. Out: a plan of the site, all of whose copies are written, and findings for the files
//! that vanished, or became something else, since the folder was walked.

use super::super::project::Project;
use super::{failed, plan};
use crate::diagnostic::Error;
use crate::publish::{Asset, Publisher};
use crate::site::theme::Theme;
use crate::site::{Plan, copied_from};
use crate::source::Attachment;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The largest file that is copied beside a page.
const COPY_LIMIT: u64 = 32 * 1024 * 1024;

/// Plans the site and copies what its pages link to; plans anew without the files that couldn't be copied.
pub(super) fn copied(project: &mut Project, theme: &Arc<Theme>, publisher: &Publisher) -> Result<Plan, Error> {
    let mut found = std::mem::take(&mut project.diagnostics);
    let mut written = BTreeSet::new();
    loop {
        let planned = plan(project, Arc::clone(theme), found.clone()).into_plan();
        let mut lost = Vec::new();
        for (path, file) in &planned.copies {
            if written.contains(path) {
                continue;
            }
            match copy(publisher, path, file)? {
                Ok(()) => drop(written.insert(path.clone())),
                Err(why) => lost.push((copied_from(path).to_owned(), why)),
            }
        }
        if lost.is_empty() {
            return Ok(planned);
        }
        // Each round takes a file away, so there is a last one.
        let attachments = Arc::make_mut(&mut project.attachments);
        for (path, why) in lost {
            attachments.remove(&path);
            found.push(Attachment::left_out(&path, &why));
        }
    }
}

/// Copies a file beside the pages: from this machine, or out of the repository; says why a file of this machine can't be
/// read any more.
fn copy(publisher: &Publisher, path: &str, file: &Attachment) -> Result<Result<(), String>, Error> {
    let copied = match file.on_disk() {
        Some(disk) => match Asset::open(disk, COPY_LIMIT) {
            Ok(asset) => publisher.copy(path, asset),
            Err(_) => return Ok(Err(file.fault().unwrap_or_else(|| "it changed while it was read".to_owned()))),
        },
        None => match file.bytes() {
            Some(bytes) => publisher.write(path, &bytes),
            None => {
                return Err(Error::new(format!("can't read `{path}` from the repository"))
                    .hint("Run `git fsck` to see what is lost, and fetch it from another clone."));
            }
        },
    };
    copied.map(Ok).map_err(|error| failed(&error))
}
