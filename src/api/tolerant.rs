//! Fields of JSON that others wrote: what is not as expected counts as not there.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

/// A field that may be missing or wrong.
pub trait Field: Default {
    /// Whether there is nothing to write.
    fn is_nothing(&self) -> bool;
    /// What can be used of a value.
    fn usable(value: Value) -> Self;
}

impl Field for String {
    fn is_nothing(&self) -> bool {
        self.is_empty()
    }

    fn usable(value: Value) -> Self {
        if let Value::String(text) = value { text } else { Self::new() }
    }
}

impl<T: DeserializeOwned> Field for Option<T> {
    fn is_nothing(&self) -> bool {
        self.is_none()
    }

    fn usable(value: Value) -> Self {
        serde_json::from_value(value).ok()
    }
}

impl<T: DeserializeOwned> Field for Vec<T> {
    fn is_nothing(&self) -> bool {
        self.is_empty()
    }

    fn usable(value: Value) -> Self {
        let Value::Array(items) = value else { return Self::new() };
        items.into_iter().filter_map(|item| serde_json::from_value(item).ok()).collect()
    }
}

/// Reads a field.
///
/// # Errors
/// The input is no JSON.
pub fn field<'de, D: Deserializer<'de>, T: Field>(input: D) -> Result<T, D::Error> {
    Value::deserialize(input).map(T::usable)
}
