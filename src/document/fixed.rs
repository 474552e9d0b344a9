//! Writes numbers with a fixed count of decimals. In: a number. Out: its digits, rounded as people do: a half goes away
//! from zero, also one that binary fractions miss by a hair. So 2.5% is 3%, and 0.35 is 0.4.

/// Scaled numbers from here on are left to the standard library: their error is no longer far below a half.
const LARGEST: f64 = 1e9;
/// By how much of itself a number may miss the half that somebody wrote.
const HAIR: f64 = 4.0 * f64::EPSILON;

/// Writes a number with so many decimals.
fn fixed(value: f64, places: usize) -> String {
    let power = [1_u32, 10, 100, 1_000, 10_000].get(places).copied();
    let scaled = value.abs() * power.map_or(f64::NAN, f64::from);
    let rounded = (scaled * (1.0 + HAIR)).round();
    let (Some(power), true) = (power, scaled < LARGEST) else {
        return format!("{value:.places$}");
    };
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a whole number up to 1e9")]
    let number = rounded as u32;
    let mut text = String::with_capacity(12);
    if value.is_sign_negative() {
        text.push('-');
    }
    // From the first digit on, which is the one before the point where there is none above it.
    let mut step = power;
    while number / step >= 10 {
        step *= 10;
    }
    while step > 0 {
        text.push(char::from(b'0' + u8::try_from(number / step % 10).unwrap_or(0)));
        if step == power && power > 1 {
            text.push('.');
        }
        step /= 10;
    }
    text
}

/// Writes a number with at most so many decimals, and no zeros at their end; minus zero is zero.
pub fn trimmed(value: f64, places: usize) -> String {
    let mut text = fixed(value, places);
    if text.contains('.') {
        text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    }
    if text == "-0" {
        text.remove(0);
    }
    text
}

/// Parts the thousands of a number that is written out by commas.
pub fn parted(mut number: String) -> String {
    let start = usize::from(number.starts_with('-'));
    let mut at = number.find('.').unwrap_or(number.len());
    while at > start + 3 {
        at -= 3;
        number.insert(at, ',');
    }
    number
}

#[cfg(test)]
mod tests {
    use super::{fixed, parted, trimmed};
    use proptest::prelude::*;

    #[test]
    fn a_half_goes_away_from_zero_and_the_rest_is_as_the_standard_library_writes_it() {
        for (value, places, text) in [
            (0.5, 0, "1"),
            (2.5, 0, "3"),
            (-2.5, 0, "-3"),
            (0.25, 1, "0.3"),
            (0.35, 1, "0.4"),
            (1.005, 2, "1.01"),
            (99.995, 2, "100.00"),
            (-0.04, 1, "-0.0"),
        ] {
            assert_eq!(fixed(value, places), text, "{value}");
        }
        for value in [0.0, -0.0, 12.0, 0.2, 1e8, 1e12, f64::NAN, f64::INFINITY] {
            for places in 0..=6 {
                assert_eq!(fixed(value, places), format!("{value:.places$}"), "{value} {places}");
            }
        }
    }

    #[test]
    fn trimmed_numbers_keep_the_zeros_before_the_point() {
        for (value, text) in
            [(100.0, "100"), (2.50, "2.5"), (-0.00001, "0"), (-0.5, "-0.5"), (0.0, "0"), (1e300, "inf")]
        {
            let text = if text == "inf" { format!("{value:.0}") } else { text.to_owned() };
            assert_eq!(trimmed(value, 4), text);
        }
        assert_eq!([trimmed(120.0, 0), trimmed(f64::NAN, 2)], ["120", "NaN"]);
    }

    #[test]
    fn thousands_are_parted_before_the_point() {
        for (number, text) in [
            ("0", "0"),
            ("999", "999"),
            ("1000", "1,000"),
            ("-999", "-999"),
            ("-123456", "-123,456"),
            ("1234567.8912", "1,234,567.8912"),
        ] {
            assert_eq!(parted(number.to_owned()), text);
        }
    }

    proptest! {
        #[test]
        fn hundredths_are_rounded_as_on_paper(hundredths in -100_000_000_i64..100_000_000) {
            let tenths = (hundredths.abs() + 5) / 10;
            let sign = if hundredths < 0 { "-" } else { "" };
            #[expect(clippy::cast_precision_loss, reason = "far below the limit of whole numbers")]
            let value = hundredths as f64 / 100.0;
            prop_assert_eq!(fixed(value, 1), format!("{sign}{}.{}", tenths / 10, tenths % 10));
        }

        #[test]
        fn any_number_is_within_half_a_unit_of_what_is_written(value in any::<f64>(), small in -1e5..1e5, places in 0..=5_i32) {
            for value in [value, small] {
                let written: f64 = fixed(value, usize::try_from(places).unwrap()).parse().unwrap();
                let room = 0.5 * 10_f64.powi(-places) + value.abs() * 1e-15;
                prop_assert!(!value.is_finite() || (written - value).abs() <= room, "{value} {written}");
            }
        }
    }
}
