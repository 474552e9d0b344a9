//! The only place that reads a user's files and git.
//!
//! In: a folder, or a commit of it. Out: bytes with their paths, the configuration's text, the date of the newest
//! commit. Never writes, never runs a program, never follows a link out of the folder.

mod attachment;
mod belonging;
mod commit;
mod content_id;
mod generated;
mod history;
mod ignore;
mod origin;
mod own;
mod plain;
mod recent;
mod repository;
mod revision;
mod scope;
mod stamp;
mod worktree;

pub use attachment::Attachment;
pub use commit::{default_branch, folder_in_repository, git_folders, head_of, repository_top, shown_of};
pub use generated::{MARKER, is_generated, marker};
pub use history::{Begun, Change, Cut, History, Mailmap, Request, Version, Walked, blob_of, history};
pub use origin::Origin;
pub use plain::{byte_order_marks_before, leads_out, open_bytes, open_kept, open_text};
pub use revision::{Content, Revision, When};
pub use scope::{Matter, matter_of};
pub use stamp::{Seen, Stamp};
pub use worktree::{Found, Looked, Source};
