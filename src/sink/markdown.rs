//! Comments and pages in GitHub's Markdown. Text of others is code there: in code nothing is a link, a mention, an image, a
//! heading, HTML or an emoji, and no other form keeps all of these out on every reader.

use super::terminal;

/// Text of others as code.
pub fn code(text: &str) -> String {
    if text.is_empty() {
        return String::new();
    }
    let text = terminal::inside(text);
    let fence = "`".repeat(longest(&text) + 1);
    // One space at each side is taken off, unless there is nothing else.
    let bare =
        text.trim_matches(' ').is_empty() || !text.starts_with(['`', ' ']) && !text.ends_with(['`', ' ']);
    let space = if bare { "" } else { " " };
    format!("{fence}{space}{text}{space}{fence}")
}

/// The same in the cell of a table.
pub fn cell(text: &str) -> String {
    // Readers differ on a backslash before an escaped bar.
    code(text).replace("\\|", "\\\\u{7c}").replace('|', "\\|")
}

/// The same in a block of HTML.
pub fn html(text: &str) -> String {
    let text = terminal::inside(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!("<code>{text}</code>")
}

/// Lines as a block of code within an item of a list; they have passed a terminal's door.
pub fn block(language: &str, lines: &[String]) -> String {
    let fence = "`".repeat(lines.iter().map(|line| longest(line)).max().unwrap_or(0).max(2) + 1);
    let mut out = format!("\n  {fence}{language}\n");
    for line in lines {
        out.push_str("  ");
        out.push_str(line);
        out.push('\n');
    }
    out.push_str(&format!("  {fence}\n"));
    out
}

/// The longest run of backticks.
fn longest(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}
