//! The times of a value stream: how long work takes, and how long it waits.
//!
//! In: the steps as written. Out: sums in days. What is written is what the authors say, not what was measured.

use crate::backlog::ValueStream;
use crate::document::Duration;

/// The times of a value stream.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct StreamTimes {
    /// The days of work.
    pub process: f64,
    /// The days of waiting.
    pub wait: f64,
    /// `process / (process + wait)`; none where no step says a time.
    pub activity: Option<f64>,
    /// The step before which work waits longest; the first of equals, none where nothing waits.
    pub longest_wait: Option<usize>,
    /// How many steps say neither time.
    pub untimed: usize,
}

/// Gives the length of a step's time in days: a month counts as 52/12 weeks.
pub fn days_of(time: Option<Duration>) -> f64 {
    time.map_or(0.0, |time| time.weeks() * 7.0)
}

/// Adds up the times of a stream.
pub fn stream_times(stream: &ValueStream) -> StreamTimes {
    let mut times = StreamTimes::default();
    let mut longest = 0.0;
    for (at, step) in stream.steps.iter().enumerate() {
        let wait = days_of(step.wait);
        times.process += days_of(step.process);
        times.wait += wait;
        times.untimed += usize::from(step.process.is_none() && step.wait.is_none());
        if wait > longest {
            longest = wait;
            times.longest_wait = Some(at);
        }
    }
    let whole = times.process + times.wait;
    times.activity = (whole > 0.0).then(|| times.process / whole);
    times
}

#[cfg(test)]
mod tests {
    use super::stream_times;
    use crate::backlog::{Step, ValueStream};
    use crate::document::Duration;

    fn stream(steps: &[(&str, &str)]) -> ValueStream {
        let step = |(process, wait): &(&str, &str)| Step {
            name: String::new(),
            state: None,
            process: Duration::parse(process).ok(),
            wait: Duration::parse(wait).ok(),
        };
        ValueStream { product: None, steps: steps.iter().map(step).collect() }
    }

    #[test]
    fn times_add_up_and_the_longest_wait_is_found() {
        let times = stream_times(&stream(&[("2d", "25d"), ("2w", "6d"), ("", "25d"), ("", "")]));
        assert_eq!((times.process.round(), times.wait.round()), (16.0, 56.0));
        assert_eq!((times.longest_wait, times.untimed), (Some(0), 1));
        assert!((times.activity.unwrap() - 16.0 / 72.0).abs() < 1e-9);
    }

    #[test]
    fn without_times_there_is_no_ratio() {
        let times = stream_times(&stream(&[("", ""), ("0d", "0d")]));
        assert_eq!((times.activity, times.longest_wait), (None, None));
    }
}
