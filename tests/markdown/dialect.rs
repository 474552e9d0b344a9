//! What other tools write in their Markdown: comments that nobody publishes, and admonitions.

use super::behaviour::html;
use backlit::document::markdown::scan;
use proptest::prelude::*;

fn alert(class: &str, title: &str, rest: &str) -> String {
    format!("<div class=\"alert alert-{class}\">\n<p class=\"alert-title\">{title}</p>\n{rest}</div>")
}

#[test]
fn comments_of_obsidian_are_not_published() {
    for (body, expected) in [
        ("a %%b%% c", "<p>a  c</p>"),
        ("%% a %%\nb", "<p>b</p>"),
        ("%% a %% b", "<p>b</p>"),
        ("a\n\n%%\nb\n\n- c\n%%\n\nd", "<p>a</p>\n<p>d</p>"),
        ("a %%b\nc%%\nd", "<p>a\nd</p>"),
        ("- a %%b%%\n- %%c%% d", "<ul>\n<li>a</li>\n<li>d</li>\n</ul>"),
        ("%%a%%%%b%%c", "<p>c</p>"),
        // No comments.
        ("a `%%b%%` c ``%%`d%%``", "<p>a <code>%%b%%</code> c <code>%%`d%%</code></p>"),
        ("    %% a\n    %% b", "<pre tabindex=\"0\"><code>%% a\n%% b</code></pre>"),
        ("100%% of 50%%", "<p>100%% of 50%%</p>"),
        ("a %%b\n\nc%%", "<p>a %%b</p>\n<p>c%%</p>"),
        ("a %% b", "<p>a %% b</p>"),
    ] {
        assert_eq!(html(body), expected, "{body}");
    }
    assert!(html("- ```\n  %%a%%\n  ```\n- b %%c%%").contains("%%a%%\n</code></pre>\n</li>\n<li>b</li>"));
    let outline = scan("# a %%b%%\n\n%%[[gone]]%% c [[d]]");
    assert_eq!((outline.headings[0].text.as_str(), outline.summary.as_str()), ("a", "c d"));
    assert_eq!((outline.links.len(), outline.links[0].range.clone()), (1, 26..31));
}

#[test]
fn admonitions_are_alerts() {
    let (a, b) = ("<p>a</p>\n", "\n<p>b</p>");
    let list = "<ul>\n<li>a</li>\n</ul>\n";
    for (body, expected) in [
        ("!!! note\n    a\n\nb", alert("note", "Note", a) + b),
        (
            "c\n!!! danger inline end \"Mind *it*\"\n\n    a\nb",
            "<p>c</p>\n".to_owned() + &alert("caution", "Mind <em>it</em>", a) + b,
        ),
        ("!!! tip\n    a\n!!! tip\n    a", [alert("tip", "Tip", a), alert("tip", "Tip", a)].join("\n")),
        ("=== \"Linux\"\n\n\t- a\n", alert("note", "Linux", list)),
        (
            "1. c\n\n    !!! note\n        - a\n\n    !!! tip\n        a\n",
            format!("<ol>\n<li><p>c</p>\n{}\n{}\n</li>\n</ol>", alert("note", "Note", list), alert("tip", "Tip", a)),
        ),
        (":::note\na\n:::\nb", alert("note", "Note", a) + b),
        (":::tip[Mind *it*]\n\n- a\n\n:::\n\nb", alert("tip", "Mind <em>it</em>", list) + b),
        ("::: info Mind it {#x}\na\n:::", alert("note", "Mind it", a)),
        ("::::danger\n:::note\na\n:::\n::::\nb", alert("caution", "Danger", &(alert("note", "Note", a) + "\n")) + b),
        ("!!! bug\n    :::note\n    a\n    :::\nb", alert("caution", "Bug", &(alert("note", "Note", a) + "\n")) + b),
    ] {
        assert_eq!(html(body), expected, "{body}");
    }
    let folded = |open: &str| {
        format!(
            "<details class=\"alert alert-tip\"{open}>\n<summary class=\"alert-title\">Why</summary>\n{a}</details>"
        )
    };
    assert_eq!(html("??? tip \"Why\"\n    a"), folded(""));
    assert_eq!(html("???+ tip \"Why\"\n    a"), folded(" open"));
    let code = html("!!! note\n    ```\n    !!! tip\n        a\n    ```\nb");
    assert!(code.contains("<pre tabindex=\"0\"><code>!!! tip\n    a\n</code></pre>\n</div>\n<p>b</p>"), "{code}");
    for plain in [
        "!!! a",
        "!!! strange \"a\"\n    b",
        ":::strange\na\n:::",
        "a\n===\nb",
        "=== a",
        "```\n!!! note\n```",
        "~~~\n:::note\na\n:::\n~~~",
        "a\n\n    !!! note\n        b",
        "!!!note\n    a",
        "a ::: note\n:::",
    ] {
        assert!(!html(plain).contains("alert"), "{plain}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// Findings name places of the file, whatever is left out or written otherwise before.
    #[test]
    fn links_lie_where_the_file_has_them(
        lines in prop::collection::vec((
            prop::sample::select(vec!["", "", "    ", "        ", "> ", "- ", "\t", "  "]),
            prop::sample::select(vec![
                "!!! note", "??? tip \"[[é]]\"", ":::note[[[t]]]", ":::", "::::tip", "::::", "%%", "a %%b%% [[c]]", "[[d]] %%",
                "=== \"e\"", "```", "[[f]]", "`%%` [[g]]", "é %%é%%[[é]]%%x", "a",
            ]),
            prop::sample::select(vec!["\n", "\n", "\n\n", "\r\n", "  \n"]),
        ), 0..12),
    ) {
        let body: String = lines.iter().flat_map(|(start, content, end)| [*start, *content, *end]).collect();
        for link in scan(&body).links {
            let named = format!("[[{}]]", link.target);
            prop_assert_eq!(body.get(link.range.clone()), Some(named.as_str()), "{:?}", body);
        }
        html(&body);
    }
}
