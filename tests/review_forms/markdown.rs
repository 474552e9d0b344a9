//! The comment of a pull request.

use super::kept;
use super::samples::{HOSTILE, change, empty, enormous, rich, saying, subject, tiny};
use backlit::report::review::{Earlier, Options, comment, summary};
use backlit::review::{Review, headline};
use proptest::prelude::*;
use pulldown_cmark::{Event, Options as Markdown, Parser, Tag};
use regex::Regex;
use std::sync::LazyLock;

const REPOSITORY: &str = "https://github.com/acme/wiki";

fn linked() -> Options<'static> {
    Options { repository: REPOSITORY, ..Options::default() }
}

/// What GitHub or a runner would act on, in text.
static CALLS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let calls = [
        r"(^|\W)@[a-zA-Z0-9]",
        r"#\d",
        r"(?i)\bgh-\d",
        r"[0-9]{20}|[0-9]{0,6}[a-fA-F][0-9a-fA-F]{6}|[0-9a-fA-F]{6}[a-fA-F][0-9]{0,6}",
        r"://",
        r"(?i)\bwww\.",
        r":[a-z0-9+_-]+:",
        r"##\[",
        "[\u{202a}-\u{202e}\u{2066}-\u{2069}\u{feff}\u{2028}\u{85}\u{1b}]",
    ];
    calls.map(|call| Regex::new(call).unwrap()).into()
});
static TAG: LazyLock<Regex> = LazyLock::new(|| Regex::new("<[^>]*>").unwrap());

/// What a comment becomes in GitHub's reading, as far as it can do something.
#[derive(Debug, Default)]
struct Rendered {
    links: Vec<String>,
    html: Vec<String>,
    images: usize,
    headings: usize,
    comments: usize,
    /// Text that GitHub looks for mentions and references in: none in code.
    text: String,
    cells: Vec<usize>,
}

fn render(markdown: &str) -> Rendered {
    let mut found = Rendered::default();
    let mut in_code = 0;
    let mut row = 0;
    for event in Parser::new_ext(
        markdown,
        Markdown::ENABLE_GFM
            | Markdown::ENABLE_TABLES
            | Markdown::ENABLE_STRIKETHROUGH
            | Markdown::ENABLE_TASKLISTS
            | Markdown::ENABLE_FOOTNOTES
            | Markdown::ENABLE_MATH,
    ) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => found.links.push(dest_url.into_string()),
            Event::Start(Tag::Image { .. }) => found.images += 1,
            Event::Start(Tag::Heading { .. }) => found.headings += 1,
            Event::Start(Tag::TableHead | Tag::TableRow) => row = 0,
            Event::Start(Tag::TableCell) => row += 1,
            Event::End(pulldown_cmark::TagEnd::TableRow) => found.cells.push(row),
            Event::Start(
                tag @ (Tag::CodeBlock(_)
                | Tag::FootnoteDefinition(_)
                | Tag::Strikethrough
                | Tag::Emphasis
                | Tag::List(_)
                | Tag::MetadataBlock(_)),
            ) => {
                panic!("{tag:?}")
            }
            Event::InlineMath(text) | Event::DisplayMath(text) => panic!("the formula {text}"),
            Event::FootnoteReference(text) => panic!("the footnote {text}"),
            Event::TaskListMarker(_) => panic!("a task"),
            Event::Html(text) | Event::InlineHtml(text) => {
                for tag in TAG.find_iter(&text) {
                    match tag.as_str() {
                        "<code>" => in_code += 1,
                        "</code>" => in_code -= 1,
                        "<br>" => found.text.push('\n'),
                        _ => {}
                    }
                    found.html.push(tag.as_str().to_owned());
                }
                found.comments += text.matches("<!--").count();
            }
            Event::Text(text) if in_code == 0 => found.text.push_str(&text),
            Event::Code(_) => found.text.push('x'),
            Event::SoftBreak | Event::HardBreak | Event::End(_) => found.text.push('\n'),
            _ => {}
        }
    }
    found
}

/// Fails where a comment does anything but be read.
#[track_caller]
fn inert(markdown: &str) -> Rendered {
    let found = render(markdown);
    let ours = |link: &&String| !link.starts_with(&format!("{REPOSITORY}/blob/")) || link.contains("/../");
    assert_eq!(found.links.iter().find(ours), None);
    let tags = [
        "<br>",
        "<b>",
        "</b>",
        "<sub>",
        "</sub>",
        "<span>",
        "</span>",
        "<code>",
        "</code>",
        "<details>",
        "</details>",
        "<summary>",
        "</summary>",
    ];
    let foreign =
        found.html.iter().find(|tag| !tags.contains(&tag.as_str()) && !tag.starts_with("<!-- backlit:review v=1"));
    assert_eq!(foreign, None);
    assert_eq!((found.images, found.comments), (0, usize::from(markdown.starts_with("<!--"))));
    assert_eq!(markdown.matches("<!--").count(), found.comments);
    assert!(found.cells.iter().all(|cells| *cells == 4));
    for call in CALLS.iter() {
        assert_eq!(call.find(&found.text).map(|found| found.as_str()), None, "{call}");
    }
    assert!(markdown.lines().all(|line| !line.trim_start().starts_with("::")));
    found
}

/// Fails where a comment is larger than GitHub takes, however it counts.
#[track_caller]
fn fits(markdown: &str) {
    let sizes = (markdown.chars().count(), markdown.encode_utf16().count(), markdown.len());
    assert!(sizes.0 < 60_000 && sizes.1 < 64_000 && sizes.2 < 65_536, "{sizes:?}");
}

#[test]
fn a_comment_says_what_changed_in_order_of_consequence() {
    kept("review-comment", &comment(&rich(), &linked()));
    inert(&comment(&rich(), &linked()));
}

#[test]
fn little_is_said_of_little_and_nothing_of_nothing() {
    kept("review-comment-tiny", &comment(&tiny(), &Options::default()));
    assert_eq!(comment(&empty(), &Options::default()), "");
    let there = Options { earlier: Earlier::There, key: "docs/wiki", ..Options::default() };
    let said = comment(&empty(), &there);
    assert!(
        said.starts_with("<!-- backlit:review v=1 key=docs/wiki base=1a2b3c4d5e6f head=5d6e7f8091a2 hash="),
        "{said}"
    );
    assert!(said.contains("\n### Backlit: nothing left to review\n"), "{said}");
}

#[test]
fn the_mark_tells_the_same_content_from_another() {
    let mark = |review: &Review| comment(review, &linked()).lines().next().unwrap().to_owned();
    assert_eq!(mark(&rich()), mark(&rich()));
    let mut other = rich();
    other.changes[0].after = "81%".to_owned();
    assert_ne!(mark(&rich()), mark(&other));
    let forged = Options { key: "x --> <b> -- a\n", ..Options::default() };
    assert!(
        comment(&rich(), &forged).starts_with("<!-- backlit:review v=1 key=x-b-a base="),
        "{}",
        comment(&rich(), &forged)
    );
}

#[test]
fn what_was_lost_is_never_folded_and_the_rest_from_the_ninth_row_on() {
    let document = subject("A-1", "A");
    let each = |kind: &'static str| (0..30).map(move |at| (kind, at));
    let kinds = each("outcome-dropped").chain(each("target-raised")).chain(each("score-changed"));
    let changes = kinds.map(|(kind, at)| change(kind, &document, "M", ("1", &format!("{kind} {at}")))).collect();
    let text = comment(&Review { changes, ..empty() }, &Options::default());
    let (open, folded): (Vec<&str>, Vec<&str>) =
        text.split("<details>").enumerate().fold((vec![], vec![]), |mut both, (at, part)| {
            let (inside, outside) = if at == 0 { ("", part) } else { part.split_once("</details>").unwrap() };
            both.0.push(outside);
            both.1.push(inside);
            both
        });
    let count = |parts: &[&str], word: &str| parts.concat().matches(&format!("**{word} ")).count();
    for (word, shown, hidden) in [("outcome-dropped", 30, 0), ("target-raised", 8, 22), ("score-changed", 0, 30)] {
        assert_eq!((count(&open, word), count(&folded, word)), (shown, hidden), "{word}\n{text}");
    }
    assert!(
        text.contains("<summary>Outcomes: 22 more</summary>")
            && text.contains("<summary>Epics: 30 epics scored anew</summary>"),
        "{text}"
    );
}

#[test]
fn an_enormous_change_keeps_its_headline_and_says_what_is_left_out() {
    let (review, options) = (enormous(), Options { whole: "https://github.com/acme/wiki/actions/runs/1", ..linked() });
    let text = comment(&review, &options);
    fits(&text);
    assert!(text.len() > 50_000, "{} bytes", text.len());
    assert!(text.contains(&headline(&review)));
    let said =
        Regex::new(r"\*\*(\d+) rows are left out here").unwrap().captures(&text).unwrap()[1].parse::<usize>().unwrap();
    let shown = text
        .lines()
        .filter(|line| {
            line.starts_with("| ") && !line.contains("---") && !line.starts_with("| Change") && !line.starts_with("| …")
        })
        .count();
    assert_eq!(said + shown, review.changes.len() + review.findings.new.len());
    assert!(text.contains("[whole report](https://github.com/acme/wiki/actions/runs/1)"));
    let evil = Options { whole: "https://a.example/) [x](javascript:1", ..linked() };
    assert!(!comment(&review, &evil).contains("javascript"));
    let summary = summary(&review, &options);
    assert!(summary.len() > 900_000 && summary.len() < 1_000_000, "{} bytes", summary.len());
    assert!(!summary.contains("<!--") && summary.contains("rows are left out here"));
}

#[test]
fn texts_of_any_size_fit() {
    for text in ["@", "$", "[", "\u{202e}", "検", "😀", "a\n"] {
        let mut review = saying(&text.repeat(3000));
        let changes = review.changes.clone();
        review.changes.extend(std::iter::repeat_n(changes, 30).flatten());
        review.notes = vec![text.repeat(9000); 60];
        fits(&comment(&review, &linked()));
        inert(&comment(&review, &linked()));
    }
}

#[test]
fn links_lead_to_the_lines_of_the_commit_or_nowhere() {
    let lines = |review: &Review, options: &Options<'_>| render(&comment(review, options)).links;
    assert_eq!(
        lines(&rich(), &linked())[0],
        format!("{REPOSITORY}/blob/5d6e7f8091a2b3c4d5e6f708192a3b4c5d6e7f80/epics/SRCH-12.md#L14")
    );
    assert_eq!(lines(&rich(), &Options::default()), Vec::<String>::new());
    for repository in ["javascript:alert(1)//", "https://github.com/acme/a)b", "https://a b"] {
        assert_eq!(lines(&rich(), &Options { repository, ..Options::default() }), Vec::<String>::new());
    }
    let mut folder = rich();
    folder.folder = "docs/my wiki".to_owned();
    assert!(lines(&folder, &linked())[0].ends_with("/docs/my%20wiki/epics/SRCH-12.md#L14"));
    folder.head.commit = String::new();
    assert_eq!(lines(&folder, &linked()), Vec::<String>::new());
}

#[test]
fn nothing_from_a_branch_does_more_than_be_read() {
    for text in HOSTILE {
        let plain = comment(&saying(text), &linked());
        let found = inert(&plain);
        assert_eq!(found.headings, inert(&comment(&rich(), &linked())).headings, "{plain}");
        inert(&summary(&saying(text), &linked()));
        fits(&plain);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]
    #[test]
    fn no_text_does_more_than_be_read(text in "([<>!`|\\\\@#\\[\\]()*_~$:&;\"'\n\r\t =+-]|backlit|--|a|1|deadbeef|www\\.|http://|GH-|x@y\\.z|\u{202e}|\u{200b}|\u{2028}){0,24}") {
        inert(&comment(&saying(&text), &linked()));
    }

    #[test]
    fn no_two_texts_do_together(first in ".{0,20}", second in "[<>!`|\\\\@#\\[\\]*_$-]{0,20}") {
        let mut review = saying(&first);
        for change in &mut review.changes {
            change.after.clone_from(&second);
            change.notes.push(second.clone());
        }
        inert(&comment(&review, &linked()));
    }
}
