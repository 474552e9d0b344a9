//! The key `lint`, which allows findings where comments don't survive a tool that rewrites front matter.
//!
//! In: front matter. Out: the rules that it allows, where, and whether there is a reason. At the top it is for the whole
//! file, in an outcome or another group for the lines of that group.

use super::suppression::Allowance;
use crate::document::{Node, Value};
use memchr::memmem::Finder;
use std::ops::RangeInclusive;
use std::sync::LazyLock;

/// The key.
pub(super) const KEY: &str = "lint";

/// Tells, without reading it as a tree, whether front matter may hold the key.
pub(super) fn may_hold(matter: &str) -> bool {
    static FINDER: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("allow"));
    FINDER.find(matter.as_bytes()).is_some() && matter.contains(KEY)
}

/// Reads every allowance of a front matter.
pub(super) fn read(matter: &Node) -> Vec<Allowance> {
    let mut found = Vec::new();
    collect(matter, None, &mut found);
    found
}

/// Reads those of a group and of the groups in it.
fn collect(node: &Node, lines: Option<&RangeInclusive<u32>>, found: &mut Vec<Allowance>) {
    match &node.value {
        Value::Map(entries) => {
            for entry in entries {
                if entry.key == KEY {
                    allowances(&entry.node, lines, found);
                } else {
                    collect_below(&entry.node, found);
                }
            }
        }
        Value::List(items) => items.iter().for_each(|item| collect_below(item, found)),
        Value::Null | Value::Scalar(_) => {}
    }
}

/// Goes into a value below the top, where an allowance is for the lines of its group alone.
fn collect_below(node: &Node, found: &mut Vec<Allowance>) {
    let lines = node.as_map().map(|entries| {
        let first = entries.iter().map(|entry| entry.key_span.line).min().unwrap_or(node.span.line);
        first..=last_line(node).max(first)
    });
    collect(node, lines.as_ref(), found);
}

/// Finds the last line on which a value has something.
fn last_line(node: &Node) -> u32 {
    let below = match &node.value {
        Value::Map(entries) => entries.iter().map(|entry| last_line(&entry.node).max(entry.key_span.line)).max(),
        Value::List(items) => items.iter().map(last_line).max(),
        Value::Null | Value::Scalar(_) => None,
    };
    below.unwrap_or(0).max(node.span.line)
}

/// Reads `{ allow: rule, because: reason }`, or a list of such.
fn allowances(node: &Node, lines: Option<&RangeInclusive<u32>>, found: &mut Vec<Allowance>) {
    let several = match &node.value {
        Value::List(items) => items.as_slice(),
        _ => std::slice::from_ref(node),
    };
    for group in several {
        let Some(allow) = group.get("allow") else { continue };
        let reason = group.get("because").is_some_and(|because| because.as_text().is_some() && !because.is_blank());
        let rules = match &allow.value {
            Value::List(items) => items.as_slice(),
            _ => std::slice::from_ref(allow),
        };
        let named = rules.iter().filter_map(|rule| Some((rule.as_text()?.trim(), rule.span)));
        found.extend(named.filter(|(name, _)| !name.is_empty()).map(|(name, span)| Allowance {
            rule: name.to_owned(),
            span,
            lines: lines.cloned(),
            reason,
            used: false,
            in_key: true,
        }));
    }
}

#[cfg(test)]
mod tests {
    use crate::document::front_matter::part;

    /// A rule, the lines that it is allowed in, and whether there is a reason.
    type Expected<'a> = (&'a str, Option<(u32, u32)>, bool);

    fn check(text: &str, expected: &[Expected<'_>]) {
        let found = super::read(&part(text).matter.unwrap());
        let lines = |one: &super::Allowance| {
            one.lines.as_ref().map(|lines: &super::RangeInclusive<u32>| (*lines.start(), *lines.end()))
        };
        let found: Vec<Expected<'_>> = found.iter().map(|one| (one.rule.as_str(), lines(one), one.reason)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn at_the_top_it_is_for_the_file() {
        check("---\nlint: { allow: x, because: y }\n---\n", &[("x", None, true)]);
        check(
            "---\nlint:\n  - allow: [x, z]\n    because: y\n  - allow: w\n---\n",
            &[("x", None, true), ("z", None, true), ("w", None, false)],
        );
        check("+++\n[[lint]]\nallow = \"x\"\nbecause = \"y\"\n+++\n", &[("x", None, true)]);
    }

    #[test]
    fn in_a_group_it_is_for_its_lines() {
        let text = "---\noutcomes:\n  - metric: A\n    lint: { allow: x, because: y }\n    actuals:\n      - value: 3\n  - metric: B\n---\n";
        check(text, &[("x", Some((3, 6)), true)]);
    }

    #[test]
    fn another_tool_s_key_allows_nothing() {
        for text in
            ["lint: true", "lint: [x, y]", "lint: { rules: x }", "lint: { allow: { x: y } }", "lint: { allow: \"\" }"]
        {
            check(&format!("---\n{text}\n---\n"), &[]);
        }
    }
}
