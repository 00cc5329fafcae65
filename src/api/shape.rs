//! What a field may hold: the one description that the parser, the CustomResourceDefinition, the editor's schema
//! and the explanations are made from.

/// What a value may be.
#[derive(Debug, Clone, Copy)]
pub enum Shape {
    /// Whatever YAML can say.
    Anything,
    /// Text.
    Text,
    /// `true` or `false`.
    Bool,
    /// A whole number of 32 bits.
    Int32,
    /// A whole number of 64 bits.
    Int64,
    /// A number.
    Number,
    /// A Kubernetes quantity, as text or as a number.
    Quantity,
    /// A whole number, or text such as a port's name.
    IntOrText,
    /// One of some words.
    Words(&'static Words),
    /// A sequence.
    List(&'static Shape),
    /// A mapping with keys of the user's choice.
    Map(&'static Shape),
    /// A mapping with known keys.
    Object(&'static Object),
}

/// A closed set of words.
#[derive(Debug)]
pub struct Words {
    /// The words, as they are written.
    pub words: &'static [&'static str],
    /// Whether `""` means that the field is absent, as it does to the operator.
    pub empty_is_absent: bool,
    /// Whether the operator takes any word.
    pub unchecked_by_operator: bool,
}

/// A mapping with known keys.
#[derive(Debug)]
pub struct Object {
    /// What it is called: the type's name.
    pub name: &'static str,
    /// What it is for; empty for the Kubernetes types.
    pub doc: &'static str,
    /// Its keys.
    pub members: &'static [Member],
    /// A type of Kubernetes, which may have grown keys since: an unknown one goes through.
    pub open: bool,
}

/// One key of an [`Object`].
#[derive(Debug)]
pub struct Member {
    /// As it is written.
    pub name: &'static str,
    /// A second spelling; empty when there is none.
    pub also: &'static str,
    /// What it is for; empty for the Kubernetes types.
    pub doc: &'static str,
    /// What it may hold.
    pub shape: Shape,
    /// Whether it must be given.
    pub required: bool,
}

impl Object {
    /// A key by one of its spellings.
    pub fn member(&self, name: &str) -> Option<&'static Member> {
        self.members
            .iter()
            .find(|member| member.name == name || (!member.also.is_empty() && member.also == name))
    }
}
