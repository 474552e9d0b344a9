//! Folders and repositories that are made to run something, to read elsewhere, or to change while they are read.

mod changing;
mod git;
mod growth;
mod history;
mod limits;
mod links;
mod made_by_hand;
mod reports;
mod rights;
mod surroundings;
mod terminal;
