//! The only place that reads a user's files and git.
//!
//! In: a folder. Out: bytes with their paths, the configuration's text, the date of the newest commit. Never writes,
//! never runs a program, never follows a link out of the folder.

mod commit;
mod generated;
mod history;
mod own;
mod recent;
mod repository;
mod scope;
mod tree;
mod worktree;

pub use commit::{folder_in_repository, head_date, repository_top};
pub use generated::{MARKER, is_generated, marker};
pub use history::{Change, Cut, History, Mailmap, Request, Version, Walked, history};
pub use own::own_files;
pub use scope::{Matter, matter_of};
pub use tree::Tree;
pub use worktree::{Attachment, Found, Source, byte_order_mark_before, open_bytes, open_text, read};
