//! What the command prints, and how it ends.

mod again;
mod arguments;
mod build;
mod config;
mod demo;
mod export;
mod init;
mod new;
mod rank;
mod theme;
