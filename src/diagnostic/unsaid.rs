//! Words of one text that nobody is shown, made when they are first asked for.

use std::sync::OnceLock;

/// The words, in order.
#[derive(Debug, Clone, Default)]
pub struct Unsaid(OnceLock<Vec<String>>);

/// It says nothing that the text does not say.
impl PartialEq for Unsaid {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Unsaid {}

impl Unsaid {
    /// The words; `find` finds them.
    pub fn words(&self, find: impl FnOnce() -> Vec<String>) -> &[String] {
        self.0.get_or_init(find)
    }
}
