//! Takes a target or a guard as it is written, gives its kind and value; never decides whether it was reached.

use super::decimal::Decimal;
use super::number::sign;
use super::quantity::Quantity;
use super::unit::UnitBase;
use super::value_error::ValueError;
use serde::Serialize;
use std::fmt;

/// What an outcome aims at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Target {
    /// A value, such as `90%`.
    Absolute(Quantity),
    /// A change from the baseline, such as `+25%` or `+200 ms`.
    Relative(Quantity),
    /// A limit, such as `under 10` or `>= 99.9%`.
    Bounded(Bound, Quantity),
}

/// On which side of a limit a value has to lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Bound {
    /// The limit or less: `<= 10`, `at most 10`.
    AtMost,
    /// The limit or more: `>= 5`, `at least 5`.
    AtLeast,
    /// Less than the limit: `< 10`, `under 10`.
    Below,
    /// More than the limit: `> 5`, `over 5`.
    Above,
}

/// Why a target has no value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TargetProblem {
    /// It is relative and there is no baseline.
    NoBaseline,
    /// It is a percentage of a baseline of zero.
    ZeroBaseline,
    /// Its unit is not the baseline's.
    UnitClash,
    /// The exact value does not fit.
    TooLarge,
}

/// Comparators, longest first where one starts another.
const COMPARATORS: [(&str, Bound); 26] = [
    ("<=", Bound::AtMost),
    ("=<", Bound::AtMost),
    ("≤", Bound::AtMost),
    ("<", Bound::Below),
    (">=", Bound::AtLeast),
    ("=>", Bound::AtLeast),
    ("≥", Bound::AtLeast),
    (">", Bound::Above),
    ("at most ", Bound::AtMost),
    ("no more than ", Bound::AtMost),
    ("not more than ", Bound::AtMost),
    ("up to ", Bound::AtMost),
    ("within ", Bound::AtMost),
    ("max ", Bound::AtMost),
    ("maximum ", Bound::AtMost),
    ("at least ", Bound::AtLeast),
    ("no less than ", Bound::AtLeast),
    ("not less than ", Bound::AtLeast),
    ("min ", Bound::AtLeast),
    ("minimum ", Bound::AtLeast),
    ("under ", Bound::Below),
    ("below ", Bound::Below),
    ("less than ", Bound::Below),
    ("fewer than ", Bound::Below),
    ("over ", Bound::Above),
    ("above ", Bound::Above),
];

/// Reads a target or a guard such as `90%`, `+25%`, `under 10` or `>= 5`.
pub fn parse_target(text: &str) -> Result<Target, ValueError> {
    let skipped = text.len() - text.trim_start().len();
    let (bound, length) = comparator(&text[skipped..]);
    let start = skipped + length;
    let quantity = Quantity::parse(&text[start..]).map_err(|error| error.shifted(start))?;
    let mark = sign(text[start..].trim_start()).map(|(_, mark)| mark);
    let share = matches!(quantity.unit.base, UnitBase::Percent | UnitBase::Points);
    // `-25%` means a quarter less, because a share below zero is hardly ever meant; `-5` may be a score.
    Ok(match (mark, bound) {
        (Some('+'), _) => Target::Relative(quantity),
        (Some('-'), _) if share => Target::Relative(quantity),
        (_, Some(bound)) => Target::Bounded(bound, quantity),
        _ => Target::Absolute(quantity),
    })
}

impl Bound {
    /// Tells whether a value lies on the right side of the limit.
    pub fn holds(self, value: Decimal, limit: Decimal) -> bool {
        match self {
            Bound::AtMost => value <= limit,
            Bound::AtLeast => value >= limit,
            Bound::Below => value < limit,
            Bound::Above => value > limit,
        }
    }

    /// Tells whether the limit is a ceiling.
    pub fn is_upper(self) -> bool {
        matches!(self, Bound::AtMost | Bound::Below)
    }

    /// Tells whether the limit itself is excluded.
    pub fn is_strict(self) -> bool {
        matches!(self, Bound::Below | Bound::Above)
    }

    /// Its words.
    pub fn words(self) -> &'static str {
        match self {
            Bound::AtMost => "at most",
            Bound::AtLeast => "at least",
            Bound::Below => "under",
            Bound::Above => "over",
        }
    }
}

impl Target {
    /// The number that was written.
    pub fn quantity(&self) -> &Quantity {
        match self {
            Target::Absolute(quantity) | Target::Relative(quantity) | Target::Bounded(_, quantity) => quantity,
        }
    }

    /// The bound, where a comparator was written.
    pub fn bound(&self) -> Option<Bound> {
        match self {
            Target::Bounded(bound, _) => Some(*bound),
            _ => None,
        }
    }

    /// Gives the value to reach in base units (see `Quantity::base_value`), a relative one from the baseline.
    pub fn resolve(&self, baseline: Option<&Quantity>) -> Result<Decimal, TargetProblem> {
        let Target::Relative(change) = self else {
            return absolute(self.quantity(), baseline);
        };
        let from = baseline.ok_or(TargetProblem::NoBaseline)?;
        let start = from.base_value().ok_or(TargetProblem::TooLarge)?;
        let resolved = match change.unit.base {
            UnitBase::Percent if start.is_zero() => return Err(TargetProblem::ZeroBaseline),
            UnitBase::Percent => scaled(start, change.value),
            UnitBase::Points if from.unit.base == UnitBase::Percent => start.checked_add(change.value),
            _ if change.same_dimension(from) => change.base_value().and_then(|by| start.checked_add(by)),
            _ => return Err(TargetProblem::UnitClash),
        };
        resolved.ok_or(TargetProblem::TooLarge)
    }

    /// Shows the value to reach in the baseline's dress: `+25%` of `40 s` is `50 s`.
    pub fn resolved_text(&self, baseline: Option<&Quantity>) -> String {
        let relative = matches!(self, Target::Relative(_));
        match (relative, baseline, self.resolve(baseline)) {
            (true, Some(from), Ok(base)) => from.format_like(from.from_base(base)),
            _ => self.to_string(),
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Target::Absolute(quantity) => write!(f, "{quantity}"),
            Target::Relative(quantity) if quantity.value.is_negative() => write!(f, "{quantity}"),
            Target::Relative(quantity) => write!(f, "+{quantity}"),
            Target::Bounded(bound, quantity) => write!(f, "{} {quantity}", bound.words()),
        }
    }
}

fn comparator(text: &str) -> (Option<Bound>, usize) {
    let found = COMPARATORS.iter().find(|(word, _)| {
        let start = text.get(..word.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(word))
    });
    found.map_or((None, 0), |(word, bound)| (Some(*bound), word.len()))
}

fn absolute(quantity: &Quantity, baseline: Option<&Quantity>) -> Result<Decimal, TargetProblem> {
    if baseline.is_some_and(|from| !quantity.same_dimension(from)) {
        return Err(TargetProblem::UnitClash);
    }
    quantity.base_value().ok_or(TargetProblem::TooLarge)
}

fn scaled(start: Decimal, percent: Decimal) -> Option<Decimal> {
    let share = Decimal::from(100).checked_add(percent)?;
    Some(start.checked_mul(share)?.shifted_right(2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_apart() {
        for (text, shown) in [
            ("90%", "90%"),
            ("+25%", "+25%"),
            ("-25%", "-25%"),
            ("-5", "-5"),
            ("under 10", "under 10"),
            ("< 10", "under 10"),
            ("≤ 10", "at most 10"),
            (">= 5", "at least 5"),
            ("Up to 4 s", "at most 4 s"),
            ("> 5", "over 5"),
            (">= +5%", "+5%"),
        ] {
            assert_eq!(parse_target(text).unwrap().to_string(), shown, "{text}");
        }
        assert!(matches!(parse_target("-5"), Ok(Target::Absolute(_))));
        assert!(matches!(parse_target("-25%"), Ok(Target::Relative(_))));
    }

    #[test]
    fn errors_point_into_the_whole_text() {
        assert_eq!(parse_target(" under x").unwrap_err().range, 7..8);
    }

    #[test]
    fn relative_targets_start_from_the_baseline() {
        let resolve = |target: &str, baseline: &str| {
            let baseline = Quantity::parse(baseline).ok();
            parse_target(target).unwrap().resolve(baseline.as_ref()).map(|d| d.to_string())
        };
        assert_eq!(resolve("+25%", "40%").as_deref(), Ok("50"));
        assert_eq!(resolve("-10%", "4 s").as_deref(), Ok("3600"));
        assert_eq!(resolve("+200 ms", "1 s").as_deref(), Ok("1200"));
        assert_eq!(resolve("+5 pp", "70%").as_deref(), Ok("75"));
        assert_eq!(resolve("+25%", "0"), Err(TargetProblem::ZeroBaseline));
        assert_eq!(resolve("+25%", ""), Err(TargetProblem::NoBaseline));
        assert_eq!(resolve("90%", "70"), Err(TargetProblem::UnitClash));
    }

    #[test]
    fn resolved_text_wears_the_baseline_dress() {
        let from = Quantity::parse("4.0 s").unwrap();
        assert_eq!(parse_target("-10%").unwrap().resolved_text(Some(&from)), "3.6 s");
    }
}
