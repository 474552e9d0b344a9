//! Takes digits, gives exact decimal numbers; never rounds unless asked and never overflows silently.

use serde::{Serialize, Serializer};
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// The most digits before the decimal point that a written number may have.
pub(super) const WHOLE_DIGITS: usize = 18;
/// The most digits after the decimal point that a written number may have.
pub(super) const DECIMAL_DIGITS: usize = 12;
/// The largest scale: ten to this power still fits the mantissa.
const MAX_SCALE: u32 = 38;

/// The largest power of ten that a `u64` holds; up to 22 each is exact as a floating point number.
const EXACT_POWER: u32 = 19;

/// An exact decimal number: `mantissa / 10^scale`, always in lowest terms.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Decimal {
    mantissa: i128,
    scale: u32,
}

impl Decimal {
    /// Zero.
    pub const ZERO: Decimal = Decimal::integer(0);
    /// One.
    pub const ONE: Decimal = Decimal::integer(1);

    /// Makes a whole number.
    pub const fn integer(value: i128) -> Decimal {
        Decimal { mantissa: value, scale: 0 }
    }

    /// Makes `mantissa / 10^scale` in lowest terms; digits past the thirty-eighth decimal are cut.
    pub fn new(mantissa: i128, scale: u32) -> Decimal {
        let mut made = Decimal { mantissa, scale };
        while made.scale > 0 && (made.mantissa % 10 == 0 || made.scale > MAX_SCALE) {
            made.mantissa /= 10;
            made.scale = if made.mantissa == 0 { 0 } else { made.scale - 1 };
        }
        made
    }

    /// The digits without the point.
    pub fn mantissa(self) -> i128 {
        self.mantissa
    }

    /// How many decimals the number needs.
    pub fn scale(self) -> u32 {
        self.scale
    }

    /// Tells whether the number is zero.
    pub fn is_zero(self) -> bool {
        self.mantissa == 0
    }

    /// Tells whether the number is below zero.
    pub fn is_negative(self) -> bool {
        self.mantissa < 0
    }

    /// Gives the number without its sign.
    #[must_use]
    pub fn abs(self) -> Decimal {
        Decimal { mantissa: self.mantissa.saturating_abs(), ..self }
    }

    /// Gives the nearest floating point number.
    pub fn to_f64(self) -> f64 {
        // Where both numbers are exact, one division rounds correctly, so 0.7 stays 0.7; so does reading the text.
        if self.mantissa.unsigned_abs() < 1 << f64::MANTISSA_DIGITS && self.scale <= EXACT_POWER {
            return self.mantissa as f64 / 10_u64.pow(self.scale) as f64;
        }
        self.to_string().parse().unwrap_or(f64::NAN)
    }

    /// Adds, unless the exact sum does not fit.
    pub fn checked_add(self, other: Decimal) -> Option<Decimal> {
        let (left, right, scale) = self.aligned(other)?;
        Some(Decimal::new(left.checked_add(right)?, scale))
    }

    /// Subtracts, unless the exact difference does not fit.
    pub fn checked_sub(self, other: Decimal) -> Option<Decimal> {
        let (left, right, scale) = self.aligned(other)?;
        Some(Decimal::new(left.checked_sub(right)?, scale))
    }

    /// Multiplies, unless the exact product does not fit.
    pub fn checked_mul(self, other: Decimal) -> Option<Decimal> {
        let scale = self.scale + other.scale;
        let mantissa = self.mantissa.checked_mul(other.mantissa)?;
        (scale <= MAX_SCALE).then(|| Decimal::new(mantissa, scale))
    }

    /// Divides by ten to a power, exactly while the decimals fit.
    #[must_use]
    pub fn shifted_right(self, places: u32) -> Decimal {
        Decimal::new(self.mantissa, self.scale + places)
    }

    /// Rounds to so many decimals, halves away from zero.
    #[must_use]
    pub fn round(self, places: u32) -> Decimal {
        if self.scale <= places {
            return self;
        }
        let Some(unit) = 10_i128.checked_pow(self.scale - places) else {
            return Decimal::ZERO;
        };
        let (quotient, rest) = (self.mantissa / unit, self.mantissa % unit);
        let away = i128::from(rest.abs() >= unit - unit / 2) * rest.signum();
        Decimal::new(quotient + away, places)
    }

    /// Writes the number with exactly so many decimals, rounding halves away from zero.
    pub fn to_fixed(self, places: u32) -> String {
        let rounded = self.round(places);
        let mut text = String::with_capacity(24);
        text.push_str(if rounded.mantissa < 0 { "-" } else { "" });
        // A string takes all that is written.
        _ = rounded.write_size(&mut text, places, false);
        text
    }

    /// Writes the number without its sign, with so many decimals at least; thousands are parted by commas where asked.
    pub(super) fn write_size(self, out: &mut impl fmt::Write, places: u32, parted: bool) -> fmt::Result {
        let mut digits = [b'0'; DIGITS];
        let start = fill_digits(&mut digits, self.mantissa.unsigned_abs());
        let scale = self.scale as usize;
        let point = DIGITS - scale;
        let (whole, decimals) = (&digits[start.min(point - 1)..point], &digits[point..]);
        // A comma for every third digit, and the point.
        let mut text = [b','; DIGITS + DIGITS / 3 + 1];
        let mut end = 0;
        for (at, digit) in whole.iter().enumerate() {
            end += usize::from(parted && at > 0 && (whole.len() - at).is_multiple_of(3));
            text[end] = *digit;
            end += 1;
        }
        let padding = (places as usize).saturating_sub(scale);
        if scale + padding > 0 {
            text[end] = b'.';
            text[end + 1..][..scale].copy_from_slice(decimals);
            end += 1 + scale;
        }
        out.write_str(std::str::from_utf8(&text[..end]).unwrap_or_default())?;
        (0..padding).try_for_each(|_| out.write_char('0'))
    }

    fn aligned(self, other: Decimal) -> Option<(i128, i128, u32)> {
        let scale = self.scale.max(other.scale);
        let lift = |d: Decimal| d.mantissa.checked_mul(10_i128.checked_pow(scale - d.scale)?);
        Some((lift(self)?, lift(other)?, scale))
    }
}

/// The digits of the largest mantissa, and a zero before the point of the smallest number.
const DIGITS: usize = 40;

/// Writes a whole number at the end, and says where it starts; nothing for zero.
fn fill_digits(digits: &mut [u8; DIGITS], mut number: u128) -> usize {
    let mut start = DIGITS;
    let mut push = |digit: u64| {
        start -= 1;
        digits[start] = b'0' + u8::try_from(digit).unwrap_or(0);
    };
    // Most numbers are small, and those are divided many times faster.
    let mut small = loop {
        match u64::try_from(number) {
            Ok(small) => break small,
            Err(_) => push(u64::try_from(number % 10).unwrap_or(0)),
        }
        number /= 10;
    };
    while small > 0 {
        push(small % 10);
        small /= 10;
    }
    start
}

impl From<i64> for Decimal {
    fn from(value: i64) -> Decimal {
        Decimal::integer(i128::from(value))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Decimal) -> Ordering {
        match self.aligned(*other) {
            Some((left, right, _)) => left.cmp(&right),
            // Only numbers of very different size cannot be aligned: sign and whole part decide.
            None => whole(*self).cmp(&whole(*other)).then_with(|| self.to_f64().total_cmp(&other.to_f64())),
        }
    }
}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Decimal) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.mantissa < 0 { "-" } else { "" })?;
        self.write_size(f, 0, false)
    }
}

impl FromStr for Decimal {
    type Err = super::value_error::ValueError;

    fn from_str(text: &str) -> Result<Decimal, Self::Err> {
        super::number::parse_plain(text)
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match (self.scale, i64::try_from(self.mantissa)) {
            (0, Ok(whole)) => serializer.serialize_i64(whole),
            _ => serializer.serialize_f64(self.to_f64()),
        }
    }
}

fn whole(number: Decimal) -> i128 {
    10_i128.checked_pow(number.scale).map_or(0, |unit| number.mantissa / unit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn arithmetic_is_exact() {
        assert_eq!(d("0.1").checked_add(d("0.2")), Some(d("0.3")));
        assert_eq!(d("84").checked_sub(d("70")), Some(d("14")));
        assert_eq!(d("1.5").checked_mul(d("-4")), Some(d("-6")));
        assert_eq!(Decimal::new(1, 0).shifted_right(2), d("0.01"));
        assert!(d("0.7").to_f64().to_string() == "0.7");
    }

    #[test]
    fn rounding_takes_halves_away_from_zero() {
        assert_eq!(d("0.35").round(1), d("0.4"));
        assert_eq!(d("0.649").round(1), d("0.6"));
        assert_eq!(d("-2.5").round(0), d("-3"));
        assert_eq!(d("4.0").to_fixed(1), "4.0");
        assert_eq!(d("4.16").to_fixed(1), "4.2");
    }

    #[test]
    fn text_keeps_leading_zeros_of_decimals() {
        assert_eq!(d("-0.05").to_string(), "-0.05");
        assert_eq!(d("100").to_string(), "100");
    }

    #[test]
    fn thousands_are_parted_and_every_digit_is_written() {
        let parted = |number: Decimal, places| {
            let mut text = String::new();
            number.write_size(&mut text, places, true).unwrap();
            text
        };
        assert_eq!(parted(d("-1234567.891"), 0), "1,234,567.891");
        assert_eq!(parted(d("123"), 2), "123.00");
        assert_eq!(parted(d("0.05"), 3), "0.050");
        assert_eq!(Decimal::integer(i128::MIN).to_string(), i128::MIN.to_string());
        assert_eq!(Decimal::new(1, MAX_SCALE).to_string(), format!("0.{:0>38}", 1));
    }

    #[test]
    fn too_large_results_are_refused() {
        let huge = Decimal::integer(i128::MAX);
        assert_eq!(huge.checked_add(Decimal::ONE), None);
        assert_eq!(huge.checked_mul(huge), None);
        assert!(huge > d("0.000000000001"));
    }

    proptest! {
        #[test]
        fn display_parses_back(mantissa in -1_000_000_000_000_i128..1_000_000_000_000, scale in 0_u32..12) {
            let number = Decimal::new(mantissa, scale);
            prop_assert_eq!(number.to_string().parse::<Decimal>().unwrap(), number);
        }

        #[test]
        fn order_follows_the_difference(a in any::<i64>(), b in any::<i64>(), s in 0_u32..9, t in 0_u32..9) {
            let (a, b) = (Decimal::new(a.into(), s), Decimal::new(b.into(), t));
            let difference = a.checked_sub(b).unwrap();
            prop_assert_eq!(a.cmp(&b), difference.cmp(&Decimal::ZERO));
        }
    }
}
