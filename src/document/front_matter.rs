//! Parts front matter from prose.
//!
//! In: the text of a file. Out: the tree of its front matter, where its body starts, and at most one problem.
//! `gray_matter` decides what is front matter; `fences` finds the same block by the same rule, because it alone
//! knows the bytes and lines that later complaints need. Never fails: a file without a closing fence is all body.

use super::node::Node;
use super::problem::Problem;
use super::{toml_matter, yaml};
use crate::diagnostic::Span;
use gray_matter::Matter;
use gray_matter::engine::Engine;
use std::ops::Range;

/// The largest front matter that is read.
const LIMIT: usize = 256 * 1024;

/// What a file's text was parted into.
#[derive(Debug, PartialEq)]
pub struct Parted {
    /// The tree, when there is front matter and it could be read.
    pub matter: Option<Node>,
    /// The byte at which the body starts.
    pub body: usize,
    /// Why the front matter could not be read, or what is to be mended in it.
    pub problem: Option<Problem>,
}

impl Parted {
    /// Tells whether there is front matter that could not be read.
    pub const fn is_broken(&self) -> bool {
        self.matter.is_none() && self.problem.is_some()
    }
}

/// The two ways to fence a front matter.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Language {
    Yaml,
    Toml,
}

impl Language {
    const fn fence(self) -> &'static str {
        match self {
            Self::Yaml => "---",
            Self::Toml => "+++",
        }
    }
}

/// Parts a text whose byte order mark is already gone.
pub fn part(text: &str) -> Parted {
    let Some((language, fences)) = fences(text) else {
        return Parted { matter: None, body: 0, problem: None };
    };
    let Fences::Closed { matter, body } = fences else {
        let problem =
            Problem::new("front-matter-unclosed", Span::of(text, 0..3), "the front matter has no closing fence")
                .hint(format!("Add a line with `{}` after the last key.", language.fence()));
        return Parted { matter: None, body: 0, problem: Some(problem) };
    };
    if matter.len() > LIMIT {
        let problem =
            Problem::new("front-matter-too-large", Span::of(text, 0..3), "the front matter is larger than 256 KB")
                .hint("Move long text into the body below the front matter.");
        return Parted { matter: None, body, problem: Some(problem) };
    }
    if !gray_matter_agrees(language, &text[matter.clone()]) {
        return Parted { matter: None, body, problem: None };
    }
    if let Some(problem) = conflict(text, &matter) {
        return Parted { matter: None, body, problem: Some(problem) };
    }
    let source = &text[matter.clone()];
    let lines = u32::from(matter.start > 0);
    let offset = u32::try_from(matter.start).unwrap_or(0);
    let parsed = match language {
        Language::Yaml => yaml::parse(source),
        Language::Toml => toml_matter::parse(source).map(|node| (node, None)),
    };
    match parsed {
        Ok((mut node, problem)) => {
            node.shift(lines, offset);
            Parted { matter: Some(node), body, problem: problem.map(|problem| problem.shifted(lines, offset)) }
        }
        Err(problem) => Parted { matter: None, body, problem: Some(problem.shifted(lines, offset)) },
    }
}

/// Reads a file that is nothing but YAML, such as one that lies beside a Markdown file and describes it.
pub fn bare_yaml(text: &str) -> Parted {
    if let Some(problem) = conflict(text, &(0..text.len())) {
        return Parted { matter: None, body: text.len(), problem: Some(problem) };
    }
    match yaml::parse(without_end(text)) {
        Ok((node, problem)) => Parted { matter: Some(node), body: text.len(), problem },
        Err(problem) => Parted { matter: None, body: text.len(), problem: Some(problem) },
    }
}

/// Leaves out a closing mark that nothing follows, as in front matter that was moved into a file of its own.
fn without_end(text: &str) -> &str {
    let mut end = text.len();
    for line in text.split_inclusive('\n').rev() {
        let (start, written) = (end - line.len(), line.trim_end());
        if written == "---" && start > 0 {
            return &text[..start];
        }
        if !written.is_empty() && !written.starts_with('#') {
            break;
        }
        end = start;
    }
    text
}

/// Finds a merge that nobody finished: git's three marks at the start of lines, in their order.
fn conflict(text: &str, matter: &Range<usize>) -> Option<Problem> {
    if !text[matter.clone()].contains("<<<<<<< ") {
        return None;
    }
    let mut at = matter.start;
    let mut marks: Vec<Range<usize>> = Vec::new();
    for line in text[matter.clone()].split_inclusive('\n') {
        let mark = ["<<<<<<< ", "=======", ">>>>>>> "].get(marks.len())?;
        let written = line.trim_end();
        if line.starts_with(mark) && (mark.ends_with(' ') || written == *mark) {
            marks.push(at..at + written.len());
            if marks.len() == 3 {
                break;
            }
        }
        at += line.len();
    }
    let [start, middle, end] = marks.as_slice() else {
        return None;
    };
    let line = |range: &Range<usize>| Span::of(text, range.clone()).line;
    let hint = format!(
        "Keep the lines above line {} or those below it, or write what both mean, and remove the three marks (lines \
         {}, {} and {}).",
        line(middle),
        line(start),
        line(middle),
        line(end)
    );
    let message = "two versions were merged here, and nobody has chosen between them";
    Some(Problem::new("merge-conflict", Span::of(text, start.clone()), message).hint(hint))
}

/// Hands the located block through `gray_matter`; false for a block with nothing in it.
fn gray_matter_agrees(language: Language, block: &str) -> bool {
    let fence = language.fence();
    let mut matter = Matter::<Located>::new();
    fence.clone_into(&mut matter.delimiter);
    matter.excerpt_delimiter = Some("<!-- more -->".to_owned());
    // One line with something in it is enough, and spares a copy of the rest.
    let line = block.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let head = [fence, "\n", line, "\n", fence, "\n"].concat();
    matter.parse::<String>(&head).is_ok_and(|entity| !entity.matter.is_empty())
}

/// An engine that leaves the text as it is: [`yaml`] and [`toml_matter`] read it with its places.
struct Located;

impl Engine for Located {
    fn parse(content: &str) -> gray_matter::Result<gray_matter::Pod> {
        Ok(gray_matter::Pod::String(content.to_owned()))
    }
}

/// Where the fences stand.
#[derive(Debug, PartialEq, Eq)]
enum Fences {
    /// No closing fence follows.
    Open,
    /// The block between them and the start of the body.
    Closed { matter: Range<usize>, body: usize },
}

/// Finds the fences by `gray_matter`'s rule: the first line is the fence, and so is the first later line equal to it.
fn fences(text: &str) -> Option<(Language, Fences)> {
    let (first, _) = text.split_once('\n')?;
    let language =
        [Language::Yaml, Language::Toml].into_iter().find(|language| first.trim_end() == language.fence())?;
    let start = first.len() + 1;
    let mut at = start;
    while at < text.len() {
        let end = memchr::memchr(b'\n', &text.as_bytes()[at..]).map_or(text.len(), |end| at + end + 1);
        let line = &text[at..end];
        if line.starts_with(language.fence()) && line.trim_end() == language.fence() {
            return Some((language, Fences::Closed { matter: start..at, body: end }));
        }
        at = end;
    }
    Some((language, Fences::Open))
}

#[cfg(test)]
mod tests {
    use super::{part, yaml};
    use proptest::prelude::*;

    #[test]
    fn places_count_from_the_file() {
        let text = "---\nid: X\nscores: { impact: 12 }\n---\n# Body\n";
        let parted = part(text);
        let impact = parted.matter.unwrap().get("scores").unwrap().get("impact").unwrap().span;
        assert_eq!((impact.line, impact.column), (3, 19));
        assert_eq!(&text[impact.range(text)], "12");
        assert_eq!(&text[parted.body..], "# Body\n");
    }

    #[test]
    fn a_merge_that_nobody_finished_is_named_where_it_starts() {
        let text = "---\nid: X\n<<<<<<< HEAD\nstatus: ready\n=======\nstatus: done\n>>>>>>> topic\n---\nBody\n";
        for (text, start) in [(text.to_owned(), 3), (text.replace('\n', "\r\n"), 3)] {
            let problem = part(&text).problem.unwrap().in_file(&"a.md".into());
            assert_eq!((problem.rule, problem.span.line, problem.span.column), ("merge-conflict", start, 1));
            assert!(problem.hint.unwrap().contains("lines 3, 5 and 7"));
        }
        for text in ["---\ntitle: a <<<<<<< b\n---\n", "---\nt: |\n  <<<<<<< x\n  =======\n  >>>>>>> y\n---\n"] {
            assert!(part(text).problem.is_none(), "{text}");
        }
        assert!(super::bare_yaml("a: 1\n<<<<<<< a\n=======\n>>>>>>> b\n").problem.is_some());
    }

    #[test]
    fn a_file_of_yaml_may_close_as_front_matter_does() {
        for end in ["", "---", "---\n", "---\n\n# end\n", "...\n"] {
            let parted = super::bare_yaml(&format!("---\nid: X\n{end}"));
            assert!(parted.problem.is_none() && parted.matter.unwrap().get("id").is_some(), "{end:?}");
        }
        let problem = super::bare_yaml("id: X\n---\nid: Y\n").problem.unwrap().in_file(&"kep.yaml".into());
        assert_eq!((problem.rule, problem.span.line), ("yaml-syntax", 2));
        assert!(problem.message.contains("a second document"), "{}", problem.message);
    }

    #[test]
    fn fences_of_every_kind() {
        let cases = [
            ("---\r\nid: X\r\n---\r\nBody", true, "Body"),
            ("+++\nid = \"X\"\n+++\nBody", true, "Body"),
            ("---\n  id: X\n---\n", true, ""),
            ("---\n---\nBody", false, "Body"),
            ("Text\n---\nid: X\n---\n", false, "Text\n---\nid: X\n---\n"),
            ("", false, ""),
            ("---", false, "---"),
        ];
        for (text, matter, body) in cases {
            let parted = part(text);
            assert_eq!(parted.matter.is_some(), matter, "{text:?}: {parted:?}");
            assert_eq!(&text[parted.body..], body, "{text:?}");
            assert_eq!(parted.problem, None, "{text:?}");
        }
    }

    #[test]
    fn a_missing_fence_is_named_and_nothing_is_lost() {
        let parted = part("---\nid: X\nNo end");
        assert_eq!(parted.body, 0);
        assert_eq!(parted.problem.unwrap().rule, "front-matter-unclosed");
    }

    #[test]
    fn a_tab_is_named_where_it_stands() {
        let parted = part("---\nid: X\nscores:\n\timpact: 3\n---\nBody");
        let problem = parted.problem.unwrap();
        assert_eq!((problem.rule, problem.span.line), ("yaml-tab", 4));
    }

    proptest! {
        #[test]
        fn never_panics(text in "\\PC*") {
            part(&text);
            part(&format!("---\n{text}\n---\n"));
            part(&format!("+++\n{text}\n+++\n"));
        }

        #[test]
        fn scalars_point_at_themselves(value in "[a-z0-9][a-zA-Z0-9._-]{0,20}") {
            let text = format!("---\nkey: é\nvalue: {value}\n---\n");
            let node = part(&text).matter.unwrap();
            let span = node.get("value").unwrap().span;
            prop_assert_eq!(&text[span.range(&text)], value.as_str());
        }
    }

    #[test]
    fn yaml_alone_has_its_own_lines() {
        assert_eq!(yaml::parse("a: 1").unwrap().0.get("a").unwrap().span.line, 1);
    }
}
