//! Where links of prose lead: to parts of pages, and to folders.

use crate::support::rendered;
use std::collections::BTreeMap;

/// The pages of a folder as others write them, with links to their parts.
fn parts() -> BTreeMap<String, String> {
    let index = "# Home\n\n\
        [title](a.md#the-title) [heading](a.md#What-we-do) [raw](a.md#Old-Name) [coded](a.md#%C3%BCber-uns) \
        [gone](a.md#gone) [top](#home) [none](#nowhere) [up](#top) <a href=\"#here\">here</a>\n\n<a id=\"here\"></a>\n";
    let a = "# The title\n\n## What we do\n\n## Über uns\n\n<a name=\"Old-Name\"></a>\n";
    rendered("", [("README.md", index), ("a.md", a)])
}

#[test]
fn links_to_parts_of_pages_find_them_as_on_the_pages() {
    let pages = parts();
    let (home, other) = (&pages["wiki/readme.html"], &pages["wiki/a.html"]);
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
