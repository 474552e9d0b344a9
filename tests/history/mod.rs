//! History: what is read from git, on repositories of every kind.

mod bundle;
mod command;
mod identity;
mod kept;
mod kinds;
mod odd;
mod read;
pub(crate) mod repository;
mod versions;
