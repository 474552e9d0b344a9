//! Annotations, and the summary of a job.

use super::kept;
use super::samples::{HOSTILE, empty, enormous, rich, saying};
use backlit::report::review::{Form, Options, summary};
use backlit::review::Review;

fn written(review: &Review) -> String {
    (Form::named("github").unwrap().write)(review, &Options::default())
}

#[test]
fn annotations_stand_on_the_changed_lines_by_level() {
    kept("review-github", &written(&rich()));
    assert_eq!(written(&empty()), "");
}

#[test]
fn the_runner_shows_all_that_is_written() {
    let text = written(&enormous());
    for (level, count) in [("error", 10), ("warning", 10), ("notice", 10)] {
        assert_eq!(text.lines().filter(|line| line.starts_with(&format!("::{level} "))).count(), count, "{level}");
    }
    let all = enormous().changes.len() + enormous().findings.new.len();
    let last =
        format!("::notice title=backlit::{} more changes and findings are in the summary of the job\n", all - 29);
    assert!(text.ends_with(&last), "{text}");
    assert!(text.lines().all(|line| line.chars().count() < 5000));
}

#[test]
fn no_text_is_a_command_of_its_own() {
    let lines = written(&saying("plain")).lines().count();
    for text in HOSTILE {
        let written = written(&saying(text));
        assert_eq!(written.lines().count(), lines, "{text}");
        assert!(written.lines().all(|line| line.starts_with("::") && line.matches("::").count() >= 2), "{text}");
        assert!(
            !written.contains("##[") && !written.contains(['\r', '\u{1b}', '\u{202e}', '\u{85}', '\u{2028}']),
            "{text}"
        );
        for line in written.lines() {
            let (properties, _) = line[2..].split_once("::").unwrap();
            let known = ["file", "line", "endLine", "title"];
            let named = properties.split_once(' ').unwrap().1.split(',').map(|one| one.split_once('=').unwrap().0);
            assert!(named.into_iter().all(|name| known.contains(&name)), "{line}");
        }
    }
}

#[test]
fn the_summary_has_no_mark_and_no_fold_of_what_matters() {
    let text = summary(&rich(), &Options::default());
    assert!(text.starts_with("## Backlit: 1 target eased after work began"), "{text}");
    assert!(!text.contains("<!--"));
    assert_eq!(summary(&empty(), &Options::default()).lines().next().unwrap(), "## Backlit: nothing to review");
}
