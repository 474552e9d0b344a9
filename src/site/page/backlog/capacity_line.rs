//! The capacity line: how far down the list the people at hand can go.

use super::part::{Filter, View};
use crate::site::Site;
use crate::site::words::{count, figure, weeks};

/// Finds where the capacity line falls in a part: before which ranked entry, or after the last, and its words.
pub(super) fn capacity_line(site: &Site<'_>, part: &View) -> Option<(Option<usize>, String)> {
    let capacity = &site.analysis.capacity;
    let line = match &part.filter {
        Filter::All => capacity.line.as_ref()?,
        Filter::Team(team) => capacity.teams.get(team)?,
        Filter::Type(_) => return None,
    };
    let period = site.config.period.containing(site.analysis.as_of);
    let mut words = format!(
        "Capacity line · {period}: {} of {} committed above",
        figure(line.committed + line.planned, 1),
        weeks(line.capacity)
    );
    if line.waiting > 0.0 {
        words.extend([" · ", &agree(&weeks(line.waiting), "wait"), " below"]);
    }
    if line.without_estimate > 0 {
        words.extend([" · ", &count(line.without_estimate, "epic"), " without an estimate"]);
    }
    Some((line.before, words))
}

/// Says where the capacity line falls, in a sentence for the overview.
pub(in crate::site::page) fn capacity_words(site: &Site<'_>) -> Option<String> {
    let line = site.analysis.capacity.line.as_ref()?;
    let period = site.config.period.containing(site.analysis.as_of);
    if line.capacity <= 0.0 {
        return Some(format!("The teams have written down no time for {period}, so nothing can be promised for it"));
    }
    let capacity = weeks(line.capacity);
    Some(if line.waiting > 0.0 {
        let (waiting, capacity) = (agree(&format!("{} of work", weeks(line.waiting)), "wait"), agree(&capacity, "fit"));
        format!("{waiting} below the capacity line: {capacity} into {period}")
    } else {
        format!("All estimated work fits into {period}: {} of {capacity}", figure(line.committed + line.planned, 1))
    })
}

/// Puts a verb behind a number of weeks: `1 week waits`, `2 weeks of work wait`.
fn agree(weeks: &str, verb: &str) -> String {
    let s = if weeks.split(' ').nth(1) == Some("week") { "s" } else { "" };
    format!("{weeks} {verb}{s}")
}

#[cfg(test)]
mod tests {
    use super::agree;

    #[test]
    fn a_single_week_waits() {
        assert_eq!(agree("1 week of work", "wait"), "1 week of work waits");
        assert_eq!(agree("1.5 weeks", "fit"), "1.5 weeks fit");
    }
}
