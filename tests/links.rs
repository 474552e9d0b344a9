//! Where links of prose lead: to parts of pages, and to folders.

use crate::support::{Project, rendered};
use std::collections::BTreeMap;

/// The pages of a folder as others write them, with links to their parts.
fn parts() -> BTreeMap<String, String> {
    let index = "# Home\n\n\
        [title](a.md#the-title) [heading](a.md#What-we-do) [raw](a.md#Old-Name) [coded](a.md#%C3%BCber-uns) \
        [gone](a.md#gone) [top](#home) [none](#nowhere) [up](#top) <a href=\"#here\">here</a>\n\n<a id=\"here\"></a>\n";
    let a = "# The title\n\n## What we do\n\n## Über uns\n\n<a name=\"Old-Name\"></a>\n";
    rendered("", [("start.md", index), ("a.md", a)])
}

#[test]
fn links_to_parts_of_pages_find_them_as_on_the_pages() {
    let pages = parts();
    let (home, other) = (&pages["wiki/start.html"], &pages["wiki/a.html"]);
    for link in [
        "<a href=\"a.html\" title=\"The title\">title</a>",
        "<a href=\"a.html#what-we-do\" title=\"The title\">heading</a>",
        "<a href=\"a.html#user-content-Old-Name\" title=\"The title\">raw</a>",
        "<a href=\"a.html#%C3%BCber-uns\" title=\"The title\">coded</a>",
        "<a href=\"a.html\" title=\"The title\">gone</a>",
        "<a href=\"#bl-content\">top</a>",
        "<span class=\"broken\" title=\"this page has no such part\">none</span>",
        "<a href=\"#bl-content\">up</a>",
        "<a href=\"#user-content-here\">here</a>",
    ] {
        assert!(home.contains(link), "{link} in {home}");
    }
    assert!(home.contains("id=\"bl-content\"") && other.contains("id=\"user-content-Old-Name\""), "{other}");
}

#[test]
fn a_site_that_trusts_its_html_keeps_ids_and_links_to_them() {
    let text = "[to](#Here) [other](b.md#There)\n\n<b id=\"Here\">x</b>\n";
    let config = "[site]\nhtml = \"trust\"\n";
    let pages = rendered(config, [("a.md", text), ("b.md", "# B\n\n<i id=\"There\">y</i>\n")]);
    let page = &pages["wiki/a.html"];
    assert!(page.contains("<a href=\"#Here\">") && page.contains("<a href=\"b.html#There\""), "{page}");
}

#[test]
fn a_link_to_a_folder_leads_to_the_list_of_its_pages() {
    let home = "# Home\n\n[all](.) [docs](docs) [deep](docs/deep/) [none](other/)\n";
    let pages = rendered("", [("a.md", home), ("docs/one.md", "# One\n"), ("docs/deep/er/two.md", "# Two\n")]);
    let (page, list) = (&pages["wiki/a.html"], &pages["wiki.html"]);
    for (name, id) in [("all", "folder-pages"), ("docs", "folder-docs"), ("deep", "folder-docs-deep-er")] {
        let id = list.split('"').find(|part| part.starts_with(id)).unwrap();
        assert!(page.contains(&format!("<a href=\"../wiki.html#{id}\">{name}</a>")), "{id} in {page}");
    }
    assert!(page.contains("title=\"there is no such file\">none</span>"), "{page}");
}

#[test]
fn a_link_to_a_folder_of_epics_leads_to_the_backlog_and_one_to_their_front_matter_to_their_page() {
    let config =
        "[site]\nfront_matter_files = [\"epic.yaml\"]\n[[collections]]\nkind = \"epic\"\npaths = [\"epics/*/**\"]\n";
    let epic = "# A\n\n[what it says](epic.yaml) and [all](../../epics)\n";
    let files = [("a.md", "[all](epics)\n"), ("epics/a/README.md", epic), ("epics/a/epic.yaml", "id: A-1\n")];
    let project =
        files.iter().fold(Project::new().file("backlit.toml", config), |it, (path, text)| it.file(path, *text));
    let run = project.run(["check"]);
    assert!(run.stdout.contains("of 3 files") && !run.stdout.contains("broken-link"), "{run}");
    assert_eq!(project.run(["build"]).code, 0);
    let site = project.site();
    assert!(site.text("wiki/a.html").contains("<a href=\"../backlog.html\">all</a>"));
    let page = site.text("epics/a-1.html");
    assert!(page.contains("\">what it says</a>") && page.contains("<a href=\"../backlog.html\">all</a>"), "{page}");
}

#[test]
fn fields_that_hold_addresses_link_to_them_and_tell_nobody() {
    let matter = "id: A-1\ndiscussions-to: https://example.org/t/1?a=b&c=d\nsee: [https://a.org, http://b.org/x]\n\
                  odd: javascript:alert(1)\nwords: see https://a.org\nmixed: [https://a.org, no]\n";
    let text = format!("---\n{matter}---\nText.\n");
    let page = &rendered("", [("epics/a.md", text.as_str())])["epics/a-1.html"];
    let rel = "rel=\"nofollow noopener noreferrer\"";
    for href in ["https://example.org/t/1?a=b&amp;c=d", "https://a.org", "http://b.org/x"] {
        assert!(page.contains(&format!("<a href=\"{href}\" {rel}><bdi>{href}</bdi></a>")), "{href} in {page}");
    }
    assert_eq!(page.matches(rel).count(), 4, "{page}");
}

#[test]
fn how_many_more_links_lead_nowhere_stands_behind_those_that_are_named() {
    let links = (0..203).map(|at| format!("[a](gone{at}.md)\n")).collect::<Vec<_>>().concat();
    let project = Project::new().file("wiki/a.md", format!("# A\n\n{links}"));
    let run = project.run(["check", "--format", "concise"]);
    let said: Vec<&str> = run.stdout.lines().filter(|line| line.contains("broken-link")).collect();
    assert_eq!(said.len(), 201, "{run}");
    assert!(said[199].starts_with("wiki/a.md:202:1:") && said[199].contains("gone199.md"), "{}", said[199]);
    let last = "wiki/a.md:203:1: warning[broken-link]: from here on, this page has 3 more links leading nowhere";
    assert_eq!(said[200], last);
}

#[test]
fn links_in_double_brackets_find_headings_and_files_by_their_names() {
    let page = "# A\n\n[[b#What we do]] [[b#The top#What we do]] [[b#^x1]] [[#My part]] [[deep/er/b|by path]] [[second]] [[Notes.pdf]]\n\n\
        ![[Chart.png|300x200]] ![[chart.png]] ![[notes.pdf]] ![[b]] ![[gone.png]]\n\n## My part\n";
    let project = Project::new()
        .file("wiki/a.md", page)
        .file("deep/er/b.md", "---\naliases: [The other, Second]\n---\n# B\n\n## What we do\n\nText.\n")
        .file("deep/pictures/chart.png", "x")
        .file("wiki/notes.pdf", "x");
    let (run, site) = project.build();
    let main = site.main("wiki/a.html");
    for expected in [
        "href=\"deep/er/b.html#what-we-do\" title=\"B\">b#What we do</a>",
        "href=\"deep/er/b.html#what-we-do\" title=\"B\">b#The top#What we do</a>",
        "href=\"deep/er/b.html\" title=\"B\">b#^x1</a>",
        "<a class=\"wikilink\" href=\"#my-part\">#My part</a>",
        "href=\"deep/er/b.html\" title=\"B\">by path</a>",
        "href=\"deep/er/b.html\" title=\"B\">second</a>",
        "<a class=\"wikilink\" href=\"../files/wiki/notes.pdf\">Notes.pdf</a>",
        "<img src=\"../files/deep/pictures/chart.png\" alt=\"Chart.png\" width=\"300\" height=\"200\" loading=\"lazy\">",
        "<img src=\"../files/deep/pictures/chart.png\" alt=\"chart.png\" loading=\"lazy\">",
        "<a class=\"wikilink\" href=\"../files/wiki/notes.pdf\">notes.pdf</a>",
        "<a class=\"wikilink\" href=\"deep/er/b.html\" title=\"B\">b</a>",
        "<span class=\"broken\" title=\"there is no file of this name\">gone.png</span>",
    ] {
        assert!(main.contains(expected), "{expected} in {main}");
    }
    assert!(
        site.files.contains_key("files/deep/pictures/chart.png") && site.files.contains_key("files/wiki/notes.pdf")
    );
    assert!(run.stderr.contains("gone.png") && run.stderr.matches("warning[").count() == 1, "{run}");
    assert!(run.stderr.contains("Correct the name, or write what it names"), "{run}");
}

/// Obsidian writes links in fields, and the template of MADR has one in the state of a decision.
#[test]
fn links_in_fields_lead_on() {
    let epic = "---\nid: A-1\nteam: \"[[Search]]\"\nowner: \"[[Anna|A.]]\"\ndepends_on: [\"[[A-2|second]]\", \"[[A-3]]\"]\n\
        house: \"[[Anna|Anna B.]]\"\nadr: superseded by [ADR 2](../anna.md#x)\nseen: ['[[Anna]]', <b>, '[[Gone]]']\n\
        far: '[log](https://a.org/x)'\nbad: '[x](javascript:alert(1))'\ngone: '[x](gone.md)'\n---\n";
    let pages = rendered(
        "",
        [
            ("epics/A-1.md", epic),
            ("epics/A-2.md", "# Second\n"),
            ("epics/A-3.md", "# Third\n"),
            ("teams/Search.md", "# Search\n"),
            ("anna.md", "# Anna\n"),
        ],
    );
    let page = &pages["epics/a-1.html"];
    for field in [
        "<a href=\"../teams/search.html\"",
        "<a href=\"a-2.html\" dir=\"auto\">Second</a>",
        "<a href=\"a-3.html\" dir=\"auto\">Third</a>",
        "owners/anna.html",
        "<dt>House</dt><dd dir=\"auto\"><a href=\"../wiki/anna.html\"><bdi>Anna B.</bdi></a></dd>",
        "<dt>Adr</dt><dd dir=\"auto\"><a href=\"../wiki/anna.html\"><bdi>superseded by ADR 2</bdi></a></dd>",
        "<a href=\"../wiki/anna.html\"><bdi>Anna</bdi></a>, <bdi>&lt;b&gt;</bdi>, <bdi>[[Gone]]</bdi></dd>",
        "<a href=\"https://a.org/x\" rel=\"nofollow noopener noreferrer\"><bdi>log</bdi></a>",
        "<dt>Bad</dt><dd dir=\"auto\">[x](javascript:alert(1))</dd>",
        "<dt>Gone</dt><dd dir=\"auto\">[x](gone.md)</dd>",
    ] {
        assert!(page.contains(field), "{field} in {page}");
    }
}
