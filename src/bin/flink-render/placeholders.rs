//! What stands where an option was not given: names that are nobody's (RFC 2606), each with the option that replaces it.

use std::io::Write;

use flink_render::sink::terminal::inside;

/// The image of flink-render.
pub const IMAGE: &str = concat!("registry.example.com/flink-render:", env!("CARGO_PKG_VERSION"));
/// The image of flink-status-sync.
pub const STATUS_SYNC: &str = concat!("registry.example.com/flink-status-sync:", env!("CARGO_PKG_VERSION"));
/// A repository in Git.
pub const GIT: &str = "https://git.example.com/streams.git";
/// An artifact.
pub const OCI: &str = "oci://registry.example.com/streams";
/// Another one, beside that.
pub const OCI_TAKEN_OVER: &str = "oci://registry.example.com/streams-operator";

/// Each with its option; of images the name, as another release wrote another tag.
const ALL: [(&str, &str); 5] = [
    ("registry.example.com/flink-render", "--image"),
    ("registry.example.com/flink-status-sync", "--image"),
    (GIT, "--repository"),
    (OCI, "--repository"),
    (OCI_TAKEN_OVER, "--repository"),
];

/// A placeholder in a text.
#[derive(Clone, PartialEq, Eq)]
pub struct Placeholder<'a> {
    /// With the image's tag.
    value: &'a str,
    option: &'static str,
}

impl std::fmt::Display for Placeholder<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { value, option } = self;
        write!(out, "placeholder: {}, until {option} names yours", inside(value))
    }
}

/// The placeholders of a text with their lines, counted from 1. What stands in comments does nothing.
pub fn find(text: &str) -> impl Iterator<Item = (usize, Placeholder<'_>)> {
    let lines = text.lines().zip(1..).filter(|(line, _)| !line.trim_start().starts_with('#'));
    let goes_on = |c: char| c.is_ascii_alphanumeric() || "-._~/:@".contains(c);
    lines.flat_map(move |(line, n)| {
        line.split(move |c| !goes_on(c)).filter_map(move |value| {
            let is_so = |name: &str| {
                value.strip_prefix(name).is_some_and(|tag| tag.is_empty() || tag.starts_with([':', '@']))
            };
            ALL.iter().find(|(name, _)| is_so(name)).map(|(_, option)| (n, Placeholder { value, option }))
        })
    })
}

/// Tells people which placeholders stand in texts. Who typed one means it.
pub fn tell(texts: impl IntoIterator<Item = impl AsRef<str>>) {
    let typed: Vec<_> = std::env::args_os().map(|word| word.to_string_lossy().into_owned()).collect();
    let mut told = Vec::new();
    for text in texts {
        for (_, found) in find(text.as_ref()) {
            let said = found.to_string();
            if !told.contains(&said) && !typed.iter().any(|word| word.contains(found.value)) {
                // Nobody who reads it is no reason to stop.
                let _ = writeln!(anstream::stderr(), "{said}");
                told.push(said);
            }
        }
    }
}
