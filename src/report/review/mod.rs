//! A review in its forms: for a terminal, a comment of a pull request, scripts.

pub mod words;
pub mod html;
mod causes;
pub mod manifests;
pub mod human;
pub mod markdown;
pub mod json;
