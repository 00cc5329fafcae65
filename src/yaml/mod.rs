//! What YAML's library reads, in bytes of the text, where it reads other things than kubectl does. What it means is the
//! work of whoever asks.

mod tokens;
pub mod surrogates;

pub use tokens::{Tokens, line_start};
