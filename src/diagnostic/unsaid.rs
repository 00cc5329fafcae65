//! What of one text nobody is shown, found when it is first asked for.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::OnceLock;

/// Parts of a text that nobody is shown.
#[derive(Debug, Clone, Default)]
pub struct Hidden {
    /// Where they are, apart from each other and in order.
    pub ranges: Vec<Range<usize>>,
    /// What they are, read and as they are written, in order; what may stand in a message by chance is not among them.
    pub words: Vec<String>,
    /// All of them.
    pub texts: BTreeSet<String>,
}

impl Hidden {
    /// Those that touch a part of the text.
    pub fn within(&self, part: Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let from = self.ranges.partition_point(|range| range.end <= part.start);
        self.ranges[from..].iter().take_while(move |range| range.start < part.end).cloned()
    }
}

/// Those of a source.
#[derive(Debug, Clone, Default)]
pub struct Unsaid(OnceLock<Hidden>);

/// It says nothing that the text does not say.
impl PartialEq for Unsaid {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Unsaid {}

impl Unsaid {
    /// What `find` finds, once.
    pub fn get(&self, find: impl FnOnce() -> Hidden) -> &Hidden {
        self.0.get_or_init(find)
    }
}
