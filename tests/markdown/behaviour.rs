//! What prose looks like on a page.

use super::page::Page;
use backlit::document::markdown::{
    AsWritten, Highlighter, LinkKind, LinkUse, RenderOptions, Rendered, Resolved, render, scan,
};
use proptest::prelude::*;

fn rendered(body: &str) -> Rendered {
    let options = RenderOptions { page_title: Some("Fast search"), ..RenderOptions::default() };
    render(body, &AsWritten, &Highlighter::new(), &options)
}

pub(super) fn html(body: &str) -> String {
    rendered(body).html.trim_end().to_owned()
}

fn site(target: &str, link_use: LinkUse) -> Resolved {
    match (target, link_use) {
        ("SRCH-12", LinkUse::Wiki) => {
            Resolved::Internal { href: "../srch-12/".into(), title: Some("Refactor <search>".into()) }
        }
        ("b.md#x" | "b.md", _) => Resolved::Url(target.replace(".md", ".html")),
        ("evil.md", _) => Resolved::Url("javascript:alert(1)".into()),
        ("secret.md", _) => Resolved::Refused { reason: "not published".into() },
        _ => Resolved::Broken { reason: format!("nothing at `{target}`") },
    }
}

fn on_site(body: &str) -> String {
    render(body, &site, &Highlighter::new(), &RenderOptions::default()).html.trim_end().to_owned()
}

#[test]
fn the_site_decides_where_links_lead() {
    let cases = [
        ("[[SRCH-12]]", "<a class=\"wikilink\" href=\"../srch-12/\" title=\"Refactor &lt;search&gt;\">SRCH-12</a>"),
        (
            "[[SRCH-12|the *epic*]]",
            "<a class=\"wikilink\" href=\"../srch-12/\" title=\"Refactor &lt;search&gt;\">the <em>epic</em></a>",
        ),
        ("[[nope]]", "<span class=\"broken\" title=\"nothing at `nope`\">nope</span>"),
        ("`[[SRCH-12]]`", "<code>[[SRCH-12]]</code>"),
        ("[b](b.md#x)", "<a href=\"b.html#x\">b</a>"),
        ("[b](evil.md)", "<span class=\"broken\" title=\"addresses of this kind are not linked here\">b</span>"),
        ("[b](secret.md)", "<span class=\"broken\" title=\"not published\">b</span>"),
        ("![pic](gone.png)", "<span class=\"broken\" title=\"nothing at `gone.png`\">pic</span>"),
        ("<a href=\"b.md\">b</a>", "<a href=\"b.html\">b</a>"),
        ("<a href=\"gone.md\">b</a>", "<span class=\"broken\" title=\"nothing at `gone.md`\">b</span>"),
    ];
    for (body, expected) in cases {
        assert_eq!(on_site(body), format!("<p>{expected}</p>"), "{body}");
    }
    let table = on_site("| a |\n|---|\n| [[SRCH-12\\|x]] |");
    assert!(table.contains("<td><a class=\"wikilink\" href=\"../srch-12/\""), "{table}");
}

#[test]
fn links_and_pictures() {
    let far = "rel=\"nofollow noopener noreferrer\"";
    let cases = [
        ("[a](https://a.org \"t\")", format!("<a href=\"https://a.org\" {far} title=\"t\">a</a>")),
        ("see https://a.org/x_y.", format!("see <a href=\"https://a.org/x_y\" {far}>https://a.org/x_y</a>.")),
        ("[https://a.org](b)", "<a href=\"b\">https://a.org</a>".into()),
        ("`https://a.org`", "<code>https://a.org</code>".into()),
        ("<a@b.org>", "<a href=\"mailto:a@b.org\">a@b.org</a>".into()),
        ("![a *b*](c.png)", "<img src=\"c.png\" alt=\"a b\" loading=\"lazy\">".into()),
        ("![a](https://a.org/c.png)", format!("<a href=\"https://a.org/c.png\" {far} class=\"external-image\">a</a>")),
        ("[![a](https://a.org/c.svg)](d)", "<a href=\"d\">a</a>".into()),
        ("[[1]](https://a.org/b_c) x", format!("<a href=\"https://a.org/b_c\" {far}>[1]</a> x")),
    ];
    for (body, expected) in cases {
        assert_eq!(html(body), format!("<p>{expected}</p>"), "{body}");
    }
}

#[test]
fn headings_start_below_the_title() {
    let body = "# Fast Search\n\n## Why `now`?\n\n#### Deep\n\n## Why now\n\n# bl-menu";
    let rendered = rendered(body);
    let toc: Vec<_> = rendered.toc.iter().map(|h| (h.level, h.id.as_str())).collect();
    assert_eq!(toc, [(2, "why-now"), (3, "deep"), (2, "why-now-1"), (2, "section-bl-menu")]);
    assert_eq!(rendered.title_id.as_deref(), Some("fast-search"));
    let first = "<h2 id=\"why-now\">Why <code>now</code>? <a class=\"anchor\" href=\"#why-now\" aria-label=\"Link to this section: Why now?\">#</a></h2>";
    assert!(rendered.html.starts_with(first), "{}", rendered.html);
}

#[test]
fn outline_and_page_agree_on_ids() {
    let body = "# Fast search\n\n## A\n\n<h3 id=\"a\">x</h3>\n\n## A\n\n- # A\n\n[^1]\n\n[^1]: # A";
    let outline: Vec<_> = scan(body).headings.into_iter().map(|heading| heading.id).collect();
    let rendered = rendered(body);
    let shown: Vec<_> = rendered.title_id.into_iter().chain(rendered.toc.into_iter().map(|h| h.id)).collect();
    assert_eq!(outline, shown);
}

#[test]
fn tables_and_code_of_raw_html_scroll_too() {
    assert!(html("<pre>a</pre>\n").contains("<pre tabindex=\"0\">a</pre>"));
    let page = html("| a |\n|---|\n| b |\n\n<table><tr><td>a<table><tr><td>b</td></tr></table></td></tr></table>\n\nc");
    assert!(page.contains("aria-label=\"Table\"><table>") && page.contains("aria-label=\"Table 2\"><table>"), "{page}");
    assert_eq!((page.matches("table-scroll").count(), page.matches("<table>").count()), (2, 3), "{page}");
    assert!(page.contains("</table></div>\n<p>c</p>") || page.contains("</table></div><p>c</p>"), "{page}");
}

#[test]
fn tables_scroll_and_align() {
    let expected = "<div class=\"table-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table\"><table>\n<thead><tr><td></td>\
        <th scope=\"col\" class=\"ta-right\">b</th></tr></thead>\n<tbody>\n<tr><td>c</td><td class=\"ta-right\">d</td></tr>\n\
        </tbody></table></div>";
    assert_eq!(html("| | b |\n|---|--:|\n| c | d |"), expected);
}

#[test]
fn tasks_alerts_and_strokes() {
    assert_eq!(
        html("- [x] a\n- [ ] ~~b~~"),
        "<ul>\n<li class=\"task\"><input type=\"checkbox\" disabled checked aria-label=\"Completed task\"> a</li>\n\
         <li class=\"task\"><input type=\"checkbox\" disabled aria-label=\"Open task\"> <del>b</del></li>\n</ul>"
    );
    assert_eq!(
        html("> [!WARNING]\n> Mind the gap"),
        "<div class=\"alert alert-warning\">\n<p class=\"alert-title\">Warning</p>\n<p>Mind the gap</p>\n</div>"
    );
    assert_eq!(html("3. a"), "<ol start=\"3\">\n<li>a</li>\n</ol>");
}

#[test]
fn callouts_are_alerts_with_a_title_of_their_own() {
    let alert = |class: &str, title: &str, rest: &str| {
        format!("<div class=\"alert alert-{class}\">\n<p class=\"alert-title\">{title}</p>\n{rest}</div>")
    };
    let strong = "Mind <strong>the</strong> <a class=\"wikilink\" href=\"../srch-12/\" \
                  title=\"Refactor &lt;search&gt;\">SRCH-12</a> &amp; &lt;b&gt;";
    for (body, expected) in [
        ("> [!info]\n> a", alert("note", "Info", "<p>a</p>\n")),
        ("> [!todo] Later  \n> a\n> b", alert("note", "Later", "<p>a\nb</p>\n")),
        ("> [!DANGER] Mind **the** [[SRCH-12]] & \\<b>", alert("caution", strong, "")),
        ("> [!NOTE] Own\n>\n> a", alert("note", "Own", "<p>a</p>\n")),
        (">[!faq|wide] `x`\n> - a", alert("important", "<code>x</code>", "<ul>\n<li>a</li>\n</ul>\n")),
        ("> [!bug] *a\n> b*\n> c", alert("caution", "<em>a\nb</em>", "<p>c</p>\n")),
        ("> [!faq]\n> ===\n", alert("important", "Faq", "<h2 id=\"faq\">[!faq]|</h2>\n")),
        ("> [!hint] a\n>\n> > [!check] b", alert("tip", "a", &(alert("tip", "b", "") + "\n"))),
        ("- > [!info] a\n", format!("<ul>\n<li>{}\n</li>\n</ul>", alert("note", "a", ""))),
    ] {
        let found = on_site(body);
        let found =
            found.replace(" <a class=\"anchor\" href=\"#faq\" aria-label=\"Link to this section: [!faq]\">#</a>", "|");
        assert_eq!(found, expected, "{body}");
    }
    let folded = "<details class=\"alert alert-important\">\n<summary class=\"alert-title\">Question</summary>\n<p>a</p>\n</details>";
    assert_eq!(html("> [!question]-\n> a"), folded);
    assert_eq!(
        html("> [!question]+ Why?\n> a"),
        folded.replace("tant\">", "tant\" open>").replace(">Question<", ">Why?<")
    );
    assert!(html("> [!quote]- <b>a\n> b\n>\n> c\n> d").contains("<p>c\nd</p>"));
    for quote in [
        "> [!] a",
        "> [!word] a",
        "> [!infos] a",
        "> [!info]: a",
        "> [!info](b)",
        "> \\[!info] a",
        "> a\n> [!info] b",
        ">      [!info] a",
        "[!info] a",
        "> [!info",
        "> [info] a",
    ] {
        assert!(!html(quote).contains("alert"), "{quote}");
    }
}

#[test]
fn a_heading_gives_itself_an_id() {
    let body = "## One {#own.id}\n\n## *Two* {#Own}\n\n## Three {#own.id}\n\n## Five {#bl-menu}\n\n## own {#7}\n\n\
                ## Six { .red #six data-x=\"y\" }\n\n## Seven {: #seven }\n";
    let toc = rendered(body).toc;
    let found: Vec<(&str, &str)> = toc.iter().map(|it| (it.text.as_str(), it.id.as_str())).collect();
    let expected = [
        ("One", "own.id"),
        ("Two", "Own"),
        ("Three", "own.id-1"),
        ("Five", "section-bl-menu"),
        ("own", "7"),
        ("Six", "six"),
        ("Seven", "seven"),
    ];
    assert_eq!(found, expected);
    let outline: Vec<(String, String)> = scan(body).headings.into_iter().map(|it| (it.text, it.id)).collect();
    assert_eq!(outline, expected.map(|(text, id)| (text.to_owned(), id.to_owned())));
    assert!(html("## *Two* {#a}\n").starts_with("<h2 id=\"a\"><em>Two</em> <a class=\"anchor\" href=\"#a\""));
    for text in [
        "GET /users/{id}",
        "{#a}",
        "a{#b}",
        "a {#b c}",
        "a {#\"onload=x}",
        "a {.b}",
        "a {#b or c}",
        "a {: .b}",
        "a `{#b}`",
        "a \\{#b}",
        "a {#}",
    ] {
        let (shown, read) = (rendered(&format!("## {text}\n")).toc, scan(&format!("## {text}\n")).headings);
        assert_eq!(shown[0].text, text.replace(['`', '\\'], ""), "{text}");
        assert_eq!((&shown[0].text, &shown[0].id), (&read[0].text, &read[0].id), "{text}");
    }
}

#[test]
fn footnotes_stand_at_the_end() {
    let html = html("a[^b] c[^a] d[^b] e[^none]\n\n[^a]: first\n[^b]: second\n[^c]: never");
    assert!(html.starts_with("<p>a<sup class=\"footnote-ref\"><a href=\"#bl-fn-1\" id=\"bl-fnref-1\""), "{html}");
    assert!(html.contains("<li id=\"bl-fn-1\"><p>second <a class=\"footnote-back\" href=\"#bl-fnref-1\""), "{html}");
    assert!(html.contains("#bl-fnref-1-2") && html.contains("[^none]") && !html.contains("never"), "{html}");
}

#[test]
fn raw_html_that_people_write_is_kept() {
    let cases = [
        ("a<br>b", "<p>a<br>b</p>"),
        ("<kbd>Ctrl</kbd> &nbsp;H<sub>2</sub>O", "<p><kbd>Ctrl</kbd> &nbsp;H<sub>2</sub>O</p>"),
        ("<p align=\"center\"><b>x</b></p>", "<p class=\"ta-center\"><b>x</b></p>"),
        ("a <!-- note --> b", "<p>a  b</p>"),
        ("<!-- more -->\n\nb", "<p>b</p>"),
        ("Dear <customer>, 1 < 2", "<p>Dear &lt;customer&gt;, 1 &lt; 2</p>"),
        ("<font color=red>x</font>", "<p><span>x</span></p>"),
    ];
    for (body, expected) in cases {
        assert_eq!(html(body).trim(), expected, "{body}");
    }
    let details = html("<details>\n<summary>More</summary>\n\n- **a**\n\n</details>\n\nb");
    assert!(
        details.starts_with("<details>\n<summary>More</summary>\n<ul>\n<li><strong>a</strong></li>\n</ul>\n</details>"),
        "{details}"
    );
}

#[test]
fn our_own_markup_passes_the_sanitiser() {
    let body = "# A\n\n- [x] a[^1]\n\n> [!TIP]\n> b\n\n> [!faq]- x\n> y\n\n> [!bug]+\n> z\n\n| c |\n|--:|\n| d |\n\n```rust\nlet a = \"b\";\n```\n\n[[e]] ![f](f.png) [g](//g.org)\n\n[^1]: h\n";
    let count = |html: &str| {
        let page = Page::parse(html);
        let mut attributes: Vec<_> = page.elements.iter().flat_map(|e| e.attributes.clone()).collect();
        attributes.sort();
        (page.elements.len(), attributes)
    };
    let (elements, attributes) = count(&html(body));
    assert_eq!(count(&html(&format!("{body}\n\n<hr>"))), (elements + 1, attributes));
}

#[test]
fn links_find_ids_of_raw_html() {
    let html = html("[to](#here) [on](#there)\n\n<a id=\"here\"></a>");
    assert!(
        html.contains("<a href=\"#user-content-here\">") && html.contains("<a id=\"user-content-here\">"),
        "{html}"
    );
    assert!(html.contains("<a href=\"#there\">"), "{html}");
}

#[test]
fn the_outline_tells_what_a_body_holds() {
    let body = "# Title\n\nA *first* [paragraph](b.md).\n\n[[SRCH-1|x]] ![p](https://a.org/p.png) [y](#z) [w](javascript:1) <i>r</i>";
    let outline = scan(body);
    assert_eq!(outline.summary, "A first paragraph.");
    assert_eq!((outline.headings.len(), outline.has_raw_html), (1, true));
    let links: Vec<_> = outline.links.iter().map(|l| (l.kind, l.target.as_str(), l.text.as_str(), l.image)).collect();
    let expected = [
        (LinkKind::Relative, "b.md", "paragraph", false),
        (LinkKind::Wiki, "SRCH-1", "x", false),
        (LinkKind::External, "https://a.org/p.png", "p", true),
        (LinkKind::Anchor, "z", "y", false),
        (LinkKind::Refused, "javascript:1", "w", false),
    ];
    assert_eq!(links, expected);
    assert_eq!(&body[outline.links[0].range.clone()], "[paragraph](b.md)");
    let long = scan(&"word, ".repeat(100)).summary;
    assert!(long.ends_with("word…") && long.chars().count() <= 201, "{long}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn links_lie_where_the_outline_says(body in "[\\[\\]()|a-c!`*é \n]{0,60}") {
        for link in scan(&body).links {
            prop_assert!(body.get(link.range.clone()).is_some_and(|text| text.contains('[')));
        }
    }
}

#[test]
fn the_check_of_pages_finds_faults() {
    for fault in [
        "<script></script>",
        "<p onclick=x>",
        "<a href=' java\nscript:x'>",
        "<img src=https://a.org/x>",
        "</div>",
        "<div>",
        "<p id=a><p id=a>",
        "<!-- -->",
    ] {
        assert!(Page::parse(fault).fault().is_some(), "{fault}");
    }
    assert_eq!(Page::parse("<p>a</p>").fault(), None);
}

#[test]
fn prose_from_right_to_left_says_so() {
    let hebrew = "\u{5e9}\u{5dc}\u{5d5}\u{5dd}";
    for body in [hebrew.to_owned(), format!("# \"1\" & {hebrew}"), format!("> 1. *{hebrew}* words")] {
        let html = html(&body);
        assert!(html.starts_with("<div dir=\"rtl\">") && html.ends_with("</div>"), "{html}");
    }
    for body in ["words", &format!("words {hebrew}"), "1", ""] {
        assert!(!html(body).contains("dir="), "{body}");
    }
}
