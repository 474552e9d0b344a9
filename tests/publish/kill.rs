//! A build that is killed at any moment leaves a whole site, and readers see a whole site all the time.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use backlit::publish::{MARKER, Publisher};
use rayon::prelude::*;
use rustix::fs::{Mode, OFlags};

const FOLDER: &str = "PUBLISH_KILL_FOLDER";
const KILLS: u64 = 100;
const PAGES: usize = 16;

/// The files of one version: pages that all say the version, one that never changes, one that only this version has.
fn version(n: u64) -> BTreeMap<String, String> {
    let pages = (0..PAGES).map(|i| (format!("{}p{i}", ["", "deep/"][i % 2]), format!("{n}").repeat(1 + i * 40)));
    let others = [("same".to_owned(), "x".to_owned()), (format!("only-{n}"), format!("{n}"))];
    pages.chain(others).collect()
}

fn publish(output: &Path, n: u64) {
    let publisher = Publisher::open(output, &[]).unwrap();
    version(n).par_iter().for_each(|(path, text)| publisher.write(path, text.as_bytes()).unwrap());
    publisher.finish().unwrap();
}

#[test]
fn a_kill_leaves_the_old_or_the_new_site() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        let output = Path::new(&folder).join("site");
        for n in (0..7).cycle() {
            publish(&output, n);
        }
    }
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().join("site");
    publish(&output, 1);
    let mut seen = [0, 0];
    for kill in 0..KILLS {
        let mut child = start(folder.path());
        let before = fs::metadata(&output).unwrap().ino();
        while kill % 8 != 0 && fs::metadata(&output).unwrap().ino() == before {
            assert!(child.try_wait().unwrap().is_none(), "the build runs until it is killed");
        }
        // A number of reads that jumps about, in place of a random time.
        for _ in 0..kill * 37 % 61 {
            seen[usize::from(read_whole(&output))] += 1;
        }
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(read_whole(&output), "nobody writes any more");
        if kill % 10 == 0 {
            publish(&output, 1);
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "the next build mends");
        }
    }
    assert!(seen[1] > 100, "readers saw whole sites while builds ran: {seen:?}");
}

fn start(folder: &Path) -> Child {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "publish::kill::a_kill_leaves_the_old_or_the_new_site"]).env(FOLDER, folder);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// Reads the whole site as one reader would who holds the folder open; false if another site came meanwhile.
fn read_whole(output: &Path) -> bool {
    let root = File::open(output).expect("the name always exists");
    let site = read_below(&root, "");
    let now = fs::metadata(output).expect("the name always exists").ino();
    if root.metadata().unwrap().ino() != now {
        return false;
    }
    let mut site = site.expect("a site that is published is not touched");
    assert!(site.remove(MARKER).is_some());
    let n = site["p0"].parse().unwrap();
    assert!(site == version(n), "a mixture: {:?}", site.keys());
    true
}

fn read_below(folder: &File, prefix: &str) -> rustix::io::Result<BTreeMap<String, String>> {
    let mut found = BTreeMap::new();
    for entry in rustix::fs::Dir::read_from(folder)? {
        let entry = entry?;
        let name = entry.file_name().to_str().unwrap();
        if name == "." || name == ".." {
            continue;
        }
        let mut file = File::from(rustix::fs::openat(folder, name, OFlags::RDONLY, Mode::empty())?);
        if entry.file_type().is_dir() {
            found.extend(read_below(&file, &format!("{prefix}{name}/"))?);
        } else {
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            found.insert(format!("{prefix}{name}"), text);
        }
    }
    Ok(found)
}
