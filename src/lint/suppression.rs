//! What the authors of a file allow, with their reason.
//!
//! In: the texts of documents. Out: which findings are taken back, and complaints about allowances that have no reason,
//! name no rule, or allow nothing. Two forms: `<!-- backlit: allow(rule) because reason -->` in prose is for the next
//! block, `# backlit: allow(rule) because reason` in front matter for its own line or the next; `allow-file` is for all.
//! Where comments don't survive, the key `lint` says the same.

use super::lint_key;
use super::settle::nearest_rule;
use crate::diagnostic::{Diagnostic, Lines, Span};
use crate::document::{Document, MARK, front_matter, is_marked};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;
use std::sync::Arc;

/// The most allowances of one file, and the most rules that one comment names.
const MOST: usize = 1000;
const NAMES: usize = 100;

/// Every allowance of a backlog.
pub(super) struct Allowed {
    files: BTreeMap<Arc<str>, Vec<Allowance>>,
}

/// One rule that one comment or key allows.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Allowance {
    pub(super) rule: String,
    pub(super) span: Span,
    /// The lines it is for; none for the whole file.
    pub(super) lines: Option<RangeInclusive<u32>>,
    pub(super) reason: bool,
    pub(super) used: bool,
    /// Whether it is a key of the front matter, and no comment.
    pub(super) in_key: bool,
}

/// Tells, without reading it, whether the authors of a document may allow something in it.
pub(super) fn speaks(document: &Document) -> bool {
    document.marked
        || match &document.beside {
            Some((_, matter)) => is_marked(matter) || lint_key::may_hold(matter),
            None => lint_key::may_hold(&document.text[..document.body]),
        }
}

impl Allowed {
    /// Reads the allowances of documents that speak.
    pub(super) fn read<'d>(speaking: impl Iterator<Item = &'d Document>) -> Self {
        let mut files: BTreeMap<Arc<str>, Vec<Allowance>> = BTreeMap::new();
        for document in speaking {
            let mut add = |path: &Arc<str>, text: &str, body: usize| {
                if text.contains(MARK) {
                    let found = read(text, body);
                    files.entry(Arc::clone(path)).or_default().extend(found);
                }
            };
            add(&document.path, &document.text, document.body);
            if let Some((path, text)) = &document.beside {
                add(path, text, text.len());
            }
            let (path, keys) = in_keys(document);
            if !keys.is_empty() {
                files.entry(Arc::clone(path)).or_default().extend(keys);
            }
        }
        Self { files }
    }

    /// Tells whether a finding is allowed, and notes what allows it.
    pub(super) fn takes(&mut self, finding: &Diagnostic) -> bool {
        let Some(allowances) = self.files.get_mut(&finding.path) else {
            return false;
        };
        let line = finding.span.line;
        let fits = |allowance: &&mut Allowance| {
            allowance.reason
                && allowance.rule == finding.rule
                && allowance.lines.as_ref().is_none_or(|lines| lines.contains(&line))
        };
        let mut taken = false;
        for allowance in allowances.iter_mut().filter(fits) {
            allowance.used = true;
            taken = true;
        }
        taken
    }

    /// Says which allowances do nothing; `is_on` tells whether a rule is there and looks at a file at all.
    pub(super) fn complaints(&self, is_on: impl Fn(&str, &str) -> bool) -> Vec<Diagnostic> {
        let each = self.files.iter().flat_map(|(path, list)| list.iter().map(move |one| (path, one)));
        let complaint = |(path, one): (&Arc<str>, &Allowance)| {
            let name = &one.rule;
            if super::rules::rule(name).is_none() {
                let message = format!("there is no rule `{name}`");
                return Some(Diagnostic::warning("unknown-rule", path, one.span, message).hint(nearest_rule(name)));
            }
            if !one.reason {
                let message = format!("`{name}` is allowed without a reason, so it isn't allowed");
                let hint = if one.in_key {
                    "Write `because` and the reason beside `allow`."
                } else {
                    "Write `because` and the reason behind the closing bracket."
                };
                return Some(Diagnostic::warning("allow-without-reason", path, one.span, message).hint(hint));
            }
            let idle = !one.used && is_on(name, path);
            let message = format!("`{name}` has nothing to say here");
            let hint = if one.in_key { "Delete it from `lint`." } else { "Delete the comment." };
            idle.then(|| Diagnostic::warning("unused-allow", path, one.span, message).hint(hint))
        };
        each.filter_map(complaint).collect()
    }
}

/// Reads those that stand as a key in a document's front matter, with the file that holds it.
fn in_keys(document: &Document) -> (&Arc<str>, Vec<Allowance>) {
    let (path, text) = document.matter_file();
    let matter = if document.beside.is_some() { text } else { &text[..document.body] };
    if !lint_key::may_hold(matter) {
        return (path, Vec::new());
    }
    let parted = if document.beside.is_some() { front_matter::bare_yaml(text) } else { front_matter::part(text) };
    (path, parted.matter.as_ref().map(lint_key::read).unwrap_or_default())
}

/// Reads the allowances of a file whose prose starts at `body`.
fn read(text: &str, body: usize) -> Vec<Allowance> {
    let lines: Vec<(usize, &str)> = starts(text).collect();
    let places = Lines::of(text);
    let blocks = blocks(&lines, body);
    let mut found = Vec::new();
    let mut fence: Option<&str> = None;
    for (at, (start, line)) in lines.iter().enumerate() {
        let in_prose = *start >= body;
        let trimmed = line.trim_start();
        if in_prose && let Some(mark) = ["```", "~~~"].into_iter().find(|mark| trimmed.starts_with(mark)) {
            fence = match fence {
                None => Some(mark),
                Some(open) if open == mark => None,
                open => open,
            };
        }
        let opener = if in_prose { "<!--" } else { "#" };
        let Some((from, comment)) = comment(line, opener).filter(|_| fence.is_none()) else {
            continue;
        };
        let own = !line[..from].trim().is_empty();
        let scope = if own { line_number(at)..=line_number(at) } else { next_block(&blocks, at, in_prose) };
        found.extend(parse(
            comment,
            |range| {
                let begin = start + from + range.start;
                places.span(begin..begin + range.len())
            },
            &scope,
        ));
        if found.len() >= MOST {
            break;
        }
    }
    found
}

/// Walks the lines of a text with the byte at which each starts.
fn starts(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line.trim_end_matches(['\n', '\r']))
    })
}

/// Counts lines from 1.
fn line_number(at: usize) -> u32 {
    u32::try_from(at + 1).unwrap_or(u32::MAX)
}

/// Finds a comment of ours in a line: where it starts, and the line from there on.
fn comment<'a>(line: &'a str, opener: &str) -> Option<(usize, &'a str)> {
    let opens = line.match_indices(opener).map(|(at, _)| at);
    let free = |at: &usize| line[..*at].chars().next_back().is_none_or(char::is_whitespace);
    let ours = |at: &usize| line[at + opener.len()..].trim_start().starts_with(MARK);
    let at = opens.filter(free).find(ours)?;
    Some((at, &line[at..]))
}

/// Of a line: the first from it on that says something, if any does, and the last that no blank one parts from it.
type Block = (Option<usize>, usize);

/// Looks once from the last line to the first, however many comments there are; in front matter a comment says nothing.
fn blocks(lines: &[(usize, &str)], body: usize) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::with_capacity(lines.len());
    let (mut first, mut last) = (None, None);
    for (at, (start, line)) in lines.iter().enumerate().rev() {
        let trimmed = line.trim_start();
        if !trimmed.is_empty() && (*start >= body || !trimmed.starts_with('#')) {
            first = Some(at);
        }
        last = (!trimmed.is_empty()).then(|| last.unwrap_or(at));
        blocks.push((first, last.unwrap_or(at)));
    }
    blocks.reverse();
    blocks
}

/// Gives the lines of the block that follows a comment; in front matter that is the next line that says something.
fn next_block(blocks: &[Block], at: usize, in_prose: bool) -> RangeInclusive<u32> {
    let first = blocks.get(at + 1).and_then(|(first, _)| *first).unwrap_or(at);
    if !in_prose {
        return line_number(first)..=line_number(first);
    }
    line_number(at)..=line_number(blocks[first].1)
}

/// Reads `allow(a, b) because reason` behind the mark.
fn parse(comment: &str, span: impl Fn(std::ops::Range<usize>) -> Span, scope: &RangeInclusive<u32>) -> Vec<Allowance> {
    let start = comment.find(MARK).map_or(0, |at| at + MARK.len());
    let rest = &comment[start..];
    let word = rest.trim_start();
    let whole = word.starts_with("allow-file(");
    if !whole && !word.starts_with("allow(") {
        return Vec::new();
    }
    let Some((open, close)) = rest.find('(').zip(rest.find(')')).filter(|(open, close)| open < close) else {
        return Vec::new();
    };
    let after = rest[close + 1..].trim().trim_end_matches("-->").trim();
    let reason = after.strip_prefix("because").is_some_and(|reason| !reason.trim().is_empty());
    let mut at = start + open + 1;
    let names = rest[open + 1..close].split(',').take(NAMES).map(|name| {
        let begin = at + (name.len() - name.trim_start().len());
        at += name.len() + 1;
        Allowance {
            rule: name.trim().to_owned(),
            span: span(begin..begin + name.trim().len()),
            lines: (!whole).then(|| scope.clone()),
            reason,
            used: false,
            in_key: false,
        }
    });
    names.collect()
}

#[cfg(test)]
mod tests {
    use super::read;

    /// A rule, the lines that it is allowed in, and whether there is a reason.
    type Expected<'a> = (&'a str, Option<(u32, u32)>, bool);

    fn check(text: &str, expected: &[Expected<'_>]) {
        let body = crate::document::front_matter::part(text).body;
        let found = read(text, body);
        let lines = |one: &super::Allowance| one.lines.as_ref().map(|lines| (*lines.start(), *lines.end()));
        let found: Vec<Expected<'_>> = found.iter().map(|one| (one.rule.as_str(), lines(one), one.reason)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn front_matter_is_for_its_line_or_the_next() {
        check("---\nid: A # backlit: allow(x) because y\n---\n", &[("x", Some((2, 2)), true)]);
        check(
            "---\n# backlit: allow(x, z) because y\n# more\nid: A\n---\n",
            &[("x", Some((4, 4)), true), ("z", Some((4, 4)), true)],
        );
        check("---\nid: A#backlit: allow(x) because y\n---\n", &[]);
    }

    #[test]
    fn prose_is_for_the_next_block_or_the_file() {
        check("One.\n\n<!-- backlit: allow(x) because y -->\nTwo\nlines.\n\nThree.\n", &[("x", Some((3, 5)), true)]);
        check("<!-- backlit: allow-file(x) because y -->\n", &[("x", None, true)]);
        check("<!-- backlit: allow(x) -->\nTwo.\n", &[("x", Some((1, 2)), false)]);
        check("```\n<!-- backlit: allow(x) because y -->\n```\n`<!-- backlit: allow(x) because y -->`\n", &[]);
    }
}
