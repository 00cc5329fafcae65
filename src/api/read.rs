//! From a node to the type of the resource, and the description of that type, from one declaration.

use crate::api::shape::Shape;
use crate::k8s::dialect::Dialects;
use crate::tree::{Node, Spanned, Value};

/// A field of the resource as it was written.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Field<T> {
    /// Not there, or null.
    #[default]
    Absent,
    /// There, and not what it should be; that was said already.
    Broken,
    /// There.
    Given(T),
}

impl<T> Field<T> {
    /// The value, when it is there.
    pub fn get(&self) -> Option<&T> {
        if let Self::Given(value) = self { Some(value) } else { None }
    }

    /// The value, when it is there.
    pub fn into_option(self) -> Option<T> {
        if let Self::Given(value) = self { Some(value) } else { None }
    }

    /// Whether nothing was written.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }
}

/// A type that a node can be read as.
pub trait Read: Sized {
    /// What such a node looks like.
    const SHAPE: Shape;

    /// The value, or none when the node is something else.
    fn read(node: &Node) -> Option<Self>;
}

/// Reads one key of a mapping.
pub fn field<T: Read>(node: &Node, name: &str, also: &str) -> Field<T> {
    let found = node.get(name).or_else(|| if also.is_empty() { None } else { node.get(also) });
    match found {
        None => Field::Absent,
        Some(node) => match &node.value {
            Value::Null => Field::Absent,
            // The check said where it is not.
            Value::String(text) if text.is_empty() && empty_is_absent(T::SHAPE) => Field::Absent,
            _ => T::read(node).map_or(Field::Broken, Field::Given),
        },
    }
}

fn empty_is_absent(shape: Shape) -> bool {
    matches!(shape, Shape::Words(words) if words.empty_is_absent != Dialects::NONE)
}

impl Read for Spanned<String> {
    const SHAPE: Shape = Shape::Text;

    fn read(node: &Node) -> Option<Self> {
        node.as_str().map(|text| Self { span: node.span, value: text.to_owned() })
    }
}

impl Read for Spanned<bool> {
    const SHAPE: Shape = Shape::Bool;

    fn read(node: &Node) -> Option<Self> {
        if let Value::Bool(value) = node.value { Some(Self { span: node.span, value }) } else { None }
    }
}

impl Read for Spanned<i32> {
    const SHAPE: Shape = Shape::Int32;

    fn read(node: &Node) -> Option<Self> {
        let Value::Number(text) = &node.value else { return None };
        text.parse().ok().map(|value| Self { span: node.span, value })
    }
}

impl Read for Spanned<i64> {
    const SHAPE: Shape = Shape::Int64;

    fn read(node: &Node) -> Option<Self> {
        let Value::Number(text) = &node.value else { return None };
        text.parse().ok().map(|value| Self { span: node.span, value })
    }
}

impl<T: Read> Read for Vec<T> {
    const SHAPE: Shape = Shape::List(&T::SHAPE);

    fn read(node: &Node) -> Option<Self> {
        node.as_list()?.iter().map(T::read).collect()
    }
}

/// A quantity's text as it was written.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity(pub Spanned<String>);

impl Read for Quantity {
    const SHAPE: Shape = Shape::Quantity;

    fn read(node: &Node) -> Option<Self> {
        match &node.value {
            Value::String(text) | Value::Number(text) => {
                Some(Self(Spanned { span: node.span, value: text.to_string() }))
            }
            _ => None,
        }
    }
}

/// A mapping from text to text, in the order it was written in.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TextMap(pub Vec<(Spanned<String>, Spanned<String>)>);

impl Read for TextMap {
    const SHAPE: Shape = Shape::Map(&Shape::Text);

    fn read(node: &Node) -> Option<Self> {
        // An entry that is no text was said to be wrong; the others count.
        let entries = node.as_map()?.0.iter().filter_map(|entry| {
            let value = match &entry.value.value {
                Value::String(text) => text.to_string(),
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::List(_) | Value::Map(_) => {
                    return None;
                }
            };
            let key = Spanned { span: entry.key_span, value: entry.key.to_string() };
            Some((key, Spanned { span: entry.value.span, value }))
        });
        Some(Self(entries.collect()))
    }
}

/// Declares a part of Kubernetes' own that is kept as it was written.
macro_rules! as_written {
    ($($(#[doc = $doc:literal])* $name:ident : $shape:expr;)*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name(pub $crate::tree::Node);

        impl $crate::api::read::Read for $name {
            const SHAPE: $crate::api::shape::Shape = $shape;

            fn read(node: &$crate::tree::Node) -> Option<Self> {
                Some(Self(node.clone()))
            }
        }
    )*};
}

/// Declares a mapping with known keys: the type, how it is read, and its description. `..name: Part = [docs];` are the keys
/// of another such mapping, as if they were its own, and what each is for here; more keys may follow.
macro_rules! object {
    (@in) => { Dialects::ALL };
    (@in $in:ident) => { Dialects::$in };
    (@required) => { Dialects::NONE };
    (@required $in:ident) => { Dialects::$in };
    (@member [$($doc:literal)*] $key:literal, $also:expr, $type:ty, $dialects:expr, $required:expr) => {
        Member {
            name: $key,
            also: $also,
            doc: concat!($($doc),*),
            shape: <$type as $crate::api::read::Read>::SHAPE,
            dialects: $dialects,
            required: $required,
        }
    };
    ($($(#[doc = $doc:literal])* $name:ident {
        $($(#[doc = $field_doc:literal])* $key:literal $(| $also:literal)? $field:ident : $type:ty
            $(, in $in:ident)? $(, required in $required:ident)?;)*
        $(
            ..$part:ident : $part_type:ident = $part_docs:expr;
            $($(#[doc = $more_doc:literal])* $more_key:literal $more:ident : $more_type:ty $(, in $more_in:ident)?;)*
        )?
    })*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Default, PartialEq)]
        pub struct $name {
            /// Where it stands.
            pub span: $crate::diagnostic::Span,
            $($(#[doc = $field_doc])* pub $field: $crate::api::read::Field<$type>,)*
            $(
                /// What it has in common with others.
                pub $part: $part_type,
                $($(#[doc = $more_doc])* pub $more: $crate::api::read::Field<$more_type>,)*
            )?
        }

        impl $crate::api::read::Read for $name {
            const SHAPE: $crate::api::shape::Shape = $crate::api::shape::Shape::Object(&$crate::api::shape::Object {
                name: stringify!($name),
                doc: concat!($($doc),*),
                members: {
                    use $crate::k8s::dialect::Dialects;
                    use $crate::api::shape::{Member, count, joined};
                    const PARTS: &[&[Member]] = &[
                        &[$($crate::api::read::object!(
                            @member [$($field_doc)*] $key, concat!($($also)?), $type,
                            $crate::api::read::object!(@in $($in)?),
                            $crate::api::read::object!(@required $($required)?)
                        )),*],
                        $(
                            &$crate::api::shape::documented($part_type::SHAPE, $part_docs),
                            &[$($crate::api::read::object!(
                                @member [$($more_doc)*] $more_key, "", $more_type,
                                $crate::api::read::object!(@in $($more_in)?), Dialects::NONE
                            )),*],
                        )?
                    ];
                    const ALL: [Member; count(PARTS)] = joined(PARTS);
                    &ALL
                },
                open: false,
            });

            fn read(node: &$crate::tree::Node) -> Option<Self> {
                node.as_map()?;
                Some(Self {
                    span: node.span,
                    $($field: $crate::api::read::field(node, $key, concat!($($also)?)),)*
                    $(
                        $part: $part_type::read(node)?,
                        $($more: $crate::api::read::field(node, $more_key, ""),)*
                    )?
                })
            }
        }
    )*};
}

/// Declares a closed set of words, each with the dialects that have it: all, where nothing is said.
macro_rules! words {
    (@in) => { $crate::k8s::dialect::Dialects::ALL };
    (@in $in:ident) => { $crate::k8s::dialect::Dialects::$in };
    (@where) => { $crate::k8s::dialect::Dialects::NONE };
    (@where $in:ident) => { $crate::k8s::dialect::Dialects::$in };
    ($($(#[doc = $doc:literal])* $name:ident
        $([empty_is_absent: $empty:ident])? $([unchecked_by_operator: $unchecked:ident])? {
        $($(#[doc = $word_doc:literal])* $word:ident = $text:literal $(, in $in:ident)?;)*
    })*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name { $($(#[doc = $word_doc])* $word,)* }

        impl $name {
            /// As it is written.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$word => $text,)* }
            }
        }

        impl From<$name> for $crate::tree::Node {
            fn from(word: $name) -> Self {
                word.as_str().into()
            }
        }

        impl $crate::api::read::Read for $crate::tree::Spanned<$name> {
            const SHAPE: $crate::api::shape::Shape = $crate::api::shape::Shape::Words(&$crate::api::shape::Words {
                words: &[$(($text, $crate::api::read::words!(@in $($in)?))),*],
                empty_is_absent: $crate::api::read::words!(@where $($empty)?),
                unchecked_by_operator: $crate::api::read::words!(@where $($unchecked)?),
            });

            fn read(node: &$crate::tree::Node) -> Option<Self> {
                let value = match node.as_str()? { $($text => $name::$word,)* _ => return None };
                Some(Self { span: node.span, value })
            }
        }
    )*};
}

pub(crate) use {as_written, object, words};
