//! The domain: epics, initiatives, objectives, teams, sprints, value streams and pages, linked by id.
//!
//! In: documents and the configuration. Out: a [`Backlog`] and what is wrong with it. Never reads a file, knows no
//! date and computes no figure.

mod assemble;
mod cycle;
mod debt_agreement;
mod epic;
mod fields;
mod identity;
mod index;
mod initiative;
mod item;
mod kept;
mod ledger;
mod objective;
mod outcome;
mod past;
mod privacy;
mod rebind;
mod reference;
mod renamed;
mod resolve;
mod sheet;
mod sprint;
mod team;
mod timeline;
mod value_stream;

pub use assemble::{Backlog, assemble, assemble_with, bind};
pub use cycle::{components, strongly_connected};
pub use debt_agreement::Agreement;
pub use epic::{CostOfDelay, Epic, Request, Urgency};
pub use fields::{Located, linked, short, unlinked, written_values};
pub use identity::{is_bidi, is_index, kind_by_place, stem, turns, why_no_id};
pub use index::{Index, join, percent_decode};
pub use initiative::Initiative;
pub use item::{Details, Item};
pub use ledger::{Ledger, Said, Today, retrace, trace};
pub use objective::{KeyResult, Objective};
pub use outcome::{Actual, Band, Guard, Outcome, outcomes_in, share_in};
pub use past::recall;
pub use privacy::Withheld;
pub use rebind::rebind;
pub use reference::{KeyResultReference, Reference};
pub use sheet::{Sheet, Trees};
pub use sprint::Sprint;
pub use team::Team;
pub use timeline::{Commit, Coverage, Limit, Moment, Timeline, Timelines, Transition, ValueChanges};
pub use value_stream::{Step, ValueStream};
