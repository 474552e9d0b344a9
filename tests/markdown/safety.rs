//! Hostile prose: whatever it says, a page runs nothing, loads nothing from elsewhere and stays whole.

use super::page::Page;
use backlit::document::markdown::{AsWritten, Highlighter, RenderOptions, Rendered, Trust, render};
use proptest::prelude::*;

fn rendered(body: &str) -> Rendered {
    render(body, &AsWritten, &Highlighter::new(), &RenderOptions::default())
}

/// Attack forms, one a line, after the catalogues of OWASP and DOMPurify; `\n` stands for a line end.
const VECTORS: &str = include_str!("vectors.txt");

#[test]
fn no_vector_passes() {
    let mut count = 0;
    for line in VECTORS.lines().filter(|line| !line.is_empty()) {
        let vector = line.replace("\\n", "\n").replace("\\t", "\t").replace("\\0", "\0").replace("\\x01", "\u{1}");
        for body in [
            vector.clone(),
            format!("text {vector} text"),
            format!("- {vector}\n\n  > {vector}"),
            format!("<b>x</b>\n\n{vector}"),
        ] {
            let html = rendered(&body).html;
            assert_eq!(Page::parse(&html).fault(), None, "{body}\n=>\n{html}");
        }
        count += 1;
    }
    assert!(count >= 100, "{count}");
}

#[test]
fn what_is_refused_stays_readable() {
    for body in [
        "<script>alert(1)</script>",
        "x <iframe src=y></iframe>",
        "<style>a{}</style>",
        "<svg onload=x>",
        "a <form> b",
        "<!DOCTYPE x>",
        "<![CDATA[x]]>",
    ] {
        let text = Page::parse(&rendered(body).html).text;
        assert!(text.contains(body), "{body} => {text}");
    }
}

#[test]
fn a_refused_address_keeps_its_text() {
    let html = rendered("[click](javascript:alert(1)) ![pic](data:image/svg+xml,x)").html;
    let page = Page::parse(&html);
    assert!(page.text.contains("click pic") && html.matches("class=\"broken\"").count() == 2, "{html}");
}

#[test]
fn raw_html_does_not_reach_out() {
    for body in [
        "</div></div></body>",
        "<details><summary>a</summary>\n\nb",
        "> <div>\n\nc </div></blockquote>",
        "a <b>b\n\nc</b> </p></li>",
        "<table><tr><td>\n\n# x",
        "<p><p><p><a href=x><a href=y>",
    ] {
        let html = rendered(body).html;
        assert_eq!(Page::parse(&html).fault(), None, "{body} => {html}");
    }
}

#[test]
fn trusted_authors_keep_their_html_but_not_the_page() {
    let options = RenderOptions { trust: Trust::Authors, ..RenderOptions::default() };
    let body = "<svg viewBox='0 0 1 1'><path d='M0'/></svg>\n\n<script>if (a<b) {}\n</script>\n\n</div><video>";
    let html = render(body, &AsWritten, &Highlighter::new(), &options).html;
    assert!(html.contains("<path d=\"M0\"></path></svg>") && html.contains("if (a<b) {}"), "{html}");
    assert!(!html.contains("</div>") && html.trim_end().ends_with("</video>"), "{html}");
}

#[test]
fn content_can_not_wear_our_classes() {
    let html = rendered("<div class=\"alert\" id=\"bl-menu\" style=\"x\" role=\"alert\" tabindex=\"1\">x</div>").html;
    assert_eq!(html.trim(), "<div id=\"user-content-bl-menu\">x</div>");
}

#[test]
fn pictures_on_other_hosts_are_linked() {
    for body in ["![a](https://e.org/a.png)", "<img src=https://e.org/a.png alt=a>", "![a](//e.org/a.png)"] {
        let page = Page::parse(&rendered(body).html);
        assert!(page.elements.iter().all(|element| element.name != "img") && page.text.contains('a'), "{body}");
    }
}

#[test]
fn forbidden_characters_are_replaced() {
    let html = rendered("a\u{1}b\u{0}c\u{85}d\u{fffe}e &#1; `\u{7f}`\u{c}").html;
    assert!(!html.chars().any(|c| c.is_control() && c != '\n'), "{html:?}");
}

const PIECES: [&str; 79] = [
    "<",
    ">",
    "</",
    "/>",
    "<div",
    "<b>",
    "</b>",
    "<p>",
    "</p>",
    "<a href=\"",
    "<img src='",
    " onclick=x",
    "\"",
    "'",
    "=",
    "javascript:",
    "<script>",
    "</script>",
    "<!--",
    "-->",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<li>",
    "<ul>",
    "<svg>",
    "<style>",
    "<math>",
    "&lt;",
    "&#106;",
    "&",
    "\n",
    "\n\n",
    "> ",
    "- ",
    "1. ",
    "    ",
    "```\n",
    "`",
    "# ",
    "*",
    "**",
    "_",
    "~~",
    "[",
    "]",
    "](",
    ")",
    "![",
    "[[",
    "]]",
    "|",
    "|-|-|\n",
    "[^1]",
    "[^1]: ",
    "- [x] ",
    "[!NOTE]",
    "> [!info] ",
    "> [!faq]-\n> ",
    " {#a}\n",
    "https://a.org",
    "a",
    "é",
    "\u{0}",
    "\t",
    "\r",
    "\\",
    "<details>",
    "<h1 id=a>",
    "</h2>",
    "<input>",
    "<pre>",
    "<textarea>",
    "<title>",
    "</div>",
    "</section>",
    "<center>",
    "<ruby><rt>",
];

fn hostile() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(PIECES.to_vec()), 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_passes_however_it_is_put_together(body in hostile()) {
        let html = rendered(&body).html;
        prop_assert_eq!(Page::parse(&html).fault(), None, "{}", html);
    }

    #[test]
    fn any_text_is_safe(body in any::<String>()) {
        let html = rendered(&body).html;
        prop_assert_eq!(Page::parse(&html).fault(), None, "{}", html);
    }
}
