//! What was found, in the forms that people and machines read: pure functions to text.

pub mod words;
pub mod findings;
pub mod review;
pub mod inventory;
pub mod adoption;
pub mod graph;
pub mod cluster;
pub mod fit;
