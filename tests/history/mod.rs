//! History: what is read from git, on repositories of every kind.

mod bundle;
mod identity;
mod read;
mod repository;
