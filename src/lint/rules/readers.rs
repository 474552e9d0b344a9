//! What the readers find while they read: rules too, with their page and their level, but without a check of their own.

use super::super::context::Context;
use super::super::rule::{Check, Edit, Family, Rule};
use super::date_form::{dates, replace};
use crate::config::Level;
use crate::document::{Node, parse_date};

/// The rules.
pub(super) static READERS: [Rule; 42] = [
    error("yaml-syntax", "the front matter is YAML that can be read"),
    error("yaml-tab", "spaces and no tab indent the front matter"),
    error("merge-conflict", "a merge is finished before it is committed"),
    error("yaml-duplicate-key", "a key stands once in its group"),
    error("yaml-too-large", "the front matter is of a sensible size and depth"),
    error("toml-syntax", "the front matter is TOML that can be read"),
    error("front-matter-unclosed", "the front matter has its closing fence"),
    error("front-matter-too-large", "the front matter is smaller than 256 KB"),
    warning(Family::Form, "not-utf-8", "a file is saved as UTF-8"),
    error("control-character", "a file holds no NUL"),
    warning(Family::Form, "line-ends", "lines end as they do on Unix or Windows"),
    error("file-too-large", "prose is smaller than 2 MB a file"),
    warning(Family::Form, "left-out", "every file that is asked for can be read"),
    error("wrong-type", "a value has the shape that its field takes"),
    error("text-too-long", "a name has at most 500 characters, another text of front matter 4,000"),
    error("bad-quantity", "a quantity is a number with its unit"),
    Rule { fix: Some(iso), ..error("bad-date", "a date is one that can be read") },
    error("bad-duration", "a duration is one that can be read"),
    error("bad-share", "a share lies between 0% and 100%"),
    error("bad-id", "an id is short and can be part of an address"),
    error("unknown-kind", "a kind is one of the seven"),
    error("unknown-state", "a state is one of the workflow"),
    error("unknown-type", "a type of work is one that the site knows"),
    error("unknown-urgency", "an urgency is one of the four"),
    error("unit-clash", "the quantities of one outcome share a unit"),
    error("actual-incomplete", "a measurement has a date and a value"),
    error("duplicate-id", "an id belongs to one document"),
    error("unknown-id", "a reference leads to a document"),
    error("wrong-kind", "a reference leads to a document of the right kind"),
    error("dependency-cycle", "no epic waits for itself, not even through others"),
    Rule { family: Family::Score, ..error("score-off-scale", "a score is on the scale") },
    warning(Family::Score, "fixed-date-without-date", "a fixed-date epic has a deadline"),
    warning(Family::Wiki, "broken-link", "a link leads somewhere"),
    warning(Family::Wiki, "missing-image", "a picture is there"),
    Rule { level: Level::Info, ..warning(Family::Wiki, "unpublished-file", "a linked file is part of the site") },
    Rule { family: Family::Wiki, ..error("address-clash", "two pages have two addresses") },
    warning(Family::Wiki, "active-drawing", "a drawing runs nothing"),
    warning(Family::Control, "unknown-rule", "a rule that is named is there"),
    warning(Family::Control, "allow-without-reason", "an allowance says its reason"),
    warning(Family::Control, "unused-allow", "an allowance allows something"),
    error("configuration", "`backlit.toml` can be used"),
    error("theme", "a theme can be used"),
];

/// A rule of the form of files, whose findings are errors.
const fn error(name: &'static str, summary: &'static str) -> Rule {
    Rule { name, family: Family::Form, level: Level::Error, summary, check: Check::Reader, fix: None }
}

/// A rule whose findings are warnings.
const fn warning(family: Family, name: &'static str, summary: &'static str) -> Rule {
    Rule { name, family, level: Level::Warning, summary, check: Check::Reader, fix: None }
}

/// Writes dates in ISO form where the reader knows only one that can be meant.
fn iso(context: &Context<'_>, at: usize, matter: &Node) -> Vec<Edit> {
    let meant = |node: &Node| {
        let hint = parse_date(node.as_text()?.trim()).err()?.hint;
        let date = hint.strip_prefix("Write `")?.strip_suffix("`.")?;
        (!date.contains('`')).then(|| date.to_owned())
    };
    let wrong = dates(context, at, matter).into_iter().filter_map(|node| Some((node, meant(node)?)));
    wrong.filter_map(|(node, date)| replace(context.matter_text(at), node, &date)).collect()
}
