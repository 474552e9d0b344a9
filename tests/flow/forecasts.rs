//! Forecasts against exact vectors.

use crate::support::{repository, skip};
use backlit::flow::forecast::{
    Forecast, Refusal, Sample, Warning, among_longer, chance, chance_words, distribution, how_many, when_each,
};
use jiff::civil::{Date, date};
use serde_json::Value;

/// Reads `a/b` or `a`.
fn ratio(text: &str) -> f64 {
    let mut parts = text.split('/').map(|part| part.parse::<f64>().unwrap());
    parts.next().unwrap() / parts.next().unwrap_or(1.0)
}

#[test]
fn every_vector_holds() {
    let Ok(text) = std::fs::read_to_string(repository("../shared/data/flow/forecast_vectors.json")) else {
        return skip("every_vector_holds", "the vectors are not beside the repository");
    };
    let vectors: Value = serde_json::from_str(&text).unwrap();
    for (name, vector) in vectors.as_object().unwrap() {
        let history: Vec<usize> = serde_json::from_value(vector["history"].clone()).unwrap();
        let number = |key: &str| u32::try_from(vector[key].as_u64().unwrap()).unwrap();
        let found = distribution(&history, number("how_many_k"));
        for (count, chance) in vector["pmf_sum"].as_object().unwrap() {
            let at: usize = count.parse().unwrap();
            assert!((found[at] - ratio(chance.as_str().unwrap())).abs() < 1e-12, "{name}: {count}");
        }
        let items = number("when_N") as usize;
        let (many, when) = (how_many(&found).unwrap(), when_each(&history, items, 520)[items]);
        for (place, percent) in ["50", "70", "85", "95"].into_iter().enumerate() {
            assert_eq!(Value::from(many[place]), vector["how_many"][percent], "{name} {percent}");
            assert_eq!(serde_json::json!(when[place]), vector["when"][percent], "{name} {percent}");
        }
        for (weeks, expected) in vector["p_N_by_k"].as_object().unwrap() {
            let found = chance(&history, items, weeks.parse().unwrap()).unwrap();
            assert!((found - expected.as_f64().unwrap()).abs() < 1e-9, "{name} {weeks}");
        }
        dates(name, &history, items, vector);
    }
}

/// Checks the dates of a vector, where the sample is large enough for any.
fn dates(name: &str, history: &[usize], items: usize, vector: &Value) {
    let sample = Sample { weeks: history.to_vec(), in_bulk: 0 };
    let forecast = Forecast::of(sample, date(2025, 2, 2));
    match forecast.when(items) {
        Some(likely) => {
            for (place, percent) in ["50", "70", "85", "95"].into_iter().enumerate() {
                let day = likely.dates[place].map(|day: Date| day.to_string());
                assert_eq!(serde_json::json!(day), vector["when_date_weekly"][percent], "{name} {percent}");
            }
        }
        None => assert!(history.len() < 5 || history.iter().filter(|done| **done > 0).count() < 3, "{name}"),
    }
}

#[test]
fn small_samples_are_refused_and_doubtful_ones_warned_of() {
    let forecast = |weeks: &[usize]| Forecast::of(Sample { weeks: weeks.to_vec(), in_bulk: 0 }, date(2025, 2, 2));
    assert_eq!(forecast(&[2, 2, 2, 2]).refusal, Some(Refusal::TooFewWeeks));
    assert_eq!(forecast(&[0, 0, 0, 4, 4, 0]).refusal, Some(Refusal::TooFewBusyWeeks));
    assert_eq!(forecast(&[0, 0, 0, 4, 4, 0]).in_weeks(4), None);
    assert!(forecast(&[0, 0, 0, 4, 4, 0]).when_each(3).is_empty());
    assert_eq!(forecast(&[1, 1, 1, 1, 1]).warnings, [Warning::FewWeeks]);
    assert_eq!(forecast(&[0, 1, 0, 1, 0, 1, 0, 1]).warnings, []);
    assert_eq!(forecast(&[0, 8, 0, 8, 0, 8]).warnings, [Warning::FewWeeks, Warning::Unstable]);
    let known = forecast(&[0, 1, 2, 1, 0, 3, 1, 2]);
    assert_eq!(known.how_many_by(date(2025, 3, 18)).unwrap().at_least, [7, 6, 5, 4]);
    assert_eq!(known.how_many_by(date(2025, 2, 8)), None, "no full week");
    assert_eq!(known.sample.within_range().map(|share| (share * 100.0).round()), Some(78.0));
}

#[test]
fn nothing_is_certain() {
    assert_eq!(chance_words(1.0), "> 99%");
    assert_eq!(chance_words(0.994), "> 99%");
    assert_eq!(chance_words(0.5), "50%");
    assert_eq!(chance_words(0.001), "< 1%");
}

#[test]
fn begun_work_is_asked_about_by_its_age() {
    let days = [1, 2, 2, 4, 5, 8, 11, 12, 15, 15, 17, 22, 24];
    assert_eq!(among_longer(&days, 15, 22), (2, 3));
}
