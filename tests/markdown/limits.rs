//! Bodies that are made to fill memory or time: the work stays linear, the page small enough for a browser.

use super::page::Page;
use backlit::config::load;
use backlit::document::markdown::{AsWritten, Cut, Highlighter, RenderOptions, Rendered, render, scan};

const DEEP: usize = 50_000;

fn rendered(body: &str) -> Rendered {
    render(body, &AsWritten, &Highlighter::new(), &RenderOptions::default())
}

/// Renders a hostile body, and reads it as a browser would.
fn bomb(body: &str) -> Option<Cut> {
    let sample: String = body.chars().take(30).collect();
    let rendered = rendered(body);
    assert!(rendered.html.len() < 60 * body.len() + 10_000, "{sample}: {}", rendered.html.len());
    let deepest = Page::parse(&rendered.html).elements.iter().map(|element| element.depth).max();
    assert!(deepest < Some(80), "{sample}: {deepest:?}");
    assert!(scan(body).headings.len() <= body.len());
    rendered.cut
}

#[test]
fn deep_nesting_is_cut() {
    let quotes = ">".repeat(DEEP);
    let stairs: Vec<_> = (0..300).map(|level| "  ".repeat(level) + "- a\n").collect();
    let bodies = [
        format!("{quotes}\n{}", "a\n".repeat(DEEP)),
        quotes,
        "- ".repeat(DEEP) + &"\n".repeat(DEEP),
        stairs.concat(),
        "<div>".repeat(DEEP),
        "<div>\n\n".repeat(DEEP),
        format!("{}\n\n{}", "<b>".repeat(100), "a\n\n".repeat(DEEP)),
    ];
    for body in bodies {
        assert_eq!(bomb(&body), Some(Cut::NestedTooDeep));
    }
}

#[test]
fn padded_tables_are_cut() {
    let table = format!("{}\n{}\n{}", "|a".repeat(3_500), "|-".repeat(3_500), "|b\n".repeat(100));
    assert_eq!(bomb(&table), Some(Cut::TableTooLarge));
    let honest = format!("|a|b|\n|-|-|\n{}", "|c|d|\n".repeat(10_000));
    assert_eq!(bomb(&honest), None);
}

#[test]
fn addresses_that_a_letter_asks_for_fit_into_a_page() {
    let url = format!("https://x.example/{}/{{0}}", "y".repeat(900));
    let config = load(Some(&format!("[[autolinks]]\npattern = 'z'\nurl = \"{url}\"\n")), None).unwrap().config;
    let options = RenderOptions { autolinks: &config.autolinks, ..RenderOptions::default() };
    let body = ("z ".repeat(40) + "[a](b.md) ![c](d.png) https://e.example\n").repeat(2_500);
    let rendered = render(&body, &AsWritten, &Highlighter::new(), &options);
    assert_eq!(rendered.cut, Some(Cut::TooManyLinks));
    assert!(rendered.html.len() < 10 << 20, "{}", rendered.html.len());
    let text =
        rendered.html.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect::<String>();
    assert_eq!(text.matches('z').count(), 100_000, "every letter is there");
}

#[test]
fn headings_and_notes_by_the_hundred_thousand_fit_into_a_page() {
    for body in ["# a\n".repeat(100_000), "[^a]: note\n\n".to_owned() + &"[^a] ".repeat(150_000)] {
        let rendered = rendered(&body);
        assert_eq!(rendered.cut, Some(Cut::TooManyLinks));
        assert!(rendered.html.len() < 15 << 20 && rendered.toc.len() <= 1_000, "{}", rendered.html.len());
    }
}

#[test]
fn wide_bodies_take_linear_time() {
    for piece in [
        "[",
        "[[",
        "[[a]](",
        "[a](",
        "![",
        "<a b='",
        "<!--",
        "https://a://",
        "# a\n",
        "`",
        "&",
        "<table><b>x</b>",
        "- a\n",
        " %%x",
        "a %%x\n\n",
        "!!! note\n",
        ":::note\n",
    ] {
        assert_eq!(bomb(&piece.repeat(DEEP / 4)), None, "{piece}");
    }
    bomb(&"*a **b ".repeat(DEEP));
    bomb(&("[^1]".repeat(DEEP) + "\n\n[^1]: x"));
    bomb(&format!("<table>{}", "<b>x</b>".repeat(DEEP / 5)));
}

#[test]
fn large_bodies_are_shown_whole() {
    let line = "word ".repeat(2_000_000);
    let rendered = rendered(&line);
    assert_eq!(rendered.cut, Some(Cut::BodyTooLong));
    assert!(rendered.html.len() > line.len() && rendered.html.len() < line.len() + 1_000);
    assert!(scan(&line).summary.ends_with("word…"), "the first paragraph is cut");
}

#[test]
fn too_much_raw_html_becomes_text() {
    let body = "<b>x</b>\n\n".to_owned() + &"some text & more\n\n".repeat(110_000);
    let rendered = rendered(&body);
    assert_eq!(rendered.cut, Some(Cut::RawHtmlTooLarge));
    assert!(rendered.html.starts_with("<p>&lt;b&gt;x"));
}
