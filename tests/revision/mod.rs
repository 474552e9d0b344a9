//! The site as it was at a commit, and what moved since, on real repositories.

mod as_of;
mod moves;
mod names;
