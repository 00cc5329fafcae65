//! The derivation of the status.

mod cases;
mod rows;
mod properties;
mod health;
