//! `backlit.toml` as it is written.
//!
//! In: the text of a configuration. Out: its keys, typed; an unknown key or a wrong type is a failure that names
//! the place. Never fills a default: that is [`super::resolve`]'s work.

use super::checks::{CheckTable, Level, RulesFor};
use super::complaint::{self, Complaint};
use crate::diagnostic::{Diagnostic, Error, Span, nearest};
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error as _, MapAccess, Unexpected, Visitor};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;
use toml::value::Datetime;

/// All of `backlit.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    pub(super) preset: Option<String>,
    #[serde(default)]
    pub(super) site: Site,
    #[serde(default)]
    pub(super) collections: Vec<Collection>,
    #[serde(default)]
    pub(super) fields: BTreeMap<String, Names>,
    #[serde(default)]
    pub(super) types: BTreeMap<String, String>,
    #[serde(default)]
    pub(super) workflow: Workflow,
    #[serde(default)]
    pub(super) ranking: Ranking,
    #[serde(default)]
    pub(super) capacity: Capacity,
    #[serde(default)]
    pub(super) outcomes: Outcomes,
    #[serde(default)]
    pub(super) flow: Flow,
    #[serde(default)]
    pub(super) history: History,
    #[serde(default)]
    pub(super) check: CheckTable,
    #[serde(default)]
    pub(super) rules: BTreeMap<String, Level>,
    #[serde(default)]
    pub(super) rules_for: Vec<RulesFor>,
    #[serde(default)]
    pub(super) gates: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    pub(super) review: Review,
    #[serde(default)]
    pub(super) privacy: Privacy,
    #[serde(default)]
    pub(super) teams: Teams,
    #[serde(default)]
    pub(super) autolinks: Vec<Autolink>,
    /// Where a preset recognises its repository; only presets carry it.
    pub(super) detect: Option<Vec<String>>,
    /// The key of that file which holds the site's name; only presets carry it.
    pub(super) title_from: Option<String>,
    /// What a preset is for; only presets carry it.
    pub(super) about: Option<String>,
}

/// `[site]`: what is read, and how the site presents itself.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Site {
    pub(super) title: Option<String>,
    pub(super) description: Option<String>,
    pub(super) language: Option<String>,
    pub(super) timezone: Option<String>,
    #[serde(default, deserialize_with = "day")]
    pub(super) as_of: Option<String>,
    pub(super) base_url: Option<String>,
    pub(super) repository: Option<String>,
    pub(super) branch: Option<String>,
    pub(super) theme: Option<String>,
    pub(super) output: Option<String>,
    pub(super) include: Option<Vec<String>>,
    pub(super) exclude: Option<Vec<String>>,
    pub(super) gitignore: Option<bool>,
    pub(super) front_matter_files: Option<Vec<String>>,
    pub(super) html: Option<Html>,
}

/// `site.html`: what happens to raw HTML in prose.
#[derive(Debug, Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Html {
    /// An allow-list like GitHub's.
    Sanitise,
    /// The authors are trusted.
    Trust,
}

/// `[[collections]]`: which kind the files of a folder are.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Collection {
    pub(super) kind: String,
    pub(super) paths: Vec<String>,
    pub(super) status: Option<String>,
}

/// One name or several, tried in order.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub(super) enum Names {
    One(String),
    Several(Vec<String>),
}

/// `[workflow]`: the states of an epic.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Workflow {
    pub(super) states: Option<Vec<State>>,
    pub(super) aside: Option<Vec<State>>,
    #[serde(default)]
    pub(super) aliases: BTreeMap<String, String>,
}

/// One state.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct State {
    pub(super) name: String,
    pub(super) class: String,
    pub(super) title: Option<String>,
    pub(super) starts_clock: Option<bool>,
}

/// `[ranking]`: how epics are compared.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ranking {
    pub(super) method: Option<String>,
    pub(super) scale: Option<[f64; 2]>,
    #[serde(default)]
    pub(super) weights: BTreeMap<String, f64>,
    #[serde(default)]
    pub(super) costs: Option<Vec<String>>,
    pub(super) formula: Option<String>,
    pub(super) ice: Option<String>,
    pub(super) variation: Option<f64>,
    pub(super) movement_days: Option<u16>,
    #[serde(default)]
    pub(super) classes: BTreeMap<String, Vec<String>>,
}

/// `[capacity]`: the period that a team's capacity is for.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Capacity {
    pub(super) period: Option<String>,
}

/// `[outcomes]`: when an outcome is judged.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Outcomes {
    pub(super) grace_days: Option<u16>,
    pub(super) hit_from: Option<f64>,
    pub(super) partial_from: Option<f64>,
    pub(super) checkpoints_months: Option<Vec<u16>>,
}

/// `[flow]`: how history becomes figures.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Flow {
    pub(super) window_weeks: Option<u16>,
    pub(super) forecast_weeks: Option<u16>,
    pub(super) percentiles: Option<String>,
    pub(super) start_mode: Option<String>,
    pub(super) start_state: Option<String>,
    pub(super) debounce_minutes: Option<u32>,
    pub(super) bulk_close: Option<u16>,
    pub(super) import_size: Option<u16>,
    pub(super) import_commits: Option<Vec<String>>,
    pub(super) age_line_days: Option<u16>,
    pub(super) forecast_without_bulk: Option<bool>,
    pub(super) process_limits: Option<bool>,
}

/// `[history]`: how the history in git is read.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct History {
    pub(super) line: Option<String>,
}

/// `[review]`: what a change may not do without a second look.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Review {
    pub(super) fail_on: Option<Vec<String>>,
    pub(super) least_move: Option<u16>,
}

/// `[privacy]`: what stays out of the site.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Privacy {
    #[serde(default)]
    pub(super) fields: Vec<String>,
    #[serde(default)]
    pub(super) exclude: Vec<String>,
}

/// `[teams]`: what is published of a team.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Teams {
    pub(super) publish_cost: Option<bool>,
}

/// `[[autolinks]]`: what of another tracker's names in prose leads where.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Autolink {
    pub(super) pattern: String,
    pub(super) url: String,
}

/// Reads a configuration's text; `path` names it in messages.
pub(super) fn parse(text: &str, path: &str) -> Result<File, Error> {
    toml::from_str(text).map_err(|error| failure(text, path, &error))
}

/// Points at the key or value that cannot be used.
fn failure(text: &str, path: &str, error: &toml::de::Error) -> Error {
    let place = error.span().unwrap_or(0..0);
    let path: Arc<str> = Arc::from(path);
    let endless = complaint::endless(error.message(), text).filter(|_| place.start >= text.trim_end().len());
    let (endless, place) = endless.map_or((None, place), |(complaint, opens)| (Some(complaint), opens));
    let span = Span::of(text, place);
    let Complaint { message, hint } = endless
        .or_else(|| unknown_key(error.message()))
        .or_else(|| complaint::doubled(error.message(), &text[span.range(text)]))
        .unwrap_or_else(|| complaint::plain(error.message()));
    Error::at(Diagnostic::error("configuration", &path, span, message).hint(hint), text)
}

/// Takes a day as a text or as TOML writes dates, without quotes.
fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    deserializer.deserialize_any(Day).map(Some)
}

struct Day;

impl<'de> Visitor<'de> for Day {
    type Value = String;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a string")
    }

    fn visit_str<E>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<String, A::Error> {
        Datetime::deserialize(MapAccessDeserializer::new(map))
            .map(|day| day.to_string())
            .map_err(|_| A::Error::invalid_type(Unexpected::Map, &"a string"))
    }
}

/// Suggests the key that was probably meant, from the list that the parser gives.
fn unknown_key(message: &str) -> Option<Complaint> {
    let (wrong, known) = message.lines().next()?.strip_prefix("unknown field ")?.split_once(", expected ")?;
    let known: Vec<&str> = known.split('`').skip(1).step_by(2).collect();
    let hint = match nearest(wrong.trim_matches('`'), known.iter().copied()) {
        Some(name) => format!("Did you mean `{name}`?"),
        None => format!("Known keys here are {}.", known.join(", ")),
    };
    Some(Complaint { message: format!("unknown key {wrong}"), hint })
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn an_unknown_key_is_named_with_its_place_and_the_nearest_name() {
        let error = parse("[ranking]\nmetod = \"wsjf\"\n", "backlit.toml").unwrap_err();
        let (diagnostic, _) = *error.place.unwrap();
        assert_eq!((diagnostic.span.line, diagnostic.span.column), (2, 1));
        assert_eq!(diagnostic.message, "unknown key `metod`");
        assert_eq!(diagnostic.hint.unwrap(), "Did you mean `method`?");
    }

    #[test]
    fn a_text_that_never_ends_is_named_where_it_starts() {
        for (text, place) in [
            ("[site]\ntitle = \"a\"\nlanguage = \"\"\"\nb\n\n[ranking]\nmethod = \"wsjf\"\n", (3, 12)),
            ("[site]\ntitle = \'\'\'a\n", (2, 9)),
        ] {
            let (diagnostic, _) = *parse(text, "backlit.toml").unwrap_err().place.unwrap();
            assert_eq!((diagnostic.span.line, diagnostic.span.column), place);
            assert_eq!(diagnostic.message, "the three quotes that open a text here are never closed");
        }
    }

    #[test]
    fn a_day_needs_no_quotes() {
        for text in ["[site]\nas_of = 2025-06-09\n", "[site]\nas_of = \"2025-06-09\"\n"] {
            assert_eq!(parse(text, "backlit.toml").unwrap().site.as_of.as_deref(), Some("2025-06-09"));
        }
        for text in ["[site]\nas_of = { year = 2025 }\n", "[site]\nas_of = 2025\n"] {
            let (diagnostic, _) = *parse(text, "backlit.toml").unwrap_err().place.unwrap();
            assert!(diagnostic.message.starts_with("a text belongs here"), "{}", diagnostic.message);
        }
    }

    #[test]
    fn an_empty_file_is_fine() {
        assert!(parse("", "backlit.toml").is_ok());
    }
}
