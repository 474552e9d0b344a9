//! The only place that writes or serves: finished pages to where readers find them, whole or not at all.
//!
//! In: paths and bytes. Out: a folder that is at every moment the whole old or the whole new site, or answers to a
//! browser on this machine. Never touches a folder that it did not make.

#![expect(clippy::disallowed_methods, reason = "this is the one place that writes, moves and removes")]

mod asset;
mod create;
mod directory;
mod durability;
mod error;
mod exchange;
mod keep;
mod leftovers;
mod lock;
mod old_site;
mod over;
mod ownership;
mod place;
mod repository;
pub mod server;
mod site_path;
mod staging;
mod watch;

pub use asset::Asset;
pub use create::{create_file, replace_file, stays_below};
pub use directory::{Publisher, Report};
pub use error::{Problem, PublishError};
pub use keep::keep;
pub use over::write_over;
pub use place::is_working_name;
pub use repository::{create_repository, is_free_folder};
pub use watch::{Notice, Watcher, watch_failure};

pub use crate::source::{MARKER, is_generated};
