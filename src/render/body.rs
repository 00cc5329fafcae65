//! An object until it is written: its text, as it is or packed, or its tree.
//!
//! The objects of its clusters are much alike: as what differs from those of the first cluster they take a twentieth of the room.

use std::borrow::Cow;
use std::sync::Arc;

use super::emit;
use crate::packed::{First, Packed};
use crate::tree::Node;

/// What is wanted of the objects of a run.
#[derive(Debug, Clone, Default)]
pub enum Bodies {
    /// Their texts.
    #[default]
    Plain,
    /// Nothing.
    Omitted,
    /// Their texts, packed.
    Packed(Shelf),
    /// Their trees; a text is made when somebody asks for it.
    Trees,
}

/// The texts that others are packed with: the first of each place in a cluster. Longer clusters have places beyond.
#[derive(Debug, Clone)]
pub struct Shelf(Arc<[First]>);

impl Default for Shelf {
    fn default() -> Self {
        Self((0..32).map(|_| First::new()).collect())
    }
}

/// What is kept of an object.
#[derive(Debug, Clone)]
pub struct Body(Form);

#[derive(Debug, Clone)]
enum Form {
    Plain(String),
    Packed(Packed),
    /// With the text, where that is the user's own.
    Tree(Box<(Node, Option<String>)>),
}

impl Body {
    /// An object that was made, at this place of its cluster.
    pub(super) fn made(bodies: &Bodies, place: usize, room: &mut String, node: Node) -> Self {
        match bodies {
            Bodies::Trees => Self(Form::Tree(Box::new((node, None)))),
            Bodies::Plain | Bodies::Omitted | Bodies::Packed(_) => {
                Self::text_of(bodies, place, room, |out| emit::emit_into(&node, out))
            }
        }
    }

    /// An object that passes through as it was written.
    pub(super) fn as_it_stands(
        bodies: &Bodies,
        place: usize,
        room: &mut String,
        root: Node,
        write: impl FnOnce(&mut String),
    ) -> Self {
        match bodies {
            Bodies::Trees => {
                let mut text = String::new();
                write(&mut text);
                Self(Form::Tree(Box::new((root, Some(text)))))
            }
            Bodies::Plain | Bodies::Omitted | Bodies::Packed(_) => Self::text_of(bodies, place, room, write),
        }
    }

    /// The text, when somebody wants it. It is written into `room`, which is used again, so that what is kept is as small as
    /// it can be.
    fn text_of(bodies: &Bodies, place: usize, room: &mut String, write: impl FnOnce(&mut String)) -> Self {
        room.clear();
        let first = match bodies {
            Bodies::Omitted => return String::new().into(),
            Bodies::Plain | Bodies::Trees => None,
            Bodies::Packed(Shelf(shelf)) => shelf.get(place),
        };
        write(room);
        let text = room.as_str();
        let Some(first) = first else { return text.to_owned().into() };
        Self(Form::Packed(Packed::new(text, first)))
    }

    /// Its length in bytes.
    pub fn length(&self) -> usize {
        match &self.0 {
            Form::Plain(text) => text.len(),
            Form::Packed(packed) => packed.length(),
            Form::Tree(_) => self.text().len(),
        }
    }

    /// The tree, when trees were wanted.
    pub fn tree(&self) -> Option<&Node> {
        match &self.0 {
            Form::Tree(kept) => Some(&kept.0),
            Form::Plain(_) | Form::Packed(_) => None,
        }
    }

    /// The tree for good.
    pub fn into_tree(self) -> Option<Node> {
        match self.0 {
            Form::Tree(kept) => Some(kept.0),
            Form::Plain(_) | Form::Packed(_) => None,
        }
    }

    /// What it takes in memory, about.
    pub fn weight(&self) -> usize {
        match &self.0 {
            Form::Plain(text) => text.len(),
            Form::Packed(packed) => packed.weight(),
            // Nobody counts these.
            Form::Tree(_) => 0,
        }
    }

    /// The text for good.
    pub fn into_text(self) -> String {
        match self.0 {
            Form::Plain(text) => text,
            Form::Packed(_) | Form::Tree(_) => self.text().into_owned(),
        }
    }

    /// The text.
    pub fn text(&self) -> Cow<'_, str> {
        match &self.0 {
            Form::Plain(text) => text.into(),
            Form::Packed(packed) => packed.text().into(),
            Form::Tree(kept) => match &**kept {
                (_, Some(text)) => text.into(),
                (node, None) => emit::emit(node).into(),
            },
        }
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Self(Form::Plain(text))
    }
}
