//! Reads and renders the prose of a document: Markdown that anyone may have written.
//!
//! In: a body, the site's [`LinkResolver`] and a [`Highlighter`]. Out: an [`Outline`] or balanced, harmless HTML.
//! It never trusts the body: each tag is written here, each text is escaped in `write`, each address passes
//! [`safe_url`]. It never decides where pages are, and never takes more than linear time or space.
//!
//! Raw HTML passes a filter that rewrites the allowed tags and shows all others as text; where it occurs, the whole
//! body then passes a sanitiser that parses as browsers do.

mod address;
mod admonition;
mod autolink;
mod block;
mod blocks;
mod callout;
mod dialect;
mod events;
mod footnotes;
mod frames;
mod heading;
mod highlight;
mod inline;
mod language;
mod lexer;
mod limits;
mod line_code;
mod link;
mod listing;
mod markup_code;
mod outline;
mod raw_html;
mod raw_policy;
mod raw_token;
mod reference;
mod render;
mod sanitise;
mod slug;
mod write;

pub use address::{Address, safe_url};
pub use block::repeats_title;
pub use heading::Heading;
pub use highlight::Highlighter;
pub use inline::{PICTURES, raw_id};
pub use limits::Cut;
pub use link::{AsWritten, FAR_REL, LinkResolver, LinkUse, Resolved};
pub use listing::{LIST_WORD, LISTS, ListBlock, Listing, ListingCell};
pub use outline::{Link, LinkKind, Outline, scan};
pub use render::{RenderOptions, Rendered, Trust, render};
pub use write::{page_without_forbidden, without_forbidden};
