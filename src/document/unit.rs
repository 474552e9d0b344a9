//! Takes the words around a number, gives its unit and multiplier; never converts between unlike units.

use serde::Serialize;
use std::fmt;

/// What a quantity counts, with the period or thing it is counted per.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Unit {
    /// The unit itself.
    pub base: UnitBase,
    /// What follows the slash of `3 / week`.
    pub per: Option<String>,
}

/// The unit before any slash.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum UnitBase {
    /// A bare number.
    #[default]
    None,
    /// A share in per cent.
    Percent,
    /// A difference between two shares, in percentage points.
    Points,
    /// Money, by the symbol or code that was written.
    Currency(String),
    /// A span of time.
    Time(TimeUnit),
    /// Any other words.
    Word(String),
}

/// A unit of time; all of them convert into each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TimeUnit {
    /// A thousandth of a second.
    Millisecond,
    /// A second.
    Second,
    /// A minute.
    Minute,
    /// An hour.
    Hour,
    /// A day of 24 hours.
    Day,
    /// A week of seven days.
    Week,
}

/// Names that mean the same time unit; single letters only count in lower case.
const TIME_NAMES: [(TimeUnit, &[&str]); 6] = [
    (TimeUnit::Millisecond, &["ms", "msec", "millisecond", "milliseconds"]),
    (TimeUnit::Second, &["s", "sec", "secs", "second", "seconds"]),
    (TimeUnit::Minute, &["min", "mins", "minute", "minutes"]),
    (TimeUnit::Hour, &["h", "hr", "hrs", "hour", "hours"]),
    (TimeUnit::Day, &["d", "day", "days"]),
    (TimeUnit::Week, &["w", "wk", "wks", "week", "weeks"]),
];

/// Currencies that are recognised, each with the key that its spellings share.
const CURRENCIES: [(&str, &str); 17] = [
    ("US$", "$"),
    ("USD", "$"),
    ("$", "$"),
    ("EUR", "€"),
    ("€", "€"),
    ("GBP", "£"),
    ("£", "£"),
    ("JPY", "¥"),
    ("¥", "¥"),
    ("INR", "₹"),
    ("₹", "₹"),
    ("CHF", "CHF"),
    ("CAD", "CAD"),
    ("AUD", "AUD"),
    ("SEK", "SEK"),
    ("NOK", "NOK"),
    ("DKK", "DKK"),
];

impl TimeUnit {
    /// How many milliseconds it has.
    pub fn milliseconds(self) -> i64 {
        match self {
            TimeUnit::Millisecond => 1,
            TimeUnit::Second => 1_000,
            TimeUnit::Minute => 60_000,
            TimeUnit::Hour => 3_600_000,
            TimeUnit::Day => 86_400_000,
            TimeUnit::Week => 604_800_000,
        }
    }

    /// Its usual abbreviation.
    pub fn abbreviation(self) -> &'static str {
        match self {
            TimeUnit::Millisecond => "ms",
            TimeUnit::Second => "s",
            TimeUnit::Minute => "min",
            TimeUnit::Hour => "h",
            TimeUnit::Day => "d",
            TimeUnit::Week => "w",
        }
    }

    /// Finds the time unit with this name.
    pub fn named(word: &str) -> Option<TimeUnit> {
        let lower = word.to_lowercase();
        let known = TIME_NAMES.iter().find(|(_, names)| names.contains(&lower.as_str()));
        known.map(|(unit, _)| *unit).filter(|_| word.len() > 2 || word == lower)
    }
}

impl Unit {
    /// Tells whether values of the two units can be compared, converting times where needed.
    pub fn same_dimension(&self, other: &Unit) -> bool {
        self == other || self.key() == other.key()
    }

    fn key(&self) -> (String, Option<String>) {
        let base = match &self.base {
            UnitBase::None => String::new(),
            UnitBase::Percent => "%".into(),
            UnitBase::Points => "pp".into(),
            UnitBase::Time(_) => "time".into(),
            UnitBase::Currency(written) => currency_key(written).into(),
            // The mark keeps the word `time` apart from the dimension.
            UnitBase::Word(word) => format!("word {}", singular(word)),
        };
        let per = self
            .per
            .as_deref()
            .map(|word| TimeUnit::named(word).map_or_else(|| singular(word), |unit| unit.abbreviation().into()));
        (base, per)
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.base {
            UnitBase::None => Ok(()),
            UnitBase::Percent => f.write_str("%"),
            UnitBase::Points => f.write_str("percentage points"),
            UnitBase::Currency(word) | UnitBase::Word(word) => f.write_str(word),
            UnitBase::Time(unit) => f.write_str(unit.abbreviation()),
        }?;
        self.per.as_ref().map_or(Ok(()), |per| write!(f, " / {per}"))
    }
}

/// Finds the currency that a text starts with; a code must not run on into a word.
pub(super) fn leading_currency(text: &str) -> Option<&'static str> {
    let found = CURRENCIES.iter().find(|(written, _)| text.starts_with(written))?.0;
    let is_code = found.ends_with(|c: char| c.is_ascii_alphabetic());
    let runs_on = text[found.len()..].starts_with(char::is_alphabetic);
    (!(is_code && runs_on)).then_some(found)
}

/// Gives the key that all spellings of a currency share.
pub(super) fn currency_key(written: &str) -> &str {
    CURRENCIES.iter().find(|(name, _)| *name == written).map_or(written, |(_, key)| key)
}

fn singular(word: &str) -> String {
    let lower = word.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
    if let Some(stem) = lower.strip_suffix("ies") {
        return format!("{stem}y");
    }
    lower.strip_suffix('s').map(str::to_owned).unwrap_or(lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn single_letters_are_times_only_in_lower_case() {
        assert_eq!(TimeUnit::named("h"), Some(TimeUnit::Hour));
        assert_eq!(TimeUnit::named("W"), None);
        assert_eq!(TimeUnit::named("Days"), Some(TimeUnit::Day));
    }
}
