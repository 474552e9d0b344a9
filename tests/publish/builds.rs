//! One build after another, and at once.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};

use backlit::publish::{Asset, MARKER, Publisher, Report};
use backlit::source::Stamp;
use proptest::prelude::*;

use super::{build, tree};

#[test]
fn a_site_is_written_changed_and_pruned() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("deep/er/site");
    let first = build(&output, &[("a.html", "1"), ("b/c.html", "2"), ("d/e/f", "3")]).unwrap();
    assert_eq!(first, Report { written: 3, unchanged: 0, removed: 0, bytes: 3 });
    let kept = fs::metadata(output.join("a.html")).unwrap().ino();
    let second = build(&output, &[("a.html", "1"), ("b/c.html", "two"), ("g", "")]).unwrap();
    assert_eq!(second, Report { written: 2, unchanged: 1, removed: 1, bytes: 3 });
    assert_eq!(fs::metadata(output.join("a.html")).unwrap().ino(), kept, "unchanged files are linked");
    let mut site = tree(&output);
    assert!(site.remove(MARKER).is_some_and(|text| text.contains("backlit")));
    let expected = [("a.html", "1"), ("b/", ""), ("b/c.html", "two"), ("g", "")];
    assert!(site.iter().map(|(k, v)| (k.as_str(), v.as_str())).eq(expected));
    assert_eq!(fs::read_dir(output.parent().unwrap()).unwrap().count(), 1, "nothing is left beside the site");
}

#[test]
fn an_unchanged_build_touches_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("site");
    let asset = folder.path().join("asset");
    fs::write(&asset, vec![7; 200_000]).unwrap();
    let run = || {
        let publisher = Publisher::open(&output, &[]).unwrap();
        publisher.prepare(["empty"]).unwrap();
        publisher.write("a/b", b"x").unwrap();
        publisher.copy("asset", Asset::open(&asset, 1 << 20).unwrap()).unwrap();
        publisher.finish().unwrap()
    };
    let stamp = || {
        let all = walkdir::WalkDir::new(&output).sort_by_file_name().into_iter().map(Result::unwrap);
        all.map(|e| e.metadata().unwrap()).map(|m| (m.ino(), m.mtime_nsec(), m.ctime_nsec())).collect::<Vec<_>>()
    };
    assert_eq!(run().written, 2);
    let before = stamp();
    assert_eq!(run(), Report { written: 0, unchanged: 2, removed: 0, bytes: 0 });
    assert_eq!(stamp(), before);
    assert_ne!(fs::metadata(output.join("asset")).unwrap().ino(), fs::metadata(&asset).unwrap().ino());
}

#[test]
fn one_change_touches_one_file() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("site");
    build(&output, &[("a", "1"), ("b/c", "2"), ("b/d", "3")]).unwrap();
    let numbers = || ["", "a", "b", "b/d"].map(|it| fs::symlink_metadata(output.join(it)).unwrap()).map(|it| it.ino());
    let times =
        || ["a", "b/d"].map(|it| fs::metadata(output.join(it)).unwrap()).map(|it| (it.ctime(), it.ctime_nsec()));
    let before = (numbers(), times());
    for (pages, written) in [
        ([("a", "1"), ("b/c", "two"), ("b/d", "3")].as_slice(), 1),
        (&[("a", "1"), ("b/c", "two"), ("b/d", "3"), ("b/e", "")], 1),
    ] {
        let report = build(&output, pages).unwrap();
        assert_eq!((report.written, report.removed), (written, 0));
        assert_eq!((numbers(), times()), before, "neither the folders nor the other files");
        assert!(pages.iter().all(|(path, text)| fs::read_to_string(output.join(path)).unwrap() == *text));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside the site");
    }
    // With more than that, all of it changes at one moment.
    for pages in
        [[("a", "one"), ("b/c", "two")].as_slice(), &[("a", "one"), ("f/g", "new")], &[("a", "2"), ("f/g", "2")]]
    {
        let old = number_of(&output);
        build(&output, pages).unwrap();
        assert_ne!(number_of(&output), old);
    }
}

/// Gives the number of a folder.
fn number_of(folder: &std::path::Path) -> u64 {
    fs::metadata(folder).unwrap().ino()
}

#[test]
fn what_stands_is_kept_while_nobody_touches_it() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("site");
    build(&output, &[("a", "1"), ("b", "2"), ("c", "3")]).unwrap();
    let stamps = ["a", "b", "c"].map(|name| Stamp::of(&output.join(name)).unwrap());
    fs::write(output.join("b"), "touched").unwrap();
    fs::set_permissions(output.join("c"), fs::Permissions::from_mode(0o600)).unwrap();
    let publisher = Publisher::open(&output, &[]).unwrap();
    let stand = ["a", "b", "c", "d"].map(|name| publisher.stands(name, &stamps[usize::from(name > "a")]).unwrap());
    assert_eq!(stand, [true, false, false, false]);
    assert!(!publisher.stands("b", &Stamp::of(&output.join("c")).unwrap()).unwrap(), "that is another file's");
    publisher.stands("a", &stamps[0]).unwrap_err();
    drop(publisher);
    let publisher = Publisher::open(&output, &[]).unwrap();
    assert!(publisher.stands("a", &stamps[0]).unwrap());
    publisher.write("b", b"2").unwrap();
    assert_eq!(publisher.finish().unwrap(), Report { written: 1, unchanged: 1, removed: 1, bytes: 1 });
    assert_eq!(fs::read_to_string(output.join("a")).unwrap() + &fs::read_to_string(output.join("b")).unwrap(), "12");
}

#[test]
fn modes_depend_on_neither_umask_nor_what_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("site");
    let usual = rustix::process::umask(rustix::fs::Mode::from_raw_mode(0o077));
    build(&output, &[("a/b", "1")]).unwrap();
    rustix::process::umask(usual);
    let mode = |path: &str| fs::metadata(output.join(path)).unwrap().mode() & 0o7777;
    assert_eq!([mode(""), mode("a"), mode("a/b"), mode(MARKER)], [0o755, 0o755, 0o644, 0o644]);
    fs::set_permissions(output.join("a/b"), fs::Permissions::from_mode(0o600)).unwrap();
    assert_eq!(build(&output, &[("a/b", "1")]).unwrap().written, 1);
    assert_eq!(mode("a/b"), 0o644);
}

#[test]
fn three_builds_at_once_end_with_one_whole_site() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("site");
    std::thread::scope(|scope| {
        for version in ["1", "2", "3"] {
            let output = &output;
            scope.spawn(move || {
                for _ in 0..10 {
                    build(output, &[("a", version), ("b/c", version), (version, "x"), ("same", "x")]).unwrap();
                }
            });
        }
    });
    let site = tree(&output);
    assert_eq!(site["a"], site["b/c"]);
    assert!(site.contains_key(&site["a"]) && site.len() == 6, "{site:?}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn after_any_builds_the_folder_is_the_last_one(
        builds in prop::collection::vec(prop::collection::btree_map("[ab](/[cd](/e)?)?x", "[01]?", 0..6), 1..6)
    ) {
        let folder = tempfile::tempdir().unwrap();
        let output = folder.path().join("site");
        for site in &builds {
            let pairs: Vec<_> = site.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
            let report = build(&output, &pairs).unwrap();
            prop_assert_eq!(report.written + report.unchanged, site.len());
            let fresh = folder.path().join("fresh");
            build(&fresh, &pairs).unwrap();
            prop_assert_eq!(tree(&output), tree(&fresh));
            fs::remove_dir_all(&fresh).unwrap();
        }
        let files = builds.last().unwrap();
        let found: BTreeMap<_, _> =
            tree(&output).into_iter().filter(|(name, _)| !name.ends_with('/') && name != MARKER).collect();
        prop_assert_eq!(&found, files);
    }
}
