use super::*;
use jiff::civil::date;
use proptest::prelude::*;

fn parse(text: &str) -> DateReading {
    parse_date(text).unwrap_or_else(|e| panic!("{text}: {e}"))
}

#[test]
fn forms_are_read_and_end_on_their_last_day() {
    for (text, shown, last) in [
        ("2025-06-30", "2025-06-30", date(2025, 6, 30)),
        ("2025-06", "2025-06", date(2025, 6, 30)),
        ("2024-02", "2024-02", date(2024, 2, 29)),
        ("2025-Q2", "2025-Q2", date(2025, 6, 30)),
        ("2025Q2", "2025-Q2", date(2025, 6, 30)),
        ("Q2 2025", "2025-Q2", date(2025, 6, 30)),
        ("q4-2025", "2025-Q4", date(2025, 12, 31)),
        ("2025", "2025", date(2025, 12, 31)),
        ("'2025-09-06 21:22'", "2025-09-06", date(2025, 9, 6)),
        (" 2025-09-06T21:22:00Z ", "2025-09-06", date(2025, 9, 6)),
    ] {
        let value = parse(text).value;
        assert_eq!((value.to_string().as_str(), value.last_day()), (shown, last), "{text}");
        assert!(value.first_day() <= value.last_day());
    }
    assert!(!parse("2025-06-30").lenient && parse("Q2 2025").lenient);
}

#[test]
fn times_and_offsets_give_the_moment() {
    let moment = |text: &str| parse(text).instant.map(|t| t.to_string());
    assert_eq!(moment("2025-09-06T21:22:00Z").as_deref(), Some("2025-09-06T21:22:00Z"));
    assert_eq!(moment("2025-09-06 23:22:00.5 +0200").as_deref(), Some("2025-09-06T21:22:00.5Z"));
    assert_eq!(moment("2025-09-06T21:22-01:30").as_deref(), Some("2025-09-06T22:52:00Z"));
    assert_eq!(moment("2025-09-06 21:22"), None);
    let west = TimeZone::fixed(jiff::tz::offset(-5));
    let read = parse("2025-09-06T02:00:00Z");
    assert_eq!(read.day_in(&west), date(2025, 9, 5));
    let local = parse("2025-09-06 21:22");
    assert_eq!(local.instant_in(&west).unwrap().to_string(), "2025-09-07T02:22:00Z");
    assert_eq!(parse("2025-12-31T24:00:00Z").local.unwrap().date(), date(2026, 1, 1));
}

#[test]
fn impossible_dates_name_the_last_day() {
    let error = parse_date("2025-02-30").unwrap_err();
    assert!(error.message.contains("28 February 2025") || error.message.contains("28 days"), "{error}");
    assert!(error.hint.contains("`2025-02-28`"), "{error}");
    assert_eq!(error.range, 0..10);
    for text in
        ["2025-13-01", "2025-00-10", "2025-01-00", "2025-06-30 25:00", "2025-06-30T1", "2025-06-30 12:00 +2", "0000"]
    {
        assert!(parse_date(text).is_err(), "{text}");
    }
}

#[test]
fn other_forms_get_the_iso_form_as_a_hint() {
    for (text, hint) in [
        ("2025-1-2", "`2025-01-02`"),
        ("2025-6", "`2025-06`"),
        ("06/30/2025", "`2025-06-30`"),
        ("30/06/2025", "`2025-06-30`"),
        ("30.06.2025", "`2025-06-30`"),
        ("2025/06/30", "`2025-06-30`"),
        ("20250630", "`2025-06-30`"),
        ("06/07/2025", "`2025-06-07` or `2025-07-06`"),
        ("07.06.2025", "`2025-06-07`"),
        ("June 2025", "`2025-06`"),
        ("30 June 2025", "`2025-06-30`"),
        ("Jun 30, 2025", "`2025-06-30`"),
        ("2025-H1", "`2025-06`"),
        ("2025-W27", "`2025-07-06`"),
        ("2025-Q5", "`2025-Q2`"),
        ("soon", "`2025-06-30`"),
        ("31.02.2025", "`2025-06-30`"),
    ] {
        let error = parse_date(text).expect_err(text);
        assert!(error.hint.contains(hint), "{text}: {error}");
        assert!(error.hint.ends_with('.'), "{error}");
    }
}

proptest! {
    #[test]
    fn any_text_is_survived(text in "\\PC{0,30}") {
        if let Err(error) = parse_date(&text) {
            prop_assert!(text.get(error.range).is_some());
        }
    }

    #[test]
    fn near_dates_are_survived(text in "[0-9]{1,4}[-/. TQ]?[0-9]{0,2}[-/. ]?[0-9]{0,4}[ T]?[0-9:.]{0,8}[Z+-]?[0-9:é]{0,5}") {
        if let Ok(read) = parse_date(&text) {
            prop_assert_eq!(PartialDate::parse(&read.value.to_string()), Ok(read.value));
        }
    }

    #[test]
    fn display_parses_back(year in 1_i16..9999, month in 1_i8..13, day in 1_i8..29) {
        let day = PartialDate::Day(date(year, month, day));
        let quarter = PartialDate::Quarter(year, (month - 1) / 3 + 1);
        for value in [day, PartialDate::Month(year, month), quarter, PartialDate::Year(year)] {
            prop_assert_eq!(PartialDate::parse(&value.to_string()), Ok(value));
        }
    }
}
