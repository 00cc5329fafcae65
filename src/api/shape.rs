//! What a field may hold: the one description that the parser, the CustomResourceDefinition, the editor's schema
//! and the explanations are made from.

use crate::k8s::dialect::Dialects;

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
    /// The words, as they are written, and the dialects that have them.
    pub words: &'static [(&'static str, Dialects)],
    /// Where `""` means that the field is absent, as it does to the operator.
    pub empty_is_absent: Dialects,
    /// Where the operator takes any word.
    pub unchecked_by_operator: Dialects,
}

impl Words {
    /// The words of any of some dialects.
    pub fn of(&self, dialects: Dialects) -> impl Iterator<Item = &'static str> + Clone {
        self.words.iter().filter(move |(_, have)| have.meets(dialects)).map(|(word, _)| *word)
    }
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
#[derive(Debug, Clone, Copy)]
pub struct Member {
    /// As it is written.
    pub name: &'static str,
    /// A second spelling; empty when there is none.
    pub also: &'static str,
    /// What it is for; of Kubernetes' types in its own words, where it says something.
    pub doc: &'static str,
    /// What it may hold.
    pub shape: Shape,
    /// The dialects that have it.
    pub dialects: Dialects,
    /// The dialects in which it must be given.
    pub required: Dialects,
}

impl Object {
    /// A key by one of its spellings, whoever has it.
    pub fn member(&self, name: &str) -> Option<&'static Member> {
        self.members
            .iter()
            .find(|member| member.name == name || (!member.also.is_empty() && member.also == name))
    }

    /// A key of any of some dialects, by one of its spellings.
    pub fn member_of(&self, dialects: Dialects, name: &str) -> Option<&'static Member> {
        self.member(name).filter(|member| member.dialects.meets(dialects))
    }

    /// The keys of any of some dialects.
    pub fn of(&self, dialects: Dialects) -> impl Iterator<Item = &'static Member> + Clone {
        self.members.iter().filter(move |member| member.dialects.meets(dialects))
    }
}

/// How many keys there are in all.
pub const fn count(parts: &[&[Member]]) -> usize {
    let (mut n, mut part) = (0, 0);
    while part < parts.len() {
        n += parts[part].len();
        part += 1;
    }
    n
}

/// The keys of several parts of a mapping, one part after the other.
pub const fn joined<const N: usize>(parts: &[&[Member]]) -> [Member; N] {
    let mut all = [NONE; N];
    let (mut n, mut part) = (0, 0);
    while part < parts.len() {
        let mut at = 0;
        while at < parts[part].len() {
            all[n] = parts[part][at];
            (n, at) = (n + 1, at + 1);
        }
        part += 1;
    }
    all
}

/// The keys of a part, each with what it is for where it is a part of.
pub const fn documented<const N: usize>(object: Shape, docs: [&'static str; N]) -> [Member; N] {
    let mut all = [NONE; N];
    if let Shape::Object(object) = object {
        assert!(object.members.len() == N, "each key has its own text");
        let mut n = 0;
        while n < N {
            all[n] = Member { doc: docs[n], ..object.members[n] };
            n += 1;
        }
    }
    all
}

const NONE: Member = Member {
    name: "",
    also: "",
    doc: "",
    shape: Shape::Anything,
    dialects: Dialects::NONE,
    required: Dialects::NONE,
};
