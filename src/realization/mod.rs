//! What became of the promises: progress, status, checkpoints, hit rate, calibration, agreements.
//!
//! In: outcomes with their readings, and one date. Out: judgements. Never reads a clock or a file.

pub mod calibration;
mod checks;
pub mod debt_agreement;
pub mod goalposts;
mod guardrail;
pub mod hit_rate;
pub mod okr;
mod progress;
mod settings;
mod state;
mod status;

pub use checks::{Checkpoint, CheckpointState, LoopFacts, OpenLoop, checkpoints, loop_lag_days, open_loops};
pub use guardrail::{Guardrail, GuardrailState, limit_of};
pub use progress::{Direction, Goal, GoalFacts, GoalProblem, Improvement, Progress, Range};
pub use settings::Settings;
pub use state::{Ambition, OutcomeFacts, Reading, WorkClass, judge};
pub use status::{Flag, Judgement, Status};
