//! Paths and revisions to texts: what is read, in which order, under which name.

mod listing;
mod tree;
mod links;
mod ground;
mod walk;
mod folder;
mod git;
mod revision;
mod side;
mod given;
mod read;

pub use crate::naming::name;
pub use folder::read_plain;
pub use given::{Beside, cases, list, list_below};
pub use ground::{file, no_input, no_output};
pub use links::repository;
pub use listing::{From, Input, TWICE};
pub use read::{digest, held, one, read};
pub use side::side;
pub use walk::{File, is_hidden, is_written};
