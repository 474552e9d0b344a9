//! A site's own templates and themes.

use crate::support::{Project, check_site};
use insta::assert_snapshot;
use std::fs;

fn built_in(path: &str) -> String {
    fs::read_to_string(crate::support::repository(path)).unwrap()
}

#[test]
fn one_page_can_be_replaced() {
    let own =
        built_in("templates/page/not_found.html").replace("{% block content %}", "{% block content %}<p>Ours.</p>");
    let (_, site) = Project::new().epic("A-1", "").file("templates/page/not_found.html", own).build();
    assert!(site.main("404.html").contains("<p>Ours.</p>"), "{}", site.text("404.html"));
    assert!(!site.main("index.html").contains("Ours."));
    check_site(&site);
}

#[test]
fn one_block_can_be_replaced() {
    let own = "{% extends \"builtin/base.html\" %}{% block head %}<meta name=\"team\" content=\"ours\">{% endblock %}";
    let (_, site) = Project::new().epic("A-1", "").file("templates/base.html", own).build();
    for (path, page) in site.pages() {
        assert!(page.all("meta").any(|meta| meta.get("name") == Some("team")), "{path}");
    }
    check_site(&site);
}

#[test]
fn one_component_can_be_replaced() {
    let own = built_in("templates/component/mark.html") + "<!-- ours -->";
    let (_, site) = Project::example().file("templates/component/mark.html", own).build();
    check_site(&site);
}

#[test]
fn what_is_written_without_templates_is_what_they_make() {
    let (_, plain) = Project::example().build();
    let any = "{% component nothing_of_ours() %}{% endcomponent nothing_of_ours %}";
    let (_, templated) = Project::example().file("templates/component/ours.html", any).build();
    assert!(plain.files.len() > 100 && plain.files.keys().eq(templated.files.keys()));
    for (path, bytes) in &plain.files {
        let text = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).into_owned();
        assert_eq!(text(bytes), text(&templated.files[path]), "{path}");
    }
}

#[test]
fn one_style_sheet_can_be_replaced() {
    let (_, site) = Project::new().epic("A-1", "").file("themes/paper/static/theme.css", "a{color:red}").build();
    assert_eq!(site.text("static/theme.css"), "a{color:red}");
    assert_eq!(site.text("static/base.css"), built_in("themes/paper/static/base.css"));
}

#[test]
fn a_theme_of_ones_own_extends_another() {
    let manifest =
        built_in("themes/paper/theme.toml").replace("name = \"paper\"", "name = \"mine\"\nextends = \"paper\"");
    let project = Project::new()
        .epic("A-1", "")
        .file("themes/mine/theme.toml", manifest)
        .file("themes/mine/static/theme.css", "a{color:red}")
        .file("backlit.toml", "[site]\ntheme = \"mine\"\n");
    let (_, site) = project.build();
    assert_eq!(site.text("static/theme.css"), "a{color:red}");
    assert_eq!(site.text("static/base.css"), built_in("themes/paper/static/base.css"));
    check_site(&site);
}

#[test]
fn every_theme_of_the_binary_makes_a_whole_site() {
    for theme in ["paper", "ledger"] {
        let project = Project::example();
        let run = project.run(["build", "--as-of", "2025-06-09", "--theme", theme]);
        assert_eq!(run.code, 0, "{run}");
        check_site(&project.site());
    }
}

#[test]
fn a_broken_template_is_named_with_its_line() {
    let project = Project::new().epic("A-1", "").file("templates/page/epic.html", "<p>\n{% if %}\n");
    assert_snapshot!(project.run(["build"]), @r"
    exit 2
    --- stderr
    error: a template can't be used: error: Found `%}` but expected one of: integer, float, string, bool, ident, `-`, `not`, `<`, `{`, `[` or `(`
            --> templates/page/epic.html:2:7
             |
           2 | {% if %}
             |       ^^
     |
     = help: Mend the template in your `templates/` or `themes/`, or remove it to use the one inside Backlit.
    ");
    assert!(!project.at("_site").exists());
}

#[test]
fn a_template_that_asks_for_what_is_not_there_is_named_with_its_line() {
    let own = "{% extends \"base.html\" %}\n{% block content %}\n{{ no_such_thing.at_all }}\n{% endblock %}";
    let project = Project::new().epic("A-1", "").file("templates/page/epic.html", own);
    assert_snapshot!(project.run(["build", "--as-of", "2025-06-09"]), @r"
    exit 2
    --- stderr
    error: a template can't be used: error: Variable `no_such_thing` is not defined. Available variables: assets_html, nav, nav_html, page, root, site
            --> templates/page/epic.html:3:4
             |
           3 | {{ no_such_thing.at_all }}
             |    ^^^^^^^^^^^^^
     |
     = help: Mend the template in your `templates/` or `themes/`, or remove it to use the one inside Backlit.
    ");
    assert!(!project.at("_site").exists());
}

#[test]
fn a_theme_for_another_version_is_refused() {
    let manifest = built_in("themes/paper/theme.toml").replace("api = 1", "api = 9");
    let project = Project::new().file("themes/paper/theme.toml", manifest);
    assert_snapshot!(project.run(["build"]), @r"
    exit 2
    --- stderr
    error: the theme `paper` was made for version 9 of the views, and this is 1
     |
     = help: Use a newer copy of the theme, or the Backlit that it was made for.
    ");
}

#[test]
fn a_folder_of_markdown_templates_stays_prose() {
    let (run, site) = Project::new().file("templates/epic.md", "# {{ title }} {% if %}\n").build();
    assert_eq!(run.stderr, "");
    assert!(site.main("wiki/templates/epic.html").contains("{{ title }}"), "{}", site.main("wiki/templates/epic.html"));
}

#[test]
fn what_a_template_asks_for_has_an_end() {
    let loops = "{% for a in range(end=90000) %}{% for b in range(end=90000) %}{% endfor %}{% endfor %}";
    let long = format!("{{% for a in range(end=900) %}}{}{{% endfor %}}", "x".repeat(100_000));
    let around = "{% component status_dot(state) %}{{ <status_dot state={state} /> }}{% endcomponent status_dot %}";
    for (file, own, said) in [
        ("templates/page/epic.html", loops, "loops of one page count through more than 1000000 numbers"),
        ("templates/page/epic.html", &long, "the page is longer than 64 MiB"),
        ("templates/component/ours.html", around, "Maximum render recursion depth for components exceeded"),
        ("templates/component/ours.html", around, "= help: It is in what `fragment/epic_row.html` makes"),
        (
            "templates/base.html",
            "{% include \"base.html\" %}",
            "Circular include detected for template 'templates/base.html'",
        ),
    ] {
        let project = Project::new().epic("A-1", "").file(file, own);
        let run = project.run(["build", "--as-of", "2025-06-09"]);
        assert!(run.code == 2 && run.stderr.contains(said), "{file} {run}");
    }
}

#[test]
fn a_template_in_another_encoding_is_named() {
    let project = Project::new().epic("A-1", "").file("templates/page/epic.html", b"<p>caf\xe9");
    assert_snapshot!(project.run(["build"]), @r"
    exit 2
    --- stderr
    error: the template `templates/page/epic.html` is no UTF-8 text
     |
     = help: Save it as UTF-8 in your editor.
    ");
}
