//! Takes nothing, gives the thresholds and dates by which outcomes are judged; never changes after it is made.

use crate::document::Decimal;
use crate::document::Duration;
use serde::Serialize;

/// The rules of judging, each one a key of the configuration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Settings {
    /// Days after the judge date, or after a checkpoint, before a missing reading is overdue.
    pub grace_days: u32,
    /// Days before a checkpoint from which a reading counts for it.
    pub checkpoint_early_days: u32,
    /// The score from which an outcome is a hit.
    pub hit_from: Decimal,
    /// The score from which an aspirational outcome is a hit.
    pub aspirational_from: Decimal,
    /// The score from which an outcome is at least partly reached.
    pub partial_from: Decimal,
    /// How long after delivery to measure.
    pub checkpoints: Vec<Duration>,
    /// Months after delivery at which an outcome without a date is judged.
    pub judge_after_months: u32,
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            grace_days: 14,
            checkpoint_early_days: 7,
            hit_from: Decimal::ONE,
            aspirational_from: Decimal::new(7, 1),
            partial_from: Decimal::new(4, 1),
            checkpoints: [1, 3, 6].map(Duration::from_months).to_vec(),
            judge_after_months: 6,
        }
    }
}
