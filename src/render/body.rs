//! The text of an object until it is written: as it is, or packed.
//!
//! Nothing is written before all is known to be right, so a run holds everything. The objects of its clusters are much alike:
//! as what differs from those of the first cluster they take a twentieth of the room.

use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

use lz4_flex::block;

/// What becomes of the texts of a run.
#[derive(Debug, Clone, Default)]
pub enum Bodies {
    /// They are kept as they are.
    #[default]
    Plain,
    /// Nobody wants them: they are not made.
    Omitted,
    /// They are packed.
    Packed(Shelf),
}

/// The texts that others are packed with: the first of each place in a cluster. Longer clusters have places beyond.
#[derive(Debug, Clone)]
pub struct Shelf(Arc<[OnceLock<Arc<str>>]>);

impl Default for Shelf {
    fn default() -> Self {
        Self((0..32).map(|_| OnceLock::new()).collect())
    }
}

/// A text.
#[derive(Debug, Clone)]
pub struct Body(Form);

#[derive(Debug, Clone)]
enum Form {
    Plain(String),
    Packed { bytes: Box<[u8]>, length: usize, like: Arc<str> },
}

impl Body {
    /// The text of the object at this place of its cluster, when somebody wants it. It is written into `room`, which is used
    /// again, so that what is kept is as small as it can be.
    pub(super) fn new(
        bodies: &Bodies,
        place: usize,
        room: &mut String,
        write: impl FnOnce(&mut String),
    ) -> Self {
        room.clear();
        let first = match bodies {
            Bodies::Omitted => return String::new().into(),
            Bodies::Plain => None,
            Bodies::Packed(Shelf(shelf)) => shelf.get(place),
        };
        write(room);
        let text = room.as_str();
        let Some(first) = first else { return text.to_owned().into() };
        let like = Arc::clone(first.get_or_init(|| text.into()));
        let bytes = block::compress_with_dict(text.as_bytes(), like.as_bytes()).into();
        Self(Form::Packed { bytes, length: text.len(), like })
    }

    /// Its length in bytes.
    pub fn length(&self) -> usize {
        match &self.0 {
            Form::Plain(text) => text.len(),
            Form::Packed { length, .. } => *length,
        }
    }

    /// The text.
    pub fn text(&self) -> Cow<'_, str> {
        match &self.0 {
            Form::Plain(text) => text.into(),
            Form::Packed { bytes, length, like } => unpack(bytes, *length, like).into(),
        }
    }

    /// The text for good.
    pub fn into_string(self) -> String {
        match self.0 {
            Form::Plain(text) => text,
            Form::Packed { bytes, length, like } => unpack(&bytes, length, &like),
        }
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Self(Form::Plain(text))
    }
}

#[allow(clippy::expect_used, reason = "packed above, from text: anything else is broken memory")]
fn unpack(bytes: &[u8], length: usize, like: &str) -> String {
    let text = block::decompress_with_dict(bytes, length, like.as_bytes()).expect("own bytes");
    String::from_utf8(text).expect("own text")
}
