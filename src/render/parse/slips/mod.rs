//! What people write instead of what they mean, and how it is told from something else.

pub mod amount;
pub mod foreign;
pub mod shape;
pub mod syntax;
pub mod template;
pub mod typography;
pub mod word;
