//! Backlit publishes a backlog kept as Markdown in git: ranked work, anticipated outcomes, and what really happened.
//!
//! Data flows one way, and each module takes what the one before it gives:
//!
//! ```
//! use backlit::{analysis, backlog, config::Config, document::Document};
//!
//! let config = Config::default();
//! let text = "---\ntitle: Guided onboarding\nscores: { impact: 9, effort: 4, risk: 5, time_to_value: 3 }\n---\nWhy.\n";
//! let document = Document::read("epics/GROW-1.md".into(), text.into(), None);
//! let backlog = backlog::assemble(vec![document], &config);
//! let as_of = jiff::civil::date(2025, 6, 9);
//! let analysis = analysis::analyse(&backlog, &config, "", as_of).expect("the default settings hold");
//! assert_eq!(analysis.ranking.entries[0].rank, 1);
//! ```

pub mod analysis;
pub mod backlog;
pub mod chart;
pub mod cli;
pub mod config;
pub mod demo;
pub mod diagnostic;
pub mod diff;
pub mod document;
mod embedded;
pub mod flow;
pub mod lint;
mod order;
pub mod publish;
pub mod ranking;
pub mod realization;
pub mod report;
pub mod review;
pub mod site;
pub mod source;
