//! Flow metrics and forecasts against known figures, laws and the documentation.

mod docs;
mod fixture;
mod forecasts;
mod laws;
mod support;
