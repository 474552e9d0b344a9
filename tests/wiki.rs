//! A wiki by itself: pages alone, with an `index.md`, a `README.md` or a `Home.md` at the top.

use crate::support::{Project, check_site};

/// Pages in two folders; the index pages link in an order of their own.
fn wiki() -> Project {
    Project::new()
        .file("index.md", "# Handbook\n\nWelcome. [Zebra](zebra.md), [Apple](apple.md), [How](how/index.md).\n")
        .file("apple.md", "# Apple\n\n[Home](index.md)\n")
        .file("zebra.md", "# Zebra\n\n[[Apple]]\n")
        .file("mango.md", "# Mango\n\nNobody links here.\n")
        .file("how/index.md", "# How\n\n[Two](two.md), [one](one.md)\n")
        .file("how/one.md", "# One\n")
        .file("how/two.md", "# Two\n")
}

/// The labels of the navigation of a page, in order.
fn navigation(page: &str) -> Vec<&str> {
    let nav = page.split("<nav aria-label=\"Site\">").nth(1).unwrap().split("</nav>").next().unwrap();
    nav.split("<span dir=\"auto\">").skip(1).map(|rest| rest.split('<').next().unwrap()).collect()
}

#[test]
fn its_index_is_the_first_page_and_gives_the_order() {
    let (run, site) = wiki().build();
    assert_eq!(run.stderr, "");
    check_site(&site);
    let home = site.text("index.html");
    assert!(home.contains("Welcome.") && home.contains("href=\"wiki/zebra.html\""), "{home}");
    assert!(!home.contains("What to write first"), "{home}");
    assert_eq!(navigation(home), ["Handbook", "Zebra", "Apple", "Mango", "How", "All pages"]);
    for gone in ["backlog.html", "numbers.html", "outcomes.html", "report.html", "flow.html", "wiki/index.html"] {
        assert!(!site.files.contains_key(gone), "{gone}");
    }
    assert!(site.text("wiki/apple.html").contains("href=\"../index.html\" title=\"Handbook\">Home</a>"));
    let two = site.text("wiki/how/two.html");
    assert!(
        two.contains("rel=\"prev\" href=\"index.html\"") && two.contains("rel=\"next\" href=\"one.html\""),
        "{two}"
    );
    assert!(!site.text("404.html").contains("backlog.html"));
    assert!(!site.text("search-index.js").contains("backlog.html"));
}

#[test]
fn one_epic_makes_it_a_backlog_again() {
    let (_, site) = wiki().epic("A-1", "").build();
    check_site(&site);
    assert!(site.text("index.html").contains("Open epics"));
    assert!(site.text("wiki/index.html").contains("Welcome."));
    assert_eq!(navigation(site.text("index.html"))[..2], ["Overview", "Backlog"]);
}

#[test]
fn a_readme_is_the_first_page_where_there_is_no_index() {
    let readme = "# Handbook\n\nWelcome. [Zebra](zebra.md), [How](how/).\n";
    let project = Project::new()
        .file("README.md", readme)
        .file("apple.md", "# Apple\n\n[Home](README.md)\n")
        .file("zebra.md", "# Zebra\n")
        .file("how/README.md", "# How\n\n[Two](two.md)\n")
        .file("how/one.md", "# One\n")
        .file("how/two.md", "# Two\n");
    let (run, site) = project.build();
    assert_eq!(run.stderr, "");
    check_site(&site);
    let home = site.text("index.html");
    assert!(home.contains("Welcome.") && home.contains("href=\"wiki/how/readme.html\""), "{home}");
    assert_eq!(navigation(home), ["Handbook", "Zebra", "Apple", "How", "All pages"]);
    assert!(!site.files.contains_key("wiki/readme.html"));
    assert!(site.text("wiki/apple.html").contains("href=\"../index.html\" title=\"Handbook\">Home</a>"));
    let one = site.text("wiki/how/one.html");
    assert!(
        one.contains("rel=\"prev\" href=\"two.html\"") && one.contains("href=\"readme.html\"><bdi>How</bdi>"),
        "{one}"
    );
}

#[test]
fn folders_without_a_page_of_their_own_are_in_the_navigation() {
    let project = Project::new()
        .file("README.md", "# Home\n")
        .file("how/README.md", "# How to\n")
        .file("how-not/one.md", "# One\n")
        .file("how/deep/two.md", "# Two\n")
        .file("open_decisions/2024/a.md", "# A\n")
        .file("open_decisions/2025/b.md", "# B\n");
    let (run, site) = project.build();
    assert_eq!(run.stderr, "");
    check_site(&site);
    let home = site.text("index.html");
    assert_eq!(navigation(home), ["Home", "How to", "How not", "Open decisions", "All pages"]);
    let id = site.text("wiki.html").split('"').find(|part| part.starts_with("folder-open_decisions-2024")).unwrap();
    assert!(home.contains(&format!("href=\"wiki.html#{id}\"")), "{id} {home}");
}

#[test]
fn a_wiki_of_github_begins_at_home() {
    let project = Project::new()
        .file("Home.md", "Welcome. [[Two words]], [Zebra](Zebra)\n")
        .file("Apple.md", "[Home](Home)\n")
        .file("Two-words.md", "# Another heading\n")
        .file("Zebra.md", "Striped.\n");
    let (run, site) = project.build();
    assert_eq!(run.stderr, "");
    check_site(&site);
    let home = site.text("index.html");
    assert!(home.contains("<title>Home · Wiki</title>") && home.contains("href=\"wiki/two-words.html\""), "{home}");
    assert_eq!(navigation(home), ["Home", "Another heading", "Zebra", "Apple"]);
    let (_, site) = project.file("README.md", "# Read me\n").build();
    assert!(site.text("index.html").contains("<title>Read me"));
    assert!(site.text("wiki/home.html").contains("Welcome."));
}

#[test]
fn an_index_goes_before_a_readme() {
    let project = Project::new()
        .file("README.md", "# For people at the folder\n")
        .file("index.md", "# For the site\n\n[How](how/)\n")
        .file("how/README.md", "# A how of old\n")
        .file("how/index.md", "# How\n")
        .file("how/one.md", "# One\n");
    let (run, site) = project.build();
    assert_eq!(run.stderr, "");
    check_site(&site);
    assert!(site.text("index.html").contains("href=\"wiki/how/index.html\" title=\"How\">How</a>"));
    assert!(site.text("index.html").contains("<title>For the site"));
    assert!(site.text("wiki/readme.html").contains("For people at the folder"));
    assert!(site.text("wiki/how/one.html").contains("<a href=\"index.html\"><bdi>How</bdi></a>"));
    assert_eq!(navigation(site.text("index.html")), ["For the site", "For people at the folder", "How", "All pages"]);
}

#[test]
fn a_readme_alone_still_teaches_what_to_write_first() {
    let (_, site) = Project::new().file("README.md", "# Home\n").build();
    assert!(site.text("index.html").contains("What to write first"));
}

#[test]
fn pages_without_an_index_still_teach_what_to_write_first() {
    let (_, site) = Project::new().file("b.md", "# B\n").file("a.md", "# A\n").build();
    let page = site.text("index.html");
    assert!(page.contains("What to write first"), "{page}");
    assert!(page.contains("<a href=\"wiki.html\">2 pages of prose, and no epic yet</a>"), "{page}");
    assert!(page.contains("With an index.md or a README.md at the top"), "{page}");
    assert!(page.contains("by: 2025-Q4") && !page.contains("backlit new"), "what is shown can be followed: {page}");
    assert!(site.main("backlog.html").contains("No epic is written down yet"), "{}", site.main("backlog.html"));
}

#[test]
fn a_readme_without_a_heading_gives_the_site_no_name() {
    let (_, site) = Project::new().file("README.md", "![logo](x.png)\n").file("a.md", "# A\n").build();
    assert!(site.text("wiki/a.html").contains("<title>A · Wiki</title>"));
}

#[test]
fn where_headings_are_sections_the_file_names_the_page() {
    let sections = "- Feature name: `odd`\n\n# Summary\n\nShort.\n\n# Motivation\n\nLong.\n";
    for (path, text, title) in [
        ("text/0001-odd-ends.md", sections, "0001 odd ends"),
        ("text/0002-sound.md", "# Summary\n\nShort.\n\n# Motivation\n", "Summary"),
        ("text/0003-under.md", "Under\n=====\n\nShort.\n\nMore\n====\n", "Under"),
        ("text/0004-one.md", "Before it.\n\n# One\n", "One"),
        ("text/tool/README.md", "![badge](b.svg)\n\n# Tool\n\n# Use\n", "Tool"),
    ] {
        let (_, site) = Project::new().file(path, text).file("README.md", "# Home\n").build();
        let page = site.text(&format!("wiki/{}", path.replace("README.md", "readme.md").replace(".md", ".html")));
        assert!(page.contains(&format!("<title>{title} · ")), "{path}: {page}");
    }
}

#[test]
fn a_page_shows_what_its_front_matter_says() {
    let page = "---\nstatus: accepted\ndecision-makers: [Ana, Ben]\nowner: \"@ana\"\ntags: [adr]\nsalary: 9\n---\n# Use Rust\n";
    let config = "[privacy]\nfields = [\"salary\"]\n";
    let (run, site) = Project::new().file("backlit.toml", config).file("decisions/0001.md", page).build();
    let said = crate::support::words(site.text("wiki/decisions/0001.html"));
    assert!(said.contains("About Owner @ana Tags adr Status accepted Decision makers Ana, Ben"), "{run} {said}");
    assert!(!said.contains("Salary"), "{said}");
}
