//! The outcome bar in text: how much of the way from baseline to target is done.

/// How many cells a bar has.
const CELLS: i64 = 10;

/// Writes the share of the way before and after: `▓▓▓▓░░░░░░ 42% → ▓▓▓▓▓▓▓░░░ 68% of the way`.
pub(super) fn way((before, after): (Option<i64>, Option<i64>)) -> String {
    match (before, after) {
        (Some(before), Some(after)) => format!("{} → {} of the way", bar(before), bar(after)),
        (None, Some(after)) => format!("{} of the way", bar(after)),
        (Some(before), None) => format!("{} of the way before", bar(before)),
        (None, None) => String::new(),
    }
}

/// Writes one bar with its figure.
fn bar(percent: i64) -> String {
    let filled = usize::try_from((percent.clamp(0, 100) * CELLS + 50) / 100).unwrap_or(0);
    let open = usize::try_from(CELLS).unwrap_or(0) - filled;
    let figure = if percent < 0 { format!("−{}%", -percent) } else { format!("{percent}%") };
    format!("{}{} {figure}", "▓".repeat(filled), "░".repeat(open))
}

#[cfg(test)]
mod tests {
    use super::way;

    #[test]
    fn a_bar_has_ten_cells_and_its_figure() {
        assert_eq!(way((Some(42), Some(68))), "▓▓▓▓░░░░░░ 42% → ▓▓▓▓▓▓▓░░░ 68% of the way");
        assert_eq!(way((None, Some(130))), "▓▓▓▓▓▓▓▓▓▓ 130% of the way");
        assert_eq!(way((Some(-12), None)), "░░░░░░░░░░ −12% of the way before");
        assert_eq!(way((None, None)), "");
    }
}
