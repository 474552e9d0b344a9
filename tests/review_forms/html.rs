//! The page of a review.

use super::samples::{HOSTILE, empty, enormous, rich, saying, tiny};
use backlit::review::{Review, headline};
use backlit::site::review_page;
use backlit::site::theme::{OwnFiles, Theme};
use html5ever::tendril::TendrilSink;
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use sha2::{Digest, Sha256};

fn page(review: &Review) -> String {
    review_page(review, &Theme::load("paper", &OwnFiles::new()).unwrap()).unwrap()
}

/// Every element: its name and attributes.
fn elements(html: &str) -> Vec<(String, Vec<(String, String)>)> {
    fn walk(node: &Handle, found: &mut Vec<(String, Vec<(String, String)>)>) {
        if let NodeData::Element { name, attrs, .. } = &node.data {
            let attrs = attrs.borrow().iter().map(|one| (one.name.local.to_string(), one.value.to_string())).collect();
            found.push((name.local.to_string(), attrs));
        }
        node.children.borrow().iter().for_each(|child| walk(child, found));
    }
    let dom = html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default()).one(html);
    let mut found = Vec::new();
    walk(&dom.document, &mut found);
    found
}

#[test]
fn it_needs_no_other_file_and_runs_nothing() {
    for theme in ["paper", "ledger"] {
        let html = review_page(&rich(), &Theme::load(theme, &OwnFiles::new()).unwrap()).unwrap();
        let style = html.split_once("<style>").unwrap().1.split_once("</style>").unwrap().0;
        let policy = html.split_once("style-src 'sha256-").unwrap().1.split_once('\'').unwrap().0;
        let bytes = Sha256::digest(style.as_bytes());
        assert_eq!(policy.len(), 44);
        let first = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".find(&policy[..1]).unwrap();
        assert_eq!(first, usize::from(bytes[0] >> 2), "the hash is that of the style");
        assert!(!style.contains("url(") && !style.contains("@import") && style.contains("--paper: light-dark("));
        for (name, attrs) in elements(&html) {
            assert!(!["script", "img", "iframe", "object", "form", "base"].contains(&name.as_str()), "{name}");
            for (attr, value) in attrs {
                assert!(!attr.starts_with("on") && attr != "style" && attr != "src", "{name} {attr}");
                assert!(attr != "href" || value == "data:,", "{value}");
            }
        }
        assert!(html.contains("<meta name=\"robots\" content=\"noindex\">"));
    }
}

#[test]
fn it_says_what_the_other_forms_say_and_every_field() {
    let html = page(&rich());
    let said = headline(&rich());
    assert!(html.contains(&format!("<h1>{said}</h1>")), "{html}");
    for text in [
        "1 change asks for a second look",
        "Target eased after work began",
        "reason given: the index moved to another team",
        "42% → 84% of the way",
        "was 7</span>",
        "capacity line",
        "outcomes[Search success rate].target",
        "Moved from old/PAY-9.md",
        "7 older findings are as before.",
        "41 epics are ranked by weighted sum; 4 epics changed place.",
    ] {
        assert!(html.contains(text), "{text}");
    }
    let bars = html.matches("<svg class=\"bar-svg\"").count();
    assert_eq!((bars, html.matches("bar-ghost").count() - html.matches(".bar-ghost").count()), (4, 2));
    assert!(page(&empty()).contains("<h1>Nothing to review</h1>"));
    assert!(page(&tiny()).contains("No promise changed: 2 texts edited"));
}

#[test]
fn a_bar_shows_both_targets_on_one_scale() {
    let html = page(&rich());
    let bar = html.split("<svg class=\"bar-svg\"").nth(1).unwrap().split("</svg>").next().unwrap();
    for part in [
        "aria-label=\"Search success rate: from 70% to 80%, before from 70% to 90%; 78.4% measured on 2025-05-31\"",
        "<rect class=\"bar-fill s-in-flight\" width=\"36%\"/>",
        "class=\"bar-ghost\" x=\"85%\"",
        "class=\"bar-tick\" x=\"43%\"",
    ] {
        assert!(bar.contains(part), "{part} in {bar}");
    }
    assert!(html.contains("In a bar "), "what a bar shows is said");
    let without = page(&empty());
    assert!(!without.contains("In a bar ") && without.contains("Made with Backlit"), "only where there is one");
}

#[test]
fn an_enormous_change_is_still_a_page() {
    let html = page(&enormous());
    assert!(html.len() < 4_000_000, "{} bytes", html.len());
    assert!(
        html.contains("9837 more are left out here")
            || html.contains("more are left out here; the review as JSON has them.")
    );
}

#[test]
fn nothing_from_a_branch_becomes_markup() {
    let names = |html: &str| elements(html).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
    let plain = names(&page(&saying("plain")));
    for text in HOSTILE {
        let html = page(&saying(text));
        let mut found = names(&html);
        let mut plain = plain.clone();
        // Back-ticks make code, and an outcome's numbers a bar.
        for list in [&mut found, &mut plain] {
            list.retain(|name| name != "code");
        }
        assert_eq!(found, plain, "{text}");
        assert!(!html.contains(['\u{202e}', '\u{200b}', '\u{1b}', '\u{85}', '\u{2028}']), "{text}");
    }
}
