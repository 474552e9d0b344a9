//! Takes exact decimals, gives exact fractions to compare with thresholds; never goes through floating point to decide.

use super::decimal::Decimal;
use serde::{Serialize, Serializer};
use std::cmp::Ordering;

/// An exact fraction in lowest terms with a positive denominator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ratio {
    numerator: i128,
    denominator: i128,
}

impl Ratio {
    /// Zero.
    pub const ZERO: Ratio = Ratio::whole(0);
    /// One.
    pub const ONE: Ratio = Ratio::whole(1);

    const fn whole(value: i128) -> Ratio {
        Ratio { numerator: value, denominator: 1 }
    }

    /// Divides two decimals; nothing for a zero divisor or a quotient too large to hold.
    pub fn new(dividend: Decimal, divisor: Decimal) -> Option<Ratio> {
        let scale = dividend.scale().max(divisor.scale());
        let lift = |d: Decimal| d.mantissa().checked_mul(10_i128.checked_pow(scale - d.scale())?);
        Ratio::reduced(lift(dividend)?, lift(divisor)?)
    }

    /// Makes a fraction of two whole numbers; nothing for a zero divisor.
    pub fn of_counts(dividend: u64, divisor: u64) -> Option<Ratio> {
        Ratio::reduced(dividend.into(), divisor.into())
    }

    /// Gives the nearest floating point number.
    pub fn to_f64(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }

    /// Limits the fraction to 0..=1.
    #[must_use]
    pub fn clamp01(self) -> Ratio {
        self.clamp(Ratio::ZERO, Ratio::ONE)
    }

    /// Adds, unless the exact sum does not fit.
    pub fn checked_add(self, other: Ratio) -> Option<Ratio> {
        let shared = gcd(self.denominator, other.denominator);
        let left = self.numerator.checked_mul(other.denominator / shared)?;
        let right = other.numerator.checked_mul(self.denominator / shared)?;
        let denominator = (self.denominator / shared).checked_mul(other.denominator)?;
        Ratio::reduced(left.checked_add(right)?, denominator)
    }

    /// Multiplies, unless the exact product does not fit.
    pub fn checked_mul(self, other: Ratio) -> Option<Ratio> {
        let left = Ratio::reduced(self.numerator, other.denominator)?;
        let right = Ratio::reduced(other.numerator, self.denominator)?;
        Ratio::reduced(left.numerator.checked_mul(right.numerator)?, left.denominator.checked_mul(right.denominator)?)
    }

    /// Divides, unless the divisor is zero or the exact quotient does not fit.
    pub fn checked_div(self, other: Ratio) -> Option<Ratio> {
        self.checked_mul(Ratio::reduced(other.denominator, other.numerator)?)
    }

    /// Tells exactly whether the fraction is a threshold or more.
    pub fn at_least(self, threshold: Decimal) -> bool {
        self >= Ratio::from(threshold)
    }

    /// Gives the decimal with so many places that is nearest, halves away from zero.
    pub fn round(self, places: u32) -> Decimal {
        let exact = 10_i128.checked_pow(places).and_then(|unit| {
            let doubled = self.numerator.checked_mul(unit)?.checked_mul(2)?;
            let shifted = doubled.checked_add(self.denominator * self.numerator.signum())?;
            Some(shifted / self.denominator.checked_mul(2)?)
        });
        // Past the exact range the magnitude alone is of interest: whole numbers are enough.
        exact.map_or_else(
            || Decimal::integer(self.numerator / self.denominator),
            |mantissa| Decimal::new(mantissa, places),
        )
    }

    fn reduced(numerator: i128, denominator: i128) -> Option<Ratio> {
        if denominator == 0 || numerator == i128::MIN || denominator == i128::MIN {
            return None;
        }
        let shared = gcd(numerator, denominator) * denominator.signum();
        Some(Ratio { numerator: numerator / shared, denominator: denominator / shared })
    }
}

impl From<Decimal> for Ratio {
    fn from(number: Decimal) -> Ratio {
        // A scale never passes 38 and ten to the 38th fits, so only the sign of a vast mantissa could fail.
        Ratio::new(number, Decimal::ONE).unwrap_or(Ratio {
            numerator: number.mantissa().clamp(-i128::MAX, i128::MAX),
            denominator: 10_i128.checked_pow(number.scale()).unwrap_or(i128::MAX),
        })
    }
}

impl Ord for Ratio {
    /// Compares by the terms of the continued fractions, which cannot overflow.
    fn cmp(&self, other: &Ratio) -> Ordering {
        let (mut a, mut b) = (self.numerator, self.denominator);
        let (mut c, mut d) = (other.numerator, other.denominator);
        loop {
            let order = a.div_euclid(b).cmp(&c.div_euclid(d));
            let (rest_left, rest_right) = (a.rem_euclid(b), c.rem_euclid(d));
            if order.is_ne() || rest_left == 0 || rest_right == 0 {
                return order.then(rest_left.signum().cmp(&rest_right.signum()));
            }
            // The parts after the point compare the other way round as their reciprocals.
            (a, b, c, d) = (d, rest_right, b, rest_left);
        }
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Ratio) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Serialize for Ratio {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.to_f64())
    }
}

fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.abs(), b.abs());
    // Small numbers, which most are, divide in a fraction of the time.
    if let (Ok(mut a), Ok(mut b)) = (u64::try_from(a), u64::try_from(b)) {
        while b != 0 {
            (a, b) = (b, a % b);
        }
        return a.into();
    }
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ratio(a: i64, b: i64) -> Ratio {
        Ratio::new(a.into(), b.into()).unwrap()
    }

    #[test]
    fn fractions_are_exact() {
        assert_eq!(ratio(14, 20).to_f64().to_string(), "0.7");
        assert!(ratio(14, 20).at_least(Decimal::new(7, 1)));
        assert_eq!(ratio(1, 3).checked_add(ratio(1, 6)), Some(ratio(1, 2)));
        assert_eq!(ratio(2, 3).checked_div(ratio(4, 3)), Some(ratio(1, 2)));
        assert_eq!(Ratio::new(Decimal::ONE, Decimal::ZERO), None);
        assert_eq!(ratio(-5, 4).clamp01(), Ratio::ZERO);
        assert_eq!(ratio(2, 3).round(2), Decimal::new(67, 2));
        assert_eq!(ratio(-1, 2).round(0), Decimal::from(-1));
    }

    proptest! {
        #[test]
        fn order_agrees_with_cross_multiplication(a in any::<i32>(), b in 1..i32::MAX, c in any::<i32>(), d in 1..i32::MAX) {
            let crossed = (i128::from(a) * i128::from(d)).cmp(&(i128::from(c) * i128::from(b)));
            prop_assert_eq!(ratio(a.into(), b.into()).cmp(&ratio(c.into(), d.into())), crossed);
        }

        #[test]
        fn sums_of_small_fractions_are_exact(a in -999_i64..999, b in 1_i64..999, c in -999_i64..999, d in 1_i64..999) {
            let sum = ratio(a, b).checked_add(ratio(c, d)).unwrap();
            prop_assert_eq!(sum, ratio(a * d + c * b, b * d));
        }
    }
}
