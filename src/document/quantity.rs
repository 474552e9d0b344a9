//! Takes a measured value as it is written, gives an exact number with its unit; never loses how it was written.

use super::Met;
use super::decimal::{DECIMAL_DIGITS, Decimal, WHOLE_DIGITS};
use super::number::{WrittenNumber, read_number, sign, signed};
use super::ratio::Ratio;
use super::unit::{Unit, UnitBase, leading_currency};
use super::unit_reader::{multiplier, read_unit};
use super::value_error::{ValueError, excerpt};
use serde::{Serialize, Serializer};
use std::cmp::Ordering;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// An exact number with its unit, and the text it was read from. What an outcome says, what it is judged by and what
/// was promised share one, so a clone costs nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Quantity(#[serde(serialize_with = "write_shared")] Arc<Written>);

/// What a quantity holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Written {
    /// The exact value, multipliers applied: `12k` is 12000.
    pub value: Decimal,
    /// What it counts.
    pub unit: Unit,
    /// The text as written, without surrounding space.
    pub text: String,
    #[serde(skip)]
    style: Style,
}

/// How a number is dressed, so that other values can be shown alike.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Style {
    prefix: String,
    suffix: String,
    multiplier: Decimal,
    multiplier_text: String,
    decimals: u32,
}

thread_local! {
    static MET: Met<Quantity> = const { Met::new() };
}

impl Quantity {
    /// Reads a text such as `70%`, `4.1 s`, `$40k` or `10,000`. Thousands of outcomes use the same few, which share one.
    pub fn parse(text: &str) -> Result<Quantity, ValueError> {
        MET.with(|met| met.share(text.as_bytes(), |known| known.text == text, || Self::read(text)))
    }

    fn read(text: &str) -> Result<Quantity, ValueError> {
        let (mark, prefix, number_at) = read_front(text);
        let number = read_number(text, number_at)?;
        let prefix = &text[prefix];
        let money = leading_currency(prefix);
        let after = text[number.end..].trim_start();
        let word_at = text.len() - after.len();
        let (unit_at, factor) =
            multiplier(after, money).map_or((number.end, Decimal::ONE), |(length, factor)| (word_at + length, factor));
        let unit = read_unit(text, unit_at, money)?;
        let value = number.value.checked_mul(factor).filter(|v| v.mantissa() < limit(*v));
        let value = value.ok_or_else(|| too_large(text, number_at, unit_at))?;
        Ok(Quantity::from(Written {
            value: signed(value, mark),
            unit,
            text: text.trim().to_owned(),
            style: Style {
                prefix: prefix.to_owned(),
                suffix: text[unit_at..].trim_end().to_owned(),
                multiplier: factor,
                multiplier_text: text[number.end..unit_at].to_owned(),
                ..Style::of(number)
            },
        }))
    }

    /// Makes a bare number without a unit.
    pub fn plain(value: Decimal) -> Quantity {
        let style = Style::plain(value.scale());
        Written { value, unit: Unit::default(), text: value.to_string(), style }.into()
    }

    /// Tells whether the two can be compared: equal units, or both times.
    pub fn same_dimension(&self, other: &Quantity) -> bool {
        self.unit.same_dimension(&other.unit)
    }

    /// Gives the value in the unit that its dimension is compared in: times in milliseconds, all else as it is.
    pub fn base_value(&self) -> Option<Decimal> {
        match self.unit.base {
            UnitBase::Time(unit) => self.value.checked_mul(unit.milliseconds().into()),
            _ => Some(self.value),
        }
    }

    /// Compares two quantities of one dimension; nothing when their units clash.
    pub fn compare(&self, other: &Quantity) -> Option<Ordering> {
        if !self.same_dimension(other) {
            return None;
        }
        Some(self.base_value()?.cmp(&other.base_value()?))
    }

    /// Gives the value in another unit of the same dimension, to six decimals where it does not come out even.
    pub fn convert_to(&self, unit: &Unit) -> Option<Decimal> {
        if !self.unit.same_dimension(unit) {
            return None;
        }
        match unit.base {
            UnitBase::Time(to) => Some(Ratio::new(self.base_value()?, to.milliseconds().into())?.round(6)),
            _ => Some(self.value),
        }
    }

    /// Turns a value in base units back into this quantity's own unit, to six decimals.
    pub fn from_base(&self, base: Decimal) -> Decimal {
        match self.unit.base {
            UnitBase::Time(unit) => Ratio::new(base, unit.milliseconds().into()).map_or(base, |r| r.round(6)),
            _ => base,
        }
    }

    /// Makes a quantity of another value in the same unit and dress.
    #[must_use]
    pub fn with_value(&self, value: Decimal) -> Quantity {
        let text = self.format_like(value);
        Written { value, text, ..Written::clone(self) }.into()
    }

    /// Gives the same number counted by itself: `3 h / week` becomes `3 h`, and is still written as before.
    #[must_use]
    pub fn without_period(&self) -> Quantity {
        let unit = Unit { per: None, ..self.unit.clone() };
        Written { unit, ..Written::clone(self) }.into()
    }

    /// Writes another value of the same unit the way this one is written.
    pub fn format_like(&self, value: Decimal) -> String {
        let mut text = String::with_capacity(self.text.len() + 8);
        // A string takes all that is written.
        _ = self.write_like(&mut text, value);
        text
    }

    fn write_like(&self, out: &mut impl fmt::Write, value: Decimal) -> fmt::Result {
        let style = &self.style;
        let places = style.multiplier.mantissa().unsigned_abs().checked_ilog10().unwrap_or(0);
        let shown = value.shifted_right(places);
        // Two more decimals than were written keep a mean readable; a value of its own is always exact.
        let places = shown.scale().clamp(style.decimals, style.decimals + 2);
        style.dress(out, shown.round(places), places, &style.multiplier_text)
    }

    /// Makes a quantity of a value that was computed from this one, as exact as this one is written: a figure that was
    /// guessed to the hour gives no hundredths. Below ten one digit more keeps it from being coarser.
    #[must_use]
    pub fn with_computed(&self, value: Decimal) -> Quantity {
        let places = self.style.multiplier.mantissa().unsigned_abs().checked_ilog10().unwrap_or(0);
        let small = value.shifted_right(places).abs() < Decimal::from(10);
        let shown = value.shifted_right(places).round(self.style.decimals + u32::from(small));
        self.with_value(shown.checked_mul(self.style.multiplier).unwrap_or(value))
    }

    /// Writes the value briefly for people: `12.3k`, `4.1 s`, `1,200`.
    pub fn short(&self) -> String {
        let (places, word) = match self.value.abs().to_f64() {
            x if x >= 999_950_000.0 => (9, "B"),
            x if x >= 999_950.0 => (6, "M"),
            x if x >= 10_000.0 => (3, "k"),
            _ => (0, ""),
        };
        let scaled = self.value.shifted_right(places);
        // Whoever writes 99.95 % means every digit; only shortened numbers are rounded.
        let decimals = match places {
            0 => self.style.decimals.max(2),
            _ if scaled.abs() < Decimal::from(10) => 2,
            _ => 1,
        };
        let mut text = String::with_capacity(self.text.len() + 8);
        _ = self.style.dress(&mut text, scaled.round(decimals), 0, word);
        text
    }
}

impl From<Written> for Quantity {
    fn from(written: Written) -> Self {
        Self(Arc::new(written))
    }
}

impl Deref for Quantity {
    type Target = Written;

    fn deref(&self) -> &Written {
        &self.0
    }
}

/// Serializes what is shared as if it stood here.
fn write_shared<S: Serializer>(written: &Arc<Written>, serializer: S) -> Result<S::Ok, S::Error> {
    written.serialize(serializer)
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_like(f, self.value)
    }
}

impl Style {
    fn plain(decimals: u32) -> Style {
        Style {
            prefix: String::new(),
            suffix: String::new(),
            multiplier: Decimal::ONE,
            multiplier_text: String::new(),
            decimals,
        }
    }

    fn of(number: WrittenNumber) -> Style {
        let written = usize::try_from(number.decimals).unwrap_or(DECIMAL_DIGITS);
        let decimals = u32::try_from(written.min(DECIMAL_DIGITS)).unwrap_or(0);
        Style::plain(decimals)
    }

    /// Writes a number with so many decimals at least. However it was written, thousands look alike on every page.
    fn dress(&self, out: &mut impl fmt::Write, value: Decimal, places: u32, multiplier: &str) -> fmt::Result {
        out.write_str(if value.is_negative() { "-" } else { "" })?;
        out.write_str(&self.prefix)?;
        value.write_size(out, places, true)?;
        out.write_str(multiplier)?;
        out.write_str(&self.suffix)
    }
}

/// Reads what stands before the digits: the sign, the bytes of a currency, and where the digits start.
fn read_front(text: &str) -> (char, std::ops::Range<usize>, usize) {
    let skip_space = |at: usize| at + text[at..].len() - text[at..].trim_start().len();
    let start = skip_space(0);
    let (length, mut mark) = sign(&text[start..]).unwrap_or((0, '+'));
    let money_at = start + length;
    let Some(symbol) = leading_currency(&text[money_at..]) else {
        return (mark, money_at..money_at, money_at);
    };
    let symbol_end = money_at + symbol.len();
    let mut digits_at = skip_space(symbol_end);
    let prefix = money_at..digits_at;
    if let (0, Some((inner, inner_mark))) = (length, sign(&text[digits_at..])) {
        mark = inner_mark;
        digits_at += inner;
    }
    (mark, prefix, digits_at)
}

fn limit(value: Decimal) -> i128 {
    let digits = u32::try_from(WHOLE_DIGITS).unwrap_or(0) + value.scale();
    10_i128.checked_pow(digits).unwrap_or(i128::MAX)
}

fn too_large(text: &str, start: usize, end: usize) -> ValueError {
    ValueError::new(
        start..end,
        format!("`{}` is too large", excerpt(&text[start..end])),
        "Use a larger unit, so that the number has at most 18 digits before the point.",
    )
}

#[cfg(test)]
mod tests;
