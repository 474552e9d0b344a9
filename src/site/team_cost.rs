//! A team's cost, which a site keeps to itself unless `[teams] publish_cost` says otherwise.
//!
//! In: texts and findings that quote files. Out: the same without the lines that say a cost. What pages compute from a
//! cost they ask of the configuration themselves.

use crate::backlog::Backlog;
use crate::config::{Config, Kind};
use crate::diagnostic::Diagnostic;
use std::borrow::Cow;

/// The field that says what a team costs.
const FIELD: &str = "cost_per_week";
/// What stands in place of a line that says a cost.
const HIDDEN: &str = "(what the team costs isn't published)";

/// A line longer than this isn't looked through, and not shown: thousands of findings can stand in it.
const LONGEST: usize = 4096;

/// Tells which lines of files may be shown.
pub(super) struct Shown {
    /// The field's names; none where costs are published.
    names: Vec<String>,
}

impl Shown {
    /// Reads what a site keeps to itself.
    pub(super) fn new(config: &Config) -> Self {
        Self { names: if config.publish_cost { Vec::new() } else { names(config) } }
    }

    /// Tells whether a line of a file's text may be shown; `line` counts from 1. Only the line itself and those that it
    /// stands below are looked at.
    pub(super) fn may_show(&self, text: &str, line: u32) -> bool {
        if self.names.is_empty() {
            return true;
        }
        !self.says_cost_at(text, line)
    }

    /// Tells whether a line, or one that it stands below, says a cost; what isn't indented stands below nothing.
    fn says_cost_at(&self, text: &str, line: u32) -> bool {
        let above: Vec<&str> = text.lines().take(usize::try_from(line).unwrap_or(0)).collect();
        let mut depth = usize::MAX;
        for line in above.iter().rev() {
            let indent = depth_of(line);
            let outer = indent < depth || depth == usize::MAX;
            if outer && (line.len() > LONGEST || says_cost(&self.names, line)) {
                return true;
            }
            if outer && !line.trim().is_empty() {
                depth = indent;
            }
            if depth == 0 {
                return false;
            }
        }
        false
    }
}

/// Takes the lines that say a cost out of a file's text.
pub(super) fn without_costs<'a>(config: &Config, text: &'a str) -> Cow<'a, str> {
    let hidden: Vec<usize> =
        if config.publish_cost { Vec::new() } else { hidden_lines(config, text.lines()).collect() };
    if hidden.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut kept = String::with_capacity(text.len());
    for (at, line) in text.lines().enumerate() {
        kept.push_str(if hidden.binary_search(&at).is_ok() { HIDDEN } else { line });
        kept.push('\n');
    }
    Cow::Owned(kept)
}

/// Takes the words of findings away that quote a cost, of those that `quotes` says quote their file at all.
pub(super) fn hide_in_findings(
    config: &Config,
    backlog: &Backlog,
    found: &mut [Diagnostic],
    quotes: fn(&Diagnostic) -> bool,
) {
    if config.publish_cost {
        return;
    }
    let teams: Vec<usize> = backlog.of_kind(Kind::Team).map(|(at, _)| at).collect();
    for team in teams {
        let document = &backlog.documents[team];
        let (path, text) = document.matter_file();
        let hidden: Vec<usize> = hidden_lines(config, text.lines()).collect();
        let start = found.partition_point(|one| *one.path < **path);
        let own = found[start..].iter_mut().take_while(|one| *one.path == **path).filter(|one| quotes(one));
        for one in own {
            let line = usize::try_from(one.span.line).unwrap_or(0);
            if line > 0 && hidden.binary_search(&(line - 1)).is_ok() {
                "what the team costs can't be read".clone_into(&mut one.message);
                one.hint =
                    Some("Write it as an amount of money, with its currency; the line isn't shown here.".to_owned());
            }
        }
    }
}

/// Finds the lines that say a cost, from 0: those that name the field, and the deeper ones below it.
fn hidden_lines<'a>(config: &Config, lines: impl Iterator<Item = &'a str>) -> impl Iterator<Item = usize> {
    let names = names(config);
    let mut within: Option<usize> = None;
    lines.enumerate().filter_map(move |(at, line)| {
        let depth = depth_of(line);
        if says_cost(&names, line) {
            within = Some(within.map_or(depth, |outer| outer.min(depth)));
            return Some(at);
        }
        within = within.filter(|outer| depth > *outer || line.trim().is_empty());
        within.map(|_| at)
    })
}

/// Gives the folded names of the field.
fn names(config: &Config) -> Vec<String> {
    let names = config.fields.get(FIELD).into_iter().flatten().map(|name| fold(name));
    names.chain([FIELD.to_owned()]).filter(|name| !name.is_empty()).collect()
}

/// Counts the bytes of blanks before a line.
fn depth_of(line: &str) -> usize {
    line.len() - line.trim_start().len()
}

fn says_cost(names: &[String], line: &str) -> bool {
    names.iter().any(|name| names_field(line, name))
}

/// Tells whether a line has a folded name in it, however people vary it.
fn names_field(line: &str, name: &str) -> bool {
    if !line.is_ascii() {
        return fold(line).contains(name);
    }
    let same = |(a, b): (&u8, &u8)| matches!(a, b' ' | b'-') && *b == b'_' || a.to_ascii_lowercase() == *b;
    line.as_bytes().windows(name.len()).any(|part| part.iter().zip(name.as_bytes()).all(same))
}

/// Folds what people vary in a field's name.
fn fold(text: &str) -> String {
    text.to_lowercase().replace([' ', '-'], "_")
}

#[cfg(test)]
mod tests {
    use super::{Shown, without_costs};
    use crate::config::{Config, load};

    #[test]
    fn lines_that_say_a_cost_are_not_shown() {
        let text = "id: t\ncost_per_week:\n  $9k\nCost per week: 9\n- { cost-per-week: 9 }\nteam: [\n";
        let hidden = "id: t\n(what the team costs isn't published)\n".to_owned()
            + &"(what the team costs isn't published)\n".repeat(3)
            + "team: [\n";
        assert_eq!(without_costs(&Config::default(), text), hidden);
    }

    #[test]
    fn a_line_by_itself_is_hidden_where_it_is_hidden_in_the_whole() {
        let text =
            "a:\n  - cost_per_week: 1\n    b:\n      cost-per-week:\n\n        c\n     d\n  e\n\ncost_per_week:\n\nf\n";
        let config = Config::default();
        let hidden: Vec<usize> = super::hidden_lines(&config, text.lines()).collect();
        let shown = Shown::new(&config);
        let alone = (0..12).filter(|at| !shown.may_show(text, at + 1)).map(|at| at as usize);
        assert_eq!((alone.collect::<Vec<_>>(), hidden), (vec![1, 2, 3, 4, 5, 6, 9, 10], vec![1, 2, 3, 4, 5, 6, 9, 10]));
    }

    #[test]
    fn a_site_that_publishes_costs_shows_them_by_whatever_name() {
        let open = load(Some("[teams]\npublish_cost = true\n"), None).unwrap().config;
        assert_eq!(without_costs(&open, "cost_per_week: 9"), "cost_per_week: 9");
        let mapped = load(Some("[fields]\ncost_per_week = \"Wochenkosten\"\n"), None).unwrap().config;
        assert!(!without_costs(&mapped, "wochenkosten: 9").contains('9'));
    }
}
