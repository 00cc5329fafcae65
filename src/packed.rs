//! Texts that are much alike, kept small: a run holds what it read and what it will write until all is known to be right.

use std::sync::{Arc, OnceLock};

use lz4_flex::block;

/// A text, as what differs from another one.
#[derive(Debug, Clone)]
pub struct Packed {
    bytes: Box<[u8]>,
    length: usize,
    like: Arc<str>,
}

/// The text that others are like: the first that came.
pub type First = OnceLock<Arc<str>>;

impl Packed {
    /// A text beside the first one of its kind.
    pub fn new(text: &str, first: &First) -> Self {
        let like = Arc::clone(first.get_or_init(|| text.into()));
        let bytes = block::compress_with_dict(text.as_bytes(), like.as_bytes()).into();
        Self { bytes, length: text.len(), like }
    }

    /// How long the text is, in bytes.
    pub fn length(&self) -> usize {
        self.length
    }

    /// What it takes in memory, about.
    pub fn weight(&self) -> usize {
        self.bytes.len()
    }

    /// The text.
    #[allow(clippy::expect_used, reason = "packed above, from text: anything else is broken memory")]
    pub fn text(&self) -> String {
        let Self { bytes, length, like } = self;
        let text = block::decompress_with_dict(bytes, *length, like.as_bytes()).expect("own bytes");
        String::from_utf8(text).expect("own text")
    }
}

#[cfg(test)]
mod tests {
    use super::{First, Packed};

    #[test]
    fn gives_back_what_it_was_given() {
        let first = First::new();
        for text in ["", "a", "name: orders\n", "name: orders-2\n", "☃", &"x".repeat(100_000)] {
            let packed = Packed::new(text, &first);
            assert_eq!((packed.text().as_str(), packed.length()), (text, text.len()));
        }
        assert!(Packed::new(&"x".repeat(100_000), &first).weight() < 1000);
    }
}
