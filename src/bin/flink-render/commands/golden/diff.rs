//! Differences as people read them: unified, and what differs within a line stands out.

use std::fmt::{self, Write};
use std::time::Duration;

use flink_render::flink::credentials::masked;
use flink_render::sink::terminal::{self, Line};
use similar::udiff::UnifiedHunkHeader;
use similar::{ChangeTag, TextDiff};

/// Lines around a difference.
const CONTEXT: usize = 3;
/// Then a coarser difference must do.
const TIMEOUT: Duration = Duration::from_secs(2);

/// Draws what a file is and what it should be.
pub fn draw(out: &mut String, file: &str, golden: &str, rendered: &str) -> fmt::Result {
    writeln!(out, "\x1b[1m--- {}\n+++ rendered\x1b[0m", terminal::inside(file))?;
    let (golden, rendered) = (&masked(golden), &masked(rendered));
    if golden == rendered {
        return writeln!(out, "they differ in a credential, which is not shown");
    }
    let diff = TextDiff::configure().timeout(TIMEOUT).diff_lines(golden, rendered);
    for group in diff.grouped_ops(CONTEXT) {
        writeln!(out, "\x1b[36m{}\x1b[0m", UnifiedHunkHeader::new(&group))?;
        for change in group.iter().flat_map(|op| diff.iter_inline_changes(op)) {
            let (sign, color) = match change.tag() {
                ChangeTag::Equal => (' ', ""),
                ChangeTag::Delete => ('-', "\x1b[31m"),
                ChangeTag::Insert => ('+', "\x1b[32m"),
            };
            let end = if color.is_empty() { "" } else { "\x1b[0m" };
            write!(out, "{color}{sign}")?;
            let mut line = Line::default();
            for (differs, text) in change.values() {
                let text = line.text(text.strip_suffix('\n').unwrap_or(text));
                if *differs && !text.is_empty() {
                    write!(out, "\x1b[7m{text}\x1b[27m")?;
                } else {
                    out.push_str(&text);
                }
            }
            writeln!(out, "{end}")?;
            if change.missing_newline() {
                writeln!(out, "\\ No newline at end of file")?;
            }
        }
    }
    Ok(())
}
