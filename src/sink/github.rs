//! Workflow commands of GitHub: what they carry, in the runner's own escapes.

use super::terminal;

/// The message of a command; `%0A` joins its lines.
pub fn message<'a>(lines: impl IntoIterator<Item = &'a str>) -> String {
    lines.into_iter().map(data).collect::<Vec<_>>().join("%0A")
}

/// The value of a command's property.
pub fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

fn data(text: &str) -> String {
    terminal::inside(text).replace('%', "%25")
}
