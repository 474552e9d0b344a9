//! Files that change, vanish, grow, or become something else while a build reads them.

use crate::support::{AS_OF, Project, Site, check_site, tree};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

/// How many builds run beside the changes.
const BUILDS: usize = 8;

/// Takes whatever stands at a path away.
fn clear(file: &Path) {
    if fs::symlink_metadata(file).is_ok_and(|found| found.is_dir()) {
        fs::remove_dir_all(file).unwrap();
    } else {
        drop(fs::remove_file(file));
    }
}

/// Puts one thing after another in the place of a file.
fn become_next(file: &Path, turn: usize, secret: &Path) {
    clear(file);
    match turn % 7 {
        0 => fs::write(file, "---\nid: X-1\ntitle: Small\n---\n").unwrap(),
        1 => fs::write(file, format!("# Grown\n\n{}", "words ".repeat(200_000))).unwrap(),
        2 => fs::create_dir(file).unwrap(),
        3 => assert!(Command::new("mkfifo").arg(file).status().unwrap().success()),
        4 => symlink(secret, file).unwrap(),
        5 => drop(std::os::unix::net::UnixListener::bind(file).unwrap()),
        _ => {}
    }
}

#[test]
fn a_build_ends_well_whatever_its_files_become() {
    let mut project = Project::new().epic("GOOD-1", "").file("../home/secret.md", "# TOP SECRET\n");
    for name in ["a", "b"] {
        project = project.file(&format!("wiki/{name}.md"), format!("# {name}\n\n![p]({name}.png) [d]({name}.pdf)\n"));
    }
    let files = ["epics/x.md", "wiki/a.md", "wiki/a.png", "wiki/b.pdf"].map(|path| project.at(path));
    let secret = project.at("../home/secret.md");
    let ended = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut turn = 0;
            while !ended.load(Ordering::Acquire) {
                turn += 1;
                files.iter().enumerate().for_each(|(at, file)| become_next(file, turn / (at + 1), &secret));
            }
        });
        for build in 0..BUILDS {
            let run = project.run(["build", "--as-of", AS_OF]);
            assert!(run.code == 0, "{build}: {run}");
            assert!(!run.to_string().contains("SECRET") && !run.stderr.contains("panicked"), "{run}");
            whole(&project.site());
        }
        ended.store(true, Ordering::Release);
    });
    let beside: Vec<_> = fs::read_dir(project.root()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(!beside.iter().any(|name| name.to_string_lossy().starts_with("._site")), "{beside:?}");
}

/// Checks a site of which only the files beside the pages may be anything.
fn whole(site: &Site) {
    check_site(site);
    assert!(site.main("epics/good-1.html").contains("Epic GOOD-1"));
    assert!(!site.files.values().any(|bytes| String::from_utf8_lossy(bytes).contains("SECRET")));
}

#[test]
fn a_file_that_never_ends_in_the_place_of_one_is_named() {
    let project = Project::new().epic("GOOD-1", "").file("wiki/a.md", "# A\n\n![p](a.png)\n").file("wiki/a.png", "x");
    let first = project.build().1;
    for (path, device) in
        [("wiki/a.png", "/dev/zero"), ("wiki/b.md", "/dev/zero"), ("templates/page/x.html", "/dev/zero")]
    {
        clear(&project.at(path));
        fs::create_dir_all(project.at(path).parent().unwrap()).unwrap();
        symlink(device, project.at(path)).unwrap();
    }
    let (run, site) = project.build();
    assert!(run.stderr.contains("wiki/b.md"), "{run}");
    assert!(first.files.len() > site.files.len() && tree(&project.at("_site")).contains_key("wiki/a.html"));
}
