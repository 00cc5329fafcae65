//! Where the objects of one kind of one cluster are: one or two as a rule, in a few bytes each. Maps would take more room than
//! the objects of thousands of clusters.

use std::sync::Arc;

/// What is on a shelf is found by its name.
pub trait Named {
    /// Its name.
    fn name(&self) -> &str;
}

/// Objects of one kind, in the order of their names.
#[derive(Debug, Clone, PartialEq)]
pub struct Shelf<T>(Vec<Arc<T>>);

/// What became of a shelf.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put {
    /// There was none of this name.
    New,
    /// There was another one of this name.
    Changed,
    /// It was there already.
    Same,
}

impl<T> Default for Shelf<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Named + PartialEq> Shelf<T> {
    fn find(&self, name: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|one| one.name().cmp(name))
    }

    /// The one of this name.
    pub fn get(&self, name: &str) -> Option<&Arc<T>> {
        self.0.get(self.find(name).ok()?)
    }

    /// All of them.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Arc<T>> + ExactSizeIterator {
        self.0.iter()
    }

    /// Puts one there, in place of one of its name.
    pub fn put(&mut self, one: T) -> Put {
        match self.find(one.name()) {
            Ok(at) if *self.0[at] == one => Put::Same,
            Ok(at) => {
                self.0[at] = Arc::new(one);
                Put::Changed
            }
            Err(at) => {
                self.0.reserve_exact(1);
                self.0.insert(at, Arc::new(one));
                Put::New
            }
        }
    }

    /// Takes the one of this name away.
    pub fn remove(&mut self, name: &str) {
        if let Ok(at) = self.find(name) {
            self.0.remove(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    impl Named for (&'static str, u8) {
        fn name(&self) -> &str {
            self.0
        }
    }

    #[test]
    fn one_of_a_name_is_there() {
        let mut shelf = Shelf::default();
        assert_eq!(["b", "c", "a"].map(|name| shelf.put((name, 0))), [Put::New; 3]);
        assert_eq!([shelf.put(("b", 0)), shelf.put(("b", 1))], [Put::Same, Put::Changed]);
        shelf.remove("c");
        shelf.remove("d");
        assert_eq!(shelf.iter().map(|one| **one).collect::<Vec<_>>(), [("a", 0), ("b", 1)]);
        assert_eq!((shelf.get("b").map(|one| one.1), shelf.get("c")), (Some(1), None));
    }
}
