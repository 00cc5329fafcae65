//! Where a value is, for messages.

use std::fmt;

/// The way from the root of a FlinkCluster.
pub enum Path<'a> {
    /// The FlinkCluster itself.
    Root,
    /// A value under a key.
    Key(&'a Path<'a>, &'a str),
    /// An element of a list.
    Item(&'a Path<'a>, usize),
}

impl Path<'_> {
    /// The key of the value itself; an element of a list has none.
    pub fn own_key(&self) -> &str {
        if let Self::Key(_, key) = self { key } else { "" }
    }

    /// The last key.
    pub fn key(&self) -> &str {
        match self {
            Self::Root => "",
            Self::Key(_, key) => key,
            Self::Item(parent, _) => parent.key(),
        }
    }

    /// Whether it leads through one of these keys.
    pub fn passes(&self, keys: &[&str]) -> bool {
        match self {
            Self::Root => false,
            Self::Key(parent, key) => keys.contains(key) || parent.passes(keys),
            Self::Item(parent, _) => parent.passes(keys),
        }
    }
}

impl fmt::Display for Path<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Root => Ok(()),
            Self::Key(Self::Root, key) => f.write_str(key),
            Self::Key(parent, key) => write!(f, "{parent}.{key}"),
            Self::Item(parent, n) => write!(f, "{parent}[{n}]"),
        }
    }
}
