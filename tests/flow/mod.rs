//! Flow metrics and forecasts against known figures, laws and the documentation.

mod fixture;
mod forecasts;
mod support;
