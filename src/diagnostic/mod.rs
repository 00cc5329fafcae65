//! What was found in the input: data only. Drawing it is the program's work.

mod lines;
mod unsaid;
pub mod capped;
pub mod reason;

use std::sync::{Arc, OnceLock};

pub use capped::Capped;
pub use lines::{Lines, floor};
pub use unsaid::{Hidden, Unsaid};

use crate::packed::{First, Packed};

/// A range of bytes in one source.
///
/// `start..end` are byte offsets into the source's text as it was read (byte order mark included).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from two offsets.
    pub fn new(start: usize, end: usize) -> Self {
        let clip = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { start: clip(start), end: clip(end.max(start)) }
    }

    /// From the first byte of `self` to the last of `other`.
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// One text that was read: a file, or standard input.
#[derive(Debug, Clone)]
pub struct Source {
    /// How the user named it (`-` for standard input).
    pub name: String,
    text: OnceLock<String>,
    packed: Option<Packed>,
    /// Where its lines begin, for whoever asks.
    pub lines: Lines,
    /// Words of it that nobody is shown, for whoever asks.
    pub unsaid: Unsaid,
}

impl Source {
    /// A text under a name.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self::of(name.into(), text.into().into(), None)
    }

    fn of(name: String, text: OnceLock<String>, packed: Option<Packed>) -> Self {
        Self { name, text, packed, lines: Lines::default(), unsaid: Unsaid::default() }
    }

    /// Its text, unchanged.
    pub fn text(&self) -> &str {
        self.text.get_or_init(|| self.packed.as_ref().map_or_else(String::new, Packed::text))
    }

    /// The same, small until somebody asks for its text.
    pub fn packed(&self, first: &First) -> Self {
        Self::of(self.name.clone(), OnceLock::new(), Some(Packed::new(self.text(), first)))
    }

    /// The same text under another name.
    pub fn called(&self, name: &str) -> Self {
        Self { name: name.to_owned(), ..self.clone() }
    }

    /// Line and column of a byte offset, both from 1; the column counts characters.
    pub fn position(&self, offset: u32) -> (usize, usize) {
        self.lines.position(self.text(), offset as usize)
    }
}

impl PartialEq for Source {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name && self.text() == other.text()
    }
}

impl Eq for Source {}

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing is rendered.
    Error,
    /// It is rendered, and probably not what was meant, or not all of it.
    Warning,
    /// It is rendered as it is meant, and will not always be.
    Note,
}

impl Severity {
    /// One word, for machines and people.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Note => "note",
        }
    }
}

/// Who wants a warning not to count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ignored {
    /// The document itself, by an annotation, for this reason.
    ByDocument(Arc<str>),
    /// The run, by its options.
    ByRun,
}

/// A second place that a finding speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where, in the same source.
    pub span: Span,
    /// What about it.
    pub text: String,
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// A stable code: `FR` and three digits.
    pub code: Code,
    /// Error, warning or note.
    pub severity: Severity,
    /// The source it was found in; none when it is about the run as a whole.
    pub source: Option<Arc<Source>>,
    /// The bytes it is about.
    pub span: Span,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What stands under the underlined bytes; empty for nothing.
    pub label: String,
    /// Other places of the same source.
    pub related: Vec<Label>,
    /// The way out.
    pub help: Option<String>,
    /// It does not count: it is kept to be counted and listed. Never of an error.
    pub ignored: Option<Ignored>,
}

/// A stable code of a finding, such as `FR101`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub u16);

impl std::fmt::Display for Code {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FR{:03}", self.0)
    }
}

impl Diagnostic {
    /// An error about `span`; its source is filled in by whoever holds it.
    pub fn error(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            source: None,
            span,
            message: message.into(),
            label: String::new(),
            related: Vec::new(),
            help: None,
            ignored: None,
        }
    }

    /// A warning about `span`.
    pub fn warning(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, span, message) }
    }

    /// A note about `span`.
    pub fn note(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self { severity: Severity::Note, ..Self::error(code, span, message) }
    }

    /// Whether nothing is rendered because of it.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// With words under the underlined bytes.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// With a way out.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// With a second place.
    #[must_use]
    pub fn related(mut self, span: Span, text: impl Into<String>) -> Self {
        self.relate(span, text);
        self
    }

    /// Adds a second place.
    pub fn relate(&mut self, span: Span, text: impl Into<String>) {
        self.related.push(Label { span, text: text.into() });
    }

    /// Adds the place of the first one of two; `ours` is said when it is the compiler's, and stands nowhere.
    pub fn first_at(&mut self, span: Span, ours: &str) {
        if span == Span::default() {
            self.label = ours.to_owned();
        } else {
            self.relate(span, "first here");
        }
    }
}

/// What is known of a code.
#[derive(Debug, Clone, Copy)]
pub struct Page {
    /// The code.
    pub code: Code,
    /// A few words.
    pub title: &'static str,
    /// What it means and what to do: Markdown.
    pub text: &'static str,
    /// Whether it may be a warning, and as one be ignored. An error never is: the output would be wrong, or be refused.
    pub ignorable: bool,
}

impl Page {
    /// Its text as it is shown: each line of a comment begins with a space.
    pub fn words(&self) -> String {
        let lines =
            self.text.trim_end().lines().map(|line| line.strip_prefix(' ').unwrap_or(line).trim_end());
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// Declares codes, each with its title and its page; `, warning` behind the title of one that can be ignored.
#[macro_export]
macro_rules! codes {
    (@ignorable) => { false };
    (@ignorable warning) => { true };
    ($($(#[doc = $doc:literal])* $name:ident = $number:literal, $title:literal $(, $level:ident)?;)*) => {
        $($(#[doc = $doc])* pub const $name: $crate::diagnostic::Code = $crate::diagnostic::Code($number);)*

        /// The pages of these codes.
        pub const PAGES: &[$crate::diagnostic::Page] = &[$($crate::diagnostic::Page {
            code: $name,
            title: $title,
            text: concat!($($doc, "\n"),*),
            ignorable: $crate::codes!(@ignorable $($level)?),
        }),*];
    };
}
pub use codes;
