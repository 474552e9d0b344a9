//! The review for people at a terminal.

use super::kept;
use super::samples::{HOSTILE, empty, enormous, rich, saying};
use backlit::report::review::{Form, Options};
use backlit::review::{Review, headline};

/// Writes a review for a terminal of some width, with colours and without.
fn written(review: &Review, width: usize) -> (String, String) {
    let form = Form::named("terminal").unwrap();
    let text = (form.write)(review, &Options { width, ..Options::default() });
    let plain = anstream::adapter::strip_str(&text).to_string();
    (text, plain)
}

#[test]
fn it_says_the_same_in_plain_words() {
    kept("review-terminal", &written(&rich(), 110).1);
    let (text, plain) = written(&rich(), 110);
    assert!(text.contains("\u{1b}[1;31mtarget eased after work began"), "{text}");
    assert!(plain.starts_with(&headline(&rich())[..40]), "{plain}");
    assert_eq!(
        written(&empty(), 80).1.lines().next().unwrap(),
        "Nothing to review: no promise, field or text differs."
    );
}

#[test]
fn every_line_fits() {
    for width in [30, 44, 80, 110] {
        for review in [rich(), saying(&"word ".repeat(90)), saying(&"x".repeat(400))] {
            let plain = written(&review, width).1;
            let long = plain.lines().find(|line| line.chars().count() > width);
            assert_eq!(long, None, "{width}");
        }
    }
}

#[test]
fn long_lists_are_cut_and_counted() {
    let plain = written(&enormous(), 110).1;
    assert!(plain.lines().count() < 2000, "{}", plain.lines().count());
    assert!(plain.contains("  … and 2980 more; `--format json` has all\n"));
}

#[test]
fn nothing_from_a_branch_reaches_the_terminal_as_a_command() {
    for text in HOSTILE {
        let (_, plain) = written(&saying(text), 80);
        let bad =
            |c: char| c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        assert_eq!(plain.chars().find(|c| bad(*c)), None, "{text}");
        assert!(!plain.contains("##[") && !plain.contains("::"), "{text}");
        assert!(plain.lines().count() > 20, "{text}");
    }
}
