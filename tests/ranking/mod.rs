//! Ranking against known figures, laws and the documentation.

mod capacity;
mod docs;
mod formula;
mod laws;
mod methods;
mod sensitivity;
mod sequence;
mod support;
