//! The spaces before a line.

/// The width of a level, and what an indentation indicator says.
pub const STEP: usize = 2;
/// Writes so many.
pub fn pad(width: usize, out: &mut String) {
    const SPACES: &str = "                                ";
    let mut rest = width;
    while rest > 0 {
        let part = rest.min(SPACES.len());
        out.push_str(&SPACES[..part]);
        rest -= part;
    }
}
