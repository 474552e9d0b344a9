use super::*;
use proptest::prelude::*;

fn q(text: &str) -> Quantity {
    Quantity::parse(text).unwrap_or_else(|e| panic!("{text}: {e}"))
}

#[test]
fn written_forms_are_read_exactly() {
    for (text, value, unit) in [
        ("70%", "70", "%"),
        ("4.1 s", "4.1", "s"),
        ("21 d", "21", "d"),
        ("12k", "12000", ""),
        ("1.2M", "1200000", ""),
        ("$40k", "40000", "$"),
        ("€1,200.50", "1200.5", "€"),
        ("£1.2bn", "1200000000", "£"),
        ("£5m", "5000000", "£"),
        ("40k EUR", "40000", "EUR"),
        ("USD 40k", "40000", "USD"),
        ("$40k MRR", "40000", "$"),
        ("-$5", "-5", "$"),
        ("$-5", "-5", "$"),
        ("10,000", "10000", ""),
        ("-5", "-5", ""),
        ("\u{2212}5 %", "-5", "%"),
        ("+25%", "25", "%"),
        ("200 ms", "200", "ms"),
        ("100ms", "100", "ms"),
        ("200\u{a0}ms", "200", "ms"),
        ("3 / week", "3", " / week"),
        ("3 per week", "3", " / week"),
        ("12 tickets/month", "12", "tickets / month"),
        ("12k users", "12000", "users"),
        ("1 000", "1000", ""),
        (" 80% of new users ", "80", "%"),
        ("5 percentage points", "5", "percentage points"),
        ("2x", "2", "x"),
    ] {
        let read = q(text);
        assert_eq!((read.value.to_string().as_str(), read.unit.to_string().as_str()), (value, unit), "{text}");
    }
}

#[test]
fn mistakes_name_their_place() {
    for (text, range) in [
        ("", 0..0),
        ("NaN", 0..3),
        (".inf", 0..4),
        ("about 5", 0..7),
        ("4,5", 0..3),
        ("5 of the many people", 2..20),
        ("10-20", 2..5),
        ("3/4", 2..3),
        ("1h 30m", 1..6),
        ("1e5", 1..3),
        ("x 9", 0..3),
        ("99999999999999999999999999999999", 0..32),
        ("999999999999B", 0..13),
    ] {
        let error = Quantity::parse(text).expect_err(text);
        assert_eq!(error.range, range, "{text}: {error}");
        assert!(error.hint.ends_with('.') && !error.message.ends_with('.'), "{error}");
    }
}

#[test]
fn times_compare_and_other_units_clash() {
    assert_eq!(q("1 s").compare(&q("900 ms")), Some(Ordering::Greater));
    assert_eq!(q("1 week").compare(&q("7 d")), Some(Ordering::Equal));
    assert_eq!(q("70%").compare(&q("70")), None);
    assert_eq!(q("90 min").convert_to(&q("1 h").unit), "1.5".parse().ok());
    assert_eq!(q("1 s").convert_to(&q("1 h").unit), "0.000278".parse().ok());
}

#[test]
fn other_values_take_the_same_dress() {
    for (like, value, shown) in [
        ("12k", "9500", "9.5k"),
        ("4.0 s", "5", "5.0 s"),
        ("$40k", "-1234.5678", "-$1.23k"),
        ("10,000 users", "1234567", "1,234,567 users"),
        ("70%", "77.777777", "77.78%"),
        ("900", "1300", "1,300"),
        ("10 000", "2500", "2,500"),
        ("€1'000", "1234567.5", "€1,234,567.5"),
    ] {
        assert_eq!(q(like).format_like(value.parse().unwrap()), shown);
    }
}

#[test]
fn what_is_computed_is_as_exact_as_what_it_comes_from() {
    for (from, value, shown) in [
        ("6 h", "34.29", "34 h"),
        ("6 h", "2.57", "2.6 h"),
        ("0.5 h", "34.29", "34.3 h"),
        ("$100", "571.43", "$571"),
        ("$1.2k", "6857.14", "$6.86k"),
        ("$40k", "228571.43", "$229k"),
        ("2 d", "-0.04", "0 d"),
    ] {
        assert_eq!(q(from).with_computed(value.parse().unwrap()).to_string(), shown, "{from} {value}");
    }
}

#[test]
fn short_form_suits_people() {
    for (text, shown) in [
        ("12345", "12.3k"),
        ("1200 ms", "1,200 ms"),
        ("99.95 %", "99.95 %"),
        ("1.2M", "1.2M"),
        ("999,999", "1M"),
        ("$40k", "$40k"),
        ("2bn", "2B"),
        ("-0.001", "-0.001"),
        ("1.25M", "1.25M"),
    ] {
        assert_eq!(q(text).short(), shown, "{text}");
    }
}

proptest! {
    #[test]
    fn any_text_is_survived(text in "\\PC{0,40}") {
        if let Err(error) = Quantity::parse(&text) {
            prop_assert!(text.get(error.range.clone()).is_some());
        }
    }

    #[test]
    fn display_parses_back(text in "[+-]?[$€]?[0-9]{1,6}(\\.[0-9]{1,4})?[kM]?( ?(%|ms|d|users|tickets/month))?") {
        if let Ok(read) = Quantity::parse(&text) {
            let again = Quantity::parse(&read.to_string()).unwrap();
            prop_assert_eq!(again.value, read.value);
            prop_assert_eq!(&again.unit, &read.unit);
        }
    }
}
