//! Every test of the whole, in one binary.
#![cfg(unix)]
#![expect(clippy::too_many_lines, reason = "what a command prints stands whole in its test")]
#![expect(clippy::unwrap_used, reason = "a step that fails is a test that fails")]
#![expect(clippy::disallowed_methods, reason = "tests make the files and start the programs that they look at")]

mod architecture;
mod bad_input;
mod chart;
mod check;
mod cli;
mod determinism;
mod flow;
mod flow_charts;
mod flow_pages;
mod fuzz;
mod gitignore;
mod golden;
mod history;
mod hostile;
mod laws;
mod links;
mod markdown;
mod organisation;
mod outcomes;
mod publication;
mod publish;
mod ranking;
mod reference;
mod repositories;
mod review;
mod review_forms;
mod revision;
mod serve;
mod support;
mod wiki;
mod wording;
