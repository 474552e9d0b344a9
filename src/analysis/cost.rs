//! What work costs, and when it has paid for itself. Private: pages show it only where the configuration says so.

use crate::document::{Decimal, Quantity};

/// Writes what so many weeks of a team cost, in the money of its weekly cost; none for what can't be counted.
pub fn work_cost(cost_per_week: &Quantity, weeks: f64) -> Option<String> {
    let hundredths = (weeks * 100.0).round();
    if !(0.0..1e9).contains(&hundredths) {
        return None;
    }
    #[expect(clippy::cast_possible_truncation, reason = "the number is held within a small range first")]
    let weeks = Decimal::new(hundredths as i128, 2);
    Some(cost_per_week.with_value(cost_per_week.value.checked_mul(weeks)?).short())
}

/// Gives the weeks after which the value of a week has paid for the work: `weeks × cost per week / value per week`.
pub fn payback_weeks(cost_per_week: &Quantity, weeks: f64, value_per_week: f64) -> Option<f64> {
    let after = weeks * cost_per_week.value.to_f64() / value_per_week;
    (value_per_week > 0.0 && after.is_finite() && after >= 0.0).then_some(after)
}

#[cfg(test)]
mod tests {
    use super::{payback_weeks, work_cost};
    use crate::document::Quantity;

    #[test]
    fn six_weeks_of_a_team_are_paid_back_by_what_delay_costs() {
        let cost = Quantity::parse("$8.5k").unwrap();
        assert_eq!(work_cost(&cost, 6.0).as_deref(), Some("$51k"));
        assert_eq!(payback_weeks(&cost, 6.0, 12_750.0), Some(4.0));
        assert_eq!((payback_weeks(&cost, 6.0, 0.0), work_cost(&cost, f64::NAN)), (None, None));
    }
}
