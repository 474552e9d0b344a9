//! How files come to be changed: by editors, by git, through links, many at once.

use super::{Preview, without_script};
use crate::support::{AS_OF, Project};
use std::fs;
use std::io::Write;
use std::path::Path;

/// Tells when a page shows a text.
fn shows(preview: &Preview, page: &str, text: &str) {
    preview.until(|preview| {
        let body = String::from_utf8(preview.get(page).body).unwrap();
        if body.contains(text) { Ok(()) } else { Err(format!("{page} without {text}")) }
    });
}

/// An epic with a title.
fn epic(title: &str) -> String {
    format!("---\nid: A-1\ntitle: {title}\nstatus: ready\n---\n\nWhy.\n")
}

/// A way to save a file.
type Save = fn(&Path, &str);

/// How editors save.
const EDITORS: &[(&str, Save)] = &[
    ("in place", |file, text| fs::write(file, text).unwrap()),
    ("VS Code: emptied, then written", |file, text| {
        let mut open = fs::OpenOptions::new().write(true).truncate(true).open(file).unwrap();
        let (start, rest) = text.split_at(text.len() / 2);
        open.write_all(start.as_bytes()).unwrap();
        open.write_all(rest.as_bytes()).unwrap();
    }),
    ("vim: the old one set aside, a new one written", |file, text| {
        let aside = file.with_extension("md~");
        let folder = file.parent().unwrap();
        fs::write(folder.join("4913"), "").unwrap();
        fs::remove_file(folder.join("4913")).unwrap();
        fs::write(folder.join(".A-1.md.swp"), "b0VIM").unwrap();
        fs::rename(file, &aside).unwrap();
        fs::write(file, text).unwrap();
        fs::remove_file(aside).unwrap();
        fs::remove_file(folder.join(".A-1.md.swp")).unwrap();
    }),
    ("a new one moved over it", |file, text| {
        let new = file.with_file_name("A-1.md.tmp.4711");
        fs::write(&new, text).unwrap();
        fs::rename(new, file).unwrap();
    }),
    #[cfg(unix)]
    ("Emacs: a lock that leads nowhere, and a copy", |file, text| {
        let (lock, copy) = (file.with_file_name(".#A-1.md"), file.with_file_name("#A-1.md#"));
        std::os::unix::fs::symlink("maria@machine.4711:1", &lock).unwrap();
        fs::write(&copy, text).unwrap();
        fs::rename(file, file.with_extension("md~")).unwrap();
        fs::write(file, text).unwrap();
        fs::remove_file(copy).unwrap();
        fs::remove_file(lock).unwrap();
        fs::remove_file(file.with_extension("md~")).unwrap();
    }),
];

#[test]
fn every_way_to_save_is_seen_and_leaves_nothing_else() {
    let project = Project::new().file("epics/A-1.md", epic("First"));
    let preview = Preview::start(&project, &[]);
    for (at, (name, save)) in EDITORS.iter().enumerate() {
        let title = format!("Saved {at}");
        save(&project.at("epics/A-1.md"), &epic(&title));
        shows(&preview, "/epics/a-1.html", &title);
        let run = project.run(["build", "--as-of", AS_OF, "--no-cache", "--output", "../fresh"]);
        assert_eq!(run.code, 0, "{name}: {run}");
        let fresh = crate::support::Site::read(&project.at("../fresh"));
        preview.until(|preview| {
            for page in ["epics/a-1.html", "backlog.html", "problems.html", "index.html"] {
                if without_script(&preview.get(&format!("/{page}")).body) != fresh.text(page) {
                    return Err(format!("{name}: {page}"));
                }
            }
            Ok(())
        });
    }
}

#[test]
fn another_branch_with_thousands_of_files_is_one_change() {
    let project = Project::new().file("epics/A-1.md", epic("First")).git();
    project.git_says(".", &["checkout", "--quiet", "-b", "large"]);
    for n in 0..5_000 {
        project.write(&format!("wiki/part-{}/page-{n}.md", n % 50), format!("# Page {n}\n"));
    }
    project.write("epics/A-1.md", epic("Of the large branch"));
    project.git_says(".", &["add", "--all"]);
    project.git_says(".", &["commit", "--quiet", "--message", "Many pages"]);
    project.git_says(".", &["checkout", "--quiet", "-"]);
    let preview = Preview::start(&project, &[]);
    let mut page = preview.listen("wiki.html");
    page.until("page", |_| true);
    project.git_says(".", &["checkout", "--quiet", "large"]);
    let told = page.until("page", |_| true);
    shows(&preview, "/wiki/part-0/page-0.html", "Page 0");
    let last = preview.get("/wiki.html");
    assert!(last.head.contains(&format!("etag: \"{told}\"")), "the first that was told is the last");
    project.git_says(".", &["checkout", "--quiet", "-"]);
    page.until("page", |_| true);
    preview.until(|preview| match preview.get("/wiki/part-0/page-0.html").status {
        404 => Ok(()),
        status => Err(status.to_string()),
    });
    shows(&preview, "/epics/a-1.html", "First");
}

#[test]
#[cfg(unix)]
fn links_lead_to_the_site_and_never_out_of_it() {
    use std::os::unix::fs::symlink;
    let project = Project::new().file("epics/A-1.md", epic("First")).file("wiki/a.md", "# A\n\n[b](b.md)\n");
    let outside = project.at("../outside");
    fs::create_dir_all(&outside).unwrap();
    fs::write(outside.join("secret.md"), "# SECRET\n").unwrap();
    symlink(&outside, project.at("wiki/away")).unwrap();
    symlink(outside.join("secret.md"), project.at("wiki/b.md")).unwrap();
    let way = project.at("../way");
    symlink(project.root(), &way).unwrap();
    let preview = Preview::of(&project, "../way", &[]);
    for path in ["/wiki/b.html", "/wiki/away/secret.html", "/wiki/b.md", "/wiki/away/secret.md"] {
        let answer = preview.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(!String::from_utf8_lossy(&answer.body).contains("SECRET"), "{path}");
    }
    fs::write(project.at("epics/A-1.md"), epic("Through a link")).unwrap();
    shows(&preview, "/epics/a-1.html", "Through a link");
    // A file that becomes a link shows nothing of what it leads to.
    fs::remove_file(project.at("epics/A-1.md")).unwrap();
    symlink(outside.join("secret.md"), project.at("epics/A-1.md")).unwrap();
    preview.until(|preview| {
        let answer = preview.get("/epics/a-1.html");
        assert!(!String::from_utf8_lossy(&answer.body).contains("SECRET"));
        if answer.status == 404 { Ok(()) } else { Err("the page is still there".to_owned()) }
    });
}

#[test]
fn a_folder_that_becomes_a_repository_has_a_history() {
    let project = Project::new().file("epics/A-1.md", epic("First"));
    let preview = Preview::start(&project, &[]);
    let before = preview.get("/epics/a-1.html").body;
    let project = project.git();
    let run = project.run(["build", "--as-of", AS_OF, "--no-cache", "--output", "../fresh"]);
    assert_eq!(run.code, 0, "{run}");
    let fresh = crate::support::Site::read(&project.at("../fresh")).text("epics/a-1.html").to_owned();
    assert_ne!(without_script(&before), fresh);
    preview.until(|preview| {
        let same = without_script(&preview.get("/epics/a-1.html").body) == fresh;
        if same { Ok(()) } else { Err("no history yet".to_owned()) }
    });
}

#[test]
fn a_folder_without_events_is_looked_through() {
    let project = Project::new().file("epics/A-1.md", epic("First"));
    let preview = Preview::start(&project, &["--poll"]);
    // The same length, and within the same second.
    for title in ["One", "Two", "Six"] {
        fs::write(project.at("epics/A-1.md"), epic(title)).unwrap();
        shows(&preview, "/epics/a-1.html", &format!("<h1 dir=\"auto\">{title}"));
    }
}

#[test]
fn a_folder_that_is_made_anew_in_its_place_is_watched() {
    let project = Project::new().file("plan/epics/A-1.md", epic("First"));
    let preview = Preview::of(&project, "plan", &[]);
    fs::remove_dir_all(project.at("plan")).unwrap();
    project.write("plan/epics/A-1.md", epic("Anew"));
    shows(&preview, "/epics/a-1.html", "Anew");
    fs::rename(project.at("plan"), project.at("old")).unwrap();
    project.write("plan/epics/A-1.md", epic("Another"));
    shows(&preview, "/epics/a-1.html", "Another");
    project.write("plan/epics/A-1.md", epic("Edited"));
    shows(&preview, "/epics/a-1.html", "Edited");
}

#[test]
fn a_folder_that_becomes_a_link_is_not_followed_where_the_last_good_site_stays() {
    let project = Project::new()
        .file("wiki/index.md", "# Home\n\n[p](a.pdf)\n")
        .file("wiki/a.pdf", "ours")
        .file("../home/a.pdf", "SECRET")
        .epic("A-1", "status: ready");
    let preview = Preview::start(&project, &[]);
    let page = String::from_utf8(preview.get("/wiki/index.html").body).unwrap();
    let file = page.split("href=\"../").find_map(|rest| rest.split('"').next().filter(|path| path.ends_with("a.pdf")));
    let file = format!("/{}", file.unwrap());
    assert_eq!(preview.get(&file).body, b"ours");
    project.write("backlit.toml", "broken = [");
    preview.until(|_| {
        let said = fs::read_to_string(project.at("../said.txt")).unwrap();
        if said.contains("backlit.toml") { Ok(()) } else { Err(said) }
    });
    fs::rename(project.at("wiki"), project.at("was")).unwrap();
    std::os::unix::fs::symlink("../home", project.at("wiki")).unwrap();
    let answer = preview.get(&file);
    assert!(answer.status == 404 && !String::from_utf8_lossy(&answer.body).contains("SECRET"), "{}", answer.head);
}

#[test]
fn a_lock_that_a_dead_command_left_behind_holds_up_one_change_only() {
    let project = Project::new().epic("A-1", "status: idea").git();
    let preview = Preview::start(&project, &[]);
    project.write(".git/index.lock", "");
    let mut took = Vec::new();
    for title in ["First", "Second", "Third"] {
        let begun = std::time::Instant::now();
        project.write("epics/A-1.md", epic(title));
        shows(&preview, "/epics/a-1.html", title);
        took.push(begun.elapsed());
    }
    assert!(took[1] < took[0] / 2 && took[2] < took[0] / 2, "{took:?}");
}
