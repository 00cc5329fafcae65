//! What a reason says, without what nobody sees.

/// Letters to a computer, blank to the eye.
const FILLERS: &[char] = &['\u{115f}', '\u{1160}', '\u{3164}', '\u{ffa0}'];

/// Its letters and digits; empty when it says nothing. Equal for two that a reader takes for one.
pub fn essence(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric() && !FILLERS.contains(c))
        .flat_map(char::to_lowercase)
        .collect()
}
