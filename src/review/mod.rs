//! What a change does to the promises, the ranking and the work that stands beside it.
//!
//! In: a backlog with its analysis and findings as they were and as they are. Out: a [`Review`], plain data that every
//! report shows and that can be read back. Pure: it knows neither git nor a clock, and never judges a change.

mod headline;
mod kind;
mod model;
mod outline;
mod visible;

pub use headline::headline;
pub use kind::{KINDS, Kind, Section, kind_of};
pub use model::{
    Change, DocumentChange, DocumentStatus, Effect, FieldChange, Finding, FindingChanges, OutcomePair, OutcomeSide,
    Place, Policy, RankedEpic, RankingPair, Review, SCHEMA, Side, Subject, Where,
};
pub use outline::{Outline, Part, Row, day, outline};
pub use visible::{middle, shortened, visible};
