//! What open pages are told: that they changed, what is wrong, and what `check` says of their document.

use super::{Preview, without_script};
use crate::support::{AS_OF, Project};

#[test]
fn only_pages_that_changed_are_told() {
    let project =
        Project::new().epic("A-1", "status: ready").file("wiki/one.md", "# One\n").file("wiki/two.md", "# Two\n");
    let preview = Preview::start(&project, &[]);
    let (mut one, mut two) = (preview.listen("wiki/one.html"), preview.listen("wiki/two.html"));
    let first = one.until("page", |_| true);
    two.until("page", |_| true);
    project.write("wiki/one.md", "# One\n\nMore.\n");
    assert_ne!(one.until("page", |_| true), first);
    project.write("wiki/two.md", "# Two\n\nMore.\n");
    // Had the first save been told here, it would come before.
    let told = two.until("page", |_| true);
    assert!(preview.get("/wiki/two.html").head.contains(&format!("etag: \"{told}\"")));
}

#[test]
fn what_check_says_stands_beside_the_page_and_follows_each_save() {
    let project = Project::new().epic("A-1", "status: ready");
    let preview = Preview::start(&project, &[]);
    let mut page = preview.listen("epics/a-1.html");
    page.until("notes", |said| said.contains("\"title\":\""));
    let epic =
        |outcome: &str| format!("---\nid: A-1\ntitle: A\nstatus: ready\noutcomes:\n  - metric: {outcome}\n---\n");
    project.write("epics/A-1.md", epic("Ship the new search service"));
    let said = page.until("notes", |said| said.contains("output-not-outcome"));
    assert!(said.contains(", line 6 (") && said.contains("\"hint\":\""), "{said}");
    project.write("epics/A-1.md", epic("Search success rate"));
    let said = page.until("notes", |said| !said.contains("output-not-outcome"));
    assert!(said.contains("missing-baseline"), "{said}");
    let mut list = preview.listen("backlog.html");
    let told = [list.next(), list.next(), list.next()];
    let told = told.each_ref().map(|(name, said)| (&**name, &**said));
    assert!(
        matches!(told, [("trouble", "null"), ("saved", "/"), ("page", _)]),
        "one that listens again may show an old mistake, and a list has no document: {told:?}"
    );
    let built = project.build().1;
    assert!(!built.text("epics/a-1.html").contains("backlit-notes"));
}

#[test]
fn mistakes_in_templates_and_configuration_are_told_with_their_place() {
    let project = Project::new().file("backlit.toml", "[site]\ntitle = \"First\"\n").epic("A-1", "status: ready");
    let preview = Preview::start(&project, &[]);
    let mut page = preview.listen("index.html");
    project.write("templates/component/panel.html", "{% if %}\n");
    let said = page.until("trouble", |said| said.contains("panel.html"));
    assert!(said.contains("last good page"), "{said}");
    std::fs::remove_file(project.at("templates/component/panel.html")).unwrap();
    page.until("trouble", |said| said == "null");
    project.write("backlit.toml", "[site]\ntitel = \"Second\"\n");
    let said = page.until("trouble", |said| said.contains("titel"));
    assert!(said.contains("backlit.toml:2:1") && said.contains("Did you mean `title`?"), "{said}");
    // What is saved meanwhile is shown as soon as the configuration holds again.
    project.write("epics/A-1.md", "---\nid: A-1\ntitle: Saved meanwhile\nstatus: ready\n---\n");
    project.write("backlit.toml", "[site]\ntitle = \"Third\"\n");
    page.until("trouble", |said| said == "null");
    preview.until(|preview| {
        let body = String::from_utf8(preview.get("/epics/a-1.html").body).unwrap();
        if body.contains("Saved meanwhile") { Ok(()) } else { Err(body) }
    });
}

#[test]
fn the_page_that_listened_longest_gives_way_and_none_is_forgotten() {
    let project = Project::new().file("wiki/one.md", "# One\n");
    let preview = Preview::start(&project, &[]);
    let mut pages = Vec::new();
    for _ in 0..5 {
        let mut page = preview.listen("wiki/one.html");
        page.until("page", |_| true);
        pages.push(page);
    }
    // A browser opens six connections, and would load no page while all of them listen.
    let mut first = pages.remove(0);
    assert_eq!(std::iter::from_fn(|| first.next_or_end()).count(), 0, "it gives way");
    project.write("wiki/one.md", "# One\n\nMore.\n");
    let told: Vec<String> = pages.iter_mut().map(|page| page.until("page", |_| true)).collect();
    let mut again = preview.listen("wiki/one.html");
    assert_eq!(again.until("page", |_| true), told[0]);
}

#[test]
fn strangers_hear_nothing() {
    let project = Project::new().epic("A-1", "status: ready");
    let preview = Preview::start(&project, &[]);
    let port = preview.port;
    for line in [
        "Origin: http://evil.test".to_owned(),
        "Origin: null".to_owned(),
        format!("Origin: http://127.0.0.2:{port}"),
        "Origin: http://localhost".to_owned(),
        "Sec-Fetch-Site: cross-site".to_owned(),
        "Sec-Fetch-Site: same-site".to_owned(),
        format!("Origin: http://127.0.0.1:{port}"),
        "Sec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document".to_owned(),
        "Origin: http://evil.test\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13".to_owned(),
    ] {
        let own = format!("Host: localhost:{port}\r\nConnection: close\r\n");
        let answer = preview.ask(&format!("GET /-/live?page=index.html&seen= HTTP/1.1\r\n{own}{line}\r\n\r\n"));
        assert_eq!(answer.status, 403, "{line}: {}", answer.head);
        assert!(!answer.head.contains("access-control-") && !answer.head.contains("event-stream"), "{}", answer.head);
    }
    let rebound =
        preview.ask("GET /-/live?page=index.html&seen= HTTP/1.1\r\nHost: evil.test\r\nConnection: close\r\n\r\n");
    assert_eq!(rebound.status, 421);
    let mut own = preview.listen("index.html");
    own.until("page", |_| true);
}

#[test]
fn the_review_of_the_branch_follows_each_save() {
    let project = Project::new().epic("A-1", "status: ready").epic("A-2", "status: idea").git();
    project.git_says(".", &["branch", "trunk"]);
    project.git_says(".", &["checkout", "--quiet", "-b", "work"]);
    let preview = Preview::start(&project, &["--review", "trunk"]);
    let same = |preview: &Preview| {
        let run = project.run(["review", "--base", "trunk", "--as-of", AS_OF, "--format", "html"]);
        let served = without_script(&preview.get("/-/review.html").body);
        let own = "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'self' '";
        assert!(served.contains(own), "the script of the preview may run");
        if served.replace(own, "default-src 'none'; style-src '") == run.stdout { Ok(()) } else { Err(served) }
    };
    preview.until(same);
    let mut page = preview.listen("-/review.html");
    page.until("page", |_| true);
    project.write("epics/A-1.md", "---\nid: A-1\ntitle: Promised\nstatus: in-progress\n---\n");
    page.until("page", |_| true);
    preview.until(same);
    project.git_says(".", &["commit", "--quiet", "--all", "--message", "Promise it"]);
    preview.until(same);
    project.write("backlit.toml", "[site]\ntitle = \"Reviewed\"\n");
    preview.until(same);
    assert!(String::from_utf8(preview.get("/").body).unwrap().contains("data-review=\"-/review.html\""));
}

#[test]
fn the_review_follows_a_fetch_of_its_base() {
    let project = Project::new().epic("A-1", "status: ready").git();
    let base = "refs/remotes/origin/trunk";
    project.git_says(".", &["update-ref", base, "HEAD"]);
    project.write("epics/A-1.md", "---\nid: A-1\ntitle: Promised\nstatus: in-progress\n---\n");
    project.git_says(".", &["commit", "--quiet", "--all", "--message", "Promise it"]);
    let preview = Preview::start(&project, &["--review", "origin/trunk"]);
    let says = |preview: &Preview, wanted: bool| {
        let served = without_script(&preview.get("/-/review.html").body);
        if served.contains("Promised") == wanted { Ok(()) } else { Err(served) }
    };
    preview.until(|preview| says(preview, true));
    project.git_says(".", &["update-ref", base, "HEAD"]);
    preview.until(|preview| says(preview, false));
    project.git_says(".", &["update-ref", base, "HEAD~1"]);
    preview.until(|preview| says(preview, true));
    project.git_says(".", &["pack-refs", "--all"]);
    project.git_says(".", &["update-ref", base, "HEAD"]);
    preview.until(|preview| says(preview, false));
}

#[test]
fn a_review_needs_a_base_that_is_there() {
    let project = Project::new().epic("A-1", "status: ready").git();
    let run = project.run(["serve", "--port", "0", "--review", "nowhere"]);
    assert_eq!(run.code, 2, "{run}");
    assert!(run.stderr.contains("nowhere"), "{run}");
    let plain = Preview::start(&project, &[]);
    assert_eq!(plain.get("/-/review.html").status, 404);
}
