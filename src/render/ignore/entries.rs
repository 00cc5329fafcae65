//! What is to be ignored, where that is wanted.

use std::sync::Arc;

use crate::diagnostic::{Code, Source, Span};

/// What a document wants ignored.
#[derive(Debug)]
pub struct Ignores {
    pub(super) source: Arc<Source>,
    /// The document.
    pub(super) region: Span,
    pub(super) entries: Vec<Entry>,
}

#[derive(Debug)]
pub(super) struct Entry {
    pub code: Code,
    pub reason: Arc<str>,
    pub span: Span,
    pub needed: bool,
}

/// Why a word is no code that can be ignored.
#[derive(Debug)]
pub struct Refusal {
    pub(super) code: Code,
    /// What is wrong.
    pub message: String,
    /// The way out.
    pub help: String,
}
