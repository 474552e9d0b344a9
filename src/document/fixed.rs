//! Writes numbers with a fixed count of decimals. In: a number. Out: what `format!("{value:.places$}")` gives, sooner.

/// Scaled numbers from here on are left to the standard library: their error is no longer far below a half.
const LARGEST: f64 = 1e9;
/// How near a half a number may lie before its digits alone decide how it is rounded.
const NEAR: f64 = 1e-6;

/// Writes a number with so many decimals.
pub fn fixed(value: f64, places: usize) -> String {
    let power = [1_u32, 10, 100, 1_000, 10_000].get(places).copied();
    let scaled = value.abs() * power.map_or(f64::NAN, f64::from);
    let rounded = scaled.round();
    let (Some(power), true) = (power, scaled < LARGEST && ((scaled - rounded).abs() - 0.5).abs() > NEAR) else {
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

#[cfg(test)]
mod tests {
    use super::fixed;
    use proptest::prelude::*;

    #[test]
    fn halves_and_signs_are_those_of_the_standard_library() {
        for value in
            [0.0, -0.0, 0.5, 1.5, 2.5, -2.5, 0.25, 0.35, 1.005, 99.995, 12.0, -0.04, 1e8, 1e12, f64::NAN, f64::INFINITY]
        {
            for places in 0..=6 {
                assert_eq!(fixed(value, places), format!("{value:.places$}"), "{value} {places}");
            }
        }
    }

    proptest! {
        #[test]
        fn any_number_is_written_alike(value in any::<f64>(), small in -1e5..1e5, thousandths in -1_000_000..1_000_000, places in 0..=5_usize) {
            for value in [value, small, f64::from(thousandths) / 1000.0] {
                prop_assert_eq!(fixed(value, places), format!("{value:.places$}"));
            }
        }
    }
}
