//! The site as a plan: every route, and how to render one of them.
//!
//! In: a backlog, its analysis, the configuration, a theme. Out: a list of routes, and the bytes of any one of them.
//! Rendering is pure, so a preview of one page cannot differ from the published one. Never writes.

mod address;
mod advice;
mod draft;
mod due;
mod follow;
mod followed;
mod fragment;
mod frame;
mod front;
mod inspect;
mod link;
mod live_list;
mod markup;
mod navigation;
mod open_epics;
mod page;
mod paging;
mod part;
mod passage;
mod plan;
mod planned;
mod prose;
mod quoted;
mod relation;
mod review;
mod script_data;
mod stencil;
mod team_cost;
#[cfg(test)]
mod tests_support;
mod texts;
pub mod theme;
mod tools;
mod view;
mod words;

pub use draft::Draft;
pub use inspect::Inspection;
pub use link::copied_from;
pub use page::{Format, PAGES, Page};
pub use paging::{Holder, List};
pub use passage::Passage;
pub use plan::{Inputs, Route, Site, Subject};
pub use planned::Plan;
pub use quoted::Quoted;
pub use review::review_page;
pub use texts::Texts;
