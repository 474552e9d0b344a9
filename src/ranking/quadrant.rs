//! The value and effort quadrant. It cuts at the middle of the scale, never at the median of the
//! data, so that adding an epic moves no other.

use serde::Serialize;

use super::{Candidate, Settings};

/// Where value and effort put a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Quadrant {
    /// High value, low effort.
    QuickWin,
    /// High value, high effort.
    BigBet,
    /// Low value, low effort.
    FillIn,
    /// Low value, high effort.
    TimeSink,
}

impl Quadrant {
    /// Gives the name for readers.
    pub fn title(self) -> &'static str {
        match self {
            Self::QuickWin => "quick win",
            Self::BigBet => "big bet",
            Self::FillIn => "fill-in",
            Self::TimeSink => "time sink",
        }
    }
}

/// Classifies a candidate by its `impact` and `effort`; none where one is missing or off the scale.
pub fn quadrant(candidate: &Candidate, settings: &Settings) -> Option<Quadrant> {
    let scale = settings.scale;
    let read = |name| candidate.input(name).ok().flatten().filter(|value| scale.holds(*value));
    let (value, effort) = (read("impact")?, read("effort")?);
    Some(match (value >= scale.middle(), effort > scale.middle()) {
        (true, false) => Quadrant::QuickWin,
        (true, true) => Quadrant::BigBet,
        (false, false) => Quadrant::FillIn,
        (false, true) => Quadrant::TimeSink,
    })
}
