//! What every metric has: a name, the question that it answers, its page, and its figures by name.

use super::measures::Measures;

/// A metric.
#[derive(Debug, Clone, Copy)]
pub struct Metric {
    /// The name in addresses and the export.
    pub name: &'static str,
    /// The name for readers.
    pub title: &'static str,
    /// The question that it answers, one sentence.
    pub question: &'static str,
    /// The file under `docs/metrics/`.
    pub doc: &'static str,
    /// Names its figures; one that can't be told is none.
    pub figures: fn(&Measures) -> Figures,
}

/// Figures by name.
pub type Figures = Vec<(&'static str, Option<f64>)>;
