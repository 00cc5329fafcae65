//! What some paths mean: the inputs in their order, and what is wrong with the paths.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use flink_render::sink::terminal;

/// Something to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// As the user named it.
    pub name: String,
    /// Where its bytes are.
    pub from: From,
}

impl Input {
    /// What is said when its bytes cannot be read.
    pub fn unreadable(&self, error: &io::Error) -> String {
        format!("cannot read {}: {error}", self.name)
    }
}

/// Where bytes are.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum From {
    Standard,
    /// The user's own choice, in no repository, which may be a pipe, or a link to anywhere.
    File(PathBuf),
    /// A plain file in a folder; the path holds no link.
    Found(PathBuf),
    /// They were read. None when they were too many.
    Bytes(Option<Vec<u8>>),
}

/// What is said when two things would be read from standard input: the second would be empty.
pub const TWICE: &str = "standard input is read once: name a file for all but one";

impl From {
    /// Whether it can be read but once, since it is standard input, under whichever name.
    pub fn is_standard(&self) -> bool {
        match self {
            Self::Standard => true,
            Self::File(path) => {
                ["/dev/stdin", "/dev/fd/0", "/proc/self/fd/0"].iter().any(|known| path == Path::new(known))
            }
            Self::Found(_) | Self::Bytes(_) => false,
        }
    }
}

/// What some paths mean.
#[derive(Debug, Default)]
pub struct Listing {
    pub inputs: Vec<Input>,
    /// What is wrong with the paths.
    pub problems: Vec<String>,
    /// Folders without any manifest, and that this is so.
    pub empty: Vec<String>,
    /// What is not read, and should be known.
    pub notes: Vec<String>,
}

impl Listing {
    /// Of a problem alone.
    pub fn problem(problem: String) -> Self {
        Self { problems: vec![problem], ..Self::default() }
    }

    /// Tells the notes; inputs and problems, of which an empty folder is one, are left.
    pub fn tell(self) -> (Vec<Input>, Vec<String>) {
        let Self { inputs, mut problems, empty, notes } = self;
        let mut stderr = anstream::stderr().lock();
        for note in notes {
            // Nobody who reads it is no reason to stop.
            let _ = writeln!(stderr, "note: {}", terminal::inside(&note));
        }
        problems.extend(empty);
        (inputs, problems)
    }
}
