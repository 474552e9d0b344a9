//! Markdown bodies, as a browser reads them.

mod behaviour;
mod code;
mod dialect;
mod limits;
mod page;
mod safety;
