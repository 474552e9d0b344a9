//! `[[autolinks]]`: names of other trackers in prose, and where they lead.
//!
//! In: a pattern and an address with places for what the pattern found. Out: links in a text. The work grows with the
//! text alone, a pattern has a limit of size, and an address always leads to the host that the configuration names.

use regex::{Captures, Regex, RegexBuilder};
use std::fmt::Write;
use std::ops::Range;

/// The most bytes of a pattern.
const PATTERN: usize = 500;
/// The most memory of a compiled pattern.
const SIZE: usize = 1 << 20;
/// The most bytes of one run of text that are searched; no sentence is longer.
const TEXT: usize = 16 << 10;

/// A pattern and where its finds lead.
#[derive(Debug, Clone)]
pub struct Autolink {
    pattern: Regex,
    url: Vec<Piece>,
}

/// A part of an address.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Group(usize),
}

/// Why an entry can't be used: its key, the message and the next step.
pub(super) type Fault = (&'static str, String, String);

impl Autolink {
    /// Reads an entry.
    pub(super) fn new(pattern: &str, url: &str) -> Result<Self, Fault> {
        let compiled = compiled(pattern).map_err(|(message, hint)| ("pattern", message, hint.to_owned()))?;
        let pieces = pieces(url).map_err(|(message, hint)| ("url", message, hint.to_owned()))?;
        let groups = compiled.captures_len() - 1;
        let missing = pieces.iter().find_map(|piece| match piece {
            Piece::Group(group) if *group > groups => Some(*group),
            _ => None,
        });
        if let Some(group) = missing {
            let message = format!("the pattern has no group {group}");
            let hint = match groups {
                0 => {
                    "Put brackets around the part of the pattern that belongs into the address; `{0}` means all of it."
                }
                _ => "Number the groups of the pattern from `{1}` on; `{0}` means all that it found.",
            };
            return Err(("url", message, hint.to_owned()));
        }
        Ok(Self { pattern: compiled, url: pieces })
    }

    /// Writes the address of a find.
    fn address(&self, found: &Captures<'_>) -> String {
        let mut address = String::new();
        for piece in &self.url {
            match piece {
                Piece::Text(text) => address.push_str(text),
                Piece::Group(group) => encode(found.get(*group).map_or("", |part| part.as_str()), &mut address),
            }
        }
        address
    }
}

/// Finds the names of other trackers in a text, in order and without overlap; where two begin together, the first
/// pattern wins.
pub fn autolinks(all: &[Autolink], text: &str) -> Vec<(Range<usize>, String)> {
    let mut links = Vec::new();
    if all.is_empty() || text.len() > TEXT {
        return links;
    }
    let mut done = 0;
    let mut next: Vec<Option<Captures<'_>>> = all.iter().map(|one| one.pattern.captures(text)).collect();
    let start = |found: &Option<Captures<'_>>| found.as_ref().and_then(|found| found.get(0)).map(|all| all.start());
    loop {
        for (one, found) in all.iter().zip(&mut next) {
            if start(found).is_some_and(|start| start < done) {
                *found = one.pattern.captures_at(text, done);
            }
        }
        let first = next.iter().enumerate().filter_map(|(at, found)| Some((start(found)?, at))).min();
        let Some((_, at)) = first else { return links };
        let Some(found) = next[at].take() else { return links };
        let range = found.get_match().range();
        done = range.end;
        links.push((range, all[at].address(&found)));
        next[at] = all[at].pattern.captures_at(text, done);
    }
}

/// Compiles a pattern within its limits.
fn compiled(pattern: &str) -> Result<Regex, (String, &'static str)> {
    if pattern.len() > PATTERN {
        return Err((format!("the pattern is longer than {PATTERN} bytes"), "Write two entries with a part each."));
    }
    let regex = RegexBuilder::new(pattern).size_limit(SIZE).build().map_err(|error| match error {
        regex::Error::CompiledTooBig(_) => ("the pattern takes too much memory".to_owned(), SMALLER),
        error => {
            let text = error.to_string();
            let reason = text.lines().last().unwrap_or("").trim().trim_start_matches("error: ").to_owned();
            (format!("the pattern can't be read: {reason}"), SIGNS)
        }
    })?;
    if regex.is_match("") {
        return Err(("the pattern finds empty text".to_owned(), "Let it find at least one character."));
    }
    Ok(regex)
}

const SMALLER: &str = "Repeat fewer things in it, or fewer times.";
const SIGNS: &str = "Patterns are regular expressions, such as `JIRA-(\\d+)`; single quotes keep the backslash.";
const FORM: &str =
    "Write a whole address with `{1}` in its path, such as `https://tracker.example.org/browse/JIRA-{1}`.";

/// Parts an address at its places; its host must be written out.
fn pieces(url: &str) -> Result<Vec<Piece>, (String, &'static str)> {
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let clean = !url.contains(|c: char| c.is_whitespace() || c.is_control() || "\"'<>`\\".contains(c));
    let Some(host) = host.filter(|_| clean) else {
        return Err((format!("`{}` is no web address", url.escape_default()), FORM));
    };
    let authority = host.split(['/', '?', '#']).next().unwrap_or(host);
    if authority.is_empty() || authority.contains(['{', '}', '@']) || authority.len() == host.len() {
        return Err(("the host of the address must be written out, with a path behind it".to_owned(), FORM));
    }
    let mut pieces = Vec::new();
    let mut rest = url;
    while let Some(open) = rest.find(['{', '}']) {
        let group = rest[open..].strip_prefix('{').and_then(|inner| inner.split_once('}'));
        let number = group.and_then(|(number, _)| number.parse::<usize>().ok().filter(|_| number.len() <= 2));
        let (Some(number), Some((_, behind))) = (number, group) else {
            return Err(("a place in the address is `{` number `}`".to_owned(), FORM));
        };
        pieces.extend([Piece::Text(rest[..open].to_owned()), Piece::Group(number)]);
        rest = behind;
    }
    if pieces.is_empty() {
        return Err(("the address has no place for what the pattern finds".to_owned(), FORM));
    }
    pieces.push(Piece::Text(rest.to_owned()));
    Ok(pieces)
}

/// Writes a text so that it can't end the part of the address that it stands in.
fn encode(text: &str, address: &mut String) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            address.push(char::from(byte));
        } else {
            write!(address, "%{byte:02X}").expect("a string takes any text");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Autolink, autolinks};

    #[test]
    fn finds_lead_where_the_configuration_says() {
        let jira = Autolink::new(r"\bJIRA-(\d+)\b", "https://jira.example.org/browse/JIRA-{1}").unwrap();
        let number =
            Autolink::new(r"#(\d+)|(\w+)/(\w+)#(\d+)", "https://git.example.org/{2}/{3}/issues/{1}{4}").unwrap();
        let found = |text: &str| {
            let links = autolinks(&[jira.clone(), number.clone()], text);
            links.into_iter().map(|(range, url)| format!("{} → {url}", &text[range])).collect::<Vec<_>>()
        };
        assert_eq!(
            found("ÄJIRA-1 JIRA-7, (JIRA-8) and a/b#3"),
            [
                "JIRA-7 → https://jira.example.org/browse/JIRA-7",
                "JIRA-8 → https://jira.example.org/browse/JIRA-8",
                "a/b#3 → https://git.example.org/a/b/issues/3",
            ]
        );
        assert!(found("JIRA JIRA-x #").is_empty() && found(&"JIRA-1 ".repeat(4_000)).is_empty());
        let any = Autolink::new("<(.*)>", "https://a.example/x/{1}").unwrap();
        let hostile = autolinks(&[any], "<../../?a=b#c\"&d\\@é>");
        assert_eq!(hostile[0].1, "https://a.example/x/..%2F..%2F%3Fa%3Db%23c%22%26d%5C%40%C3%A9");
    }

    #[test]
    fn entries_that_cannot_work_are_refused() {
        for (pattern, url, key, message) in [
            ("(", "https://a.org/{1}", "pattern", "the pattern can't be read: unclosed group"),
            ("a*", "https://a.org/{0}", "pattern", "the pattern finds empty text"),
            (r"(?:\w{900}){900}", "https://a.org/{0}", "pattern", "the pattern takes too much memory"),
            ("a", "https://a.org/{1}", "url", "the pattern has no group 1"),
            ("(a)", "https://a.org/x", "url", "the address has no place for what the pattern finds"),
            ("(a)", "https://{1}.org/x", "url", "the host of the address must be written out, with a path behind it"),
            ("(a)", "https://a.org{1}", "url", "the host of the address must be written out, with a path behind it"),
            ("(a)", "javascript:{1}", "url", "`javascript:{1}` is no web address"),
            ("(a)", "https://a.org/{x}", "url", "a place in the address is `{` number `}`"),
            ("(a)", "https://a.org/{1", "url", "a place in the address is `{` number `}`"),
        ] {
            let (at, said, _) = Autolink::new(pattern, url).unwrap_err();
            assert_eq!((at, said.as_str()), (key, message), "{pattern} {url}");
        }
    }
}
