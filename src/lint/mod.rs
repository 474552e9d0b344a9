//! Whether a backlog says what will change, by how much, by when, and who will know.
//!
//! In: a backlog, the configuration, what the analysis found. Out: findings, each of a named rule. Right when it
//! speaks, quiet when unsure. Never changes a file, and never judges a person.

mod baseline;
mod context;
mod facts;
pub mod fields;
mod fingerprint;
mod fix;
mod lint_key;
pub mod rule;
mod rules;
mod run;
mod schema;
mod settle;
pub mod statement;
mod suppression;
mod unfilled;
mod walk;

pub use baseline::Baseline;
pub use context::{Context, Practice, Promise, Work};
pub use facts::{DebtFact, Eased, EpicFact, Facts, OutcomeFact, OutcomeState, Side};
pub use fingerprint::{fingerprints, fingerprints_under};
pub use fix::{Mended, mend};
pub use rule::{Check, Edit, Family, Found, Rule};
pub use rules::{RULES, page, rule};
pub use run::{Findings, Since, run, run_after};
pub use schema::front_matter_schema;
pub use settle::settle;
