//! Findings in their forms: for people, scripts, code scanning, and annotations of GitHub.

mod places;
mod once;
pub mod lines;
pub mod human;
pub mod json;
pub mod sarif;
pub mod github;
