//! The doors to what is read by somebody: text of others (names, values, reasons, paths, other programs' words) passes the
//! one of its sink, and is text there and nothing else.
//!
//! Manifests are data and pass none: their writer (`render::emit`) keeps them what they are.

pub mod terminal;
pub mod markdown;
pub mod github;
pub mod shell;
pub mod json;
pub mod html;

/// What makes text of others fit for a sink.
pub type Door = fn(&str) -> String;
