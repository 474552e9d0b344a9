//! The one moment at which the new site takes the old one's name. In: the place, with a whole site in its working folder.
//! Out: the new site under the output's name. Never leaves a mixture; where the file system cannot exchange two names,
//! the name is missing for the blink between two renames, and the next build mends a kill in between.

use std::fs;
use std::io;

use super::durability::settle_names;
use super::error::{Problem, PublishError};
use super::ownership::Standing;
use super::place::Place;
use crate::source::is_generated;

/// Gives the working folder the output's name; the old site then has the working name or the one aside.
pub(super) fn publish(place: &Place, standing: Standing) -> Result<(), PublishError> {
    let done = match standing {
        Standing::Absent => fs::rename(&place.staging, &place.output),
        Standing::Empty => onto_empty(place),
        Standing::Ours => still_ours(place).map(|()| swap(place))?,
    };
    done.map_err(|e| PublishError::system("exchange", &place.output, e))
}

/// Gives one file of the working folder its name in the published site.
pub(super) fn publish_one(place: &Place, path: &str) -> Result<(), PublishError> {
    still_ours(place)?;
    let target = place.output.join(path);
    fs::rename(place.staging.join(path), &target).map_err(|e| PublishError::system("exchange", &target, e))?;
    settle_names(target.parent().unwrap_or(&place.output));
    Ok(())
}

fn still_ours(place: &Place) -> Result<(), PublishError> {
    if is_generated(&place.output) {
        return Ok(());
    }
    Err(PublishError::new(
        Problem::NotOurs,
        &place.output,
        "was changed by somebody else during the build",
        "Look at the folder, then build again.",
    ))
}

/// A rename replaces an empty folder at once on Unix; it fails if the folder has been filled since.
#[cfg(unix)]
fn onto_empty(place: &Place) -> io::Result<()> {
    fs::rename(&place.staging, &place.output)
}

#[cfg(not(unix))]
fn onto_empty(place: &Place) -> io::Result<()> {
    fs::remove_dir(&place.output)?;
    fs::rename(&place.staging, &place.output)
}

#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn swap(place: &Place) -> io::Result<()> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, &place.staging, CWD, &place.output, RenameFlags::EXCHANGE) {
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => by_two_renames(place),
        done => Ok(done?),
    }
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn swap(place: &Place) -> io::Result<()> {
    by_two_renames(place)
}

/// Moves the old site aside and the new one in; puts the old one back if the second step fails.
fn by_two_renames(place: &Place) -> io::Result<()> {
    fs::rename(&place.output, &place.aside)?;
    fs::rename(&place.staging, &place.output).inspect_err(|_| {
        let _ = fs::rename(&place.aside, &place.output);
    })
}

#[cfg(test)]
mod tests {
    use super::super::ownership::MARKER_TEXT;
    use super::*;
    use crate::source::MARKER;

    fn two_sites(folder: &std::path::Path) -> Place {
        let place = Place::resolve(&folder.join("site")).unwrap();
        for (path, version) in [(&place.output, "old"), (&place.staging, "new")] {
            fs::create_dir(path).unwrap();
            fs::write(path.join(MARKER), MARKER_TEXT).unwrap();
            fs::write(path.join("page"), version).unwrap();
        }
        place
    }

    #[test]
    fn both_ways_give_the_new_site_the_name() {
        for way in [swap, by_two_renames] {
            let folder = tempfile::tempdir().unwrap();
            let place = two_sites(folder.path());
            way(&place).unwrap();
            assert_eq!(fs::read_to_string(place.output.join("page")).unwrap(), "new");
            let old = [&place.staging, &place.aside].map(|p| fs::read_to_string(p.join("page")).ok());
            assert!(old.contains(&Some("old".to_owned())), "the old site is kept until it is removed");
        }
    }

    #[test]
    fn a_failed_second_rename_puts_the_old_site_back() {
        let folder = tempfile::tempdir().unwrap();
        let place = two_sites(folder.path());
        fs::remove_dir_all(&place.staging).unwrap();
        by_two_renames(&place).unwrap_err();
        assert_eq!(fs::read_to_string(place.output.join("page")).unwrap(), "old");
    }

    #[test]
    fn a_site_that_lost_its_marker_meanwhile_stays() {
        let folder = tempfile::tempdir().unwrap();
        let place = two_sites(folder.path());
        fs::remove_file(place.output.join(MARKER)).unwrap();
        let refused = publish(&place, Standing::Ours).unwrap_err();
        assert_eq!(refused.problem(), Problem::NotOurs);
        assert_eq!(fs::read_to_string(place.output.join("page")).unwrap(), "old");
    }
}
